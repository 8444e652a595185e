"""Whatever is typed into a search or written into its address: an answer, never an error, and no more work than usual."""

import random
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.views import LONGEST
from tests.factories import a_service
from tests.reading import texts

pytestmark = pytest.mark.django_db

MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><svg onload=alert(1)>",
    "{{ 7|add:7 }}",
)
QUERIES = {
    "nothing": "",
    "spaces": " \t\n\u00a0 ",
    "ten thousand letters": "a" * 10_000,
    "ten thousand words": "passo " * 10_000,
    "only words without meaning": "di e la per con",
    "one letter": "e",
    "operators of SQLite": 'passo NEAR/3 carrabile AND NOT "x" OR title:passo* ^passo -carrabile + (passo',
    "quotes that are not closed": "\"passo ''carrabile' ``",
    "operators of PostgreSQL": "passo & !carrabile | (x <-> y) <2> z:*A 'q':B \\",
    "signs of LIKE": "%_%\\%",
    "null bytes": "passo\x00carrabile\x00",
    "right to left": "\u202epassoelibarrac\u202c \u200f\u200e\u2066x\u2069",
    "invisible": "\u200b\ufeff\u00ad",
    "SQL": "'; DROP TABLE search_posting; --",
    "more SQL": "1' OR '1'='1' UNION SELECT password FROM cms_user --",
    "signs of Python": "%s %(x)s {0} {x!r} %d",
    "other writings": "证书 сертификат شهادة प्रमाणपत्र 🏛️",
    "letters with many accents": "z" + "\u0301" * 100,
    "letters that grow": "İßŉǰΐ ﷺ ½",
    "an address": "https://esempio.test/?q=passo&pagina=2#x",
    "a path": "../../etc/passwd",
    **{f"markup {number}": text for number, text in enumerate(MARKUP)},
}
ADDRESSES = ("/cerca/?q={}", "/cerca/?q={}&dove=unione", "/cerca/?q={}&sezione=servizi")


@pytest.fixture
def sheet(montiano):
    return a_service(montiano, "Passo carrabile", summary="Per entrare in casa: e di la per con.")


