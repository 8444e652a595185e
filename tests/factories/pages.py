"""One function per thing; every argument has a sensible default, keyword arguments set fields."""

import io
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import count

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image
from wagtail.signals import page_published

from cms.models import BasePage, SiteDocument, SiteImage, Term
from news.models import Alert, NewsPage
from offices.models import OfficePage, PersonPage, Role
from publications.models import CallPage, DatasetPage, DocumentPage, ProjectPage
from services.models import ServicePage
from territory.models import ContactEntry, ContactPoint, EventPage, PlacePage

_number = count(1)


def term(vocabulary: str, key: str) -> Term:
    return Term.objects.get(vocabulary=vocabulary, key=key)


def page_with(tenant, site_key: str) -> BasePage:
    """The page of a body's site that has a function: «servizi», «uffici», «categoria-ambiente»."""
    return BasePage.objects.get(tenant=tenant, site_key=site_key, locale__language_code="it").specific


def document(tenant, title: str = "Condizioni di servizio") -> SiteDocument:
    found = SiteDocument(title=title, tenant=tenant, collection=tenant.collection)
    found.file = ContentFile(b"%PDF-1.4 prova", name=f"{slugify(title)}-{next(_number)}.pdf")
    found.save()
    return found


def an_image(tenant, size=(1600, 900)) -> SiteImage:
    buffer = io.BytesIO()
    Image.new("RGB", size, (120, 160, 90)).save(buffer, format="JPEG")
    image = SiteImage(title="Un campo", description="Un campo verde", tenant=tenant, collection=tenant.collection)
    image.file = ContentFile(buffer.getvalue(), name=f"campo-{next(_number)}.jpg")
    image.save()
    return image


def a_contact_point(tenant, title: str = "Sportello", phone: str = "+39 0547 000 401") -> ContactPoint:
    point = ContactPoint.objects.create(tenant=tenant, title=title)
    for order, (kind, value) in enumerate([("telefono", phone), ("email", "sportello@comune.montiano.example")]):
        ContactEntry.objects.create(
            contact_point=point, kind=term("tipi_punto_contatto", kind), value=value, sort_order=order
        )
    return point


def a_place(tenant, title: str = "Municipio", **fields) -> PlacePage:
    defaults = {
        "summary": "La sede del Comune.",
        "access": "<p>Ingresso senza gradini.</p>",
        "street_address": "Piazza Maggiore 3",
        "cap": "47020",
        "locality": tenant.short_name,
        "latitude": Decimal("44.083000"),
        "longitude": Decimal("12.307000"),
    }
    types = fields.pop("types", [])
    page = PlacePage(title=title, slug=f"{slugify(title)}-{next(_number)}", **{**defaults, **fields})
    page.types = types
    page.contact_points = [a_contact_point(tenant, title)]
    return _published(page, page_with(tenant, "luoghi"))


def an_event(tenant, title: str = "Mercatino in piazza", **fields) -> EventPage:
    """A complete event; on 5 December 2026 from nine to twelve, where not said otherwise."""
    topics = fields.pop("topics", [term("argomenti", "mercato")])
    points = fields.pop("contact_points", None) or [a_contact_point(tenant, title)]
    defaults = {
        "summary": "Banchi di cose buone sotto il portico.",
        "description": "<p>Miele, formaggi, pane.</p>",
        "audience": "<p>Per tutti.</p>",
        "event_type": term("tipi_evento", "mercatino"),
        "starts_on": date(2026, 12, 5),
        "start_time": None if fields.get("all_day") else time(9),
        "end_time": None if fields.get("all_day") else time(12),
        "location_name": "Portico comunale",
        "location_city": tenant.short_name,
        "costs": [{"type": "cost", "value": {"title": "Ingresso", "is_free": True, "price": None, "description": ""}}],
    }
    page = EventPage(title=title, slug=f"{slugify(title)}-{next(_number)}", **{**defaults, **fields})
    page.topics = topics
    page.contact_points = points
    return _published(page, page_with(tenant, "eventi"))


def an_office(tenant, title: str = "Ufficio anagrafe", *, kind: str = "ufficio", section: str = "uffici", **fields):
    seat = fields.pop("seat", None) or a_place(tenant)
    defaults = {
        "summary": "Documenti, residenza, stato civile.",
        "duties": "<p>Rilascia documenti e certificati.</p>",
        "unit_type": term("tipi_unita_organizzativa", kind),
    }
    page = OfficePage(title=title, slug=f"{slugify(title)}-{next(_number)}", seat=seat, **{**defaults, **fields})
    page.contact_points = [a_contact_point(tenant, title)]
    return _published(page, page_with(tenant, section))


def a_person(tenant, name: str = "Ada", surname: str = "Bianchi", *, section: str = "politici", **fields) -> PersonPage:
    title = f"{name} {surname}"
    page = PersonPage(title=title, slug=f"{slugify(title)}-{next(_number)}", name=name, surname=surname, **fields)
    return _published(page, page_with(tenant, section))


def a_role(person: PersonPage, office: OfficePage, title: str = "Sindaca", **fields) -> Role:
    defaults = {"role_type": term("tipi_incarico", "politico"), "tenant": person.tenant}
    return Role.objects.create(person=person, office=office, title=title, **{**defaults, **fields})


