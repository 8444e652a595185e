"""The operator's day at the desk, and that nobody sees the people of another's agenda."""

from datetime import date, time, timedelta

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
from tests.factories import a_service
from tests.reading import read, words

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
        ("desk_waiting", [other.pk]),
        ("desk_join", [other.pk]),
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


def test_who_is_called_or_visited_leaves_a_telephone_that_can_be_called(operator, montiano, agenda):
    kind, worker = agenda.types.get(), agenda.resources.get()
    for row in (kind, worker):
        row.by_phone = row.at_home = True
        row.save()
    typed = {"start": NINE, "name": "Rosa", "surname": "Neri", "email": "rosa@cittadini.test", "channel": "telefono"}
    for mode in ("telefono", "domicilio"):
        address = f"{reverse('desk_book', args=[agenda.pk])}?giorno={DAY}&modo={mode}"
        assert "Manca: Telefono." in operator.post(address, typed).content.decode()
        assert "con il prefisso" in operator.post(address, typed | {"phone": "chiedi a Ugo"}).content.decode()
    operator.post(address, typed | {"phone": " 0547 111111 ", "home_address": "Via del Molino 3"})
    assert Appointment.objects.get().phone == "0547 111111"


def test_who_is_visited_at_home_says_where_and_the_desk_reads_it(operator, citizen, agenda):
    for row in (agenda.types.get(), agenda.resources.get()):
        row.at_home = True
        row.save()
    typed = {"start": NINE, "name": "Rosa", "surname": "Neri", "phone": "0547 111111", "channel": "telefono"}
    address = f"{reverse('desk_book', args=[agenda.pk])}?giorno={DAY}&modo=domicilio"
    assert "Manca: Indirizzo della visita." in operator.post(address, typed).content.decode()
    operator.post(address, typed | {"home_address": "Via del Molino 3, Montiano"})
    made = Appointment.objects.get()
    pages = [f"{reverse('desk_day', args=[agenda.pk])}?giorno={DAY}", reverse("desk_appointment", args=[made.pk])]
    pages.append(f"{reverse('desk_csv', args=[agenda.pk])}?giorno={DAY}")
    assert ["Via del Molino 3" in operator.get(page).content.decode() for page in pages] == [True] * 3
    assert "Via del Molino 3" in words(read(citizen, messages.private_path(made)).main)


def test_the_desk_asks_what_the_site_asks(operator, montiano, agenda):
    kind = agenda.types.get()
    kind.questions = [("question", {"label": "Quante foto hai?", "kind": "numero", "required": True})]
    kind.questions.append(("question", {"label": "Sei residente?", "kind": "si-no"}))
    kind.save()
    sheet = a_service(montiano)
    kind.services.add(sheet)
    address = f"{reverse('desk_book', args=[agenda.pk])}?giorno={DAY}&bisogno=piu-tempo&bisogno=inventato"
    page = operator.get(address).content.decode()
    assert "Carta di identità</option>" in page
    assert "<legend>Sei residente?" in page
    assert 'value="piu-tempo" checked' in page
    typed = {"start": NINE, "name": "Rosa", "surname": "Neri", "phone": "0547 111111", "channel": "telefono"}
    answer = operator.post(address, typed).content.decode()
    assert "Manca: Quante foto hai?." in answer
    assert "Manca: Per quale servizio." in answer
    operator.post(address, typed | {"reason": f"servizio-{sheet.pk}", "question_0": "2", "question_1": "Sì"})
    made = Appointment.objects.get()
    assert made.service == sheet
    assert made.needs == ["piu-tempo"]
    assert (made.ends_at - made.starts_at).total_seconds() == (30 + 15) * 60
    assert made.answers == [
        {"question": "Quante foto hai?", "answer": "2"},
        {"question": "Sei residente?", "answer": "Sì"},
    ]


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


