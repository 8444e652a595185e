"""Pointing at a place on our own map: what is drawn, and which point on the ground a point of the drawing is.

With JavaScript the drawing is in the page. Without, it is a picture that is a button: the browser sends where it was
touched, and each touch draws the surroundings larger, until the place is right.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cms.addresses import address
from cms.kept import kept
from territory import maps, vector_map
from territory.models import PlacePage

SIDE = 288  # pixels of the picture without JavaScript: it fits the narrowest screen
SPAN_METRES = (0, 12_000, 3_000, 800)  # how much of the ground each touch shows; the first, the whole body
LANDMARKS, NAMED = 200, 40
MOVES = {"nord": (1, 0), "sud": (-1, 0), "est": (0, 1), "ovest": (0, -1)}


@dataclass(frozen=True)
class View:
    """What part of the ground is drawn: around a point (latitude, longitude), how near."""

    centre: tuple[float, float] | None = None
    step: int = 0

    @property
    def is_nearest(self) -> bool:
        return self.step >= len(SPAN_METRES) - 1

    @classmethod
    def read(cls, text: str) -> "View":
        """A view as an address writes it («44.1391,12.2431,2»); the whole body where it says nothing good."""
        place, _comma, step = text.rpartition(",")
        point = read_point(place)
        if point is None or step not in ("1", "2", "3"):
            return cls()
        return cls(point, int(step))

    def __str__(self):
        return f"{self.centre[0]},{self.centre[1]},{self.step}" if self.centre and self.step else ""


def read_point(text: str) -> tuple[float, float] | None:
    """A point as an address writes it («44.1391,12.2431»), latitude first; None for anything else."""
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def moved(tenant, view: View, key: str) -> View:
    """What a button of the map shows instead: a third further on, or nearer, or from further away."""
    if key == "lontano":
        return View(view.centre, max(0, view.step - 1))
    bounds = bounds_of(tenant, view)
    if bounds is None:
        return view
    west, south, east, north = bounds
    centre = view.centre or (round((south + north) / 2, 5), round((west + east) / 2, 5))
    if key == "vicino":
        return View(centre, min(view.step + 1, len(SPAN_METRES) - 1))
    if key not in MOVES or not view.step:
        return view
    up, right = MOVES[key]
    return View(
        (round(centre[0] + up * (north - south) / 3, 5), round(centre[1] + right * (east - west) / 3, 5)), view.step
    )


def seen(tenant, view: View, point) -> dict | None:
    """What the page says of the map: the address of its drawing, what of the ground it shows, and what its buttons do."""
    bounds = bounds_of(tenant, view)
    if bounds is None:
        return None
    fit = vector_map.square(bounds, SIDE)
    west, north = fit.place(0, 0)
    east, south = fit.place(SIDE, SIDE)
    return {
        "url": address("report_map", vista=str(view), punto=f"{point[0]},{point[1]}" if point else ""),
        "side": SIDE,
        "view": str(view),
        "point": point,
        "can_move": view.step > 0,
        "can_near": not view.is_nearest,
        "bounds": f"{west:.6f},{south:.6f},{east:.6f},{north:.6f}",
    }


def drawing(tenant, view: View, point) -> str:
    """The drawing itself: borders, names of the places that people know, a pin on the point. A whole SVG file."""
    bounds = bounds_of(tenant, view)
    if bounds is None:
        return ""
    fit = vector_map.square(bounds, SIDE)
    own = maps.code_of(tenant.pk)
    spots = [(place["name"], *fit.point(place["point"][1], place["point"][0])) for place in landmarks(tenant)]
    inside = [(name, x, y) for name, x, y in spots if 0 < x < SIDE and 0 < y < SIDE]
    context = {
        "side": SIDE,
        "outlines": [
            {"path": vector_map.outline(area, fit), "is_own": area.code == own or not own} for area in maps.areas()
        ],
        "spots": [
            {"name": name[:28] if view.step > 1 else "", "x": f"{x:.1f}", "y": f"{y:.1f}", "is_left": x > SIDE * 0.6}
            for name, x, y in inside[:NAMED]
        ],
        "pin": [f"{part:.1f}" for part in fit.point(point[1], point[0])] if point else None,
    }
    return render_to_string("tickets/map.svg", context)


def bounds_of(tenant, view: View):
    """West, south, east, north of a view; None where there are no boundaries."""
    if view.step == 0 or view.centre is None:
        return maps.bounds_near(tenant.pk)
    half = SPAN_METRES[min(view.step, len(SPAN_METRES) - 1)] / 2
    south, west, north, east = vector_map.box_around(view.centre[1], view.centre[0], half)
    return west, south, east, north


def point_of(tenant, view: View, x: float, y: float) -> tuple[float, float] | None:
    """The latitude and longitude of a point of the picture, in pixels from its corner."""
    bounds = bounds_of(tenant, view)
    if bounds is None:
        return None
    fit = vector_map.square(bounds, SIDE)
    longitude, latitude = fit.place(min(max(x, 0), SIDE), min(max(y, 0), SIDE))
    return round(latitude, 5), round(longitude, 5)


def problem_of(latitude: float, longitude: float) -> str:
    """What is wrong with a point, in the citizen's words; nothing where it is in the union."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or maps.tenant_at(latitude, longitude) is None:
        return _("Il punto scelto è fuori dal territorio dell'Unione: sceglilo di nuovo, o scrivi solo l'indirizzo.")
    return ""


def landmarks(tenant) -> list[dict]:
    """Places that people know, with where they are: for the map, and for who would rather write than point."""
    return kept(tenant.pk, "landmarks", make=lambda: _landmarks(tenant))


def _landmarks(tenant) -> list[dict]:
    pages = PlacePage.objects.of(tenant).live().filter(locale__language_code="it").exclude(latitude=None)
    columns = ("title", "street_address", "locality", "latitude", "longitude")
    return [
        {"name": title, "address": ", ".join(filter(None, [street, locality])), "point": (float(lat), float(lon))}
        for title, street, locality, lat, lon in pages.order_by("title").values_list(*columns)[:LANDMARKS]
    ]


def known_point(tenant, text: str) -> tuple[float, float] | None:
    """Where the place is that somebody has written by its name, or by its whole address."""
    wanted = " ".join(text.casefold().split())
    for place in landmarks(tenant):
        if wanted in (place["name"].casefold(), place["address"].casefold()):
            return None if problem_of(*place["point"]) else place["point"]
    return None
