"""Old addresses: a file with mistakes changes nothing and says where they are; the right one leads people to the page."""

from playwright.sync_api import Page, expect

NEW = "/servizi/anagrafe-e-stato-civile/carta-identita-elettronica/"
WRONG = f"""vecchio;nuovo
/uffici/anagrafe.asp;{NEW}
/gira.html;/rigira.html
/rigira.html;/gira.html
/turismo.html;/questa-pagina-non-c-e/
"""
RIGHT = f"""vecchio;nuovo
/uffici/anagrafe.asp;{NEW}
/comune/moduli.php?id=3;/amministrazione/documenti-e-dati/modulistica/
"""


def look_at(page: Page, text: str) -> None:
    page.get_by_label("File CSV").set_input_files(
        {"name": "indirizzi.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Controlla il file").click()
    expect(page.get_by_role("heading", name="Controlla prima di importare")).to_be_visible()


def test_a_file_of_old_addresses_is_refused_with_its_lines_then_imported_and_leads_to_the_pages(
    page, new_context, site, stored, enter
):
    ours = "select old_path from wagtailredirects_redirect where old_path in ('/uffici/anagrafe.asp', '/gira.html')"
    enter(page, "pubblica-sarsina", "/admin/reindirizzamenti/importa/")
    look_at(page, WRONG)
    expect(page.get_by_role("alert")).to_contain_text("3 righe hanno un errore")
    rows = {row.locator("td").first.inner_text(): row for row in page.locator("table.listing tbody tr").all()}
    assert sorted(rows) == ["3", "4", "5"]
    expect(rows["3"]).to_contain_text("Gira in tondo")
    expect(rows["4"]).to_contain_text("Gira in tondo")
    expect(rows["5"]).to_contain_text("L'indirizzo nuovo non esiste in questo sito")
    expect(page.get_by_role("button", name="Importa")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Scarica l'esito di ogni riga").click()
    told = download.value.path().read_text("utf-8-sig").splitlines()
    assert [line.split(";")[3] for line in told] == ["esito", "va bene", "errore", "errore", "errore"]
    assert stored(ours) == []

    page.get_by_role("link", name="Carica un altro file").click()
    look_at(page, RIGHT)
    page.get_by_role("button", name="Importa 2 indirizzi").click()
    expect(page.locator(".messages .success")).to_contain_text("Importati 2 reindirizzamenti")
    reader = new_context().new_page()
    reader.goto(site("/uffici/anagrafe.asp"))
    expect(reader).to_have_url(site(NEW))
    reader.goto(site("/comune/moduli.php?id=3"))
    expect(reader.get_by_role("heading", level=1)).to_have_text("Modulistica")
    assert reader.goto(site("/gira.html")).status == 404
