"""What the blocks of a page show of other pages, read together: a page with many lists asks little of the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.contrib.contenttypes.models import ContentType

from cms.blocks.finding import KINDS, criteria, model_of
from cms.cards import COLUMNS, Card, from_rows, related
from cms.models import BasePage, Term
from cms.tree import inside
from cms.versions import in_language

MOST_LISTS = 4  # of a page: each asks the database once (`block_counts` of the stream)


@dataclass
class Ready:
    """Cards of the pages that blocks point at, by key; contents of the lists that fill themselves, by criteria."""

    cards: dict[int, Card] = field(default_factory=dict)
    lists: dict[tuple, list[Card]] = field(default_factory=dict)


def make(page, stream, frame, today: date) -> Ready:
    """Read what the blocks of a stream show: one query for the pages they name, one for each different list, and two for
    all the pictures together."""
    values = list(raw_values(stream))
    keys = [value["page"] for _kind, value in values if isinstance(value.get("page"), int)]
    wanted = list(dict.fromkeys(criteria(value) for kind, value in values if kind == "listing"))[:MOST_LISTS]
    return Ready(
        cards=related(keys, with_pictures=True) if keys else {},
        lists=_lists(page, wanted, frame, today),
    )


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


def _lists(page, wanted: list[tuple], frame, today: date) -> dict[tuple, list[Card]]:
    rows = {one: list(_pages(page, one, frame, today).values_list(*COLUMNS)) for one in wanted}
    found: dict[tuple, list[Card]] = {}
    for with_pictures in (False, True):  # pictures of all the lists at once
        names = [one for one in wanted if one[-1] is with_pictures]
        cards = iter(from_rows([row for one in names for row in rows[one]], with_pictures=with_pictures))
        found |= {one: [next(cards) for _row in rows[one]] for one in names}
    return found


def _pages(page, one: tuple, frame, today: date):
    """The queryset of a list, cut to its size."""
    name, part, topic, size, _pictures = one
    kind = KINDS.get(name)
    model = model_of(kind) if kind else None
    if model is None:
        return BasePage.objects.none()
    pages = BasePage.objects.of(page.tenant).listed().filter(in_language(), content_type=_type(model))
    pages = pages.exclude(pk=page.pk)
    if part and (place := frame.place_of(kind.section, part)):
        pages = pages.filter(inside(place))
    elif part:
        return BasePage.objects.none()
    if topic:
        pages = pages.about(Term.objects.filter(vocabulary="argomenti", key=topic).values("pk")[:1])
    if kind.to_come:
        pages = pages.filter(listing_date__gte=today)
    order = {True: ("-listing_date", "title"), False: ("title",)}[kind.newest_first]
    return pages.order_by(*(("listing_date", "title") if kind.to_come else order))[:size]


def _type(model) -> ContentType:
    return ContentType.objects.get_for_model(model)
