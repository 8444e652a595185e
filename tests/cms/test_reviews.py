"""Pages to read again by a certain day: the list, and one reminder for each person and day."""

from datetime import date

import pytest
from django.core.management import call_command

from cms import reviews
from cms.models import BasePage, OutboxMessage, User
from tests.editing import PageEditor
from tests.factories import a_news_item, a_service

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def mailboxes(editor, publisher):
    for user in (editor, publisher):
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@comune.montiano.example")
        user.refresh_from_db()


def due(page, day: date = TODAY, **fields):
    BasePage.objects.filter(pk=page.pk).update(review_by=day, **fields)
    return page


def titles(tenant, today: date = TODAY) -> list[str]:
    return [page.title for page in reviews.due_for_review(tenant, today)]


def test_a_page_is_due_from_its_day_on(montiano):
    due(a_service(montiano, "Sale comunali"), date(2026, 11, 24))
    due(a_service(montiano, "Passo carrabile"), date(2026, 11, 25))
    assert titles(montiano) == ["Sale comunali"]
    assert titles(montiano, date(2026, 11, 25)) == ["Sale comunali", "Passo carrabile"]


def test_a_page_read_again_on_its_day_or_later_is_not_due(montiano):
    page = due(a_service(montiano), reviewed_on=date(2026, 11, 23))
    assert titles(montiano) == [page.title]
    due(page, reviewed_on=TODAY)
    assert titles(montiano) == []


def test_drafts_and_pages_of_others_are_not_in_the_list(montiano, cesena):
    page = due(a_service(montiano))
    due(a_service(cesena, "Un servizio di Cesena"))
    page.unpublish()
    assert titles(montiano) == []


def test_the_editor_writes_the_day_in_the_form(desk, publisher, montiano):
    page = a_news_item(montiano)
    desk.force_login(publisher)
    assert PageEditor.of(desk, page).write(review_by="2026-12-01").publish().accepted
    assert BasePage.objects.get(pk=page.pk).review_by == date(2026, 12, 1)


def test_the_owner_is_told_once_for_all_pages_of_a_day(mailboxes, montiano, editor):
    for title in ("Sale comunali", "Passo carrabile"):
        due(a_service(montiano, title), owner=editor)
    assert reviews.remind(TODAY) == 1
    assert reviews.remind(TODAY) == 0  # run twice, told once
    message = OutboxMessage.objects.get()
    assert message.recipient == editor.email
    assert message.subject == "Montiano: 2 pagine da rivedere"
    assert "- Passo carrabile" in message.body
    assert "entro il 24 novembre 2026" in message.body


def test_the_last_writer_is_told_when_the_owner_may_not_edit_any_more(mailboxes, montiano, editor, publisher, stranger):
    User.objects.filter(pk=stranger.pk).update(email="chi-era@example.org")
    page = due(a_service(montiano), owner=stranger)
    page.save_revision(user=editor)
    due(page)
    reviews.remind(TODAY)
    assert [m.recipient for m in OutboxMessage.objects.all()] == [editor.email]


def test_the_publishers_of_the_body_are_told_when_nobody_looks_after_a_page(mailboxes, montiano, publisher):
    due(a_service(montiano))
    reviews.remind(TODAY)
    assert [m.recipient for m in OutboxMessage.objects.all()] == [publisher.email]


def test_the_command_tells_how_many(mailboxes, montiano, clock, capsys):
    due(a_service(montiano))
    call_command("remind_reviews")
    assert "Promemoria nuovi: 1." in capsys.readouterr().out
