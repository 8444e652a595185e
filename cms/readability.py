"""How easy a text is to read in Italian: the Gulpease index.

0 is unreadable, 100 is plain. A person with a middle-school certificate reads without effort from 60 up.
Source: Lucisano and Piemontese (GULP, Sapienza 1988).
"""

import re

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SENTENCE_END = re.compile(r"[.!?;:]+(?=\s|$)|\n+")


def gulpease(text: str) -> int:
    """Return the Gulpease index (0 to 100) of a plain text; a line break ends a sentence, as in a list.

    An empty text scores 100: there is nothing hard in it.
    """
    words = _WORD.findall(text)
    if not words:
        return 100
    letters = sum(1 for word in words for char in word if char.isalnum())
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    return max(0, min(100, round(89 + (300 * sentences - 10 * letters) / len(words))))
