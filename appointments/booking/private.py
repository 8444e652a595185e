"""The appointment, for its person: a private link that changes something only by a button."""

import math

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from appointments import api, arrivals, calls, errors, ics, keys, messages, places
from appointments.booking import choice
from appointments.booking.asking import answer, on_this_site
from appointments.booking.forms import MODE_NAMES, clean_phone
from appointments.models import CALLABLE, MOVABLE, Appointment, AppointmentEvent, BookingPage
from appointments.rules.availability import Mode
from appointments.rules.video import window
from appointments.video.policy import leads_to_room
from appointments.video.providers import Guest
from cms.addresses import address
from cms.private_pages import rated_page, uncached, uuid_of


def mine(request, public_id, key: str, purpose: str = "manage") -> Appointment:
    """The appointment of a private link, or of the one in its QR code. A link of before a move is told so; any other
    wrong one finds nothing."""
    rows = Appointment.objects.select_related(
        "agenda__office__seat", "agenda__seat", "type", "tenant__site", "service", "office"
    )
    row = rows.filter(on_this_site(request), public_id=public_id).first()
    if row is None:
        raise Http404
    if keys.is_link_key(key, purpose, row.public_id, row.sequence):
        return row
    if any(keys.is_link_key(key, purpose, row.public_id, n) for n in range(row.sequence)):
        if not row.is_active:
            raise errors.NotNow(_("Questo appuntamento non è più in programma: non devi fare altro."))
        raise errors.NotNow(
            _("Questo appuntamento è stato cambiato: usa il collegamento dell'ultimo messaggio che hai ricevuto.")
        )
    raise Http404


def moved_of(request) -> Appointment | None:
    """The appointment that the address asks to move. Raises NotNow where the link is of before a move, or it is over."""
    public_id, key = uuid_of(request.GET.get("sposta", "")), request.GET.get("chiave", "")
    if public_id is None:
        return None
    row = mine(request, public_id, key)
    if row.state not in MOVABLE:
        raise errors.NotNow(_("Questo appuntamento non si può più spostare."))
    return row


def again(row: Appointment) -> places.Request:
    return places.Request(row.agenda, row.type, row.mode, tuple(row.needs), row.service)


@uncached
def appointment(request, public_id, key):
    """The appointment of a private link. Opening it changes nothing: mail scanners open links too."""
    now = timezone.now()
    problem, lacks_phone = "", False
    try:
        row = mine(request, public_id, key)
        if request.method == "POST":
            return _act(request, row, now)
    except errors.BookingError as error:
        rows = Appointment.objects.select_related("agenda__office", "type", "tenant__site")
        row, problem = rows.get(public_id=public_id), str(error)
        lacks_phone = isinstance(error, errors.NoPhone)
        if not keys.is_link_key(key, "manage", row.public_id, row.sequence):
            return answer(request, "old_link.html", {"message": problem}, status=410)
    try:
        api.check_time(row, now)
        can_change = row.state in MOVABLE
    except errors.NotNow:
        can_change = False
    arrival = arrivals.state_of(row, now)
    outcome = request.GET.get("esito", "")
    response = answer(
        request,
        "appointment.html",
        {
            "appointment": row,
            "when": messages.when(row.starts_at),
            "mode_name": MODE_NAMES[row.mode],
            "type_name": choice.type_name(row.type),
            "place": row.agenda.place,
            "outcome": outcome,
            "problem": problem,
            "lacks_phone": lacks_phone,
            "can_change": can_change,
            "key": key,
            "move_url": address("booking_time", sposta=row.public_id, chiave=key),
            "calendar_url": address("appointment_calendar", row.public_id, key),
            "to_bring": row.type.to_bring(get_language()),
            "is_over": row.starts_at <= now,
            "call": _call(row, now),
            "phone": request.POST.get("telefono", row.phone),
            "arrival": arrival,
            "arrival_path": messages.arrival_path(row),
            "qr": arrivals.qr_of(row) if arrival.get("before") or arrival.get("now") else "",
            "rated_page": rated_page(request, BookingPage) if outcome == "confermato" and row.is_active else 0,
            "rating_path": address("rate"),
        },
        status=409 if problem else 200,
    )
    return leads_to_room(response, row.tenant.root_url)


def _act(request, row: Appointment, now):
    """What a button of the page asks. Raises BookingError."""
    by, action = AppointmentEvent.By.CITIZEN, request.POST.get("azione")
    if action == "annulla":
        row = api.cancel(row, now, by=by)
        return HttpResponseRedirect(messages.private_path(row) + "?esito=annullato")
    if action == "entra":
        guest = Guest("cittadino", f"{row.name} {row.surname}".strip(), get_language())
        here = f"{request.scheme}://{request.get_host()}"
        return HttpResponseRedirect(calls.join(row, guest, now, site=here))
    if action == "telefono":
        row = calls.switch_to_phone(row, now, by=by, phone=clean_phone(request.POST.get("telefono", "")))
        return HttpResponseRedirect(messages.private_path(row) + "?esito=telefono")
    raise Http404


def _call(row: Appointment, now) -> dict | None:
    """The video call of an appointment, as its page shows it."""
    if row.mode != Mode.VIDEO or row.state not in CALLABLE:
        return None
    open_ = window(row.starts_at, row.ends_at)
    return {
        "door": open_.door(now).value,
        "opens": messages.when(open_.opens_at),
        "wait": max(0, math.ceil((open_.opens_at - now).total_seconds())),
        "check_url": address("video_check"),
    }


@uncached
def calendar(request, public_id, key):
    """The appointment as a file for the citizen's own calendar."""
    try:
        row = mine(request, public_id, key)
    except errors.BookingError as error:
        raise Http404 from error
    text = ics.calendar_of([row], timezone.now(), method="PUBLISH", urls={row.pk: messages.private_url(row)})
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="appuntamento.ics"'
    return response