def page_of(client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, (address[:80], answer.status_code)
    content = answer.content.decode()
    for text in MARKUP[:3]:
        assert text not in content, address[:80]
    page = BeautifulSoup(content, "html.parser")
    assert page.h1.get_text() == "Ricerca", address[:80]
    return page


def work_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        page_of(client, address)
    return len(asked)


@pytest.mark.parametrize("address", ADDRESSES)
def test_whatever_is_typed_there_is_an_answer_and_it_costs_no_more_than_any_search(citizen, sheet, address):
    page_of(citizen, address.format("passo"))  # menus, footer and words are made once
    usual = work_of(citizen, address.format(quote("passo carrabile")))
    assert usual <= 12, "five of them count the search"
    work = {name: work_of(citizen, address.format(quote(text))) for name, text in QUERIES.items()}
    assert {name: many for name, many in work.items() if many > usual} == {}


@pytest.mark.parametrize("text", [*QUERIES.values()], ids=[*QUERIES])
def test_what_was_typed_comes_back_in_the_field_and_nowhere_as_markup(citizen, sheet, text):
    page = page_of(citizen, f"/cerca/?q={quote(text)}")
    kept = " ".join(text.replace("\x00", " ").split())[:LONGEST]
    assert page.select_one("#cerca-pagina").get("value", "") == kept
    assert not page.main.select("script:not([src]):-soup-contains('alert'), img[onerror], svg[onload]")


SAME = {
    "null bytes": "passo\x00carrabile",
    "operators of SQLite": '"passo" AND carrabile*',
    "operators of PostgreSQL": "passo:* & !carrabile",
    "right to left": "\u202epasso\u202c carrabile",
    "wide letters": "ｐａｓｓｏ carrabile",
    "capitals and accents": "PÀSSO CARRÁBILE",
}


@pytest.mark.parametrize("text", [*SAME.values()], ids=[*SAME])
def test_signs_around_words_are_no_part_of_them(citizen, sheet, text):
    assert texts(page_of(citizen, f"/cerca/?q={quote(text)}"), ".card-list .it-card-title") == [sheet.title]


def test_the_words_of_a_page_are_escaped_where_they_are_marked(citizen, montiano):
    a_service(montiano, "Passo", summary="Il passo <script>alert(1)</script> carrabile")
    page = page_of(citizen, "/cerca/?q=carrabile")
    assert texts(page, ".card-list mark") == ["carrabile"]
    assert "<script>alert(1)</script>" in page.select_one(".card-list").get_text()


def test_asked_twice_the_last_word_counts(citizen, sheet):
    page = page_of(citizen, "/cerca/?q=zzz&q=carrabile")
    assert texts(page, ".card-list .it-card-title") == [sheet.title]
    assert page.select_one("#cerca-pagina")["value"] == "carrabile"


NONSENSE = (
    "",
    "0",
    "-1",
    "999999",
    "9" * 5000,
    "abc",
    "1.5",
    "²",
    "٣",
    "\x00",
    "%",
    "'",
    *MARKUP,
    "..",
    "//",
    "a" * 9000,
)


@pytest.mark.parametrize("name", ["pagina", "sezione", "dove"])
def test_nonsense_beside_a_search_is_never_an_error(citizen, sheet, name):
    for text in NONSENSE:
        page_of(citizen, f"/cerca/?q=passo&{name}={quote(text)}")
        page_of(citizen, f"/cerca/?q=passo&dove=unione&{name}={quote(text)}")


def test_a_page_of_results_that_does_not_exist_is_the_nearest_one(citizen, sheet):
    for text in ("0", "-1", "999999", "abc", "9" * 5000):
        assert texts(page_of(citizen, f"/cerca/?q=passo&pagina={text}"), ".card-list .it-card-title") == [
            sheet.title
        ], text[:9]


def test_a_section_that_does_not_exist_holds_nothing(citizen, sheet):
    for text in ("zzz", "..", "servizi%", "serviz_", "servizi' OR '1'='1", "servizi\x00"):
        assert texts(page_of(citizen, f"/cerca/?q=passo&sezione={quote(text)}"), ".card-list .it-card-title") == [], (
            text
        )


def test_bytes_that_are_no_text_are_no_error(citizen, sheet):
    for text in ("%ff%fe", "passo%80", "%c3", "%ed%a0%80"):
        page_of(citizen, f"/cerca/?q={text}")


def test_the_union_s_own_search_answers_the_same(union, sheet):
    hub = Client(HTTP_HOST="unione.test")
    for text in QUERIES.values():
        page_of(hub, f"/cerca/?q={quote(text)}")


def test_in_a_language_that_no_site_speaks_there_is_an_answer_too(citizen, sheet):
    for address in ("/en/cerca/?q=passo", "/en/cerca/?q=passo&dove=unione"):
        assert citizen.get(address).status_code in (200, 404), address


def test_ten_mistyped_words_in_all_the_sites_are_one_search(citizen, montiano, monkeypatch):
    """Each may mean five things in every site: SQLite refuses a question of more than 500 parts."""
    monkeypatch.setattr("search.finding.PARTS_AT_ONCE", 7)
    letters = random.Random(7)
    meant = ["".join(letters.choices("abcdefghilmnopqrstuvz", k=9)) for _word in range(10)]
    text = " ".join(f"{word}{letter}" for word in meant for letter in "bcdf")
    a_service(montiano, "Passo carrabile", audience=f"<p>{text}</p>")
    page = page_of(citizen, f"/cerca/?q={quote(' '.join(meant))}&dove=unione")
    assert texts(page, ".page-section .it-card-title") == ["Passo carrabile"]


def test_a_search_of_more_parts_than_sqlite_takes_is_no_error(montiano):
    from search.finding import RESULTS, _best_of

    a_service(montiano, "Passo carrabile")
    asked = [(montiano.pk, f"stem{number}") for number in range(1200)] + [(montiano.pk, "pass")]
    found = _best_of(asked, "it", RESULTS.of_a_stem)
    assert {asked[place] for place, _document, _weight in found} == {(montiano.pk, "pass")}
    assert len(found) <= RESULTS.of_a_stem


def test_a_word_longer_than_is_kept_is_found_all_the_same(citizen, montiano):
    long = "modulorichiestaautorizzazioneoccupazionesuolopubblico"
    sheet = a_service(montiano, "Passo", summary=f"Il file {long}.pdf")
    assert texts(page_of(citizen, f"/cerca/?q={long}"), ".card-list .it-card-title") == [sheet.title]
