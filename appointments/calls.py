"""Video calls, the other half of the front door: the two people enter their room, or go on by telephone after all."""

from datetime import datetime

from django.utils.translation import gettext as _

from appointments import api, errors, messages
from appointments.history import locked, tell
from appointments.models import ACTIVE, CALLABLE, Appointment, AppointmentEvent, VideoRoom
from appointments.places import again_after_deadlock
from appointments.rules.availability import Mode
from appointments.rules.video import Door, window
from appointments.video.providers import Guest, provider

By = AppointmentEvent.By
State = Appointment.State


@again_after_deadlock
def join(appointment: Appointment, guest: Guest, now: datetime, *, site: str = "") -> str:
    """Let one of the two people into the room: the address where the browser goes, good until the window closes.

    Who comes in first is written down, once for each of the two; the citizen's coming is an arrival. Raises NotNow
    outside the window, or where there is no call to enter.
    """
    row = locked(appointment)
    rooms = provider()
    if row.mode != Mode.VIDEO or row.state not in CALLABLE or rooms is None:
        raise errors.NotNow(_("Per questo appuntamento non c'è una videochiamata in cui entrare."))
    open_ = window(row.starts_at, row.ends_at)
    if open_.door(now) != Door.OPEN:
        raise errors.NotNow(_("La stanza è chiusa: si apre dieci minuti prima dell'appuntamento."))
    room = VideoRoom.objects.get(appointment=row)
    column = "operator_joined_at" if guest.is_host else "citizen_joined_at"
    if getattr(room, column) is None:
        VideoRoom.objects.filter(pk=room.pk).update(**{column: now, "provider": rooms.name})
        if not guest.is_host and row.state == State.BOOKED:
            api.advance(row, "arrivo", now, by=By.CITIZEN)
    return rooms.join_url(room.name, guest, open_, now, site=site or row.tenant.root_url)


@again_after_deadlock
def switch_to_phone(appointment: Appointment, now: datetime, *, by: str, user=None, phone: str = "") -> Appointment:
    """Go on by telephone, at the same time and with the same operator: the line of the valley is weak.

    Raises NotNow when it is not a call that can still be had, NoPhone when nobody knows which number to ring.
    """
    row = locked(appointment)
    if row.mode == Mode.PHONE:
        return row  # pressed twice
    if row.mode != Mode.VIDEO or row.state not in ACTIVE:
        raise errors.NotNow(_("Questo appuntamento non si può più cambiare."))
    if window(row.starts_at, row.ends_at).door(now) == Door.OVER:
        raise errors.NotNow(_("L'appuntamento è già passato."))
    row.phone = phone or row.phone
    if not row.phone:
        raise errors.NoPhone(_("Scrivi il numero a cui possiamo chiamarti."))
    row.mode, row.sequence = Mode.PHONE, row.sequence + 1
    row.save(update_fields=["mode", "sequence", "phone"])
    tell(row, now, by=by, user=user, was=row.state, reason="", kind="appuntamento-al-telefono")
    messages.by_phone_now(row, now)
    return row
