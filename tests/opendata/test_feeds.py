"""Atom feeds: valid, recent first, only of what is open."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils.dateparse import parse_datetime
from wagtail.models import PageViewRestriction

from tests.factories import a_call, a_document_page, a_news_item, a_service, page_with, term
from tests.languages.english import open_english_site, translate
from tests.performance.test_queries import cost

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def read(client, path: str):
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)  # noqa: S314  our own


def titles(client, path: str) -> list[str]:
    return [node.text for node in read(client, path).findall("a:entry/a:title", ATOM)]


def test_a_feed_has_all_that_the_standard_asks(citizen, montiano):
    item = a_news_item(montiano, "Strade & piazze <chiuse>", summary="Sabato & domenica")
    feed = read(citizen, "/novita/feed.xml")
    assert feed.find("a:title", ATOM).text == "Novità - Comune di Montiano"
    assert feed.find("a:author/a:name", ATOM).text == "Comune di Montiano"
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links == {"alternate": f"{montiano.root_url}/novita/", "self": f"{montiano.root_url}/novita/feed.xml"}
    entry = feed.find("a:entry", ATOM)
    assert entry.find("a:title", ATOM).text == "Strade & piazze <chiuse>"
    assert entry.find("a:summary", ATOM).text == "Sabato &amp; domenica"  # read as HTML
    assert entry.find("a:link", ATOM).get("href") == f"{montiano.root_url}{item.path_url}"
    assert entry.find("a:category", ATOM).get("term") == "Notizia"
    for node in (feed, entry):
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", node.find("a:id", ATOM).text)
        assert parse_datetime(node.find("a:updated", ATOM).text).tzinfo is not None


def test_the_name_of_an_entry_does_not_change_with_its_address(citizen, montiano):
    item = a_news_item(montiano)
    before = read(citizen, "/novita/feed.xml").find("a:entry/a:id", ATOM).text
    item.slug = "altro-indirizzo"
    item.save_revision().publish()
    after = read(citizen, "/novita/feed.xml").find("a:entry", ATOM)
    assert after.find("a:id", ATOM).text == before
    assert after.find("a:link", ATOM).get("href").endswith("/altro-indirizzo/")


def test_news_come_the_most_recent_first_and_each_list_has_its_own(citizen, montiano):
    a_news_item(montiano, "Vecchia", published_on=date(2026, 1, 1))
    a_news_item(montiano, "Nuova", published_on=date(2026, 11, 1))
    a_news_item(montiano, "Avviso", section="avvisi", published_on=date(2026, 6, 1))
    assert titles(citizen, "/novita/feed.xml") == ["Nuova", "Avviso", "Vecchia"]
    assert titles(citizen, "/novita/notizie/feed.xml") == ["Nuova", "Vecchia"]


def test_services_categories_and_topics_may_be_followed(citizen, montiano):
    a_service(montiano, "Carta di identità")
    assert titles(citizen, "/servizi/feed.xml") == ["Carta di identità"]
    assert titles(citizen, "/servizi/anagrafe-e-stato-civile/feed.xml") == ["Carta di identità"]
    topic = page_with(montiano, f"argomento-{term('argomenti', 'anagrafe').key}")
    assert titles(citizen, f"{topic.path_url}feed.xml") == ["Carta di identità"]


def test_an_empty_feed_is_valid_and_does_not_change_by_itself(citizen, montiano, clock):
    first = citizen.get("/vivere-il-comune/eventi/feed.xml").content
    clock.forward(days=1)
    assert citizen.get("/vivere-il-comune/eventi/feed.xml").content == first
    assert b"<updated>" in first


def test_what_is_not_open_is_in_no_feed(citizen, montiano, cesena):
    draft, hidden, restricted = (a_news_item(montiano, title) for title in ("Bozza", "Nascosta", "Riservata"))
    a_news_item(cesena, "Vicina")
    draft.unpublish()
    hidden.is_hidden_from_lists = True
    hidden.save_revision().publish()
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    assert titles(citizen, "/novita/feed.xml") == []


def test_a_restricted_section_has_no_feed(citizen, montiano):
    PageViewRestriction.objects.create(page=page_with(montiano, "novita"), restriction_type="login")
    assert citizen.get("/novita/feed.xml").status_code == 404


@pytest.mark.parametrize("path", ["/feed.xml", "/privacy/feed.xml", "/nessuna/feed.xml", "/en/novita/feed.xml",
                                  "/albo-pretorio/feed.xml"])  # fmt: skip
def test_a_page_that_cannot_be_followed_has_no_feed(citizen, montiano, path):
    assert citizen.get(path).status_code == 404


def test_the_english_site_has_its_own_feed(citizen, montiano):
    item = a_news_item(montiano, "Mercato")
    open_english_site(montiano)
    for page in (page_with(montiano, "novita"), page_with(montiano, "notizie")):
        translate(page)
    translate(item, "Market")
    section = page_with(montiano, "novita").get_translations().get().specific
    feed = read(citizen, f"{section.path_url}feed.xml")
    assert titles(citizen, f"{section.path_url}feed.xml") == ["Market"]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert feed.find("a:entry/a:id", ATOM).text != read(citizen, "/novita/feed.xml").find("a:entry/a:id", ATOM).text


def test_pages_that_have_a_feed_say_so_and_the_others_do_not(citizen, montiano):
    assert (
        'type="application/atom+xml" title="Novità" href="/novita/feed.xml"' in citizen.get("/novita/").content.decode()
    )
    assert "atom+xml" not in citizen.get("/privacy/").content.decode()


@pytest.mark.once
def test_a_feed_asks_little_and_as_often_for_many_as_for_few(citizen, montiano, settings):
    settings.PAGE_CACHE = False
    a_news_item(montiano)
    before = cost(citizen, "/novita/feed.xml")
    for number in range(10):
        a_news_item(montiano, f"Notizia {number}")
    assert cost(citizen, "/novita/feed.xml") == before <= 5


def test_a_feed_has_an_etag_and_says_nothing_twice(citizen, montiano):
    answer = citizen.get("/novita/feed.xml")
    assert citizen.get("/novita/feed.xml", HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_the_page_of_open_data_lists_the_feeds(citizen, montiano):
    html = citizen.get("/dati-aperti/").content.decode()
    assert html.count("<h1") == 1
    for path in ("/novita/feed.xml", "/novita/avvisi/feed.xml", "/servizi/feed.xml"):
        assert f'href="{path}"' in html
        assert citizen.get(path).status_code == 200
    assert "/argomenti/acqua/feed.xml" not in html  # too many to list: the page says how to find them


@pytest.mark.once
def test_the_page_of_open_data_asks_little(citizen, montiano, settings):
    settings.PAGE_CACHE = False
    assert cost(citizen, "/dati-aperti/") <= 8


def test_the_page_of_open_data_is_in_english_too(citizen, montiano):
    open_english_site(montiano)
    html = citizen.get("/en/dati-aperti/").content.decode()
    assert '<html lang="en"' in html
    assert f'<link rel="canonical" href="{montiano.root_url}/en/dati-aperti/">' in html
    assert 'href="/dati-aperti/api/"' in html


def test_a_new_document_is_told_to_who_follows_documents(citizen, montiano):
    a_document_page(montiano, "Regolamento")
    a_call(montiano, "Caldaie")
    assert set(titles(citizen, "/amministrazione/documenti-e-dati/feed.xml")) == {"Regolamento", "Caldaie"}
    assert titles(citizen, "/amministrazione/documenti-e-dati/bandi/feed.xml") == ["Caldaie"]


@pytest.mark.parametrize("path", ["/mappa-del-sito/", "/amministrazione/documenti-e-dati/"])
def test_the_page_of_open_data_is_found_from_the_site(citizen, montiano, path):
    assert 'href="/dati-aperti/"' in citizen.get(path).content.decode()
