"""What is near: distances on the ground, and whether two addresses speak of one place."""

import math

from cms.words import plain

EARTH_METRES = 6_371_000
ROADS = {"via", "viale", "piazza", "piazzale", "vicolo", "corso", "largo", "strada", "localita", "loc", "provinciale"}

Point = tuple[float, float]  # latitude, longitude, in degrees


def metres(one: Point, other: Point) -> float:
    """Distance between two points on the ground (haversine)."""
    (lat, lon), (lat_b, lon_b) = one, other
    across = math.sin(math.radians(lon_b - lon) / 2) ** 2 * math.cos(math.radians(lat)) * math.cos(math.radians(lat_b))
    return 2 * EARTH_METRES * math.asin(math.sqrt(math.sin(math.radians(lat_b - lat) / 2) ** 2 + across))


def same_street(one: str, other: str) -> bool:
    """Whether two addresses share a word that names a street: kinds of road, numbers and short words do not count."""
    return bool(_names(one) & _names(other))


def _names(address: str) -> set[str]:
    street = address.split(",")[0]
    return {word for word in plain(street).split() if len(word) > 3 and not word.isdecimal() and word not in ROADS}
