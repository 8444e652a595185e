"""Work of the worker, and what makes it begin: pages whose words change, files to read."""

import time
from datetime import date

from django.utils import timezone
from django_tasks import task

from cms.models import BasePage
from offices.models import PersonPage
from search import files
from search.indexing import index_page
from search.models import SearchDocument
from services.models import FaqPage

AT_ONCE = 60  # seconds: then other work has its turn
LAST = -10  # photos and mail do not wait for files


@task(priority=LAST)
def read_files(keys: list[int]) -> None:
    """Read the files that are not known yet, and write again the words of the pages that show them."""
    until = time.monotonic() + AT_ONCE
    left = files.unknown_among(keys)
    while left and time.monotonic() < until:
        files.read(left.pop(0))
    if left:
        read_files.enqueue([file.pk for file in left])
    read = {*keys} - {file.pk for file in left}
    _index(BasePage.objects.filter(search_documents__files__in=read).distinct())


@task(priority=LAST)
def read_unknown() -> None:
    """Read every file on show that is not known: after a load in bulk, or when the words of all pages are rewritten."""
    if keys := files.unknown():
        read_files.enqueue(keys)


@task()
def index_pages(keys: list[int]) -> None:
    """Write again the words of some pages: a file of theirs is gone, or who may open it has changed."""
    if unknown := _index(BasePage.objects.filter(pk__in=keys)):
        read_files.enqueue(unknown)


def index_what_has_ended(today: date) -> None:
    """Write again the words of pages with a file whose term has passed; until then searches leave these pages out."""
    _index(BasePage.objects.filter(search_documents__right_until__lt=today))


def _index(pages) -> list[int]:
    """Keys of the files whose words are not known yet."""
    return [key for page in pages.specific() for key in index_page(page)]


def _index_and_read(page) -> None:
    if unknown := index_page(page):
        read_files.enqueue(unknown)


def on_published(sender, instance, **kwargs):
    if hasattr(instance, "tenant_id"):
        _index_and_read(instance)


def on_content_changed(sender, instance, **kwargs):
    _index_and_read(instance)


def on_unpublished(sender, instance, **kwargs):
    SearchDocument.objects.filter(page_id=instance.pk).delete()


def on_role_changed(sender, instance, **kwargs):
    """A person is looked for by what they are."""
    for person in PersonPage.objects.filter(pk=instance.person_id, live=True):
        _index_and_read(person)


def on_question_changed(sender, instance, **kwargs):
    """A frequent question is found by itself, as a part of the page that shows it."""
    for page in FaqPage.objects.filter(tenant=instance.tenant_id):  # of both languages: it may have changed its own
        _index_and_read(page)


def on_file_saved(sender, instance, created, raw=False, **kwargs):
    """A file on show that was replaced is read again, before the others; one that was moved may be closed or open now."""
    if not created and not raw and SearchDocument.objects.filter(files=instance).exists():
        read_files.using(priority=0).enqueue([instance.pk])


def on_file_deleted(sender, instance, **kwargs):
    """Before it goes, while it is known who shows it."""
    _index_pages_with(files__pk=instance.pk)


def on_page_closed_or_opened(sender, instance, **kwargs):
    """The words of its site are counted again: those of a page that only some may read are not told."""
    pages = SearchDocument.objects.filter(page__path__startswith=instance.page.path)
    pages.update(written_at=timezone.now())


def on_collection_closed_or_opened(sender, instance, **kwargs):
    _index_pages_with(files__collection__path__startswith=instance.collection.path)


def _index_pages_with(**shown) -> None:
    pages = SearchDocument.objects.filter(**shown).distinct()
    if keys := list(pages.values_list("page", flat=True)):
        index_pages.enqueue(keys)
