"""How many ratings a second the product takes, and what pages feel of it: `python -m bench.ratings` (part of `make bench`).

Each visitor has an address of its own (told by a proxy that is trusted), asks for a ticket and sends a rating of a
service sheet, as the script of the page does. Beside them somebody reads the home from the cache, before and meanwhile.
CPU is that of the workers, from /proc.
"""

import contextlib
import http.client
import json
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
OWN = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}


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
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while time.perf_counter() < until:
            number = next(self.numbers)
            headers = {
                **OWN,
                "Host": self.host,
                "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
            }
            try:
                connection.request("GET", f"/valutazione/biglietto/?page={self.page}", headers=headers)
                ticket = json.loads(connection.getresponse().read())["ticket"]
                fields = {
                    "page": self.page,
                    "score": 2,
                    "ticket": ticket,
                    "answer": "non-chiare",
                    "details": "Manca l'orario",
                }
                form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
                connection.request("POST", "/valutazione/", urlencode(fields), form)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                connection.close()  # the server may close a kept connection between two requests
                continue
            with self.lock:
                if answer.status == 204:
                    self.taken += 1
                else:
                    self.refused.append(str(answer.status))
        connection.close()


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
