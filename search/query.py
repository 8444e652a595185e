"""What a search asks for: pure, without the database.

A search has one or more readings: as it was typed, and with a synonym in the place of some of its words. A reading is a
list of things wanted; each is met by any of its stems, the typed one best, those of the words that a mistyped one may have
been meant to be, or that say the same, a little less.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property
from math import sqrt

from cms.versions import ORIGINAL
from cms.words import ASKING, STOP_WORDS, diminished, meaningful, split, stem
from search.alphabet import Alphabet
from search.vocabulary import Words

MOST_WORDS = 10
MOST_READINGS = 8
OF_A_SYNONYM = 0.9  # a phrase for a phrase
SAID_OTHERWISE = 0.75  # by one word for another
MOST_ALIKE = 16  # of these for each word
WAYS_ON = 12  # in which a word that is being typed may go on
AS_BEGUN = 0.9
OF_ASKING = 0.3  # a word that only asks, as in «dove porto le gomme»
OF_A_DIMINUTIVE = 0.8


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that a page should say: stems that will do, each with how well it does, from 0 to 1."""

    word: str
    stems: tuple[tuple[str, float], ...]
    weight: float = 1.0  # how much it matters that a page says it


@dataclass(frozen=True, slots=True)
class Reading:
    wanted: tuple[Wanted, ...]
    worth: float = 1.0

    @property
    def plain_stems(self) -> list[str]:
        return [one.stems[0][0] for one in self.wanted]


@dataclass(frozen=True, slots=True)
class Query:
    """A search that was understood. `corrected` is how it reads with the words that were probably meant, or empty."""

    typed: str
    readings: tuple[Reading, ...] = ()
    corrected: str = ""
    asked: frozenset[str] = frozenset()  # the stems of what was typed or meant, without those of synonyms

    @property
    def stems(self) -> set[str]:
        return {found for reading in self.readings for one in reading.wanted for found, _worth in one.stems}


