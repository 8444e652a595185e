"""Calendars to download: what a calendar program needs, and the hour that stays when the clock moves."""

from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from tests.factories import a_place, an_event, page_with

pytestmark = pytest.mark.django_db


def read_ics(client, path: str):
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def events_of(calendar) -> list:
    return calendar.walk("VEVENT")


@pytest.fixture(autouse=True)
def today(clock):
    return clock.set("2026-11-24 10:00")


def test_an_event_is_whole_in_its_file(citizen, montiano):
    place = a_place(montiano, "Rocca malatestiana")
    event = an_event(montiano, place=place)
    calendar = read_ics(citizen, f"{event.path_url}evento.ics")
    (found,) = events_of(calendar)
    assert str(found["summary"]) == "Mercatino in piazza"
    assert found["dtstart"].params["TZID"] == "Europe/Rome"
    assert found.decoded("dtstart").astimezone(UTC) == datetime(2026, 12, 5, 8, tzinfo=UTC)
    assert found.decoded("dtend").astimezone(UTC) == datetime(2026, 12, 5, 11, tzinfo=UTC)
    assert "Rocca malatestiana, Piazza Maggiore 3" in str(found["location"])
    assert found["geo"].to_ical() == "44.083;12.307"
    assert str(found["url"]).endswith(event.path_url)
    assert found["status"] == "CONFIRMED"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Rome"]


def test_a_series_has_its_rule_and_its_skipped_days(citizen, montiano):
    event = an_event(
        montiano,
        recurrence="FREQ=WEEKLY;BYDAY=SA;UNTIL=20270403",
        skipped_days=[{"type": "day", "value": "2026-12-26"}],
    )
    (found,) = events_of(read_ics(citizen, f"{event.path_url}evento.ics"))
    rule = found["rrule"].to_ical().decode()
    # The third of April is summer time: nine in the morning is seven in Greenwich.
    assert "FREQ=WEEKLY" in rule
    assert "UNTIL=20270403T070000Z" in rule
    assert "BYDAY=SA" in rule
    assert found["exdate"].to_ical() == b"20261226T090000"
    assert found["exdate"].params["TZID"] == "Europe/Rome"


def test_whole_days_are_days(citizen, montiano):
    event = an_event(montiano, all_day=True, ends_on=date(2026, 12, 6), recurrence="FREQ=YEARLY;COUNT=2")
    (found,) = events_of(read_ics(citizen, f"{event.path_url}evento.ics"))
    assert found.decoded("dtstart") == date(2026, 12, 5)
    assert found.decoded("dtend") == date(2026, 12, 7), "the end is the first day after"
    assert found["rrule"].to_ical() == b"FREQ=YEARLY;COUNT=2"


def test_a_new_publication_is_a_new_version_of_the_same_event(citizen, montiano):
    event = an_event(montiano)
    (before,) = events_of(read_ics(citizen, f"{event.path_url}evento.ics"))
    event.start_time, event.status, event.status_note = time(10), "cancelled", "Piove."
    event.save_revision().publish()
    (after,) = events_of(read_ics(citizen, f"{event.path_url}evento.ics"))
    assert after["uid"] == before["uid"]
    assert int(after["sequence"]) > int(before["sequence"])
    assert after["status"] == "CANCELLED"
    assert "Piove." in str(after["description"])


def test_words_of_an_editor_cannot_write_lines_of_the_file(citizen, montiano):
    event = an_event(montiano, "Festa; pane, vino", summary="Uno\r\nSTATUS:CANCELLED\r\nX:1")
    (found,) = events_of(read_ics(citizen, f"{event.path_url}evento.ics"))
    assert str(found["summary"]) == "Festa; pane, vino"
    assert found["status"] == "CONFIRMED"


def test_the_calendar_of_a_body_holds_what_is_recent_and_listed(citizen, neighbour, montiano):
    an_event(montiano, "Domani", starts_on=date(2026, 11, 25))
    an_event(montiano, "Vecchio", starts_on=date(2026, 9, 1))
    an_event(montiano, "Nascosto", is_hidden_from_lists=True)
    found = events_of(read_ics(citizen, "/vivere-il-comune/eventi/calendario.ics"))
    assert [str(one["summary"]) for one in found] == ["Domani"]
    assert events_of(read_ics(neighbour, "/vivere-il-comune/eventi/calendario.ics")) == []


@pytest.mark.parametrize(
    "path",
    [
        "/vivere-il-comune/calendario.ics",
        "/vivere-il-comune/eventi/evento.ics",
        "/vivere-il-comune/eventi/non-c-e/evento.ics",
        "/en/vivere-il-comune/eventi/calendario.ics",
    ],
)
def test_where_there_is_no_event_there_is_no_file(citizen, montiano, path):
    assert citizen.get(path).status_code == 404


def test_a_withdrawn_event_and_one_of_others_have_no_file(citizen, neighbour, montiano):
    event = an_event(montiano)
    path = f"{event.path_url}evento.ics"
    assert citizen.get(path).status_code == 200
    assert neighbour.get(path).status_code == 404
    event.unpublish()
    assert citizen.get(path).status_code == 404


def test_the_page_offers_a_subscription(citizen, montiano):
    an_event(montiano)
    body = citizen.get(page_with(montiano, "eventi").path_url).content.decode()
    assert "webcal://montiano.test/vivere-il-comune/eventi/calendario.ics" in body
