"""Hold, confirm, move, give up: what happens to places, people and messages."""

import uuid
from datetime import date, datetime, timedelta

import pytest

from appointments import api, errors, places, upkeep, waiting
from appointments.models import Appointment, AppointmentEvent, Draft, Occupation, VideoRoom, WaitlistEntry
from appointments.rules.minutes import moment_of
from cms.directory import directory
from cms.models import DomainEvent, OutboxMessage
from tests.appointments.office import a_request, a_resource, a_type, an_agenda, anna, booked, on, somebody

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)
NINE = on(DAY, 9)
By = AppointmentEvent.By


@pytest.fixture
def agenda(montiano):
    return an_agenda(montiano)


def free(agenda, now, day=DAY) -> list[str]:
    (found,) = places.free_days(a_request(agenda), day, day, now)
    return [f"{slot.starts_at:%-H:%M}" for slot in found.slots]


def subjects() -> list[str]:
    return list(OutboxMessage.objects.filter(not_before_at=None).order_by("pk").values_list("subject", flat=True))


def reminders():
    return OutboxMessage.objects.filter(event_key__contains=":promemoria:")


def test_a_held_place_is_nobody_elses_for_ten_minutes(agenda, now):
    places.hold(a_request(agenda), NINE, now)
    assert free(agenda, now) == ["9:30", "10:00", "10:30", "11:00", "11:30"]
    with pytest.raises(errors.PlaceTaken):
        places.hold(a_request(agenda), NINE, now + timedelta(minutes=9))
    assert "9:00" in free(agenda, now + timedelta(minutes=10))
    places.hold(a_request(agenda), NINE, now + timedelta(minutes=10))


def test_a_confirmed_hold_is_an_appointment_with_code_history_and_message(agenda, now):
    key = places.hold(a_request(agenda), NINE, now)
    made = api.confirm(a_request(agenda), NINE, anna(), now, hold_key=key)
    assert made.state == "prenotato"
    assert (made.starts_at, made.ends_at) == (moment_of(NINE), moment_of(NINE + 30))
    assert len(made.code) == 6
    assert [(e.by, e.to_state) for e in made.history.all()] == [("cittadino", "prenotato")]
    assert subjects() == ["Appuntamento confermato: martedì 1° dicembre 2026, ore 9:00"]
    assert Occupation.objects.get().appointment == made
    event = DomainEvent.objects.get(kind="appuntamento-prenotato")
    assert (event.tenant, event.office_id, event.channel) == (agenda.tenant, agenda.office_id, "sportello")


def test_the_same_page_sent_twice_makes_one_appointment_and_one_message(agenda, now):
    page = uuid.uuid4()
    first = api.confirm(a_request(agenda), NINE, anna(), now, request_key=page)
    again = api.confirm(a_request(agenda), NINE, anna(), now, request_key=page)
    assert first == again
    assert Appointment.objects.count() == len(subjects()) == 1


def test_a_hold_that_ended_is_taken_again_while_the_place_is_free(agenda, now):
    key = places.hold(a_request(agenda), NINE, now)
    late = now + timedelta(minutes=30)
    assert api.confirm(a_request(agenda), NINE, anna(), late, hold_key=key).state == "prenotato"


def test_a_hold_that_ended_and_went_to_another_is_refused_and_leaves_nothing(agenda, now):
    key = places.hold(a_request(agenda), NINE, now)
    late = now + timedelta(minutes=30)
    booked(agenda, NINE, late, somebody(1))
    with pytest.raises(errors.PlaceTaken):
        api.confirm(a_request(agenda), NINE, anna(), late, hold_key=key)
    assert Appointment.objects.count() == Occupation.objects.count() == 1


def test_a_forged_hold_takes_nobodys_place(agenda, now):
    booked(agenda, NINE, now, somebody(1))
    with pytest.raises(errors.PlaceTaken):
        api.confirm(a_request(agenda), NINE, anna(), now, hold_key=uuid.uuid4())


@pytest.mark.parametrize("start", [on(DAY, 8, 30), on(DAY, 9, 10), on(date(2026, 11, 17), 9), on(date(2026, 12, 2), 9)])
def test_a_place_that_is_not_on_offer_cannot_be_held(agenda, now, start):
    with pytest.raises(errors.PlaceTaken):
        places.hold(a_request(agenda), start, now)


