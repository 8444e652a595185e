"""Find the pages that answer a search, best first; the same on every database."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Q

from cms.cards import COLUMNS, Card, from_rows
from cms.directory import directory
from cms.models import BasePage
from search.excerpts import excerpt
from search.models import Posting, SearchDocument
from search.query import Query, understand
from search.ranking import Candidate, best_first
from search.synonyms import synonyms_of
from search.vocabulary import Words, words_of

OF_A_STEM = 800  # pages read for each stem, the best first: a common word costs no more than that
PARTS_AT_ONCE = 400  # of a question to the database: SQLite refuses more than 500
RANKED = 400  # pages whose order is worked out; what says less of the search comes after all of these anyway
# Django's union takes no parts with a limit of their own.
_BEST_OF_A_STEM = (
    "SELECT * FROM (SELECT tenant_id, document_id, stem, weight FROM search_posting WHERE tenant_id = %s AND language = %s"
    " AND stem = %s ORDER BY weight DESC, document_id LIMIT %s) AS best"
)


@dataclass
class Found:
    """Results of a search on one site, best first."""

    query: Query
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.candidates)

    @property
    def best(self) -> float:
        """Points of the first result; 0 where there is none."""
        return self.candidates[0].points if self.candidates else 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """A page that was found, with the words of it that say why."""

    card: Card
    excerpt: str


def find(typed: str, tenant, language: str, today: date, **how) -> Found:
    """The pages of a body that answer a search, best first; `how` as for `find_in`."""
    return find_in([tenant], typed, language, today, **how)[tenant.pk]


def find_in(
    tenants: list,
    typed: str,
    language: str,
    today: date,
    *,
    section: str = "",
    unfinished: bool = False,
    of_a_stem: int | None = None,
) -> dict[int, Found]:
    """The same for several bodies, each with its own order, by their keys: as many questions as for one.

    `section`: only pages below it (the beginning of their `url_path`); `unfinished`: the last word may be the beginning
    of one; `of_a_stem`: how many pages are read for each stem.
    """
    synonyms = synonyms_of(tenants[0], language)
    words = {tenant.pk: words_of(tenant.pk, language) for tenant in tenants}
    queries = {key: understand(typed, language, known, synonyms, unfinished) for key, known in words.items()}
    if not any(query.readings for query in queries.values()):
        return {key: Found(query) for key, query in queries.items()}
    said = _saying(language, queries, words, of_a_stem or OF_A_STEM)
    shown = _described({one.document: one for found in said.values() for one in found}, section, today)
    found = {}
    for key, query in queries.items():
        candidates = [one for one in said[key] if one.document in shown]
        found[key] = Found(query, best_first(candidates, query, words[key], today))
    return found


def cards_of(candidates: list[Candidate]) -> list[Card]:
    """Cards of some results, in their order."""
    return cards_of_pages([one.page for one in candidates])


def cards_of_pages(keys: list[int]) -> list[Card]:
    """Cards of the pages with these keys that lists may show, in their order."""
    if not keys:
        return []
    by_key = {row[0]: row for row in BasePage.objects.listed().filter(pk__in=keys).values_list(*COLUMNS)}
    return from_rows([by_key[key] for key in keys if key in by_key])


def title_of(url_path: str) -> str:
    """The name of a section of a site; empty where there is none."""
    return BasePage.objects.live().filter(url_path=url_path).values_list("title", flat=True).first() or ""


def results_of(candidates: list[Candidate], query: Query, language: str) -> list[Result]:
    """Some results as they are shown, in their order."""
    rows = SearchDocument.objects.filter(pk__in=[one.document for one in candidates])
    texts = {page: f"{text} {files}" for page, text, files in rows.values_list("page", "text", "files_text")}
    wanted = query.stems
    return [Result(card, excerpt(texts.get(card.pk, ""), wanted, language)) for card in cards_of(candidates)]


def _saying(
    language: str, queries: dict[int, Query], words: dict[int, Words], of_a_stem: int
) -> dict[int, list[Candidate]]:
    """By body, the pages that say the most of what is asked: of each stem the best are read, in the index's order."""
    asked = [(key, stem) for key, query in queries.items() for stem in sorted(query.stems)]
    rows = _best_of(asked, language, of_a_stem)
    found: dict[int, dict[int, Candidate]] = {key: {} for key in queries}
    for key, document, stem, weight in rows:
        found[key].setdefault(document, Candidate(document)).said[stem] = weight / 1000
    best = {key: _most(pages.values(), words[key]) for key, pages in found.items()}
    read = Counter((key, stem) for key, _document, stem, _weight in rows)
    common = {stem for (_key, stem), pages in read.items() if pages == of_a_stem}
    _complete([one for pages in best.values() for one in pages], common)
    return best


def _best_of(asked: list[tuple[int, str]], language: str, most: int) -> list[tuple]:
    """Rows of the index: the best of each stem of each body. One question, whatever an ordinary search asks for; a few
    where ten mistyped words are looked for in every site of a large union."""
    rows = []
    with connection.cursor() as cursor:
        for start in range(0, len(asked), PARTS_AT_ONCE):
            part = asked[start : start + PARTS_AT_ONCE]
            values = [value for key, stem in part for value in (key, language, stem, most)]
            cursor.execute(" UNION ALL ".join([_BEST_OF_A_STEM] * len(part)), values)
            rows += cursor.fetchall()
    return rows


def _most(pages, words: Words) -> list[Candidate]:
    """The pages that say most, counting rare words more; the same ones on every database."""

    def said(page: Candidate) -> tuple[float, int]:
        return -sum(words.rarity(stem) * page.said[stem] for stem in sorted(page.said)), page.document

    return sorted(pages, key=said)[:RANKED]


def _complete(candidates: list[Candidate], common: set[str]) -> None:
    """What the candidates say of stems so common that not all their pages were read."""
    by_key = {one.document: one for one in candidates if not common <= one.said.keys()}
    if not by_key:
        return
    rows = Posting.objects.filter(document__in=list(by_key), stem__in=common)
    for document, stem, weight in rows.values_list("document", "stem", "weight"):
        by_key[document].said[stem] = weight / 1000


def _described(by_key: dict[int, Candidate], section: str, today: date) -> set[int]:
    """Write beside the candidates what their order depends on; returns those that may be shown."""
    rows = SearchDocument.objects.filter(
        Q(right_until=None) | Q(right_until__gte=today),
        pk__in=list(by_key),
        page__live=True,
        page__is_hidden_from_lists=False,
    )
    if section:
        rows = rows.filter(page__url_path__startswith=section)
    shown = set()
    where = directory()
    columns = ("pk", "page", "page__path", "kind", "title_stems", "names", "topics", "day", "ends_on", "popularity")
    for key, page, path, kind, title, names, topics, day, ends_on, popularity in rows.values_list(*columns):
        if where.is_restricted(path):  # what only some may read, nobody finds by its words
            continue
        one = by_key[key]
        one.page, one.kind, one.day, one.ends_on, one.popularity = page, kind, day, ends_on, popularity
        one.title_stems, one.topics = tuple(title.split()), tuple(topics)
        one.names = tuple(tuple(name.split()) for name in names)
        shown.add(key)
    return shown
