"""Somebody who uses only the keyboard gets everywhere, and always sees where they are."""

import re

from playwright.sync_api import Page, expect

# The ring of the house, on the element itself, on the area that it covers or on the box around a field.
RING = """() => {
    const here = document.activeElement
    if (here.type === 'date' && !here.matches(':focus')) return true  // its calendar, around which the browser draws
    const styles = [[here], [here, '::after'], [here.parentElement]].map(where => getComputedStyle(...where))
    return styles.some(style => style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 3)
}"""


def focus_shows(page: Page) -> bool:
    return page.evaluate(RING)


def tab_to(page: Page, target) -> None:
    """Press Tab until the target has the focus; every stop on the way must show."""
    for _ in range(40):
        page.keyboard.press("Tab")
        assert focus_shows(page), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("con il tasto Tab non ci si arriva")


def test_the_first_stop_skips_to_the_content(page, site):
    page.goto(site("/servizi/"))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Vai ai contenuti")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_of_a_phone_opens_keeps_the_focus_and_gives_it_back(page, site):
    page.goto(site("/"))
    button, panel = page.get_by_role("button", name="Menu"), page.locator("[data-menu]")
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(panel).to_be_visible()
    expect(panel).to_have_attribute("aria-modal", "true")
    expect(button).to_have_attribute("aria-expanded", "true")
    for _ in range(12):  # more than there are links: it goes round inside
        assert page.evaluate("document.activeElement.closest('[data-menu]') !== null")
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_the_search_dialog_opens_on_its_field_searches_and_gives_the_focus_back(page, site):
    page.goto(site("/"))
    opener, dialog = page.locator("[data-search-open]"), page.get_by_role("dialog", name="Cerca")
    tab_to(page, opener)
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("rifiuti")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("risultat")


def test_an_answer_opens_and_closes_with_enter(page, site):
    page.goto(site("/domande-frequenti/"))
    question = page.get_by_role("main").locator("summary.accordion-button").first
    answer = page.get_by_role("main").locator(".accordion-body").first
    expect(answer).to_be_hidden()
    tab_to(page, question)
    page.keyboard.press("Enter")
    expect(answer).to_be_visible()
    page.keyboard.press("Enter")
    expect(answer).to_be_hidden()


def test_the_stars_are_chosen_with_the_arrows(page, site):
    page.goto(site("/note-legali/"))
    page.locator('[name="score"]').first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="5 stelle su 5")).to_be_checked()
    expect(page.get_by_role("group", name="Quali sono stati gli aspetti che hai preferito?")).to_be_visible()


def skip_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_an_act_of_the_albo_is_found_read_and_taken_home_without_a_mouse(page, site):
    page.goto(site("/albo-pretorio/"))
    subject = page.locator("#elenco a").last.inner_text().strip()
    skip_to_the_content(page)
    tab_to(page, page.get_by_label("Cerca nell'albo"))
    page.keyboard.type(subject)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("pubblicazion")
    skip_to_the_content(page)
    tab_to(page, page.locator("#elenco a", has_text=subject))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    skip_to_the_content(page)
    tab_to(page, page.get_by_role("region", name="Documenti").get_by_role("link").first)
    with page.expect_response(re.compile(r"\.pdf$")) as answer:
        page.keyboard.press("Enter")
    assert (answer.value.status, answer.value.header_value("content-type")) == (200, "application/pdf")


def test_events_are_filtered_and_the_month_is_read_without_a_mouse(page, site):
    page.goto(site("/vivere-il-comune/eventi/"))
    skip_to_the_content(page)
    tab_to(page, page.get_by_label("Quando", exact=True))
    page.keyboard.type("questo mese")
    tab_to(page, page.get_by_role("form", name="Filtra gli eventi").get_by_role("button", name="Mostra"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Quando", exact=True)).to_have_value("mese")
    skip_to_the_content(page)
    tab_to(page, page.get_by_role("navigation", name="Come vedere gli eventi").get_by_role("link", name="Calendario"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Calendario", exact=True)).to_be_visible()
    skip_to_the_content(page)
    tab_to(page, page.get_by_role("navigation", name="Altri mesi").get_by_role("link").last)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Calendario", exact=True)).to_be_visible()