def test_a_browser_keeps_three_places_at_most(agenda, montiano, now):
    for hour in (9, 10, 11):
        key = places.hold(a_request(agenda), on(DAY, hour), now, browser="b1")
        Draft.objects.create(tenant=montiano, browser="b1", hold_key=key, mode="sportello", used_at=now)
    with pytest.raises(errors.TooMany):
        places.hold(a_request(agenda), on(DAY, 9, 30), now, browser="b1")
    places.hold(a_request(agenda), on(DAY, 9, 30), now, browser="b2")


def test_a_contact_has_two_appointments_of_a_type_whoever_comes(agenda, now):
    booked(agenda, NINE, now)
    booked(agenda, NINE + 30, now, anna(name="Bruno"))
    with pytest.raises(errors.TooMany):
        booked(agenda, NINE + 60, now, anna(name="Carla"))
    assert Appointment.objects.count() == 2


def test_a_family_books_two_desks_at_the_same_hour_and_one_person_does_not(montiano, now):
    agenda = an_agenda(montiano, resources=[a_resource(montiano), a_resource(montiano, "Sportello 2")])
    booked(agenda, NINE, now)
    with pytest.raises(errors.SameHour):
        booked(agenda, NINE, now)
    booked(agenda, NINE, now, anna(name="Bruno"))


def test_an_appointment_moves_and_its_old_place_comes_free(agenda, now):
    made = booked(agenda, NINE, now)
    moved = api.move(made, on(DAY, 10), now, by=By.CITIZEN)
    assert moved.starts_at == moment_of(on(DAY, 10))
    assert moved.sequence == 1
    assert free(agenda, now) == ["9:00", "9:30", "10:30", "11:00", "11:30"]
    assert subjects()[-1] == "Appuntamento spostato: martedì 1° dicembre 2026, ore 10:00"
    assert reminders().count() == 1


def test_an_appointment_may_move_by_less_than_its_length(montiano, now):
    agenda = an_agenda(montiano, grid_minutes=15)
    made = booked(agenda, NINE, now)
    assert api.move(made, NINE + 15, now, by=By.CITIZEN).starts_at == moment_of(NINE + 15)
    assert Occupation.objects.count() == 1


def test_a_move_to_a_taken_place_changes_nothing(agenda, now):
    made = booked(agenda, NINE, now)
    booked(agenda, NINE + 30, now, somebody(1))
    with pytest.raises(errors.PlaceTaken):
        api.move(made, NINE + 30, now, by=By.CITIZEN)
    made.refresh_from_db()
    assert (made.starts_at, made.sequence) == (moment_of(NINE), 0)
    assert made.occupations.get().from_minute == NINE


def test_an_appointment_that_needs_a_room_moves_with_its_room(montiano, now):
    kind = a_type(montiano, "Matrimonio", needs_room=True)
    rooms = [a_resource(montiano), a_resource(montiano, "Sala", kind="sala")]
    agenda = an_agenda(montiano, types=[kind], resources=rooms)
    made = booked(agenda, NINE, now)
    api.move(made, NINE + 60, now, by=By.OFFICE)
    assert {(o.resource.name, o.from_minute) for o in Occupation.objects.all()} == {
        ("Sportello 1", NINE + 60),
        ("Sala", NINE + 60),
    }


def test_a_given_up_appointment_stays_in_the_register_and_its_place_comes_free(agenda, now):
    made = booked(agenda, NINE, now)
    api.cancel(made, now, by=By.CITIZEN)
    api.cancel(made, now, by=By.CITIZEN)  # a double press
    made.refresh_from_db()
    assert made.state == "disdetto"
    assert "9:00" in free(agenda, now)
    assert subjects()[-1] == "Appuntamento annullato: martedì 1° dicembre 2026, ore 9:00"
    assert len(subjects()) == 2
    assert not reminders().exists()


def test_a_citizen_cannot_give_up_in_the_last_two_hours_and_the_office_can(agenda, now):
    made = booked(agenda, NINE, now)
    late = moment_of(NINE) - timedelta(minutes=90)
    with pytest.raises(errors.NotNow):
        api.cancel(made, late, by=By.CITIZEN)
    assert api.cancel(made, late, by=By.OFFICE, reason="L'operatrice è malata.").state == "annullato"
    assert "L'operatrice è malata." in OutboxMessage.objects.order_by("pk").last().body


