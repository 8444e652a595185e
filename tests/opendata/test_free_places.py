"""The API says when the next place is at each office: what it tells, of whom, how often it asks, and no person ever."""

import json
from datetime import date

import pytest
from django.core.cache import caches

from appointments.models import AppointmentType
from tests.appointments.office import a_resource, a_type, an_agenda, anna, booked, on
from tests.languages.english import open_english_site
from tests.opendata.test_api import ROOT, ask
from tests.performance.test_queries import cost

pytestmark = pytest.mark.django_db
PATH = "primi-posti-liberi"


@pytest.fixture(autouse=True)
def now(clock):
    return clock.set("2026-11-24 10:00")


def rows(client, more: str = "") -> list[dict]:
    return ask(client, f"{PATH}{more}")["risultati"]


def test_each_type_and_way_of_meeting_of_an_agenda_is_a_row_with_its_next_place(citizen, montiano):
    kind = a_type(montiano, by_phone=True)
    agenda = an_agenda(montiano, types=[kind], resources=[a_resource(montiano, by_phone=True)])
    desk, phone = rows(citizen)
    assert desk == {
        "agenda": "Anagrafe",
        "ufficio": {"nome": "Ufficio Anagrafe", "url": agenda.office.full_url},
        "tipo": "Carta d'identità",
        "modo": "sportello",
        "minuti": 30,
        "primo_posto": "2026-11-26T09:00:00+01:00",
        "prenota": desk["prenota"],
    }
    assert (phone["modo"], phone["primo_posto"]) == ("telefono", desk["primo_posto"])
    page = citizen.get(desk["prenota"].removeprefix(montiano.root_url))
    assert page.status_code == 200
    assert "Ufficio Anagrafe" in page.content.decode()


def test_where_nothing_is_free_the_row_is_there_with_no_moment(citizen, montiano):
    an_agenda(montiano, days=())
    [row] = rows(citizen)
    assert row["primo_posto"] is None
    assert row["prenota"].startswith(f"{montiano.root_url}/prenota/orari/?")


def test_a_place_that_is_taken_is_no_longer_the_first_within_a_minute(citizen, montiano, now, clock):
    agenda = an_agenda(montiano)
    assert rows(citizen)[0]["primo_posto"] == "2026-11-26T09:00:00+01:00"
    booked(agenda, on(date(2026, 11, 26), 9), now)
    assert citizen.get(f"{ROOT}{PATH}")["X-Page-Cache"] == "hit"
    clock.forward(seconds=61)
    assert rows(citizen)[0]["primo_posto"] == "2026-11-26T09:30:00+01:00"


def test_a_neighbours_agenda_is_there_only_where_it_receives_the_whole_union(citizen, montiano, cesena, clock):
    theirs = an_agenda(cesena, "Canarino")
    assert rows(citizen) == []
    theirs.open_to_union = True
    theirs.save()
    clock.forward(minutes=2)
    [row] = rows(citizen)
    assert row["agenda"] == "Canarino"
    assert row["ufficio"]["url"].startswith(cesena.root_url)
    assert row["prenota"].startswith(montiano.root_url)


def test_what_cannot_be_booked_is_not_there(citizen, montiano):
    an_agenda(montiano, "Chiusa", is_active=False)
    kind = a_type(montiano, "Non più", is_active=False)
    an_agenda(montiano, "Vecchia", types=[kind], resources=[a_resource(montiano, "S2")])
    assert rows(citizen) == []


def test_an_office_whose_page_is_not_public_is_not_named(citizen, montiano):
    agenda = an_agenda(montiano)
    agenda.office.unpublish()
    [row] = rows(citizen)
    assert row["ufficio"] is None


def test_nothing_of_the_people_who_booked_is_in_the_answer(citizen, montiano, now):
    agenda = an_agenda(montiano)
    made = booked(agenda, on(date(2026, 11, 26), 9), now, anna(details="Canarino"))
    text = citizen.get(f"{ROOT}{PATH}").content.decode()
    for word in ("Anna", "Bianchi", "anna@cittadini.test", "Canarino", made.code, str(made.public_id)):
        assert word not in text
    assert "Ufficio Anagrafe" in text


@pytest.mark.once
def test_it_asks_as_often_for_many_agendas_as_for_one(citizen, montiano, union, settings):
    settings.PAGE_CACHE = False
    an_agenda(montiano)
    few = cost(citizen, f"{ROOT}{PATH}")
    kind = AppointmentType.objects.get()
    for number in range(5):
        an_agenda(montiano, f"Agenda {number}", types=[kind], resources=[a_resource(montiano, f"S {number}")])
    shared = a_type(union)
    an_agenda(union, "Tutti", types=[shared], resources=[a_resource(union)], open_to_union=True)
    caches["default"].clear()
    assert cost(citizen, f"{ROOT}{PATH}") == few <= 20
    assert len(rows(citizen)) == 7


def test_in_english_the_types_have_their_english_names_and_the_english_page(citizen, montiano):
    an_agenda(montiano, types=[a_type(montiano, name_en="Identity card")])
    assert rows(citizen, "?lingua=en")[0]["tipo"] == "Carta d'identità"  # the site does not speak English yet
    open_english_site(montiano)
    [row] = rows(citizen, "?lingua=en")
    assert row["tipo"] == "Identity card"
    assert row["prenota"].startswith(f"{montiano.root_url}/en/prenota/")


def test_people_and_programs_find_it_described_in_italian(citizen, montiano):
    described = json.loads(citizen.get(f"{ROOT}openapi.json").content)
    assert described["paths"][f"{ROOT}{PATH}"]["get"]["summary"] == "Primi posti liberi negli uffici"
    fields = described["components"]["schemas"]["FreePlace"]["properties"]
    assert all(about["description"] for about in fields.values())
    page = citizen.get("/dati-aperti/api/").content.decode()
    for word in (f"{ROOT}{PATH}", "risultati[].primo_posto", "La risposta può avere un minuto"):
        assert word in page


def test_any_site_may_read_it_and_nobody_writes(citizen, montiano):
    answer = citizen.get(f"{ROOT}{PATH}")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert citizen.post(f"{ROOT}{PATH}").status_code == 405
