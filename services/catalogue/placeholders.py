"""Marks in a shared text that become each municipality's own words: its name, the office, its phone, its address."""

import re
from collections.abc import Callable
from html import escape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

KNOWN = {
    "comune": "il nome del Comune",
    "ufficio": "il nome dell'ufficio competente",
    "telefono": "il telefono dell'ufficio",
    "indirizzo": "l'indirizzo dell'ufficio",
}
MARK = re.compile(r"\{([^{}<>]*)\}")


def problem_in(text: str) -> str:
    """What is wrong with the marks of a text, in the words of who writes it; empty when nothing is."""
    plain = strip_tags(text)
    unknown = [mark for mark in MARK.findall(plain) if mark not in KNOWN]
    known = ", ".join(f"{{{name}}}" for name in KNOWN)
    if unknown:
        return f"«{{{unknown[0]}}}» non è un segnaposto che conosco. Puoi usare: {known}."
    # Whole in the plain text but cut by markup in the source: a mark that is half in bold would never be replaced.
    if plain.count("{") != plain.count("}") or len(MARK.findall(plain)) != plain.count("{"):
        return f"C'è una parentesi graffa senza la sua compagna. I segnaposti sono: {known}."
    if len(MARK.findall(text)) != len(MARK.findall(plain)):
        return "Un segnaposto è in parte in grassetto o in un link: dagli un solo aspetto."
    return ""


def problem_anywhere(value) -> str:
    """The first problem in a value of any kind: a text, a block, a list of them."""
    if isinstance(value, str):
        return problem_in(value)
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return next(filter(None, map(problem_anywhere, items)), "")


def fill(value, words: Callable[[str], str]):
    """A value of any kind with its marks replaced; `words(name)` gives the municipality's word."""
    if isinstance(value, str):
        return _fill_text(value, words) if "{" in value else value
    if isinstance(value, dict):
        return {key: fill(item, words) for key, item in value.items()}
    return [fill(item, words) for item in value] if isinstance(value, list) else value


def _fill_text(text: str, words: Callable[[str], str]) -> str:
    write = escape if text.lstrip().startswith("<") else str
    return MARK.sub(lambda mark: write(words(mark[1])) if mark[1] in KNOWN else mark[0], text)


def words_of(tenant, card: dict | None) -> Callable[[str], str]:
    """The words of a municipality; `card` is the contact card of the competent office, if the sheet has one yet."""
    card = card or {}
    found = {
        "comune": tenant.name,
        "ufficio": card.get("title") or _("ufficio competente"),
        "telefono": card.get("phone") or tenant.phone or _("del centralino"),
        "indirizzo": card.get("address") or f"{tenant.street}, {tenant.cap} {tenant.city}".strip(" ,"),
    }
    return found.__getitem__
