"""Many relations of a page in one query, and from memory where the page is not stored yet."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms import relations, versions
from news.models import NewsPage
from publications.models import DocumentPage
from services.models import ServicePage
from tests.factories import a_document_page, a_news_item, a_place, a_service, an_office, term

pytestmark = pytest.mark.django_db


def topics(*keys: str) -> list:
    return [term("argomenti", key) for key in keys]


def test_all_relations_come_in_one_query(montiano, django_assert_num_queries):
    first, second = an_office(montiano, "Primo"), an_office(montiano, "Secondo")
    chosen = topics("mercato", "acqua", "pesca")
    page = a_news_item(montiano, topics=chosen, managed_by=[second, first])
    stored = NewsPage.objects.get(pk=page.pk)
    with django_assert_num_queries(1):
        found = relations.keys_of(stored, "topics", "managed_by", "people", "places")
    assert set(found) == {"topics", "managed_by", "people", "places"}
    assert sorted(found["topics"]) == sorted(item.pk for item in chosen)
    assert sorted(found["managed_by"]) == sorted([second.pk, first.pk])
    assert found["people"] == found["places"] == []


def test_keys_of_one_page_are_not_those_of_another(montiano):
    one = a_news_item(montiano, topics=topics("acqua"))
    other = a_news_item(montiano, topics=topics("pesca"))
    assert relations.keys_of(NewsPage.objects.get(pk=one.pk), "topics")["topics"] == [topics("acqua")[0].pk]
    assert relations.keys_of(NewsPage.objects.get(pk=other.pk), "topics")["topics"] == [topics("pesca")[0].pk]


def test_a_draft_in_preview_answers_with_what_the_editor_has_chosen(montiano):
    page = a_news_item(montiano, topics=topics("acqua"))
    place = a_place(montiano)
    page.topics = topics("pesca", "mercato")
    page.places = [place]
    draft = page.save_revision().as_object()
    found = relations.keys_of(draft, "topics", "places")
    assert set(found["topics"]) == {item.pk for item in topics("pesca", "mercato")}
    assert found["places"] == [place.pk]
    assert relations.keys_of(NewsPage.objects.get(pk=page.pk), "topics")["topics"] == [topics("acqua")[0].pk]


def test_a_page_that_was_never_saved_answers_from_memory(django_assert_num_queries):
    page = NewsPage(title="Nuova", slug="nuova")
    chosen = topics("acqua")
    page.topics = chosen
    with django_assert_num_queries(0):
        assert relations.keys_of(page, "topics", "people") == {"topics": [chosen[0].pk], "people": []}


def test_part_in_memory_and_part_stored(montiano):
    office = an_office(montiano)
    page = a_news_item(montiano, topics=topics("acqua"), managed_by=[office])
    half = NewsPage.objects.get(pk=page.pk)
    half.topics = topics("pesca")
    found = relations.keys_of(half, "topics", "managed_by")
    assert found == {"topics": [topics("pesca")[0].pk], "managed_by": [office.pk]}


def test_terms_are_alphabetical_and_read_once(django_assert_num_queries):
    keys = [item.pk for item in topics("pesca", "acqua", "mercato")]
    labels = [item.label for item in relations.terms(keys)]
    assert labels == sorted(labels)
    assert len(labels) == 3
    with django_assert_num_queries(1):  # the numbers of publications alone
        relations.terms(keys)


def test_a_renamed_term_is_read_again():
    renamed = term("argomenti", "acqua")
    relations.terms([renamed.pk])
    renamed.label = "Zampilli"
    renamed.save()
    assert [item.label for item in relations.terms([renamed.pk])] == ["Zampilli"]


def test_a_key_of_no_term_is_left_out():
    assert relations.terms([0, topics("acqua")[0].pk]) == topics("acqua")


def test_relations_of_others_that_name_a_page_come_in_the_same_query(montiano):
    service, other = a_service(montiano), a_service(montiano)
    papers = [a_document_page(montiano, services=[service]) for _ in range(2)]
    a_document_page(montiano, services=[other])
    naming = (DocumentPage._meta.get_field("services"),)
    stored = ServicePage.objects.get(pk=service.pk)
    versions.original(stored)  # hosts and languages are read once
    with CaptureQueriesContext(connection) as asked:
        found = relations.keys_of(stored, "topics", backwards=naming)
    # Tests look at the generation at every use; the product once every few seconds.
    assert len([one for one in asked.captured_queries if "cms_generation" not in one["sql"]]) == 1
    assert found["services"] == [page.pk for page in papers]
    assert relations.keys_of(ServicePage(), "topics", backwards=naming)["services"] == []
