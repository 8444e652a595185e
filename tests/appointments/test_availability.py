"""Which places are free. The examples are those of docs/booking.md."""

from datetime import date, datetime, time, timedelta

import pytest

from appointments.rules import availability
from appointments.rules.availability import Calendar, Exceptional, Hours, Kind, Mode, Resource, Why, Wish
from appointments.rules.minutes import ROME, moment_of, wall

TUESDAY = date(2026, 11, 24)
MORNING = Hours(1, time(9), time(12))
DESK = frozenset({Mode.DESK})
ONE = Resource(1, DESK)
TWO = Resource(2, DESK)
CARD = Wish(type=7, mode=Mode.DESK, duration=30)
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=ROME)


def a_calendar(**changes) -> Calendar:
    return Calendar(**({"hours": (MORNING,), "resources": (ONE,)} | changes))


def day(calendar, wish=CARD, taken=None, now=NOW, on=TUESDAY):
    (found,) = availability.days(calendar, wish, taken or {}, now, on, on)
    return found


def starts(found) -> list[str]:
    return [f"{moment_of(slot.start):%-H:%M}" for slot in found.slots]


def at(hour: int, minute: int = 0, on=TUESDAY) -> int:
    return wall(on, time(hour, minute))


def test_a_morning_of_three_hours_has_six_half_hours():
    assert starts(day(a_calendar())) == ["9:00", "9:30", "10:00", "10:30", "11:00", "11:30"]


def test_what_follows_the_appointment_must_fit_too():
    wish = Wish(type=7, mode=Mode.DESK, duration=30, buffer=15)
    assert starts(day(a_calendar(), wish)) == ["9:00", "9:45", "10:30", "11:15"]
    assert starts(day(a_calendar(hours=(Hours(1, time(9), time(11, 59)),)), wish)) == ["9:00", "9:45", "10:30"]


def test_beginnings_stand_on_the_grid_of_the_opening_whatever_is_taken():
    taken = {(1, 1): [(at(9, 10), at(9, 20))]}
    assert starts(day(a_calendar(), taken=taken)) == ["9:30", "10:00", "10:30", "11:00", "11:30"]


def test_an_agenda_may_begin_more_often_than_its_appointments_last():
    assert starts(day(a_calendar(grid=15)))[:4] == ["9:00", "9:15", "9:30", "9:45"]


def test_two_desks_give_two_places_until_one_is_taken():
    calendar = a_calendar(resources=(ONE, TWO))
    found = day(calendar, taken={(2, 1): [(at(10), at(10, 30))]})
    assert [slot.free for slot in found.slots] == [2, 2, 1, 2, 2, 2]
    assert found.slots[2].places == ((1, 1),)


def test_a_room_for_seven_has_seven_seats():
    calendar = a_calendar(resources=(Resource(1, DESK, seats=7),))
    taken = {(1, seat): [(at(9), at(9, 30))] for seat in range(1, 7)}
    found = day(calendar, taken=taken)
    assert found.slots[0].places == ((1, 7),)
    assert found.slots[1].free == 7


def test_a_long_appointment_takes_the_hours_of_two_short_ones():
    long = Wish(type=8, mode=Mode.DESK, duration=60)
    taken = {(1, 1): [(at(10, 30), at(11))]}
    assert starts(day(a_calendar(grid=30), long, taken)) == ["9:00", "9:30", "11:00"]


def test_who_needs_more_time_begins_when_the_others_do():
    slow = Wish(type=7, mode=Mode.DESK, duration=30, extra=15)
    taken = {(1, 1): [(at(10), at(10, 30))]}
    assert starts(day(a_calendar(), slow, taken)) == ["9:00", "10:30", "11:00"]


def test_who_cannot_climb_steps_gets_a_desk_without():
    steps, flat = Resource(1, DESK), Resource(2, DESK, step_free=True)
    found = day(a_calendar(resources=(steps, flat)), Wish(type=7, mode=Mode.DESK, duration=30, step_free=True))
    assert {slot.places for slot in found.slots} == {((2, 1),)}


def test_a_desk_kept_for_other_types_is_not_offered():
    other = Resource(1, DESK, types=frozenset({99}))
    assert day(a_calendar(resources=(other,))).why is Why.FULL


def test_a_mode_needs_somebody_who_can_do_it():
    video = Resource(3, frozenset({Mode.VIDEO}))
    calendar = a_calendar(resources=(ONE, video))
    found = day(calendar, Wish(type=7, mode=Mode.VIDEO, duration=30))
    assert {slot.places for slot in found.slots} == {((3, 1),)}


def test_a_room_too_is_taken_where_the_type_needs_one():
    room = Resource(9, DESK, is_room=True)
    wish = Wish(type=7, mode=Mode.DESK, duration=30, needs_room=True)
    found = day(a_calendar(resources=(ONE, room)), wish, {(9, 1): [(at(9), at(10))]})
    assert starts(found) == ["10:00", "10:30", "11:00", "11:30"]
    assert found.slots[0].rooms == ((9, 1),)
    assert found.slots[0].places == ((1, 1),)


def test_hours_of_one_resource_open_only_that_one():
    calendar = a_calendar(hours=(Hours(1, time(9), time(10), resource=2),), resources=(ONE, TWO))
    assert [slot.places for slot in day(calendar).slots] == [((2, 1),), ((2, 1),)]


