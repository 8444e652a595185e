"""A light map drawn as lines: boundaries, and where things are. No Django here; no tiles of others are asked for.

Projection: equirectangular around the middle of the map, longitudes shortened by the cosine of the latitude. Over fifty
kilometres it is wrong by less than the thickness of a line.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

KM_PER_DEGREE = 111.32
WIDTH = 600  # units of the drawing; heights follow
HIGHEST, LOWEST = 520, 260
ITALY = (6.6, 35.4, 18.6, 47.1)  # west, south, east, north, in degrees


@dataclass(frozen=True)
class Area:
    """A municipality: its code and its rings of (longitude, latitude), in degrees."""

    code: str
    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True)
class Marker:
    """A place on the drawing: where it is, and where its number stands when many are close."""

    number: int
    x: float
    y: float
    label_x: float
    label_y: float

    @property
    def is_moved(self) -> bool:
        return abs(self.x - self.label_x) + abs(self.y - self.label_y) > 1


@dataclass(frozen=True)
class Map:
    """What the component draws: a viewBox, outlines (own or of neighbours) as SVG paths, markers."""

    width: int
    height: int
    outlines: tuple[dict, ...]
    markers: tuple[Marker, ...] = ()

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"


@dataclass(frozen=True)
class Projection:
    """From degrees to units of the drawing, and how large that is."""

    west: float
    north: float
    per_degree_x: float
    per_degree_y: float
    height: int

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - self.west) * self.per_degree_x, (self.north - latitude) * self.per_degree_y

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a point of the drawing."""
        return self.west + x / self.per_degree_x, self.north - y / self.per_degree_y


def areas_of(geojson: dict) -> list[Area]:
    """Read a FeatureCollection of polygons with properties `istat` and `name`."""
    return [
        Area(feature["properties"]["istat"], feature["properties"]["name"], _rings(feature["geometry"]))
        for feature in geojson.get("features", [])
    ]


def _rings(geometry: dict) -> tuple:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return tuple(tuple((x, y) for x, y in ring) for polygon in polygons for ring in polygon)


def bounds_of(areas) -> tuple[float, float, float, float]:
    """West, south, east, north."""
    points = [point for area in areas for ring in area.rings for point in ring]
    longitudes, latitudes = [p[0] for p in points], [p[1] for p in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def contains(area: Area, longitude: float, latitude: float) -> bool:
    """Whether a point is inside an area: a line drawn to the east crosses its rings an odd number of times."""
    inside = False
    for ring in area.rings:
        for (x, y), (next_x, next_y) in pairwise(ring):
            if (y > latitude) != (next_y > latitude):
                inside ^= longitude < x + (latitude - y) / (next_y - y) * (next_x - x)
    return inside


def projection(bounds, margin: float = 0.1) -> Projection:
    """Fit some bounds into the drawing, with a margin, whole and undistorted."""
    west, south, east, north = bounds
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    shorter = math.cos(math.radians(middle_y))
    across = max(east - west, 0.01) * shorter * (1 + 2 * margin)
    down = max(north - south, 0.01) * (1 + 2 * margin)
    height = min(HIGHEST, max(LOWEST, round(WIDTH * down / across)))
    scale = min(WIDTH / across, height / down)  # units per degree of latitude
    return Projection(
        middle_x - WIDTH / 2 / scale / shorter, middle_y + height / 2 / scale, scale * shorter, scale, height
    )


def square(bounds, side: int) -> Projection:
    """Some bounds in a square of so many units, whole and undistorted, with a small margin."""
    west, south, east, north = bounds
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    shorter = math.cos(math.radians(middle_y))
    scale = side / (max((east - west) * shorter, north - south, 0.0001) * 1.04)
    return Projection(middle_x - side / 2 / scale / shorter, middle_y + side / 2 / scale, scale * shorter, scale, side)


def box_around(longitude: float, latitude: float, metres: float) -> tuple[float, float, float, float]:
    """South, west, north, east of a square whose sides lie so many metres from a point."""
    down = metres / 1000 / KM_PER_DEGREE
    across = down / max(math.cos(math.radians(latitude)), 0.01)
    return latitude - down, longitude - across, latitude + down, longitude + across


def outline(area: Area, fit: Projection) -> str:
    """The border of an area as an SVG path, to tenths of a unit: for drawings that are looked at from near."""
    rings = ([fit.point(*point) for point in ring] for ring in area.rings)
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "z" for ring in rings)


