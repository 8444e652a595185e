"""What of the inbox waits for an operator, on the first page of the admin."""

from django.urls import reverse
from django.utils import timezone

from cms.formats import the_day
from staff.waiting import SHOWN, Item, Pile
from tickets.inbox.filters import of_pile, reopening
from tickets.inbox.rights import has_inbox, tickets_of


def in_the_inbox(user, now) -> Pile | None:
    """Requests and reports to be worked on, the nearest term first."""
    if not has_inbox(user):
        return None
    rows = tickets_of(user)
    rows = of_pile(rows, "da-fare", reopening(rows), user, timezone.localdate(now))
    total = rows.count()
    items = [
        Item(f"{row.code}: {row.subject}", reverse("inbox_ticket", args=[row.pk]), f"entro {the_day(row.due_on)}")
        for row in rows.order_by("due_on", "pk")[:SHOWN]
    ]
    return Pile("Richieste e segnalazioni da trattare", total, items, more_url=reverse("inbox")) if total else None
