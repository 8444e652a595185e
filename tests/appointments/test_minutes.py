"""Hours of the wall become minutes, also on the two nights of the year when the clock moves."""

from datetime import UTC, date, datetime, time, timedelta

from appointments.rules.minutes import DAY, clock_moves, is_repeated, midnight, minute_of, moment_of, next_minute, wall

MARCH, OCTOBER = date(2027, 3, 28), date(2026, 10, 25)


def shown(minute: int) -> str:
    return f"{moment_of(minute):%Y-%m-%d %H:%M}"


def test_a_minute_comes_back_as_the_hour_that_the_wall_shows():
    assert shown(wall(date(2026, 11, 24), time(9, 30))) == "2026-11-24 09:30"
    assert shown(wall(date(2026, 7, 1), time(9, 30))) == "2026-07-01 09:30"


def test_nine_in_the_morning_stays_nine_when_the_clock_moves():
    before, after = wall(OCTOBER - timedelta(days=1), time(9)), wall(OCTOBER, time(9))
    assert after - before == 25 * 60
    assert shown(after) == "2026-10-25 09:00"


def test_an_hour_that_the_wall_skips_is_the_moment_of_the_jump():
    assert shown(wall(MARCH, time(2))) == shown(wall(MARCH, time(2, 30))) == "2027-03-28 03:00"
    assert wall(MARCH, time(3)) == wall(MARCH, time(2, 59))


def test_an_hour_that_the_wall_shows_twice_is_the_first():
    first = wall(OCTOBER, time(2, 30))
    assert moment_of(first).utcoffset() == timedelta(hours=2)
    assert not is_repeated(first)
    assert is_repeated(first + 60)


def test_only_two_days_a_year_have_not_twenty_four_hours():
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [day for day in days if clock_moves(day)] == [date(2026, 3, 29), OCTOBER]
    assert midnight(date(2026, 1, 2)) - midnight(date(2026, 1, 1)) == DAY


def test_a_moment_within_a_minute_is_late_for_it():
    moment = datetime(2026, 11, 24, 9, 0, 1, tzinfo=UTC)
    assert next_minute(moment) == minute_of(moment) + 1
    assert next_minute(moment.replace(second=0)) == minute_of(moment)
