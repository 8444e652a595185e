"""The union board: each shared sheet in each municipality, at a glance. Read in a handful of queries, however many."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from cms.directory import directory
from cms.versions import ORIGINAL
from services.catalogue.policies import MODE_LABELS, Mode, Policy, missing_locally, policy_of
from services.models import Delivery, ServicePage, SharedEdition, SharedService

OLD = timedelta(days=365)
STATES = {
    "conflict": "Da decidere",
    "waiting": "Da guardare",
    "overdue": "In ritardo",
    "behind": "Indietro di edizioni",
    "absent": "Non adottata",
    "missing": "Mancano dati locali",
    "old": "Parti proprie da più di un anno",
    "offline": "Non in linea",
}
COUNTED = ("conflict", "waiting", "overdue", "behind", "missing", "offline")


@dataclass(frozen=True)
class Cell:
    """A shared sheet in a municipality."""

    tenant: object
    page_id: int | None = None
    title: str = ""
    mode: str = ""
    reason: str = ""
    number: int = 0
    behind: int = 0
    own: int = 0
    oldest_own: date | None = None
    missing: tuple[str, ...] = ()
    asks: str = ""  # "conflict" or "waiting"
    due_on: date | None = None
    reviewed_on: date | None = None
    live: bool = False
    has_draft: bool = False
    states: frozenset[str] = field(default_factory=frozenset)

    @property
    def mode_label(self) -> str:
        return MODE_LABELS[Mode(self.mode)] if self.mode else ""

    @property
    def asks_label(self) -> str:
        return STATES.get(self.asks, "")

    @property
    def is_overdue(self) -> bool:
        return "overdue" in self.states

    @property
    def is_old(self) -> bool:
        return "old" in self.states


@dataclass(frozen=True)
class Row:
    service: object
    cells: list[Cell | None]  # None: the filter of states leaves it out


@dataclass(frozen=True)
class Wanted:
    """What the board is narrowed to; empty means everything."""

    category: str = ""
    tenant: str = ""
    state: str = ""
    text: str = ""


@dataclass(frozen=True)
class Board:
    tenants: list
    rows: list[Row]
    totals: list[dict]


def read(wanted: Wanted, today: date) -> Board:
    tenants = sorted(directory().municipalities, key=lambda body: body.name)
    tenants = [body for body in tenants if wanted.tenant in ("", body.slug)]
    services = _services(wanted)
    cells = _cells(services, tenants, today)
    rows = []
    for service in services:
        found = [cells.get((service.pk, body.pk)) or _absent(body) for body in tenants]
        kept = [cell if wanted.state in ("", *cell.states) else None for cell in found]
        if any(kept) or not tenants:
            rows.append(Row(service, kept))
    return Board(tenants, rows, [_total(rows, at) for at in range(len(tenants))])


def _services(wanted: Wanted) -> list:
    sheets = SharedService.objects.filter(live=True, locale__language_code=ORIGINAL)
    if wanted.category:
        sheets = sheets.filter(category__key=wanted.category)
    if wanted.text:
        sheets = sheets.filter(title__icontains=wanted.text)
    columns = ("title", "category__label", "category__sort_order", "category__page_title")
    return list(sheets.select_related("category").only(*columns).order_by("category__sort_order", "title"))


def _absent(tenant) -> Cell:
    return Cell(tenant, states=frozenset({"absent"}))


PAGE_COLUMNS = (
    "costs_intro",
    "shared__costs_intro",
    "pk",
    "title",
    "shared_id",
    "tenant_id",
    "adoption_mode",
    "adoption_reason",
    "adopted_number",
    "own_parts",
    "live",
    "has_unpublished_changes",
    "reviewed_on",
    "responsible_office_id",
    "conditions_file_id",
    "channels",
    "costs",
)


def _cells(services: list, tenants: list, today: date) -> dict[tuple[int, int], Cell]:
    keys, bodies = [service.pk for service in services], {body.pk: body for body in tenants}
    pages = ServicePage.objects.filter(
        shared__in=keys, tenant__in=bodies, locale__language_code=ORIGINAL, alias_of=None
    ).values(*PAGE_COLUMNS)
    editions = _editions(keys)
    open_ones = Delivery.objects.filter(page__shared__in=keys, state__in=Delivery.OPEN_STATES)
    asked = {page: (state, due) for page, state, due in open_ones.values_list("page", "state", "due_on")}
    return {
        (page["shared_id"], page["tenant_id"]): _cell(
            page, bodies[page["tenant_id"]], editions[page["shared_id"]], asked.get(page["pk"], ("", None)), today
        )
        for page in pages
    }


def _editions(keys: list[int]) -> dict[int, list[tuple[int, date]]]:
    """Number and day of the editions that stand, by sheet."""
    found = defaultdict(list)
    rows = SharedEdition.objects.filter(service__in=keys, withdrawn_at=None)
    for service, number, day in rows.values_list("service", "number", "effective_on"):
        found[service].append((number, day))
    return found


def _cell(page: dict, tenant, editions: list[tuple[int, date]], asked: tuple[str, date | None], today: date) -> Cell:
    standing = [number for number, day in editions if day <= today]
    follows = page["adoption_mode"] == Mode.FOLLOW
    number = max(standing, default=0) if follows else page["adopted_number"] or 0
    own = _own_days(page["own_parts"])
    cell = {
        "page_id": page["pk"],
        "title": page["title"],
        "mode": page["adoption_mode"],
        "reason": page["adoption_reason"],
        "number": number,
        "behind": sum(one > number for one in standing),
        "own": len(own),
        "oldest_own": min(filter(None, own), default=None),
        "missing": missing_locally(lambda name: _given(page, name)),
        "asks": asked[0],
        "due_on": asked[1],
        "reviewed_on": page["reviewed_on"],
        "live": page["live"],
        "has_draft": page["has_unpublished_changes"],
    }
    return Cell(tenant, **cell, states=frozenset(_states(cell, today)))


def _own_days(own_parts: dict) -> list[date | None]:
    """When each part of its own was written; the order of a stream is not a text."""
    entries = [e for path, e in own_parts.items() if policy_of(path) == Policy.DEFAULT and "order" not in e]
    return [date.fromisoformat(entry["at"]) if entry.get("at") else None for entry in entries]


def _given(page: dict, name: str):
    return page[f"{name}_id"] if f"{name}_id" in page else page[name] or page.get(f"shared__{name}")


def _states(cell: dict, today: date) -> Iterable[str]:
    if cell["asks"]:
        yield cell["asks"]
    if cell["due_on"] and cell["due_on"] < today:
        yield "overdue"
    if cell["behind"]:
        yield "behind"
    if cell["missing"]:
        yield "missing"
    if cell["oldest_own"] and cell["oldest_own"] < today - OLD:
        yield "old"
    if not cell["live"]:
        yield "offline"


def _total(rows: list[Row], at: int) -> dict:
    cells = [row.cells[at] for row in rows if row.cells[at] is not None]
    counts = {state: sum(state in cell.states for cell in cells) for state in COUNTED}
    return {
        "adopted": sum(cell.page_id is not None for cell in cells),
        "counts": [(STATES[state], number) for state, number in counts.items() if number],
    }


# --- The same rows for a spreadsheet ---------------------------------------------------------------------------

HEADINGS = (
    "Scheda",
    "Categoria",
    "Comune",
    "Adottata",
    "Come segue",
    "Perché",
    "Edizione",
    "Edizioni indietro",
    "Parti proprie",
    "La più vecchia è del",
    "Dati locali che mancano",
    "Da fare",
    "Entro il",
    "In ritardo",
    "Ultima revisione",
    "In linea",
    "Bozza in corso",
)


def lines(board: Board) -> Iterable[list[str]]:
    """One line for each sheet and municipality that the board shows."""
    yield list(HEADINGS)
    for row in board.rows:
        for cell in filter(None, row.cells):
            yield list(_values(row.service, cell))


def _values(service, cell: Cell) -> tuple:
    head = (service.title, service.category.label, cell.tenant.name)
    if cell.page_id is None:
        return (*head, False, *[""] * (len(HEADINGS) - 4))
    return (
        *head,
        True,
        cell.mode_label,
        cell.reason,
        cell.number,
        cell.behind,
        cell.own,
        cell.oldest_own,
        ", ".join(cell.missing),
        cell.asks_label,
        cell.due_on,
        cell.is_overdue,
        cell.reviewed_on,
        cell.live,
        cell.has_draft,
    )
