"""The operator's day at the desk, and that nobody sees the people of another's agenda."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appointments import api, messages, schedule
from appointments.models import Appointment, Occupation, OpeningRule
from cms.models import AuditEntry, OutboxMessage
from territory.models import Closure
from tests.appointments.office import TUESDAY, a_resource, a_type, an_agenda, anna, booked, on, somebody

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)
NINE = on(DAY, 9)


@pytest.fixture
def agenda(montiano, clerk):
    agenda = an_agenda(montiano)
    agenda.operators.add(clerk)
    return agenda


def day(agenda) -> str:
    return f"{reverse('desk_day', args=[agenda.pk])}?giorno={DAY}"


def test_the_day_shows_who_comes_in_the_order_of_the_clock(operator, agenda, now):
    booked(agenda, NINE + 30, now, somebody(2))
    booked(agenda, NINE, now)
    page = operator.get(day(agenda)).content.decode()
    assert page.index("Anna Bianchi") < page.index("Persona 2 Rossi")
    assert AuditEntry.objects.filter(action="appuntamenti.letti").exists()


def test_an_operator_of_one_office_does_not_see_anothers_people(operator, agenda, montiano, now):
    other = an_agenda(montiano, "Tributi", types=agenda.types.all(), resources=[a_resource(montiano, "S2")])
    theirs = booked(other, NINE, now, somebody(7))
    assert "Persona 7" not in operator.get(day(agenda)).content.decode()
    for name, args in (
        ("desk_day", [other.pk]),
        ("desk_week", [other.pk]),
        ("desk_csv", [other.pk]),
        ("desk_book", [other.pk]),
        ("desk_block", [other.pk]),
        ("desk_capacity", [other.pk]),
        ("desk_appointment", [theirs.pk]),
        ("desk_move", [theirs.pk]),
        ("desk_cancel", [theirs.pk]),
    ):
        answer = operator.get(reverse(name, args=args))
        assert answer.status_code in (302, 403, 404), name
        assert "Persona 7" not in answer.content.decode()
    operator.post(reverse("desk_advance", args=[theirs.pk]), {"passaggio": "servito"})
    operator.post(reverse("desk_cancel", args=[theirs.pk]), {"reason": "x"})
    theirs.refresh_from_db()
    assert theirs.state == "prenotato"


def test_who_has_no_agenda_reads_what_to_ask_for(operator):
    assert "Non ti è ancora affidata nessuna agenda" in operator.get(reverse("desk_day")).content.decode()


def test_from_arrival_to_served_with_a_button_each(operator, agenda, now):
    made = booked(agenda, NINE, now)
    for key in ("arrivo", "chiama", "servito"):
        answer = operator.post(reverse("desk_advance", args=[made.pk]), {"passaggio": key})
        assert answer.status_code == 302
    made.refresh_from_db()
    assert made.state == "servito"
    assert made.history.count() == 4


def test_a_passage_that_cannot_be_is_said_and_changes_nothing(operator, agenda, now):
    made = booked(agenda, NINE, now)
    operator.post(reverse("desk_advance", args=[made.pk]), {"passaggio": "ripristina"})
    assert operator.post(reverse("desk_advance", args=[made.pk]), {"passaggio": "annulla"}).status_code == 404
    made.refresh_from_db()
    assert made.state == "prenotato"


def test_cancelling_needs_a_reason_that_the_person_reads(operator, agenda, now):
    made = booked(agenda, NINE, now)
    address = reverse("desk_cancel", args=[made.pk])
    assert operator.post(address, {"reason": ""}).status_code == 200
    assert Appointment.objects.get().state == "prenotato"
    operator.post(address, {"reason": "Sciopero."})
    assert Appointment.objects.get().state == "annullato"
    assert "Sciopero." in OutboxMessage.objects.order_by("pk").last().body
    assert not Occupation.objects.exists()


def test_moving_from_the_desk_keeps_the_citizens_link_alive_in_the_new_message(operator, agenda, now):
    made = booked(agenda, NINE, now)
    assert "martedì 1° dicembre" in operator.get(reverse("desk_move", args=[made.pk])).content.decode().lower()
    operator.post(reverse("desk_move", args=[made.pk]), {"orario": NINE + 60, "motivo": "Riunione"})
    made.refresh_from_db()
    assert made.sequence == 1
    assert (
        messages.private_path(made)
        in OutboxMessage.objects.filter(subject__startswith="Appuntamento spostato").get().body
    )


def test_booking_for_who_telephones_needs_a_contact(operator, agenda):
    address = f"{reverse('desk_book', args=[agenda.pk])}?giorno={DAY}"
    typed = {"start": NINE, "name": "Rosa", "surname": "Neri", "channel": "telefono"}
    answer = operator.post(address, typed)
    assert "Scrivi un telefono o un&#x27;email" in answer.content.decode()
    operator.post(address, typed | {"phone": "0547 111111"})
    made = Appointment.objects.get()
    assert (made.surname, made.channel, made.state) == ("Neri", "telefono", "prenotato")
    assert made.history.get().user.username == "clerk"


def test_hours_are_blocked_and_opened_again(operator, agenda):
    desk_ = agenda.resources.get()
    address = reverse("desk_block", args=[agenda.pk])
    typed = {"resource": desk_.pk, "day": str(DAY), "opens": "09:00", "closes": "10:00", "reason": "Corso"}
    assert operator.post(address, typed | {"closes": "08:00"}).status_code == 200
    operator.post(address, typed)
    row = Occupation.objects.get()
    assert "Corso" in operator.get(day(agenda)).content.decode()
    operator.post(reverse("desk_unblock", args=[row.pk]))
    assert not Occupation.objects.exists()


def test_the_week_and_its_file(operator, agenda, now):
    booked(agenda, NINE, now, anna(surname="=HYPERLINK(1)"))
    address = reverse("desk_week", args=[agenda.pk]) + f"?giorno={DAY}"
    assert "HYPERLINK" in operator.get(address).content.decode()
    text = operator.get(reverse("desk_csv", args=[agenda.pk]) + f"?giorno={DAY}").content.decode()
    assert "'=HYPERLINK(1)" in text


def test_capacity_says_the_first_place_and_what_an_hour_more_would_change(operator, agenda, now):
    for number in range(6):
        booked(agenda, NINE + 30 * number, now, somebody(number))
    page = operator.get(
        reverse("desk_capacity", args=[agenda.pk]) + "?weekday=2&opens=09:00&closes=10:00"
    ).content.decode()
    assert "Primo posto" in page
    assert "6 richieste" in page


def test_the_day_asks_the_same_queries_for_one_and_for_twenty(operator, agenda, now):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            operator.get(day(agenda))
        return len(seen)

    booked(agenda, NINE, now)
    operator.get(day(agenda))
    one = queries()
    for number in range(1, 6):
        booked(agenda, NINE + 30 * number, now, somebody(number))
    assert queries() <= one


def test_needs_stand_beside_the_name(operator, agenda, now):
    booked(agenda, NINE, now, needs=("lis",))
    assert "interprete" in operator.get(day(agenda)).content.decode()


def test_types_without_a_way_to_meet_are_refused(montiano):
    with pytest.raises(ValidationError, match="almeno un modo"):
        a_type(montiano, at_desk=False).full_clean()


def test_who_needs_an_interpreter_opens_a_task_that_the_desk_closes(operator, agenda, now):
    made = booked(agenda, NINE, now, needs=("lis",))
    assert (made.ends_at - made.starts_at).total_seconds() == (30 + 15) * 60
    assert "Interpreti della lingua dei segni da trovare" in operator.get(day(agenda)).content.decode()
    for _press in range(2):
        operator.post(reverse("desk_interpreter", args=[made.pk]))
    made.refresh_from_db()
    assert made.interpreter == "trovato"
    assert made.history.filter(reason="Interprete della lingua dei segni trovato").count() == 1
    assert "Interpreti della lingua dei segni da trovare" not in operator.get(day(agenda)).content.decode()


def test_a_move_opens_the_task_again_because_the_interpreter_was_found_for_another_hour(agenda, now):
    made = booked(agenda, NINE, now, needs=("lis",))
    api.interpreter_found(made, now)
    moved = api.move(made, NINE + 60, now, by="ufficio")
    assert moved.interpreter == "da-trovare"


def test_a_closure_that_comes_after_a_booking_is_told_to_the_desk(operator, agenda, now, montiano):
    made = booked(agenda, NINE, now)
    before = operator.get(day(agenda)).content.decode()
    assert "fuori dagli orari" not in before
    closure = Closure.objects.create(tenant=montiano, reason="Lavori in municipio", first_on=DAY)
    page = operator.get(day(agenda)).content.decode()
    assert "fuori dagli orari" in page
    link = f'href="{reverse("desk_appointment", args=[made.pk])}"'
    assert page.count(link) == before.count(link) + 1  # in the warning too
    closure.delete()
    assert "fuori dagli orari" not in operator.get(day(agenda)).content.decode()


def test_shorter_hours_leave_out_only_who_ends_after_them(agenda, now):
    booked(agenda, NINE, now)
    late = booked(agenda, NINE + 150, now, somebody(2))
    OpeningRule.objects.filter(agenda=agenda, weekday=TUESDAY).update(closes=time(11, 30))
    assert schedule.strays(agenda, now) == [late]
