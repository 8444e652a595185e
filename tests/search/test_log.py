"""What is looked for is counted without knowing by whom; words are kept only once many people used them."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from search import log, popularity, views
from search.finding import RESULTS
from search.models import ChosenPage, SearchDocument, SearchTally, SearchText, SearchVisit
from tests.conftest import THE_DAY
from tests.factories import a_service, an_office
from tests.reading import read, texts
from tests.search.asking import ENOUGH, heard

pytestmark = pytest.mark.django_db
OWN = {"HTTP_SEC_FETCH_SITE": "same-origin"}
ANNA, BRUNO = "203.0.113.77", "203.0.113.78"


@pytest.fixture(autouse=True)
def now(clock):
    return clock.set("2026-11-24 10:00")


@pytest.fixture
def sheet(montiano):
    return a_service(montiano, "Passo carrabile")


def search(client, query: str = "passo", address: str = ANNA, **parameters):
    answer = client.get("/cerca/", {"q": query, **parameters}, REMOTE_ADDR=address)
    assert answer.status_code == 200


def choose(client, page, query: str = "passo", rank="1", address: str = ANNA, headers: dict = OWN):
    fields = {"q": query, "page": page.pk, "rank": rank}
    return client.post("/cerca/scelta/", fields, REMOTE_ADDR=address, **headers)


def counted() -> list[tuple]:
    """Searches and visits of every row."""
    return list(SearchTally.objects.order_by("pk").values_list("searches", "visits"))


def written() -> str:
    """Every value of every table of the search."""
    tables = apps.get_app_config("search").get_models()
    return " ".join(str(value) for model in tables for row in model.objects.values_list() for value in row)


# --- Searches --------------------------------------------------------------------------------------------------------


def test_a_search_is_counted_with_its_results(citizen, montiano, sheet):
    search(citizen)
    row = SearchTally.objects.get()
    assert (row.tenant, row.language, str(row.day)) == (montiano, "it", "2026-11-24")
    assert (row.searches, row.visits, row.results, row.chosen) == (1, 1, 1, 0)


def test_a_search_leaves_neither_its_words_nor_who_made_it(citizen, montiano, sheet):
    search(citizen, "separazione tizio caio")
    choose(citizen, sheet, "separazione tizio caio")
    everything = written()
    assert [trace for trace in ("separazione", "tizio", "caio", "203.0.113") if trace in everything] == []
    assert not SearchText.objects.exists()


def test_the_same_visit_counts_once_a_day(citizen, sheet, clock):
    for _time in range(3):
        search(citizen)
    search(citizen, address=BRUNO)
    clock.forward(days=1)
    search(citizen)
    assert counted() == [(4, 2), (1, 1)]


def test_a_house_with_many_addresses_is_one_visit(citizen, sheet):
    for end in ("1", "2", "abcd"):
        search(citizen, address=f"2001:db8::{end}")
    assert counted() == [(3, 1)]


def test_accents_capitals_and_signs_make_no_other_search(citizen, sheet):
    for query in ("città", "CITTA", " «Citta'» "):
        search(citizen, query)
    assert counted() == [(3, 1)]


def test_each_site_counts_its_own(citizen, neighbour, sheet):
    search(citizen), search(neighbour)
    assert SearchTally.objects.count() == 2
    assert len({*SearchTally.objects.values_list("key", flat=True)}) == 1


@pytest.mark.parametrize(
    "parameters",
    [
        {"tipo": "servizio"},
        {"argomento": "1"},
        {"dal": "2026-01-01"},
        {"al": "mai"},
        {"ordine": "data"},
        {"pagina": "2"},
    ],
)
def test_filters_orders_and_next_pages_are_the_same_search(citizen, sheet, parameters):
    search(citizen, **parameters)
    assert counted() == []


def test_a_search_made_wider_or_narrower_says_nothing_of_the_site(citizen, union, montiano, cesena):
    """It found nothing here; that Cesena has it must not hide that."""
    a_service(cesena, "Bonus nido")
    citizen.get("/cerca/?q=bonus")
    citizen.get("/cerca/?q=bonus&dove=unione")
    hub = Client(HTTP_HOST="unione.test")
    hub.get("/cerca/?q=bonus")
    hub.get("/cerca/?q=bonus&dove=ente")
    counted = SearchTally.objects.order_by("tenant__slug").values_list("tenant__slug", "searches", "results")
    assert list(counted) == [("montiano", 1, 0), ("unione", 1, 1)]


def test_a_part_of_the_site_with_nothing_to_say_is_no_search_without_results(citizen, sheet):
    search(citizen, sezione="novita")
    assert counted() == []
    search(citizen, sezione="servizi")
    assert counted() == [(1, 1)]


@pytest.mark.parametrize("query", ["", "  ", "%%%"])
def test_a_search_without_words_is_none(citizen, query):
    search(citizen, query)
    assert counted() == []


def test_a_robot_that_looks_at_the_head_is_no_search(citizen, sheet):
    assert citizen.head("/cerca/", {"q": "passo"}).status_code == 200
    assert counted() == []


def test_whoever_must_wait_is_not_counted(citizen, sheet, monkeypatch):
    monkeypatch.setattr(views.Limit, "is_reached", lambda limit, request: True)
    assert citizen.get("/cerca/", {"q": "passo"}).status_code == 429
    assert counted() == []


# --- Their words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [(1,), (4, 4), (20, 20), (2, 1, 1), (1, 1, 0, 2)])
def test_with_fewer_than_five_visits_or_three_days_no_words_are_kept(montiano, days):
    heard(montiano, "rimborso mensa", *days)
    assert not SearchText.objects.exists()
    assert "rimborso" not in written()


@pytest.mark.parametrize("days", [ENOUGH, (1, 1, 3), (1, 1, 1, 1, 1), (3, 0, 0, 1, 1)])
def test_after_five_visits_on_three_days_the_words_are_kept(montiano, days):
    heard(montiano, "Rimborso MENSA", *days)
    kept = SearchText.objects.get()
    assert (kept.text, kept.language) == ("rimborso mensa", "it")


def test_the_words_keep_no_trace_of_who_used_them(montiano):
    heard(montiano, "rimborso mensa", *ENOUGH)
    assert "203.0.113" not in written()


def test_asking_again_and_again_makes_no_more_visits(montiano):
    for _time in range(10):
        heard(montiano, "rimborso mensa", 1, 1, 1)
    assert SearchTally.objects.first().searches == 10
    assert not SearchText.objects.exists()


def test_visits_of_all_the_sites_count_together(montiano, cesena):
    heard(montiano, "rimborso mensa", 1, 1)
    heard(cesena, "rimborso mensa", 0, 2)
    assert not SearchText.objects.exists()
    heard(cesena, "rimborso mensa", 0, 0, 1)
    assert SearchText.objects.get().text == "rimborso mensa"


def test_old_visits_do_not_count(montiano):
    heard(montiano, "rimborso mensa", 4, 4, since=THE_DAY - timedelta(days=92))
    heard(montiano, "rimborso mensa", 4)
    assert not SearchText.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        "333 1234567",
        "chiamare 0547/123456",
        "RSSMRA80A01C573K",
        "isee rssmra80a01c573k",
        "mario.rossi@example.it",
        "multa AB 123 CD",
        "mi chiamo Mario Rossi",
        "abito in via Roma 12",
    ],
)
def test_what_says_who_somebody_is_is_never_kept_however_often_it_comes(montiano, typed):
    heard(montiano, typed, 9, 9, 9, 9)
    assert len(counted()) == 4
    assert not SearchText.objects.exists()


# --- What is chosen ----------------------------------------------------------------------------------------------------


def chosen() -> list[tuple]:
    """How often, and the sum of the places, of every row."""
    return list(SearchTally.objects.order_by("pk").values_list("chosen", "ranks"))


def test_a_chosen_result_is_counted_with_its_place(citizen, sheet):
    search(citizen)
    assert choose(citizen, sheet, rank="3").status_code == 204
    assert chosen() == [(1, 3)]
    row = ChosenPage.objects.get()
    assert (row.page_id, row.times, str(row.day)) == (sheet.pk, 1, "2026-11-24")


def test_the_list_of_results_says_what_to_tell(citizen, sheet):
    page = read(citizen, "/cerca/?q=passo")
    listed = page.select_one("[data-chosen]")
    assert (listed["data-chosen"], listed["data-query"], listed["data-first"]) == ("/cerca/scelta/", "passo", "1")
    assert [row["data-page"] for row in listed.select("[data-page]")] == [str(sheet.pk)]


def test_a_visit_chooses_a_result_once_a_day(citizen, sheet, clock):
    for address in (ANNA, ANNA, BRUNO):
        search(citizen, address=address)
        choose(citizen, sheet, address=address)
    clock.forward(days=1)
    search(citizen)
    choose(citizen, sheet)
    assert chosen() == [(2, 2), (1, 1)]
    assert list(ChosenPage.objects.order_by("day").values_list("times", flat=True)) == [2, 1]


def test_a_visit_may_choose_two_results(citizen, montiano, sheet):
    other = a_service(montiano, "Passo pedonale", responsible_office=sheet.responsible_office)
    search(citizen)
    choose(citizen, sheet, rank="1"), choose(citizen, other, rank="2")
    assert chosen() == [(2, 3)]


def test_nothing_is_chosen_without_such_a_search(citizen, sheet, clock):
    choose(citizen, sheet)
    search(citizen)
    choose(citizen, sheet, query="altro")
    clock.forward(days=1)
    choose(citizen, sheet)
    assert chosen() == [(0, 0)]
    assert not ChosenPage.objects.exists()


@pytest.mark.parametrize("rank", ["0", "-1", str(RESULTS.ranked + 1), "9" * 30, "primo", "", "\x00"])
def test_a_place_that_no_result_has_counts_nothing(citizen, sheet, rank):
    search(citizen)
    assert choose(citizen, sheet, rank=rank).status_code == 204
    assert chosen() == [(0, 0)]
    choose(citizen, sheet, rank=str(RESULTS.ranked))
    assert chosen() == [(1, RESULTS.ranked)], "the last place there is counts"


@pytest.mark.parametrize(
    "headers", [{"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.example"}, {}]
)
def test_another_site_cannot_tell_us_what_was_chosen(citizen, sheet, headers):
    search(citizen)
    assert choose(citizen, sheet, headers=headers).status_code == 403
    assert chosen() == [(0, 0)]


def test_an_address_that_is_opened_chooses_nothing(citizen, sheet):
    assert citizen.get("/cerca/scelta/").status_code == 405


def test_a_page_of_another_body_and_one_that_is_gone_are_not_counted(citizen, cesena, sheet):
    theirs = a_service(cesena, "Passo di Cesena")
    search(citizen)
    choose(citizen, theirs)
    sheet.unpublish()
    choose(citizen, sheet)
    assert chosen() == [(0, 0)]
    assert not ChosenPage.objects.exists()


def test_on_the_site_of_the_union_a_page_of_any_body_may_be_chosen(union, cesena):
    hub, theirs = Client(HTTP_HOST="unione.test"), a_service(cesena, "Passo di Cesena")
    listed = read(hub, "/cerca/?q=passo").select_one("[data-chosen]")
    assert [one["data-page"] for one in listed.select("li")] == [str(theirs.pk)]
    choose(hub, theirs)
    assert chosen() == [(1, 1)]


# --- What is forgotten ---------------------------------------------------------------------------------------------------


def test_visits_of_other_days_are_forgotten_and_today_s_are_not(citizen, sheet, clock):
    search(citizen)
    clock.forward(days=1)
    search(citizen)
    log.forget(timezone.now())
    assert [str(row.day) for row in SearchVisit.objects.all()] == ["2026-11-25"]
    search(citizen)
    assert counted() == [(1, 1), (2, 1)], "the visit of today is still known"


def test_numbers_and_words_are_forgotten_after_four_hundred_days(citizen, montiano, sheet, clock):
    heard(montiano, "passo", *ENOUGH)
    choose(citizen, sheet)
    clock.forward(days=402)
    log.forget(timezone.now())
    assert SearchTally.objects.count() == 1, "of the third day"
    assert SearchText.objects.exists()
    clock.forward(days=1)
    log.forget(timezone.now())
    assert [model for model in (SearchTally, SearchText, ChosenPage) if model.objects.exists()] == []


def test_the_clock_forgets_and_counts(citizen, sheet, clock):
    search(citizen)
    choose(citizen, sheet)
    clock.forward(days=1)
    call_command("sweep_search")
    assert not SearchVisit.objects.exists()
    assert SearchDocument.objects.get(page=sheet).popularity == 1


# --- When the log is broken ----------------------------------------------------------------------------------------------


@pytest.fixture
def broken(monkeypatch):
    def fail(*_args):
        raise DatabaseError("full")

    monkeypatch.setattr(log, "_is_new", fail)


def test_a_broken_log_breaks_no_search(citizen, sheet, broken):
    page = read(citizen, "/cerca/?q=passo")
    assert texts(page, "#elenco .it-card-title") == ["Passo carrabile"]
    assert counted() == []


def test_a_broken_log_breaks_no_choice(citizen, montiano, sheet, monkeypatch):
    search(citizen)
    add = log._add

    def fail_halfway(model, where, **numbers):
        if model is ChosenPage:
            raise DatabaseError("full")
        add(model, where, **numbers)

    monkeypatch.setattr(log, "_add", fail_halfway)
    assert choose(citizen, sheet).status_code == 204
    assert chosen() == [(0, 0)]
    assert not ChosenPage.objects.exists(), "all of it or nothing"


# --- What is chosen comes up ---------------------------------------------------------------------------------------------


@pytest.fixture
def two(montiano):
    office = an_office(montiano)
    return [a_service(montiano, f"Passo {name}", responsible_office=office) for name in ("carrabile", "pedonale")]


def titles(client) -> list[str]:
    return texts(read(client, "/cerca/?q=passo"), "#elenco .it-card-title")


def test_what_people_choose_comes_up_and_goes_down_again_with_time(citizen, two, clock):
    assert titles(citizen) == ["Passo carrabile", "Passo pedonale"]
    ChosenPage.objects.create(day=timezone.localdate(), page=two[1], times=3)
    popularity.count(timezone.now())
    assert titles(citizen) == ["Passo pedonale", "Passo carrabile"]
    clock.forward(days=91)
    popularity.count(timezone.now())
    assert titles(citizen) == ["Passo carrabile", "Passo pedonale"]


def test_popularity_is_measured_against_the_most_chosen_page_of_the_site(two, cesena):
    theirs = a_service(cesena, "Passo di Cesena")
    for page, times in ((two[0], 31), (two[1], 1), (theirs, 1)):
        ChosenPage.objects.create(day=timezone.localdate(), page=page, times=times)
    popularity.count(timezone.now())
    found = dict(SearchDocument.objects.filter(popularity__gt=0).values_list("page", "popularity"))
    assert found == {two[0].pk: 1.0, two[1].pk: 0.2, theirs.pk: 1.0}


def test_a_popular_page_does_not_pass_a_better_answer(citizen, two):
    ChosenPage.objects.create(day=timezone.localdate(), page=two[1], times=1000)
    popularity.count(timezone.now())
    assert texts(read(citizen, "/cerca/?q=passo+carrabile"), "#elenco .it-card-title")[0] == "Passo carrabile"
