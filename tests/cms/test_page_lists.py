"""Lists of the admin: columns and filters that fit each type, for what one may look at, in a steady number of queries."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.search.index import insert_or_update_object

from cms.models import BasePage
from tests.factories import a_news_item, a_person, a_place, a_role, a_service, an_office, page_with, term
from tests.performance.world import add_siblings
from tests.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(desk, editor):
    desk.force_login(editor)
    return desk


def soup_of(desk, address: str):
    answer = desk.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return BeautifulSoup(answer.content.decode(), "html.parser")


def headings(page) -> list[str]:
    return [words(cell) for cell in page.select("table.listing thead th") if words(cell)]


def row(page, title: str) -> str:
    found = [words(line) for line in page.select("table.listing tbody tr") if title in words(line)]
    assert len(found) == 1, (title, found)
    return found[0]


def searchable(*pages) -> None:
    """Put pages into the admin's index, as the worker does."""
    for page in pages:
        insert_or_update_object(type(page).objects.get(pk=page.pk))


def titles(desk, address: str) -> list[str]:
    return [words(link) for link in soup_of(desk, address).select("table.listing tbody .title-wrapper a")]


def test_sheets_show_category_state_office_and_reviews(desk, montiano):
    office = an_office(montiano, "Ufficio tributi")
    page = a_service(montiano, "Pagare la TARI", responsible_office=office)
    BasePage.objects.filter(pk=page.pk).update(reviewed_on=date(2026, 3, 2), review_by=date(2027, 1, 15))
    shown = soup_of(desk, "/admin/elenco-servizi/")
    text = " ".join(headings(shown))
    for name in (
        "Titolo",
        "Categoria",
        "Attivo",
        "Ufficio responsabile",
        "Ultima revisione",
        "Da rivedere entro",
        "Stato",
    ):
        assert name in text
    line = row(shown, "Pagare la TARI")
    for value in ("Anagrafe e stato civile", "sì", "Ufficio tributi", "2 mar 2026", "15 gen 2027"):
        assert value in line


def test_the_explorer_shows_the_same_columns_inside_a_category(desk, montiano):
    page = a_service(montiano, "Pagare la TARI", responsible_office=an_office(montiano, "Ufficio tributi"))
    shown = soup_of(desk, f"/admin/pages/{page.get_parent().pk}/")
    assert "Ufficio tributi" in row(shown, "Pagare la TARI")
    assert "Categoria" not in " ".join(headings(shown))


def test_an_editor_lists_only_what_is_theirs(desk, montiano, cesena):
    a_service(montiano, "Di Montiano")
    a_service(cesena, "Di Cesena")
    assert titles(desk, "/admin/elenco-servizi/") == ["Di Montiano"]
    assert "Di Cesena" not in soup_of(desk, "/admin/elenco-servizi/?q=Di").get_text()


def test_choices_of_filters_name_nothing_of_other_bodies(desk, montiano, cesena):
    an_office(cesena, "Ufficio segreto di Cesena")
    an_office(montiano, "Ufficio nostro")
    for address in ("/admin/elenco-servizi/", "/admin/elenco-persone/", "/admin/elenco-uffici/"):
        text = soup_of(desk, address).get_text()
        assert "segreto" not in text
    assert "Ufficio nostro" in soup_of(desk, "/admin/elenco-servizi/").get_text()


@pytest.mark.parametrize("search", ["", "&q=servizio"])
def test_sheets_are_narrowed_by_category_state_office_and_review(desk, montiano, search):
    today = timezone.localdate()
    office = an_office(montiano, "Ufficio tributi")
    off = a_service(montiano, "Servizio spento", is_active=False, inactive_reason="Lavori")
    due = a_service(montiano, "Servizio da rivedere", category="ambiente", responsible_office=office)
    BasePage.objects.filter(pk=due.pk).update(review_by=today)
    soon = a_service(montiano, "Servizio quasi da rivedere")
    BasePage.objects.filter(pk=soon.pk).update(review_by=today + timedelta(days=9), reviewed_on=today)
    draft = a_service(montiano, "Servizio in bozza")
    draft.unpublish()
    environment = term("categorie_servizio", "ambiente").pk
    asked = {
        "active=no": ["Servizio spento"],
        f"category={environment}": ["Servizio da rivedere"],
        f"office={office.pk}": ["Servizio da rivedere"],
        "review=due": ["Servizio da rivedere"],
        "review=soon": ["Servizio quasi da rivedere"],
        "state=draft": ["Servizio in bozza"],
    }
    BasePage.objects.filter(pk=off.pk).update(reviewed_on=today)
    searchable(off, due, soon, draft)
    asked["review=never"] = ["Servizio da rivedere", "Servizio in bozza"]
    for query, expected in asked.items():
        found = titles(desk, f"/admin/elenco-servizi/?{query}{search}")
        assert sorted(found) == sorted(expected), query


