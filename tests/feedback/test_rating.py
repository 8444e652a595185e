"""A citizen rates a page: with or without JavaScript, once, without leaving a trace of who they are."""

import pytest

from cms.models import DomainEvent
from feedback import api
from feedback.models import Rating
from tests.factories import a_service
from tests.reading import marked, read

pytestmark = pytest.mark.django_db
OWN = {"HTTP_SEC_FETCH_SITE": "same-origin"}
SCRIPT = {**OWN, "HTTP_ACCEPT": "application/json"}


@pytest.fixture
def sheet(montiano):
    return a_service(montiano)


def rate(client, page, headers=OWN, **fields):
    return client.post("/valutazione/", {"page": page.pk, **fields}, **headers)


def ticket_in(answer) -> str:
    return answer.content.decode().split('name="ticket" value="')[1].split('"')[0]


def test_the_form_on_the_page_is_the_one_that_the_view_reads(citizen, sheet):
    form = marked(read(citizen, sheet.path_url), "feedback")[0]
    assert (form["action"], form["method"]) == ("/valutazione/", "post")
    assert form.select_one("[name=page]")["value"] == str(sheet.pk)
    assert [star["value"] for star in form.select("[name=score]")] == ["1", "2", "3", "4", "5"]
    answers = {box["value"] for box in form.select("[name=answer]")}
    assert answers == set(Rating.Answer.values)
    assert form.select_one("[name=details]")["maxlength"] == "200"


def test_without_javascript_the_stars_are_stored_and_the_reason_is_asked(citizen, sheet, clock):
    answer = rate(citizen, sheet, score="2")
    html = answer.content.decode()
    rating = Rating.objects.get()
    assert answer.status_code == 200
    assert (rating.stars, rating.answer, rating.comment, rating.page_id) == (2, "", "", sheet.pk)
    assert (rating.tenant, rating.language) == (sheet.tenant, "it")
    assert rating.revision_id == sheet.live_revision_id
    assert "Dove hai incontrato le maggiori difficoltà?" in html
    assert 'action="/valutazione/"' in html
    assert "Le indicazioni erano chiare" not in html
    answer = rate(citizen, sheet, ticket=ticket_in(answer), answer="non-chiare", details=" Manca l'orario. ")
    rating.refresh_from_db()
    assert "Grazie" in answer.content.decode()
    assert (rating.answer, rating.comment) == ("non-chiare", "Manca l'orario.")
    assert Rating.objects.count() == 1


def test_many_stars_ask_what_was_good(citizen, sheet):
    html = rate(citizen, sheet, score="5").content.decode()
    assert "Quali sono stati gli aspetti che hai preferito?" in html
    assert "Le indicazioni erano chiare" in html
    assert "Ho avuto problemi tecnici" not in html


def test_with_javascript_one_request_stores_everything_and_answers_204(citizen, sheet):
    answer = rate(citizen, sheet, SCRIPT, score="4", answer="complete", details="Chiarissimo")
    rating = Rating.objects.get()
    assert (answer.status_code, answer.content) == (204, b"")
    assert (rating.stars, rating.answer, rating.comment) == (4, "complete", "Chiarissimo")


def test_the_event_is_counted_without_who(citizen, sheet, clock):
    moment = clock.set("2026-11-24 11:00")
    rate(citizen, sheet, SCRIPT, score="4")
    event = DomainEvent.objects.get()
    assert (event.kind, event.tenant, event.channel) == ("pagina-valutata", sheet.tenant, "web")
    assert event.happened_at == Rating.objects.get().created_at == moment


def test_nothing_kept_could_say_who_it_was(citizen, sheet):
    assert {field.name for field in Rating._meta.get_fields()} == {
        "id",
        "tenant",
        "page",
        "revision_id",
        "language",
        "stars",
        "answer",
        "comment",
        "created_at",
    }
    answer = rate(citizen, sheet, {**OWN, "REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": "Firefox"}, score="4")
    assert not answer.cookies
    assert "203.0.113.9" not in str(Rating.objects.values().get())
    assert answer["Cache-Control"] == "no-store"


def test_wrong_stars_are_refused_in_italian(citizen, sheet):
    for score in ("", "0", "6", "-1", "abc", "4.5", "²", "9" * 20, "\x00"):
        answer = rate(citizen, sheet, score=score)
        assert answer.status_code == 400, score
        assert "Scegli da una a cinque stelle." in answer.content.decode()
        assert f'href="{sheet.path_url}"' in answer.content.decode()
    assert not Rating.objects.exists()
    assert not DomainEvent.objects.exists()


def test_answers_that_do_not_go_with_the_stars_are_refused_in_italian(citizen, sheet):
    for score, reason in (("5", "non-chiare"), ("2", "chiare"), ("4", "boh"), ("4", "x" * 5000)):
        answer = rate(citizen, sheet, score=score, answer=reason)
        assert answer.status_code == 400, reason
        assert "Scegli una delle risposte proposte." in answer.content.decode()
    assert not Rating.objects.exists()


