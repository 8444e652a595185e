"""What the cache of pages must not do: keep what is somebody's, outlive a change, mistake one page for another."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms import freshness, page_cache
from cms.directory import directory
from cms.models import Generation
from tests.factories import a_news_item, page_with

pytestmark = pytest.mark.django_db


def is_hit(answer) -> bool:
    return answer.get("X-Page-Cache") == "hit"


@pytest.fixture
def corridor(rf, montiano):
    """The cache in front of a view that counts how often it is asked: `corridor(view)(path, **headers)`."""

    def build(view):
        middleware = page_cache.PageCacheMiddleware(view)

        def ask(path="/prova/", method="get", tenant=montiano, **headers):
            request = getattr(rf, method)(path, HTTP_HOST="montiano.test", **headers)
            request.tenant = tenant
            return middleware(request)

        return ask

    return build


class View:
    def __init__(self, **headers):
        self.asked, self.headers, self.cookie, self.status, self.until = 0, headers, None, 200, None

    def __call__(self, request):
        self.asked += 1
        page_cache.keep_until(request, self.until)
        response = HttpResponse(f"<p>{self.asked}</p>" + "x" * 2000, status=self.status)
        page_cache.mark_public(response)
        for name, value in self.headers.items():
            response.headers[name] = value
        if self.cookie:
            response.set_cookie(self.cookie, "1")
        return response


def test_a_public_answer_is_kept(corridor):
    view = View()
    ask = corridor(view)
    assert ask().content == ask().content
    assert view.asked == 1


def test_an_answer_that_sets_a_cookie_is_not_kept(corridor):
    view = View()
    view.cookie = "csrftoken"
    ask = corridor(view)
    ask()
    assert "csrftoken" in ask().cookies
    assert view.asked == 2


@pytest.mark.parametrize("words", ["private, max-age=60", "no-store", ""])
def test_an_answer_that_does_not_call_itself_public_is_not_kept(corridor, words):
    view = View(**{"Cache-Control": words})
    ask = corridor(view)
    ask()
    assert not is_hit(ask())
    assert view.asked == 2


@pytest.mark.parametrize("status", [301, 302, 400, 403, 404, 410, 500, 503])
def test_only_pages_that_were_found_are_kept(corridor, status):
    view = View()
    view.status = status
    ask = corridor(view)
    ask()
    assert ask().status_code == status
    assert view.asked == 2


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_only_reading_is_answered_from_the_cache(corridor, method):
    view = View()
    ask = corridor(view)
    ask()
    ask(method=method)
    assert view.asked == 2


def test_a_search_is_neither_kept_nor_answered_from_the_cache(corridor):
    view = View()
    ask = corridor(view)
    ask()
    ask("/prova/?q=carta")
    ask("/prova/?q=carta")
    assert view.asked == 3


def test_whoever_sends_credentials_is_answered_by_the_page(corridor, settings):
    view = View()
    ask = corridor(view)
    ask()
    ask(HTTP_AUTHORIZATION="Basic eDp5")
    ask(HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}=abc")
    assert view.asked == 3


def test_a_cookie_of_somebody_else_changes_nothing(corridor):
    view = View()
    ask = corridor(view)
    ask()
    assert is_hit(ask(HTTP_COOKIE="_ga=GA1.2.3; lingua=it"))


def test_the_answer_to_one_person_never_becomes_everybody_s(corridor, settings):
    view = View()
    ask = corridor(view)
    ask(HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}=abc")
    assert not is_hit(ask())


def test_a_head_gets_the_headers_of_the_page_and_keeps_nothing(citizen):
    assert not is_hit(citizen.head("/servizi/"))
    assert not is_hit(citizen.get("/servizi/"))
    head, page = citizen.head("/servizi/"), citizen.get("/servizi/")
    assert is_hit(head)
    assert head.content == b""
    assert (head["ETag"], head["Content-Type"]) == (page["ETag"], page["Content-Type"])


@pytest.mark.parametrize(
    ("first", "second"),
    [("/servizi/", "/novita/"), ("/servizi/?pagina=1", "/servizi/?pagina=2"), ("/servizi/", "/servizi/?categoria=x"),
     ("/servizi/?tipo=1&categoria=2", "/servizi/?tipo=2&categoria=1"), ("/servizi/?tipo=a%26categoria%3Db", "/servizi/?tipo=a&categoria=b")],
)  # fmt: skip
def test_two_different_pages_never_share_an_entry(citizen, first, second):
    citizen.get(first)
    assert not is_hit(citizen.get(second))


def test_the_order_of_parameters_and_unknown_ones_do_not_matter(citizen):
    citizen.get("/servizi/?tipo=a&categoria=b")
    assert is_hit(citizen.get("/servizi/?fbclid=z&categoria=b&utm_medium=k&tipo=a"))


def test_a_page_seen_over_https_is_not_served_over_http(citizen):
    citizen.get("/servizi/")
    assert not is_hit(citizen.get("/servizi/", secure=True))


def test_an_entry_lasts_until_the_page_changes_by_itself(corridor, clock):
    view = View()
    view.until = timezone.now() + timedelta(seconds=90)
    ask = corridor(view)
    ask()
    clock.forward(seconds=89)
    assert is_hit(ask())
    clock.forward(seconds=2)
    view.until = None
    assert not is_hit(ask())


def test_an_entry_never_lasts_longer_than_its_term(corridor, clock, settings):
    view = View()
    view.until = timezone.now() + timedelta(days=30)
    ask = corridor(view)
    ask()
    clock.forward(seconds=settings.PAGE_CACHE_SECONDS + 1)
    assert not is_hit(ask())


def test_a_page_whose_moment_has_come_is_not_kept(corridor, clock):
    view = View()
    view.until = timezone.now() - timedelta(seconds=1)
    ask = corridor(view)
    ask()
    ask()
    assert view.asked == 2


def test_browsers_are_told_what_the_answer_depends_on(corridor):
    ask = corridor(View())
    assert {"accept-encoding", "cookie"} <= {name.strip().lower() for name in ask()["Vary"].split(",")}


def test_a_changed_page_is_not_answered_with_not_modified(citizen, montiano):
    page = a_news_item(montiano, "Titolo vecchio")
    tag = citizen.get(page.path_url)["ETag"]
    page.title = "Titolo nuovo"
    page.save_revision().publish()
    answer = citizen.get(page.path_url, HTTP_IF_NONE_MATCH=tag)
    assert answer.status_code == 200
    assert "Titolo nuovo" in answer.content.decode()


def test_not_modified_has_no_body_and_the_same_tag(citizen):
    citizen.get("/servizi/")
    tag = citizen.get("/servizi/")["ETag"]
    answer = citizen.get("/servizi/", HTTP_IF_NONE_MATCH=tag)
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert "Content-Encoding" not in answer.headers


def test_small_answers_travel_as_they_are(citizen):
    def small(request):
        return page_cache.mark_public(HttpResponse("ok"))

    entry = page_cache.PageCacheMiddleware._entry(type("R", (), {"method": "GET"})(), small(None))
    assert entry["br"] is entry["gzip"] is None


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_a_page_closed_after_it_was_kept_is_closed_at_once(citizen, montiano, kind):
    page = a_news_item(montiano)
    citizen.get(page.path_url)
    assert is_hit(citizen.get(page.path_url))
    PageViewRestriction.objects.create(page_id=page.pk, restriction_type=kind, password="segreta")
    for _ in range(2):
        answer = citizen.get(page.path_url)
        assert not is_hit(answer)
        assert answer.status_code in (200, 302)
        assert "Sabato i banchi" not in answer.content.decode()
        assert "public" not in answer["Cache-Control"]


def test_a_page_for_staff_sends_visitors_where_signing_in_is_explained(citizen, montiano):
    page = a_news_item(montiano)
    PageViewRestriction.objects.create(page_id=page.pk, restriction_type="login")
    answer = citizen.get(page.path_url)
    assert answer.status_code == 302
    where = answer["Location"].partition("?")[0]
    assert where == page_with(montiano, "accedi").path_url
    assert citizen.get(answer["Location"]).status_code == 200


def test_a_section_closed_closes_what_is_below_it(citizen, montiano):
    page = a_news_item(montiano)
    PageViewRestriction.objects.create(
        page_id=page_with(montiano, "novita").pk, restriction_type="password", password="x"
    )
    assert "Sabato i banchi" not in citizen.get(page.path_url).content.decode()


def test_whoever_has_the_password_reads_a_page_that_nobody_else_gets(citizen, montiano):
    page = a_news_item(montiano)
    lock = PageViewRestriction.objects.create(page_id=page.pk, restriction_type="password", password="segreta")
    citizen.post(
        f"/_util/authenticate_with_password/{lock.pk}/{page.pk}/",
        {"password": "segreta", "return_url": page.path_url},
    )
    answer = citizen.get(page.path_url)
    assert "Sabato i banchi" in answer.content.decode()
    assert "private" in answer["Cache-Control"]
    assert "Sabato i banchi" not in Client(HTTP_HOST="montiano.test").get(page.path_url).content.decode()


def test_switched_off_the_cache_keeps_nothing(citizen, settings):
    settings.PAGE_CACHE = False
    citizen.get("/servizi/")
    assert not is_hit(citizen.get("/servizi/"))


def test_emptied_storage_is_only_slower(citizen):
    first = citizen.get("/servizi/")
    caches["pages"].clear()
    again = citizen.get("/servizi/")
    assert not is_hit(again)
    assert again.content == first.content


@pytest.fixture
def numbers(monkeypatch, settings):
    """The row of everybody at 7, a watch that the test moves, and a process that is in no transaction."""
    settings.GENERATION_POLL_SECONDS = 3
    watch = Watch()
    monkeypatch.setattr(freshness, "time", watch)
    monkeypatch.setattr(freshness, "connection", OutsideTransaction)
    Generation.objects.update_or_create(tenant=None, defaults={"number": 7})
    freshness.forget()
    return watch


class Watch:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


class OutsideTransaction:
    in_atomic_block = False


def test_a_publication_of_another_process_is_seen_after_the_poll_and_not_before(numbers):
    assert freshness.numbers()[None] == 7
    Generation.objects.filter(tenant=None).update(number=8)  # elsewhere: nothing tells this process
    numbers.now += 2.9
    assert freshness.numbers()[None] == 7
    numbers.now += 0.2
    assert freshness.numbers()[None] == 8


def test_the_process_that_publishes_sees_it_at_once(numbers):
    assert freshness.numbers()[None] == 7
    freshness.bump()
    assert freshness.numbers()[None] == 8


def test_a_page_kept_by_this_process_is_left_when_another_publishes(numbers, citizen, montiano):
    Generation.objects.get_or_create(tenant=montiano)
    citizen.get("/servizi/")
    Generation.objects.filter(tenant=montiano).update(number=F("number") + 1)  # elsewhere
    numbers.now += 1
    assert is_hit(citizen.get("/servizi/"))
    numbers.now += 3
    assert not is_hit(citizen.get("/servizi/"))


def test_numbers_read_inside_a_transaction_are_not_shown_to_others(numbers, monkeypatch):
    monkeypatch.setattr(OutsideTransaction, "in_atomic_block", True)
    freshness.bump()
    assert freshness.numbers()[None] == 8
    monkeypatch.setattr(OutsideTransaction, "in_atomic_block", False)
    Generation.objects.filter(tenant=None).update(number=7)  # what a roll-back leaves
    assert freshness.numbers()[None] == 7


def test_hosts_are_read_again_only_when_something_shared_changes(montiano):
    first = directory()
    freshness.bump(montiano.pk)
    assert directory() is first
    freshness.bump()
    assert directory() is not first