def test_reminders_leave_in_the_morning_of_their_day_also_when_the_clock_moves(montiano, clock):
    now = clock.set("2027-03-20 10:00")
    agenda = an_agenda(montiano, types=[a_type(montiano, reminder_days="2, 1")])
    booked(agenda, on(date(2027, 3, 30), 9), now)
    leave = [
        f"{moment_of(int(r.not_before_at.timestamp() // 60)):%d/%m %H:%M}"
        for r in reminders().order_by("not_before_at")
    ]
    assert leave == ["28/03 09:00", "29/03 09:00"]


def test_a_reminder_whose_morning_has_passed_is_not_written(agenda, clock):
    booked(agenda, NINE, clock.set("2026-11-30 09:30"))
    assert not reminders().exists()


def test_who_left_only_a_telephone_gets_no_mail(agenda, now):
    booked(agenda, NINE, now, anna(email="", phone="+39 0547 000000"))
    assert not OutboxMessage.objects.exists()


def test_where_the_office_confirms_by_hand_the_place_is_kept_meanwhile(montiano, now):
    agenda = an_agenda(montiano, types=[a_type(montiano, requires_confirmation=True)])
    made = booked(agenda, NINE, now)
    assert made.state == "richiesto"
    assert subjects()[0].startswith("Richiesta di appuntamento ricevuta")
    assert "9:00" not in free(agenda, now)
    api.advance(made, "conferma", now, by=By.OFFICE)
    assert subjects()[1].startswith("Appuntamento confermato")
    assert reminders().count() == 1


def test_the_day_at_the_desk_goes_from_arrival_to_served(agenda, now):
    made = booked(agenda, NINE, now)
    for key in ("arrivo", "chiama", "servito"):
        made = api.advance(made, key, now, by=By.OFFICE)
    assert made.state == "servito"
    with pytest.raises(errors.NotNow):
        api.advance(made, "chiama", now, by=By.OFFICE)
    kinds = DomainEvent.objects.filter(kind__startswith="appuntamento-").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [
        "appuntamento-prenotato",
        "appuntamento-arrivo",
        "appuntamento-chiamata",
        "appuntamento-servito",
    ]


def measured() -> list[tuple[str, str]]:
    return list(DomainEvent.objects.order_by("pk").values_list("kind", "channel"))


def test_each_step_of_a_booking_is_measured(agenda, montiano, now):
    draft = Draft.objects.create(tenant=montiano, browser="x", used_at=now)
    api.begin(draft, a_request(agenda), NINE, now)
    assert measured() == [("posto-trattenuto", "sportello")]
    (row,) = api.block(agenda.resources.get(), NINE + 60, NINE + 120, now, reason="Riunione")
    api.unblock(row, now)
    assert measured()[1:] == [("ore-bloccate", ""), ("ore-sbloccate", "")]
    assert set(DomainEvent.objects.values_list("tenant", flat=True)) == {montiano.pk}


def test_each_step_of_a_wait_is_measured(agenda, now):
    taken = [booked(agenda, NINE + 30 * n, now, somebody(n)) for n in range(6)]
    people = [somebody(10 + n) for n in range(3)]
    first, second, third = (waiting.join(a_request(agenda), person, DAY, DAY, now) for person in people)
    DomainEvent.objects.all().delete()
    api.cancel(taken[0], now, by=By.OFFICE)
    waiting.leave_offer(first.offered.get(), now)
    api.take_offer(second.offered.get(), now)
    waiting.leave(third, now)
    upkeep.sweep(days_after(DAY, 2))
    waits = DomainEvent.objects.filter(kind__startswith="attesa-").order_by("pk")
    assert [event.kind for event in waits] == [
        "attesa-posto-offerto",
        "attesa-posto-lasciato",
        "attesa-posto-offerto",
        "attesa-posto-preso",
        "attesa-lasciata",
        "attesa-scaduta",
    ]
    assert {(event.tenant, event.office_id, event.channel) for event in waits} == {
        (agenda.tenant, agenda.office_id, "sportello")
    }


def test_blocked_hours_are_not_offered_until_they_are_opened_again(agenda, now):
    desk = agenda.resources.get()
    (row,) = api.block(desk, NINE, NINE + 60, now, reason="Formazione")
    assert free(agenda, now) == ["10:00", "10:30", "11:00", "11:30"]
    api.unblock(row, now)
    assert free(agenda, now)[0] == "9:00"


def test_hours_with_somebody_in_them_are_not_blocked(agenda, now):
    booked(agenda, NINE, now)
    with pytest.raises(errors.PlaceTaken):
        api.block(agenda.resources.get(), NINE - 30, NINE + 10, now, reason="Formazione")


