"""Publications for the tests of the albo."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from albo import api
from albo.models import Entry
from tests.factories import an_office, term

ROME = ZoneInfo("Europe/Rome")
GIUNTA = "deliberazione-della-giunta-comunale"
BANNS = "pubblicazione-di-matrimonio--pubblicazione-di-matrimonio"
NOTICE = "avviso-manifesto"


def at(moment: str) -> datetime:
    """«2026-11-10 09:00» in Italy."""
    return datetime.fromisoformat(moment).replace(tzinfo=ROME)


def a_pdf(text: str = "Testo dell'atto", name: str = "delibera.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 " + text.encode(), content_type="application/pdf")


def a_draft(tenant, subject: str = "Lavori in via Roma", *, kind: str = GIUNTA, files: int = 1, **fields) -> Entry:
    office = fields.pop("office", None)
    if office is None and "requester" not in fields:
        office = an_office(tenant, "Segreteria")
    entry = Entry(tenant=tenant, subject=subject, kind=term("documenti_albo_pretorio", kind), office=office, **fields)
    entry = api.save_draft(entry, actor=None, now=at("2026-11-01 08:00"))
    for number in range(files):
        api.add_file(entry, a_pdf(f"{subject} {number}", f"atto-{number}.pdf"), title=f"Atto {number}")
    return entry


def published(
    tenant, subject: str = "Lavori in via Roma", *, now: str = "2026-11-10 09:00", actor=None, **fields
) -> Entry:
    return api.publish(a_draft(tenant, subject, **fields), actor=actor, now=at(now))
