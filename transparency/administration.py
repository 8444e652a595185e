"""What the pages of offices and people already say, as tables of transparency."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from cms.directory import directory
from cms.formats import day
from cms.versions import ORIGINAL, in_language
from offices.contact_cards import office_cards
from offices.models import OfficePage, Role
from transparency.dates import YEARS_AFTER_OFFICE, months_after
from transparency.sources import Cell, Found, register_source

ROLE = ("title", "start_on", "end_on", "person__title", "person__url_path", "office__title")


def _roles(rows, *, with_end: bool = False) -> list[list[Cell]]:
    where = directory()
    return [
        [
            Cell(person, where.path_of(url_path)),
            Cell(title),
            Cell(office or ""),
            Cell(day(start) if start else ""),
            *([Cell(day(end) if end else "")] if with_end else []),
        ]
        for title, start, end, person, url_path, office in rows.values_list(*ROLE)
    ]


def _head(*, with_end: bool = False) -> list[str]:
    head = [_("Persona"), _("Incarico"), _("Struttura"), _("Dal")]
    return [*head, _("Al")] if with_end else head


def elected(tenant, today: date) -> Found:
    """People with a political role in force: their pages hold acts, curriculum, pay and other offices."""
    rows = Role.objects.filter(tenant=tenant, role_type__key="politico").current(today).order_by("person__title")
    return Found(title=_("Persone in carica"), head=_head(), rows=_roles(rows))


def executives(tenant, today: date) -> Found:
    """People who lead an office."""
    rows = Role.objects.filter(tenant=tenant, role_type__key="amministrativo", is_leader=True).current(today)
    return Found(title=_("Responsabili degli uffici"), head=_head(), rows=_roles(rows.order_by("person__title")))


def former(tenant, today: date) -> Found:
    """Who left a political role less than three years ago (art. 14, c. 2)."""
    since = months_after(today, -YEARS_AFTER_OFFICE * 12)
    ended = Q(end_on__lt=today, end_on__gte=since)
    rows = Role.objects.filter(ended, tenant=tenant, role_type__key="politico", person__live=True)
    return Found(
        title=_("Cessati dall'incarico"),
        head=_head(with_end=True),
        rows=_roles(rows.order_by("-end_on"), with_end=True),
    )


def offices(tenant, today: date) -> Found:
    """Every office with what it does and who leads it: two queries."""
    leaders: dict[int, list[str]] = {}
    led = Role.objects.filter(tenant=tenant, is_leader=True).current(today).order_by("person__title")
    for office, person in led.values_list("office_id", "person__title"):
        leaders.setdefault(office, []).append(person)
    where = directory()
    shown = OfficePage.objects.of(tenant).listed().filter(in_language(ORIGINAL))
    columns = ("pk", "title", "url_path", "summary", "unit_type__label")
    rows = [
        [
            Cell(title, where.path_of(url_path)),
            Cell(kind),
            Cell(summary),
            Cell(", ".join(dict.fromkeys(leaders.get(key, [])))),
        ]
        for key, title, url_path, summary, kind in shown.order_by("title").values_list(*columns)
    ]
    head = [_("Struttura"), _("Tipo"), _("Che cosa fa"), _("Responsabile")]
    return Found(title=_("Uffici e organi"), head=head, rows=rows)


def contacts(tenant, today: date) -> Found:
    """Telephone, e-mail and certified mail of every office: from the cards that sheets show."""
    unique = {card["url"]: card for card in office_cards(tenant).values()}
    rows = [
        [
            Cell(card["title"], card["url"]),
            Cell(card["phone"], f"tel:{card['phone'].replace(' ', '')}" if card["phone"] else ""),
            *(Cell(card[name], f"mailto:{card[name]}" if card[name] else "") for name in ("email", "pec")),
        ]
        for card in sorted(unique.values(), key=lambda card: card["title"])
    ]
    return Found(title=_("Recapiti degli uffici"), head=[_("Ufficio"), _("Telefono"), _("E-mail"), "PEC"], rows=rows)


def register() -> None:
    """Called once, when the app is ready."""
    for key, ask in {
        "politici": elected,
        "responsabili": executives,
        "cessati": former,
        "uffici": offices,
        "contatti": contacts,
    }.items():
        register_source(key, ask)
