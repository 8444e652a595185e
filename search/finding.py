"""Find the pages that answer a search, best first; the same on every database."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from django.db import connection

from cms.cards import COLUMNS, Card, from_rows
from cms.directory import directory
from cms.models import BasePage
from cms.prepared import prepared
from search.excerpts import excerpt
from search.models import SearchDocument
from search.query import Query, understand
from search.ranking import Candidate, best_first
from search.synonyms import synonyms_of
from search.vocabulary import Words, words_of

PARTS_AT_ONCE = 400  # of a question to the database: SQLite refuses more than 500
# In plain SQL: of hundreds of rows, the ORM takes longer to ask than a database to answer, and its unions take no parts
# with a limit of their own. Whole numbers stand in the text: each value has its price.
_BEST_OF_A_STEM = (
    "SELECT * FROM (SELECT {place} AS place, document_id, weight FROM search_posting WHERE tenant_id = {tenant}"
    " AND language = %s AND stem = %s ORDER BY weight DESC, document_id LIMIT {most}) AS best"
)
_OF_THESE = "SELECT document_id, stem, weight FROM search_posting WHERE document_id IN ({keys}) AND stem IN ({stems})"
# Days and lists as texts, which are the same on every database.
_DESCRIBED = (
    "SELECT id, page_id, part, title, kind, title_stems, CAST(names AS text), CAST(topics AS text), CAST(day AS text),"
    " CAST(ends_on AS text), popularity FROM search_searchdocument"
    " WHERE id IN ({keys}) AND (right_until IS NULL OR right_until >= %s)"
)


@dataclass(frozen=True, slots=True)
class Breadth:
    """How many pages a search looks at, so that a common word costs no more: of each stem those read, of the best for
    all stems together those whose order is worked out, and the first of these of which all is read that they say."""

    of_a_stem: int
    ranked: int
    completed: int


RESULTS = Breadth(of_a_stem=500, ranked=200, completed=100)


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
    breadth: Breadth | None = None,
) -> dict[int, Found]:
    """The same for several bodies, each with its own order, by their keys: as many questions as for one.

    `section`: only pages below it (the beginning of their `url_path`); `unfinished`: the last word may be the beginning
    of one.
    """
    synonyms = synonyms_of(tenants[0], language)
    words = {tenant.pk: words_of(tenant.pk, language) for tenant in tenants}
    queries = {key: understand(typed, language, known, synonyms, unfinished) for key, known in words.items()}
    if not any(query.readings for query in queries.values()):
        return {key: Found(query) for key, query in queries.items()}
    said = _saying(language, queries, words, breadth or RESULTS)
    shown = _described({one.document: one for found in said.values() for one in found}, section, today)
    found = {}
    for key, query in queries.items():
        candidates = [one for one in said[key] if one.document in shown]
        found[key] = Found(query, best_first(candidates, query, words[key], today))
    return found


def cards_of(candidates: list[Candidate]) -> list[Card]:
    """Cards of some results, in their order."""
    by_page = {one.page: one for one in candidates}
    return [_of_part(card, by_page[card.pk]) for card in cards_of_pages([*by_page])]


def _of_part(card: Card, candidate: Candidate) -> Card:
    """The card of the part that was found, where it was one, instead of that of its page."""
    if not candidate.part:
        return card
    return replace(
        card,
        title=candidate.title,
        path_url=card.path_url + candidate.part,
        full_url=card.full_url + candidate.part,
        listing_label=card.title,
        summary="",
    )


def cards_of_pages(keys: list[int]) -> list[Card]:
    """Cards of the pages with these keys that lists may show, in their order."""
    by_key = {row[0]: row for row in _listed(keys=keys)}
    return from_rows([by_key[key] for key in keys if key in by_key])


@prepared
def _listed(*, keys):
    return BasePage.objects.listed().filter(pk__in=keys).order_by().values_list(*COLUMNS)


def title_of(url_path: str) -> str:
    """The name of a section of a site; empty where there is none."""
    return BasePage.objects.live().filter(url_path=url_path).values_list("title", flat=True).first() or ""


def results_of(candidates: list[Candidate], query: Query, language: str) -> list[Result]:
    """Some results as they are shown, in their order."""
    rows = _texts(documents=[one.document for one in candidates])
    texts = {page: f"{text} {files}" for page, text, files in rows}
    wanted = query.stems
    return [Result(card, excerpt(texts.get(card.pk, ""), wanted, language)) for card in cards_of(candidates)]


@prepared
def _texts(*, documents):
    return SearchDocument.objects.filter(pk__in=documents).values_list("page", "text", "files_text")


def _saying(
    language: str, queries: dict[int, Query], words: dict[int, Words], breadth: Breadth
) -> dict[int, list[Candidate]]:
    """By body, the pages that say the most of what is asked: of each stem the best are read, in the index's order."""
    asked = [(key, stem) for key, query in queries.items() for stem in sorted(query.stems)]
    rows = _best_of(asked, language, breadth.of_a_stem)
    # In thousandths: sums of whole numbers are the same in whatever order a database gives its rows.
    rarities = [round(1000 * words[key].rarity(stem)) for key, stem in asked]
    points: dict[int, dict[int, int]] = {key: {} for key in queries}
    of_place = [points[key] for key, _stem in asked]
    for place, document, weight in rows:
        of_body = of_place[place]
        of_body[document] = of_body.get(document, 0) + rarities[place] * weight
    best = {key: _most(of_body, breadth.ranked) for key, of_body in points.items()}
    by_key = {one.document: one for pages in best.values() for one in pages}
    read = [0] * len(asked)
    for place, document, weight in rows:
        read[place] += 1
        if document in by_key:
            by_key[document].said[asked[place][1]] = weight / 1000
    common = {stem for (_key, stem), pages in zip(asked, read, strict=True) if pages == breadth.of_a_stem}
    _complete([one for pages in best.values() for one in pages[: breadth.completed]], common)
    return best


