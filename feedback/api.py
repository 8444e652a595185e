"""Front door of the app: a ticket for each time that a page is rated, the rating, and what was done about it."""

import uuid
from datetime import datetime

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cms import freshness
from cms.models import BasePage, DomainEvent
from cms.prepared import prepared
from feedback.masking import masked
from feedback.models import Rating
from feedback.together import Together
from services.models import ServicePage

SALT = "feedback.rating"
TICKET_SECONDS = 3600
OF_PAGE = ("title", "url_path", "tenant", "live_revision", "content_type", "locale__language_code")
NEGATIVE = ("non-chiare", "non-complete", "procedura-oscura", "problemi-tecnici", "altro-negativo")


class InvalidRating(ValueError):
    """What was sent is not a rating of a page of this site; the text is for the reader."""


class AlreadyRated(InvalidRating):
    """The same ticket has brought a rating before: it counts once."""


def answers_for(stars: int) -> list[tuple[str, str]]:
    """The five answers that go with a number of stars: difficulties up to three, merits from four."""
    return [(value, label) for value, label in Rating.Answer.choices if (value in NEGATIVE) == (stars <= 3)]


def ticket_for(page_id: int) -> str:
    """What one visit needs to rate one page once: signed, good for an hour, and nobody's."""
    return signing.dumps([page_id, uuid.uuid4().hex], salt=SALT)


def page_of(tenant, page_id: int) -> BasePage | None:
    """The live page of a body that somebody wants to rate, with the few columns that a rating needs."""
    return next(iter(_live_page(tenant=tenant.pk, key=page_id)), None)


@prepared
def _live_page(*, tenant, key):
    pages = BasePage.objects.live().filter(tenant=tenant, pk=key).order_by()
    return pages.select_related("locale").only(*OF_PAGE)


def rate(
    page: BasePage,
    stars: int,
    *,
    ticket: str,
    answer: str = "",
    comment: str = "",
    now: datetime,
    of_service: bool = False,
) -> Rating:
    """Store a rating of a page (see `page_of`), and count it: of how clear it is, or of how easy its service was to use.

    Raises InvalidRating when the answer is not among those of the stars, or the ticket is not of this page or too old;
    AlreadyRated when the ticket has been used.
    """
    if answer and answer not in dict(answers_for(stars)):
        raise InvalidRating(_("Scegli una delle risposte proposte."))
    number = _number_of(ticket, page.pk)
    kind = "servizio-valutato" if of_service else "pagina-valutata"
    rating = Rating(
        tenant_id=page.tenant_id,
        page_id=page.pk,
        revision_id=page.live_revision_id,
        language=page.locale.language_code,
        stars=stars,
        answer=answer,
        comment=masked(comment.strip()),
        created_at=now,
        ticket=number,
    )
    event = DomainEvent(
        kind=kind,
        happened_at=now,
        tenant_id=page.tenant_id,
        service_id=page.pk if page.specific_class is ServicePage else None,
        channel="web",
    )
    try:
        _written.put((rating, event))
    except IntegrityError as error:
        raise AlreadyRated(_("Hai già inviato questa valutazione: conta una volta sola.")) from error
    return rating


def _write(pairs: list[tuple[Rating, DomainEvent]]) -> None:
    # In bulk, though it may be one: saved, each would put a task aside for Wagtail's index of references.
    with transaction.atomic():
        Rating.objects.bulk_create([rating for rating, _event in pairs])
        DomainEvent.objects.bulk_create([event for _rating, event in pairs])


_written = Together(_write)


def _number_of(ticket: str, page_id: int) -> uuid.UUID:
    try:
        page, number = signing.loads(ticket, salt=SALT, max_age=TICKET_SECONDS)
    except signing.BadSignature as error:
        raise InvalidRating(_("È passato troppo tempo da quando hai aperto la pagina: invia di nuovo.")) from error
    if page != page_id:
        raise InvalidRating(_("Questa valutazione era di un'altra pagina: invia di nuovo."))
    return uuid.UUID(number)


def mark_seen(ratings, now: datetime, *, user) -> None:
    """Say that somebody of an office has read these ratings."""
    Rating.objects.filter(pk__in=[rating.pk for rating in ratings], seen_at=None).update(seen_at=now, seen_by=user)


def link_ratings(improvement, ratings) -> None:
    """Say that a change of a page answers these ratings, and no others."""
    with transaction.atomic():
        improvement.ratings.exclude(pk__in=[rating.pk for rating in ratings]).update(improvement=None)
        Rating.objects.filter(pk__in=[rating.pk for rating in ratings]).update(improvement=improvement)
        freshness.bump()
