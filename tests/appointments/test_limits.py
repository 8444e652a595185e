"""Many turns from one address: beyond the limit the browser works for each, and a village behind one address goes on."""

import re
from datetime import date

import pytest

from appointments.booking import asking, choosing, waiting
from appointments.models import Occupation, WaitlistEntry
from cms import limits
from tests.appointments.office import an_agenda, on
from tests.appointments.test_booking_pages import times

pytestmark = pytest.mark.django_db
NINE = on(date(2026, 12, 1), 9)


@pytest.fixture
def agenda(montiano):
    return an_agenda(montiano)


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Three turns instead of thirty: what is beyond is the same."""
    for module in (choosing, waiting):
        monkeypatch.setattr(module, "BY_ADDRESS", limits.Limit("prenotazione", 3, 3600))


def solved(page) -> dict:
    """The hidden fields of the page, with the sum done as its script does it."""
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))
    asked = fields[limits.QUESTION]
    answer = next(number for number in range(10**7) if limits.fits(asked, str(number)))
    return {**fields, limits.ANSWER: str(answer)}


def choose(browser, agenda, address="203.0.113.7", **typed):
    return browser.post(times(agenda), {"orario": "1", **typed}, REMOTE_ADDR=address)


@pytest.fixture
def beyond(citizen, agenda):
    """Somebody whose address has had its turns: the page that asks for the sum."""
    for _turn in range(3):
        choose(citizen, agenda)
    return choose(citizen, agenda, orario=str(NINE))


def test_the_limit_is_thirty_an_hour():
    assert (asking.BY_ADDRESS.most, asking.BY_ADDRESS.seconds) == (30, 3600)


def test_beyond_the_limit_nothing_is_kept_and_the_page_asks_for_a_sum(beyond):
    assert beyond.status_code == 429
    assert "Ancora un momento" in beyond.content.decode()
    assert not Occupation.objects.exists()


def test_who_has_done_the_sum_goes_on_with_the_hour_chosen(citizen, agenda, beyond):
    answer = citizen.post(times(agenda), solved(beyond), REMOTE_ADDR="203.0.113.7")
    assert answer.status_code == 302
    assert Occupation.objects.get().from_minute == NINE


def test_a_sum_is_good_once(citizen, agenda, beyond):
    fields = solved(beyond)
    citizen.post(times(agenda), fields, REMOTE_ADDR="203.0.113.7")
    assert citizen.post(times(agenda), fields, REMOTE_ADDR="203.0.113.7").status_code == 429


def test_a_sum_is_good_for_ten_minutes(citizen, agenda, beyond, clock):
    fields = solved(beyond)
    clock.set("2026-11-24 10:11")
    assert citizen.post(times(agenda), fields, REMOTE_ADDR="203.0.113.7").status_code == 429


@pytest.mark.parametrize(
    "wrong", [{limits.ANSWER: "1e"}, {limits.ANSWER: ""}, {limits.QUESTION: "inventata"}, {limits.QUESTION: ""}]
)
def test_a_wrong_answer_asks_again(citizen, agenda, beyond, wrong):
    answer = citizen.post(times(agenda), solved(beyond) | wrong, REMOTE_ADDR="203.0.113.7")
    assert answer.status_code == 429
    assert not Occupation.objects.exists()


def test_another_address_is_not_asked(citizen, agenda, beyond):
    assert choose(citizen, agenda, "198.51.100.4", orario=str(NINE)).status_code == 302


def test_after_the_hour_the_address_starts_again(citizen, agenda, beyond, clock):
    clock.set("2026-11-24 11:01")
    assert choose(citizen, agenda, orario=str(NINE)).status_code == 302


def test_who_joins_a_waiting_list_beyond_the_limit_loses_nothing_that_was_typed(citizen, agenda, beyond):
    agenda.types.update(has_waiting_list=True)
    agenda.hours.all().delete()
    typed = {"name": "Anna", "surname": "Bianchi", "email": "anna@cittadini.test", "phone": ""}
    typed |= {"first_on": "2026-11-25", "last_on": "2026-12-20", "terms": "on"}
    path = times(agenda).replace("/orari/", "/attesa/")
    page = citizen.post(path, typed, REMOTE_ADDR="203.0.113.7")
    assert page.status_code == 429
    assert citizen.post(path, solved(page), REMOTE_ADDR="203.0.113.7").status_code == 302
    assert WaitlistEntry.objects.get().surname == "Bianchi"
