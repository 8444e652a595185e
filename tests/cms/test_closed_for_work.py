"""What the public reads when a page is not there, is not theirs, is broken, or the sites are closed for work."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client, RequestFactory

from cms import maintenance
from cms.views import errors
from tests.reading import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_flag(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    maintenance.forget()
    yield
    maintenance.forget()


def test_closed_sites_say_when_to_come_back_and_the_admin_goes_on(citizen, neighbour, desk, editor, clock):
    call_command("maintenance", "on", minutes=20)
    for visitor in (citizen, neighbour):
        answer = visitor.get("/servizi/")
        assert answer.status_code == 503
        assert answer["Retry-After"] == "1200"
        assert answer["Cache-Control"] == "no-store"
        assert "Torniamo fra poco" in answer.content.decode()
        assert "'none'" in answer["Content-Security-Policy"]
        assert "Riprova dopo le 10:20" in answer.content.decode()
    assert "Try again after 10:20" in citizen.get("/en/").content.decode()
    assert "Back soon" in citizen.get("/en/").content.decode() or citizen.get("/en/")["Content-Language"] == "en"
    assert citizen.post("/valutazione/").status_code == 503
    desk.force_login(editor)
    assert desk.get("/admin/").status_code == 200
    assert citizen.get("/healthz").status_code == 200
    clock.forward(minutes=30)
    late = citizen.get("/servizi/")
    assert late["Retry-After"] == "60"
    assert "Riprova fra qualche minuto" in late.content.decode()  # the hour that was said has gone
    call_command("maintenance", "off")
    assert citizen.get("/servizi/").status_code == 200


def test_a_closed_site_asks_the_database_nothing(citizen, django_assert_num_queries):
    call_command("maintenance", "on")
    with django_assert_num_queries(0):
        assert citizen.get("/servizi/").status_code == 503


def test_the_environment_closes_the_sites_too(citizen, settings):
    settings.MAINTENANCE = True
    answer = citizen.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "600")


def test_a_flag_that_says_nothing_sensible_still_closes(citizen, settings):
    maintenance.flag().write_text("forse domani")
    maintenance.forget()
    assert citizen.get("/")["Retry-After"] == "600"


def test_an_open_site_looks_at_the_flag_once_a_second(monkeypatch, settings):
    looks = []
    monkeypatch.setattr(maintenance, "flag", lambda: looks.append(1) or settings.VAR_DIR / "manca")
    assert not any(maintenance.is_closed() for _ in range(1000))
    assert len(looks) <= 2


def test_an_unknown_host_learns_nothing_more_than_that(db):
    call_command("maintenance", "on")
    assert Client(HTTP_HOST="altro.test").get("/").status_code == 503


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/servizi/carta-di-identita/", "carta identita"),
        ("/tasse/TARI-2024.html", "tari"),
        ("/index.php", "index"),
        ("/<script>/", "script"),
        ("/%2e%2e/", ""),
    ],
)
def test_the_search_of_a_missing_page_knows_what_was_looked_for(citizen, path, expected):
    answer = citizen.get(path)
    assert answer.status_code == 404
    page = read(citizen, path, status=404)
    assert page.main.select_one("input[type=search]")["value"] == expected
    assert "/mappa-del-sito/" in [a["href"] for a in page.main.select("a")]


def test_a_refused_page_has_the_face_of_the_municipality(montiano):
    request = RequestFactory().get("/riservata/", HTTP_HOST="montiano.test")
    request.tenant, request.language = montiano, "it"
    answer = errors.forbidden(request)
    assert answer.status_code == 403
    assert "Questa pagina è riservata" in answer.content.decode()


def test_the_page_of_an_error_needs_no_database_and_no_template(montiano, django_assert_num_queries, settings):
    request = RequestFactory().get("/servizi/")
    request.tenant = montiano
    with django_assert_num_queries(0):
        html = errors.server_error(request).content.decode()
    assert 'data-theme="grano"' in html
    assert "Qualcosa non ha funzionato" in words_of_html(html)
    request = RequestFactory().get("/en/services/")
    assert 'lang="en"' in errors.server_error(request).content.decode()


def words_of_html(html: str) -> str:
    from bs4 import BeautifulSoup

    return words(BeautifulSoup(html, "html.parser"))


def test_the_end_is_said_from_now(clock):
    from django.utils import timezone

    maintenance.close(timezone.now() + timedelta(minutes=5))
    assert maintenance.retry_after(timezone.now()) == 300
