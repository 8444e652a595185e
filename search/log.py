"""What is looked for, counted without knowing by whom (docs/searching.md).

A search leaves a number per day: how often, from how many visits, with how many results, which was chosen. It is kept
under a keyed hash. Its text is kept only once it has come from five visits on three days: in a village a rare search
names a person. That a visit has been counted is known by another keyed hash, with the day in it, gone the next day.
"""

import logging
from datetime import date, datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import Count, F, Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cms.words import split
from feedback.masking import masked
from search.models import ChosenPage, SearchDocument, SearchTally, SearchText, SearchVisit

logger = logging.getLogger(__name__)
VISITS, DAYS = 5, 3  # from which on the text of a search is kept
WITHIN = timedelta(days=90)  # they must come
KEPT = timedelta(days=400)
LONGEST = 120


def normal(typed: str) -> str:
    """A search without what its writer alone gives it: accents, capitals, signs."""
    return " ".join(split(typed))[:LONGEST]


def key_of(text: str, language: str) -> str:
    """The keyed hash under which a search is counted, the same on every site."""
    return salted_hmac("search.log", f"{language}:{text}").hexdigest()[:32]


def note_search(typed: str, tenant, language: str, results: int, address: str, now: datetime) -> None:
    """Count a search. `address` (of one connection) is not kept. Never raises: a search is worth more than its count."""
    text = normal(typed)
    if not text:
        return
    key, day = key_of(text, language), timezone.localdate(now)
    try:
        with transaction.atomic():
            is_new = _is_new(f"{tenant.pk}:{key}", address, day)
            _count(day, tenant.pk, language, key, results, is_new)
            if is_new:
                _keep_text(key, text, typed, language, now)
    except DatabaseError:
        logger.warning("Una ricerca non è stata contata.", exc_info=True)


def note_choice(typed: str, tenant, language: str, page: int, rank: int, address: str, now: datetime) -> None:
    """Count that a result was chosen, at its place from 1 on: once a day for each visit. Never raises."""
    day = timezone.localdate(now)
    key = key_of(normal(typed), language)
    try:
        shown = SearchDocument.objects.filter(page=page)  # on the site of the union, those of all
        if not (shown if tenant.is_union else shown.filter(tenant=tenant)).exists():
            return
        with transaction.atomic():
            searched = SearchTally.objects.filter(day=day, tenant=tenant, language=language, key=key)
            if not searched.exists() or not _is_new(f"{tenant.pk}:{key}:{page}", address, day):
                return
            _add(SearchTally, {"pk": searched.get().pk}, chosen=1, ranks=rank)
            row, _made = ChosenPage.objects.get_or_create(day=day, page_id=page)
            _add(ChosenPage, {"pk": row.pk}, times=1)
    except DatabaseError:
        logger.warning("Un risultato scelto non è stato contato.", exc_info=True)


def forget(now: datetime) -> None:
    """Visits of other days at once, numbers after `KEPT`, texts that nobody searched for as long."""
    today = timezone.localdate(now)
    SearchVisit.objects.exclude(day=today).delete()
    for model in (SearchTally, ChosenPage):
        model.objects.filter(day__lt=today - KEPT).delete()
    SearchText.objects.exclude(key__in=SearchTally.objects.values("key")).delete()


def _is_new(what: str, address: str, day: date) -> bool:
    """Whether this comes from a visit that was not seen today."""
    number = salted_hmac("search.visit", f"{day}:{what}:{address}").hexdigest()[:32]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_searchvisit (day, number) VALUES (%s, %s) ON CONFLICT (number) DO NOTHING",
            [day, number],
        )
        return cursor.rowcount == 1


def _count(day: date, tenant: int, language: str, key: str, results: int, is_new: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_searchtally (day, tenant_id, language, key, searches, visits, results, chosen, ranks)"
            " VALUES (%s, %s, %s, %s, 1, %s, %s, 0, 0) ON CONFLICT (day, tenant_id, language, key) DO UPDATE SET"
            " searches = search_searchtally.searches + 1, visits = search_searchtally.visits + EXCLUDED.visits,"
            " results = EXCLUDED.results",
            [day, tenant, language, key, int(is_new), results],
        )


def _keep_text(key: str, text: str, typed: str, language: str, now: datetime) -> None:
    if masked(typed) != typed:  # a telephone, a tax code: however often it comes
        return
    since = timezone.localdate(now - WITHIN)
    seen = SearchTally.objects.filter(key=key, day__gte=since).aggregate(
        visits=Sum("visits"), days=Count("day", distinct=True)
    )
    if seen["visits"] < VISITS or seen["days"] < DAYS:
        return
    SearchText.objects.get_or_create(key=key, defaults={"text": text, "language": language})


def _add(model, where: dict, **numbers: int) -> None:
    model.objects.filter(**where).update(**{name: F(name) + number for name, number in numbers.items()})
