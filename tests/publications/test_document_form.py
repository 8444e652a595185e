"""The forms of a document and of a folder of forms, as an editor fills them in."""

import pytest

from publications.models import DocumentPage, FormsFolderPage
from tests.editing import PageEditor
from tests.factories import a_document_page, a_service, an_office, page_with, term

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FILE = ("document", {"title": "Regolamento", "url": "https://www.example.org/regolamento.pdf"})


@pytest.fixture
def desk(desk, publisher):
    desk.force_login(publisher)
    return desk


def new(desk, model, tenant, section: str) -> PageEditor:
    return PageEditor.new(desk, model, page_with(tenant, section))


def a_complete_document(desk, tenant) -> PageEditor:
    form = new(desk, DocumentPage, tenant, "documenti-atto-normativo").write(
        title="Regolamento dei mercati",
        slug="regolamento-dei-mercati",
        summary="Le regole di tutti i mercati.",
        office=an_office(tenant).pk,
        topics=[term("argomenti", "mercato").pk],
    )
    return form.stream("files", [FILE])


def test_a_document_is_published_with_the_licence_of_the_law_and_its_services(desk, montiano):
    service = a_service(montiano)
    answer = a_complete_document(desk, montiano).write(services=[service.pk]).publish()
    assert answer.accepted
    page = DocumentPage.objects.get(slug="regolamento-dei-mercati")
    assert page.live
    assert page.licence == term("licenze", "attribuzione")
    assert [found.pk for found in page.services.all()] == [service.pk]


def test_services_to_choose_are_the_sheets_of_ones_own_body_and_nothing_else(desk, montiano, cesena):
    service, office = a_service(montiano, "Servizio nostro"), an_office(montiano)
    other = a_service(cesena, "Servizio di altri")
    soup = PageEditor.new(desk, DocumentPage, page_with(montiano, "documenti-modulistica"))
    html = desk.get(soup.url).content.decode()
    boxes = {int(part.split('"')[0]) for part in html.split('name="services" value="')[1:]}
    assert boxes == {service.pk}
    assert office.pk not in boxes
    assert "Servizio di altri" not in html
    answer = a_complete_document(desk, montiano).write(services=[other.pk]).save()
    assert not answer.accepted
    assert answer.beside("services")


def test_publishing_a_document_without_file_office_and_licence_names_each_beside_its_field(desk, montiano):
    form = new(desk, DocumentPage, montiano, "documenti-modulistica").write(title="Modulo", slug="modulo", licence="")
    answer = form.publish()
    assert not answer.accepted
    for name in ("summary", "files", "office", "licence", "topics"):
        assert answer.beside(name), name
    assert answer.typed("title") == "Modulo"
    assert form.save().accepted  # a draft may lack anything


def test_a_row_with_neither_file_nor_address_is_refused_in_the_row(desk, montiano):
    form = a_complete_document(desk, montiano).stream("files", [("document", {"title": "Vuoto", "url": ""})])
    answer = form.publish()
    assert "uno dei due" in answer.in_blocks("files")[(0, "file")]
    assert answer.typed_in_blocks("files")[0]["value"]["title"] == "Vuoto"


@pytest.mark.parametrize(
    ("model", "section", "typed", "field"),
    [
        (DocumentPage, "documenti-modulistica", {"starts_on": "2026-03-02", "ends_on": "2026-03-01"}, "ends_on"),
        (DocumentPage, "documenti-modulistica", {"protocol_number": "12"}, "protocol_number"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_kept_as_typed(desk, montiano, model, section, typed, field):
    answer = new(desk, model, montiano, section).write(title="Prova", slug="prova", **typed).publish()
    assert not answer.accepted
    assert answer.beside(field)
    for name, value in typed.items():
        assert answer.typed(name) == value, name


def test_a_folder_takes_the_documents_that_are_ticked(desk, montiano, cesena):
    ours = a_document_page(montiano, "Domanda", kind="modulistica")
    theirs = a_document_page(cesena, "Di altri", kind="modulistica")
    form = new(desk, FormsFolderPage, montiano, "documenti-modulistica").write(
        title="Moduli", slug="moduli", summary="Per chi chiede."
    )
    assert form.write(documents=[ours.pk]).publish().accepted
    assert [page.pk for page in FormsFolderPage.objects.get(slug="moduli").documents.all()] == [ours.pk]
    assert not form.write(slug="altri", documents=[theirs.pk]).save().accepted


def test_an_empty_folder_is_not_published(desk, montiano):
    form = new(desk, FormsFolderPage, montiano, "documenti-modulistica")
    answer = form.write(title="Moduli", slug="moduli", summary="Per chi chiede.").publish()
    assert answer.beside("documents")
