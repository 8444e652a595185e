"""Documents, calls and data: the same text in two formats, a deadline that passes, data that people and programs take."""

import csv
import io
import re
import zipfile
from datetime import UTC, datetime

import rdflib
from playwright.sync_api import expect

from tests.stories import admin
from tests.stories.conftest import DESK, becomes
from tools.crawl import over_http

DOCUMENTS = "/amministrazione/documenti-e-dati/"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")


def an_odt() -> dict:
    kind = "application/vnd.oasis.opendocument.text"
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        packed.writestr("mimetype", kind)
        packed.writestr("content.xml", "<office:document-content/>")
    return {"name": "statuto.odt", "mimeType": kind, "buffer": kept.getvalue()}


def test_a_document_gets_a_second_format_and_a_citizen_takes_the_one_they_can_open(
    page, new_context, product, site, stored, enter, take
):
    path = f"{DOCUMENTS}atti-normativi/statuto-comunale-testo-spiegato/"
    ((number,),) = stored("select id from wagtailcore_page where url_path = ?", f"/sarsina{path}")
    enter(page, "pubblica-sarsina", f"/admin/pages/{number}/edit/")
    page.wait_for_load_state("networkidle")
    odt = an_odt()
    admin.add_a_file(page, "files", "Statuto, da cambiare", odt)
    admin.publish(page)
    admin.succeeded(page, "pubblicat")
    fetch = over_http(product.port)
    assert becomes(lambda: "Statuto, da cambiare" in fetch(site(path)).text)

    citizen = new_context().new_page()
    citizen.goto(site(DOCUMENTS))
    citizen.get_by_role("main").get_by_role("link", name=re.compile("Atti normativi")).first.click()
    citizen.get_by_role("main").get_by_role("link", name=re.compile("Statuto comunale")).first.click()
    expect(citizen.get_by_role("region", name="Formati disponibili")).to_contain_text("PDF, ODT")
    files = citizen.get_by_role("region", name="Documento", exact=True).get_by_role("link")
    expect(files).to_have_count(2)
    addresses = files.evaluate_all("links => links.map(link => link.pathname)")
    (one, paper), (other, text) = (take(citizen, address) for address in addresses)
    assert (one, other) == (200, 200)
    assert paper.startswith(b"%PDF-")
    assert text == odt["buffer"]


def test_a_call_is_open_until_its_deadline_and_says_so_by_itself_when_it_is_over(page, product, site, stored, later):
    path, deadline = stored(
        "select p.url_path, c.deadline from publications_callpage c join wagtailcore_page p on p.id = c.basepage_ptr_id "
        "where p.live and p.url_path like '/sarsina/%' order by c.deadline desc"
    )[0]
    path = path.removeprefix("/sarsina")
    calls = path.rsplit("/", 2)[0] + "/"
    page.set_viewport_size(DESK)
    page.goto(site(calls))
    filters = page.get_by_role("main").locator("form.filter-form")
    filters.get_by_label("Quali").select_option("aperti")
    filters.get_by_role("button", name="Filtra").click()
    page.get_by_role("main").locator(f'a[href="{path}"]').first.click()
    expect(page.locator("main")).to_contain_text(re.compile("Aperto|In scadenza"))
    expect(page.get_by_role("region", name="Date e scadenze")).to_contain_text("Scade")

    left = datetime.fromisoformat(deadline).replace(tzinfo=UTC) - datetime.now(UTC)
    then = later(left.days + 1)
    fetch = over_http(then.port)
    assert "Scaduto, in valutazione" in fetch(then.url("sarsina", path)).text
    assert path not in re.findall(r"<main.*</main>", fetch(then.url("sarsina", f"{calls}?stato=aperti")).text, re.S)[0]
    assert path in fetch(then.url("sarsina", f"{calls}?stato=scaduti")).text


def test_data_are_downloaded_by_a_person_and_found_by_a_program(page, site, take):
    page.set_viewport_size(DESK)
    page.goto(site(f"{DOCUMENTS}dataset/"))
    page.get_by_role("main").get_by_role("link", name=re.compile("Abitanti di Sarsina")).first.click()
    title = page.get_by_role("heading", level=1).inner_text()
    file = page.get_by_role("region", name="Dataset").get_by_role("link").first.get_attribute("href")
    status, content = take(page, file)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert status == 200
    assert rows[0]["frazione"] == "Sarsina"

    # The catalogue that the national portal reads, in the three ways it is written: the same data, at the same address.
    page.goto(site("/dati-aperti/"))
    for extension, form in (("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld")):
        link = page.get_by_role("main").locator(f'a[href="/dati-aperti/catalogo.{extension}"]')
        status, catalogue = take(page, link.get_attribute("href"))
        assert status == 200
        graph = rdflib.Graph().parse(data=catalogue, format=form)
        found = {str(graph.value(one, DCT.title)): one for one in graph.subjects(rdflib.RDF.type, DCAT.Dataset)}
        assert title in found, extension
        downloads = [
            str(address)
            for distribution in graph.objects(found[title], DCAT.distribution)
            for address in graph.objects(distribution, DCAT.downloadURL)
        ]
        assert [address.removeprefix(site("")) for address in downloads] == [file], extension
