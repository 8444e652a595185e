"""The words of each site: how rare each is, what completes the beginning of one, what a mistyped one was meant to be."""

import math
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from heapq import nsmallest

from django.db.models import Count, Max

from cms.directory import directory
from cms.words import nearest, split, stem
from search.alphabet import Alphabet
from search.models import SearchDocument, Vocabulary

REREAD_SECONDS = 60
UNTIL_SEEN = timedelta(minutes=5)  # a page may be written long before others see it
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

    def uses(self, found: str) -> bool:
        """Whether a page says this stem."""
        return found in self.stems

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
        return nsmallest(most, self._alphabet.beginning_with(start), key=lambda word: (-self.words[word], word))

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
    columns = ("page__path", "title", "page__title", "text", "names", "files_words")
    where = directory()
    for path, of_part, title, text, names, files in rows.values_list(*columns).iterator():
        pages += 1
        if where.is_restricted(path):  # its words are not told, as what somebody may have meant
            continue
        used = {*split(f"{of_part or title} {text}")}
        words.update(used)
        # Of other names, such as the role of a person, only stems are kept: whoever types one has made no slip.
        stems.update({stem(word, language) for word in used} | {part for name in names for part in name.split()})
        used = {*files.split()}
        of_files.update(used)
        stems_of_files.update({stem(word, language) for word in used})
    return Words(language, pages, {**of_files, **words}, {**stems_of_files, **stems})


def renew(now: datetime, until_seen: timedelta = UNTIL_SEEN) -> None:
    """Write the words of every site anew, where a page was written since or is gone. Where nobody else writes meanwhile,
    `until_seen` is nothing, and who counts twice in a row changes nothing."""
    known = {(row.tenant_id, row.language): row for row in Vocabulary.objects.defer("words", "stems")}
    rows = SearchDocument.objects.order_by().values_list("tenant", "language").annotate(Count("pk"), Max("written_at"))
    written = {(tenant, language): (pages, last) for tenant, language, pages, last in rows}
    for key in {*written, *known}:  # a site that has lost its last page in a language knows no words of it any longer
        row, (pages, last) = known.get(key), written.get(key, (0, None))
        if row and row.pages == pages and not (last and last >= row.made_at - until_seen):
            continue
        found = count(*key)
        values = {"pages": found.pages, "words": found.words, "stems": found.stems, "made_at": now}
        Vocabulary.objects.update_or_create(tenant_id=key[0], language=key[1], defaults=values)
