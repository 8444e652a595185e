"""Documents, calls, datasets and projects of the demonstration, with the files that they offer."""

import csv
import io
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify

from cms.markup import to_rich_text
from cms.models import SiteDocument
from demo import source
from demo.conditions import paragraphs
from demo.papers import paper
from publications.models import CallPage, DatasetPage, DocumentPage, FormsFolderPage, ProjectPage

FRIDAY = 4
NOON = time(12, 0)
FORMS = ("modulistica", "istanza")  # types whose files one fills in
ODT = "application/vnd.oasis.opendocument.text"
ODT_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
ODT_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    '<text:h text:outline-level="1">{title}</text:h>{body}</office:text></office:body></office:document-content>'
)


def odt(title: str, text: str) -> bytes:
    """A plain text document that office programs open and change."""
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in paragraphs(text))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", ODT)  # first, and not compressed: how programs recognise it
        archive.writestr("META-INF/manifest.xml", ODT_MANIFEST, zipfile.ZIP_DEFLATED)
        archive.writestr("content.xml", ODT_CONTENT.format(title=escape(title), body=body), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def plain(title: str, text: str) -> bytes:
    """The same words without any form."""
    return "\n\n".join([title, *paragraphs(text)]).encode()


def table(title: str, text: str) -> bytes:
    """A row for each paragraph; what stands before a colon is the name of the row."""
    target = io.StringIO()
    rows = csv.writer(target)
    rows.writerow(["voce", "valore"])
    for line in paragraphs(text):
        name, colon, value = line.partition(": ")
        rows.writerow([name, value] if colon else ["", line])
    return target.getvalue().encode()


# Format -> what writes it, and what its name adds to that of the PDF: of a form, and of any other document.
WRITERS = {
    "odt": (odt, "da compilare", "testo da modificare"),
    "txt": (plain, "solo testo", "solo testo"),
    "csv": (table, "tabella", "tabella"),
}


class PublicationsLoader:
    """Adds what a body publishes; what is already there stays as it is."""

    def __init__(self, load):
        self.load, self.slug = load, load.data.slug
        self.offices = load.administration.offices

    def load_all(self) -> None:
        datasets = {row["key"]: self._dataset(row) for row in source.rows(self.slug, "datasets", "dataset")}
        rows = source.rows(self.slug, "documents", "document")
        documents = {row["key"]: self._document(row, datasets) for row in rows}
        for row in source.rows(self.slug, "documents", "folder"):
            self._folder(row, documents)
        for row in source.rows(self.slug, "calls", "call"):
            self._call(row)
        for row in source.rows(self.slug, "pnrr", "project"):
            self._project(row)

    # --- one kind after the other ---
    def _document(self, row: dict, datasets: dict):
        page = DocumentPage(
            **self._head(row),
            published_on=self._day(-row.get("published_days_ago", 0)),
            starts_on=self._day(row.get("starts_in_days")),
            ends_on=self._day(row.get("ends_in_days")),
            description=to_rich_text(row.get("description", "")),
            licence=self.load.term("licenze", row.get("licence", "attribuzione")),
            office=self.offices[row["office"]],
            more_info=to_rich_text(row.get("more_info", "")),
            legal_references=to_rich_text(row.get("norms", "")),
        )
        if row.get("protocol"):
            page.protocol_number, page.protocol_date = str(row["protocol"]), page.published_on
        if row["type"] == "documento-albo-pretorio":
            page.register_kind = self.load.term("documenti_albo_pretorio", row.get("register_kind", "avviso-manifesto"))
            page.removed_on = self._day(row.get("removed_in_days", 60))
        key = f"documento-{row['key']}"
        page.topics = self.load.terms("argomenti", row["topics"])
        page.datasets = [datasets[name] for name in row.get("datasets", []) if name in datasets]
        sheets = self.load.services.sheets
        page.services = [sheets[slug] for slug in row.get("services", []) if slug in sheets]
        return self._add(page, f"documenti-{row['type']}", key, lambda: self._files(row))

    def _folder(self, row: dict, documents: dict) -> None:
        page = FormsFolderPage(**self._head(row), description=to_rich_text(row.get("description", "")))
        page.documents = [documents[key] for key in row["documents"]]
        page.topics = self.load.terms("argomenti", row.get("topics", []))
        self.load.add(page, "documenti-modulistica", f"cartella-{row['key']}"[:80])

    def _call(self, row: dict) -> None:
        deadline_time = time.fromisoformat(row.get("deadline_time", "12:00"))
        page = CallPage(
            **self._head(row),
            kind=row["kind"],
            issuer=row.get("body", ""),
            cig=row.get("cig", ""),
            recipients=to_rich_text(row["recipients"]),
            body=to_rich_text(row["description"]),
            opens_at=self._moment(row.get("opens_in_days"), time(9, 0)),
            questions_until=self._moment(row.get("questions_until_in_days"), NOON),
            deadline=self._moment(row["deadline_in_days"], deadline_time),
            closes_on=self._day(row.get("closes_in_days")),
            office=self.offices[row["office"]],
            outcome=to_rich_text(row.get("outcome", "")),
            more_info=to_rich_text(row.get("more_info", "")),
        )
        page.topics = self.load.terms("argomenti", row["topics"])
        self._add(page, "bandi", f"bando-{row['key']}", lambda: self._files(row))

    def _dataset(self, row: dict):
        page = DatasetPage(
            **self._head(row),
            distribution=to_rich_text(row["distribution"]),
            licence=self.load.term("licenze", row.get("licence", "attribuzione")),
            modified_on=self._day(-row.get("modified_days_ago", 0)),
            holder=self.offices[row["office"]],
            frequency=self.load.term("frequenze_aggiornamento", row["frequency"]),
        )
        page.themes = self.load.terms("temi_dataset", row["themes"])
        page.topics = self.load.terms("argomenti", row.get("topics", []))
        path = source.DATA / "enti" / self.slug / row["file"]

        def files():
            return [self._stored(row["title"], Path(row["file"]).name, path.read_bytes())]

        return self._add(page, "documenti-dataset", f"dataset-{row['key']}", files)

    def _project(self, row: dict) -> None:
        page = ProjectPage(
            **self._head(row),
            mission=row["mission"],
            component=row["component"],
            investment=row["investment"],
            cup=row["cup"],
            amount=Decimal(str(row["amount"])),
            description=to_rich_text(row["description"]),
            goals=to_rich_text(row.get("goals", "")),
            body_in_charge=row.get("subject", ""),
            office=self.offices[row["office"]],
            state=row["state"],
            progress=to_rich_text(row.get("progress_text", "")),
            started_on=date.fromisoformat(row["started_on"]) if row.get("started_on") else None,
            ends_on=date.fromisoformat(row["ends_on"]) if row.get("ends_on") else None,
            more_info=to_rich_text(row.get("more_info", "")),
        )
        page.milestones = [
            ("milestone", {"day": date.fromisoformat(step["day"]), "text": step["text"]})
            for step in row.get("milestones", [])
        ]
        page.topics = self.load.terms("argomenti", row["topics"])
        self._add(page, "pnrr", f"progetto-{row['key']}", list)

    # --- what they share ---
    def _head(self, row: dict) -> dict:
        return {"title": row["title"], "slug": slugify(row["title"])[:80].rstrip("-"), "summary": row["summary"][:255]}

    def _add(self, page, section: str, key: str, files):
        """Files are made only for a page that is not there yet."""
        key = key[:80]
        if not self.load.has(key):
            rows = files()
            if rows:
                page.files = [("document", {"title": document.title, "file": document}) for document in rows]
        return self.load.add(page, section, key)

    def _files(self, row: dict) -> list[SiteDocument]:
        name, title, text = slugify(row["key"]), row["title"], row["text"]
        made = [self._stored(title, f"{name}.pdf", paper(title, self.load.tenant.name, text))]
        for ending in row.get("alternatives", []):
            write, of_form, of_other = WRITERS[ending]
            words = of_form if row.get("type") in FORMS else of_other
            made.append(self._stored(f"{title}, {words}", f"{name}.{ending}", write(title, text)))
        return made

    def _stored(self, title: str, name: str, content: bytes) -> SiteDocument:
        document = SiteDocument(title=title[:255], tenant=self.load.tenant, collection=self.load.tenant.collection)
        document.file = ContentFile(content, name=f"{self.slug}-{name}")
        document.file_size = len(content)
        document.save()
        return document

    def _day(self, offset: int | None) -> date | None:
        return None if offset is None else self.load.today + timedelta(days=offset)

    def _moment(self, offset: int | None, at: time) -> datetime | None:
        """A day that has still to come is a working day: no call ends on a Sunday."""
        found = self._day(offset)
        if found and found > self.load.today and found.weekday() > FRIDAY:
            found += timedelta(days=7 - found.weekday())
        return timezone.make_aware(datetime.combine(found, at)) if found else None
