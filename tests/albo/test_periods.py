"""Which days count: pure tables, no database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from albo.periods import PeriodError, Rule, day_of, days_until, length, midnight_after, period

# Published on, days -> first day that counts, last, end in UTC.
PERIODS = [
    ("fifteen days, the day of publication not counted", "2026-11-10", 15, "2026-11-11", "2026-11-25", "2026-11-25 23:00"),
    ("banns: Sundays count", "2026-11-20", 8, "2026-11-21", "2026-11-28", "2026-11-28 23:00"),
    ("over the end of the year", "2026-12-24", 15, "2026-12-25", "2027-01-08", "2027-01-08 23:00"),
    ("over 29 February", "2028-02-20", 15, "2028-02-21", "2028-03-06", "2028-03-06 23:00"),
    ("clocks go forward in between", "2026-03-20", 15, "2026-03-21", "2026-04-04", "2026-04-04 22:00"),
    ("ends on the Sunday when clocks go back: the day has 25 hours", "2026-10-10", 15, "2026-10-11", "2026-10-25",
     "2026-10-25 23:00"),
    ("one day", "2026-11-10", 1, "2026-11-11", "2026-11-11", "2026-11-11 23:00"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "published", "days", "first", "last", "end"), PERIODS, ids=[p[0] for p in PERIODS])
def test_a_period_has_its_days_whole(what, published, days, first, last, end):
    found = period(date.fromisoformat(published), days)
    assert (found.starts_on.isoformat(), found.ends_on.isoformat(), found.days) == (first, last, days)
    assert found.closes_at.astimezone(UTC) == datetime.fromisoformat(end).replace(tzinfo=UTC)


@pytest.mark.parametrize("days", [0, -3, 366, 10**9])
def test_a_period_that_cannot_be_is_refused(days):
    with pytest.raises(PeriodError):
        period(date(2026, 11, 10), days)


def test_the_last_second_still_counts_and_the_next_does_not():
    end = midnight_after(date(2026, 11, 25))
    assert day_of(end - timedelta(microseconds=1)) == date(2026, 11, 25)
    assert day_of(end) == date(2026, 11, 26)


def test_the_day_is_that_of_italy_not_of_greenwich():
    assert day_of(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == date(2026, 7, 2)


def test_a_last_day_asked_for_becomes_days():
    assert days_until(date(2026, 11, 10), date(2026, 11, 25)) == 15
    for last in (date(2026, 11, 10), date(2026, 11, 9)):
        with pytest.raises(PeriodError, match="dopo quello della pubblicazione"):
            days_until(date(2026, 11, 10), last)


LAW = Rule(8, is_minimum=True, source="D.P.R. 396/2000, articolo 55")


def test_a_publication_may_be_longer_but_not_shorter_where_the_law_says_so():
    day = date(2026, 11, 10)
    assert length(day, LAW) == 8
    assert length(day, LAW, days=20) == 20
    assert length(day, Rule(15), days=5) == 5
    with pytest.raises(PeriodError, match="almeno 8 giorni"):
        length(day, LAW, days=7)
    with pytest.raises(PeriodError, match="almeno 8 giorni"):
        length(day, LAW, last_day=date(2026, 11, 12))
