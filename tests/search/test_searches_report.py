"""What citizens look for, as those read it who keep the pages, the synonyms and what comes first."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import User
from search import log
from search.models import SearchTally
from tests.conftest import THE_DAY
from tests.factories import a_service
from tests.reading import words
from tests.search.asking import ENOUGH, heard

pytestmark = pytest.mark.django_db
REPORT = "/admin/ricerche/"


@pytest.fixture(autouse=True)
def now(clock):
    return clock.set("2026-11-27 10:00")


@pytest.fixture
def searches(montiano, cesena):
    """Three that many made, two of them without results, and one that only Anna made."""
    heard(montiano, "bonus nido", *ENOUGH, results=0)
    heard(montiano, "carta identita", *ENOUGH, results=4)
    heard(cesena, "autovelox", *ENOUGH, results=0)
    heard(montiano, "rimborso mensa", 1, results=0)


def main(browser, query: str = ""):
    answer = browser.get(REPORT + query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser").main


def listed(browser, which: str = "") -> list[str]:
    page = main(browser, f"?elenco={which}" if which else "")
    return [words(cell) for cell in page.select("td.title")]


def row(browser, text: str, which: str = "tutte") -> list[str]:
    rows = main(browser, f"?elenco={which}").select("tbody tr")
    cells = [[words(cell) for cell in one.select("td")] for one in rows]
    return next(one[1:6] for one in cells if one[0] == text)


def link(browser, text: str, label: str) -> str:
    """Where a button beside a search leads; empty where there is none."""
    rows = main(browser, "?elenco=tutte").select("tbody tr")
    one = next(one for one in rows if words(one.select_one("td.title")) == text)
    return next((found["href"] for found in one.select("a") if words(found) == label), "")


# --- Who reads it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["editor", "publisher"])
def test_who_writes_for_a_body_reads_its_searches_alone(desk, searches, name):
    desk.force_login(User.objects.get(username=name))
    assert listed(desk, "tutte") == ["bonus nido", "carta identita"]


@pytest.mark.parametrize("name", ["analyst", "informatica"])
def test_who_works_for_the_union_reads_those_of_all(desk, searches, name):
    desk.force_login(User.objects.get(username=name))
    assert listed(desk, "tutte") == ["autovelox", "bonus nido", "carta identita"]


@pytest.mark.parametrize("name", ["clerk", "registrar", "administrator", "catalogue", "stranger"])
def test_others_do_not_open_it(desk, searches, name):
    desk.force_login(User.objects.get(username=name))
    assert desk.get(REPORT).status_code != 200


@pytest.mark.parametrize(("name", "is_there"), [("editor", True), ("analyst", True), ("clerk", False)])
def test_the_menu_leads_there_whoever_may_read_it(desk, name, is_there):
    desk.force_login(User.objects.get(username=name))
    assert (REPORT in desk.get("/admin/").content.decode()) is is_there


# --- What it says ----------------------------------------------------------------------------------------------------


def test_what_finds_nothing_is_read_first(desk, editor, searches):
    desk.force_login(editor)
    assert listed(desk) == listed(desk, "senza") == listed(desk, "inventato") == ["bonus nido"]
    assert words(main(desk).select_one("[aria-current]")) == "Senza risultati"


def test_what_nobody_chooses_is_read_apart(desk, editor, montiano, searches):
    desk.force_login(editor)
    assert listed(desk, "nessuna") == ["carta identita"]
    SearchTally.objects.filter(key=log.key_of("carta identita", "it")).update(chosen=1, ranks=1)
    assert listed(desk, "nessuna") == []


def test_a_search_that_finds_something_now_leaves_the_list(desk, editor, montiano, searches):
    desk.force_login(editor)
    heard(montiano, "bonus nido", 1, results=2, since=THE_DAY + timedelta(days=3))
    assert listed(desk) == []
    assert row(desk, "bonus nido")[:3] == ["6", "6", "2"]


def test_what_one_body_has_does_not_hide_that_another_has_not(desk, informatica, cesena, searches):
    desk.force_login(informatica)
    heard(cesena, "bonus nido", 1, results=7, since=THE_DAY + timedelta(days=3))
    assert "bonus nido" in listed(desk)
    assert row(desk, "bonus nido", "senza")[2] == "0"
    assert "bonus nido" not in listed(desk, "nessuna")


def test_what_few_have_looked_for_is_counted_and_not_told(desk, editor, searches):
    desk.force_login(editor)
    page = words(main(desk, "?elenco=tutte"))
    assert "11 ricerche (3 diverse), 6 senza risultati, 0 risultati scelti" in page
    assert "in tre giorni diversi (10 ricerche)" in page
    assert "mensa" not in page


def test_what_was_chosen_is_told_with_its_mean_place(desk, editor, montiano, searches):
    days = SearchTally.objects.filter(key=log.key_of("carta identita", "it"))
    days.filter(day=THE_DAY.date()).update(chosen=2, ranks=3)
    desk.force_login(editor)
    assert row(desk, "carta identita") == ["5", "5", "4", "2", "1,5"]
    assert row(desk, "bonus nido") == ["5", "5", "0", "0", "–"]


def test_it_tells_of_ninety_days(desk, editor, searches, clock):
    clock.forward(days=88)  # ninety from the second day
    desk.force_login(editor)
    assert row(desk, "bonus nido")[0] == "3"
    clock.forward(days=2)
    desk.force_login(editor)
    assert "0 ricerche" in words(main(desk))


def test_an_empty_list_says_so(desk, editor):
    desk.force_login(editor)
    assert "Qui non c'è niente, per ora." in words(main(desk))


# --- What one may do about it ----------------------------------------------------------------------------------------


def typed_in(browser, url: str, name: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    field = BeautifulSoup(answer.content.decode(), "html.parser").select_one(f'[name="{name}"]')
    return field.get("value") or field.get_text().strip()


def test_union_it_adds_a_synonym_with_the_words_filled_in(desk, informatica, searches):
    desk.force_login(informatica)
    assert typed_in(desk, link(desk, "bonus nido", "Aggiungi un sinonimo"), "words") == "bonus nido"


def test_a_publisher_puts_a_page_first_with_the_words_filled_in(desk, publisher, searches):
    desk.force_login(publisher)
    assert typed_in(desk, link(desk, "bonus nido", "Metti in primo piano"), "words") == "bonus nido"
    assert link(desk, "bonus nido", "Aggiungi un sinonimo") == ""


@pytest.mark.parametrize("name", ["editor", "analyst"])
def test_who_may_do_neither_is_offered_neither(desk, searches, name):
    desk.force_login(User.objects.get(username=name))
    labels = ("Aggiungi un sinonimo", "Metti in primo piano")
    assert [link(desk, "bonus nido", label) for label in labels] == ["", ""]


def test_from_the_search_to_the_list_and_back(desk, editor, citizen, montiano, clock):
    a_service(montiano, "Carta di identità")
    for day, addresses in enumerate(ENOUGH):
        clock.set(f"2026-11-{24 + day} 10:00")
        for visit in range(addresses):
            citizen.get("/cerca/", {"q": "carta d'identità"}, REMOTE_ADDR=f"203.0.113.{visit}")
    desk.force_login(editor)
    assert row(desk, "carta d identita")[:3] == ["5", "5", "1"]


# --- At what price ---------------------------------------------------------------------------------------------------


@pytest.mark.once
def test_the_list_asks_the_same_for_one_search_and_for_many(desk, editor, montiano):
    heard(montiano, "bonus 0", *ENOUGH)
    desk.force_login(editor)
    main(desk, "?elenco=tutte")  # what a process reads once stays at hand
    with CaptureQueriesContext(connection) as few:
        main(desk, "?elenco=tutte")
    for number in range(1, 8):
        heard(montiano, f"bonus {number}", *ENOUGH)
    with CaptureQueriesContext(connection) as many:
        assert len(main(desk, "?elenco=tutte").select("tbody tr")) == 8
    assert len(many) == len(few)
