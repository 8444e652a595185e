"""Two people on one page: the second to save is told, loses nothing, and decides."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.editing.stale import SAVE_ANYWAY
from cms.models import BasePage
from offices.models import Role
from tests.editing import PageEditor
from tests.factories import a_contact_point, a_news_item, a_person, a_role, an_alert, an_office, page_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_form(desk, publisher, montiano):
    """A form that the publisher opened before the editor saved."""
    page = a_news_item(montiano, "Mercato spostato")
    desk.force_login(publisher)
    return page, PageEditor.of(desk, page).write(title="Titolo del pubblicatore")


def another_saves(page, editor, title: str = "Titolo del redattore") -> None:
    latest = BasePage.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    latest.title = title
    latest.save_revision(user=editor)


def draft_title(page) -> str:
    return BasePage.objects.get(pk=page.pk).specific.get_latest_revision_as_object().title


@pytest.mark.parametrize("action", ["save", "publish"])
def test_a_form_older_than_the_page_is_refused_and_keeps_what_was_typed(open_form, editor, action):
    page, form = open_form
    another_saves(page, editor)
    answer = getattr(form, action)()
    assert not answer.accepted
    assert answer.typed("title") == "Titolo del pubblicatore"
    text = answer.soup.select_one(".messages").get_text(" ")
    assert "Non ho salvato." in text
    assert "Editor ha salvato un'altra versione" in " ".join(text.split())
    assert draft_title(page) == "Titolo del redattore"
    assert BasePage.objects.get(pk=page.pk).title == "Mercato spostato"


def test_the_differences_are_one_click_away(open_form, editor, desk):
    page, form = open_form
    first = page.latest_revision_id
    another_saves(page, editor)
    link = form.save().soup.select_one(".messages a.button")
    latest = BasePage.objects.get(pk=page.pk).latest_revision_id
    assert link["href"] == reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first, latest])
    html = desk.get(link["href"]).content.decode()
    assert "Titolo del redattore" in BeautifulSoup(html, "html.parser").get_text()


def test_pressing_again_is_refused_again(open_form, editor, desk):
    page, form = open_form
    another_saves(page, editor)
    refused = form.save()
    for name in ("loaded_revision_id", "loaded_revision_created_at"):
        form.data[name] = refused.soup.select_one(f'#page-edit-form [name="{name}"]')["value"]
    assert not form.save().accepted
    assert draft_title(page) == "Titolo del redattore"


@pytest.mark.parametrize(("action", "is_live"), [("save", False), ("publish", True)])
def test_insisting_makes_a_new_version_and_the_other_one_stays(open_form, editor, action, is_live):
    page, form = open_form
    another_saves(page, editor)
    button = getattr(form, action)().soup.select_one(f'.messages button[name="{SAVE_ANYWAY}"]')
    assert button["form"] == "page-edit-form"
    form.write(**{SAVE_ANYWAY: button["value"]})
    assert form.save().accepted
    assert draft_title(page) == "Titolo del pubblicatore"
    assert (BasePage.objects.get(pk=page.pk).title == "Titolo del pubblicatore") is is_live
    assert "Titolo del redattore" in [r.content["title"] for r in page.revisions.all()]


def test_a_page_that_had_no_version_yet_is_watched_too(desk, publisher, editor, montiano):
    page = page_with(montiano, "media-policy")
    assert page.latest_revision is None
    desk.force_login(publisher)
    form = PageEditor.of(desk, page).write(title="Domande")
    another_saves(page, editor)
    refused = form.save()
    assert not refused.accepted
    link = refused.soup.select_one(".messages a.button")
    assert "/revisions/compare/live..." in link["href"]
    assert desk.get(link["href"]).status_code == 200


def test_a_form_as_new_as_the_page_is_saved(open_form):
    page, form = open_form
    assert form.save().accepted
    assert draft_title(page) == "Titolo del pubblicatore"


def test_saving_by_itself_over_ones_own_draft_goes_on(open_form, publisher, desk):
    page, form = open_form
    latest = BasePage.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    mine = latest.save_revision(user=publisher)
    form.write(overwrite_revision_id=mine.pk)
    assert form.save().accepted


def saved_by_itself(page, person):
    return BasePage.objects.get(pk=page.pk).specific.get_latest_revision_as_object().save_revision(user=person)


@pytest.mark.parametrize("action", ["save", "publish"])
def test_a_press_while_ones_own_form_is_saving_itself_is_not_taken_for_somebody_elses(open_form, publisher, action):
    page, form = open_form
    saved_by_itself(page, publisher)  # its answer was still on the way when the button was pressed
    assert getattr(form, action)().accepted
    assert draft_title(page) == "Titolo del pubblicatore"


def test_what_one_saved_in_another_window_some_time_ago_is_told(clock, desk, publisher, montiano):
    page = a_news_item(montiano, "Mercato spostato")
    desk.force_login(publisher)
    form = PageEditor.of(desk, page).write(title="Titolo del pubblicatore")
    saved_by_itself(page, publisher)
    clock.forward(seconds=11)
    assert not form.save().accepted


def test_ones_own_version_does_not_hide_that_of_somebody_else(open_form, editor, publisher):
    page, form = open_form
    another_saves(page, editor)
    saved_by_itself(page, publisher)
    assert not form.save().accepted


def test_an_old_version_brought_back_is_not_taken_for_a_stale_form(desk, publisher, montiano):
    page = a_news_item(montiano, "Prima")
    first = page.latest_revision_id
    desk.force_login(publisher)
    PageEditor.of(desk, page).write(title="Poi").publish()
    form = PageEditor(desk, reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first]))
    assert form.publish().accepted
    assert BasePage.objects.get(pk=page.pk).title == "Prima"


# --- Snippets ---------------------------------------------------------------------------------------------------------


def snippet_form(desk, instance):
    """Address and fields of the form of a snippet, as a browser would send them back."""
    from wagtail.test.utils.form_data import querydict_from_html

    meta = instance._meta
    url = reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit", args=[instance.pk])
    html = desk.get(url).content.decode()
    return url, querydict_from_html(html, form_id="w-editor-form"), html


def make_role(montiano):
    return a_role(a_person(montiano), an_office(montiano), "Sindaca")


SNIPPETS = {
    "role": (make_role, "title"),
    "contact point": (a_contact_point, "title"),
    "alert": (an_alert, "text"),
}


@pytest.mark.parametrize("kind", SNIPPETS)
def test_a_snippet_changed_by_another_is_not_covered(desk, informatica, montiano, kind):
    make, field = SNIPPETS[kind]
    thing = make(montiano)
    desk.force_login(informatica)
    url, mine, _html = snippet_form(desk, thing)
    _url, theirs, _html = snippet_form(desk, thing)
    theirs[field] = "La loro versione"
    assert desk.post(url, theirs).status_code == 302
    mine[field] = "La mia versione"
    refused = desk.post(url, mine)
    assert refused.status_code == 200
    html = refused.content.decode()
    assert "Non ho salvato." in html
    assert 'value="La mia versione"' in html or ">\nLa mia versione" in html
    thing.refresh_from_db()
    assert getattr(thing, field) == "La loro versione"
    mine[SAVE_ANYWAY] = "save"
    assert desk.post(url, mine).status_code == 302
    thing.refresh_from_db()
    assert getattr(thing, field) == "La mia versione"
    assert [r.content[field] for r in thing.revisions.order_by("pk")] == ["La loro versione", "La mia versione"]


def test_a_snippet_is_never_saved_by_itself(desk, informatica, montiano):
    desk.force_login(informatica)
    _url, _data, html = snippet_form(desk, an_alert(montiano))
    assert "w-autosave#save" not in html
    assert "w-autosave#save" not in desk.get("/admin/snippets/news/alert/add/").content.decode()


def test_a_role_goes_back_to_an_older_version(desk, informatica, montiano):
    from wagtail.test.utils.form_data import querydict_from_html

    role = make_role(montiano)
    desk.force_login(informatica)
    for title in ("Sindaca", "Vicesindaca"):
        url, data, _html = snippet_form(desk, role)
        data["title"] = title
        assert desk.post(url, data).status_code == 302
    first = role.revisions.order_by("pk").first()
    back = reverse("wagtailsnippets_offices_role:revisions_revert", args=[role.pk, first.pk])
    data = querydict_from_html(desk.get(back).content.decode(), form_id="w-editor-form")
    assert desk.post(back, data).status_code == 302
    assert Role.objects.get(pk=role.pk).title == "Sindaca"
