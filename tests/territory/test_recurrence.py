"""Rules of repetition: what they give, what they refuse, and the two days on which the clock moves."""

from datetime import UTC, date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territory.recurrence import MOST, WEEKDAYS, RecurrenceError, Rule, Span, days_of, exists, parse, spans_of

THURSDAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("text", "first", "expected"),
    [
        ("FREQ=DAILY;COUNT=3", THURSDAY, ["2026-12-03", "2026-12-04", "2026-12-05"]),
        ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20261217", THURSDAY, ["2026-12-03", "2026-12-10", "2026-12-17"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=2", THURSDAY, ["2026-12-03", "2026-12-17"]),
        ("FREQ=WEEKLY;BYDAY=TH,SA;COUNT=3", THURSDAY, ["2026-12-03", "2026-12-05", "2026-12-10"]),
        ("FREQ=MONTHLY;COUNT=3", date(2026, 12, 31), ["2026-12-31", "2027-01-31", "2027-03-31"]),
        ("FREQ=MONTHLY;BYDAY=1TH;COUNT=2", THURSDAY, ["2026-12-03", "2027-01-07"]),
        ("FREQ=MONTHLY;BYDAY=-1SU;COUNT=2", date(2026, 12, 27), ["2026-12-27", "2027-01-31"]),
        ("FREQ=YEARLY;COUNT=2", date(2028, 2, 29), ["2028-02-29", "2032-02-29"]),
    ],
)
def test_a_rule_gives_its_days(text, first, expected):
    rule = parse(text)
    assert [str(day) for day in days_of(rule, first)] == expected
    assert str(rule) == text


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"frequency": "WEEKLY"}, "endless"),
        ({"frequency": "WEEKLY", "count": 2, "until": THURSDAY}, "two_ends"),
        ({"frequency": "WEEKLY", "count": 0}, "count"),
        ({"frequency": "WEEKLY", "count": MOST + 1}, "count"),
        ({"frequency": "HOURLY", "count": 2}, "frequency"),
        ({"frequency": "DAILY", "count": 2, "interval": 0}, "interval"),
        ({"frequency": "DAILY", "count": 2, "weekdays": ("MO",)}, "weekdays"),
        ({"frequency": "WEEKLY", "count": 2, "position": 1}, "position"),
        ({"frequency": "MONTHLY", "count": 2, "position": 1}, "position_day"),
        ({"frequency": "MONTHLY", "count": 2, "weekdays": ("MO",)}, "position_day"),
    ],
)
def test_a_rule_that_cannot_be_says_why(fields, code):
    with pytest.raises(RecurrenceError) as refused:
        Rule(**fields)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "first", "skipped", "code"),
    [
        ("FREQ=DAILY;UNTIL=20281231", THURSDAY, [], "too_many"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=2", THURSDAY, [], "first"),
        ("FREQ=DAILY;UNTIL=20261201", THURSDAY, [], "until"),
        ("FREQ=DAILY;COUNT=1", THURSDAY, [THURSDAY], "none"),
    ],
)
def test_days_that_cannot_be_say_why(text, first, skipped, code):
    with pytest.raises(RecurrenceError) as refused:
        days_of(parse(text), first, skipped)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    ["FREQ=DAILY", "FREQ=DAILY;COUNT=x", "BYHOUR=3;FREQ=DAILY;COUNT=1", "FREQ=MONTHLY;BYDAY=1MO,2TU;COUNT=1", "x"],
)
def test_a_rule_that_we_do_not_write_is_not_read(text):
    with pytest.raises(RecurrenceError):
        parse(text)


def test_skipped_days_leave_the_others():
    rule = parse("FREQ=WEEKLY;BYDAY=TH;COUNT=3")
    assert days_of(rule, THURSDAY, [date(2026, 12, 10)]) == [THURSDAY, date(2026, 12, 17)]


@pytest.mark.parametrize(
    ("first", "hours"),
    [(date(2027, 3, 25), [8, 7]), (date(2026, 10, 22), [7, 8])],
    ids=["spring forward", "fall back"],
)
def test_nine_in_the_morning_stays_nine_when_the_clock_moves(first, hours):
    span = Span(first, time(9), first, time(11))
    spans = spans_of(span, parse("FREQ=WEEKLY;COUNT=2"))
    assert [one.starts_at.hour for one in spans] == [9, 9]
    assert [one.starts_at.astimezone(UTC).hour for one in spans] == hours
    assert all(one.ends_at - one.starts_at == timedelta(hours=2) for one in spans)


def test_a_night_over_the_change_of_hour_lasts_as_long_as_it_does():
    night = Span(date(2027, 3, 27), time(22), date(2027, 3, 28), time(4))
    assert night.ends_at.astimezone(UTC) - night.starts_at.astimezone(UTC) == timedelta(hours=5)
    night = Span(date(2026, 10, 24), time(22), date(2026, 10, 25), time(4))
    assert night.ends_at.astimezone(UTC) - night.starts_at.astimezone(UTC) == timedelta(hours=7)


def test_whole_days_end_at_midnight_also_on_the_short_and_the_long_one():
    for day, hours in ((date(2027, 3, 28), 23), (date(2026, 10, 25), 25)):
        span = Span(day, None, day, None)
        assert span.ends_at.astimezone(UTC) - span.starts_at.astimezone(UTC) == timedelta(hours=hours)


def test_the_hour_that_the_clock_jumps_over_does_not_exist():
    assert not exists(date(2027, 3, 28), time(2, 30))
    assert exists(date(2027, 3, 28), time(3))
    assert exists(date(2026, 10, 25), time(2, 30))


rules = st.builds(
    lambda frequency, interval, weekdays, count: Rule(
        frequency,
        interval,
        tuple(d for d in WEEKDAYS if d in weekdays) if frequency == "WEEKLY" else (),
        0,
        None,
        count,
    ),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 12),
    st.sets(st.sampled_from(WEEKDAYS)),
    st.integers(1, 40),
)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(rules, days)
def test_whatever_the_rule_days_are_in_order_once_each_and_as_many_as_asked(rule, first):
    if rule.weekdays and WEEKDAYS[first.weekday()] not in rule.weekdays:
        with pytest.raises(RecurrenceError, match="first"):
            days_of(rule, first)
        return
    found = days_of(rule, first)
    assert found[0] == first
    assert found == sorted(set(found))
    assert len(found) == rule.count
    assert parse(str(rule)) == rule


@given(days, st.times(), st.integers(0, 5), rules)
def test_whatever_the_season_every_date_keeps_the_hours_of_the_wall(first, start, length, rule):
    start = start.replace(microsecond=0, second=0)
    span = Span(first, start, first + timedelta(days=length), None)
    try:
        spans = spans_of(span, rule)
    except RecurrenceError:
        return
    for one in spans:
        assert one.starts_at.time() == start
        assert one.ends_at.time() == time.min
        assert one.last_day - one.first_day == timedelta(days=length)
        assert one.ends_at > one.starts_at
