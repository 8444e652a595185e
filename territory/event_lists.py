"""What lists of events hold: a few columns of what is coming, what is over, a month, the next days. Always few queries.

Days are those of the clock in Italy; a list is good until midnight or until something on it ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import page_cache, versions
from cms.cards import cards as cards_of
from cms.directory import directory
from cms.formats import day, the_day
from cms.kept import kept
from cms.lists import paginate
from cms.models import BasePage, Term
from cms.moments import midnight, midnight_after
from cms.prepared import prepared
from territory import wording
from territory.recurrence import Span

PER_PAGE = 12
EVIDENCE = 3
PAST_SHOWN = 3
MONTHS_AROUND = 6  # months before and after this one that the calendar shows
WHEN = (
    ("oggi", gettext_lazy("oggi")),
    ("fine-settimana", gettext_lazy("questo fine settimana")),
    ("settimana", gettext_lazy("questa settimana")),
    ("mese", gettext_lazy("questo mese")),
)
PAST = "passati"


# --- What the reader asked for: pure --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filters:
    """Parameters of the address, read. `first` and `last` are days, both included; None where there is no limit."""

    kind: str = ""
    when: str = ""
    first: date | None = None
    last: date | None = None
    month: date | None = None
    field_first: str = ""
    field_last: str = ""
    problem: str = ""

    @property
    def is_past(self) -> bool:
        return self.when == PAST

    @property
    def are_set(self) -> bool:
        return bool(self.kind or self.when or self.first or self.last)


def read_filters(params: Mapping[str, str], today: date) -> Filters:
    """Read the parameters; what makes no sense is ignored, and a day that cannot be is told."""
    when = params.get("quando", "")
    when = when if when in dict(WHEN) or when == PAST else ""
    typed = params.get("dal", "")[:20].strip(), params.get("al", "")[:20].strip()
    first, last = (_day(text) for text in typed)
    problem = ""
    if (typed[0] and not first) or (typed[1] and not last):
        problem = _("Questo giorno non esiste: scrivilo così, 24/12/2026.")
    elif first and last and last < first:
        problem = _("Il secondo giorno viene prima del primo: li abbiamo letti al contrario.")
        first, last = last, first
    fields = [day.isoformat() if day else "" for day in (first, last)]  # the only way a field of days can show them
    if when and when != PAST and not any(typed):
        first, last = days_of(when, today)
    kind = params.get("tipo", "")[:80]
    return Filters(kind, when, first, last, read_month(params.get("mese", ""), today), *fields, problem)


def _day(text: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            found = datetime.strptime(text, pattern).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
        return found if 1990 <= found.year <= 2100 else None
    return None


def read_month(text: str, today: date) -> date | None:
    """First day of «2026-12»; None for nothing, or for a month too far away to be a calendar's."""
    try:
        found = datetime.strptime(text[:7], "%Y-%m").date()  # noqa: DTZ007
    except ValueError:
        return None
    return found if abs(_months_between(today, found)) <= MONTHS_AROUND else None


def _months_between(one: date, other: date) -> int:
    return (other.year - one.year) * 12 + other.month - one.month


def days_of(when: str, today: date) -> tuple[date, date]:
    """The days that «questa settimana» and the like stand for, from today on."""
    sunday = today + timedelta(days=6 - today.weekday())
    if when == "oggi":
        return today, today
    if when == "fine-settimana":
        return max(today, sunday - timedelta(days=1)), sunday
    if when == "settimana":
        return today, sunday
    return today, month_after(today.replace(day=1)) - timedelta(days=1)


