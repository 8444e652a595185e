"""Where an appointment is asked for: whom to call, office by office; from a sheet, only the offices that do it."""

import pytest

from cms.models import Tenant
from tests.factories import a_service, an_office
from tests.reading import marked, read, texts, words

pytestmark = pytest.mark.django_db
PATH = "/servizi/prenotazione/"


@pytest.fixture
def offices(montiano):
    """Registry and taxes, each with its sheet; the archive has none."""
    registry, taxes = an_office(montiano, "Ufficio anagrafe"), an_office(montiano, "Ufficio tributi")
    an_office(montiano, "Archivio")
    return {
        "residence": a_service(montiano, "Residenza", responsible_office=registry),
        "waste": a_service(montiano, "Tassa rifiuti", responsible_office=taxes),
        "registry": registry,
    }


def shown(client, query: str = "") -> list[str]:
    return texts(read(client, PATH + query), ".contact-card h3")


def test_it_lists_the_offices_that_give_a_service_with_telephone_and_mail(citizen, offices):
    page = read(citizen, PATH)
    assert texts(page, ".contact-card h3") == ["Ufficio anagrafe", "Ufficio tributi"]
    assert "+39 0547 000 401" in words(page.main)
    assert not page.main.select("form")


def test_from_a_sheet_it_names_the_service_and_shows_only_the_competent_office(citizen, offices):
    sheet = offices["residence"]
    link = marked(read(citizen, sheet.path_url), "service-booking-access")[0]["href"]
    assert link == f"{PATH}?servizio={sheet.pk}"
    page = read(citizen, link)
    assert texts(page, ".contact-card h3") == ["Ufficio anagrafe"]
    assert "Residenza" in words(page.select_one(".callout"))
    assert page.select_one(".callout a")["href"] == sheet.path_url
    assert page.find("a", string="Vedi tutti gli uffici")["href"] == PATH


def test_the_offices_where_a_service_is_done_count_as_competent(citizen, offices, montiano):
    desk = an_office(montiano, "Sportello di Montenovo")
    sheet = a_service(montiano, "Tessera", responsible_office=offices["registry"])
    sheet.delivering_offices = [desk]
    sheet.save_revision().publish()
    assert shown(citizen, f"?servizio={sheet.pk}") == ["Sportello di Montenovo", "Ufficio anagrafe"]
    assert shown(citizen) == ["Sportello di Montenovo", "Ufficio anagrafe", "Ufficio tributi"]


def test_garbage_in_the_address_shows_every_office(citizen, offices):
    for value in ("", "0", "-1", "abc", "1.5", "²", "%00", "99999999999", "9" * 5000, "1 or 1=1", "<script>"):
        page = read(citizen, f"{PATH}?servizio={value}")
        assert texts(page, ".contact-card h3") == ["Ufficio anagrafe", "Ufficio tributi"], value
        assert not page.main.select(".callout a"), value


def test_a_sheet_that_is_offline_or_of_a_neighbour_is_ignored(citizen, offices, cesena):
    foreign = a_service(cesena, "Sosta a Cesena")
    offices["waste"].unpublish()
    for sheet in (foreign, offices["waste"]):
        page = read(citizen, f"{PATH}?servizio={sheet.pk}")
        assert sheet.title not in words(page.main)
        assert texts(page, ".contact-card h3") == ["Ufficio anagrafe"]


def test_a_number_that_is_not_a_sheet_is_ignored(citizen, offices):
    assert len(shown(citizen, f"?servizio={offices['registry'].pk}")) == 2


def test_two_services_never_share_a_kept_page(citizen, offices):
    for _ in range(2):
        assert shown(citizen, f"?servizio={offices['residence'].pk}") == ["Ufficio anagrafe"]
        assert shown(citizen, f"?servizio={offices['waste'].pk}") == ["Ufficio tributi"]


def test_without_offices_it_sends_to_the_switchboard(citizen, montiano):
    Tenant.objects.filter(pk=montiano.pk).update(phone="+39 0547 000 400")
    text = words(read(citizen, PATH).main)
    assert "Chiama il centralino" in text
    assert "+39 0547 000 400" in text
