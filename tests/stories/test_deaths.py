"""A real server dies in the middle of a booking, at a few points: `python -m bench.storms` has all of them, and crowds."""

import pytest

from bench import storms

pytestmark = pytest.mark.story
FEW = tuple(
    point
    for point in storms.PLAN
    if point
    in {
        ("hold", "before", "COMMIT"),
        ("confirm", "after", "INSERT INTO appointments_appointmentevent"),
        ("move", "after", "COMMIT"),
        ("send", "after", "SEND"),
    }
)


def test_a_server_that_dies_in_the_middle_leaves_an_appointment_whole_or_none():
    rows = storms.deaths("SQLite", FEW)
    assert len(rows) == 4
    assert [row for row in rows if not row["good"]] == []
    assert all(row["died"] for row in rows)
