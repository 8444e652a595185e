"""An office of the union is written once and read on the site of every municipality it works for."""

import pytest

from offices.models import OfficePage
from tests.factories import a_person, a_role, a_service, an_office, page_with, term
from tests.reading import marked, read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(union):
    return an_office(
        union, "Sportello delle imprese", duties="<p>Riceve le pratiche delle imprese.</p>", summary="Per chi lavora."
    )


@pytest.fixture
def shown(source, montiano):
    """The page of Montiano that shows the union's office."""
    page = OfficePage(
        title="Sportello delle imprese",
        slug="sportello-imprese",
        unit_type=term("tipi_unita_organizzativa", "ufficio"),
        shared_source=source,
    )
    page_with(montiano, "uffici").add_child(instance=page)
    page.save_revision().publish()
    return OfficePage.objects.get(pk=page.pk)


def test_it_is_read_at_an_address_of_the_municipality_with_the_union_s_words(citizen, shown):
    page = read(citizen, "/amministrazione/uffici/sportello-imprese/")
    assert "Riceve le pratiche delle imprese." in words(page.main)
    assert "È un ufficio di Unione dei Comuni" in words(page.main)
    assert [words(item) for item in page.select("[data-element=breadcrumb] li")][-1] == "Sportello delle imprese"
    canonical = page.select_one("link[rel=canonical]")["href"]
    assert canonical == "http://montiano.test/amministrazione/uffici/sportello-imprese/"


def test_telephone_and_address_are_the_union_s(citizen, shown, source):
    text = words(read(citizen, shown.path_url).main)
    assert "+39 0547 000 401" in text
    assert source.seat.street_address in text


def test_it_follows_what_the_union_changes_also_with_the_cache_on(citizen, shown, source):
    read(citizen, shown.path_url)
    assert citizen.get(shown.path_url)["X-Page-Cache"] == "hit"
    source.duties = "<p>Da oggi segue anche i mercati.</p>"
    source.save_revision().publish()
    assert "Da oggi segue anche i mercati." in words(read(citizen, shown.path_url).main)


def test_its_leader_is_named_with_the_address_on_the_union_s_site(citizen, shown, source, union):
    person = a_person(union, "Carla", "Neri", section="personale-amministrativo")
    a_role(person, source, "Responsabile dello sportello", is_leader=True)
    page = read(citizen, shown.path_url)
    link = page.find("a", string=lambda text: text and "Carla Neri" in text)
    assert link["href"] == f"http://unione.test{person.path_url}"


def test_a_sheet_of_the_municipality_may_be_in_its_care(citizen, shown, source, montiano):
    sheet = a_service(montiano, "Apri un negozio", responsible_office=shown)
    assert [words(part) for part in marked(read(citizen, sheet.path_url), "service-area")] == [
        "Sportello delle imprese"
    ]
    offered = marked(read(citizen, shown.path_url), "office-service")
    assert [link["href"] for link in offered] == [sheet.path_url]


def test_the_neighbour_that_does_not_show_it_has_no_such_page(neighbour, shown):
    assert neighbour.get(shown.path_url).status_code == 404
