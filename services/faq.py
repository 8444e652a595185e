"""Frequent questions as readers meet them: grouped by category, found by their words, shown on the sheet they concern."""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from cms import page_links, relations
from cms.cards import related
from cms.kept import kept
from cms.words import meaningful, nearest, split, stem
from services.models.questions import Question

AT_LEAST = 12  # questions of a page of the list: whole categories, until there are so many
GENERAL = "generali"  # the category of the questions that have none
LONGEST = 120  # characters of a search


@dataclass(frozen=True, slots=True)
class Entry:
    """A question ready for the public."""

    pk: int
    question: str
    answer: str
    category_id: int | None
    service_id: int | None
    topics: frozenset[int]
    words: frozenset[str]
    stems: frozenset[str]
    asked: frozenset[str]  # stems of the question alone

    @property
    def anchor(self) -> str:
        return anchor_of(self.pk)

    @property
    def text(self) -> str:
        """The answer without markup."""
        return " ".join(strip_tags(self.answer.replace("<", " <")).split())


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one category; those without a category come first, under "Domande generali"."""

    key: str
    title: str
    entries: tuple[Entry, ...]


def entries_of(tenant, language: str) -> list[Entry]:
    """Questions of a body that the public reads, in the editors' order; read once per publication."""
    return kept(tenant.pk, "questions", language, make=lambda: read(tenant, language))


def read(tenant, language: str) -> list[Entry]:
    """The same, as the database has them now."""
    rows = Question.objects.filter(tenant=tenant, language=language, live=True)
    columns = ("pk", "question", "answer", "category_id", "service_id")
    found: dict[tuple, set] = defaultdict(set)  # a row for each topic of a question, or one without
    for *row, topic in rows.values_list(*columns, "topics"):
        found[tuple(row)].add(topic)
    return [_entry(row, topics - {None}, language) for row, topics in found.items()]


def _entry(row: tuple, topics: set[int], language: str) -> Entry:
    words = frozenset(split(strip_tags(f"{row[1]} {row[2]}".replace("<", " <"))))
    asked = frozenset(stem(word, language) for word in split(row[1]))
    return Entry(*row, frozenset(topics), words, frozenset(stem(word, language) for word in words), asked)


def matching(entries: list[Entry], query: str, language: str) -> list[Entry]:
    """Entries with a word for each word of a search that counts, or for the one that was probably meant; those that
    have them in the question come first."""
    known = sorted(frozenset().union(*(entry.words for entry in entries)))
    used = {stem(word, language) for word in known}
    wanted = []
    for word in meaningful(split(query), language):
        own = stem(word, language)
        near = [] if own in used else [stem(other, language) for other, _slips in nearest(word, known)]
        wanted.append({own, *near})
    found = [entry for entry in entries if wanted and all(entry.stems & any_of for any_of in wanted)]
    return sorted(found, key=lambda entry: not all(entry.asked & any_of for any_of in wanted))


def grouped(entries: list[Entry]) -> list[Group]:
    """Groups in the alphabetical order of their categories, general questions first."""
    terms = relations.terms([*{entry.category_id for entry in entries if entry.category_id}])
    general = tuple(entry for entry in entries if entry.category_id is None)
    first = [Group(GENERAL, _("Domande generali"), general)] if general else []
    others = [Group(t.key, t.name, tuple(e for e in entries if e.category_id == t.pk)) for t in terms]
    return first + others


def in_pages(groups: list[Group], at_least: int = AT_LEAST) -> list[list[Group]]:
    """Groups by page of the list: a category is never cut in two."""
    pages: list[list[Group]] = []
    number = at_least
    for group in groups:
        if number >= at_least:
            pages.append([])
            number = 0
        pages[-1].append(group)
        number += len(group.entries)
    return pages


def address_of(category: str, question: int) -> str:
    """What follows the address of the page of questions to show one of them: a category stands whole on a page."""
    return f"?{urlencode({'categoria': category or GENERAL})}#{anchor_of(question)}"


def anchor_of(question: int) -> str:
    return f"domanda-{question}"


def rows(entries) -> list[dict]:
    """Rows of the `accordion` component; links inside answers and sheets behind them cost one query each, in all."""
    entries = list(entries)
    page_links.learn_texts([entry.answer for entry in entries])
    return plain_rows(entries, related([e.service_id for e in entries if e.service_id]))


def plain_rows(entries, sheets: dict | None = None) -> list[dict]:
    """The same rows where the links are known already, with the sheets behind them by key, or without."""
    sheets = sheets or {}
    return [
        {
            "id": entry.anchor,
            "question": entry.question,
            "answer": RichText(entry.answer),
            "link": _link(sheets.get(entry.service_id)),
        }
        for entry in entries
    ]


def _link(sheet) -> dict | None:
    """Where an answer goes on: the sheet of the service."""
    return {"label": sheet.title, "path": sheet.path_url, "lang": sheet.lang} if sheet else None


def about(page, key: int) -> list[Entry]:
    """Questions about a sheet, in the language in which it is read; `key` is that of the Italian sheet."""
    return [entry for entry in entries_of(page.tenant, page.locale.language_code) if entry.service_id == key]


def on_topic(page, topic: int) -> list[Entry]:
    """Questions about a topic, in the language of a page."""
    return [entry for entry in entries_of(page.tenant, page.locale.language_code) if topic in entry.topics]
