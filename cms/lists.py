"""Pages of a list, from the address: `?pagina=2`. A number that makes no sense gives the nearest page that exists."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from cms.cards import cards
from cms.kept import kept


@dataclass
class Listing:
    """One page of a list and what its template needs to go on."""

    page: Page
    items: list
    total: int
    next_url: str
    previous_url: str

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


def page_number(text: str) -> int:
    """«-1», «abc», a null byte or a thousand digits all mean the first page."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def paginate(request, items, size: int, *, of=None, with_pictures: bool = False) -> Listing:
    """Cut a queryset of pages (shown as cards, with pictures if asked), of other rows, or a list; other parameters stay in links.

    `of` is the page whose whole list this is: its length is then counted once per publication.
    """
    paginator = Paginator(items, size)
    if of is not None:  # counting thousands costs more than showing ten: once per publication is enough
        paginator.count = kept(of.tenant_id, "count", of.pk, make=items.count)
    page = paginator.get_page(page_number(request.GET.get("pagina", "")))

    def url(number: int) -> str:
        query = request.GET.copy()
        query["pagina"] = str(number)
        for name in list(query):
            if "\x00" in query[name] or len(query[name]) > 100:
                del query[name]
        return f"?{query.urlencode()}"

    shown = page.object_list
    return Listing(
        page=page,
        items=cards(shown, with_pictures=with_pictures) if _are_pages(shown) else list(shown),
        total=page.paginator.count,
        next_url=url(page.next_page_number()) if page.has_next() else "",
        previous_url=url(page.previous_page_number()) if page.has_previous() else "",
    )


def _are_pages(shown) -> bool:
    return isinstance(shown, QuerySet) and hasattr(shown.model, "url_path")
