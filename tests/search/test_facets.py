"""What a list of results is narrowed to, as the address asks for it: pure, without the database."""

from datetime import date

import pytest
from django.http import QueryDict

from search.facets import MOST_TOPICS, RELEVANCE, Asked
from search.ranking import Candidate

ANIMALS, MARKET, SCHOOL = 7, 8, 9
NAMES = {ANIMALS: "Animali", MARKET: "mercato", SCHOOL: "Scuola"}
SHEET = Candidate(1, page=1, kind="servizio", topics=(MARKET,))
NEWS = Candidate(2, page=2, kind="novita", topics=(MARKET, SCHOOL), day=date(2026, 11, 10))
FAIR = Candidate(3, page=3, kind="evento", topics=(ANIMALS,), day=date(2026, 12, 5), ends_on=date(2026, 12, 8))
EVERYTHING = [SHEET, NEWS, FAIR]


def asked(address: str = "") -> Asked:
    return Asked.read(QueryDict(address))


def kept(address: str) -> list[Candidate]:
    return asked(address).of(EVERYTHING)


def names(keys: list[int]) -> dict[int, str]:
    return {key: NAMES.get(key, f"Argomento {key:02}") for key in keys}


def counts(choices) -> dict[str, int]:
    return {choice.label: choice.count for choice in choices}


# --- What stays ------------------------------------------------------------------------------------------------------


def test_an_address_without_filters_keeps_everything_in_its_order():
    assert kept("q=mercato") == EVERYTHING
    assert asked("q=mercato").count == 0


def test_of_several_kinds_any_will_do():
    assert kept("tipo=novita") == [NEWS]
    assert kept("tipo=novita&tipo=evento") == [NEWS, FAIR]


def test_of_several_topics_any_will_do():
    assert kept(f"argomento={SCHOOL}") == [NEWS]
    assert kept(f"argomento={SCHOOL}&argomento={ANIMALS}") == [NEWS, FAIR]


def test_kind_topic_and_days_must_all_be_met():
    assert kept(f"tipo=novita&argomento={MARKET}&dal=2026-11-01") == [NEWS]
    assert kept(f"tipo=servizio&argomento={SCHOOL}") == []
    assert asked(f"tipo=novita&argomento={MARKET}&dal=2026-11-01").count == 3


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("dal=2026-11-10", [NEWS, FAIR]),
        ("dal=2026-11-11", [FAIR]),
        ("al=2026-11-10", [NEWS]),
        ("al=2026-11-09", []),
        ("dal=2026-11-10&al=2026-11-10", [NEWS]),
    ],
)
def test_both_days_are_within_and_what_has_no_day_is_out(address, found):
    assert kept(address) == found


@pytest.mark.parametrize(
    ("since", "until", "is_kept"),
    [
        ("2026-12-07", "2026-12-07", True),
        ("2026-12-08", "2026-12-20", True),
        ("2026-12-09", "2026-12-20", False),
        ("2026-12-01", "2026-12-05", True),
        ("2026-12-01", "2026-12-04", False),
        ("2026-12-06", "", True),
    ],
)
def test_what_lasts_several_days_stays_on_each_of_them(since, until, is_kept):
    assert (FAIR in kept(f"dal={since}&al={until}")) is is_kept


def test_an_end_before_its_beginning_does_not_hide_a_page():
    closed = Candidate(4, page=4, kind="bando", day=date(2026, 11, 20), ends_on=date(2026, 11, 1))
    assert asked("dal=2026-11-20").of([closed]) == [closed]


# --- In what order ---------------------------------------------------------------------------------------------------


def test_by_date_the_newest_comes_first_and_what_has_none_last():
    assert kept("ordine=data") == [FAIR, NEWS, SHEET]


def test_on_the_same_day_the_better_result_stays_before_the_other():
    better, worse = (Candidate(number, page=number, day=date(2026, 11, 10)) for number in (5, 6))
    assert asked("ordine=data").of([better, FAIR, worse, SHEET]) == [FAIR, better, worse, SHEET]


def test_an_order_is_no_filter_but_is_more_than_the_words():
    assert asked("ordine=data").count == 0
    assert asked("q=mercato").is_plain
    assert [address for address in ("ordine=data", "tipo=novita", "dal=ieri") if asked(address).is_plain] == []


