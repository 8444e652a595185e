"""Whose site is it: hosts known from data, an admin on its own host, strangers told nothing."""

import pytest
from django.test import Client

from cms.models import TenantHost

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "host", ["evil.test", "montiano.test.evil.test", "montiano.test@evil.test", "", "a b", "127.0.0.1"]
)
def test_an_unknown_host_gets_400_and_learns_nothing(host):
    answer = Client(HTTP_HOST=host).get("/servizi/")
    assert answer.status_code == 400
    body = answer.content.decode()
    assert not [word for word in ("Comune", "evil", "Django") if word in body]
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_probes_answer_on_every_host():
    for host in ("montiano.test", "127.0.0.1", "gestione.localhost"):
        assert Client(HTTP_HOST=host).get("/healthz").status_code == 200
        assert Client(HTTP_HOST=host).get("/readyz").status_code == 200


def test_a_forwarded_host_changes_nothing(citizen):
    body = citizen.get("/", HTTP_X_FORWARDED_HOST="evil.test").content.decode()
    assert "evil.test" not in body


def test_the_admin_is_not_found_on_a_public_host(citizen):
    answer = citizen.get("/admin/login/")
    assert answer.status_code == 404
    assert "Comune di Montiano" in answer.content.decode()


def test_the_admin_host_serves_no_public_page(desk):
    assert desk.get("/admin/accesso/").status_code == 200
    assert desk.get("/servizi/").status_code == 404
    assert desk.get("/")["Location"] == "/admin/"


def test_whoever_asks_for_an_icon_gets_that_of_the_body_and_the_desk_that_of_the_union(citizen, desk, montiano):
    assert f"dist/favicon-{montiano.theme}" in citizen.get("/favicon.ico")["Location"]
    assert "dist/favicon-unione" in desk.get("/favicon.ico")["Location"]


def test_a_second_host_of_a_body_answers_without_a_setting(montiano, citizen):
    TenantHost.objects.create(tenant=montiano, hostname="servizi.montiano.test")
    answer = Client(HTTP_HOST="servizi.montiano.test").get("/")
    assert answer.status_code == 200
    assert f'rel="canonical" href="{montiano.root_url}/"' in answer.content.decode()


def test_an_address_in_a_language_the_site_lacks_is_not_found_in_italian(citizen):
    answer = citizen.get("/en/servizi/")
    assert answer.status_code == 404
    assert answer["Content-Language"] == "it"
    assert "Questa pagina non c" in answer.content.decode()


NONSENSE = [
    "/servizi/?pagina=-1",
    "/servizi/?pagina=abc",
    "/servizi/?pagina=99999999999999",
    "/servizi/?pagina=%00",
    "/novita/?pagina=" + "9" * 10_000,
    "/servizi/?categoria=" + "x" * 10_000,
    "/servizi/prenotazione/?servizio=abc",
    "/servizi/prenotazione/?servizio=-1",
    "/servizi/prenotazione/?servizio=%00",
    "/cerca/?q=" + "a" * 10_000,
    "/cerca/?q=%00%00",
    "/cerca/?q='%22)%20OR%201=1--",
    "/cerca/?q=%E2%80%AE&dove=unione",
    "/cerca/?q=carta&sezione=../../etc",
    "/argomenti/anagrafe/?elenco=%00",
    "/servizi/non-esiste/",
    "/%00/",
    "/..%2f..%2fetc/passwd/",
]


@pytest.mark.parametrize("address", NONSENSE, ids=lambda address: address[:40])
def test_nonsense_in_the_address_is_never_an_error_of_ours(citizen, address):
    assert citizen.get(address).status_code in (200, 301, 302, 404)


def test_an_unknown_page_gets_the_municipality_s_own_404_with_search_and_sections(citizen):
    answer = citizen.get("/nessuna-pagina/")
    body = answer.content.decode()
    assert answer.status_code == 404
    assert 'action="/cerca/"' in body
    for path in ("/servizi/", "/novita/", "/amministrazione/", "/vivere-il-comune/"):
        assert f'href="{path}"' in body
