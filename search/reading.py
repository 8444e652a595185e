"""Read the words of a file that somebody else made: PDF, texts and spreadsheets. Pure, without Django.

Such a file may be broken, or made to harm: a small one that unpacks to gigabytes, one that leads round in circles. So it is
read in a process of its own, which is this very file, with little memory and little time, without the environment that
holds our secrets; whatever happens there, here it is only an outcome. What was read until then is kept.
"""

import json
import re
import resource
import signal
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import islice
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZipFile

KINDS = ("pdf", "docx", "odt", "rtf", "xlsx", "ods")
MEGABYTE = 1024 * 1024


class Outcome(StrEnum):
    """How the reading of a file ended; none of these is an error of ours."""

    READ = "letto"
    WORDLESS = "senza parole"  # a scanned page is a picture
    ENCRYPTED = "protetto"
    UNREADABLE = "illeggibile"
    TOO_LARGE = "troppo grande"
    TOO_LONG = "troppo lungo da leggere"
    TOO_HEAVY = "troppa memoria"
    MISSING = "mancante"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of a file, and what reading it may cost."""

    size: int = 30 * MEGABYTE
    pages: int = 200
    characters: int = 100_000
    unpacked: int = 60 * MEGABYTE
    seconds: int = 20  # of the processor; by the clock three times as many, because others work too
    memory: int = 512 * MEGABYTE


LIMITS = Limits()
# A process that ends says how with a number; small ones are taken by Python.
_CODES = {outcome: number for number, outcome in enumerate(Outcome, start=40)}
_OUTCOMES = {number: outcome for outcome, number in _CODES.items()} | {-signal.SIGXCPU: Outcome.TOO_LONG}


def read(file: BinaryIO, limits: Limits) -> tuple[str, Outcome]:
    """The words of a file and how reading them ended. `file` is one of the operating system's, not of memory."""
    file.seek(0)
    # -I: nothing but the libraries; -B: bytecode that it may not write whole would be read again by everybody.
    command = [sys.executable, "-I", "-B", __file__, json.dumps(asdict(limits))]
    with tempfile.TemporaryFile() as words:
        try:
            ended = subprocess.run(  # noqa: S603  this file, without a shell
                command,
                stdin=file,
                stdout=words,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={},
                timeout=limits.seconds * 3,
                check=False,
            )
            outcome = _OUTCOMES.get(ended.returncode, Outcome.UNREADABLE)
        except subprocess.TimeoutExpired:
            outcome = Outcome.TOO_LONG
        words.seek(0)
        text = words.read().decode("utf-8", "ignore")
    return " ".join(text.split())[: limits.characters], outcome


# --- In the process that reads ---------------------------------------------------------------------------------


class Refused(Exception):
    def __init__(self, outcome: Outcome):
        super().__init__(outcome)
        self.outcome = outcome


def _main() -> int:
    limits = Limits(**json.loads(sys.argv[1]))
    _be_bound(limits)
    said = 0
    try:
        for piece in _pieces(sys.stdin.buffer, limits):
            text = tidy(piece)[: limits.characters - said]
            sys.stdout.buffer.write(text.encode("utf-8", "ignore") + b"\n")
            sys.stdout.buffer.flush()  # what is read is not lost, however this ends
            said += len(text)
            if said >= limits.characters:
                break
    except Refused as why:
        return _CODES[why.outcome]
    except MemoryError:
        return _CODES[Outcome.TOO_HEAVY]
    except Exception:  # a broken or forged file breaks its reader in many ways
        return _CODES[Outcome.UNREADABLE]
    return _CODES[Outcome.READ if said else Outcome.WORDLESS]


