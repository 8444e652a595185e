"""What a municipality puts first for the words it chooses, and who may do so."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from search import promotions, views
from search.models import PromotedResult, SearchTally, Synonym
from tests.editing import SNIPPET_FORM, PageEditor
from tests.factories import a_news_item, a_service, an_office, page_with
from tests.languages.english import open_english_site
from tests.reading import read, texts, words

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/snippets/search/promotedresult/", "/admin/snippets/search/promotedresult/add/"


@pytest.fixture
def office(montiano):
    return an_office(montiano)


@pytest.fixture
def plan(montiano, office):
    """A page that nobody would find by these words alone."""
    return a_news_item(montiano, "Piano della viabilità invernale", managed_by=[office])


def promote(page, words: str = "neve, strade ghiacciate", **fields) -> PromotedResult:
    return PromotedResult.objects.create(tenant=page.tenant, page=page, words=words, **fields)


def results(client, query: str, **parameters):
    return read(client, f"/cerca/?{urlencode({'q': query, **parameters})}")


def first(client, query: str, **parameters) -> list[str]:
    return texts(results(client, query, **parameters), ".search-promoted .it-card-title")


# --- What a citizen finds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["neve", "NEVE", "neve scuole chiuse", "strada ghiacciata", "pericolo strade ghiacciate"]
)
def test_it_comes_first_for_its_words_also_inside_a_longer_search(citizen, plan, query):
    promote(plan)
    assert first(citizen, query) == [plan.title]


def test_a_word_that_only_says_the_same_does_not_bring_it(citizen, plan):
    """What comes first was chosen for these words; what else they may mean is among the results."""
    Synonym.objects.create(words="bufera", means="neve", language="it")
    promote(plan, "neve")
    assert first(citizen, "bufera") == []
    assert first(citizen, "neve") == [plan.title]


@pytest.mark.parametrize("query", ["strade", "ghiacciate", "scuole chiuse", "nevicata"])
def test_all_the_words_of_a_phrase_must_be_there(citizen, plan, query):
    promote(plan)
    assert first(citizen, query) == []


def test_a_mistyped_word_brings_it_too(citizen, montiano, office, plan):
    a_service(montiano, "Sgombero ghiaccio", responsible_office=office)
    promote(plan, "ghiaccio")
    assert first(citizen, "ghiacio") == [plan.title]


def test_it_is_found_even_where_nothing_else_is(citizen, plan):
    promote(plan, "xyzzy")
    page = results(citizen, "xyzzy")
    assert texts(page, ".search-promoted .it-card-title") == [plan.title]
    assert words(page.select_one(".result-count")) == "1 risultato"


def test_it_is_not_in_the_list_again_and_counts_once(citizen, montiano, office):
    a_service(montiano, "Neve: chiedi il sale", responsible_office=office)
    plan = a_news_item(montiano, "Piano neve", managed_by=[office])
    promote(plan)
    page = results(citizen, "neve")
    assert texts(page, ".it-card-title") == ["Piano neve", "Neve: chiedi il sale"]
    assert texts(page, "#elenco .it-card-title") == ["Neve: chiedi il sale"]
    assert words(page.select_one(".result-count")) == "2 risultati"
    assert SearchTally.objects.get().results == 2


def test_another_site_puts_its_own_first(neighbour, cesena, plan):
    promote(plan)
    assert first(neighbour, "neve") == []


def test_that_it_was_chosen_is_told_like_of_any_other_result(citizen, plan):
    promote(plan)
    shown = results(citizen, "neve").select_one(".search-promoted [data-chosen]")
    assert (shown["data-chosen"], shown["data-query"], shown["data-first"]) == ("/cerca/scelta/", "neve", "1")
    assert [one["data-page"] for one in shown.select("li")] == [str(plan.pk)]


def test_in_the_whole_union_each_body_puts_its_own_first(citizen, montiano, cesena, plan):
    shelter = a_news_item(cesena, "Ricovero notturno", managed_by=[an_office(cesena)])
    promote(plan, "neve"), promote(shelter, "neve")
    own, found = a_service(cesena, "Sgombero della neve"), results(citizen, "neve", dove="unione")
    groups = {words(group.h3): group for group in found.select("[aria-labelledby^=ente-]")}
    assert {name: texts(group, ".it-card-title") for name, group in groups.items()} == {
        "Comune di Cesena (2)": [shelter.title, own.title],
        "Comune di Montiano (1)": [plan.title],
    }
    assert {name: texts(group, ".search-promoted .it-card-title") for name, group in groups.items()} == {
        "Comune di Cesena (2)": [shelter.title],
        "Comune di Montiano (1)": [plan.title],
    }
    assert found.select_one(".search-promoted a")["href"] == f"http://cesena.test{shelter.path_url}"
    assert words(found.select_one(".result-count")) == "3 risultati in tutti i Comuni dell'Unione"
    narrowed = results(citizen, "neve", dove="unione", tipo="servizio")
    assert texts(narrowed.main, ".it-card-title") == [own.title]


def test_what_many_bodies_put_first_asks_no_more_questions(citizen, montiano, cesena, plan):
    def asked() -> int:
        results(citizen, "neve", dove="unione")
        with CaptureQueriesContext(connection) as queries:
            results(citizen, "neve", dove="unione")
        return len(queries)

    promote(plan, "neve")
    of_one = asked()
    for number in range(3):
        promote(a_service(cesena, f"Ricovero {number}"), "neve")
    assert asked() == of_one


def test_after_its_last_day_it_is_like_the_others(citizen, plan, clock):
    promote(plan, until=date(2026, 11, 25))
    clock.set("2026-11-25 23:50")
    assert first(citizen, "neve") == [plan.title]
    clock.set("2026-11-26 00:10")
    assert first(citizen, "neve") == []


def test_whoever_narrows_or_orders_the_results_wants_just_that(citizen, plan):
    promote(plan, "piano")
    assert first(citizen, "piano") == [plan.title]
    for parameters in ({"tipo": "novita"}, {"ordine": "data"}, {"sezione": "novita"}, {"dal": "2026-01-01"}):
        page = results(citizen, "piano", **parameters)
        assert page.select_one(".search-promoted") is None, parameters
        assert texts(page, "#elenco .it-card-title") == [plan.title], parameters


def test_the_next_page_goes_on_with_the_list(citizen, montiano, office, plan, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 1)
    for number in range(2):
        a_service(montiano, f"Neve {number}", responsible_office=office)
    promote(plan)
    page = results(citizen, "neve", pagina="2")
    assert texts(page, ".it-card-title") == ["Neve 1"]
    assert words(page.select_one(".result-count")) == "3 risultati"


def test_a_page_that_is_offline_or_hidden_gives_its_place_to_the_next(citizen, montiano, office, plan):
    for number in range(promotions.MOST):
        page = a_news_item(montiano, f"Vecchio {number}", managed_by=[office])
        promote(page, "neve")
        page.unpublish()
    promote(plan, "neve")
    assert first(citizen, "neve") == [plan.title]


def test_three_at_most_come_first_by_the_order_of_their_words(citizen, montiano, office):
    for number in range(4):
        promote(a_news_item(montiano, f"Piano {number}", managed_by=[office]), f"neve, {number}")
    assert first(citizen, "neve") == ["Piano 0", "Piano 1", "Piano 2"]


def test_a_change_is_seen_at_the_next_search(citizen, plan):
    assert first(citizen, "neve") == []
    row = promote(plan)
    assert first(citizen, "neve") == [plan.title]
    row.words = "ghiaccio"
    row.save()
    assert first(citizen, "neve") == []


def test_many_taken_off_together_are_gone_at_the_next_search(citizen, plan):
    promote(plan)
    assert first(citizen, "neve") == [plan.title]
    PromotedResult.objects.all().delete()  # as the admin does with the rows that were ticked
    assert first(citizen, "neve") == []


# --- Who says so -----------------------------------------------------------------------------------------------------


def writing(desk, user) -> PageEditor:
    desk.force_login(user)
    return PageEditor(desk, ADD, SNIPPET_FORM)


def test_a_publisher_puts_a_page_first_for_the_own_municipality(desk, publisher, montiano, plan):
    assert writing(desk, publisher).write(words="neve", page=plan.pk).save().accepted
    row = PromotedResult.objects.get()
    assert (row.tenant, row.page_id, row.words, row.until) == (montiano, plan.pk, "neve", None)


@pytest.mark.parametrize("name", ["cesena", "unione"])
def test_a_page_of_another_body_is_refused_beside_the_field_and_not_told(
    desk, publisher, montiano, cesena, union, name
):
    tenant = {"cesena": cesena, "unione": union}[name]
    theirs = a_news_item(tenant, "Bozza riservata")
    answer = writing(desk, publisher).write(words="neve", page=theirs.pk).save()
    assert not answer.accepted
    assert answer.beside("page") == "Scegli una pagina del sito del tuo ente."
    assert "Bozza riservata" not in answer.soup.get_text()
    assert answer.typed("words") == "neve"


@pytest.mark.parametrize("typed", ["", " , ,", "%%"])
def test_words_are_asked_for_beside_their_field(desk, publisher, plan, typed):
    answer = writing(desk, publisher).write(words=typed, page=plan.pk).save()
    assert not answer.accepted
    assert answer.beside("words")


def test_a_page_in_english_comes_first_for_english_words(desk, publisher, citizen, montiano, office):
    sheet = a_service(montiano, "Spazzaneve", responsible_office=office)
    category = page_with(montiano, "categoria-anagrafe-e-stato-civile")
    english = open_english_site(montiano, page_with(montiano, "servizi"), category, sheet)[-1]
    assert writing(desk, publisher).write(words="snow", page=english.pk).save().accepted
    page = read(citizen, "/en/cerca/?q=snow")
    assert texts(page, ".search-promoted .it-card-title") == [english.title]
    assert first(citizen, "snow") == []


def test_a_publisher_sees_and_changes_only_those_of_the_own_body(desk, publisher, montiano, cesena, plan):
    theirs = promote(a_news_item(cesena, "Neve a Cesena"), "valanga")
    promote(plan)
    desk.force_login(publisher)
    listed = desk.get(LIST).content.decode()
    assert "strade ghiacciate" in listed
    assert "valanga" not in listed
    for action in ("edit", "delete"):
        url = reverse(f"wagtailsnippets_search_promotedresult:{action}", args=[theirs.pk])
        assert desk.get(url).status_code != 200, action
        desk.post(url, {"words": "mio", "page": plan.pk})
    theirs.refresh_from_db()
    assert theirs.words == "valanga"


@pytest.mark.parametrize("name", ["editor", "clerk", "stranger"])
def test_others_may_not(desk, request, name):
    desk.force_login(request.getfixturevalue(name))
    assert [desk.get(url).status_code for url in (LIST, ADD) if desk.get(url).status_code == 200] == []
    desk.post(ADD, {"words": "neve", "page": 1})
    assert not PromotedResult.objects.exists()
