"""What the union has changed on the sheets of some bodies, in the groups of the inbox: plain rows, a fixed number of
queries whatever there is."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse

from cms.directory import directory
from cms.formats import day, the_day
from cms.staff import bodies_with_area
from cms.versions import ORIGINAL
from services.admin.wording import field_label
from services.catalogue.merging import OPEN, Outcome
from services.catalogue.policies import MODE_LABELS, SEVERITY_LABELS, Mode, Severity, field_of
from services.models import Delivery, ServicePage

PER_PAGE = 50
RECENT = timedelta(days=30)


@dataclass(frozen=True)
class Row:
    """One sheet in a group: what is to know of it, and where to go."""

    page_id: int
    title: str
    body: str
    notes: list[str]
    quote: str = ""  # the union's own words about the change
    warning: str = ""
    action: str = ""
    url: str = ""
    may_accept: bool = False  # may be accepted together with others, unread parts and all


@dataclass(frozen=True)
class Group:
    key: str
    heading: str
    help: str
    rows: list[Row]
    page: Page
    empty: str = ""

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def has_acceptable(self) -> bool:
        return any(row.may_accept for row in self.rows)


@dataclass(frozen=True)
class Asked:
    """Whose inbox is read, on which day, at which page of each group."""

    bodies: frozenset[int] | None  # None: every body
    today: date
    at: dict[str, str] = field(default_factory=dict)


def bodies_of(user) -> frozenset[int] | None:
    """Bodies whose news a user reads; None means every body."""
    return bodies_with_area(user, "pages")


def reads_news(user) -> bool:
    """Whether somebody adopts sheets for a municipality: the union writes them, and reads its own board."""
    bodies, union = bodies_of(user), directory().union
    return bodies is None or bool(bodies - {union.pk if union else None})


def deliveries(bodies: frozenset[int] | None):
    rows = Delivery.objects.filter(page__shared__isnull=False)
    return rows if bodies is None else rows.filter(page__tenant__in=bodies)


def open_deliveries(bodies: frozenset[int] | None):
    """What waits for a decision, the most urgent first."""
    return deliveries(bodies).filter(state__in=OPEN).order_by(F("due_on").asc(nulls_last=True), "page__title", "pk")


def adopted_pages(bodies: frozenset[int] | None):
    pages = ServicePage.objects.filter(shared__isnull=False, locale__language_code=ORIGINAL, alias_of=None)
    return pages if bodies is None else pages.filter(tenant__in=bodies)


def groups(asked: Asked) -> list[Group]:
    """The whole inbox, in the order in which it asks for attention; groups with nothing are left out but the first."""
    makers = (_to_decide, _to_come, _equal, _to_review, _pinned, _applied)
    found = [make(asked) for make in makers]
    return [found[0], *(group for group in found[1:] if group.total)]


# --- Words ----------------------------------------------------------------------------------------------------


def names_of(paths, limit: int = 6) -> str:
    """The parts of a change by name, each once: «Come fare, casi particolari»."""
    names = list(dict.fromkeys(field_label(field_of(path)).lower() for path in paths))
    shown = ", ".join(names[:limit])
    return f"{shown} e altre {len(names) - limit} parti" if len(names) > limit else shown


def decide_url(page_id: int) -> str:
    return reverse("union_news_decide", args=[page_id])


def _change(severity: str, paths) -> str:
    """How much a change matters, and what it touches: «Cambia la legge: giorni massimi di attesa.»"""
    names = names_of(paths)
    return f"{SEVERITY_LABELS[Severity(severity)]}{f': {names}' if names else ''}."


def _group(asked: Asked, key: str, things, make, **words) -> Group:
    page = Paginator(things, PER_PAGE).get_page(asked.at.get(key))
    return Group(key=key, rows=[make(one) for one in page], page=page, **words)


# --- The groups -----------------------------------------------------------------------------------------------

OF_DELIVERY = (
    "page_id",
    "page__title",
    "page__tenant__short_name",
    "page__has_unpublished_changes",
    "state",
    "due_on",
    "outcomes",
    "created_at",
    "edition__number",
    "edition__severity",
    "edition__note",
    "edition__effective_on",
)


def _of_delivery(row: dict, **more) -> Row:
    return Row(row["page_id"], row["page__title"], row["page__tenant__short_name"], quote=row["edition__note"], **more)


def _to_decide(asked: Asked) -> Group:
    def make(row) -> Row:
        parts = [path for path, outcome in row["outcomes"].items() if outcome in OPEN]
        is_conflict = row["state"] == Outcome.CONFLICT
        notes = [
            "C'è un testo vostro." if is_conflict else "Da guardare.",
            _change(row["edition__severity"], parts),
            f"Da decidere entro {the_day(row['due_on'])}." if row["due_on"] else "",
            "C'è una bozza da pubblicare." if row["page__has_unpublished_changes"] else "",
        ]
        late = bool(row["due_on"] and row["due_on"] < asked.today)
        return _of_delivery(
            row,
            notes=list(filter(None, notes)),
            warning="In ritardo" if late else "",
            action="Decidi" if is_conflict else "Guarda e decidi",
            url=decide_url(row["page_id"]),
            may_accept=not is_conflict,
        )

    return _group(
        asked,
        "decidere",
        open_deliveries(asked.bodies).values(*OF_DELIVERY),
        make,
        heading="Da decidere",
        help="L'Unione ha cambiato una scheda che avete adottato. Finché non decidete, sul vostro sito resta il testo "
        "di adesso.",
        empty="Niente da decidere.",
    )


def _to_come(asked: Asked) -> Group:
    edition = "shared__editions__"

    def make(row) -> Row:
        mode = Mode(row["adoption_mode"])
        notes = [
            f"In vigore dal {day(row[f'{edition}effective_on'])}.",
            _change(row[f"{edition}severity"], row[f"{edition}patch"]),
            f"Come segue: «{MODE_LABELS[mode]}».",
        ]
        return Row(
            row["pk"],
            row["title"],
            row["tenant__short_name"],
            notes,
            quote=row[f"{edition}note"],
            action="Apri la scheda",
            url=reverse("wagtailadmin_pages:edit", args=[row["pk"]]),
        )

    # One condition for both columns: they must hold for the same edition.
    pages = adopted_pages(asked.bodies).filter(
        **{f"{edition}effective_on__gt": asked.today, f"{edition}withdrawn_at": None}
    )
    columns = [f"{edition}{name}" for name in ("number", "effective_on", "severity", "note", "patch")]
    rows = pages.values("pk", "title", "tenant__short_name", "adoption_mode", *columns)
    return _group(
        asked,
        "arrivo",
        rows.order_by(f"{edition}effective_on", "title", "pk", f"{edition}number"),
        make,
        heading="In arrivo",
        help="Novità già scritte che partono in un giorno preciso. Adesso non c'è niente da fare.",
    )


def _equal(asked: Asked) -> Group:
    def make(row) -> Row:
        parts = [path for path, outcome in row["outcomes"].items() if outcome == Outcome.EQUAL]
        return _of_delivery(
            row,
            notes=[f"Dice lo stesso: {names_of(parts)}."],
            action="Torna al testo dell'Unione",
            url=decide_url(row["page_id"]),
        )

    newest = Delivery.objects.filter(page=OuterRef("page"), edition__withdrawn_at=None).order_by("-edition__number")
    equal = deliveries(asked.bodies).annotate(newest=Subquery(newest.values("pk")[:1]))
    rows = equal.filter(state=Outcome.EQUAL, pk=F("newest")).order_by("page__title", "pk")
    return _group(
        asked,
        "uguali",
        rows.values(*OF_DELIVERY),
        make,
        heading="Uguali al testo vostro",
        help="L'Unione ora scrive quello che avevate scritto voi. Se tornate al suo testo, le prossime novità arrivano "
        "da sole.",
    )


def _to_review(asked: Asked) -> Group:
    found = []
    pages = adopted_pages(asked.bodies).exclude(own_parts={})
    for row in pages.values("pk", "title", "tenant__short_name", "own_parts"):
        due = {p: e for p, e in row["own_parts"].items() if (e.get("review_on") or "9999") <= asked.today.isoformat()}
        if due:
            found.append((min(entry["review_on"] for entry in due.values()), row["title"], row["pk"], row, due))
    found.sort(key=lambda one: one[:3])

    def make(one) -> Row:
        first, title, key, row, due = one
        reasons = "; ".join(dict.fromkeys(entry["reason"] for entry in due.values() if entry.get("reason")))
        notes = [f"Da rivedere dal {day(date.fromisoformat(first))}: {names_of(due)}."]
        notes += [f"Perché avete tenuto il vostro testo: {reasons}"] if reasons else []
        return Row(
            key,
            title,
            row["tenant__short_name"],
            notes,
            action="Apri la scheda",
            url=reverse("wagtailadmin_pages:edit", args=[key]),
        )

    return _group(
        asked,
        "rivedere",
        found,
        make,
        heading="Testi da rivedere",
        help="Avete tenuto un testo vostro e scelto un giorno per rileggerlo: è arrivato.",
    )


def _pinned(asked: Asked) -> Group:
    newer = Q(
        shared__editions__number__gt=F("adopted_number"),
        shared__editions__effective_on__lte=asked.today,
        shared__editions__withdrawn_at=None,
    )
    pages = adopted_pages(asked.bodies).filter(adoption_mode=Mode.PINNED)
    rows = pages.values("pk", "title", "tenant__short_name", "adoption_reason").annotate(
        behind=Count("shared__editions", filter=newer)
    )

    def make(row) -> Row:
        behind = "Indietro di una edizione." if row["behind"] == 1 else f"Indietro di {row['behind']} edizioni."
        reason = f"Perché resta ferma: {row['adoption_reason']}" if row["adoption_reason"] else ""
        return Row(
            row["pk"],
            row["title"],
            row["tenant__short_name"],
            list(filter(None, [behind, reason])),
            action="Guarda le differenze",
            url=decide_url(row["pk"]),
        )

    return _group(
        asked,
        "ferme",
        rows.filter(behind__gt=0).order_by("title", "pk"),
        make,
        heading="Ferme",
        help="Schede che avete scelto di non far cambiare. Quello che cambia per legge arriva lo stesso.",
    )


def _applied(asked: Asked) -> Group:
    def make(row) -> Row:
        parts = [path for path, outcome in row["outcomes"].items() if outcome == Outcome.APPLIED]
        notes = [
            f"In vigore dal {day(row['edition__effective_on'])}.",
            _change(row["edition__severity"], parts),
        ]
        edit = reverse("wagtailadmin_pages:edit", args=[row["page_id"]])
        return _of_delivery(row, notes=notes, action="Apri la scheda", url=edit)

    rows = deliveries(asked.bodies).filter(
        state=Delivery.State.APPLIED, edition__effective_on__gt=asked.today - RECENT, edition__withdrawn_at=None
    )
    return _group(
        asked,
        "applicate",
        rows.order_by("-created_at", "page__title", "pk").values(*OF_DELIVERY),
        make,
        heading="Applicate negli ultimi 30 giorni",
        help="Già sul vostro sito, senza bisogno di voi.",
    )
