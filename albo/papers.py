"""Papers that the register gives: the certificate of one publication, the register of a year as PDF and as CSV."""

from collections.abc import Iterable
from datetime import datetime

from albo.api import fingerprint_of
from albo.errors import FileAltered, NoCertificateYet
from albo.models import Entry
from albo.periods import ROME, day_of
from cms import pdf
from cms.editing.exports import write_csv
from cms.formats import day, the_day

# A fingerprint is compared sign by sign: letters of the same width, none joined to its neighbour as in «ff».
CERTIFICATE = r"""
#show regex("[0-9a-f]{64}"): it => text(font: "DejaVu Sans Mono", size: 8.5pt, it)
#text(size: 10pt)[#data.body]
= #data.title
#v(0.6em)
#for paragraph in data.paragraphs [#paragraph #parbreak()]
#for part in data.parts [
== #part.heading
#for row in part.rows [*#row.name*: #row.value #parbreak()]
]
"""
REGISTER = r"""
#set page(flipped: true, margin: (x: 1.6cm, y: 1.8cm))
#set text(size: 9pt)
#text(size: 10pt)[#data.body]
= #data.title
#v(0.6em)
#for paragraph in data.paragraphs [#paragraph #parbreak()]
#table(
  columns: (auto, auto, 1.2fr, 2.4fr, 1.2fr, 1.2fr),
  align: left, inset: 5pt, stroke: 0.5pt + luma(160),
  table.header(..data.head.map(one => [*#one*])),
  ..data.rows.flatten().map(one => [#one]),
)
"""
HEAD = ("Numero", "Periodo", "Tipo di atto", "Oggetto", "Chi la chiede", "Stato")
COLUMNS = (
    "Numero", "Anno", "Stato", "Tipo di atto", "Oggetto", "Chiede la pubblicazione", "Numero dell'atto", "Data dell'atto",
    "Protocollo", "Pubblicata il", "Si conta dal", "Fino a tutto il", "Giorni", "Pubblicata da", "Annullata il",
    "Motivo dell'annullamento", "Corregge", "File",
)  # fmt: skip


# --- The certificate --------------------------------------------------------------------------------------------------


def certificate(entry: Entry, now: datetime) -> bytes:
    """PDF that says an act was published (*referta*). Raises `NoCertificateYet` and `FileAltered`."""
    if entry.number is None or not (entry.is_over(now) or entry.is_annulled):
        raise NoCertificateYet(
            f"La pubblicazione finisce {the_day(entry.ends_on, 'il d/m/Y')}: il certificato si può fare dal giorno dopo."
            if entry.ends_on
            else "L'atto non è ancora pubblicato: il certificato si fa quando la pubblicazione è finita."
        )
    files = list(entry.files.all())
    refuse_altered(files)
    return pdf.render(
        CERTIFICATE,
        {
            "title": f"Certificato di pubblicazione {entry.label.lower()}",
            "body": entry.tenant.name,
            "paragraphs": _statement(entry),
            "parts": [
                {"heading": "L'atto", "rows": _rows(_act(entry))},
                {"heading": "La pubblicazione", "rows": _rows(_publication(entry))},
                {
                    "heading": "I documenti",
                    "rows": _rows([(f.title, f"{f.name}, impronta SHA-256 {f.sha256}") for f in files]),
                },
                {"heading": "Il certificato", "rows": _rows(_certificate(now))},
            ],
        },
    )


def refuse_altered(files: Iterable) -> None:
    """Every file must still be the one that was published, bit by bit."""
    for one in files:
        try:
            with one.file.open("rb") as content:
                same = fingerprint_of(content) == one.sha256
        except OSError:
            same = False
        if not same:
            raise FileAltered(f"Il file «{one.title}» manca o non è più quello pubblicato: avvisa l'informatica.")


