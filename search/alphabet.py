"""Words in alphabetical order, so that of tens of thousands only those that matter are looked at: pure."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from cms.words import MOST_SLIPS

AFTER_ALL = "\U0010ffff"


class Alphabet:
    """Different words."""

    def __init__(self, words: Iterable[str]):
        self.words = sorted(words)

    def beginning_with(self, start: str) -> list[str]:
        """Words that begin so, in their order."""
        return self.words[bisect_left(self.words, start) : bisect_left(self.words, start + AFTER_ALL)]

    def around(self, word: str) -> list[str]:
        """All the words that `cms.words.nearest` may take for this one, and few others, in their order.

        Whoever got the first letter right is in that part of the alphabet; whoever did not made that one mistake, of
        which there are not many.
        """
        first, least, most = word[:1], len(word) - MOST_SLIPS, len(word) + MOST_SLIPS
        right = [other for other in self.beginning_with(first) if least <= len(other) <= most]
        wrong = sorted(other for other in self._first_letter_mistaken(word) if other[0] != first and self._has(other))
        place = bisect_left(wrong, first)
        return [*wrong[:place], *right, *wrong[place:]]

    def _first_letter_mistaken(self, word: str) -> set[str]:
        """What `word` is with its first letter changed, missing, left out or after the second."""
        rest = word[1:]
        found = {letter + end for letter in self._letters for end in (word, rest)}
        return {one for one in (*found, rest, rest[:1] + word[:1] + rest[1:]) if one}

    @cached_property
    def _letters(self) -> set[str]:
        return {word[0] for word in self.words}

    def _has(self, word: str) -> bool:
        place = bisect_left(self.words, word)
        return place < len(self.words) and self.words[place] == word
