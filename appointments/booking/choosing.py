"""Steps 1 and 2: where, for what, how and when. All in the address; choosing an hour keeps it and opens a draft."""

import secrets
from dataclasses import replace
from datetime import date, timedelta

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments import api, errors, messages, places
from appointments.booking import choice
from appointments.booking.asking import (
    ALTERNATIVES,
    BY_ADDRESS,
    COOKIE,
    address_of,
    alternative,
    answer,
    asked_of,
    carried,
    needs_of,
    one_an_agenda,
    progress,
)
from appointments.booking.forms import MODE_NAMES, NEEDS
from appointments.booking.private import again, moved_of
from appointments.models import Appointment, AppointmentEvent, Draft, Occupation
from appointments.rules.availability import Why
from appointments.rules.minutes import ROME, minute_of
from cms import formats
from cms.addresses import address
from cms.limits import work_first
from cms.private_pages import browser_hash, number_of, uncached, uuid_of
from offices.contact_cards import cards_by_id
from offices.models import OfficePage
from services.asked import service_asked

NEAR = timedelta(days=7)  # beyond it, places elsewhere are shown too


@uncached
def start(request):
    """Step 1: the office and its place, what for, how to meet. All in the address: nothing is stored yet."""
    service = service_asked(request)
    rows = choice.options(request.tenant, service)
    asked = asked_of(request, rows, service)
    if asked is not None and "avanti" in request.GET:
        return HttpResponseRedirect(address_of("booking_time", asked, **carried(request)))
    chosen = next((r for r in rows if r.agenda.pk == number_of(request.GET.get("agenda", ""))), None)
    chosen = chosen or (rows[0] if len(rows) == 1 else None)
    now = timezone.now()
    needs = needs_of(request.GET.getlist("bisogno"))
    found = one_an_agenda(places.first_free(choice.requests(rows, needs, service), now)) if rows else []
    return answer(
        request,
        "step_place.html",
        {
            **progress(0),
            "service": service,
            "rows": [_row(request.tenant, row) for row in rows],
            "chosen": chosen,
            "types": [_type(chosen, kind, request) for kind in chosen.types] if chosen else [],
            "modes": _modes(chosen) if chosen else [],
            "mode": request.GET.get("modo", "")
            or (_modes(chosen)[0][0] if chosen and len(_modes(chosen)) == 1 else ""),
            "needs": [(value, label, value in needs) for value, label in NEEDS],
            "firsts": [alternative(pair, **carried(request)) for pair in found[:ALTERNATIVES]],
            "draft_key": uuid_of(request.GET.get("bozza", "")),
            "incomplete": "avanti" in request.GET,
            "wanted": _index(("ufficio", _("Ufficio")), *(_of_office() if chosen else ())) if rows else [],
            "offices": [] if rows else _offices(request, service),
        },
    )


def _of_office() -> tuple:
    """What step 1 asks once the office is chosen."""
    return (
        ("per", _("Per che cosa")),
        ("come", _("Come ci incontriamo")),
        ("bisogni", _("Ti serve qualcosa in particolare?")),
    )


def _index(*rows: tuple[str, str]) -> list[dict]:
    return [{"id": key, "label": label} for key, label in rows]


def _row(tenant, row: choice.Option) -> dict:
    place = row.agenda.place
    return {
        "agenda": row.agenda,
        "office": row.agenda.office,
        "body": "" if row.agenda.tenant_id == tenant.pk else row.agenda.office.tenant.name,
        "address": ", ".join(filter(None, [place.street_address, place.locality])) if place else "",
    }


def _type(row: choice.Option, kind, request) -> dict:
    only = len(row.types) == 1
    return {
        "pk": kind.pk,
        "name": choice.type_name(kind),
        "summary": kind.summary,
        "minutes": kind.duration,
        "checked": only or kind.pk == number_of(request.GET.get("tipo", "")),
        "modes": [(mode.value, MODE_NAMES[mode]) for mode in row.modes(kind)],
    }


