"""Questions of the demonstration: standard ones with the numbers of the body, its own ones added once."""

from types import SimpleNamespace

import pytest

from demo import faq_loader, source
from demo.faq_loader import FaqLoader
from demo.loading import Terms
from services.models import Question
from tests.factories import a_service

pytestmark = pytest.mark.django_db
ROWS = [
    {
        "question": "Quando passa il furgone?",
        "answer": "Il **martedì**.\n\n- in piazza\n- a Montenovo",
        "category": "ambiente",
        "service": "rifiuti",
        "topics": ["gestione-rifiuti"],
    },
    {"question": "Dove parcheggio?", "answer": "In piazza.", "topics": []},
]


@pytest.fixture
def loader(montiano, monkeypatch):
    monkeypatch.setattr(source, "rows", lambda slug, name, table: ROWS if (name, table) == ("faq", "question") else [])
    terms = Terms()
    sheet = a_service(montiano, "Rifiuti", category="ambiente")
    return SimpleNamespace(
        tenant=montiano,
        data=SimpleNamespace(slug="montiano"),
        term_or_none=terms.term_or_none,
        terms=terms.terms,
        services=SimpleNamespace(sheets={"rifiuti": sheet}),
    )


def test_questions_are_loaded_once_with_their_category_sheet_and_topics(loader, montiano):
    before = Question.objects.filter(tenant=montiano).count()
    for _ in range(2):
        FaqLoader(loader).load()
    assert Question.objects.filter(tenant=montiano).count() == before + 2
    made = Question.objects.get(tenant=montiano, question="Quando passa il furgone?")
    assert made.category.key == "ambiente"
    assert made.service == loader.services.sheets["rifiuti"]
    assert "<li>in piazza</li>" in made.answer
    assert made.sort_order >= faq_loader.FIRST


def test_standard_answers_take_the_numbers_of_the_body_unless_somebody_has_edited_them(loader, montiano):
    montiano.pec = "protocollo@pec.montiano.example"
    montiano.save()
    asked = Question.objects.get(tenant=montiano, question__startswith="Posso mandare una domanda")
    edited = Question.objects.get(tenant=montiano, question__startswith="Ho trovato una buca")
    edited.answer = "<p>Nostra.</p>"
    edited.save()
    edited.save_revision()
    FaqLoader(loader).load()
    asked.refresh_from_db()
    edited.refresh_from_db()
    assert "protocollo@pec.montiano.example" in asked.answer
    assert edited.answer == "<p>Nostra.</p>"
