"""What lists show of a page: a few columns read at once, never the whole page."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from cms import pictures, versions
from cms.directory import directory
from cms.kept import kept
from cms.prepared import prepared

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
    shown = versions.translated(keys)
    found = _by_key(_live(keys={*shown.values()}), with_pictures)
    return {key: found[version] for key, version in shown.items() if version in found}


@prepared
def _live(*, keys):
    from cms.models import BasePage

    return BasePage.objects.live().filter(pk__in=keys).order_by().values_list(*COLUMNS)


@prepared
def _listed(*, keys, language):
    from cms.models import BasePage

    return (
        BasePage.objects.listed().filter(versions.in_language(language), pk__in=keys).order_by().values_list(*COLUMNS)
    )


def _by_key(rows: list[tuple], with_pictures: bool) -> dict[int, Card]:
    return {card.pk: card for card in from_rows(rows, with_pictures=with_pictures)}


def chosen(rows, name: str) -> list[Card]:
    """Cards of the listed pages that an editor chose, row by row, through the key `name`: one query. A list holds only
    what exists in the reader's language."""
    if versions.is_original():
        return from_rows(list(_shown(rows, name)))
    return by_keys(list(rows.values_list(f"{name}_id", flat=True)))


def chosen_by(
    holder: int, model, relation: str, name: str, *, limit: int | None = None, with_pictures=False
) -> list[Card]:
    """The same for the rows of a `model` that hang from one page, by the key `relation`, in the editor's order."""
    shown, keys = _chosen_by(model, relation, name)
    if versions.is_original():
        return from_rows(shown(holder=holder)[:limit], with_pictures=with_pictures)
    return by_keys(keys(holder=holder), with_pictures=with_pictures)[:limit]


@cache
def _chosen_by(model, relation: str, name: str):
    def of(holder):
        return model.objects.filter(**{relation: holder}).order_by("sort_order")

    return (
        prepared(lambda *, holder: _shown(of(holder), name)),
        prepared(lambda *, holder: of(holder).values_list(f"{name}_id", flat=True)),
    )


def _shown(rows, name: str):
    shown = rows.filter(**{f"{name}__live": True, f"{name}__basepage__is_hidden_from_lists": False})
    return shown.values_list(*(f"{name}__basepage__{column}" for column in COLUMNS))


def by_keys(keys: list[int], *, with_pictures: bool = False) -> list[Card]:
    """Cards of the listed pages with these keys that exist in the reader's language, in this order: one query."""
    shown = versions.translated(keys)
    found = _by_key(_listed(keys={*shown.values()}, language=versions.language_of_reader()), with_pictures)
    return [found[shown[key]] for key in keys if shown[key] in found]


def in_reader_language(rows: list[tuple]) -> list[Card]:
    """Cards of the rows of some Italian pages in their order, each in the reader's language where it is published in it."""
    if versions.is_original():
        return from_rows(rows)
    keys = [row[0] for row in rows]
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
