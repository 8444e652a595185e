"""Where documents, folders of forms and datasets may be made: each under its own types, whatever way one takes."""

import pytest
from django.urls import reverse

from publications.models import DatasetPage, DocumentPage, FormsFolderPage
from tests.factories import a_dataset, a_document_page, page_with

pytestmark = pytest.mark.django_db
OTHERS = ("documenti-modulistica", "documenti-atto-normativo", "documenti-istanza")


@pytest.mark.parametrize("model", [DocumentPage, FormsFolderPage])
def test_documents_and_folders_are_made_under_every_type_but_dataset(montiano, model):
    assert all(model.can_create_at(page_with(montiano, key)) for key in OTHERS)
    assert not model.can_create_at(page_with(montiano, "documenti-dataset"))
    assert not model.can_create_at(page_with(montiano, "documenti-e-dati"))


def test_datasets_are_made_under_dataset_alone(montiano):
    assert DatasetPage.can_create_at(page_with(montiano, "documenti-dataset"))
    assert not any(DatasetPage.can_create_at(page_with(montiano, key)) for key in OTHERS)


@pytest.mark.parametrize(
    ("kind", "section", "expected"),
    [
        ("documentpage", "documenti-dataset", 302),
        ("datasetpage", "documenti-modulistica", 302),
        ("documentpage", "documenti-modulistica", 200),
        ("datasetpage", "documenti-dataset", 200),
    ],
)
def test_the_explorer_does_not_let_an_editor_make_one_elsewhere(desk, editor, montiano, kind, section, expected):
    """A refusal of Wagtail leads back to the first page of the admin."""
    desk.force_login(editor)
    address = reverse("wagtailadmin_pages:add", args=["publications", kind, page_with(montiano, section).pk])
    assert desk.get(address).status_code == expected


def test_neither_is_moved_among_the_other(montiano, publisher):
    paper, data = a_document_page(montiano), a_dataset(montiano)
    for page, section, allowed in (
        (paper, "documenti-istanza", True),
        (paper, "documenti-dataset", False),
        (data, "documenti-istanza", False),
    ):
        assert page.permissions_for_user(publisher).can_move_to(page_with(montiano, section)) is allowed
