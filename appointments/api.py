"""Front door of appointments: every change of what is taken happens here, in one transaction, with its message.

The rules say what is on offer (appointments.rules); the database is the last judge (migration 0003). What it refuses
becomes one of the errors of appointments.errors, with words for the reader.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from appointments import errors, keys, messages, waiting
from appointments.history import locked, measure, tell
from appointments.models import (
    ACTIVE,
    MOVABLE,
    Agenda,
    Appointment,
    AppointmentEvent,
    Draft,
    Occupation,
    Resource,
    VideoRoom,
    WaitlistEntry,
    WaitlistOffer,
)
from appointments.places import (
    Request,
    again_after_deadlock,
    clear,
    hold,
    release,
    says,
    slot_at,
    take,
    take_one,
    wait_turn,
)
from appointments.rules import arrival, passages
from appointments.rules.availability import Mode, Wish
from appointments.rules.minutes import moment_of

By = AppointmentEvent.By
State = Appointment.State
Channel = Appointment.Channel
PERSON = ("name", "surname", "email", "phone", "home_address", "details")  # columns of who comes, or waits to come


@dataclass(frozen=True)
class Person:
    """Who comes, and what they told us for the desk."""

    name: str
    surname: str
    email: str = ""
    phone: str = ""
    home_address: str = ""
    details: str = ""
    answers: list = field(default_factory=list)
    language: str = "it"


# --- Hold, confirm ------------------------------------------------------------------------------------------------


def begin(draft: Draft, request: Request, start: int, now: datetime) -> Draft:
    """Hold a place and write down for whom, in one: the place that the draft held before goes only if this one is had.

    Raises what `places.hold` raises.
    """
    return _begin(draft, draft.hold_key, request, start, now)


@again_after_deadlock
def _begin(draft: Draft, held_before, request: Request, start: int, now: datetime) -> Draft:
    # The key comes from outside: a try that was undone has left its own in the draft.
    release(held_before)
    draft.hold_key = hold(request, start, now, browser=draft.browser)
    draft.agenda, draft.type, draft.mode, draft.service = request.agenda, request.type, request.mode, request.service
    draft.needs, draft.start, draft.used_at = list(request.needs), start, now
    draft.save()
    if held_before is None:  # who changes the hour goes on with the same booking
        measure("posto-trattenuto", request, now)
    return draft


@again_after_deadlock
def confirm(
    request: Request,
    start: int,
    person: Person,
    now: datetime,
    *,
    hold_key: uuid.UUID | None = None,
    request_key: uuid.UUID | None = None,
    channel: str = Channel.WEB,
    user=None,
) -> Appointment:
    """Turn a held place into an appointment, with its history, messages and room; asked twice, it answers the same.

    A hold that has ended is taken again if the place is still free. Without a hold the place is taken at once (desk,
    telephone). Raises PlaceTaken, TooMany, SameHour.
    """
    made = Appointment.objects.filter(request_key=request_key).first() if request_key else None
    if made is not None:
        return made
    held = Occupation.objects.filter(hold_key=hold_key, state=Occupation.State.HELD, hold_expires_at__gt=now)
    rows = list(held.select_for_update()) if hold_key else []
    if hold_key and not _is_for(rows, request.wish, start):
        release(hold_key)
        rows = []
    appointment = _appointment(request, start, person, now, request_key or uuid.uuid4(), channel)
    if rows:
        Occupation.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=Occupation.State.BOOKED, appointment=appointment, hold_key=None, hold_expires_at=None
        )
    else:
        slot = slot_at(request, start, now)
        if slot is None or not take(request.wish, slot, now, appointment=appointment):
            raise errors.PlaceTaken(_("Questo orario è appena stato preso da qualcun altro."))
    by = By.CITIZEN if channel == Channel.WEB else By.OFFICE
    tell(appointment, now, by=by, user=user, kind="appuntamento-prenotato")
    if appointment.mode == Mode.VIDEO:
        VideoRoom.objects.create(appointment=appointment, name=uuid.uuid4().hex)
    messages.confirmed(appointment, now)
    return appointment


def _is_for(rows: list[Occupation], wish: Wish, start: int) -> bool:
    """Whether held places are those that a wish needs: the person may have asked for more time since."""
    return bool(rows) and all((row.from_minute, row.until_minute) == (start, start + wish.span) for row in rows)


def _appointment(request: Request, start: int, person: Person, now: datetime, request_key, channel) -> Appointment:
    """The row of an appointment: its code and the person's turn are the first that the database accepts."""
    wish, kind, agenda = request.wish, request.type, request.agenda
    starts_at = moment_of(start)
    row = Appointment(
        tenant_id=agenda.tenant_id,
        agenda=agenda,
        type=kind,
        office_id=agenda.office_id,
        service=request.service,
        mode=request.mode,
        starts_at=starts_at,
        ends_at=moment_of(start + wish.duration + wish.extra),
        state=State.REQUESTED if kind.requires_confirmation and channel == Channel.WEB else State.BOOKED,
        year=starts_at.year,
        channel=channel,
        created_at=now,
        request_key=request_key,
        needs=list(request.needs),
        interpreter=_interpreter(request.needs),
        contact_key=keys.contact_key(person.email, person.phone),
        person_key=keys.person_key(person.email, person.phone, person.name, person.surname),
        name=person.name,
        surname=person.surname,
        email=person.email,
        phone=person.phone,
        home_address=person.home_address if request.mode == Mode.HOME else "",
        details=person.details,
        answers=person.answers,
        language=person.language,
    )
    if row.person_key:
        wait_turn(f"persona {row.person_key}")
    used = Appointment.objects.filter(type=kind, contact_key=row.contact_key, state__in=ACTIVE)
    turns = set(used.values_list("turn", flat=True)) if row.contact_key else set()
    free = [turn for turn in range(1, kind.max_active + 1) if turn not in turns]
    for _attempt in range(20):
        if not free:
            raise errors.TooMany(
                _("Hai già %(number)s appuntamenti di questo tipo: annullane uno, o chiama l'ufficio.")
                % {"number": kind.max_active}
            )
        row.turn, row.code = free[0], keys.new_code()
        try:
            with transaction.atomic():
                row.save(force_insert=True)
            return row
        except IntegrityError as error:
            if says(error, "appointment_person_once"):
                raise errors.SameHour(_("Hai già un appuntamento a quest'ora: scegli un altro orario.")) from error
            if says(error, "appointment_one_turn") or says(error, "contact_key"):
                free.pop(0)
            elif not (says(error, "appointment_code_once") or says(error, ".code")):
                raise
    raise errors.BookingError(_("Non riesco a darti un codice. Riprova tra un momento."))


