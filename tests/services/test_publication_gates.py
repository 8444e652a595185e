"""An incomplete page does not reach the public from any door: bulk action, revision, programme."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from services.models import ServicePage
from tests.factories import a_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def incomplete(montiano):
    """A sheet off line whose latest draft has lost its «Come fare»."""
    page = a_service(montiano, "Passo carrabile")
    page.unpublish()
    page.how_to = ""
    page.save_revision(clean=False)
    return ServicePage.objects.get(pk=page.pk)


def bulk_publish(desk, *pages, below: bool = False):
    chosen = "&".join(f"id={page.pk}" for page in pages)
    fields = {"include_descendants": "on"} if below else {}
    return desk.post(f"/admin/bulk/wagtailcore/page/publish/?{chosen}", fields, follow=True)


def test_a_revision_of_an_incomplete_page_refuses_to_be_published(incomplete, citizen):
    with pytest.raises(ValidationError) as refusal:
        incomplete.get_latest_revision().publish()
    assert "Come fare" in " ".join(refusal.value.messages)
    assert citizen.get(incomplete.path_url).status_code == 404


def test_the_bulk_action_refuses_and_says_which_page_lacks_what(desk, informatica, incomplete, citizen):
    desk.force_login(informatica)
    html = bulk_publish(desk, incomplete).content.decode()
    incomplete.refresh_from_db()
    assert not incomplete.live
    assert "«Passo carrabile» non è completa." in html
    assert "Manca «Come fare»" in html
    assert citizen.get(incomplete.path_url).status_code == 404


def test_the_bulk_action_publishes_complete_pages(desk, informatica, montiano, citizen):
    page = a_service(montiano)
    page.unpublish()
    desk.force_login(informatica)
    bulk_publish(desk, page)
    assert citizen.get(page.path_url).status_code == 200


def test_one_incomplete_page_stops_the_whole_bulk_action(desk, informatica, montiano, incomplete):
    page = a_service(montiano)
    page.unpublish()
    desk.force_login(informatica)
    bulk_publish(desk, page, incomplete)
    assert not ServicePage.objects.filter(pk__in=[page.pk, incomplete.pk], live=True).exists()


def test_the_bulk_action_looks_at_the_drafts_below_too(desk, informatica, incomplete):
    desk.force_login(informatica)
    html = bulk_publish(desk, incomplete.get_parent(), below=True).content.decode()
    incomplete.refresh_from_db()
    assert not incomplete.live
    assert "«Passo carrabile» non è completa." in html


def test_an_incomplete_programmed_page_does_not_stop_the_others(clock, montiano, incomplete, citizen):
    good = a_service(montiano, "Cambio di casa")
    good.unpublish()
    for page in (incomplete.get_latest_revision_as_object(), good):
        page.go_live_at = timezone.now() + timedelta(hours=1)
        revision = page.save_revision(clean=False)
        revision.approved_go_live_at = page.go_live_at
        revision.save()
    clock.forward(hours=2)
    call_command("publish_scheduled", verbosity=0)
    call_command("publish_scheduled", verbosity=0)  # the refused one is a draft again, not tried for ever
    assert citizen.get(good.path_url).status_code == 200
    assert citizen.get(incomplete.path_url).status_code == 404
