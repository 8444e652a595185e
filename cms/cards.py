"""What lists show of a page: a few columns read at once, never the whole page."""

from dataclasses import dataclass, replace
from datetime import date

from cms import pictures
from cms.directory import directory

COLUMNS = ("pk", "title", "url_path", "summary", "listing_label", "listing_date", "image_id", "tenant_id")


@dataclass(frozen=True, slots=True)
class Card:
    """A page in a list; names match those of the page, so a template may be given either."""

    pk: int
    title: str
    path_url: str
    full_url: str
    summary: str
    listing_label: str
    listing_date: date | None
    tenant_id: int
    image: object = None

    def seen_from(self, tenant) -> "Card":
        """The same card on another body's site: there its address needs the host."""
        return self if tenant.pk == self.tenant_id else replace(self, path_url=self.full_url)


def cards(pages, role: str = "") -> list[Card]:
    """Cards of a queryset of pages in one query; with a picture role, in three, however many pages there are."""
    return from_rows(list(pages.values_list(*COLUMNS)), role)


def from_rows(rows: list[tuple], role: str = "") -> list[Card]:
    images = _images({row[6] for row in rows if row[6]}, role) if role else {}
    where = directory()
    return [
        Card(
            pk=row[0],
            title=row[1],
            path_url=where.path_of(row[2]),
            full_url=where.url_of(row[2]),
            summary=row[3],
            listing_label=row[4],
            listing_date=row[5],
            tenant_id=row[7],
            image=images.get(row[6]),
        )
        for row in rows
    ]


def _images(keys: set[int], role: str) -> dict:
    from cms.models import SiteImage

    if not keys:
        return {}
    return {image.pk: image for image in pictures.with_renditions(SiteImage.objects.filter(pk__in=keys), role)}
