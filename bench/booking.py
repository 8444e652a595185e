"""What looking for a free place costs, as the tables grow: `python -m bench.booking` on an empty, migrated database.

Six municipalities with ten offices each, sixty days ahead. One office has 5,000 appointments in the table, then ten
times as many everywhere. Prints JSON: for each size, queries, milliseconds of CPU and of clock of each search.
"""

import json
import os
import statistics
import time
from datetime import date, timedelta
from datetime import time as hour

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
TOWNS = ("cesena", "bagno", "mercato", "montiano", "sarsina", "verghereto")
OFFICES, DAYS, OF_ONE, TIMES = 10, 60, 5000, 9
OPENS, CLOSES, LONG = 8, 13, 30


def towns() -> list:
    from cms import vocabularies
    from cms.background import quiet
    from cms.models import Tenant
    from home.municipalities import Order, create

    vocabularies.load(leave_out=("eurovoc",))
    with quiet():
        create(Order("unione", "Unione dei Comuni", "Unione", "localhost", kind="union"))
        for slug in TOWNS:
            create(Order(slug, f"Comune di {slug.title()}", slug.title(), f"{slug}.localhost", theme="grano"))
    return list(Tenant.objects.filter(slug__in=TOWNS))


def agendas(town) -> list:
    from appointments.models import Agenda, AppointmentType, OpeningRule, Resource
    from cms.background import quiet
    from tests.factories import an_office

    kind = AppointmentType.objects.create(tenant=town, name="Pratica", duration=LONG)
    made = []
    for number in range(OFFICES):
        with quiet():
            office = an_office(town, f"Ufficio {number}")
        agenda = Agenda.objects.create(tenant=town, office=office, name=f"Agenda {number}", horizon_days=DAYS)
        agenda.types.set([kind])
        agenda.resources.set([Resource.objects.create(tenant=town, name=f"Sportello {number}")])
        OpeningRule.objects.bulk_create(
            OpeningRule(agenda=agenda, weekday=day, opens=hour(OPENS), closes=hour(CLOSES)) for day in range(5)
        )
        made.append(agenda)
    return made


class Book:
    """Writes appointments with their places, as many as asked, without the flow: the tables are what is measured."""

    def __init__(self, agenda):
        self.agenda, self.kind = agenda, agenda.types.get()
        self.resource = agenda.resources.get()

    def write(self, starts: list[int], now) -> list:
        from appointments.models import Appointment, Occupation
        from appointments.rules.minutes import moment_of

        first = Appointment.objects.count()
        rows = [
            Appointment(
                tenant_id=self.agenda.tenant_id,
                agenda=self.agenda,
                type=self.kind,
                office_id=self.agenda.office_id,
                mode="sportello",
                starts_at=moment_of(start),
                ends_at=moment_of(start + LONG),
                state=Appointment.State.BOOKED if moment_of(start) > now else Appointment.State.SERVED,
                year=moment_of(start).year,
                channel=Appointment.Channel.WEB,
                created_at=now,
                code=f"{first + number:08d}",
            )
            for number, start in enumerate(starts)
        ]
        Appointment.objects.bulk_create(rows, batch_size=2000)
        Occupation.objects.bulk_create(
            [
                Occupation(
                    resource=self.resource,
                    seat=1,
                    from_minute=start,
                    until_minute=start + LONG,
                    state=Occupation.State.BOOKED,
                    appointment=row,
                )
                for row, start in zip(rows, starts, strict=True)
            ],
            batch_size=2000,
        )
        return rows


def tear_out(rows: list) -> None:
    """Take appointments and their places away again."""
    from appointments.models import Appointment, Occupation

    keys = [row.pk for row in rows]
    Occupation.objects.filter(appointment__in=keys).delete()
    Appointment.objects.filter(pk__in=keys).delete()


def slots(first: date, days: int) -> list[int]:
    """Every beginning of the working days from `first`; a negative number of days goes back in time."""
    from appointments.rules.minutes import wall

    step = 1 if days > 0 else -1
    found = []
    for number in range(0, days, step):
        day = first + timedelta(days=number)
        if day.weekday() < 5:
            found += [wall(day, hour(OPENS)) + LONG * turn for turn in range((CLOSES - OPENS) * 60 // LONG)]
    return found


def cost(act) -> dict:
    """Queries, and the median CPU and clock of some turns, in milliseconds."""
    from django.db import connection

    act()  # what a process reads once stays at hand
    asked = []
    # A request by a test client closes its connection, and the log of its queries with it: they are counted here.
    with connection.execute_wrapper(lambda execute, *given: (asked.append(1), execute(*given))[1]):
        found = act()
    spent, clock = [], []
    for _turn in range(TIMES):
        began, looked = time.process_time(), time.perf_counter()
        act()
        spent.append((time.process_time() - began) * 1000)
        clock.append((time.perf_counter() - looked) * 1000)
    return {
        "found": found,
        "queries": len(asked),
        "cpu": round(statistics.median(spent), 1),
        "clock": round(statistics.median(clock), 1),
    }


def main() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.utils import timezone

    from appointments import places

    now = timezone.now()
    today = timezone.localdate()
    everybody = [agenda for town in towns() for agenda in agendas(town)]
    busy = everybody[0]
    ahead = slots(today, DAYS + 2)
    kept = {agenda.pk: ahead[3 + number % 17 :: 20] for number, agenda in enumerate(everybody)}  # one in twenty is free
    for agenda in everybody:
        Book(agenda).write([start for start in ahead if start not in set(kept[agenda.pk])], now)
    Book(busy).write(slots(today - timedelta(days=1), -800)[: OF_ONE - len(ahead)], now)

    month = (today + timedelta(days=1), today + timedelta(days=31))
    one = places.Request(busy, busy.types.get(), "sportello")
    every = [places.Request(agenda, agenda.types.get(), "sportello") for agenda in everybody]

    def of_a_month() -> int:
        return sum(len(day.slots) for day in places.free_days(one, *month, now))

    def anywhere() -> int:
        return len(places.first_free(every, now))

    def analyze() -> None:
        with connection.cursor() as cursor:  # as the database does by itself at night
            cursor.execute("ANALYZE")

    def rows() -> int:
        from appointments.models import Appointment

        return Appointment.objects.count()

    analyze()

    def searches() -> dict:
        return {"rows": rows(), "month": cost(of_a_month), "anywhere": cost(anywhere)}

    def fill() -> list:
        return [row for agenda in everybody for row in Book(agenda).write(kept[agenda.pk], now)]

    result = searches()
    last = fill()
    result["full"] = searches()
    tear_out(last)
    past = slots(today - timedelta(days=900), -9000)
    more = 9 * result["rows"] // len(everybody)
    for agenda in everybody:  # ten times the rows, as years go by
        Book(agenda).write(past[:more], now)
    Book(busy).write(past[more : more + 9 * OF_ONE], now)
    analyze()
    result["grown"] = searches()
    fill()
    result["grown full"] = searches()
    print(json.dumps(result))


if __name__ == "__main__":
    main()
