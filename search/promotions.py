"""Results that a municipality puts first for the words it chooses."""

from django.utils import timezone

from cms.cards import Card
from cms.directory import directory
from cms.kept import kept
from cms.words import stems
from search.finding import cards_of_pages
from search.models import PromotedResult, phrases
from search.query import Query

MOST = 3  # shown above the results


def of(query: Query, tenant, language: str) -> list[Card]:
    """The pages that a body puts first for a search, in its order: those of which all the words of a phrase are asked
    for, as they were typed or as they were meant."""
    rows = kept(tenant.pk, "promoted", language, make=lambda: _read(tenant, language))
    if not rows or not query.readings:
        return []
    today = timezone.localdate()
    keys = [
        page
        for page, until, wanted in rows
        if (until is None or today <= until) and any(phrase <= query.asked for phrase in wanted)
    ]
    return cards_of_pages(list(dict.fromkeys(keys)))[:MOST]  # of those that may be shown


def _read(tenant, language: str) -> list[tuple]:
    rows = PromotedResult.objects.filter(tenant=tenant, page__locale__language_code=language)
    where = directory()
    return [
        (page, until, [frozenset(stems(phrase, language)) for phrase in phrases(words)])
        for page, path, until, words in rows.values_list("page", "page__path", "until", "words")
        if not where.is_restricted(path)
    ]
