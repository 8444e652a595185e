"""An English site for tests: translate a page as an editor does, text by text, and publish it."""

from django.test import TestCase
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

from cms import freshness, translations
from cms.models import BasePage


def english() -> Locale:
    return Locale.objects.get(language_code="en")


def begin(page) -> BasePage:
    """The draft in English of a page, with nothing translated yet."""
    page = page.specific
    translations.start(page, english())
    return page.get_translation(english())


def translate(page, title: str = "", publish: bool = True, **texts) -> BasePage:
    """The page in English: `title` and the texts by field, every other text said again with «EN » before it."""
    page = page.specific
    translation = translations.start(page, english())
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string", "context"):
        words = {"title": title, **texts}.get(segment.context.path) or f"EN {segment.string.data}"
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=english(),
            context=segment.context,
            defaults={"data": words, "translation_type": "manual", "tool_name": ""},
        )
    if publish:
        with TestCase.captureOnCommitCallbacks(execute=True):  # wagtail-localize publishes after the commit
            translation.save_target(publish=True)
    return page.get_translation(english()).specific


def open_english_site(tenant, *pages) -> list[BasePage]:
    """Switch English on for a body, with its home and the pages given, all published."""
    tenant.english_enabled = True
    tenant.save()
    home = BasePage.objects.get(pk=tenant.site.root_page_id)
    made = [translate(page) for page in (home, *pages)]
    freshness.bump()
    return made
