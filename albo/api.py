"""The front door of the register. What others may use:

`entries_on_show(tenant, now)`, for feeds and lists; `publish`, `schedule`, `unschedule`, `annul`, `correct`, `open_due`,
`add_file`, `remove_file`, `discard` for the admin and the demonstration. Every act takes `now`, locks the row it is about,
and is written in the register of the staff's acts.
"""

import hashlib
import logging
import re
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import get_valid_filename

from albo import words
from albo.errors import ChangedMeanwhile, NotAnnullable, NotDraft, NotReady, OutOfOrder
from albo.models import Entry, EntryFile, RegisterCounter
from albo.periods import PeriodError, day_of, length, midnight_after, period
from albo.rules import is_deepest, rule_for
from cms import freshness
from cms.audit import record
from cms.editing.uploads import check_document
from cms.formats import the_day

logger = logging.getLogger(__name__)
SHORTEST_REASON = 15  # characters: «errore» explains nothing to who reads the register
MOST_FILES = 30


def entries_on_show(tenant, now: datetime):
    """What a body's public may read now, the newest first: for the feed of the albo."""
    shown = Entry.objects.filter(tenant=tenant).on_show(now).select_related("kind")
    return shown.order_by("-published_at", "-number")


def next_change(tenant, now: datetime) -> datetime | None:
    """When the first of the publications on show ends."""
    first = (
        Entry.objects.filter(tenant=tenant).on_show(now).order_by("ends_on").values_list("ends_on", flat=True).first()
    )
    return midnight_after(first) if first else None


# --- Drafts -----------------------------------------------------------------------------------------------------------


def save_draft(entry: Entry, *, actor, now: datetime, seen: str = "") -> Entry:
    """Write a new draft or a changed one; `seen` is the version that was on the screen."""
    with transaction.atomic():
        if entry.pk:
            known = _locked(entry.pk)
            if not known.is_draft:
                raise NotDraft
            if seen and seen != known.version:
                raise ChangedMeanwhile
        entry.changed_at = now
        entry.words = words.of_entry(entry)
        made = entry.pk is None
        entry.save()
        if made:
            _tell("albo.draft", entry, actor)
    return entry


def discard(entry: Entry, *, actor) -> None:
    """Throw a draft away, with its files."""
    with transaction.atomic():
        entry = _draft(entry.pk)
        files = list(entry.files.all())
        _tell("albo.discard", entry, actor)
        entry.delete()
        transaction.on_commit(lambda: [one.file.storage.delete(one.file.name) for one in files])


def add_file(entry: Entry, upload, *, title: str = "") -> EntryFile:
    """Keep a file for a draft, with its fingerprint. Raises `ValidationError` for a file that is not to be published."""
    check_document(upload)
    with transaction.atomic():
        entry = _draft(entry.pk)
        count = entry.files.count()
        if count >= MOST_FILES:
            raise ValidationError(f"Una pubblicazione ha al massimo {MOST_FILES} file. Metti gli altri in uno ZIP.")
        fingerprint = fingerprint_of(upload)
        if entry.files.filter(sha256=fingerprint).exists():
            raise ValidationError("Questo file c'è già.")
        name = get_valid_filename(upload.name)[-120:]
        return EntryFile.objects.create(
            entry=entry,
            title=(title.strip() or _title_from(upload.name))[:200],
            file=upload,
            name=name,
            size=upload.size,
            sha256=fingerprint,
            position=count,
        )


def remove_file(file: EntryFile) -> None:
    with transaction.atomic():
        _draft(file.entry_id)
        stored = file.file
        file.delete()
        transaction.on_commit(lambda: stored.storage.delete(stored.name))


def fingerprint_of(file) -> str:
    """SHA-256 of a file's content, in hexadecimal."""
    digest = hashlib.sha256()
    file.seek(0)
    while block := file.read(1 << 20):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def _title_from(name: str) -> str:
    return re.sub(r"[_\s]+", " ", name.rsplit(".", 1)[0]).strip().capitalize() or "File"


