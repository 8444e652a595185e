"""In what order results come: pure, without the database."""

from dataclasses import replace
from datetime import date, timedelta

from cms.words import stem, stems
from search.ranking import ENOUGH, FAR_BEHIND, FEW, NEWS_DAYS, Candidate, Question, best_first, score
from tests.search.small_site import a_site, asked, synonyms

TODAY = date(2026, 11, 24)
SITE = a_site(
    *["Certificato dell'anagrafe"] * 20,
    *["Certificato di residenza"] * 3,
    "Certificato di matrimonio",
    "Raccolta dei rifiuti",
    "Passo carrabile",
)


def a_page(number: int, title: str = "", *, says: str = "", weight: float = 0.5, **more) -> Candidate:
    """A page that says some words, each with the same weight; those of its title with more."""
    said = dict.fromkeys(stems(says), weight) | dict.fromkeys(stems(title), 0.8)
    return Candidate(number, said, page=number, title_stems=tuple(stems(title)), **more)


def order(typed: str, *pages: Candidate, others=None) -> list[int]:
    return [one.page for one in best_first([*pages], asked(typed, SITE, others), SITE, TODAY)]


def points(typed: str, page: Candidate) -> float:
    return score(page, Question(asked(typed, SITE), SITE), TODAY)


def test_a_page_of_that_name_comes_before_one_that_only_speaks_of_it():
    assert order("residenza", a_page(1, says="residenza", weight=0.8), a_page(2, "Residenza")) == [2, 1]


def test_the_whole_name_counts_more_than_a_piece_of_a_long_one():
    assert order("residenza", a_page(1, "Residenza dei cittadini europei"), a_page(2, "Residenza")) == [2, 1]


def test_another_name_of_a_page_counts_like_its_title():
    """Most people look for the mayor, not for a name."""
    mayor = Candidate(2, {stem("residenza"): 0.8}, page=2, title_stems=("rossi",), names=((stem("residenza"),),))
    same = Candidate(1, {stem("residenza"): 0.8}, page=1, title_stems=("bianchi",))
    assert order("residenza", same, mayor) == [2, 1]
    assert points("residenza", mayor) == points("residenza", a_page(3, "Residenza"))


def test_a_service_comes_before_the_news_that_says_the_same():
    assert order("residenza", a_page(1, "Residenza", kind="novita"), a_page(2, "Residenza", kind="servizio")) == [2, 1]


def test_a_section_comes_after_everything_else_that_says_the_same():
    pages = [a_page(number, "Residenza", kind=kind) for number, kind in enumerate(("pagina", "documento", "ufficio"))]
    assert order("residenza", *pages) == [2, 1, 0]


def test_what_is_current_comes_before_what_is_over():
    yesterday = TODAY - timedelta(days=1)
    for kind in ("evento", "bando"):
        over, last_day = a_page(1, "Passo", kind=kind, ends_on=yesterday), a_page(2, "Passo", kind=kind, ends_on=TODAY)
        assert order("passo", over, last_day) == [2, 1], kind


def test_old_news_comes_after_recent_news_and_only_news_grows_old():
    old, recent = TODAY - timedelta(days=NEWS_DAYS + 1), TODAY - timedelta(days=NEWS_DAYS)
    assert order(
        "passo", a_page(1, "Passo", kind="novita", day=old), a_page(2, "Passo", kind="novita", day=recent)
    ) == [
        2,
        1,
    ]
    sheets = [a_page(1, "Passo", kind="servizio", day=old), a_page(2, "Passo", kind="servizio", day=recent)]
    assert points("passo", sheets[0]) == points("passo", sheets[1])


def test_a_page_that_says_all_of_a_search_comes_before_one_that_says_a_part_of_it_louder():
    all_of_it = a_page(2, says="passo carrabile", weight=0.2)
    assert order("passo carrabile", a_page(1, says="passo", weight=0.8), all_of_it) == [2, 1]


def test_a_rare_word_counts_more_than_a_common_one():
    louder, rare = a_page(1, says="residenza", weight=1.0), a_page(2, says="matrimonio", weight=0.5)
    assert SITE.stems[stem("residenza")] > SITE.stems[stem("matrimonio")]
    assert order("residenza matrimonio", louder, rare) == [2, 1]
    common = a_page(3, says="certificato", weight=1.0)
    assert order("certificato matrimonio", common, rare) == [2], "that alone is not enough to be a result"


