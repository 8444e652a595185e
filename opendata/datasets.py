"""The datasets of a body, as plain records: what every export and the API read, whatever the page type looks like."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.apps import apps
from django.utils import timezone

from cms import relations
from cms.directory import directory
from cms.open_content import open_pages
from cms.structured import plain
from cms.versions import ORIGINAL, in_language
from opendata.files import FileRecord, files_of

MODEL = ("publications", "DatasetPage")
RELATIONS = ("topics", "themes")


@dataclass(frozen=True)
class DatasetRecord:
    """What DCAT-AP_IT asks of a dataset. `themes` are codes of the European table (ENVI), `frequency` and `licence`
    keys of our vocabularies."""

    identifier: str
    title: str
    description: str
    url: str
    modified: date
    holder_name: str
    holder_identifier: str
    frequency: str
    licence: str
    themes: tuple[str, ...] = ()
    files: tuple[FileRecord, ...] = ()
    issued: date | None = None
    distribution: str = ""  # what the columns are, as a text
    keywords: tuple[str, ...] = ()
    theme_names: tuple[str, ...] = field(default=(), compare=False)


def datasets_of(tenant) -> list[DatasetRecord]:
    """Open datasets of a body, in Italian, by title; none where the product has no such pages."""
    model = model_of_datasets()
    if model is None:
        return []
    wanted = open_pages(tenant).filter(in_language(ORIGINAL)).values("pk")
    pages = list(
        model.objects.filter(pk__in=wanted).select_related("holder", "licence", "frequency").order_by("title", "pk")
    )
    names = [name for name in RELATIONS if _has(model, name)]
    keys = relations.keys_of_many(model, [page.pk for page in pages], *names)
    relations.terms([key for found in keys.values() for terms in found.values() for key in terms])  # all in one query
    files = files_of(tenant, {page.pk: page.files for page in pages})
    return [record_of(page, tenant, keys[page.pk], files[page.pk]) for page in pages]


def model_of_datasets():
    try:
        return apps.get_model(*MODEL)
    except LookupError:
        return None


def _has(model, name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())


def record_of(page, tenant, keys: dict[str, list[int]], files: list[FileRecord]) -> DatasetRecord:
    """The one place that knows the fields of the page of a dataset."""
    themes = relations.terms(keys.get("themes", []))
    body = tenant.ipa_code or tenant.slug
    holder = page.holder
    return DatasetRecord(
        identifier=f"{body}:{page.translation_key}",
        title=page.title,
        description=plain(page.summary),
        url=directory().url_of(page.url_path),
        modified=page.modified_on or _day(page.last_published_at) or timezone.localdate(),
        issued=_day(page.first_published_at),
        holder_name=f"{tenant.name} - {holder.title}" if holder else tenant.name,
        holder_identifier=(f"{body}:{holder.translation_key}" if holder else body),
        frequency=page.frequency.key if page.frequency else "sconosciuto",
        licence=page.licence.key if page.licence else "licenza-sconosciuta",
        themes=tuple(term.code for term in themes if term.code),
        theme_names=tuple(term.label for term in themes),
        files=tuple(files),
        distribution=plain(page.distribution),
        keywords=tuple(term.label for term in relations.terms(keys.get("topics", []))),
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
