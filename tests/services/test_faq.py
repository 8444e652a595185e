"""Frequent questions: to search, by category, on the sheet that they concern."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import InfoPage
from home.municipalities import Order, create
from services import faq
from services.admin.waiting import questions_to_publish
from services.faq import Entry, Group
from services.models import FaqPage, Question
from tests.editing import PageEditor
from tests.factories import a_service, page_with, term
from tests.reading import read, texts, words

pytestmark = pytest.mark.django_db
NO_TOPICS = frozenset()
NO_WORDS = (frozenset(),) * 3  # its words, their stems, those of the question


@pytest.fixture
def only(montiano):
    """Montiano without the questions that every site begins with."""
    Question.objects.filter(tenant=montiano).delete()
    return montiano


def ask(tenant, question: str, answer: str = "<p>Sì.</p>", **fields) -> Question:
    category = fields.pop("category", None)
    return Question.objects.create(
        tenant=tenant,
        question=question,
        answer=answer,
        category=term("categorie_servizio", category) if category else None,
        **fields,
    )


def questions_of(client, path: str = "/domande-frequenti/") -> list[str]:
    return texts(read(client, path).main, "details summary")


def test_a_new_site_begins_with_its_questions_by_category(citizen, montiano):
    page = read(citizen, "/domande-frequenti/")
    assert isinstance(page_with(montiano, "faq"), FaqPage)
    assert words(page.h1) == "Domande frequenti"
    headings = texts(page.main, "h2")
    assert headings[0] == "Domande generali"
    assert headings[1:] == sorted(headings[1:])
    for question in page.main.select("details"):
        assert len(words(question.select_one(".accordion-body"))) > 40


def test_the_rest_of_the_questions_is_one_link_away_without_javascript(citizen, montiano):
    page = read(citizen, "/domande-frequenti/")
    first = texts(page.main, "details summary")
    more = page.main.select_one("[data-load-more]")
    assert words(more) == "Carica altre domande"
    rest = questions_of(citizen, f"/domande-frequenti/{more['href']}")
    assert rest
    assert not set(first) & set(rest)
    assert len(first) + len(rest) == Question.objects.filter(tenant=montiano).count()


@pytest.mark.parametrize("query", ["multa", "MULTE", "multà", "ho preso le multe"])
def test_a_search_finds_questions_by_the_beginning_of_their_words(citizen, only, query):
    ask(only, "Ho preso una multa: quanto tempo ho?")
    ask(only, "Come iscrivo mio figlio alla mensa?")
    assert questions_of(citizen, f"/domande-frequenti/?q={query}") == ["Ho preso una multa: quanto tempo ho?"]


def test_a_search_also_reads_the_answers_but_the_questions_come_first(citizen, only):
    ask(only, "Dove la porto?", "<p>Al centro di <b>raccolta</b>.</p>", sort_order=1)
    ask(only, "Quando apre la raccolta?", sort_order=2)
    assert questions_of(citizen, "/domande-frequenti/?q=raccolta") == ["Quando apre la raccolta?", "Dove la porto?"]


@pytest.mark.parametrize("query", ["zzzz", "%00", "'; drop table", "a" * 5000, "<script>", "di"])
def test_a_search_that_finds_nothing_says_so_and_offers_the_whole_site(citizen, only, query):
    ask(only, "Quando scade la carta?")
    page = read(citizen, f"/domande-frequenti/?q={query}")
    assert "Nessuna domanda con queste parole" in words(page.main) or query == "%00"
    assert "<script>" not in str(page.main)


def test_a_category_has_an_address_of_its_own(citizen, only):
    ask(only, "Quando pago la TARI?", category="tributi-finanze-e-contravvenzioni")
    ask(only, "Quando passa il camion?", category="ambiente")
    assert questions_of(citizen, "/domande-frequenti/?categoria=ambiente") == ["Quando passa il camion?"]
    assert len(questions_of(citizen, "/domande-frequenti/?categoria=inventata")) == 2


def test_hidden_questions_and_those_of_others_or_in_another_language_are_not_shown(citizen, only, cesena):
    ask(only, "Si vede?")
    ask(only, "Nascosta?", live=False)
    ask(only, "In English?", language="en")
    ask(cesena, "Di Cesena?")
    assert questions_of(citizen) == ["Si vede?"]


def test_a_changed_question_is_read_at_once(citizen, only):
    question = ask(only, "Quando apre il nido?")
    assert questions_of(citizen) == ["Quando apre il nido?"]
    question.question = "Quando chiude il nido?"
    question.save()
    assert questions_of(citizen) == ["Quando chiude il nido?"]


def test_a_site_without_questions_says_whom_to_ask(citizen, only):
    assert "Nessuna domanda, per ora" in words(read(citizen, "/domande-frequenti/").main)


def test_the_page_does_not_link_to_itself_among_the_contacts(citizen, montiano):
    page = read(citizen, "/domande-frequenti/")
    assert not page.select(".contacts-band a[href='/domande-frequenti/']")


def test_a_question_about_a_service_is_read_on_its_sheet_and_leads_to_it(citizen, only):
    sheet = a_service(only, "Carta di identità")
    other = a_service(only, "Cambio di residenza")
    ask(only, "Quando scade la carta?", "<p>Dopo dieci anni.</p>", service=sheet)
    page = read(citizen, sheet.path_url)
    assert texts(page.main, "[aria-labelledby=domande-frequenti] summary") == ["Quando scade la carta?"]
    assert "Domande frequenti" in texts(page, "[data-element=page-index] a")
    assert not read(citizen, other.path_url).select("#domande-frequenti")
    answer = read(citizen, "/domande-frequenti/").main.select_one("details")
    assert answer.select_one(f"a[href='{sheet.path_url}']").get_text() == "Carta di identità"


@pytest.mark.once
def test_links_of_many_answers_cost_no_more_than_those_of_one(montiano):
    sheet = a_service(montiano)

    def cost(number: int) -> int:
        link = f'<p><a linktype="page" id="{sheet.pk}">scheda</a></p>'
        with CaptureQueriesContext(connection) as asked:
            rows = faq.rows([Entry(n, "?", link, None, sheet.pk, NO_TOPICS, *NO_WORDS) for n in range(number)])
            assert all("href=" in row["answer"].__html__() for row in rows)
        # Inside a transaction, as tests are, the numbers of the generations are read each time.
        return len([query for query in asked if "cms_generation" not in query["sql"]])

    cost(1)
    assert cost(50) == cost(1)


def test_a_category_is_never_cut_between_two_pages_of_the_list():
    entries = tuple(Entry(n, "?", "", None, None, NO_TOPICS, *NO_WORDS) for n in range(5))
    groups = [Group(str(n), str(n), entries) for n in range(6)]
    pages = faq.in_pages(groups, at_least=12)
    assert [len(page) for page in pages] == [3, 3]
    assert [group.key for page in pages for group in page] == ["0", "1", "2", "3", "4", "5"]
    assert faq.in_pages([]) == []


def test_machines_read_the_questions_shown_but_not_those_of_a_search(montiano, rf):
    page = page_with(montiano, "faq")
    entries = [
        Entry(1, "Quando?", "<p>Il <b>lunedì</b>.</p><p>Anche il martedì.</p>", None, None, NO_TOPICS, *NO_WORDS)
    ]
    data = page.structured_data({"shown_entries": entries, "query": ""})
    assert data["@type"] == "FAQPage"
    assert data["mainEntity"][0]["name"] == "Quando?"
    assert data["mainEntity"][0]["acceptedAnswer"]["text"] == "Il lunedì . Anche il martedì."
    assert page.structured_data({"shown_entries": entries, "query": "carta"}) is None
    assert page.structured_data({}) is None


ADMIN = "/admin/snippets/services/question/"


def form_of(question: str, text: str = "Sì.", **more) -> dict:
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    answer = json.dumps({"blocks": [block], "entityMap": {}})
    empty = {"category": "", "service": "", "language": "it", "sort_order": "5"}
    return {"question": question, "answer": answer, **empty, **more}


def opened(desk, key: int) -> dict:
    """What the form of a question sends beside its fields: which version was opened."""
    page = BeautifulSoup(desk.get(f"{ADMIN}edit/{key}/").content, "html.parser")
    return {field["name"]: field.get("value", "") for field in page.select("#w-editor-form input[type=hidden][name]")}


def test_what_an_editor_writes_is_read_only_when_a_publisher_publishes_it(desk, citizen, editor, publisher, only):
    desk.force_login(editor)
    forced = form_of("Si può?") | {"action-publish": "1"}
    assert desk.post(f"{ADMIN}add/", forced).status_code in (302, 403)
    if not Question.objects.filter(question="Si può?").exists():
        assert desk.post(f"{ADMIN}add/", form_of("Si può?")).status_code == 302
    made = Question.objects.get(question="Si può?")
    assert not made.live
    assert questions_of(citizen) == []
    desk.force_login(publisher)
    assert "Domande frequenti da pubblicare" in words(BeautifulSoup(desk.get("/admin/").content, "html.parser"))
    form = opened(desk, made.pk) | form_of("Si può?") | {"action-publish": "1"}
    assert desk.post(f"{ADMIN}edit/{made.pk}/", form).status_code == 302
    assert questions_of(citizen) == ["Si può?"]


def test_a_change_of_an_editor_leaves_the_old_words_on_the_site_until_it_is_published(
    desk, citizen, editor, publisher, only
):
    question = ask(only, "Quando apre?", "<p>Alle 9.</p>")
    desk.force_login(editor)
    form = opened(desk, question.pk) | form_of("Quando apre?", "Alle 8.")
    assert desk.post(f"{ADMIN}edit/{question.pk}/", form).status_code == 302
    assert "Alle 9." in words(read(citizen, "/domande-frequenti/").main)
    question.refresh_from_db()
    assert question.has_unpublished_changes
    assert "Sul sito, con modifiche da pubblicare" in desk.get(ADMIN).content.decode()
    pile = questions_to_publish(publisher, timezone.now())
    assert [item.title for item in pile.items] == ["Quando apre?"]
    assert questions_to_publish(editor, timezone.now()) is None
    desk.force_login(publisher)
    form = opened(desk, question.pk) | form_of("Quando apre?", "Alle 8.") | {"action-publish": "1"}
    assert desk.post(f"{ADMIN}edit/{question.pk}/", form).status_code == 302
    assert "Alle 8." in words(read(citizen, "/domande-frequenti/").main)
    assert questions_to_publish(publisher, timezone.now()).total == 0


def test_only_who_publishes_takes_a_question_off_the_site_and_none_of_another_body(
    desk, citizen, editor, publisher, only, cesena
):
    question, theirs = ask(only, "Quando apre?"), ask(cesena, "Di Cesena?")
    desk.force_login(editor)
    desk.post(f"{ADMIN}unpublish/{question.pk}/")
    assert questions_of(citizen) == ["Quando apre?"]
    desk.force_login(publisher)
    assert desk.post(f"{ADMIN}unpublish/{question.pk}/").status_code == 302
    assert questions_of(citizen) == []
    desk.post(f"{ADMIN}unpublish/{theirs.pk}/")
    assert Question.objects.get(pk=theirs.pk).live


def test_an_editor_writes_a_question_and_only_a_publisher_deletes_it(desk, editor, publisher, montiano, cesena):
    desk.force_login(editor)
    answer = desk.post(f"{ADMIN}add/", form_of("Si può?", tenant=cesena.pk))
    assert answer.status_code == 302, answer.content.decode()[:500]
    made = Question.objects.get(question="Si può?")
    assert made.tenant == montiano
    address = f"/admin/snippets/services/question/delete/{made.pk}/"
    assert desk.post(address).status_code in (302, 403, 404)
    assert Question.objects.filter(pk=made.pk).exists()
    desk.force_login(publisher)
    assert desk.post(address).status_code == 302
    assert not Question.objects.filter(pk=made.pk).exists()


def test_a_page_without_description_is_not_published(desk, informatica, montiano):
    desk.force_login(informatica)
    answer = PageEditor.of(desk, page_with(montiano, "faq")).write(summary="").publish()
    assert not answer.accepted


def test_questions_of_the_old_plain_page_become_rows_as_editors_left_them(montiano):
    Question.objects.filter(tenant=montiano).delete()
    page_with(montiano, "faq").delete()
    value = {"question": "Che cosa faccio se perdo la carta di identità?", "answer": "<p>Parole nostre.</p>"}
    old = InfoPage(title="Domande", slug="domande-frequenti", site_key="faq", tenant=montiano)
    old.body = [{"type": "question", "value": value, "id": "a"}, {"type": "text", "value": "<p>Altro</p>", "id": "b"}]
    home = page_with(montiano, "home")
    old.locale = home.locale
    home.add_child(instance=old)
    order = Order("montiano", "Comune di Montiano", "Montiano", "montiano.test")
    create(order)
    made = Question.objects.get(tenant=montiano)
    assert (made.answer, made.category.key) == ("<p>Parole nostre.</p>", "anagrafe-e-stato-civile")
    create(order)
    assert Question.objects.filter(tenant=montiano).count() == 1
