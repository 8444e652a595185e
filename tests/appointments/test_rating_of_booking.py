"""Who has just booked says how easy it was; what is kept does not say who."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from appointments import messages
from appointments.models import BookingPage
from cms.models import DomainEvent
from feedback.models import Rating
from tests.appointments.office import an_agenda, anna, booked, on
from tests.languages.english import open_english_site
from tests.reading import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(montiano, clock):
    return booked(an_agenda(montiano), on(date(2026, 12, 1), 9), clock.set("2026-11-24 10:00"))


def test_who_has_just_booked_is_asked_how_easy_it_was_and_nobody_else(citizen, montiano, made):
    path = messages.private_path(made)
    page = read(citizen, f"{path}?esito=confermato")
    form = page.select_one('[data-element="feedback"]')
    title = form.select_one('[data-element="feedback-title"]')
    assert words(title) == "Quanto è stato facile usare questo servizio?"
    for name in ("rate-1", "rate-5", "rating-positive", "rating-negative", "rating-answer", "input-text"):
        assert form.select_one(f'[data-element="feedback-{name}"]')
    assert not read(citizen, path).select('[data-element="feedback"]')
    assert not read(citizen, messages.arrival_path(made)).select('[data-element="feedback"]')
    fields = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    step = citizen.post(form["action"], fields | {"score": "4"}, HTTP_SEC_FETCH_SITE="same-origin").content
    assert "Dai 4 su 5 a questo servizio." in step.decode()
    again = {box["name"]: box["value"] for box in BeautifulSoup(step, "html.parser").select("main input[type=hidden]")}
    assert "Grazie" in citizen.post(form["action"], again, HTTP_SEC_FETCH_SITE="same-origin").content.decode()
    rating = Rating.objects.get()
    assert rating.page_id == BookingPage.objects.of(montiano).get().pk
    assert DomainEvent.objects.filter(kind="servizio-valutato", tenant=montiano).count() == 1
    assert not DomainEvent.objects.filter(kind="pagina-valutata").exists()


def test_the_rating_says_nothing_of_who_booked(citizen, made):
    form = read(citizen, f"{messages.private_path(made)}?esito=confermato").select_one('[data-element="feedback"]')
    for word in (str(made.public_id), made.code, "Anna", "Bianchi", anna().email):
        assert word not in str(form)


def test_in_english_it_is_asked_in_english_and_sent_to_the_english_address(citizen, montiano, made):
    open_english_site(montiano)
    path = messages.private_path(made)
    form = read(citizen, f"/en{path}?esito=confermato").select_one('[data-element="feedback"]')
    assert words(form.select_one('[data-element="feedback-title"]')) == "How easy was it to use this service?"
    assert form["action"] == "/en/valutazione/"
