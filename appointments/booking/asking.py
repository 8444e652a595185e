"""What every page of booking shares: what the address asks for, and how a page of one person's is answered."""

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from appointments import messages, places
from appointments.booking import choice
from appointments.booking.forms import MODE_NAMES, NEEDS
from cms import private_pages
from cms.addresses import address
from cms.limits import Limit
from cms.private_pages import number_of

COOKIE = "__Host-prenota" if settings.HTTPS else "prenota"
ALTERNATIVES = 3
BY_ADDRESS = Limit("prenotazione", 30, 3600)  # hours chosen and waits begun; beyond it a proof of work


def step_labels() -> list[str]:
    return [_("Luogo"), _("Data e orario"), _("Dettagli appuntamento"), _("Richiedente"), _("Riepilogo")]


def answer(request, template: str, context: dict, *, status: int = 200):
    return private_pages.answer(request, f"appointments/{template}", context, status=status)


def on_this_site(request, where: str = "") -> Q:
    """What the pages of a site may show of a person's: what is of its body, and of agendas that receive the whole union.

    `where` is how the appointment or entry is reached from what is filtered.
    """
    return Q(**{f"{where}tenant": request.tenant}) | Q(**{f"{where}agenda__open_to_union": True})


CARRIED = ("bozza", "sposta", "chiave")


def carried(request) -> dict[str, str]:
    """What a link to another step must take along: the draft with what was typed, the appointment that is being moved."""
    return {name: request.GET[name] for name in CARRIED if request.GET.get(name)}


def needs_of(values) -> tuple[str, ...]:
    known = {value for value, _label in NEEDS}
    return tuple(value for value in dict.fromkeys(values) if value in known)


def asked_of(request, rows: list[choice.Option], service) -> places.Request | None:
    """Agenda, type and way of meeting of the address, if they go together."""
    row = next((r for r in rows if r.agenda.pk == number_of(request.GET.get("agenda", ""))), None)
    kind = row.type(number_of(request.GET.get("tipo", ""))) if row else None
    mode = request.GET.get("modo", "")
    if kind is None or mode not in row.modes(kind):
        return None
    return places.Request(row.agenda, kind, mode, needs_of(request.GET.getlist("bisogno")), service)


def address_of(name: str, asked: places.Request, **more) -> str:
    """A page of the flow for what is asked, as a link."""
    query = {"agenda": asked.agenda.pk, "tipo": asked.type.pk, "modo": asked.mode, "bisogno": asked.needs}
    return address(name, servizio=asked.service.pk if asked.service else "", **(query | more))


def one_an_agenda(found: list) -> list:
    """The first place of each agenda: three hours of one office are not three alternatives."""
    seen: dict[int, tuple] = {}
    for pair in found:
        seen.setdefault(pair[0].agenda.pk, pair)
    return list(seen.values())


def alternative(pair, **more) -> dict:
    """A place elsewhere, as a link; `more` is what the link takes along."""
    asked, slot = pair
    return {
        "when": messages.when(slot.starts_at),
        "office": asked.agenda.office.title,
        "body": asked.agenda.office.tenant.short_name,
        "mode": MODE_NAMES[asked.mode],
        "type": choice.type_name(asked.type),
        "url": address_of("booking_time", asked, mese=f"{slot.starts_at:%Y-%m}", **more) + "#orari",
    }


def progress(current: int) -> dict:
    """The five steps, one of them current."""
    return private_pages.progress(step_labels(), current)
