"""The demonstration has requests and reports in every state, as if people had sent them."""

import pytest
from django.utils import timezone

from cms.models import OutboxMessage, Tenant
from demo import tickets_loader
from tests.factories import an_office
from tickets.models import Attachment, RoutingRule, StandardAnswer, Team, Ticket, TicketEvent
from tickets.rules.states import State

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def loaded(montiano, union, monkeypatch, settings):
    monkeypatch.setattr(tickets_loader, "OF_OTHERS", (8, 10))
    for office in ("Ufficio lavori pubblici", "Comando di polizia locale"):
        an_office(montiano, office)
    an_office(union, "Protezione civile")
    Tenant.objects.filter(pk=montiano.pk).update(is_demo=True)
    tickets_loader.load(timezone.now(), say=lambda text: None)
    return montiano


def test_every_state_is_there(loaded):
    rows = Ticket.objects.filter(tenant=loaded)
    assert set(rows.values_list("state", flat=True)) == {state.value for state in State}
    assert set(rows.values_list("kind", flat=True)) == {"assistenza", "segnalazione"}
    assert rows.filter(is_public=True).exists()
    assert rows.filter(reopen_asked_at__isnull=False).exists()
    assert rows.exclude(holder=loaded).exists()
    assert set(TicketEvent.objects.values_list("what", flat=True)) >= {"confermata", "riaperta", "trasferita"}


def test_nobody_of_the_demonstration_is_written_to_while_it_is_loaded(loaded):
    assert not OutboxMessage.objects.exists()
    assert not Ticket.objects.filter(tenant=loaded, email="").exists()


def test_the_operators_have_a_team_rules_and_words_ready(loaded):
    assert Team.objects.filter(tenant=loaded, takes_rest=True).exists()
    assert RoutingRule.objects.filter(area=loaded).exists()
    assert StandardAnswer.objects.filter(tenant=loaded).exists()
    assert not Attachment.objects.filter(state="in-arrivo").exists()


def test_loaded_twice_it_is_there_once(loaded):
    before = Ticket.objects.count()
    tickets_loader.load(timezone.now(), say=lambda text: None)
    assert Ticket.objects.count() == before
