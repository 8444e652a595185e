"""Read a file of old and new addresses, as people make it: any usual encoding and separator, with or without a header."""

import csv
import io
from dataclasses import dataclass

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
HEADERS = {"old", "from", "vecchio", "da", "vecchio indirizzo", "indirizzo vecchio", "origine", "old_path"}
SEPARATORS = ";\t,"


class UnreadableError(ValueError):
    """A file that cannot be read; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file: its number as an editor of text shows it, and the two addresses as they were written."""

    line: int
    old: str
    new: str
    fault: str = ""


@dataclass(frozen=True)
class Table:
    rows: list[Row]
    encoding: str
    separator: str


def read(data: bytes) -> Table:
    """Rows of a CSV file. Raises `UnreadableError` where it is no such file, or longer than 20,000 rows or 5 MB."""
    if len(data) > MOST_BYTES:
        raise UnreadableError("Il file pesa più di 5 MB. Dividilo in più file e caricali uno dopo l'altro.")
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    if lines > MOST_ROWS + 1:
        raise UnreadableError(
            f"Il file ha {_thousands(lines)} righe: al massimo {_thousands(MOST_ROWS)}. "
            "Dividilo in più file e caricali uno dopo l'altro. Non ho importato niente."
        )
    text, encoding = decode(data)
    separator = separator_of(text)
    rows = list(_rows(text, separator))
    if not rows:
        raise UnreadableError("Il file è vuoto: serve una riga per ogni indirizzo, con il vecchio e il nuovo.")
    return Table(rows, encoding, {"\t": "tabulazione"}.get(separator, separator))


def decode(data: bytes) -> tuple[str, str]:
    """Text and name of its encoding: UTF-8, with or without its mark, or Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data:
        raise UnreadableError(
            "Il file non è un CSV in UTF-8: sembra UTF-16 o un foglio di calcolo. Salvalo come «CSV UTF-8» e ricaricalo."
        )
    for encoding, name in (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return data.decode(encoding), name
        except UnicodeDecodeError:
            continue
    raise UnreadableError(
        "Non riconosco come sono scritte le lettere accentate. Salva il file come «CSV UTF-8» e ricaricalo."
    )


def separator_of(text: str) -> str:
    """The sign between the two addresses, from the first line that has one."""
    for line in text.splitlines()[:20]:
        for separator in SEPARATORS:
            if separator in line:
                return separator
    raise UnreadableError(
        "Non trovo due colonne: separa il vecchio e il nuovo indirizzo con «;», «,» o una tabulazione."
    )


def _rows(text: str, separator: str):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableError(
                f'La riga {reader.line_num} non si legge: forse ha un segno " che non si chiude, o è troppo lunga.'
            ) from error
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            continue
        if reader.line_num == 1 and cells[0].lower() in HEADERS:
            continue
        yield _row(reader.line_num, cells)


def _row(line: int, cells: list[str]) -> Row:
    while len(cells) > 2 and not cells[-1]:
        cells.pop()
    if len(cells) == 2 and all(cells):
        return Row(line, *cells)
    old, new = (*cells[:2], "")[:2]
    number = len(cells)
    fault = "Manca uno dei due indirizzi." if number < 3 else f"Ci sono {number} colonne: ne servono due."
    return Row(line, old, new, fault)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
