"""Every answer, whatever it says, carries the same guard rails."""

import pytest
from django.test import Client

from tests.factories import page_with

pytestmark = pytest.mark.django_db
ANSWERS = [("/", 200), ("/servizi/", 200), ("/cerca/?q=carta", 200), ("/robots.txt", 200), ("/servizi", 301),
           ("/valutazione/", 302), ("/nessuna-pagina/", 404), ("/admin/", 404), ("/%00/", 404)]  # fmt: skip


def directives(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize(("address", "status"), ANSWERS)
def test_every_public_answer_has_the_strict_policy(citizen, address, status):
    answer = citizen.get(address)
    assert answer.status_code == status
    policy = directives(answer)
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["base-uri"] == policy["object-src"] == policy["frame-ancestors"] == "'none'"
    assert not [word for word in ("unsafe", "http", "*", "nonce") if word in answer["Content-Security-Policy"]]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_an_unknown_host_gets_them_too():
    answer = Client(HTTP_HOST="nessuno.test").get("/")
    assert answer.status_code == 400
    assert directives(answer)["default-src"] == "'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_kept_page_has_the_headers_of_a_fresh_one(citizen):
    fresh, kept = citizen.get("/servizi/"), citizen.get("/servizi/")
    assert kept["X-Page-Cache"] == "hit"
    names = set(fresh.headers) | {"X-Page-Cache"}
    assert set(kept.headers) == names
    assert all(kept[name] == fresh[name] for name in fresh.headers)


@pytest.mark.parametrize("address", ["/", "/admin/login/", "/servizi/"])
def test_the_admin_host_lets_nobody_else_frame_it(desk, address):
    policy = directives(desk.get(address))
    assert policy["frame-ancestors"] == policy["form-action"] == "'self'"
    assert policy["object-src"] == "'none'"


def test_only_the_admin_host_allows_what_the_editor_of_pages_needs(desk, citizen):
    assert "'unsafe-inline'" in directives(desk.get("/admin/login/"))["script-src"]
    assert "'unsafe-inline'" not in citizen.get("/admin/login/")["Content-Security-Policy"]


@pytest.mark.parametrize(("is_demo", "asked"), [(True, "noindex, nofollow"), (False, None)])
def test_a_demonstration_site_asks_search_engines_to_stay_away(citizen, montiano, is_demo, asked):
    montiano.is_demo = is_demo
    montiano.save()
    assert citizen.get("/servizi/").get("X-Robots-Tag") == asked


def test_the_language_of_a_page_is_told(citizen, montiano):
    assert citizen.get(page_with(montiano, "faq").path_url)["Content-Language"] == "it"


def test_a_signed_in_answer_is_not_offered_to_shared_caches(citizen, informatica):
    citizen.force_login(informatica)
    assert "public" not in citizen.get("/servizi/").get("Cache-Control", "")
