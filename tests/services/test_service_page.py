"""A service sheet as a citizen reads it."""

import json
import re

import pytest

from tests.factories import a_person, a_service, an_office

pytestmark = pytest.mark.django_db
LABELS = [
    "A chi è rivolto",
    "Come fare",
    "Cosa serve",
    "Cosa si ottiene",
    "Tempi e scadenze",
    "Accedi al servizio",
    "Condizioni di servizio",
    "Contatti",
]


def index_labels(html: str) -> list[str]:
    index = re.search(r'<ul[^>]*data-element="page-index">(.*?)</ul>', html, re.S).group(1)
    return re.findall(r"<a[^>]*>([^<]*)</a>", index)


def test_a_citizen_reads_the_mandatory_sections_in_the_order_of_the_model(citizen, montiano):
    page = a_service(montiano)
    html = citizen.get(page.path_url).content.decode()
    assert [label for label in index_labels(html) if label in LABELS] == LABELS


def test_the_sheet_names_the_office_and_its_telephone(citizen, montiano):
    page = a_service(montiano, responsible_office=an_office(montiano, "Ufficio elettorale"))
    html = citizen.get(page.path_url).content.decode()
    assert re.search(r'data-element="service-area">\s*Ufficio elettorale', html)
    assert 'href="tel:+390547000401"' in html


def test_the_structured_data_has_the_ten_values_that_are_scored(citizen, montiano):
    page = a_service(montiano)
    html = citizen.get(page.path_url).content.decode()
    data = json.loads(re.search(r'data-element="metatag">(.*?)</script>', html, re.S).group(1))
    place = data["availableChannel"]["serviceLocation"]
    values = [
        data["name"],
        data["serviceType"],
        data["serviceOperator"]["name"],
        data["areaServed"]["name"],
        data["audience"]["audienceType"],
        data["availableChannel"]["serviceUrl"],
        place["name"],
        place["address"]["streetAddress"],
        place["address"]["postalCode"],
        place["address"]["addressLocality"],
    ]
    assert all(isinstance(value, str) and value for value in values)


def test_structured_data_cannot_close_its_own_script(citizen, montiano):
    page = a_service(montiano, title="Prova </script><b>")
    html = citizen.get(page.path_url).content.decode()
    data = re.search(r'data-element="metatag">(.*?)</script>', html, re.S).group(1)
    assert json.loads(data)["name"] == "Prova </script><b>"


def test_a_neighbour_does_not_find_it_on_their_own_site(neighbour, montiano):
    page = a_service(montiano)
    assert neighbour.get(page.path_url).status_code == 404


def test_a_phase_may_say_when_in_words(citizen, montiano):
    phase = {"title": "Ritiro", "amount": None, "unit": "giorni", "when": "entro giugno", "description": ""}
    page = a_service(montiano, timeline=[("phase", phase)])
    html = citizen.get(page.path_url).content.decode()
    assert "entro giugno" in html.split('data-element="service-calendar-list"')[1].split("</ol>")[0]


def test_a_sheet_names_the_people_of_the_proceeding_once_they_are_published(citizen, montiano):
    manager = a_person(montiano, "Ada", "Bianchi")
    page = a_service(montiano, proceeding_manager=manager)
    assert f'href="{manager.path_url}"' in citizen.get(page.path_url).content.decode()
    manager.unpublish()
    assert "Bianchi" not in citizen.get(page.path_url).content.decode()
