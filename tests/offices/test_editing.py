"""An editor keeps offices, people and roles in order."""

import pytest

from offices.models import OfficePage, Role
from tests.editing import PageEditor
from tests.factories import a_person, an_office, page_with, term

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def hours(opens="08:30", closes="12:30"):
    return ("hours", {"days": ["lun", "mer"], "opens": opens, "closes": closes, "note": "Solo su appuntamento"})


@pytest.mark.parametrize("closes", ["08:00", "08:30"], ids=["before opening", "at opening"])
def test_an_office_cannot_close_before_it_opens(desk, informatica, montiano, closes):
    desk.force_login(informatica)
    answer = PageEditor.of(desk, an_office(montiano)).stream("opening_hours", [hours(closes=closes)]).publish()
    assert not answer.accepted
    assert answer.in_blocks("opening_hours")[0, "closes"] == "L'ora di chiusura deve venire dopo quella di apertura."
    assert answer.typed_in_blocks("opening_hours")[0]["value"]["note"] == "Solo su appuntamento"


def test_hours_written_by_the_editor_are_read_by_the_citizen(desk, informatica, montiano, citizen):
    desk.force_login(informatica)
    page = an_office(montiano)
    assert PageEditor.of(desk, page).stream("opening_hours", [hours()]).publish().accepted
    html = citizen.get(page.path_url).content.decode()
    assert "lunedì e mercoledì" in html
    assert "8:30 - 12:30" in html


def test_texts_left_empty_make_no_empty_sections(desk, informatica, montiano, citizen):
    """The editor's component sends back an empty paragraph for a text that nobody touched."""
    desk.force_login(informatica)
    page = an_office(montiano)
    assert PageEditor.of(desk, page).publish().accepted
    page.refresh_from_db()
    assert page.more_info == page.hours_note == ""
    assert "Ulteriori informazioni" not in citizen.get(page.path_url).content.decode()


def test_an_office_without_its_mandatory_parts_is_not_published(desk, informatica, montiano):
    desk.force_login(informatica)
    editor = PageEditor.of(desk, an_office(montiano)).clear("summary", "duties", "seat", "contact_points")
    answer = editor.write(ipa_code="c_f668").publish()
    assert not answer.accepted
    parts = {"summary": "Descrizione breve", "duties": "Competenze", "seat": "Sede principale"}
    for field, part in {**parts, "contact_points": "Contatti"}.items():
        assert f"Manca «{part}»" in answer.beside(field)
    assert answer.typed("ipa_code") == "c_f668"


def test_an_editor_shows_an_office_of_the_union_with_nothing_but_its_name(desk, informatica, montiano, union, citizen):
    source = an_office(union, "Protezione civile", duties="<p>Segue le allerte.</p>")
    desk.force_login(informatica)
    editor = PageEditor.new(desk, OfficePage, page_with(montiano, "uffici"))
    kind = term("tipi_unita_organizzativa", "ufficio").pk
    answer = editor.write(
        title="Protezione civile", slug="protezione-civile", unit_type=kind, shared_source=source.pk
    ).publish()
    assert answer.accepted, answer.beside("shared_source")
    assert "Segue le allerte." in citizen.get("/amministrazione/uffici/protezione-civile/").content.decode()


def test_only_offices_of_the_union_can_be_shown_on_other_sites(desk, informatica, montiano, cesena):
    neighbour_s = an_office(cesena, "Ufficio di Cesena")
    desk.force_login(informatica)
    answer = PageEditor.of(desk, an_office(montiano)).write(shared_source=neighbour_s.pk).publish()
    assert not answer.accepted
    assert answer.beside("shared_source")


def role_form(person, office, **fields):
    return {
        "title": "Sindaca",
        "role_type": term("tipi_incarico", "politico").pk,
        "person": person.pk,
        "office": office.pk,
        "compensation": "null",
        "travel_costs": "null",
        "more_info": "null",
        **fields,
    }


def test_a_role_cannot_end_before_it_starts(desk, informatica, montiano):
    person, office = a_person(montiano), an_office(montiano, "Giunta")
    desk.force_login(informatica)
    desk.work_for(montiano)
    form = role_form(person, office, start_on="2024-06-12", end_on="2024-06-11")
    answer = desk.post("/admin/snippets/offices/role/add/", form)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "L&#x27;incarico non può finire prima di cominciare." in html
    assert 'value="Sindaca"' in html
    assert not Role.objects.exists()
    accepted = desk.post("/admin/snippets/offices/role/add/", {**form, "end_on": "2024-06-12"})
    assert accepted.status_code == 302
    assert Role.objects.get().person == person
