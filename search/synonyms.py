"""The synonyms of union IT, as the search looks for them."""

from collections import defaultdict

from cms.kept import kept
from cms.words import meaningful, split, stems
from search.models import Synonym, phrases
from search.query import Synonyms


def synonyms_of(tenant, language: str) -> Synonyms:
    """What each phrase that people type may mean on a page, by stems; read once per publication."""
    return kept(tenant.pk, "synonyms", language, make=lambda: _read(language))


def _read(language: str) -> Synonyms:
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    typed: set[str] = set()
    for words, means in Synonym.objects.filter(language=language).values_list("words", "means"):
        instead = [said for phrase in phrases(means) if (said := tuple(stems(phrase, language)))]
        for phrase in phrases(words):
            if said := tuple(stems(phrase, language)):
                found[said] += instead
                typed.update(meaningful(split(phrase), language))
    return Synonyms(dict(found), frozenset(typed))
