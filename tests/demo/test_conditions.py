"""Conditions of service: an accessible PDF for each sheet, taken from the sheet and nothing else."""

from demo import conditions, source


def a_sheet() -> dict:
    return next(sheet for sheet in source.sheets("montiano") if sheet.get("max_days"))


def test_the_document_is_a_tagged_pdf_with_title_and_language():
    pdf = conditions.render(a_sheet(), "Comune di Montiano", "Ufficio anagrafe")
    assert pdf.startswith(b"%PDF-")
    for mark in (b"pdfuaid", b"/Lang", b"/MarkInfo"):
        assert mark in pdf


def test_the_same_sheet_always_says_the_same():
    sheet = a_sheet()
    parts = conditions.parts_of(sheet, "Comune di Montiano", "Ufficio anagrafe")
    assert parts == conditions.parts_of(sheet, "Comune di Montiano", "Ufficio anagrafe")
    text = " ".join(paragraph for part in parts for paragraph in part["paragraphs"])
    assert sheet["summary"] in text
    assert f"{sheet['max_days']} giorni" in text
    assert "Comune di Montiano usa i dati che dai solo per" in text


def test_a_sheet_without_a_term_promises_none():
    sheet = {**a_sheet(), "max_days": None}
    parts = conditions.parts_of(sheet, "Comune di Montiano", "Ufficio anagrafe")
    assert "termine massimo" not in str(parts)
