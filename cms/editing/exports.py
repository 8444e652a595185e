"""CSV as Italian spreadsheets open it: semicolons, a mark for the encoding, and no cell that would run as a formula."""

import csv
from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value) -> str:
    """A value as a spreadsheet reads it; a text that it would take for a formula gets an apostrophe."""
    if isinstance(value, bool):
        return "sì" if value else "no"
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULAS) else text


def write_csv(out, rows: Iterable[Iterable]) -> None:
    """Write rows to anything that takes text."""
    out.write("\ufeff")
    csv.writer(out, delimiter=";").writerows([safe_cell(value) for value in row] for row in rows)


def csv_answer(name: str, rows: Iterable[Iterable]) -> HttpResponse:
    """Rows as a file to download."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    write_csv(answer, rows)
    return answer
