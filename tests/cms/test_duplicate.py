"""«Duplica come bozza»: a draft beside the original, in one click and after a question."""

import pytest

from cms.models import BasePage
from tests.editing import PageEditor
from tests.factories import a_news_item, a_service, page_with

pytestmark = pytest.mark.django_db


def address(page) -> str:
    return f"/admin/pagine/{page.pk}/duplica/"


def duplicate_of(desk, page) -> BasePage:
    answer = desk.post(address(page))
    assert answer.status_code == 302
    key = int(answer["Location"].split("/")[-3])
    return BasePage.objects.get(pk=key).specific


def test_a_copy_is_a_draft_beside_the_original(desk, editor, montiano, citizen):
    page = a_service(montiano, "Sale comunali")
    desk.force_login(editor)
    copy = duplicate_of(desk, page)
    assert (copy.title, copy.live, copy.alias_of, copy.owner) == ("Sale comunali (copia)", False, None, editor)
    assert copy.get_parent().pk == page.get_parent().pk
    assert copy.slug == f"{page.slug}-copia"
    assert [term.key for term in copy.topics.all()] == [term.key for term in page.topics.all()]
    assert copy.channels[0].value["intro"] == "Vieni in municipio."
    assert citizen.get(page.path_url).status_code == 200
    assert citizen.get(copy.path_url).status_code == 404


def test_the_copy_opens_in_the_editor_and_can_be_published(desk, publisher, montiano, citizen):
    desk.force_login(publisher)
    copy = duplicate_of(desk, a_news_item(montiano))
    assert PageEditor.of(desk, copy).write(title="Un'altra notizia").publish().accepted
    assert citizen.get(BasePage.objects.get(pk=copy.pk).path_url).status_code == 200


def test_the_copy_has_the_words_of_the_latest_draft(desk, editor, montiano):
    page = a_news_item(montiano)
    page.body = "<p>Parole della bozza.</p>"
    page.save_revision()
    desk.force_login(editor)
    copy = duplicate_of(desk, page)
    assert copy.body == "<p>Parole della bozza.</p>"
    assert copy.get_latest_revision_as_object().body == "<p>Parole della bozza.</p>"
    assert "Parole" not in BasePage.objects.get(pk=page.pk).specific.body


def test_the_copy_forgets_dates_locks_and_the_function_in_the_site(desk, publisher, montiano, clock):
    page = page_with(montiano, "privacy")
    BasePage.objects.filter(pk=page.pk).update(
        reviewed_on="2026-01-01",
        review_by="2026-12-01",
        expire_at="2026-12-31T00:00Z",
        locked=True,
        locked_by=publisher,
    )
    desk.force_login(publisher)
    copy = duplicate_of(desk, page)
    assert (copy.site_key, copy.reviewed_on, copy.review_by, copy.expire_at, copy.locked) == (
        "",
        None,
        None,
        None,
        False,
    )
    assert page_with(montiano, "privacy").pk == page.pk


def test_two_copies_have_two_addresses(desk, editor, montiano):
    page = a_news_item(montiano)
    desk.force_login(editor)
    assert [duplicate_of(desk, page).slug for _ in range(2)] == [f"{page.slug}-copia", f"{page.slug}-copia-2"]


def test_looking_at_the_question_copies_nothing(desk, editor, montiano):
    page = a_news_item(montiano)
    desk.force_login(editor)
    before = BasePage.objects.count()
    html = desk.get(address(page)).content.decode()
    assert "Sì, duplica" in html
    assert BasePage.objects.count() == before


def test_pages_of_others_homes_and_single_pages_are_refused(desk, editor, montiano, cesena):
    desk.force_login(editor)
    for page in (a_news_item(cesena), page_with(montiano, "home"), page_with(montiano, "servizi")):
        before = BasePage.objects.count()
        assert desk.post(address(page)).status_code in (302, 403, 404)
        assert BasePage.objects.count() == before


def test_lists_and_editor_offer_it(desk, editor, montiano):
    page = a_news_item(montiano)
    desk.force_login(editor)
    for screen in (f"/admin/pages/{page.pk}/edit/", f"/admin/pages/{page.get_parent().pk}/", "/admin/elenco-notizie/"):
        assert address(page) in desk.get(screen).content.decode(), screen
