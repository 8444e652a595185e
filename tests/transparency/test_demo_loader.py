"""The demonstration fills every section, and says nothing that nobody wrote."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from demo import source, transparency_loader
from demo.transparency_loader import TransparencyLoader
from tests.factories import an_office, page_with
from tests.reading import read, words
from tests.transparency.sections import RATES
from transparency.models import SectionFile, TransparencySectionPage
from transparency.scheme import PREFIX, sections

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
ROWS = [
    {
        "key": RATES.removeprefix(PREFIX),
        "text": "Le assenze di ogni trimestre.",
        "updated_days_ago": 10,
        "files": [
            {"title": "Assenze per trimestre", "kind": "csv", "rows": [["trimestre", "assenze"], ["I", "8,8"]]},
            {"title": "Relazione", "kind": "pdf", "text": "Una relazione."},
        ],
        "links": [{"title": "Ministero", "url": "https://www.example.org/"}],
        "pages": ["ufficio:tributi", "documento:che-non-esiste"],
    },
    {"key": "controlli-sulle-imprese", "not_applicable": "L'obbligo è stato tolto."},
]


@pytest.fixture
def load(montiano, monkeypatch):
    """Loads the rows above as those of Montiano."""
    monkeypatch.setattr(source, "rows", lambda slug, name, table: ROWS)
    monkeypatch.setattr(transparency_loader, "paper", lambda *_: b"%PDF-1.4 prova")
    offices = {"tributi": an_office(montiano, "Ufficio tributi")}
    body = SimpleNamespace(
        data=SimpleNamespace(slug="montiano"),
        tenant=montiano,
        today=TODAY,
        administration=SimpleNamespace(offices=offices),
        page=lambda key: None,
    )
    return TransparencyLoader(body).load_all


def test_a_written_section_has_its_text_files_links_and_pages(load, citizen, montiano, clock):
    load()
    page = page_with(montiano, RATES)
    assert page.data_updated_on == TODAY - timedelta(days=10)
    text = words(read(citizen, page.path_url).main)
    for wanted in ("Le assenze di ogni trimestre.", "Assenze per trimestre", "CSV", "Ministero", "Ufficio tributi"):
        assert wanted in text, wanted


def test_no_section_is_empty_without_a_reason_and_none_is_late(load, citizen, montiano, clock):
    load()
    pages = TransparencySectionPage.objects.of(montiano).live()
    assert pages.count() == len(sections()) - 1
    for page in pages:
        answer = citizen.get(page.path_url)
        assert answer.status_code == 200
        if not (page.section.source or page.section.has_parts):
            assert page.body or page.not_applicable, page.title
            assert page.not_applicable or page.due_on > TODAY, page.title


def test_loading_again_changes_nothing(load, montiano, clock):
    load()
    before = list(TransparencySectionPage.objects.of(montiano).values_list("pk", "data_updated_on", "body"))
    files = SectionFile.objects.count()
    load()
    assert list(TransparencySectionPage.objects.of(montiano).values_list("pk", "data_updated_on", "body")) == before
    assert SectionFile.objects.count() == files


@pytest.mark.parametrize("slug", [*source.MUNICIPALITIES, source.UNION])
def test_the_demonstration_names_only_headings_of_the_scheme(slug):
    keys = [row["key"] for row in source.rows(slug, "transparency", "section")]
    assert set(keys) <= set(sections())
    assert len(keys) == len(set(keys))
