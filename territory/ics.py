"""Events as iCalendar (RFC 5545): one, or all those of a body. Hours keep their zone, so a series stays at its hour."""

from datetime import UTC, date, datetime, timedelta

from django.utils.html import strip_tags
from icalendar import Calendar, Event, Timezone, vGeo, vRecur

from territory.recurrence import ROME, Rule, Span

STATUS = {"scheduled": "CONFIRMED", "cancelled": "CANCELLED", "postponed": "TENTATIVE"}
# The rules of the European Union since 1996; what the library writes lists every year since 1970.
ROME_RULES = """BEGIN:VTIMEZONE
TZID:Europe/Rome
BEGIN:DAYLIGHT
DTSTART:19960331T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")
PRODUCT = "-//Unica//Eventi//IT"
REFRESH = timedelta(hours=6)


def calendar_of(events, name: str) -> bytes:
    """A calendar to subscribe to or to keep."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ROME.key)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for event in events:
        if event.first_span is not None and event.spans():
            calendar.add_component(_event(event))
    calendar.add_component(Timezone.from_ical(ROME_RULES))
    return calendar.to_ical()


def _event(event) -> Event:
    made = Event()
    span, rule = event.first_span, event.rule
    published = event.last_published_at or event.first_published_at or datetime.now(UTC)
    # The same event in two languages is one event; a publication is a new version of it.
    made.add("uid", f"{event.translation_key}@{event.tenant.site.hostname}")
    made.add("sequence", event.live_revision_id or 0)
    made.add("dtstamp", published.astimezone(UTC))
    made.add("last-modified", published.astimezone(UTC))
    made.add("summary", event.title)
    made.add("description", "\n\n".join(filter(None, [event.summary, _plain(event.status_note), event.full_url])))
    made.add("url", event.full_url)
    made.add("status", STATUS[event.status])
    made.add("location", ", ".join(filter(None, [event.place_name, event.address_line])))
    if event.position:
        longitude, latitude = event.position
        made["geo"] = vGeo((float(latitude), float(longitude)))
    if event.event_type_id:
        made.add("categories", [event.event_type.name])
    made.add("dtstart", _start(span))
    made.add("dtend", _end(span))
    if rule:
        made["rrule"] = vRecur.from_ical(_rule_text(rule, span))
        if event.skipped:
            made.add("exdate", [_start(span.on(value)) for value in sorted(event.skipped)], **_as_days(span))
    return made


def _as_days(span: Span) -> dict:
    return {"parameters": {"VALUE": "DATE"}} if span.starts is None else {}


def _start(span: Span) -> date | datetime:
    return span.first_day if span.starts is None else span.starts_at


def _end(span: Span) -> date | datetime:
    """The first moment after it; where nobody knows, the end of its day."""
    return span.last_day + timedelta(days=1) if span.starts is None else span.ends_at


def _rule_text(rule: Rule, span: Span) -> str:
    """The last day becomes a moment in UTC, as the standard wants beside a start that has a zone."""
    if rule.until is None or span.starts is None:
        return str(rule)
    last = span.on(rule.until).starts_at.astimezone(UTC)
    return str(rule).replace(f"UNTIL={rule.until:%Y%m%d}", f"UNTIL={last:%Y%m%dT%H%M%SZ}")


def _plain(text: str) -> str:
    return strip_tags(text).strip()
