"""A private copy of the product with the demonstration, on a free port: for stories, crawl, audit and measurements.

`python -m tools.private_site` only loads it, for those who will want it later.

The demonstration is loaded once for each state of the code (build/demo/) and copied for each use, so that nobody
measures, crawls or clicks through the data of `make run`.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools import processes, serve

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "demo"
# What the loaded demonstration depends on: code, data, migrations, built styles; not tests, tools and documents.
APART = {"node_modules", ".venv", ".git", "build", "var", "tests", "bench", "tools", "docs", "frontend", "__pycache__"}
KINDS = {".py", ".toml", ".json", ".css", ".js", ".svg", ".woff2", ".lock"}


@dataclass
class Site:
    """A running copy."""

    port: int
    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes]

    def url(self, slug: str, path: str = "/") -> str:
        """Address on the site of a municipality; of the union when the slug is empty."""
        return f"http://{slug + '.' if slug else ''}localhost:{self.port}{path}"

    def manage(self, *arguments: str) -> str:
        """Run a management command on this copy."""
        return manage(self.environment, *arguments)

    def workers(self) -> list[int]:
        """Process ids of gunicorn's workers."""
        return children(self.process.pid)


def children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def cpu_of(pid: int) -> float:
    """Seconds of CPU that the workers of a server have used so far."""
    used = 0
    for child in children(pid):
        fields = Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()
        used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment_for(folder: Path, *, debug: bool, port: int, database_url: str = "", **more: str) -> dict[str, str]:
    """A complete environment: nothing of the developer's own .env."""
    base = {name: value for name, value in os.environ.items() if name not in _SETTINGS}
    own = {
        "ENV_FILE": os.devnull,
        "SECRET_KEY": "copia-privata-" + "0" * 50,
        "DEBUG": "1" if debug else "0",
        "HTTPS": "0",
        "SERVE_MEDIA": "1",
        "ADMIN_HOSTS": "gestione.localhost",
        "ADMIN_URL": f"http://gestione.localhost:{port}",
        "PORT": str(port),
        "VAR_DIR": str(folder),
    }
    if database_url:
        own["DATABASE_URL"] = database_url
    return {**base, **own, **more}


_SETTINGS = {
    "DJANGO_SETTINGS_MODULE",
    "DATABASE_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "VIDEO_URL",
    "PAGE_CACHE",
    "SSL_REDIRECT",
    "BEHIND_PROXY",
    "DATABASE_POOL",
    "DATABASE_POOL_SIZE",
    "GENERATION_POLL_SECONDS",
    "LOG_LEVEL",
    "RELOAD_TEMPLATES",
}


def manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def fingerprint() -> str:
    """Changes with anything that the loaded demonstration depends on."""
    digest = hashlib.sha256()
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in APART)
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix in KINDS and path.name != "package-lock.json":
                digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:24]


def load(folder: Path, database_url: str = "") -> None:
    """Migrate and load everything into an empty folder, as `make run` does."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = environment_for(folder, debug=True, port=8000, database_url=database_url)
    command = [sys.executable, "tools/run.py", "--port", "8000", "--prepare-only"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"La dimostrazione non si carica:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")


def copy_demonstration(target: Path) -> None:
    """Copy the demonstration on SQLite, as the present code loads it, into a new folder; load it first if needed."""
    with kept_demonstration() as kept:
        shutil.copytree(kept, target)


@contextlib.contextmanager
def kept_demonstration() -> Iterator[Path]:
    """The demonstration as the present code loads it, loaded where it is missing; nobody else touches it meanwhile."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two runs at once: the second waits, and finds it made
        wanted = KEPT / fingerprint()
        if not (wanted / "complete").exists():
            for old in KEPT.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            print("Carico la dimostrazione in una copia privata...", flush=True)
            load(wanted)
            (wanted / "complete").touch()
        yield wanted


@contextlib.contextmanager
def folder_for_copy() -> Iterator[Path]:
    """A place that is removed at the end, on the same disk as the project."""
    with tempfile.TemporaryDirectory(prefix="copia-", dir=ROOT / "build") as name:
        yield Path(name) / "var"


@contextlib.contextmanager
def running(*, debug: bool = False, **more: str) -> Iterator[Site]:
    """Copy the demonstration, serve it as `make run` does, stop and remove it at the end."""
    with folder_for_copy() as folder:
        copy_demonstration(folder)
        with serving(folder, debug=debug, **more) as site:
            yield site


@contextlib.contextmanager
def serving(folder: Path, *, debug: bool = False, database_url: str = "", **more: str) -> Iterator[Site]:
    """Serve what a folder (and, with a `database_url`, that database) holds, from the first answer to the end."""
    port = free_port()
    environment = environment_for(folder, debug=debug, port=port, database_url=database_url, **more)
    manage(environment, "set_port", "--port", str(port))
    with server(environment, port) as process:
        yield Site(port, folder, environment, process)


@contextlib.contextmanager
def server(
    environment: dict[str, str],
    port: int,
    application: str = "cms.wsgi:application",
    ready: str = "/readyz",
    *,
    workers: int = 2,
) -> Iterator[subprocess.Popen[bytes]]:
    """Gunicorn, ended whatever happens."""
    command = serve.web_command(port, application=application, workers=workers)
    process = processes.start(command, cwd=ROOT, env=environment)
    try:
        deadline = time.monotonic() + serve.START_LIMIT
        while not serve.answers(port, ready):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("La copia privata non risponde (il motivo è scritto qui sopra).")
            time.sleep(0.2)
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(serve.PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


if __name__ == "__main__":
    with kept_demonstration():
        pass
