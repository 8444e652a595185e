"""What lists show of a page: a few columns read at once, never the whole page."""

from dataclasses import dataclass, field, replace
from datetime import date

from cms import pictures, versions
from cms.directory import directory
from cms.kept import kept

COLUMNS = ("pk", "title", "url_path", "summary", "listing_label", "listing_date", "image_id", "tenant_id", "locale_id")


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
    lang: str = ""  # of the words, where they are not in the language of the page
    pictures: dict = field(default_factory=dict)  # ready HTML by role, decorative: the title says what it is

    def seen_from(self, tenant) -> "Card":
        """The same card on another body's site: there its address needs the host."""
        return self if tenant.pk == self.tenant_id else replace(self, path_url=self.full_url)


def cards(pages, *, with_pictures: bool = False) -> list[Card]:
    """Cards of a queryset of pages in one query; pictures cost two more at most, however many pages there are."""
    return from_rows(list(pages.values_list(*COLUMNS)), with_pictures=with_pictures)


def related(keys, *, with_pictures: bool = False) -> dict[int, Card]:
    """Live pages that relations of a page hold, by the key they hold: in the reader's language where they exist in it,
    else in Italian, marked. One query."""
    from cms.models import BasePage

    shown = versions.translated(keys)
    pages = BasePage.objects.live().filter(pk__in=set(shown.values()))
    found = {card.pk: card for card in cards(pages, with_pictures=with_pictures)} if shown else {}
    return {key: found[version] for key, version in shown.items() if version in found}


def chosen(rows, name: str, *, limit: int | None = None, with_pictures: bool = False) -> list[Card]:
    """Cards of the listed pages that an editor chose, row by row, through the key `name`: one query. A list holds only
    what exists in the reader's language."""
    if versions.is_original():
        shown = rows.filter(**{f"{name}__live": True, f"{name}__basepage__is_hidden_from_lists": False})
        columns = [f"{name}__basepage__{column}" for column in COLUMNS]
        return from_rows(list(shown.values_list(*columns)[:limit]), with_pictures=with_pictures)
    return by_keys(list(rows.values_list(f"{name}_id", flat=True)), with_pictures=with_pictures)[:limit]


def by_keys(keys: list[int], *, with_pictures: bool = False) -> list[Card]:
    """Cards of the listed pages with these keys that exist in the reader's language, in this order: one query."""
    from cms.models import BasePage

    shown = versions.translated(keys)
    pages = BasePage.objects.listed().filter(versions.in_language(), pk__in=set(shown.values()))
    found = {card.pk: card for card in cards(pages, with_pictures=with_pictures)} if shown else {}
    return [found[shown[key]] for key in keys if shown[key] in found]


def in_reader_language(originals) -> list[Card]:
    """Cards of some Italian pages in their order, each in the reader's language where it is published in it."""
    if versions.is_original():
        return cards(originals)
    keys = list(originals.values_list("pk", flat=True))
    found = related(keys)
    return [found[key] for key in keys if key in found]


def from_rows(rows: list[tuple], *, with_pictures: bool = False) -> list[Card]:
    made = _pictures(rows) if with_pictures else {}
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
            lang=where.foreign(row[8]),
            pictures=made.get(row[6], {}),
        )
        for row in rows
    ]


def _pictures(rows: list[tuple]) -> dict[int, dict]:
    """HTML of the pictures of some rows, by image and role; each is written once per publication."""
    from cms.models import SiteImage

    wanted = {row[6]: row[7] for row in rows if row[6]}
    shelves = {tenant_id: kept(tenant_id, "pictures", make=dict) for tenant_id in set(wanted.values())}
    missing = [key for key, tenant_id in wanted.items() if key not in shelves[tenant_id]]
    if missing:
        for image in pictures.with_renditions(SiteImage.objects.filter(pk__in=missing), *pictures.ROLES):
            shelves[wanted[image.pk]][image.pk] = {
                role: pictures.picture(image, role, alt="") for role in pictures.ROLES
            }
    return {key: shelves[tenant_id].get(key, {}) for key, tenant_id in wanted.items()}
