"""Open now? Hours of opening, days of closing and a moment give the answer and when it changes. No Django here."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from territory.recurrence import ROME

DAYS = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")
AHEAD = 14  # days in which to look for the next opening


@dataclass(frozen=True)
class Stretch:
    """Opening from an hour to another on some days of the week (codes of `DAYS`)."""

    days: tuple[str, ...]
    opens: time
    closes: time


@dataclass(frozen=True)
class State:
    """What holds at a moment. `change` is the moment of the next opening or closing, None when none is near;
    `reason` names the holiday that keeps it closed today."""

    is_open: bool
    change: datetime | None
    reason: str = ""


def state(stretches: list[Stretch], closed: dict[date, str], now: datetime) -> State | None:
    """Whether it is open at `now` (aware), in hours of the wall in Italy; None when no hours are known.

    `closed` holds the days on which it stays closed whatever the hours, with the reason.
    """
    if not stretches:
        return None
    today = now.astimezone(ROME).date()
    for start, end in _openings(stretches, closed, today):
        if start <= now < end:
            return State(is_open=True, change=end)
        if now < start:
            return State(is_open=False, change=start, reason=closed.get(today, ""))
    return State(is_open=False, change=None, reason=closed.get(today, ""))


def _openings(stretches, closed, today: date) -> list[tuple[datetime, datetime]]:
    """Openings of the coming days in order; those that touch or overlap are one."""
    found: list[tuple[datetime, datetime]] = []
    for day in (today + timedelta(days=ahead) for ahead in range(AHEAD + 1)):
        if day in closed:
            continue
        todays = sorted((s.opens, s.closes) for s in stretches if DAYS[day.weekday()] in s.days)
        for opens, closes in todays:
            start, end = (datetime.combine(day, hour, tzinfo=ROME) for hour in (opens, closes))
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], end))
            else:
                found.append((start, end))
    return found


@dataclass(frozen=True)
class Holiday:
    """A day of rest that comes back each year: by day and month, or by days after Easter; valid from and to a year."""

    name: str
    day: int = 0
    month: int = 0
    after_easter: int | None = None
    first_year: int = 0
    last_year: int = 9999

    def in_year(self, year: int) -> date | None:
        if not self.first_year <= year <= self.last_year:
            return None
        if self.after_easter is not None:
            return easter(year) + timedelta(days=self.after_easter)
        return date(year, self.month, self.day)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holidays_near(holidays, today: date, ahead: int = AHEAD) -> dict[date, str]:
    """Days of rest from today on, with their names."""
    last = today + timedelta(days=ahead)
    found = {}
    for holiday in holidays:
        for year in range(today.year, last.year + 1):
            day = holiday.in_year(year)
            if day and today <= day <= last:
                found.setdefault(day, holiday.name)
    return found
