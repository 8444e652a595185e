"""Terms, routing, distances, states: plain functions."""

from datetime import date, datetime, timedelta

import pytest

from tickets.rules import due, nearby, routing, states
from tickets.rules.routing import Facts, Rule

ROADS, WASTE, MONTIANO, CESENA, SHEET = 1, 2, 10, 20, 30
HERE = (44.0795, 12.3055)


@pytest.mark.parametrize(
    ("received", "days", "closed", "expected"),
    [
        (date(2026, 11, 24), 10, (), date(2026, 12, 4)),
        (date(2026, 11, 24), 4, (), date(2026, 11, 30)),  # Saturday
        (date(2026, 11, 24), 14, {date(2026, 12, 8)}, date(2026, 12, 9)),  # the Immaculate Conception
        (date(2026, 12, 20), 5, {date(2026, 12, 25)}, date(2026, 12, 28)),  # Christmas before a week end
    ],
)
def test_a_term_that_falls_on_a_day_of_rest_ends_on_the_next_day_of_work(received, days, closed, expected):
    assert due.due_on(received, days, closed) == expected


def test_only_what_waits_for_the_office_is_late():
    today = date(2026, 12, 1)
    assert due.is_late(date(2026, 11, 30), today, is_waiting=True)
    assert not due.is_late(date(2026, 12, 1), today, is_waiting=True)
    assert not due.is_late(date(2026, 11, 30), today, is_waiting=False)


@pytest.mark.parametrize(
    ("hours", "said"),
    [(None, "–"), (0.4, "meno di un'ora"), (1.2, "un'ora"), (5, "5 ore"), (26, "un giorno"), (24 * 9, "9 giorni")],
)
def test_how_long_it_took_as_an_office_says_it(hours, said):
    assert due.spoken(hours) == said


def test_what_goes_on_has_taken_no_time_yet():
    begun = datetime(2026, 11, 24, 10)
    assert due.hours_of(None) is None
    assert due.minutes_between(begun, begun + timedelta(minutes=90)) == 90
    assert due.hours_of(90) == 1.5


def test_without_a_rule_that_fits_nothing_is_chosen():
    rules = [Rule(1, 100, category=WASTE), Rule(2, 101, tenant=CESENA), Rule(3, 102, service=SHEET)]
    assert routing.choose(rules, Facts(ROADS, MONTIANO)) is None


@pytest.mark.parametrize(
    ("others", "winner"),
    [
        ([Rule(2, 101, category=ROADS)], 101),
        ([Rule(2, 101, category=ROADS), Rule(3, 102, tenant=MONTIANO)], 102),
        ([Rule(2, 101, tenant=MONTIANO), Rule(3, 102, category=ROADS, tenant=MONTIANO)], 102),
        ([Rule(2, 101, category=ROADS, tenant=MONTIANO), Rule(3, 102, circle=(*HERE, 200))], 102),
        ([Rule(2, 101, circle=(*HERE, 200)), Rule(3, 102, service=SHEET)], 102),
        ([Rule(3, 102, category=ROADS), Rule(2, 101, category=ROADS)], 101),  # of two alike, the first
    ],
)
def test_the_most_particular_rule_wins(others, winner):
    facts = Facts(ROADS, MONTIANO, SHEET, HERE)
    for rules in (others, others[::-1]):
        assert routing.choose(rules, facts).office == winner


def test_a_circle_holds_what_is_within_its_radius_and_nothing_without_a_point():
    rule = Rule(1, 100, circle=(*HERE, 200))
    near, far = (HERE[0] + 0.0015, HERE[1]), (HERE[0] + 0.002, HERE[1])
    assert routing.choose([rule], Facts(ROADS, MONTIANO, point=near))
    assert routing.choose([rule], Facts(ROADS, MONTIANO, point=far)) is None
    assert routing.choose([rule], Facts(ROADS, MONTIANO)) is None


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres():
    assert nearby.metres((44.0, 12.0), (45.0, 12.0)) == pytest.approx(111_195, rel=1e-3)
    assert nearby.metres(HERE, HERE) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Via Garibaldi 12", "via G. Garibaldi, Montiano", True),
        ("Via Roma 1", "Via Verdi 1", False),
        ("Via Roma 1, Montiano", "Via Verdi, Montiano", False),
        ("", "", False),
        ("Piazza della Libertà", "piazza LIBERTA'", True),
    ],
)
def test_addresses_of_one_street(one, other, same):
    assert nearby.same_street(one, other) is same


def test_every_state_is_reached_and_the_closed_one_is_left_only_by_reopening():
    reached = {passage.after for passage in states.PASSAGES.values()} - {None}
    assert reached | {states.State.NEW} == set(states.State)
    leaving = [p.key for p in states.PASSAGES.values() if states.State.CLOSED in p.before and p.after]
    assert leaving == ["riapri"]


@pytest.mark.parametrize(
    ("state", "is_assigned", "expected"),
    [
        ("risposta", True, "assegnata"),
        ("risposta", False, "nuova"),
        ("nuova", False, "nuova"),
        ("assegnata", True, "assegnata"),
    ],
)
def test_who_writes_after_an_answer_gives_the_office_something_to_do(state, is_assigned, expected):
    assert states.after(state, "scrive", is_assigned=is_assigned) == expected