def test_a_page_that_is_not_there_cannot_be_rated(citizen):
    for number in ("", "0", "abc", "-5", "99999999999", "9" * 60, "\x00"):
        answer = citizen.post("/valutazione/", {"page": number, "score": "4"}, **OWN)
        assert answer.status_code == 400, number
        assert "La pagina che vuoi valutare non c&#x27;è più." in answer.content.decode()


def test_a_page_of_another_municipality_or_offline_cannot_be_rated(neighbour, citizen, sheet):
    assert rate(neighbour, sheet, score="4").status_code == 400
    sheet.unpublish()
    assert rate(citizen, sheet, score="4").status_code == 400
    assert not Rating.objects.exists()


FOREIGN = (
    {"HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_SEC_FETCH_SITE": "same-site"},
    {"HTTP_SEC_FETCH_SITE": "none"},
    {"HTTP_ORIGIN": "https://evil.example"},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_ORIGIN": "http://cesena.test"},
    {"HTTP_REFERER": "https://evil.example/montiano.test"},
    {},
)


def test_a_form_of_another_site_is_refused(citizen, sheet):
    for headers in FOREIGN:
        answer = rate(citizen, sheet, headers, score="5")
        assert answer.status_code == 403, headers
        assert answer.content.decode() == "La richiesta non viene da questo sito."
    assert not Rating.objects.exists()


def test_an_older_browser_that_tells_only_its_origin_is_heard(citizen, sheet):
    for name in ("HTTP_ORIGIN", "HTTP_REFERER"):
        assert rate(citizen, sheet, {name: "http://montiano.test"}, score="5").status_code == 200, name


def test_a_ticket_used_again_changes_nothing(citizen, sheet):
    ticket = ticket_in(rate(citizen, sheet, score="2"))
    rate(citizen, sheet, ticket=ticket, answer="non-chiare", details="La prima")
    answer = rate(citizen, sheet, ticket=ticket, answer="non-complete", details="La seconda")
    rating = Rating.objects.get()
    assert answer.status_code == 200
    assert (rating.answer, rating.comment) == ("non-chiare", "La prima")
    assert DomainEvent.objects.count() == 1


def test_a_ticket_lasts_an_hour(citizen, sheet, clock):
    ticket = ticket_in(rate(citizen, sheet, score="2"))
    clock.forward(seconds=api.TOKEN_SECONDS + 1)
    answer = rate(citizen, sheet, ticket=ticket, details="Tardi")
    assert answer.status_code == 400
    assert "È passato troppo tempo: ricomincia dalle stelle." in answer.content.decode()
    assert Rating.objects.get().comment == ""


def test_an_invented_ticket_is_refused(citizen, sheet):
    rate(citizen, sheet, score="2")
    for ticket in ("inventato", "1:1:1", "\x00", "x" * 5000):
        assert rate(citizen, sheet, ticket=ticket, details="Ciao").status_code == 400, ticket
    assert Rating.objects.get().comment == ""


def test_a_ticket_of_one_site_is_worth_nothing_on_another(citizen, neighbour, sheet):
    ticket = ticket_in(rate(citizen, sheet, score="2"))
    assert rate(neighbour, sheet, ticket=ticket, details="Ciao").status_code == 400
    assert Rating.objects.get().comment == ""


def test_a_ticket_does_not_accept_a_reason_that_does_not_go_with_its_stars(citizen, sheet):
    ticket = ticket_in(rate(citizen, sheet, score="2"))
    assert rate(citizen, sheet, ticket=ticket, answer="chiare").status_code == 400
    assert Rating.objects.get().answer == ""


def test_a_comment_is_cut_at_200_characters_on_both_ways(citizen, sheet):
    rate(citizen, sheet, SCRIPT, score="4", details="è" * 300)
    ticket = ticket_in(rate(citizen, sheet, score="2"))
    rate(citizen, sheet, ticket=ticket, details="à" * 300)
    assert sorted(rating.comment for rating in Rating.objects.all()) == ["à" * 200, "è" * 200]


def test_whoever_opens_the_address_is_led_home(citizen):
    answer = citizen.get("/valutazione/")
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_staff_read_the_answers_and_cannot_change_them(citizen, sheet, desk, informatica):
    rate(citizen, sheet, score="2", details="Non si capisce")
    desk.force_login(informatica)
    assert "Non si capisce" in desk.get("/admin/snippets/feedback/rating/").content.decode()
    pk = Rating.objects.get().pk
    for action in ("edit", "delete"):
        desk.post(f"/admin/snippets/feedback/rating/{action}/{pk}/", {"stars": 5, "comment": "Bellissimo"})
    assert (Rating.objects.get().stars, Rating.objects.get().comment) == (2, "Non si capisce")