def _best_of(asked: list[tuple[int, str]], language: str, most: int) -> list[tuple[int, int, int]]:
    """Rows of the index: the best of each stem of each body, by their place among those. One question, whatever an
    ordinary search asks for; a few where ten mistyped words are looked for in every site of a large union."""
    rows = []
    for start in range(0, len(asked), PARTS_AT_ONCE):
        part = asked[start : start + PARTS_AT_ONCE]
        statements = [
            _BEST_OF_A_STEM.format(place=place, tenant=key, most=most) for place, (key, _stem) in enumerate(part, start)
        ]
        rows += _rows(" UNION ALL ".join(statements), [value for _key, stem in part for value in (language, stem)])
    return rows


def _most(points: dict[int, int], most: int) -> list[Candidate]:
    """The pages that say most, counting rare words more; the same ones on every database."""
    best = sorted((-value, document) for document, value in points.items())[:most]
    return [Candidate(document) for _value, document in best]


def _complete(candidates: list[Candidate], common: set[str]) -> None:
    """What the candidates say of stems so common that not all their pages were read."""
    by_key = {one.document: one for one in candidates if not common <= one.said.keys()}
    if not by_key:
        return
    stems = sorted(common)
    statement = _OF_THESE.format(keys=_written(by_key), stems=", ".join(["%s"] * len(stems)))
    for document, stem, weight in _rows(statement, stems):
        by_key[document].said[stem] = weight / 1000


def _described(by_key: dict[int, Candidate], section: str, today: date) -> set[int]:
    """Write beside the candidates what their order depends on; returns those that may be shown."""
    if not by_key:
        return set()
    for key, *columns in _rows(_DESCRIBED.format(keys=_written(by_key)), [today.isoformat()]):
        one = by_key[key]
        one.page, one.part, one.title, one.kind, title, names, topics, day, ends_on, one.popularity = columns
        one.title_stems, one.names, one.topics = tuple(title.split()), _names(names), _numbers(topics)
        one.day, one.ends_on = day and date.fromisoformat(day), ends_on and date.fromisoformat(ends_on)
    described = [one for one in by_key.values() if one.page]
    open_pages = _open({one.page for one in described}, section)
    return {one.document for one in described if one.page in open_pages}


def _open(pages: set[int], section: str) -> set[int]:
    """Those in a section that everybody may read: what only some may read, nobody finds by its words."""
    where = directory()
    if not (section or where.restricted_paths):
        return pages
    rows = _rows(f"SELECT id, path, url_path FROM wagtailcore_page WHERE id IN ({_written(pages)})", [])  # noqa: S608
    return {page for page, path, url_path in rows if url_path.startswith(section) and not where.is_restricted(path)}


def _rows(statement: str, values: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _written(keys: Iterable[int]) -> str:
    return ", ".join(map(str, keys))


@lru_cache(maxsize=10_000)  # of pages there are thousands, of other names and ways to choose topics fewer
def _names(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(name.split()) for name in json.loads(text))


@lru_cache(maxsize=10_000)
def _numbers(text: str) -> tuple[int, ...]:
    return tuple(json.loads(text))
