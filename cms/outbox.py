"""Mail that leaves the product: written beside the fact that it tells, sent by the clock.

A message is claimed before it is sent, by counting an attempt and moving its next one forward, and marked after. Killed
between the two, the sender tries again later: a message may arrive twice, never be lost. The identity of the mail is
that of the row, so that readers' programs can tell a double.
"""

import logging
import re
import time
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.utils import timezone

from cms.models import OutboxMessage

logger = logging.getLogger(__name__)
# How long after each attempt the next one comes. A mail server down for a week end loses nothing.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440, 2880))
MOST_ATTEMPTS = len(PAUSES)


def write(
    event_key: str, tenant, recipient: str, subject: str, body: str, *, not_before=None, calendar: str = ""
) -> bool:
    """Put a message in the outbox; False when this fact was already told to this person.

    It leaves from `not_before` on. `calendar` is an iCalendar file to send with it; its METHOD says what it asks.
    """
    _message, made = OutboxMessage.objects.get_or_create(
        event_key=event_key,
        recipient=recipient,
        channel=OutboxMessage.Channel.EMAIL,
        defaults={
            "tenant": tenant,
            "subject": " ".join(subject.split())[:200],  # a line break would begin another header
            "body": body,
            "calendar": calendar,
            "not_before_at": not_before,
            "created_at": timezone.now(),
        },
    )
    return made


def waiting(now):
    """Messages whose moment has come; one that failed too often waits for a person."""
    ready = Q(not_before_at=None) | Q(not_before_at__lte=now)
    return OutboxMessage.objects.filter(ready, sent_at=None, attempts__lt=MOST_ATTEMPTS).order_by("created_at", "pk")


def deliver(*, seconds: float = 10) -> int:
    """Send what waits, for so many seconds at most; returns how many went."""
    deadline = time.monotonic() + seconds
    sent = 0
    for message in waiting(timezone.now())[:200]:
        if time.monotonic() > deadline:
            break
        if _claim(message):
            sent += _send(message)
    return sent


def _claim(message: OutboxMessage) -> bool:
    """Make this attempt ours: of two senders that saw the same row, one finds the count already moved."""
    pause = PAUSES[min(message.attempts, MOST_ATTEMPTS - 1)]
    mine = OutboxMessage.objects.filter(pk=message.pk, sent_at=None, attempts=message.attempts)
    return bool(mine.update(attempts=F("attempts") + 1, not_before_at=timezone.now() + pause))


def _send(message: OutboxMessage) -> bool:
    row = OutboxMessage.objects.filter(pk=message.pk)
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    mail = EmailMessage(
        message.subject, message.body, to=[message.recipient], headers={"Message-ID": f"<{message.public_id}@{host}>"}
    )
    if message.calendar:
        method = re.search(r"^METHOD:(\w+)", message.calendar, re.MULTILINE)
        kind = f"text/calendar; method={method[1] if method else 'PUBLISH'}"
        mail.attach("appuntamento.ics", message.calendar, kind)
    try:
        mail.send()
    except Exception as error:  # whatever a mail server or an address may do, the next message must have its turn
        logger.warning("Il messaggio %s non parte: %s", message.public_id, error)
        row.update(last_error=str(error)[:255] or type(error).__name__)
        return False
    row.update(sent_at=timezone.now(), last_error="")
    return True
