"""Every kind of page meets every kind of nonsense after the question mark."""

import pytest

from tests.factories import a_news_item, a_service

pytestmark = pytest.mark.django_db
PAGES = ["/", "/servizi/", "/servizi/ambiente/", "/novita/", "/novita/notizie/", "/amministrazione/politici/",
         "/vivere-il-comune/luoghi/", "/argomenti/", "/argomenti/mercato/", "/mappa-del-sito/", "/domande-frequenti/",
         "/servizi/prenotazione/", "/cerca/"]  # fmt: skip
NAMES = ["pagina", "tipo", "categoria", "argomento", "servizio", "ufficio", "elenco", "sezione", "dove", "q"]
VALUES = ["-1", "0", "abc", "99999999999", "1" * 10_000, "a" * 10_000, "%00", "x%00y", "%FF", "%ED%A0%80", "%C2%B2",
          "%D9%A3", "1.5", "1e3", "%2e%2e%2f", "%27%22%3Cscript%3E", "%F0%9F%8F%9B"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_nonsense_gives_the_nearest_page(citizen, settings, path):
    settings.PAGE_CACHE = False
    for value in VALUES:
        answer = citizen.get(f"{path}?{'&'.join(f'{name}={value}' for name in NAMES)}")
        assert answer.status_code in (200, 404), (path, value[:60])
        assert b"<script>" not in answer.content


@pytest.mark.parametrize("path", PAGES)
def test_the_same_from_the_cache(citizen, path):
    for query in (
        "pagina=" + "1" * 10_000,
        "pagina=%00",
        "categoria=%ED%A0%80",
        "tipo=a&tipo=b",
        "=",
        "&&&",
        "%00=%00",
    ):
        assert citizen.get(f"{path}?{query}").status_code in (200, 404), query[:60]


def test_a_sheet_and_a_news_item_stand_them_too(citizen, montiano):
    for page in (a_service(montiano), a_news_item(montiano)):
        for value in VALUES:
            assert citizen.get(f"{page.path_url}?pagina={value}&categoria={value}").status_code == 200


@pytest.mark.parametrize(
    ("query", "address"),
    [("pagina=1", "/servizi/"), ("pagina=abc", "/servizi/"), ("pagina=" + "0" * 9000 + "2", "/servizi/"),
     ("pagina=%C2%B2", "/servizi/"), ("pagina=2", "/servizi/?pagina=2"), ("utm=x&pagina=003", "/servizi/?pagina=3")],
)  # fmt: skip
def test_the_canonical_address_keeps_only_a_page_number_that_makes_sense(citizen, montiano, query, address):
    html = citizen.get(f"/servizi/?{query}").content.decode()
    assert f'rel="canonical" href="{montiano.root_url}{address}"' in html


@pytest.mark.parametrize("path", ["/" + "a" * 10_000 + "/", "/" + "a/" * 2_000, "/%FF/", "/servizi//", "/.env", "/wp-login.php",
                                  "/documents/99999999999999999999/x.pdf", "/_util/authenticate_with_password/0/0/",
                                  "/_util/authenticate_with_password/99999999999999999999/1/", "/media/images/%00",
                                  "/media/images/../../cms/settings.py"])  # fmt: skip
def test_addresses_that_nobody_gave_out_lead_nowhere(citizen, path):
    assert citizen.get(path).status_code in (400, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_a_page_is_only_read(citizen, method):
    answer = getattr(citizen, method)("/servizi/")
    assert answer.status_code in (200, 403, 405)
    assert not answer.cookies
    assert answer.get("X-Page-Cache") is None
    assert "public" not in answer.get("Cache-Control", "")
