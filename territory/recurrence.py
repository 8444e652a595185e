"""Rules of repetition (RFC 5545, the part that an editor can say in a form) and the days they give. No Django here.

Days and hours are those of the clock on the wall in Italy: "every Thursday at nine" stays at nine when the hour changes.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil import rrule

ROME = ZoneInfo("Europe/Rome")
MOST = 366  # days that a rule may give: a year of every day
MOST_APART = 99
FREQUENCIES = {"DAILY": rrule.DAILY, "WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY, "YEARLY": rrule.YEARLY}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
POSITIONS = (1, 2, 3, 4, -1)


class RecurrenceError(ValueError):
    """Why a rule cannot be; `code` says which reason, for the words that the editor reads."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Rule:
    """How something repeats. `position` is which weekday of the month: 1 the first, -1 the last; 0 the same number."""

    frequency: str
    interval: int = 1
    weekdays: tuple[str, ...] = ()
    position: int = 0
    until: date | None = None
    count: int | None = None

    def __post_init__(self):
        reason = _wrong(self)
        if reason:
            raise RecurrenceError(reason)

    def __str__(self) -> str:
        """As RFC 5545 writes it; the last day is a day, not a moment."""
        parts = [f"FREQ={self.frequency}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(f"{self.position or ''}{day}" for day in self.weekdays))
        parts.append(f"COUNT={self.count}" if self.count else f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)


def _wrong(rule: Rule) -> str:
    """The first reason why a rule cannot be, or nothing."""
    monthly = rule.frequency == "MONTHLY"
    reasons = (
        ("frequency", rule.frequency not in FREQUENCIES),
        ("interval", not 1 <= rule.interval <= MOST_APART),
        ("weekdays", any(day not in WEEKDAYS for day in rule.weekdays)),
        ("weekdays", bool(rule.weekdays) and rule.frequency not in ("WEEKLY", "MONTHLY")),
        ("position", rule.position not in (0, *POSITIONS) or (rule.position != 0 and not monthly)),
        ("position_day", monthly and bool(rule.position) != (len(rule.weekdays) == 1)),
        ("endless", rule.until is None and rule.count is None),
        ("two_ends", rule.until is not None and rule.count is not None),
        ("count", rule.count is not None and not 1 <= rule.count <= MOST),
    )
    return next((code for code, is_wrong in reasons if is_wrong), "")


def parse(text: str) -> Rule | None:
    """Read a stored rule; None for no rule. Raises `RecurrenceError` for what we do not write."""
    if not text:
        return None
    parts = dict(part.split("=", 1) for part in text.split(";") if "=" in part)
    if set(parts) - {"FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL"}:
        raise RecurrenceError("unknown")
    days = [part for part in parts.get("BYDAY", "").split(",") if part]
    numbers = {part[:-2] for part in days}
    if len(numbers) > 1:
        raise RecurrenceError("position")
    try:
        return Rule(
            frequency=parts.get("FREQ", ""),
            interval=int(parts.get("INTERVAL", "1")),
            weekdays=tuple(sorted((part[-2:] for part in days), key=WEEKDAYS.index)),
            position=int(next(iter(numbers), "") or 0),
            until=datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date() if "UNTIL" in parts else None,  # noqa: DTZ007
            count=int(parts["COUNT"]) if "COUNT" in parts else None,
        )
    except RecurrenceError:
        raise
    except ValueError as error:
        raise RecurrenceError("unknown") from error


def days_of(rule: Rule | None, first: date, skipped=()) -> list[date]:
    """Days on which something that begins on `first` happens, without the skipped ones.

    Raises `RecurrenceError("too_many")` past a year of every day, `"first"` when `first` is not one of its days, and
    `"none"` when nothing remains.
    """
    if rule is None:
        return [first]
    if rule.until and rule.until < first:
        raise RecurrenceError("until")
    days = []
    for moment in _dateutil(rule, first):
        if len(days) == MOST:
            raise RecurrenceError("too_many")
        days.append(moment.date())
    if not days or days[0] != first:
        raise RecurrenceError("first")
    left = [day for day in days if day not in set(skipped)]
    if not left:
        raise RecurrenceError("none")
    return left


def _dateutil(rule: Rule, first: date):
    weekdays = None
    if rule.weekdays:
        known = [getattr(rrule, day) for day in rule.weekdays]
        weekdays = [day(rule.position) for day in known] if rule.position else known
    return rrule.rrule(
        FREQUENCIES[rule.frequency],
        dtstart=datetime.combine(first, time.min),
        interval=rule.interval,
        byweekday=weekdays,
        count=rule.count,
        until=datetime.combine(rule.until, time.min) if rule.until else None,
    )


@dataclass(frozen=True)
class Span:
    """When one date of an event begins and ends, in hours of the wall; an end that nobody knows is the day's."""

    first_day: date
    starts: time | None  # None: the whole day
    last_day: date
    ends: time | None  # None: when that day ends

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.first_day, self.starts or time.min, tzinfo=ROME)

    @property
    def ends_at(self) -> datetime:
        """The moment from which it is over."""
        if self.ends is None:
            return datetime.combine(self.last_day + timedelta(days=1), time.min, tzinfo=ROME)
        return datetime.combine(self.last_day, self.ends, tzinfo=ROME)

    def on(self, day: date) -> "Span":
        """The same hours on another day."""
        return Span(day, self.starts, self.last_day + (day - self.first_day), self.ends)


def spans_of(first: Span, rule: Rule | None, skipped=()) -> list[Span]:
    """Every date of an event, in order."""
    return [first.on(day) for day in days_of(rule, first.first_day, skipped)]


def exists(day: date, hour: time) -> bool:
    """False for an hour that the clock jumps over, on the last Sunday of March."""
    wall = datetime.combine(day, hour, tzinfo=ROME)
    return wall.astimezone(ZoneInfo("UTC")).astimezone(ROME).time() == hour
