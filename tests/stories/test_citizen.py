"""A citizen needs an identity card: finds the sheet, reads what matters, learns whom to call. With a phone, and without
JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

CARD = "Carta di identità elettronica"
without_javascript = pytest.mark.browser_context_args(java_script_enabled=False)


def search_from_the_home(page: Page, site) -> None:
    page.goto(site("/"))
    field = page.get_by_role("main").locator("input[type=search]")  # with JavaScript a combobox
    field.fill("carta di identità")
    field.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("risultat")
    page.get_by_role("main").get_by_role("link", name=CARD, exact=True).click()


def go_through_the_categories(page: Page, site) -> None:
    page.goto(site("/"))
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Principale").get_by_role("link", name="Servizi").click()
    categories = page.get_by_role("region", name="Esplora per categoria")
    categories.get_by_role("link", name=re.compile("Anagrafe e stato civile")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anagrafe e stato civile")
    page.get_by_role("main").get_by_role("link", name=CARD, exact=True).click()


def read_the_sheet_and_go_to_booking(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(CARD)
    needed = page.get_by_role("region", name="Cosa serve")
    expect(needed.get_by_role("listitem").filter(has_text=re.compile("foto", re.I)).first).to_be_visible()
    expect(page.get_by_role("region", name="Quanto costa")).to_contain_text("22,21")
    contacts = page.get_by_role("region", name="Contatti", exact=True)
    office = contacts.get_by_role("heading", level=3).inner_text()
    telephone = contacts.locator('a[href^="tel:"]').get_attribute("href")
    assert "anagrafe" in office.lower()
    assert re.fullmatch(r"tel:\+39\d{8,11}", telephone)

    access = page.get_by_role("region", name="Accedi al servizio")
    access.get_by_role("link", name="Prenota appuntamento").click()
    expect(page).to_have_url(re.compile(r"/servizi/prenotazione/\?servizio=\d+$"))
    main = page.get_by_role("main")
    expect(main.get_by_text(CARD).first).to_be_visible()
    competent = page.get_by_role("region", name="A quale ufficio chiedere")
    expect(competent.get_by_role("heading", level=3)).to_have_text([office])
    expect(competent.locator('a[href^="tel:"]')).to_have_attribute("href", telephone)
    main.get_by_role("link", name=re.compile("Rileggi la scheda")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CARD)


@pytest.mark.parametrize("find", [search_from_the_home, go_through_the_categories])
def test_a_citizen_on_a_phone_finds_the_identity_card_and_whom_to_call(page, site, find):
    find(page, site)
    read_the_sheet_and_go_to_booking(page)


@without_javascript
@pytest.mark.parametrize("find", [search_from_the_home, go_through_the_categories])
def test_the_same_citizen_does_it_without_javascript(page, site, find):
    find(page, site)
    read_the_sheet_and_go_to_booking(page)


def all_the_sheets(page: Page, site) -> tuple[int, set[str]]:
    """How many sheets the page promises, and the addresses of those it has shown so far."""
    promised = int(page.locator(".result-count strong").inner_text())
    links = page.locator("#elenco a").evaluate_all("links => links.map(link => link.pathname)")
    return promised, {link for link in links if link.count("/") > 3}


def test_load_more_brings_every_sheet_of_the_municipality_onto_the_page(page, site):
    page.goto(site("/servizi/"))
    more = page.get_by_role("link", name="Carica altri risultati")
    shown = page.locator("#elenco > li").count()
    for _ in range(20):
        more.click()
        expect(page.locator("#elenco > li").nth(shown)).to_be_visible()
        assert page.evaluate("document.activeElement.closest('#elenco') !== null")  # the keyboard goes on from there
        shown = page.locator("#elenco > li").count()
        if more.count() == 0:
            break
    promised, found = all_the_sheets(page, site)
    assert len(found) == promised == shown >= 24


@without_javascript
def test_without_javascript_the_same_link_leads_through_every_sheet(page, site):
    page.goto(site("/servizi/"))
    promised, found = all_the_sheets(page, site)
    more = page.get_by_role("link", name="Carica altri risultati")
    while more.count():
        more.click()
        found |= all_the_sheets(page, site)[1]
    assert len(found) == promised >= 24


def test_a_page_of_the_union_lists_its_six_municipalities_and_leads_to_them(page, product):
    page.goto(product.url(""))
    towns = page.get_by_role("region", name="I Comuni dell'Unione").get_by_role("link")
    addresses = towns.evaluate_all("links => links.map(link => link.href)")
    slugs = ("bagno-di-romagna", "cesena", "mercato-saraceno", "montiano", "sarsina", "verghereto")
    assert addresses == [product.url(slug) for slug in slugs]
    towns.get_by_text("Verghereto").click()
    expect(page).to_have_url(product.url("verghereto"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Comune di Verghereto")
