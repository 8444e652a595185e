"""A citizen says that they have arrived: from the page of the appointment, its QR code, or the tablet of the hall."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from appointments import api, messages
from appointments.models import Appointment, AppointmentEvent
from appointments.rules import arrival
from appointments.rules.minutes import moment_of
from tests.appointments.office import a_resource, a_type, an_agenda, booked, on, somebody
from tests.reading import read, words

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)
NINE = on(DAY, 9)
TABLET = "/appuntamenti/arrivo/"
WRONG = "Oggi non c'è un appuntamento con questo codice"


@pytest.fixture
def agenda(montiano):
    return an_agenda(montiano)


@pytest.fixture
def made(agenda, now):
    return booked(agenda, NINE, now)


def state(row) -> str:
    return Appointment.objects.get(pk=row.pk).state


def type_code(browser, code: str):
    return browser.post(TABLET, {"codice": code})


def shown(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode().replace("&#x27;", "'"))


# --- The rule -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "open_"), [("08:29", False), ("08:30", True), ("09:00", True), ("09:15", True), ("09:16", False)]
)
def test_one_may_say_so_from_half_an_hour_before_to_a_quarter_after(clock, at, open_):
    assert arrival.is_open(moment_of(NINE), clock.set(f"2026-12-01 {at}")) is open_


def test_arriving_is_a_passage_on_the_citizens_side_and_ignores_the_notice_for_changes(made, agenda, clock):
    agenda.change_hours = 48
    agenda.save()
    api.arrive(made, clock.set("2026-12-01 08:50"))
    event = made.history.last()
    assert (event.by, event.from_state, event.to_state) == ("cittadino", "prenotato", "arrivato")


# --- The page of the appointment ----------------------------------------------------------------------------------


def test_the_confirmation_shows_the_code_as_a_drawing_with_words_beside_it(citizen, made):
    page = read(citizen, messages.private_path(made))
    drawing = page.select_one(".booking__qr [role=img]")
    assert drawing["aria-label"] == "Codice QR con l'indirizzo per dire che sei arrivato"
    assert drawing.select_one("svg path")
    assert not page.select("main [style]")
    assert page.select_one(".booking__qr figcaption a")["href"] == messages.arrival_path(made)


def test_the_drawing_holds_the_address_of_arrival(made, monkeypatch):
    import segno

    from appointments import arrivals

    drawn, make = [], segno.make
    monkeypatch.setattr(segno, "make", lambda text, **more: drawn.append(text) or make(text, **more))
    assert "<svg" in arrivals.qr_of(made)
    assert drawn == [f"{made.tenant.root_url}{messages.arrival_path(made)}"]


def test_before_the_day_the_page_says_when_and_has_no_button(citizen, made):
    page = words(read(citizen, messages.private_path(made)).main)
    assert "dillo da questa pagina: martedì 1° dicembre, dalle 8:30 alle 9:15" in page
    assert "Sono arrivato" not in re.sub("«Sono arrivato»", "", page)


def test_in_its_time_the_page_has_a_button_that_sends_to_the_desk(citizen, made, clock):
    clock.set("2026-12-01 08:45")
    page = read(citizen, messages.private_path(made))
    form = page.select_one(f'form[action="{messages.arrival_path(made)}"]')
    assert form["method"] == "post"
    answer = citizen.post(form["action"])
    assert "Siediti: ti chiamano col codice" in shown(answer)
    assert made.code in shown(answer)
    assert state(made) == "arrivato"
    again = words(read(citizen, messages.private_path(made)).main)
    assert "Siediti: ti chiamano col codice" in again
    assert "Annulla l'appuntamento" not in again


def test_after_its_time_the_page_sends_to_the_desk(citizen, made, clock):
    clock.set("2026-12-01 09:20")
    page = read(citizen, messages.private_path(made))
    assert "Adesso rivolgiti allo sportello" in words(page.main)
    assert not page.select(".booking__qr")


# --- The address of the QR code -----------------------------------------------------------------------------------


def test_opening_the_address_changes_nothing_because_mail_scanners_open_addresses_too(citizen, made, clock):
    clock.set("2026-12-01 08:45")
    for method in (citizen.get, citizen.head):
        assert method(messages.arrival_path(made)).status_code == 200
    assert state(made) == "prenotato"


def test_the_address_shows_no_name_and_opens_nothing_else(citizen, made):
    text = shown(citizen.get(messages.arrival_path(made)))
    for word in ("Anna", "Bianchi", "anna@cittadini.test", "annulla"):
        assert word not in text
    key = messages.arrival_path(made).rstrip("/").rsplit("/", 1)[1]
    assert citizen.get(f"/appuntamenti/{made.public_id}/{key}/").status_code == 404


@pytest.mark.parametrize(
    ("at", "words_"),
    [
        ("2026-11-30 09:00", "È ancora presto: puoi dire che sei arrivato da martedì 1° dicembre 2026, ore 8:30."),
        ("2026-12-01 08:29", "È ancora presto"),
        ("2026-12-01 09:16", "si poteva fino a martedì 1° dicembre 2026, ore 9:15"),
        ("2026-12-02 09:00", "Rivolgiti allo sportello"),
    ],
)
def test_outside_the_time_the_button_does_nothing_and_says_when(citizen, made, clock, at, words_):
    clock.set(at)
    answer = citizen.post(messages.arrival_path(made))
    assert answer.status_code == 409
    assert words_ in shown(answer)
    assert state(made) == "prenotato"


def test_pressed_twice_it_is_said_once(citizen, made, clock):
    clock.set("2026-12-01 08:45")
    first, again = (citizen.post(messages.arrival_path(made)) for _ in range(2))
    assert first.status_code == again.status_code == 200
    assert made.history.filter(to_state="arrivato").count() == 1


def test_pressed_after_the_desk_has_called_it_does_not_go_back(citizen, made, clock):
    now = clock.set("2026-12-01 08:55")
    for key in ("arrivo", "chiama"):
        api.advance(made, key, now, by=AppointmentEvent.By.OFFICE)
    assert "Ti hanno chiamato" in shown(citizen.post(messages.arrival_path(made)))
    assert state(made) == "chiamato"


def test_only_who_is_expected_at_a_desk_arrives(citizen, montiano, agenda, made, now, clock):
    kind = a_type(montiano, "Telefonata", by_phone=True)
    phone = an_agenda(montiano, "Tributi", types=[kind], resources=[a_resource(montiano, "S2", by_phone=True)])
    call = booked(phone, NINE, now, somebody(3), mode="telefono")
    given_up = booked(agenda, NINE + 30, now, somebody(4))
    api.cancel(given_up, now, by=AppointmentEvent.By.CITIZEN)
    given_up.refresh_from_db()
    clock.set("2026-12-01 09:00")
    for row in (call, given_up):
        before = state(row)
        assert citizen.post(messages.arrival_path(row)).status_code == 409
        assert type_code(citizen, row.code).status_code == 422
        assert state(row) == before
        assert not read(citizen, messages.private_path(row)).select(".booking__qr")


def test_the_address_of_before_a_move_sends_to_the_last_message(citizen, made, now):
    old = messages.arrival_path(made)
    api.move(made, NINE + 30, now, by=AppointmentEvent.By.CITIZEN)
    assert citizen.get(old).status_code == 410


def test_another_bodys_site_knows_neither_the_address_nor_the_code(neighbour, made, clock):
    clock.set("2026-12-01 08:45")
    assert neighbour.post(messages.arrival_path(made)).status_code == 404
    assert WRONG in shown(type_code(neighbour, made.code))
    assert state(made) == "prenotato"


def test_a_form_of_another_site_does_not_arrive_for_anybody(made, clock):
    clock.set("2026-12-01 08:45")
    careful = Client(HTTP_HOST="montiano.test", enforce_csrf_checks=True)
    assert careful.post(messages.arrival_path(made)).status_code == 403
    assert careful.post(TABLET, {"codice": made.code}).status_code == 403
    assert state(made) == "prenotato"


# --- The tablet of the hall ---------------------------------------------------------------------------------------


def test_a_code_typed_in_any_way_is_understood_and_no_name_is_shown(citizen, made, clock):
    clock.set("2026-12-01 08:45")
    typed = f" {made.code[:3].lower()} {made.code[3:].lower()}-"
    answer = type_code(citizen, typed)
    assert "Siediti: ti chiamano col codice" in shown(answer)
    assert "Anna" not in shown(answer)
    assert "Bianchi" not in shown(answer)
    assert state(made) == "arrivato"
    assert type_code(citizen, made.code).status_code == 200
    assert made.history.filter(to_state="arrivato").count() == 1


def test_a_wrong_code_and_one_of_another_day_get_the_same_answer(citizen, agenda, made, clock):
    clock.set("2026-11-30 09:00")
    answers = []
    for code in ("AAAAAA", made.code, "", "%00"):
        answer = type_code(citizen, code)
        assert (answer.status_code, WRONG in shown(answer)) == (422, True)
        text = shown(answer).replace(f'value="{code}"', 'value=""')
        answers.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text))
    assert answers[0] == answers[1]
    assert state(made) == "prenotato"


def test_the_tablet_says_when_it_is_too_early_or_too_late(citizen, made, clock):
    clock.set("2026-12-01 08:00")
    assert "È ancora presto" in shown(type_code(citizen, made.code))
    clock.set("2026-12-01 10:00")
    assert "È tardi" in shown(type_code(citizen, made.code))
    assert state(made) == "prenotato"


def test_after_ten_wrong_codes_in_a_minute_even_a_right_one_waits(citizen, made, clock):
    clock.set("2026-12-01 08:45")
    assert [type_code(citizen, "AAAAAA").status_code for _ in range(10)] == [422] * 10
    refused = type_code(citizen, made.code)
    assert refused.status_code == 429
    assert "Troppi codici sbagliati" in shown(refused)
    assert state(made) == "prenotato"
    elsewhere = Client(HTTP_HOST="montiano.test", REMOTE_ADDR="10.0.0.9")
    assert elsewhere.post(TABLET, {"codice": "AAAAAA"}).status_code == 422
    clock.forward(seconds=61)
    assert type_code(citizen, made.code).status_code == 200


def test_right_codes_are_not_counted(citizen, made, clock):
    clock.set("2026-12-01 08:45")
    assert {type_code(citizen, made.code).status_code for _ in range(12)} == {200}


def test_no_address_of_who_types_is_written(citizen, monkeypatch):
    keys = []
    monkeypatch.setattr(cache, "add", lambda key, *rest: keys.append(key) or True)
    citizen.post(TABLET, {"codice": "AAAAAA"}, REMOTE_ADDR="203.0.113.7")
    assert len(keys) == 1
    assert "203.0.113.7" not in keys[0]


def test_no_cache_keeps_the_pages_and_no_search_engine_names_them(citizen, made):
    for path in (TABLET, messages.arrival_path(made)):
        answer = citizen.get(path)
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex"
