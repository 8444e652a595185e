"""Shared sheets and the pages that adopt them, for the tests of the catalogue."""

from itertools import count

from django.utils import timezone
from wagtail.models import Locale

from services import api
from services.catalogue.policies import Mode
from services.models import SharedService
from tests.factories import an_office, document, term

_number = count(1)
BODY = {
    "summary": "Come chiedere la carta.",
    "audience": "<p>Chi abita nel {comune}.</p>",
    "applicants": "<p>I maggiorenni.</p>",
    "how_to": "<p>Chiama il {telefono}.</p>",
    "needed_intro": "<p>Porta con te:</p>",
    "needed": [
        {"type": "requirement", "value": {"text": "Una foto"}, "id": "foto"},
        {"type": "requirement", "value": {"text": "La carta vecchia"}, "id": "vecchia"},
    ],
    "outcome": "<p>La carta.</p>",
    "times_intro": "<p>Arriva in sei giorni.</p>",
    "max_days": 30,
    "special_cases": [
        {"type": "special_case", "value": {"title": "Minori", "text": "<p>Vengono i genitori.</p>"}, "id": "minori"},
        {"type": "special_case", "value": {"title": "Estero", "text": "<p>Vai al consolato.</p>"}, "id": "estero"},
    ],
}


def a_shared_service(title: str = "Carta di identità", **fields) -> SharedService:
    """A shared sheet with its first edition."""
    topics = fields.pop("topics", [term("argomenti", "anagrafe")])
    service = SharedService(
        title=title,
        slug=f"carta-{next(_number)}",
        category=term("categorie_servizio", "anagrafe-e-stato-civile"),
        locale=Locale.objects.get(language_code="it"),
        live=False,
        **{**BODY, **fields},
    )
    service.topics = topics
    service.save()
    service.save_revision(clean=False).publish()
    return SharedService.objects.get(pk=service.pk)


def change(service, *, severity="material", note="Il testo è più chiaro.", effective_on=None, deadline=None, **fields):
    """Publish a change of a shared sheet; returns its edition, not yet delivered."""
    service = SharedService.objects.get(pk=service.pk)
    for name, value in {
        "change_severity": severity,
        "change_note": note,
        "change_effective_on": effective_on,
        "change_deadline": deadline,
        **fields,
    }.items():
        setattr(service, name, value)
    service.save_revision(clean=False).publish()
    return service.editions.order_by("number").last()


def delivered(service, **fields):
    """A change that has reached every page."""
    edition = change(service, **fields)
    api.deliver(edition.pk, timezone.localdate())
    edition.refresh_from_db()
    return edition


def adopted(service, tenant, *, mode=Mode.FOLLOW, live: bool = True, **fields):
    """A page of a body that adopts a shared sheet, with its local parts; live."""
    page = api.adopt(service, tenant, mode=mode)
    page.responsible_office = fields.pop("office", None) or an_office(tenant)
    page.channels = [{"type": "desk", "value": {"intro": "Vieni in municipio."}}]
    page.conditions_file = document(tenant)
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision(clean=False)
    if live:
        revision.publish()
    return type(page).objects.get(pk=page.pk)


def with_own(page, path: str, value):
    """The page after its municipality has written a part itself."""
    from services.catalogue import effective, own, saving

    today = timezone.localdate()
    content = effective.content_in_force(page.shared_id, today)
    saving.change(page, lambda v: own.keep(v, path, value, own.entry(content.get(path), 1, today)), None)
    return type(page).objects.get(pk=page.pk)
