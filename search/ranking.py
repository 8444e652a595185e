"""In what order results come: pure, without the database (docs/searching.md says it in prose)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from search.kinds import BY_KEY
from search.query import Query, Reading, Wanted
from search.vocabulary import Words

ENOUGH = 0.3  # of what a search asks for, counting rare words more: a page that says less is no result
FAR_BEHIND = 0.15  # of the points of the first: what has fewer would only make the list longer
FEW = 5  # results that are shown however far behind
ALL_OF_IT = 1.25  # how much more a page is worth that says all of what is asked
BY_NAME = 0.35  # added to a page whose whole name is what is asked
OF_AN_OLD_PAGE = 0.6  # an event that is over, a call that is closed
OF_OLD_NEWS = 0.8
NEWS_DAYS = 180
OF_A_CHOSEN = 0.15  # more for the page that is chosen most often


@dataclass(slots=True)
class Candidate:
    """A page that says something of what is asked; `said` holds the weight of each of those stems, up to 1."""

    document: int
    said: dict[str, float] = field(default_factory=dict)
    page: int = 0
    part: str = ""
    title: str = ""  # of a part
    kind: str = "pagina"
    title_stems: tuple[str, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    topics: tuple[int, ...] = ()
    day: date | None = None
    ends_on: date | None = None
    popularity: float = 0.0
    points: float = 0.0


class Question:
    """A search as it is put to many pages: how rare what it asks for is, is worked out once."""

    def __init__(self, query: Query, words: Words):
        self._places = {one: place for place, one in enumerate(dict.fromkeys(_all_wanted(query)))}
        self._met_by: dict[str, list[tuple[int, float]]] = {}  # stem -> what it meets, and how well
        for one, place in self._places.items():
            for found, worth in one.stems:
                self._met_by.setdefault(found, []).append((place, worth))
        rarities = [one.weight * _rarity(one, words) for one in self._places]
        self._readings = [AskedReading(reading, self._places, rarities, words) for reading in query.readings]

    def relevance(self, said: Mapping[str, float]) -> tuple[float, "AskedReading | None"]:
        """How well a page answers, from 0 to 1, and the reading that it answers best."""
        met = [0.0] * len(self._places)
        for found, weight in said.items():
            for place, worth in self._met_by.get(found, ()):
                if weight * worth > met[place]:
                    met[place] = weight * worth
        best, by = 0.0, None
        for reading in self._readings:
            value = reading.relevance(met)
            if value > best:
                best, by = value, reading
        return best, by


def _rarity(one: Wanted, words: Words) -> float:
    """How rare what is wanted is: the word itself, or, where no page says it, the rarest that will do."""
    own = one.stems[0][0]
    return max(words.rarity(found) for found, _worth in ([(own, 1.0)] if words.uses(own) else one.stems))


def _all_wanted(query: Query) -> Iterator[Wanted]:
    return (one for reading in query.readings for one in reading.wanted)


class AskedReading:
    """A reading of a search that is put to many pages."""

    def __init__(self, reading: Reading, places: dict[Wanted, int], rarities: list[float], words: Words):
        self._worth, self._words = reading.worth, words
        self._asked = [(place, rarities[place]) for place in (places[one] for one in reading.wanted)]
        self._total = sum(rarity for _place, rarity in self._asked)
        self._stems = [
            (frozenset(found for found, _worth in one.stems), rarities[places[one]]) for one in reading.wanted
        ]
        self.all_stems = frozenset().union(*(stems for stems, _rarity in self._stems))

    def relevance(self, met: list[float]) -> float:
        """How well a page answers that meets what is wanted so far."""
        covered = points = 0.0
        for place, rarity in self._asked:
            if met[place]:
                points += rarity * met[place]
                covered += rarity
        share = covered / self._total
        return self._worth * points / self._total * share**ALL_OF_IT if share >= ENOUGH else 0.0

    def by_name(self, candidate: Candidate) -> float:
        """More for a page whose name, or another name of it, is what is asked for."""
        names = (candidate.title_stems, *candidate.names) if candidate.names else (candidate.title_stems,)
        return BY_NAME * max(map(self._likeness, names)) * self._worth

    def _likeness(self, name: tuple[str, ...]) -> float:
        """How much a name is what is asked for: the share of the name that is asked, times that of what is asked that the
        name says, counting rare words more."""
        of_name = sum(self._words.rarity(part) for part in name if part in self.all_stems)
        if not of_name:
            return 0.0
        of_asked = sum(rarity for stems, rarity in self._stems if not stems.isdisjoint(name))
        return of_name / sum(map(self._words.rarity, name)) * (of_asked / self._total)


def score(candidate: Candidate, question: Question, today: date) -> float:
    """Points of a page for a search; 0 where it is no result."""
    value, reading = question.relevance(candidate.said)
    if reading is None:
        return 0.0
    value += reading.by_name(candidate)
    value *= BY_KEY[candidate.kind].worth * (1 + OF_A_CHOSEN * candidate.popularity)
    if candidate.ends_on is not None and candidate.ends_on < today:
        value *= OF_AN_OLD_PAGE
    elif candidate.kind == "novita" and candidate.day and (today - candidate.day).days > NEWS_DAYS:
        value *= OF_OLD_NEWS
    return value


def best_first(candidates: list[Candidate], query: Query, words: Words, today: date) -> list[Candidate]:
    """The candidates that are results, best first; without those far behind the first, once there are a few."""
    question = Question(query, words)
    for one in candidates:
        one.points = score(one, question, today)
    answers = sorted((one for one in candidates if one.points), key=lambda one: (-one.points, one.page, one.document))
    first: dict[int, Candidate] = {}  # of a page and its parts only what answers best
    answers = [one for one in answers if first.setdefault(one.page, one) is one]
    enough = FAR_BEHIND * answers[0].points if answers else 0
    return [one for place, one in enumerate(answers) if place < FEW or one.points >= enough]
