"""«Sono arrivato»: from the page of one's own appointment, from its QR code, from the tablet of the entrance hall.

Nothing here shows a name: the screen of the hall is read by everybody, and the QR code may be on a printed sheet. Its
link has a secret of its own, which only says that somebody has arrived.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments import api, errors, messages
from appointments.arrivals import state_of
from appointments.booking.asking import answer
from appointments.booking.private import mine
from appointments.models import Appointment
from appointments.rules.availability import Mode
from appointments.rules.minutes import ROME
from cms.limits import Limit
from cms.private_pages import uncached

WRONG_CODES = Limit("arrivo", 10, 60)
State = Appointment.State


@uncached
def arrive(request, public_id, key):
    """The page of the QR code. Opening it changes nothing: only its button does."""
    now, problem = timezone.now(), ""
    try:
        row = mine(request, public_id, key, "arrival")
    except errors.NotNow as error:
        return answer(request, "old_link.html", {"message": str(error)}, status=410)
    if request.method == "POST":
        try:
            row = api.arrive(row, now)
        except errors.NotNow as error:
            problem = str(error)
            row.refresh_from_db(fields=["state"])
    context = {"appointment": row, "arrival": state_of(row, now), "when": messages.when(row.starts_at)}
    return answer(request, "arrival.html", context | {"problem": problem}, status=409 if problem else 200)


@uncached
def tablet(request):
    """The screen of the entrance hall: type the code, sit down."""
    if request.method != "POST":
        return answer(request, "arrival_code.html", {})
    if WRONG_CODES.is_reached(request):
        problem = _("Troppi codici sbagliati. Aspetta un minuto e riprova, oppure rivolgiti allo sportello.")
        return answer(request, "arrival_code.html", {"problem": problem}, status=429)
    typed, now = request.POST.get("codice", "")[:40], timezone.now()
    row = _of_today(request.tenant, typed, now)
    if row is None:
        WRONG_CODES.count(request)
        problem = _("Oggi non c'è un appuntamento con questo codice. Controllalo, oppure rivolgiti allo sportello.")
        return answer(request, "arrival_code.html", {"problem": problem, "typed": typed}, status=422)
    try:
        row = api.arrive(row, now)
    except errors.NotNow as error:
        return answer(request, "arrival_code.html", {"problem": str(error), "typed": typed}, status=409)
    return answer(request, "arrival_code.html", {"appointment": row, "arrival": state_of(row, now)})


def _of_today(tenant, typed: str, now: datetime) -> Appointment | None:
    """The appointment of a body with this code, at a desk, today, that has not been given up."""
    code = "".join(char for char in typed.upper() if char.isascii() and char.isalnum())
    first = datetime.combine(now.astimezone(ROME).date(), time(), tzinfo=ROME)
    rows = Appointment.objects.filter(
        tenant=tenant,
        code=code,
        mode=Mode.DESK,
        state__in=(State.BOOKED, State.ARRIVED, State.CALLED),
        starts_at__gte=first,
        starts_at__lt=first + timedelta(days=1),
    )
    return rows.first() if code else None
