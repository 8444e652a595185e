"""A real PostgreSQL for tests and measurements, thrown away at the end.

    python tests/databases.py -- COMMAND...    runs the command with DATABASE_URL pointing at a new empty cluster
    python tests/databases.py --find           prints where initdb is; fails when there is none

The cluster lives in a temporary folder, answers on a unix socket only, and forgets about disks (no fsync). PostgreSQL
refuses to run as root, so root lends it the system's `postgres` user.
"""

import contextlib
import getpass
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

OLDEST = 15
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=128MB"


class NoPostgresError(RuntimeError):
    """PostgreSQL is not installed, or too old."""


def find_binaries() -> Path:
    """Folder with initdb and pg_ctl of the newest PostgreSQL on this machine."""
    folders = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    folders += Path("/usr/lib/postgresql").glob("*/bin")
    known = {}
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            answer = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=True)
            known[int(re.search(r"(\d+)", answer.stdout)[1])] = folder
    if not known or max(known) < OLDEST:
        raise NoPostgresError(f"Manca PostgreSQL {OLDEST} o più recente: installa il pacchetto «postgresql».")
    return known[max(known)]


def owner() -> pwd.struct_passwd:
    """Who runs the server: the present user, or for root the user that PostgreSQL's package makes."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid())
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgresError("PostgreSQL non parte come root, e qui non c'è l'utente «postgres» né «nobody».")


def run_as(user: pwd.struct_passwd, command: list, folder: Path) -> None:
    # The inherited working folder may be closed to the other user, so the command starts in its own.
    identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
    log = folder / "command.log"
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(folder), "TZ": "UTC"}
    with log.open("ab") as output:
        result = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
            **identity,
        )
    if result.returncode:
        raise NoPostgresError(f"{command[0]} non riesce:\n{log.read_text(errors='replace')[-2000:]}")


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Start an empty cluster, give its DATABASE_URL, stop it and remove it whatever happens."""
    binaries, user = find_binaries(), owner()
    # Under /tmp and short: the name of a unix socket has at most 107 characters, and the other user must reach it.
    folder = Path(tempfile.mkdtemp(prefix="unica-pg-", dir="/tmp"))
    data = folder / "data"
    started = False
    try:
        os.chown(folder, user.pw_uid, user.pw_gid)
        run_as(
            user,
            [
                binaries / "initdb",
                "-D",
                data,
                "-U",
                "unica",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            folder,
        )
        started = True  # also when the start fails half-way, stop must be tried
        options = f"-k {folder} -c listen_addresses= {FAST}"
        run_as(
            user, [binaries / "pg_ctl", "-D", data, "-l", folder / "server.log", "-w", "-o", options, "start"], folder
        )
        create = [binaries / "createdb", "-h", folder, "-U", "unica", "unica"]
        run_as(user, create, folder)
        yield f"postgres://unica@/{folder}/unica"
    finally:
        if started:
            with contextlib.suppress(NoPostgresError):
                run_as(user, [binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], folder)
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    if arguments == ["--find"]:
        print(find_binaries())
        return 0
    if arguments[:1] != ["--"] or len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    # A request to end must still clean up.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgres() as url:
        return subprocess.run(arguments[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except NoPostgresError as problem:
        sys.exit(f"ERRORE: {problem} (utente: {getpass.getuser()})")
    except KeyboardInterrupt:
        sys.exit(130)
