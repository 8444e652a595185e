"""The menu, the same on every page: four sections, once each, in the order of the national model."""

import pytest
from django.test import Client

from tests.factories import a_news_item, a_service
from tests.reading import marked, read, texts, words

pytestmark = pytest.mark.django_db
MENU = {
    "management": ("Amministrazione", "/amministrazione/"),
    "news": ("Novità", "/novita/"),
    "all-services": ("Servizi", "/servizi/"),
    "live": ("Vivere il Comune", "/vivere-il-comune/"),
}


def test_four_items_once_each_in_the_right_order_on_every_kind_of_page(citizen, montiano):
    sheet, item = a_service(montiano), a_news_item(montiano)
    paths = ["/", "/servizi/", sheet.path_url, item.path_url, "/cerca/?q=carta", "/domande-frequenti/", "/argomenti/"]
    for path in paths:
        page = read(citizen, path)
        links = page.select("[data-element=main-navigation] > li > a")
        assert [(link["data-element"], (words(link), link["href"])) for link in links] == list(MENU.items()), path
        assert {name: len(marked(page, name)) for name in MENU} == dict.fromkeys(MENU, 1), path
        assert not marked(page, "custom-submenu"), path


def test_the_menu_is_on_the_page_not_found_too(citizen):
    answer = citizen.get("/non-esiste/")
    assert answer.status_code == 404
    for name in MENU:
        assert answer.content.decode().count(f'data-element="{name}"') == 1


def test_menu_title_and_breadcrumb_say_the_same_words(citizen):
    for label, path in MENU.values():
        page = read(citizen, path)
        assert words(page.h1) == label
        assert texts(page, "[data-element=breadcrumb] li") == ["Home /", label]
        assert page.title.get_text() == f"{label} - Comune di Montiano"


def test_the_current_section_is_marked_also_on_its_inner_pages(citizen, montiano):
    sheet = a_service(montiano)
    for path in ("/servizi/", sheet.path_url):
        current = read(citizen, path).select("[data-element=main-navigation] [aria-current=true]")
        assert [words(link) for link in current] == ["Servizi"]
    assert not read(citizen, "/").select("[data-element=main-navigation] [aria-current=true]")


def test_the_union_s_site_has_its_own_fourth_item(union):
    page = read(Client(HTTP_HOST="unione.test"), "/")
    assert words(marked(page, "live")[0]) == "Vivere l'Unione"


def test_the_way_in_to_the_personal_area_and_the_region_are_in_the_slim_header(citizen):
    page = read(citizen, "/")
    login = marked(page, "personal-area-login")
    assert [words(link) for link in login] == ["Accedi all'area personale"]
    read(citizen, login[0]["href"])
    region = page.select_one(".it-header-slim-wrapper a[target=_blank]")
    assert "Regione Emilia-Romagna" in words(region)
    assert "apre una nuova scheda" in words(region)


def test_breadcrumbs_tell_the_real_place_in_the_tree(citizen, montiano):
    sheet, item = a_service(montiano, "Carta di identità"), a_news_item(montiano, "Mercato spostato")
    path = "[data-element=breadcrumb] li"
    assert texts(read(citizen, sheet.path_url), path) == [
        "Home /",
        "Servizi /",
        "Anagrafe e stato civile /",
        "Carta di identità",
    ]
    assert texts(read(citizen, item.path_url), path) == ["Home /", "Novità /", "Notizie /", "Mercato spostato"]
    for link in read(citizen, sheet.path_url).select(f"{path} a"):
        read(citizen, link["href"])
