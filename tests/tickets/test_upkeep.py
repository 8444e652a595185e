"""What time does: people are forgotten, files that nobody sent are thrown away, numbers and measures stay."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from cms.models import DomainEvent, OutboxMessage
from tests.tickets.office import a_pdf, a_photo, a_report, a_request, category, the_worker_passes
from tickets import api, files, upkeep
from tickets.models import Attachment, Draft, Follower, Ticket, TicketEvent, TicketMessage

pytestmark = pytest.mark.django_db
PERSONAL = ("Anna", "Bianchi", "anna@cittadini.test", "metro", "C'è ancora", "Signora", "scritto io")


@pytest.fixture
def draft(montiano, now):
    draft = Draft.objects.create(tenant=montiano, browser="b", used_at=now, given={"typed": {"name": "Anna"}})
    files.keep(draft, [("foto", a_photo()), ("documento", a_pdf())], now)
    the_worker_passes()
    return draft


@pytest.fixture
def closed(montiano, now, clerk, draft):
    report = a_report(montiano, now, draft=draft)
    api.reply(report, "L'ho scritto io.", now)
    report = api.approve(report, api.Showing("Una buca", "In centro.", True), now, user=clerk)
    report = api.answer(report, "Signora, fatto.", now, user=clerk, close_as="risolta")
    follower = api.follow(report, "vicina@cittadini.test", "it", now)
    api.confirm_following(follower, now)
    return api.ask_reopening(report, "C'è ancora.", now)


def everything_written() -> str:
    rows = [
        *Ticket.objects.values_list("name", "surname", "email", "phone", "details", "subject", "reopen_reason"),
        *TicketMessage.objects.values_list("text"),
        *TicketEvent.objects.values_list("text"),
        *OutboxMessage.objects.values_list("recipient", "body"),
        *Follower.objects.values_list("email"),
    ]
    return " ".join(str(part) for row in rows for part in row)


def test_after_the_term_of_its_category_nothing_personal_is_left(closed, now):
    paths = [Path(file.path) for row in Attachment.objects.all() for file in (row.file, row.small) if file]
    term = timedelta(days=closed.category.retention_days)
    upkeep.sweep(now + term)
    assert "Anna" in everything_written()
    upkeep.sweep(now + term + timedelta(minutes=1))
    left = everything_written()
    assert not [text for text in PERSONAL if text in left]
    assert not Attachment.objects.exists()
    assert paths
    assert not [path for path in paths if path.exists()]


def test_its_number_its_steps_and_what_was_approved_stay(closed, now):
    steps, measured = TicketEvent.objects.count(), DomainEvent.objects.count()
    upkeep.sweep(now + timedelta(days=400))
    row = Ticket.objects.get()
    assert (row.code, row.public_subject, row.subject) == ("S-2026-1", "Una buca", "Una buca")
    assert (TicketEvent.objects.count(), DomainEvent.objects.count()) == (steps, measured)


def test_where_the_place_was_not_shown_it_goes_too(montiano, now, clerk):
    report = api.answer(a_report(montiano, now), "Fatto.", now, user=clerk, close_as="risolta")
    upkeep.sweep(now + timedelta(days=400))
    report.refresh_from_db()
    assert (report.address, report.point) == ("", None)


def test_each_category_has_a_term_of_its_own(montiano, now, clerk):
    short, long = category("strade"), category("neve")
    short.retention_days = 30
    short.save()
    for key in ("strade", "neve"):
        api.answer(a_report(montiano, now, key=key), "Fatto.", now, user=clerk, close_as="risolta")
    upkeep.sweep(now + timedelta(days=31))
    assert Ticket.objects.get(category=short).forgotten_at
    assert not Ticket.objects.get(category=long).forgotten_at


def test_what_is_open_is_never_forgotten(montiano, now):
    a_request(montiano, now)
    upkeep.sweep(now + timedelta(days=4000))
    assert Ticket.objects.get().name == "Anna"


def test_what_was_never_sent_is_thrown_away_after_a_day(draft, now):
    paths = [Path(row.file.path) for row in Attachment.objects.all()]
    upkeep.sweep(now + timedelta(hours=23))
    assert Draft.objects.exists()
    upkeep.sweep(now + timedelta(hours=25))
    assert not Draft.objects.exists()
    assert not Attachment.objects.exists()
    assert not [path for path in paths if path.exists()]


def test_files_of_a_report_that_was_sent_stay_when_its_draft_goes(montiano, draft, now):
    a_report(montiano, now, draft=draft)
    upkeep.sweep(now + timedelta(hours=25))
    assert not Draft.objects.exists()
    assert Attachment.objects.count() == 2


def test_who_never_said_yes_to_following_is_forgotten_after_a_week(closed, now):
    api.follow(closed, "altra@cittadini.test", "it", now)
    upkeep.sweep(now + timedelta(days=8))
    assert list(Follower.objects.values_list("email", flat=True)) == ["vicina@cittadini.test"]


def test_a_photo_that_the_worker_lost_is_given_to_it_again(montiano, now):
    draft = Draft.objects.create(tenant=montiano, browser="b", used_at=now)
    files.keep(draft, [("foto", a_photo())], now)
    assert upkeep.sweep(now + timedelta(minutes=5))["foto riprese"] == 0
    assert upkeep.sweep(now + timedelta(minutes=11))["foto riprese"] == 1


def test_the_clock_does_it(closed, capsys):
    call_command("sweep_tickets")
    assert "dimenticate: 0" in capsys.readouterr().out


def test_what_was_answered_and_left_is_closed_after_thirty_days(montiano, now, clerk):
    silent = api.answer(a_request(montiano, now), "Al secondo piano.", now, user=clerk)
    spoken = api.answer(a_request(montiano, now), "Al primo piano.", now, user=clerk)
    api.answer(spoken, "Anzi, al terzo.", now + timedelta(days=20), user=clerk)
    assert upkeep.sweep(now + timedelta(days=29))["chiuse per silenzio"] == 0
    assert upkeep.sweep(now + timedelta(days=31))["chiuse per silenzio"] == 1
    silent.refresh_from_db()
    spoken.refresh_from_db()
    assert (silent.state, silent.outcome, spoken.state) == ("chiusa", "risposta", "risposta")
    assert OutboxMessage.objects.order_by("pk").last().subject == f"Chiusa: {silent.code}"


def test_who_writes_at_the_last_moment_is_not_closed_upon(montiano, now, clerk):
    request = api.answer(a_request(montiano, now), "Al secondo piano.", now, user=clerk)
    later = now + timedelta(days=31)
    api.reply(request, "E a che ora?", later)
    assert api.close_silent(request, later, upkeep.SILENCE) is False
    request.refresh_from_db()
    assert request.state != "chiusa"


def test_once_forgotten_nobody_asks_to_reopen_any_more(closed, now):
    upkeep.sweep(now + timedelta(days=400))
    closed.refresh_from_db()
    assert closed.reopen_asked_at is None


def test_taken_out_of_the_list_a_forgotten_report_has_no_word_left(closed, now, clerk):
    upkeep.sweep(now + timedelta(days=400))
    row = api.hide(closed, now, user=clerk)
    assert (row.subject, row.point) == (row.category.name, None)
