"""`make bench`: how fast is a page, what does it cost, against a bare Wagtail page measured in the same run.

For each engine four servers stand side by side: the product without page cache, with it, without it on a tree with
3,000 more pages, and the yardstick (bench.bare). Rounds pass from one to the other, so that a noisy neighbour on
this machine touches all of them; each figure is the median of the rounds. CPU is that of the workers, from /proc.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import brotli
import psycopg

from bench.ratings import measure_ratings, print_ratings
from bench.search import SIZES as SIZES_OF_SEARCH
from bench.search import print_search
from tests.databases import postgres
from tools import private_site
from tools.crawl import over_http
from tools.sample_pages import sample_pages

ROOT = Path(__file__).resolve().parent.parent
THREADS = 8
LIMITS = {"ratio": 1.5, "cached_cpu": 1.0, "queries": 20, "growth": 10.0, "check": 30.0, "inbox": 100.0}
SEARCHES = {  # of bench.booking: its name, most queries, most milliseconds of CPU
    "month": ("giorni liberi di un mese", 6, 25),
    "anywhere": ("primo posto in 60 uffici", 6, 150),
}
SCREENS = {  # of bench.inbox
    "list": "da fare",
    "all": "tutte, prima le nuove",
    "late": "in ritardo",
    "words": "ricerca di una parola",
    "last page": "ultima pagina",
    "ratings": "valutazioni",
    "one": "una richiesta",
}
SIZES = {
    "": "con 5.000 appuntamenti di un ufficio, pieno al 95 %",
    "full": "tutto pieno",
    "grown": "dieci volte tanti",
    "grown full": "dieci volte tanti, tutto pieno",
}


@dataclass
class Target:
    """One server and the pages asked of it."""

    name: str
    port: int
    pid: int
    host: str
    pages: dict[str, str]
    rounds: dict[str, list[dict]] = field(default_factory=dict)

    def cpu(self) -> float:
        """Seconds of CPU that the workers have used so far."""
        return private_site.cpu_of(self.pid)

    def measure(self, page: str, seconds: float, threads: int = THREADS) -> dict:
        before = self.cpu()
        command = [sys.executable, "-m", "bench.load", str(self.port), self.host, self.pages[page]]
        done = subprocess.run(
            [*command, str(seconds), str(threads)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        seen = json.loads(done.stdout)
        if "error" in seen:
            raise RuntimeError(f"{self.name}: {seen['error']}")
        return {**seen, "cpu": (self.cpu() - before) / seen["requests"] * 1000}

    def round(self, seconds: float) -> None:
        for page in self.pages:
            self.rounds.setdefault(page, []).append(self.measure(page, seconds))

    def median(self, page: str, figure: str) -> float:
        return statistics.median(one[figure] for one in self.rounds[page])


def run(environment: dict[str, str], module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


@contextlib.contextmanager
def bare_server(folder: Path, database_url: str) -> Iterator[Target]:
    folder.mkdir(parents=True, exist_ok=True)
    port = private_site.free_port()
    environment = private_site.environment_for(folder, debug=False, port=port, database_url=database_url)
    path = run(environment, "bench.bare.fill").split()[-1]
    with private_site.server(environment, port, "bench.bare.wsgi:application", path) as process:
        yield Target("pagina Wagtail spoglia", port, process.pid, "localhost", {"pagina": path})


def new_database(url: str, name: str, template: str) -> str:
    """A second database in the throwaway cluster, copied from the first."""
    folder = url.split("@/", 1)[1].rsplit("/", 1)[0]
    with psycopg.connect(host=folder, user="unica", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return url.rsplit("/", 1)[0] + f"/{name}"


def target_of(name: str, site: private_site.Site, slug: str) -> Target:
    host = f"{slug}.localhost:{site.port}"
    return Target(name, site.port, site.process.pid, host, sample_pages(over_http(site.port), f"http://{host}"))


def measure_engine(engine: str, slug: str, seconds: float, rounds: int, extra_pages: int) -> dict:
    print(f"\n== {engine}", flush=True)
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(private_site.folder_for_copy())
        url = grown_url = bare_url = ""
        if engine == "PostgreSQL":
            url = stack.enter_context(postgres())
            print("   carico la dimostrazione...", flush=True)
            private_site.load(folder, url)
            bare_url = new_database(url, "bare", "template0")
            grown_url = new_database(url, "grown", "unica")
        else:
            private_site.copy_demonstration(folder)
        print(f"   aggiungo {extra_pages} pagine a una copia...", flush=True)
        grown_folder = stack.enter_context(private_site.folder_for_copy())
        shutil.copytree(folder, grown_folder)
        serving = private_site.serving
        plain = stack.enter_context(serving(folder, database_url=url, PAGE_CACHE="0"))
        uncached = target_of("senza cache", plain, slug)
        grown = private_site.environment_for(grown_folder, debug=False, port=1, database_url=grown_url)
        run(grown, "bench.growth", slug, str(extra_pages), *uncached.pages.values())

        # One folder, two servers: they share data, not memory, and nobody writes.
        port = plain.port
        cached_port = private_site.free_port()
        cached_environment = {**plain.environment, "PAGE_CACHE": "1"}
        cached_process = stack.enter_context(private_site.server(cached_environment, cached_port))
        grown_site = stack.enter_context(serving(grown_folder, database_url=grown_url, PAGE_CACHE="0"))
        bare = stack.enter_context(bare_server(folder.parent / "bare", bare_url))

        cached = Target("con la cache", cached_port, cached_process.pid, f"{slug}.localhost:{port}", uncached.pages)
        bigger = target_of("con 3.000 pagine in più", grown_site, slug)
        bigger.pages = uncached.pages
        targets = [bare, uncached, bigger, cached]
        for target in targets:  # every worker compiles its templates and fills its memory
            for page in target.pages:
                target.measure(page, 0.7)
        for number in range(rounds):
            print(f"   giro {number + 1} di {rounds}", flush=True)
            for target in targets:
                target.round(seconds)
        counted = json.loads(
            run(plain.environment, "bench.queries", f"{slug}.localhost:{port}", *uncached.pages.values())
        )
        check = cost_of_check(plain, slug)
        sizes = {page: size_of(port, f"{slug}.localhost:{port}", path) for page, path in uncached.pages.items()}
    return {
        "engine": engine,
        "bare": figures(bare, "pagina"),
        "check": check,
        "pages": {
            page: {
                "path": path,
                "uncached": figures(uncached, page),
                "cached": figures(cached, page),
                "grown": figures(bigger, page),
                # Round by round: what slows the machine for a minute slows both sides.
                "ratio": ratio(uncached.rounds[page], bare.rounds["pagina"]),
                "growth": (ratio(bigger.rounds[page], uncached.rounds[page]) - 1) * 100,
                "queries": counted[path][0],
                "queries_after_publication": counted[path][1],
                "bytes": sizes[page][0],
                "bytes_brotli": sizes[page][1],
            }
            for page, path in uncached.pages.items()
        },
    }


def cost_of_check(site: private_site.Site, slug: str) -> dict:
    """Pages that a check of conformity reads, and seconds of CPU of its process, from its start, for 300 of them."""
    before = os.times()
    told = site.manage("run_conformity", slug)
    after = os.times()
    pages = int(re.search(r"'pages': (\d+)", told)[1])
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return {"pages": pages, "seconds": round(spent, 1), "for_300": round(spent / pages * 300, 1)}


def measure_apart(engine: str, module: str, *sizes: int) -> dict:
    """What a part of the product costs, in a database of its own (bench.booking, bench.inbox, bench.search)."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(private_site.folder_for_copy())
        folder.mkdir(parents=True)
        url = stack.enter_context(postgres()) if engine == "PostgreSQL" else ""
        environment = private_site.environment_for(folder, debug=False, port=1, database_url=url)
        private_site.manage(environment, "migrate", "--verbosity", "0")
        return json.loads(run(environment, module, *map(str, sizes)).splitlines()[-1])


