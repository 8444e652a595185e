"""What the database knows of a body's contents, for the criteria: what is published, what lacks, what is old."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page

from cms import completeness
from cms.formats import the_day
from cms.models import BasePage
from conformity.criteria import Contents, Finding
from conformity.criteria.base import WARNING

YEAR = timedelta(days=365)
# Type of page -> kind of the asseveration (COMUNI.md g.6), by the name of the model: its app may be on any floor.
KINDS = {
    "officepage": "Ufficio",
    "documentpage": "Documento",
    "placepage": "Luogo",
    "eventpage": "Evento",
    "personpage": "Persona",
    "newspage": "Notizia",
}
# Where a page says which office looks after it, by type.
OFFICES = ("responsible_office", "managed_by", "organiser", "office", "holder", "offices")
_FIX = "Apri la pagina, scrivi quello che manca e pubblica."


def contents_of(tenant, addresses: dict[int, str], today: date) -> Contents:
    """The contents of a body; `addresses` are its live pages by key. A constant number of queries for each page."""
    pages = list(BasePage.objects.filter(pk__in=addresses).order_by("path").select_related("image"))
    found = Contents(pages=len(pages))
    for page in pages:
        if page.image is not None and not page.image.description:
            text = f"L'immagine «{page.image.title}» non ha un testo alternativo."
            found.pictures.append(_finding(page, addresses, text, "Descrivi l'immagine nella sua scheda."))
        if why := unread(page, today):
            fix = "Rileggi tutto, scrivi la data in «Promozione» e pubblica."
            found.unread.append(_finding(page, addresses, why, fix, WARNING))
    for model, keys in by_type(pages):
        kind = KINDS.get(model._meta.model_name)
        if kind and issubclass(model, BasePage):
            found.published[kind] = found.published.get(kind, 0) + _original(model, keys)
        for page in _asked(model, keys):
            missing = what_lacks(page)
            if missing:
                found.missing.append(_finding(page, addresses, f"Manca: {', '.join(missing)}.", _FIX))
    return found


def by_type(pages: Iterable[Page]) -> Iterable[tuple[type, list[int]]]:
    """Keys of pages, by model."""
    keys: dict[int, list[int]] = {}
    for page in pages:
        keys.setdefault(page.content_type_id, []).append(page.pk)
    return [(ContentType.objects.get_for_id(type_id).model_class(), found) for type_id, found in keys.items()]


def _original(model, keys: list[int]) -> int:
    """How many pages there are, a page and its translation being one."""
    return model.objects.filter(pk__in=keys).values("translation_key").distinct().count()


def _asked(model, keys: list[int]) -> Iterable[BasePage]:
    """Pages of a type of which somebody asks something."""
    asked = {*getattr(model, "reviewed_attributes", ()), *getattr(model, "required_to_publish", ())}
    if not asked:
        return ()
    related = [field.name for field in model._meta.many_to_many if field.name in asked]
    pages = model.for_serving().filter(pk__in=keys).order_by("path")
    return pages.prefetch_related(*related).iterator(chunk_size=100)


def what_lacks(page: BasePage) -> list[str]:
    """Parts that a live page lacks, as the citizen reads them: those of the human review, and those needed to publish.

    A page that shows another's words, as that of a union office, is judged by those.
    """
    shown = getattr(page, "effective", page)
    attributes = page.reviewed_attributes
    lacking = [
        label for name, label in attributes.items() if not completeness.is_filled(completeness.part(shown, name))
    ]
    needed = [page.required_to_publish.get(name, name) for name in page.as_read().missing_parts()]
    return list(dict.fromkeys([*lacking, *needed]))


def unread(page: BasePage, today: date) -> str:
    """Why a page has to be read again, or nothing."""
    if page.review_by and page.review_by <= today and (page.reviewed_on is None or page.reviewed_on < page.review_by):
        return f"Era da rileggere entro {the_day(page.review_by, 'il d/m/Y')}."
    published = timezone.localdate(page.last_published_at) if page.last_published_at else None
    last = max(filter(None, (page.reviewed_on, published)), default=None)
    if last is not None and last < today - YEAR:
        return f"Nessuno la rilegge {the_day(last, 'dal d/m/Y')}."
    return ""


def _finding(page, addresses: dict[int, str], message: str, fix: str, severity: str = WARNING) -> Finding:
    return Finding(addresses.get(page.pk, ""), message, fix, severity, page.pk)


def units_of(keys: Iterable[int]) -> dict[int, str]:
    """Name of the office that looks after each page, where its type says so: one query for each type."""
    pages = Page.objects.filter(pk__in=keys).only("pk", "content_type_id")
    found: dict[int, str] = {}
    for model, mine in by_type(pages):
        names = {field.name for field in model._meta.get_fields()} if model else set()
        for name in OFFICES:
            if name in names:
                rows = model.objects.filter(pk__in=mine).exclude(**{name: None}).values_list("pk", f"{name}__title")
                found |= {key: title for key, title in rows if title}
    return found


def keepers_of(keys: Iterable[int]) -> dict[int, int]:
    """Key of the person who put each page online last, else of its owner."""
    rows = Page.objects.filter(pk__in=keys).values_list(
        "pk", "live_revision__user_id", "latest_revision__user_id", "owner_id"
    )
    return {key: person for key, *people in rows if (person := next(filter(None, people), None))}
