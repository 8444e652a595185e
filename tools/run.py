"""`make run`: bring data and files up to date, then serve.

Everything happens in one process, because starting Django costs more than the work itself when nothing has changed.
Every step can be repeated: what is already there is left as it is.
"""

import argparse
import gc
import hashlib
import io
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")


def say(text: str) -> None:
    print(f"\n== {text}", flush=True)


def prepare(port: int) -> str:
    """Migrate, load vocabularies and demonstration, collect static files; returns what to print when it serves."""
    import django

    django.setup()
    # Millions of rows and models are made: looking for cycles among all of them each time is a quarter of the work.
    gc.collect()
    gc.freeze()
    gc.set_threshold(700, 10, 100)
    from django.conf import settings
    from django.core.management import call_command

    for folder in (settings.VAR_DIR, settings.MEDIA_ROOT, settings.EMAIL_FILE_PATH):
        Path(folder).mkdir(parents=True, exist_ok=True)
    say("Base dati e vocabolari")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_vocabularies")
    call_command("refresh_roles", stdout=io.StringIO())
    if settings.DEBUG:  # demonstration data have no place where real people look
        say("Contenuti dimostrativi (la prima volta serve un minuto)")
        call_command("load_demo")
        call_command("set_port", port=port)
    collect_static(Path(settings.STATIC_ROOT))
    return banner()


def collect_static(target: Path) -> None:
    """Copy, hash and compress the static files, unless this very set was collected before."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    stamp = target.parent / "static.stamp"
    if stamp.exists() and target.exists() and stamp.read_text() == digest.hexdigest():
        return
    say("Raccolgo stili, script e immagini di servizio")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())


def banner() -> str:
    """Addresses of the sites and of the admin, and the accounts of the demonstration."""
    from django.conf import settings
    from django.core.management import call_command

    from cms.models import Tenant

    lines = ["Unica è pronta.", ""]
    tenants = sorted(Tenant.objects.select_related("site"), key=lambda t: (not t.is_union, t.name))
    width = max([len(t.name) for t in tenants] + [14])
    lines += [f"  {tenant.name:<{width}}  {tenant.root_url}/" for tenant in tenants]
    lines += [f"  {'Redazione':<{width}}  {settings.WAGTAILADMIN_BASE_URL}/admin/", ""]
    if settings.DEBUG:
        accounts = io.StringIO()
        call_command("demo_accounts", stdout=accounts)
        lines += [accounts.getvalue().rstrip(), ""]
    return "\n".join([*lines, "Ctrl-C ferma tutto."])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--reload", action="store_true", help="rilegge il codice a ogni modifica")
    parser.add_argument("--prepare-only", action="store_true", help="prepara i dati e non avvia i siti")
    options = parser.parse_args()
    os.environ["PORT"] = str(options.port)
    text = prepare(options.port)
    if options.prepare_only:
        return
    # The supervisor needs neither Django nor its memory: it takes the place of this process.
    command = [sys.executable, str(ROOT / "tools" / "serve.py"), "--port", str(options.port)]
    os.environ["UNICA_BANNER"] = text
    sys.stdout.flush()
    os.execv(sys.executable, [*command, "--reload"] if options.reload else command)  # noqa: S606  our own script


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nInterrotto: puoi riprendere con lo stesso comando.")
