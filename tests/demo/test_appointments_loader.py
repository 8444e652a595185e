"""Booking in the demonstration: offices and types everywhere, and appointments in every state, whatever day it is."""

import tomllib
from collections import Counter
from datetime import datetime

import pytest

from appointments import upkeep
from appointments.models import ACTIVE, Agenda, Appointment, AppointmentEvent
from appointments.rules.minutes import ROME
from appointments.rules.passages import PASSAGES
from demo import source
from demo.appointments_loader import DATA, EVERY_STATE, AppointmentsLoader
from services.models import ServicePage
from tests.factories import a_service, an_office

State = Appointment.State


def bookable(slug: str) -> list[tuple[dict, list[dict]]]:
    """Types with the sheets of a body for which they are booked; a type without any is not on offer."""
    sheets = {sheet["slug"]: sheet for sheet in source.sheets(slug)}
    types = tomllib.loads(DATA.read_text(encoding="utf-8"))["type"]
    rows = [(kind, [sheets[service] for service in kind["services"] if service in sheets]) for kind in types]
    return [row for row in rows if row[1]]


@pytest.mark.parametrize("slug", source.MUNICIPALITIES)
def test_every_municipality_has_agendas_types_and_something_that_the_office_confirms(slug):
    rows = bookable(slug)
    assert len({sheet["office"] for _kind, sheets in rows for sheet in sheets}) >= 3
    assert len(rows) >= 12
    assert any(kind.get("confirmation") for kind, _sheets in rows)


def test_the_plan_leads_to_each_state_once():
    assert sorted(state for state, _path, _needs in EVERY_STATE) == sorted(State.values)
    for state, path, _needs in EVERY_STATE:
        reached = State.REQUESTED if state == State.REQUESTED else State.BOOKED
        for key in path:
            assert reached in PASSAGES[key].sources
            reached = PASSAGES[key].target
        assert reached == state
    assert len([needs for _state, _path, needs in EVERY_STATE if needs]) >= 3


@pytest.mark.django_db
@pytest.mark.parametrize("moment", ["2026-11-24 10:00", "2026-11-28 20:00", "2026-12-26 07:00"])
def test_whatever_day_it_is_loaded_there_are_appointments_in_every_state(montiano, clock, moment):
    now = clock.set(moment)
    for slug, office in (("carta-identita-elettronica", "Anagrafe"), ("cila-edilizia", "Tecnico"), ("imu", "Tributi")):
        sheet = a_service(montiano, slug, responsible_office=an_office(montiano, office))
        ServicePage.objects.filter(pk=sheet.pk).update(slug=slug)
    AppointmentsLoader(montiano, now).load()
    rows = Appointment.objects.filter(tenant=montiano)
    assert Agenda.objects.filter(tenant=montiano, types__isnull=False, resources__isnull=False).distinct().count() == 3
    assert set(rows.values_list("state", flat=True)) == set(State.values)
    assert rows.exclude(needs=[]).count() >= 5
    assert rows.exclude(needs=[]).count() < rows.count() / 2

    there = rows.filter(state__in=(State.ARRIVED, State.CALLED))
    assert all(row.starts_at < now for row in there)
    assert {row.starts_at.astimezone(ROME).date() for row in there} == {last_day_open(now)}
    assert not AppointmentEvent.objects.filter(happened_at__gt=now).exists()
    assert all(row.starts_at > now for row in rows.filter(state=State.REQUESTED))

    before = Counter(rows.values_list("state", flat=True))
    upkeep.sweep(now)
    assert Counter(rows.values_list("state", flat=True)) == before
    assert not rows.exclude(forgotten_at=None).exists()
    assert all(row.occupations.exists() for row in rows.filter(state__in=ACTIVE))


def last_day_open(now: datetime):
    """24 November is a Tuesday, the 28th a Saturday; from Christmas to the 26th of December everything is closed."""
    days = {24: 24, 28: 27, 26: 24}
    return now.astimezone(ROME).date().replace(day=days[now.astimezone(ROME).day])
