"""Places of an agenda: what is free, and taking it. The database is the last judge of who gets a place (migration 0003)."""

import random
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from appointments import errors, schedule
from appointments.models import Agenda, Appointment, AppointmentType, Draft, Occupation
from appointments.rules import availability
from appointments.rules.minutes import ROME, moment_of

HOLD = timedelta(minutes=10)
HOLDS_OF_A_BROWSER = 3
ATTEMPTS = 3
LAST_MINUTE = 2**31 - 1  # that the column can hold


@dataclass(frozen=True)
class Request:
    """What is asked: an agenda, a type, a way of meeting, and what the person needs."""

    agenda: Agenda
    type: AppointmentType
    mode: str
    needs: tuple[str, ...] = ()
    service: object = None

    @property
    def tenant_id(self) -> int:
        return self.agenda.tenant_id

    @property
    def office_id(self) -> int:
        return self.agenda.office_id

    @property
    def service_id(self) -> int | None:
        return self.service.pk if self.service else None

    @property
    def wish(self) -> availability.Wish:
        return schedule.wish_for(self.type, self.mode, self.needs)


def again_after_deadlock(function: Callable) -> Callable:
    """A transaction that lost a deadlock or could not be put in order is done again, three times at most."""

    @wraps(function)
    def careful(*args, **kwargs):
        for attempt in range(1, ATTEMPTS):
            try:
                with transaction.atomic():
                    return function(*args, **kwargs)
            except OperationalError as error:
                lost = getattr(error.__cause__, "sqlstate", "") in ("40P01", "40001", "55P03")
                if not lost or connection.in_atomic_block:
                    raise
                time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311  not a secret
        with transaction.atomic():
            return function(*args, **kwargs)

    return careful


# --- What is free -------------------------------------------------------------------------------------------------


def free_days(request: Request, first, last, now: datetime, *, but: Appointment | None = None):
    """Days of a period with their free beginnings; an empty one says why."""
    calendar = schedule.calendars([request.agenda], first, last)[request.agenda.pk]
    taken = schedule.taken(schedule.resources_of(calendar), first, last, now, but=but)
    return availability.days(calendar, request.wish, taken, now, first, last)


def first_free(requests: Iterable[Request], now: datetime, *, days: int | None = None) -> list[tuple[Request, object]]:
    """The first free beginning of each request that has one, the earliest first: six queries, however many they are."""
    requests = list(requests)
    today = now.astimezone(ROME).date()
    last = today + timedelta(days=days or max((r.agenda.horizon_days for r in requests), default=0))
    calendars = schedule.calendars({r.agenda.pk: r.agenda for r in requests}.values(), today, last)
    keys_ = {key for calendar in calendars.values() for key in schedule.resources_of(calendar)}
    taken = schedule.taken(keys_, today, last, now)
    found = []
    for request in requests:
        slot = availability.first_free(calendars[request.agenda.pk], request.wish, taken, now, today, last)
        if slot is not None:
            found.append((request, slot))
    return sorted(found, key=lambda pair: pair[1].start)


def first_of(request: Request, now: datetime):
    """The first free beginning of one request; None where there is none."""
    return next((slot for _asked, slot in first_free([request], now)), None)


def slot_at(request: Request, start: int, now: datetime, but: Appointment | None = None):
    if not 0 <= start <= LAST_MINUTE:  # a number of somebody's own invention
        return None
    on = moment_of(start).date()
    (day,) = free_days(request, on, on, now, but=but)
    return next((slot for slot in day.slots if slot.start == start), None)


@again_after_deadlock
def hold(request: Request, start: int, now: datetime, *, browser: str = "", until: datetime | None = None) -> uuid.UUID:
    """Keep a place for ten minutes (or `until`) while its person writes; returns the key of the hold.

    Raises PlaceTaken when the place is not on offer or goes to somebody else first, TooMany when the browser keeps
    three already.
    """
    if browser:
        _check_holds(browser, now)
    slot = slot_at(request, start, now)
    key = uuid.uuid4()
    if slot is None or not take(request.wish, slot, now, hold_key=key, hold_expires_at=until or now + HOLD):
        raise errors.PlaceTaken(_("Questo orario è appena stato preso da qualcun altro."))
    return key


def _check_holds(browser: str, now: datetime) -> None:
    mine = Draft.objects.filter(browser=browser, hold_key__isnull=False).values("hold_key")
    held = Occupation.objects.filter(state=Occupation.State.HELD, hold_key__in=mine, hold_expires_at__gt=now)
    if held.values("hold_key").distinct().count() >= HOLDS_OF_A_BROWSER:
        raise errors.TooMany(
            _("Stai già tenendo %(number)s orari. Finisci una delle prenotazioni, o aspetta dieci minuti.")
            % {"number": HOLDS_OF_A_BROWSER}
        )


def take(wish: availability.Wish, slot, now: datetime, **columns) -> bool:
    """Occupy one of the free places of a slot, and a room where it needs one; False when all went to others."""
    span = (slot.start, slot.start + wish.span)
    state = Occupation.State.BOOKED if columns.get("appointment") else Occupation.State.HELD
    places = list(slot.places)
    random.shuffle(places)  # people who ask at the same moment begin from different desks
    if not take_one(places, span, now, state=state, **columns):
        return False
    return not wish.needs_room or take_one(slot.rooms, span, now, state=state, **columns)


def take_one(places, span: tuple[int, int], now: datetime, **columns) -> bool:
    for resource, seat in places:
        row = Occupation(resource_id=resource, seat=seat, from_minute=span[0], until_minute=span[1], **columns)
        try:
            with transaction.atomic():
                clear(resource, seat, span, now)
                row.save(force_insert=True)
            return True
        except IntegrityError as error:
            if not says(error, "occupation_no_overlap"):
                raise
    return False


def clear(resource: int, seat: int, span: tuple[int, int], now: datetime) -> None:
    """Wait for one's turn at a place, then take away the holds that have ended there."""
    wait_turn(f"posto {resource} {seat}")
    there = Occupation.objects.filter(resource=resource, seat=seat, from_minute__lt=span[1], until_minute__gt=span[0])
    there.filter(state=Occupation.State.HELD, hold_expires_at__lte=now).delete()


def wait_turn(what: str) -> None:
    """Let who wants the same thing come one after the other, until the transaction (or savepoint) ends.

    On PostgreSQL rows that exclude one another are written first and compared after: two writers would wait in a ring
    until one is killed, a second later. SQLite has one writer at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"appuntamenti {what}"])


def says(error: IntegrityError, constraint: str) -> bool:
    """Whether the database refused because of a rule of ours."""
    return constraint in str(error)


def release(hold_key: uuid.UUID | None) -> None:
    """Let a held place go."""
    if hold_key is not None:
        Occupation.objects.filter(hold_key=hold_key, state=Occupation.State.HELD).delete()
