"""What a list of results is narrowed to, and how many there are of each sort: pure, read from the address."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.private_pages import number_of
from search.kinds import BY_KEY, KINDS
from search.ranking import Candidate

RELEVANCE, DATE = "pertinenza", "data"
MOST_TOPICS = 12  # offered; those with the most results
_DAY = forms.DateField(required=False, input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"])


@dataclass(frozen=True, slots=True)
class Choice:
    """A box of a filter: how many results would stay with it."""

    value: str
    label: str
    count: int
    is_on: bool


@dataclass(frozen=True)
class Asked:
    """The filters of an address; what makes no sense in it asks for nothing, and a day that is none is told."""

    kinds: frozenset[str] = frozenset()
    topics: frozenset[int] = frozenset()
    since: date | None = None
    until: date | None = None
    order: str = RELEVANCE
    typed: dict[str, str] = field(default_factory=dict)  # the two days, as they were typed
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, given) -> "Asked":
        """From a QueryDict: `tipo` and `argomento` any number of times, `dal`, `al`, `ordine`."""
        typed = {name: given.get(name, "").replace("\x00", "").strip()[:20] for name in ("dal", "al")}
        days = {name: day_of(text) for name, text in typed.items()}
        errors = {
            name: _("Scrivi il giorno così: 05/12/2026.") for name, text in typed.items() if text and not days[name]
        }
        if days["dal"] and days["al"] and days["dal"] > days["al"]:
            errors["al"] = _("Questo giorno viene prima dell'altro.")
            days = dict.fromkeys(days)
        return cls(
            kinds=frozenset(key for key in given.getlist("tipo") if key in BY_KEY),
            topics=frozenset(filter(None, map(number_of, given.getlist("argomento")))),
            since=days["dal"],
            until=days["al"],
            order=DATE if given.get("ordine") == DATE else RELEVANCE,
            typed=typed,
            errors=errors,
        )

    @property
    def count(self) -> int:
        """How many filters are on."""
        return len(self.kinds) + len(self.topics) + bool(self.since) + bool(self.until)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked for but the words."""
        return not self.count and not self.errors and self.order == RELEVANCE

    def keeps(self, one: Candidate, *, but: str = "") -> bool:
        """Whether a result stays; `but` names a filter that is left aside, to count what its other boxes would bring."""
        return (
            (but == "kinds" or not self.kinds or one.kind in self.kinds)
            and (but == "topics" or not self.topics or not self.topics.isdisjoint(one.topics))
            and self._is_within(one)
        )

    def _is_within(self, one: Candidate) -> bool:
        if not self.since and not self.until:
            return True
        if one.day is None:
            return False
        last = max(one.day, one.ends_on or one.day)
        return (not self.since or last >= self.since) and (not self.until or one.day <= self.until)

    def of(self, candidates: list[Candidate]) -> list[Candidate]:
        """The results that stay, in the order that is asked for."""
        kept = [one for one in candidates if self.keeps(one)]
        if self.order == DATE:
            kept.sort(key=lambda one: one.day or date.min, reverse=True)  # stable: the better one first on a day
        return kept

    def kind_choices(self, candidates: list[Candidate]) -> list[Choice]:
        """The kinds that the results are of, in the order of the national model."""
        counts = Counter(one.kind for one in candidates if self.keeps(one, but="kinds"))
        return [
            Choice(kind.key, str(kind.label), counts[kind.key], kind.key in self.kinds)
            for kind in KINDS
            if counts[kind.key] or kind.key in self.kinds
        ]

    def topic_choices(self, candidates: list[Candidate], names: Callable[[list[int]], dict[int, str]]) -> list[Choice]:
        """The topics that most results are about, and those that are on, by name; `names` gives those of some keys."""
        counts = Counter(key for one in candidates if self.keeps(one, but="topics") for key in one.topics)
        most = [key for key, _count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_TOPICS]]
        labels = names([*most, *(self.topics - {*most})])
        found = [Choice(str(key), labels[key], counts[key], key in self.topics) for key in labels]
        return sorted(found, key=lambda choice: choice.label.casefold())


def day_of(text: str) -> date | None:
    """A day as a browser sends it or as people write it."""
    try:
        return _DAY.clean(text)
    except ValidationError:
        return None
