"""Where requests and reports go: the rules of union IT, the sheet's office, relations with the public."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import a_service, an_office
from tests.tickets.office import HERE, IN_CESENA, a_report, a_request, category
from tickets.models import RoutingRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("boundaries")]


def a_rule(office, **fields) -> RoutingRule:
    return RoutingRule.objects.create(name="Strade di confine", office=office, **fields)


def test_a_rule_of_the_union_takes_a_road_from_both_municipalities(montiano, cesena, union, now):
    roads = an_office(union, "Viabilità dell'Unione")
    a_rule(roads, category=category("strade"), latitude=HERE[0], longitude=HERE[1], radius=300)
    for site in (montiano, cesena):
        report = a_report(site, now)
        assert (report.holder, report.office_id, report.tenant) == (union, roads.pk, site)
    elsewhere = a_report(montiano, now, point=IN_CESENA)
    assert elsewhere.holder == cesena


def test_the_history_names_the_rule(montiano, union, now):
    a_rule(an_office(union, "Viabilità"), category=category("strade"))
    assert a_report(montiano, now).history.get(what="smistata").text == "Regola «Strade di confine»"


def test_a_rule_for_a_municipality_counts_where_the_point_falls(montiano, cesena, now):
    office = an_office(cesena, "Lavori pubblici")
    a_rule(office, area=cesena)
    assert a_report(montiano, now, point=IN_CESENA).office_id == office.pk
    assert a_report(montiano, now).office_id != office.pk


def test_a_rule_that_is_not_in_use_or_whose_office_has_gone_is_not_followed(montiano, union, now):
    office = an_office(union, "Viabilità")
    rule = a_rule(office, category=category("strade"), is_active=False)
    assert a_report(montiano, now).office_id != office.pk
    rule.is_active = True
    rule.save()
    office.unpublish()
    assert a_report(montiano, now).office_id != office.pk


def test_the_sheets_office_then_relations_with_the_public_then_the_body_alone(montiano, now):
    sheet = a_service(montiano, responsible_office=an_office(montiano, "Tributi"))
    assert a_request(montiano, now, service=sheet).office_id == sheet.responsible_office_id
    assert a_request(montiano, now).office_id is None
    montiano.public_relations_office_id = an_office(montiano, "URP").pk
    montiano.save()
    assert a_request(montiano, now).office_id == montiano.public_relations_office_id


def test_a_rule_must_ask_for_something_and_its_circle_be_in_reach(montiano):
    office = an_office(montiano, "Tributi")
    with pytest.raises(ValidationError, match="Scrivi quando vale"):
        RoutingRule(name="Vuota", office=office).full_clean()
    with pytest.raises(ValidationError, match="non è in Italia"):
        RoutingRule(name="Lontana", office=office, latitude=1, longitude=1, radius=100).full_clean()
    with pytest.raises(ValidationError, match="latitudine, longitudine e raggio"):
        RoutingRule(name="Metà", office=office, radius=100).full_clean()


def test_what_a_site_only_shows_of_the_union_goes_to_the_union(montiano, union, now):
    social = an_office(union, "Servizi sociali")
    shown = an_office(montiano, "Servizi sociali, a Montiano", shared_source=social)
    request = a_request(montiano, now, service=a_service(montiano, responsible_office=shown))
    assert (request.holder, request.office_id) == (union, social.pk)
