"""What a search costs, as the pages grow: `python -m bench.search 1000 10000` on an empty, migrated database.

One municipality with believable pages (bench.many_pages), the synonyms of the demonstration and some promoted results.
Searches and suggestions are whole requests of one process, each from an address of its own: as citizens type them, with
slips, common words, rare ones. Prints JSON: for each size milliseconds of clock and of CPU, each search being the
median of three turns.
"""

import json
import os
import random
import statistics
import sys
import time
import tomllib
from itertools import count

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
SIZES = {"PostgreSQL": (1000, 10_000, 50_000), "SQLite": (1000, 2000)}
TURNS, OF_A_SORT, SEED = 3, 40, 7
FEW = 200  # pages at most that say a word of it: such a search should not feel how many others there are
HITS = (1, 2, 5, 10, 20, 50, 100, 200)  # that the rare words of a size have, five words each
# Most milliseconds of the 95th percentile, by engine and size: results, suggestions.
LIMITS = {("PostgreSQL", 10_000): (60, 25), ("SQLite", 2000): (100, 100)}
GROWTH = 2  # times the smallest size, most, for a search with few hits
NAMES = {"results": "risultati", "suggestions": "suggerimenti"}
SORTS = {
    "all": "tutte",
    "usual": "come si scrivono",
    "slips": "con errori",
    "common": "parole comuni",
    "few": "fino a 200 pagine",
}


