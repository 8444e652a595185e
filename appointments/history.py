"""What the doors of appointments share: an appointment kept from others while it changes, and what happened to it."""

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
    DomainEvent.objects.create(
        kind=kind,
        happened_at=now,
        tenant_id=appointment.tenant_id,
        office_id=appointment.office_id,
        service_id=appointment.service_id,
        channel=appointment.mode,
    )
