"""Results narrowed by kind, topic and day, in an address that can be shared; searches that keep to a part of the site."""

from datetime import date
from urllib.parse import parse_qs, urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search import views
from search.indexing import index_page
from tests.factories import (
    a_document_page,
    a_news_item,
    a_person,
    a_place,
    a_service,
    an_event,
    an_office,
    page_with,
    term,
)
from tests.reading import read, texts, words
from tests.search.test_search_page import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(montiano):
    """A sheet, a news item and an event, all about the market."""
    office = an_office(montiano)
    a_service(montiano, "Banco al mercato", responsible_office=office, topics=[term("argomenti", "residenza")])
    a_news_item(
        montiano,
        "Mercato spostato",
        managed_by=[office],
        published_on=date(2026, 11, 10),
        topics=[term("argomenti", "mercato"), term("argomenti", "sport")],
    )
    an_event(montiano, "Mercato di Natale", starts_on=date(2026, 12, 5))


def results(client, **parameters):
    return read(client, f"/cerca/?{urlencode({'q': 'mercato', **parameters}, doseq=True)}")


def titles(page) -> list[str]:
    return texts(page, ".card-list .it-card-title")


def boxes(page) -> dict[str, bool]:
    """The boxes of the filters, with what stands beside each; whether it is ticked."""
    return {words(box.label): box.input.has_attr("checked") for box in page.select(".search-filters .form-check")}


def asked_by(link) -> dict[str, list[str]]:
    return parse_qs(link["href"].partition("?")[2])


def sent_by(form, **typed: str) -> dict:
    """What a form sends beside the field of the words."""
    return {field["name"]: field["value"] for field in form.select("input[type=hidden]")} | typed


# --- Filters -----------------------------------------------------------------------------------------------------------


def test_every_box_says_how_many_results_it_would_leave(citizen, market):
    assert boxes(results(citizen)) == {
        "Servizi (1)": False,
        "Novità (1)": False,
        "Eventi (1)": False,
        "Mercato (2)": False,
        "Residenza (1)": False,
        "Sport (1)": False,
    }


def test_a_ticked_box_narrows_the_list_and_stays_ticked(citizen, market):
    page = results(citizen, tipo="novita")
    assert titles(page) == ["Mercato spostato"]
    assert boxes(page)["Novità (1)"]
    assert words(page.select_one(".search-filters summary")) == "Filtra (1)"


def test_topics_and_days_narrow_it_too(citizen, market):
    assert set(titles(results(citizen, argomento=term("argomenti", "mercato").pk))) == {
        "Mercato spostato",
        "Mercato di Natale",
    }
    assert titles(results(citizen, dal="01/12/2026")) == ["Mercato di Natale"]
    assert titles(results(citizen, al="2026-11-30")) == ["Mercato spostato"]


def test_an_event_of_the_whole_day_is_over_when_the_day_is(citizen, montiano):
    an_event(montiano, "Mercato di Natale", starts_on=date(2026, 12, 5), ends_on=date(2026, 12, 8), all_day=True)
    assert titles(results(citizen, dal="2026-12-08")) == ["Mercato di Natale"]
    assert "Nessun risultato con questi filtri" in words(results(citizen, dal="2026-12-09").main)


def test_by_date_the_newest_comes_first(citizen, market):
    page = results(citizen, ordine="data")
    assert titles(page) == ["Mercato di Natale", "Mercato spostato", "Banco al mercato"]
    assert texts(page, '.search-orders [aria-current="true"]') == ["Data"]


def test_filters_that_leave_nothing_say_so_and_can_be_taken_off(citizen, market):
    page = results(citizen, tipo="servizio", argomento=term("argomenti", "sport").pk)
    assert "Nessun risultato con questi filtri" in words(page.main)
    assert boxes(page)["Servizi (0)"]
    assert asked_by(page.find("a", string="Rimuovi tutti i filtri")) == {"q": ["mercato"]}


def test_nobody_is_offered_to_take_off_filters_that_are_not_there(citizen, market):
    assert results(citizen, ordine="data").find("a", string="Rimuovi tutti i filtri") is None


def test_a_bad_day_is_told_beside_its_field_with_the_filters_open(citizen, market):
    page = results(citizen, dal="domani")
    field = page.select_one("#dal")
    assert (field["value"], field["aria-invalid"]) == ("domani", "true")
    assert words(page.select_one(f"#{field['aria-describedby']}")) == "Scrivi il giorno così: 05/12/2026."
    assert page.select_one("details.search-filters").has_attr("open")


