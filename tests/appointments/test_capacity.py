"""How long one waits, with the hours of today and with more. The example is that of docs/booking.md."""

from datetime import date, datetime, time

from appointments.rules.availability import Calendar, Hours, Mode, Resource, Wish
from appointments.rules.capacity import Simulation, capacity, simulate
from appointments.rules.minutes import ROME, wall

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=ROME)  # a Friday
CARD = Wish(type=7, mode=Mode.DESK, duration=30)
TUESDAYS = Hours(1, time(9), time(10))
THURSDAYS = Hours(3, time(9), time(10))
OFFICE = Calendar(hours=(TUESDAYS,), resources=(Resource(1, frozenset({Mode.DESK})),))
EIGHT = {date(2026, 11, 1): 4, date(2026, 11, 2): 4}  # of a Sunday and of the Monday after


def test_one_more_hour_on_thursdays_halves_a_wait_of_twelve_days():
    assert simulate(OFFICE, CARD, EIGHT, THURSDAYS, NOW) == Simulation(12, 6, places_before=24, places_after=48)


def test_an_hour_that_is_open_already_changes_nothing():
    found = simulate(OFFICE, CARD, EIGHT, TUESDAYS, NOW)
    assert (found.before, found.places_before) == (found.after, found.places_after)


def test_where_nobody_asked_nobody_waits():
    assert simulate(OFFICE, CARD, {}, THURSDAYS, NOW).before == 0


def test_requests_that_the_hours_cannot_hold_have_no_wait_until_there_are_more_hours():
    found = simulate(OFFICE, CARD, {date(2026, 11, 1): 40}, THURSDAYS, NOW)
    assert found.before is None
    assert found.after is not None


def test_what_is_free_counts_up_to_the_horizon_and_the_wait_ends_at_the_first_place():
    tuesday = date(2026, 11, 24)
    taken = {(1, 1): [(wall(tuesday, time(9)), wall(tuesday, time(10)))]}
    found = capacity(Calendar(hours=(TUESDAYS,), resources=OFFICE.resources, horizon_days=14), CARD, taken, NOW)
    assert found.free == 2
    assert found.wait(NOW) == 11
