"""What the doors of appointments share: an appointment kept from others while it changes, and what happened, written."""

from appointments.models import Appointment, AppointmentEvent
from cms.models import DomainEvent


def locked(appointment: Appointment) -> Appointment:
    """The appointment as it is now, kept from others until the transaction ends."""
    return Appointment.objects.select_for_update(of=("self",)).select_related("agenda", "type").get(pk=appointment.pk)


def tell(appointment, now, *, by: str, kind: str, user=None, was: str = "", reason: str = "", was_at=None) -> None:
    """Write what happened, for the history of the appointment and for the measures (which never name a person)."""
    AppointmentEvent.objects.create(
        appointment=appointment,
        happened_at=now,
        by=by,
        user=user,
        from_state=was,
        to_state=appointment.state,
        reason=reason,
        was_at=was_at,
    )
    measure(kind, appointment, now)


def measure(kind: str, about, now) -> None:
    """Write for the measures that something happened, never to whom. `about` is an appointment, a request, a wait, or a
    resource, which has neither office nor service; its way of meeting is the channel."""
    DomainEvent.objects.create(
        kind=kind,
        happened_at=now,
        tenant_id=about.tenant_id,
        office_id=getattr(about, "office_id", None),
        service_id=getattr(about, "service_id", None),
        channel=getattr(about, "mode", ""),
    )
