"""The admin as its people use it: a news item from draft to expiry, and an editor who tries the neighbours' doors."""

import re
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from demo.accounts import PASSWORD
from tests.stories.conftest import RUN, becomes
from tools.crawl import over_http

ROME = ZoneInfo("Europe/Rome")
TITLE = "La biblioteca apre anche la domenica"


def write_news(page) -> None:
    """The fields that a news item must have, as an editor fills them in."""
    page.get_by_role("textbox", name="Titolo*", exact=True).fill(TITLE)
    page.get_by_role("textbox", name="Descrizione breve").fill(
        "Da dicembre la biblioteca è aperta la domenica mattina."
    )
    page.locator('[data-contentpath="topics"] input[type="checkbox"]').first.evaluate("box => box.click()")
    body = page.locator('[data-contentpath="body"] [contenteditable="true"]').first
    body.click()
    page.keyboard.type("Da dicembre la biblioteca apre la domenica dalle 9 alle 12. Non serve prenotare.")
    page.wait_for_timeout(800)  # the editor of texts puts them in the form a moment later
    page.locator('[data-contentpath="managed_by"] input[type="checkbox"]').first.evaluate("box => box.click()")


def test_a_news_item_goes_from_an_editor_through_a_publisher_to_the_readers_and_ends_at_its_time(
    page, new_context, product, site, stored, enter
):
    ((parent,),) = stored(
        "select page_ptr_id from cms_basepage b join cms_tenant t on t.id = b.tenant_id "
        "join wagtailcore_page p on p.id = b.page_ptr_id join wagtailcore_locale l on l.id = p.locale_id "
        "where t.slug = 'sarsina' and b.site_key = 'notizie' and l.language_code = 'it'"
    )
    enter(page, "redazione-sarsina", f"/admin/pages/add/news/newspage/{parent}/")
    write_news(page)
    page.get_by_role("button", name="Altre azioni").click()
    expect(page.locator('button[name="action-publish"]')).to_have_count(0)  # an editor does not publish
    page.locator('button[name="action-submit"]').click()
    expect(page.locator(".messages .success")).to_contain_text("mandata a chi la deve rivedere")
    ((number,),) = stored("select id from wagtailcore_page where draft_title = ?", TITLE)
    fetch = over_http(product.port)
    assert TITLE not in fetch(site("/novita/notizie/")).text

    desk = new_context().new_page()
    enter(desk, "pubblica-sarsina")
    waiting = desk.locator(".waiting__pile", has_text="Da approvare")
    waiting.get_by_role("link", name=TITLE).click()
    desk.wait_for_load_state("networkidle")  # the buttons wait for their scripts
    desk.get_by_role("button", name="Altre azioni").click()
    desk.get_by_role("button", name="Approva e Pubblica", exact=True).click()
    desk.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
    assert becomes(lambda: TITLE in fetch(site("/novita/notizie/")).text)
    ((path,),) = stored("select url_path from wagtailcore_page where id = ?", number)
    public = "/" + path.split("/", 2)[2]
    assert fetch(site(public)).status == 200

    ends = datetime.now(ROME) + timedelta(minutes=1)
    ends = (ends + timedelta(minutes=1)).replace(second=0, microsecond=0)
    desk.goto(f"http://gestione.localhost:{product.port}/admin/pages/{number}/edit/")
    desk.get_by_role("button", name="Attiva/disattiva stato").click()
    desk.locator('[data-side-panel="status"] button', has_text="Pianifica").click()
    expire = desk.locator("#id_expire_at")
    expire.fill(f"{ends:%Y-%m-%d %H:%M}")
    expire.press("Tab")
    desk.get_by_role("button", name="Salva programma").evaluate("button => button.click()")  # the calendar covers it
    desk.wait_for_load_state()
    desk.get_by_role("button", name="Altre azioni").click()
    desk.locator('button[name="action-publish"]').click()
    expect(desk.locator(".messages .success").first).to_contain_text(re.compile("pubblicata|programmata"))
    assert fetch(site(public)).status == 200
    while datetime.now(ROME) < ends:
        time.sleep(1)
    product.manage("publish_scheduled")  # what the clock does every few seconds
    assert becomes(lambda: fetch(site(public)).status == 404)


