"""Documents, calls, datasets and projects of the demonstration: pages complete, files that programs open."""

import csv
import io
import zipfile
from datetime import date, datetime, time
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from cms.models import BasePage, SiteDocument
from demo import publications_loader
from demo.loading import BodyLoader, Terms
from demo.publications_loader import PublicationsLoader, odt, plain, table
from publications import calls
from publications.models import CallPage, DatasetPage, DocumentPage, FormsFolderPage, ProjectPage
from tests.factories import a_service, an_office
from tests.reading import read, words

TODAY = date(2026, 11, 24)
TEXT = "Chiedo il permesso.\n\n- nome: Ada\n- targa & colore"
DOCUMENT = {
    "key": "modulo-ztl",
    "title": "Permesso ZTL",
    "type": "modulistica",
    "summary": "Per chi abita in centro.",
    "description": "Dura un anno.",
    "office": "polizia",
    "topics": ["ztl"],
    "formats": ["PDF", "ODT", "TXT"],
    "alternatives": ["odt", "txt"],
    "published_days_ago": 30,
    "protocol": "123/2026",
    "services": ["permesso-ztl"],
}
CALL = {
    "key": "gara",
    "title": "Gara per i pasti",
    "kind": "gara",
    "summary": "Tre anni di pasti.",
    "description": "Vince l'offerta migliore.",
    "recipients": "Imprese di ristorazione.",
    "cig": "DEM0470101",
    "opens_in_days": -20,
    "questions_until_in_days": 8,
    "deadline_in_days": 16,
    "deadline_time": "13:00",
    "closes_in_days": 75,
    "office": "polizia",
    "topics": ["istruzione"],
    "text": TEXT,
}
DATASET = {
    "key": "bici",
    "title": "Passaggi di biciclette",
    "summary": "Dati dimostrativi.",
    "themes": ["trasporti"],
    "office": "polizia",
    "licence": "attribuzione",
    "frequency": "mensile",
    "modified_days_ago": 15,
    "file": "datasets/bici.csv",
    "distribution": "Una riga per punto e mese.",
    "topics": ["pista-ciclabile"],
}
PROJECT = {
    "key": "cloud",
    "title": "Il cloud",
    "mission": "Missione 1",
    "component": "Componente 1",
    "investment": "Misura 1.2",
    "cup": "D11F22000440006",
    "amount": 79000,
    "summary": "I programmi al sicuro.",
    "description": "Si spostano i programmi.",
    "office": "polizia",
    "state": "in-corso",
    "started_on": "2022-10-01",
    "milestones": [{"day": "2023-03-15", "text": "Contratto firmato"}],
    "topics": ["pnrr"],
}
FOLDER = {"key": "ztl", "title": "Moduli della ZTL", "summary": "Tutti insieme.", "documents": ["modulo-ztl"]}


class Load(Terms):
    """A body's load with one office and one sheet."""

    add, has = BodyLoader.add, BodyLoader.has

    def __init__(self, tenant):
        super().__init__()
        self.tenant, self.today, self.added = tenant, TODAY, []
        self.data = SimpleNamespace(slug=tenant.slug)
        self.administration = SimpleNamespace(offices={"polizia": an_office(tenant, "Polizia locale")})
        self.services = SimpleNamespace(sheets={"permesso-ztl": a_service(tenant, "Permesso ZTL")})
        pages = BasePage.objects.of(tenant).filter(locale__language_code="it").exclude(site_key="")
        self._pages = {page.site_key: page for page in pages}


@pytest.fixture
def load(db, montiano, tmp_path, monkeypatch):
    """Loads the rows above, as many times as it is called; papers are not composed."""
    rows = {
        ("documents", "document"): [{**DOCUMENT, "text": TEXT}],
        ("documents", "folder"): [FOLDER],
        ("calls", "call"): [CALL],
        ("datasets", "dataset"): [DATASET],
        ("pnrr", "project"): [PROJECT],
    }
    folder = tmp_path / "enti" / "montiano" / "datasets"
    folder.mkdir(parents=True)
    (folder / "bici.csv").write_text("punto,mese\nSavio,1\n", encoding="utf-8")
    monkeypatch.setattr(publications_loader.source, "rows", lambda _slug, name, table: rows.get((name, table), []))
    monkeypatch.setattr(publications_loader.source, "DATA", tmp_path)
    monkeypatch.setattr(publications_loader, "paper", lambda *_: b"%PDF-1.7 prova")
    world = Load(montiano)

    def run():
        PublicationsLoader(world).load_all()

    return run


def test_every_page_that_is_loaded_could_be_published(load, montiano):
    load()
    for model in (DocumentPage, FormsFolderPage, CallPage, DatasetPage, ProjectPage):
        page = model.objects.get(tenant=montiano)
        assert page.live
        assert page.missing_parts() == {}
        page.full_clean()


def test_a_document_has_a_file_for_each_format_and_its_service_shows_it(load, citizen, montiano):
    load()
    page = DocumentPage.objects.get(tenant=montiano)
    assert [(block.value["title"], block.value["file"].file_extension) for block in page.files] == [
        ("Permesso ZTL", "pdf"),
        ("Permesso ZTL, da compilare", "odt"),
        ("Permesso ZTL, solo testo", "txt"),
    ]
    assert page.protocol_number == "123/2026"
    assert page.published_on == date(2026, 10, 25)
    assert "PDF, ODT, TXT" in words(read(citizen, page.path_url).main)
    assert page.path_url in str(read(citizen, page.services.get().specific.path_url).main)
    assert "Permesso ZTL, da compilare" in words(read(citizen, FormsFolderPage.objects.get().path_url).main)


def test_a_call_ends_on_its_day_at_its_hour_here(load, montiano):
    load()
    call = CallPage.objects.get(tenant=montiano)
    assert timezone.localtime(call.deadline).replace(tzinfo=None) == datetime.combine(date(2026, 12, 10), time(13, 0))
    assert call.state(call.deadline) == calls.CLOSING
    assert call.closes_on == date(2027, 2, 7)


def test_a_second_load_adds_neither_pages_nor_files(load, montiano):
    load()
    before = (BasePage.objects.count(), SiteDocument.objects.count())
    load()
    assert (BasePage.objects.count(), SiteDocument.objects.count()) == before


def test_a_body_without_texts_loads_nothing(load, montiano, monkeypatch):
    monkeypatch.setattr(publications_loader.source, "rows", lambda *_: [])
    load()
    assert not DocumentPage.objects.filter(tenant=montiano).exists()


def test_the_odt_opens_as_one_and_holds_every_word():
    archive = zipfile.ZipFile(io.BytesIO(odt("Permesso <ZTL>", TEXT)))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    manifest = BeautifulSoup(archive.read("META-INF/manifest.xml"), "xml")
    assert {entry["manifest:full-path"] for entry in manifest.find_all("file-entry")} == {"/", "content.xml"}
    content = BeautifulSoup(archive.read("content.xml"), "xml")
    assert [part.get_text() for part in content.find_all(["h", "p"])] == [
        "Permesso <ZTL>",
        "Chiedo il permesso.",
        "nome: Ada",
        "targa & colore",
    ]


def test_text_and_table_hold_the_same_words():
    assert plain("Titolo", TEXT).decode().split("\n\n") == [
        "Titolo",
        "Chiedo il permesso.",
        "nome: Ada",
        "targa & colore",
    ]
    assert list(csv.reader(io.StringIO(table("Titolo", TEXT).decode()))) == [
        ["voce", "valore"],
        ["", "Chiedo il permesso."],
        ["nome", "Ada"],
        ["", "targa & colore"],
    ]
