"""Categories of services: empty ones leave menus and lists, and come back with their first sheet."""

import pytest

from cms.models import Term
from tests.factories import a_news_item, a_service, an_office, page_with, term
from tests.reading import marked, read, texts, words

pytestmark = pytest.mark.django_db


def offered(client) -> list[str]:
    return [words(link) for link in marked(read(client, "/servizi/"), "service-category-link")]


def in_the_footer(client) -> list[str]:
    return texts(read(client, "/").footer, ".it-footer-column--wide a")


def test_an_empty_category_leaves_section_footer_and_map_and_comes_back(citizen, neighbour, montiano):
    sheet = a_service(montiano, category="ambiente")
    assert offered(citizen) == in_the_footer(citizen) == ["Ambiente"]
    assert offered(neighbour) == in_the_footer(neighbour) == []
    sheet.unpublish()
    assert offered(citizen) == in_the_footer(citizen) == []
    assert "/servizi/ambiente/" not in citizen.get("/mappa-del-sito/").content.decode()
    sheet.save_revision().publish()
    assert offered(citizen) == in_the_footer(citizen) == ["Ambiente"]


def test_an_empty_category_still_answers_at_its_address(citizen):
    assert "Nessun servizio in questa categoria" in words(read(citizen, "/servizi/agricoltura-e-pesca/").main)


def test_a_sheet_hidden_from_lists_does_not_keep_a_category_in_the_menus(citizen, montiano):
    a_service(montiano, category="ambiente", is_hidden_from_lists=True)
    assert offered(citizen) == []


def test_categories_have_the_words_of_the_national_vocabulary(montiano):
    labels = set(Term.objects.of("categorie_servizio").values_list("label", flat=True))
    pages = page_with(montiano, "servizi").get_children().filter(show_in_menus=True)
    assert {page.title for page in pages} == labels


def test_a_category_lists_its_sheets_and_those_filed_there_too(citizen, montiano):
    own = a_service(montiano, "Compostiera", category="ambiente")
    filed = a_service(montiano, "Bonus verde", category="tributi-finanze-e-contravvenzioni")
    filed.other_categories = [term("categorie_servizio", "ambiente")]
    filed.save_revision().publish()
    links = [link["href"] for link in marked(read(citizen, "/servizi/ambiente/"), "service-link")]
    assert links == [filed.path_url, own.path_url]


def test_a_category_names_its_offices_and_the_notices_on_its_topics(citizen, montiano):
    office = an_office(montiano, "Ufficio ambiente")
    topics = [term("argomenti", "gestione-rifiuti")]
    a_service(montiano, category="ambiente", responsible_office=office, topics=topics)
    a_news_item(montiano, "Raccolta spostata", section="avvisi", topics=topics, managed_by=[office])
    a_news_item(montiano, "Mercato", section="avvisi", managed_by=[office])
    page = read(citizen, "/servizi/ambiente/")
    assert texts(page, "aside a") == ["Ufficio ambiente"]
    assert texts(page, "section[aria-labelledby=avvisi-collegati] h3") == ["Raccolta spostata"]


def test_wrong_parameters_give_the_nearest_page(citizen, montiano):
    a_service(montiano, "Compostiera", category="ambiente")
    for query in ("pagina=-1", "pagina=abc", "pagina=%00", "pagina=99999999", "categoria=boh"):
        assert texts(read(citizen, f"/servizi/ambiente/?{query}"), "#elenco h3") == ["Compostiera"], query
