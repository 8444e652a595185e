"""«Segna come riviste oggi», on many pages at once."""

import pytest
from django.utils import timezone

from cms.models import BasePage
from tests.factories import a_news_item, a_service

pytestmark = pytest.mark.django_db


def mark(desk, *pages, **parameters):
    chosen = "&".join([f"id={page.pk}" for page in pages] + [f"{k}={v}" for k, v in parameters.items()])
    return desk.post(f"/admin/bulk/wagtailcore/page/mark_reviewed/?{chosen}&next=/admin/", follow=True).content.decode()


def reviewed(page):
    return BasePage.objects.get(pk=page.pk).reviewed_on


def test_live_pages_are_dated_and_published_through_a_revision(desk, publisher, montiano, clock, citizen):
    pages = [a_service(montiano, "Sale comunali"), a_news_item(montiano)]
    versions = [page.revisions.count() for page in pages]
    desk.force_login(publisher)
    html = mark(desk, *pages)
    assert "Pagine segnate come riviste oggi: 2." in html
    assert [reviewed(page) for page in pages] == [timezone.localdate()] * 2
    assert [page.revisions.count() for page in pages] == [number + 1 for number in versions]
    assert not BasePage.objects.get(pk=pages[0].pk).has_unpublished_changes
    assert "2026-11-24" in citizen.get(pages[0].path_url).content.decode()


def test_changes_not_yet_public_stay_so(desk, publisher, montiano):
    page = a_news_item(montiano)
    page.body = "<p>Non ancora.</p>"
    page.save_revision()
    desk.force_login(publisher)
    html = mark(desk, page)
    assert "la data esce con la prossima pubblicazione: 1." in html
    assert reviewed(page) is None
    assert "Non ancora" not in BasePage.objects.get(pk=page.pk).specific.body
    assert BasePage.objects.get(pk=page.pk).specific.get_latest_revision_as_object().reviewed_on == timezone.localdate()


def test_who_may_not_publish_leaves_a_draft(desk, editor, montiano):
    page = a_news_item(montiano)
    desk.force_login(editor)
    mark(desk, page)
    assert reviewed(page) is None
    assert BasePage.objects.get(pk=page.pk).has_unpublished_changes


def test_pages_of_others_and_locked_ones_are_left_alone(desk, publisher, informatica, montiano, cesena):
    other, locked = a_news_item(cesena), a_news_item(montiano)
    BasePage.objects.filter(pk=locked.pk).update(locked=True, locked_by=informatica)
    versions = other.revisions.count(), locked.revisions.count()
    desk.force_login(publisher)
    html = mark(desk, other, locked)
    assert (other.revisions.count(), locked.revisions.count()) == versions
    assert "riviste oggi: " not in html


def test_a_page_that_lost_a_part_is_dated_in_its_draft_only(desk, publisher, montiano):
    page = a_news_item(montiano)
    BasePage.objects.filter(pk=page.pk).update(summary="")
    revision = page.latest_revision
    revision.content["summary"] = ""
    revision.save()
    desk.force_login(publisher)
    mark(desk, page)
    assert reviewed(page) is None


@pytest.mark.parametrize("action", ["mark_reviewed", "unpublish", "delete"])
def test_all_at_once_is_refused_outside_the_explorer(desk, publisher, montiano, action):
    page = a_news_item(montiano)
    desk.force_login(publisher)
    html = desk.post(f"/admin/bulk/wagtailcore/page/{action}/?id=all", follow=True).content.decode()
    assert "si scelgono una schermata alla volta" in html
    assert BasePage.objects.get(pk=page.pk).live
    assert reviewed(page) is None
