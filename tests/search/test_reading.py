"""The words of a file are read in a process of its own, whatever the file is."""

import io
import tempfile

import pikepdf
import pytest

from search import reading
from search.reading import Limits, Outcome
from tests.search.file_makers import HARMFUL, a_docx, a_pdf, an_ods, an_odt, an_rtf, an_xlsx, locked


def read(content: bytes, **limits) -> tuple[str, Outcome]:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        return reading.read(file, Limits(**limits))


@pytest.mark.parametrize("which", HARMFUL)
def test_a_file_that_cannot_be_read_is_no_error_and_has_no_words(which):
    make, limits = HARMFUL[which]
    text, outcome = read(make(), **limits)
    assert (text, outcome == Outcome.READ) == ("", False)


@pytest.mark.parametrize(
    ("which", "outcome"),
    [
        ("with a password", Outcome.ENCRYPTED),
        ("Office with a password", Outcome.ENCRYPTED),
        ("a picture of a page", Outcome.WORDLESS),
        ("endless", Outcome.TOO_LONG),
        ("a bomb in a DOCX", Outcome.TOO_LARGE),
        ("entities", Outcome.UNREADABLE),
    ],
)
def test_why_it_was_not_read_is_known(which, outcome):
    make, limits = HARMFUL[which]
    assert read(make(), **limits)[1] == outcome


def test_a_pdf_that_only_changing_asks_a_password_for_is_read():
    assert read(locked(a_pdf("plateatico"), user="")) == ("plateatico", Outcome.READ)


def test_what_was_read_before_the_limit_is_kept():
    assert read(a_pdf("plateatico #pagebreak() ombrellone"), pages=1) == ("plateatico", Outcome.READ)
    text, outcome = read(a_docx("parola " * 5000), characters=70)
    assert (text, outcome) == (" ".join(["parola"] * 10), Outcome.READ)
    slow = io.BytesIO()
    with (
        pikepdf.open(io.BytesIO(a_pdf("plateatico"))) as quick,
        pikepdf.open(io.BytesIO(HARMFUL["endless"][0]())) as long,
    ):
        quick.pages.extend(long.pages)
        quick.save(slow)
    assert read(slow.getvalue(), seconds=2) == ("plateatico", Outcome.TOO_LONG)


def test_what_was_deleted_or_whispered_in_a_document_is_not_read():
    assert read(an_odt("plateatico")) == ("plateatico", Outcome.READ)
    moved = "<w:p><w:moveFrom><w:r><w:t>spostato</w:t></w:r></w:moveFrom><w:del><w:r><w:delText>tolto</w:delText></w:r></w:del></w:p>"
    assert read(a_docx("plateatico", before=moved)) == ("plateatico", Outcome.READ)


@pytest.mark.parametrize("make", [an_xlsx, an_ods])
def test_of_a_spreadsheet_the_words_of_the_sheets_that_are_shown_are_read(make):
    assert read(make("Tariffe del plateatico", hidden="appunto")) == ("Tariffe del plateatico", Outcome.READ)


def test_of_an_old_text_the_words_are_read_and_not_its_pictures_or_fonts():
    assert read(an_rtf("L’età è «libera»"), seconds=4) == ("L’età è «libera»", Outcome.READ)


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("plate-\natico", "plateatico"),
        ("plate\u00ad\natico e om\u00adbrello", "plateatico e ombrello"),
        ("uﬃcio", "ufficio"),
        ("2025-\n2026", "2025- 2026"),
        ("riga\x00 uno\n\n  due", "riga uno due"),
    ],
)
def test_words_are_read_as_they_are_spoken(text, tidied):
    assert reading.tidy(text) == tidied


def test_a_file_is_read_without_our_secrets(monkeypatch, tmp_path):
    spy = tmp_path / "spy.py"
    spy.write_text("import os; print(sorted(os.environ))")
    monkeypatch.setattr("search.reading.__file__", str(spy))
    monkeypatch.setenv("SECRET_KEY", "segreta")
    assert "SECRET_KEY" not in read(b"")[0]
