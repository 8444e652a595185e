"""How the words of a text and of a search are understood: pure, without the database."""

import pytest

from cms.words import nearest, plain, stem, stems


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Città", "citta"),
        ("PERCHÉ", "perche"),
        ("L’anagrafe", "l anagrafe"),
        ("dell'ufficio", "dell ufficio"),
        ("naïve", "naive"),
    ],
)
def test_accents_capitals_and_apostrophes_do_not_count(text, same):
    assert plain(text) == same


def test_words_that_mean_nothing_are_left_out():
    assert stems("la carta d’identità per gli anziani") == stems("carta identita anziani")
    assert stems("un'altra dell'anagrafe c'è") == stems("altra anagrafe")


def test_a_search_of_such_words_alone_looks_for_them():
    assert stems("chi siamo") == ["chi", "siam"]
    assert stems("di e la per")


@pytest.mark.parametrize("query", ["", "   ", "%", "_", "'; --", "«»", "\u200b", "***", "\u202e"])
def test_a_query_without_words_asks_for_nothing(query):
    assert stems(query) == []


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("certificato", "certificati"),
        ("scuola", "scuole"),
        ("nido", "nidi"),
        ("casa", "case"),
        ("rifiuto", "rifiuti"),
        ("pratica", "pratiche"),
        ("assessore", "assessori"),
    ],
)
def test_number_and_gender_have_one_stem(one, many):
    assert stem(one) == stem(many)


def test_words_that_have_nothing_in_common_keep_their_stems_apart():
    assert len({stem(word) for word in ("rifiuti", "rifare", "nido", "nodo", "imu", "multa", "multisala")}) == 7


def test_english_words_have_english_stems():
    assert stem("taxes", "en") == stem("tax", "en")
    assert stems("how to pay the taxes", "en") == ["pay", "tax"]


def test_a_mistyped_word_is_near_the_one_that_was_meant():
    known = ["certificati", "certificato", "rettificati", "nido", "nodo", "residenza"]
    assert nearest("certifcati", known)[0] == ("certificati", 1)
    assert nearest("residenzza", known) == [("residenza", 1)]
    assert nearest("rseidenza", known) == [("residenza", 1)]
    assert nearest("xyzresid", known) == []


def test_a_long_word_may_have_three_slips():
    assert nearest("defribillatore", ["defibrillatori"]) == [("defibrillatori", 3)]
    assert nearest("certifcti", ["certificato"]) == [], "a shorter one two"


def test_of_short_words_and_of_numbers_nothing_is_guessed():
    assert nearest("imi", ["imu", "tari"]) == []
    assert nearest("1944", ["1945"]) == []
