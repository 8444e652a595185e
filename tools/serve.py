"""A tiny supervisor: the web server, the background worker and the clock, started together and ended together.

The worker and the clock are started again when they die; without the web server there is nothing to keep, so its
end is the end. In production the same three commands are three services (docs/running.md).
"""

import argparse
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import processes  # noqa: E402  this file is also run by its path

PATIENCE = 8  # seconds that a process has to end by itself
START_LIMIT = 60  # seconds to the first answer


def has_ipv6() -> bool:
    """Browsers may try ::1 first for *.localhost: answer there too, where the machine has it."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return True
    return False


def web_command(
    port: int, *, reload: bool = False, application: str = "cms.wsgi:application", workers: int = 2
) -> list[str]:
    """How the product is served; measurements use the same command."""
    command = [sys.executable, "-m", "gunicorn", application, "--worker-class", "gthread"]
    command += ["--workers", str(workers), "--threads", "8", "--no-control-socket"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "warning", "--graceful-timeout", "3"]
    if has_ipv6():
        command += ["--bind", f"[::1]:{port}"]
    return [*command, "--reload"] if reload else command


def commands(port: int, *, reload: bool) -> dict[str, list[str]]:
    worker = [sys.executable, "manage.py", "db_worker", "--queue-name", "*", "--no-reload", "--verbosity", "0"]
    return {
        "sito": web_command(port, reload=reload),
        "lavori in coda": worker,
        "orologio": [sys.executable, "tools/clock.py"],
    }


def answers(port: int, path: str = "/readyz") -> bool:
    """Whether the product says that it can work."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class Supervisor:
    def __init__(self, port: int, *, reload: bool, banner: str):
        self.port = port
        self.banner = banner
        self.commands = commands(port, reload=reload)
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.started_at: dict[str, float] = {}
        self.stopping = False

    def start(self, name: str) -> None:
        self.children[name] = processes.start(self.commands[name], cwd=ROOT)
        self.started_at[name] = time.monotonic()

    def stop(self, *_: object) -> None:
        self.stopping = True

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        try:
            for name in self.commands:
                self.start(name)
            return self.watch()
        finally:
            self.end_all()

    def watch(self) -> int:
        announced = False
        while not self.stopping:
            time.sleep(0.3)
            if self.children["sito"].poll() is not None:
                print("ERRORE: il server dei siti si è fermato (il motivo è scritto qui sopra).", file=sys.stderr)
                return 1
            if not announced and answers(self.port):
                print(f"\n{self.banner}\n", flush=True)
                announced = True
            elif not announced and time.monotonic() - self.started_at["sito"] > START_LIMIT:
                print(f"ERRORE: dopo {START_LIMIT} secondi i siti non rispondono ancora.", file=sys.stderr)
                return 1
            for name, child in list(self.children.items()):
                # Not at once: a process that dies while it starts must not take the whole machine.
                if child.poll() is not None and time.monotonic() - self.started_at[name] > 5:
                    print(f"Riavvio: {name}.", file=sys.stderr, flush=True)
                    self.start(name)
        return 0

    def end_all(self) -> None:
        alive = [child for child in self.children.values() if child.poll() is None]
        for child in alive:
            self.signal(child, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for child in alive:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.signal(child, signal.SIGKILL)
                child.wait()
        if self.stopping:
            print("\nFermato.", flush=True)

    @staticmethod
    def signal(child: subprocess.Popen[bytes], number: int) -> None:
        # The whole group: gunicorn's workers too, even if their master is already gone.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, number)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--reload", action="store_true")
    options = parser.parse_args()
    os.environ["PORT"] = str(options.port)
    banner = os.environ.pop("UNICA_BANNER", f"Unica risponde sulla porta {options.port}. Ctrl-C ferma tutto.")
    return Supervisor(options.port, reload=options.reload, banner=banner).run()


if __name__ == "__main__":
    sys.exit(main())
