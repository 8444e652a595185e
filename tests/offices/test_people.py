"""People of the administration and the roles that join them to a unit."""

from datetime import date

import pytest

from tests.factories import a_document_page, a_person, a_role, a_service, an_office, document
from tests.reading import marked, read, texts, words

pytestmark = pytest.mark.django_db


def test_a_citizen_reads_who_the_mayor_is_since_when_and_how_to_reach_them(citizen, montiano):
    person, office = a_person(montiano), an_office(montiano, "Giunta comunale", kind="struttura-politica")
    a_role(person, office, "Sindaca", is_leader=True, start_on=date(2024, 6, 12))
    page = read(citizen, person.path_url)
    text = words(page.main)
    assert "Sindaca" in text
    assert "12 giugno 2024" in text
    assert "Giunta comunale" in text
    assert "+39 0547 000 401" in text  # she has no telephone of her own: that of her unit


def test_a_role_leads_to_the_document_by_which_it_was_given_or_to_its_file(citizen, montiano):
    person, office = a_person(montiano), an_office(montiano, "Giunta comunale")
    decree = a_document_page(montiano, "Decreto di nomina", office=office)
    role = a_role(person, office, "Assessora", appointment_act=document(montiano, "File del decreto"))
    assert read(citizen, person.path_url).find("a", string="File del decreto")
    role.appointment_document = decree
    role.save()
    assert read(citizen, person.path_url).find("a", string="Decreto di nomina")["href"] == decree.path_url
    decree.unpublish()
    assert read(citizen, person.path_url).find("a", string="File del decreto")


def test_a_role_is_there_through_its_last_day_and_gone_the_day_after(citizen, montiano, clock):
    person, office = a_person(montiano), an_office(montiano, "Giunta comunale")
    a_role(person, office, "Assessora alla scuola", end_on=date(2026, 11, 24))
    assert "Assessora alla scuola" in words(read(citizen, person.path_url).main)
    clock.set("2026-11-25 00:10")
    text = words(read(citizen, person.path_url).main)
    assert "Assessora alla scuola" not in text
    assert "Nessun incarico in corso." in text


def test_a_role_that_has_not_begun_is_not_told_yet(citizen, montiano, clock):
    person = a_person(montiano)
    a_role(person, an_office(montiano), "Segretaria", start_on=date(2026, 11, 25))
    assert "Segretaria" not in words(read(citizen, person.path_url).main)


def test_an_office_names_its_leader_first_and_then_its_people(citizen, montiano):
    office = an_office(montiano, "Ufficio tributi")
    a_role(a_person(montiano, "Zeno", "Zanni"), office, "Responsabile dei tributi", is_leader=True)
    a_role(a_person(montiano, "Aldo", "Abati"), office, "Impiegato dei tributi")
    text = words(read(citizen, office.path_url).main)
    assert text.index("Zeno Zanni") < text.index("Aldo Abati")
    assert "Responsabile dei tributi" in text


def test_somebody_taken_offline_is_named_nowhere(citizen, montiano):
    office, person = an_office(montiano), a_person(montiano, "Zeno", "Zanni")
    a_role(person, office, "Responsabile")
    person.unpublish()
    assert "Zeno Zanni" not in citizen.get(office.path_url).content.decode()


def test_an_office_lists_the_services_it_offers_and_where_it_is(citizen, montiano):
    office = an_office(montiano, "Ufficio anagrafe")
    sheet = a_service(montiano, "Residenza", responsible_office=office)
    page = read(citizen, office.path_url)
    assert [link["href"] for link in marked(page, "office-service")] == [sheet.path_url]
    assert "Piazza Maggiore 3, 47020 Montiano" in words(page.main)
    assert texts(page, "[data-element=page-index] a") == ["Competenze", "Servizi offerti", "Contatti"]


def test_the_list_of_politicians_goes_by_surname(citizen, montiano):
    for name, surname in (("Ada", "Zoli"), ("Zita", "Amadori"), ("Mario", "Monti")):
        a_person(montiano, name, surname)
    page = read(citizen, "/amministrazione/politici/")
    names = [title for title in texts(page, "#elenco h3") if title.split()[0] in ("Ada", "Zita", "Mario")]
    assert names == ["Zita Amadori", "Mario Monti", "Ada Zoli"]
