"""Keep `SearchEntry` in step with what is published."""

from django.utils import translation
from django.utils.html import strip_tags
from wagtail.search.index import SearchField

from cms.words import split
from search.models import SearchEntry


def text_of(page) -> str:
    """Every searchable word of a page, plain and separated by spaces."""
    page = page.as_read()
    parts = [page.title]
    for field in type(page).get_search_fields():
        if type(field) is SearchField:
            value = field.get_value(page)
            parts.append(" ".join(value) if isinstance(value, list) else str(value or ""))
    parts += [term.name for term in page.topics.all()]
    return " ".join(split(strip_tags(" ".join(parts).replace("<", " <"))))


def index_page(page) -> None:
    """Write the words of a live page that lists may show; forget those of any other."""
    if not page.live or page.is_hidden_from_lists or page.depth < 3 or page.alias_of_id:
        SearchEntry.objects.filter(page_id=page.pk).delete()
        return
    with translation.override(page.locale.language_code):  # names of topics in the language of the page
        text = text_of(page)
    SearchEntry.objects.update_or_create(
        page_id=page.pk, defaults={"text": f" {text}", "is_service": hasattr(page, "responsible_office")}
    )


def on_published(sender, instance, **kwargs):
    if hasattr(instance, "tenant_id"):
        index_page(instance)


def on_content_changed(sender, instance, **kwargs):
    index_page(instance)


def on_unpublished(sender, instance, **kwargs):
    SearchEntry.objects.filter(page_id=instance.pk).delete()
