"""What the doors share: a request kept from others while it changes, and what happened, written."""

from cms.models import DomainEvent
from tickets.models import Kind, Ticket, TicketEvent


def locked(ticket: Ticket) -> Ticket:
    """The request as it is now, kept from others until the transaction ends."""
    rows = Ticket.objects.select_for_update(of=("self",)).select_related("tenant", "holder", "category")
    return rows.get(pk=ticket.pk)


def tell(ticket: Ticket, what: str, now, *, by: str, user=None, text: str = "") -> None:
    """Write a step, for the history that its person reads and for the measures, which never name anybody."""
    TicketEvent.objects.create(
        ticket=ticket,
        what=what,
        state=ticket.state,
        office_id=ticket.office_id,
        happened_at=now,
        by=by,
        user=user,
        text=text,
    )
    measure(ticket, what, now)


def measure(ticket: Ticket, what: str, now) -> None:
    """A domain event: what happened, when, at which office, for which service, how it came. Never who."""
    subject = "segnalazione" if ticket.kind == Kind.REPORT else "assistenza"
    DomainEvent.objects.create(
        kind=f"{subject}-{what}",
        happened_at=now,
        tenant_id=ticket.holder_id,
        office_id=ticket.office_id,
        service_id=ticket.service_id,
        channel=ticket.channel,
    )
