"""A citizen books from the site, without JavaScript; what they typed is never lost."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client

from appointments import messages
from appointments.models import Appointment, Draft, Occupation, ScheduleException
from cms.models import OutboxMessage
from tests.appointments.office import a_resource, a_type, an_agenda, anna, booked, on, somebody
from tests.factories import a_service
from tests.reading import read, words

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)
NINE = on(DAY, 9)
PERSON = {"name": "Anna", "surname": "Bianchi", "email": "anna@cittadini.test", "phone": ""}


@pytest.fixture
def agenda(montiano):
    return an_agenda(montiano)


def times(agenda, mode="sportello", **more) -> str:
    query = {"agenda": agenda.pk, "tipo": agenda.types.first().pk, "modo": mode, "mese": "2026-12"} | more
    return f"/prenota/orari/?{urlencode(query)}"


def choose(browser, agenda, start=NINE, **more):
    return browser.post(times(agenda, **more), {"orario": start})


def go(browser, answer, **typed):
    """Send the form of the page to which an answer led."""
    return browser.post(answer["Location"], typed)


def up_to_summary(browser, agenda, start=NINE, person=PERSON):
    details = choose(browser, agenda, start)
    person_page = go(browser, details, reason="altro", details="Carta scaduta")
    return go(browser, person_page, **person)


def test_a_citizen_books_in_five_steps(citizen, agenda):
    place = read(citizen, f"/prenota/?agenda={agenda.pk}")
    assert "Ufficio Anagrafe" in words(place.main)
    summary = up_to_summary(citizen, agenda)
    shown = words(read(citizen, summary["Location"]).main)
    for text in ("martedì 1° dicembre 2026, ore 9:00", "Carta scaduta", "Anna Bianchi", "Altro"):
        assert text in shown
    done = go(citizen, summary, terms="on")
    page = words(read(citizen, done["Location"]).main)
    made = Appointment.objects.get()
    assert "Appuntamento confermato" in page
    assert made.code in page
    assert "anna@cittadini.test" in page
    assert OutboxMessage.objects.filter(recipient="anna@cittadini.test").exists()


def test_a_visit_at_home_asks_where_to_come_and_says_it_again(citizen, agenda):
    for row in (agenda.types.get(), agenda.resources.get()):
        row.at_home = True
        row.save()
    person_page = go(citizen, choose(citizen, agenda, mode="domicilio"), reason="altro", details="Non cammino")
    who = PERSON | {"phone": "0547 111111"}
    assert "Manca: Indirizzo della visita." in go(citizen, person_page, **who).content.decode()
    summary = go(citizen, person_page, **who, home_address="Via del Molino 3")
    assert "Via del Molino 3" in words(read(citizen, summary["Location"]).main)
    done = go(citizen, summary, terms="on")
    assert "Via del Molino 3" in words(read(citizen, done["Location"]).main)
    assert "Veniamo noi da te: Via del Molino 3" in OutboxMessage.objects.first().body


def test_the_same_summary_sent_twice_makes_one_appointment(citizen, agenda):
    summary = up_to_summary(citizen, agenda)
    first, again = go(citizen, summary, terms="on"), go(citizen, summary, terms="on")
    assert again["Location"].split("?")[0] == first["Location"].split("?")[0]
    assert Appointment.objects.count() == 1


def test_from_a_sheet_only_the_offices_of_the_service_are_offered_and_the_reason_is_chosen(citizen, montiano, agenda):
    sheet = a_service(montiano, "Carta d'identità elettronica")
    agenda.types.first().services.add(sheet)
    other = an_agenda(montiano, "Tributi", types=[a_type(montiano, "IMU")], resources=[a_resource(montiano, "S2")])
    shown = words(read(citizen, f"/prenota/?servizio={sheet.pk}").main)
    assert "Ufficio Anagrafe" in shown
    assert other.office.title not in shown
    details = citizen.post(times(agenda, servizio=sheet.pk), {"orario": NINE})
    page = read(citizen, details["Location"])
    assert page.select_one("select[name=reason] option[selected]")["value"] == f"servizio-{sheet.pk}"


def test_the_first_places_of_step_one_know_the_sheet_and_what_the_person_needs(citizen, montiano, agenda):
    sheet = a_service(montiano, "Carta d'identità elettronica")
    agenda.types.first().services.add(sheet)
    (first,) = read(citizen, f"/prenota/?servizio={sheet.pk}&bisogno=lis").select(".booking__first a")
    details = citizen.post(first["href"], {"orario": NINE})
    page = read(citizen, details["Location"])
    assert page.select_one("select[name=reason] option[selected]")["value"] == f"servizio-{sheet.pk}"
    assert Draft.objects.get().needs == ["lis"]


def test_each_step_begins_with_what_it_asks(citizen, agenda):
    def asked(page) -> list[str]:
        rows = page.select("nav[aria-label='Informazioni richieste'] a")
        assert all(page.select_one(row["href"]) for row in rows)
        return [row.get_text() for row in rows]

    office = ["Ufficio", "Per che cosa", "Come ci incontriamo", "Ti serve qualcosa in particolare?"]
    assert asked(read(citizen, f"/prenota/?agenda={agenda.pk}")) == office
    assert asked(read(citizen, times(agenda))) == ["Mese", "Appuntamenti disponibili"]
    details = choose(citizen, agenda)
    assert asked(read(citizen, details["Location"])) == ["Motivo", "Dettagli"]
    person_page = go(citizen, details, reason="altro", details="Carta scaduta")
    assert asked(read(citizen, person_page["Location"])) == ["Nome", "Cognome", "Email", "Telefono"]


def test_a_neighbours_office_is_offered_only_where_it_receives_the_whole_union(citizen, cesena):
    agenda = an_agenda(cesena, "Sportello video", types=[a_type(cesena, by_video=True)])
    assert "Sportello video" not in words(read(citizen, "/prenota/").main)
    agenda.open_to_union = True
    agenda.save()
    assert "Sportello video" in words(read(citizen, "/prenota/").main)


def test_without_an_hour_the_page_says_so_and_holds_nothing(citizen, agenda):
    answer = citizen.post(times(agenda), {})
    assert answer.status_code == 409
    assert "Scegli un orario" in answer.content.decode()
    assert not Occupation.objects.exists()


@pytest.mark.parametrize("start", ["0", "abc", "99999999999", str(on(date(2020, 1, 7), 9)), str(NINE + 7)])
def test_an_hour_that_is_not_on_offer_is_refused_with_others(citizen, agenda, start):
    answer = citizen.post(times(agenda), {"orario": start})
    assert answer.status_code == 409
    assert "orario-" in answer.content.decode()
    assert not Occupation.objects.exists()


def test_an_hour_taken_meanwhile_keeps_what_was_typed_and_offers_the_nearest(citizen, agenda, clock):
    summary = up_to_summary(citizen, agenda)
    now = clock.set("2026-11-24 10:30")
    booked(agenda, NINE, now, somebody(1))
    answer = go(citizen, summary, terms="on")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "ore 9:30" in page
    draft = Draft.objects.get()
    again = citizen.post(times(agenda, bozza=draft.key), {"orario": NINE + 30})
    assert str(draft.key) in again["Location"]
    summary_again = again["Location"].replace("dettagli", "riepilogo")
    assert "Anna Bianchi" in words(read(citizen, summary_again).main)
    assert citizen.post(summary_again, {"terms": "on"}).status_code == 302


def test_missing_answers_stand_beside_their_fields_and_what_was_typed_stays(citizen, agenda):
    details = choose(citizen, agenda)
    answer = go(citizen, details, reason="altro", details="x" * 201)
    assert answer.status_code == 422
    assert "x" * 201 in answer.content.decode()
    person_page = go(citizen, details, reason="altro", details="Carta")
    answer = go(citizen, person_page, name="Anna", surname="", email="anna@", phone="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Anna"' in page
    assert 'value="anna@"' in page
    assert page.count("form-field__error") == 2


def test_long_names_emoji_and_scripts_are_refused_or_shown_as_text(citizen, agenda):
    details = choose(citizen, agenda)
    person_page = go(citizen, details, reason="altro", details="<script>alert(1)</script> 🪪")
    assert go(citizen, person_page, **(PERSON | {"name": "A" * 500})).status_code == 422
    summary = go(citizen, person_page, **(PERSON | {"surname": "O'Neill 🌼"}))
    page = citizen.get(summary["Location"]).content.decode()
    assert "<script>alert" not in page
    assert "O&#x27;Neill 🌼" in page


def test_by_phone_the_number_is_needed(citizen, montiano):
    agenda = an_agenda(
        montiano, types=[a_type(montiano, by_phone=True)], resources=[a_resource(montiano, by_phone=True)]
    )
    details = choose(citizen, agenda, mode="telefono")
    person_page = go(citizen, details, reason="altro", details="Carta")
    assert go(citizen, person_page, **PERSON).status_code == 422
    assert go(citizen, person_page, **(PERSON | {"phone": "0547 356111"})).status_code == 302
    assert go(citizen, person_page, **(PERSON | {"phone": "casa"})).status_code == 422


def test_another_browser_does_not_open_somebodys_draft(citizen, agenda):
    details = choose(citizen, agenda)
    stranger = Client(HTTP_HOST="montiano.test")
    assert stranger.get(details["Location"]).status_code == 404
    neighbour = Client(HTTP_HOST="cesena.test")
    neighbour.cookies = citizen.cookies
    assert neighbour.get(details["Location"]).status_code == 404


def test_a_browser_keeps_three_hours_and_the_fourth_is_refused_in_words(citizen, agenda):
    for number in range(3):
        assert choose(citizen, agenda, NINE + 30 * number).status_code == 302
    answer = choose(citizen, agenda, NINE + 90)
    assert answer.status_code == 409
    assert "Stai già tenendo 3 orari" in answer.content.decode()
    assert Occupation.objects.count() == 3


def test_without_the_token_of_the_form_nothing_is_held(agenda):
    forger = Client(HTTP_HOST="montiano.test", enforce_csrf_checks=True)
    assert forger.post(times(agenda), {"orario": NINE}).status_code == 403
    assert not Occupation.objects.exists()


def test_a_month_without_place_says_why_and_where_there_is_some(citizen, montiano, cesena, agenda, now):
    kind = agenda.types.first()
    agenda.hours.all().delete()
    sheet = a_service(montiano, "Carta d'identità elettronica")
    kind.services.add(sheet)
    other = an_agenda(montiano, "Frazione", types=[kind], resources=[a_resource(montiano, "S2")])
    shown = read(citizen, times(agenda, servizio=sheet.pk, mese="2026-11"))
    text = words(shown.main)
    assert "In questo mese non c'è posto" in text
    assert "chiuso" in text
    assert other.office.title in text
    assert "Avvisami se si libera un posto" in text


def test_a_private_link_shows_the_appointment_and_changes_nothing_by_itself(citizen, agenda, now):
    made = booked(agenda, NINE, now)
    for _visit in range(3):
        page = read(citizen, messages.private_path(made))
    assert made.code in words(page.main)
    made.refresh_from_db()
    assert made.state == "prenotato"


def test_a_citizen_gives_up_with_a_button(citizen, agenda, now):
    made = booked(agenda, NINE, now)
    answer = citizen.post(messages.private_path(made), {"azione": "annulla"})
    page = words(read(citizen, answer["Location"]).main)
    assert "Il posto è tornato libero" in page
    assert not Occupation.objects.exists()


def test_a_citizen_moves_and_the_old_link_says_where_the_new_one_is(citizen, agenda, now):
    made = booked(agenda, NINE, now)
    old = messages.private_path(made)
    link = re.search(r'href="([^"]*sposta=[^"]*)"', citizen.get(old).content.decode())[1].replace("&amp;", "&")
    assert "Appuntamenti disponibili" in words(read(citizen, f"{link}&mese=2026-12").main)
    answer = citizen.post(link, {"orario": NINE + 60})
    assert "ore 10:00" in words(read(citizen, answer["Location"]).main)
    gone = citizen.get(old)
    assert gone.status_code == 410
    assert "ultimo messaggio" in gone.content.decode()


@pytest.mark.parametrize("key", ["", "a" * 40, "../x"])
def test_a_wrong_link_finds_nothing(citizen, neighbour, agenda, now, key):
    made = booked(agenda, NINE, now)
    assert citizen.get(f"/appuntamenti/{made.public_id}/{key or 'b'}/").status_code == 404
    assert neighbour.get(messages.private_path(made)).status_code == 404


def test_the_calendar_file_has_the_appointment_and_not_its_reason(citizen, agenda, now):
    made = booked(agenda, NINE, now, anna(details="Motivo riservato"))
    answer = citizen.get(messages.private_path(made) + "appuntamento.ics")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"UID:{made.public_id}@" in text
    assert "DTSTART;TZID=Europe/Rome:20261201T090000" in text
    assert "riservato" not in text


def test_nothing_of_a_person_is_kept_in_a_cache_or_found_by_search_engines(citizen, agenda, now):
    answer = citizen.get(messages.private_path(booked(agenda, NINE, now)))
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"


def test_who_waits_is_offered_the_freed_hour_and_takes_it(citizen, agenda, now):
    from appointments import api

    taken = [booked(agenda, NINE + 30 * n, now, somebody(n)) for n in range(6)]
    joined = citizen.post(
        f"/prenota/attesa/?agenda={agenda.pk}&tipo={agenda.types.first().pk}&modo=sportello",
        PERSON | {"first_on": "2026-12-01", "last_on": "2026-12-01"},
    )
    shown = words(read(citizen, joined["Location"]).main)
    assert "Sei in lista d'attesa" in shown
    assert "Se si libera un posto dal 1° dicembre al 1° dicembre ti scriviamo." in shown
    api.cancel(taken[2], now, by="ufficio")
    told = OutboxMessage.objects.get(subject__startswith="Si è liberato un posto")
    link = re.search(r"http://montiano\.test(?::\d+)?(/lista-d-attesa/posto/\S+)", told.body)[1]
    assert "Si è liberato un posto" in words(read(citizen, link).main)
    assert Appointment.objects.filter(email=PERSON["email"]).count() == 0  # reading takes nothing
    answer = citizen.post(link, {"azione": "prendi"})
    assert "ore 10:00" in words(read(citizen, answer["Location"]).main)


def test_who_asks_for_no_month_is_shown_the_first_with_a_place(citizen, agenda, now):
    ScheduleException.objects.create(
        agenda=agenda, first_on=date(2026, 11, 1), last_on=date(2026, 12, 31), kind="chiuso"
    )
    page = read(citizen, times(agenda, mese=""))
    assert page.select_one("#mese option[selected]") is not None
    query = {"agenda": agenda.pk, "tipo": agenda.types.first().pk, "modo": "sportello"}
    page = read(citizen, f"/prenota/orari/?{urlencode(query)}")
    assert page.select_one("#mese option[selected]")["value"] == "2027-01"
    assert page.select("input[name=orario]")


def test_who_moves_is_not_offered_the_hour_that_they_have(citizen, agenda, now):
    made = booked(agenda, NINE, now)
    page = read(citizen, messages.private_path(made))
    link = page.find("a", string="Sposta l'appuntamento")["href"]
    hours = [field["value"] for field in read(citizen, f"{link}&mese=2026-12").select("input[name=orario]")]
    assert str(NINE) not in hours
    assert str(NINE + 30) in hours


def test_the_days_of_a_wait_are_written_as_the_field_of_a_browser_wants_them(citizen, agenda):
    page = read(citizen, times(agenda).replace("/orari/", "/attesa/"))
    assert page.select_one("#id_first_on")["value"] == "2026-11-24"
    assert page.select_one("#id_last_on")["type"] == "date"
