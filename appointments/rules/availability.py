"""Which places are free: hours, exceptions, closures, what is taken and a moment give the days and their places.

In words, with the examples that the tests hold: docs/booking.md. A pure function: no database, no clock of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from appointments.rules.minutes import DAY, clock_moves, is_repeated, midnight, minute_of, moment_of, next_minute, wall


class Mode(StrEnum):
    """How people meet. The values are stored and stand in addresses."""

    DESK = "sportello"
    PHONE = "telefono"
    VIDEO = "video"
    HOME = "domicilio"


class Why(StrEnum):
    """Why a day has no free place."""

    CLOSED = "chiuso"
    FULL = "completo"
    TOO_SOON = "troppo-presto"
    TOO_FAR = "troppo-lontano"


@dataclass(frozen=True)
class Hours:
    """Weekly hours of the wall. `weekday` 0 is Monday; `mode` and `resource` None hold for all."""

    weekday: int
    opens: time
    closes: time
    first: date | None = None
    last: date | None = None
    mode: str | None = None
    resource: int | None = None

    def holds_on(self, day: date) -> bool:
        begun = self.first is None or self.first <= day
        return begun and (self.last is None or day <= self.last) and self.weekday == day.weekday()


class Kind(StrEnum):
    """What an exception does to the hours of its days."""

    CLOSED = "chiuso"
    REPLACE = "diverso"
    EXTRA = "in-piu"


@dataclass(frozen=True)
class Exceptional:
    """Days with other hours. Of two that say different hours for one day holds the one written later (`order`)."""

    first: date
    last: date
    kind: Kind
    stretches: tuple[tuple[time, time], ...] = ()
    reason: str = ""
    order: int = 0
    mode: str | None = None

    def holds_on(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Resource:
    """A desk, an operator, a room or a video place. It serves `seats` people at once; `types` None can do them all."""

    key: int
    modes: frozenset[str]
    seats: int = 1
    is_room: bool = False
    step_free: bool = False
    types: frozenset[int] | None = None

    def can_do(self, wish: "Wish") -> bool:
        able = self.types is None or wish.type in self.types
        return able and not self.is_room and wish.mode in self.modes and (self.step_free or not wish.step_free)


@dataclass(frozen=True)
class Calendar:
    """All that is decided beforehand about one agenda. `closures` are days of the whole body, with their reason."""

    hours: tuple[Hours, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    closures: Mapping[date, str] = field(default_factory=dict)
    resources: tuple[Resource, ...] = ()
    grid: int = 0  # minutes between two starts; 0: the length of the appointment with what follows it
    lead_minutes: int = 0
    lead_workdays: int = 0
    horizon_days: int = 60

    @cached_property
    def weekly(self) -> tuple[tuple[Hours, ...], ...]:
        """The weekly hours of each day of the week: a search passes over them for every day of two months."""
        return tuple(tuple(h for h in self.hours if h.weekday == weekday) for weekday in range(7))


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: a type of appointment in a way of meeting, for so many minutes.

    `buffer` minutes follow in which the desk is not free; `extra` are minutes more for who needs them, at the beginnings
    of everybody. `lead_minutes`, `lead_workdays`, `horizon_days`, `first` and
    `last` are the type's own limits, beside those of the agenda.
    """

    type: int
    mode: str
    duration: int
    buffer: int = 0
    extra: int = 0
    needs_room: bool = False
    step_free: bool = False
    lead_minutes: int = 0
    lead_workdays: int = 0
    horizon_days: int | None = None
    first: date | None = None
    last: date | None = None

    @property
    def span(self) -> int:
        return self.duration + self.extra + self.buffer


# What is taken: (resource, seat) -> stretches of minutes.
Taken = Mapping[tuple[int, int], Iterable[tuple[int, int]]]
Place = tuple[int, int]


@dataclass(frozen=True)
class Slot:
    """A free beginning. `places` are the free seats that can take it, (resource, seat)."""

    start: int
    places: tuple[Place, ...]
    rooms: tuple[Place, ...] = ()

    @property
    def free(self) -> int:
        """How many people can still begin here."""
        return min(len(self.places), len(self.rooms)) if self.rooms else len(self.places)

    @property
    def starts_at(self) -> datetime:
        return moment_of(self.start)


@dataclass(frozen=True)
class Day:
    """A day and its free beginnings; where there is none, `why`, and for a closed day the `reason` in words."""

    on: date
    slots: tuple[Slot, ...] = ()
    why: Why | None = None
    reason: str = ""

    @property
    def free(self) -> int:
        return sum(slot.free for slot in self.slots)