def print_booking(engine: str, result: dict) -> list[str]:
    """The searches of one engine; returns what is over its limit."""
    print(f"\n{engine}: cercare un posto libero (mediana, un processo)")
    over = []
    for size, words in SIZES.items():
        at = result[size] if size else result
        print(f"  {words}: {at['rows']} appuntamenti in tutto")
        for search, (name, queries, cpu) in SEARCHES.items():
            seen = at[search]
            print(
                f"    {name:<26} {seen['queries']} interrogazioni, {seen['cpu']:6.1f} ms di CPU, {seen['clock']:6.1f} ms"
            )
            if seen["queries"] > queries or seen["cpu"] > cpu:
                over.append(f"{engine}, {name} ({words}): {seen['queries']} interrogazioni, {seen['cpu']} ms")
    return over


def print_inbox(engine: str, result: dict) -> list[str]:
    """The screens of the inbox of one engine; returns what is over its limit."""
    print(f"\n{engine}: richieste e segnalazioni, con 20.000 in tutto (mediana, un processo, pagina intera)")
    over = []
    for screen, name in SCREENS.items():
        seen = result[screen]
        print(f"    {name:<26} {seen['queries']} interrogazioni, {seen['cpu']:6.1f} ms di CPU, {seen['clock']:6.1f} ms")
        if seen["found"] != 200 or seen["cpu"] > LIMITS["inbox"]:
            over.append(f"{engine}, {name}: risposta {seen['found']}, {seen['cpu']} ms di CPU")
    return over


def figures(target: Target, page: str) -> dict[str, float]:
    return {name: round(target.median(page, name), 3) for name in ("per_second", "p50", "p95", "cpu")}


def ratio(ours: list[dict], theirs: list[dict]) -> float:
    return statistics.median(one["cpu"] / other["cpu"] for one, other in zip(ours, theirs, strict=True))


