"""Front door of the app: `rate` stores an answer, `complete` adds to one just given."""

from datetime import datetime

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import BasePage, DomainEvent
from feedback.models import Rating

SALT = "feedback.rating"
TOKEN_SECONDS = 3600
NEGATIVE = ("non-chiare", "non-complete", "procedura-oscura", "problemi-tecnici", "altro-negativo")


class InvalidRating(ValueError):
    """What was sent is not a rating of a page of this site; the text is for the reader."""


def answers_for(stars: int) -> list[tuple[str, str]]:
    """The five answers that go with a number of stars: difficulties up to three, merits from four."""
    return [(value, label) for value, label in Rating.Answer.choices if (value in NEGATIVE) == (stars <= 3)]


def rate(
    tenant,
    page_id: int,
    stars: int,
    *,
    answer: str = "",
    comment: str = "",
    now: datetime,
    of_service: bool = False,
) -> Rating:
    """Store a rating of a live page of a body, and count it: of how clear it is, or of how easy its service was to use.

    Raises InvalidRating when the page is not of this site, the stars are not 1 to 5, or the answer is not among theirs.
    """
    page = BasePage.objects.of(tenant).live().select_related("locale").filter(pk=page_id).first()
    if page is None:
        raise InvalidRating(_("La pagina che vuoi valutare non c'è più."))
    if not 1 <= stars <= 5:
        raise InvalidRating(_("Scegli da una a cinque stelle."))
    _check_answer(answer, stars)
    with transaction.atomic():
        rating = Rating.objects.create(
            tenant=tenant,
            page_id=page.pk,
            revision_id=page.live_revision_id,
            language=page.locale.language_code,
            stars=stars,
            answer=answer,
            comment=comment.strip()[:200],
            created_at=now,
        )
        kind = "servizio-valutato" if of_service else "pagina-valutata"
        DomainEvent.objects.create(kind=kind, happened_at=now, tenant=tenant, channel="web")
    return rating


def token_of(rating: Rating) -> str:
    """A signed, short-lived ticket that lets the same visit complete its rating."""
    return signing.dumps(rating.pk, salt=SALT)


def complete(tenant, token: str, *, answer: str, comment: str) -> Rating:
    """Add the reason and the comment to a rating just given; a second time changes nothing."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature as error:
        raise InvalidRating(_("È passato troppo tempo: ricomincia dalle stelle.")) from error
    with transaction.atomic():
        rating = Rating.objects.select_for_update().filter(pk=pk, tenant=tenant).first()
        if rating is None:
            raise InvalidRating(_("Non troviamo la tua valutazione: ricomincia dalle stelle."))
        _check_answer(answer, rating.stars)
        if not rating.answer and not rating.comment:
            rating.answer, rating.comment = answer, comment.strip()[:200]
            rating.save(update_fields=["answer", "comment"])
    return rating


def _check_answer(answer: str, stars: int) -> None:
    if answer and answer not in dict(answers_for(stars)):
        raise InvalidRating(_("Scegli una delle risposte proposte."))