def days(calendar: Calendar, wish: Wish, taken: Taken, now: datetime, first: date, last: date) -> list[Day]:
    """Each day from `first` to `last` with what is free on it for a wish, at a moment."""
    timeline = _Timeline(calendar, wish, taken, first, last)
    limits = _Limits(calendar, wish, now)
    wanted = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [_day(calendar, wish, timeline, limits, on) for on in wanted]


def first_free(calendar: Calendar, wish: Wish, taken: Taken, now: datetime, first: date, last: date) -> Slot | None:
    """The earliest free beginning from `first` to `last`."""
    timeline = _Timeline(calendar, wish, taken, first, last)
    limits = _Limits(calendar, wish, now)
    for n in range((last - first).days + 1):
        on = first + timedelta(days=n)
        if limits.refuses(on) is None:
            slot = next(_slots(calendar, wish, timeline, limits, on), None)
            if slot is not None:
                return slot
    return None


def is_free(calendar: Calendar, wish: Wish, taken: Taken, now: datetime, start: int) -> Slot | None:
    """The beginning at a minute, if it is one of those on offer at a moment."""
    on = moment_of(start).date()
    (day,) = days(calendar, wish, taken, now, on, on)
    return next((slot for slot in day.slots if slot.start == start), None)


def openings(calendar: Calendar, on: date, mode: str) -> tuple[list[tuple[int, int, int | None]], str]:
    """Stretches of minutes in which an agenda is open on a day, (start, end, resource or None), and why there is none.

    A closure of the body beats everything; then an exception that closes, then other hours, then hours in addition to
    the weekly ones.
    """
    if on in calendar.closures:
        return [], calendar.closures[on]
    special = [e for e in calendar.exceptions if e.holds_on(on)]
    special.sort(key=lambda e: e.order)
    closed = [e for e in special if e.kind is Kind.CLOSED and not e.stretches and e.mode in (None, mode)]
    if closed:
        return [], closed[-1].reason
    replaced = [e for e in special if e.kind is Kind.REPLACE and e.mode in (None, mode)]
    if replaced:
        found = [(opens, closes, None) for opens, closes in replaced[-1].stretches]
    else:
        weekly = calendar.weekly[on.weekday()]
        found = [(h.opens, h.closes, h.resource) for h in weekly if h.holds_on(on) and h.mode in (None, mode)]
    if not found and not special:
        return [], ""
    for extra in special:
        if extra.kind is Kind.EXTRA and extra.mode in (None, mode):
            found += [(opens, closes, None) for opens, closes in extra.stretches]
    stretches = _joined((wall(on, opens), wall(on, closes), resource) for opens, closes, resource in found)
    for part in special:
        if part.kind is Kind.CLOSED and part.stretches and part.mode in (None, mode):
            stretches = _without(stretches, [(wall(on, a), wall(on, b)) for a, b in part.stretches])
    return stretches, special[-1].reason if special and not stretches else ""


def covers(calendar: Calendar, start: int, end: int, mode: str, resource: int | None = None) -> bool:
    """Whether an agenda is open, for a resource, during the whole of a stretch of one day."""
    stretches, _reason = openings(calendar, moment_of(start).date(), mode)
    return any(opens <= start and end <= closes and only in (None, resource) for opens, closes, only in stretches)


def _joined(stretches) -> list[tuple[int, int, int | None]]:
    """Stretches in order, those that touch or overlap made one; each resource's apart."""
    stretches = list(stretches)
    if len(stretches) == 1:
        return stretches if stretches[0][0] < stretches[0][1] else []
    found: list[tuple[int, int, int | None]] = []
    for start, end, resource in sorted(stretches, key=lambda s: (s[2] is not None, s[2] or 0, s[0], s[1])):
        if found and found[-1][2] == resource and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end), resource)
        elif start < end:
            found.append((start, end, resource))
    return sorted(found, key=lambda s: s[0])


def _without(stretches, holes):
    for a, b in holes:
        cut = []
        for start, end, resource in stretches:
            cut += [(x, y, resource) for x, y in ((start, min(end, a)), (max(start, b), end)) if x < y]
        stretches = cut
    return stretches


class _Limits:
    """From which minute to which day an appointment may be taken at a moment."""

    def __init__(self, calendar: Calendar, wish: Wish, now: datetime):
        today = moment_of(minute_of(now)).date()
        lead = max(calendar.lead_minutes, wish.lead_minutes)
        self.start = next_minute(now + timedelta(minutes=lead))
        workdays = max(calendar.lead_workdays, wish.lead_workdays)
        if workdays:
            self.start = max(self.start, midnight(after_workdays(calendar, today, workdays)))
        horizon = [days for days in (calendar.horizon_days, wish.horizon_days) if days is not None]
        ends = [today + timedelta(days=min(horizon))]
        self.last = min(ends + ([wish.last] if wish.last else []))
        self.first = wish.first

    def refuses(self, on: date) -> Why | None:
        if on > self.last:
            return Why.TOO_FAR
        too_soon = midnight(on + timedelta(days=1)) <= self.start or (self.first is not None and on < self.first)
        return Why.TOO_SOON if too_soon else None


