"""What waits for the desk: who is in the waiting list and what became of every offer, and requests to confirm."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appointments import api, waiting
from appointments.models import Appointment, WaitlistEntry, WaitlistOffer
from cms.models import AuditEntry
from tests.appointments.office import a_request, a_resource, a_type, an_agenda, booked, on, somebody
from tests.factories import a_service

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)
NINE = on(DAY, 9)
HALF_HOURS = [NINE + 30 * number for number in range(6)]


@pytest.fixture
def agenda(montiano, clerk):
    """It receives on Tuesdays only: the day of the tests, whole, is six half hours."""
    agenda = an_agenda(montiano, days=(1,))
    agenda.operators.add(clerk)
    return agenda


def by_phone(number: int) -> api.Person:
    return api.Person(f"Persona {number}", "Neri", phone=f"0547 11111{number}")


def waits(agenda, person, now, first=DAY, last=DAY, **fields) -> WaitlistEntry:
    return waiting.join(a_request(agenda, **fields), person, first, last, now)


def fill(agenda, now) -> list[Appointment]:
    return [booked(agenda, start, now, somebody(50 + number)) for number, start in enumerate(HALF_HOURS)]


def read(operator, name: str, agenda, query: str = "") -> BeautifulSoup:
    return BeautifulSoup(operator.get(reverse(name, args=[agenda.pk]) + query).content.decode(), "html.parser")


def people(page) -> list[str]:
    """The rows of the list, one text each."""
    return [" ".join(row.get_text(" ").split()) for row in page.select("tr[id^=p]")]


# --- The waiting list -----------------------------------------------------------------------------------------------


def test_the_day_leads_to_the_waiting_list(operator, agenda):
    page = read(operator, "desk_day", agenda)
    assert page.find("a", href=reverse("desk_waiting", args=[agenda.pk]), string="Lista d'attesa")
    assert "Nessuno aspetta un posto" in read(operator, "desk_waiting", agenda).get_text()


def test_who_waits_stands_in_order_with_since_when_for_which_days_and_how_to_reach_them(operator, agenda, now):
    fill(agenda, now)
    waits(agenda, somebody(1), now - timedelta(days=1), needs=("senza-gradini",))
    waits(agenda, by_phone(2), now)
    first, second = people(read(operator, "desk_waiting", agenda))
    assert first.startswith("1 Persona 1 Rossi persona1@cittadini.test Mi serve uno sportello senza gradini")
    assert "lunedì 23 novembre 2026, ore 10:00 dal 1° dicembre al 1° dicembre 2026" in first
    assert second.startswith("2 Persona 2 Neri 0547 111112")
    assert "Da chiamare" not in second  # the day is full
    assert AuditEntry.objects.filter(action="appuntamenti.attesa").exists()


def test_every_offer_says_how_it_ended_and_who_was_passed_over(operator, agenda, now):
    full = fill(agenda, now)
    waits(agenda, somebody(1), now, first=DAY + timedelta(days=1), last=DAY + timedelta(days=3))
    refuses, takes = waits(agenda, somebody(2), now), waits(agenda, somebody(3), now)
    api.cancel(full[0], now, by="ufficio", reason="Prova")
    waiting.leave_offer(refuses.offered.get(), now)
    offered = takes.offered.get()
    assert offered.passed_over == 2
    api.take_offer(offered, now)
    page = read(operator, "desk_waiting", agenda)
    one, two = people(page)
    assert "Persona 1 Rossi" in one
    assert one.count("Nessuno") == 1
    assert "Rifiutata" in two
    assert "a cui non si poteva proporre: 1 (Persona 1 Rossi)" in two
    gone = page.find("h2", string="Chi è uscito dalla lista").find_next("table").get_text(" ")
    assert "Persona 3 Rossi" in gone
    assert "Ha preso il posto" in gone
    assert "a cui non si poteva proporre: 2 (Persona 1 Rossi, Persona 2 Rossi)" in " ".join(gone.split())


def test_who_was_busy_with_an_offer_of_their_own_was_not_passed_over(agenda, now):
    first, second = waits(agenda, somebody(1), now), waits(agenda, somebody(2), now)
    waiting.offer(agenda, now)
    assert second.offered.get().passed_over == 0
    assert not waiting.was_passed_over(first, second.offered.get())


def test_who_left_only_a_telephone_is_not_passed_over_their_place_is_kept_for_a_call(agenda, now):
    full = fill(agenda, now)
    only_phone, with_mail = waits(agenda, by_phone(1), now), waits(agenda, somebody(2), now)
    api.cancel(full[2], now, by="ufficio", reason="Prova")
    offered = only_phone.offered.get()
    assert (offered.start, offered.passed_over) == (HALF_HOURS[2], 0)
    assert not with_mail.offered.exists()
    waiting.sweep(offered.expires_at)
    assert with_mail.offered.get().passed_over == 1


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("2026-11-24 10:00", "2026-11-25 12:00"),  # Tuesday
        ("2026-11-27 19:00", "2026-11-30 12:00"),  # Friday evening
        ("2026-12-07 10:00", "2026-12-09 12:00"),  # the eighth is a holiday
        ("2026-11-30 10:00", "2026-12-01 08:30"),  # the place itself begins before noon
    ],
)
def test_a_place_is_kept_for_a_call_until_noon_of_the_next_day_of_work(agenda, clock, asked, kept):
    now = clock.set(asked)
    day = DAY + timedelta(days=14) if asked > "2026-12" else DAY
    assert waits(agenda, by_phone(1), now, first=day, last=day)
    waiting.offer(agenda, now)
    assert WaitlistOffer.objects.get().expires_at == clock.set(kept)


@pytest.mark.parametrize("freed", ["2026-11-30 15:00", "2026-11-30 20:00"])
def test_a_place_for_which_nobody_would_be_called_in_time_goes_to_the_next(agenda, clock, freed):
    now = clock.set(freed)  # the place is tomorrow at nine
    full = [
        booked(agenda, start, clock.set("2026-11-24 10:00"), somebody(50 + n)) for n, start in enumerate(HALF_HOURS)
    ]
    clock.set(freed)
    only_phone, with_mail = waits(agenda, by_phone(1), now), waits(agenda, somebody(2), now)
    api.cancel(full[0], now, by="ufficio", reason="Prova")
    assert not only_phone.offered.exists()
    assert with_mail.offered.get().passed_over == 1


def test_who_is_to_be_called_is_a_pile_of_the_day_and_a_line_of_the_list(operator, agenda, now):
    full = fill(agenda, now)
    waits(agenda, by_phone(1), now)
    waits(agenda, by_phone(2), now, first=DAY + timedelta(days=1), last=DAY + timedelta(days=3))
    assert "Da chiamare" not in read(operator, "desk_day", agenda).get_text()
    api.cancel(full[2], now, by="ufficio", reason="Prova")
    assert "Da chiamare: 1." in read(operator, "desk_day", agenda).get_text()
    here, elsewhere = people(read(operator, "desk_waiting", agenda))
    assert "Da chiamare : c'è posto martedì 1° dicembre 2026, ore 10:00, tenuto fino a mercoledì 25 novembre" in here
    assert "Da chiamare" not in elsewhere


def test_who_is_called_takes_the_place_and_waits_no_more(operator, agenda, now):
    entry = waits(agenda, by_phone(1), now, needs=("senza-gradini",))
    waiting.offer(agenda, now)
    button = read(operator, "desk_waiting", agenda).select_one("button[name=prendi]")
    assert button.get_text() == "Lo prende: Persona 1 Neri"
    operator.post(reverse("desk_waiting", args=[agenda.pk]), {"prendi": button["value"]})
    entry.refresh_from_db()
    made = Appointment.objects.get()
    assert (entry.state, entry.appointment) == ("accettato", made)
    assert (made.channel, made.phone, made.needs) == ("telefono", "0547 111111", ["senza-gradini"])
    assert made.history.get().user.username == "clerk"
    assert "Nessuno aspetta un posto" in read(operator, "desk_waiting", agenda).get_text()


def test_who_is_called_and_does_not_want_the_place_stays_in_the_list(operator, agenda, now):
    full = fill(agenda, now)
    entry, next_one = waits(agenda, by_phone(1), now), waits(agenda, somebody(2), now)
    api.cancel(full[0], now, by="ufficio", reason="Prova")
    operator.post(reverse("desk_waiting", args=[agenda.pk]), {"lascia": entry.offered.get().pk})
    entry.refresh_from_db()
    assert entry.state == "in-attesa"
    assert next_one.offered.exists()
    again = operator.post(reverse("desk_waiting", args=[agenda.pk]), {"lascia": entry.offered.get().pk}, follow=True)
    assert "non è cambiato niente" in again.content.decode()
    assert AuditEntry.objects.filter(action="appuntamenti.attesa-lasciato").count() == 1


def test_who_leaves_the_third_place_leaves_the_list(operator, agenda, now):
    entry = waits(agenda, by_phone(1), now)
    for _place in range(3):
        waiting.offer(agenda, now)
        row = entry.offered.get(outcome="aperta")
        answer = operator.post(reverse("desk_waiting", args=[agenda.pk]), {"lascia": row.pk}, follow=True)
    assert "ne ha lasciati tre, ed esce dalla lista" in answer.content.decode()
    assert "L&#x27;attesa è finita" in answer.content.decode()


def test_a_place_whose_time_has_passed_is_not_taken_on_the_telephone(operator, clerk, agenda, now, clock):
    entry = waits(agenda, by_phone(1), now)
    waiting.offer(agenda, now)
    row = entry.offered.get()
    clock.set("2026-11-25 12:01")
    operator.force_login(clerk)  # their day has ended too
    answer = operator.post(reverse("desk_waiting", args=[agenda.pk]), {"prendi": row.pk}, follow=True)
    assert "è andato a un&#x27;altra persona" in answer.content.decode()
    assert not Appointment.objects.exists()


def test_who_has_a_mail_address_answers_for_themselves(operator, agenda, now):
    entry = waits(agenda, somebody(1), now)
    waiting.offer(agenda, now)
    answer = operator.post(reverse("desk_waiting", args=[agenda.pk]), {"prendi": entry.offered.get().pk})
    assert answer.status_code == 404


def test_the_desk_puts_who_telephones_in_the_list(operator, agenda, now):
    fill(agenda, now)
    kind = agenda.types.get()
    page = read(operator, "desk_book", agenda, f"?tipo={kind.pk}&bisogno=lis")
    link = page.find("a", string="Mettila in lista d'attesa")["href"]
    days = {"first_on": DAY, "last_on": DAY}
    person = {"name": "Rosa", "surname": "Neri"}
    answer = operator.post(link, person | days).content.decode()
    assert "Scrivi un telefono o un&#x27;email" in answer
    assert 'value="Rosa"' in answer
    operator.post(link, person | days | {"phone": "0547 111111", "details": "Ha fretta"})
    again = operator.post(link, person | days | {"phone": "0547111111"}).content.decode()
    assert "È già in lista d&#x27;attesa, dal 1° dicembre al 1° dicembre 2026" in again
    entry = WaitlistEntry.objects.get()
    assert (entry.phone, entry.details, entry.needs, entry.first_on) == ("0547 111111", "Ha fretta", ["lis"], DAY)
    assert AuditEntry.objects.filter(action="appuntamenti.attesa-entrata").exists()


def test_two_people_of_one_telephone_both_wait_each_for_their_service(operator, montiano, agenda, now):
    fill(agenda, now)
    sheet = a_service(montiano)
    agenda.types.get().services.add(sheet)
    typed = {"surname": "Neri", "phone": "0547 111111", "first_on": DAY, "last_on": DAY}
    address = reverse("desk_join", args=[agenda.pk])
    assert "Manca: Per quale servizio." in operator.post(address, typed | {"name": "Anna"}).content.decode()
    operator.post(address, typed | {"name": "Anna", "reason": f"servizio-{sheet.pk}"})
    operator.post(address, typed | {"name": "Luca", "reason": "altro"})
    assert dict(WaitlistEntry.objects.values_list("name", "service")) == {"Anna": sheet.pk, "Luca": None}


def test_the_desk_puts_nobody_in_the_list_for_a_place_that_is_free(operator, agenda):
    typed = {"name": "Rosa", "surname": "Neri", "phone": "0547 111111", "first_on": DAY, "last_on": DAY}
    answer = operator.post(reverse("desk_join", args=[agenda.pk]), typed)
    assert "In quei giorni c&#x27;è già posto" in answer.content.decode()
    assert not WaitlistEntry.objects.exists()


def test_a_type_without_a_waiting_list_has_none_at_the_desk_either(operator, agenda):
    agenda.types.update(has_waiting_list=False)
    assert "ha la lista d'attesa" in read(operator, "desk_join", agenda).get_text()
    typed = {"name": "Rosa", "surname": "Neri", "phone": "0547 111111", "first_on": DAY, "last_on": DAY}
    assert operator.post(reverse("desk_join", args=[agenda.pk]), typed).status_code == 404
    assert "lista d'attesa</a></p>" not in operator.get(reverse("desk_book", args=[agenda.pk])).content.decode()


def test_who_says_on_the_telephone_that_they_need_it_no_more_is_taken_off_the_list(operator, agenda, now):
    leaves, next_one = waits(agenda, somebody(1), now), waits(agenda, somebody(2), now)
    address = reverse("desk_waiting", args=[agenda.pk])
    assert operator.post(address, {"persona": leaves.pk}).status_code == 302
    assert operator.post(address, {"persona": leaves.pk}).status_code == 404
    assert operator.post(address, {"persona": "x"}).status_code == 404
    leaves.refresh_from_db()
    assert leaves.state == "uscito"
    assert next_one.offered.exists()
    assert AuditEntry.objects.filter(action="appuntamenti.attesa-uscita").exists()


def test_an_operator_of_one_office_neither_reads_nor_changes_the_list_of_another(operator, agenda, montiano, now):
    other = an_agenda(montiano, "Tributi", types=agenda.types.all(), resources=[a_resource(montiano, "S2")])
    theirs = waits(other, by_phone(7), now)
    answer = operator.get(reverse("desk_waiting", args=[other.pk]))
    assert answer.status_code in (302, 403, 404)
    assert "Persona 7" not in answer.content.decode()
    operator.post(reverse("desk_waiting", args=[other.pk]), {"persona": theirs.pk})
    assert operator.post(reverse("desk_waiting", args=[agenda.pk]), {"persona": theirs.pk}).status_code == 404
    waiting.offer(other, now)
    for act in ("prendi", "lascia"):
        address = reverse("desk_waiting", args=[agenda.pk])
        assert operator.post(address, {act: theirs.offered.get().pk}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "avvisato"


@pytest.mark.once
def test_the_list_asks_the_same_queries_for_two_and_for_ten(operator, agenda, now):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            operator.get(reverse("desk_waiting", args=[agenda.pk]))
        return len(seen)

    def two_more(number: int) -> None:
        waits(agenda, by_phone(number), now)
        waits(agenda, somebody(number), now)
        waiting.offer(agenda, now)

    two_more(0)
    queries()
    two = queries()
    for number in range(1, 5):
        two_more(number)
    assert queries() == two


# --- Requests to confirm --------------------------------------------------------------------------------------------


@pytest.fixture
def wedding(agenda, montiano):
    kind = a_type(montiano, "Matrimonio civile", requires_confirmation=True)
    agenda.types.add(kind)
    return kind


def test_requests_are_a_pile_on_every_day_until_they_are_confirmed(operator, agenda, wedding, now):
    made = booked(agenda, NINE, now, type=wedding)
    booked(agenda, NINE + 30, now, somebody(2), type=agenda.types.get(name="Carta d'identità"))
    page = read(operator, "desk_day", agenda)  # of today: the request is for next week
    pile = page.find("strong", string="Da confermare").find_parent("div")
    [link] = pile.select("a")
    assert link["href"] == reverse("desk_appointment", args=[made.pk])
    assert "martedì 1° dicembre 2026, ore 9:00, Anna Bianchi" in link.get_text()
    operator.post(pile.form["action"], {"passaggio": pile.button["value"]})
    made.refresh_from_db()
    assert made.state == "prenotato"
    assert "Da confermare" not in read(operator, "desk_day", agenda).get_text()


def test_a_request_whose_hour_has_passed_is_in_the_pile_no_more(operator, agenda, wedding, now, clock):
    booked(agenda, NINE, now, type=wedding)
    clock.set("2026-12-02 09:00")
    assert read(operator, "desk_day", agenda).find("strong", string="Da confermare") is None