@dataclass(frozen=True)
class Synonyms:
    """What people type, by its stems, with the stems of what pages say; and the words that people type, as they are."""

    instead: dict[tuple[str, ...], list[tuple[str, ...]]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()

    def of_a_word(self, found: str) -> list[str]:
        """Stems that say the same as this one."""
        return [other[0] for other in self.instead.get((found,), ()) if len(other) == 1]

    def beginning_with(self, start: str, most: int = 4) -> list[str]:
        """Words that people type and that begin so, the shortest first."""
        return sorted(self.alphabet.beginning_with(start), key=lambda word: (len(word), word))[:most]

    @cached_property
    def alphabet(self) -> Alphabet:
        return Alphabet(self.words)

    @cached_property
    def phrases_with(self) -> dict[str, list[tuple[str, ...]]]:
        """Phrases by the longest of their stems: each is looked at only where that one is asked for."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.instead:
            found.setdefault(max(phrase, key=len), []).append(phrase)
        return found


def understand(typed: str, language: str, words: Words, synonyms: Synonyms, unfinished: bool = False) -> Query:
    """What a search asks for; without readings where it has no word at all. `unfinished`: its last word may be the
    beginning of one."""
    asked = meaningful(split(typed), language)[:MOST_WORDS]
    if not asked:
        return Query(typed)
    wanted, said = [], []
    joined = _joined(asked, words)
    for place, word in enumerate(joined):
        one, better = _wanted(word, language, words, synonyms)
        if unfinished and place == len(joined) - 1:
            one, better = _finished(one, word, language, words, synonyms) or (one, better)
        wanted.append(one)
        said.append(better)
    widened = [_widened(one, synonyms) for one in wanted]
    readings = [Reading(tuple(widened))]
    apart = [_as_typed(word, language) for word in asked] if joined != asked else []
    if apart and all(words.uses(one.stems[0][0]) for one in apart):
        # An address of mail is enough for a site to write as one («ufficiotecnico») what its pages write apart.
        readings.append(Reading(tuple(_widened(one, synonyms) for one in apart)))
    readings += [*_with_synonyms(wanted, widened, synonyms), *_with_synonyms(apart, apart, synonyms)]
    corrected = " ".join(better or one.word for one, better in zip(wanted, said, strict=True)) if any(said) else ""
    stems = frozenset(found for one in [*wanted, *apart] for found, _likely in one.stems)
    return Query(typed, tuple(readings[:MOST_READINGS]), corrected, stems)


def _joined(asked: list[str], words: Words) -> list[str]:
    """«scuola bus» is one word where the site writes «scuolabus»."""
    found, place = [], 0
    while place < len(asked):
        both = "".join(asked[place : place + 2])
        if place + 1 < len(asked) and len(both) > 6 and words.knows(both):
            found.append(both)
            place += 2
        else:
            found.append(asked[place])
            place += 1
    return found


def _as_typed(word: str, language: str) -> Wanted:
    weight = OF_ASKING if word in ASKING.get(language, ()) else 1.0
    return Wanted(word, ((stem(word, language), 1.0),), weight)


def _wanted(word: str, language: str, words: Words, synonyms: Synonyms) -> tuple[Wanted, str]:
    """What a word asks for, and the word that was probably meant in its place."""
    typed = _as_typed(word, language)
    if words.knows(word) or word in synonyms.words:
        return typed, ""
    near = [pair for pair in words.meant(word, synonyms.alphabet) if pair[0] not in STOP_WORDS.get(language, ())]
    stems = dict(typed.stems)
    if language == ORIGINAL:
        for base in diminished(word):
            if words.knows(base) or base in synonyms.words:
                stems.setdefault(stem(base, language), OF_A_DIMINUTIVE)
    for other, likely in near:
        stems.setdefault(stem(other, language), likely)
    # A form of a word that the site does use is no mistake, nor is one of a word that people use.
    own = typed.stems[0][0]
    is_mistyped = bool(near) and own not in words.stems and own != stem(near[0][0], language)
    return replace(typed, stems=tuple(stems.items())), near[0][0] if is_mistyped else ""


def _finished(one: Wanted, word: str, language: str, words: Words, synonyms: Synonyms) -> tuple[Wanted, str] | None:
    """What the beginning of a word may become, the commonest ways first; None where nothing begins so."""
    begun = [*words.beginning_with(word, WAYS_ON), *synonyms.beginning_with(word)]
    stems = {stem(other, language): AS_BEGUN for other in begun if other != word}
    if words.knows(word) or word in synonyms.words:
        stems[one.stems[0][0]] = 1.0
    return (Wanted(word, tuple(sorted(stems.items(), key=lambda pair: -pair[1]))), "") if stems else None


def _widened(one: Wanted, synonyms: Synonyms) -> Wanted:
    """What is asked for, met by words that say the same as well."""
    others = [(other, SAID_OTHERWISE * likely) for known, likely in one.stems for other in synonyms.of_a_word(known)]
    stems = dict(one.stems)
    for other, worth in others[:MOST_ALIKE]:
        stems.setdefault(other, worth)
    return replace(one, stems=tuple(stems.items()))


def _with_synonyms(wanted: list[Wanted], widened: list[Wanted], synonyms: Synonyms) -> list[Reading]:
    """The search with each synonym in its place, the longest phrases first: of a phrase all the words are there, in
    whatever order and whatever stands between them, even mistyped. The other words may be said otherwise."""
    typed: dict[str, tuple[int, float]] = {}  # stem -> its place, and how likely it was meant
    for place, one in enumerate(wanted):
        for found, likely in one.stems:
            if likely > typed.get(found, (0, 0.0))[1]:
                typed[found] = place, likely
    readings = []
    for phrase in (phrase for found in typed for phrase in synonyms.phrases_with.get(found, ())):
        if not all(part in typed for part in phrase):
            continue
        places = {typed[part][0] for part in phrase}
        if len(places) < len({*phrase}):
            continue
        likely = min(typed[part][1] for part in phrase)
        rest = [one for place, one in enumerate(widened) if place not in places]
        for instead in synonyms.instead[phrase]:
            if len(phrase) > 1 or len(instead) > 1:  # else the word is met by the other one anyway
                # What is asked for with a word is hardly worth more because a page says it with three.
                weight = sqrt(sum(wanted[place].weight for place in places) / len(instead))
                other = [Wanted(part, ((part, 1.0),), weight) for part in instead]
                readings.append((len(phrase), likely, min(places), Reading((*other, *rest), OF_A_SYNONYM * likely)))
    readings.sort(key=lambda one: (-one[0], -one[1], one[2]))
    return [reading for *_order, reading in readings]
