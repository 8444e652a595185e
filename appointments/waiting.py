"""The waiting list: a place that comes free is offered to one person at a time, in the order in which they came.

Every offer is a row (`WaitlistOffer`) that says when, for how long, how it ended, and how many people who came before
were passed over because the place was not one they could use. Who has no mail address is called by the desk
(`to_call`), in the same order. The order can be shown to anybody who asks.
"""

from datetime import datetime, time, timedelta

from django.db import transaction

from appointments import errors, keys, messages, places, schedule
from appointments.history import measure
from appointments.models import Agenda, Occupation, WaitlistEntry, WaitlistOffer
from appointments.rules import availability
from appointments.rules.minutes import ROME

OFFER = timedelta(hours=4)
NOON, FORTNIGHT = time(12), timedelta(days=14)
MOST_OFFERS = 3
Outcome = WaitlistOffer.Outcome
State = WaitlistEntry.State
GOES_ON = (State.WAITING, State.OFFERED)
# How an offer ends, for the measures.
ENDS = {
    Outcome.TAKEN: "attesa-posto-preso",
    Outcome.LEFT: "attesa-posto-lasciato",
    Outcome.EXPIRED: "attesa-posto-scaduto",
}


def offer(agenda: Agenda, now: datetime) -> int:
    """Offer what is free in an agenda to who waits for it; returns how many offers were made."""
    made = passed = 0
    for entry in list(_queue(agenda, now).select_related("tenant__site")):
        if _offer_to(entry, passed, now):
            made += 1
        else:
            passed += 1
    return made


def _queue(agenda: Agenda, now: datetime):
    """Who waits for a place and may still get one, in the order in which they came."""
    rows = WaitlistEntry.objects.filter(agenda=agenda, state=State.WAITING, last_on__gte=now.astimezone(ROME).date())
    return rows.select_related("agenda", "type").order_by("created_at", "pk")


def to_call(agenda: Agenda, now: datetime):
    """Places offered to people who left only a telephone: the desk calls them while the place is theirs."""
    return WaitlistOffer.objects.filter(
        entry__agenda=agenda, entry__email="", outcome=Outcome.OPEN, expires_at__gt=now
    ).order_by("offered_at", "pk")


def _calls(entry: WaitlistEntry, now: datetime) -> tuple[datetime, bool]:
    """Until when the desk may call somebody, noon of the next day of work, and whether it may begin this morning."""
    here = now.astimezone(ROME)
    calendar = schedule.calendars([entry.agenda], here.date(), here.date() + FORTNIGHT)[entry.agenda_id]
    noon = datetime.combine(availability.after_workdays(calendar, here.date(), 1), NOON, tzinfo=ROME)
    return noon, here.time() < NOON and availability.is_workday(calendar, here.date())


def _end_of_offer(starts_at: datetime, calls: tuple[datetime, bool] | None, now: datetime) -> datetime | None:
    """Until when a place is somebody's: at most to half an hour before it begins; None where they could not answer.

    Who is written to has four hours. Who must be called has the time of `calls`, and gets no place that begins before
    its end, unless somebody is at the desk this morning to call them.
    """
    latest = starts_at - timedelta(minutes=30)
    if latest <= now:
        return None
    if calls is None:
        return min(now + OFFER, latest)
    noon, is_called_today = calls
    return min(noon, latest) if is_called_today or latest >= noon else None


def _offer_to(entry: WaitlistEntry, passed: int, now: datetime) -> bool:
    first, last = max(entry.first_on, now.astimezone(ROME).date()), entry.last_on
    before = set(entry.offered.values_list("start", flat=True))
    slots = [slot for day in places.free_days(request_of(entry), first, last, now) for slot in day.slots]
    calls = _calls(entry, now) if slots and not entry.email else None
    for slot in slots:
        end = _end_of_offer(slot.starts_at, calls, now) if slot.start not in before else None
        if end is None:
            continue
        try:
            key = places.hold(request_of(entry), slot.start, now, until=end)
        except errors.PlaceTaken:
            continue
        made = WaitlistOffer.objects.create(
            entry=entry, hold_key=key, start=slot.start, offered_at=now, expires_at=end, passed_over=passed
        )
        WaitlistEntry.objects.filter(pk=entry.pk).update(state=State.OFFERED)
        measure("attesa-posto-offerto", entry, now)
        messages.place_offered(made, now)
        return True
    return False


def request_of(entry: WaitlistEntry) -> places.Request:
    return places.Request(entry.agenda, entry.type, entry.mode, tuple(entry.needs), entry.service)


def locked(row: WaitlistOffer) -> WaitlistOffer:
    """An offer and its person, kept from others until the transaction ends."""
    rows = WaitlistOffer.objects.select_for_update(of=("self",))
    return rows.select_related("entry__agenda", "entry__type", "entry__service").get(pk=row.pk)


def is_open(row: WaitlistOffer, now: datetime) -> bool:
    return row.outcome == Outcome.OPEN and row.expires_at > now


def taken(row: WaitlistOffer, appointment, now: datetime) -> None:
    """Write down that the place went to the person to whom it was offered."""
    _close(row, Outcome.TAKEN, State.ACCEPTED, now, appointment=appointment)


