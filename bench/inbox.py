"""What the inbox costs with 20,000 requests: `python -m bench.inbox` on an empty, migrated database.

One municipality with ten offices, two teams and an operator who sees all of it. Prints JSON: for each screen, queries,
milliseconds of CPU and of clock, from the operator's request to the whole page.
"""

import json
import os
import random
import uuid
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
ITEMS, OFFICES = 20_000, 10
SCREENS = {
    "list": "",
    "all": "?pila=tutte&ordine=nuove",
    "late": "?pila=ritardo",
    "words": "?pila=tutte&cerca=roma+19",
    "last page": "?pila=tutte&ordine=nuove&pagina=40",
    "ratings": "valutazioni/",
}


def requests_of(tenant, offices, people, now) -> list:
    """So many requests and reports in every state, over three years."""
    from tickets.models import Category, Ticket
    from tickets.rules.states import State

    chance = random.Random(7)
    categories = list(Category.objects.all())
    rows = []
    for number in range(ITEMS):
        category, sent = chance.choice(categories), now - timedelta(hours=chance.randrange(1, 26_000))
        state = chance.choices(list(State), weights=(2, 4, 6, 88))[0]
        is_closed = state == State.CLOSED
        rows.append(
            Ticket(
                request_key=uuid.uuid4(),
                kind=category.kind,
                year=sent.year,
                number=number,
                tenant=tenant,
                holder=tenant,
                office=chance.choice(offices),
                category=category,
                state=state,
                outcome="risolta" if is_closed else "",
                closed_at=sent + timedelta(days=9) if is_closed else None,
                first_answer_at=sent + timedelta(days=2) if state in (State.ANSWERED, State.CLOSED) else None,
                answer_minutes=2880 if state in (State.ANSWERED, State.CLOSED) else None,
                closing_minutes=12960 if is_closed else None,
                assigned_to=chance.choice(people) if state != State.NEW else None,
                created_at=sent,
                due_on=(sent + timedelta(days=20)).date(),
                subject=chance.choice(("Buca in strada", "Lampione spento", "Rifiuti lasciati", "Certificato")),
                details="Da qualche giorno, davanti alla scuola.",
                address=f"Via Roma {number % 90}",
                name="Anna",
                surname=f"Bianchi {number}",
                email=f"anna{number}@cittadini.example",
                words=f"buca in strada da qualche giorno davanti alla scuola via roma {number} anna bianchi",
            )
        )
    return rows


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import Group
    from django.db import connection
    from django.utils import timezone

    settings.ADMIN_HOSTS = ["gestione.test"]
    settings.ALLOWED_HOSTS = ["*"]
    from bench.booking import cost, towns
    from cms.background import quiet
    from cms.models import User
    from tests.factories import an_office
    from tests.signing_in import Desk
    from tickets.models import Team, Ticket

    town, now = towns()[0], timezone.now()
    with quiet():
        offices = [an_office(town, f"Ufficio {number}") for number in range(OFFICES)]
    group = Group.objects.get(staff_group__tenant=town, staff_group__role_key="operator")
    people = [User.objects.create_user(f"operatore{number}", password=None) for number in range(5)]
    for person in people:
        person.groups.add(group)
    Team.objects.create(tenant=town, name="Primo", takes_rest=True).operators.add(people[0])
    Team.objects.create(tenant=town, name="Secondo").offices.set(offices[:2])
    Ticket.objects.bulk_create(requests_of(town, offices, people, now), batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    desk = Desk(HTTP_HOST="gestione.test")
    desk.force_login(people[0])
    found = {}
    for name, query in SCREENS.items():
        found[name] = cost(lambda query=query: desk.get(f"/admin/ascolto/{query}").status_code)
    one = Ticket.objects.filter(office=offices[5]).first()
    found["one"] = cost(lambda: desk.get(f"/admin/ascolto/{one.pk}/").status_code)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