def _interpreter(needs) -> str:
    return Appointment.Interpreter.TO_CALL if Appointment.Need.SIGN_LANGUAGE in needs else ""


# --- Move, cancel, and the desk -----------------------------------------------------------------------------------


def check_time(appointment: Appointment, now: datetime) -> None:
    """Raise NotNow when a citizen is too late to move or cancel."""
    if appointment.starts_at - timedelta(hours=appointment.agenda.change_hours) < now:
        raise errors.NotNow(
            _("Manca troppo poco all'appuntamento per cambiarlo da qui: chiama l'ufficio.")
            if appointment.starts_at > now
            else _("L'appuntamento è già passato.")
        )


@again_after_deadlock
def move(
    appointment: Appointment,
    start: int,
    now: datetime,
    *,
    by: str,
    user=None,
    request: Request | None = None,
    reason="",
) -> Appointment:
    """Take an appointment to another time (or agenda, or way of meeting): the old place goes only when the new is sure.

    Raises PlaceTaken when the new place is not free, NotNow when the appointment cannot be moved any more.
    """
    row = locked(appointment)
    if row.state not in MOVABLE:
        raise errors.NotNow(_("Questo appuntamento non si può più spostare."))
    if by == By.CITIZEN:
        check_time(row, now)
    request = request or Request(row.agenda, row.type, row.mode, tuple(row.needs), row.service)
    wish, mine = request.wish, list(row.occupations.order_by("pk"))
    slot = slot_at(request, start, now, but=row)
    if slot is None:
        raise errors.PlaceTaken(_("Questo orario non è più libero."))
    # Two people who change places at once wait for one another in the same order, never in a ring.
    wanted = {place[0] for place in slot.places + slot.rooms} | {one.resource_id for one in mine}
    list(Resource.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
    if not _take_instead(mine, row, wish, slot, now):
        raise errors.PlaceTaken(_("Questo orario è appena stato preso da qualcun altro."))
    was_at, was_agenda = row.starts_at, row.agenda
    starts_at = moment_of(start)
    row.agenda, row.tenant_id, row.office_id = request.agenda, request.agenda.tenant_id, request.agenda.office_id
    row.type, row.mode, row.needs = request.type, request.mode, list(request.needs)
    row.starts_at, row.ends_at = starts_at, moment_of(start + wish.duration + wish.extra)
    row.interpreter = _interpreter(request.needs)  # who had been found had been found for the old hour
    row.sequence += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if says(error, "appointment_person_once"):
            raise errors.SameHour(_("Hai già un appuntamento a quest'ora: scegli un altro orario.")) from error
        raise
    if row.mode == Mode.VIDEO:
        VideoRoom.objects.get_or_create(appointment=row, defaults={"name": uuid.uuid4().hex})
    else:
        VideoRoom.objects.filter(appointment=row).delete()
    tell(row, now, by=by, user=user, was=row.state, reason=reason, was_at=was_at, kind="appuntamento-spostato")
    messages.moved(row, was_at, now, reason=reason)
    waiting.offer(was_agenda, now)
    return row


def _take_instead(mine: list[Occupation], row: Appointment, wish, slot, now: datetime) -> bool:
    """Change the rows that keep the old place into the new one: what fails leaves them as they were."""
    span = (slot.start, slot.start + wish.span)
    Occupation.objects.filter(pk__in=[one.pk for one in mine]).update(state=Occupation.State.BOOKED)
    with transaction.atomic():
        for one, places in zip(mine, (slot.places, slot.rooms), strict=False):
            if not places or not _change_one(one, places, span, now):
                transaction.set_rollback(True)
                return False
        for places in (slot.places, slot.rooms if wish.needs_room else ())[len(mine) :]:
            if places and not take_one(places, span, now, state=Occupation.State.BOOKED, appointment=row):
                transaction.set_rollback(True)
                return False
    if not wish.needs_room:
        Occupation.objects.filter(pk__in=[one.pk for one in mine[1:]]).delete()
    return True


def _change_one(one: Occupation, places, span: tuple[int, int], now: datetime) -> bool:
    # Its own desk first: who comes back finds the same operator.
    for resource, seat in sorted(places, key=lambda place: place != (one.resource_id, one.seat)):
        try:
            with transaction.atomic():
                clear(resource, seat, span, now)
                Occupation.objects.filter(pk=one.pk).update(
                    resource_id=resource, seat=seat, from_minute=span[0], until_minute=span[1]
                )
            return True
        except IntegrityError as error:
            if not says(error, "occupation_no_overlap"):
                raise
    return False


@again_after_deadlock
def advance(appointment: Appointment, key: str, now: datetime, *, by: str, user=None, reason: str = "") -> Appointment:
    """Take an appointment through one of the passages; what it frees is offered to who waits.

    Raises NotNow when the passage does not go from where the appointment is: somebody else was quicker.
    """
    passage = passages.PASSAGES[key]
    row = locked(appointment)
    if row.state == passage.target and key in ("disdici", "annulla"):
        return row  # pressed twice
    if row.state not in passage.sources:
        raise errors.NotNow(
            _("L'appuntamento è «%(state)s»: questo passaggio non si può fare.") % {"state": row.get_state_display()}
        )
    if by == By.CITIZEN and passage.frees:
        check_time(row, now)
    was, row.state = row.state, passage.target
    try:
        with transaction.atomic():
            row.save(update_fields=["state"])
    except IntegrityError as error:
        raise errors.NotNow(
            _("La persona ha nel frattempo un altro appuntamento: questo non si può riprendere.")
        ) from error
    tell(row, now, by=by, user=user, was=was, reason=reason, kind=passage.event)
    if passage.frees:
        row.sequence += 1
        row.save(update_fields=["sequence"])
        row.occupations.all().delete()
        messages.cancelled(row, now, by=by, reason=reason)
        waiting.offer(row.agenda, now)
    elif key == "conferma":
        messages.confirmed(row, now)
    return row


@again_after_deadlock
def arrive(appointment: Appointment, now: datetime) -> Appointment:
    """A citizen says that they are here, at a desk; said twice, it is the same. Raises NotNow outside the time for it."""
    row = locked(appointment)
    if row.state in (State.ARRIVED, State.CALLED):
        return row
    if row.state != State.BOOKED or row.mode != Mode.DESK:
        raise errors.NotNow(
            _("Per questo appuntamento non si può dire da qui di essere arrivati: rivolgiti all'ufficio.")
        )
    if not arrival.is_open(row.starts_at, now):
        opens, closes = (messages.when(moment) for moment in arrival.window(row.starts_at))
        raise errors.NotNow(
            _("È ancora presto: puoi dire che sei arrivato da %(when)s.") % {"when": opens}
            if now < row.starts_at
            else _("È tardi per dirlo da qui: si poteva fino a %(when)s. Rivolgiti allo sportello.") % {"when": closes}
        )
    return advance(row, "arrivo", now, by=By.CITIZEN)


def cancel(appointment: Appointment, now: datetime, *, by: str, user=None, reason: str = "") -> Appointment:
    """Give an appointment up, on either side."""
    key = "disdici" if by == By.CITIZEN else "annulla"
    return advance(appointment, key, now, by=by, user=user, reason=reason)


@again_after_deadlock
def interpreter_found(appointment: Appointment, now: datetime, *, user=None) -> Appointment:
    """Close the task of finding an interpreter; in the history it stands with who closed it. Pressed twice, once."""
    row = locked(appointment)
    if row.interpreter == Appointment.Interpreter.TO_CALL:
        row.interpreter = Appointment.Interpreter.FOUND
        row.save(update_fields=["interpreter"])
        said = "Interprete della lingua dei segni trovato"
        tell(row, now, by=By.OFFICE, user=user, was=row.state, reason=said, kind="appuntamento-interprete")
    return row


@again_after_deadlock
def block(resource: Resource, start: int, end: int, now: datetime, *, reason: str, user=None) -> list[Occupation]:
    """Keep a resource free of appointments for a while, all its seats. Raises PlaceTaken when somebody is in it."""
    rows = []
    for seat in range(1, resource.seats + 1):
        clear(resource.pk, seat, (start, end), now)
        row = Occupation(
            resource=resource,
            seat=seat,
            from_minute=start,
            until_minute=end,
            state=Occupation.State.BLOCKED,
            reason=reason,
            made_by=user,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            if not says(error, "occupation_no_overlap"):
                raise
            raise errors.PlaceTaken(
                _("In quelle ore c'è già un appuntamento, un blocco o un posto tenuto per chi è in lista d'attesa.")
            ) from error
        rows.append(row)
    measure("ore-bloccate", resource, now)
    return rows


@again_after_deadlock
def unblock(occupation: Occupation, now: datetime) -> None:
    """Open blocked hours again, all the seats that were blocked with them."""
    same = Occupation.objects.filter(
        resource=occupation.resource_id,
        from_minute=occupation.from_minute,
        until_minute=occupation.until_minute,
        state=Occupation.State.BLOCKED,
    )
    same.delete()
    measure("ore-sbloccate", occupation.resource, now)
    for agenda in Agenda.objects.filter(
        resources=occupation.resource_id, waiting__state=WaitlistEntry.State.WAITING
    ).distinct():
        waiting.offer(agenda, now)


# --- The waiting list ---------------------------------------------------------------------------------------------


@again_after_deadlock
def take_offer(offer: WaitlistOffer, now: datetime, *, channel: str = Channel.WEB, user=None) -> Appointment:
    """Who waited takes the place offered, themselves or at the desk. Raises PlaceTaken when the offer has ended."""
    row = waiting.locked(offer)
    entry = row.entry
    if row.outcome == WaitlistOffer.Outcome.TAKEN:
        return entry.appointment
    if not waiting.is_open(row, now):
        raise errors.PlaceTaken(_("Il tempo per prendere questo posto è finito: è andato a un'altra persona."))
    person = Person(**{name: getattr(entry, name) for name in PERSON}, language=entry.language)
    request = waiting.request_of(entry)
    keys_ = {"hold_key": row.hold_key, "request_key": row.request_key}
    appointment = confirm(request, row.start, person, now, **keys_, channel=channel, user=user)
    waiting.taken(row, appointment, now)
    return appointment
