"""The union changes a service once; each municipality reads it in its own way, and the law reaches everybody on its day."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.reading import texts
from tests.stories.conftest import DESK, RUN, becomes
from tools.crawl import over_http

ROME = ZoneInfo("Europe/Rome")
TOWNS = ("cesena", "bagno-di-romagna", "mercato-saraceno", "montiano", "sarsina", "verghereto")
PATH = "/servizi/educazione-e-formazione/mensa-scolastica/"
STEPS = "Iscrivi tuo figlio dal telefono in cinque minuti."
KEPT = "In mensa portiamo noi i moduli: lo decide il Consiglio dei genitori."


def edit_form(product, page, number: int) -> None:
    page.goto(f"http://gestione.localhost:{product.port}/admin/snippets/services/sharedservice/edit/{number}/")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(3000)  # changes before this Wagtail takes for the form as it came, and saves no draft of them


def announce(page, severity: str, note: str) -> None:
    page.locator("#id_change_severity").select_option(severity)
    page.locator("#id_change_note").fill(note)


def publish(page) -> None:
    # Until a draft is known to be saved, Wagtail may take it for one of another window, and ask.
    expect(page.locator(".w-autosave-indicator__state--saved")).to_be_visible()
    page.get_by_role("button", name="Altre azioni").click()
    page.locator('button[name="action-publish"], button[value="action-publish"]').first.click()
    expect(page.locator(".messages .success").first).to_be_visible()


def rewrite(page, holder, text: str) -> None:
    """Put a text in the place of that of a rich field."""
    field = page.locator(f'{holder} [contenteditable="true"]').first
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)
    page.wait_for_timeout(800)  # the editor of texts puts them in the form a moment later


@pytest.fixture
def public(product):
    """`public("sarsina")`: the sheet as it is read on a site, its words and nothing else."""
    from bs4 import BeautifulSoup

    def read(town: str) -> str:
        fetch = over_http(product.port)
        soup = BeautifulSoup(fetch(product.url(town, PATH)).text, "html.parser")
        return " ".join(" ".join(texts(soup, "main")).split())

    def wait_for(town: str, words: str) -> str:
        assert becomes(lambda: words in read(town)), town
        return read(town)

    read.wait_for = wait_for
    return read


def let_the_day_come(product, service: int) -> None:
    """The running copy has no clock that a story can move: the day is brought to the change instead."""
    today = datetime.now(ROME).date().isoformat()
    with closing(sqlite3.connect(product.folder / "unica.sqlite3", timeout=30)) as connection:
        connection.execute(
            "update services_sharededition set effective_on = ? where service_id = ? and severity = 'legal'",
            (today, service),
        )
        connection.execute("update cms_generation set number = number + 1")
        connection.commit()


def test_the_union_changes_a_service_and_six_sites_show_exactly_that(
    page, new_context, product, stored, enter, public, axe_source
):
    ((service,),) = stored(
        "select s.id from services_sharedservice s join wagtailcore_locale l on l.id = s.locale_id "
        "where s.slug = 'mensa-scolastica' and l.language_code = 'it'"
    )
    numbers = dict(
        stored(
            "select t.slug, b.page_ptr_id from services_servicepage p join cms_basepage b on b.page_ptr_id = p.basepage_ptr_id "
            "join cms_tenant t on t.id = b.tenant_id where p.shared_id = ? and b.page_ptr_id in "
            "(select w.id from wagtailcore_page w join wagtailcore_locale l on l.id = w.locale_id where l.language_code = 'it')",
            service,
        )
    )
    assert set(numbers) == set(TOWNS)
    before = {town: public(town) for town in TOWNS}
    assert all("30 giorni" in text for text in before.values())

    # Verghereto pins its sheet, and says why.
    mountain = new_context().new_page()
    enter(mountain, "pubblica-verghereto", f"/admin/novita-unione/{numbers['verghereto']}/come-segue/")
    mountain.get_by_text("Ferma.", exact=False).first.click()
    mountain.get_by_label("Perché resta ferma").fill("Aspettiamo il nuovo appalto della cucina.")
    mountain.get_by_role("button", name="Salva", exact=True).click()
    expect(mountain.locator(".messages .success").first).to_be_visible()

    # The union rewrites the steps; then the law shortens the term, from tomorrow.
    enter(page, "catalogo")
    edit_form(product, page, service)
    announce(page, "material", "I passi sono più corti.")
    rewrite(page, '[data-contentpath="how_to"]', STEPS)
    publish(page)
    edit_form(product, page, service)
    announce(page, "legal", "La legge dimezza i giorni per rispondere.")
    tomorrow = datetime.now(ROME).date() + timedelta(days=1)
    page.locator("#id_change_effective_on").fill(f"{tomorrow:%d/%m/%Y}")
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    expect(calendar).to_have_count(1)  # it opens a moment after the field is entered, and would cover what is below
    page.keyboard.press("Tab")
    expect(calendar).to_have_count(0)
    page.locator("#id_max_days").fill("15")
    publish(page)

    # Who follows reads the new steps; Sarsina reads its own, Verghereto what it read before. The term waits for its day.
    for town in ("cesena", "bagno-di-romagna", "mercato-saraceno", "montiano"):
        assert "30 giorni" in public.wait_for(town, STEPS)
    for town in ("sarsina", "verghereto"):
        assert STEPS not in public(town)
        assert "30 giorni" in public(town)

    # Sarsina looks at the difference and puts the two together by hand.
    product.manage("deliver_editions")  # what worker and clock do by themselves
    desk = new_context().new_page()
    enter(desk, "pubblica-sarsina")
    desk.goto(f"http://gestione.localhost:{product.port}/admin/novita-unione/")
    desk.locator(".news__row", has_text="Mensa scolastica").get_by_role("link", name="Decidi").click()
    desk.wait_for_load_state("networkidle")
    assert desk.locator("ins").count() > 0
    desk.set_viewport_size(DESK)
    desk.evaluate(axe_source)
    assert desk.evaluate(RUN) == []
    desk.get_by_label("Unite a mano i due testi").check()
    rewrite(desk, ".news-choice__merge", KEPT)
    desk.get_by_role("button", name="Salva e pubblica").click()
    expect(desk.locator(".messages .success").first).to_be_visible()
    public.wait_for("sarsina", KEPT)

    # The day comes: the term is the new one everywhere, the texts stay each as it was.
    let_the_day_come(product, service)
    product.manage("deliver_editions")
    for town in TOWNS:
        assert "15 giorni" in public.wait_for(town, "15 giorni")
    assert KEPT in public("sarsina")
    assert STEPS in public("montiano")
    assert STEPS not in public("verghereto")
    assert "con integrazioni del Comune di Sarsina" in public("sarsina")
