"""What is late in transparency, for the first page of the admin."""

from django.urls import reverse
from django.utils import timezone

from cms.formats import the_day
from staff.waiting import SHOWN, Item, Pile
from transparency.admin import desk
from transparency.admin.rights import bodies_of


def to_update(user, now) -> Pile | None:
    """Sections of their bodies that are late or were never filled."""
    bodies = bodies_of(user)
    if bodies is not None and not bodies:
        return None
    rows = desk.read(bodies, desk.Wanted(state="da-fare"), timezone.localdate(now))
    if not rows:
        return None
    rows.sort(key=lambda row: (row.due_on is None, row.due_on or row.today))
    several = bodies is None or len(bodies) > 1
    items = [Item(row.title, row.edit_url, _note(row, several=several)) for row in rows[:SHOWN]]
    return Pile("Trasparenza da aggiornare", len(rows), items, more_url=reverse("transparency_desk"))


def _note(row, *, several: bool) -> str:
    when = f"era da fare entro {the_day(row.due_on, 'il d/m/Y')}" if row.due_on else "mai aggiornata"
    return f"{row.tenant.short_name}, {when}" if several else when
