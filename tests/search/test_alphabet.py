"""Of many words only those that matter are looked at, and none that matters is left out."""

import random

from cms.words import nearest
from search.alphabet import Alphabet

CHANCE = random.Random(7)
LETTERS = "abcdei"  # few, so that many words are near one another


def a_word() -> str:
    return "".join(CHANCE.choice(LETTERS) for _letter in range(CHANCE.randint(1, 9)))


WORDS = sorted({a_word() for _word in range(4000)})
ALPHABET = Alphabet(WORDS)


def test_the_words_around_one_hold_all_that_it_may_be_a_slip_of():
    for _turn in range(300):
        typed = a_word()
        assert nearest(typed, ALPHABET.around(typed), len(WORDS)) == nearest(typed, WORDS, len(WORDS)), typed


def test_the_words_around_one_are_few():
    looked_at = [len(ALPHABET.around(a_word())) for _turn in range(100)]
    assert sum(looked_at) / len(looked_at) < len(WORDS) / 4


def test_words_that_begin_so_come_in_their_order():
    found = Alphabet(["nido", "neve", "nidi", "orto"]).beginning_with("n")
    assert found == ["neve", "nidi", "nido"]
    assert Alphabet([]).beginning_with("n") == Alphabet([]).around("nido") == []