def test_a_page_that_says_too_little_of_a_search_is_no_result():
    query = asked("certificato matrimonio carrabile", SITE)
    assert SITE.rarity(stem("certificato")) < ENOUGH * sum(SITE.rarity(found) for found in query.stems)
    assert Question(query, SITE).relevance({stem("certificato"): 1.0}) == (0, None)
    assert points("certificato matrimonio carrabile", a_page(1, "Certificato")) == 0


def test_a_word_that_no_page_uses_takes_nobody_out():
    assert order("passo carrabile zzz", a_page(1, "Passo carrabile")) == [1]


def test_a_page_that_says_nothing_of_it_has_no_points():
    assert order("residenza", a_page(1, "Passo")) == []
    assert order("residenza") == []


def test_results_far_behind_the_first_are_dropped_once_there_are_a_few():
    good = [a_page(number, "Residenza") for number in range(FEW)]
    weak = a_page(99, says="residenza", weight=0.05)
    assert 0 < points("residenza", weak) < FAR_BEHIND * points("residenza", good[0])
    assert order("residenza", *good, weak) == [0, 1, 2, 3, 4]
    assert order("residenza", *good[1:], weak) == [1, 2, 3, 4, 99], "of few results none is left out"


def test_those_not_so_far_behind_stay():
    good = [a_page(number, "Residenza") for number in range(FEW)]
    assert order("residenza", *good, a_page(99, says="residenza", weight=0.4))[-1] == 99


def test_pages_with_as_many_points_keep_one_order_whichever_came_first():
    pages = [a_page(number, "Residenza") for number in range(8)]
    assert order("residenza", *pages) == order("residenza", *reversed(pages)) == [0, 1, 2, 3, 4, 5, 6, 7]


def test_the_reading_that_a_page_answers_best_counts():
    query = asked("immondizia", SITE, synonyms(immondizia="raccolta rifiuti"))
    _value, reading = Question(query, SITE).relevance(a_page(1, "Raccolta dei rifiuti").said)
    assert reading.all_stems == {stem("raccolta"), stem("rifiuti")}


def test_a_name_of_rare_words_says_more_than_one_of_common_words():
    """Of «Certificato di matrimonio», whoever asks for a marriage has said the most."""
    rare, common = a_page(2, "Certificato di matrimonio"), a_page(1, "Certificato di matrimonio")
    assert points("matrimonio", rare) > points("certificato", common)


def test_a_rare_word_for_a_common_one_does_not_make_it_rare():
    """How much a word matters is how rare it is itself, not the words that say the same."""
    others = synonyms(certificato="rifiuti")
    paper, gate = a_page(1, says="certificato", weight=0.9), a_page(2, says="passo", weight=0.5)
    assert order("certificato passo", paper, gate, others=others)[0] == 2


def test_of_a_page_and_its_parts_only_the_best_is_a_result():
    page, part = a_page(1, says="residenza"), a_page(1, "Residenza", kind="domanda", part="?categoria=x#domanda-1")
    part.document = 7
    found = best_first([page, part], asked("residenza", SITE), SITE, TODAY)
    assert [(one.page, one.part) for one in found] == [(1, "?categoria=x#domanda-1")]


def test_a_page_with_the_word_that_was_typed_comes_before_one_with_a_synonym():
    others = synonyms(immondizia="rifiuti")
    assert order("immondizia", a_page(1, says="rifiuti"), a_page(2, says="immondizia"), others=others) == [2, 1]
    assert order("immondizia", a_page(1, "Rifiuti"), a_page(2, "Immondizia"), others=others) == [2, 1]


def test_a_page_that_was_mistyped_comes_before_none_but_after_one_with_just_that_word():
    assert order("residenzza", a_page(1, "Residenza")) == [1]
    typed, meant = Candidate(2, {stem("residenzza"): 0.5}, page=2), Candidate(1, {stem("residenza"): 0.5}, page=1)
    assert order("residenzza", meant, typed) == [2, 1]


def test_of_two_alike_the_one_that_more_people_open_has_more_points():
    page = a_page(1, "Residenza")
    assert points("residenza", replace(page, popularity=1.0)) > points("residenza", page)
    assert points("residenza", replace(page, popularity=1.0)) < 1.2 * points("residenza", page), "a nudge: words decide"


def test_what_is_asked_for_counts_more_than_the_words_that_ask():
    assert order("porto rifiuti", a_page(1, "Porto"), a_page(2, "Rifiuti"))[0] == 2
    assert order("porto", a_page(1, "Porto"), a_page(2, "Rifiuti")) == [1]
