"""Files of many pages at once: streams of documents as stored, and our library read in one query."""

from dataclasses import dataclass

from cms.models import SiteDocument
from cms.structured import absolute


@dataclass(frozen=True)
class FileRecord:
    """A file of a page, or an address where it is read."""

    title: str
    url: str  # absolute
    name: str  # of the file, for its kind: «parchi.csv»
    size: int | None = None  # bytes


def files_of(tenant, streams: dict[int, object]) -> dict[int, list[FileRecord]]:
    """Files by key, of streams of `DocumentStreamBlock`: one query however many they are.

    Reading the blocks would ask the library once for each page.
    """
    values = {key: [item["value"] for item in stream.raw_data] for key, stream in streams.items()}
    wanted = {value["file"] for rows in values.values() for value in rows if value.get("file")}
    known = SiteDocument.objects.filter(tenant=tenant).in_bulk(wanted) if wanted else {}
    return {key: [made for row in rows if (made := _record(tenant, row, known))] for key, rows in values.items()}


def _record(tenant, value: dict, known: dict) -> FileRecord | None:
    title, url = value.get("title") or "", value.get("url") or ""
    file = known.get(value.get("file"))
    if file:
        return FileRecord(title or file.title, absolute(tenant.root_url, file.url), file.filename, file.file_size)
    return FileRecord(title or url, url, url) if url else None
