"""The page of one's own request: nobody else opens it, opening changes nothing, buttons do what they say."""

import pytest
from django.test import Client

from cms.models import OutboxMessage
from tests.reading import read, words
from tests.tickets.office import a_report, a_request
from tickets import api, links
from tickets.models import Ticket, TicketEvent, TicketMessage
from tickets.public import private

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(montiano, now):
    return a_request(montiano, now)


@pytest.fixture
def closed(montiano, now, clerk):
    report = a_report(montiano, now)
    return api.answer(report, "L'abbiamo chiusa con l'asfalto.", now, user=clerk, close_as="risolta")


def send(browser, ticket, **fields):
    return browser.post(links.private_path(ticket), fields)


def page_of(browser, ticket) -> str:
    return words(read(browser, links.private_path(ticket)).main)


def test_the_link_opens_it_and_a_forged_one_does_not(citizen, mine):
    path = links.private_path(mine)
    assert citizen.get(path).status_code == 200
    key = path.rstrip("/").rsplit("/", 1)[1]
    for forged in (
        path.replace(key, "0" * 40),
        path.replace(key, key[:-1]),
        path.replace(str(mine.public_id), key[:8]),
    ):
        assert citizen.get(forged).status_code == 404


def test_the_key_of_one_request_opens_no_other(citizen, montiano, now, mine):
    other = a_request(montiano, now)
    key = links.private_path(mine).rstrip("/").rsplit("/", 1)[1]
    assert citizen.get(f"/richieste/{other.public_id}/{key}/").status_code == 404


def test_it_opens_on_the_site_where_it_was_sent_and_on_no_other(neighbour, mine):
    assert neighbour.get(links.private_path(mine)).status_code == 404


def test_no_cache_keeps_it_and_no_search_engine_lists_it(citizen, mine):
    answer = citizen.get(links.private_path(mine))
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"


def test_opening_it_writes_nothing(citizen, mine):
    before = (TicketEvent.objects.count(), OutboxMessage.objects.count())
    citizen.get(links.private_path(mine))
    assert (TicketEvent.objects.count(), OutboxMessage.objects.count()) == before


def test_the_person_adds_something_and_the_office_has_it_to_do_again(citizen, mine, now, clerk):
    api.answer(mine, "Al secondo piano.", now, user=clerk)
    send(citizen, mine, azione="scrivi", text="A che ora?")
    mine.refresh_from_db()
    assert mine.state == "assegnata"
    page = page_of(citizen, mine)
    assert page.index("Al secondo piano.") < page.index("A che ora?")


def test_notes_of_the_office_and_how_it_was_routed_are_not_shown(citizen, mine, now, clerk):
    api.note(mine, "Mi sembra la stessa signora di ieri.", now, user=clerk)
    page = page_of(citizen, mine)
    assert "signora" not in page
    assert "Nessuna regola" not in page
    assert "Mandata all'ufficio" not in page


def test_an_empty_message_is_refused_beside_its_field(citizen, mine):
    answer = send(citizen, mine, azione="scrivi", text="  ")
    assert answer.status_code == 422
    assert "Manca: Il tuo messaggio." in answer.content.decode()


def test_a_message_too_long_is_refused_and_kept(citizen, mine):
    answer = send(citizen, mine, azione="scrivi", text="parola " * 200)
    assert answer.status_code == 422
    assert "al massimo sono 1000" in answer.content.decode()
    assert "parola parola" in answer.content.decode()
    assert not TicketMessage.objects.exists()


def test_a_button_that_does_not_exist_is_not_found(citizen, mine):
    assert send(citizen, mine, azione="cancella").status_code == 404


def test_a_form_without_its_token_is_refused(mine):
    strict = Client(HTTP_HOST="montiano.test", enforce_csrf_checks=True)
    assert send(strict, mine, azione="scrivi", text="Ciao").status_code == 403
    assert not TicketMessage.objects.exists()


def test_who_writes_too_often_works_first(citizen, mine):
    for _turn in range(private.BY_ADDRESS.most):
        assert send(citizen, mine, azione="scrivi", text="Ancora").status_code == 302
    assert send(citizen, mine, azione="scrivi", text="Ancora").status_code == 429


def test_asked_at_the_end_whether_it_is_solved_the_person_says_yes(citizen, closed):
    assert "È risolta davvero?" in page_of(citizen, closed)
    send(citizen, closed, azione="risolta")
    closed.refresh_from_db()
    assert closed.is_solved is True
    assert "grazie" in page_of(citizen, closed)


def test_not_solved_asks_to_reopen_and_reopens_nothing_by_itself(citizen, closed):
    send(citizen, closed, azione="riapri", reason="C'è ancora.")
    closed.refresh_from_db()
    assert (closed.state, closed.is_solved, closed.reopen_reason) == ("chiusa", False, "C'è ancora.")
    assert "una persona dell'ufficio decide" in page_of(citizen, closed)


def test_what_is_closed_takes_no_message_and_what_is_open_no_request_to_reopen(citizen, closed, mine):
    assert send(citizen, closed, azione="scrivi", text="Ehi").status_code == 409
    assert send(citizen, mine, azione="riapri", reason="Mah").status_code == 409
    assert send(citizen, mine, azione="risolta").status_code == 409


def test_once_forgotten_the_page_says_so(citizen, mine, now):
    Ticket.objects.filter(pk=mine.pk).update(forgotten_at=now)
    answer = citizen.get(links.private_path(mine))
    assert answer.status_code == 410
    assert "sono stati cancellati" in answer.content.decode()
