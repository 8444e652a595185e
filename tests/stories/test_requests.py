"""Requests, reports and ratings in the browser: sent by a citizen, worked on by an operator, read again by the citizen.

Each on a copy of the demonstration, from the page to the message and back.
"""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.mailbox import messages_in
from tests.stories.conftest import DESK, PHONE, RUN
from tests.stories.test_keyboard import tab_to

without_javascript = pytest.mark.browser_context_args(java_script_enabled=False)
OPERATOR = "sportello-sarsina"


@pytest.fixture
def letters(product):
    """`letters("anna@…")`: subjects and words of the messages sent to somebody, the newest last."""

    def read(address: str) -> list[str]:
        product.manage("deliver_outbox")
        mine = [mail for mail in messages_in(product.folder / "mail") if mail["To"] == address]
        return [f"{mail['Subject']}\n{mail.get_payload(decode=True).decode()}" for mail in mine]

    return read


def a_photo() -> dict:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Telefono di Anna"
    Image.new("RGB", (1800, 1200), "#aa6633").save(out, "JPEG", exif=exif)
    return {"name": "buca.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def say_who(page: Page, email: str) -> None:
    page.get_by_label("Nome*", exact=True).fill("Anna")
    page.get_by_label("Cognome").fill("Bianchi")
    page.get_by_label("Email").fill(email)


def find(page: Page, code: str) -> None:
    """Open a request of the inbox by its number."""
    page.get_by_label("Cerca", exact=True).fill(code)
    page.get_by_role("button", name="Mostra").click()
    page.get_by_role("link", name=re.compile(code)).click()


def code_of(page: Page) -> str:
    return page.locator(".booking__code").inner_text()


def test_a_request_without_javascript_from_the_sheet_to_the_answer(page, new_context, site, enter, letters):
    desk, page = page, new_context(java_script_enabled=False).new_page()
    email = "anna.assistenza@cittadini.test"
    page.goto(site("/servizi/assistenza/"))
    page.get_by_role("link", name="Scrivi una richiesta").click()
    say_who(page, email)
    page.get_by_role("button", name="Invia").click()
    expect(page.get_by_role("alert")).to_contain_text("Ci sono")  # what was typed stays
    expect(page.get_by_label("Cognome")).to_have_value("Bianchi")
    page.get_by_label("Categoria di servizio").select_option("relazioni-con-il-pubblico")
    page.get_by_label("Dettagli").fill("Dove ritiro il tesserino dei funghi?")
    page.get_by_label("Ho letto e compreso").check(force=True)
    page.get_by_role("button", name="Invia").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Richiesta inviata")
    code = code_of(page)
    assert code in letters(email)[0]

    enter(desk, OPERATOR, "/admin/ascolto/?pila=tutte")
    find(desk, code)
    desk.locator("#answering_text").fill("All'ufficio ambiente, al primo piano.")
    desk.get_by_role("button", name="Invia la risposta").click()
    expect(desk.locator(".messages")).to_contain_text("Risposta inviata.")

    link = re.search(r"http://\S+/richieste/\S+", letters(email)[-1])[0]
    page.goto(link)
    expect(page.get_by_text("All'ufficio ambiente, al primo piano.")).to_be_visible()
    page.get_by_label("Il tuo messaggio").fill("Grazie, a che ora?")
    page.get_by_role("button", name="Invia il messaggio").click()
    expect(page.get_by_text("Messaggio inviato")).to_be_visible()
    desk.reload()
    expect(desk.get_by_text("Grazie, a che ora?")).to_be_visible()
    page.context.close()


def test_of_all_services_those_of_the_category_are_offered(page, site):
    page.goto(site("/assistenza/"))
    page.get_by_label("Categoria di servizio").select_option("anagrafe-e-stato-civile")
    offered = page.get_by_label("Servizio", exact=True).locator("option").all_inner_texts()
    assert any("Carta" in text for text in offered)
    assert not any("TARI" in text for text in offered)
    page.get_by_label("Categoria di servizio").select_option("accessibilita")
    expect(page.get_by_label("Servizio", exact=True)).to_be_hidden()


def test_a_report_from_a_telephone_to_the_list_and_back(page, new_context, product, site, enter, letters):
    email = "anna.segnala@cittadini.test"
    page.set_viewport_size(PHONE)
    page.goto(site("/servizi/segnalazione-disservizio/"))
    page.get_by_role("link", name="Segnala disservizio").first.click()
    expect(page.get_by_text("C'è qualcuno in pericolo? Chiama il 112")).to_be_visible()
    page.get_by_label("Ho letto e compreso").check(force=True)
    page.get_by_role("button", name="Avanti").click()
    page.get_by_label("Luogo*").fill("Via Cesio Sabino 3, Sarsina")
    picture = page.locator("input[type=image]")
    picture.click(position={"x": 150, "y": 140})
    picture.click(position={"x": 150, "y": 140})
    expect(page.locator("[data-said]")).to_have_text(re.compile(r"4\d\.\d+, 1\d\.\d+"))
    page.get_by_label("Tipo di disservizio").select_option("strade")
    page.get_by_label("Titolo").fill("Buca davanti alla fermata")
    page.get_by_label("Dettagli").fill("Larga un metro, da una settimana.")
    page.get_by_label("Immagini").set_input_files(a_photo())
    say_who(page, email)
    page.get_by_role("button", name="Avanti").last.click()
    expect(page.get_by_text("buca.jpg")).to_be_visible()
    page.get_by_role("button", name="Invia la segnalazione").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Segnalazione inviata")
    code = code_of(page)
    own = page.url.split("?")[0]
    product.manage("db_worker", "--batch")  # makes the photo smaller

    desk = new_context().new_page()
    enter(desk, OPERATOR, "/admin/ascolto/?pila=pubblicare")
    find(desk, code)
    desk.get_by_text("Elenco pubblico", exact=True).click()
    showing = desk.locator("details", has_text="Elenco pubblico")
    showing.get_by_label("Titolo").fill("Una buca alla fermata")
    showing.get_by_label("buca.jpg").check()
    showing.get_by_role("button", name="Metti nell'elenco pubblico").click()
    desk.get_by_role("link", name="vedila com'è").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Una buca alla fermata")
    read = "fetch(document.querySelector('.report-photos a').href).then(answer => answer.text())"
    assert "Telefono di Anna" not in desk.evaluate(read)

    desk.go_back()
    desk.locator("#answering_text").fill("Chiusa con asfalto a caldo.")
    desk.locator("#answering_close_as").select_option("risolta")
    desk.get_by_role("button", name="Invia la risposta").click()
    expect(desk.locator(".messages")).to_contain_text("È chiusa.")
    assert "È risolta davvero?" in letters(email)[-1]

    page.goto(own)
    page.get_by_text("No, manca ancora qualcosa").click()
    page.get_by_label("Che cosa manca ancora?").fill("C'è ancora il bordo.")
    page.get_by_role("button", name="Chiedi di riaprirla").click()
    expect(page.get_by_text("Abbiamo ricevuto quello che manca")).to_be_visible()
    desk.reload()
    desk.get_by_label("Riaprila").check(force=True)
    desk.get_by_role("button", name="Manda la decisione").click()
    expect(desk.locator(".messages")).to_contain_text("Riaperta.")
    assert "riaperta" in letters(email)[-1]
    desk.context.close()


@without_javascript
def test_a_report_without_javascript_with_the_map_that_is_a_button(page, site):
    page.goto(site("/segnala/"))
    page.get_by_label("Ho letto e compreso").check(force=True)
    page.get_by_role("button", name="Avanti").click()
    page.get_by_label("Titolo").fill("Lampione spento")
    page.locator("input[type=image]").click(position={"x": 150, "y": 140})
    expect(page.get_by_text("Punto scelto")).to_be_visible()
    expect(page.get_by_label("Titolo")).to_have_value("Lampione spento")
    page.get_by_role("button", name="Allontana").click()
    page.get_by_role("button", name="Togli il punto").click()
    expect(page.get_by_text("Punto scelto")).to_have_count(0)
    page.get_by_label("Luogo*").fill("Piazza Plauto")
    page.get_by_label("Tipo di disservizio").select_option("illuminazione")
    page.get_by_label("Dettagli").fill("Da ieri sera.")
    say_who(page, "lampione@cittadini.test")
    page.get_by_label("Titolo").press("Enter")  # goes on, and does not touch the map
    expect(page.get_by_role("heading", name="Riepilogo")).to_be_visible()
    page.get_by_role("button", name="Invia la segnalazione").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Segnalazione inviata")


def test_a_report_with_the_keyboard_alone(page, site):
    page.set_viewport_size(DESK)
    page.goto(site("/segnala/"))
    tab_to(page, page.get_by_label("Ho letto e compreso"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Luogo*")).to_be_visible()
    tab_to(page, page.get_by_label("Luogo*"))
    page.keyboard.type("Piazza Plauto")
    tab_to(page, page.locator("input[type=image]"))
    page.keyboard.press("Enter")  # the middle of what is drawn
    expect(page.locator("[data-said]")).to_have_text(re.compile(r"4\d\.\d+, 1\d\.\d+"))
    tab_to(page, page.get_by_label("Tipo di disservizio"))
    page.keyboard.type("Strade")
    for label, text in (
        ("Titolo", "Buca"),
        ("Dettagli", "Larga."),
        ("Nome*", "Anna"),
        ("Cognome", "Bianchi"),
        ("Email", "a@b.it"),
    ):
        tab_to(page, page.get_by_label(label, exact=label.endswith("*")))
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Riepilogo")).to_be_visible()


def test_an_operator_reads_the_ratings_and_ticks_them_off(page, enter):
    enter(page, OPERATOR, "/admin/ascolto/valutazioni/")
    before = int(page.locator(".inbox-piles strong").inner_text())
    page.locator('input[name="riga"]').first.check()
    page.get_by_role("button", name="Segna come lette quelle scelte").click()
    expect(page.locator(".messages")).to_contain_text("Una valutazione letta.")
    assert int(page.locator(".inbox-piles strong").inner_text()) == before - 1
    page.get_by_role("link", name="Lette", exact=True).click()
    expect(page.get_by_text("Letta da")).to_have_count(1)


def test_the_inbox_and_the_pages_of_one_person_have_no_barrier(page, site, enter, axe_source):
    def barriers() -> list[str]:
        page.evaluate(f"window.axe || (() => {{ {axe_source} }})()")
        return page.evaluate(RUN)

    page.goto(site("/segnala/"))
    page.get_by_label("Ho letto e compreso").check(force=True)
    page.get_by_role("button", name="Avanti").click()
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert barriers() == []
    page.get_by_role("button", name="Avanti").last.click()
    assert barriers() == []  # with its errors
    page.get_by_label("Luogo*").fill("Piazza Plauto")
    page.get_by_label("Tipo di disservizio").select_option("strade")
    page.get_by_label("Titolo").fill("Buca")
    page.get_by_label("Dettagli").fill("Larga.")
    say_who(page, "barriere@cittadini.test")
    page.get_by_role("button", name="Avanti").last.click()
    assert barriers() == []
    page.get_by_role("button", name="Invia la segnalazione").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Segnalazione inviata")
    assert barriers() == []
    enter(page, OPERATOR, "/admin/ascolto/")
    assert barriers() == []
    page.locator("td.title a").first.click()
    assert barriers() == []
    page.goto(page.url.split("/admin/")[0] + "/admin/ascolto/valutazioni/")
    assert barriers() == []
