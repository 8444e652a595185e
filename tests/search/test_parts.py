"""A frequent question is found by itself: as a part of the page that shows it."""

import pytest
from django.utils import timezone

from cms.models import Term
from cms.words import stem
from search.finding import find
from search.models import ChosenPage, SearchDocument
from services.models import Question
from tests.factories import a_service, page_with, term
from tests.languages.english import open_english_site
from tests.reading import read, texts, words

pytestmark = pytest.mark.django_db
STILL = "Che cosa faccio di un alambicco?"


@pytest.fixture
def page(montiano):
    return page_with(montiano, "faq")


def ask(tenant, question: str = STILL, answer: str = "<p>Lo dichiari alla dogana.</p>", **fields) -> Question:
    made = Question(tenant=tenant, question=question, answer=answer, **fields)
    made.live = False
    made.save()
    made.save_revision().publish()
    return Question.objects.get(pk=made.pk)


def results(client, query: str, **parameters):
    more = "".join(f"&{name}={value}" for name, value in parameters.items())
    return read(client, f"/cerca/?q={query}{more}").select(".card-list li")


def titles(client, query: str, **parameters) -> list[str]:
    return [words(one.select_one(".it-card-title")) for one in results(client, query, **parameters)]


def test_a_question_is_a_result_with_its_own_words(citizen, montiano, page):
    question = ask(montiano)
    [one] = results(citizen, "alambicco")
    assert words(one.select_one(".it-card-title")) == question.question
    assert "Domande frequenti" in words(one)
    assert "Lo dichiari alla dogana" in words(one)
    assert one["data-page"] == str(page.pk)


@pytest.mark.parametrize("category", [None, "anagrafe-e-stato-civile"])
def test_its_link_opens_the_list_where_that_question_stands(citizen, montiano, page, category):
    question = ask(montiano, category=term("categorie_servizio", category) if category else None)
    address, anchor = results(citizen, "alambicco")[0].select_one("a")["href"].split("#")
    assert read(citizen, address).select_one(f"#{anchor}"), address
    assert anchor == f"domanda-{question.pk}"


def test_it_is_found_by_the_words_of_its_answer_too(citizen, montiano, page):
    ask(montiano, "E quello del nonno?", "<p>Anche l'alambicco antico si dichiara.</p>")
    assert titles(citizen, "alambicco") == ["E quello del nonno?"]


def test_of_several_questions_the_one_that_answers_best_is_shown(citizen, montiano, page):
    ask(montiano, "Dove lo porto?", "<p>L'alambicco va in dogana.</p>")
    ask(montiano)
    ask(montiano, "E quello del nonno?", "<p>Anche l'alambicco antico.</p>")
    assert titles(citizen, "alambicco") == [STILL]


def test_words_of_two_questions_do_not_add_up_to_one(citizen, montiano, page):
    """Whoever asks about both finds neither as if it spoke of both."""
    ask(montiano)
    ask(montiano, "E un grammofono?")
    found = find("alambicco grammofono", montiano, "it", timezone.localdate()).candidates
    assert [len({*one.said} & {stem("alambicco"), stem("grammofono")}) for one in found] == [1]


def test_one_that_changes_its_language_leaves_that_of_before(citizen, montiano, page):
    open_english_site(montiano, page)
    question = ask(montiano)
    question.language = "en"
    question.save_revision().publish()
    assert titles(citizen, "alambicco") == []


def test_it_is_found_among_what_has_its_topic(citizen, montiano, page):
    question, other = ask(montiano), term("argomenti", "acqua")
    question.topics = [other]
    question.save_revision().publish()
    assert titles(citizen, "alambicco", argomento=other.key) == [STILL]


def test_its_category_may_have_the_longest_key(citizen, montiano, page):
    longest = Term.objects.create(vocabulary="categorie_servizio", key="à" * 190, label="Lunga")
    ask(montiano, category=None)
    question = Question.objects.get(question=STILL)
    question.category = longest
    question.save_revision().publish()
    assert titles(citizen, "alambicco") == [STILL]


def test_what_is_changed_is_found_at_once_and_what_it_said_no_longer(citizen, montiano, page):
    question = ask(montiano)
    question.question = "Che cosa faccio di un grammofono?"
    question.save_revision()
    assert titles(citizen, "grammofono") == [], "a draft"
    question.get_latest_revision().publish()
    assert titles(citizen, "grammofono") == [question.question]
    assert titles(citizen, "alambicco") == []
    assert SearchDocument.objects.filter(page=page, part__endswith=f"domanda-{question.pk}").count() == 1


@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_what_is_hidden_or_thrown_away_is_found_no_longer(citizen, montiano, page, end):
    question = ask(montiano)
    assert titles(citizen, "alambicco") == [STILL]
    getattr(question, end)()
    assert titles(citizen, "alambicco") == []


def test_questions_of_a_page_that_is_hidden_are_not_found(citizen, montiano, page):
    ask(montiano)
    page.unpublish()
    assert titles(citizen, "alambicco") == []
    ask(montiano, "E un alambicco grande?")
    assert titles(citizen, "alambicco") == []


def test_those_of_others_are_not_found(citizen, montiano, cesena, page):
    ask(cesena)
    assert titles(citizen, "alambicco") == []


def test_english_questions_are_found_on_english_pages_and_there_alone(citizen, montiano, page):
    open_english_site(montiano, page)
    ask(montiano, "What about an alembic?", language="en")
    assert texts(read(citizen, "/en/cerca/?q=alembic"), ".it-card-title") == ["What about an alembic?"]
    assert titles(citizen, "alembic") == []


def test_the_filter_of_kinds_has_them(citizen, montiano, page):
    ask(montiano)
    a_service(montiano, "Alambicco")
    assert len(titles(citizen, "alambicco")) == 2
    assert titles(citizen, "alambicco", tipo="domanda") == [STILL]


def test_they_are_suggested_while_somebody_types(citizen, montiano, page):
    ask(montiano)
    [item] = citizen.get("/cerca/suggerimenti/?q=alambi").json()["items"]
    assert (item["title"], item["label"]) == (STILL, "Domande frequenti")
    assert "#domanda-" in item["url"]


def test_in_the_whole_union_they_stand_with_those_of_their_municipality(citizen, montiano, page):
    ask(montiano)
    found = read(citizen, "/cerca/?q=alambicco&dove=unione")
    assert texts(found, ".page-section .it-card-title") == [STILL]
    assert "montiano" in found.select_one(".page-section .it-card-title a")["href"]


def test_that_one_was_chosen_counts_for_its_page(citizen, montiano, page):
    ask(montiano)
    titles(citizen, "alambicco")
    citizen.post("/cerca/scelta/", {"q": "alambicco", "page": page.pk, "rank": 1}, HTTP_ORIGIN="http://montiano.test")
    assert ChosenPage.objects.get().page_id == page.pk
