"""An editor changes a sheet: first a draft that nobody sees, then the publication that everybody sees within seconds."""

import re

import pytest
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


@pytest.mark.parametrize("mended", [True, False], ids=["with our script", "without it"])
def test_a_form_that_saves_itself_is_not_taken_for_somebody_elses(page, product, stored, enter, mended):
    """Wagtail's question "who else saved?" is on its way while the form saves itself: its answer names this saving."""
    ((number,),) = stored("select id from wagtailcore_page where url_path like '%/montiano/servizi/' limit 1")
    if not mended:
        page.route("**/own-save*.js", lambda route: route.abort())
    enter(page, "pubblica-montiano", f"/admin/pages/{number}/edit/")
    page.wait_for_timeout(3000)  # what is changed in the first two seconds is not told from what was there
    questions, saved = [], []

    def answer(route):
        url = route.request.url.replace("gestione.localhost", "127.0.0.1")  # a name that only the browser knows
        return route.fetch(
            url=url, headers={**route.request.all_headers(), "host": f"gestione.localhost:{product.port}"}
        )

    def save(route) -> None:
        if route.request.method != "POST" or saved:
            route.continue_()
            return
        saved.append(answer(route))
        for question in questions:
            question.fulfill(response=answer(question))
        page.unroute("**/editing-sessions/ping/**")
        page.wait_for_timeout(500)  # that answer is read before the one to the saving
        route.fulfill(response=saved[0])

    page.route(f"**/admin/pages/{number}/edit/", save)
    page.route("**/editing-sessions/ping/**", lambda route: questions.append(route))
    page.evaluate(
        "document.querySelector('[data-controller~=w-session]').dispatchEvent(new CustomEvent('w-session:visible'))"
    )
    page.get_by_role("textbox", name="Descrizione breve").press_sequentially(" Tutti.")
    expect(page.locator(".w-autosave-indicator__state--saved")).to_be_visible()
    assert questions
    page.wait_for_timeout(1000)
    page.get_by_role("button", name="Altre azioni").click()
    page.locator('button[name="action-publish"]').click()
    if mended:
        expect(page.locator(".messages .success")).to_contain_text("pubblicata")
    else:
        expect(page.get_by_role("dialog", name="Hai salvato una nuova versione")).to_be_visible()
