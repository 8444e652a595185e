"""What a search is understood to ask for: pure, without the database."""

import pytest

from cms.words import stem
from search.query import (
    MOST_ALIKE,
    MOST_READINGS,
    OF_A_DIMINUTIVE,
    OF_A_SYNONYM,
    OF_ASKING,
    SAID_OTHERWISE,
    Reading,
    Synonyms,
)
from tests.search.small_site import a_site, asked, synonyms

SITE = a_site(
    "Certificato di nascita: i certificati dell'anagrafe",
    "Scuolabus e mensa",
    "Cambio di residenza",
    "Chi siamo",
    "Neonati e nidi",
    "Raccolta dei rifiuti",
)


def words_of(reading: Reading) -> list[str]:
    return [one.word for one in reading.wanted]


def first(typed: str, others: Synonyms | None = None) -> list[str]:
    """The words of a search as it was typed."""
    return words_of(asked(typed, SITE, others).readings[0])


def understood(typed: str, others: Synonyms) -> list[tuple[list[str], float]]:
    """The readings that synonyms add, with their worth."""
    return [(reading.plain_stems, reading.worth) for reading in asked(typed, SITE, others).readings[1:]]


def test_a_search_asks_for_the_stems_of_its_words_in_their_order():
    [reading] = asked("Residenza, certificati!", SITE).readings
    assert reading.plain_stems == [stem("residenza"), stem("certificato")]
    assert reading.worth == 1


@pytest.mark.parametrize("typed", ["", "   ", "?!", "«»", "\u202e\u200b", "--", "()"])
def test_what_has_no_word_asks_for_nothing(typed):
    query = asked(typed, SITE)
    assert (query.readings, query.corrected, query.stems) == ((), "", set())


def test_words_without_meaning_are_left_out():
    assert first("come fare per la residenza") == ["residenza"]


def test_a_search_of_nothing_else_asks_for_them():
    assert first("chi siamo") == ["chi", "siamo"]
    assert first("di chi") == ["di", "chi"]


@pytest.mark.parametrize("typed", ["dell'anagrafe", "l’anagrafe", "un'anagrafe", "d’anagrafe", "ALL'ANAGRAFE"])
def test_elisions_leave_the_word(typed):
    assert first(typed) == ["anagrafe"]


def test_ten_words_at_most_count_and_those_without_meaning_are_not_among_them():
    assert first("di " * 20 + " ".join(f"n{number}" for number in range(12))) == [f"n{number}" for number in range(10)]


def test_two_words_that_the_site_writes_as_one_are_joined():
    assert first("scuola bus") == ["scuolabus"]
    assert first("mensa scuola bus nidi") == ["mensa", "scuolabus", "nidi"]


def test_words_that_the_site_writes_both_joined_and_apart_are_met_by_either():
    """An address of mail has «ufficiotecnico»; the page is called «Ufficio tecnico»."""
    site = a_site("Ufficio tecnico: ufficiotecnico@comune.it", "Ufficio anagrafe")
    query = asked("ufficio tecnico", site)
    assert [words_of(reading) for reading in query.readings] == [["ufficiotecnico"], ["ufficio", "tecnico"]]
    assert query.asked == {stem("ufficiotecnico"), stem("ufficio"), stem("tecnico")}


def test_a_synonym_of_two_words_is_understood_where_the_site_joins_them():
    assert understood("scuola bus", synonyms(scuola_bus="trasporto")) == [([stem("trasporto")], OF_A_SYNONYM)]


def test_a_word_without_meaning_is_never_what_was_meant():
    assert asked("mostra", a_site("Aiuta la nostra biblioteca")).corrected == ""
    assert asked("mostra", a_site("Apre la giostra, la postra")).corrected == "postra"


def test_words_that_the_site_never_joins_stay_apart():
    assert first("mensa bus") == ["mensa", "bus"]
    assert words_of(asked("no di", a_site("nodi, ni e di")).readings[0]) == ["no"], "«di» is out before"
    assert words_of(asked("tre ni", a_site("treni")).readings[0]) == ["tre", "ni"], "too short to be told from chance"