def test_lists_are_sorted_by_their_columns_in_a_search_too(desk, montiano):
    for title, day in (("Servizio A", date(2026, 5, 1)), ("Servizio B", date(2026, 2, 1))):
        page = a_service(montiano, title)
        BasePage.objects.filter(pk=page.pk).update(reviewed_on=day)
        searchable(page)
    for address in ("?ordering=reviewed_on", "?ordering=reviewed_on&q=servizio"):
        assert titles(desk, f"/admin/elenco-servizi/{address}") == ["Servizio B", "Servizio A"]


def test_news_show_their_kind_and_day_and_are_narrowed_by_them(desk, montiano):
    a_news_item(montiano, "Strada chiusa", section="avvisi", published_on=date(2026, 1, 5), expires_on=date(2026, 1, 9))
    a_news_item(montiano, "Festa in piazza", published_on=date(2026, 4, 1))
    assert "Avviso" in row(soup_of(desk, "/admin/elenco-notizie/"), "Strada chiusa")
    kind = term("tipi_notizia", "avviso").pk
    for query in (f"kind={kind}", "published_on_to=2026-02-01", "expiry=ended"):
        assert titles(desk, f"/admin/elenco-notizie/?{query}") == ["Strada chiusa"]


def test_offices_show_their_kind_and_seat(desk, montiano):
    seat = a_place(montiano, "Palazzo comunale")
    an_office(montiano, "Ufficio tecnico", seat=seat)
    an_office(montiano, "Altro ufficio")
    assert "Palazzo comunale" in row(soup_of(desk, "/admin/elenco-uffici/"), "Ufficio tecnico")
    assert titles(desk, f"/admin/elenco-uffici/?seat={seat.pk}") == ["Ufficio tecnico"]


def test_people_show_their_roles_and_where(desk, montiano):
    office = an_office(montiano, "Giunta comunale")
    a_role(a_person(montiano, "Ada", "Bianchi"), office, "Sindaca")
    a_person(montiano, "Ugo", "Neri")
    line = row(soup_of(desk, "/admin/elenco-persone/"), "Ada Bianchi")
    assert "Sindaca" in line
    assert "Giunta comunale" in line
    assert titles(desk, f"/admin/elenco-persone/?office={office.pk}") == ["Ada Bianchi"]


def test_places_show_where_they_are(desk, montiano):
    a_place(montiano, "Rocca", locality="Montenovo")
    a_place(montiano, "Municipio")
    assert "Montenovo" in row(soup_of(desk, "/admin/elenco-luoghi/"), "Rocca")
    assert titles(desk, "/admin/elenco-luoghi/?locality=monten") == ["Rocca"]


def test_the_menu_leads_to_every_list(desk):
    html = soup_of(desk, "/admin/").decode()
    for name in ("servizi", "notizie", "uffici", "persone", "luoghi"):
        assert f"/admin/elenco-{name}/" in html


def questions(desk, address: str) -> int:
    desk.get(address)  # what is kept in memory is not the list's
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert desk.get(address).status_code == 200
    # Tests look at the generation at every use; the product once every few seconds.
    return len([query for query in asked.captured_queries if "cms_generation" not in query["sql"]])


MAKERS = {
    "servizi": lambda tenant: a_service(tenant),
    "notizie": lambda tenant: a_news_item(tenant),
    "uffici": lambda tenant: an_office(tenant),
    "persone": lambda tenant: a_person(tenant),
    "luoghi": lambda tenant: a_place(tenant),
}


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.once
def test_a_list_asks_as_much_for_one_page_as_for_many(desk, publisher, montiano, name):
    desk.force_login(publisher)  # for who may not publish, Wagtail asks of each page whether it may be deleted
    page = MAKERS[name](montiano)
    if name == "persone":
        a_role(page, an_office(montiano), "Sindaca")
    addresses = [f"/admin/elenco-{name}/", f"/admin/pages/{page.get_parent().pk}/"]
    before = [questions(desk, address) for address in addresses]
    add_siblings(page, 20)
    assert [questions(desk, address) for address in addresses] == before


def test_a_topic_list_is_still_wagtails(desk, montiano):
    assert soup_of(desk, f"/admin/pages/{page_with(montiano, 'argomenti').pk}/").select("table.listing")


def test_a_new_page_asks_only_for_the_section_among_ones_own(desk, montiano, cesena):
    page = soup_of(desk, "/admin/elenco-notizie/choose_parent/")
    offered = {int(box["value"]) for box in page.select("input[name=parent_page]")}
    assert offered == {page_with(montiano, key).pk for key in ("notizie", "comunicati", "avvisi")}
    chosen = page_with(montiano, "avvisi").pk
    answer = desk.post("/admin/elenco-notizie/choose_parent/", {"parent_page": chosen})
    assert answer["Location"] == f"/admin/pages/add/news/newspage/{chosen}/"
    other = page_with(cesena, "avvisi").pk
    assert desk.post("/admin/elenco-notizie/choose_parent/", {"parent_page": other}).status_code == 200


def test_union_it_reads_whose_section_it_is(desk, informatica, montiano, cesena):
    desk.force_login(informatica)
    text = words(soup_of(desk, "/admin/elenco-notizie/choose_parent/"))
    assert "Avvisi (Montiano)" in text
    assert "Avvisi (Cesena)" in text
