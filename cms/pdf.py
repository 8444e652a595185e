"""PDF that people with a screen reader can read too: tagged, PDF/UA-1, made by Typst without system libraries."""

import json
import re
import unicodedata
from collections.abc import Callable

import typst

# Every document begins with this: page, letters, headings. A template goes on with its own parts and reads `data`.
FRAME = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: data.body)
#set text(lang: data.at("lang", default: "it"), size: 11pt, font: "Libertinus Serif")
#set page(margin: (x: 2.4cm, y: 2.2cm), footer: context align(center, text(size: 9pt)[#data.body · pagina #counter(page).display()]))
#set par(leading: 0.75em, spacing: 1.1em)
#show heading.where(level: 1): it => block(below: 0.4em, text(size: 20pt, it.body))
#show heading.where(level: 2): it => block(above: 1.5em, below: 0.6em, text(size: 13pt, it.body))
#show heading.where(level: 3): it => block(above: 1.2em, below: 0.5em, text(size: 11pt, it.body))
"""
# A document of titled parts: `data.parts` is a list of {heading, paragraphs}.
PARTS = r"""
#text(size: 10pt)[#data.body]
= #data.title
#for part in data.parts [
== #part.heading
#for paragraph in part.paragraphs [#paragraph #parbreak()]
]
"""


# What the letters that come with Typst can draw: Latin, punctuation, currency, the commonest signs.
DRAWN = re.compile(r"[^\n\u0020-\u007e\u00a0-\u017f\u2010-\u2027\u2030-\u203a\u20ac\u2116\u2122\u2190-\u2193\u2212]")


def render(template: str, data: dict) -> bytes:
    """PDF of a Typst template under the common frame. `data` needs `title` and `body` (whose document it is).

    Texts in `data` are never read as markup. A sign that no letter of ours can draw (an emoji) becomes a space: the
    standard would refuse the whole document. Raises Typst's error where the document would not be accessible.
    """
    source = (FRAME + template).encode()
    try:
        return _compile(source, _cleaned(data, _printable))
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compile(source, _cleaned(data, lambda text: DRAWN.sub(" ", text)))


def _compile(source: bytes, data) -> bytes:
    return typst.compile(source, sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"])


def _printable(text: str) -> str:
    """Without control characters: they come with what people paste, and nobody can read them."""
    return "".join(char for char in text if char == "\n" or unicodedata.category(char)[0] != "C")


def _cleaned(data, clean: Callable[[str], str]):
    """The same data with every text cleaned."""
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, dict):
        return {key: _cleaned(value, clean) for key, value in data.items()}
    return [_cleaned(value, clean) for value in data] if isinstance(data, list | tuple) else data
