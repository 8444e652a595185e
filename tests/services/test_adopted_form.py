"""The form of a sheet that follows the union's: what is the union's is read, what is the municipality's is written."""

import pytest

from services.models import ServicePage
from tests.editing import PageEditor
from tests.services.catalogue_factory import a_shared_service, adopted, delivered, with_own

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def service(db):
    return a_shared_service()


@pytest.fixture
def sheet(service, montiano):
    return adopted(service, montiano)


@pytest.fixture
def form(desk, publisher, sheet):
    desk.force_login(publisher)
    return lambda: PageEditor.of(desk, sheet)


def stored(sheet) -> ServicePage:
    return ServicePage.objects.get(pk=sheet.pk)


def test_the_unions_text_is_shown_with_a_switch_and_what_is_locked_is_only_read(desk, form, sheet):
    form()
    html = desk.get(f"/admin/pages/{sheet.pk}/edit/").content.decode()
    assert "Chi abita nel Comune di Montiano." in html
    assert html.count('name="own_how_to"') == 1  # a second box, drawn elsewhere, would answer for the first
    assert 'name="max_days"' not in html
    assert "Lo decide l&#x27;Unione" in html or "Lo decide l'Unione" in html


def test_publishing_without_touching_anything_makes_nothing_ones_own(form, sheet):
    assert form().publish().accepted
    assert stored(sheet).own_parts == {}
    assert stored(sheet).as_read().how_to == sheet.as_read().how_to


def test_a_text_of_ones_own_remembers_the_unions_text_it_was_made_from(form, sheet, publisher):
    form().write(own_how_to="on", how_to="<p>Da noi suona.</p>").publish()
    entry = stored(sheet).own_parts["how_to"]
    assert "Chiama il {telefono}" in entry["base"]
    assert entry["by"] == "Publisher"
    assert "Da noi suona" in stored(sheet).as_read().how_to
    assert set(stored(sheet).own_parts) == {"how_to"}


def test_a_switch_without_a_change_keeps_the_unions_text(form, sheet):
    form().write(own_how_to="on", own_summary="on").publish()
    assert stored(sheet).own_parts == {}


def test_a_text_is_given_back_by_taking_the_switch_off(form, sheet):
    with_own(sheet, "how_to", "<p>Da noi suona.</p>")
    form().clear("own_how_to").publish()
    assert stored(sheet).own_parts == {}
    assert stored(sheet).how_to == ""
    assert "Chiama" in stored(sheet).as_read().how_to


def test_a_title_of_ones_own_stands_in_lists_and_the_unions_comes_back(form, sheet):
    form().write(own_title="on", title="Carta di Montiano").publish()
    assert stored(sheet).title == "Carta di Montiano"
    form().clear("own_title").publish()
    assert stored(sheet).title == "Carta di identità"


def test_one_block_is_rewritten_and_the_others_stay_the_unions(form, sheet, service):
    editor = form().write(own_special_cases="on")
    editor.stream(
        "special_cases",
        [
            ("special_case", {"title": "Minori", "text": '{"blocks":[],"entityMap":{}}'}),
        ],
    )
    from wagtail.test.utils.form_data import rich_text

    editor.data["special_cases-0-value-text"] = rich_text("<p>Basta un genitore.</p>")
    editor.data["special_cases-0-id"] = "minori"
    assert editor.publish().accepted
    sheet = stored(sheet)
    assert {"special_cases:minori", "special_cases:estero", "special_cases"} <= set(sheet.own_parts)
    assert [b.value["title"] for b in sheet.as_read().special_cases] == ["Minori"]
    form().clear("own_special_cases").publish()
    assert [b.value["title"] for b in stored(sheet).as_read().special_cases] == ["Minori", "Estero"]


def test_rows_are_added_to_the_unions(form, sheet):
    editor = form()
    editor.stream("needed", [("requirement", {"text": "La delega", "note": "", "only_if": "", "form": None})])
    assert editor.publish().accepted
    assert [b.value["text"] for b in stored(sheet).as_read().needed] == ["Una foto", "La carta vecchia", "La delega"]


def test_a_forged_row_of_the_union_is_refused(form, sheet):
    editor = form()
    editor.stream("needed", [("requirement", {"text": "Niente", "note": "", "only_if": "", "form": None})])
    editor.data["needed-0-id"] = "foto"
    answer = editor.publish()
    assert not answer.accepted
    assert "Una riga è dell'Unione" in answer.beside("needed")
    assert [b.value["text"] for b in stored(sheet).as_read().needed] == ["Una foto", "La carta vecchia"]


def test_a_forged_locked_field_is_refused_and_the_rest_kept(form, sheet):
    answer = form().write(max_days="5", own_summary="on", summary="Da noi in cinque giorni.").publish()
    assert not answer.accepted
    assert "«Giorni massimi di attesa» lo decide l'Unione" in answer.soup.get_text()
    assert answer.typed("summary") == "Da noi in cinque giorni."
    assert answer.soup.select_one('[name="own_summary"]').has_attr("checked")
    assert stored(sheet).as_read().max_days == 30


def test_an_unknown_mark_is_refused_beside_its_field(form, sheet):
    answer = form().write(own_how_to="on", how_to="<p>Chiedi al {sindaco}.</p>").publish()
    assert not answer.accepted
    assert "«{sindaco}» non è un segnaposto che conosco" in answer.beside("how_to")
    assert "Chiedi al {sindaco}." in answer.typed("how_to")


def test_a_block_that_the_union_has_taken_out_since_becomes_the_municipalitys(form, sheet, service):
    editor = form().write(own_special_cases="on")
    before = list(service.special_cases.get_prep_value())
    delivered(service, special_cases=[row for row in before if row["id"] != "estero"])
    assert editor.publish().accepted
    assert [b.value["title"] for b in stored(sheet).as_read().special_cases] == ["Minori", "Estero"]


def test_the_form_says_that_the_union_has_written_something_new(desk, form, sheet, service):
    with_own(sheet, "how_to", "<p>Da noi suona.</p>")
    delivered(service, how_to="<p>Fai da casa.</p>")
    form()
    html = desk.get(f"/admin/pages/{sheet.pk}/edit/").content.decode()
    assert "L&#x27;Unione ha scritto qualcosa di nuovo" in html or "L'Unione ha scritto qualcosa di nuovo" in html
    assert f"/admin/novita-unione/{sheet.pk}/" in html


def test_editing_the_own_text_does_not_answer_the_unions_question_by_itself(form, sheet, service):
    with_own(sheet, "how_to", "<p>Da noi suona.</p>")
    delivered(service, how_to="<p>Fai da casa.</p>")
    form().write(how_to="<p>Da noi suona forte.</p>").publish()
    assert list(sheet.deliveries.values_list("state", flat=True)) == ["conflict"]
    form().clear("own_how_to").publish()
    assert list(sheet.deliveries.values_list("state", flat=True)) == ["accepted"]
