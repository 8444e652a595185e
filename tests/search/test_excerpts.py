"""The few words of a page that say why it was found: pure, without the database."""

import random
import re
import time

import pytest

from cms.words import stem
from search.excerpts import LONGEST, excerpt

FILLER = "Nei giorni di festa le sale restano chiuse. " * 20


def shown(text: str, *wanted: str, language: str = "it") -> str:
    return str(excerpt(text, {stem(word, language) for word in wanted}, language))


def marked(text: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", text)


def plain(text: str) -> str:
    return text.replace("<mark>", "").replace("</mark>", "")


def test_what_was_looked_for_is_marked_in_any_of_its_forms():
    assert shown("Il certificato e i Certificati.", "certificati") == (
        "Il <mark>certificato</mark> e i <mark>Certificati</mark>."
    )


def test_accents_and_elisions_are_marked_as_they_are_written():
    assert marked(shown("L’identità dell'anagrafe", "identita", "anagrafe")) == ["identità", "anagrafe"]
    assert marked(shown("La TRIBÙ dei più giovani", "tribu")) == ["TRIBÙ"]


def test_a_word_inside_another_is_not_marked():
    assert marked(shown("Un nidificare di rondini", "nido")) == []


def test_words_joined_by_an_underscore_are_marked_like_any_other():
    """So are files named, and so are they found."""
    assert marked(shown("modulo_residenza.pdf", "residenza")) == ["residenza"]


def test_english_words_are_marked_as_english():
    assert marked(shown("Paying taxes", "tax", "pay", language="en")) == ["Paying", "taxes"]


HOSTILE = (
    "<script>alert(1)</script> residenza",
    "residenza <img src=x onerror=alert(1)>",
    "<mark>residenza</mark> & \"virgolette\" 'apici'",
    "residenza" * 3 + "</mark><b>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_of_a_text_is_never_markup_of_the_page(text):
    found = shown(text, "residenza", "script", "b", "mark", "alert")
    assert "<" not in plain(found)
    assert ">" not in plain(found)


def test_signs_of_a_text_are_read_as_they_are():
    assert shown("Tari & Imu: 5 < 6", "imu") == "Tari &amp; <mark>Imu</mark>: 5 &lt; 6"


def test_without_any_of_the_words_a_text_is_shown_from_its_beginning():
    assert shown("Orari dello sportello.", "residenza") == "Orari dello sportello."
    assert shown(FILLER, "residenza").startswith("Nei giorni di festa")
    assert shown("", "residenza") == ""
    assert shown("Orari dello sportello.") == "Orari dello sportello."


def test_a_long_text_is_cut_between_words_and_says_so():
    found = shown(f"{FILLER}La residenza si chiede qui. {FILLER}", "residenza")
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert marked(found) == ["residenza"]
    assert len(plain(found)) <= LONGEST + 4
    assert {*plain(found).strip("… ").split()} <= {*f"{FILLER}La residenza si chiede qui.".split()}


def test_a_short_text_is_shown_whole():
    text = "La residenza " + "x" * (LONGEST - 13)
    assert plain(shown(text, "residenza")) == text


def test_the_part_with_most_different_words_is_chosen():
    text = f"Residenza, residenza, residenza. {FILLER} Il certificato di residenza. {FILLER}"
    assert marked(shown(text, "residenza", "certificato")) == ["certificato", "residenza"]


def test_of_parts_that_say_as_much_the_first_is_chosen():
    assert marked(shown(f"{FILLER} residenze {FILLER} residenza", "residenza")) == ["residenze"]


def test_a_word_after_a_long_address_is_seen():
    text = f"{FILLER} https://esempio.test/{'x' * 400} residenza {FILLER}"
    assert marked(shown(text, "residenza")) == ["residenza"]


def test_a_text_without_spaces_is_cut_all_the_same():
    found = shown("x" * 5000, "residenza")
    assert found == "x" * LONGEST + " …"


def test_whatever_the_text_a_word_that_is_in_it_is_seen():
    chance = random.Random(20261124)
    for _time in range(300):
        words = ["a" * chance.randint(1, 60) for _word in range(chance.randint(0, 80))]
        words.insert(chance.randint(0, len(words)), "residenza")
        text = " ".join(words)
        found = shown(text, "residenza")
        assert marked(found) == ["residenza"], text
        assert plain(found).removeprefix("… ").removesuffix(" …") in text


def test_a_text_that_says_the_same_word_thousands_of_times_is_quick():
    """A few words without meaning, asked alone, are all over a regulation: its excerpt takes no longer for that."""
    text = "di la per " * 3000
    shown(text, "di")  # stems are known
    before = time.process_time()
    assert len(plain(shown(text, "di", "la", "per"))) <= LONGEST + 4
    assert time.process_time() - before < 1
