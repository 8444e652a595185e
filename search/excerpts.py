"""The few words of a page that say why it was found, with the words that were looked for marked."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cms.words import plain, stem

LONGEST = 180
BEFORE = 60  # letters at most that are shown before the first word that is wanted
_WORD = re.compile(r"[^\W_]+")


def excerpt(text: str, wanted: set[str], language: str) -> SafeString:
    """The part of a text, of `LONGEST` letters or so, with the most different words of which the stem is wanted."""
    said = {word: which for word in {*_WORD.findall(text)} if (which := _stem(word, language)) in wanted}
    marked = sorted((at, at + len(word), which) for word, which in said.items() for at in _places(text, word))
    start, end = _window(text, marked)
    shown = _mark(text, [(a, b) for a, b, _which in marked if a >= start and b <= end], start, end)
    return mark_safe(f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}")


def _places(text: str, word: str) -> Iterator[int]:
    """Where a text has a word, not as a part of a longer one."""
    at = text.find(word)
    while at >= 0:
        if not (text[at - 1 : at].isalnum() or text[at + len(word) : at + len(word) + 1].isalnum()):
            yield at
        at = text.find(word, at + len(word))


@lru_cache(maxsize=100_000)  # ten results have thousands of words, mostly the same
def _stem(word: str, language: str) -> str:
    return stem(plain(word), language)


def _window(text: str, marked: list[tuple[int, int, str]]) -> tuple[int, int]:
    """Where to begin and to end: at the beginning, which says what the page is for, unless another part says more."""
    best, most = 0, len({which for _start, end, which in marked if end <= LONGEST})
    for place, (at, _end, _which) in enumerate(marked):
        near = marked[place : place + LONGEST // 2]  # no more words than these find room
        said = len({which for _start, end, which in near if end <= at + LONGEST - BEFORE})
        if said > most:
            best, most = at, said
    start = (text.rfind(" ", max(best - BEFORE, 0), best - 30) + 1 or best) if best > 40 else 0
    end = len(text) if start + LONGEST >= len(text) else text.rfind(" ", start, start + LONGEST + 1)
    return start, end if end > start else min(start + LONGEST, len(text))


def _mark(text: str, places: list[tuple[int, int]], start: int, end: int) -> str:
    pieces, at = [], start
    for a, b in places:
        pieces += [escape(text[at:a]), "<mark>", escape(text[a:b]), "</mark>"]
        at = b
    return "".join([*pieces, escape(text[at:end])])
