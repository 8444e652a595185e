"""A real PostgreSQL for tests and measurements, thrown away at the end.

    python -m tests.databases -- COMMAND...    runs the command with DATABASE_URL pointing at a new empty cluster
    python -m tests.databases --find           prints where initdb is; fails when there is none

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
import time
from collections.abc import Iterator
from pathlib import Path

from tools import processes

OLDEST = 15
INITIAL = ("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
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


class Cluster:
    """Programs of PostgreSQL, run by its owner in its own folder (the caller's may be closed to that user)."""

    def __init__(self, binaries: Path, user: pwd.struct_passwd, folder: Path):
        self.binaries, self.folder = binaries, folder
        self.data, self.log = folder / "data", folder / "log"
        self.options = {
            "cwd": folder,
            "env": {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(folder), "TZ": "UTC"},
            "stdin": subprocess.DEVNULL,
        }
        if os.getuid() == 0:
            os.chown(folder, user.pw_uid, user.pw_gid)
            self.options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def run(self, program: str, *arguments: str) -> bool:
        command = [str(self.binaries / program), *arguments]
        with self.log.open("ab") as output:
            return subprocess.run(command, stdout=output, stderr=output, check=False, **self.options).returncode == 0

    def serve(self) -> subprocess.Popen:
        """The server as our child, not as a daemon: if we are killed it goes at once (SIGQUIT) instead of staying."""
        settings = f"-k {self.folder} -c listen_addresses= {FAST}".split()
        command = [str(self.binaries / "postgres"), "-D", str(self.data), *settings]
        with self.log.open("ab") as output:
            return processes.start(
                command, at_our_end=signal.SIGQUIT, stdout=output, stderr=subprocess.STDOUT, **self.options
            )

    def fail(self, what: str) -> NoPostgresError:
        return NoPostgresError(f"{what} non riesce:\n{self.log.read_text(errors='replace')[-2000:]}")


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Start an empty cluster, give its DATABASE_URL, stop it and remove it whatever happens."""
    binaries, user = find_binaries(), owner()
    # Under /tmp and short: the name of a unix socket has at most 107 characters, and the other user must reach it.
    folder = Path(tempfile.mkdtemp(prefix="unica-pg-", dir="/tmp"))
    server = None
    try:
        cluster = Cluster(binaries, user, folder)
        if not cluster.run("initdb", "-D", str(cluster.data), "-U", "unica", *INITIAL):
            raise cluster.fail("initdb")
        server = cluster.serve()
        deadline = time.monotonic() + 30
        while not cluster.run("pg_isready", "-q", "-h", str(folder), "-U", "unica"):
            if server.poll() is not None or time.monotonic() > deadline:
                raise cluster.fail("L'avvio di PostgreSQL")
            time.sleep(0.05)
        if not cluster.run("createdb", "-h", str(folder), "-U", "unica", "unica"):
            raise cluster.fail("createdb")
        yield f"postgres://unica@/{folder}/unica"
    finally:
        if server is not None:
            server.send_signal(signal.SIGQUIT)
            server.wait(20)
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
