"""`make bench EVERY=1`: what one page of each template costs without a cache, against a bare Wagtail page.

On SQLite, in the same run; the figure is the median of the rounds. Fails above the budget (design, section 8).
"""

import argparse
import contextlib
import sys

from bench.__main__ import LIMITS, Target, bare_server, ratio
from tests.stories.templates import measurable
from tools import private_site
from tools.crawl import over_http


def measure(slug: str, seconds: float, rounds: int) -> dict[str, tuple[float, float]]:
    """Milliseconds of CPU of each page, and how many bare pages that is."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(private_site.folder_for_copy())
        private_site.copy_demonstration(folder)
        site = stack.enter_context(private_site.serving(folder, database_url="", PAGE_CACHE="0"))
        bare = stack.enter_context(bare_server(folder.parent / "bare", ""))
        host = f"{slug}.localhost:{site.port}"
        pages = measurable(over_http(site.port), f"http://{host}")
        ours = Target("senza cache", site.port, site.process.pid, host, pages)
        bare.measure("pagina", seconds)
        found = {}
        for page in pages:
            ours.measure(page, 0.5)  # the workers compile the template and fill their memory
            pairs = [(ours.measure(page, seconds), bare.measure("pagina", seconds)) for _round in range(rounds)]
            mine, theirs = ([pair[side] for pair in pairs] for side in (0, 1))
            found[page] = (sorted(one["cpu"] for one in mine)[rounds // 2], ratio(mine, theirs))
            print(f"  {page:<36} {found[page][0]:6.2f} ms  {found[page][1]:5.2f}", flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", default="cesena", help="comune da misurare")
    parser.add_argument("--seconds", type=float, default=1.0, help="durata di una misura")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print("  pagina                               CPU senza cache, e quante pagine spoglie")
    found = measure(options.site, options.seconds, options.rounds)
    over = {page: times for page, (_cpu, times) in found.items() if times > LIMITS["ratio"]}
    for page, times in over.items():
        print(f"OLTRE IL LIMITE  {page}: {times:.2f} volte la pagina spoglia (limite {LIMITS['ratio']})")
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
