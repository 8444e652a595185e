"""Maps of a body: boundaries from the data file of the union, if it has one, and the body's own place in it."""

import json
from functools import cache
from pathlib import Path

from cms.directory import directory
from cms.kept import kept
from territory import vector_map

DATA = Path(__file__).parent / "data"
FARTHEST_KM = 100
NOT_IN_ITALY = "Questo punto non è in Italia: controlla di non aver scambiato latitudine e longitudine."


@cache
def areas() -> list[vector_map.Area]:
    """Boundaries of the municipalities of the union; empty where nobody has put the file there."""
    path = DATA / "confini.geojson"
    return vector_map.areas_of(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else []


def map_with(tenant, points) -> vector_map.Map | None:
    """The map of a body with some places on it; None where there are no boundaries. `points`: number, lon, lat."""
    placed = [(number, float(x), float(y)) for number, x, y in points]
    key = tuple(placed)
    return kept(tenant.pk, "map", key, make=lambda: vector_map.draw(areas(), tenant.istat_code, placed))


def code_of(tenant_id: int | None) -> str:
    """ISTAT code of a body; empty for the union."""
    tenant = directory().tenants.get(tenant_id)
    return tenant.istat_code if tenant else ""


def bounds_near(tenant_id: int | None):
    """The box around a body, or around the union; None where there are no boundaries."""
    code = code_of(tenant_id)
    known = [area for area in areas() if area.code == code] or areas()
    return vector_map.bounds_of(known) if known else None


def tenant_at(latitude: float, longitude: float):
    """The municipality where a point falls; None outside the union, and where there are no boundaries."""
    code = next((area.code for area in areas() if vector_map.contains(area, longitude, latitude)), "")
    return next((body for body in directory().tenants.values() if code and body.istat_code == code), None)


def position_problem(tenant_id: int | None, longitude, latitude) -> str:
    """What is wrong with a position of this body's, in the editor's words; nothing when it can be."""
    x, y = float(longitude), float(latitude)
    if not vector_map.is_in_italy(x, y):
        return NOT_IN_ITALY
    bounds = bounds_near(tenant_id)
    far = vector_map.distance_km(x, y, bounds) if bounds else 0
    if far > FARTHEST_KM:
        return f"Questo punto è a circa {far:.0f} km dal territorio dell'ente: controlla le cifre."
    return ""
