"""The inbox asks the database the same however many requests there are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import an_office
from tests.tickets.office import a_report, a_request, a_team, anna
from tickets import api
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def asked(browser, url: str) -> int:
    browser.get(url)  # what a process reads once stays at hand
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


def fill(montiano, now, clerk, many: int) -> None:
    for number in range(many):
        report = a_report(montiano, now + timedelta(minutes=number), person=anna(name=f"Anna {number}"))
        api.assign(report, clerk, now, user=clerk)
        a_request(montiano, now + timedelta(minutes=number))


@pytest.mark.parametrize("query", ["", "?pila=tutte", "?cerca=buca&pila=tutte", "?pila=mie&ordine=nuove"])
@pytest.mark.once
def test_the_list_asks_the_same_for_one_and_for_many(operator, montiano, now, clerk, query):
    a_team(montiano, clerk, offices=[an_office(montiano, "Strade")], takes_rest=True)
    url = f"/admin/ascolto/{query}"
    fill(montiano, now, clerk, 1)
    few = asked(operator, url)
    fill(montiano, now, clerk, 12)
    assert asked(operator, url) <= few


@pytest.mark.once
def test_one_request_asks_the_same_with_a_long_history(operator, montiano, now, clerk):
    fill(montiano, now, clerk, 1)
    row = Ticket.objects.filter(kind="segnalazione").get()
    url = f"/admin/ascolto/{row.pk}/"
    few = asked(operator, url)
    for number in range(10):
        api.note(row, f"Nota {number}", now, user=clerk)
        api.reply(row, f"Messaggio {number}", now)
    assert asked(operator, url) <= few


def test_several_at_once_change_what_is_chosen_and_no_more(operator, montiano, now, clerk):
    fill(montiano, now, clerk, 3)
    chosen = list(Ticket.objects.filter(kind="assistenza").values_list("pk", flat=True)[:2])
    operator.post("/admin/ascolto/insieme/", {"riga": chosen, "azione": "prendi"})
    assert set(Ticket.objects.filter(kind="assistenza", state="assegnata").values_list("pk", flat=True)) == set(chosen)
