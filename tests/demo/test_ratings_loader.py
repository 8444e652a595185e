"""Ratings of the demonstration: three months of them, as citizens may really send them, and changes that answer some."""

from datetime import date
from types import SimpleNamespace

import pytest

from cms.models import DomainEvent
from demo import ratings_loader, source
from feedback import api
from feedback.forms import MOST_LETTERS, repeats
from feedback.masking import masked
from feedback.models import Improvement, Rating
from tests.factories import a_service

TODAY = date(2026, 11, 24)


@pytest.fixture
def loader(montiano):
    sheets = {slug: a_service(montiano, slug.capitalize()) for slug in ("tari", "imu", "patrocinio")}
    return SimpleNamespace(tenant=montiano, today=TODAY, services=SimpleNamespace(sheets=sheets))


@pytest.mark.django_db
def test_a_body_has_three_months_of_ratings_each_counted_and_changes_that_answer_some(loader, montiano):
    ratings_loader.load(loader)
    ratings = Rating.objects.filter(tenant=montiano)
    assert 60 <= ratings.count() <= 90
    assert DomainEvent.objects.filter(kind="pagina-valutata", tenant=montiano).count() == ratings.count()
    days = [rating.created_at.date() for rating in ratings]
    assert min(days) < date(2026, 9, 10)
    assert max(days) < TODAY
    for rating in ratings.exclude(answer=""):
        assert rating.answer in dict(api.answers_for(rating.stars))
    [change] = Improvement.objects.all()
    assert change.page_id == loader.services.sheets["tari"].pk
    assert change.ratings.exists()
    assert all(rating.created_at.date() <= change.done_on for rating in change.ratings.all())


@pytest.mark.django_db
def test_a_second_load_changes_nothing_and_the_same_day_gives_the_same_ratings(loader):
    ratings_loader.load(loader)
    first = list(Rating.objects.order_by("pk").values_list("page", "stars", "answer", "comment", "created_at"))
    ratings_loader.load(loader)
    assert Rating.objects.count() == len(first)
    Improvement.objects.all().delete()
    Rating.objects.all().delete()
    ratings_loader.load(loader)
    assert list(Rating.objects.order_by("pk").values_list("page", "stars", "answer", "comment", "created_at")) == first


def test_what_citizens_say_is_what_the_product_would_have_stored():
    for row in source.ratings()["comment"]:
        assert row["answer"] in dict(api.answers_for(row["stars"])), row
        assert masked(row["text"]) == row["text"]
        assert len(row["text"]) <= MOST_LETTERS
        assert row.get("service", "tari") in source.catalogue()


def test_no_change_quotes_a_comment():
    texts = source.ratings()
    for change in texts["improvement"]:
        said = f"{change['said']} {change['done']}"
        assert not [row for row in texts["comment"] if repeats(said, row["text"])]
