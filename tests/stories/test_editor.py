"""An editor changes a sheet: first a draft that nobody sees, then the publication that everybody sees within seconds."""

import re

from playwright.sync_api import expect

from tests.stories.conftest import becomes
from tools.crawl import over_http

SHEET = "/servizi/anagrafe-e-stato-civile/certificati-anagrafici/"
FRESH = 10  # seconds from a publication to the first reader
NEW = "Chiedi un certificato di residenza o di famiglia: da oggi anche il sabato mattina."


def test_what_a_publisher_publishes_is_public_within_ten_seconds_and_a_draft_never(
    page, product, site, stored, new_context, enter
):
    reader = new_context().new_page()
    reader.goto(site(SHEET))
    booking = reader.locator('[data-element="service-booking-access"]').first.get_attribute("href")
    number = re.search(r"servizio=(\d+)", booking)[1]

    enter(page, "pubblica-sarsina", f"/admin/pages/{number}/edit/")
    page.get_by_label("Usa un testo nostro per «Descrizione breve»").check()  # the sheet follows the union's
    page.get_by_role("textbox", name="Descrizione breve").fill(NEW)
    page.get_by_role("button", name="Salva bozza").click()
    expect(page.locator(".messages .success")).to_contain_text("aggiornata")
    assert stored("select draft_title from wagtailcore_page where id = ? and has_unpublished_changes", number)
    fetch = over_http(product.port)
    assert NEW not in fetch(site(f"{SHEET}?pagina=2")).text  # made anew: not the copy kept from before

    page.get_by_role("button", name="Altre azioni").click()
    page.locator('button[name="action-publish"]').click()
    expect(page.locator(".messages .success")).to_contain_text("pubblicata")
    assert becomes(lambda: NEW in fetch(site(SHEET)).text, within=FRESH)
    reader.reload()
    expect(reader.get_by_text(NEW)).to_be_visible()
