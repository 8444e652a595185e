"""What happens because time passes: holds end, offers pass on, drafts go, people are forgotten."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from appointments import messages, waiting
from appointments.api import PERSON
from appointments.models import (
    Appointment,
    AppointmentEvent,
    AppointmentType,
    Draft,
    Occupation,
    RoomSignal,
    WaitlistEntry,
)
from appointments.rules.minutes import ROME
from cms.models import OutboxMessage

DRAFT_LIFE = timedelta(hours=1)
SIGNAL_LIFE = timedelta(hours=1)
# Columns that name a person, emptied.
OF_WAIT = dict.fromkeys(PERSON, "") | {"needs": []}
OF_APPOINTMENT = OF_WAIT | {"answers": [], "interpreter": "", "contact_key": "", "person_key": ""}


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
        old = Appointment.objects.filter(type=kind, forgotten_at=None, ends_at__lt=end)
        done += _forget(old[:most], messages.prefix, OF_APPOINTMENT, now)
    return done


def forget_waits(now: datetime, most: int = 500) -> int:
    """The same for who waited: the term runs from the last day for which they waited, or from the end of the
    appointment that came of it, whichever comes first; returns of how many waits."""
    done = 0
    for kind in AppointmentType.objects.all():
        end = now - timedelta(days=kind.retention_days)
        ended = Q(last_on__lt=end.astimezone(ROME).date()) | Q(appointment__ends_at__lt=end)
        old = WaitlistEntry.objects.filter(ended, type=kind, forgotten_at=None).exclude(state__in=waiting.GOES_ON)
        done += _forget(old[:most], messages.waiting_prefix, OF_WAIT, now)
    return done


def _forget(old, prefix: Callable, blank: dict, now: datetime) -> int:
    """Empty some columns of rows, and take away what was written to their people and of them: all of it or nothing."""
    rows = list(old.values_list("pk", "public_id"))
    if not rows:
        return 0
    told = Q()
    for _pk, public_id in rows:
        told |= Q(event_key__startswith=prefix(public_id))
    keys = [pk for pk, _id in rows]
    with transaction.atomic():
        OutboxMessage.objects.filter(told).delete()
        if old.model is Appointment:
            AppointmentEvent.objects.filter(appointment__in=keys).exclude(reason="").update(reason="")
        return old.model.objects.filter(pk__in=keys).update(**blank, forgotten_at=now)