def test_an_editor_of_montiano_tries_ten_ways_into_cesena(page, product, stored, enter):
    ((home, draft_parent),) = stored(
        "select s.root_page_id, (select page_ptr_id from cms_basepage where site_key = 'notizie' and tenant_id = t.id "
        "limit 1) from cms_tenant t join wagtailcore_site s on s.id = t.site_id where t.slug = 'cesena'"
    )
    one = "select id from {} where tenant_id = (select id from cms_tenant where slug = 'cesena') limit 1"
    ((picture,),) = stored(one.format("cms_siteimage"))
    ((file, name),) = stored(
        "select id, file from cms_sitedocument where tenant_id = (select id from cms_tenant where slug = 'cesena') limit 1"
    )
    ((point,),) = stored(one.format("territory_contactpoint"))
    ((person,),) = stored("select id from cms_user where username = 'pubblica-cesena'")
    ((own,),) = stored(
        "select page_ptr_id from cms_basepage where site_key = 'notizie' and tenant_id = "
        "(select id from cms_tenant where slug = 'montiano') limit 1"
    )
    enter(page, "redazione-montiano")
    before = stored("select id, title, live, path from wagtailcore_page where path like '00010002%' order by id")
    ways = [
        f"/admin/pages/{home}/",
        f"/admin/pages/{draft_parent}/edit/",
        f"/admin/pages/{draft_parent}/history/",
        f"/admin/pages/{own}/move/{draft_parent}/confirm/",
        f"/admin/pages/add/news/newspage/{draft_parent}/",
        f"/admin/choose-page/{home}/",
        f"/admin/images/{picture}/",
        f"/documents/{file}/{name.rsplit('/', 1)[-1]}",
        f"/admin/snippets/territory/contactpoint/edit/{point}/",
        f"/admin/personale/{person}/",
    ]
    desk = f"http://gestione.localhost:{product.port}"
    answers = {way: page.goto(f"{desk}{way}").status for way in ways}
    assert {way: code for way, code in answers.items() if code not in (403, 404)} == {}
    nobody = page.goto(f"{desk}/admin/pages/999999999/edit/")
    words = page.locator("body").inner_text()
    page.goto(f"{desk}{ways[1]}")
    assert (nobody.status, words) == (404, page.locator("body").inner_text()), "«not yours» differs from «not there»"
    assert (
        stored("select id, title, live, path from wagtailcore_page where path like '00010002%' order by id") == before
    )


def test_signing_in_has_no_barrier_and_works_with_the_keyboard_alone(page, product, axe_source):
    page.goto(f"http://gestione.localhost:{product.port}/admin/accesso/")
    page.evaluate(axe_source)
    assert page.evaluate(RUN) == []
    page.get_by_label("Nome utente").focus()
    page.keyboard.type("sportello-montiano")
    page.keyboard.press("Tab")
    page.keyboard.type("unica-dimostrazione")
    page.keyboard.press("Enter")
    page.wait_for_url("**/authenticate/")
    page.evaluate(axe_source)
    assert page.evaluate(RUN) == []
    page.keyboard.type(page.locator("code.code").inner_text())
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")
    expect(page.get_by_role("heading", name="Che cosa ti aspetta")).to_be_visible()


def test_a_key_of_the_device_opens_the_desk_too(page, product, enter):
    """A passkey is added, and at the next sign-in takes the place of the code."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**key, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    enter(page, "sportello-verghereto")
    desk = f"http://gestione.localhost:{product.port}/admin/accesso"
    page.goto(f"{desk}/secondo-fattore/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Conferma").click()
    page.get_by_label("Nome della chiave").fill("Impronta del portatile")
    page.get_by_role("button", name="Aggiungi").click()
    page.wait_for_url(re.compile(r"/secondo-fattore/(recovery-codes/)?$"))  # the first key brings its recovery codes
    page.goto(f"{desk}/esci/")
    page.locator("main").get_by_role("button", name="Esci").click()
    page.get_by_label("Nome utente").fill("sportello-verghereto")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Entra").click()
    page.get_by_role("button", name="Usa la chiave").click()
    page.wait_for_url("**/admin/")


def test_the_pages_of_the_booking_desk_have_no_barrier(page, product, stored, enter, has_barriers):
    ((number, agenda),) = stored(
        "select a.id, a.agenda_id from appointments_appointment a join cms_tenant t on t.id = a.tenant_id "
        "where t.slug = 'bagno-di-romagna' and a.state = 'prenotato' and a.mode = 'sportello' and a.starts_at > ? "
        "order by a.starts_at limit 1",
        f"{datetime.now(UTC) + timedelta(hours=1):%Y-%m-%d %H:%M:%S}",
    )
    enter(page, "sportello-bagno-di-romagna", "/admin/appuntamenti/")
    desk = f"http://gestione.localhost:{product.port}/admin/appuntamenti"
    screens = ("", "settimana/", "nuovo/", "blocca/", "posti/", "attesa/")
    paths = [f"agenda/{agenda}/{screen}" for screen in screens]
    paths += [f"{number}/", f"{number}/sposta/", f"{number}/annulla/", "il-mio-calendario/"]
    found = {}
    for path in paths:
        assert page.goto(f"{desk}/{path}").status == 200, path
        found[path] = has_barriers(page)
    assert {path: problems for path, problems in found.items() if problems} == {}
