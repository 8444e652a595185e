"""Open now? Tables of moments, with holidays, gaps at lunch and the end of the week."""

from datetime import date, datetime, time

import pytest

from territory.hours import national_holidays
from territory.opening import Holiday, State, Stretch, easter, holidays_near, state
from territory.recurrence import ROME

WEEK = ("lun", "mar", "mer", "gio", "ven")
HOURS = [Stretch(WEEK, time(9), time(13)), Stretch(("mar", "gio"), time(15), time(17))]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


@pytest.mark.parametrize(
    ("now", "is_open", "change"),
    [
        ("2026-11-24 08:59", False, "2026-11-24 09:00"),
        ("2026-11-24 09:00", True, "2026-11-24 13:00"),
        ("2026-11-24 12:59", True, "2026-11-24 13:00"),
        ("2026-11-24 13:00", False, "2026-11-24 15:00"),
        ("2026-11-24 16:00", True, "2026-11-24 17:00"),
        ("2026-11-24 17:00", False, "2026-11-25 09:00"),
        ("2026-11-27 13:00", False, "2026-11-30 09:00"),
        ("2026-11-29 12:00", False, "2026-11-30 09:00"),
    ],
)
def test_open_and_closed_change_at_the_hour(now, is_open, change):
    assert state(HOURS, {}, at(now)) == State(is_open, at(change))


def test_a_holiday_closes_and_says_why():
    christmas = {date(2026, 12, 25): "Natale"}
    assert state(HOURS, christmas, at("2026-12-25 10:00")) == State(False, at("2026-12-28 09:00"), "Natale")
    assert state(HOURS, {}, at("2026-12-25 10:00")).is_open, "without the holiday it is an ordinary Friday"


def test_stretches_that_touch_are_one():
    rows = [Stretch(WEEK, time(9), time(13)), Stretch(WEEK, time(13), time(18))]
    assert state(rows, {}, at("2026-11-24 10:00")).change == at("2026-11-24 18:00")


def test_no_hours_say_nothing_and_a_long_closing_has_no_next_opening():
    assert state([], {}, at("2026-11-24 10:00")) is None
    closed = {date(2026, 11, day): "lavori" for day in range(24, 31)} | {
        date(2026, 12, d): "lavori" for d in range(1, 20)
    }
    assert state(HOURS, closed, at("2026-11-24 10:00")) == State(False, None, "lavori")


@pytest.mark.parametrize(
    ("now", "change"),
    [("2027-03-28 01:00", "2027-03-29 09:00"), ("2026-10-25 02:30", "2026-10-26 09:00")],
)
def test_the_clock_that_moves_does_not_move_the_opening(now, change):
    assert state(HOURS, {}, at(now)).change == at(change)


@pytest.mark.parametrize(("year", "day"), [(2024, "03-31"), (2025, "04-20"), (2026, "04-05"), (2038, "04-25")])
def test_easter_is_when_it_is(year, day):
    assert easter(year) == date.fromisoformat(f"{year}-{day}")


def test_national_holidays_have_their_years():
    found = {year: holidays_near(national_holidays(), date(year, 10, 1)) for year in (2025, 2026)}
    assert date(2025, 10, 4) not in found[2025]
    assert found[2026][date(2026, 10, 4)] == "San Francesco d'Assisi"
    monday = holidays_near(national_holidays(), date(2026, 4, 1))
    assert monday[date(2026, 4, 6)] == "Lunedì dell'Angelo"
    assert set(holidays_near(national_holidays(), date(2026, 12, 30))) == {date(2027, 1, 1), date(2027, 1, 6)}


def test_the_patron_is_a_holiday_of_one_body_only():
    patron = Holiday("San Giovanni Battista", 24, 6)
    assert holidays_near([patron], date(2026, 6, 20)) == {date(2026, 6, 24): "San Giovanni Battista"}
