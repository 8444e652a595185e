"""`make audit`: Lighthouse, as a phone, on seven pages of one site; median of three runs, and what a first visit weighs.

    python -m tools.audit [SITE] [--runs 3] [--page home] [--every]

`--every` looks at one page of each template. Fails under 100 (performance 95) and over the weight budgets; a page that
search engines are told to leave alone (LEFT_ALONE) is not blamed for that. Reports of the last run stay in
build/audit/reports/.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from tests.stories.templates import measurable
from tools import private_site
from tools.crawl import over_http
from tools.sample_pages import sample_pages

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "build" / "audit"
LIGHTHOUSE = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROME = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
)
FLOORS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
LEFT_ALONE = ("/albo-pretorio/", "/cerca/", "/en/cerca/")  # never indexed: acts by law, results because they are lists
KILO = 1024
ATTEMPTS = 3
BUDGETS = {"KB": 150, "CSS+JS": 60, "richieste": 15}


def lighthouse(url: str, report: Path) -> dict:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    command = [
        *("node", str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={report}"),
        *(f"--only-categories={','.join(FLOORS)}", f"--chrome-flags={CHROME}", "--no-enable-error-reporting"),
    ]
    environment = {**os.environ, "CHROME_PATH": chromium or ""}
    for _ in range(ATTEMPTS):  # on a busy machine Chromium now and then misses the start of a page (NO_NAVSTART)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=180)
        result = json.loads(report.read_text()) if done.returncode == 0 and report.exists() else {}
        if result and not result.get("runtimeError"):
            return result
    raise RuntimeError(f"Lighthouse su {url}:\n{done.stderr[-3000:]}")


def scores(result: dict) -> dict[str, int]:
    found = {name: round((result["categories"][name]["score"] or 0) * 100) for name in FLOORS}
    path = urlsplit(result["requestedUrl"]).path
    if path.startswith(LEFT_ALONE) and failing(result, "seo") == ["is-crawlable"]:
        found["seo"] = FLOORS["seo"]  # told on purpose, and nothing else is wrong
    return found


def failing(result: dict, name: str) -> list[str]:
    """The checks of a category that cost points."""
    references = result["categories"][name]["auditRefs"]
    weighed = [reference["id"] for reference in references if reference["weight"]]
    known = result["audits"]
    return [key for key in weighed if known[key]["score"] is not None and known[key]["score"] < 0.9]


def weight(result: dict, host: str) -> dict[str, float]:
    """What a first visit transfers. Pictures of the content (/media/) are counted apart."""
    totals = {"KB": 0.0, "CSS+JS": 0.0, "richieste": 0, "immagini KB": 0.0, "altri host": 0}
    for item in result["audits"]["network-requests"]["details"]["items"]:
        parts = urlsplit(item["url"])
        if parts.scheme not in ("http", "https"):
            continue
        size = item.get("transferSize", 0) / KILO
        if parts.netloc != host:
            totals["altri host"] += 1
        if parts.path.startswith("/media/"):
            totals["immagini KB"] += size
            continue
        totals["richieste"] += 1
        totals["KB"] += size
        if item.get("resourceType") in ("Stylesheet", "Script"):
            totals["CSS+JS"] += size
    return totals


def complaints(result: dict) -> list[str]:
    """What costs points: failed checks, and the slow figures where performance is short."""
    reached = scores(result)
    audits = result["audits"]
    return [
        f"{name}: {audits[key]['title']} ({audits[key].get('displayValue') or key})"
        for name, floor in FLOORS.items()
        if reached[name] < floor
        for key in failing(result, name)
    ]


def audit_page(name: str, url: str, runs: int) -> tuple[dict[str, int], dict[str, float], list[str], str]:
    host = urlsplit(url).netloc
    reports = [FOLDER / "reports" / f"{name.replace(' ', '-')}-{number + 1}.json" for number in range(runs)]
    results = [lighthouse(url, report) for report in reports]
    median = {key: round(statistics.median(scores(result)[key] for result in results)) for key in FLOORS}
    worst = min(results, key=lambda result: scores(result)["performance"])
    audits = worst["audits"]
    speed = "LCP {}, TBT {}, CLS {}".format(
        *(
            audits[key].get("displayValue", "?").replace("\xa0", " ")
            for key in ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
        )
    )
    return median, weight(results[0], host), sorted({line for one in results for line in complaints(one)}), speed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", nargs="?", default="cesena")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--every", action="store_true", help="una pagina di ogni modello")
    parser.add_argument("--page", action="append", help="solo questa: home, servizi, categoria, scheda servizio...")
    options = parser.parse_args()
    shutil.rmtree(FOLDER / "reports", ignore_errors=True)
    (FOLDER / "reports").mkdir(parents=True)
    wrong: list[str] = []
    with private_site.running() as site:
        base = site.url(options.site, "").rstrip("/")
        fetch = over_http(site.port)
        pages = measurable(fetch, base) if options.every else sample_pages(fetch, base)
        print(f"\nLighthouse, telefono, {base}, mediana di {options.runs}\n")
        print(
            "  pagina           velocità  accessib.  b. pratiche  SEO |    KB  CSS+JS  richieste  immagini | nel giro peggiore"
        )
        for name, path in pages.items():
            if options.page and name not in options.page:
                continue
            fetch(base + path)  # in the cache, as for almost every visitor
            median, heavy, why, speed = audit_page(name, base + path, options.runs)
            print(
                f"  {name:<16} {median['performance']:>8} {median['accessibility']:>10} {median['best-practices']:>12} "
                f"{median['seo']:>4} | {heavy['KB']:5.1f} {heavy['CSS+JS']:7.1f} {heavy['richieste']:>10} "
                f"{heavy['immagini KB']:9.1f} | {speed}",
                flush=True,
            )
            wrong += [
                f"{name}: {key} {median[key]} (serve {floor})" for key, floor in FLOORS.items() if median[key] < floor
            ]
            wrong += [
                f"{name}: {heavy[key]:.0f} {key} (limite {limit})"
                for key, limit in BUDGETS.items()
                if heavy[key] > limit
            ]
            wrong += [f"{name}: {heavy['altri host']:.0f} richieste ad altri siti"] * (heavy["altri host"] > 0)
            wrong += [f"{name}, perché: {line}" for line in why]
    print()
    for line in wrong:
        print(f"PROBLEMA  {line}")
    print("Tutto nei limiti." if not wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
