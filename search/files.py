"""The files of pages: which ones a page shows to everybody, and what the worker has read in them (docs/searching.md)."""

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import models
from django.utils import timezone
from wagtail.models import CollectionViewRestriction

from cms import page_links
from cms.blocks import shelf
from cms.fields import StreamField
from cms.models import SiteDocument
from search import reading
from search.models import FileText, SearchDocument
from search.reading import Outcome

OF_A_PAGE = 150_000  # characters of all its files


@dataclass(frozen=True, slots=True)
class Files:
    """The files that a page shows, in its order, and those of them that a search may read."""

    shown: tuple[SiteDocument, ...] = ()
    readable: tuple[SiteDocument, ...] = ()
    until: date | None = None  # the last day on which the page shows all of them

    @property
    def text(self) -> str:
        return " ".join(_known(file).text for file in self.readable if is_known(file))[:OF_A_PAGE]

    @property
    def unknown(self) -> list[int]:
        """Keys of those that the worker has yet to read."""
        return [file.pk for file in self.readable if not is_known(file)]


def files_of(page) -> Files:
    """The files of a page as it is read: two queries, whatever they are."""
    if not page.files_are_searched:
        return Files()
    more = page.more_files()
    keys = list(dict.fromkeys([*_in_fields(page), *more]))
    found = SiteDocument.objects.select_related("search_text", "collection").in_bulk(keys) if keys else {}
    shown = tuple(found[key] for key in keys if key in found)
    return Files(shown, readable(shown), min((day for file in shown if (day := more.get(file.pk))), default=None))


def readable(files: Iterable[SiteDocument]) -> tuple[SiteDocument, ...]:
    """Those of some files that are of a kind that we read, and open to everybody."""
    files = [file for file in files if file.file_extension.lower() in reading.KINDS]
    closed = CollectionViewRestriction.objects.values_list("collection__path", flat=True) if files else ()
    closed = tuple(closed)
    return tuple(file for file in files if not file.collection.path.startswith(closed))


def _in_fields(page) -> list[int]:
    """Keys of the files that fields and texts of a page name."""
    found = []
    for field in _fields(page.specific_class):
        if isinstance(field, StreamField):
            found += shelf.keys_in(getattr(page, field.attname), SiteDocument)
        elif key := getattr(page, field.attname):
            found.append(key)
    return [*found, *sorted(page_links.files_in(page))]


@cache
def _fields(model) -> list[models.Field]:
    """Fields of a type that may name files."""
    concrete = model._meta.concrete_fields
    return [field for field in concrete if isinstance(field, StreamField) or field.related_model is SiteDocument]


def _known(file: SiteDocument) -> FileText | None:
    return getattr(file, "search_text", None)


def is_known(file: SiteDocument) -> bool:
    """Whether what was read is of the file as it is now, and not of one that it has replaced."""
    known = _known(file)
    if known is None or known.file != file.file.name:
        return False
    return not file.file_hash or known.file_hash == file.file_hash


def unknown() -> list[int]:
    """Keys of all the files on show that were never read, or have been replaced since."""
    return [file.pk for file in readable(_on_show().order_by("pk")) if not is_known(file)]


def unknown_among(keys: list[int]) -> list[SiteDocument]:
    """Those of some files that are to be read: what was taken away or closed meanwhile is not."""
    return [file for file in readable(_on_show().filter(pk__in=keys).order_by("pk")) if not is_known(file)]


def _on_show():
    shown = SearchDocument.files.through.objects.values("sitedocument")
    files = SiteDocument.objects.filter(pk__in=shown).select_related("search_text", "collection")
    return files.defer("search_text__text")


def read(file: SiteDocument) -> FileText:
    """Read a file and keep its words; those of a file with the same content are taken as they are."""
    file_hash, text, outcome = file.file_hash, "", Outcome.MISSING
    try:
        with file.file.open("rb") as stored, tempfile.TemporaryFile() as copy:
            file_hash = _copy(stored, copy)
            same = FileText.objects.filter(file_hash=file_hash).exclude(outcome=Outcome.MISSING).first()
            if same is not None:
                text, outcome = same.text, same.outcome
            elif stored.size > reading.LIMITS.size:
                outcome = Outcome.TOO_LARGE
            else:
                text, outcome = reading.read(copy, reading.LIMITS)
    except OSError:
        pass  # the storage does not have it: as if it could not be read
    values = {"file": file.file.name, "file_hash": file_hash, "text": text, "outcome": outcome}
    return FileText.objects.update_or_create(document=file, defaults=values | {"read_at": timezone.now()})[0]


def _copy(stored, copy) -> str:
    """Copy a file where the process that reads it finds it, wherever it is stored, as far as its size allows; returns the
    hash that Wagtail would give it."""
    digest, size = hashlib.sha1(usedforsecurity=False), 0
    for chunk in stored.chunks():
        digest.update(chunk)
        size += len(chunk)
        if size <= reading.LIMITS.size:
            copy.write(chunk)
    copy.flush()
    return digest.hexdigest()
