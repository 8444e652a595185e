"""Documents and datasets where people look for them: at the service, in the news."""

from datetime import date

import pytest

from tests.factories import a_call, a_dataset, a_document_page, a_news_item, a_service, an_office
from tests.reading import marked, read, texts, words

pytestmark = pytest.mark.django_db


def section(soup, anchor: str):
    return soup.select_one(f"section[aria-labelledby={anchor}]")


def titles(soup, anchor: str) -> list[str]:
    return texts(section(soup, anchor), ".link-list a")


def test_a_sheet_shows_the_documents_it_chose_and_then_those_that_name_it(citizen, montiano):
    chosen = a_document_page(montiano, "Regolamento scelto")
    service = a_service(montiano, public_documents=[chosen])
    a_document_page(montiano, "Modulo che nomina la scheda", services=[service], kind="modulistica")
    assert titles(read(citizen, service.path_url), "documenti") == ["Regolamento scelto", "Modulo che nomina la scheda"]


def test_a_document_named_from_both_sides_is_written_once(citizen, montiano):
    service = a_service(montiano)
    document = a_document_page(montiano, services=[service])
    service.public_documents = [document]
    service.save_revision().publish()
    assert titles(read(citizen, service.path_url), "documenti") == [document.title]


def test_a_withdrawn_document_leaves_the_sheet_and_the_news(citizen, montiano):
    document = a_document_page(montiano)
    service = a_service(montiano, public_documents=[document])
    news = a_news_item(montiano, public_documents=[document])
    for page in (service, news):
        assert section(read(citizen, page.path_url), "documenti")
    document.unpublish()
    for page in (service, news):
        assert not section(read(citizen, page.path_url), "documenti")


def test_news_tell_documents_from_attachments_and_name_the_data(citizen, montiano):
    document, data = a_document_page(montiano), a_dataset(montiano)
    attached = [("document", {"title": "Manifesto", "url": "https://www.example.org/manifesto.pdf"})]
    news = a_news_item(montiano, public_documents=[document], datasets=[data], documents=attached)
    soup = read(citizen, news.path_url)
    assert titles(soup, "documenti") == [document.title]
    assert "Manifesto" in words(section(soup, "allegati"))
    assert titles(soup, "dataset") == [data.title]
    index = [a["href"] for a in marked(soup, "page-index")[0].select("a")]
    assert index[:4] == ["#descrizione", "#documenti", "#allegati", "#dataset"]


def test_news_without_them_have_none_of_those_parts(citizen, montiano):
    soup = read(citizen, a_news_item(montiano).path_url)
    assert not [anchor for anchor in ("documenti", "allegati", "dataset") if section(soup, anchor)]


def test_an_office_of_the_union_shows_each_site_the_documents_of_that_site(citizen, montiano, cesena, union):
    source = an_office(union, "Ufficio informatica")
    here = an_office(montiano, "Ufficio informatica", shared_source=source)
    a_document_page(montiano, "Piano nostro", office=here, published_on=date(2026, 1, 1))
    a_call(montiano, "Bando nostro", office=source)
    a_document_page(cesena, "Piano di altri", office=source)
    found = [title for title in texts(section(read(citizen, here.path_url), "documenti"), "a") if title]
    assert [title for title in found if "nostro" in title] == ["Bando nostro", "Piano nostro"]
    assert "Piano di altri" not in " ".join(found)
