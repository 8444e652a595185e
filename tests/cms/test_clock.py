"""What the clock does: programmed pages go live and expire within the minute, one broken job stops no other."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from news.models import NewsPage
from tests.factories import a_news_item
from tools import clock as product_clock

pytestmark = pytest.mark.django_db
ALL = [
    "publish_scheduled",
    "open_register",
    "deliver_editions",
    "sweep_appointments",
    "deliver_outbox",
    "remind_reviews",
    "send_catalogue_digest",
]
ALL += ["count_words", "run_conformity", "sweep_feedback", "sweep_search", "sweep_tickets"]


@pytest.fixture(autouse=True)
def _keep_the_connection_of_the_test(monkeypatch):
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)


def test_a_programmed_page_goes_live_and_then_expires(clock, montiano, citizen):
    page = a_news_item(montiano)
    page.unpublish()
    page = NewsPage.objects.get(pk=page.pk)
    page.go_live_at, page.expire_at = timezone.now() + timedelta(hours=1), timezone.now() + timedelta(hours=2)
    page.save_revision().publish()
    answers = []
    for _step in range(3):
        product_clock.tick({}, 0.0)
        answers.append(citizen.get(page.path_url).status_code)
        clock.forward(minutes=61)
    assert answers == [404, 200, 404]


def test_every_job_is_a_command_and_runs(montiano):
    names = [name for name, _options, _every in product_clock.JOBS]
    assert names == ALL
    for name, options, _every in product_clock.JOBS:
        call_command(name, verbosity=0, **options)


def test_pages_are_looked_at_more_than_once_a_minute():
    slowest_mail = 10 + 15  # seconds of delivery, and one server that does not answer
    assert product_clock.EVERY + slowest_mail <= 60


def test_a_job_that_fails_does_not_stop_the_others(monkeypatch, caplog):
    done = []

    def call(name, **options):
        done.append(name)
        if name == "publish_scheduled":
            raise RuntimeError("il disco è pieno")

    monkeypatch.setattr("django.core.management.call_command", call)
    product_clock.tick({}, 0.0)
    assert done == ALL
    assert "publish_scheduled" in caplog.text


def test_reminders_are_not_written_at_every_tick(monkeypatch):
    done = []
    monkeypatch.setattr("django.core.management.call_command", lambda name, **options: done.append(name))
    last_runs: dict = {}
    for second in range(0, 120, product_clock.EVERY):
        product_clock.tick(last_runs, float(second))
    assert done.count("remind_reviews") == 1
    assert done.count("publish_scheduled") == 6
