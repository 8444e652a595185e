"""A citizen types a word of their own: suggestions, results, filters; with the keyboard alone, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import DESK, PHONE, becomes
from tests.stories.test_keyboard import focus_shows, tab_to


def results(page) -> list[str]:
    return page.locator("#elenco .it-card-title").all_inner_texts()


def type_in(page, field, text: str) -> None:
    field.press_sequentially(text, delay=40)
    expect(field).to_have_attribute("aria-expanded", "true")


def test_who_uses_the_keyboard_goes_from_the_home_to_the_service_in_their_own_words(page, site, has_barriers):
    page.set_viewport_size(DESK)
    page.goto(site("/"))
    field = page.get_by_role("main").get_by_role("combobox")
    tab_to(page, field)
    type_in(page, field, "spazz")  # nobody writes so on a page: a synonym, not even finished
    options = page.get_by_role("option")
    assert len(options.all()) >= 2
    assert has_barriers(page) == []

    page.keyboard.press("ArrowDown")
    chosen = options.first
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    expect(chosen).to_have_attribute("aria-selected", "true")
    assert focus_shows(page)
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("spazz")
    page.keyboard.press("ArrowDown")
    title = options.first.locator("span").inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/servizi/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.go_back()
    expect(page).to_have_url(site("/"))


def test_a_screen_reader_is_told_how_many_suggestions_there_are(page, site):
    page.goto(site("/cerca/"))
    field = page.locator("#cerca-pagina")
    type_in(page, field, "carta")
    number = page.get_by_role("option").count()
    status = page.locator(".search-form", has=field).get_by_role("status")
    expect(status).to_have_text(f"Suggerimenti: {number}. Scegli con le frecce.")
    field.fill("xyzxyzxyz")
    expect(status).to_have_text("Nessun suggerimento.")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_enter_without_a_choice_searches_for_what_was_typed(page, site):
    page.goto(site("/cerca/"))
    field = page.locator("#cerca-pagina")
    type_in(page, field, "rifuti")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=rifuti"))
    expect(page.locator(".search-corrected a")).to_have_text("rifiuti")
    assert any("rifiuti" in title for title in results(page))


def test_enter_after_more_words_does_not_open_what_was_suggested_for_fewer(page, site):
    page.goto(site("/cerca/"))
    field = page.locator("#cerca-pagina")
    type_in(page, field, "carta")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.route("**/cerca/suggerimenti/**", lambda route: route.abort())  # the network is gone for a moment
    field.press_sequentially(" persa")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=carta\+persa"))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_filters_narrow_the_results_and_are_there_again_after_going_back(page, site, has_barriers, size):
    page.set_viewport_size(size)
    page.goto(site("/cerca/?q=rifiuti"))
    if size == PHONE:
        summary = page.locator(".search-filters summary")
        tab_to(page, summary)
        page.keyboard.press("Enter")
    services = page.get_by_role("checkbox", name=re.compile("Servizi"))
    tab_to(page, services)
    number = int(re.search(r"\((\d+)\)", page.locator("label[for=tipo-servizio]").inner_text())[1])
    assert 0 < number < int(page.locator(".result-count strong").inner_text())
    page.keyboard.press("Space")
    assert has_barriers(page) == []
    tab_to(page, page.get_by_role("button", name="Mostra i risultati"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("tipo=servizio"))
    expect(page.locator(".result-count strong")).to_have_text(str(number))
    address, before = page.url, results(page)
    assert has_barriers(page) == []

    page.locator("#elenco a").first.click()
    page.wait_for_url(re.compile("/servizi/"))
    page.go_back()
    expect(page).to_have_url(address)
    assert results(page) == before
    if size == PHONE:
        page.locator(".search-filters summary").click()
    expect(page.get_by_role("checkbox", name=re.compile("Servizi"))).to_be_checked()
    page.get_by_role("link", name="Rimuovi tutti i filtri").click()
    page.wait_for_url(re.compile(r"\?q=rifiuti$"))


def test_a_day_that_is_none_is_told_beside_its_field(page, site, has_barriers):
    page.goto(site("/cerca/?q=rifiuti&dal=32/13/2026"))
    field = page.get_by_label("Dal giorno")
    expect(field).to_be_visible()
    expect(page.locator("#dal-errore")).to_have_text("Scrivi il giorno così: 05/12/2026.")
    assert has_barriers(page) == []


def test_more_results_come_below_and_the_words_are_marked(page, site):
    page.goto(site("/cerca/?q=comune"))
    first = results(page)
    assert len(first) == 10
    expect(page.locator("#elenco mark").first).to_have_text(re.compile("comun", re.IGNORECASE))
    page.get_by_role("link", name="Carica altri risultati").press("Enter")
    expect(page.locator("#elenco > li").nth(10)).to_be_visible()
    assert results(page)[:10] == first


def test_the_result_that_somebody_chooses_is_counted_without_knowing_who(page, site, stored):
    page.goto(site("/cerca/?q=biblioteca"))
    second = page.locator("#elenco > li").nth(1)
    key = int(second.get_attribute("data-page"))
    second.locator("a").click()
    page.wait_for_load_state()
    assert becomes(lambda: stored("select times from search_chosenpage where page_id = ?", key) == [(1,)])
    assert page.context.cookies() == []


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_the_form_the_filters_and_the_next_page_do_the_same(page, site):
    page.goto(site("/"))
    field = page.get_by_role("main").get_by_role("searchbox")
    field.fill("comune")
    field.press("Enter")
    page.wait_for_url(re.compile(r"/cerca/\?q=comune"))
    page.locator(".search-filters summary").click()
    page.locator("label[for=tipo-ufficio]").click()
    page.get_by_role("button", name="Mostra i risultati").click()
    page.wait_for_url(re.compile("tipo=ufficio"))
    assert results(page)
    page.goto(site("/cerca/?q=comune"))
    page.get_by_role("link", name="Carica altri risultati").click()
    page.wait_for_url(re.compile("pagina=2"))
    assert results(page)


def test_a_question_that_was_found_opens_at_its_answer(page, site, has_barriers):
    page.goto(site("/cerca/?q=spid"))
    page.get_by_role("link", name="Che cosa sono SPID e CIE").press("Enter")
    page.wait_for_url("**#domanda-*")
    expect(page.locator("details:target .accordion-body")).to_be_visible()
    assert has_barriers(page) == []
