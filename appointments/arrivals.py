"""What the pages of an appointment show of arriving: the button or its time, and the QR code."""

from datetime import datetime

import segno
from django.utils.safestring import SafeString, mark_safe

from appointments import messages
from appointments.models import Appointment
from appointments.rules import arrival
from appointments.rules.availability import Mode
from appointments.rules.minutes import ROME
from cms import formats

State = Appointment.State


def state_of(row: Appointment, now: datetime) -> dict:
    """What the page says of arriving: it has been said, it can be said now, or when it can be."""
    if row.mode != Mode.DESK or row.state not in (State.BOOKED, State.ARRIVED, State.CALLED):
        return {}
    if row.state != State.BOOKED:
        return {"done": True, "called": row.state == State.CALLED}
    opens, closes = arrival.window(row.starts_at)
    return {
        "now": opens <= now <= closes,
        "before": now < opens,
        "day": formats.day(row.starts_at.astimezone(ROME).date(), "l j F"),
        "opens": f"{opens.astimezone(ROME):%-H:%M}",
        "closes": f"{closes.astimezone(ROME):%-H:%M}",
    }


def qr_of(row: Appointment) -> SafeString:
    """The address of arrival as a drawing; it carries no style of its own."""
    drawn = segno.make(messages.arrival_url(row), micro=False).svg_inline(omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(drawn)  # drawn here, from an address of ours
