"""An act at the albo: published for its days, read by everybody, changed by nobody; then only the office reads it."""

import io
import re
import sqlite3
from contextlib import closing

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.stories.conftest import becomes
from tools.crawl import over_http

REGISTER = "/albo-pretorio/"
# As the form of a page would.
SEND = """async where => {
    const body = new FormData()
    body.append('csrfmiddlewaretoken', document.querySelector('[name=csrfmiddlewaretoken]').value)
    body.append('subject', 'Cambiato')
    body.append('sure', 'on')
    const answer = await fetch(where, { method: 'POST', body })
    return { url: answer.url, text: await answer.text() }
}"""
PAPER = {
    "name": "delibera.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7 La giunta approva il piano del verde.",
}


def publish_an_act(page: Page, subject: str) -> str:
    """From an empty form to the number; returns the path of the act on the site."""
    page.get_by_label("Tipo di atto").select_option(label="Deliberazione della Giunta comunale")
    page.get_by_label("Oggetto").fill(subject)
    page.get_by_label("Ufficio che chiede la pubblicazione").select_option(index=1)
    page.get_by_label("Numero dell'atto").fill("77")
    page.get_by_role("button", name="Salva la bozza").click()
    expect(page.locator("main")).to_contain_text("Prima di pubblicarla")  # without a file it does not go out
    return add_the_file_and_publish(page)


def add_the_file_and_publish(page: Page) -> str:
    page.get_by_label("File", exact=False).first.set_input_files(PAPER)
    page.get_by_role("button", name="Aggiungi il file").click()
    page.get_by_role("link", name="Pubblica…").click()
    expect(page.locator("main")).to_contain_text("15 giorni")
    page.get_by_role("button", name="Pubblica all'albo").click()
    expect(page.locator("main")).to_contain_text("Controlla e metti la spunta")  # nobody publishes by mistake
    page.get_by_label("Ho controllato oggetto e documenti").check()
    page.get_by_role("button", name="Pubblica all'albo").click()
    expect(page.locator(".messages .success")).to_contain_text(re.compile(r"Pubblicata con il numero \d+/\d+"))
    return re.sub(r"^https?://[^/]+", "", page.get_by_role("link", name="Guardala sul sito").get_attribute("href"))


def try_to_change(page: Page, act: str) -> None:
    """Every way that a draft has, on an act with a number: each leads back to it, unchanged."""
    for way in ("modifica", "butta", "pubblica", "file"):
        answer = page.evaluate(SEND, f"{act}{way}/")
        assert answer["url"] == act, way
        assert "non si può cambiare" in answer["text"], way


def test_an_act_is_read_for_fifteen_days_changed_by_nobody_and_then_only_the_office_has_it(
    page, new_context, product, enter, take, later
):
    subject = "Piano del verde: gli alberi nuovi di viale Carducci"
    enter(page, "albo-cesena", "/admin/albo/nuova/")
    path = publish_an_act(page, subject)
    act = page.url

    # A citizen finds it, reads until when, and takes the file home.
    fetch = over_http(product.port)
    assert becomes(lambda: subject in fetch(product.url("cesena", REGISTER)).text)
    citizen = new_context().new_page()
    citizen.goto(product.url("cesena", REGISTER))
    citizen.get_by_label("Cerca nell'albo").fill("alberi viale carducci")
    citizen.get_by_label("Cerca nell'albo").press("Enter")
    expect(citizen.get_by_role("status")).to_contain_text("1 pubblicazione")
    citizen.get_by_role("main").get_by_role("link", name=subject).click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text(subject)
    expect(citizen.locator("dl div", has_text="Giorni di pubblicazione").locator("dd")).to_have_text("15")
    file = citizen.get_by_role("region", name="Documenti").get_by_role("link").get_attribute("href")
    assert take(citizen, file) == (200, PAPER["buffer"])

    # Who keeps the albo cannot change it, nor can union IT, nor who writes into the database.
    try_to_change(page, act)
    chief = new_context().new_page()
    enter(chief, "informatica", act.removeprefix(f"http://gestione.localhost:{product.port}"))
    try_to_change(chief, act)
    with closing(sqlite3.connect(product.folder / "unica.sqlite3", timeout=30)) as connection:
        for change in (
            "update albo_entry set subject = 'Cambiato' where subject = ?",
            "delete from albo_entry where subject = ?",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(change, [subject])
    assert citizen.reload().status == 200
    expect(citizen.get_by_role("heading", level=1)).to_have_text(subject)

    # On the sixteenth day it is gone: page, file, list and search.
    then = later(16)
    fetch = over_http(then.port)
    assert [fetch(then.url("cesena", where)).status for where in (path, file)] == [410, 410]
    for where in (
        path,
        REGISTER,
        f"{REGISTER}?q=alberi",
        "/cerca/?q=alberi+viale+carducci",
        "/cerca/?q=alberi&dove=unione",
    ):
        assert subject not in fetch(then.url("cesena", where)).text, where
    assert "La pubblicazione è finita" in fetch(then.url("cesena", path)).text

    # The office still reads it, file included, and prints the certificate.
    office = new_context().new_page()
    enter(office, "albo-cesena", "/admin/albo/?stato=conclusa", on=then)
    office.get_by_role("link", name=subject).click()
    expect(office.locator("main")).to_contain_text("Conclusa")
    kept = office.locator(".register-files a").get_attribute("href")
    assert take(office, kept) == (200, PAPER["buffer"])
    with office.expect_download() as download:
        office.get_by_role("link", name="Certificato di pubblicazione").click()
    number = path.strip("/").split("/")[-1]
    assert download.value.suggested_filename.endswith(f"-{number}.pdf")
    with pikepdf.open(io.BytesIO(download.value.path().read_bytes())) as certificate:
        assert f"n. {number}/" in str(certificate.docinfo.Title)


def test_a_wrong_act_is_annulled_with_its_reason_and_the_right_one_takes_its_place(page, product, enter):
    subject, reason = "Tariffe della palestra comunale", "Nella tabella mancavano le tariffe dei minori."
    enter(page, "albo-montiano", "/admin/albo/nuova/")
    path = publish_an_act(page, subject)
    fetch = over_http(product.port)
    file = re.search(rf'href="({path}\d+/delibera\.pdf)"', fetch(product.url("montiano", path)).text)[1]
    assert fetch(product.url("montiano", file)).status == 200

    page.get_by_role("link", name="Annulla la pubblicazione…").click()
    page.get_by_role("button", name="Annulla la pubblicazione").click()
    expect(page.locator("main")).to_contain_text("senza motivo non si annulla")
    page.get_by_label("Motivo").fill(reason)
    page.get_by_role("button", name="Annulla la pubblicazione").click()
    expect(page.locator(".messages .success")).to_contain_text("Il numero resta nel registro")
    assert becomes(lambda: reason in fetch(product.url("montiano", path)).text)
    assert [fetch(product.url("montiano", where)).status for where in (path, file)] == [410, 410]
    assert subject not in fetch(product.url("montiano", REGISTER)).text

    page.get_by_role("button", name="Prepara quella giusta con gli stessi dati").click()
    expect(page.get_by_label("Oggetto")).to_have_value(subject)
    page.get_by_role("button", name="Salva la bozza").click()
    right = add_the_file_and_publish(page)
    assert int(right.strip("/").split("/")[-1]) == int(path.strip("/").split("/")[-1]) + 1
    assert becomes(lambda: f'href="{right}"' in fetch(product.url("montiano", path)).text)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(product.url("montiano", right))
    expect(page.get_by_role("main")).to_contain_text("Questa pubblicazione sostituisce")
