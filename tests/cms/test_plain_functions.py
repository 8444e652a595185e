"""Rules without a database: numbers, words, lists, markup, hours."""

import datetime
from decimal import Decimal

import pytest

from cms.blocks.hours import OpeningHoursBlock
from cms.completeness import is_filled, missing_parts
from cms.formats import euro
from cms.lists import page_number
from cms.markup import to_rich_text
from cms.readability import gulpease
from cms.tree import inside


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2), ("", 1), ("-1", 1), ("abc", 1), ("\x00", 1), ("9" * 1000, 1), ("²", 1), ("1.5", 1)],
)
def test_a_page_number_that_makes_no_sense_is_the_first(text, number):
    assert page_number(text) == number


@pytest.mark.parametrize(
    ("amount", "words"),
    [(Decimal("22.21"), "22,21 €"), (Decimal("0"), "Gratuito"), (Decimal("1234.5"), "1.234,50 €"), (None, "")],
)
def test_amounts_are_written_the_italian_way(amount, words):
    assert euro(amount).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Uno.\n\nDue.", "<p>Uno.</p><p>Due.</p>"),
        ("Porta:\n- la foto\n- la carta", "<p>Porta:</p><ul><li>la foto</li><li>la carta</li></ul>"),
        ("1. Chiama\n2. Vieni", "<ol><li>Chiama</li><li>Vieni</li></ol>"),
        ("**Attento** a <b>", "<p><b>Attento</b> a &lt;b&gt;</p>"),
        ("Vai su [INPS](https://www.inps.it/)", '<p>Vai su <a href="https://www.inps.it/">INPS</a></p>'),
        ("[male](javascript:alert(1))", "<p>[male](javascript:alert(1))</p>"),
    ],
)
def test_the_mini_markup_becomes_rich_text_and_nothing_else(text, html):
    assert to_rich_text(text) == html


def test_short_sentences_read_more_easily_than_long_ones():
    plain = "Vieni in municipio. Porta la foto. La carta arriva a casa."
    knotty = (
        "Il richiedente, al fine dell'ottenimento del documento in oggetto, dovrà necessariamente presentarsi "
        "personalmente presso i competenti uffici comunali munito della documentazione fotografica prescritta"
    )
    assert gulpease(plain) > 80 > 50 > gulpease(knotty)
    assert gulpease("") == 100


@pytest.mark.parametrize("value", [None, "", "<p></p>", "<p>&nbsp;</p>".replace("&nbsp;", "\xa0"), [], ()])
def test_markup_and_spaces_alone_say_nothing(value):
    assert not is_filled(value)


def test_what_is_missing_is_told_by_its_public_name():
    missing = missing_parts({"how_to": "Come fare", "outcome": "Cosa si ottiene"}, {"how_to": "<p>Vieni.</p>"})
    assert list(missing) == ["outcome"]
    assert "«Cosa si ottiene»" in missing["outcome"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (["lun", "mar", "mer", "gio", "ven"], "da lunedì a venerdì"),
        (["ven", "lun"], "lunedì e venerdì"),
        (["mar"], "martedì"),
        (["lun", "mer", "ven"], "lunedì, mercoledì e venerdì"),
    ],
)
def test_days_are_named_as_people_say_them(days, words):
    value = OpeningHoursBlock().to_python({"days": days, "opens": "08:30", "closes": "12:30"})
    assert value.days_label == words
    assert value.times_label == "8:30 - 12:30"
    assert value["opens"] == datetime.time(8, 30)


def test_a_place_of_the_tree_holds_its_descendants_and_not_its_neighbours():
    low, high = dict(inside("00010002").children).values()
    assert low <= "00010002" < high
    assert low <= "000100020001ZZZZ" < high
    assert not low <= "00010003" < high
