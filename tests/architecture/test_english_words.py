"""Every text of the public pages has its English, and the catalogue holds nothing else."""

import polib
import pytest
from django.utils import translation

from cms.formats import day, euro
from services.blocks import unit_label
from tools import messages

CATALOGUE = polib.pofile(str(messages.CATALOGUE))


def test_every_text_that_the_public_reads_is_in_the_english_catalogue():
    known = {entry.msgid for entry in CATALOGUE}
    missing = {text: files for text, files in messages.needed().items() if text not in known}
    assert not missing


def test_the_english_catalogue_holds_nothing_that_is_not_used():
    assert {entry.msgid for entry in CATALOGUE} - set(messages.needed()) == set()


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.msgid[:40])
def test_an_english_text_is_complete_and_keeps_its_variables(entry):
    texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
    assert all(text.strip() for text in texts)
    assert not entry.fuzzy
    for text in texts:
        assert set(text.split("%(")[1:] and _names(text)) <= _names(entry.msgid + (entry.msgid_plural or ""))
        assert text.count("<strong>") == entry.msgid.count("<strong>")


def _names(text: str) -> set[str]:
    return {part.split(")")[0] for part in text.split("%(")[1:]}


def test_numbers_and_days_are_written_as_the_reader_writes_them(clock):
    from datetime import date

    from cms.blocks.hours import OpeningHoursBlock

    hours = OpeningHoursBlock().to_python({"days": ["lun", "mar", "mer"], "opens": "08:30", "closes": "12:30"})
    written = {}
    for language in ("it", "en"):
        with translation.override(language):
            written[language] = [
                euro(22.21),
                euro(0),
                day(date(2026, 11, 24)),
                hours.days_label,
                unit_label(1, "giorni lavorativi"),
                unit_label(6, "giorni"),
            ]
    assert written["it"] == [
        "22,21 €",
        "Gratuito",
        "24 novembre 2026",
        "da lunedì a mercoledì",
        "giorno lavorativo",
        "giorni",
    ]
    assert written["en"] == ["€22.21", "Free", "24 November 2026", "Monday to Wednesday", "working day", "days"]