def _modes(row: choice.Option) -> list[tuple]:
    """Every way of meeting that some type of an agenda allows."""
    able = {mode for kind in row.types for mode in row.modes(kind)}
    return [(mode.value, label) for mode, label in MODE_NAMES.items() if mode in able]


def _offices(request, service) -> list[dict]:
    """Whom to call where nothing can be booked online: the offices of the sheet, or the public relations office."""
    keys_ = []
    if service is not None:
        keys_ = [service.responsible_office_id] if service.responsible_office_id else []
    if not keys_ and request.tenant.public_relations_office_id:
        keys_ = [request.tenant.public_relations_office_id]
    offices = OfficePage.objects.live().filter(pk__in=keys_).values_list("pk", flat=True)
    return list(cards_by_id(request.tenant, list(offices))) if offices else []


@uncached
def choose_time(request):
    """Step 2: the days of a month with their free hours; choosing one keeps it for ten minutes."""
    service = service_asked(request)
    rows = choice.options(request.tenant, service)
    try:
        moved = moved_of(request)
    except errors.NotNow as error:
        return answer(request, "old_link.html", {"message": str(error)}, status=410)
    asked = asked_of(request, rows, service) if moved is None else again(moved)
    if asked is None:
        return HttpResponseRedirect(address("booking_start", servizio=service.pk if service else ""))
    now = timezone.now()
    problem = ""
    if request.method == "POST":
        if moved is None and (work := work_first(request, BY_ADDRESS)):
            return work
        try:
            return _keep(request, asked, number_of(request.POST.get("orario", "")), now, moved)
        except errors.BookingError as error:
            problem = str(error)
    months = _months(asked, now)
    first = next((m for m in months if m["value"] == request.GET.get("mese")), months[0])["first"]
    days = _days(asked, first, now, moved)
    free = [day for day in days if day.slots]
    earliest = places.first_free([asked], now) if not free else []
    if earliest and "mese" not in request.GET:  # who asks for no month is shown the first one with a place
        first = earliest[0][1].starts_at.date().replace(day=1)
        days = _days(asked, first, now, moved)
        free = [day for day in days if day.slots]
    today = now.astimezone(ROME).date()
    is_far = not free or problem or free[0].on > today + NEAR
    # A list is for the days before the first place: with one today or tomorrow there are none.
    is_soon = free[0].on <= today + timedelta(days=1) if free else False
    if free and first > today:  # another month is shown: the first place may be before it
        soonest = earliest[0][1] if earliest else places.first_of(asked, now)
        is_soon = soonest is not None and soonest.starts_at.astimezone(ROME).date() <= today + timedelta(days=1)
    may_wait = asked.type.has_waiting_list and not moved and not is_soon
    others = choice.others(rows, asked) if is_far and not moved else []
    elsewhere = places.first_free(others, now) if others else []
    if free and not problem:
        elsewhere = [pair for pair in elsewhere if pair[1].start < free[0].slots[0].start]
    return answer(
        request,
        "step_time.html",
        {
            **progress(1),
            "asked": asked,
            "place": asked.agenda.place,
            "type_name": choice.type_name(asked.type),
            "mode_name": MODE_NAMES[asked.mode],
            "service": service,
            "months": [m | {"selected": m["first"] == first} for m in months],
            "days": [_day(day) for day in free],
            "closed": [_closed(day) for day in days if not day.slots],
            "problem": problem,
            "next_free": messages.when(earliest[0][1].starts_at) if earliest else "",
            "next_url": address_of("booking_time", asked, mese=f"{earliest[0][1].starts_at:%Y-%m}", **carried(request))
            if earliest
            else "",
            "elsewhere": [alternative(pair, **carried(request)) for pair in one_an_agenda(elsewhere)[:ALTERNATIVES]],
            "moved": moved,
            "wanted": _index(("mese", _("Mese")), ("orari", _("Appuntamenti disponibili"))),
            "waiting_url": address_of("waiting_join", asked) if may_wait else "",
            "back_url": address_of("booking_start", asked, **carried(request))
            if not moved
            else messages.private_path(moved),
            "query": request.GET.urlencode(),
            "hidden": [(key, value) for key in request.GET for value in request.GET.getlist(key) if key != "mese"],
        },
        status=409 if problem else 200,
    )


