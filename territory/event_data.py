"""Events and places as schema.org describes them."""

from django.utils import timezone

from territory.hours import specification

STATUS = {"scheduled": "EventScheduled", "cancelled": "EventCancelled", "postponed": "EventPostponed"}
# Kinds of place with a type of their own; all others are civic structures.
PLACE_TYPES = {
    "biblioteca": "Library",
    "museo": "Museum",
    "teatro": "PerformingArtsTheater",
    "parco": "Park",
    "municipio": "CityHall",
    "cinema": "MovieTheater",
    "spiaggia": "Beach",
}


def geo(latitude, longitude) -> dict:
    return {"@type": "GeoCoordinates", "latitude": float(latitude), "longitude": float(longitude)}


def address(street: str, cap: str, city: str) -> dict:
    found = {"streetAddress": street, "postalCode": cap, "addressLocality": city}
    return {"@type": "PostalAddress", **{name: value for name, value in found.items() if value}, "addressCountry": "IT"}


def place_json(place, kinds: list[str] = ()) -> dict:
    """A place with its position, hours and entrance."""
    found = {
        "@context": "https://schema.org",
        "@type": next((PLACE_TYPES[key] for key in kinds if key in PLACE_TYPES), "CivicStructure"),
        "@id": place.full_url,
        "name": place.title,
        "alternateName": place.alternative_name,
        "description": place.summary,
        "url": place.full_url,
        "address": address(place.street_address, place.cap, place.locality),
        "openingHoursSpecification": specification(place.opening_hours),
    }
    if place.latitude is not None:
        found["geo"] = geo(place.latitude, place.longitude)
    if place.step_free == "si":
        found["amenityFeature"] = {
            "@type": "LocationFeatureSpecification",
            "name": "wheelchair accessible entrance",
            "value": True,
        }
    return {name: value for name, value in found.items() if value}


def event_json(event, now) -> dict | None:
    """An event: its next date, or the last one when all is over; None for a draft without a day."""
    spans = event.spans()
    if not spans:
        return None
    span = next((one for one in spans if one.ends_at > now), spans[-1])
    found = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": event.full_url,
        "name": event.title,
        "description": event.summary,
        "url": event.full_url,
        "startDate": _moment(span.first_day, span.starts, span.starts_at),
        "endDate": _moment(span.last_day, span.ends, span.ends_at),
        "eventStatus": f"https://schema.org/{STATUS[event.status]}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": _location(event),
        "organizer": _organiser(event),
        "offers": [_offer(row, event) for row in event.cost_rows()],
        "isAccessibleForFree": all(row["amount"] == 0 for row in event.cost_rows()),
    }
    if event.rule:
        found["eventSchedule"] = _schedule(event)
    if event.image_id and event.image:
        found["image"] = f"{event.tenant.root_url}{event.image.file.url}"
    return {name: value for name, value in found.items() if value not in ("", None, [])}


def _moment(day, hour, moment) -> str:
    """A day for what lasts the whole day, else a moment with the offset of that season."""
    return day.isoformat() if hour is None else moment.isoformat()


def _location(event) -> dict:
    place = event.place if event.place_id else None
    if place:
        where = address(place.street_address, place.cap, place.locality)
    else:
        where = address(event.location_street, event.location_cap, event.location_city)
    found = {"@type": "Place", "name": event.place_name, "address": where}
    if event.position:
        found["geo"] = geo(event.position[1], event.position[0])
    return found


def _organiser(event) -> dict:
    name = event.organiser_text or event.tenant.name
    return {"@type": "Organization", "name": name, "url": f"{event.tenant.root_url}/"}


def _offer(row: dict, event) -> dict:
    return {
        "@type": "Offer",
        "name": row["title"],
        "price": f"{row['amount']:.2f}",
        "priceCurrency": "EUR",
        "availability": "https://schema.org/InStock",
        "url": event.full_url,
    }


def _schedule(event) -> dict:
    """The series, with hours of the wall: `scheduleTimezone` says of which."""
    rule = event.rule
    days = {"MO": "Mo", "TU": "Tu", "WE": "We", "TH": "Th", "FR": "Fr", "SA": "Sa", "SU": "Su"}
    unit = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}[rule.frequency]
    found = {
        "@type": "Schedule",
        "repeatFrequency": f"P{rule.interval}{unit}",
        "startDate": event.starts_on.isoformat(),
        "endDate": rule.until.isoformat() if rule.until else None,
        "repeatCount": rule.count,
        "byDay": [f"{rule.position or ''}{days[code]}" for code in rule.weekdays],
        "startTime": f"{event.start_time:%H:%M:%S}" if event.start_time and not event.all_day else None,
        "endTime": f"{event.end_time:%H:%M:%S}" if event.end_time and not event.all_day else None,
        "exceptDate": [value.isoformat() for value in event.skipped],
        "scheduleTimezone": str(timezone.get_default_timezone()),
    }
    return {name: value for name, value in found.items() if value}
