"""The headings are those of the law, with their exact titles."""

import json
from pathlib import Path

import cms
from transparency.dates import Keep, Update
from transparency.scheme import large_keys, section_of, sections


def vocabulary() -> list[dict]:
    path = Path(cms.__file__).parent / "data" / "vocabularies" / "amministrazione_trasparente.json"
    return json.loads(path.read_text(encoding="utf-8"))["items"]


def test_the_first_level_is_the_national_list_in_its_order():
    top = [section for section in sections().values() if not section.parent]
    assert [(one.key, one.title) for one in top] == [(row["id"], row["label"]) for row in vocabulary()]
    assert len(top) == 22


def test_the_second_level_has_the_titles_of_the_decree():
    titles = {section.key: section.title for section in sections().values()}
    assert titles["disposizioni-generali--piano-triennale-anticorruzione"] == (
        "Piano triennale per la prevenzione della corruzione e della trasparenza"
    )
    assert titles["organizzazione--titolari-di-incarichi-politici"] == (
        "Titolari di incarichi politici, di amministrazione, di direzione o di governo"
    )
    assert titles["organizzazione--articolazione-degli-uffici"] == "Articolazione degli uffici"
    assert titles["organizzazione--telefono-e-posta-elettronica"] == "Telefono e posta elettronica"
    assert titles["attivita-e-procedimenti--tipologie-di-procedimento"] == "Tipologie di procedimento"
    assert titles["altri-contenuti--accesso-civico"] == "Accesso civico"


def test_every_heading_says_its_law_what_it_holds_and_fits_its_columns():
    for section in sections().values():
        assert section.law, section.key
        assert 20 < len(section.what) <= 255, section.key
        assert len(section.site_key) <= 80, section.key
        assert section.parent == "" or section.parent in sections()
        assert section_of(section.site_key) is section


def test_terms_are_those_of_the_law():
    found = sections()
    assert found["personale--tassi-di-assenza"].update is Update.QUARTER
    assert found["provvedimenti--dirigenti-amministrativi"].update is Update.HALF_YEAR
    assert found["personale--dotazione-organica"].update is Update.YEAR
    assert found["organizzazione--titolari-di-incarichi-politici"].keep is Keep.OFFICE
    assert found["consulenti-e-collaboratori--titolari-di-incarichi"].keep is Keep.OFFICE
    assert found["bilanci--bilancio-preventivo-e-consuntivo"].keep is Keep.FIVE_YEARS


def test_only_assets_of_elected_people_are_asked_of_larger_municipalities_alone():
    assert large_keys() == ["at-organizzazione--dichiarazioni-patrimoniali"]