def _be_bound(limits: Limits) -> None:
    """From here on this process can have no more memory or time, write no large file and start no other process."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))  # first a signal that says why
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.characters * 5),  # UTF-8, with the ends of the lines
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _pieces(file: BinaryIO, limits: Limits) -> Iterator[str]:
    """The text of a file, piece by piece. What it is, its first bytes say, not its name."""
    start = file.read(1024)
    file.seek(0)
    if b"%PDF-" in start:
        return _pdf(file, limits)
    if start.startswith(b"\xd0\xcf\x11\xe0"):  # what Office makes of a document with a password
        raise Refused(Outcome.ENCRYPTED)
    if start.startswith(b"{\\rtf"):
        return _rtf(file)
    return _office(file, limits)


def _pdf(file: BinaryIO, limits: Limits) -> Iterator[str]:
    import logging

    from pypdf import PdfReader

    logging.disable()
    reader = PdfReader(file)
    # Many can be opened by everybody, and only changing them asks for a password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused(Outcome.ENCRYPTED)
    for page in islice(reader.pages, limits.pages):
        try:
            yield page.extract_text()
        except MemoryError:
            raise
        except Exception:  # noqa: S112  a page that is broken does not take the others with it
            continue


# A picture in RTF is written in hexadecimal digits, for the library millions of letters; paper trays of a printer
# (\\binsxn) it takes for the bytes of a picture, and leaves out what follows.
_NO_WORDS = re.compile(rb"[0-9a-fA-F]{32,}|\\binf?sxn-?\d*")


def _rtf(file: BinaryIO) -> Iterator[str]:
    from striprtf import striprtf

    striprtf.destinations |= {"deleted"}  # what a reviewer has struck out
    # What the format calls characters is ASCII; the library reads the rest by the fonts that the file names.
    text = _NO_WORDS.sub(b"", file.read()).decode("latin-1")
    yield from striprtf.rtf_to_text(text, errors="ignore").splitlines()


def _xlsx(file: BinaryIO) -> Iterator[str]:
    from openpyxl.reader.excel import ExcelReader

    book = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    # Not its styles and properties, which business programs often write wrong.
    book.read_manifest()
    book.read_strings()
    book.read_workbook()
    book.read_worksheets()
    for sheet in book.wb.worksheets:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()  # some programs write them wrong, and the rest of the sheet would be left out
        for row in sheet.iter_rows(values_only=True):
            yield from filter(_is_said, (cell for cell in row if isinstance(cell, str)))


def _is_said(cell: str) -> bool:
    """Of a spreadsheet words are read; its numbers are data."""
    return any(map(str.isalpha, cell))


@dataclass(frozen=True, slots=True)
class _Office:
    """Where an office document keeps its words: names of elements, without their namespaces."""

    part: str
    said: frozenset[str]  # words are inside these
    unsaid: frozenset[str]  # and not inside these: what was deleted, what reviewers wrote, what is there twice
    paragraphs: frozenset[str]
    spaces: frozenset[str]


_DOCX = _Office(
    "word/document.xml",
    said=frozenset({"t"}),
    unsaid=frozenset({"moveFrom", "Fallback"}),
    paragraphs=frozenset({"p"}),
    spaces=frozenset({"tab", "br", "cr"}),
)
_ODT = _Office(
    "content.xml",
    said=frozenset({"p", "h"}),
    unsaid=frozenset({"tracked-changes", "annotation"}),
    paragraphs=frozenset({"p", "h"}),
    spaces=frozenset({"s", "tab", "line-break"}),
)


def _office(file: BinaryIO, limits: Limits) -> Iterator[str]:
    with ZipFile(file) as archive:
        parts = {*archive.namelist()}
        if "META-INF/manifest.xml" in parts and b"encryption-data" in archive.open("META-INF/manifest.xml").read(
            MEGABYTE
        ):
            raise Refused(Outcome.ENCRYPTED)
        if "xl/workbook.xml" in parts:
            yield from _xlsx(file)
            return
        kind = next((kind for kind in (_DOCX, _ODT) if kind.part in parts), None)
        if kind is None:
            raise Refused(Outcome.UNREADABLE)
        is_sheet = "mimetype" in parts and archive.open("mimetype").read(100).endswith(b"spreadsheet")
        with archive.open(kind.part) as part:
            yield from _Sheets().of(part, limits.unpacked) if is_sheet else _Words(kind).of(part, limits.unpacked)


class _Words:
    """Takes the words out of an XML file while it is read, and keeps nothing else of it."""

    def __init__(self, kind: _Office):
        self.kind = kind
        self.inside = self.outside = 0
        self.found: list[str] = []

    def of(self, part, most: int) -> Iterator[str]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.opened
        parser.EndElementHandler = self.closed
        parser.CharacterDataHandler = self.read
        parser.StartDoctypeDeclHandler = self.declared
        unpacked = 0
        while chunk := part.read(64 * 1024):
            unpacked += len(chunk)
            if unpacked > most:
                raise Refused(Outcome.TOO_LARGE)
            parser.Parse(chunk)
            *whole, begun = "".join(self.found).rsplit("\n", 1)
            self.found = [begun]
            yield from whole
        parser.Parse(b"", True)
        yield "".join(self.found)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        self.outside += name in self.kind.unsaid
        self.inside += name in self.kind.said
        if name in self.kind.spaces:
            self.found.append(" ")

    def closed(self, name: str) -> None:
        name = _local(name)
        self.outside -= name in self.kind.unsaid
        self.inside -= name in self.kind.said
        if name in self.kind.paragraphs:
            self.found.append("\n")

    def read(self, text: str) -> None:
        if self.inside and not self.outside:
            self.found.append(text)

    def declared(self, *_what) -> None:
        """Office programs declare no document type: entities that double themselves begin with one."""
        raise Refused(Outcome.UNREADABLE)


class _Sheets(_Words):
    """The same for an ODS: of sheets that are shown, cells that say something."""

    def __init__(self):
        super().__init__(_ODT)
        self.style = ""
        self.hidden: set[str] = set()
        self.tables: list[bool] = []  # which of those that are open are hidden

    def of(self, part, most: int) -> Iterator[str]:
        for said in super().of(part, most):
            yield from filter(_is_said, said.splitlines())

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        super().opened(name, attributes)
        given = {_local(key): value for key, value in attributes.items()}
        match _local(name):
            case "style":
                self.style = given.get("name", "")
            case "table-properties" if given.get("display") == "false":
                self.hidden.add(self.style)
            case "table":
                self.tables.append(given.get("style-name") in self.hidden)
                self.outside += self.tables[-1]

    def closed(self, name: str) -> None:
        super().closed(name)
        if _local(name) == "table":
            self.outside -= self.tables.pop()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\s*\n\s*(?=[^\W\d_])")


def tidy(text: str) -> str:
    """Words as they are spoken: those divided at the end of a line in one piece, without ligatures and signs that
    databases refuse."""
    text = unicodedata.normalize("NFKC", _DIVIDED.sub("", text)).replace("\u00ad", "")
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


if __name__ == "__main__":
    sys.exit(_main())
