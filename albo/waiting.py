"""What of the register waits, on the first page of the admin."""

from django.urls import reverse

from albo.admin.rights import bodies_of
from albo.models import Entry
from cms.formats import the_day
from staff.waiting import SHOWN, Item, Pile


def to_publish(user, now) -> Pile | None:
    """Drafts that nobody has published yet, and what opens by itself."""
    bodies = bodies_of(user)
    if bodies is not None and not bodies:
        return None
    rows = Entry.objects.filter(state__in=[Entry.State.DRAFT, Entry.State.SCHEDULED])
    rows = rows if bodies is None else rows.filter(tenant__in=bodies)
    first = list(rows.order_by("-changed_at")[: SHOWN + 1])
    if not first:
        return None
    items = [Item(one.subject[:80], reverse("albo_admin_show", args=[one.pk]), _when(one)) for one in first[:SHOWN]]
    total = len(first) if len(first) <= SHOWN else rows.count()
    return Pile("Albo pretorio, da pubblicare", total, items, more_url=reverse("albo_admin"))


def _when(entry) -> str:
    return f"esce {the_day(entry.planned_for, 'il d/m/Y')}" if entry.planned_for else "bozza"
