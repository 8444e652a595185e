"""Files for spreadsheets: nothing in them runs, whoever wrote the words."""

import csv
import io

import pytest

from cms.editing.exports import csv_answer


@pytest.mark.parametrize("text", ["=1+1", "+39 0547", "-2", "@SUM(A1)", "\t=1", "\n=1", " =1"])
def test_a_text_that_would_be_a_formula_gets_an_apostrophe(text):
    answer = csv_answer("prova.csv", [["Titolo"], [text], ["Una riga = due"]])
    head, *rows = csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff"), newline=""), delimiter=";")
    assert head == ["Titolo"]
    assert rows == [[f"'{text}"], ["Una riga = due"]]
