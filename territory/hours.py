"""Opening hours of pages: rows for the reader, "open now", and what machines read."""

import tomllib
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone

from cms import page_cache
from cms.moments import midnight_after
from territory import wording
from territory.opening import AHEAD, Holiday, State, Stretch, holidays_near, state

DATA = Path(__file__).parent / "data"
SCHEMA_DAYS = {
    "lun": "Monday",
    "mar": "Tuesday",
    "mer": "Wednesday",
    "gio": "Thursday",
    "ven": "Friday",
    "sab": "Saturday",
    "dom": "Sunday",
}


@cache
def national_holidays() -> tuple[Holiday, ...]:
    """Days of rest of the whole country, with their validity: data, not code (territory/data/holidays.toml)."""
    rows = tomllib.loads((DATA / "holidays.toml").read_text(encoding="utf-8"))["holiday"]
    return tuple(Holiday(**row) for row in rows)


def holidays_of(tenant) -> list[Holiday]:
    """National holidays and the patron's day of a body."""
    own = []
    if tenant.patron_day and tenant.patron_month:
        own = [Holiday(tenant.patron_saint or wording.patron_text(), tenant.patron_day, tenant.patron_month)]
    return [*national_holidays(), *own]


def closed_days_of(tenant, closures, first: date, last: date) -> dict[date, str]:
    """Closed days of a body in a period, with their reason: the holidays, and what the body has written.

    A day that it has written as a day of work beats the holidays and the closures of every year; its own closures of
    one year beat that.
    """
    found = holidays_near(holidays_of(tenant), first, (last - first).days)
    for row in sorted(closures, key=lambda row: (not row.every_year, not row.is_open, row.pk)):
        for day in row.days_between(first, last):
            if row.is_open:
                found.pop(day, None)
            else:
                found[day] = row.reason
    return found


def stretches_of(stream) -> list[Stretch]:
    """Openings that hold for everybody; a row with a note («solo su appuntamento») promises nothing."""
    return [
        Stretch(tuple(row.value["days"]), row.value["opens"], row.value["closes"])
        for row in stream
        if row.value.get("opens") and row.value.get("closes") and not row.value.get("note")
    ]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range(max(0, min((last - first).days + 1, 60)))]


def open_now(
    request, tenant, stream, now: datetime | None = None, *, on_holidays: bool = False, closures=(), extra=()
) -> dict:
    """«Aperto ora, chiude alle 13:00» for the `open_now` component; the page is good until that changes.

    `closures` are the rows of the body (territory.closures), for what closes with it; `extra` the own closings, as
    (first, last, why). Empty when the hours say nothing that holds for everybody.
    """
    now = now or timezone.now()
    today = timezone.localtime(now).date()
    closed = {} if on_holidays else closed_days_of(tenant, closures, today, today + timedelta(days=AHEAD))
    found: State | None = state(stretches_of(stream), closed | _extra(extra, today), now)
    if found is None:
        return {}
    page_cache.keep_until(request, found.change)
    page_cache.keep_until(request, midnight_after(today))  # «domani» becomes «oggi»
    return {"is_open": found.is_open, "text": wording.opening_text(found, now)}


def _extra(extra, today: date) -> dict[date, str]:
    return {day: reason for first, last, reason in extra for day in _days(max(first, today), last)}


def specification(stream) -> list[dict]:
    """`openingHoursSpecification` of schema.org."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{SCHEMA_DAYS[code]}" for code in row.value["days"]],
            "opens": f"{row.value['opens']:%H:%M}",
            "closes": f"{row.value['closes']:%H:%M}",
        }
        for row in stream
        if row.value.get("opens") and row.value.get("closes")
    ]
