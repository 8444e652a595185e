"""Lists of the admin: what editors see of documents, calls, datasets and projects, and how they narrow them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from publications.models import FormsFolderPage
from tests.cms.test_page_lists import questions, row, soup_of, titles
from tests.factories import a_call, a_dataset, a_document_page, a_project, an_office, page_with, term
from tests.performance.world import add_siblings
from tests.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(desk, editor):
    desk.force_login(editor)
    return desk


def test_the_menu_leads_to_every_list(desk):
    html = soup_of(desk, "/admin/").decode()
    for name in ("documenti", "cartelle-moduli", "bandi", "dataset", "progetti"):
        assert f"/admin/elenco-{name}/" in html


def test_documents_show_type_office_and_day_and_are_narrowed_by_them(desk, montiano):
    office = an_office(montiano, "Ufficio tributi")
    a_document_page(montiano, "Regolamento TARI", office=office, published_on=date(2026, 1, 5))
    a_document_page(montiano, "Modulo di delega", kind="modulistica", published_on=date(2026, 4, 1))
    line = row(soup_of(desk, "/admin/elenco-documenti/"), "Regolamento TARI")
    for value in ("Atti normativi", "Ufficio tributi", "5 gen 2026"):
        assert value in line
    kind = term("tipi_documento", "atto-normativo").pk
    for query in (f"kind={kind}", f"office={office.pk}", "published_on_to=2026-02-01"):
        assert titles(desk, f"/admin/elenco-documenti/?{query}") == ["Regolamento TARI"], query


def test_calls_are_narrowed_by_kind_deadline_and_state_of_publication(desk, montiano):
    now = timezone.now()
    a_call(montiano, "Finito", opens_at=now - timedelta(days=9), deadline=now - timedelta(days=1), kind="gara")
    a_call(montiano, "Aperto")
    draft = a_call(montiano, "In bozza")
    draft.unpublish()
    assert "Gara d'appalto" in row(soup_of(desk, "/admin/elenco-bandi/"), "Finito")
    asked = {
        "deadline=ended": ["Finito"],
        "deadline=open": ["Aperto", "In bozza"],
        "kind=gara": ["Finito"],
        "state=draft": ["In bozza"],
    }
    for query, expected in asked.items():
        assert sorted(titles(desk, f"/admin/elenco-bandi/?{query}")) == expected, query


def test_datasets_are_narrowed_by_theme_and_holder(desk, montiano):
    office = an_office(montiano, "Ufficio statistica")
    a_dataset(montiano, "Parcheggi", holder=office)
    other = a_dataset(montiano, "Popolazione")
    other.themes = [term("temi_dataset", "ambiente")]
    other.save_revision().publish()
    assert "Ufficio statistica" in row(soup_of(desk, "/admin/elenco-dataset/"), "Parcheggi")
    transport = term("temi_dataset", "trasporti").pk
    for query in (f"theme={transport}", f"office={office.pk}"):
        assert titles(desk, f"/admin/elenco-dataset/?{query}") == ["Parcheggi"], query


def test_projects_show_their_code_and_are_narrowed_by_progress(desk, montiano):
    a_project(montiano, "Il nuovo sito", state="conclusa")
    a_project(montiano, "Il cloud", state="in-corso")
    line = row(soup_of(desk, "/admin/elenco-progetti/"), "Il nuovo sito")
    assert "D11F22003260006" in line
    assert "Concluso" in line
    assert titles(desk, "/admin/elenco-progetti/?progress=in-corso") == ["Il cloud"]


def test_an_editor_lists_only_what_is_theirs(desk, montiano, cesena):
    for make, name in (
        (a_document_page, "documenti"),
        (a_call, "bandi"),
        (a_dataset, "dataset"),
        (a_project, "progetti"),
    ):
        make(montiano, "Di Montiano")
        make(cesena, "Di Cesena", office=None) if make is not a_dataset else make(cesena, "Di Cesena")
        assert titles(desk, f"/admin/elenco-{name}/") == ["Di Montiano"], name


def offered(desk, name: str) -> set[int]:
    page = soup_of(desk, f"/admin/elenco-{name}/choose_parent/")
    return {int(box["value"]) for box in page.select("input[name=parent_page]")}


def test_a_new_document_asks_which_of_the_nine_types_and_never_offers_the_datasets(desk, montiano, cesena):
    for name in ("documenti", "cartelle-moduli"):
        found = offered(desk, name)
        assert len(found) == 9
        assert page_with(montiano, "documenti-modulistica").pk in found
        assert page_with(montiano, "documenti-dataset").pk not in found
        assert page_with(cesena, "documenti-modulistica").pk not in found


@pytest.mark.parametrize(
    ("name", "section", "model"),
    [
        ("dataset", "documenti-dataset", "datasetpage"),
        ("bandi", "bandi", "callpage"),
        ("progetti", "pnrr", "projectpage"),
    ],
)
def test_what_has_one_section_is_written_there_at_once(desk, montiano, name, section, model):
    answer = desk.get(f"/admin/elenco-{name}/choose_parent/")
    assert answer["Location"] == f"/admin/pages/add/publications/{model}/{page_with(montiano, section).pk}/"


def a_folder(tenant):
    folder = FormsFolderPage(title="Moduli", slug="moduli", summary="Per chi chiede.", live=False)
    page_with(tenant, "documenti-modulistica").add_child(instance=folder)
    folder.documents = [a_document_page(tenant, kind="modulistica")]
    folder.save_revision().publish()
    return FormsFolderPage.objects.get(pk=folder.pk)


MAKERS = {
    "documenti": a_document_page,
    "cartelle-moduli": a_folder,
    "bandi": a_call,
    "dataset": a_dataset,
    "progetti": a_project,
}


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.once
def test_a_list_asks_as_much_for_one_page_as_for_many(desk, publisher, montiano, name):
    desk.force_login(publisher)  # for who may not publish, Wagtail asks of each page whether it may be deleted
    page = MAKERS[name](montiano)
    addresses = [f"/admin/elenco-{name}/", f"/admin/pages/{page.get_parent().pk}/"]
    before = [questions(desk, address) for address in addresses]
    add_siblings(page, 20)
    assert [questions(desk, address) for address in addresses] == before


def test_union_it_reads_whose_types_they_are(desk, informatica):
    desk.force_login(informatica)
    text = words(soup_of(desk, "/admin/elenco-documenti/choose_parent/"))
    assert "Modulistica (Montiano)" in text
    assert "Modulistica (Cesena)" in text