def month_after(first: date, months: int = 1) -> date:
    """First day of another month."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


# --- Queries --------------------------------------------------------------------------------------------------------


def _occurrences():
    from territory.models import Occurrence

    return Occurrence.objects.all()


def pages_of(tenant, locale_id: int):
    """Published events of a site in a language."""
    return BasePage.objects.of(tenant).listed().filter(locale=locale_id, eventpage__isnull=False)


def coming(tenant, locale_id: int, now: datetime, first: date | None = None, last: date | None = None):
    """Events with a date from now on, or between two days: each once, by its next date."""
    start = start_of(first, last, now)
    dates = _occurrences().filter(tenant=tenant.pk, ends_at__gt=start)
    if last:
        dates = dates.filter(starts_at__lt=midnight_after(last))
    next_date = dates.filter(event=OuterRef("pk")).order_by("starts_at").values("starts_at")[:1]
    pages = pages_of(tenant, locale_id).filter(pk__in=dates.values("event"))
    return pages.annotate(next_date=Subquery(next_date)).order_by("next_date", "title", "pk")


def start_of(first: date | None, last: date | None, now: datetime) -> datetime:
    """From when to look for dates: what is over is left out, unless somebody asks for days that are gone."""
    if first is None:
        return now
    gone = last is not None and midnight_after(last) <= now
    return midnight(first) if gone else max(now, midnight(first))


def past(tenant, locale_id: int, now: datetime):
    """Events that are over, the latest first."""
    pages = pages_of(tenant, locale_id).filter(eventpage__over_at__lte=now)
    return pages.order_by("-eventpage__over_at", "title", "pk")


def of_kind(pages, kind: Term | None):
    """Events of a first-level kind and of those below it."""
    if kind is None:
        return pages
    inside = Q(eventpage__event_type=kind.pk) | Q(eventpage__event_type__parent=kind.pk)
    return pages.filter(inside | Q(eventpage__event_type__parent__parent=kind.pk))


def kinds() -> list[Term]:
    """First level of the kinds of event."""
    return kept(0, "event kinds", make=lambda: list(Term.objects.of("tipi_evento").filter(parent=None)))


def dated(cards, now: datetime, start: datetime | None = None) -> list[dict]:
    """What the `event_card` component shows of some cards, by their next date from `start` (now, when not given): one
    query, whatever their number."""
    from territory.models import EventPage

    today = timezone.localtime(now).date()
    upcoming = _occurrences().filter(event=OuterRef("pk"), ends_at__gt=start or now).order_by("starts_at")
    rows = (
        EventPage.objects.filter(pk__in=[card.pk for card in cards])
        .annotate(next_start=Subquery(upcoming.values("starts_at")[:1]))
        .values(
            "pk", "starts_on", "ends_on", "start_time", "end_time", "all_day", "status", "recurrence", "next_start",
            "location_name", "gallery", place_title=F("place__title"),
        )
    )  # fmt: skip
    known = {row["pk"]: row for row in rows}
    return [_dated(card, known[card.pk], today) for card in cards if card.pk in known]


def _dated(card, row: dict, today: date) -> dict:
    span = None
    if row["starts_on"]:
        starts, ends = (None, None) if row["all_day"] else (row["start_time"], row["end_time"])
        span = Span(row["starts_on"], starts, row["ends_on"] or row["starts_on"], ends)
        if row["next_start"]:
            span = span.on(timezone.localtime(row["next_start"]).date())
    is_over = row["next_start"] is None
    return {
        "page": card,
        "title": card.title,
        "url": card.path_url,
        "kind": card.listing_label,
        "summary": card.summary,
        "lang": card.lang,
        "date": max(span.first_day, today) if span and not is_over else (span.first_day if span else None),
        "when": "" if span is None else (day(span.first_day) if is_over else wording.short_text(span, today)),
        "repeats": bool(row["recurrence"]) and not is_over,
        "place": row["place_title"] or row["location_name"],
        "state": {"cancelled": _("Evento annullato"), "postponed": _("Evento rinviato")}.get(row["status"], ""),
        "has_gallery": is_over and bool(row["gallery"]),
    }


def appointments_of(event, limit: int, now: datetime) -> list[dict]:
    """Parts of an event with many, by day; on an English page those that exist in English."""
    first = versions.original(event)
    if not first:
        return []
    parts = pages_of(event.tenant, event.locale_id).filter(eventpage__parent_event__in={first, event.pk})
    found = cards_of(parts.order_by("listing_date", "eventpage__start_time", "title")[:limit])
    return dated(found, now) if found else []


def evidence(page, request, now: datetime, limit: int, chosen=()) -> list[dict]:
    """Events to show first: those an editor chose that are not over, then the next ones. Good until midnight, or until
    the first date to come is over."""
    watch(page, request, now)
    tenant, locale_id = page.tenant, page.locale_id
    more = cards_of(coming(tenant, locale_id, now)[: limit + len(chosen)], with_pictures=True)
    known = {card.pk for card in chosen}
    shown = dated([*chosen, *(card for card in more if card.pk not in known)], now)
    return [row for row in shown if row["when"] and not _is_over(row)][:limit]


def watch(page, request, now: datetime) -> None:
    """A list of what is coming changes at midnight, and when something on it is over."""
    page_cache.keep_until(request, midnight_after(timezone.localtime(now).date()))
    upcoming = _occurrences().filter(tenant=page.tenant_id, ends_at__gt=now).order_by("ends_at")
    page_cache.keep_until(request, upcoming.values_list("ends_at", flat=True).first())


def _is_over(row: dict) -> bool:
    return row["date"] is None or row["date"] < timezone.localdate()


# --- Days and months ------------------------------------------------------------------------------------------------


@cache
def _dates_between(most: int):
    @prepared
    def rows(*, tenant, locale, start, end):
        found = _occurrences().filter(tenant=tenant, ends_at__gt=start, starts_at__lt=end)
        found = found.filter(event__live=True, event__is_hidden_from_lists=False, event__locale=locale)
        return found.order_by("starts_at", "event__title").values(
            "starts_at", "ends_at", "event__title", "event__url_path", "event__all_day", "event__start_time",
            "event__status", "event__location_name", place=F("event__place__title"),
        )[:most]  # fmt: skip

    return rows


def entries_between(tenant, locale_id: int, start: datetime, end: datetime, limit: int = 1000) -> list[dict]:
    """Dates of events in a stretch of time, in order: one query."""
    rows = _dates_between(limit)(tenant=tenant.pk, locale=locale_id, start=start, end=end)
    where = directory()
    return [
        {
            "title": row["event__title"],
            "url": where.path_of(row["event__url_path"]),
            "first_day": timezone.localtime(row["starts_at"]).date(),
            "last_day": _last_day(row["starts_at"], row["ends_at"]),
            "ends_at": row["ends_at"],
            "hour": None if row["event__all_day"] else row["event__start_time"],
            "place": row["place"] or row["event__location_name"],
            "is_cancelled": row["event__status"] == "cancelled",
        }
        for row in rows
    ]


def _last_day(starts_at: datetime, ends_at: datetime) -> date:
    """The last day on a calendar: an evening that ends in the night belongs to the evening."""
    first, last = timezone.localtime(starts_at).date(), timezone.localtime(ends_at - timedelta(seconds=1)).date()
    in_the_night = last - first == timedelta(days=1) and timezone.localtime(ends_at).time() <= time(7)
    return first if in_the_night else last


def next_days(page, request, now: datetime, days: int = 4, per_day: int = 3) -> list[dict]:
    """The next days with something on, for the front page: one query. The page is good until one of these ends."""
    today = timezone.localtime(now).date()
    start, end = now, midnight(today + timedelta(days=120))
    entries = entries_between(page.tenant, page.locale_id, start, end, limit=120)
    found: dict[date, list] = {}
    # What starts that day comes before what has been going on for weeks.
    for entry in sorted(entries, key=lambda one: (max(one["first_day"], today), one["first_day"] < today)):
        if entry["is_cancelled"]:
            continue
        found.setdefault(max(entry["first_day"], today), []).append(entry)
    chosen = sorted(found)[:days]
    for entry in (entry for value in chosen for entry in found[value][:per_day]):
        page_cache.keep_until(request, entry["ends_at"])
    return [{"date": value, "items": [_item(e, value) for e in found[value][:per_day]]} for value in chosen]


def _item(entry: dict, value: date) -> dict:
    hour = wording.hour(entry["hour"]) if entry["hour"] and entry["first_day"] == value else ""
    if not hour and entry["last_day"] > value:
        hour = _("fino %(day)s") % {"day": the_day(entry["last_day"], "al j F")}
    return {"title": entry["title"], "url": entry["url"], "time": hour, "place": entry["place"]}


def month_of(page, first: date, today: date, per_day: int = 3) -> dict:
    """The calendar of a month: weeks of days, each with what happens on it; one query."""
    after = month_after(first)
    entries = entries_between(page.tenant, page.locale_id, midnight(first), midnight(after))
    by_day: dict[date, list] = {}
    for entry in entries:
        begin, end = max(entry["first_day"], first), min(entry["last_day"], after - timedelta(days=1))
        for number in range((end - begin).days + 1):
            by_day.setdefault(begin + timedelta(days=number), []).append(entry)
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday < after:
        weeks.append([_cell(monday + timedelta(days=n), first, today, by_day, per_day) for n in range(7)])
        monday += timedelta(days=7)
    return {
        "title": day(first, "F Y"),
        "weekdays": [day(date(2024, 1, 1) + timedelta(days=n), "l") for n in range(7)],
        "weeks": weeks,
        "days": [cell for week in weeks for cell in week if cell["in_month"] and cell["items"]],
        "previous": _month_link(month_after(first, -1), today),
        "next": _month_link(after, today),
    }


def _cell(value: date, first: date, today: date, by_day: dict, per_day: int) -> dict:
    items = by_day.get(value, []) if value.month == first.month else []
    # In a day full of things, those that only happen then come first.
    items = sorted(items, key=lambda one: (one["first_day"] != one["last_day"], one["hour"] or time.min))
    return {
        "date": value,
        "in_month": value.month == first.month,
        "is_today": value == today,
        "items": [_item(entry, value) for entry in items[:per_day]],
        "more": max(0, len(items) - per_day),
        "url": "?" + urlencode({"dal": value.isoformat(), "al": value.isoformat()}),
    }


def _month_link(first: date, today: date) -> dict | None:
    """A month that search engines cannot follow for ever."""
    if abs(_months_between(today, first)) > MONTHS_AROUND:
        return None
    return {"label": day(first, "F Y"), "url": f"?mese={first:%Y-%m}"}


# --- The whole list -------------------------------------------------------------------------------------------------


def index_context(page, request, now: datetime) -> dict:
    """What the page of events shows for the parameters of a request."""
    today = timezone.localtime(now).date()
    filters = read_filters(request.GET, today)
    first_level = kinds()
    kind = next((term for term in first_level if term.key == filters.kind), None)
    context = {
        "filters": filters,
        "kind_options": [{"key": t.key, "label": t.name, "chosen": t == kind} for t in first_level],
        "when_options": [{"key": k, "label": str(w), "chosen": k == filters.when} for k, w in WHEN],
        "calendar_url": f"{page.path_url}calendario.ics" if page.url_path else "",
        "webcal_url": f"webcal://{request.get_host()}{page.path_url}calendario.ics" if page.url_path else "",
        "reset_links": [{"label": _("Tutti gli eventi"), "path": page.path_url if page.url_path else ""}],
        "this_month": f"?mese={today:%Y-%m}",
        "evidence": [],
        "past": [],
        "month": None,
        "list": None,
    }
    page_cache.keep_until(request, midnight_after(today))
    if filters.month:
        return context | {"month": month_of(page, filters.month, today)}
    if filters.is_past:
        pages = of_kind(past(page.tenant, page.locale_id, now), kind)
    else:
        pages = of_kind(coming(page.tenant, page.locale_id, now, filters.first, filters.last), kind)
        watch(page, request, now)
    listing = paginate(request, pages, PER_PAGE, with_pictures=True)
    rows = dated(listing.items, now, None if filters.is_past else start_of(filters.first, filters.last, now))
    whole = not filters.are_set and listing.page.number == 1
    if whole:
        context["evidence"] = dated(page.highlighted(EVIDENCE, with_pictures=True), now)
        context["past"] = dated(cards_of(past(page.tenant, page.locale_id, now)[:PAST_SHOWN], with_pictures=True), now)
    return context | {"list": listing, "rows": rows, "kind": kind}