def is_workday(calendar: Calendar, on: date) -> bool:
    """Whether a body works on a day: Monday to Friday, closures left out."""
    return on.weekday() < 5 and on not in calendar.closures


def after_workdays(calendar: Calendar, today: date, number: int) -> date:
    """The day after so many days of work have passed since today."""
    on = today
    while number:
        on += timedelta(days=1)
        number -= is_workday(calendar, on)
    return on


class _Timeline:
    """For each seat that may serve a wish, a byte a minute: 0 free, 1 taken. Searching it costs as memory does."""

    def __init__(self, calendar: Calendar, wish: Wish, taken: Taken, first: date, last: date):
        self.zero = midnight(first) - DAY
        length = midnight(last + timedelta(days=1)) + DAY - self.zero
        self.places = self._fill((r for r in calendar.resources if r.can_do(wish)), taken, length)
        rooms = (r for r in calendar.resources if r.is_room and (r.step_free or not wish.step_free))
        self.rooms = self._fill(rooms, taken, length) if wish.needs_room else {}

    def _fill(self, resources, taken: Taken, length: int) -> dict[Place, bytearray]:
        found, zero = {}, self.zero
        for resource in resources:
            for seat in range(1, resource.seats + 1):
                line = bytearray(length)
                for start, end in taken.get((resource.key, seat), ()):
                    a, b = start - zero, end - zero
                    if a < 0 or b > length:
                        a, b = max(0, a), min(length, b)
                    if a < b:
                        line[a:b] = b"\1" * (b - a)
                found[resource.key, seat] = line
        return found

    def with_room(self, lines: dict[Place, bytearray], opens: int, closes: int, span: int) -> dict[Place, bytearray]:
        """The lines that have so many free minutes in a row between two minutes: a full day costs one search a seat."""
        gap, a, b = bytes(span), opens - self.zero, closes - self.zero
        return {place: line for place, line in lines.items() if line.find(gap, a, b) >= 0}

    def free(self, lines: dict[Place, bytearray], start: int, span: int, only: set[int | None]) -> tuple[Place, ...]:
        """Places of a minute on; `only` names the resources that are open then, None all of them."""
        a = start - self.zero
        return tuple(
            place
            for place, line in lines.items()
            if (None in only or place[0] in only) and line.find(1, a, a + span) < 0
        )


def _day(calendar: Calendar, wish: Wish, timeline: _Timeline, limits: _Limits, on: date) -> Day:
    refused = limits.refuses(on)
    stretches, reason = openings(calendar, on, wish.mode)
    if not stretches:
        return Day(on, why=Why.CLOSED, reason=reason)
    if refused is not None:
        return Day(on, why=refused)
    slots = tuple(_slots(calendar, wish, timeline, limits, on))
    if slots:
        return Day(on, slots)
    late = any(end - wish.span >= limits.start for _start, end, _resource in stretches)
    return Day(on, why=Why.FULL if late else Why.TOO_SOON)


def _slots(calendar: Calendar, wish: Wish, timeline: _Timeline, limits: _Limits, on: date):
    """Free beginnings of a day in order. They stand on a grid that begins with the opening, never with what is taken."""
    stretches, _reason = openings(calendar, on, wish.mode)
    if not stretches:
        return
    opens, closes = stretches[0][0], max([s[1] for s in stretches])
    lines = timeline.with_room(timeline.places, opens, closes, wish.span)
    rooms_free = timeline.with_room(timeline.rooms, opens, closes, wish.span)
    if not lines or (wish.needs_room and not rooms_free):
        return
    step = calendar.grid or wish.duration + wish.buffer
    moves = clock_moves(on)
    offered: dict[int, set[int | None]] = defaultdict(set)
    for opens, closes, resource in stretches:
        for start in range(opens, closes - wish.span + 1, step):
            if start >= limits.start and not (moves and is_repeated(start)):
                offered[start].add(resource)
    for start in sorted(offered):
        places = timeline.free(lines, start, wish.span, offered[start])
        rooms = timeline.free(rooms_free, start, wish.span, {None}) if wish.needs_room else ()
        if places and (rooms or not wish.needs_room):
            yield Slot(start, places, rooms)
