"""Blocks of a section: text, and tables pasted from a spreadsheet."""

import csv

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks import CharBlock

# No link to files: those have a term, and are added one by one below.
FEATURES = ["bold", "ol", "ul", "link"]


def cells_of(text: str) -> list[list[str]]:
    """Rows of cells of a pasted table: columns divided by tabs, as spreadsheets copy them, or by semicolons."""
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    delimiter = "\t" if any("\t" in line for line in lines) else ";"
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter)]


class DataTableBlock(blocks.StructBlock):
    """A table of data: pasted from a spreadsheet, read as a real table."""

    caption = CharBlock(
        label="Titolo della tabella",
        max_length=160,
        help_text="Che cosa contano i numeri. Esempio: «Assenze del 2025».",
    )
    data = blocks.TextBlock(
        label="Dati",
        rows=6,
        help_text="Incolla dal foglio di calcolo. La prima riga sono i titoli delle colonne. "
        "Se scrivi a mano dividi le colonne con il punto e virgola. Esempio: «Ufficio;Assenze».",
    )

    class Meta:
        icon = "table"
        label = "Tabella"
        description = "Una tabella di dati, incollata da un foglio di calcolo."
        template = "transparency/table_block.html"
        preview_value = {"caption": "Assenze del 2025", "data": "Ufficio;Assenze\nAnagrafe;8,2%\nTributi;7,9%"}

    def clean(self, value):
        result = super().clean(value)
        rows = cells_of(result["data"])
        if len(rows) < 2:
            raise StructBlockValidationError(
                {"data": ValidationError("Servono almeno due righe: i titoli delle colonne e una riga di dati.")}
            )
        for number, row in enumerate(rows[1:], 2):
            if len(row) != len(rows[0]):
                text = f"La riga {number} ha {len(row)} colonne, i titoli sono {len(rows[0])}. Controlla i punti e virgola."
                raise StructBlockValidationError({"data": ValidationError(text)})
        return result

    def get_context(self, value, parent_context=None):
        rows = cells_of(value.get("data") or "")
        context = super().get_context(value, parent_context=parent_context)
        return context | {"head": rows[0] if rows else [], "rows": rows[1:]}


class SectionStreamBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label="Testo",
        features=FEATURES,
        icon="pilcrow",
        template="blocks/rich_text_block.html",
        help_text="Frasi brevi. I file si aggiungono più sotto, con la loro data.",
    )
    table = DataTableBlock()
