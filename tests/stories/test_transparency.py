"""Amministrazione trasparente: an office renews the data of a heading; a body moves the whole of it to another platform."""

from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from cms.formats import day
from tests.stories import admin
from tests.stories.conftest import becomes
from tools.crawl import over_http

FRONT = "/amministrazione-trasparente/"
RATES = f"{FRONT}personale/tassi-di-assenza/"
TEXT = "Nel terzo trimestre le assenze sono state il 4,2 per cento."
OUTSIDE = "https://trasparenza.verghereto.example/"
TODAY = datetime.now(ZoneInfo("Europe/Rome")).date()


def test_an_office_finds_what_is_late_renews_it_and_the_page_says_the_day(page, new_context, product, site, enter):
    enter(page, "pubblica-sarsina", "/admin/trasparenza/?stato=")
    page.get_by_role("row", name="Tassi di assenza").get_by_role("link", name="Tassi di assenza").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("main")).to_contain_text("Norma: D.Lgs. 33/2013, art. 16, c. 3")
    body = page.locator('[data-contentpath="body"]')
    body.get_by_role("button", name="Inserisci un blocco").last.click()
    page.get_by_role("option", name="Testo", exact=False).first.click()
    body.locator('[contenteditable="true"]').last.click()
    page.keyboard.type(TEXT)
    page.get_by_label("Dati aggiornati il").fill(f"{TODAY:%d/%m/%Y}")
    expect(page.locator('input[name$="-value"]').last).not_to_have_value("")
    admin.publish(page)
    admin.succeeded(page, "pubblicata")

    fetch = over_http(product.port)
    assert becomes(lambda: TEXT in fetch(site(RATES)).text)
    reader = new_context().new_page()
    reader.goto(site(FRONT))
    reader.get_by_role("main").get_by_role("searchbox").fill("assenza")
    reader.get_by_role("main").get_by_role("searchbox").press("Enter")
    reader.get_by_role("main").get_by_role("link", name="Tassi di assenza").first.click()
    expect(reader.get_by_text(TEXT)).to_be_visible()
    expect(reader.get_by_role("region", name="Aggiornamento").locator("dd").first).to_have_text(day(TODAY))
    page.goto(f"http://gestione.localhost:{product.port}/admin/trasparenza/?stato=da-fare")
    expect(page.locator("main")).to_contain_text("Trasparenza")
    expect(page.get_by_role("row", name="Tassi di assenza")).to_have_count(0)


def test_a_body_sends_its_transparency_to_another_platform_and_takes_it_back(page, product, stored, enter):
    ((body,),) = stored("select id from cms_tenant where slug = 'verghereto'")
    fetch = over_http(product.port)
    where = product.url("verghereto", RATES)
    assert fetch(where).status == 200
    enter(page, "informatica", f"/admin/snippets/cms/tenant/edit/{body}/")
    switch(page, OUTSIDE)
    assert becomes(lambda: (fetch(where).status, fetch(where).location) == (302, OUTSIDE))
    assert f'href="{OUTSIDE}"' in fetch(product.url("verghereto")).text  # the footer of every page says so too
    assert fetch(product.url("sarsina", FRONT)).status == 200
    switch(page, "")
    assert becomes(lambda: fetch(where).status == 200)


def switch(page, address: str) -> None:
    page.wait_for_load_state("networkidle")
    page.get_by_role("tab", name="Codici e collegamenti").click()
    page.get_by_role("textbox", name="Amministrazione trasparente").fill(address)
    page.get_by_role("button", name="Salva", exact=True).click()
    expect(page.locator(".messages .success").first).to_be_visible()
    page.go_back()
