"""A reader says how clear a page is: in one visit with JavaScript, in two steps without."""

import re

import pytest
from playwright.sync_api import expect

THANKS = "Grazie, il tuo parere ci aiuterà a migliorare il sito."
LAST = (
    "select stars, answer, comment from feedback_rating where tenant_id = (select id from cms_tenant where slug = ?) "
)
LAST += "order by id desc limit 1"
COUNT = "select count(*) from feedback_rating"


def star(page, number: int):
    return page.locator(f'[data-element="feedback-rate-{number}"]')


def test_a_rating_with_javascript_is_stored_without_leaving_the_page(page, site, stored):
    before = stored(COUNT)[0][0]
    page.goto(site("/novita/"))
    address = page.url
    star(page, 5).click()
    expect(page.get_by_role("group", name="Quali sono stati gli aspetti che hai preferito?")).to_be_visible()
    expect(page.get_by_role("group", name="Dove hai incontrato le maggiori difficoltà?")).to_be_hidden()
    page.get_by_text("Le indicazioni erano complete").click()
    page.get_by_role("button", name="Avanti").click()
    page.get_by_label("Vuoi aggiungere altri dettagli?").fill("Tutto chiaro, grazie.")
    page.get_by_role("button", name="Avanti").click()
    expect(page.get_by_role("status").filter(has_text=THANKS)).to_be_focused()
    assert page.url == address
    assert stored(LAST, "sarsina") == [(5, "complete", "Tutto chiaro, grazie.")]
    assert stored(COUNT)[0][0] == before + 1


def test_the_same_visit_counts_once_however_often_it_is_sent(page, site, stored):
    page.goto(site("/novita/notizie/"))
    star(page, 5).click()
    page.get_by_role("button", name="Avanti").click()
    page.get_by_role("button", name="Avanti").click()
    expect(page.get_by_role("status").filter(has_text=THANKS)).to_be_focused()
    before = stored(COUNT)[0][0]
    with page.expect_navigation():
        page.evaluate("document.querySelector('[data-feedback]').submit()")  # the same form, with the same ticket
    expect(page.get_by_role("main")).to_contain_text("Hai già inviato questa valutazione: conta una volta sola.")
    assert stored(COUNT)[0][0] == before


def test_few_stars_ask_what_was_difficult(page, site):
    page.goto(site("/servizi/"))
    star(page, 4).click()
    page.get_by_text("Le indicazioni erano chiare").click()
    star(page, 2).click()
    expect(page.get_by_role("group", name="Dove hai incontrato le maggiori difficoltà?")).to_be_visible()
    expect(page.get_by_role("group", name="Quali sono stati gli aspetti che hai preferito?")).to_be_hidden()
    assert page.locator('[name="answer"]:checked').count() == 0


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_the_rating_takes_two_steps_and_counts_once(page, site, stored):
    before = stored(COUNT)[0][0]
    page.goto(site("/novita/avvisi/"))
    star(page, 2).click()
    page.get_by_role("button", name="Invia").click()
    assert stored(COUNT)[0][0] == before, "not without a ticket"
    expect(page.get_by_role("heading", level=1)).to_have_text("Dove hai incontrato le maggiori difficoltà?")
    page.get_by_text("A volte le indicazioni non erano chiare").click()
    page.get_by_label("Vuoi aggiungere altri dettagli?").fill("Non trovo l'orario.")
    page.get_by_role("button", name="Invia").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert stored(LAST, "sarsina") == [(2, "non-chiare", "Non trovo l'orario.")]
    assert stored(COUNT)[0][0] == before + 1
    page.get_by_role("link", name="Torna alla pagina").click()
    expect(page).to_have_url(re.compile("/novita/avvisi/$"))