def test_a_video_appointment_has_a_room_of_its_own_with_a_name_that_is_in_no_message(montiano, now):
    agenda = an_agenda(
        montiano, types=[a_type(montiano, by_video=True)], resources=[a_resource(montiano, by_video=True)]
    )
    made = booked(agenda, NINE, now, mode="video")
    assert len(made.room.name) >= 32
    assert made.room.name not in OutboxMessage.objects.first().body
    api.move(made, NINE + 30, now, by=By.OFFICE, request=a_request(agenda))
    assert not VideoRoom.objects.exists()


@pytest.mark.once
def test_the_first_free_place_is_looked_for_in_many_agendas_with_the_same_queries(
    montiano, cesena, now, django_assert_max_num_queries
):
    agendas = [an_agenda(montiano), an_agenda(cesena, days=(0,))]
    asked = [a_request(agenda) for agenda in agendas]
    directory()  # kept in memory by each process
    with django_assert_max_num_queries(6):
        found = places.first_free(asked, now)
    assert [request.agenda.tenant.slug for request, _slot in found] == ["montiano", "cesena"]


def test_people_are_forgotten_after_the_term_of_the_type(agenda, now):
    made = booked(agenda, NINE, now)
    api.cancel(made, now, by=By.OFFICE, reason="Anna Bianchi si è trasferita")
    assert upkeep.forget(moment_of(NINE) + timedelta(days=89)) == 0
    assert upkeep.forget(moment_of(NINE) + timedelta(days=91)) == 1
    made.refresh_from_db()
    assert (made.name, made.email, made.contact_key, made.person_key) == ("", "", "", "")
    assert made.code
    assert [event.reason for event in made.history.all()] == ["", ""]
    assert not OutboxMessage.objects.exists()
    assert upkeep.forget(moment_of(NINE) + timedelta(days=92)) == 0


def a_wait(agenda, number: int, now, first=DAY, last=DAY) -> WaitlistEntry:
    return waiting.join(a_request(agenda, needs=("lis",)), somebody(number), first, last, now)


def days_after(day: date, days: int) -> datetime:
    return moment_of(on(day + timedelta(days=days), 12))


def test_who_waited_is_forgotten_after_the_term_from_the_last_day_of_the_wait(agenda, now):
    left, ended = a_wait(agenda, 1, now), a_wait(agenda, 2, now)
    waiting.leave(left, now)
    upkeep.sweep(days_after(DAY, 90))
    assert set(WaitlistEntry.objects.values_list("name", flat=True)) == {"Persona 1", "Persona 2"}
    assert upkeep.sweep(days_after(DAY, 91))["attese dimenticate"] == 2
    for entry in (left, ended):
        entry.refresh_from_db()
        assert (entry.name, entry.surname, entry.email, entry.phone, entry.details) == ("", "", "", "", "")
        assert entry.needs == []
    assert not OutboxMessage.objects.exists()
    assert upkeep.forget_waits(days_after(DAY, 92)) == 0


def test_who_took_the_place_is_forgotten_with_their_appointment_also_in_the_list(agenda, now):
    entry = a_wait(agenda, 1, now, last=DAY + timedelta(days=60))
    waiting.offer(agenda, now)
    made = api.take_offer(entry.offered.get(), now)
    assert upkeep.forget_waits(made.ends_at + timedelta(days=89)) == 0
    assert upkeep.forget_waits(made.ends_at + timedelta(days=91)) == 1
    entry.refresh_from_db()
    assert entry.name == ""
    assert entry.appointment == made


def test_who_waited_for_longer_is_kept_for_longer_with_their_messages(agenda, now):
    a_wait(agenda, 1, now)
    long = a_wait(agenda, 2, now, last=DAY + timedelta(days=10))
    upkeep.sweep(days_after(DAY, 91))
    assert [row.event_key for row in OutboxMessage.objects.filter(event_key__contains="iscritto")] == [
        f"attesa:{long.public_id}:iscritto"
    ]


def test_ended_holds_and_old_drafts_are_swept_away(agenda, montiano, now):
    places.hold(a_request(agenda), NINE, now)
    Draft.objects.create(tenant=montiano, browser="b", mode="sportello", used_at=now)
    upkeep.sweep(now + timedelta(minutes=9))
    assert Occupation.objects.count() == Draft.objects.count() == 1
    upkeep.sweep(now + timedelta(minutes=61))
    assert Occupation.objects.count() == Draft.objects.count() == 0
