"""Maps drawn from boundaries: where a point falls, what is too far, numbers that do not cover each other."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territory import maps, vector_map
from territory.vector_map import Area, distance_km, draw, is_in_italy, projection, spread

SQUARE = Area("1", "Quadrato", (((12.0, 44.0), (12.2, 44.0), (12.2, 44.2), (12.0, 44.2), (12.0, 44.0)),))


def test_without_boundaries_there_is_no_map():
    assert draw([], "040007", [(1, 12.0, 44.0)]) is None


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude():
    fit = projection((12.0, 44.0, 12.2, 44.2))
    left, right = fit.point(12.0, 44.1), fit.point(12.2, 44.1)
    low, high = fit.point(12.1, 44.0), fit.point(12.1, 44.2)
    assert (right[0] - left[0]) / (low[1] - high[1]) == pytest.approx(math.cos(math.radians(44.1)), rel=0.01)
    assert high[1] < low[1], "north is up"


def test_the_middle_of_the_bounds_is_the_middle_of_the_drawing():
    fit = projection((12.0, 44.0, 12.2, 44.2))
    assert fit.point(12.1, 44.1) == pytest.approx((vector_map.WIDTH / 2, fit.height / 2))


def test_outlines_are_whole_units_that_come_back_to_where_they_began():
    found = draw([SQUARE], "1", [(1, 12.1, 44.1)])
    assert found.outlines[0]["is_own"]
    assert "." not in found.outlines[0]["path"]
    assert found.outlines[0]["path"].endswith("z")
    marker = found.markers[0]
    assert (marker.x, marker.y) == pytest.approx((found.width / 2, found.height / 2), abs=1)


@given(st.lists(st.tuples(st.floats(100, 500), st.floats(100, 400)), min_size=1, max_size=12))
def test_numbers_stay_in_the_drawing_and_places_do_not_move(points):
    found = spread([(n, x, y) for n, (x, y) in enumerate(points, 1)], 600, 520)
    assert [(m.x, m.y) for m in found] == [(round(x, 1), round(y, 1)) for x, y in points]
    assert all(17 <= m.label_x <= 583 and 17 <= m.label_y <= 503 for m in found)


def test_places_at_one_point_have_numbers_apart():
    found = spread([(n, 300, 250) for n in range(1, 8)], 600, 520)
    gaps = [
        math.dist((a.label_x, a.label_y), (b.label_x, b.label_y)) for a in found for b in found if a.number < b.number
    ]
    assert min(gaps) > 28


def test_what_is_swapped_or_far_is_found_out():
    assert is_in_italy(12.24, 44.14)
    assert not is_in_italy(44.14, 12.24)
    bounds = vector_map.bounds_of([SQUARE])
    assert distance_km(12.1, 44.1, bounds) == 0
    assert distance_km(12.1, 45.2, bounds) == pytest.approx(111.3, rel=0.01)


def test_the_boundaries_of_the_union_are_light_and_say_whose_they_are():
    path = Path(maps.DATA) / "confini.geojson"
    assert path.stat().st_size < 15 * 1024
    assert "ISTAT" in json.loads(path.read_text())["source"]
    drawn = draw(maps.areas(), "040007")
    assert sum(len(outline["path"]) for outline in drawn.outlines) < 6000
    assert [outline["name"] for outline in drawn.outlines if outline["is_own"]] == ["Cesena"]
