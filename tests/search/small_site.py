"""A site in a few words, as `search.vocabulary` would have counted it: without the database."""

from collections import Counter

from cms.words import meaningful, split, stem, stems
from search.query import Query, Synonyms, understand
from search.vocabulary import Words


def a_site(*pages: str, language: str = "it") -> Words:
    """The words of a site with these pages; the same text several times is as many pages."""
    words, of_pages = Counter(), Counter()
    for page in pages:
        used = {*split(page)}
        words.update(used)
        of_pages.update({stem(word, language) for word in used})
    return Words(language, len(pages), dict(words), dict(of_pages))


def synonyms(language: str = "it", **pairs: str) -> Synonyms:
    """`synonyms(bebe="neonati", casa_nuova="residenza")`: an underscore stands for a space."""
    typed = {words.replace("_", " "): means for words, means in pairs.items()}
    instead = {tuple(stems(words, language)): [tuple(stems(means, language))] for words, means in typed.items()}
    return Synonyms(instead, frozenset(word for words in typed for word in meaningful(split(words), language)))


def asked(typed: str, site: Words, others: Synonyms | None = None) -> Query:
    return understand(typed, site.language, site, others or Synonyms())
