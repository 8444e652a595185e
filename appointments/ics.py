"""An appointment as iCalendar (RFC 5545, 5546): one identity for its whole life, a higher number at each change.

The title says that it is an appointment at an office and nothing else: calendars are seen by others.
"""

from datetime import UTC, datetime

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from appointments.models import Appointment
from appointments.models.setup import MODE_LABELS
from appointments.rules.minutes import ROME
from territory.ics import ROME_RULES

STATUS = {  # of the states that are not simply confirmed
    Appointment.State.REQUESTED: "TENTATIVE",
    Appointment.State.CANCELLED_BY_CITIZEN: "CANCELLED",
    Appointment.State.CANCELLED_BY_OFFICE: "CANCELLED",
}
PRODUCT = "-//Unica//Appuntamenti//IT"


def calendar_of(
    appointments, now: datetime, *, method: str, urls: dict | None = None, details: bool = True, name: str = ""
) -> str:
    """A calendar file with some appointments. `urls` are their private pages, by key; without `details` no person and
    no contact is in it, for a calendar that is read elsewhere under a `name`."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    for appointment in appointments:
        calendar.add_component(_event(appointment, now, method, (urls or {}).get(appointment.pk, ""), details))
    calendar.add_component(Timezone.from_ical(ROME_RULES))
    return calendar.to_ical().decode()


def _event(appointment: Appointment, now: datetime, method: str, url: str, details: bool) -> Event:
    made = Event()
    host = appointment.tenant.site.hostname
    made.add("uid", f"{appointment.public_id}@{host}")
    made.add("sequence", appointment.sequence)
    made.add("dtstamp", now.astimezone(UTC))
    made.add("dtstart", appointment.starts_at.astimezone(ROME))
    made.add("dtend", appointment.ends_at.astimezone(ROME))
    made.add("status", "CANCELLED" if method == "CANCEL" else STATUS.get(appointment.state, "CONFIRMED"))
    if not details:
        made.add("summary", f"{appointment.type}, {MODE_LABELS[appointment.mode].lower()} ({appointment.code})")
        made.add("location", str(appointment.office or appointment.agenda))
        return made
    made.add("summary", _("Appuntamento: %(office)s") % {"office": appointment.office or appointment.agenda})
    place = appointment.agenda.place
    if appointment.mode == "sportello" and place is not None:
        made.add("location", ", ".join(filter(None, [place.title, place.street_address, place.locality])))
    if url:
        made.add("url", url)
        made.add(
            "description",
            _("Codice %(code)s. Per spostarlo o annullarlo: %(url)s") % {"code": appointment.code, "url": url},
        )
    if method in ("REQUEST", "CANCEL"):
        sender = vCalAddress(f"mailto:{appointment.tenant.email or 'non-rispondere@' + host}")
        sender.params["cn"] = vText(appointment.tenant.name)
        made["organizer"] = sender
        guest = vCalAddress(f"mailto:{appointment.email}")
        guest.params["partstat"], guest.params["rsvp"] = vText("ACCEPTED"), vText("FALSE")
        made.add("attendee", guest, encode=0)
    return made
