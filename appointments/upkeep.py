"""What happens because time passes: holds end, offers pass on, drafts go, people are forgotten."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from appointments import messages, waiting
from appointments.models import Appointment, AppointmentType, Draft, Occupation, RoomSignal, WaitlistEntry
from appointments.rules.minutes import ROME
from cms.models import OutboxMessage

DRAFT_LIFE = timedelta(hours=1)
SIGNAL_LIFE = timedelta(hours=1)


def sweep(now: datetime) -> dict[str, int]:
    """What happens because time passes: holds end, offers pass on, old drafts go, people are forgotten."""
    return {
        "trattenuti": _end_holds(now),
        "offerte": waiting.sweep(now),
        "bozze": Draft.objects.filter(used_at__lt=now - DRAFT_LIFE).delete()[0],
        "segnali": RoomSignal.objects.filter(made_at__lt=now - SIGNAL_LIFE).delete()[0],
        "dimenticati": forget(now),
        "attese dimenticate": forget_waits(now),
    }


def _end_holds(now: datetime) -> int:
    ended = Occupation.objects.filter(state=Occupation.State.HELD, hold_expires_at__lte=now)
    return ended.delete()[0]


def forget(now: datetime, most: int = 500) -> int:
    """Empty the columns that name a person once the term of the type has passed; returns of how many appointments."""
    done = 0
    for kind in AppointmentType.objects.all():
        end = now - timedelta(days=kind.retention_days)
        old = Appointment.objects.filter(type=kind, forgotten_at=None, ends_at__lt=end).values_list("pk", "public_id")
        done += _forget(list(old[:most]), now)
    return done


def _forget(rows: list, now: datetime) -> int:
    if not rows:
        return 0
    with transaction.atomic():
        _drop_messages([messages.prefix(public_id) for _pk, public_id in rows])
        return Appointment.objects.filter(pk__in=[pk for pk, _id in rows]).update(
            name="",
            surname="",
            email="",
            phone="",
            details="",
            answers=[],
            needs=[],
            interpreter="",
            contact_key="",
            person_key="",
            forgotten_at=now,
        )


def forget_waits(now: datetime, most: int = 500) -> int:
    """The same for who waited: the term runs from the last day for which they waited, or from the end of the
    appointment that came of it, whichever comes first; returns of how many waits."""
    done = 0
    for kind in AppointmentType.objects.all():
        end = now - timedelta(days=kind.retention_days)
        ended = Q(last_on__lt=end.astimezone(ROME).date()) | Q(appointment__ends_at__lt=end)
        old = WaitlistEntry.objects.filter(ended, type=kind, forgotten_at=None).exclude(state__in=waiting.GOES_ON)
        done += _forget_waits(list(old.values_list("pk", "public_id")[:most]), now)
    return done


def _forget_waits(rows: list, now: datetime) -> int:
    if not rows:
        return 0
    with transaction.atomic():
        _drop_messages([messages.waiting_prefix(public_id) for _pk, public_id in rows])
        return WaitlistEntry.objects.filter(pk__in=[pk for pk, _id in rows]).update(
            name="", surname="", email="", phone="", details="", needs=[], forgotten_at=now
        )


def _drop_messages(prefixes: list[str]) -> None:
    told = Q()
    for prefix in prefixes:
        told |= Q(event_key__startswith=prefix)
    OutboxMessage.objects.filter(told).delete()
