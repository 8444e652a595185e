"""Whole pages kept for anonymous visitors: fresh after a publication, never somebody's own."""

import gzip
from datetime import timedelta

import brotli
import pytest
from django.test import Client
from django.utils import timezone

from cms import freshness, page_cache
from cms.models import BasePage
from tests.factories import a_news_item, an_alert, page_with

pytestmark = pytest.mark.django_db


def is_hit(answer) -> bool:
    return answer.get("X-Page-Cache") == "hit"


def test_the_second_visitor_gets_the_kept_page(citizen):
    first, second = citizen.get("/servizi/"), citizen.get("/servizi/")
    assert not is_hit(first)
    assert is_hit(second)
    assert first.content == second.content


def test_unknown_parameters_make_no_new_entry(citizen):
    citizen.get("/servizi/")
    assert is_hit(citizen.get("/servizi/?utm_source=posta&x=" + "y" * 500))
    assert not is_hit(citizen.get("/servizi/?pagina=2"))


def test_two_municipalities_never_share_an_entry(citizen, neighbour):
    assert "Comune di Montiano" in citizen.get("/").content.decode()
    answer = neighbour.get("/")
    assert not is_hit(answer)
    assert "Comune di Cesena" in answer.content.decode()


def test_whoever_carries_a_session_gets_a_page_of_their_own(citizen, settings):
    citizen.get("/servizi/")
    citizen.cookies[settings.SESSION_COOKIE_NAME] = "qualcosa"
    answer = citizen.get("/servizi/")
    assert not is_hit(answer)
    assert not answer.get("Cache-Control", "").startswith("public")


@pytest.mark.parametrize("address", ["/cerca/?q=carta", "/nessuna-pagina/", "/valutazione/"])
def test_answers_to_one_person_are_never_kept(citizen, address):
    citizen.get(address)
    assert not is_hit(citizen.get(address))


def test_no_session_no_cookie_no_token_in_an_anonymous_page(citizen):
    answer = citizen.get("/")
    assert not answer.cookies
    assert "csrf" not in answer.content.decode().lower()


def test_a_publication_is_seen_at_once(citizen, montiano):
    page = a_news_item(montiano, "Titolo vecchio")
    assert "Titolo vecchio" in citizen.get(page.path_url).content.decode()
    page.title = "Titolo nuovo"
    page.save_revision().publish()
    assert "Titolo nuovo" in citizen.get(page.path_url).content.decode()


def test_without_the_generation_in_the_key_the_old_page_would_be_served(citizen, montiano, monkeypatch):
    """Negative control: the test above can fail."""
    monkeypatch.setattr(freshness, "version", lambda tenant_id: "sempre")
    page = a_news_item(montiano, "Titolo vecchio")
    citizen.get(page.path_url)
    page.title = "Titolo nuovo"
    page.save_revision().publish()
    assert "Titolo vecchio" in citizen.get(page.path_url).content.decode()


def test_a_page_taken_offline_is_gone_at_once(citizen, montiano):
    page = a_news_item(montiano)
    assert citizen.get(page.path_url).status_code == 200
    BasePage.objects.get(pk=page.pk).specific.unpublish()
    assert citizen.get(page.path_url).status_code == 404


def test_another_process_sees_a_publication_when_it_next_reads_the_numbers(montiano, settings):
    settings.GENERATION_POLL_SECONDS = 3600
    before = freshness.version(montiano.pk)
    a_news_item(montiano)
    freshness.forget()  # what the passing of the poll interval does elsewhere
    assert freshness.version(montiano.pk) != before


def test_an_entry_never_outlives_the_end_of_an_alert(citizen, montiano, clock):
    an_alert(montiano, "Neve: scuole chiuse", ends_at=timezone.now() + timedelta(minutes=2))
    assert "Neve: scuole chiuse" in citizen.get("/servizi/").content.decode()
    clock.forward(minutes=3)
    assert "Neve: scuole chiuse" not in citizen.get("/servizi/").content.decode()


def test_a_page_that_changes_earlier_lasts_less(rf):
    request = rf.get("/")
    soon, later = timezone.now() + timedelta(minutes=1), timezone.now() + timedelta(hours=1)
    page_cache.keep_until(request, later)
    page_cache.keep_until(request, soon)
    page_cache.keep_until(request, None)
    assert request.cache_until == soon


def test_browsers_that_have_the_page_get_304(citizen):
    citizen.get("/servizi/")
    tag = citizen.get("/servizi/")["ETag"]
    assert citizen.get("/servizi/", HTTP_IF_NONE_MATCH=tag).status_code == 304


def test_pages_travel_compressed(citizen):
    plain = citizen.get("/servizi/").content
    small = citizen.get("/servizi/", HTTP_ACCEPT_ENCODING="gzip, br")
    assert small["Content-Encoding"] == "br"
    assert brotli.decompress(small.content) == plain
    assert gzip.decompress(citizen.get("/servizi/", HTTP_ACCEPT_ENCODING="gzip").content) == plain


def test_a_page_behind_a_password_is_never_kept(citizen, montiano):
    from wagtail.models import PageViewRestriction

    page = a_news_item(montiano)
    PageViewRestriction.objects.create(page_id=page.pk, restriction_type="password", password="segreta")
    answer = citizen.get(page.path_url)
    assert "Sabato i banchi" not in answer.content.decode()
    assert not is_hit(citizen.get(page.path_url))
    assert Client(HTTP_HOST="montiano.test").get(page_with(montiano, "notizie").path_url).status_code == 200