def was_passed_over(entry: WaitlistEntry, row: WaitlistOffer) -> bool:
    """Whether a place was offered to somebody who came later, while this person was waiting for one.

    True to the facts for who is still in the list; reads the offers of the entry as they are at hand.
    """
    came_before = (entry.created_at, entry.pk) < (row.entry.created_at, row.entry_id)
    in_time = entry.created_at <= row.offered_at and row.offered_at.astimezone(ROME).date() <= entry.last_on
    return came_before and in_time and not any(_was_open(one, row.offered_at) for one in entry.offered.all())


def _was_open(row: WaitlistOffer, moment: datetime) -> bool:
    return row.offered_at <= moment and (row.answered_at is None or moment < row.answered_at)


def leave_offer(offer_row: WaitlistOffer, now: datetime) -> bool:
    """The person does not want this place: it goes to the next, they stay in the list, until the third that they leave.

    False where there was nothing to leave any more.
    """
    with transaction.atomic():
        row = locked(offer_row)
        if row.outcome != Outcome.OPEN:
            return False
        places.release(row.hold_key)
        _close(row, Outcome.LEFT, State.WAITING, now)
        offer(row.entry.agenda, now)
        return True


def leave(entry: WaitlistEntry, now: datetime) -> None:
    """The person leaves the list; a place that was theirs for a while goes on."""
    with transaction.atomic():
        row = WaitlistEntry.objects.select_for_update(of=("self",)).select_related("agenda").get(pk=entry.pk)
        if row.state not in GOES_ON:
            return
        for one in row.offered.filter(outcome=Outcome.OPEN):
            places.release(one.hold_key)
            _close(one, Outcome.LEFT, State.LEFT, now)
        WaitlistEntry.objects.filter(pk=row.pk).update(state=State.LEFT)
        measure("attesa-lasciata", row, now)
        offer(row.agenda, now)


def usual_days(request: places.Request, first, now: datetime):
    """The days of a wait that says nothing else: from today to the day before the first free place, where there is one."""
    today = now.astimezone(ROME).date()
    if first is None:
        return today, today + timedelta(days=request.agenda.horizon_days)
    return today, max(today, first.starts_at.astimezone(ROME).date() - timedelta(days=1))


def free_already(request: places.Request, first_on, last_on, now: datetime):
    """The first place that anybody can take in some days: a list is for places that somebody gives up."""
    days = places.free_days(request, first_on, last_on, now)
    return next((slot for day in days for slot in day.slots), None)


def who_waits(request: places.Request, person) -> WaitlistEntry | None:
    """The same person in the list for the same thing: by mail address, or by telephone and name where there is none."""
    rows = WaitlistEntry.objects.filter(
        agenda=request.agenda, type=request.type, mode=request.mode, email=person.email, state__in=GOES_ON
    )
    if person.email:
        return rows.first()
    wanted = keys.person_key("", person.phone, person.name, person.surname)
    return next((row for row in rows if keys.person_key("", row.phone, row.name, row.surname) == wanted), None)


def join(request, person, first_on, last_on, now: datetime) -> WaitlistEntry:
    """Put somebody in the list; the same person for the same thing is there once."""
    with transaction.atomic():
        if entry := who_waits(request, person):
            return entry
        entry = WaitlistEntry.objects.create(
            tenant_id=request.agenda.tenant_id,
            agenda=request.agenda,
            type=request.type,
            service=request.service,
            mode=request.mode,
            first_on=first_on,
            last_on=last_on,
            needs=list(request.needs),
            name=person.name,
            surname=person.surname,
            email=person.email,
            phone=person.phone,
            home_address=person.home_address,
            details=person.details,
            language=person.language,
            created_at=now,
        )
        measure("attesa-iniziata", entry, now)
        messages.joined_waiting(entry, now)
        return entry


def _close(row: WaitlistOffer, outcome: str, state: str, now: datetime, appointment=None) -> None:
    WaitlistOffer.objects.filter(pk=row.pk).update(outcome=outcome, answered_at=now)
    measure(ENDS[outcome], row.entry, now)
    ended = state == State.WAITING and row.entry.offered.count() >= MOST_OFFERS
    if ended:
        measure("attesa-scaduta", row.entry, now)
    WaitlistEntry.objects.filter(pk=row.entry_id).update(
        state=State.ENDED if ended else state, **({"appointment": appointment} if appointment else {})
    )


def sweep(now: datetime) -> int:
    """Pass on the offers that nobody answered, end the waits whose period is over, offer again; returns offers made."""
    agendas = set()
    for row in WaitlistOffer.objects.filter(outcome=Outcome.OPEN, expires_at__lte=now).select_related("entry__agenda"):
        with transaction.atomic():
            mine = WaitlistOffer.objects.filter(pk=row.pk, outcome=Outcome.OPEN)
            if mine.update(outcome=Outcome.EXPIRED, answered_at=now):
                Occupation.objects.filter(hold_key=row.hold_key, state=Occupation.State.HELD).delete()
                _close(row, Outcome.EXPIRED, State.WAITING, now)
                agendas.add(row.entry.agenda)
    today = now.astimezone(ROME).date()
    for entry in WaitlistEntry.objects.filter(state=State.WAITING, last_on__lt=today).select_related("agenda"):
        with transaction.atomic():
            if WaitlistEntry.objects.filter(pk=entry.pk, state=State.WAITING).update(state=State.ENDED):
                measure("attesa-scaduta", entry, now)
    waiting = WaitlistEntry.objects.filter(state=State.WAITING).values("agenda").distinct()
    made = 0
    for agenda in agendas | set(Agenda.objects.filter(pk__in=waiting)):
        with transaction.atomic():
            made += offer(agenda, now)
    return made
