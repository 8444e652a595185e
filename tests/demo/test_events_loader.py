"""Events of the demonstration: rows of the source become pages, whatever the day of loading; twice changes nothing."""

from datetime import date, time

import pytest

from cms import vocabularies
from demo import source
from demo.events_loader import EventsLoader, cost_of, first_day, rule_of
from territory.models import EventPage, Occurrence
from tests.factories import a_contact_point, a_place, an_image, an_office, page_with

TODAY = date(2026, 11, 24)  # a Tuesday
ROW = {
    "key": "letture",
    "title": "Letture del giovedì",
    "type": "lettura-pubblica",
    "summary": "Si legge insieme.",
    "description": "In biblioteca.\n\nAnche con il tè.",
    "audience": "Per tutti.",
    "topics": ["patrimonio-culturale"],
    "start_in_days": 1,
    "start_time": "22:30",
    "duration_minutes": 120,
    "recurrence": {"frequency": "weekly", "interval": 1, "days": ["gio"], "count": 4},
    "place": "biblioteca",
    "costs": [{"title": "Intero", "price": "5,00"}, {"title": "Residenti", "price": "Gratuito"}],
    "organiser": "cultura",
    "phone": "+39 0547 000 100",
    "patrons": [{"name": "Regione", "url": "https://regione.example/"}],
    "gallery": ["biblioteca"],
}
PART = {
    **ROW,
    "key": "il-te",
    "title": "Il tè",
    "parent": "letture",
    "all_day": True,
    "location": {"name": "Orto", "city": "Qui"},
}
PART = {k: v for k, v in PART.items() if k not in ("place", "recurrence", "start_time", "duration_minutes", "gallery")}


def test_a_series_begins_on_the_first_of_its_days():
    assert first_day(TODAY, ["gio"]) == date(2026, 11, 26)
    assert first_day(TODAY, []) == TODAY


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"frequency": "weekly", "days": ["gio"], "until_in_days": 30}, "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261224"),
        ({"frequency": "monthly", "days": ["gio"], "count": 3}, "FREQ=MONTHLY;BYDAY=4TH;COUNT=3"),
        ({"frequency": "daily", "interval": 2, "count": 3}, "FREQ=DAILY;INTERVAL=2;COUNT=3"),
    ],
)
def test_a_rule_of_the_source_becomes_one_of_the_standard(row, expected):
    assert rule_of(row, TODAY, date(2026, 11, 26)) == expected


def test_prices_are_read_as_italians_write_them():
    assert cost_of({"title": "Intero", "price": "12,50"})["price"] == "12.50"
    assert cost_of({"title": "Intero", "price": "Gratuito"})["is_free"]


class Loading:
    """What the loader of a body gives to its helpers."""

    def __init__(self, tenant):
        self.tenant, self.today, self.added = tenant, TODAY, []
        self.data = type("Data", (), {"slug": tenant.slug})
        self.picture = an_image(tenant, (64, 36))
        self.administration = type("Administration", (), {})
        self.administration.places = {"biblioteca": a_place(tenant, "Biblioteca")}
        self.administration.offices = {"cultura": an_office(tenant, "Ufficio cultura")}
        self.administration.people = {}
        self.administration.contact = staticmethod(lambda title, row: a_contact_point(tenant, title))
        self.administration.degrees = staticmethod(lambda value: value)

    def term(self, vocabulary, key):
        return vocabularies.term(vocabulary, key)

    def terms(self, vocabulary, keys):
        return [vocabularies.term(vocabulary, key) for key in keys]

    def image(self, _motif):
        return self.picture

    def add(self, page, section, key):
        known = EventPage.objects.filter(tenant=self.tenant, site_key=key).first()
        if known is None:
            page.site_key, page.live = key, True
            parent = page_with(self.tenant, section)
            page.locale = parent.locale
            parent.add_child(instance=page)
            self.added.append(page)
        return known or page


@pytest.mark.django_db
def test_events_are_whole_with_their_dates_and_loading_again_changes_nothing(montiano, monkeypatch):
    monkeypatch.setattr(source, "rows", lambda slug, name, table: [PART, ROW])
    for _ in range(2):
        EventsLoader(Loading(montiano)).load_all()
    assert EventPage.objects.count() == 2
    series, part = EventPage.objects.get(site_key="evento-letture"), EventPage.objects.get(parent_event__isnull=False)
    assert (series.starts_on, series.ends_on) == (date(2026, 11, 26), date(2026, 11, 27)), "it ends after midnight"
    assert series.end_time == time(0, 30)
    assert series.missing_parts() == {}
    assert part.missing_parts() == {}
    assert part.place_name == "Orto"
    assert Occurrence.objects.filter(event=series).count() == 4
    assert Occurrence.objects.filter(event=part).count() == 1
