"""How much an agenda can receive and how long one waits, also with hours that it does not have yet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from appointments.rules import availability
from appointments.rules.availability import Calendar, Hours, Taken, Wish
from appointments.rules.minutes import ROME


@dataclass(frozen=True)
class Capacity:
    """Free beginnings in a period, and the first: for one kind of appointment, as if it alone were booked."""

    free: int
    first: datetime | None

    def wait(self, now: datetime) -> int | None:
        """Days from now to the first free place; None when there is none."""
        return None if self.first is None else (self.first.astimezone(ROME).date() - now.astimezone(ROME).date()).days


def capacity(calendar: Calendar, wish: Wish, taken: Taken, now: datetime) -> Capacity:
    """What is still free for a wish within the horizon of an agenda."""
    today = now.astimezone(ROME).date()
    last = today + timedelta(days=calendar.horizon_days)
    slots = [slot for day in availability.days(calendar, wish, taken, now, today, last) for slot in day.slots]
    return Capacity(sum(slot.free for slot in slots), slots[0].starts_at if slots else None)


@dataclass(frozen=True)
class Simulation:
    """The usual wait of a new request, in days, with today's hours and with other hours."""

    before: float | None
    after: float | None
    places_before: int
    places_after: int


def simulate(
    calendar: Calendar,
    wish: Wish,
    arrivals: Mapping[date, int],
    extra: Hours,
    now: datetime,
    *,
    weeks: int = 12,
) -> Simulation:
    """What one more weekly opening would do to the wait, if requests came as they came lately.

    The same requests, day by day (`arrivals`), are served in the order of arrival by the places of an empty agenda, once
    with its own hours and once with the added ones; the wait is the mean of the days between asking and coming. It is an
    estimate for a conversation about hours, not a promise to a citizen.
    """
    with_extra = replace(calendar, hours=(*calendar.hours, extra))
    found = [_served(one, wish, arrivals, now, weeks) for one in (calendar, with_extra)]
    (before, places_before), (after, places_after) = found
    return Simulation(before, after, places_before, places_after)


def _served(calendar: Calendar, wish: Wish, arrivals: Mapping[date, int], now: datetime, weeks: int):
    """Mean wait in days of the requests of the last `weeks` weeks replayed from now, and the places there are."""
    today = now.astimezone(ROME).date()
    open_calendar = replace(calendar, horizon_days=weeks * 7 * 2, exceptions=(), closures={})
    days = availability.days(
        open_calendar,
        replace(wish, first=None, last=None, horizon_days=None),
        {},
        now,
        today,
        today + timedelta(days=weeks * 14),
    )
    left = {day.on: day.free for day in days}
    places = sum(left[day] for day in list(left)[: weeks * 7])
    shift = timedelta(days=weeks * 7)
    waits = []
    for asked in sorted(arrivals):
        for _request in range(arrivals[asked]):
            on = next((day for day in left if day > asked + shift and left[day]), None)
            if on is None:
                return None, places
            left[on] -= 1
            waits.append((on - asked - shift).days)
    return (sum(waits) / len(waits) if waits else 0.0), places
