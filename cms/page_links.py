"""Links of rich text to pages and documents: addresses known by publication, read for a whole page in one query.

Wagtail asks the database several times for each link: the language, the page, its own type.
"""

import re

from django.utils.translation import get_language
from wagtail.blocks import StreamValue
from wagtail.models import Page

from cms import freshness
from cms.directory import directory
from cms.kept import kept

LINKED = re.compile(r'<a\b(?=[^>]*linktype="page")[^>]*?\bid="(\d{1,12})"')
LINKED_FILE = re.compile(r'<a\b(?=[^>]*linktype="document")[^>]*?\bid="(\d{1,12})"')
EVERYBODY = 0  # links cross bodies, so what is known of them belongs to none


def addresses(keys: list[int]) -> dict[int, str]:
    """Address of each page in the language of the request, where it is published in it; empty for one that is gone."""
    language = get_language()
    state = frozenset(freshness.numbers().items())
    known = kept(EVERYBODY, "page links", language, state, make=dict)
    if missing := [key for key in keys if key not in known]:
        known.update(_read(missing, language))
    return known


def _read(keys: list[int], language: str | None) -> dict[int, str]:
    where = directory()
    pages = Page.objects.filter(pk__in=keys).values_list("pk", "url_path", "locale_id", "translation_key")
    found = dict.fromkeys(keys, "")
    elsewhere = {}
    for key, url_path, locale_id, translation_key in pages:
        found[key] = _url(where, url_path)
        if locale_id in where.locales and where.locales[locale_id].language_code != language:
            elsewhere.setdefault(translation_key, []).append(key)
    if elsewhere:
        versions = Page.objects.filter(
            translation_key__in=elsewhere, locale__language_code=language, live=True, alias_of=None
        )
        for translation_key, url_path in versions.values_list("translation_key", "url_path"):
            found.update(dict.fromkeys(elsewhere[translation_key], _url(where, url_path)))
    return found


def _url(where, url_path: str) -> str:
    return where.url_of(url_path) if where.root_of(url_path) else ""


def learn(page) -> None:
    """Read at once the addresses of every page that the texts of this one link to."""
    learn_texts(_texts_of(page))


def _texts_of(page) -> list[str]:
    """Texts of a page that link to something of ours."""
    texts = [value for value in vars(page).values() if isinstance(value, str) and "linktype=" in value]
    for value in vars(page).values():
        if isinstance(value, StreamValue):
            raw = str(list(value.raw_data))
            texts += [raw] if "linktype=" in raw else []
    return texts


def learn_texts(texts: list[str]) -> None:
    """Read at once the addresses of every page that some rich texts link to."""
    if keys := {int(key) for text in texts for key in LINKED.findall(text)}:
        addresses(sorted(keys))


# --- documents ---


def _known_files() -> dict[int, str]:
    return kept(EVERYBODY, "file links", frozenset(freshness.numbers().items()), make=dict)


def files(keys: list[int]) -> dict[int, str]:
    """Address of each document; empty for one that is gone."""
    from cms.models import SiteDocument

    known = _known_files()
    if missing := {key for key in keys if key not in known}:
        remember_files(missing, SiteDocument.objects.in_bulk(missing))
    return known


def files_in(page) -> set[int]:
    """Documents that the texts of a page link to."""
    return {int(key) for text in _texts_of(page) for key in LINKED_FILE.findall(text)}


def unknown_files_of(page) -> set[int]:
    """Those of them whose address is not known yet."""
    return files_in(page) - _known_files().keys()


def remember_files(keys: set[int], found: dict) -> None:
    """Keep the addresses of documents that somebody has read."""
    _known_files().update({key: found[key].url if key in found else "" for key in keys})
