"""The office of the storms: made in an empty database, judged after each storm, its rule taken away on demand.

Run with the environment of the copy, `python -m bench.storm_office` reads one of its verbs a line (found, judge, links,
clear, deliver, loosen) and answers each with a line of JSON.
"""

import importlib
import json
import sys
from collections import Counter
from datetime import time, timedelta
from itertools import pairwise

HOUR = 60


def found() -> dict:
    """A municipality with an agenda for one, one for seven, and two types that overlap on one operator."""
    from appointments.models import Agenda, AppointmentType, OpeningRule, Resource
    from cms import vocabularies
    from cms.background import quiet
    from cms.models import Tenant
    from home.municipalities import Order, create
    from tests.factories import an_office

    vocabularies.load(leave_out=("eurovoc",))
    with quiet():
        create(Order("unione", "Unione dei Comuni", "Unione", "localhost", kind="union"))
        create(Order("montiano", "Comune di Montiano", "Montiano", "montiano.localhost", theme="grano"))
        town = Tenant.objects.get(slug="montiano")
        office = an_office(town, "Ufficio della gara")
    short = AppointmentType.objects.create(tenant=town, name="Breve", duration=30)
    long = AppointmentType.objects.create(tenant=town, name="Lungo", duration=45)
    made = {"short": short.pk, "long": long.pk}
    for name, seats in (("one", 1), ("seven", 7)):
        agenda = Agenda.objects.create(tenant=town, office=office, name=name, horizon_days=200, grid_minutes=15)
        agenda.types.set([short, long])
        agenda.resources.set([Resource.objects.create(tenant=town, name=name, seats=seats)])
        OpeningRule.objects.bulk_create(
            OpeningRule(agenda=agenda, weekday=day, opens=time(9), closes=time(11)) for day in range(7)
        )
        made[name] = agenda.pk
    return made | {"mornings": _mornings()}


def _mornings() -> list[int]:
    """Nine o'clock of a hundred days to come, as the pages name them; holidays are left out."""
    from django.utils import timezone

    from appointments.rules.minutes import ROME, wall
    from cms.models import Tenant
    from territory.closures import closed_days

    town = Tenant.objects.get(slug="montiano")
    first = timezone.now().astimezone(ROME).date() + timedelta(days=4)
    closed = closed_days([town], first, first + timedelta(days=150))[town.pk]
    days = [first + timedelta(days=n) for n in range(150)]
    return [wall(day, time(9)) for day in days if day not in closed][:100]


def judge() -> dict:
    """What the tables say: overlapping rows of one seat, appointments, and messages that wait or have left."""
    from django.db.models import Q

    from appointments.models import Appointment, AppointmentEvent, Draft, Occupation
    from cms.models import DomainEvent, OutboxMessage

    rows = sorted(Occupation.objects.values_list("resource", "seat", "from_minute", "until_minute"))
    return {
        "overlaps": sum(a[:2] == b[:2] and b[2] < a[3] for a, b in pairwise(rows)),
        "occupations": len(rows),
        "held": Occupation.objects.filter(state="held").count(),
        "appointments": Appointment.objects.count(),
        "active": Appointment.objects.exclude(state__in=("disdetto", "annullato")).count(),
        "events": AppointmentEvent.objects.count(),
        "measured": DomainEvent.objects.exclude(kind="posto-trattenuto").count(),
        "drafts": Draft.objects.count(),
        "messages": OutboxMessage.objects.count(),
        "unsent": OutboxMessage.objects.filter(Q(not_before_at=None) | Q(attempts__gt=0), sent_at=None).count(),
        "minutes": dict(Counter(start % HOUR for _resource, _seat, start, _end in rows)),
    }


def clear() -> dict:
    """Everything that was booked goes; the office stays."""
    from appointments.models import Appointment, Draft, Occupation
    from cms.models import DomainEvent, OutboxMessage

    Draft.objects.all().delete()
    Occupation.objects.all().delete()
    Appointment.objects.all().delete()
    DomainEvent.objects.all().delete()
    OutboxMessage.objects.all().delete()
    return {}


def links() -> dict:
    """The private paths of the appointments, by code of their person."""
    from appointments import messages
    from appointments.models import Appointment

    rows = Appointment.objects.select_related("tenant__site").order_by("pk")
    return {row.surname: messages.private_path(row) for row in rows}


def deliver() -> dict:
    """As the clock does, until nothing waits: what a dead sender had taken in hand is due again, its pause has passed."""
    from django.core.management import call_command
    from django.utils import timezone

    from cms.models import OutboxMessage

    call_command("deliver_outbox")
    OutboxMessage.objects.filter(sent_at=None, attempts__gt=0).update(not_before_at=timezone.now())
    call_command("deliver_outbox")
    return {}


def loosen() -> dict:
    """Take the rules away: what the storm then sells twice shows that it was they who held."""
    from django.db import connection

    with connection.schema_editor() as editor:
        importlib.import_module("appointments.migrations.0003_no_double_booking").remove(editor)
    return {}


if __name__ == "__main__":
    import django

    django.setup()
    verbs = {verb.__name__: verb for verb in (found, judge, links, clear, deliver, loosen)}
    answers = sys.stdout
    sys.stdout = sys.stderr  # what commands print is not an answer
    for line in sys.stdin:
        print(json.dumps(verbs[line.strip()]()), file=answers, flush=True)