def a_service(tenant, title: str = "Carta di identità", *, category: str = "anagrafe-e-stato-civile", **fields):
    """A complete sheet, ready for the public."""
    office = fields.pop("responsible_office", None) or an_office(tenant)
    topics = fields.pop("topics", [term("argomenti", "anagrafe")])
    defaults = {
        "summary": "Come chiedere la carta di identità.",
        "audience": "<p>Chi abita qui.</p>",
        "how_to": "<p>Vieni allo sportello.</p>",
        "needed_intro": "<p>Porta con te:</p>",
        "outcome": "<p>La carta di identità.</p>",
        "times_intro": "<p>Arriva in sei giorni.</p>",
        "channels": [{"type": "desk", "value": {"intro": "Vieni in municipio."}}],
        "conditions_file": document(tenant),
    }
    page = ServicePage(
        title=title, slug=f"{slugify(title)}-{next(_number)}", responsible_office=office, **{**defaults, **fields}
    )
    page.topics = topics
    return _published(page, page_with(tenant, f"categoria-{category}"))


def a_news_item(tenant, title: str = "Mercato spostato", *, section: str = "notizie", **fields) -> NewsPage:
    topics = fields.pop("topics", [term("argomenti", "mercato")])
    offices = fields.pop("managed_by", None) or [an_office(tenant)]
    defaults = {"summary": "Sabato il mercato è in piazza.", "body": "<p>Sabato i banchi sono in piazza.</p>"}
    page = NewsPage(title=title, slug=f"{slugify(title)}-{next(_number)}", **{**defaults, **fields})
    page.topics = topics
    page.managed_by = offices
    return _published(page, page_with(tenant, section))


def a_document_page(tenant, title: str = "Regolamento dei mercati", *, kind: str = "atto-normativo", **fields):
    """A public document in two formats."""
    topics = fields.pop("topics", [term("argomenti", "mercato")])
    office = fields.pop("office", None) or an_office(tenant)
    files = fields.pop("files", None) or [
        ("document", {"title": title, "file": document(tenant, title)}),
        ("document", {"title": f"{title}, da compilare", "url": "https://www.example.org/regolamento.odt"}),
    ]
    page = DocumentPage(
        title=title,
        slug=f"{slugify(title)}-{next(_number)}",
        office=office,
        licence=term("licenze", "attribuzione"),
        files=files,
        **{"summary": "Le regole di tutti i mercati.", **fields},
    )
    page.topics = topics
    return _published(page, page_with(tenant, f"documenti-{kind}"))


def a_call(tenant, title: str = "Contributi per le caldaie", **fields) -> CallPage:
    """A call that is open for a month."""
    topics = fields.pop("topics", [term("argomenti", "energie-rinnovabili")])
    now = timezone.now()
    defaults = {
        "summary": "Un aiuto a chi cambia la caldaia.",
        "recipients": "<p>Chi abita qui.</p>",
        "body": "<p>Scrivi entro la scadenza.</p>",
        "opens_at": now - timedelta(days=1),
        "deadline": now + timedelta(days=30),
    }
    office = fields.pop("office", None) or an_office(tenant)
    page = CallPage(title=title, slug=f"{slugify(title)}-{next(_number)}", office=office, **{**defaults, **fields})
    page.topics = topics
    return _published(page, page_with(tenant, "bandi"))


def a_dataset(tenant, title: str = "Parcheggi", **fields) -> DatasetPage:
    holder = fields.pop("holder", None) or an_office(tenant)
    topics = fields.pop("topics", [term("argomenti", "parcheggi")])
    page = DatasetPage(
        title=title,
        slug=f"{slugify(title)}-{next(_number)}",
        holder=holder,
        licence=term("licenze", "attribuzione"),
        frequency=term("frequenze_aggiornamento", "annuale"),
        files=[("document", {"title": title, "url": "https://www.example.org/parcheggi.csv"})],
        **{"summary": "Dove sono i parcheggi.", "distribution": "<p>Una riga per parcheggio.</p>", **fields},
    )
    page.themes = [term("temi_dataset", "trasporti")]
    page.topics = topics
    return _published(page, page_with(tenant, "documenti-dataset"))


def a_project(tenant, title: str = "Il nuovo sito", **fields) -> ProjectPage:
    defaults = {
        "summary": "Un sito più semplice.",
        "mission": "Missione 1",
        "cup": "D11F22003260006",
        "amount": "79000.00",
        "description": "<p>Rifacciamo il sito.</p>",
    }
    office = fields.pop("office", None) or an_office(tenant)
    topics = fields.pop("topics", [term("argomenti", "pnrr")])
    page = ProjectPage(title=title, slug=f"{slugify(title)}-{next(_number)}", office=office, **{**defaults, **fields})
    page.topics = topics
    return _published(page, page_with(tenant, "pnrr"))


def an_alert(tenant, text: str = "Neve: scuole chiuse", **fields) -> Alert:
    targets = fields.pop("targets", [])
    defaults = {"starts_at": timezone.now() - timedelta(hours=1), "ends_at": timezone.now() + timedelta(hours=1)}
    alert = Alert.objects.create(tenant=tenant, text=text, **{**defaults, **fields})
    alert.targets.set(targets)
    return alert


def _published(page: BasePage, parent: BasePage) -> BasePage:
    """What publishing leaves behind, in one saving instead of three: making pages was a quarter of all the tests' time.
    Publishing itself is tried by the tests of each type's form."""
    page.live, page.first_published_at, page.last_published_at = True, timezone.now(), timezone.now()
    page.locale = parent.locale
    parent.refresh_from_db(fields=["path", "numchild"])
    parent.add_child(instance=page)
    if missing := page.missing_parts():
        raise ValidationError(list(missing.values()))
    revision = page.save_revision(changed=False, clean=False)
    BasePage.objects.filter(pk=page.pk).update(live_revision=revision)
    page = type(page).objects.get(pk=page.pk)
    page_published.send(sender=type(page), instance=page, revision=revision)
    return page
