"""An event that comes back every week: from the form of who writes it to the calendar of who goes. And the calendar without
JavaScript."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from playwright.sync_api import Page, expect

from cms.formats import day as day_in_words
from tests.stories import admin
from tests.stories.conftest import DESK, PHONE, becomes
from tools.crawl import over_http

EVENTS = "/vivere-il-comune/eventi/"
TITLE = "Letture in dialetto davanti al camino"
TODAY = datetime.now(ZoneInfo("Europe/Rome")).date()
FIRST = TODAY + timedelta(days=7 - TODAY.weekday())  # a Monday to come
LAST = FIRST + timedelta(weeks=5)
without_javascript = pytest.mark.browser_context_args(java_script_enabled=False)


def describe(page: Page) -> None:
    """What an event must have, beside its days."""
    page.get_by_role("textbox", name="Titolo*", exact=True).fill(TITLE)
    page.get_by_role("textbox", name="Descrizione breve").fill("Ogni lunedì sera si legge ad alta voce, insieme.")
    page.get_by_role("combobox", name="Tipo di evento").select_option(label="\u2003\u2003Lettura (pubblica)")
    admin.tick(page, "topics", "Tempo libero")
    page.get_by_role("textbox", name="Nome del posto").fill("Casa del custode")
    page.get_by_role("textbox", name="Comune o località").fill("Sarsina")
    admin.write(page, "description", "Si legge una pagina a testa, poi si beve il brulé.")
    admin.write(page, "audience", "Per tutti, anche per chi il dialetto non lo sa.")
    costs = page.locator('[data-contentpath="costs"]')
    costs.get_by_role("button", name="Inserisci un blocco").click()
    costs.get_by_label("Biglietto").fill("Ingresso")
    costs.get_by_label("Gratuito").check()
    admin.tick(page, "contact_points", "Municipio di Sarsina")


def test_a_weekly_event_goes_from_the_form_to_the_calendar_of_a_citizen(
    page, new_context, product, site, stored, enter
):
    ((parent,),) = stored(
        "select b.page_ptr_id from cms_basepage b join cms_tenant t on t.id = b.tenant_id "
        "join wagtailcore_page p on p.id = b.page_ptr_id join wagtailcore_locale l on l.id = p.locale_id "
        "where t.slug = 'sarsina' and b.site_key = 'eventi' and l.language_code = 'it'"
    )
    enter(page, "pubblica-sarsina", f"/admin/pages/add/territory/eventpage/{parent}/")
    page.wait_for_load_state("networkidle")
    describe(page)
    page.get_by_role("textbox", name="Giorno di inizio").fill(f"{FIRST:%d/%m/%Y}")
    page.get_by_role("textbox", name="Ora di inizio").fill("20:30")
    page.get_by_role("combobox", name="Si ripete").select_option(label="Ogni settimana")

    # Without an end it is refused, beside the question, and nothing that was typed is lost.
    admin.save(page)
    repeats = page.locator('[data-contentpath="recurrence"]')
    expect(repeats).to_contain_text("Di' quando finisce: scrivi l'ultimo giorno, oppure quante volte si fa.")
    assert stored("select id from wagtailcore_page where draft_title = ? and live", TITLE) == []
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("textbox", name="Titolo*", exact=True)).to_have_value(TITLE)
    expect(page.get_by_role("textbox", name="Giorno di inizio")).to_have_value(f"{FIRST:%d/%m/%Y}")
    expect(page.get_by_role("combobox", name="Si ripete")).to_have_value("WEEKLY")
    expect(page.get_by_label("Biglietto")).to_have_value("Ingresso")
    expect(page.locator('[data-contentpath="description"] [contenteditable="true"]')).to_contain_text("brulé")

    repeats.get_by_label("Fino al (ultimo giorno)").fill(f"{LAST:%Y-%m-%d}")
    admin.publish(page)
    admin.succeeded(page, "pubblicata")
    fetch = over_http(product.port)
    assert becomes(lambda: TITLE in fetch(site(f"{EVENTS}?dal={FIRST:%d/%m/%Y}&al={FIRST:%d/%m/%Y}")).text)

    # A citizen looks at the month of the last evening, and finds it on that day.
    citizen = new_context().new_page()
    citizen.set_viewport_size(PHONE)
    look_at_a_month(citizen, site, LAST)
    citizen.get_by_role("main").get_by_role("link", name=re.compile(TITLE)).last.click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text(TITLE)
    when = citizen.get_by_role("region", name="Date e orari")
    expect(when).to_contain_text("Ogni lunedì")
    expect(when).to_contain_text("20:30")
    expect(citizen.get_by_role("region", name="Costi")).to_contain_text("Gratuito")

    # And takes it into the calendar of the telephone, with all its Mondays and no more.
    with citizen.expect_download() as download:
        when.get_by_role("link", name="Aggiungi al calendario").click()
    (event,) = icalendar.Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    assert str(event["SUMMARY"]) == TITLE
    assert event.start == datetime(FIRST.year, FIRST.month, FIRST.day, 20, 30, tzinfo=ZoneInfo("Europe/Rome"))
    rule = event["RRULE"]
    assert (rule["FREQ"], [until.date() for until in rule["UNTIL"]]) == (["WEEKLY"], [LAST])


def look_at_a_month(page: Page, site, day: date) -> None:
    """From the list of events to the calendar, then on and on to a month."""
    page.goto(site(EVENTS))
    page.get_by_role("navigation", name="Come vedere gli eventi").get_by_role("link", name="Calendario").click()
    month = day_in_words(day, "F Y")
    months = page.get_by_role("navigation", name="Altri mesi").get_by_role("link")
    for _month in range(4):
        title = page.get_by_role("heading", name=re.compile("^Eventi di ")).inner_text()
        if title == f"Eventi di {month}":
            return
        months.last.click()
        expect(page.get_by_role("heading", name=re.compile("^Eventi di "))).not_to_have_text(title)
    pytest.fail(f"il calendario non arriva a {month}")


def filter_by_days_and_kind(page: Page, site) -> None:
    page.goto(site(EVENTS))
    total = int(page.locator(".event-count").inner_text().split()[0])
    form = page.get_by_role("form", name="Filtra gli eventi")
    form.get_by_label("Oppure dal giorno").fill(f"{TODAY:%Y-%m-%d}")
    form.get_by_label("al giorno", exact=True).fill(f"{TODAY + timedelta(days=14):%Y-%m-%d}")
    form.get_by_role("button", name="Mostra").click()
    expect(form.get_by_label("Oppure dal giorno")).to_have_value(f"{TODAY:%Y-%m-%d}")
    few = int(page.locator(".event-count").inner_text().split()[0])
    assert 0 < few < total
    page.get_by_role("link", name="Togli i filtri").click()
    expect(page.locator(".event-count")).to_contain_text(str(total))


def read_the_month_by_day(page: Page, site) -> None:
    look_at_a_month(page, site, TODAY)
    page.get_by_role("main").locator(f'a[href^="{EVENTS}"], a[href*="dal="]').first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("walk", [filter_by_days_and_kind, read_the_month_by_day])
@without_javascript
def test_without_javascript_the_events_are_filtered_and_read_by_month(page, site, walk):
    page.set_viewport_size(DESK)
    walk(page, site)


@without_javascript
def test_without_javascript_a_word_finds_its_answer_among_the_questions(page, site):
    page.goto(site("/domande-frequenti/"))
    field = page.get_by_role("main").get_by_role("searchbox")
    field.fill("camion ingombranti")
    field.press("Enter")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text(re.compile("domand"))
    question = page.get_by_role("main").locator("summary.accordion-button").first
    expect(question).to_contain_text("ingombranti")
    question.click()
    expect(page.get_by_role("main").locator(".accordion-body").first).to_be_visible()