def test_the_estimate_counts_the_requests_of_its_type_and_says_how_much_the_wait_falls(operator, agenda, montiano, now):
    agenda.hours.all().delete()
    OpeningRule.objects.create(agenda=agenda, weekday=TUESDAY, opens=time(9), closes=time(10))
    card, other = agenda.types.get(), a_type(montiano, "Cambio di residenza")
    agenda.types.add(other)
    tuesdays = [NINE + 7 * 24 * 60 * week + half for week in (0, 2, 3, 4, 5) for half in (0, 30)]  # the 8th is a feast
    for number, start in enumerate(tuesdays):
        booked(agenda, start, now, somebody(number), type=card if number < 8 else other)
    asked = Appointment.objects.filter(type=card).order_by("starts_at").values("pk")
    Appointment.objects.filter(pk__in=asked[:4]).update(created_at=now - timedelta(days=9))  # a Sunday
    Appointment.objects.filter(pk__in=asked[4:]).update(created_at=now - timedelta(days=8))
    page = operator.get(reverse("desk_capacity", args=[agenda.pk]) + "?weekday=3&opens=09:00&closes=10:00")
    words = " ".join(page.content.decode().split())
    assert "Carta d&#x27;identità: 8 richieste in 12 settimane" in words
    assert "Attesa media con gli orari di adesso: <strong>12 giorni</strong>" in words
    assert "con quelli nuovi: <strong>6 giorni</strong>" in words


@pytest.mark.parametrize("given", ["9999-12-31", "0001-01-01", "1969-12-31", "2029-01-01", "ieri"])
def test_a_day_that_no_desk_looks_at_is_today(operator, agenda, now, given):
    screens = ("day", "week", "csv", "book", "block", "capacity", "waiting", "join")
    for name in (f"desk_{screen}" for screen in screens):
        assert operator.get(f"{reverse(name, args=[agenda.pk])}?giorno={given}").status_code == 200, name
    assert "(oggi)" in operator.get(f"{reverse('desk_day', args=[agenda.pk])}?giorno={given}").content.decode()
    made = booked(agenda, NINE, now)
    assert operator.get(f"{reverse('desk_move', args=[made.pk])}?giorno={given}").status_code == 200


@pytest.mark.parametrize("given", ["9999-12-31", "0001-01-01", "2026-11-23"])
def test_hours_are_blocked_from_today_to_two_years_from_now(operator, agenda, given):
    typed = {"resource": agenda.resources.get().pk, "day": given, "opens": "09:00", "closes": "10:00", "reason": "x"}
    answer = operator.post(reverse("desk_block", args=[agenda.pk]), typed)
    assert "Scegli un giorno da oggi a due anni da oggi." in answer.content.decode()
    assert not Occupation.objects.exists()


def test_the_day_the_week_and_the_file_may_be_those_of_one_desk(operator, agenda, montiano, now):
    second = a_resource(montiano, "Sportello 2")
    agenda.resources.add(second)
    booked(agenda, NINE, now)
    booked(agenda, NINE, now, somebody(2))
    mine = Appointment.objects.get(occupations__resource=second)
    other = Appointment.objects.exclude(pk=mine.pk).get()
    for name in ("desk_day", "desk_week", "desk_csv"):
        address = f"{reverse(name, args=[agenda.pk])}?giorno={DAY}"
        for chosen, theirs in ((second.pk, False), ("", True), ("Sportello 1", True), (10**12, True)):
            page = operator.get(f"{address}&risorsa={chosen}").content.decode()
            assert mine.name in page, (name, chosen)
            assert (other.name in page) == theirs, (name, chosen)
    page = operator.get(f"{reverse('desk_week', args=[agenda.pk])}?giorno={DAY}&risorsa={second.pk}").content.decode()
    assert f'<option value="{second.pk}" selected>Sportello 2' in page
    assert f"giorno=2026-12-07&amp;risorsa={second.pk}" in page


def test_who_takes_a_room_too_is_found_under_their_desk(operator, agenda, montiano, now):
    room = a_resource(montiano, "Sala Nenni", kind="sala")
    agenda.resources.add(room)
    made = booked(agenda, NINE, now, type=a_type(montiano, "Mediazione", needs_room=True))
    assert made.occupations.count() == 2
    for one in agenda.resources.all():
        assert made.code in operator.get(f"{day(agenda)}&risorsa={one.pk}").content.decode()


def test_day_and_week_are_printed_by_a_button_without_a_line_of_script_in_the_page(operator, agenda):
    for name in ("desk_day", "desk_week"):
        page = operator.get(reverse(name, args=[agenda.pk])).content.decode()
        assert "data-print>Stampa</button>" in page
        assert "appointments/print" in page
        assert "onclick" not in page


@pytest.mark.once
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
