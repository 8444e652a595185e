"""Files of a publication: the same document in several formats, one row each."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from cms.documents import document_row
from cms.models import SiteDocument


def file_rows(stream) -> list[dict]:
    """Rows of the `file_link` component; of an address elsewhere the format is read from its name."""
    return [_row(block.value) for block in stream]


def _row(value) -> dict:
    row = document_row(value)
    return {**row, "ext": row["ext"] or _extension(row["url"])}


def rows_of_many(streams: list) -> list[list[dict]]:
    """Rows of the streams of several pages, whose files are all read in one query."""
    values = [[block["value"] for block in stream.raw_data] for stream in streams]
    files = SiteDocument.objects.in_bulk({value["file"] for rows in values for value in rows if value.get("file")})
    return [[_row({**value, "file": files.get(value.get("file"))}) for value in rows] for rows in values]


def _extension(url: str | None) -> str:
    suffix = PurePosixPath(urlsplit(url or "").path).suffix.lstrip(".").upper()
    return suffix if suffix.isalnum() and len(suffix) < 8 else ""


def formats_of(rows: list[dict]) -> list[str]:
    """Formats in which something is available, each once, in the editor's order."""
    return list(dict.fromkeys(row["ext"] for row in rows if row["ext"]))
