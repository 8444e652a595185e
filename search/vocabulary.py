"""The words of each site: how rare each is, what completes the beginning of one, what a mistyped one was meant to be."""

import math
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from cms.words import nearest, split, stem
from search.alphabet import Alphabet
from search.models import SearchDocument, Vocabulary

REREAD_SECONDS = 60
OF_AN_UNKNOWN = 0.8
NO_WORDS = Alphabet(())


@dataclass(frozen=True)
class Words:
    """The words of a site in a language, with the number of pages that use each."""

    language: str
    pages: int
    words: dict[str, int]
    stems: dict[str, int]
    made_at: datetime | None = None

    def rarity(self, found: str) -> float:
        """How much a stem tells pages apart: the inverse document frequency, 0.1 at least. One that no page has is worth
        little: that nobody wrote it says nothing about the pages."""
        used = self.stems.get(found, 0)
        if not used:
            return OF_AN_UNKNOWN
        return max(0.1, math.log(1 + (self.pages - used + 0.5) / (used + 0.5)))

    def knows(self, word: str) -> bool:
        return word in self.words

    def meant(self, word: str, also: Alphabet = NO_WORDS, most: int = 4) -> list[tuple[str, float]]:
        """Words of the site, or `also` others, that somebody may have meant who typed one that is not there, the
        likeliest first; the number says how likely each is, up to 1. Among those equally near, the commoner first."""
        known = self._alphabet.around(word)
        near = nearest(word, [*known, *(other for other in also.around(word) if other not in self.words)], most * 3)
        usual = sorted(near, key=lambda pair: (pair[1], -self.words.get(pair[0], 0)))
        return [(other, 0.8 if slips == 1 else 0.55) for other, slips in usual[:most]]

    def beginning_with(self, start: str, most: int = 20) -> list[str]:
        """Words that begin so, the commonest first."""
        return sorted(self._alphabet.beginning_with(start)[:400], key=lambda word: -self.words[word])[:most]

    @cached_property
    def _alphabet(self) -> Alphabet:
        return Alphabet(self.words)


@dataclass
class _Memory:
    """What this process knows; times as of `time.monotonic`."""

    asked_at: float = -math.inf
    newest: dict[tuple[int, str], datetime | None] = field(default_factory=dict)
    words: dict[tuple[int, str], Words] = field(default_factory=dict)


_memory = _Memory()


def words_of(tenant_id: int, language: str) -> Words:
    """The words of a site, from memory; whether there are newer ones is asked once a minute, for all sites at once."""
    now = time.monotonic()
    if now - _memory.asked_at > REREAD_SECONDS:
        rows = Vocabulary.objects.values_list("tenant", "language", "made_at")
        _memory.newest = {(tenant, spoken): made_at for tenant, spoken, made_at in rows}
        _memory.asked_at = now
    key = (tenant_id, language)
    known = _memory.words.get(key)
    if known is None or known.made_at != _memory.newest.get(key):
        known = _memory.words[key] = _read(tenant_id, language)
        _memory.newest[key] = known.made_at  # written since the question: not to be read again at every search
    return known


def forget() -> None:
    _memory.__init__()


def _read(tenant_id: int, language: str) -> Words:
    row = Vocabulary.objects.filter(tenant=tenant_id, language=language).first()
    if row is None:
        return count(tenant_id, language)
    return Words(language, row.pages, row.words, row.stems, row.made_at)


def count(tenant_id: int, language: str) -> Words:
    """Count the words of a site from what its pages say. Files count only for words that no page says by itself: one form
    that hangs from every sheet makes none of its words common."""
    words, stems, of_files, stems_of_files, pages = Counter(), Counter(), Counter(), Counter(), 0
    rows = SearchDocument.objects.filter(tenant=tenant_id, language=language)
    for title, text, names, files in rows.values_list("page__title", "text", "names", "files_words").iterator():
        used = {*split(f"{title} {text}")}
        words.update(used)
        # Of other names, such as the role of a person, only stems are kept: whoever types one has made no slip.
        stems.update({stem(word, language) for word in used} | {part for name in names for part in name.split()})
        used = {*files.split()}
        of_files.update(used)
        stems_of_files.update({stem(word, language) for word in used})
        pages += 1
    return Words(language, pages, {**of_files, **words}, {**stems_of_files, **stems})


def renew(now: datetime) -> None:
    """Write the words of every site anew, where they have changed."""
    known = {(row.tenant_id, row.language): row for row in Vocabulary.objects.all()}
    written = SearchDocument.objects.order_by("tenant", "language").values_list("tenant", "language").distinct()
    for key in {*written, *known}:  # a site that has lost its last page in a language knows no words of it any longer
        found = count(*key)
        row = known.get(key) or Vocabulary(tenant_id=key[0], language=key[1])
        if (row.pages, row.words, row.stems) != (found.pages, found.words, found.stems):
            row.pages, row.words, row.stems, row.made_at = found.pages, found.words, found.stems, now
            row.save()