def test_a_mistyped_word_asks_for_the_nearest_ones_too_and_for_each_a_little_less():
    [reading] = asked("certifcato", SITE).readings
    [wanted] = reading.wanted
    assert wanted.stems[0] == (stem("certifcato"), 1)
    assert dict(wanted.stems)[stem("certificato")] == 0.8
    [far] = asked("certfcato", SITE).readings[0].wanted
    assert dict(far.stems)[stem("certificato")] == 0.55


def test_a_word_of_the_site_is_taken_as_it_is():
    site = a_site("nidi", "nodi", "nodi")
    [wanted] = asked("nidi", site).readings[0].wanted
    assert wanted.stems == ((stem("nidi"), 1),)


def test_the_page_says_what_was_probably_meant_word_by_word():
    assert asked("certifcato residenza", SITE).corrected == "certificato residenza"
    assert asked("scuola bsu", a_site("scuola", "bus")).corrected == "", "of a short word nothing is guessed"


def test_nothing_is_corrected_where_nothing_is_wrong_or_near():
    assert asked("certificato residenza", SITE).corrected == ""
    assert asked("xyzzyplugh", SITE).corrected == ""


def test_a_form_that_the_site_does_not_use_is_no_slip():
    """«certificata» is not written anywhere, but its stem is."""
    assert "certificata" not in SITE.words
    assert asked("certificata", SITE).corrected == ""


def met_by(typed: str, others: Synonyms) -> list[dict[str, float]]:
    """What will do for each word of a search as it was typed."""
    return [dict(one.stems) for one in asked(typed, SITE, others).readings[0].wanted]


def test_a_word_for_another_will_do_in_its_place_worth_a_little_less():
    assert met_by("bebè", synonyms(bebe="neonati")) == [{stem("bebe"): 1, stem("neonati"): SAID_OTHERWISE}]
    assert understood("bebè", synonyms(bebe="neonati")) == []


def test_several_words_of_a_search_are_said_otherwise_at_once():
    others = synonyms(appalto="raccolta", pattume="rifiuti")
    assert met_by("appalto pattume", others) == [
        {stem("appalto"): 1, stem("raccolta"): SAID_OTHERWISE},
        {stem("pattume"): 1, stem("rifiuti"): SAID_OTHERWISE},
    ]


def test_a_synonym_holds_for_singular_plural_and_accents():
    others = synonyms(immondizia="rifiuti")
    for typed in ("immondizie", "IMMONDIZIA", "l'immondizia"):
        assert met_by(typed, others) == [{stem("immondizia"): 1, stem("rifiuti"): SAID_OTHERWISE}], typed


def test_a_word_is_said_otherwise_in_a_few_ways_at_most():
    others = Synonyms({(stem("casa"),): [(f"parola{number}",) for number in range(50)]}, frozenset(["casa"]))
    assert [*met_by("casa", others)[0]] == [stem("casa"), *(f"parola{number}" for number in range(MOST_ALIKE))]


def test_a_synonym_in_a_longer_search_takes_only_its_own_place():
    others = synonyms(cambiare_casa="residenza")
    assert understood("modulo cambiare casa anagrafe", others) == [
        ([stem("residenza"), stem("modulo"), stem("anagrafe")], OF_A_SYNONYM)
    ]


def test_words_without_meaning_inside_a_phrase_change_nothing():
    assert understood("cambiare la casa", synonyms(cambiare_casa="residenza")) == [([stem("residenza")], OF_A_SYNONYM)]


@pytest.mark.parametrize("typed", ["casa nuova: cambiare", "voglio cambiare presto casa", "cambiare modulo casa"])
def test_the_words_of_a_phrase_count_in_any_order_and_with_others_between(typed):
    [reading] = asked(typed, SITE, synonyms(cambiare_casa="residenza")).readings[1:]
    assert reading.plain_stems[0] == stem("residenza")
    assert not {stem("casa"), stem("cambiare")} & {*reading.plain_stems}


