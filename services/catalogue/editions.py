"""What the union's sheet says at a certain moment, for a page that follows it in a certain way. Plain Python.

A sheet is published in numbered editions. Each holds only the parts that it changed (`patch`), so that a correction of
today does not bring forward a law of next January: what is in force is the first edition with the patches whose day
has come laid over it.

A part is a path: the name of a field, or a field and the identity of a block of its stream. The path of a stream
itself holds the order of its blocks; a block that was taken out has the value None.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.catalogue.policies import Mode, Policy, Severity, policy_of

Content = dict[str, object]
DRAFT_KEYS = re.compile(r' data-block-key="[^"]*"')  # left in markup by the editor of rich texts


@dataclass(frozen=True)
class Edition:
    """A publication of a shared sheet."""

    number: int
    patch: Content
    severity: Severity
    effective_on: date
    is_withdrawn: bool = False
    published_on: date | None = None

    def is_in_force(self, today: date) -> bool:
        return not self.is_withdrawn and self.effective_on <= today


def in_force(editions: Iterable[Edition], today: date) -> list[Edition]:
    """Editions whose day has come, in the order in which they lie one over the other."""
    standing = [edition for edition in editions if edition.is_in_force(today)]
    return sorted(standing, key=lambda edition: (edition.effective_on, edition.number))


def lay(editions: Iterable[Edition]) -> Content:
    """The parts that result from editions laid one over the other."""
    content: Content = {}
    for edition in editions:
        content |= edition.patch
    return {path: value for path, value in content.items() if value is not None or ":" not in path}


def content_for(editions: Iterable[Edition], today: date, mode: Mode, adopted: int) -> Content:
    """The shared parts that a page shows today. `adopted` is the number of the last edition it has accepted.

    What follows shows everything in force; the rest stops at the edition it accepted, but for the locked fields that a
    legal change has touched since.
    """
    standing = in_force(editions, today)
    if mode == Mode.FOLLOW:
        return lay(standing)
    content = lay(edition for edition in standing if edition.number <= adopted)
    for edition in standing:
        if edition.number > adopted and edition.severity == Severity.LEGAL:
            content |= {path: value for path, value in edition.patch.items() if policy_of(path) == Policy.LOCKED}
    return content


def newest(editions: Iterable[Edition], today: date) -> int:
    """Number of the newest edition in force; zero before the first."""
    return max((edition.number for edition in editions if edition.is_in_force(today)), default=0)


def next_change(editions: Iterable[Edition], today: date) -> date | None:
    """The first day to come on which an edition enters into force."""
    days = [e.effective_on for e in editions if not e.is_withdrawn and e.effective_on > today]
    return min(days, default=None)


def difference(old: Content, new: Content) -> Content:
    """The parts of `new` that differ from `old`; a block that is no longer there counts as None."""
    changed = {path: value for path, value in new.items() if not same(old.get(path), value)}
    gone = {path: None for path, value in old.items() if path not in new and value is not None}
    return changed | gone


def same(one, other) -> bool:
    """Whether two values say the same: keys that editors' programs leave in markup do not count."""
    return plain(one) == plain(other)


def plain(value):
    """A value as it is compared and fingerprinted: empty is empty however it is written."""
    if isinstance(value, str):
        return DRAFT_KEYS.sub("", value).strip() or None
    if isinstance(value, dict):
        items = {key: plain(item) for key, item in value.items() if key != "id"}
        return {key: item for key, item in items.items() if item is not None}  # a form also writes what is empty
    if isinstance(value, list):
        return [plain(item) for item in value] or None
    return value
