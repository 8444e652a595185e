"""Front door of requests and reports: each change in one transaction, with its history, its measure and its mail.

What may follow what is in `rules.states`; where a request goes, in `routing`; the database is the last judge.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cms import freshness
from cms.models import Tenant
from cms.words import plain
from offices.models import OfficePage
from services.models import ServicePage
from territory.closures import closed_days
from tickets import errors, messages
from tickets.history import locked, tell
from tickets.models import Attachment, Category, Counter, Draft, Follower, Ticket, TicketEvent, TicketMessage
from tickets.routing import destination
from tickets.rules import due, states

By, What, State = TicketEvent.By, TicketEvent.What, states.State
PUBLIC = ("public_subject", "public_details", "public_address")
ASK_AGAIN = timedelta(hours=1)
LOOK_AHEAD = timedelta(days=30)  # beyond the term, to find a day of work


@dataclass(frozen=True)
class Person:
    """Who writes, and where to answer."""

    name: str
    surname: str
    email: str
    phone: str = ""
    language: str = "it"


@dataclass(frozen=True)
class Wish:
    """What somebody asks or reports. `point` is latitude and longitude in degrees."""

    category: Category
    details: str
    subject: str = ""
    service: ServicePage | None = None
    address: str = ""
    point: tuple[float, float] | None = None


# --- It arrives -----------------------------------------------------------------------------------------------------


def send(
    tenant: Tenant,
    wish: Wish,
    person: Person,
    now: datetime,
    *,
    request_key: uuid.UUID,
    draft: Draft | None = None,
    channel: str = Ticket.Channel.WEB,
    user=None,
) -> Ticket:
    """Take in a request or a report, give it a number and an office, and tell its person; sent twice, it is made once.

    The files of the draft become its own.
    """
    made = Ticket.objects.filter(request_key=request_key).first()
    if made is not None:
        return made
    try:
        with transaction.atomic():
            return _send(tenant, wish, person, now, request_key, draft, channel, user)
    except IntegrityError:  # two clicks: the other one of the two was first
        made = Ticket.objects.filter(request_key=request_key).first()
        if made is None:
            raise
        return made


def _send(tenant, wish: Wish, person: Person, now, request_key, draft, channel, user) -> Ticket:
    to = destination(tenant, wish.category, wish.service, wish.point)
    today = timezone.localdate(now)
    ticket = Ticket.objects.create(
        request_key=request_key,
        kind=wish.category.kind,
        year=today.year,
        number=_next_number(tenant, wish.category.kind, today.year),
        tenant=tenant,
        holder=to.holder,
        office=to.office,
        category=wish.category,
        service=wish.service,
        channel=channel,
        language=person.language,
        created_at=now,
        due_on=_due_on(to.holder, wish.category, today),
        subject=wish.subject or _subject(wish),
        details=wish.details,
        address=wish.address,
        latitude=round(wish.point[0], 5) if wish.point else None,
        longitude=round(wish.point[1], 5) if wish.point else None,
        name=person.name,
        surname=person.surname,
        email=person.email,
        phone=person.phone,
        words=_words(wish, person),
    )
    by = By.CITIZEN if channel == Ticket.Channel.WEB else By.OFFICE
    tell(ticket, What.ARRIVED, now, by=by, user=user)
    tell(ticket, What.ROUTED, now, by=By.SYSTEM, text=to.why)
    if draft is not None:
        Attachment.objects.filter(draft=draft).update(ticket=ticket, draft=None)
        # What was typed is now in the report: no second copy stays behind.
        Draft.objects.filter(pk=draft.pk).update(becomes=ticket, given={})
    messages.received(ticket)
    return ticket


def _words(wish: Wish, person: Person) -> str:
    said = (wish.subject or _subject(wish), wish.details, wish.address, person.name, person.surname, person.email)
    return plain(" ".join(said))


def _subject(wish: Wish) -> str:
    return str(wish.service.title if wish.service else wish.category.name)[:120]


def _next_number(tenant, kind: str, year: int) -> int:
    """The next number of a body, kept from others until the transaction ends."""
    row, _made = Counter.objects.get_or_create(tenant=tenant, kind=kind, year=year)
    Counter.objects.filter(pk=row.pk).update(last=F("last") + 1)
    return Counter.objects.values_list("last", flat=True).get(pk=row.pk)


def _due_on(holder: Tenant, category: Category, today):
    last = today + timedelta(days=category.due_days) + LOOK_AHEAD
    closed = closed_days([holder], today, last)[holder.pk]
    return due.due_on(today, category.due_days, closed)


# --- The office works -------------------------------------------------------------------------------------------------


@transaction.atomic
def assign(ticket: Ticket, to, now: datetime, *, user) -> Ticket:
    """Somebody of the office takes it, or gives it to a colleague. Raises NotNow once it is closed."""
    row = _at(ticket, "assegna")
    if row.assigned_to_id == to.pk and row.state == State.ASSIGNED:
        return row
    is_news = row.state == State.NEW  # from one colleague to another is nobody else's business
    row.assigned_to = to
    if row.state != State.ANSWERED:  # an answer given stays given, whoever takes over
        row.state = State.ASSIGNED
    row.save(update_fields=["assigned_to", "state"])
    tell(row, What.ASSIGNED, now, by=By.OFFICE, user=user)
    if is_news:
        messages.step(row, "assegnata", What.ASSIGNED)
        _renew(row)
    return row


@transaction.atomic
def answer(ticket: Ticket, text: str, now: datetime, *, user, close_as: str = "") -> Ticket:
    """Write to the person, by mail and on their page; with `close_as` it ends there."""
    row = _at(ticket, "rispondi")
    message = TicketMessage.objects.create(ticket=row, happened_at=now, by=By.OFFICE, user=user, text=text)
    row.state = State.ANSWERED
    if row.first_answer_at is None:
        row.first_answer_at, row.answer_minutes = now, due.minutes_between(row.created_at, now)
    row.assigned_to = row.assigned_to or user
    row.save(update_fields=["state", "first_answer_at", "answer_minutes", "assigned_to"])
    tell(row, What.ANSWERED, now, by=By.OFFICE, user=user)
    if close_as:
        _close(row, close_as, now, user=user)
    else:
        _renew(row)
    messages.answered(row, message)
    return row


@transaction.atomic
def note(ticket: Ticket, text: str, now: datetime, *, user) -> None:
    """Write down something for the colleagues; the person never reads it."""
    row = locked(ticket)
    if row.forgotten_at:
        raise errors.NotNow("I dati di questa richiesta sono già stati cancellati.")
    TicketMessage.objects.create(ticket=row, happened_at=now, by=By.OFFICE, user=user, text=text, is_note=True)


@transaction.atomic
def transfer(ticket: Ticket, office: OfficePage, reason: str, now: datetime, *, user) -> Ticket:
    """Pass it to another office, of this body or of another, with its whole history; the reason is for the colleagues
    there, and its person is told where it went."""
    row = _at(ticket, "trasferisci")
    if row.office_id == office.pk:
        raise errors.NotNow("È già di questo ufficio.")
    before = row.holder_id
    row.office, row.holder, row.assigned_to, row.state = office, office.tenant, None, State.NEW
    row.save(update_fields=["office", "holder", "assigned_to", "state"])
    tell(row, What.MOVED, now, by=By.OFFICE, user=user, text=reason)
    messages.step(row, "trasferita", What.MOVED)
    _renew(row, before)
    return row


@transaction.atomic
def close(ticket: Ticket, outcome: str, now: datetime, *, user) -> Ticket:
    """End it, saying how. Its person is told, and asked whether a report is solved. Raises NotNow where nothing was
    answered to somebody who asked: nobody is left without a word."""
    row = _at(ticket, "chiudi")
    if row.email and not _is_answered(row):
        raise errors.NotNow("Prima di chiudere scrivi una risposta: chi ha scritto aspetta.")
    _close(row, outcome, now, user=user)
    messages.closed(row)
    return row


@transaction.atomic
def close_silent(ticket: Ticket, now: datetime, silence: timedelta) -> bool:
    """End what was answered and nobody has written about for so long; whether it was still so."""
    row = locked(ticket)
    if row.state != State.ANSWERED or row.messages.filter(is_note=False, happened_at__gte=now - silence).exists():
        return False
    _close(row, Ticket.Outcome.ANSWERED, now, user=None)
    messages.closed(row)
    return True


def _is_answered(row: Ticket) -> bool:
    """Whether the office has written since it arrived, or since it was opened again."""
    reopened = row.history.filter(what=What.REOPENED).order_by("-happened_at").first()
    said = row.messages.filter(by=By.OFFICE, is_note=False)
    return said.filter(happened_at__gte=reopened.happened_at if reopened else row.created_at).exists()


def _close(row: Ticket, outcome: str, now: datetime, *, user) -> None:
    row.state, row.outcome, row.closed_at, row.is_solved = State.CLOSED, outcome, now, None
    row.reopen_asked_at, row.reopen_reason = None, ""
    row.closing_minutes = due.minutes_between(row.created_at, now)
    row.save(
        update_fields=[
            "state",
            "outcome",
            "closed_at",
            "closing_minutes",
            "is_solved",
            "reopen_asked_at",
            "reopen_reason",
        ]
    )
    tell(row, What.CLOSED, now, by=By.OFFICE if user else By.SYSTEM, user=user)
    _renew(row)


def _at(ticket: Ticket, key: str) -> Ticket:
    """The request, kept from others, if it is in a state in which that may happen."""
    row = locked(ticket)
    if row.forgotten_at or not states.may(row.state, key):
        raise errors.NotNow(
            "È chiusa: per scrivere ancora va riaperta." if not row.is_open else "Non è chiusa: non c'è da riaprirla."
        )
    return row


# --- Its person writes ------------------------------------------------------------------------------------------------


@transaction.atomic
def reply(ticket: Ticket, text: str, now: datetime) -> Ticket:
    """The person adds something: the office has something to do again."""
    row = locked(ticket)
    if not states.may(row.state, "scrive"):
        raise errors.NotNow(_("È chiusa: se non è risolta puoi chiedere di riaprirla."))
    TicketMessage.objects.create(ticket=row, happened_at=now, by=By.CITIZEN, text=text)
    row.state = states.after(row.state, "scrive", is_assigned=bool(row.assigned_to_id))
    row.save(update_fields=["state"])
    tell(row, What.WROTE, now, by=By.CITIZEN)
    _renew(row)
    return row


@transaction.atomic
def say_solved(ticket: Ticket, now: datetime) -> Ticket:
    """The person says that it is solved."""
    row = _of_person(ticket)
    row.is_solved, row.reopen_asked_at, row.reopen_reason = True, None, ""
    row.save(update_fields=["is_solved", "reopen_asked_at", "reopen_reason"])
    tell(row, What.SOLVED, now, by=By.CITIZEN)
    return row


@transaction.atomic
def ask_reopening(ticket: Ticket, reason: str, now: datetime) -> Ticket:
    """The person says that it is not solved: a request, which somebody of the office decides."""
    row = _of_person(ticket)
    row.is_solved, row.reopen_asked_at, row.reopen_reason = False, now, reason
    row.save(update_fields=["is_solved", "reopen_asked_at", "reopen_reason"])
    tell(row, What.REOPEN_ASKED, now, by=By.CITIZEN, text=reason)
    return row


def _of_person(ticket: Ticket) -> Ticket:
    row = locked(ticket)
    if not states.may(row.state, "chiedi-riapertura"):
        raise errors.NotNow(_("È ancora aperta: ti scriviamo quando l'ufficio la chiude."))
    return row


@transaction.atomic
def decide_reopening(ticket: Ticket, accepted: bool, reason: str, now: datetime, *, user) -> Ticket:
    """Open it again, with a new term, or leave it closed and say why."""
    row = _at(ticket, "riapri")
    if row.reopen_asked_at is None:
        raise errors.NotNow("Nessuno chiede di riaprirla.")
    row.reopen_asked_at, row.reopen_reason = None, ""
    fields = ["reopen_asked_at", "reopen_reason"]
    if accepted:
        row.state = states.after(row.state, "riapri", is_assigned=bool(row.assigned_to_id))
        row.outcome, row.closed_at, row.closing_minutes, row.is_solved = "", None, None, None
        row.due_on = _due_on(row.holder, row.category, timezone.localdate(now))
        fields += ["state", "outcome", "closed_at", "closing_minutes", "is_solved", "due_on"]
    row.save(update_fields=fields)
    tell(row, What.REOPENED if accepted else What.LEFT_CLOSED, now, by=By.OFFICE, user=user, text=reason)
    messages.reopening_decided(row, accepted, reason, now)
    _renew(row)
    return row


# --- What everybody sees of a report ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Showing:
    """What a person of the office lets everybody see of a report: their words, the place or not, which photos."""

    subject: str
    details: str
    shows_place: bool
    address: str = ""
    photos: tuple[int, ...] = ()


@transaction.atomic
def approve(ticket: Ticket, showing: Showing, now: datetime, *, user) -> Ticket:
    """Put a report into the public list, as the person who approves it has written it."""
    row = _report(ticket)
    first = not row.is_public
    row.is_public, row.looked_at = True, now
    row.public_subject, row.public_details = showing.subject, showing.details
    row.public_address, row.shows_place = showing.address if showing.shows_place else "", showing.shows_place
    row.save(update_fields=["is_public", "looked_at", *PUBLIC, "shows_place"])
    ready = row.attachments.filter(kind=Attachment.Kind.PHOTO, state=Attachment.State.READY)
    ready.filter(pk__in=showing.photos).update(is_public=True)
    row.attachments.exclude(pk__in=showing.photos).update(is_public=False)
    if first:
        tell(row, What.APPROVED, now, by=By.OFFICE, user=user)
    _renew(row, always=True)
    return row


@transaction.atomic
def hide(ticket: Ticket, now: datetime, *, user) -> Ticket:
    """Keep a report out of the public list, or take it out; what everybody read of it goes."""
    row = _report(ticket, forgotten=True)
    row.is_public, row.looked_at = False, now
    row.public_subject = row.public_details = row.public_address = ""
    if row.forgotten_at:  # the last of its words and its place were those
        row.subject, row.latitude, row.longitude = row.category.name, None, None
    row.save(update_fields=["is_public", "looked_at", *PUBLIC, "subject", "latitude", "longitude"])
    row.attachments.update(is_public=False)
    tell(row, What.HIDDEN, now, by=By.OFFICE, user=user)
    _renew(row, always=True)
    return row


def _report(ticket: Ticket, *, forgotten: bool = False) -> Ticket:
    row = locked(ticket)
    if not row.is_report or (row.forgotten_at and not forgotten):
        raise errors.NotNow("Nell'elenco pubblico vanno solo le segnalazioni, finché i loro dati ci sono.")
    return row


def _renew(row: Ticket, *others: int, always: bool = False) -> None:
    """Public pages that show it are made again: where it was sent, and where it is or was answered."""
    if row.is_public or always:
        for tenant_id in {row.tenant_id, row.holder_id, *others}:
            freshness.bump(tenant_id)


@transaction.atomic
def follow(ticket: Ticket, email: str, language: str, now: datetime) -> Follower:
    """Somebody wants to know how a report goes on: they are asked by mail, once, before anything else is written."""
    row, made = Follower.objects.get_or_create(
        ticket=ticket, email=email.lower(), defaults={"language": language, "asked_at": now}
    )
    if not made and row.confirmed_at is None and row.asked_at < now - ASK_AGAIN:
        row.asked_at, made = now, True  # the first message may have gone astray
        row.save(update_fields=["asked_at"])
    if made:
        messages.asked_to_follow(row)
    return row


def confirm_following(follower: Follower, now: datetime) -> None:
    """The same person says yes from their mail."""
    Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=now)


def stop_following(follower: Follower) -> None:
    """Nothing more is written to them, and their address is not kept."""
    follower.delete()
