"""What the database itself refuses, whoever asks and whatever the code above forgets. The same on both engines."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from appointments.models import Appointment, Occupation
from tests.appointments.office import a_resource, an_agenda, anna, booked, on, somebody

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)
NINE = on(DAY, 9)
BLOCKED, HELD = Occupation.State.BLOCKED, Occupation.State.HELD


def occupy(resource, start, end, seat=1, **fields):
    fields = {"state": BLOCKED} | fields
    return Occupation.objects.create(resource=resource, seat=seat, from_minute=start, until_minute=end, **fields)


def refused(name: str):
    """The database refuses for a rule of ours, and the transaction around goes on."""

    class Refused:
        def __enter__(self):
            self.raises = pytest.raises(IntegrityError, match=name)
            self.raises.__enter__()
            self.atomic = transaction.atomic()
            self.atomic.__enter__()

        def __exit__(self, *error):
            self.atomic.__exit__(*error)
            return self.raises.__exit__(*error)

    return Refused()


@pytest.mark.parametrize(
    ("start", "end"),
    [(NINE, NINE + 30), (NINE - 10, NINE + 1), (NINE + 29, NINE + 60), (NINE + 5, NINE + 10), (NINE - 60, NINE + 60)],
)
def test_two_occupations_of_one_seat_never_overlap(montiano, start, end):
    desk = a_resource(montiano)
    occupy(desk, NINE, NINE + 30)
    with refused("occupation_no_overlap"):
        occupy(desk, start, end)
    assert Occupation.objects.count() == 1


def test_occupations_that_touch_or_are_of_another_seat_stand_together(montiano):
    desk = a_resource(montiano, seats=2)
    occupy(desk, NINE, NINE + 30)
    occupy(desk, NINE + 30, NINE + 60)
    occupy(desk, NINE - 30, NINE)
    occupy(desk, NINE, NINE + 30, seat=2)
    occupy(a_resource(montiano, "Sportello 2"), NINE, NINE + 30)
    assert Occupation.objects.count() == 5


def test_an_occupation_cannot_be_moved_onto_another(montiano):
    desk, other = a_resource(montiano, seats=2), a_resource(montiano, "Sportello 2")
    occupy(desk, NINE, NINE + 30)
    later = occupy(desk, NINE + 30, NINE + 60)
    for changes in ({"from_minute": NINE + 29}, {"from_minute": NINE, "until_minute": NINE + 10}):
        with refused("occupation_no_overlap"):
            Occupation.objects.filter(pk=later.pk).update(**changes)
    elsewhere = occupy(other, NINE, NINE + 30)
    with refused("occupation_no_overlap"):
        Occupation.objects.filter(pk=elsewhere.pk).update(resource=desk)
    Occupation.objects.filter(pk=later.pk).update(from_minute=NINE + 31)  # onto itself it may


def test_a_held_place_says_until_when_and_a_booked_one_for_whom(montiano):
    desk = a_resource(montiano)
    with refused("occupation_hold_ends"):
        occupy(desk, NINE, NINE + 30, state=HELD, hold_key=uuid.uuid4())
    with refused("occupation_booked_by"):
        occupy(desk, NINE, NINE + 30, state=Occupation.State.BOOKED)
    with refused("occupation_not_empty"):
        occupy(desk, NINE, NINE)
    with refused("occupation_within_a_day"):
        occupy(desk, NINE, NINE + 25 * 60 + 1)


def test_a_person_is_in_one_place_at_a_time(montiano, clock):
    now = clock.set("2026-11-24 10:00")
    here = booked(an_agenda(montiano), NINE, now)
    there = booked(
        an_agenda(montiano, "Tributi", types=here.agenda.types.all(), resources=[a_resource(montiano, "Sportello 2")]),
        NINE + 30,
        now,
    )
    with refused("appointment_person_once"):
        Appointment.objects.filter(pk=there.pk).update(starts_at=here.starts_at + timedelta(minutes=10))
    Appointment.objects.filter(pk=here.pk).update(state="annullato")
    Appointment.objects.filter(pk=there.pk).update(starts_at=here.starts_at)
    with refused("appointment_person_once"):
        Appointment.objects.filter(pk=here.pk).update(state="prenotato")


def test_a_resource_of_another_body_cannot_be_taken(montiano, cesena, clock):
    now = clock.set("2026-11-24 10:00")
    appointment = booked(an_agenda(montiano), NINE, now)
    foreign = a_resource(cesena)
    with refused("occupation_one_body"):
        occupy(foreign, NINE, NINE + 30, state=Occupation.State.BOOKED, appointment=appointment)
    with refused("occupation_one_body"):
        appointment.occupations.update(resource=foreign)


def test_a_code_is_of_one_appointment_of_a_body_and_year(montiano, clock):
    now = clock.set("2026-11-24 10:00")
    agenda = an_agenda(montiano)
    first, second = booked(agenda, NINE, now, anna()), booked(agenda, NINE + 30, now, somebody(2))
    with refused("(appointment_code_once|code)"):
        Appointment.objects.filter(pk=second.pk).update(code=first.code)


def test_a_contact_has_as_many_turns_as_the_type_allows(montiano, clock):
    now = clock.set("2026-11-24 10:00")
    agenda = an_agenda(montiano)
    booked(agenda, NINE, now)
    other = booked(agenda, NINE + 30, now)
    with refused("(appointment_one_turn|turn)"):
        Appointment.objects.filter(pk=other.pk).update(turn=1)


def test_the_rules_are_still_in_the_database(montiano):
    """A migration that rebuilds a table of SQLite loses its triggers: this fails then."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            wanted = {
                f"{rule}_{event}"
                for rule in ("occupation_no_overlap", "appointment_person_once", "occupation_one_body")
                for event in ("insert", "update")
            }
        else:
            cursor.execute(
                "SELECT conname FROM pg_constraint UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
            )
            wanted = {"occupation_no_overlap", "appointment_person_once", "occupation_one_body"}
        assert wanted <= {name for (name,) in cursor.fetchall()}
