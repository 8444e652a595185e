"""What the inbox may be asked for, read from its address; and the piles that are counted above it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from cms.private_pages import number_of
from cms.versions import ORIGINAL
from cms.words import plain
from offices.models import OfficePage
from tickets.models import Category, Kind, Ticket
from tickets.rules.states import OPEN, TO_WORK, State

MOST_OFFICES = 400
ORDERS = {
    "scadenza": ("due_on", "pk"),
    "nuove": ("-created_at", "-pk"),
    "vecchie": ("created_at", "pk"),
}
PILES = {
    "da-fare": "Da fare",
    "ritardo": "In ritardo",
    "mie": "Assegnate a me",
    "nessuno": "Di nessuno",
    "riapertura": "Da riaprire?",
    "pubblicare": "Da pubblicare?",
    "tutte": "Tutte",
}


@dataclass(frozen=True)
class Asked:
    """The filters of an address, each empty where it asks nothing or nothing that exists."""

    pile: str
    kind: str
    state: str
    category: int
    office: int
    words: str
    order: str

    @classmethod
    def read(cls, given) -> "Asked":
        pile, kind, state = given.get("pila", ""), given.get("tipo", ""), given.get("stato", "")
        order = given.get("ordine", "")
        return cls(
            pile=pile if pile in PILES else "da-fare",
            kind=kind if kind in Kind.values else "",
            state=state if state in [one.value for one in State] else "",
            category=number_of(given.get("categoria", "")),
            office=number_of(given.get("ufficio", "")),
            words=given.get("cerca", "").replace("\x00", "").strip()[:80],
            order=order if order in ORDERS else "scadenza",
        )


def piles(user, today: date) -> dict[str, Q]:
    """What is in each pile of what is open."""
    return {
        "da-fare": Q(state__in=TO_WORK),
        "ritardo": Q(state__in=TO_WORK, due_on__lt=today),
        "mie": Q(assigned_to=user),
        "nessuno": Q(assigned_to=None, state=State.NEW.value),
        "pubblicare": Q(kind=Kind.REPORT, looked_at=None),
    }


def reopening(rows) -> list[int]:
    """Keys of what somebody wants opened again: few, and they are to be worked on too."""
    return list(rows.filter(reopen_asked_at__isnull=False, forgotten_at=None).values_list("pk", flat=True))


def counts(open_rows, wanted_again: list[int], user, today: date) -> dict[str, int]:
    """How many there are in each pile: one question. Everything there ever was is counted by nobody."""
    asked = {key.replace("-", "_"): Count("pk", filter=what) for key, what in piles(user, today).items()}
    found = open_rows.order_by().aggregate(**asked)
    found["riapertura"] = len(wanted_again)
    found["da_fare"] += len(wanted_again)
    return {key: found[key.replace("-", "_")] for key in PILES if key != "tutte"}


def of_pile(rows, pile: str, wanted_again: list[int], user, today: date):
    """Rows of a pile."""
    if pile == "tutte":
        return rows
    if pile == "riapertura":
        return rows.filter(pk__in=wanted_again)
    what = piles(user, today)[pile] & Q(state__in=OPEN)
    return rows.filter(what | Q(pk__in=wanted_again) if pile == "da-fare" and wanted_again else what)


def filtered(rows, asked: Asked, wanted_again: list[int], user, today: date):
    """The rows that an address asks for, in its order."""
    rows = of_pile(rows, asked.pile, wanted_again, user, today)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.category:
        rows = rows.filter(category=asked.category)
    if asked.office:
        rows = rows.filter(office=asked.office)
    if asked.words:
        rows = rows.filter(_said(asked.words))
    return rows.order_by(*ORDERS[asked.order])


def _said(words: str) -> Q:
    """A number as people quote it («S-2026-12»), or words of the subject, of the address or of who wrote."""
    parts = words.upper().split("-")
    if len(parts) == 3 and parts[0] in ("A", "S") and all(number_of(part) for part in parts[1:]):
        kind = Kind.REPORT if parts[0] == "S" else Kind.ASSISTANCE
        return Q(kind=kind, year=number_of(parts[1]) % 32768, number=number_of(parts[2]) % 2**31)
    return Q(words__contains=plain(words))


def choices(holders) -> dict:
    """What the filters offer; `holders` are keys of bodies, None for all."""
    offices = OfficePage.objects.live().filter(locale__language_code=ORIGINAL, alias_of=None, shared_source=None)
    offices = offices if holders is None else offices.filter(tenant__in=holders)
    return {
        "categories": Category.objects.all(),
        "offices": list(offices.order_by("title").values_list("pk", "title")[:MOST_OFFICES]),
        "states": Ticket._meta.get_field("state").choices,
    }