def test_a_phrase_of_which_a_word_is_missing_is_not_meant():
    assert understood("cambiare modulo", synonyms(cambiare_casa="residenza")) == []
    assert understood("casa casa", synonyms(cambiare_casa="residenza")) == []


def test_a_phrase_that_says_a_word_twice_is_understood():
    assert understood("b&b", Synonyms({("b", "b"): [("allogg", "turist")]}, frozenset("b")))


def test_what_is_said_with_more_words_is_worth_more_only_by_the_square_root():
    [reading] = asked("bebè", SITE, synonyms(bebe="certificato di nascita")).readings[1:]
    assert [one.weight for one in reading.wanted] == [0.5**0.5, 0.5**0.5]


def test_a_synonym_says_several_words():
    assert understood("bebè", synonyms(bebe="certificato di nascita")) == [
        ([stem("certificato"), stem("nascita")], OF_A_SYNONYM)
    ]


def test_the_longest_phrase_is_read_first():
    others = synonyms(casa="raccolta rifiuti", cambiare_casa="residenza")
    assert [stems for stems, _worth in understood("cambiare casa", others)] == [
        [stem("residenza")],
        [stem("raccolta"), stem("rifiuti"), stem("cambiare")],
    ]


def test_a_mistyped_word_has_its_synonym_too_worth_less_again():
    [found] = met_by("imondizia", synonyms(immondizia="rifiuti"))
    assert found[stem("rifiuti")] == SAID_OTHERWISE * 0.8


def test_a_phrase_with_a_slip_has_its_synonym_too():
    assert understood("cambiare cassa nidi", synonyms(cambiare_casa="residenza")) == [
        ([stem("residenza"), stem("nidi")], OF_A_SYNONYM * 0.8)
    ]


def test_a_word_that_has_a_synonym_is_no_slip_though_the_site_never_says_it():
    """Union IT has said what it means: nothing is guessed beside that."""
    others = synonyms(nati="raccolta rifiuti")
    site = a_site("natii", "neonati")
    assert asked("nati", site).corrected == "natii"
    assert asked("nati", site, others).corrected == ""
    assert asked("nati", site, others).readings[0].wanted[0].stems == ((stem("nati"), 1),)


def test_readings_are_never_more_than_a_few():
    others = Synonyms({(stem("casa"),): [(f"parola{number}", "due") for number in range(50)]}, frozenset(["casa"]))
    assert len(asked("casa", SITE, others).readings) == MOST_READINGS
    assert asked("casa", SITE, others).readings[0].plain_stems == [stem("casa")], "what was typed is always among them"


def test_the_stems_of_a_search_are_those_of_all_its_readings():
    assert asked("bebè", SITE, synonyms(bebe="neonati")).stems == {stem("bebe"), stem("neonati")}


def test_english_is_understood_as_english():
    site = a_site("How to pay the taxes", language="en")
    [reading] = asked("what is the tax", site).readings
    assert reading.plain_stems == [stem("taxes", "en")]


def test_a_diminutive_asks_for_the_thing_as_well():
    garden = a_site("Orto comunale", "Paese")
    (one,) = asked("orticello", garden).readings[0].wanted
    assert dict(one.stems) == {stem("orticello"): 1.0, stem("orto"): OF_A_DIMINUTIVE}
    (one,) = asked("paesini", garden).readings[0].wanted
    assert stem("paese") in dict(one.stems)
    (one,) = asked("cestino", garden).readings[0].wanted
    assert [found for found, _worth in one.stems] == [stem("cestino")], "no such thing here"


def test_a_word_that_only_asks_matters_less_and_still_counts_alone():
    site = a_site("Gomme", "Porto")
    wanted = asked("dove porto le gomme", site).readings[0].wanted
    assert [(one.word, one.weight) for one in wanted] == [("porto", OF_ASKING), ("gomme", 1.0)]
