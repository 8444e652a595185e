"""Union IT checks a site against the national model: sees it go on, reads what came out, goes to what there is to fix."""

import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor

import pikepdf
from playwright.sync_api import expect

from tests.stories.conftest import PHONE
from tests.stories.test_accessibility import RUN

HALF_A_MINUTE_AND_MORE = 240_000  # of a machine that does other things too


def test_union_it_checks_a_site_reads_what_is_wrong_and_takes_it_to_a_meeting(page, product, enter, axe_source):
    enter(page, "informatica", "/admin/conformita/")
    matrix = page.get_by_role("table", name="Criteri per ente")
    expect(matrix.get_by_role("columnheader")).to_have_count(8)
    matrix.get_by_role("link", name="Valle del Savio").click()
    expect(page.locator("main")).to_contain_text("Questo sito non è mai stato controllato")
    page.get_by_role("button", name="Avvia il controllo").click()
    expect(page.locator(".messages .success")).to_contain_text("Il controllo è in coda")
    expect(page.get_by_text("in coda", exact=True)).to_be_visible()

    # The worker takes it; the screen follows by itself, and reads itself again at the end.
    with ThreadPoolExecutor(1) as apart:
        worker = apart.submit(product.manage, "db_worker", "--queue-name", "*", "--batch", "--no-reload")
        expect(page.get_by_text(re.compile(r"^\d+ pagine su \d+$"))).to_be_visible(timeout=HALF_A_MINUTE_AND_MORE)
        expect(page.get_by_role("heading", name="Criteri", exact=True)).to_be_visible(timeout=HALF_A_MINUTE_AND_MORE)
        worker.result()
    rows = page.locator(".conformity-criteria tbody tr")
    expect(rows.filter(has_text="C.SI.1.6")).to_contain_text("Superato")
    expect(rows.filter(has_text="C.SI.5.1")).to_contain_text("Si vede solo in produzione")
    for size in (PHONE, None):
        page.set_viewport_size(size or {"width": 1280, "height": 900})
        page.evaluate(f"window.axe || (() => {{ {axe_source} }})()")
        assert page.evaluate(RUN) == []

    # What failed has the page, what to do and the way to its form.
    finding = page.locator(".conformity-findings tbody tr").first
    title = finding.locator("td.title a").first.inner_text()
    told = finding.locator("td").nth(1).inner_text()
    with page.expect_download() as spreadsheet:
        page.get_by_role("link", name="Scarica per un foglio di calcolo").click()
    lines = list(csv.reader(io.StringIO(spreadsheet.value.path().read_text("utf-8-sig")), delimiter=";"))
    assert lines[0][:4] == ["Criterio", "Esito", "Gravità", "Pagina"]
    assert any(line[3] == title and told.startswith(line[5]) for line in lines[1:])
    with page.expect_download() as document:
        page.get_by_role("link", name="Scarica il documento (PDF)").click()
    with pikepdf.open(io.BytesIO(document.value.path().read_bytes())) as paper:
        assert str(paper.docinfo.Title) == "Conformità al modello nazionale"
        assert "/StructTreeRoot" in paper.Root
    finding.locator("td.title a").first.click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
    expect(page.locator("#id_title")).to_have_value(title)


def test_every_site_of_the_demonstration_conforms_and_its_exports_follow_their_profiles(product):
    told = product.manage("run_conformity")
    failed = dict(re.findall(r"^(.+): \{.*'failed': (\d+),", told, re.M))
    assert len(failed) == 7
    assert {name: number for name, number in failed.items() if number != "0"} == {}
    product.manage("check_exports")  # raises where one statement is wrong
