"""An office that is not published yet can be looked at."""

import pytest

from offices.models import OfficePage
from tests.factories import a_contact_point, a_place, page_with, term
from tests.reading import texts

pytestmark = pytest.mark.django_db


def a_draft_office(montiano) -> OfficePage:
    office = OfficePage(
        title="Ufficio giovani",
        slug="ufficio-giovani",
        live=False,
        seat=a_place(montiano, "Ex scuola"),
        unit_type=term("tipi_unita_organizzativa", "ufficio"),
    )
    office.contact_points = [a_contact_point(montiano, "Sportello giovani", "+39 0547 000 499")]
    page_with(montiano, "uffici").add_child(instance=office)
    return OfficePage.objects.get(pk=office.pk)


def test_the_card_of_a_draft_says_what_the_draft_says(montiano):
    card = a_draft_office(montiano).contact_card
    assert (card["place"], card["phone"]) == ("Ex scuola", "+39 0547 000 499")


def test_the_preview_of_a_draft_shows_where_it_is_and_how_to_reach_it(montiano):
    from bs4 import BeautifulSoup

    office = a_draft_office(montiano)
    answer = office.make_preview_request()
    assert answer.status_code == 200
    text = " ".join(texts(BeautifulSoup(answer.render().content.decode(), "html.parser"), "main"))
    assert "Ex scuola" in text
    assert "+39 0547 000 499" in text
