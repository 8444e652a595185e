"""Union IT says what people call things: the next search on any site knows it."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from search.models import Synonym, phrases
from tests.factories import a_service
from tests.reading import texts, words

LIST = "wagtailsnippets_search_synonym"


def wrong(said: str, means: str = "rifiuti", language: str = "it") -> dict[str, list[str]]:
    try:
        Synonym(words=said, means=means, language=language).clean()
    except ValidationError as problem:
        return problem.message_dict
    return {}


def test_phrases_are_divided_by_commas_and_by_lines():
    assert phrases("spazzatura, la monnezza\r\ncassonetto,,\n ") == ["spazzatura", "la monnezza", "cassonetto"]
    assert phrases(" , \n") == []


@pytest.mark.parametrize("said", ["spazzatura", "spazzatura, la monnezza", "chi siamo", "bebè\nneonato", "2026"])
def test_words_and_phrases_are_accepted(said):
    assert wrong(said) == {}


@pytest.mark.parametrize("said", [",", "\n", "?!", "spazzatura, %", "«», monnezza"])
def test_what_holds_no_word_is_refused_beside_its_field(said):
    assert wrong(said) == {"words": ["Scrivi una o più parole, separate da virgole."]}
    assert wrong("spazzatura", said) == {"means": ["Scrivi una o più parole, separate da virgole."]}


@pytest.mark.django_db
def test_a_synonym_without_a_word_harms_no_search(citizen, montiano):
    """No form writes one; a row that came otherwise must not stop every search."""
    a_service(montiano, "Passo carrabile")
    Synonym.objects.create(words="?!, , rampa", means="passo, ...", language="it")
    page = BeautifulSoup(citizen.get("/cerca/?q=rampa").content.decode(), "html.parser")
    assert texts(page, ".card-list .it-card-title") == ["Passo carrabile"]


def test_a_phrase_that_no_search_would_recognise_is_refused_by_name():
    long = "dove butto le vecchie pentole rotte senza manico oggi"
    assert wrong(f"spazzatura, {long}") == {
        "words": [
            "Di ogni frase contano al massimo 5 parole: accorcia «dove butto le vecchie pentole rotte senza manico oggi»."
        ]
    }
    assert wrong("dove butto le vecchie pentole rotte") == {}, "words without meaning are not counted"
    assert wrong("spazzatura", long) == {}, "pages may say it at length"


# --- In the admin and on the sites -----------------------------------------------------------------------------------

database = pytest.mark.django_db


@pytest.fixture
def desk(desk, informatica):
    desk.force_login(informatica)
    return desk


def found(host: str, query: str, where: str = "/cerca/") -> list[str]:
    answer = Client(HTTP_HOST=host).get(where, {"q": query})
    return texts(BeautifulSoup(answer.content.decode(), "html.parser"), ".card-list h3")


def added(desk, said: str, means: str, language: str = "it"):
    answer = desk.post(reverse(f"{LIST}:add"), {"words": said, "means": means, "language": language})
    assert answer.status_code == 302, words(BeautifulSoup(answer.content.decode(), "html.parser").form)
    return Synonym.objects.get(words=said)


@database
def test_union_it_is_told_in_italian_beside_the_field_what_is_missing(desk):
    answer = desk.post(reverse(f"{LIST}:add"), {"words": "", "means": "?!", "language": "it"})
    page = BeautifulSoup(answer.content.decode(), "html.parser")
    beside = {name: texts(page, f"#panel-child-{name}-errors .error-message") for name in ("words", "means")}
    assert beside == {
        "words": ["Questo campo è obbligatorio."],
        "means": ["Scrivi una o più parole, separate da virgole."],
    }
    assert not Synonym.objects.exists()


@database
def test_each_field_says_what_to_write_with_an_example(desk):
    page = BeautifulSoup(desk.get(reverse(f"{LIST}:add")).content.decode(), "html.parser")
    helped = " ".join(texts(page, ".help"))
    for part in ("separate da virgole", "«rifiuti»", "La lingua delle pagine in cui vale."):
        assert part in helped, part


@database
def test_what_union_it_adds_is_used_at_the_next_search_of_every_site(desk, montiano, cesena):
    for tenant in (montiano, cesena):
        a_service(tenant, "Raccolta dei rifiuti")
    hosts = ("montiano.test", "cesena.test")
    assert [found(host, "monnezza") for host in hosts] == [[], []]
    added(desk, "monnezza, pattume", "rifiuti")
    assert [found(host, "monnezza") for host in hosts] == [["Raccolta dei rifiuti"]] * 2
    assert [found(host, "pattumi") for host in hosts] == [["Raccolta dei rifiuti"]] * 2


@database
def test_what_union_it_changes_and_takes_away_is_too(desk, montiano):
    a_service(montiano, "Raccolta dei rifiuti"), a_service(montiano, "Scuolabus")
    pair = added(desk, "monnezza", "rifiuti")
    assert found("montiano.test", "monnezza") == ["Raccolta dei rifiuti"]
    desk.post(reverse(f"{LIST}:edit", args=[pair.pk]), {"words": "monnezza", "means": "scuolabus", "language": "it"})
    assert found("montiano.test", "monnezza") == ["Scuolabus"]
    desk.post(reverse(f"{LIST}:delete", args=[pair.pk]))
    assert found("montiano.test", "monnezza") == []


@database
def test_several_taken_away_at_once_are_gone_at_the_next_search(desk, montiano):
    a_service(montiano, "Raccolta dei rifiuti")
    pairs = [added(desk, said, "rifiuti") for said in ("monnezza", "pattume")]
    assert found("montiano.test", "pattume") == ["Raccolta dei rifiuti"]
    address = reverse("wagtail_bulk_action", args=["search", "synonym", "delete"])
    desk.post(f"{address}?{'&'.join(f'id={pair.pk}' for pair in pairs)}")
    assert not Synonym.objects.exists()
    assert found("montiano.test", "pattume") == []


@database
def test_a_synonym_holds_in_its_own_language_only(desk, montiano):
    a_service(montiano, "Raccolta dei rifiuti")
    added(desk, "monnezza", "rifiuti", language="en")
    assert found("montiano.test", "monnezza") == []


@database
def test_several_meanings_are_all_tried(desk, montiano):
    a_service(montiano, "Raccolta dei rifiuti"), a_service(montiano, "Isola ecologica")
    added(desk, "monnezza", "rifiuti, isola ecologica")
    assert {*found("montiano.test", "monnezza")} == {"Raccolta dei rifiuti", "Isola ecologica"}


@database
def test_nobody_else_reaches_them(desk, publisher, catalogue, montiano):
    pair = Synonym.objects.create(words="monnezza", means="rifiuti")
    for person in (publisher, catalogue):
        desk.force_login(person)
        for address in (reverse(f"{LIST}:list"), reverse(f"{LIST}:add"), reverse(f"{LIST}:edit", args=[pair.pk])):
            assert desk.get(address).status_code in (302, 403, 404), (person, address)
        desk.post(reverse(f"{LIST}:delete", args=[pair.pk]))
    assert Synonym.objects.filter(pk=pair.pk).exists()


@database
def test_a_form_is_never_saved_by_itself(desk):
    """Half a word would be a synonym on every site."""
    pair = Synonym.objects.create(words="monnezza", means="rifiuti")
    for address in (reverse(f"{LIST}:add"), reverse(f"{LIST}:edit", args=[pair.pk])):
        assert "w-autosave#save" not in desk.get(address).content.decode(), address
