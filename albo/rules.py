"""Which period a kind of act has: what union IT wrote, else what the law says (data/periods.toml), else fifteen days."""

import tomllib
from functools import cache
from pathlib import Path

from albo.periods import Rule

VOCABULARY = "documenti_albo_pretorio"


@cache
def of_law() -> dict[str, Rule]:
    """Rules by key of the kind."""
    rows = tomllib.loads((Path(__file__).parent / "data" / "periods.toml").read_text(encoding="utf-8"))
    return {key: Rule(**row) for key, row in rows.items()}


def lineage(kind) -> list:
    """A kind and those above it, the nearest first."""
    found = []
    while kind is not None and len(found) < 6:
        found.append(kind)
        kind = kind.parent
    return found


def rule_for(kind) -> Rule:
    """The rule of the nearest kind that has one; at the same height, what union IT wrote comes before the law's."""
    from albo.models import PublicationPeriod

    above = lineage(kind)
    written = {row.kind_id: row.rule for row in PublicationPeriod.objects.filter(kind__in=[one.pk for one in above])}
    for one in above:
        rule = written.get(one.pk) or of_law().get(one.key)
        if rule is not None:
            return rule
    return Rule()


def is_deepest(kind) -> bool:
    """Whether no kind stands below this one: an act has exactly one kind, the most precise."""
    return not kind.children.filter(is_retired=False).exists()