# --- Publishing -------------------------------------------------------------------------------------------------------


def missing(entry: Entry, published_on: date) -> dict[str, str]:
    """Why an entry cannot be published on a day, by field; empty when it can."""
    found = {}
    if not entry.subject.strip():
        found["subject"] = "Scrivi l'oggetto dell'atto."
    if entry.kind is None or not is_deepest(entry.kind):
        found["kind"] = "Scegli il tipo di atto più preciso: non un gruppo di tipi."
    if not entry.asked_by:
        found["office"] = "Indica l'ufficio o l'ente che chiede la pubblicazione."
    if not (entry.pk and entry.files.exists()):
        found["files"] = "Aggiungi almeno un file: il testo dell'atto."
    if "kind" not in found:
        try:
            length_of(entry, published_on)
        except PeriodError as error:
            found["last_day" if entry.last_day else "days"] = str(error)
    return found


def length_of(entry: Entry, published_on: date) -> int:
    """Days of the publication if it began on a day. Raises `PeriodError`."""
    return length(published_on, rule_for(entry.kind), days=entry.days, last_day=entry.last_day)


def publish(entry: Entry, *, actor, now: datetime, name: str = "") -> Entry:
    """Give the next number and put the act on show from this moment. Raises `NotDraft`, `NotReady`, `OutOfOrder`.

    `name` is that of the person responsible, where they have no account here.
    """
    with transaction.atomic():
        entry = _draft(entry.pk)
        return _publish(entry, actor=actor, name=_name_of(actor) or name, now=now)


def schedule(entry: Entry, day: date, *, actor, now: datetime) -> Entry:
    """Approve a draft, to be published at the first minute of a day to come. The number is given then."""
    today = day_of(now)
    if day <= today:
        raise NotReady({"planned_for": "Scegli un giorno da domani in poi, o pubblica adesso."})
    if (day - today).days > 365:
        raise NotReady({"planned_for": "È troppo lontano: al massimo fra un anno."})
    with transaction.atomic():
        entry = _draft(entry.pk)
        _refuse_missing(entry, day)
        entry.state, entry.planned_for = Entry.State.SCHEDULED, day
        entry.published_by, entry.published_by_name, entry.changed_at = actor, _name_of(actor), now
        entry.save()
        _tell("albo.schedule", entry, actor)
    return entry


def unschedule(entry: Entry, *, actor, now: datetime) -> Entry:
    """Take back an approval: it is a draft again."""
    with transaction.atomic():
        entry = _locked(entry.pk)
        if entry.state != Entry.State.SCHEDULED:
            raise NotDraft
        _back_to_draft(entry, now)
        _tell("albo.unschedule", entry, actor)
    return entry


def open_due(now: datetime) -> list[Entry]:
    """Publish what was programmed and whose day has come; run by the clock, by any number of processes at once."""
    opened = []
    due = Entry.objects.due(now).order_by("planned_for", "pk").values_list("pk", flat=True)
    for key in list(due):
        with transaction.atomic():
            entry = _locked(key)
            if entry.state != Entry.State.SCHEDULED or entry.planned_for > day_of(now):
                continue  # another process was quicker, or somebody took it back
            try:
                with transaction.atomic():  # a refusal takes its number back too
                    opened.append(_publish(entry, actor=entry.published_by, name=entry.published_by_name, now=now))
            except ValidationError as error:
                logger.warning("La pubblicazione %s non esce: %s", key, " ".join(error.messages))
                _back_to_draft(_locked(key), now)
    return opened


def _back_to_draft(entry: Entry, now: datetime) -> None:
    entry.state, entry.published_by, entry.published_by_name = Entry.State.DRAFT, None, ""
    entry.planned_for, entry.changed_at = None, now
    entry.save()