def test_hours_hold_from_a_day_to_another():
    calendar = a_calendar(hours=(Hours(1, time(9), time(10), last=date(2026, 11, 23)),))
    assert day(calendar).why is Why.CLOSED


@pytest.mark.parametrize(
    ("exceptions", "closures", "expected"),
    [
        ((Exceptional(TUESDAY, TUESDAY, Kind.REPLACE, ((time(15), time(16)),)),), {}, ["15:00", "15:30"]),
        (
            (Exceptional(TUESDAY, TUESDAY, Kind.EXTRA, ((time(12), time(12, 30)),)),),
            {},
            ["9:00", "9:30", "10:00", "10:30", "11:00", "11:30", "12:00"],
        ),
        (
            (
                Exceptional(TUESDAY, TUESDAY, Kind.REPLACE, ((time(15), time(16)),), order=1),
                Exceptional(TUESDAY, TUESDAY, Kind.REPLACE, ((time(8), time(8, 30)),), order=2),
            ),
            {},
            ["8:00"],
        ),
        (
            (
                Exceptional(TUESDAY, TUESDAY, Kind.EXTRA, ((time(12), time(13)),), order=9),
                Exceptional(TUESDAY, TUESDAY, Kind.CLOSED, reason="corso", order=1),
            ),
            {},
            [],
        ),
        ((Exceptional(TUESDAY, TUESDAY, Kind.EXTRA, ((time(12), time(13)),)),), {TUESDAY: "Patrono"}, []),
        (
            (Exceptional(TUESDAY, TUESDAY, Kind.CLOSED, ((time(10), time(11)),)),),
            {},
            ["9:00", "9:30", "11:00", "11:30"],
        ),
    ],
    ids=["other hours", "more hours", "the later holds", "closed beats more hours", "closure beats all", "some hours"],
)
def test_exceptions_have_their_order(exceptions, closures, expected):
    assert starts(day(a_calendar(exceptions=exceptions, closures=closures))) == expected


@pytest.mark.parametrize(
    ("calendar", "wish", "taken", "now", "why", "reason"),
    [
        (a_calendar(hours=()), CARD, {}, NOW, Why.CLOSED, ""),
        (a_calendar(closures={TUESDAY: "San Cassiano"}), CARD, {}, NOW, Why.CLOSED, "San Cassiano"),
        (a_calendar(), CARD, {(1, 1): [(at(8), at(13))]}, NOW, Why.FULL, ""),
        (a_calendar(lead_minutes=60 * 24 * 5), CARD, {}, NOW, Why.TOO_SOON, ""),
        (a_calendar(), CARD, {}, datetime(2026, 11, 24, 11, 31, tzinfo=ROME), Why.TOO_SOON, ""),
        (a_calendar(horizon_days=3), CARD, {}, NOW, Why.TOO_FAR, ""),
        (a_calendar(), Wish(7, Mode.DESK, 30, horizon_days=3), {}, NOW, Why.TOO_FAR, ""),
        (a_calendar(), Wish(7, Mode.DESK, 30, first=date(2026, 12, 1)), {}, NOW, Why.TOO_SOON, ""),
        (a_calendar(), Wish(7, Mode.DESK, 30, last=date(2026, 11, 23)), {}, NOW, Why.TOO_FAR, ""),
    ],
)
def test_an_empty_day_says_why(calendar, wish, taken, now, why, reason):
    found = day(calendar, wish, taken, now)
    assert (found.slots, found.why, found.reason) == ((), why, reason)


def test_lead_in_working_days_leaves_out_sundays_and_closures():
    wish = Wish(7, Mode.DESK, 30, lead_workdays=2)
    friday = datetime(2026, 11, 20, 8, 0, tzinfo=ROME)
    assert day(a_calendar(), wish, now=friday).slots  # Monday and Tuesday have come
    assert day(a_calendar(closures={date(2026, 11, 23): "ponte"}), wish, now=friday).why is Why.TOO_SOON


def test_a_place_that_has_begun_is_not_offered():
    now = datetime(2026, 11, 24, 10, 0, 30, tzinfo=ROME)
    assert starts(day(a_calendar(), now=now)) == ["10:30", "11:00", "11:30"]


def test_the_night_without_an_hour_offers_no_hour_that_the_wall_skips():
    sunday = date(2027, 3, 28)
    night = a_calendar(hours=(Hours(6, time(1), time(4)),), horizon_days=365)
    assert starts(day(night, on=sunday)) == ["1:00", "1:30", "3:00", "3:30"]


def test_the_night_with_an_hour_more_offers_each_hour_once():
    sunday = date(2027, 10, 31)
    night = a_calendar(hours=(Hours(6, time(1), time(4)),), horizon_days=365)
    found = starts(day(night, on=sunday))
    assert found == ["1:00", "1:30", "2:00", "2:30", "3:00", "3:30"]


def test_the_first_free_place_is_the_first_of_the_days():
    taken = {(1, 1): [(at(0), at(12))]}
    slot = availability.first_free(a_calendar(), CARD, taken, NOW, TUESDAY, TUESDAY + timedelta(days=30))
    assert f"{slot.starts_at:%d %H:%M}" == "01 09:00"
    assert availability.first_free(a_calendar(hours=()), CARD, {}, NOW, TUESDAY, TUESDAY) is None
