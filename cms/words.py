"""Words of a text and of a search, compared without accents and by their beginning: the same for every list.

"certificati" finds "certificato"; articles and prepositions count for nothing.
"""

import unicodedata

SHORTEST_STEM = 4
VOWELS = "aeio"
STOP_WORDS = frozenset(
    [
        "a",
        "ad",
        "al",
        "allo",
        "alla",
        "ai",
        "agli",
        "alle",
        "con",
        "da",
        "dal",
        "dalla",
        "dei",
        "del",
        "della",
        "delle",
        "di",
        "e",
        "ed",
        "gli",
        "i",
        "il",
        "in",
        "la",
        "le",
        "lo",
        "l",
        "d",
        "nel",
        "nella",
        "o",
        "per",
        "su",
        "un",
        "una",
        "uno",
        "the",
        "of",
        "to",
        "and",
        "for",
        "in",
        "on",
    ]
)


def plain(text: str) -> str:
    """Lower case without accents, apostrophes as spaces."""
    text = unicodedata.normalize("NFKD", text.lower().replace("’", " ").replace("'", " "))
    return "".join(char for char in text if not unicodedata.combining(char))


def split(text: str) -> list[str]:
    """Words of a text, plain and without the signs around them."""
    return "".join(char if char.isalnum() else " " for char in plain(text)).split()


def stems(query: str) -> list[tuple[str, ...]]:
    """For each word that matters, the beginnings that will do.

    The last vowel of a word goes, because in Italian it tells number and gender. Of a short word too little would be
    left: "nido" looks for "nida", "nide", "nidi", "nido", not for every word in "nid".
    """
    return [_beginnings(word) for word in split(query) if word not in STOP_WORDS][:8]


def _beginnings(word: str) -> tuple[str, ...]:
    if len(word) < SHORTEST_STEM or word[-1] not in VOWELS:
        return (word,)
    root = word[:-1]
    return (root,) if len(word) > SHORTEST_STEM else tuple(root + vowel for vowel in VOWELS)


def holds_all(words: str, wanted: list[tuple[str, ...]]) -> bool:
    """Whether a text, already split and joined by spaces, has a word for each beginning that is wanted."""
    text = f" {words}"
    return all(any(f" {stem}" in text for stem in beginnings) for beginnings in wanted)
