"""Where things are, when they happen, and how to reach people: contact points, places, events, days of closing."""

from territory.models.closures import Closure
from territory.models.contacts import ContactEntry, ContactPoint, contact_rows, entries_of
from territory.models.events import EventIndexPage, EventPage, Occurrence
from territory.models.places import LiveIndexPage, PlaceIndexPage, PlacePage, hours_rows

__all__ = [
    "Closure",
    "ContactEntry",
    "ContactPoint",
    "EventIndexPage",
    "EventPage",
    "LiveIndexPage",
    "Occurrence",
    "PlaceIndexPage",
    "PlacePage",
    "contact_rows",
    "entries_of",
    "hours_rows",
]
