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
    rows = kept(tenant.pk, "promoted", language, make=lambda: _read([tenant.pk], language))
    return _chosen(rows, {tenant.pk: query})[tenant.pk]


def of_all(queries: dict[int, Query], language: str) -> dict[int, list[Card]]:
    """The same for several bodies, by their keys: as many questions to the database as for one."""
    return _chosen(_read([*queries], language), queries)


def _chosen(rows: list[tuple], queries: dict[int, Query]) -> dict[int, list[Card]]:
    today, keys = timezone.localdate(), {body: {} for body in queries}
    for body, page, until, wanted in rows:
        asked = queries[body].asked
        if (until is None or today <= until) and any(phrase <= asked for phrase in wanted):
            keys[body][page] = True
    shown = {card.pk: card for card in cards_of_pages([page for found in keys.values() for page in found])}
    # Those that are offline or hidden give their place to the next.
    return {body: [shown[page] for page in found if page in shown][:MOST] for body, found in keys.items()}


def _read(tenants: list[int], language: str) -> list[tuple]:
    rows = PromotedResult.objects.filter(tenant__in=tenants, page__locale__language_code=language)
    where = directory()
    return [
        (tenant, page, until, [frozenset(said) for phrase in phrases(words) if (said := stems(phrase, language))])
        for tenant, page, path, until, words in rows.values_list("tenant", "page", "page__path", "until", "words")
        if not where.is_restricted(path)
    ]
