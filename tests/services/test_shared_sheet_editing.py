"""The union writes a shared sheet: what is wrong is said beside its field, what goes out is explained."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import TaskState

from services.models import SharedService
from tests.editing import PageEditor
from tests.services.catalogue_factory import a_shared_service, adopted, with_own

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NAME = "wagtailsnippets_services_sharedservice"


def address(view: str, *args) -> str:
    return reverse(f"{NAME}:{view}", args=args)


def sheet(service) -> SharedService:
    return SharedService.objects.get(pk=service.pk)


@pytest.fixture
def service(db):
    return a_shared_service()


@pytest.fixture
def writing(desk, catalogue):
    """The form of a shared sheet, opened by who runs the catalogue."""

    def open_form(service) -> PageEditor:
        desk.force_login(catalogue)
        return PageEditor.of_snippet(desk, service)

    return open_form


def test_an_unknown_mark_is_refused_beside_its_field_and_the_text_is_kept(writing, service):
    answer = writing(service).write(how_to="<p>Chiama {sindaco}.</p>").save()
    assert not answer.accepted
    assert "«{sindaco}» non è un segnaposto" in answer.beside("how_to")
    assert "Chiama {sindaco}." in answer.typed("how_to")


def test_an_unknown_mark_in_a_block_is_refused_too(writing, service):
    editor = writing(service)
    editor.stream("needed", [("requirement", {"text": "Il modulo {boh}"})])
    assert "{boh}" in editor.save().beside("needed")


def test_a_change_without_weight_and_note_does_not_go_out(writing, service):
    answer = writing(service).write(how_to="<p>Fai da casa.</p>").publish()
    assert "quanto conta" in answer.beside("change_severity")
    assert "che cosa cambia" in answer.beside("change_note")
    assert "Fai da casa." in answer.typed("how_to")
    assert sheet(service).editions.count() == 1


def test_a_change_explained_goes_out_as_an_edition_and_the_announcement_starts_blank_again(writing, service):
    form = writing(service).write(how_to="<p>Fai da casa.</p>", change_severity="minor", change_note="Più chiaro.")
    assert form.publish().accepted
    edition = sheet(service).editions.get(number=2)
    assert (edition.severity, edition.note, list(edition.patch)) == ("minor", "Più chiaro.", ["how_to"])
    again = writing(service)
    assert (again.data["change_severity"], again.data["change_note"]) == ("", "")


def test_a_draft_may_lack_anything_and_remembers_its_announcement(writing, service):
    assert writing(service).clear("how_to").write(change_note="Ci penso").save().accepted
    assert writing(service).data["change_note"] == "Ci penso"


def test_an_incomplete_sheet_says_beside_each_field_what_is_missing(writing, service):
    answer = writing(service).clear("outcome").write(change_severity="minor", change_note="Più chiaro.").publish()
    assert "Cosa si ottiene" in answer.beside("outcome")


def test_each_field_says_what_municipalities_may_do_with_it(desk, catalogue, service):
    desk.force_login(catalogue)
    html = desk.get(address("edit", service.pk)).content.decode()
    for words in ("Bloccato per i Comuni.", "I Comuni possono cambiarlo.", "I Comuni possono aggiungere righe."):
        assert words in html


def test_a_new_sheet_is_written_and_its_announcement_is_not_asked(desk, catalogue):
    desk.force_login(catalogue)
    html = desk.get(address("add")).content.decode()
    assert "La novità" not in html
    assert "Bloccato per i Comuni." in html


def test_a_programmed_publication_makes_an_edition_when_its_moment_comes(writing, service, clock):
    clock.set("2026-11-24 10:00")
    form = writing(service).write(
        max_days=20, change_severity="material", change_note="Più in fretta.", go_live_at="2026-12-01 08:00"
    )
    assert form.publish().accepted
    assert sheet(service).editions.count() == 1
    clock.set("2026-12-01 08:01")
    call_command("publish_scheduled")
    assert sheet(service).editions.get(number=2).patch == {"max_days": 20}


def test_a_sheet_goes_through_review_and_its_approval_publishes(desk, catalogue, writing, service):
    form = writing(service).write(max_days=20, change_severity="material", change_note="Più in fretta.")
    assert form.submit().accepted
    assert "Schede condivise da approvare" in desk.get("/admin/").content.decode()
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    assert desk.post(address("workflow_action", service.pk, "approve", state.pk), {"comment": ""}).status_code == 302
    assert sheet(service).editions.get(number=2).note == "Più in fretta."


def test_a_locked_sheet_is_not_written_by_others(desk, catalogue, informatica, writing, service):
    form = writing(service).write(title="Preso")
    desk.force_login(informatica)
    assert desk.post(address("lock", service.pk)).status_code == 302
    desk.force_login(catalogue)
    assert not form.save().accepted
    assert sheet(service).get_latest_revision_as_object().title == service.title
    assert desk.post(address("unlock", service.pk)).status_code == 302
    assert not sheet(service).locked


def test_a_form_opened_before_somebody_else_saved_is_refused_with_its_text(writing, service, informatica):
    mine, theirs = writing(service), sheet(service)
    theirs.alternative_title = "Loro"
    theirs.save_revision(user=informatica)
    answer = mine.write(alternative_title="Mio").save()
    assert not answer.accepted
    assert "Non ho salvato" in answer.soup.get_text()
    assert answer.typed("alternative_title") == "Mio"


def test_a_press_while_ones_own_form_is_saving_itself_is_not_taken_for_somebody_elses(writing, service, catalogue):
    form = writing(service).write(how_to="<p>Fai da casa.</p>", change_severity="minor", change_note="Più chiaro.")
    sheet(service).save_revision(user=catalogue)  # its answer was still on the way when the button was pressed
    assert form.publish().accepted
    assert sheet(service).editions.count() == 2


def test_the_preview_is_that_of_the_chosen_municipality(desk, writing, service, montiano, cesena):
    page = with_own(adopted(service, montiano), "how_to", "<p>Da noi suona.</p>")
    form = writing(service).write(audience="<p>Chi vive a {comune}.</p>", how_to="<p>Vai online.</p>")
    assert desk.post(address("preview_on_edit", service.pk), dict(form.data.lists())).json()["is_valid"]
    seen = {
        slug: desk.get(address("preview_on_edit", service.pk), {"mode": slug}).content.decode()
        for slug in ("montiano", "cesena")
    }
    assert "Chi vive a Comune di Montiano." in seen["montiano"]
    assert "Da noi suona." in seen["montiano"]
    assert "Chi vive a Comune di Cesena." in seen["cesena"]
    assert "Vai online." in seen["cesena"]
    assert type(page).objects.filter(tenant=cesena).count() == 0


def test_what_was_once_out_is_withdrawn_and_never_deleted(desk, catalogue, service):
    desk.force_login(catalogue)
    assert desk.post(address("delete", service.pk)).status_code == 302
    assert sheet(service)
    assert "action-unpublish" not in desk.get(address("edit", service.pk)).content.decode()


def test_union_it_that_asks_to_unpublish_lands_on_the_screen_that_asks_about_the_pages(desk, informatica, service):
    desk.force_login(informatica)
    assert desk.get(address("unpublish", service.pk)).headers["Location"] == f"/admin/catalogo/{service.pk}/ritira/"


def test_the_list_tells_edition_adopters_and_english_with_the_same_questions(
    desk, catalogue, service, montiano, django_assert_max_num_queries
):
    adopted(service, montiano)
    desk.force_login(catalogue)
    desk.get(address("list"))
    soup = BeautifulSoup(desk.get(address("list")).content.decode(), "html.parser")
    row = soup.select_one("table.listing tbody tr").get_text(" ", strip=True)
    assert "Carta di identità" in row
    assert "n. 1" in row
    assert "Non tradotta" in row
    counts = []
    for more in (0, 12):
        for number in range(more):
            a_shared_service(f"Altra {number}")
        desk.get(address("list"))
        with django_assert_max_num_queries(80) as asked:
            desk.get(address("list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_english_version_begins_from_the_sheet_and_belongs_to_the_union(desk, catalogue, publisher, service):
    start = reverse("wagtail_localize:submit_snippet_translation", args=["services", "sharedservice", service.pk])
    desk.force_login(publisher)
    assert desk.get(start).status_code in (302, 403, 404)
    desk.force_login(catalogue)
    assert desk.get(start).status_code == 200
    from wagtail.models import Locale

    english = Locale.objects.get(language_code="en")
    assert desk.post(start, {"locales": [english.pk]}).status_code == 302
    version = SharedService.objects.get(locale=english)
    assert not version.live
    assert desk.get(address("edit", version.pk)).status_code == 200
    assert desk.post(address("edit", version.pk), {"action": "publish"}).status_code == 302
    assert not SharedService.objects.get(locale=english).live


@pytest.mark.parametrize("view", ["list", "add"])
def test_nobody_of_a_municipality_reaches_the_sheets(desk, publisher, editor, stranger, view):
    for person in (publisher, editor, stranger):
        desk.force_login(person)
        assert desk.get(address(view)).status_code in (302, 403, 404)


def test_the_list_is_searched_and_narrowed(desk, catalogue, service):
    a_shared_service("Mensa")
    desk.force_login(catalogue)
    found = desk.get(address("list"), {"q": "Mensa"}).content.decode()
    assert "Mensa" in found
    assert service.title not in found
    assert desk.get(address("list"), {"q": "Mensa", "state": "withdrawn"}).status_code == 200
    assert service.title not in desk.get(address("list"), {"state": "draft"}).content.decode()


def test_half_a_form_changes_nothing(desk, catalogue, service):
    desk.force_login(catalogue)
    assert desk.post(address("edit", service.pk), {"title": "Preso"}).status_code == 400
    assert len(sheet(service).get_latest_revision_as_object().needed) == 2
