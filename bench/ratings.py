"""How many ratings a second the product takes, and what pages feel of it: `python -m bench.ratings` (part of `make bench`).

Each visitor has an address of its own (told by a proxy that is trusted), asks for a ticket and sends a rating of a
service sheet, as the script of the page does. Beside them somebody reads the home from the cache, before and meanwhile.
CPU is that of the workers, from /proc.
"""

import contextlib
import json
import re
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

from bench.load import run as read_page
from tests.databases import postgres
from tools import private_site

VISITORS = 16
WANTED = 200  # ratings a second, on two cores that also play the visitors
WORDS = urlencode({"answer": "non-chiare", "details": "Manca l'orario"})


@dataclass
class Crowd:
    """Visitors who rate one page, until a moment."""

    port: int
    host: str
    page: int
    taken: int = 0
    refused: list[str] = field(default_factory=list)
    numbers: count = field(default_factory=count)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def rate(self, until: float) -> None:
        connection = Connection(self.port)
        while time.perf_counter() < until:
            number = next(self.numbers)
            headers = (
                f"Host: {self.host}\r\nSec-Fetch-Site: same-origin\r\nAccept: application/json\r\n"
                f"X-Forwarded-For: 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}\r\n"
            )
            _status, body = connection.ask(f"GET /valutazione/biglietto/?page={self.page} HTTP/1.1\r\n{headers}\r\n")
            form = f"page={self.page}&score=2&ticket={json.loads(body)['ticket']}&{WORDS}"
            status, _body = connection.ask(
                f"POST /valutazione/ HTTP/1.1\r\n{headers}Content-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(form)}\r\n\r\n{form}"
            )
            with self.lock:
                if status == "204":
                    self.taken += 1
                else:
                    self.refused.append(status)
        connection.close()


class Connection:
    """A kept connection, as cheap as can be: the visitors share the two cores with the product they measure."""

    def __init__(self, port: int):
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)

    def ask(self, request: str) -> tuple[str, bytes]:
        """Status and body of an answer; asked again once where the server had closed a connection kept too long."""
        try:
            self.socket.sendall(request.encode())
            received = self.socket.recv(65536)
        except ConnectionError:
            received = b""
        if not received:
            self.close()
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            self.socket.sendall(request.encode())
            received = self.socket.recv(65536)
        head, _end, body = received.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        while length and len(body) < int(length[1]):
            body += self.socket.recv(65536)
        return head.split(b" ", 2)[1].decode(), body

    def close(self) -> None:
        self.socket.close()


def measure(site: private_site.Site, slug: str, seconds: float) -> dict:
    """Ratings taken per second with the time of the home before and meanwhile."""
    host = f"{slug}.localhost:{site.port}"
    shell = (
        "from services.models import ServicePage as S; print(S.objects.filter(tenant__slug='%s', live=True).first().pk)"
    )
    page = int(site.manage("shell", "--no-imports", "-c", shell % slug).split()[-1])
    used = private_site.cpu_of(site.process.pid)
    calm = read_page(site.port, host, "/", seconds, 1)
    of_page = (private_site.cpu_of(site.process.pid) - used) / calm["requests"]
    crowd = Crowd(site.port, host, page)
    used, start = private_site.cpu_of(site.process.pid), time.perf_counter()
    visitors = [threading.Thread(target=crowd.rate, args=(start + seconds,)) for _ in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    busy = read_page(site.port, host, "/", seconds, 1)
    for visitor in visitors:
        visitor.join()
    spent = time.perf_counter() - start
    cpu = private_site.cpu_of(site.process.pid) - used - busy["requests"] * of_page
    return {
        "per_second": crowd.taken / spent,
        "cpu": cpu / max(crowd.taken, 1) * 1000,
        "refused": sorted(set(crowd.refused)),
        "home_before": calm["p50"],
        "home_meanwhile": busy["p50"],
    }


@contextlib.contextmanager
def served(engine: str):
    more = {"BEHIND_PROXY": "1", "HTTPS": "0"}
    if engine == "SQLite":
        with private_site.running(**more) as site:
            yield site
        return
    with postgres() as url, private_site.folder_for_copy() as folder:
        private_site.load(folder, url)
        with private_site.serving(folder, database_url=url, **more) as site:
            yield site


def measure_ratings(engine: str, slug: str = "cesena", seconds: float = 10) -> dict:
    with served(engine) as site:
        return measure(site, slug, seconds)


def print_ratings(engine: str, result: dict) -> list[str]:
    print(f"\n{engine}: valutazioni da molti indirizzi ({VISITORS} visitatori insieme, 2 processi)")
    print(f"  {result['per_second']:.0f} al secondo, {result['cpu']:.2f} ms di CPU l'una (biglietto compreso)")
    print(f"  home dalla cache: {result['home_before']:.1f} ms prima, {result['home_meanwhile']:.1f} ms nel frattempo")
    over = [f"{engine}: valutazioni rifiutate con {', '.join(result['refused'])}"] if result["refused"] else []
    if result["per_second"] < WANTED:
        over.append(f"{engine}: {result['per_second']:.0f} valutazioni al secondo (almeno {WANTED})")
    return over


if __name__ == "__main__":
    for engine in sys.argv[1:] or ("SQLite", "PostgreSQL"):
        for line in print_ratings(engine, measure_ratings(engine)):
            print(f"OLTRE IL LIMITE  {line}")
