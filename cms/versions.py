"""Pages in several languages: which version of a page a reader sees (decision 0016).

Relations of an English page point at the Italian pages that the editor chose once. A reader is shown the English
version where it is published, else the Italian one, marked as such. Which page is a version of which is known by
publication, like the addresses of links: nothing is asked of the database for one page.
"""

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import get_language

from cms import freshness
from cms.kept import kept

ORIGINAL = settings.LANGUAGE_CODE
OTHER_LANGUAGES = {code for code, _name in settings.LANGUAGES} - {ORIGINAL}
EVERYBODY = 0  # a municipality shows offices of the union: versions belong to no single body


def language_of_reader() -> str:
    return get_language() or ORIGINAL


def is_original() -> bool:
    """Whether the reader reads the language in which everything is first written."""
    return language_of_reader() == ORIGINAL


def in_language(language: str | None = None, prefix: str = "") -> Q:
    """Pages written in a language (the reader's): never copies that Wagtail keeps in step with another language."""
    wanted = {f"{prefix}locale__language_code": language or language_of_reader(), f"{prefix}alias_of": None}
    return Q(**wanted)


def translated(keys) -> dict[int, int]:
    """Key of the page to show for each page that a relation holds: its version in the reader's language where it is
    published, else the page itself."""
    known = {} if is_original() else _versions(language_of_reader())
    return {key: known.get(key, key) for key in keys if key}


def original(page) -> int:
    """Key of the Italian version of a page, which relations of others point at; zero before it is stored."""
    from cms.directory import directory

    language = directory().language_of(page.locale_id)
    if not page.pk or language == ORIGINAL:
        return page.pk or 0
    known = {version: first for first, version in _versions(language).items()}
    return known.get(page.pk) or _find_original(page)


def _find_original(page) -> int:
    """For a version that is not published: a preview."""
    from cms.models import BasePage

    found = BasePage.objects.filter(in_language(ORIGINAL), translation_key=page.translation_key)
    return found.values_list("pk", flat=True).first() or page.pk


def _versions(language: str) -> dict[int, int]:
    """Published version in a language, by key of the Italian page."""
    state = frozenset(freshness.numbers().items())
    return kept(EVERYBODY, "versions", language, state, make=lambda: _read(language))


def _read(language: str) -> dict[int, int]:
    from cms.models import BasePage

    first = BasePage.objects.filter(in_language(ORIGINAL), translation_key=OuterRef("translation_key"))
    live = BasePage.objects.live().filter(in_language(language))
    pairs = live.annotate(first=Subquery(first.values("pk")[:1])).values_list("first", "pk")
    return {key: version for key, version in pairs if key}
