"""Find pages by words of title, summary and text: the plain search of this step, the same on both engines.

Words are compared without accents and by their beginning ("certificati" finds "certificato"); titles count most, then
summaries, and services come before the rest. Candidates are bounded, so a common word costs no more than a rare one.
"""

import unicodedata

from cms.cards import COLUMNS, from_rows
from cms.directory import directory
from cms.models import BasePage

CANDIDATES = 400
SHORTEST_STEM = 4
STOP_WORDS = frozenset(
    [
        "a",
        "ad",
        "al",
        "allo",
        "alla",
        "ai",
        "agli",
        "alle",
        "con",
        "da",
        "dal",
        "dalla",
        "dei",
        "del",
        "della",
        "delle",
        "di",
        "e",
        "ed",
        "gli",
        "i",
        "il",
        "in",
        "la",
        "le",
        "lo",
        "l",
        "d",
        "nel",
        "nella",
        "o",
        "per",
        "su",
        "un",
        "una",
        "uno",
        "the",
        "of",
        "to",
        "and",
        "for",
        "in",
        "on",
    ]
)


def plain(text: str) -> str:
    """Lower case without accents, apostrophes as spaces."""
    text = unicodedata.normalize("NFKD", text.lower().replace("’", " ").replace("'", " "))
    return "".join(char for char in text if not unicodedata.combining(char))


def stems(query: str) -> list[str]:
    """Beginnings of the words that matter; the last vowels go, because in Italian they tell number and gender."""
    words = [
        word for word in "".join(c if c.isalnum() else " " for c in plain(query)).split() if word not in STOP_WORDS
    ]
    return [word[:-1] if len(word) > SHORTEST_STEM and word[-1] in "aeio" else word for word in words][:8]


def find(query: str, tenant, language: str, *, section: str = "") -> list:
    """Listed pages that match every word, best first; of one body, or of all when `tenant` is None."""
    wanted = stems(query)
    if not wanted:
        return []
    pages = BasePage.objects.listed().filter(locale__language_code=language).exclude(depth__lt=3)
    pages = pages.of(tenant) if tenant is not None else pages
    root = directory().root(tenant.pk, language) if tenant is not None else None
    if section and section.isascii() and root is not None and len(section) < 60:
        pages = pages.filter(url_path__startswith=f"{root.url_path}{section.strip('/')}/")
    for stem in wanted:
        pages = pages.filter(search_entry__text__contains=f" {stem}")
    rows = pages.order_by("-pk").values_list(*COLUMNS, "search_entry__is_service")[:CANDIDATES]
    scored = sorted(rows, key=lambda row: (-_score(row[1], row[3], row[-1], wanted), row[1]))
    return from_rows([row[:-1] for row in scored])


def _score(title: str, summary: str, is_service: bool, wanted: list[str]) -> int:
    title, summary = f" {plain(title)}", plain(summary)
    points = sum(4 for stem in wanted if f" {stem}" in title) + sum(1 for stem in wanted if stem in summary)
    return points * 2 + (3 if is_service else 0)


def by_tenant(pages) -> list[dict]:
    """Results grouped by body, in the order of their best result."""
    tenants = directory().tenants
    groups: dict[int, dict] = {}
    for page in pages:
        group = groups.setdefault(page.tenant_id, {"tenant": tenants[page.tenant_id], "pages": []})
        group["pages"].append(page)
    return list(groups.values())
