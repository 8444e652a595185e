"""Find pages by words of title, summary and text: the plain search of this step, the same on both engines.

Words are compared without accents and by their beginning ("certificati" finds "certificato"); titles count most, then
summaries, and services come before the rest. Candidates are bounded, so a common word costs no more than a rare one.
"""

from collections import defaultdict
from functools import reduce
from operator import or_
from urllib.parse import urlencode

from django.db.models import Q

from cms.cards import COLUMNS, from_rows
from cms.directory import directory
from cms.models import BasePage
from cms.versions import in_language
from cms.words import split, stems

CANDIDATES = 400
OF_A_BODY = 10  # shown of each body where all are searched; its own search shows the rest


def find(query: str, tenant, language: str, *, section: str = "") -> list:
    """Listed pages that match every word, best first; of one body, or of all when `tenant` is None."""
    wanted = stems(query)
    if not wanted:
        return []
    pages = BasePage.objects.listed().filter(in_language(language)).exclude(depth__lt=3)
    pages = pages.of(tenant) if tenant is not None else pages
    root = directory().root(tenant.pk, language) if tenant is not None else None
    if section and section.isascii() and root is not None and len(section) < 60:
        pages = pages.filter(url_path__startswith=f"{root.url_path}{section.strip('/')}/")
    for beginnings in wanted:
        pages = pages.filter(reduce(or_, (Q(search_entry__text__contains=f" {stem}") for stem in beginnings)))
    rows = pages.order_by("-pk").values_list(*COLUMNS, "search_entry__is_service")[:CANDIDATES]
    scored = sorted(rows, key=lambda row: (-_score(row[1], row[3], row[-1], wanted), row[1]))
    return from_rows([row[:-1] for row in scored])


def _score(title: str, summary: str, is_service: bool, wanted: list[tuple[str, ...]]) -> int:
    title, summary = f" {' '.join(split(title))}", f" {' '.join(split(summary))}"
    points = sum(
        4 * any(f" {stem}" in title for stem in beginnings) + any(f" {stem}" in summary for stem in beginnings)
        for beginnings in wanted
    )
    return points * 2 + (3 if is_service else 0)


def by_tenant(pages, query: str, language: str) -> list[dict]:
    """The first results of each body, in the order of the best of each, and where all of its own are."""
    where = directory()
    groups: dict[int, list] = defaultdict(list)
    for page in pages:
        groups[page.tenant_id].append(page)
    return [
        {
            "tenant": where.tenants[key],
            "pages": found[:OF_A_BODY],
            "total": len(found),
            "all_url": _own_search(where, key, query, language) if len(found) > OF_A_BODY else "",
        }
        for key, found in groups.items()
    ]


def _own_search(where, tenant_id: int, query: str, language: str) -> str:
    root = where.root(tenant_id, language)
    if root is None:
        return ""
    here = {"dove": "ente"} if where.tenants[tenant_id].is_union else {}  # there a search goes everywhere by itself
    return f"{where.url_of(root.url_path)}cerca/?{urlencode({'q': query} | here)}"
