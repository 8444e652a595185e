"""An English reader: sees what is translated, never Italian passed off as English, and always the way back."""

import json

import pytest
from django.test import Client

from cms import freshness
from cms.models import BasePage, Highlight
from news.models import Alert
from tests.factories import a_news_item, a_service, an_office, page_with, term
from tests.languages.english import begin, english, open_english_site, translate
from tests.reading import read, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def office(montiano):
    return an_office(montiano, "Ufficio anagrafe")


@pytest.fixture
def sheet(montiano, office):
    return a_service(
        montiano,
        "Carta di identità",
        responsible_office=office,
        topics=[term("argomenti", "anagrafe")],
        outcome_types=[term("output_servizi", "iddec")],
    )


@pytest.fixture
def site(montiano, sheet):
    """Home, services, a category and a sheet of Montiano in English."""
    pages = open_english_site(
        montiano, page_with(montiano, "servizi"), page_with(montiano, "categoria-anagrafe-e-stato-civile")
    )
    pages.append(translate(sheet, title="Identity card"))
    freshness.bump()
    return [BasePage.objects.get(pk=page.pk).specific for page in pages]


def address(page) -> str:
    return BasePage.objects.get(pk=page.pk).path_url


def test_the_english_pages_are_served_in_english(site, citizen):
    for page in site:
        response = citizen.get(address(page))
        assert response.status_code == 200
        assert response.headers["Content-Language"] == "en"
        assert '<html lang="en"' in response.content.decode()
    soup = read(citizen, address(site[-1]))
    assert soup.h1.text == "Identity card"
    for label in ("Who it is for", "How to do it", "What you need", "Terms of service", "Population register"):
        assert label in words(soup.main)
    assert "Type of result: Proof of identity" in words(soup.main)


def test_the_italian_pages_stay_italian(site, sheet, citizen):
    soup = read(citizen, sheet.path_url)
    assert soup.html["lang"] == "it"
    assert "A chi è rivolto" in words(soup.main)
    assert "EN " not in words(soup.main)
    assert "Identity card" not in words(read(citizen, "/servizi/"))


def test_the_switcher_leads_to_the_same_page_and_back(site, sheet, citizen):
    there = {
        a["hreflang"]: a["href"] for a in read(citizen, sheet.path_url).select(".it-header-slim-wrapper a[hreflang]")
    }
    assert there == {"it": sheet.path_url, "en": address(site[-1])}
    back = read(citizen, there["en"]).select(".it-header-slim-wrapper .dropdown-menu a")
    assert [(a["href"], a.get("aria-current")) for a in back] == [(there["it"], None), (there["en"], "true")]


def test_there_is_no_switcher_where_there_is_no_other_version(site, montiano, citizen):
    assert not read(citizen, "/novita/").select(".it-header-slim-wrapper .dropdown-menu a[hreflang]")
    assert not read(citizen, "/novita/").select("link[rel=alternate][hreflang]")


def test_search_engines_are_told_of_each_version(site, sheet, citizen):
    expected = {
        "it": f"http://montiano.test{sheet.path_url}",
        "en": f"http://montiano.test{address(site[-1])}",
        "x-default": f"http://montiano.test{sheet.path_url}",
    }
    for path, language in ((sheet.path_url, "it"), (address(site[-1]), "en")):
        soup = read(citizen, path)
        assert {link["hreflang"]: link["href"] for link in soup.select("link[rel=alternate][hreflang]")} == expected
        assert soup.select_one("link[rel=canonical]")["href"] == expected[language]


def test_structured_data_are_in_the_language_of_the_page(site, citizen):
    data = json.loads(read(citizen, address(site[-1])).select_one("[data-element=metatag]").text)
    assert data["name"] == "Identity card"
    assert data["availableChannel"]["name"] == "Where to go"


def test_an_office_without_english_is_shown_in_italian_and_marked(site, office, citizen):
    links = read(citizen, address(site[-1])).main.find_all("a", string="Ufficio anagrafe")
    assert links
    assert {(a["href"], a["lang"], a["hreflang"]) for a in links} == {(office.path_url, "it", "it")}


def test_an_office_with_english_is_shown_in_english(site, office, citizen):
    version = translate(office, title="Population register office")
    links = read(citizen, address(site[-1])).main.find_all("a", string="Population register office")
    assert {a["href"] for a in links} == {address(version)}
    assert all("lang" not in a.attrs for a in links)
    soup = read(citizen, address(version))
    assert soup.find("a", string="Identity card")["href"] == address(site[-1])
    assert not soup.find("a", string="Carta di identità")
    assert not read(citizen, office.path_url).find("a", string="Identity card")


def test_menus_hold_only_what_is_in_english(site, citizen):
    soup = read(citizen, "/en/")
    assert [a["href"] for a in soup.select("[data-element=main-navigation] a")] == ["/en/servizi/"]