def _days(asked: places.Request, first: date, now, moved: Appointment | None) -> list:
    """The days of a month from today on. Who moves is not offered the hour that they have."""
    days = places.free_days(asked, max(first, now.astimezone(ROME).date()), _month_end(first), now, but=moved)
    if moved is None:
        return days
    own = minute_of(moved.starts_at)
    others = [(day, tuple(slot for slot in day.slots if slot.start != own)) for day in days]
    return [replace(day, slots=slots, why=day.why or (None if slots else Why.FULL)) for day, slots in others]


def _months(asked: places.Request, now) -> list[dict]:
    """The months in which the agenda can be booked."""
    today = now.astimezone(ROME).date()
    last = today + timedelta(days=asked.agenda.horizon_days)
    first, found = today.replace(day=1), []
    while first <= last:
        found.append({"value": f"{first:%Y-%m}", "first": first, "label": formats.day(first, "F Y")})
        first = (first + timedelta(days=32)).replace(day=1)
    return found


def _month_end(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _day(day) -> dict:
    return {
        "label": formats.day(day.on, "l j F"),
        "free": day.free,
        "slots": [
            {
                "value": slot.start,
                "hour": f"{slot.starts_at:%-H:%M}",
                "full": messages.when(slot.starts_at),
                "free": slot.free,
            }
            for slot in day.slots
        ],
    }


WHY = {
    Why.CLOSED: lambda day: _("chiuso (%(reason)s)") % {"reason": day.reason} if day.reason else _("chiuso"),
    Why.FULL: lambda day: _("tutto prenotato"),
    Why.TOO_SOON: lambda day: _("troppo presto: serve più preavviso"),
    Why.TOO_FAR: lambda day: _("non ancora prenotabile"),
}


def _closed(day) -> dict:
    return {"label": formats.day(day.on, "l j F"), "why": WHY[day.why](day)}


def _keep(request, asked: places.Request, start: int, now, moved: Appointment | None):
    """Hold the hour chosen and go on; a place held before by this browser for the same draft is let go."""
    if not start:
        raise errors.BookingError(_("Scegli un orario tra quelli liberi."))
    if moved is not None:
        api.move(moved, start, now, by=AppointmentEvent.By.CITIZEN)
        moved.refresh_from_db()
        return HttpResponseRedirect(messages.private_path(moved) + "?esito=spostato")
    number = request.COOKIES.get(COOKIE) or secrets.token_hex(16)
    browser = browser_hash(number)
    draft = _kept_before(asked, start, browser, now)
    if draft is None:
        draft = Draft.objects.filter(key=uuid_of(request.GET.get("bozza", "")), browser=browser, becomes=None).first()
        try:
            draft = api.begin(draft or Draft(tenant=request.tenant, browser=browser), asked, start, now)
        except errors.PlaceTaken:
            # A double click: the other one of the two was first.
            draft = _kept_before(asked, start, browser, now)
            if draft is None:
                raise
    response = HttpResponseRedirect(address("booking_details", draft.key))
    response.set_cookie(COOKIE, number, httponly=True, secure=settings.HTTPS, samesite="Lax", max_age=24 * 3600)
    return response


def _kept_before(asked: places.Request, start: int, browser: str, now) -> Draft | None:
    """The draft for which this browser keeps this hour already: pressing twice, or going back, takes no second place."""
    held = Occupation.objects.filter(state=Occupation.State.HELD, hold_expires_at__gt=now).values("hold_key")
    mine = Draft.objects.filter(browser=browser, becomes=None, start=start, hold_key__in=held)
    same = mine.filter(agenda=asked.agenda, type=asked.type, mode=asked.mode, needs=list(asked.needs))
    return same.order_by("-used_at").first()
