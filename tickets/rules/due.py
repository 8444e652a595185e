"""By when an office must have answered, and how long it took."""

from collections.abc import Container
from datetime import date, datetime, timedelta

SATURDAY = 5


def due_on(received: date, days: int, closed: Container[date] = ()) -> date:
    """The last day to answer: so many calendar days after the one of receipt, which is not counted; where it falls on a
    Saturday, a Sunday or a day of closing, the next day of work (article 2963 of the civil code)."""
    day = received + timedelta(days=days)
    while day.weekday() >= SATURDAY or day in closed:
        day += timedelta(days=1)
    return day


def is_late(due: date, today: date, *, is_waiting: bool) -> bool:
    """Whether an office that has something to do should have done it before today."""
    return is_waiting and due < today


def minutes_between(begun: datetime, ended: datetime) -> int:
    """How many minutes something took."""
    return max(0, round((ended - begun).total_seconds() / 60))


def hours_of(minutes: float | None) -> float | None:
    """The same in hours; None while it goes on."""
    return minutes / 60 if minutes is not None else None


def spoken(hours: float | None) -> str:
    """«3 ore», «2 giorni»: as an office says it; a dash where there is nothing to say."""
    if hours is None:
        return "–"
    if hours < 1:
        return "meno di un'ora"
    if hours < 24:
        return "un'ora" if round(hours) == 1 else f"{round(hours)} ore"
    days = round(hours / 24)
    return "un giorno" if days == 1 else f"{days} giorni"
