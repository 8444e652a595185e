"""The albo of the demonstration: acts of the past with their days, numbers in the order of days, twice the same."""

from datetime import date
from types import SimpleNamespace

import pytest

from albo.models import Entry
from demo import albo_loader, source
from tests.albo.register import BANNS, GIUNTA, NOTICE, at
from tests.factories import an_office, term

pytestmark = pytest.mark.django_db
REASON = "Allegato sbagliato: mancava la planimetria."
ROWS = [
    {"kind": GIUNTA, "subject": "Oggi", "office": "segreteria", "act_number": "12", "act_days_ago": 3,
     "published_days_ago": 0, "text": "La giunta decide.\n\n- primo\n- secondo"},
    {"kind": BANNS, "subject": "Quaranta giorni fa", "office": "segreteria", "published_days_ago": 40, "text": "A.B. e C.D."},
    {"kind": NOTICE, "subject": "Annullato", "requester": "ARPAE", "published_days_ago": 5, "days": 20, "text": "Avviso.",
     "annulled_reason": REASON},
]  # fmt: skip


@pytest.fixture
def loader(montiano, monkeypatch):
    monkeypatch.setattr(source, "rows", lambda slug, name, table: ROWS if (name, table) == ("albo", "entry") else [])
    offices = {"segreteria": an_office(montiano, "Segreteria")}
    return SimpleNamespace(
        tenant=montiano, today=date(2026, 11, 24), administration=SimpleNamespace(offices=offices), term=term
    )


def test_past_acts_have_past_days_and_numbers_follow_them(loader, montiano):
    albo_loader.load(loader)
    found = {entry.subject: entry for entry in Entry.objects.filter(tenant=montiano)}
    assert [found[name].number for name in ("Quaranta giorni fa", "Annullato", "Oggi")] == [1, 2, 3]
    now = at("2026-11-24 00:05")
    assert {name: entry.state_at(now) for name, entry in found.items()} == {
        "Quaranta giorni fa": "Conclusa",
        "Annullato": "Annullata",
        "Oggi": "In pubblicazione",
    }
    assert found["Oggi"].act == "n. 12 del 21/11/2026"
    assert found["Quaranta giorni fa"].days == 8
    assert all(entry.files.get().size > 1000 for entry in found.values())


def test_loading_again_on_another_day_changes_nothing(loader, montiano):
    albo_loader.load(loader)
    before = list(Entry.objects.values())
    loader.today = date(2026, 12, 1)
    albo_loader.load(loader)
    assert list(Entry.objects.values()) == before


def test_a_body_without_the_file_loads_nothing(loader, cesena, monkeypatch):
    loader.tenant = cesena
    monkeypatch.setattr(source, "rows", lambda *a: [])
    albo_loader.load(loader)
    assert not Entry.objects.filter(tenant=cesena).exists()
