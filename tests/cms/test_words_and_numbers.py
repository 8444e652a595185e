"""Small rules at their edges: amounts, mini markup, ease of reading."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from wagtail.utils.timestamps import render_timestamp

from cms.documents import size_text
from cms.formats import day, euro, the_day
from cms.markup import to_rich_text
from cms.models import Tenant
from cms.readability import gulpease


@pytest.mark.parametrize(
    ("amount", "words"),
    [(Decimal("0.00"), "Gratuito"), (Decimal("-0"), "Gratuito"), (0.1, "0,10 €"), (Decimal("16"), "16,00 €"),
      (Decimal("1000000"), "1.000.000,00 €"), (Decimal("999.9"), "999,90 €")],
)  # fmt: skip
def test_amounts_are_written_to_the_cent_and_grouped(amount, words):
    assert euro(amount).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("size", "words"), [(None, ""), (1, "meno di 1 KB"), (1023, "meno di 1 KB"), (1024, "1,0 KB"), (22_630, "22,1 KB")]
)
def test_nobody_counts_bytes(size, words):
    assert size_text(size).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("value", "pattern", "italian", "english"),
    [
        (date(2027, 7, 1), "j F Y", "1° luglio 2027", "1 July 2027"),
        (date(2027, 8, 1), "l j F", "domenica 1° agosto", "Sunday 1 August"),
        (date(2027, 7, 11), "j F Y", "11 luglio 2027", "11 July 2027"),
        (date(2027, 7, 1), "F Y", "luglio 2027", "July 2027"),
        (datetime(2027, 6, 30, 22, 30, tzinfo=UTC), "j F Y, H:i", "1° luglio 2027, 00:30", "1 July 2027, 00:30"),
        (None, "j F Y", "", ""),
    ],
)
def test_the_first_of_a_month_is_written_as_people_say_it(value, pattern, italian, english):
    for language, words in (("it", italian), ("en", english)):
        with translation.override(language):
            assert day(value, pattern) == words


@pytest.mark.parametrize(
    ("value", "how", "italian", "english"),
    [
        (date(2027, 12, 9), "il j F Y", "il 9 dicembre 2027", "9 December 2027"),
        (date(2027, 12, 8), "il j F Y", "l'8 dicembre 2027", "8 December 2027"),
        (date(2027, 7, 11), "dal j F", "dall'11 luglio", "11 July"),
        (date(2027, 7, 11), "al j F", "all'11 luglio", "11 July"),
        (date(2027, 7, 1), "del j F", "del 1° luglio", "1 July"),
        (date(2027, 7, 18), "Al j F", "Al 18 luglio", "18 July"),
        (date(2027, 7, 8), "Al j F", "All'8 luglio", "8 July"),
        (date(2027, 12, 8), "il d/m/Y", "l'08/12/2027", "08/12/2027"),
        (date(2027, 8, 12), "il j/n/Y", "il 12/8/2027", "12/8/2027"),
        (None, "il j F Y", "", ""),
    ],
)
def test_the_article_before_a_day_loses_its_vowel_before_eight_and_eleven(value, how, italian, english):
    for language, words in (("it", italian), ("en", english)):
        with translation.override(language):
            assert the_day(value, how) == words


def test_what_libraries_write_by_themselves_gives_months_no_capital():
    """As «locked on…», which Wagtail writes."""
    with translation.override("it"):
        assert render_timestamp(datetime(2026, 11, 4, 8, 30, tzinfo=UTC)) == "4 novembre 2026, 09:30"


def test_whose_a_thing_is_follows_the_name_of_the_body():
    assert Tenant(name="Comune di Cesena", kind=Tenant.Kind.MUNICIPALITY).of_name == "del Comune di Cesena"
    assert Tenant(name="Unione dei Comuni", kind=Tenant.Kind.UNION).of_name == "dell'Unione dei Comuni"


def test_amounts_are_italian_in_every_language():
    with translation.override("it"):
        assert euro(Decimal("1234.5")).replace("\xa0", " ") == "1.234,50 €"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("   \n\n  \n", ""),
        ("a\nb", "<p>a b</p>"),
        ("a\n \t\nb", "<p>a</p><p>b</p>"),
        ("- a\n\n- b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("- a\n1. b\nc", "<ul><li>a</li></ul><ol><li>b</li></ol><p>c</p>"),
        ("10. a", "<ol><li>a</li></ol>"),
        ("10.a", "<p>10.a</p>"),
        ("-a", "<p>-a</p>"),
        ("- **a** b", "<ul><li><b>a</b> b</li></ul>"),
        ("[qui](/servizi/)", '<p><a href="/servizi/">qui</a></p>'),
        ("[x](http://a.it/)", "<p>[x](http://a.it/)</p>"),
        ("[**x**](https://a.it/)", '<p><a href="https://a.it/"><b>x</b></a></p>'),
        ('[x](https://a.it/"onclick="y)', '<p>[x](https://a.it/"onclick="y)</p>'),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
        ("l'ufficio «uno»", "<p>l'ufficio «uno»</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ],
)
def test_the_mini_markup_at_its_edges(text, html):
    assert to_rich_text(text) == html


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("", 100),
        ("... !?", 100),
        ("Il sole scalda.", 100),  # 89 + (300 - 10 * 13) / 3, cut at 100
        ("parola " * 30, 39),  # 89 + (300 - 10 * 180) / 30
        ("precipitevolissimevolmente", 100 - 11 + 300 - 260),  # one word, 26 letters: 129, cut below
        ("amministrazione " * 40, 0),  # 89 + (300 - 10 * 600) / 40 < 0
    ],
)
def test_the_index_is_that_of_its_authors(text, score):
    assert gulpease(text) == min(100, score)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Vieni. Porta la foto.", "Vieni! Porta la foto?"), ("Vieni\nPorta la foto", "Vieni. Porta la foto."),
     ("l'ufficio apre", "l’ufficio apre")],
)  # fmt: skip
def test_the_sign_that_ends_a_sentence_does_not_change_it(one, other):
    assert gulpease(one) == gulpease(other)


def test_a_point_inside_a_number_or_an_address_ends_no_sentence():
    assert gulpease("La tassa costa 16.50 euro e si paga su pagopa.gov.it entro maggio") < gulpease(
        "La tassa costa 16. 50 euro e si paga su pagopa. gov. it entro maggio"
    )
