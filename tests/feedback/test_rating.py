"""A citizen rates a page: with or without JavaScript, once, without leaving a trace of who they are."""

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms import limits
from cms.models import DomainEvent
from feedback import api, upkeep, views
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


def ticket(client, page) -> str:
    """As the script of a page asks for it, when somebody touches the stars."""
    return client.get(f"/valutazione/biglietto/?page={page.pk}", **SCRIPT).json()["ticket"]


def rate_at_once(client, page, headers=SCRIPT, **fields):
    return rate(client, page, headers, ticket=ticket(client, page), **fields)


def test_the_form_on_the_page_is_the_one_that_the_view_reads(citizen, sheet):
    form = marked(read(citizen, sheet.path_url), "feedback")[0]
    assert (form["action"], form["method"]) == ("/valutazione/", "post")
    assert form.select_one("[name=page]")["value"] == str(sheet.pk)
    assert [star["value"] for star in form.select("[name=score]")] == ["1", "2", "3", "4", "5"]
    answers = {box["value"] for box in form.select("[name=answer]")}
    assert answers == set(Rating.Answer.values)
    assert form.select_one("[name=details]")["maxlength"] == "200"


def test_without_javascript_the_reason_is_asked_and_the_rating_counts_once(citizen, sheet, clock):
    answer = rate(citizen, sheet, score="2")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert not Rating.objects.exists(), "stars without a ticket could be sent again and again"
    assert "Dove hai incontrato le maggiori difficoltà?" in html
    assert 'action="/valutazione/"' in html
    assert "Le indicazioni erano chiare" not in html
    fields = {"score": "2", "ticket": ticket_in(answer), "answer": "non-chiare", "details": " Manca l'orario. "}
    answer = rate(citizen, sheet, **fields)
    rating = Rating.objects.get()
    assert "Grazie" in answer.content.decode()
    assert (rating.stars, rating.answer, rating.comment) == (2, "non-chiare", "Manca l'orario.")
    assert (rating.page_id, rating.tenant, rating.language) == (sheet.pk, sheet.tenant, "it")
    assert rating.revision_id == sheet.live_revision_id


def test_what_was_typed_before_there_was_a_ticket_is_kept_in_the_step(citizen, sheet):
    step = BeautifulSoup(
        rate(citizen, sheet, score="2", answer="non-chiare", details="L'orario").content, "html.parser"
    )
    assert [box["value"] for box in step.select("[name=answer][checked]")] == ["non-chiare"]
    assert step.select_one("[name=details]").text.strip() == "L'orario"


def test_many_stars_ask_what_was_good(citizen, sheet):
    html = rate(citizen, sheet, score="5").content.decode()
    assert "Quali sono stati gli aspetti che hai preferito?" in html
    assert "Le indicazioni erano chiare" in html
    assert "Ho avuto problemi tecnici" not in html


def test_with_javascript_one_request_stores_everything_and_answers_204(citizen, sheet):
    answer = rate_at_once(citizen, sheet, score="4", answer="complete", details="Chiarissimo")
    rating = Rating.objects.get()
    assert (answer.status_code, answer.content) == (204, b"")
    assert (rating.stars, rating.answer, rating.comment) == (4, "complete", "Chiarissimo")


def test_the_event_is_counted_without_who(citizen, sheet, clock):
    moment = clock.set("2026-11-24 11:00")
    rate_at_once(citizen, sheet, score="4")
    event = DomainEvent.objects.get()
    assert (event.kind, event.tenant, event.channel) == ("pagina-valutata", sheet.tenant, "web")
    assert event.service_id == sheet.pk
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
        "ticket",  # a number drawn for one visit
        "improvement",
        "seen_at",  # when somebody of the office read it, and who of them
        "seen_by",
    }
    answer = rate_at_once(
        citizen, sheet, {**OWN, "REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": "Firefox"}, score="4"
    )
    assert not answer.cookies
    assert "203.0.113.9" not in str(Rating.objects.values().get())
    assert answer["Cache-Control"] == "no-store"


def test_wrong_stars_are_refused_in_italian(citizen, sheet):
    for score in ("", "0", "6", "-1", "abc", "4.5", "²", "9" * 20, "\x00"):
        answer = rate_at_once(citizen, sheet, score=score)
        assert answer.status_code == 400, score
        assert "Scegli da una a cinque stelle." in answer.content.decode()
        assert f'href="{sheet.path_url}"' in answer.content.decode()
    assert not Rating.objects.exists()
    assert not DomainEvent.objects.exists()


def test_answers_that_do_not_go_with_the_stars_are_refused_in_italian(citizen, sheet):
    for score, reason in (("5", "non-chiare"), ("2", "chiare"), ("4", "boh"), ("4", "x" * 5000)):
        answer = rate_at_once(citizen, sheet, score=score, answer=reason)
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


def test_a_rating_sent_again_counts_once_and_says_so(citizen, sheet):
    fields = {"score": "2", "ticket": ticket(citizen, sheet), "answer": "non-chiare"}
    rate(citizen, sheet, **fields, details="La prima")
    answer = rate(citizen, sheet, **fields, details="La seconda")
    assert answer.status_code == 200
    assert "Hai già inviato questa valutazione: conta una volta sola." in answer.content.decode()
    assert Rating.objects.get().comment == "La prima"
    assert DomainEvent.objects.count() == 1


def test_the_database_itself_refuses_a_ticket_used_twice(citizen, sheet):
    rate_at_once(citizen, sheet, score="2")
    used = Rating.objects.get()
    used.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        used.save(force_insert=True)


