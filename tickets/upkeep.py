"""What happens to requests and reports because time passes: people are forgotten, files that nobody sent are thrown away."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from cms.models import OutboxMessage
from tickets import api, messages
from tickets.background import reduce_photo
from tickets.models import Attachment, Category, Draft, Follower, Ticket, TicketEvent, TicketMessage
from tickets.rules.states import State

DRAFT_LIFE = timedelta(hours=24)
SILENCE = timedelta(days=30)  # after an answer
FOLLOW_LIFE = timedelta(days=7)  # to say yes to following
LOST_AFTER = timedelta(minutes=10)  # a photo that nobody has reduced by then: the worker died
# Columns that name a person or hold what they wrote, emptied. What was approved for everybody stays: it names nobody.
BLANK = dict.fromkeys(("name", "surname", "email", "phone", "details", "address", "reopen_reason", "words"), "")


def sweep(now: datetime) -> dict[str, int]:
    return {
        "chiuse per silenzio": close_silent(now),
        "dimenticate": forget(now),
        "bozze": _drop_drafts(now),
        "conferme mai date": Follower.objects.filter(confirmed_at=None, asked_at__lt=now - FOLLOW_LIFE).delete()[0],
        "foto riprese": _pick_up_photos(now),
    }


def forget(now: datetime, most: int = 200) -> int:
    """Empty what is personal once the term of the category has passed; returns of how many requests."""
    done = 0
    for category in Category.objects.all():
        end = now - timedelta(days=category.retention_days)
        for row in Ticket.objects.filter(category=category, forgotten_at=None, closed_at__lt=end)[:most]:
            _forget(row, now)
            done += 1
    return done


def _forget(row: Ticket, now: datetime) -> None:
    """All of one request: columns, words, files, mail, followers. Its steps and its numbers stay, and so does what
    everybody reads of it, which a person has written.

    Files go first: killed between the two, the next round finds their rows and goes on.
    """
    for file in row.attachments.all():
        file.delete_with_files()
    subject = row.public_subject or row.category.name
    point = {} if row.is_public and row.shows_place else {"latitude": None, "longitude": None}
    with transaction.atomic():
        OutboxMessage.objects.filter(event_key__startswith=messages.prefix(row.public_id)).delete()
        TicketMessage.objects.filter(ticket=row).update(text="")
        TicketEvent.objects.filter(ticket=row).exclude(text="").update(text="")
        row.followers.all().delete()
        Ticket.objects.filter(pk=row.pk).update(
            **BLANK, **point, subject=subject, reopen_asked_at=None, forgotten_at=now
        )


def close_silent(now: datetime, most: int = 200) -> int:
    """Close what was answered and nobody has written about since: it is told, and can be asked to be opened again."""
    answered = Ticket.objects.filter(state=State.ANSWERED, first_answer_at__lt=now - SILENCE)
    spoken = TicketMessage.objects.filter(ticket=OuterRef("pk"), is_note=False, happened_at__gte=now - SILENCE)
    return sum(api.close_silent(row, now, SILENCE) for row in answered.exclude(Exists(spoken))[:most])


def _drop_drafts(now: datetime) -> int:
    """Throw away reports that were begun and never sent, with their files; of those sent, the empty draft."""
    old = list(Draft.objects.filter(used_at__lt=now - DRAFT_LIFE)[:500])
    for draft in old:
        for file in draft.attachments.all():
            file.delete_with_files()
        draft.delete()
    orphans = Attachment.objects.filter(Q(draft=None), ticket=None, created_at__lt=now - DRAFT_LIFE)
    for file in orphans[:500]:
        file.delete_with_files()
    return len(old)


def _pick_up_photos(now: datetime) -> int:
    """Photos that wait since long are given to the worker again."""
    waiting = Attachment.objects.filter(state=Attachment.State.WAITING, created_at__lt=now - LOST_AFTER)
    keys = list(waiting.values_list("pk", flat=True)[:100])
    for key in keys:
        reduce_photo.enqueue(key)
    return len(keys)
