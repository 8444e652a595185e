"""What the blocks of a page show of other pages, read together: a page with many lists asks little of the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Value, Window
from django.db.models.functions import RowNumber

from cms import versions
from cms.blocks.finding import KINDS, criteria, model_of
from cms.cards import COLUMNS, Card, from_rows
from cms.models import BasePage, Term
from cms.tree import inside
from cms.versions import in_language

MOST_LISTS = 4  # of a page (`block_counts` of the stream)


@dataclass
class Ready:
    """Cards of the pages that blocks point at, by key; contents of the lists that fill themselves, by criteria."""

    cards: dict[int, Card] = field(default_factory=dict)
    lists: dict[tuple, list[Card]] = field(default_factory=dict)


def make(page, stream, frame, today: date) -> Ready:
    """Read what the blocks of a stream show: one query for the pages they name, one for all the lists, and two for all
    the pictures together."""
    values = list(raw_values(stream))
    keys = [value["page"] for _kind, value in values if isinstance(value.get("page"), int)]
    wanted = list(dict.fromkeys(criteria(value) for kind, value in values if kind == "listing"))[:MOST_LISTS]
    shown = versions.translated(keys)
    named = _named(set(shown.values()))
    rows = _rows_of_lists(page, wanted, frame, today)
    drawn = [one for one in wanted if one[-1]]
    pictured = from_rows([*named, *(row for one in drawn for row in rows[one])], with_pictures=True)
    found = {card.pk: card for card in pictured[: len(named)]}
    rest = iter(pictured[len(named) :])
    lists = {one: [next(rest) for _row in rows[one]] for one in drawn}
    plain = {one: from_rows(rows[one]) for one in wanted if one not in lists}
    return Ready(cards={key: found[version] for key, version in shown.items() if version in found}, lists=lists | plain)


def raw_values(stream) -> Iterator[tuple[str, dict]]:
    """Every structured value of a stream, as it is stored, with the name of its block: those inside lists too."""
    for raw in stream.raw_data:
        yield from _inside(raw["type"], raw["value"])


def _inside(kind: str, value) -> Iterator[tuple[str, dict]]:
    if isinstance(value, dict):
        yield kind, value
        for child in value.values():
            if isinstance(child, list):
                for item in child:
                    yield from _inside("item", item.get("value", item) if isinstance(item, dict) else item)


def _named(keys: set[int]) -> list[tuple]:
    return list(BasePage.objects.live().filter(pk__in=keys).values_list(*COLUMNS)) if keys else []


def _rows_of_lists(page, wanted: list[tuple], frame, today: date) -> dict[tuple, list[tuple]]:
    """Rows of every list in its order: one query, in which each row says which list it is of and at what place."""
    parts = [part for number, one in enumerate(wanted) if (part := _part(page, number, one, frame, today)) is not None]
    rows = list(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]) if parts else []
    found: dict[tuple, list[tuple]] = {one: [] for one in wanted}
    for *row, number, _place in sorted(rows, key=lambda row: row[-2:]):
        found[wanted[number]].append(tuple(row))
    return found


def _part(page, number: int, one: tuple, frame, today: date):
    """The rows of a list; None where no page can be in it."""
    name, part, topic, size, _pictures = one
    kind = KINDS.get(name)
    model = model_of(kind) if kind else None
    place = frame.place_of(kind.section, part) if model and part else None
    if model is None or (part and not place):
        return None
    pages = BasePage.objects.of(page.tenant).listed().filter(in_language(), content_type=_type(model))
    pages = pages.exclude(pk=page.pk)
    if place:
        pages = pages.filter(inside(place))
    if topic:
        pages = pages.about(Term.objects.filter(vocabulary="argomenti", key=topic).values("pk")[:1])
    if kind.to_come:
        pages = pages.filter(listing_date__gte=today)
    order = ["-listing_date", "title"] if kind.newest_first else ["title"]
    order = ["listing_date", "title"] if kind.to_come else order
    # Cut inside a condition: SQLite allows no limit in the parts of a union.
    cut = BasePage.objects.filter(pk__in=pages.order_by(*order).values("pk")[:size])
    cut = cut.annotate(list_number=Value(number), place=Window(RowNumber(), order_by=order))
    return cut.order_by().values_list(*COLUMNS, "list_number", "place")


def _type(model) -> ContentType:
    return ContentType.objects.get_for_model(model)
