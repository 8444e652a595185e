"""The forms of calls, datasets and projects, as an editor fills them in."""

import pytest

from publications.models import CallPage, DatasetPage, ProjectPage
from tests.editing import PageEditor
from tests.factories import page_with

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def desk(desk, publisher):
    desk.force_login(publisher)
    return desk


def new(desk, model, tenant, section: str) -> PageEditor:
    return PageEditor.new(desk, model, page_with(tenant, section))


@pytest.mark.parametrize(
    ("model", "section", "typed", "field"),
    [
        (CallPage, "bandi", {"opens_at": "2026-03-02 09:00", "deadline": "2026-03-01 12:00"}, "deadline"),
        (CallPage, "bandi", {"questions_until": "2026-03-02 09:00", "deadline": "2026-03-01 12:00"}, "questions_until"),
        (CallPage, "bandi", {"closes_on": "2026-02-01", "deadline": "2026-03-01 12:00"}, "closes_on"),
        (CallPage, "bandi", {"cig": "breve"}, "cig"),
        (ProjectPage, "pnrr", {"cup": "123"}, "cup"),
        (ProjectPage, "pnrr", {"started_on": "2026-02-02", "ends_on": "2026-01-01"}, "ends_on"),
        (ProjectPage, "pnrr", {"amount": "-5"}, "amount"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_kept_as_typed(desk, montiano, model, section, typed, field):
    answer = new(desk, model, montiano, section).write(title="Prova", slug="prova", **typed).publish()
    assert not answer.accepted
    assert answer.beside(field)
    for name, value in typed.items():
        assert answer.typed(name) == value, name


def test_a_dataset_asks_for_everything_that_the_model_wants(desk, montiano):
    answer = new(desk, DatasetPage, montiano, "documenti-dataset").write(title="Dati", slug="dati").publish()
    for name in ("summary", "themes", "distribution", "licence", "files", "holder", "frequency"):
        assert answer.beside(name), name
