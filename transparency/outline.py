"""The headings of a body's Amministrazione trasparente as menus, lists and reports read them: once per publication."""

from dataclasses import dataclass, field, replace
from datetime import date

from cms.directory import directory
from cms.kept import kept
from cms.models import BasePage
from cms.tree import inside
from cms.versions import ORIGINAL, in_language
from transparency import dates
from transparency.dates import State, Update
from transparency.scheme import Section, section_of

INDEX_KEY = "trasparenza"


@dataclass(frozen=True)
class Heading:
    """A published heading: where it is, when its data was renewed, what stands below it."""

    pk: int
    site_key: str
    title: str
    path_url: str
    summary: str
    updated_on: date | None
    not_applicable: str
    files: tuple[tuple[str, date | None], ...] = ()  # title, last day
    parts: tuple["Heading", ...] = ()

    @property
    def section(self) -> Section | None:
        return section_of(self.site_key)

    @property
    def update(self) -> Update:
        return self.section.update if self.section else Update.PROMPT

    @property
    def due_on(self) -> date | None:
        return dates.due_on(self.update, self.updated_on)

    @property
    def is_from_site(self) -> bool:
        """Whether the site itself fills it, or all of its parts."""
        return all(one.section and one.section.source for one in self.parts or (self,))

    @property
    def last_update(self) -> date | None:
        """The most recent day among its own and its parts'."""
        return max((day for day in [self.updated_on, *(p.updated_on for p in self.parts)] if day), default=None)

    @property
    def must_hold_data(self) -> bool:
        """A first-level heading with parts only collects them."""
        return not self.parts

    def state(self, today: date) -> State:
        from_site = bool(self.section and self.section.source)
        return dates.state_of(self.due_on, today, not_applicable=bool(self.not_applicable), from_site=from_site)

    def files_on(self, today: date) -> list[str]:
        """Titles of the files whose term has not passed."""
        return [title for title, last_day in self.files if not dates.is_over(last_day, today)]

    def says(self, words: list[str], today: date) -> bool:
        text = f"{self.title} {self.summary} {' '.join(self.files_on(today))}".casefold()
        return all(word in text for word in words)


@dataclass(frozen=True)
class Outline:
    """The first-level headings of a body, each with its parts."""

    headings: tuple[Heading, ...] = ()
    by_key: dict = field(default_factory=dict)

    def __iter__(self):
        return iter(self.headings)

    def all(self) -> list[Heading]:
        return [one for heading in self.headings for one in (heading, *heading.parts)]

    def parts_of(self, pk: int | None) -> tuple[Heading, ...]:
        return next((heading.parts for heading in self.headings if heading.pk == pk), ())

    def top_of(self, pk: int | None) -> int | None:
        """Key of the first-level heading that a heading is or stands below."""
        return next((one.pk for one in self.headings if pk in (one.pk, *(part.pk for part in one.parts))), None)

    def address_of(self, site_key: str) -> str:
        return self.by_key.get(site_key, "")

    def find(self, query: str, today: date) -> list[Heading]:
        """Headings whose title, description or files hold every word."""
        words = query.casefold().split()
        return [heading for heading in self.all() if heading.says(words, today)]


def outline_of(tenant) -> Outline:
    return kept(tenant.pk, "transparency", make=lambda: _read(tenant))


def _read(tenant) -> Outline:
    """Two queries and the place of the index, whatever is published."""
    from transparency.models import SectionFile, TransparencySectionPage

    here = BasePage.objects.of(tenant).live().filter(in_language(ORIGINAL), site_key=INDEX_KEY)
    place = here.values_list("path", "depth").first()
    if place is None:
        return Outline()
    path, depth = place
    pages = TransparencySectionPage.objects.live().filter(inside(path), in_language(ORIGINAL), depth__lte=depth + 2)
    files: dict[int, list[tuple]] = {}
    rows = SectionFile.objects.filter(page__tenant=tenant).values_list("page_id", "title", "keep_until")
    for page, title, last_day in rows:
        files.setdefault(page, []).append((title, last_day))
    where = directory()
    columns = ("pk", "site_key", "title", "url_path", "summary", "data_updated_on", "not_applicable", "path")
    top: list[Heading] = []
    parts: dict[str, list[Heading]] = {}
    places: dict[int, str] = {}
    for row in pages.order_by("path").values_list(*columns):
        heading = Heading(*row[:3], where.path_of(row[3]), *row[4:7], files=tuple(files.get(row[0], ())))
        parent = row[7][: -BasePage.steplen]
        if parent == path:
            top.append(heading)
            places[heading.pk] = row[7]
        else:
            parts.setdefault(parent, []).append(heading)
    headings = tuple(replace(one, parts=tuple(parts.get(places[one.pk], ()))) for one in top)
    by_key = {one.site_key: one.path_url for h in headings for one in (h, *h.parts) if one.site_key}
    return Outline(headings, by_key)