# --- How many there are of each sort ---------------------------------------------------------------------------------


def test_kinds_are_counted_in_the_order_of_the_national_model():
    choices = asked().kind_choices([FAIR, NEWS, SHEET, NEWS])
    assert [(choice.value, choice.count) for choice in choices] == [("servizio", 1), ("novita", 2), ("evento", 1)]


def test_a_box_says_what_it_would_bring_whatever_the_others_of_its_filter():
    choices = asked("tipo=novita").kind_choices(EVERYTHING)
    assert counts(choices) == {"Servizi": 1, "Novità": 1, "Eventi": 1}
    assert [choice.label for choice in choices if choice.is_on] == ["Novità"]


def test_the_other_filters_count_in_every_box():
    assert counts(asked(f"argomento={MARKET}").kind_choices(EVERYTHING)) == {"Servizi": 1, "Novità": 1}
    assert counts(asked("tipo=novita").topic_choices(EVERYTHING, names)) == {"mercato": 1, "Scuola": 1}
    assert counts(asked("dal=2026-12-01").kind_choices(EVERYTHING)) == {"Eventi": 1}


def test_a_box_that_is_on_stays_where_it_brings_nothing():
    assert counts(asked("tipo=persona").kind_choices([SHEET])) == {"Servizi": 1, "Persone": 0}
    assert counts(asked(f"argomento={ANIMALS}").topic_choices([SHEET], names)) == {"Animali": 0, "mercato": 1}


def test_topics_come_by_name_whatever_their_capitals():
    labels = [choice.label for choice in asked().topic_choices(EVERYTHING, names)]
    assert labels == ["Animali", "mercato", "Scuola"]


def test_of_many_topics_those_with_the_most_results_are_offered_and_the_one_that_is_on():
    few, many = 99, range(10, 10 + MOST_TOPICS)
    results = [Candidate(1, topics=(*many, few)), Candidate(2, topics=tuple(many))]
    assert [choice.count for choice in asked().topic_choices(results, names)] == [2] * MOST_TOPICS
    assert counts(asked(f"argomento={few}").topic_choices(results, names))["Argomento 99"] == 1


def test_a_topic_that_is_no_more_has_no_box():
    assert asked("argomento=12345").topic_choices([SHEET], lambda keys: {MARKET: "Mercato"})[0].label == "Mercato"


# --- What makes no sense ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "tipo=astronave",
        "tipo=%00",
        "argomento=mercato",
        "argomento=-1",
        "argomento=0",
        "argomento=²",
        f"argomento={'9' * 50}",
        "ordine=prezzo",
        "dal=&al=",
        "dal=+++",
        "dal=%00",
    ],
)
def test_nonsense_in_the_address_asks_for_nothing(address):
    found = asked(address)
    assert (found.count, found.order, found.errors) == (0, RELEVANCE, {})


@pytest.mark.parametrize("typed", ["2026-12-05", "05/12/2026", "5/12/2026", "05-12-2026", "5.12.2026", " 05/12/2026 "])
def test_a_day_is_read_as_a_browser_sends_it_and_as_people_write_it(typed):
    assert asked(f"dal={typed}").since == date(2026, 12, 5)


@pytest.mark.parametrize("typed", ["31/02/2026", "domani", "12/2026", "0000-00-00", "05/12/26", "<b>"])
def test_a_day_that_is_none_is_told_in_plain_words_and_kept_as_typed(typed):
    found = asked(f"al={typed}")
    assert found.errors == {"al": "Scrivi il giorno così: 05/12/2026."}
    assert (found.until, found.count, found.typed["al"]) == (None, 0, typed)


def test_two_days_the_wrong_way_round_are_told_beside_the_second_and_narrow_nothing():
    found = asked("dal=2026-12-08&al=2026-12-05")
    assert found.errors == {"al": "Questo giorno viene prima dell'altro."}
    assert (found.since, found.until, found.count) == (None, None, 0)
    assert found.typed == {"dal": "2026-12-08", "al": "2026-12-05"}


def test_of_a_bad_day_and_a_good_one_the_good_one_counts():
    found = asked("dal=domani&al=2026-12-05")
    assert (list(found.errors), found.until) == (["dal"], date(2026, 12, 5))
