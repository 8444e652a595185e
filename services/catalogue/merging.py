"""What a change of the union does to a page: the three-way comparison, part by part. Plain Python.

Three texts meet: the union's as the page knows it, the union's new one, and the municipality's own with the union's
text it was made from (its base).
"""

from dataclasses import dataclass
from enum import StrEnum

from services.catalogue.editions import Content, same
from services.catalogue.policies import Mode, Policy, Severity, policy_of


class Outcome(StrEnum):
    """What becomes of one part, from the one that asks for most to the one that asks for nothing."""

    CONFLICT = "conflict"  # both wrote: somebody must choose
    WAITING = "waiting"  # the municipality looks first
    EQUAL = "equal"  # the municipality had already written the same: its own text is no longer needed
    HELD = "held"  # the page is pinned: it stays as it is
    APPLIED = "applied"
    UNCHANGED = "unchanged"


OPEN = (Outcome.CONFLICT, Outcome.WAITING)


@dataclass(frozen=True)
class Own:
    """A part that a municipality has written itself. `value` None: it took the union's block out."""

    value: object
    base: object


def outcome(path: str, mode: Mode, severity: Severity, known, new, own: Own | None = None) -> Outcome:
    """What becomes of a part of a page. `known` is the union's value that the page has accepted, `new` the one in force."""
    policy = policy_of(path)
    if policy == Policy.LOCAL:
        return Outcome.UNCHANGED
    if own is not None and policy != Policy.LOCKED:
        return _own_outcome(mode, new, own)
    if same(known, new):
        return Outcome.UNCHANGED
    if mode == Mode.FOLLOW or (policy == Policy.LOCKED and severity == Severity.LEGAL):
        return Outcome.APPLIED
    return Outcome.WAITING if mode == Mode.REVIEW else Outcome.HELD


def _own_outcome(mode: Mode, new, own: Own) -> Outcome:
    """A text of the municipality's own: it always stays, the question is whether somebody must look at it."""
    if same(own.base, new):
        return Outcome.UNCHANGED
    if same(own.value, new):
        return Outcome.EQUAL
    return Outcome.HELD if mode == Mode.PINNED else Outcome.CONFLICT


def worst(outcomes) -> Outcome:
    """The outcome that names a whole page: the one that asks for most."""
    found = set(outcomes)
    return next((one for one in Outcome if one in found), Outcome.UNCHANGED)


def weave(shared: list[str], stored: list[str], added: list[str]) -> list[str]:
    """The order of a stream: as the municipality left it, with the union's later blocks after their neighbour.

    `shared` is the union's order today, `stored` the municipality's (empty: it never moved a block), `added` its own
    blocks. Nothing that stands in `shared` or `added` is ever lost.
    """
    known = {*shared, *added}
    order = [block for block in stored if block in known]
    for at, block in enumerate(shared):
        if block not in order:
            before = shared[at - 1] if at else None
            order.insert(order.index(before) + 1 if before in order else 0, block)
    return [*order, *(block for block in added if block not in order)]


def compare(
    old: Content, new: Content, own: dict[str, Own], mode: Mode, legal: frozenset[str] = frozenset()
) -> dict[str, Outcome]:
    """Outcome of each part of a page that is touched by what changed from `old` to `new`, or that was written anew.

    `legal` are the paths that legal changes have touched.
    """
    paths = [path for path in {**new, **old} if not same(old.get(path), new.get(path))]
    paths += [path for path in own if path not in paths]
    found = {
        path: outcome(
            path,
            mode,
            Severity.LEGAL if path in legal else Severity.MATERIAL,
            old.get(path),
            new.get(path),
            own.get(path),
        )
        for path in paths
    }
    return {path: result for path, result in found.items() if result != Outcome.UNCHANGED}
