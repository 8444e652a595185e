"""Which office a request or a report goes to: the rules that union IT writes, the most particular first."""

from collections.abc import Iterable
from dataclasses import dataclass

from tickets.rules.nearby import metres


@dataclass(frozen=True)
class Rule:
    """What a rule asks for (None: anything) and the office where it leads. The circle has its centre in degrees and its
    radius in metres: a road on a border, an industrial estate, a park."""

    key: int
    office: int
    category: int | None = None
    service: int | None = None
    tenant: int | None = None
    circle: tuple[float, float, int] | None = None

    @property
    def weight(self) -> tuple:
        """How particular a rule is: the service before the circle, before the municipality, before the category."""
        return (self.service is not None, self.circle is not None, self.tenant is not None, self.category is not None)


@dataclass(frozen=True)
class Facts:
    """What is known of a request or a report. `tenant` is the municipality where the point falls, or the one to which
    somebody wrote; `point` is (latitude, longitude)."""

    category: int
    tenant: int
    service: int | None = None
    point: tuple[float, float] | None = None


def choose(rules: Iterable[Rule], facts: Facts) -> Rule | None:
    """The most particular rule that fits; of two alike, the first that was written. None where no rule fits."""
    fitting = [rule for rule in rules if _fits(rule, facts)]
    return min(fitting, key=lambda rule: (tuple(not asked for asked in rule.weight), rule.key), default=None)


def _fits(rule: Rule, facts: Facts) -> bool:
    if rule.circle is not None:
        latitude, longitude, radius = rule.circle
        if facts.point is None or metres((latitude, longitude), facts.point) > radius:
            return False
    return (
        rule.category in (None, facts.category)
        and rule.tenant in (None, facts.tenant)
        and rule.service in (None, facts.service)
    )
