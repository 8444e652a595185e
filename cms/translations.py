"""Translating pages with wagtail-localize: what is text and what is not, and what must follow a translated page.

How a version is shown to readers is in `cms.versions`; the way of working is told in docs/languages.md.
"""

from django.core.exceptions import ValidationError
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import GroupPagePermission, Page, WorkflowPage
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.locales.components import LOCALE_COMPONENTS
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource

from cms.versions import ORIGINAL

INCOMPLETE = "La traduzione non è completa: mancano %(missing)s testi su %(total)s. Finché mancano non si pubblica."


def kept_in_step(model, *names: str) -> list[SynchronizedField]:
    """What a version takes from the Italian page as it is: the address, the names given, every relation to many."""
    many = [f.name for f in model._meta.many_to_many if isinstance(f, ParentalManyToManyField)]
    # The same words in both addresses: the way from one language to the other can be guessed. An editor may change it.
    return [SynchronizedField("slug"), *(SynchronizedField(name, overridable=False) for name in (*names, *many))]


def translation_of(page) -> Translation | None:
    """The translation that fills a page; None for a page that is written by hand."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()


def untranslated(page) -> dict[str, int]:
    """How many texts of a page are still to be translated, of how many; nothing for a page written by hand."""
    translation = translation_of(page)
    if translation is None:
        return {}
    total, done = translation.get_progress()
    return {"missing": total - done, "total": total} if done < total else {}


def refuse_half_translated(page) -> None:
    """A page that is partly Italian does not go out as if it were English."""
    if page.depth and (found := untranslated(page)):
        raise ValidationError(INCOMPLETE % found)


def translate_parents(sender, instance: Translation, created: bool, **kwargs) -> None:
    """Before a page is translated, its parents are: each becomes a draft to translate, never an Italian copy."""
    source = instance.source
    page = Page.objects.filter(translation_key=source.object_id, locale=source.locale_id).first()
    if not created or page is None:
        return
    for parent in page.get_ancestors().filter(depth__gt=1).specific():
        if not parent.has_translation(instance.target_locale) or _is_copy(parent, instance.target_locale):
            start(parent, instance.target_locale)


def _is_copy(page, locale) -> bool:
    return page.get_translation(locale).alias_of_id is not None


def start(page, locale, user=None) -> Translation:
    """Begin the translation of a page as a draft, as the button of the admin does."""
    source, _made = TranslationSource.get_or_create_from_instance(page)
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    translation.save_target(user=user, publish=False)
    return translation


def follow(sender, source_obj, target_obj, **kwargs) -> None:
    """The home of a body in another language: who works on the Italian site works on this one too."""
    if isinstance(target_obj, Page) and target_obj.depth == 2:
        copy_rights(source_obj, target_obj)


def copy_rights(source: Page, target: Page) -> None:
    """Give a translated home the permissions and the workflow of the Italian one; safe to call again."""
    rights = GroupPagePermission.objects.filter(page=source.pk)
    have = set(GroupPagePermission.objects.filter(page=target.pk).values_list("group", "permission"))
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group_id=right.group_id, page_id=target.pk, permission_id=right.permission_id)
            for right in rights
            if (right.group_id, right.permission_id) not in have
        ]
    )
    for assigned in WorkflowPage.objects.filter(page=source.pk):
        WorkflowPage.objects.update_or_create(page_id=target.pk, defaults={"workflow": assigned.workflow})


def copy_rights_of(tenant) -> None:
    """The same for a body, when permissions or the workflow of its Italian home have changed."""
    home = tenant.site.root_page
    for version in home.get_translations():
        copy_rights(home, version)


def move_along(sender, instance, parent_page_before, parent_page_after, **kwargs) -> None:
    """A page that moves takes its versions along, to the version of its new parent where there is one."""
    if parent_page_before == parent_page_after or instance.locale.language_code != ORIGINAL:
        return
    for version in instance.get_translations().filter(alias_of=None):
        parent = parent_page_after.get_translation_or_none(version.locale)
        if parent is not None and version.get_parent() != parent:
            version.move(parent, pos="last-child")


def forbid_tree_copies() -> None:
    """Take away the choice "keep this language in step with": it would fill /en/ with copies of Italian pages."""
    LOCALE_COMPONENTS[:] = [part for part in LOCALE_COMPONENTS if part["model"] is not LocaleSynchronization]


def connect() -> None:
    """Wire the signals; called once when the app is ready."""
    from django.db.models.signals import post_save
    from wagtail.signals import copy_for_translation_done, post_page_move

    post_save.connect(translate_parents, sender=Translation)
    copy_for_translation_done.connect(follow)
    post_page_move.connect(move_along)
    forbid_tree_copies()
