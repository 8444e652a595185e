"""A page of the plan that was a plain page and now has a type of its own: same key, address and place in the tree."""

from django.contrib.contenttypes.models import ContentType
from django.db import models, router
from wagtail.models import Page, Revision, WorkflowState
from wagtail_localize.models import TranslationSource

from cms.models import BasePage
from cms.signals import content_changed
from cms.versions import ORIGINAL
from home.models import InfoPage


def give_type(page: BasePage, page_class: type[BasePage], **fields) -> BasePage:
    """Make a stored page one of another type, in every language, and return the Italian one.

    Relations, addresses, children and translations stay, since the row of the page does, and so does what both types
    hold. Words that the new type has no place for become the draft of a plain page. Old revisions go: they would show
    again fields that the page no longer has.
    """
    for one in Page.objects.filter(translation_key=page.translation_key).specific():
        if not isinstance(one, page_class):
            _change(one, page_class, fields)
    _tell_translations(page, page_class)
    return page_class.objects.get(pk=page.pk)


def _change(old: BasePage, page_class: type[BasePage], fields: dict) -> None:
    if old.locale.language_code != ORIGINAL:  # texts of the plan are in Italian
        fields = {name: value for name, value in fields.items() if isinstance(value, models.Model)}
    kept = _in_common(old, page_class)
    if isinstance(old, InfoPage) and "body" not in kept:
        _save_words(old)
    key = str(old.pk)
    WorkflowState.objects.active().filter(base_content_type__model="page", object_id=key).delete()
    Revision.page_revisions.filter(object_id=key).delete()
    # The row of the old type alone, then that of the new type alone.
    models.QuerySet(type(old)).filter(pk=old.pk)._raw_delete(using=router.db_for_write(type(old)))
    new = page_class(basepage_ptr_id=old.pk, **(fields | kept))
    new.save_base(raw=True)
    Page.objects.filter(pk=old.pk).update(
        content_type=ContentType.objects.get_for_model(page_class),
        latest_revision=None,
        live_revision=None,
        has_unpublished_changes=False,
    )
    page = page_class.objects.get(pk=old.pk)
    page.save(clean=False)
    content_changed.send(page_class, instance=page)


def _in_common(old: BasePage, page_class: type[BasePage]) -> dict:
    """What the old type holds of its own and the new one can hold too."""
    new = {field.name: field for field in page_class._meta.local_fields}
    return {
        field.name: value
        for field in type(old)._meta.local_fields
        if not field.primary_key
        and isinstance(new.get(field.name), type(field))
        and (value := getattr(old, field.name))
    }


def _save_words(old: InfoPage) -> None:
    """Keep what was written in a plain page where editors find it and the public does not: in a draft beside it.

    Questions are not among it: they have become questions of the site.
    """
    body = [raw for raw in old.body.raw_data if raw["type"] != "question" or old.site_key != "faq"]
    if body:
        title, slug = f"{old.title}: testo di prima", f"{old.slug}-testo-di-prima"
        draft = InfoPage(title=title, slug=slug, summary=old.summary, body=body, live=False, locale=old.locale)
        Page.objects.get(pk=old.get_ancestors().get(depth=2).pk).add_child(instance=draft)
        draft.save_revision()


def _tell_translations(page: BasePage, page_class: type[BasePage]) -> None:
    """What is translated from now on are the texts of the new type; words that are translated already are kept."""
    for source in TranslationSource.objects.filter(object__translation_key=page.translation_key):
        source.specific_content_type = ContentType.objects.get_for_model(page_class)
        source.save(update_fields=["specific_content_type"])
        source.update_from_db()
