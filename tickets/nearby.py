"""Open reports near a place, of those that everybody may read."""

from territory.vector_map import box_around
from tickets.models import Category, Kind, Ticket
from tickets.rules.nearby import metres, same_street
from tickets.rules.states import OPEN

SHOWN = 5
LOOKED_AT = 200  # the newest of the site, where there is only an address to compare


def similar(tenant, category: Category, point, address: str) -> list[Ticket]:
    """Open public reports of a category within its radius, the nearest first; without a point, those that name the same
    street on the same site."""
    rows = Ticket.objects.filter(kind=Kind.REPORT, is_public=True, shows_place=True, state__in=OPEN, category=category)
    rows = rows.select_related("tenant__site", "category")
    if point is None or not category.radius:
        newest = rows.filter(tenant=tenant).order_by("-created_at")[:LOOKED_AT] if category.radius else []
        return [row for row in newest if same_street(row.public_address, address)][:SHOWN]
    south, west, north, east = box_around(point[1], point[0], category.radius)
    rows = rows.filter(latitude__range=(south, north), longitude__range=(west, east)).order_by("-created_at")
    near = [(metres(row.point, point), row) for row in rows[:LOOKED_AT]]
    near = [pair for pair in near if pair[0] <= category.radius]
    return [row for _far, row in sorted(near, key=lambda pair: pair[0])][:SHOWN]
