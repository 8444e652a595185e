"""The certificate of publication and the register of a year."""

import csv
import io
from pathlib import Path

import pikepdf
import pytest

from albo import api, papers
from albo.errors import FileAltered, NoCertificateYet
from tests.albo.register import a_draft, at, published

pytestmark = pytest.mark.django_db
REASON = "Allegato sbagliato: mancava la planimetria."


def words(pdf: bytes) -> dict:
    """Data that went into a PDF cannot be read back simply; what matters to readers of files can."""
    with pikepdf.open(io.BytesIO(pdf)) as found:
        return {"pages": len(found.pages), "tagged": "/StructTreeRoot" in found.Root, "title": str(found.docinfo.Title)}


@pytest.fixture
def told(monkeypatch):
    """What the certificate says, before it becomes a PDF."""
    seen = {}
    render = papers.pdf.render
    monkeypatch.setattr(papers.pdf, "render", lambda template, data: seen.update(data) or render(template, data))
    return seen


def test_the_certificate_says_everything_after_the_end(montiano, publisher, told):
    entry = published(montiano, actor=publisher, act_number="45")
    found = words(papers.certificate(entry, at("2026-11-26 00:00")))
    assert found == {"pages": 1, "tagged": True, "title": "Certificato di pubblicazione n. 1/2026"}
    text = str(told)
    for part in ("15 giorni consecutivi", entry.files.get().sha256, "Publisher", "n. 45", "Comune di Montiano"):
        assert part in text, part
    assert "primo giorno 11 novembre 2026, ultimo giorno 25 novembre 2026" in text


def test_there_is_no_certificate_before_the_end(montiano):
    entry = published(montiano)
    for moment in ("2026-11-10 10:00", "2026-11-25 23:59:59"):
        with pytest.raises(NoCertificateYet, match="25/11/2026"):
            papers.certificate(entry, at(moment))
    with pytest.raises(NoCertificateYet):
        papers.certificate(a_draft(montiano), at("2026-12-25 10:00"))


def test_of_an_annulled_publication_it_says_so(montiano, publisher, told):
    entry = api.annul(published(montiano), REASON, actor=publisher, now=at("2026-11-12 10:00"))
    assert words(papers.certificate(entry, at("2026-11-12 10:01")))["tagged"]
    assert REASON in str(told)
    assert "annullata in data 12 novembre 2026" in str(told)
    assert "giorni consecutivi" not in str(told)


@pytest.mark.parametrize("harm", ["altered", "lost"])
def test_nothing_is_certified_of_a_file_that_is_not_what_was_published(montiano, harm):
    entry = published(montiano)
    path = Path(entry.files.get().file.path)
    if harm == "altered":
        path.chmod(0o600)
        path.write_bytes(path.read_bytes() + b" ")
    else:
        path.unlink()
    with pytest.raises(FileAltered, match="non è più quello"):
        papers.certificate(entry, at("2026-12-01 00:00"))


def test_the_register_of_a_year_has_every_number(montiano, publisher, told):
    for number in range(3):
        entry = published(montiano, f"Atto {number} #set text(red) *[")
    api.annul(entry, REASON, actor=publisher, now=at("2026-11-12 10:00"))
    assert words(papers.register_pdf(montiano, 2026, at("2026-11-13 10:00")))["tagged"]
    assert [row[0] for row in told["rows"]] == ["1/2026", "2/2026", "3/2026"]
    assert REASON in told["rows"][2][5]
    assert words(papers.register_pdf(montiano, 2020, at("2026-11-13 10:00")))["pages"] == 1


FORMULAS = ["=1+1", "+39 0547", "-2", "@SUM(A1)", "\t=1", " =1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_the_export_is_a_formula(montiano, text):
    published(montiano, "Atto", protocol=text, act_number=text)
    out = io.StringIO()
    papers.register_csv(papers.of_year(montiano, 2026), at("2026-11-13 10:00"), out)
    head, row = csv.reader(io.StringIO(out.getvalue().removeprefix("\ufeff")), delimiter=";")
    assert len(head) == len(row)
    assert row[head.index("Protocollo")] == f"'{text}"


def test_the_papers_come_from_the_desk(desk, registrar, montiano, cesena, clock):
    clock.set("2026-11-10 09:00")
    entry, theirs = published(montiano), published(cesena, "Canarino")
    desk.force_login(registrar)
    assert desk.get(f"/admin/albo/{entry.pk}/certificato.pdf").status_code == 302
    assert desk.get("/admin/albo/registro-2026.pdf").content.startswith(b"%PDF")
    export = desk.get("/admin/albo/registro.csv").content.decode()
    assert "Lavori in via Roma" in export
    assert "Canarino" not in export
    clock.set("2026-11-26 00:00")
    desk.force_login(registrar)
    assert desk.get(f"/admin/albo/{entry.pk}/certificato.pdf").content.startswith(b"%PDF")
    assert desk.get(f"/admin/albo/{theirs.pk}/certificato.pdf").status_code == 404
