"""Load events of one body, and the hours and entrances of its places."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils.text import slugify

from cms.blocks.hours import DAYS
from cms.markup import to_rich_text
from cms.models.base_page import BasePage
from demo import source
from demo.people_and_places import stable_id
from territory.models import EventPage
from territory.occurrences import rebuild
from territory.recurrence import WEEKDAYS, Rule

CODES = dict(zip([code for code, _name in DAYS], WEEKDAYS, strict=True))


def first_day(wanted: date, days: list[str]) -> date:
    """The first of some days of the week from a day on: the demonstration is loaded on any day."""
    numbers = [WEEKDAYS.index(CODES[code]) for code in days]
    return next(
        day for day in (wanted + timedelta(days=n) for n in range(7)) if not numbers or day.weekday() in numbers
    )


def rule_of(row: dict, today: date, first: date) -> str:
    """A rule of RFC 5545 from a row of the source; «dom» of a monthly one is which Sunday the first date is."""
    frequency = row["frequency"].upper()
    weekdays = tuple(sorted((CODES[code] for code in row.get("days", [])), key=WEEKDAYS.index))
    position = 0
    if frequency == "MONTHLY" and weekdays:
        number = (first.day - 1) // 7 + 1
        position = -1 if number == 5 else number
    last = today + timedelta(days=row["until_in_days"]) if "until_in_days" in row else None
    until = max(last, first) if last else None
    return str(Rule(frequency, row.get("interval", 1), weekdays, position, until, row.get("count")))


def cost_of(row: dict) -> dict:
    """A cost of the source: «Gratuito», or euro with a comma."""
    price = row["price"].strip()
    is_free = price.lower().startswith("gratuit")
    amount = None if is_free else str(Decimal(price.removesuffix("€").strip().replace(",", ".")))
    return {
        "title": row["title"],
        "is_free": is_free or amount == "0",
        "price": amount,
        "description": row.get("description", "")[:255],
    }


def _hour(text: str | None) -> time | None:
    return time.fromisoformat(f"{text:0>5}") if text else None


class EventsLoader:
    """Adds the events of a body; what is already there stays as it is."""

    def __init__(self, load):
        self.load = load
        self.administration = load.administration
        self.events: dict[str, EventPage] = {}

    def load_all(self) -> None:
        rows = source.rows(self.load.data.slug, "events", "event")
        # An event with appointments comes before them.
        for row in sorted(rows, key=lambda one: bool(one.get("parent"))):
            page = self._event(row)
            self.events[row["key"]] = self.load.add(page, "eventi", f"evento-{row['key']}"[:80])
            if page in self.load.added:
                rebuild(page)

    def _blocks(self, row: dict, kind: str, values: list) -> list[dict]:
        return [
            {"type": kind, "value": value, "id": stable_id(self.load.data.slug, row["key"], kind, number)}
            for number, value in enumerate(values)
        ]

    def _event(self, row: dict) -> EventPage:
        page = EventPage(
            title=row["title"],
            slug=slugify(row["title"])[:80],
            subtitle=row.get("subtitle", ""),
            summary=row["summary"][:255],
            event_type=self.load.term("tipi_evento", row["type"]),
            description=to_rich_text(row["description"]),
            audience=to_rich_text(row["audience"]),
            hours_info=to_rich_text(row.get("hours_info", "")),
            transcript=to_rich_text(row.get("transcript", "")),
            more_info=to_rich_text(row.get("more_info", "")),
            image=self.load.image(row.get("motif", "borgo")),
            organiser=self.administration.offices.get(row.get("organiser", "")),
            organiser_text=row.get("organiser_text", ""),
            parent_event=self.events.get(row.get("parent", "")),
            costs=self._blocks(row, "cost", [cost_of(cost) for cost in row["costs"]]),
            people=self._keys(row, "person", "people", self.administration.people),
            supporters=self._keys(row, "office", "supporters", self.administration.offices),
            patrons=self._partners(row, "patrons"),
            sponsors=self._partners(row, "sponsors"),
            gallery=self._gallery(row),
            **self._when(row),
            **self._where(row),
        )
        page.topics = self.load.terms("argomenti", row["topics"])
        point = self.administration.contact(row["title"], row)
        page.contact_points = [point] if point else []
        return page

    def _when(self, row: dict) -> dict:
        repeats = row.get("recurrence", {})
        wanted = self.load.today + timedelta(days=row["start_in_days"])
        first = first_day(wanted, repeats.get("days") or row.get("weekdays", []))
        found = {
            "all_day": row.get("all_day", False),
            "starts_on": first,
            "start_time": _hour(row.get("start_time")),
            "recurrence": rule_of(repeats, self.load.today, first) if repeats else "",
        }
        if "end_in_days" in row:
            found["ends_on"] = first + timedelta(days=row["end_in_days"] - row["start_in_days"])
            found["end_time"] = _hour(row.get("end_time"))
        elif "duration_minutes" in row and found["start_time"]:
            start = datetime.combine(first, found["start_time"])  # hours of the wall
            end = start + timedelta(minutes=row["duration_minutes"])
            found["end_time"] = end.time()
            found["ends_on"] = end.date() if end.date() != first else None
        elif "end_time" in row:
            found["end_time"] = _hour(row["end_time"])
        return found

    def _where(self, row: dict) -> dict:
        if row.get("place") in self.administration.places:
            return {"place": self.administration.places[row["place"]]}
        spot = row.get("location", {})
        return {
            "location_name": spot.get("name", ""),
            "location_street": spot.get("street", ""),
            "location_cap": str(spot.get("cap", "")),
            "location_city": spot.get("city", self.load.tenant.short_name),
            "latitude": self.administration.degrees(spot.get("latitude")),
            "longitude": self.administration.degrees(spot.get("longitude")),
        }

    def _keys(self, row: dict, kind: str, name: str, known: dict) -> list[dict]:
        found: list[BasePage] = [known[key] for key in row.get(name, []) if key in known]
        return self._blocks(row, kind, [page.pk for page in found])

    def _partners(self, row: dict, name: str) -> list[dict]:
        values = [{"name": one["name"], "url": one.get("url", "")} for one in row.get(name, [])]
        return [{**block, "id": stable_id(block["id"], name)} for block in self._blocks(row, "partner", values)]

    def _gallery(self, row: dict) -> list[dict]:
        images = [self.load.image(motif) for motif in row.get("gallery", [])]
        values = [
            {
                "image": {"image": image.pk, "alt_text": image.description, "decorative": False},
                "caption": "",
            }
            for image in images
        ]
        return self._blocks(row, "image", values)
