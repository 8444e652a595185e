"""Many at once, on real threads and connections, on both engines: nobody gets a place twice, nobody loses theirs.

These tests commit, so they clean up after themselves. The negative control takes the rule away from the database and
must then see a place sold twice: without it the others would prove nothing.
"""

import importlib
import threading
import uuid
from datetime import UTC, date, datetime, time

import pytest
from django.db import connection, connections

from appointments import api, errors, places
from appointments.models import Agenda, Appointment, AppointmentType, Occupation, OpeningRule, Resource, WaitlistEntry
from cms.models import DomainEvent, OutboxMessage, Tenant
from territory.models import ContactPoint
from tests.appointments.office import a_request, a_resource, a_type, on, somebody
from tests.factories import an_office

PEOPLE = 12
DAY = date(2026, 12, 1)
NINE = on(DAY, 9)
LATER = datetime(2026, 11, 24, 12, tzinfo=UTC)
judge = importlib.import_module("appointments.migrations.0003_no_double_booking")


class Editor:
    """As a migration's."""

    connection = connection

    @staticmethod
    def execute(statement, params=()):
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.fixture
def committed(django_db_setup, django_db_blocker, now, monkeypatch):
    """An office that other connections see, with one desk and two types; who loses a deadlock does not try again."""
    monkeypatch.setattr(places, "ATTEMPTS", 1)
    with django_db_blocker.unblock():
        montiano = Tenant.objects.get(slug="montiano")
        office = an_office(montiano, "Ufficio della gara")
        agenda = Agenda.objects.create(tenant=montiano, office=office, name="Gara")
        agenda.types.set([a_type(montiano, max_active=1), a_type(montiano, "Lungo", duration=60)])
        agenda.resources.set([a_resource(montiano)])
        OpeningRule.objects.create(agenda=agenda, weekday=1, opens=time(9), closes=time(12))
        try:
            yield agenda
        finally:
            Appointment.objects.all().delete()
            Occupation.objects.all().delete()
            WaitlistEntry.objects.all().delete()
            Agenda.objects.all().delete()
            Resource.objects.all().delete()
            AppointmentType.objects.all().delete()
            seat = office.seat
            office.delete()
            seat.delete()
            ContactPoint.objects.filter(title__in=[office.title, seat.title]).delete()
            OutboxMessage.objects.filter(event_key__startswith="appuntamento:").delete()
            DomainEvent.objects.filter(kind__startswith="appuntamento-").delete()


def at_once(*acts) -> list:
    """Run the acts in threads that start together; what each returned or raised."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        start.wait(20)
        try:
            results[number] = act()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return results


def book(agenda, number, now, start=NINE, **fields):
    return lambda: api.confirm(a_request(agenda, **fields), start, somebody(number), now)


def booked_and_refused(found) -> tuple[int, set]:
    made = [one for one in found if isinstance(one, Appointment)]
    return len(made), {type(one).__name__ for one in found if not isinstance(one, Appointment)}


def overlaps() -> int:
    """Pairs of occupations that stand in the same seat at the same time."""
    rows = list(Occupation.objects.values_list("resource", "seat", "from_minute", "until_minute"))
    return sum(a[:2] == b[:2] and a[2] < b[3] and b[2] < a[3] for n, a in enumerate(rows) for b in rows[n + 1 :])


@pytest.mark.django_db  # and so, of this file alone, pytest-django makes the database that the others write into
def test_an_agenda_has_a_place_to_fight_for(montiano, now):
    assert Tenant.objects.filter(slug="montiano").exists()


def test_of_many_who_want_one_place_one_gets_it(committed, now):
    found = at_once(*[book(committed, n, now) for n in range(PEOPLE)])
    assert booked_and_refused(found) == (1, {"PlaceTaken"})
    assert (Appointment.objects.count(), Occupation.objects.count(), overlaps()) == (1, 1, 0)
    assert OutboxMessage.objects.filter(event_key__endswith=":confermato").count() == 1


def test_of_many_who_hold_one_place_one_keeps_it(committed, now):
    found = at_once(*[lambda: places.hold(a_request(committed), NINE, now) for _ in range(PEOPLE)])
    assert sum(not isinstance(one, errors.PlaceTaken) for one in found) == 1
    assert Occupation.objects.count() == 1


def test_a_room_for_seven_takes_seven(committed, now):
    committed.resources.update(seats=7)
    found = at_once(*[book(committed, n, now) for n in range(PEOPLE)])
    assert booked_and_refused(found) == (7, {"PlaceTaken"})
    assert overlaps() == 0


def test_a_long_and_a_short_appointment_of_one_operator_do_not_overlap(committed, now):
    short, long = committed.types.order_by("duration")
    acts = [book(committed, n, now, NINE + 30, type=short) for n in range(PEOPLE // 2)]
    acts += [book(committed, 100 + n, now, NINE, type=long) for n in range(PEOPLE // 2)]
    made, refused = booked_and_refused(at_once(*acts))
    assert (made, refused) == (1, {"PlaceTaken"})
    assert overlaps() == 0


def test_two_who_change_places_at_once_both_keep_one(committed, now):
    first = book(committed, 1, now)()
    second = book(committed, 2, now, NINE + 30)()
    found = at_once(
        lambda: api.move(first, NINE + 30, now, by="cittadino"),
        lambda: api.move(second, NINE, now, by="cittadino"),
    )
    assert all(isinstance(one, errors.PlaceTaken) for one in found)
    assert sorted(Occupation.objects.values_list("from_minute", flat=True)) == [NINE, NINE + 30]


def test_one_person_who_presses_everywhere_gets_one_turn(committed, now):
    kind = committed.types.order_by("duration").first()
    person = api.Person("Anna", "Bianchi", "anna@cittadini.test")
    acts = [lambda n=n: api.confirm(a_request(committed, type=kind), NINE + 30 * n, person, now) for n in range(6)]
    made, refused = booked_and_refused(at_once(*acts))
    assert made == 1
    assert refused <= {"TooMany", "SameHour"}


def test_the_last_place_goes_to_a_mover_or_to_a_newcomer_never_to_both(committed, now):
    mover = book(committed, 1, now)()
    acts = [lambda: api.move(mover, NINE + 30, now, by="cittadino")]
    acts += [book(committed, 10 + n, now, NINE + 30) for n in range(5)]
    at_once(*acts)
    assert overlaps() == 0
    assert Occupation.objects.filter(appointment=mover).count() == 1
    assert Occupation.objects.filter(from_minute=NINE + 30).count() == 1


def test_without_the_rule_of_the_database_a_place_is_sold_twice(committed, now, monkeypatch):
    """The negative control: everybody has looked before anybody has taken."""
    judge.remove(Editor)
    looked = threading.Barrier(PEOPLE)
    really = places.take

    def after_everybody_has_looked(*args, **kwargs):
        looked.wait(20)
        return really(*args, **kwargs)

    try:
        monkeypatch.setattr(api, "take", after_everybody_has_looked)
        if connection.vendor == "sqlite":
            # Writers of SQLite come one after the other: there two rows overlap only if the second does not look.
            slot = places.slot_at(a_request(committed), NINE, now)
            assert places.take(a_request(committed).wish, slot, now, hold_key=uuid.uuid4(), hold_expires_at=LATER)
            assert places.take(a_request(committed).wish, slot, now, hold_key=uuid.uuid4(), hold_expires_at=LATER)
        else:
            at_once(*[book(committed, n, now) for n in range(PEOPLE)])
        assert overlaps() > 0
    finally:
        Appointment.objects.all().delete()
        Occupation.objects.all().delete()
        judge.install(Editor)
