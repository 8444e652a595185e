"""What there is to do in the transparency of each body: three queries, whatever the number of sections."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse

from cms.directory import directory
from cms.staff import bodies_among
from cms.versions import ORIGINAL, in_language
from transparency import dates, formats
from transparency.dates import State, Update
from transparency.models import SectionFile, TransparencySectionPage
from transparency.scheme import Section, section_of

TO_DO = {State.MISSING, State.OVERDUE}
CLOSE_DAYS = 90  # how long before a file goes out we say so
# Key in the address -> what the filter is called.
FILTERS = {
    "da-fare": "Da fare: mai aggiornate o in ritardo",
    **{state.value: state.label for state in State},
    "non-aperti": "Con file in formato non aperto",
    "da-ritirare": "Con file che escono entro 90 giorni",
    "archivio": "Archivio: file già usciti",
}


@dataclass(frozen=True)
class Wanted:
    """What the address asks for."""

    state: str = ""
    tenant: str = ""


@dataclass
class File:
    """A file of a section, as the office sees it."""

    title: str
    url: str
    published_on: date
    last_day: date | None
    extension: str

    @property
    def is_open(self) -> bool:
        return formats.is_open(self.extension)


@dataclass
class Row:
    """A section of a body with its days, its files and where it is edited."""

    tenant: object
    pk: int
    title: str
    parent: str
    section: Section | None
    updated_on: date | None
    not_applicable: bool
    today: date
    files: list[File] = field(default_factory=list)

    @property
    def update(self) -> Update:
        return self.section.update if self.section else Update.PROMPT

    @property
    def due_on(self) -> date | None:
        return dates.due_on(self.update, self.updated_on)

    @property
    def state(self) -> State:
        from_site = bool(self.section and self.section.source)
        return dates.state_of(self.due_on, self.today, not_applicable=self.not_applicable, from_site=from_site)

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.pk])

    @property
    def shown(self) -> list[File]:
        return [file for file in self.files if not dates.is_over(file.last_day, self.today)]

    @property
    def archive(self) -> list[File]:
        """Files that the public no longer finds."""
        return [file for file in self.files if dates.is_over(file.last_day, self.today)]

    @property
    def not_open(self) -> list[File]:
        return [file for file in self.shown if not file.is_open]

    @property
    def leaving(self) -> list[File]:
        limit = self.today + timedelta(days=CLOSE_DAYS)
        return [file for file in self.shown if file.last_day and file.last_day <= limit]

    def answers(self, state: str) -> bool:
        """Whether a filter keeps this row."""
        if state == "da-fare":
            return self.state in TO_DO
        files = {"non-aperti": self.not_open, "da-ritirare": self.leaving, "archivio": self.archive}
        return bool(files[state]) if state in files else not state or self.state == state


def bodies(allowed) -> list:
    """Bodies that keep their transparency here: of the others we know nothing."""
    return [body for body in bodies_among(allowed) if not body.transparency_url]


def read(allowed: frozenset[int] | None, wanted: Wanted, today: date) -> list[Row]:
    """Sections of some bodies that must hold data, in the order of the law, narrowed as asked."""
    chosen = [body for body in bodies(allowed) if wanted.tenant in ("", body.slug)]
    return [row for row in _rows([body.pk for body in chosen], today) if row.answers(wanted.state)]


def _rows(tenants: list[int], today: date) -> list[Row]:
    where = directory()
    pages = TransparencySectionPage.objects.live().filter(in_language(ORIGINAL), tenant__in=tenants)
    columns = ("pk", "title", "site_key", "path", "depth", "tenant_id", "data_updated_on", "not_applicable")
    found = list(pages.order_by("tenant__name", "path").values_list(*columns))
    titles = {path: title for _pk, title, _key, path, *_rest in found}
    step = TransparencySectionPage.steplen
    with_parts = {path[:-step] for _pk, _title, _key, path, *_rest in found}
    rows = {}
    for pk, title, key, path, _depth, tenant, updated, reason in found:
        if path not in with_parts:
            parent = titles.get(path[:-step], "")
            rows[pk] = Row(where.tenants[tenant], pk, title, parent, section_of(key), updated, bool(reason), today)
    _add_files(rows, tenants)
    return list(rows.values())


def _add_files(rows: dict[int, Row], tenants: list[int]) -> None:
    files = SectionFile.objects.filter(page__tenant__in=tenants).select_related("document")
    for one in files.order_by("page", "sort_order"):
        if one.page_id in rows:
            rows[one.page_id].files.append(
                File(one.title, one.document.url, one.published_on, one.keep_until, one.document.file_extension)
            )


def lines(rows: list[Row]) -> list[list[str]]:
    """The rows for a spreadsheet, titles first."""
    head = ["Ente", "Sezione", "Sottosezione", "Norma", "Ogni quanto", "Aggiornata il", "Entro il", "Stato"]
    head += ["File non aperti", "File che escono", "File in archivio"]
    return [head, *(_line(row) for row in rows)]


def _line(row: Row) -> list[str]:
    days = [f"{day:%d/%m/%Y}" if day else "" for day in (row.updated_on, row.due_on)]
    files = ["; ".join(file.title for file in some) for some in (row.not_open, row.leaving, row.archive)]
    top = [row.tenant.name, row.parent or row.title, row.title if row.parent else ""]
    return [*top, row.section.law if row.section else "", row.update.label, *days, row.state.label, *files]
