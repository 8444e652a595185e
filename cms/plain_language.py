"""Advice on a text for people in a hurry: what is hard to read, and what to write instead. Plain Python, no database.

Nothing here forbids anything: a sentence may be long for a reason that its writer knows.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from cms.readability import gulpease

EASY = 60  # Gulpease: from here up a middle-school certificate is enough
FEWEST_WORDS = 30  # a shorter text has no index worth telling
LONGEST_SENTENCE = 25  # words
SHOUTED_WORD, SHOUTED_TITLE = 8, 12  # letters: below are acronyms (ISEE, SUAP, TARI)
SILENT_LINKS = (
    "clicca qui|clicca|cliccare qui|qui|a questo link|link|questo link|leggi|leggi qui|leggi tutto|continua|vai|vai al sito"
    "|scarica|scarica qui|apri|pagina|questa pagina|sito|maggiori informazioni|più informazioni|altro|vedi|vedi qui"
)
DATA = Path(__file__).parent / "data" / "linguaggio_semplice.toml"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_END = re.compile(r"(?<=[.!?;:])\s+|\n+")
_CAPITALS = re.compile(r"\b[A-ZÀ-Ý]{2,}(?:['’]?\s+[A-ZÀ-Ý]{2,})*\b")
_ADDRESS = re.compile(r"^(https?://|www\.)\S+$")
_BREAKS = {"p", "li", "br", "h2", "h3", "h4", "ul", "ol", "div", "tr", "blockquote"}


@dataclass(frozen=True)
class Remark:
    """One piece of advice: what was seen, where in the text, and what to do."""

    kind: str
    text: str
    excerpt: str = ""


class _Reader(HTMLParser):
    """Text of a rich text, a line for each paragraph or item, and the words of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.links: list[str] = []
        self._link: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")
        if tag == "a":
            self._link = []

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")
        if tag == "a" and self._link is not None:
            self.links.append(" ".join("".join(self._link).split()))
            self._link = None

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
        if self._link is not None:
            self._link.append(data)


def read(html: str) -> tuple[str, list[str]]:
    """Plain text of a rich text, and the texts of its links."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line), reader.links


def remarks(html: str) -> list[Remark]:
    """All the advice on a text, plain or rich."""
    text, links = read(html)
    return [*_hard(text), *_long_sentences(text), *_office_words(text), *_silent_links(links), *_capitals(text)]


def _hard(text: str) -> Iterator[Remark]:
    score = gulpease(text)
    if score < EASY and len(_WORD.findall(text)) >= FEWEST_WORDS:
        yield Remark(
            "difficile",
            f"Il testo è difficile: {score} punti su 100, da {EASY} in su si legge senza fatica. "
            "Accorcia le frasi e usa parole di tutti i giorni.",
        )


def _long_sentences(text: str) -> Iterator[Remark]:
    for sentence in _END.split(text):
        count = len(_WORD.findall(sentence))
        if count > LONGEST_SENTENCE:
            yield Remark("frase lunga", f"Frase di {count} parole: dividila in due.", _shorten(sentence))


def _office_words(text: str) -> Iterator[Remark]:
    seen = set()
    for pattern, instead in office_words():
        for found in pattern.finditer(text):
            word = found.group().lower()
            if word not in seen:
                seen.add(word)
                yield Remark("parola d'ufficio", f"«{found.group()}»: meglio {_quoted(instead)}.")


def _silent_links(links: list[str]) -> Iterator[Remark]:
    silent = SILENT_LINKS.split("|")
    for link in links:
        if link.lower().strip(" .:>»") in silent:
            yield Remark("link", f"Il link «{link}» non dice dove porta: scrivi il nome della pagina o del modulo.")
        elif _ADDRESS.match(link):
            yield Remark("link", "Un indirizzo lungo si legge male: scrivi il nome della pagina.", _shorten(link))
        elif not link:
            yield Remark("link", "C'è un link senza testo: chi usa un lettore di schermo non sa che cos'è.")


def _capitals(text: str) -> Iterator[Remark]:
    for found in _CAPITALS.finditer(text):
        words = _WORD.findall(found.group())
        letters = sum(len(word) for word in words)
        longest = max(len(word) for word in words)
        if longest >= SHOUTED_WORD or (len(words) > 1 and letters >= SHOUTED_TITLE and longest > 5):
            yield Remark(
                "maiuscole", "Scritto tutto in maiuscolo: si legge peggio. Usa il grassetto.", _shorten(found.group())
            )


@cache
def office_words() -> list[tuple[re.Pattern[str], str]]:
    """What to look for in a text and what to write instead, the longest first."""
    words: dict[str, str] = tomllib.loads(DATA.read_text(encoding="utf-8"))["parole"]
    return [(_pattern(word), words[word]) for word in sorted(words, key=len, reverse=True)]


def _pattern(word: str) -> re.Pattern[str]:
    body = re.escape(word).replace(r"\*", r"[^\W\d_]*").replace("'", "['’]").replace(r"\ ", r"\s+")
    return re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)


def _quoted(instead: str) -> str:
    return f"«{instead}»" if ":" not in instead and ";" not in instead else instead


def _shorten(text: str, most: int = 160) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"