def draw(areas: list[Area], own_code: str, points=()) -> Map | None:
    """The map of a body: its own boundaries in sight, neighbours around; all areas when it has none of its own (a union).

    `points` are (number, longitude, latitude). None where there are no boundaries at all.
    """
    if not areas:
        return None
    own = [area for area in areas if area.code == own_code] or areas
    fit = projection(_wide_enough(bounds_of(own), points))
    outlines = [
        {
            "code": area.code,
            "name": area.name,
            "is_own": area.code == own_code,
            "path": _path(area, fit),
            "label": None if area.code == own_code else _label(area, fit),
        }
        for area in sorted(areas, key=lambda area: area.code == own_code)  # the own border is drawn above
    ]
    shown = [(number, *fit.point(longitude, latitude)) for number, longitude, latitude in points]
    return Map(WIDTH, fit.height, tuple(outlines), tuple(spread(shown, WIDTH, fit.height)))


def _label(area: Area, fit: Projection) -> tuple[int, int] | None:
    """Where to write the name of an area, when enough of it is in the drawing."""
    points = [fit.point(*point) for ring in area.rings for point in ring]
    seen = [(x, y) for x, y in points if 0 < x < WIDTH and 0 < y < fit.height]
    if len(seen) < 4 or len(seen) * 3 < len(points):
        return None
    x, y = sum(p[0] for p in seen) / len(seen), sum(p[1] for p in seen) / len(seen)
    return (round(x), round(y)) if 70 < x < WIDTH - 70 and 20 < y < fit.height - 20 else None


def _wide_enough(bounds, points):
    """Bounds that hold the points too, when they are near; a point far away is not worth an empty map."""
    west, south, east, north = bounds
    for _number, x, y in points:
        if distance_km(x, y, bounds) < 10:
            west, south, east, north = min(west, x), min(south, y), max(east, x), max(north, y)
    return west, south, east, north


def _path(area: Area, fit: Projection) -> str:
    """Whole units, each step from the one before: short, and no finer than the eye."""
    made = []
    for ring in area.rings:
        points = [tuple(round(value) for value in fit.point(*point)) for point in ring]
        made.append(f"M{points[0][0]} {points[0][1]}l")
        last, steps = points[0], []
        for point in points[1:-1]:
            if point != last:
                steps.append(f"{point[0] - last[0]} {point[1] - last[1]}")
                last = point
        made.append(" ".join(steps).replace(" -", "-") + "z")
    return "".join(made)


def spread(points, width: float, height: float, apart: float = 34, rounds: int = 60) -> list[Marker]:
    """Move numbers that would cover each other apart, step by step; where each place is stays where it is."""
    labels = [[x + number * 0.01, y] for number, x, y in points]  # two places at one point part too
    for _ in range(rounds):
        moved = False
        for one in range(len(labels)):
            for other in range(one + 1, len(labels)):
                moved |= _push(labels[one], labels[other], apart)
        if not moved:
            break
    edge = apart / 2
    return [
        Marker(
            number,
            round(x, 1),
            round(y, 1),
            round(min(width - edge, max(edge, label[0])), 1),
            round(min(height - edge, max(edge, label[1])), 1),
        )
        for (number, x, y), label in zip(points, labels, strict=True)
    ]


def _push(one: list[float], other: list[float], apart: float) -> bool:
    across, down = other[0] - one[0], other[1] - one[1]
    far = math.hypot(across, down)
    if far >= apart:
        return False
    across, down = (across / far, down / far) if far else (1.0, 0.0)
    half = (apart - far) / 2
    one[0], one[1] = one[0] - across * half, one[1] - down * half
    other[0], other[1] = other[0] + across * half, other[1] + down * half
    return True


def is_in_italy(longitude: float, latitude: float) -> bool:
    """Roughly: a box around the country, enough to find swapped or mistyped coordinates."""
    west, south, east, north = ITALY
    return west <= longitude <= east and south <= latitude <= north


def distance_km(longitude: float, latitude: float, bounds) -> float:
    """How far a point lies outside some bounds, in kilometres; 0 inside."""
    west, south, east, north = bounds
    across = max(west - longitude, 0, longitude - east) * math.cos(math.radians((south + north) / 2))
    down = max(south - latitude, 0, latitude - north)
    return math.hypot(across, down) * KM_PER_DEGREE
