"""The English of the demonstration: written into wagtail-localize text by text, so that an editor can go on from there."""

from copy import copy

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.markup import to_rich_text
from cms.models import BasePage
from demo import source
from demo.services_loader import local_texts, texts_of

INTROS = {
    "amministrazione": "management_intro",
    "novita": "news_intro",
    "servizi": "services_intro",
    "vivere": "live_intro",
}


class DifferentShapeError(ValueError):
    """An English text that has not the same parts as the Italian one: nobody can say which translates which."""


class EnglishLoader:
    """Translates the pages of one body that have an English text, parents first."""

    def __init__(self, loader):
        self.load = loader
        self.locale = Locale.objects.get(language_code="en")
        self.texts = source.english(loader.tenant.slug)

    def load_all(self) -> None:
        pages = {
            page.site_key: page for page in BasePage.objects.of(self.load.tenant).filter(locale__language_code="it")
        }
        home = pages["home"].specific
        self._translate(home, self._home(home))
        for row in source.english_pages():
            if row["key"] in pages and self._is_wanted(row["key"], pages):
                self._translate(pages[row["key"]], self._section(row))
        for slug, sheet in self.texts.sheets.items():
            where = (self.load.tenant.slug, slug)
            texts = local_texts(sheet, *where) if source.is_adopted(sheet) else texts_of(sheet, *where)
            self._translate(self.load.services.sheets[slug], texts)

    def _is_wanted(self, key: str, pages: dict) -> bool:
        """Sections everywhere; a category or a topic only where some of the translated sheets are about it."""
        if key.startswith("categoria-"):
            return key.removeprefix("categoria-") in {sheet["category"] for sheet in self.texts.sheets.values()}
        if key.startswith("argomento-"):
            used = {topic for sheet in self.texts.sheets.values() for topic in sheet["topics"]}
            return key.removeprefix("argomento-") in used
        return True

    def _home(self, home) -> dict:
        welcome = self.texts.profile["welcome"]
        sites = [
            {**raw, "value": {**raw["value"], **text}}
            for raw, text in zip(home.thematic_sites.raw_data, self.texts.sites, strict=True)
        ]
        return {"welcome": welcome, "summary": welcome, "thematic_sites": sites}

    def _section(self, row: dict) -> dict:
        key, profile = row["key"], self.texts.profile
        texts = {"title": row["title"], "summary": row.get("summary", "")}
        if key in INTROS:
            texts["summary"] = profile[INTROS[key]]
        if key == "vivere":
            texts["intro"] = to_rich_text(profile["about"])
        return texts

    def _translate(self, page, texts: dict) -> None:
        translate(page.specific, texts, self.locale)


@transaction.atomic  # one at a time: it goes live when this ends, before its children are added to it
def translate(original, texts: dict, locale) -> None:
    """Write the translation of a page or of a shared sheet, and publish it; nothing when it is there."""
    if type(original).objects.filter(translation_key=original.translation_key, locale=locale, live=True).exists():
        return
    origin, _ = TranslationSource.get_or_create_from_instance(original)
    english = copy(original)
    for name, value in texts.items():
        setattr(english, name, value)
    _write(origin, strings_of(original), strings_of(english), locale)
    translation, _ = Translation.objects.get_or_create(source=origin, target_locale=locale)
    translation.save_target(publish=True)


def _write(origin, italian: dict, english: dict, locale) -> None:
    if italian.keys() != english.keys():
        different = sorted(italian.keys() ^ english.keys())
        raise DifferentShapeError(f"{origin.object_repr}: {different}")
    now = timezone.now()
    segments = StringSegment.objects.filter(source=origin).select_related("context")
    rows = {
        (segment.string_id, segment.context_id): StringTranslation(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale=locale,
            data=english[segment.context.path, segment.order],
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            tool_name="",
            created_at=now,
            updated_at=now,
        )
        for segment in segments
    }
    StringTranslation.objects.bulk_create(rows.values(), ignore_conflicts=True)


def strings_of(page) -> dict[tuple[str, int], str]:
    """Every text of a page by its place."""
    return {
        (segment.path, segment.order): segment.string.data
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    }