def test_a_ticket_lasts_an_hour_and_what_was_typed_is_kept(citizen, sheet, clock):
    old = ticket(citizen, sheet)
    clock.forward(seconds=api.TICKET_SECONDS + 1)
    answer = rate(citizen, sheet, score="2", ticket=old, details="Tardi")
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "È passato troppo tempo da quando hai aperto la pagina: invia di nuovo." in html
    assert "Tardi</textarea>" in html
    assert not Rating.objects.exists()
    assert "Grazie" in rate(citizen, sheet, score="2", ticket=ticket_in(answer), details="Tardi").content.decode()
    assert Rating.objects.get().comment == "Tardi"


def test_an_invented_ticket_is_refused(citizen, sheet):
    for invented in ("inventato", "1:1:1", "\x00", "x" * 5000):
        assert rate(citizen, sheet, score="2", ticket=invented, details="Ciao").status_code == 400, invented
    assert not Rating.objects.exists()


def test_a_ticket_of_one_page_is_worth_nothing_on_another_nor_on_another_site(citizen, neighbour, cesena, sheet):
    mine = ticket(citizen, sheet)
    for client, page in ((citizen, a_service(sheet.tenant, "Carta")), (neighbour, a_service(cesena))):
        answer = rate(client, page, score="2", ticket=mine)
        assert answer.status_code == 400
        assert "Questa valutazione era di un&#x27;altra pagina: invia di nuovo." in answer.content.decode()
    assert not Rating.objects.exists()


def test_a_ticket_is_given_to_our_own_pages_alone_and_kept_by_nobody(citizen, sheet):
    assert citizen.get(f"/valutazione/biglietto/?page={sheet.pk}", **SCRIPT)["Cache-Control"] == "no-store"
    for headers in FOREIGN:
        assert citizen.get(f"/valutazione/biglietto/?page={sheet.pk}", **headers).status_code == 403, headers


def test_a_long_comment_is_refused_beside_its_field_and_kept(citizen, sheet):
    answer = rate_at_once(citizen, sheet, score="4", details="è" * 201)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert html.count("Hai scritto 201 caratteri: al massimo sono 200.") == 2
    assert "è" * 201 in html
    assert rate_at_once(citizen, sheet, score="4", details="x" * 1_000_000).status_code == 400
    assert not Rating.objects.exists()
    rate_at_once(citizen, sheet, score="4", details="riga\r\n" * 40)  # 200 for the browser, which counts five a line
    assert Rating.objects.get().comment == "riga\n" * 39 + "riga"


def test_personal_data_in_a_comment_are_covered_before_anybody_reads_it(citizen, sheet):
    rate_at_once(citizen, sheet, score="2", details="Chiamatemi al 333 1234567, mi chiamo Anna Bianchi")
    assert Rating.objects.get().comment == "Chiamatemi al [telefono], mi chiamo [nome]"


def test_beyond_sixty_an_hour_an_address_works_first_and_loses_nothing(citizen, sheet, monkeypatch):
    assert (views.BY_ADDRESS.most, views.BY_ADDRESS.seconds) == (60, 3600)
    monkeypatch.setattr(views, "BY_ADDRESS", limits.Limit("valutazioni", 2, 3600))
    assert [rate_at_once(citizen, sheet, score="4").status_code for _time in range(2)] == [204, 204]
    mine = {"score": "4", "ticket": ticket(citizen, sheet), "details": "La terza"}
    asked = rate(citizen, sheet, **mine)
    html = asked.content.decode()
    assert asked.status_code == 429
    assert "Ancora un momento" in html
    assert 'value="La terza"' in html
    assert Rating.objects.count() == 2
    another = {**OWN, "REMOTE_ADDR": "203.0.113.9"}
    assert "Grazie" in rate(citizen, sheet, another, score="4", ticket=ticket(citizen, sheet)).content.decode()
    monkeypatch.setattr(limits, "BITS", 4)
    question = html.split(f'name="{limits.QUESTION}" value="')[1].split('"')[0]
    solved = next(str(number) for number in range(10_000) if limits.fits(question, str(number)))
    proof = {limits.QUESTION: question, limits.ANSWER: solved}
    assert "Grazie" in rate(citizen, sheet, **mine, **proof).content.decode()
    assert rate(citizen, sheet, **mine, **proof).status_code == 429, "an answer serves once"
    assert Rating.objects.count() == 4


def test_whoever_opens_the_address_is_led_home(citizen):
    answer = citizen.get("/valutazione/")
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_staff_read_the_answers_and_cannot_change_them(citizen, sheet, desk, informatica):
    rate_at_once(citizen, sheet, score="2", details="Non si capisce")
    desk.force_login(informatica)
    assert "Non si capisce" in desk.get("/admin/snippets/feedback/rating/").content.decode()
    pk = Rating.objects.get().pk
    for action in ("edit", "delete"):
        desk.post(f"/admin/snippets/feedback/rating/{action}/{pk}/", {"stars": 5, "comment": "Bellissimo"})
    assert (Rating.objects.get().stars, Rating.objects.get().comment) == (2, "Non si capisce")


def test_a_comment_is_forgotten_after_two_years_and_its_stars_are_not(citizen, sheet, clock):
    rate_at_once(citizen, sheet, score="2", answer="non-chiare", details="Prima")
    clock.forward(days=100)
    rate_at_once(citizen, sheet, score="2", details="Dopo")
    clock.forward(days=629)
    assert upkeep.sweep(timezone.now()) == {"commenti dimenticati": 0}
    clock.forward(days=2)
    assert upkeep.sweep(timezone.now()) == {"commenti dimenticati": 1}
    first, second = Rating.objects.order_by("created_at")
    assert (first.stars, first.answer, first.comment, second.comment) == (2, "non-chiare", "", "Dopo")
