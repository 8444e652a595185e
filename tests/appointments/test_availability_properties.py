"""What holds of every agenda, whatever its hours and whatever is taken."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from appointments.rules import availability
from appointments.rules.availability import Calendar, Exceptional, Hours, Kind, Mode, Resource, Wish
from appointments.rules.minutes import ROME, is_repeated, minute_of, moment_of, wall

# Weeks around the two nights when the clock moves, and a plain one.
FIRST_DAYS = st.sampled_from([date(2026, 3, 25), date(2026, 10, 21), date(2026, 11, 23)])
quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
stretch = st.tuples(quarters, quarters).filter(lambda pair: pair[0] < pair[1])
hours = st.builds(
    lambda weekday, pair, resource: Hours(weekday, *pair, resource=resource),
    st.integers(0, 6),
    stretch,
    st.sampled_from([None, None, 1, 2]),
)
resources = st.lists(
    st.builds(
        Resource,
        st.just(0),
        st.sampled_from([frozenset({Mode.DESK}), frozenset({Mode.DESK, Mode.VIDEO}), frozenset({Mode.VIDEO})]),
        seats=st.integers(1, 3),
        step_free=st.booleans(),
    ),
    min_size=1,
    max_size=3,
).map(lambda rows: tuple(Resource(n, r.modes, r.seats, step_free=r.step_free) for n, r in enumerate(rows, 1)))
wishes = st.builds(
    Wish,
    type=st.just(1),
    mode=st.sampled_from([Mode.DESK, Mode.VIDEO]),
    duration=st.sampled_from([10, 20, 30, 45, 60]),
    buffer=st.sampled_from([0, 5, 15]),
    extra=st.sampled_from([0, 15]),
    step_free=st.booleans(),
)


@st.composite
def situations(draw):
    first = draw(FIRST_DAYS)
    calendar = Calendar(
        hours=tuple(draw(st.lists(hours, max_size=8))),
        exceptions=tuple(
            Exceptional(
                first + timedelta(days=n), first + timedelta(days=n), kind, (pair,) if kind != Kind.CLOSED else ()
            )
            for n, kind, pair in draw(
                st.lists(st.tuples(st.integers(0, 6), st.sampled_from(Kind), stretch), max_size=3)
            )
        ),
        resources=draw(resources),
        grid=draw(st.sampled_from([0, 15, 30])),
        lead_minutes=draw(st.sampled_from([0, 120])),
        horizon_days=draw(st.sampled_from([3, 60])),
    )
    zero = wall(first, time(0))
    taken = {}
    for resource in calendar.resources:
        for seat in range(1, resource.seats + 1):
            pairs = draw(st.lists(st.tuples(st.integers(0, 10000), st.integers(1, 120)), max_size=4))
            taken[resource.key, seat] = [(zero + a, zero + a + length) for a, length in pairs]
    now = datetime.combine(first, time(draw(st.integers(0, 23))), tzinfo=ROME)
    return calendar, draw(wishes), taken, now, first


def offered(situation) -> list:
    calendar, wish, taken, now, first = situation
    return availability.days(calendar, wish, taken, now, first, first + timedelta(days=6))


@given(situations())
@settings(max_examples=150, deadline=None)
def test_no_place_on_offer_overlaps_what_is_taken(situation):
    _calendar, wish, taken, _now, _first = situation
    for day in offered(situation):
        for slot in day.slots:
            for place in slot.places:
                assert all(end <= slot.start or start >= slot.start + wish.span for start, end in taken[place])


@given(situations())
@settings(max_examples=150, deadline=None)
def test_every_place_on_offer_can_be_taken_and_is_then_gone(situation):
    calendar, wish, taken, now, _first = situation
    slots = [slot for day in offered(situation) for slot in day.slots]
    for slot in slots[:3]:
        place = slot.places[0]
        fuller = taken | {place: [*taken[place], (slot.start, slot.start + wish.span)]}
        after = availability.is_free(calendar, wish, fuller, now, slot.start)
        assert place not in (after.places if after else ())


@given(situations())
@settings(max_examples=150, deadline=None)
def test_every_place_is_within_the_hours_not_past_and_at_an_hour_that_exists_once(situation):
    calendar, wish, _taken, now, _first = situation
    for day in offered(situation):
        stretches, _reason = availability.openings(calendar, day.on, wish.mode)
        for slot in day.slots:
            assert any(start <= slot.start and slot.start + wish.span <= end for start, end, _r in stretches)
            assert slot.start >= minute_of(now) + calendar.lead_minutes
            assert moment_of(slot.start).date() == day.on
            assert not is_repeated(slot.start)


@given(situations(), st.integers(0, 6))
@settings(max_examples=100, deadline=None)
def test_a_closure_never_adds_a_place(situation, n):
    calendar, wish, taken, now, first = situation
    closed = first + timedelta(days=n)
    tighter = Calendar(**(vars(calendar) | {"closures": {closed: "chiuso"}}))
    before = offered(situation)
    after = offered((tighter, wish, taken, now, first))
    for one, other in zip(before, after, strict=True):
        assert other.slots == (() if one.on == closed else one.slots)


@given(situations())
@settings(max_examples=100, deadline=None)
def test_the_order_in_which_things_were_written_changes_nothing(situation):
    calendar, wish, taken, now, first = situation
    turned = Calendar(**(vars(calendar) | {"hours": calendar.hours[::-1]}))
    backwards = {place: rows[::-1] for place, rows in reversed(taken.items())}
    assert offered((turned, wish, backwards, now, first)) == offered(situation)


@given(situations())
@settings(max_examples=100, deadline=None)
def test_the_first_free_is_the_first_of_what_is_on_offer_and_an_empty_day_says_why(situation):
    calendar, wish, taken, now, first = situation
    found = offered(situation)
    slots = [slot for day in found for slot in day.slots]
    earliest = availability.first_free(calendar, wish, taken, now, first, first + timedelta(days=6))
    assert (earliest.start if earliest else None) == (min(s.start for s in slots) if slots else None)
    assert all((day.why is None) == bool(day.slots) for day in found)
