"""Ways through booking that are not straight: from another site, twice, back, to another office, to the waiting list."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from appointments import api, messages, waiting
from appointments.models import Appointment, Draft, Occupation, WaitlistOffer
from tests.appointments.office import a_resource, a_type, an_agenda, booked, on, somebody
from tests.appointments.test_booking_pages import DAY, NINE, PERSON, choose, go, times, up_to_summary
from tests.factories import a_service
from tests.reading import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda(montiano):
    return an_agenda(montiano)


@pytest.fixture
def pooled(cesena):
    """An agenda of Cesena that receives whoever lives in the union."""
    return an_agenda(cesena, "Sportello di tutti", open_to_union=True)


def wait(browser, agenda, first_on=DAY, last_on=DAY):
    query = times(agenda).replace("/orari/", "/attesa/")
    return browser.post(query, PERSON | {"first_on": first_on, "last_on": last_on})


# --- from another site of the union -------------------------------------------------------------------------------------


def test_an_office_of_the_whole_union_is_booked_to_the_end_on_ones_own_site(citizen, pooled, now):
    done = go(citizen, up_to_summary(citizen, pooled), terms="on")
    page = read(citizen, done["Location"])
    made = Appointment.objects.get()
    assert made.tenant.slug == "cesena"
    assert made.code in words(page.main)
    link = page.find("a", string="Sposta l'appuntamento")["href"]
    moved = citizen.post(link, {"orario": NINE + 60})
    assert "ore 10:00" in words(read(citizen, moved["Location"]).main)
    gone = citizen.post(moved["Location"].split("?")[0], {"azione": "annulla"})
    assert "Il posto è tornato libero" in words(read(citizen, gone["Location"]).main)


def test_who_waits_for_an_office_of_the_whole_union_sees_it_on_their_own_site(citizen, pooled, now):
    taken = [booked(pooled, NINE + 30 * n, now, somebody(n)) for n in range(6)]
    joined = wait(citizen, pooled)
    assert "Sei in lista d'attesa" in words(read(citizen, joined["Location"]).main)
    api.cancel(taken[0], now, by="ufficio")
    row = WaitlistOffer.objects.get()
    path = re.search(r"https?://[^/]+(/lista-d-attesa/posto/\S+)", messages.offer_url(row))[1]
    assert citizen.post(path, {"azione": "prendi"}).status_code == 302


# --- twice, and back ------------------------------------------------------------------------------------------------------


def test_pressing_twice_keeps_one_place_and_leads_to_the_same_step(citizen, agenda):
    first, again = choose(citizen, agenda), choose(citizen, agenda)
    assert again["Location"] == first["Location"]
    assert Occupation.objects.count() == Draft.objects.count() == 1


def test_the_same_hour_of_another_browser_is_not_ones_own(citizen, agenda):
    choose(citizen, agenda)
    other = Client(HTTP_HOST="montiano.test")
    assert choose(other, agenda).status_code == 409


def test_two_tabs_of_one_browser_keep_an_hour_each(citizen, agenda):
    first, second = choose(citizen, agenda), choose(citizen, agenda, NINE + 30)
    assert first["Location"] != second["Location"]
    assert Occupation.objects.count() == 2


def test_a_move_sent_twice_says_where_the_new_link_is(citizen, agenda, now):
    made = booked(agenda, NINE, now)
    link = read(citizen, messages.private_path(made)).find("a", string="Sposta l'appuntamento")["href"]
    citizen.post(link, {"orario": NINE + 60})
    again = citizen.post(link, {"orario": NINE + 60})
    assert again.status_code == 410
    assert "ultimo messaggio" in again.content.decode()
    assert Occupation.objects.count() == 1


def test_an_appointment_given_up_twice_says_that_nothing_is_left_to_do(citizen, agenda, now):
    path = messages.private_path(booked(agenda, NINE, now))
    citizen.post(path, {"azione": "annulla"})
    again = citizen.post(path, {"azione": "annulla"})
    assert again.status_code == 410
    assert "non devi fare altro" in words(_soup(again).main)


def test_a_booking_that_is_no_longer_there_says_how_to_begin_again(citizen, agenda):
    details = choose(citizen, agenda)["Location"]
    citizen.cookies.clear()
    lost = citizen.get(details)
    assert lost.status_code == 404
    assert _soup(lost).find("a", string="Prenota un appuntamento")


def test_null_bytes_in_what_is_typed_do_no_harm(citizen, agenda):
    details = choose(citizen, agenda)
    assert go(citizen, details, reason="altro", details="Car\x00ta").status_code == 422
    assert Draft.objects.get().given["details"]["details"] == "Carta"
    person_page = go(citizen, details, reason="altro", details="Carta")
    assert go(citizen, person_page, **(PERSON | {"surname": "Bian\x00chi"})).status_code == 422
    assert Draft.objects.get().given["person"]["surname"] == "Bianchi"


# --- to another office ------------------------------------------------------------------------------------------------------


def test_who_comes_for_one_thing_is_not_offered_another(citizen, montiano, agenda):
    agenda.hours.all().delete()
    kind = agenda.types.first()
    sheet = a_service(montiano, "Carta d'identità elettronica")
    same = a_type(montiano, "Carta in frazione")
    for one in (kind, same):
        one.services.add(sheet)
    near = an_agenda(montiano, "Frazione", types=[same], resources=[a_resource(montiano, "S2")])
    taxes = an_agenda(montiano, "Tributi", types=[a_type(montiano, "IMU")], resources=[a_resource(montiano, "S3")])
    shown = words(read(citizen, times(agenda)).select_one("[aria-labelledby=altrove]"))
    assert near.office.title in shown
    assert "Carta in frazione" in shown
    assert taxes.office.title not in shown


def test_an_earlier_place_elsewhere_is_shown_also_where_there_is_one_here_later(citizen, montiano, agenda, now):
    kind = agenda.types.first()
    for day in (24, 26):  # the rest of this week is full here
        for turn in range(6):
            start = on(DAY.replace(month=11, day=day), 9) + 30 * turn
            if start * 60 > now.timestamp() + 7200:
                booked(agenda, start, now, somebody(day * 10 + turn))
    other = an_agenda(montiano, "Frazione", types=[kind], resources=[a_resource(montiano, "S2")])
    late = times(agenda, mese="2026-12")
    assert not read(citizen, late).select("[aria-labelledby=altrove]")  # within a week: near enough
    agenda.lead_hours = 24 * 10
    agenda.save()
    assert other.office.title in words(read(citizen, late).select_one("[aria-labelledby=altrove]"))


def test_links_to_another_hour_or_office_take_along_what_was_typed(citizen, montiano, agenda, now):
    other = an_agenda(montiano, "Frazione", types=agenda.types.all(), resources=[a_resource(montiano, "S2")])
    summary = up_to_summary(citizen, agenda)
    draft = Draft.objects.get()
    change = read(citizen, summary["Location"]).find("a", href=re.compile("/prenota/\\?"))["href"]
    assert f"bozza={draft.key}" in change
    start = read(citizen, change)
    assert start.select_one("input[name=bozza]")["value"] == str(draft.key)
    there = citizen.get("/prenota/", _asked(other) | {"bozza": draft.key, "avanti": 1})["Location"]
    again = citizen.post(there, {"orario": NINE})
    assert again["Location"] == f"/prenota/{draft.key}/dettagli/"
    assert "Anna Bianchi" in words(read(citizen, again["Location"].replace("dettagli", "riepilogo")).main)


def test_who_moves_to_the_first_free_place_of_another_month_still_moves(citizen, agenda, now):
    made = booked(agenda, NINE, now)
    agenda.lead_hours = 24 * 20
    agenda.save()
    link = read(citizen, messages.private_path(made)).find("a", string="Sposta l'appuntamento")["href"]
    page = read(citizen, f"{link}&mese=2026-11")
    onward = page.find("a", href=re.compile("mese=2026-12"))["href"]
    assert "sposta=" in onward
    assert "chiave=" in onward


# --- to the waiting list ------------------------------------------------------------------------------------------------------


def test_nobody_waits_for_a_place_that_anybody_can_take(citizen, agenda, now):
    answer = wait(citizen, agenda)
    assert answer.status_code == 422
    assert "c'è già posto: il primo è martedì 1° dicembre 2026, ore 9:00" in words(_soup(answer).main)
    waiting.offer(agenda, now)
    assert not WaitlistOffer.objects.exists()


def test_who_finds_a_place_today_or_tomorrow_is_not_sent_to_the_list(citizen, agenda, clock):
    words_of_it = "Avvisami se si libera un posto prima"
    assert words_of_it in words(read(citizen, times(agenda, mese="2026-11")).main)  # the first is in two days
    clock.set("2026-11-25 10:00")
    for month in ("2026-11", "2026-12"):
        assert words_of_it not in words(read(citizen, times(agenda, mese=month)).main)


def test_the_days_of_a_wait_end_before_the_first_free_place(citizen, agenda):
    page = read(citizen, times(agenda).replace("/orari/", "/attesa/"))
    assert page.select_one("#id_last_on")["value"] == "2026-11-25"  # the twenty-sixth is a Thursday with places
    assert "giovedì 26 novembre" in words(page.main)


def _asked(agenda) -> dict:
    return {"agenda": agenda.pk, "tipo": agenda.types.first().pk, "modo": "sportello"}


def _soup(answer):
    return BeautifulSoup(answer.content.decode(), "html.parser")
