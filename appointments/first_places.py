"""The next free date of every agenda that a body offers, type by type and mode by mode: what a program may ask."""

from dataclasses import dataclass
from datetime import datetime

from appointments import places
from appointments.booking import choice
from appointments.booking.asking import address_of
from appointments.rules.minutes import ROME


@dataclass(frozen=True)
class FirstPlace:
    """A type of appointment at an agenda, in one way of meeting, and when the next place is (None if there is none)."""

    agenda: str
    office_id: int
    type: str
    mode: str
    minutes: int
    starts_at: datetime | None
    path: str  # where to book it, on the site of the body that was asked


def first_places(tenant, now: datetime) -> list[FirstPlace]:
    """In the order of the booking page. Everything is searched at once: no query more for one agenda more."""
    asked = choice.requests(choice.options(tenant), ())
    found = {request: slot.starts_at.astimezone(ROME) for request, slot in places.first_free(asked, now)}
    return [_told(request, found.get(request)) for request in asked]


def _told(request: places.Request, starts_at: datetime | None) -> FirstPlace:
    month = f"{starts_at:%Y-%m}" if starts_at else ""
    return FirstPlace(
        agenda=request.agenda.name,
        office_id=request.agenda.office_id,
        type=choice.type_name(request.type),
        mode=request.mode,
        minutes=request.type.duration,
        starts_at=starts_at,
        path=address_of("booking_time", request, mese=month),
    )
