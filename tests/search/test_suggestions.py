"""While a word is being typed, the pages that it may lead to."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.limits import Limit
from search import views
from search.models import PromotedResult, Synonym
from tests.factories import a_news_item, a_place, a_service, an_office

pytestmark = pytest.mark.django_db


def suggested(client, typed: str) -> list[dict]:
    answer = client.get("/cerca/suggerimenti/", {"q": typed})
    assert answer.status_code == 200
    return answer.json()["items"]


def titles(client, typed: str) -> list[str]:
    return [item["title"] for item in suggested(client, typed)]


@pytest.fixture
def office(montiano):
    return an_office(montiano)


def test_the_beginning_of_a_word_is_enough(citizen, montiano, office):
    a_service(montiano, "Passo carrabile", responsible_office=office)
    assert [typed for typed in ("pas", "CARR", "passo carr", "carrabile") if titles(citizen, typed) == []] == []
    assert titles(citizen, "rabile") == [], "the beginning, not the end"


def test_only_the_last_word_is_unfinished(citizen, montiano, office):
    a_service(montiano, "Certificato di residenza", responsible_office=office)
    a_service(montiano, "Certificato di nascita", responsible_office=office)
    assert titles(citizen, "certificato resid")[0] == "Certificato di residenza"


def test_services_come_first_with_their_category(citizen, montiano, office):
    news = a_news_item(montiano, "Trasloco", managed_by=[office])
    sheet = a_service(montiano, "Permesso per un trasloco", responsible_office=office)
    first, second = suggested(citizen, "tras")
    assert first == {"title": sheet.title, "url": sheet.path_url, "label": "Anagrafe e stato civile"}
    assert (second["title"], second["label"]) == (news.title, "Notizia")


def test_of_many_services_five_leave_room_for_the_rest(citizen, montiano, office):
    for number in range(6):
        a_service(montiano, f"Nido {number}", responsible_office=office)
    for number in range(2):
        a_news_item(montiano, f"Nido, notizia {number}", managed_by=[office])
    found = titles(citizen, "nid")
    assert len(found) == views.suggesting.MOST
    assert [title.startswith("Nido, notizia") for title in found] == [False] * 5 + [True] * 2


def test_a_word_that_people_use_is_understood_from_its_beginning(citizen, montiano, office):
    Synonym.objects.create(words="spazzatura, immondizia", means="rifiuti")
    a_service(montiano, "Raccolta dei rifiuti", responsible_office=office)
    assert titles(citizen, "spazz") == titles(citizen, "immondizia") == ["Raccolta dei rifiuti"]


def test_a_synonym_counts_from_the_next_key_on_until_it_is_taken_off(citizen, montiano, office):
    a_service(montiano, "Raccolta dei rifiuti", responsible_office=office)
    assert titles(citizen, "spazz") == []
    Synonym.objects.create(words="spazzatura", means="rifiuti")
    assert titles(citizen, "spazz") == ["Raccolta dei rifiuti"]
    Synonym.objects.all().delete()
    assert titles(citizen, "spazz") == []


def test_a_slip_of_the_fingers_is_understood(citizen, montiano, office):
    a_service(montiano, "Cambio di residenza", responsible_office=office)
    assert titles(citizen, "residenzza") == titles(citizen, "rseidenza") == ["Cambio di residenza"]


def test_what_the_municipality_puts_first_is_first_and_once(citizen, montiano, office):
    a_service(montiano, "Neve: chiedi il sale", responsible_office=office)
    plan = a_news_item(montiano, "Piano neve", managed_by=[office])
    assert titles(citizen, "nev") == ["Neve: chiedi il sale", "Piano neve"]
    PromotedResult.objects.create(tenant=montiano, page=plan, words="neve")
    assert titles(citizen, "nev") == ["Piano neve", "Neve: chiedi il sale"]


def test_a_draft_a_hidden_page_and_a_page_of_others_are_never_suggested(citizen, montiano, cesena, office):
    sheet = a_service(montiano, "Passo carrabile", responsible_office=office)
    sheet.title = "Passo segreto"
    sheet.save_revision()
    a_service(montiano, "Passo nascosto", responsible_office=office, is_hidden_from_lists=True)
    a_service(montiano, "Passo chiuso", responsible_office=office).unpublish()
    a_place(cesena, "Passo di Cesena")
    assert titles(citizen, "pass") == ["Passo carrabile"]


@pytest.mark.parametrize("typed", ["", "   ", "%", "«»", "\x00", "😀", "(((", "xyzzy"])
def test_a_beginning_without_meaning_suggests_nothing(citizen, montiano, office, typed):
    assert suggested(citizen, typed) == []


def test_whatever_is_typed_is_no_error(citizen, office):
    assert suggested(citizen, "a" * 5000) == []
    assert citizen.get("/cerca/suggerimenti/").json() == {"items": []}


def test_the_answer_is_json_the_same_for_everybody(citizen, montiano):
    answer = citizen.get("/cerca/suggerimenti/", {"q": "passo"})
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/json", "public, max-age=5")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_beyond_the_limit_one_address_waits_and_others_do_not(citizen, office, monkeypatch):
    monkeypatch.setattr(views, "SUGGESTIONS", Limit("suggerimenti", 2, 60))
    codes = [citizen.get("/cerca/suggerimenti/", {"q": "uff"}).status_code for _time in range(3)]
    assert codes == [200, 200, 429]
    refused = citizen.get("/cerca/suggerimenti/", {"q": "uff"})
    assert (refused.json(), refused["Retry-After"], refused["Cache-Control"]) == ({"items": []}, "60", "no-store")
    assert citizen.get("/cerca/suggerimenti/", {"q": "uff"}, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_suggestions_leave_no_trace_in_the_log(citizen, office):
    suggested(citizen, "uff")
    assert not views.log.SearchTally.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize("typed", ["co", "corso n", "corsso"])
def test_they_ask_the_database_the_same_however_many_pages_there_are(citizen, montiano, office, typed):
    def asked() -> int:
        suggested(citizen, typed)  # what a process reads once stays at hand
        with CaptureQueriesContext(connection) as queries:
            assert suggested(citizen, typed)
        return len(queries)

    a_service(montiano, "Corso 0", responsible_office=office)
    few = asked()
    for number in range(1, 8):
        a_service(montiano, f"Corso {number}", responsible_office=office)
    assert asked() == few