def size_of(port: int, host: str, path: str) -> tuple[int, int]:
    text = over_http(port)(f"http://{host}{path}").text.encode()
    return len(text), len(brotli.compress(text, quality=5))


def print_engine(result: dict) -> list[str]:
    """The table of one engine; returns what is over its limit."""
    bare = result["bare"]
    print(
        f"\n{result['engine']}: pagina Wagtail spoglia {bare['cpu']:.2f} ms di CPU, {bare['per_second']:.0f} richieste/s,"
    )
    print(f"  p50 {bare['p50']:.0f} ms, p95 {bare['p95']:.0f} ms ({THREADS} visitatori insieme, 2 processi)\n")
    print(
        "                  |           senza cache                   |        con la cache         |  query  |   peso (KB)   | +3.000"
    )
    print(
        "  pagina          | rich./s   p50   p95  CPU ms  ÷ spoglia  | rich./s   p50   p95  CPU ms  |  (dopo) |  html  brotli | pagine"
    )
    over = []
    for name, page in result["pages"].items():
        plain, kept = page["uncached"], page["cached"]
        queries = f"{page['queries']:>3} ({page['queries_after_publication']})"
        print(
            f"  {name:<15} | {plain['per_second']:7.0f} {plain['p50']:5.0f} {plain['p95']:5.0f} {plain['cpu']:7.2f} "
            f"{page['ratio']:10.2f}  | {kept['per_second']:7.0f} {kept['p50']:5.1f} {kept['p95']:5.1f} {kept['cpu']:7.2f}  "
            f"| {queries:>8}| {page['bytes'] / 1024:6.1f} {page['bytes_brotli'] / 1024:7.1f} | {page['growth']:+5.1f}%"
        )
        over += [
            f"{result['engine']}, {name}: {what}"
            for wrong, what in (
                (
                    page["ratio"] > LIMITS["ratio"],
                    f"{page['ratio']:.2f} volte la pagina spoglia (limite {LIMITS['ratio']})",
                ),
                (
                    kept["cpu"] > LIMITS["cached_cpu"],
                    f"{kept['cpu']:.2f} ms dalla cache (limite {LIMITS['cached_cpu']})",
                ),
                (
                    page["queries_after_publication"] > LIMITS["queries"],
                    f"{page['queries_after_publication']} interrogazioni",
                ),
                (page["growth"] > LIMITS["growth"], f"{page['growth']:+.1f}% con 3.000 pagine in più"),
            )
            if wrong
        ]
    check = result["check"]
    words = f"{check['pages']} pagine in {check['seconds']} s di CPU, {check['for_300']} s per 300"
    print(f"\n  controllo di conformità: {words}")
    if check["for_300"] > LIMITS["check"]:
        over.append(f"{result['engine']}, controllo di conformità: {words} (limite {LIMITS['check']:.0f})")
    return over


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", default="cesena", help="comune da misurare")
    parser.add_argument("--seconds", type=float, default=1.5, help="durata di una misura")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=3000, help="pagine aggiunte per la prova di crescita")
    parser.add_argument("--engine", choices=("SQLite", "PostgreSQL"), action="append", help="uno solo dei due")
    parser.add_argument("--booking", action="store_true", help="soltanto la ricerca dei posti liberi")
    parser.add_argument("--search", action="store_true", help="soltanto la ricerca delle pagine")
    options = parser.parse_args()
    everything = not options.booking and not options.search
    start = time.monotonic()
    engines = options.engine or ("SQLite", "PostgreSQL")
    results = [
        measure_engine(engine, options.site, options.seconds, options.rounds, options.pages)
        for engine in engines
        if everything
    ]
    ratings = {engine: measure_ratings(engine, options.site) for engine in engines if everything}
    booking = {engine: measure_apart(engine, "bench.booking") for engine in engines if not options.search}
    inbox = {engine: measure_apart(engine, "bench.inbox") for engine in engines if everything}
    search = {
        engine: measure_apart(engine, "bench.search", *SIZES_OF_SEARCH[engine])
        for engine in engines
        if not options.booking
    }
    over = [line for result in results for line in print_engine(result)]
    over += [line for engine, result in booking.items() for line in print_booking(engine, result)]
    over += [line for engine, result in ratings.items() for line in print_ratings(engine, result)]
    over += [line for engine, result in inbox.items() for line in print_inbox(engine, result)]
    over += [line for engine, result in search.items() for line in print_search(engine, result)]
    target = ROOT / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(
        json.dumps(
            {
                "at": time.strftime("%Y-%m-%d %H:%M"),
                "results": results,
                "booking": booking,
                "ratings": ratings,
                "inbox": inbox,
                "search": search,
            },
            indent=1,
        )
    )
    print(f"\nScritto anche in {target.relative_to(ROOT)}. Durata: {time.monotonic() - start:.0f} s.")
    for line in over:
        print(f"OLTRE IL LIMITE  {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
