"""A prepared query finds what the ORM finds, with values of its own each time, in every thread."""

import threading
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.cards import COLUMNS
from cms.models import BasePage
from cms.prepared import prepared
from news.models import NewsPage
from tests.factories import a_news_item, a_place

pytestmark = pytest.mark.django_db


@prepared
def rows_of(*, keys, tenant, today):
    return BasePage.objects.filter(pk__in=keys, tenant=tenant).exclude(listing_date__gt=today).values_list(*COLUMNS)


@prepared
def by_translation_key(*, key):
    return Page.objects.filter(translation_key=key).values_list("pk", flat=True)


@prepared
def news_of(*, slug):
    return NewsPage.objects.filter(slug=slug).select_related("image", "locale")


@prepared
def beginning_with(*, text):
    return Page.objects.filter(title__startswith=text)


def test_it_finds_what_the_orm_finds_however_many_keys(montiano, cesena):
    items = [a_news_item(montiano, f"Notizia {n}") for n in range(5)]
    other = a_news_item(cesena, "Vicina")
    for many in range(1, 6):
        keys = [item.pk for item in items[:many]] + [other.pk]
        plain = BasePage.objects.filter(pk__in=keys, tenant=montiano).values_list(*COLUMNS)
        assert sorted(rows_of(keys=keys, tenant=montiano.pk, today=date(2026, 12, 1))) == sorted(plain)
    assert rows_of(keys=keys, tenant=montiano.pk, today=date(2026, 1, 1)) == []
    assert rows_of(keys=[], tenant=montiano.pk, today=date(2026, 12, 1)) == []


def test_whole_pages_come_with_their_relations_and_cost_one_question(montiano):
    item = a_news_item(montiano, "Notizia")
    with CaptureQueriesContext(connection) as asked:
        [found] = news_of(slug=item.slug)
        assert (found, found.title, found.locale.language_code, found.image) == (item, "Notizia", "it", None)
    assert len(asked) == 1


def test_keys_of_translations_are_found_and_a_strange_one_is_not(montiano):
    item = a_news_item(montiano)
    assert by_translation_key(key=item.translation_key) == [item.pk]
    assert by_translation_key(key=uuid4()) == []


def test_the_query_is_written_once_for_each_shape(montiano):
    written = []

    @prepared
    def counted(*, keys):
        written.append(keys)
        return Page.objects.filter(pk__in=keys).values_list("pk", flat=True)

    for keys in ([1], [2], [1, 2], [1, 2, 3], [4, 3, 2, 1]):
        assert sorted(counted(keys=keys)) == sorted(Page.objects.filter(pk__in=keys).values_list("pk", flat=True))
    assert [len(keys) for keys in written] == [1, 2, 4]


def test_what_it_cannot_keep_is_refused_when_it_is_written():
    with pytest.raises(LookupError):
        beginning_with(text="Notizia")
    with pytest.raises(TypeError):
        by_translation_key(key=1.5)


@pytest.mark.django_db(transaction=False)
def test_each_thread_asks_on_its_own_connection(montiano):
    place = a_place(montiano)
    used = []

    @prepared
    def kept(*, keys):
        return Page.objects.filter(pk__in=keys).values_list("pk", flat=True)

    def ask():
        from django.db import connections

        try:
            with connections["default"].execute_wrapper(
                lambda e, s, p, m, c: used.append(c["connection"]) or e(s, p, m, c)
            ):
                kept(keys=[place.pk])
        finally:
            connections["default"].close()

    assert kept(keys=[place.pk]) == [place.pk]
    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert used
    assert used[0] is not connection.connection
    assert used[0] is not connection
