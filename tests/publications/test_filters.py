"""Lists of documents narrowed by office and year, and the way there from the page of an office."""

from datetime import date

import pytest

from offices.models import MOST_DOCUMENTS
from publications.models import FormsFolderPage
from tests.factories import a_call, a_dataset, a_document_page, an_office, page_with
from tests.performance.test_queries import cost
from tests.performance.world import add_siblings
from tests.reading import read, texts, words

pytestmark = pytest.mark.django_db
SECTION = "/amministrazione/documenti-e-dati/"
RULES = f"{SECTION}atti-normativi/"


@pytest.fixture
def trade(montiano):
    return an_office(montiano, "Ufficio commercio")


@pytest.fixture
def papers(montiano, trade):
    """Two years of documents of two offices."""
    taxes = an_office(montiano, "Ufficio tributi")
    a_document_page(montiano, "Mercati", office=trade, published_on=date(2026, 3, 1))
    a_document_page(montiano, "Fiere", office=trade, published_on=date(2025, 3, 1))
    a_document_page(montiano, "TARI", office=taxes, published_on=date(2026, 5, 1))
    return taxes


def listed(client, path: str) -> list[str]:
    return texts(read(client, path).main, "#elenco .it-card-title a")


def choices(soup, name: str) -> list[str]:
    return texts(soup.main, f"select[name={name}] option")


def test_documents_are_narrowed_by_office_and_by_year(citizen, trade, papers):
    asked = {
        "": ["Fiere", "Mercati", "TARI"],
        f"?ufficio={trade.pk}": ["Fiere", "Mercati"],
        "?anno=2026": ["Mercati", "TARI"],
        f"?ufficio={trade.pk}&anno=2026": ["Mercati"],
        f"?ufficio={papers.pk}&anno=2025": [],
    }
    for path in (SECTION, RULES):
        assert {query: listed(citizen, path + query) for query in asked} == asked


def test_the_reader_sees_what_was_chosen_and_can_take_it_away(citizen, trade, papers):
    soup = read(citizen, f"{RULES}?ufficio={trade.pk}&anno=2025")
    assert choices(soup, "ufficio") == ["Tutti gli uffici", "Ufficio commercio", "Ufficio tributi"]
    assert choices(soup, "anno") == ["Tutti gli anni", "2026", "2025"]
    assert texts(soup.main, "option[selected]") == ["Ufficio commercio", "2025"]
    nothing = read(citizen, f"{RULES}?ufficio={papers.pk}&anno=2025")
    assert "Prova a togliere un filtro" in words(nothing.main)
    assert choices(nothing, "anno")


@pytest.mark.parametrize(
    "query", ["?anno=1999", "?anno=abc", "?anno=-1", "?ufficio=0", "?ufficio=%00", "?anno=" + "9" * 99]
)
def test_what_the_list_does_not_offer_changes_nothing(citizen, papers, query):
    assert listed(citizen, RULES + query) == ["Fiere", "Mercati", "TARI"]


def test_a_list_with_nothing_to_choose_has_no_filters(citizen, montiano):
    a_document_page(montiano, "Da solo")
    assert not read(citizen, RULES).main.select("form.filter-form")


def test_the_section_also_narrows_calls_datasets_and_keeps_folders_for_the_whole_list(citizen, montiano, trade):
    a_call(montiano, "Bando", office=trade)
    a_dataset(montiano, "Dati", holder=trade)
    form = a_document_page(montiano, "Modulo", kind="modulistica", office=an_office(montiano, "Anagrafe"))
    folder = FormsFolderPage(title="Cartella", slug="cartella", summary="Tutti.")
    folder.documents = [form]
    page_with(montiano, "documenti-modulistica").add_child(instance=folder)
    folder.save_revision().publish()
    assert listed(citizen, SECTION) == ["Bando", "Cartella", "Dati", "Modulo"]
    assert listed(citizen, f"{SECTION}?ufficio={trade.pk}") == ["Bando", "Dati"]


def test_an_office_leads_to_all_its_documents_when_it_does_not_show_them_all(citizen, montiano, trade):
    for number in range(MOST_DOCUMENTS):
        a_document_page(montiano, f"Regola {number}", office=trade)
    assert "Tutti i documenti dell'ufficio" not in words(read(citizen, trade.path_url).main)
    a_document_page(montiano, "Regola in più", office=trade)
    a_document_page(montiano, "Di altri")
    part = read(citizen, trade.path_url).main.select_one("section[aria-labelledby=documenti]")
    assert len(part.select(".link-list a")) == MOST_DOCUMENTS
    link = part.find("a", string="Tutti i documenti dell'ufficio")
    soup = read(citizen, link["href"])
    assert f"{MOST_DOCUMENTS + 1} documenti trovati" in words(soup.main)
    assert texts(soup.main, "option[selected]") == ["Ufficio commercio"]


def test_an_office_of_the_union_is_found_under_the_page_that_the_site_has_of_it(
    citizen, montiano, cesena, union, trade
):
    source = an_office(union, "Ufficio informatica")
    here = an_office(montiano, "Ufficio informatica", shared_source=source)
    a_document_page(montiano, "Piano", office=here)
    a_document_page(montiano, "Regole", office=source)
    a_document_page(montiano, "Mercati", office=trade)
    a_document_page(cesena, "Di Cesena", office=source)
    assert choices(read(citizen, RULES), "ufficio") == ["Tutti gli uffici", "Ufficio commercio", "Ufficio informatica"]
    assert listed(citizen, f"{RULES}?ufficio={here.pk}") == ["Piano", "Regole"]


def test_the_next_page_of_a_list_stays_narrowed(citizen, montiano, trade, papers):
    first = a_document_page(montiano, "Regola", office=trade, published_on=date(2026, 1, 1))
    add_siblings(first, 20)
    more = read(citizen, f"{RULES}?ufficio={trade.pk}").main.select_one("[data-load-more]")
    assert f"ufficio={trade.pk}" in more["href"]
    assert "TARI" not in listed(citizen, RULES + more["href"])


@pytest.mark.once
def test_a_narrowed_list_asks_as_often_for_many_documents_as_for_few(citizen, montiano, trade, papers, settings):
    settings.PAGE_CACHE = False
    first = a_document_page(montiano, "Regola", office=trade, published_on=date(2026, 1, 1))
    path = f"{RULES}?ufficio={trade.pk}&anno=2026"
    before = cost(citizen, path)
    add_siblings(first, 100)
    assert cost(citizen, path) == before
    assert before <= 20
