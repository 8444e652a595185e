"""«Aperto ora» on the pages of places and offices: it is true at every moment, also from the cache."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from territory.models import Closure, PlacePage
from tests.editing import PageEditor
from tests.factories import a_place, an_office, term
from tests.reading import read, texts, words

pytestmark = pytest.mark.django_db


def hours(days: list[str], opens: str, closes: str, note: str = "") -> dict:
    return {"type": "hours", "value": {"days": days, "opens": opens, "closes": closes, "note": note}}


MORNINGS = [hours(["lun", "mar", "mer", "gio", "ven"], "09:00", "13:00")]


def said(client, page) -> str:
    return " ".join(texts(read(client, page.path_url), ".open-now"))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-24 08:00", "Chiuso, apre oggi alle 9:00"),
        ("2026-11-24 10:00", "Aperto ora, chiude alle 13:00"),
        ("2026-11-24 14:00", "Chiuso, apre domani alle 9:00"),
        ("2026-11-27 14:00", "Chiuso, apre lunedì alle 9:00"),
        ("2026-12-08 10:00", "Chiuso oggi per Immacolata Concezione, apre domani alle 9:00"),
        ("2026-12-24 14:00", "Chiuso, apre lunedì alle 9:00"),
    ],
)
def test_a_place_says_whether_it_is_open_and_until_when(citizen, montiano, clock, now, expected):
    clock.set("2026-11-24 07:00")
    place = a_place(montiano, "Biblioteca", opening_hours=MORNINGS)
    clock.set(now)
    assert said(citizen, place) == expected


def test_a_place_open_on_holidays_stays_open(citizen, montiano, clock):
    clock.set("2026-12-08 10:00")
    place = a_place(montiano, "Museo", opening_hours=MORNINGS, open_on_holidays=True)
    assert said(citizen, place) == "Aperto ora, chiude alle 13:00"


def test_the_patron_closes_the_body_and_not_its_neighbour(citizen, neighbour, montiano, cesena, clock):
    clock.set("2026-06-24 10:00")
    cesena.patron_saint, cesena.patron_day, cesena.patron_month = "San Giovanni Battista", 24, 6
    cesena.save()
    theirs, ours = (a_place(body, "Biblioteca", opening_hours=MORNINGS) for body in (cesena, montiano))
    assert said(neighbour, theirs).startswith("Chiuso oggi per San Giovanni Battista")
    assert said(citizen, ours).startswith("Aperto ora")


def test_an_extraordinary_closing_says_why(citizen, montiano, clock):
    clock.set("2026-11-24 10:00")
    closed = {"first": "2026-11-23", "last": "2026-11-25", "reason": "inventario"}
    place = a_place(montiano, "Biblioteca", opening_hours=MORNINGS, closures=[{"type": "closure", "value": closed}])
    assert said(citizen, place) == "Chiuso oggi per inventario, apre giovedì alle 9:00"


def test_a_closing_that_ends_before_it_begins_is_refused(desk, informatica, montiano):
    desk.force_login(informatica)
    row = ("closure", {"first": "2026-12-24", "last": "2026-12-20", "reason": "ferie"})
    answer = PageEditor.of(desk, a_place(montiano)).stream("closures", [row]).publish()
    assert "prima del primo" in answer.in_blocks("closures")[0, "last"]


def test_hours_on_appointment_promise_nothing(citizen, montiano, clock):
    clock.set("2026-11-24 10:00")
    place = a_place(montiano, "Archivio", opening_hours=[hours(["mar"], "09:00", "13:00", "solo su appuntamento")])
    assert said(citizen, place) == ""


def test_an_office_says_it_too(citizen, montiano, clock):
    clock.set("2026-11-24 10:00")
    office = an_office(montiano, opening_hours=MORNINGS)
    assert said(citizen, office) == "Aperto ora, chiude alle 13:00"


def closes(body, day: str, reason: str, **fields) -> Closure:
    return Closure.objects.create(tenant=body, first_on=date.fromisoformat(day), reason=reason, **fields)


def test_an_office_is_closed_when_its_body_is_and_says_why(citizen, neighbour, montiano, cesena, clock):
    clock.set("2026-11-24 10:00")
    closes(montiano, "2026-11-24", "lavori in municipio", last_on=date(2026, 11, 25))
    ours, theirs = (an_office(body, opening_hours=MORNINGS) for body in (montiano, cesena))
    assert said(citizen, ours) == "Chiuso oggi per lavori in municipio, apre giovedì alle 9:00"
    assert said(neighbour, theirs) == "Aperto ora, chiude alle 13:00"


def test_a_day_on_which_the_body_works_beats_the_holidays(citizen, montiano, clock):
    clock.set("2026-12-08 10:00")
    closes(montiano, "2026-12-08", "sportello delle feste", is_open=True)
    assert said(citizen, an_office(montiano, opening_hours=MORNINGS)) == "Aperto ora, chiude alle 13:00"


def test_a_place_keeps_its_own_days_when_the_body_is_closed(citizen, montiano, clock):
    clock.set("2026-11-24 10:00")
    closes(montiano, "2026-11-24", "lavori in municipio")
    assert said(citizen, a_place(montiano, "Biblioteca", opening_hours=MORNINGS)).startswith("Aperto ora")


def test_a_closure_written_now_is_on_the_kept_page_of_the_office_at_once(settings, montiano, clock):
    settings.PAGE_CACHE = True
    clock.set("2026-11-24 10:00")
    office, visitor = an_office(montiano, opening_hours=MORNINGS), Client(HTTP_HOST="montiano.test")
    assert "Aperto ora" in visitor.get(office.path_url).content.decode()
    written = closes(montiano, "2026-11-24", "neve")
    assert "Chiuso oggi per neve" in visitor.get(office.path_url).content.decode()
    written.delete()
    assert "Aperto ora" in visitor.get(office.path_url).content.decode()


def test_many_closures_ask_no_more_queries_than_one(citizen, montiano, clock):
    clock.set("2026-11-24 10:00")
    office = an_office(montiano, opening_hours=MORNINGS)
    said(citizen, office)  # what a process reads once
    first, again = [], []
    for days in (range(1, 2), range(2, 30)):
        for day in days:
            closes(montiano, f"2026-12-{day:02}", "chiusura")
        for counts in (first, again):
            with CaptureQueriesContext(connection) as asked:
                assert said(citizen, office).startswith("Aperto ora")
            counts.append(len(asked))
    assert first[0] == first[1]
    assert again[0] == again[1] <= 20
    assert not [row for row in asked if "territory_closure" in row["sql"]]


def test_a_kept_page_is_made_again_when_the_door_closes(settings, montiano, clock):
    settings.PAGE_CACHE = True
    clock.set("2026-11-24 12:58")
    place = a_place(montiano, "Biblioteca", opening_hours=MORNINGS)
    visitor = Client(HTTP_HOST="montiano.test")
    assert "Aperto ora" in visitor.get(place.path_url).content.decode()
    clock.set("2026-11-24 12:59")
    assert visitor.get(place.path_url).headers.get("X-Page-Cache") == "hit"
    clock.set("2026-11-24 13:00")
    assert "Chiuso, apre domani" in visitor.get(place.path_url).content.decode()


def test_what_is_known_of_accessibility_is_read_and_what_is_not_is_not(citizen, montiano):
    place = a_place(montiano, "Teatro", step_free="si", lift="no", ticket="<p>5 euro.</p>")
    main = words(read(citizen, place.path_url).main)
    assert "Ingresso senza gradini: sì" in main
    assert "Ascensore: no" in main
    assert "Bagno accessibile" not in main
    assert "5 euro." in main


def test_machines_read_position_and_hours_of_a_place(citizen, montiano):
    place = a_place(montiano, "Biblioteca", opening_hours=MORNINGS)
    place.types = [term("tipi_luogo", "biblioteca")]
    place.save_revision().publish()
    data = PlacePage.objects.get(pk=place.pk).structured_data({"kinds": ["biblioteca"]})
    assert data["@type"] == "Library"
    assert data["geo"] == {"@type": "GeoCoordinates", "latitude": 44.083, "longitude": 12.307}
    assert data["openingHoursSpecification"][0]["opens"] == "09:00"
    assert place.structured_data({})["@type"] == "CivicStructure"


def test_numbers_of_the_map_are_those_of_the_list(citizen, montiano):
    for title in ("Torre", "Archivio", "Museo"):
        a_place(montiano, title)
    page = read(citizen, "/vivere-il-comune/luoghi/")
    assert texts(page, ".vector-map__number") == ["1", "2", "3"]
    assert texts(page, ".places-map__legend li") == ["Archivio", "Museo", "Torre"]
    assert texts(page, "#elenco h3") == [
        f"Numero sulla mappa: {n} {t}" for n, t in ((1, "Archivio"), (2, "Museo"), (3, "Torre"))
    ]


def test_without_boundaries_there_is_a_list_and_no_map(citizen, montiano, monkeypatch):
    monkeypatch.setattr("territory.maps.areas", list)
    place = a_place(montiano, "Torre")
    page = read(citizen, "/vivere-il-comune/luoghi/")
    assert not page.select("svg.vector-map__drawing")
    assert "Torre" in words(page.main)
    assert "openstreetmap.org" in str(read(citizen, place.path_url).main)


def test_the_map_in_the_admin_knows_where_a_click_falls(desk, informatica, montiano):
    desk.force_login(informatica)
    place = a_place(montiano, "Torre")
    soup = PageEditor.of(desk, place)
    assert soup.data["latitude"] == "44.083000"
    body = desk.get(f"/admin/pages/{place.pk}/edit/").content.decode()
    assert "data-place-map" in body
    assert "place-map.js" in body