def _statement(entry: Entry) -> list[str]:
    # Days are named without an article, which in Italian changes with the number («il 7», «l'8»).
    if entry.is_annulled:
        return [
            f"Si certifica che l'atto descritto qui sotto è stato pubblicato all'albo pretorio online in data "
            f"{day(entry.published_on)}, e che la pubblicazione è stata annullata in data "
            f"{day(day_of(entry.annulled_at))}.",
            f"Motivo dell'annullamento: {entry.annulled_reason}",
        ]
    return [
        f"Si certifica che l'atto descritto qui sotto è stato pubblicato all'albo pretorio online in data "
        f"{day(entry.published_on)} e vi è rimasto per {entry.days} giorni consecutivi: primo giorno "
        f"{day(entry.starts_on)}, ultimo giorno {day(entry.ends_on)}. Il giorno della pubblicazione non è contato."
    ]


def _act(entry: Entry) -> list[tuple]:
    return [
        ("Oggetto", entry.subject),
        ("Tipo", entry.kind.label),
        ("Numero e data", entry.act),
        ("Protocollo", entry.protocol),
        ("Chiesta da", entry.asked_by),
        ("Parti oscurate", entry.privacy_note),
    ]


def _publication(entry: Entry) -> list[tuple]:
    return [
        ("Numero nel registro", f"{entry.number}/{entry.year}"),
        ("Pubblicata il", f"{day(entry.published_on)}, alle {_hour(entry.published_at)}"),
        ("Primo giorno contato", day(entry.starts_on)),
        ("Ultimo giorno previsto" if entry.is_annulled else "Ultimo giorno", day(entry.ends_on)),
        ("Responsabile della pubblicazione", entry.published_by_name),
        ("Annullata da", entry.annulled_by_name),
        ("Sostituisce", entry.corrects.label if entry.corrects else ""),
    ]


def _certificate(now: datetime) -> list[tuple]:
    return [("Prodotto dal registro il", f"{day(day_of(now))}, alle {_hour(now)}"), ("Firma", "da apporre")]


def _hour(moment: datetime) -> str:
    return f"{moment.astimezone(ROME):%H:%M}"


def _rows(pairs) -> list[dict]:
    return [{"name": name, "value": value} for name, value in pairs if value]


# --- The register of a year -------------------------------------------------------------------------------------------


def of_year(tenant, year: int):
    """Everything that was published in a year, in the order of numbers."""
    entries = Entry.objects.numbered().filter(tenant=tenant, year=year).order_by("number")
    return entries.select_related("kind", "corrects", "office").prefetch_related("files")


def register_pdf(tenant, year: int, now: datetime) -> bytes:
    entries = list(of_year(tenant, year))
    return pdf.render(
        REGISTER,
        {
            "title": f"Registro dell'albo pretorio, anno {year}",
            "body": tenant.name,
            "paragraphs": [f"Pubblicazioni: {len(entries)}. Prodotto {the_day(day_of(now))}, alle {_hour(now)}."],
            "head": list(HEAD),
            "rows": [_register_row(entry, now) for entry in entries],
        },
    )


def _register_row(entry: Entry, now: datetime) -> list[str]:
    state = entry.state_at(now)
    if entry.is_annulled:
        state = f"Annullata {the_day(day_of(entry.annulled_at), 'il d/m/Y')}: {entry.annulled_reason}"
    return [
        f"{entry.number}/{entry.year}",
        f"{entry.starts_on:%d/%m/%Y} – {entry.ends_on:%d/%m/%Y}",
        entry.kind.label,
        entry.subject,
        entry.asked_by,
        state,
    ]


def register_csv(entries, now: datetime, out) -> None:
    """The register as rows for a spreadsheet."""
    write_csv(out, [COLUMNS, *(_csv_row(entry, now) for entry in entries)])


def _csv_row(entry: Entry, now: datetime) -> tuple:
    return (
        entry.number,
        entry.year,
        entry.state_at(now),
        entry.kind.label if entry.kind else "",
        entry.subject,
        entry.asked_by,
        entry.act_number,
        entry.act_on,
        entry.protocol,
        entry.published_on,
        entry.starts_on,
        entry.ends_on,
        entry.days,
        entry.published_by_name,
        day_of(entry.annulled_at) if entry.annulled_at else "",
        entry.annulled_reason,
        entry.corrects.label if entry.corrects else "",
        " ".join(f"{one.name} {one.sha256}" for one in entry.files.all()),
    )
