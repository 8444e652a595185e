"""What the database knows of agendas, as the rules want it (appointments.rules.availability)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection
from django.db.models import F, Q, Sum, Window

from appointments.models import (
    ACTIVE,
    Agenda,
    Appointment,
    AppointmentType,
    Occupation,
    OpeningRule,
    Resource,
    ScheduleException,
)
from appointments.rules.availability import Calendar, Exceptional, Hours, Kind, Mode, Taken, Wish, covers
from appointments.rules.minutes import DAY, LONGEST_DAY, midnight, minute_of, moment_of
from cms.directory import directory
from territory.closures import closed_days

Need = Appointment.Need
LENGTH = F("until_minute") - F("from_minute")
JOINED = (
    "SELECT resource_id, seat, MIN(from_minute), MAX(until_minute) FROM ({rows}) AS taken "
    "GROUP BY resource_id, seat, stretch"
)


def wish_for(kind: AppointmentType, mode: str, needs: Iterable[str] = ()) -> Wish:
    """What is asked of an agenda by a type of appointment, a way of meeting, and what the person needs.

    More time and an interpreter make it longer; a person who cannot climb steps gets a place without, where they come
    to the office.
    """
    longer = {Need.MORE_TIME, Need.SIGN_LANGUAGE} & set(needs)
    return Wish(
        type=kind.pk,
        mode=mode,
        duration=kind.duration,
        buffer=kind.buffer_after,
        extra=kind.accessible_extra_minutes if longer else 0,
        needs_room=kind.needs_room and mode == Mode.DESK,
        step_free=Need.STEP_FREE in needs and mode == Mode.DESK,
        lead_minutes=kind.lead_hours * 60,
        lead_workdays=kind.lead_workdays,
        horizon_days=kind.horizon_days,
        first=kind.valid_from,
        last=kind.valid_to,
    )


def strays(agenda: Agenda, now: datetime, most: int = 500) -> list[Appointment]:
    """Appointments to come that stand outside the hours as they are now: a closure or new hours came after them."""
    rows = Appointment.objects.filter(agenda=agenda, state__in=ACTIVE, starts_at__gte=now).order_by("starts_at")
    rows = list(rows.prefetch_related("occupations")[:most])
    if not rows:
        return []
    ends = moment_of(minute_of(rows[-1].starts_at)).date()
    calendar = calendars([agenda], moment_of(minute_of(now)).date(), ends)[agenda.pk]
    return [row for row in rows if not _is_inside(calendar, row)]


def _is_inside(calendar: Calendar, row: Appointment) -> bool:
    start, end = minute_of(row.starts_at), minute_of(row.ends_at)
    resources = [one.resource_id for one in row.occupations.all()] or [None]
    return any(covers(calendar, start, end, row.mode, resource) for resource in resources)


def calendars(agendas: Iterable[Agenda], first: date, last: date) -> dict[int, Calendar]:
    """What is decided beforehand about some agendas in a period: four queries, however many they are."""
    agendas = list(agendas)
    keys = [agenda.pk for agenda in agendas]
    bodies = directory().tenants
    closed = closed_days([bodies[key] for key in {agenda.tenant_id for agenda in agendas}], first, last)
    resources = _resources(keys)
    hours, exceptions = defaultdict(list), defaultdict(list)
    for row in OpeningRule.objects.filter(agenda__in=keys):
        hours[row.agenda_id].append(
            Hours(row.weekday, row.opens, row.closes, row.valid_from, row.valid_to, row.mode or None, row.resource_id)
        )
    for row in ScheduleException.objects.filter(agenda__in=keys, first_on__lte=last).filter(
        Q(last_on=None, first_on__gte=first) | Q(last_on__gte=first)
    ):
        exceptions[row.agenda_id].append(
            Exceptional(
                row.first_on,
                row.last_on or row.first_on,
                Kind(row.kind),
                row.stretches,
                row.reason,
                row.pk,
                row.mode or None,
            )
        )
    return {
        agenda.pk: Calendar(
            hours=tuple(hours[agenda.pk]),
            exceptions=tuple(exceptions[agenda.pk]),
            closures=closed[agenda.tenant_id],
            resources=tuple(resources[agenda.pk]),
            grid=agenda.grid_minutes,
            lead_minutes=agenda.lead_hours * 60,
            horizon_days=agenda.horizon_days,
        )
        for agenda in agendas
    }


def _resources(keys: list[int]) -> dict[int, list]:
    """Resources of each agenda, with the types to which they are kept, if any: one query."""
    from appointments.rules.availability import Resource as Place

    rows = Resource.objects.filter(agendas__in=keys, is_active=True).order_by("pk")
    names = ("agendas", "pk", "seats", "kind", "step_free", "at_desk", "by_phone", "by_video", "at_home", "types")
    found: dict[int, dict[int, dict]] = defaultdict(dict)
    for agenda, key, seats, kind, step_free, *modes, only in rows.values_list(*names):
        flags = zip((Mode.DESK, Mode.PHONE, Mode.VIDEO, Mode.HOME), modes, strict=True)
        made = found[agenda].setdefault(
            key,
            {
                "modes": frozenset(mode for mode, able in flags if able),
                "seats": seats,
                "is_room": kind == Resource.Kind.ROOM,
                "step_free": step_free,
                "types": set(),
            },
        )
        if only is not None:
            made["types"].add(only)
    return defaultdict(
        list,
        {
            agenda: [
                Place(key=key, **(made | {"types": frozenset(made["types"]) or None})) for key, made in places.items()
            ]
            for agenda, places in found.items()
        },
    )


def taken(resources: Iterable[int], first: date, last: date, now: datetime, *, but: Appointment | None = None) -> Taken:
    """What is taken of some resources in a period at a moment: one query. Holds that have ended take nothing.

    `but` leaves out what an appointment itself takes, for who is moving it. What touches comes as one stretch: a full
    morning is one row instead of ten.
    """
    wanted, found = set(resources), defaultdict(list)
    if not wanted:
        return found
    begins, ends = midnight(first) - DAY, midnight(last) + 2 * DAY
    rows = Occupation.objects.filter(
        ~Q(state=Occupation.State.HELD) | Q(hold_expires_at__gt=now),
        resource__in=wanted,
        from_minute__range=(begins - LONGEST_DAY, ends - 1),  # the index goes no further back, however old the agenda
        until_minute__gt=begins,
    )
    if but is not None:
        rows = rows.exclude(appointment=but)
    # Rows of a seat never overlap, so the beginning less what was taken before it stays the same along a stretch.
    before = Window(Sum(LENGTH), partition_by=["resource_id", "seat"], order_by="from_minute")
    rows = rows.annotate(stretch=F("from_minute") + LENGTH - before)
    columns = rows.values_list("resource_id", "seat", "from_minute", "until_minute", "stretch")
    with connection.cursor() as cursor:
        sql, parameters = columns.query.sql_with_params()
        cursor.execute(JOINED.format(rows=sql), parameters)
        for resource, seat, start, end in cursor:
            found[resource, seat].append((start, end))
    return found


def resources_of(calendar: Calendar) -> list[int]:
    return [resource.key for resource in calendar.resources]
