"""Hai detto, abbiamo fatto: an editor links ratings to a change, and the page tells it without quoting anybody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from feedback import api
from feedback.models import Improvement, Rating
from staff.waiting import piles
from tests.editing import SNIPPET_FORM, PageEditor
from tests.factories import a_news_item, a_service
from tests.reading import read, words

pytestmark = pytest.mark.django_db
ADD = "/admin/snippets/feedback/improvement/add/"


@pytest.fixture
def sheet(montiano):
    return a_service(montiano)


def a_rating(page, comment="", stars=2, **fields):
    values = {"answer": "non-complete", "language": "it", "created_at": timezone.now(), **fields}
    return Rating.objects.create(tenant=page.tenant, page_id=page.pk, stars=stars, comment=comment, **values)


def a_change(page, *ratings, **fields):
    values = {"said": "Mancavano i documenti", "done": "L'elenco è in cima", "done_on": timezone.localdate(), **fields}
    change = Improvement.objects.create(tenant=page.tenant, page_id=page.pk, **values)
    api.link_ratings(change, ratings)
    return change


def told(client, page) -> str | None:
    section = read(client, page.path_url).find("section", attrs={"aria-labelledby": "hai-detto"})
    return words(section) if section else None


def form_for(desk, page) -> PageEditor:
    return PageEditor(desk, f"{ADD}?page={page.pk}", SNIPPET_FORM)


def send(form, **fields):
    return form.write(**fields).save()


def test_an_editor_tells_what_was_changed_and_the_page_says_so_without_quoting(desk, editor, citizen, sheet):
    ratings = [a_rating(sheet, "Quali documenti servono? Non lo trovo"), a_rating(sheet)]
    a_rating(a_news_item(sheet.tenant))
    assert told(citizen, sheet) is None
    desk.force_login(editor)
    form = form_for(desk, sheet)
    assert f'value="{ratings[0].pk}"' in desk.get(form.url).content.decode()
    fields = {"said": "Non si capiva che cosa portare", "done": "L'elenco dei documenti è in cima"}
    answer = send(form, **fields, answered=[rating.pk for rating in ratings])
    assert answer.accepted
    change = Improvement.objects.get()
    assert (change.tenant, change.page_id) == (sheet.tenant, sheet.pk)
    assert set(change.ratings.all()) == set(ratings)
    text = told(citizen, sheet)
    assert "Dicevate: Non si capiva che cosa portare (2 valutazioni)" in text
    assert "Abbiamo fatto: L'elenco dei documenti è in cima 24 novembre 2026" in text
    assert "Quali documenti servono" not in text


def test_a_page_tells_its_three_newest_changes_and_asks_no_question_when_nothing_has_changed(citizen, sheet):
    today = timezone.localdate()
    for number in range(5):
        a_change(sheet, done=f"Passo {number}", done_on=today - timedelta(days=number))
    text = told(citizen, sheet)
    assert [number for number in range(5) if f"Passo {number}" in text] == [0, 1, 2]
    assert "(0" not in text
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read(citizen, sheet.path_url)
    assert not [query for query in asked if "feedback_improvement" in query["sql"]]


def test_the_page_of_another_body_tells_nothing(neighbour, cesena, sheet):
    a_change(sheet)
    assert told(neighbour, a_service(cesena)) is None


@pytest.mark.parametrize("name", ["said", "done"])
@pytest.mark.parametrize("words", ["Quali documenti servono?", "scrivevano: non lo trovo da nessuna parte sul sito"])
def test_a_comment_is_never_published_word_for_word(desk, editor, sheet, name, words):
    ratings = [a_rating(sheet, "quali documenti servono"), a_rating(sheet, "Non lo trovo, da nessuna parte, sul sito!")]
    desk.force_login(editor)
    fields = {"said": "Prima", "done": "Dopo", "answered": [rating.pk for rating in ratings]}
    answer = send(form_for(desk, sheet), **{**fields, name: words})
    assert answer.beside(name) == "Qui c'è una frase di un cittadino: dilla con parole tue."
    assert answer.typed(name) == words
    assert not Improvement.objects.exists()


def test_single_words_of_a_comment_may_be_said(desk, editor, sheet):
    rating = a_rating(sheet, "Documenti?")
    desk.force_login(editor)
    assert send(form_for(desk, sheet), said="Documenti?", done="Fatto", answered=[rating.pk]).accepted


def test_ratings_that_are_of_another_page_answered_or_old_are_not_offered(desk, editor, cesena, sheet):
    other = a_rating(a_service(sheet.tenant, "Altra"), "Di un'altra pagina")
    answered = a_rating(sheet, "Già risposta")
    a_change(sheet, answered)
    old = a_rating(sheet, "Vecchia", created_at=timezone.now() - timedelta(days=366))
    theirs = a_rating(a_service(cesena), "Di un altro Comune")
    desk.force_login(editor)
    form = form_for(desk, sheet)
    html = desk.get(form.url).content.decode()
    for rating in (other, answered, old, theirs):
        assert rating.comment.replace("'", "&#x27;") not in html
        assert not send(form, said="Prima", done="Dopo", answered=[rating.pk]).accepted, rating
    assert Improvement.objects.count() == 1


def test_the_form_of_a_page_with_many_ratings_offers_the_newest_that_ask_for_something(desk, editor, sheet):
    now = timezone.now()
    for number in range(205):
        a_rating(sheet, f"Commento {number}.", created_at=now - timedelta(minutes=number))
    happy = a_rating(sheet, stars=5, answer="chiare")
    a_rating(sheet, "Grazie.", stars=5, answer="chiare")
    desk.force_login(editor)
    html = desk.get(form_for(desk, sheet).url).content.decode()
    assert html.count('name="answered"') == 200
    assert ("Commento 198." in html, "Commento 199." in html) == (True, False)
    assert (f'value="{happy.pk}"' in html, "Grazie." in html) == (False, True)


@pytest.mark.parametrize("page", ["", "0", "abc", "9" * 11, "9" * 60, "-1"])
def test_an_invented_page_in_the_address_is_no_page(desk, editor, sheet, page):
    desk.force_login(editor)
    assert desk.get(f"{ADD}?page={page}").status_code == 200
    assert desk.post(ADD, {"page": page, "said": "Prima", "done": "Dopo"}).status_code == 200
    assert not Improvement.objects.exists()


def test_an_editor_tells_nothing_on_the_pages_of_others(desk, editor, cesena, sheet):
    page = a_service(cesena, "Solo di Cesena")
    desk.force_login(editor)
    form = form_for(desk, page)
    assert form.data.get("page", "") == ""
    answer = send(form, page=page.pk, said="Prima", done="Dopo")
    assert not answer.accepted
    assert answer.beside("page")
    assert page.title not in answer.soup.get_text()
    assert not Improvement.objects.exists()


def test_a_change_cannot_be_of_a_day_to_come(desk, editor, sheet):
    desk.force_login(editor)
    answer = send(form_for(desk, sheet), said="Prima", done="Dopo", done_on="25/11/2026")
    assert answer.beside("done_on") == "Il giorno deve ancora venire: scrivi quello in cui la pagina è cambiata."
    assert not Improvement.objects.exists()


def test_a_change_taken_away_leaves_its_ratings(desk, publisher, citizen, sheet):
    rating = a_rating(sheet)
    change = a_change(sheet, rating)
    assert told(citizen, sheet)
    desk.force_login(publisher)
    assert desk.post(f"/admin/snippets/feedback/improvement/delete/{change.pk}/").status_code == 302
    rating.refresh_from_db()
    assert rating.improvement is None
    assert told(citizen, sheet) is None


def test_a_rating_is_taken_off_a_change(desk, editor, sheet):
    first, second = a_rating(sheet), a_rating(sheet)
    change = a_change(sheet, first, second)
    desk.force_login(editor)
    form = PageEditor.of_snippet(desk, change)
    assert send(form, answered=[second.pk]).accepted
    assert list(change.ratings.all()) == [second]


def test_the_list_of_ratings_leads_to_the_form_and_says_what_is_answered(desk, editor, sheet):
    a_rating(sheet, "Prima")
    a_change(sheet, a_rating(sheet, "Seconda"), done="Ora c'è un esempio")
    desk.force_login(editor)
    html = desk.get("/admin/snippets/feedback/rating/").content.decode()
    assert f'href="{ADD}?page={sheet.pk}"' in html
    assert "Ora c&#x27;è un esempio" in html
    only = desk.get("/admin/snippets/feedback/rating/?answered=no").content.decode()
    assert "Prima" in only
    assert "Seconda" not in only


def test_what_a_change_has_answered_waits_no_longer(desk, editor, sheet):
    rating = a_rating(sheet, "Non si capisce")
    assert "Pagine poco chiare, per i cittadini" in {pile.heading for pile in piles(editor)}
    a_change(sheet, rating)
    assert "Pagine poco chiare, per i cittadini" not in {pile.heading for pile in piles(editor)}
