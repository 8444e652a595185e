"""What the pages of requests and reports share: categories and services to choose from, limits, a draft by its address."""

from django.utils.translation import get_language

from cms import private_pages
from cms.cards import related
from cms.limits import Limit
from cms.versions import ORIGINAL
from services.models import ServiceCategoryPage, ServicePage
from tickets.models import Category

BY_ADDRESS = Limit("richieste", 10, 3600)  # sent or begun; beyond it a proof of work (SECURITY 5.2b)


def answer(request, template: str, context: dict, *, status: int = 200):
    return private_pages.answer(request, f"tickets/{template}", context, status=status)


def categories_of(kind: str) -> list[dict]:
    """The categories that somebody may choose, named in the reader's language."""
    language = get_language()
    return [
        {
            "key": row.key,
            "name": row.in_language("name", language),
            "summary": row.in_language("summary", language),
            "category": row,
        }
        for row in Category.objects.filter(kind=kind, is_active=True)
    ]


def services_of(tenant) -> dict[str, list[tuple[str, str]]]:
    """Service sheets of a site by the key of their category: (key, title in the reader's language)."""
    original = {"locale__language_code": ORIGINAL}
    places = ServiceCategoryPage.objects.of(tenant).live().filter(**original)
    key_of = dict(places.values_list("path", "category__key"))
    sheets = ServicePage.objects.of(tenant).live().filter(**original).values_list("pk", "path", "title")
    rows = list(sheets.order_by("title"))
    spoken = related({key for key, _path, _title in rows})
    found: dict[str, list[tuple[str, str]]] = {key: [] for key in key_of.values()}
    for key, path, title in rows:
        if (parent := key_of.get(path[:-4])) is not None:
            found[parent].append((str(key), spoken[key].title if key in spoken else title))
    return found