def test_links_that_the_law_wants_fall_back_to_italian_and_say_so(site, citizen):
    link = read(citizen, "/en/").select_one("[data-element=legal-notes]")
    assert (link["href"], link["hreflang"], words(link)) == ("/note-legali/", "it", "Legal notes (in Italian)")


def test_lists_hold_only_english_pages(site, montiano, citizen, sheet):
    a_service(montiano, "Certificati")
    Highlight.objects.create(page_id=page_with(montiano, "servizi").pk, target_id=sheet.pk)
    titles = [words(a) for a in read(citizen, "/en/servizi/").select("[data-element=service-link]")]
    assert titles == ["Identity card"]


def test_search_finds_pages_of_its_own_language(site, citizen):
    assert "Identity card" in words(read(citizen, "/en/cerca/?q=identity").main)
    assert "Identity card" not in words(read(citizen, "/cerca/?q=identity").main)
    assert "No results" in words(read(citizen, "/en/cerca/?q=novità").main)


def test_an_untranslated_address_is_not_found_and_shows_the_way_to_the_italian_page(site, citizen):
    response = citizen.get("/en/novita/")
    assert response.status_code == 404
    soup = read(citizen, "/en/novita/", status=404)
    assert soup.html["lang"] == "en"
    assert soup.main.find("a", string="Novità")["href"] == "/novita/"


def test_a_copy_kept_in_step_with_italian_is_never_served(site, montiano, citizen):
    news = page_with(montiano, "novita")
    news.copy_for_translation(english(), alias=True)
    freshness.bump()
    assert citizen.get("/en/novita/").status_code == 404
    assert [a["href"] for a in read(citizen, "/en/").select("[data-element=main-navigation] a")] == ["/en/servizi/"]
    assert not read(citizen, "/novita/").select("link[rel=alternate][hreflang]")


def test_a_draft_translation_is_not_seen(site, montiano, citizen):
    begin(page_with(montiano, "novita"))
    freshness.bump()
    assert citizen.get("/en/novita/").status_code == 404


def test_a_body_that_switches_english_off_answers_in_italian(site, montiano, citizen, sheet):
    montiano.english_enabled = False
    montiano.save()
    soup = read(citizen, "/en/servizi/", status=404)
    assert soup.html["lang"] == "it"
    assert not read(citizen, sheet.path_url).select("link[rel=alternate][hreflang]")


def test_a_body_whose_english_home_is_not_published_has_no_english_site(montiano, citizen):
    montiano.english_enabled = True
    montiano.save()
    begin(page_with(montiano, "home"))
    freshness.bump()
    soup = read(citizen, "/en/", status=404)
    assert soup.html["lang"] == "it"


def test_english_of_one_body_says_nothing_of_another(site, neighbour):
    assert read(neighbour, "/en/servizi/", status=404).html["lang"] == "it"


def test_the_two_languages_are_kept_apart_by_the_page_cache(site, sheet, settings):
    settings.PAGE_CACHE = True
    browser = Client(HTTP_HOST="montiano.test")
    for _time in range(2):
        assert 'lang="it"' in browser.get(sheet.path_url).content.decode()[:200]
        assert 'lang="en"' in browser.get(address(site[-1])).content.decode()[:200]


def test_a_rating_of_an_english_page_is_answered_in_english(site, citizen):
    soup = read(citizen, address(site[-1]))
    form = soup.select_one("[data-element=feedback]")
    assert form["action"] == "/en/valutazione/"
    page = form.select_one("[name=page]")["value"]
    response = citizen.post(form["action"], {"page": page, "score": "2"}, HTTP_ORIGIN="http://montiano.test")
    text = response.content.decode()
    assert "Where did you have the most difficulty?" in text
    assert "Sometimes the information was not clear" in text


def test_an_alert_is_read_in_english_where_it_was_written_in_it(site, montiano, citizen):
    alert = Alert.objects.create(tenant=montiano, text="Scuole chiuse", text_en="Schools closed", level="info")
    assert "Schools closed" in words(read(citizen, "/en/"))
    assert "Scuole chiuse" in words(read(citizen, "/"))
    alert.text_en = ""
    alert.save()
    assert read(citizen, "/en/").find("span", string="Scuole chiuse")["lang"] == "it"


def test_the_booking_page_knows_the_service_of_the_english_sheet(site, office, citizen):
    soup = read(citizen, address(site[-1]))
    link = soup.select_one("[data-element=service-booking-access]")
    assert link["href"].startswith("/en/prenota/?servizio=")  # booking speaks English before its page is translated
    assert "hreflang" not in soup.select_one("[data-element=appointment-booking]").attrs
    booking = words(read(citizen, link["href"]).main)
    assert "Identity card" in booking or "Carta di identità" in booking


def test_english_news_are_told_from_italian_ones(site, montiano, citizen):
    a_news_item(montiano, "Neve in arrivo")
    home = read(citizen, "/en/")
    assert "Neve in arrivo" not in words(home.main)
    assert home.main.find("a", href="/novita/")["hreflang"] == "it"
