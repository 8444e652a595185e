"""Site maps: every open page once, at its canonical address, in each language; nothing that is not open."""

from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from cms import freshness
from cms.models import BasePage
from opendata import sitemaps
from tests.factories import a_news_item, page_with
from tests.languages.english import begin, open_english_site, translate
from tests.performance.test_queries import cost

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
OURS = ("/dati-aperti/", "/dati-aperti/api/")  # outside the tree of pages
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def tree(client, path="/sitemap.xml"):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)  # noqa: S314  our own


def addresses(client, path="/sitemap.xml") -> list[str]:
    return [node.text for node in tree(client, path).iter(LOC)]


def test_every_open_page_is_there_once(citizen, montiano):
    item = a_news_item(montiano)
    found = addresses(citizen)
    assert f"{montiano.root_url}/" in found
    assert f"{montiano.root_url}{item.path_url}" in found
    assert len(found) == len(set(found)) == sitemaps.open_pages(montiano).count() + len(OURS)


def test_the_pages_of_open_data_are_there_once_too(citizen, montiano):
    found = addresses(citizen)
    assert found[-2:] == [f"{montiano.root_url}{path}" for path in OURS]
    assert {citizen.get(path).status_code for path in OURS} == {200}


def test_the_page_of_open_data_is_in_the_map_of_each_language(citizen, montiano):
    open_english_site(montiano)
    english = [url for url in addresses(citizen, "/sitemap-en-1.xml") if "/dati-aperti/" in url]
    assert english == [f"{montiano.root_url}/en/dati-aperti/"]
    assert citizen.get("/en/dati-aperti/").status_code == 200
    italian = [url for url in addresses(citizen, "/sitemap-it-1.xml") if "/dati-aperti/" in url]
    assert italian == [f"{montiano.root_url}{path}" for path in OURS]


def test_a_page_says_when_it_changed(citizen, montiano):
    item = a_news_item(montiano)
    for url in tree(citizen).findall("s:url", NAMES):
        if url.find("s:loc", NAMES).text.endswith(item.path_url):
            assert url.find("s:lastmod", NAMES).text == item.last_published_at.isoformat(timespec="seconds")


def test_what_is_not_open_is_not_there(citizen, montiano, cesena):
    draft, hidden, restricted = (a_news_item(montiano, title) for title in ("Bozza", "Nascosta", "Riservata"))
    neighbour = a_news_item(cesena, "Vicina")
    draft.unpublish()
    hidden.is_hidden_from_lists = True
    hidden.save_revision().publish()
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    text = "\n".join(addresses(citizen))
    for page in (draft, hidden, restricted, neighbour, page_with(montiano, "albo")):
        assert page.path_url not in text
    assert "cesena" not in text


def test_the_register_of_acts_is_never_there(citizen, montiano):
    register = page_with(montiano, "albo")
    child = BasePage(title="Atto", slug="atto", tenant=montiano, locale=register.locale)
    register.add_child(instance=child)
    freshness.bump(montiano.pk)
    assert child.live
    assert not [url for url in addresses(citizen) if url.startswith(f"{montiano.root_url}/albo-pretorio")]


def test_two_languages_have_a_map_each_and_pages_know_their_versions(citizen, montiano):
    item = a_news_item(montiano)
    open_english_site(montiano)
    for page in (page_with(montiano, "novita"), page_with(montiano, "notizie")):
        translate(page)
    english = translate(item, "Market moved")
    begin(a_news_item(montiano, "Non ancora tradotta"))
    assert addresses(citizen) == [f"{montiano.root_url}/sitemap-{code}-1.xml" for code in ("it", "en")]
    found = tree(citizen, "/sitemap-en-1.xml")
    assert f"{montiano.root_url}{english.path_url}" in [node.text for node in found.iter(LOC)]
    assert all("/en/" in node.text for node in found.iter(LOC))
    for url in found.findall("s:url", NAMES):
        if url.find("s:loc", NAMES).text.endswith(english.path_url):
            links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
            italian = f"{montiano.root_url}{item.path_url}"
            assert links == {"it": italian, "en": f"{montiano.root_url}{english.path_url}", "x-default": italian}


def test_a_site_in_one_language_names_no_other(citizen, montiano):
    assert "hreflang" not in citizen.get("/sitemap.xml").content.decode()
    assert citizen.get("/sitemap-en-1.xml").status_code == 404


def test_a_big_site_is_told_in_parts(citizen, montiano, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 40)
    total = sitemaps.open_pages(montiano).count()
    parts = addresses(citizen)
    assert len(parts) == -(-total // 40)
    told = [url for part in parts for url in addresses(citizen, part.removeprefix(montiano.root_url))]
    assert len(told) == len(set(told)) == total + len(OURS)
    assert citizen.get(f"/sitemap-it-{len(parts) + 1}.xml").status_code == 404
    assert citizen.get("/sitemap-it-0.xml").status_code == 404


@pytest.mark.once
def test_the_map_asks_as_often_for_many_pages_as_for_few(citizen, montiano, settings):
    settings.PAGE_CACHE = False
    before = cost(citizen, "/sitemap.xml")
    for number in range(10):
        a_news_item(montiano, f"Notizia {number}")
    assert cost(citizen, "/sitemap.xml") == before <= 6


def test_robots_say_where_the_map_is(citizen, neighbour, montiano):
    assert f"Sitemap: {montiano.root_url}/sitemap.xml" in citizen.get("/robots.txt").content.decode()
    assert "Sitemap: http://cesena.test" in neighbour.get("/robots.txt").content.decode()


def test_the_admin_host_has_no_map(desk):
    for path in ("/sitemap.xml", "/robots.txt", "/dati-aperti/", "/.well-known/security.txt", "/novita/feed.xml"):
        assert desk.get(path).status_code == 404, path
