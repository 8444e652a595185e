"""Where a call stands follows from its dates."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from publications import calls
from tests.factories import a_call
from tests.reading import read, texts

ROME = ZoneInfo("Europe/Rome")
OPENS = datetime(2026, 3, 2, 9, 0, tzinfo=ROME)
DEADLINE = datetime(2026, 4, 10, 12, 0, tzinfo=ROME)
CLOSES = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 3, 2, 8, 59, tzinfo=ROME), calls.COMING),
        (OPENS, calls.OPEN),
        (DEADLINE - timedelta(days=7, seconds=1), calls.OPEN),
        (DEADLINE - timedelta(days=7), calls.CLOSING),
        (DEADLINE, calls.CLOSING),
        (DEADLINE + timedelta(seconds=1), calls.UNDER_REVIEW),
        (datetime(2026, 5, 19, 23, 59, tzinfo=ROME), calls.UNDER_REVIEW),
        (datetime(2026, 5, 20, 0, 0, tzinfo=ROME), calls.CONCLUDED),
    ],
)
def test_a_call_opens_comes_to_its_deadline_is_reviewed_and_ends(now, expected):
    assert calls.state(OPENS, DEADLINE, CLOSES, now) == expected


def test_without_a_day_of_opening_it_is_open_and_without_a_closing_it_stays_under_review():
    assert calls.state(None, DEADLINE, None, DEADLINE - timedelta(days=400)) == calls.OPEN
    assert calls.state(None, DEADLINE, None, DEADLINE + timedelta(days=400)) == calls.UNDER_REVIEW


def test_the_state_never_changes_between_two_announced_changes():
    now = OPENS - timedelta(days=3)
    seen = [calls.state(OPENS, DEADLINE, CLOSES, now)]
    while (change := calls.next_change(OPENS, DEADLINE, CLOSES, now)) is not None:
        before = change - timedelta(microseconds=1)
        assert calls.state(OPENS, DEADLINE, CLOSES, before) == seen[-1]
        seen.append(calls.state(OPENS, DEADLINE, CLOSES, change))
        now = change
    assert seen == [calls.COMING, calls.OPEN, calls.CLOSING, calls.UNDER_REVIEW, calls.CONCLUDED]


@pytest.mark.django_db
def test_a_proceeding_closes_at_midnight_here_and_not_in_greenwich(citizen, montiano, clock):
    clock.set("2026-05-19 23:30")
    call = a_call(montiano, opens_at=OPENS, deadline=DEADLINE, closes_on=CLOSES)
    assert texts(read(citizen, call.path_url), ".page-head__status") == ["Scaduto, in valutazione"]
    clock.set("2026-05-20 00:00")
    assert texts(read(citizen, call.path_url), ".page-head__status") == ["Concluso"]