class Searches:
    """What is looked for on a site, by sort; the same for a site of the same size."""

    def __init__(self, tenant):
        from bench.judged import searches, with_a_slip
        from search.vocabulary import words_of

        self.chance, self.words = random.Random(SEED), words_of(tenant.pk, "it")
        self.tenant = tenant
        usual = [one["text"] for one in searches("tuned") if one.get("language", "it") == "it"][:OF_A_SORT]
        self.by_sort = {
            "usual": usual,
            "slips": [with_a_slip(text, SEED) for text in usual],
            "common": self._common(),
            "few": self._few(with_a_slip),
        }

    def begun(self) -> dict[str, list[str]]:
        """The same, as far as somebody has typed: the last word from its second letter on."""
        return {sort: [self._beginning(text) for text in texts] for sort, texts in self.by_sort.items()}

    def _beginning(self, text: str) -> str:
        before, space, last = text.rpartition(" ")
        return before + space + last[: self.chance.randint(2, max(2, len(last)))]

    def _common(self) -> list[str]:
        """The words that most pages use, alone and two by two."""
        from cms.words import STOP_WORDS

        told = (word for word in self.words.words if word not in STOP_WORDS["it"] and len(word) > 3)
        first = sorted(told, key=lambda word: (-self.words.words[word], word))[:OF_A_SORT]
        return first[: OF_A_SORT // 2] + [" ".join(self.chance.sample(first, 2)) for _turn in range(OF_A_SORT // 2)]

    def _few(self, with_a_slip) -> list[str]:
        """Words with few hits, alone, two by two and with a slip."""
        rare = sorted(word for word in self.words.words if len(word) > 4 and self._hits(word) <= FEW)
        self.chance.shuffle(rare)
        alone = [
            word for hits in HITS for word in sorted(rare, key=lambda one, hits=hits: abs(self._hits(one) - hits))[:5]
        ]
        pairs = (" ".join(self.chance.sample(alone, 2)) for _turn in range(1000))
        slips = (with_a_slip(self.chance.choice(rare), turn) for turn in range(1000))
        return alone + self._first(pairs) + self._first(slips)

    def _first(self, texts) -> list[str]:
        found = (text for text in texts if 0 < self._hits(text) <= FEW)
        return [next(found) for _turn in range(OF_A_SORT // 2)]

    def _hits(self, text: str) -> int:
        """Pages that say any word of a search, slips and synonyms included, counting one for each."""
        from search.query import understand
        from search.synonyms import synonyms_of

        own = self.words.stems.get(text)  # most of what is tried is a word of the site, and common ones are many
        if own is not None and own > FEW:
            return own
        query = understand(text, "it", self.words, synonyms_of(self.tenant, "it"))
        return sum(self.words.stems.get(found, 0) for found in query.stems)


def equip(tenant) -> None:
    """Synonyms of the demonstration, and results that the municipality puts first."""
    from bench.many_pages import DATA
    from cms.models import BasePage
    from search.models import PromotedResult, Synonym

    rows = tomllib.loads((DATA / "synonyms.toml").read_text())["synonym"]
    Synonym.objects.bulk_create(Synonym(**row) for row in rows)
    for row in tomllib.loads((DATA / "searches.toml").read_text())["promoted"]:
        page = BasePage.objects.filter(tenant=tenant, live=True, depth=3).first()
        PromotedResult.objects.create(tenant=tenant, page=page, words=row["words"])


def cost(path: str, host: str, by_sort: dict[str, list[str]]) -> dict[str, dict]:
    """Milliseconds of clock and CPU of the searches at an address, by sort and of all together."""
    from django.test import Client

    client, addresses = Client(HTTP_HOST=host), count(1)
    spent: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for turn in range(TURNS + 1):
        for sort, texts in by_sort.items():
            for text in texts:
                number = next(addresses)
                address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
                began, looked = time.process_time(), time.perf_counter()
                answer = client.get(path, {"q": text}, REMOTE_ADDR=address)
                clock, cpu = time.perf_counter() - looked, time.process_time() - began
                if answer.status_code != 200:
                    raise RuntimeError(f"{path}?q={text}: {answer.status_code}")
                if turn:  # the first is for warming up
                    spent.setdefault((sort, text), []).append((clock * 1000, cpu * 1000))
    one = {
        key: [statistics.median(figure) for figure in zip(*turns, strict=True)] for key, turns in spent.items()
    }  # clock, CPU
    found = {}
    for sort in SORTS:
        figures = [pair for (own, _text), pair in one.items() if sort in (own, "all")]
        found[sort] = {"searches": len(figures)} | {
            name: {"p50": percentile(50, values), "p95": percentile(95, values)}
            for name, values in zip(("clock", "cpu"), zip(*figures, strict=True), strict=True)
        }
    return found


def percentile(share: int, values) -> float:
    return round(statistics.quantiles(values, n=100, method="inclusive")[share - 1], 1)


def measure(tenant, host: str) -> dict:
    """Searches and suggestions of a site as it is."""
    from search.vocabulary import words_of

    searches = Searches(tenant)
    return {
        "words": len(words_of(tenant.pk, "it").words),
        "results": cost("/cerca/", host, searches.by_sort),
        "suggestions": cost("/cerca/suggerimenti/", host, searches.begun()),
    }


def main(sizes: list[int]) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    settings.ALLOWED_HOSTS = ["*"]
    from bench.booking import towns
    from bench.many_pages import Municipality
    from search import vocabulary

    tenant = towns()[0]
    equip(tenant)
    site, found = Municipality(tenant), {}
    for size in sizes:
        site.grow(size)
        began = time.process_time()
        vocabulary.renew(timezone.now())
        counted = time.process_time() - began
        vocabulary.forget()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        found[size] = measure(tenant, f"{tenant.slug}.localhost") | {"counted": round(counted, 1)}
    print(json.dumps(found))


def print_search(engine: str, result: dict[str, dict]) -> list[str]:
    """The searches of one engine by size; returns what is over its limit."""
    over = []
    smallest = next(iter(result.values()))
    for size, at in result.items():
        print(f"\n{engine}: ricerca con {size} pagine, {at['words']} parole (contate in {at['counted']} s di CPU)")
        print("                                          tempo p50    p95   CPU p50    p95")
        limits = LIMITS.get((engine, int(size)), (None, None))
        for (part, name), limit in zip(NAMES.items(), limits, strict=True):
            for sort, words in SORTS.items():
                clock, cpu = at[part][sort]["clock"], at[part][sort]["cpu"]
                print(
                    f"    {name:<13} {words:<18} ({at[part][sort]['searches']:3}) {clock['p50']:7.1f} {clock['p95']:6.1f}"
                    f"   {cpu['p50']:7.1f} {cpu['p95']:6.1f}"
                )
            if limit and at[part]["all"]["clock"]["p95"] > limit:
                over.append(
                    f"{engine}, {name} con {size} pagine: p95 {at[part]['all']['clock']['p95']} ms (limite {limit})"
                )
            times = at[part]["few"]["clock"]["p95"] / smallest[part]["few"]["clock"]["p95"]
            if times > GROWTH:
                over.append(f"{engine}, {name} rari con {size} pagine: {times:.1f} volte (limite {GROWTH})")
    return over


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
