"""A page of the plan that was a plain page and now has a type of its own: same key, address and place in the tree."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page, Revision

from cms.models import BasePage


def give_type(page: BasePage, page_class: type[BasePage], **fields) -> BasePage:
    """Make a stored page one of another type, in every language, and return the Italian one.

    Relations, addresses, children and translations stay, since the row of the page does. The columns of the old type
    and the old revisions go: they would show again fields that the page no longer has.
    """
    for one in Page.objects.filter(translation_key=page.translation_key).specific():
        _change(one, page_class, fields)
    return page_class.objects.get(pk=page.pk)


def _change(old: BasePage, page_class: type[BasePage], fields: dict) -> None:
    if isinstance(old, page_class):
        return
    Revision.page_revisions.filter(object_id=str(old.pk)).delete()
    models.QuerySet(type(old)).filter(pk=old.pk)._raw_delete(using="default")  # the row of the old type alone
    new = page_class(basepage_ptr_id=old.pk, **fields)
    new.save_base(raw=True)  # the row of the new type alone
    Page.objects.filter(pk=old.pk).update(
        content_type=ContentType.objects.get_for_model(page_class),
        latest_revision=None,
        live_revision=None,
        has_unpublished_changes=False,
    )
    page_class.objects.get(pk=old.pk).save(clean=False)
