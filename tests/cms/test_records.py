"""Tables that only grow: acts of the staff, messages to send, events to measure."""

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from cms.models import AuditEntry, DomainEvent, OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(montiano, editor):
    return AuditEntry.objects.create(
        at=timezone.now(), actor=editor, tenant=montiano, action="pubblica", object_label="CIE"
    )


def message(tenant, **fields) -> OutboxMessage:
    defaults = {
        "event_key": "prenotazione-1",
        "recipient": "anna@example.org",
        "subject": "Ci vediamo lunedì",
        "body": "Ore 9.",
    }
    return OutboxMessage.objects.create(tenant=tenant, created_at=timezone.now(), **{**defaults, **fields})


def test_an_act_once_written_cannot_be_rewritten(entry):
    entry.action = "altro"
    with pytest.raises(TypeError, match="non si modificano"):
        entry.save()
    with pytest.raises(TypeError, match="non si modificano"):
        AuditEntry.objects.get(pk=entry.pk).save(update_fields=["action"])
    assert AuditEntry.objects.get(pk=entry.pk).action == "pubblica"


def test_an_act_cannot_be_deleted(entry):
    with pytest.raises(TypeError, match="non si cancellano"):
        entry.delete()
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


def test_whoever_acted_and_where_cannot_be_deleted_away(entry, editor, montiano):
    for owner in (editor, montiano):
        with pytest.raises(models.ProtectedError):
            owner.delete()
    assert AuditEntry.objects.get(pk=entry.pk).actor == editor


def test_a_fact_makes_one_message_for_each_reader(montiano):
    message(montiano)
    with pytest.raises(IntegrityError), transaction.atomic():
        message(montiano, subject="Di nuovo")
    message(montiano, recipient="piero@example.org")
    message(montiano, event_key="prenotazione-2")
    assert OutboxMessage.objects.count() == 3


def test_a_message_and_its_fact_are_written_together_or_not_at_all(montiano):
    with pytest.raises(RuntimeError), transaction.atomic():
        message(montiano)
        raise RuntimeError
    assert not OutboxMessage.objects.exists()


def test_messages_have_an_identity_that_cannot_be_guessed(montiano):
    one, other = message(montiano), message(montiano, event_key="prenotazione-2")
    assert one.public_id != other.public_id
    assert one.public_id.version == 4
    assert one.sent_at is None
    assert one.attempts == 0


def test_a_measured_event_has_no_room_for_a_person():
    names = {field.name for field in DomainEvent._meta.get_fields()}
    assert names == {"id", "kind", "happened_at", "tenant", "office", "service", "channel"}