def test_a_good_day_comes_back_as_browsers_want_it(citizen, market):
    field = results(citizen, dal="05/12/2026").select_one("#dal")
    assert (field["value"], field.get("aria-invalid")) == ("2026-12-05", None)


def test_nothing_in_the_address_is_an_error_or_comes_back_as_markup(citizen, market):
    for name in ("tipo", "argomento", "dal", "al", "ordine"):
        for text in HOSTILE:
            answer = citizen.get("/cerca/", {"q": "mercato", name: text})
            assert answer.status_code == 200, (name, text[:20])
            assert "<script>alert" not in answer.content.decode(), name


# --- An address that can be shared ---------------------------------------------------------------------------------------


@pytest.fixture
def narrowed(citizen, market, montiano, monkeypatch):
    """A page of results with everything in its address."""
    monkeypatch.setattr(views, "AT_ONCE", 1)
    an_event(montiano, "Mercato di Pasqua", starts_on=date(2026, 12, 6))
    return results(citizen, **NARROW, pagina="1")


NARROW = {"sezione": "vivere-il-comune", "tipo": ["evento", "novita"], "dal": "2026-12-01", "ordine": "data"}
WHOLE = {"q": ["mercato"], **{name: value if isinstance(value, list) else [value] for name, value in NARROW.items()}}


def test_more_results_keep_everything(narrowed):
    assert asked_by(narrowed.select_one("[data-load-more]")) == WHOLE | {"pagina": ["2"]}


def test_the_other_order_keeps_everything_from_the_first_page_on(narrowed):
    links = {words(link): asked_by(link) for link in narrowed.select(".search-orders a")}
    assert links == {"Data": WHOLE, "Pertinenza": WHOLE | {"ordine": ["pertinenza"]}}


def test_the_form_of_the_filters_keeps_words_part_and_order(narrowed):
    form = narrowed.select_one(".search-filters form")
    assert sent_by(form) == {"q": "mercato", "sezione": "vivere-il-comune", "ordine": "data"}
    assert [box["value"] for box in form.select("input[name=tipo][checked]")] == ["novita", "evento"]


def test_taking_off_the_filters_keeps_words_and_part(narrowed):
    link = narrowed.find("a", string="Rimuovi tutti i filtri")
    assert asked_by(link) == {"q": ["mercato"], "sezione": ["vivere-il-comune"]}


def test_a_long_search_keeps_its_words_too(citizen, market, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 1)
    page = results(citizen, q="mercato " * 20, tipo=["novita", "evento"])
    links = [page.select_one("[data-load-more]"), *page.select(".search-orders a")]
    assert [asked_by(link)["q"][0].startswith("mercato mercato") for link in links] == [True] * 3


# --- In all the sites ----------------------------------------------------------------------------------------------------


@pytest.fixture
def fair(cesena):
    an_event(cesena, "Mercato europeo", starts_on=date(2026, 12, 12))
    a_news_item(cesena, "Mercato coperto", published_on=date(2026, 11, 20))


def test_through_the_whole_union_boxes_count_every_site(citizen, market, fair):
    found = boxes(results(citizen, dove="unione"))
    assert [label for label in found if label.startswith(("Servizi", "Novità", "Eventi"))] == [
        "Servizi (1)",
        "Novità (2)",
        "Eventi (2)",
    ]


def test_through_the_whole_union_filters_narrow_every_site(citizen, market, fair):
    page = results(citizen, dove="unione", tipo="evento", ordine="data")
    assert sorted(titles(page)) == ["Mercato di Natale", "Mercato europeo"]
    assert sorted(texts(page, ".page-section h3")) == ["Comune di Cesena (1)", "Comune di Montiano (1)"]
    assert sent_by(page.select_one(".search-filters form")) == {"q": "mercato", "dove": "unione", "ordine": "data"}


def test_the_own_search_of_a_body_gets_the_filters(citizen, market, fair, monkeypatch):
    monkeypatch.setattr(views, "OF_A_BODY", 1)
    page = results(citizen, dove="unione", tipo=["evento", "novita"], al="2026-12-31")
    link = next(link for link in page.select(".section__more a") if "Cesena" in words(link))
    assert link["href"].startswith("http://cesena.test/cerca/?")
    assert asked_by(link) == {"q": ["mercato"], "tipo": ["evento", "novita"], "al": ["2026-12-31"]}


def test_who_keeps_to_the_union_s_own_site_stays_there(union, market):
    a_service(union, "Mercato dell'Unione")
    page = results(Client(HTTP_HOST="unione.test"), dove="ente", tipo="servizio")
    assert titles(page) == ["Mercato dell'Unione"]
    assert sent_by(page.select_one(".search-filters form"))["dove"] == "ente"
    slip = read(Client(HTTP_HOST="unione.test"), "/cerca/?q=mercatto&dove=ente")
    assert asked_by(slip.select_one(".search-corrected a")) == {"q": ["mercato"], "dove": ["ente"]}


