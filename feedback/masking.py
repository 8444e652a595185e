"""Personal data that people write where none is asked for, covered before anybody of the staff reads it.

A rating says nothing of who gives it (minimisation, article 5(1)(c) of the GDPR), but its comment is free text. What has
a shape of its own is covered: addresses of mail and web, telephones, tax codes, bank and card numbers, documents, plates,
and what follows «mi chiamo», «abito in», «nato il». A name with no such word before it is not recognised: the form asks
not to write any, and comments are never published word for word.
"""

import re
import unicodedata

# In the order in which they are tried at each place of the text: what comes first wins. Those without a mark stay: days,
# hours and numbers of acts look like telephones and are not.
_SHAPES: tuple[tuple[str, str, str], ...] = (
    ("web", "indirizzo web", r"(?:https?://|www\.)\S+"),
    ("mail", "email", r"[\w.+%-]+\s?(?:@|[\[(]\s?(?:at|chiocciola)\s?[\])])\s?[\w-]+(?:\.[\w-]+)+"),
    ("born", "data di nascita", r"(?<=\bnat[oa] il )\d{1,2}[ ./-](?:\d{1,2}|[a-zà]+)[ ./-]\d{2,4}"),
    (
        "tax_code",
        "codice fiscale",
        r"\b[A-Z]{3} ?[A-Z]{3} ?[0-9LMNP-V]{2} ?[A-EHLMPRST] ?[0-9LMNP-V]{2} ?[A-Z] ?[0-9LMNP-V]{3} ?[A-Z]\b",
    ),
    ("bank", "IBAN", r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"),
    ("document", "numero di documento", r"\b[A-Z]{2} ?\d{5} ?[A-Z]{2}\b|\b[A-Z]{2} ?\d{7}\b"),
    ("plate", "targa", r"\b[A-HJ-NPR-TV-Z]{2} ?\d{3} ?[A-HJ-NPR-TV-Z]{2}\b"),
    ("day", "", r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b"),
    ("hours", "", r"\b\d{1,2}[.:]\d{2}(?:\s?[-–]\s?\d{1,2}[.:]\d{2})?\b"),
    ("act", "", r"\b\d{1,7}/(?:19|20)\d{2}\b|\b(?:19|20)\d{2}/\d{1,7}\b"),
    # Before cards: two telephones in a row have as many digits as one.
    ("phone", "telefono", r"(?<![\w/])(?:(?:\+|00)39[ .-]?)?(?:3\d{2}|0\d{1,3})(?:[ ./-]?\d){5,8}(?![\w/])"),
    ("card", "numero di carta", r"\b\d(?:[ -]?\d){12,18}\b"),
    ("number", "numero", r"(?<![\w/])\d{11}(?![\w/])"),
)
_WORDS: tuple[tuple[str, str], ...] = (
    ("nome", r"\b((?i:mi chiamo|il mio nome è|firmato|sono (?:il|la) sig(?:\.ra|\.|nora|nor)?)[: ]+)"),
    (
        "indirizzo",
        r"\b((?i:(?:abito|vivo|risiedo|residente) (?:in|a)) )(?=(?i:via|viale|piazza|vicolo|corso|largo|loc))",
    ),
)
_NAME = r"[A-ZÀ-Ý][\w'’]+(?:\s+[A-ZÀ-Ý][\w'’]+){0,3}"
_STREET = r"(?i:via|viale|piazza|vicolo|corso|largo|loc\.|località)\s+[^,.;\n]{2,40}(?:,?\s*\d+\w?)?"
_FOUND = re.compile("|".join(f"(?P<{name}>{shape})" for name, _mark, shape in _SHAPES), re.IGNORECASE)
_MARKS = {name: mark for name, mark, _shape in _SHAPES}
_SAID = tuple((mark, re.compile(before + rest)) for (mark, before), rest in zip(_WORDS, (_NAME, _STREET), strict=True))


def masked(text: str) -> str:
    """The text with `[telefono]`, `[email]` and the like in place of what could say who somebody is."""
    visible = "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf"))
    covered = _FOUND.sub(_cover, visible)
    for mark, said in _SAID:
        covered = said.sub(rf"\1[{mark}]", covered)
    return covered


_ENDINGS = "com|it|eu|net|org|info|biz|ru|cn|xyz|top|click|online|site|shop|live|io|me|ly"
_LINK = re.compile(
    rf"(?:[a-z][a-z0-9+.-]*://|www\.)\S+|(?<![@\w.-])(?:[\w-]+\.)+(?:{_ENDINGS})\b(?:/\S*)?", re.IGNORECASE
)


def has_links(text: str) -> bool:
    """Whether a text holds a web address."""
    return bool(_LINK.search(text))


def without_links(text: str) -> str:
    """The text with `[indirizzo web]` in place of addresses of the web: what we write to a stranger leads nowhere else."""
    return _LINK.sub("[indirizzo web]", text)


def _cover(found: re.Match) -> str:
    mark = _MARKS[found.lastgroup]
    return f"[{mark}]" if mark and _holds(found.lastgroup, found[0]) else found[0]


def _holds(kind: str, text: str) -> bool:
    """Whether what has the shape of a card or of an IBAN has its check digits too: a protocol number has not."""
    letters = re.sub(r"[ -]", "", text).upper()
    if kind == "card":
        digits = [int(digit) for digit in reversed(letters)]
        return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0
    if kind == "bank":
        return int("".join(str(int(letter, 36)) for letter in letters[4:] + letters[:4])) % 97 == 1
    return True
