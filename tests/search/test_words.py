"""How the words of a search are understood: pure, without the database."""

import pytest

from cms.words import SHORTEST_STEM, plain, stems


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
    assert stems("la carta di identità per gli anziani") == stems("carta identita anziani")
    assert stems("di e la per") == []


@pytest.mark.parametrize("query", ["", "   ", "%", "_", "'; --", "«»", "\u200b", "***"])
def test_a_query_without_words_asks_for_nothing(query):
    assert stems(query) == []


def test_number_and_gender_are_the_same_beginning():
    for one, many in (("certificato", "certificati"), ("scuola", "scuole"), ("nido", "nidi"), ("casa", "case")):
        assert stems(one) == stems(many)


def test_short_words_and_acronyms_stay_whole():
    assert SHORTEST_STEM == 4
    assert stems("IMU") == [("imu",)]


def test_at_most_eight_words_are_looked_for():
    assert len(stems(" ".join(f"parola{number}x" for number in range(50)))) == 8
