"""The mail to who publishes: one a day at most, only with something new, with addresses that lead to the decision."""

from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.models import OutboxMessage
from services import digest
from services.catalogue.policies import Mode
from tests.services.catalogue_factory import a_shared_service, adopted, change, delivered
from tests.services.inbox_forms import address
from tests.services.test_inbox import a_colleague, a_conflict, one_waiting

pytestmark = pytest.mark.django_db


def send() -> int:
    return digest.write(timezone.localdate())


def test_the_publishers_of_the_body_are_told_what_is_new(montiano, publisher, clock, settings):
    page = a_conflict(montiano, note="Adesso si fa da casa.")
    assert send() == 1
    message = OutboxMessage.objects.get()
    assert message.recipient == publisher.email
    assert message.subject == "Montiano: novità dall'Unione, 1 da decidere"
    assert "Da decidere, nuove:" in message.body
    assert "Adesso si fa da casa." in message.body
    assert settings.WAGTAILADMIN_BASE_URL + address(page) in message.body


def test_with_nothing_new_nobody_is_told(montiano, publisher, clock):
    service = a_shared_service()
    adopted(service, montiano)
    delivered(service, how_to="<p>Fai da casa.</p>")  # applied: nothing to do
    assert send() == 0


def test_twice_in_a_day_adds_nothing_and_the_rest_waits_for_tomorrow(montiano, publisher, clock):
    a_conflict(montiano)
    assert send() == 1
    clock.forward(hours=2)
    one_waiting(montiano, "Cambio di residenza")
    assert send() == 0
    clock.forward(days=1)
    assert send() == 1
    body = OutboxMessage.objects.order_by("pk").last().body
    assert "Cambio di residenza" in body
    assert "Carta di identità" not in body
    clock.forward(days=1)
    assert send() == 0


def test_what_has_become_overdue_is_told_once(montiano, publisher, clock):
    a_conflict(montiano, deadline=date(2026, 12, 1))
    assert send() == 1
    clock.set("2026-12-01 09:00")
    assert send() == 0
    clock.set("2026-12-02 09:00")
    assert send() == 1
    assert "Il giorno per decidere è passato:" in OutboxMessage.objects.order_by("pk").last().body
    clock.set("2026-12-03 09:00")
    assert send() == 0


def test_a_law_is_told_when_a_week_is_left(montiano, publisher, clock):
    service = a_shared_service()
    adopted(service, montiano, mode=Mode.REVIEW)
    change(service, severity="legal", note="Termine più corto.", effective_on=date(2026, 12, 15), max_days=20)
    assert send() == 0
    clock.set("2026-12-08 07:00")
    assert send() == 1
    body = OutboxMessage.objects.get().body
    assert "dal 15 dicembre 2026; Termine più corto." in body
    clock.set("2026-12-09 07:00")
    assert send() == 0


def test_nobody_is_told_of_a_neighbour(montiano, cesena, publisher, clock):
    other = a_colleague(cesena)
    a_conflict(cesena, "Carta cesenate")
    assert send() == 1
    assert OutboxMessage.objects.get().recipient == other.email


def test_the_command_tells_how_many(montiano, publisher, clock, capsys):
    a_conflict(montiano)
    call_command("send_catalogue_digest")
    assert "Messaggi nuovi: 1." in capsys.readouterr().out
