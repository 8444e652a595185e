"""What happens because time passes: pages that go live or expire, acts that open in the albo, changes of the union that
enter into force, news for who decides on them, reminders of pages to review, mail that waits.

One process that stays, since starting Django every few seconds would cost more than the work. In production timers that
run `manage.py publish_scheduled`, `deliver_editions`, `open_register`, `send_catalogue_digest`, `remind_reviews`,
`deliver_outbox`, `sweep_appointments`, `sweep_feedback`, `sweep_tickets`, `count_words`, `sweep_search` and `run_conformity --due` do as well.
"""

import logging
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
EVERY = 20  # seconds: with mail that waits for a slow server, a programmed page is still out within the minute
# Command, its options, seconds between two runs. Reminders run again often because they repeat nothing.
JOBS = (
    ("publish_scheduled", {}, EVERY),
    ("open_register", {}, EVERY),
    ("deliver_editions", {}, EVERY),
    ("sweep_appointments", {}, EVERY),
    ("deliver_outbox", {"seconds": 10}, EVERY),
    ("remind_reviews", {}, 1800),
    ("send_catalogue_digest", {}, 1800),
    ("count_words", {}, 600),
    ("run_conformity", {"due": True}, 3600),
    ("sweep_feedback", {}, 3600),
    ("sweep_search", {}, 3600),
    ("sweep_tickets", {}, 3600),
)
logger = logging.getLogger(__name__)


def tick(last_runs: dict[str, float], now: float) -> None:
    """Run the jobs whose turn has come; one that fails is told, and does not stop the others."""
    from django.core.management import call_command
    from django.db import close_old_connections

    for name, options, every in JOBS:
        if now - last_runs.get(name, float("-inf")) < every:
            continue
        last_runs[name] = now
        close_old_connections()
        try:
            call_command(name, verbosity=0, **options)
        except Exception:
            logger.exception("L'orologio non riesce a fare %s", name)


def main() -> None:
    import django

    django.setup()
    last_runs: dict[str, float] = {}
    while True:
        time.sleep(EVERY)
        tick(last_runs, time.monotonic())


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
