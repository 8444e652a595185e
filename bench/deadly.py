"""The product that dies on request: killed (SIGKILL) before or after one write, once, then as healthy as ever.

    gunicorn bench.deadly:application           the web server
    python -m bench.deadly deliver_outbox       a command

Where: a file `VAR_DIR/uccidi` with `before` or `after`, a space, and how the write begins in SQL; or `COMMIT`, or `SEND`.
The file is taken away at the moment of death, so whoever comes next lives.
"""

import os
import re
import signal
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
ORDER = Path(os.environ["VAR_DIR"]) / "uccidi"


def die_if_asked(when: str, what: str) -> None:
    """The end of this process, if the order says so."""
    try:
        wanted = ORDER.read_text()
    except FileNotFoundError:
        return
    asked_when, asked_what = wanted.split(" ", 1)
    if when == asked_when and what.startswith(asked_what):
        ORDER.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def around(name, act):
    """An act with a possible death on either side."""

    def dangerous(*args, **kwargs):
        die_if_asked("before", name)
        result = act(*args, **kwargs)
        die_if_asked("after", name)
        return result

    return dangerous


def watch(execute, sql, params, many, context):
    plain = re.sub(r'"', "", sql)
    die_if_asked("before", plain)
    result = execute(sql, params, many, context)
    die_if_asked("after", plain)
    return result


def prepare() -> None:
    """Put the watch on every connection, its commits, and the sending of mail."""
    from django.core.mail import EmailMessage
    from django.db.backends.signals import connection_created

    def watched(sender, connection, **kwargs):
        if watch not in connection.execute_wrappers:
            connection.execute_wrappers.append(watch)
            connection._commit = around("COMMIT", connection._commit)

    connection_created.connect(watched, weak=False)
    EmailMessage.send = around("SEND", EmailMessage.send)


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    django.setup()
    prepare()
    call_command(*sys.argv[1:])
else:
    from cms.wsgi import application  # noqa: F401

    prepare()