def test_the_whole_site_of_the_union_is_its_own(union):
    page = read(Client(HTTP_HOST="unione.test"), "/cerca/?q=mercato&sezione=servizi")
    assert asked_by(page.find("a", string="Cerca in tutto il sito")) == {"q": ["mercato"], "dove": ["ente"]}


# --- In a part of the site -----------------------------------------------------------------------------------------------

PARTS = {
    "servizi": ("Servizi", ["Aurora, servizio"]),
    "categoria-anagrafe-e-stato-civile": ("Anagrafe e stato civile", ["Aurora, servizio"]),
    "categoria-cultura-e-tempo-libero": ("Cultura e tempo libero", []),
    "novita": ("Novità", ["Aurora, notizia"]),
    "documenti-e-dati": ("Documenti e dati", ["Aurora, documento"]),
    "eventi": ("Eventi", ["Aurora, evento"]),
    "luoghi": ("Luoghi", ["Aurora, luogo"]),
    "uffici": ("Uffici", ["Aurora, ufficio"]),
    "politici": ("Politici", ["Aurora Bianchi"]),
}


@pytest.fixture
def aurora(montiano):
    """The same name everywhere."""
    office = an_office(montiano, "Aurora, ufficio", seat=a_place(montiano, "Aurora, luogo"))
    a_service(montiano, "Aurora, servizio", responsible_office=office)
    a_news_item(montiano, "Aurora, notizia", managed_by=[office])
    a_document_page(montiano, "Aurora, documento", office=office)
    an_event(montiano, "Aurora, evento")
    a_person(montiano, "Aurora")


def form_of(client, tenant, key: str):
    """The field of search in the middle of a page."""
    page = read(client, page_with(tenant, key).path_url)
    return next(form for form in page.main.select('form[role="search"]') if sent_by(form))


def test_a_search_from_a_list_keeps_to_it_and_says_so(citizen, montiano, aurora):
    found = {}
    for key in PARTS:
        page = results(citizen, **sent_by(form_of(citizen, montiano, key), q="aurora"))
        scope = words(page.select_one(".search-scope")).removesuffix(" . Cerca in tutto il sito")
        found[key] = (scope.removeprefix("Cerchi in "), titles(page))
    assert found == PARTS


def test_from_a_part_one_goes_on_to_the_whole_site(citizen, aurora):
    page = results(citizen, q="aurora", sezione="vivere-il-comune/luoghi")
    whole = page.find("a", string="Cerca in tutto il sito")
    assert asked_by(whole) == {"q": ["aurora"]}
    assert len(titles(read(citizen, f"/cerca/{whole['href']}"))) == 7


def test_another_word_typed_there_is_looked_for_in_the_same_part(citizen, aurora):
    page = results(citizen, q="aurora", sezione="servizi")
    assert sent_by(page.select_one("#cerca-pagina").find_parent("form")) == {"sezione": "servizi"}


def test_among_the_topics_only_topics_are_found(citizen, montiano, market):
    index_page(page_with(montiano, "argomento-mercato"))
    page = results(citizen, **sent_by(form_of(citizen, montiano, "argomenti")))
    assert titles(page) == ["Mercato"]
    assert words(page.select_one(".search-scope strong")) == "Argomenti"


def test_within_a_topic_only_what_is_about_it_is_found_and_its_box_is_ticked(citizen, montiano, market):
    page = results(citizen, **sent_by(form_of(citizen, montiano, "argomento-sport")))
    assert titles(page) == ["Mercato spostato"]
    assert [label for label, is_ticked in boxes(page).items() if is_ticked] == ["Sport (1)"]


def test_a_part_that_is_not_there_finds_nothing_and_offers_the_whole_site(citizen, market):
    page = results(citizen, sezione="marte")
    assert "Nessun risultato" in words(page.main)
    assert page.find("a", string="Cerca in tutto il sito")


# --- At what price -------------------------------------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize("parameters", [{}, {"tipo": "evento"}, {"ordine": "data"}, {"dove": "unione"}])
def test_filters_ask_the_database_the_same_however_many_results_there_are(citizen, montiano, market, parameters):
    def asked() -> int:
        results(citizen, **parameters)  # what a process reads once stays at hand
        with CaptureQueriesContext(connection) as queries:
            results(citizen, **parameters)
        return len(queries)

    few = asked()
    for number in range(6):
        an_event(montiano, f"Mercato {number}")
    assert asked() == few
