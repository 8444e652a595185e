"""Mail that waits: sent once, tried again, never lost, at most doubled by a sudden death."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from cms import outbox
from cms.models import OutboxMessage

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here, as with `kill -9`: no handler of ours runs."""


@pytest.fixture
def message(montiano, clock):
    outbox.write("prova:1", montiano, "chi@example.org", "Una cosa da fare", "Ciao.")
    return OutboxMessage.objects.get()


def fresh(message) -> OutboxMessage:
    return OutboxMessage.objects.get(pk=message.pk)


def test_a_message_goes_once(message):
    assert outbox.deliver() == 1
    assert outbox.deliver() == 0
    assert [m.to for m in mail.outbox] == [["chi@example.org"]]
    assert fresh(message).sent_at == timezone.now()


def test_the_same_fact_is_told_once_to_each_person(message, montiano):
    assert not outbox.write("prova:1", montiano, "chi@example.org", "Di nuovo", "Ciao.")
    assert outbox.write("prova:1", montiano, "altri@example.org", "Una cosa da fare", "Ciao.")


def test_a_message_for_later_waits_for_its_moment(message, clock):
    OutboxMessage.objects.update(not_before_at=timezone.now() + timedelta(hours=1))
    assert outbox.deliver() == 0
    clock.forward(hours=1)
    assert outbox.deliver() == 1


def test_a_refused_message_is_tried_again_later_and_later(message, clock, monkeypatch):
    def refuse(self, messages):
        raise OSError("450 la casella è piena")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    waits = []
    while fresh(message).attempts < outbox.MOST_ATTEMPTS:
        assert outbox.deliver() == 0
        assert outbox.deliver() == 0  # not before its moment
        pause = fresh(message).not_before_at - timezone.now()
        waits.append(pause)
        clock.forward(seconds=pause.total_seconds())
    assert waits == sorted(waits)
    assert len(waits) == outbox.MOST_ATTEMPTS
    assert fresh(message).last_error == "450 la casella è piena"
    clock.forward(days=30)
    assert outbox.deliver() == 0  # given up: it stays in the table, for a person to see


def test_one_refused_message_does_not_stop_the_next(message, montiano, monkeypatch):
    outbox.write("prova:2", montiano, "bene@example.org", "Un'altra", "Ciao.")
    usual = EmailBackend.send_messages

    def refuse_one(self, messages):
        if messages[0].to == ["chi@example.org"]:
            raise OSError("550 casella sconosciuta")
        return usual(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_one)
    assert outbox.deliver() == 1
    assert [m.to for m in mail.outbox] == [["bene@example.org"]]


@pytest.mark.parametrize("after_sending", [False, True])
def test_killed_while_sending_nothing_is_lost_and_at_most_one_is_doubled(message, clock, monkeypatch, after_sending):
    usual = EmailBackend.send_messages

    def die(self, messages):
        if after_sending:
            usual(self, messages)
        raise Killed

    monkeypatch.setattr(EmailBackend, "send_messages", die)
    with pytest.raises(Killed):
        outbox.deliver()
    monkeypatch.setattr(EmailBackend, "send_messages", usual)
    assert outbox.deliver() == 0  # perhaps somebody is still sending it
    clock.forward(minutes=1)
    assert outbox.deliver() == 1
    assert len(mail.outbox) == 1 + after_sending
    assert len({m.extra_headers["Message-ID"] for m in mail.outbox}) == 1


def test_two_senders_that_saw_the_same_row_send_it_once(message):
    seen = [fresh(message), fresh(message)]
    assert [outbox._claim(row) for row in seen] == [True, False]


def test_a_slow_server_does_not_hold_the_clock(message, montiano):
    outbox.write("prova:2", montiano, "chi@example.org", "Un'altra", "Ciao.")
    assert outbox.deliver(seconds=-1) == 0
    assert outbox.waiting(timezone.now()).count() == 2