def _publish(entry: Entry, *, actor, name: str, now: datetime) -> Entry:
    """With the entry's row locked."""
    today = day_of(now)
    _refuse_missing(entry, today)
    days = length_of(entry, today)
    when = period(today, days)
    entry.year = today.year
    entry.number = _next_number(entry.tenant_id, today.year)
    entry.published_at = _in_order(entry, now)
    entry.state, entry.days = Entry.State.PUBLISHED, days
    entry.starts_on, entry.ends_on = when.starts_on, when.ends_on
    entry.office_name = entry.office.title if entry.office else ""
    entry.published_by, entry.published_by_name, entry.changed_at = actor, name, now
    entry.words = words.of_entry(entry)
    entry.save()
    _tell("albo.publish", entry, actor)
    freshness.bump(entry.tenant_id)
    return entry


def _refuse_missing(entry: Entry, published_on: date) -> None:
    found = missing(entry, published_on)
    if found:
        raise NotReady(found)


def _next_number(tenant_id: int, year: int) -> int:
    """The number after the last, held until the end of the transaction: if this is taken back, so is the number."""
    counter = _hold_counter(tenant_id, year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _hold_counter(tenant_id: int, year: int) -> RegisterCounter:
    RegisterCounter.objects.get_or_create(tenant_id=tenant_id, year=year)
    return RegisterCounter.objects.select_for_update().get(tenant_id=tenant_id, year=year)


def _in_order(entry: Entry, now: datetime) -> datetime:
    """The moment to write beside a number: never before that of the number before."""
    before = Entry.objects.filter(tenant=entry.tenant_id, year=entry.year, number=entry.number - 1).first()
    if before is None:
        return now
    if day_of(before.published_at) > day_of(now):
        raise OutOfOrder(f"La {before.label} è {the_day(before.published_on, 'del d/m/Y')}: i numeri seguono i giorni.")
    return max(now, before.published_at)


# --- After publication ------------------------------------------------------------------------------------------------


def annul(entry: Entry, reason: str, *, actor, now: datetime) -> Entry:
    """Take a publication off the board and write why; the number stays in the register. Raises `NotAnnullable`."""
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise NotAnnullable({"reason": f"Scrivi il motivo in almeno {SHORTEST_REASON} caratteri."})
    with transaction.atomic():
        entry = _locked(entry.pk)
        if entry.state != Entry.State.PUBLISHED:
            raise NotAnnullable("Si annulla solo una pubblicazione che ha un numero e non è già annullata.")
        entry.state, entry.annulled_at, entry.annulled_reason = Entry.State.ANNULLED, now, reason[:500]
        entry.annulled_by, entry.annulled_by_name = actor, _name_of(actor)
        entry.save(update_fields=["state", "annulled_at", "annulled_reason", "annulled_by", "annulled_by_name"])
        _tell("albo.annul", entry, actor)
        freshness.bump(entry.tenant_id)
    return entry


COPIED = ("tenant", "kind", "subject", "office", "requester", "act_number", "act_on", "protocol", "privacy_note")


def correct(entry: Entry, *, actor, now: datetime) -> Entry:
    """A draft with the words of an annulled publication, which it names. Files are chosen anew."""
    if not entry.is_annulled:
        raise NotAnnullable("Prima annulla la pubblicazione sbagliata, poi prepara quella giusta.")
    draft = Entry(corrects=entry, **{name: getattr(entry, name) for name in COPIED})
    return save_draft(draft, actor=actor, now=now)


def _locked(key: int) -> Entry:
    return Entry.objects.select_for_update(of=("self",)).select_related("tenant", "kind", "office").get(pk=key)


def _draft(key: int) -> Entry:
    entry = _locked(key)
    if not entry.is_draft:
        raise NotDraft
    return entry


def _name_of(user) -> str:
    return (user.get_full_name() or user.get_username()) if user is not None else ""


def _tell(action: str, entry: Entry, actor) -> None:
    record(action, actor=actor, tenant_id=entry.tenant_id, about=entry)
