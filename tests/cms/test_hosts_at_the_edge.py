"""Host names as machines and mischief write them."""

import pytest
from django.db import connection
from django.test import Client

from cms.models import TenantHost

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("host", ["montiano.test:8000", "MONTIANO.test", "montiano.test.", "Montiano.Test.:80"])
def test_a_port_capitals_and_a_final_dot_are_the_same_host(host):
    answer = Client(HTTP_HOST=host).get("/servizi/")
    assert answer.status_code == 200
    assert "Comune di Montiano" in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/servizi/", "/admin/", "/admin/login/", "/static/x.css", "/documents/1/x.pdf",
                                  "/robots.txt", "/media/images/x.jpg", "/healthz/", "/nessuna/"])  # fmt: skip
def test_an_unknown_host_gets_the_same_words_whatever_it_asks_for(path):
    stranger_to_us = Client(HTTP_HOST="nessuno.test")
    answer = stranger_to_us.get(path)
    assert answer.status_code == 400
    assert answer.content == stranger_to_us.get("/altro/").content
    assert not answer.cookies


@pytest.mark.parametrize("forged", [{"HTTP_X_FORWARDED_HOST": "montiano.test"}, {"HTTP_FORWARDED": "host=montiano.test"},
                                    {"HTTP_X_ORIGINAL_HOST": "montiano.test"}, {"HTTP_X_HOST": "gestione.test"}])  # fmt: skip
def test_no_other_header_makes_an_unknown_host_known(forged):
    assert Client(HTTP_HOST="nessuno.test").get("/servizi/", **forged).status_code == 400


def test_a_host_taken_off_the_table_answers_no_more(montiano):
    row = TenantHost.objects.create(tenant=montiano, hostname="vecchio.montiano.test")
    visitor = Client(HTTP_HOST="vecchio.montiano.test")
    assert visitor.get("/servizi/").status_code == 200
    row.delete()
    assert visitor.get("/servizi/").status_code == 400


def test_the_site_of_one_municipality_never_shows_on_the_host_of_another(citizen, neighbour, union):
    names = {"Comune di Montiano": citizen, "Comune di Cesena": neighbour}
    names["Unione dei Comuni"] = Client(HTTP_HOST="unione.test")
    for name, visitor in names.items():
        title = visitor.get("/").content.decode().partition("<title>")[2].partition("</title>")[0]
        assert name in title
        assert not [other for other in names if other != name and other in title]


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/pages/", "/%61dmin/login/", "/django-admin/", "/admin/password_reset/"]
)
def test_the_admin_is_nowhere_on_a_public_host_even_for_union_it(citizen, informatica, path):
    citizen.force_login(informatica)
    answer = citizen.get(path)
    assert answer.status_code == 404
    assert "Comune di Montiano" in answer.content.decode()


def test_without_a_list_of_admin_hosts_there_is_no_admin(settings):
    settings.ADMIN_HOSTS = []
    assert Client(HTTP_HOST="gestione.test").get("/admin/login/").status_code == 400


@pytest.mark.parametrize("host", ["montiano.test", "gestione.test", "10.1.2.3:8000", "nessuno.test"])
def test_a_load_balancer_reads_no_page_from_the_probes(host, desk, citizen):
    for path in ("/healthz", "/readyz"):
        answer = Client(HTTP_HOST=host).get(path)
        assert (answer.status_code, answer.content) == (200, b"ok")
        assert answer["Cache-Control"] == "no-store"


def test_a_process_that_cannot_read_the_database_says_only_that_it_is_not_ready(citizen, monkeypatch):
    citizen.get("/healthz")  # hosts are known already

    def broken():
        raise RuntimeError("password=segreta")

    monkeypatch.setattr(connection, "cursor", broken)
    monkeypatch.setattr(
        "cms.middleware.tenancy.directory", lambda: type("Empty", (), {"tenant_for_host": lambda *a: None})()
    )
    answer = citizen.get("/readyz")
    assert answer.status_code == 503
    assert answer.content.decode() == "non pronto"
    assert citizen.get("/healthz").status_code == 200
