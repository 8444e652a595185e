"""Events: what an editor may not write, what a visitor reads, what lists hold and when they change."""

from datetime import date, datetime, time

import pytest
from django.core.management import call_command
from django.test import Client

from territory.models import EventPage, Occurrence
from territory.recurrence import ROME
from tests.editing import PageEditor
from tests.factories import a_contact_point, a_news_item, a_place, an_event, an_office, page_with
from tests.reading import marked, read, texts, words

pytestmark = pytest.mark.django_db
LIST = "/vivere-il-comune/eventi/"
WEEKLY = "FREQ=WEEKLY;BYDAY=SA;UNTIL=20261226"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


@pytest.fixture
def today(clock):
    return clock.set("2026-11-24 10:00")


@pytest.fixture
def event(montiano, today):
    return an_event(montiano)


# --- What an editor may not write -----------------------------------------------------------------------------------


def test_an_event_without_its_mandatory_parts_is_not_published(desk, informatica, event):
    desk.force_login(informatica)
    names = ("summary", "event_type", "starts_on", "start_time", "description", "audience", "contact_points", "topics")
    editor = PageEditor.of(desk, event).clear(*names, "end_time", "location_name", "recurrence_interval")
    answer = editor.stream("costs", []).write(subtitle="Quinta edizione").publish()
    assert not answer.accepted
    assert not [name for name in (*names, "costs", "place") if not answer.beside(name)]
    assert "scegli un luogo, oppure scrivi" in answer.beside("place")
    assert answer.typed("subtitle") == "Quinta edizione"


def test_a_draft_may_lack_nearly_everything(desk, informatica, montiano, today):
    desk.force_login(informatica)
    editor = PageEditor.new(desk, EventPage, page_with(montiano, "eventi"))
    assert editor.write(title="Festa del vino", slug="festa-del-vino").save().accepted
    draft = EventPage.objects.get(slug="festa-del-vino")
    assert not draft.live
    assert draft.over_at is None


@pytest.mark.parametrize(
    ("fields", "beside", "message"),
    [
        ({"ends_on": "2026-12-04"}, "ends_on", "La fine viene prima dell'inizio"),
        ({"end_time": "08:00"}, "end_time", "Se finisce dopo mezzanotte"),
        ({"starts_on": "2027-03-28", "start_time": "02:30"}, "start_time", "ora legale"),
        ({"recurrence_frequency": "WEEKLY"}, "recurrence", "Di' quando finisce"),
        (
            {"recurrence_frequency": "DAILY", "recurrence_count": "3", "recurrence_until": "2026-12-20"},
            "recurrence",
            "lascia uno dei due",
        ),
        ({"recurrence_frequency": "DAILY", "recurrence_until": "2029-12-20"}, "recurrence", "Sono più di 366 date"),
        (
            {"recurrence_frequency": "DAILY", "recurrence_until": "2026-12-01"},
            "recurrence",
            "prima del giorno di inizio",
        ),
        (
            {"recurrence_frequency": "WEEKLY", "recurrence_weekdays": ["MO"], "recurrence_count": "3"},
            "starts_on",
            "non è tra quelli della ripetizione",
        ),
        ({"recurrence_frequency": "WEEKLY", "recurrence_count": "500"}, "recurrence", "da 1 a 366"),
        (
            {"recurrence_frequency": "MONTHLY", "recurrence_position": "1", "recurrence_count": "3"},
            "recurrence",
            "un solo",
        ),
        ({"latitude": "44.1"}, "latitude", "sia la latitudine sia la longitudine"),
        ({"latitude": "12.3", "longitude": "44.1"}, "latitude", "non è in Italia"),
        ({"location_cap": "47"}, "location_cap", "cinque cifre"),
        ({"status": "cancelled"}, "status_note", "annullato"),
    ],
)
def test_an_event_that_cannot_be_is_refused_beside_the_field(desk, informatica, event, fields, beside, message):
    desk.force_login(informatica)
    answer = PageEditor.of(desk, event).write(**fields).publish()
    assert not answer.accepted
    assert message in answer.beside(beside)
    name, value = next(iter(fields.items()))
    assert value in (answer.typed(name), answer.soup.select_one(f"[name={name}] [selected]") and value)


def test_a_series_is_written_with_a_few_answers(desk, informatica, event):
    desk.force_login(informatica)
    editor = PageEditor.of(desk, event).write(
        recurrence_frequency="WEEKLY", recurrence_weekdays=["SA"], recurrence_until="2026-12-26"
    )
    assert editor.stream("skipped_days", [("day", "2026-12-19")]).publish().accepted
    event = EventPage.objects.get(pk=event.pk)
    assert event.recurrence == WEEKLY
    days = [str(moment.astimezone(ROME).date()) for moment in event.occurrences.values_list("starts_at", flat=True)]
    assert days == ["2026-12-05", "2026-12-12", "2026-12-26"]
    again = PageEditor.of(desk, event)
    assert again.data["recurrence_frequency"] == "WEEKLY"
    assert again.data["recurrence_until"] == "2026-12-26"


def test_a_cost_says_a_price_or_that_it_is_free(desk, informatica, event):
    desk.force_login(informatica)
    neither = {"title": "Intero", "price": "", "description": ""}
    answer = PageEditor.of(desk, event).stream("costs", [("cost", neither)]).publish()
    assert "spunta «Gratuito»" in answer.in_blocks("costs")[0, "price"]


def test_an_event_is_part_of_a_main_one_and_never_of_itself(desk, informatica, montiano, event):
    part = an_event(montiano, "Concerto", parent_event=event)
    desk.force_login(informatica)
    answer = PageEditor.of(desk, event).write(parent_event=event.pk).publish()
    assert "di se stesso" in answer.beside("parent_event")
    other = an_event(montiano, "Ballo")
    answer = PageEditor.of(desk, other).write(parent_event=part.pk).publish()
    assert "fa già parte di un altro" in answer.beside("parent_event")


# --- Dates as rows --------------------------------------------------------------------------------------------------


def test_dates_follow_publication_withdrawal_and_the_command(event):
    event.recurrence = WEEKLY
    event.save_revision().publish()
    assert event.occurrences.count() == 4
    Occurrence.objects.all().delete()
    call_command("rebuild_occurrences")
    assert event.occurrences.count() == 4
    EventPage.objects.get(pk=event.pk).unpublish()
    assert event.occurrences.count() == 0


def test_a_draft_that_changes_the_date_changes_no_list(event):
    event.starts_on = date(2026, 12, 6)
    event.save_revision()
    assert Occurrence.objects.get().starts_at == at("2026-12-05 09:00")


# --- What a visitor reads -------------------------------------------------------------------------------------------


def test_a_visitor_reads_everything_in_the_order_of_the_model(citizen, montiano, today):
    office = an_office(montiano, "Ufficio cultura")
    place = a_place(montiano, "Rocca malatestiana")
    event = an_event(
        montiano,
        "Mercatino",
        place=place,
        organiser=office,
        recurrence=WEEKLY,
        supporters=[{"type": "office", "value": office.pk}],
        patrons=[{"type": "partner", "value": {"name": "Regione Emilia-Romagna", "url": "https://regione.example/"}}],
        sponsors=[{"type": "partner", "value": {"name": "Forno Rossi", "url": ""}}],
        more_info="<p>Con la pioggia si fa lo stesso.</p>",
    )
    an_event(montiano, "Concerto", parent_event=event)
    page = read(citizen, event.path_url)
    text = words(page.main)
    assert "Ogni sabato fino al 26 dicembre 2026, dalle 9:00 alle 12:00" in text
    assert "Sabato 12 dicembre 2026, dalle 9:00 alle 12:00" in text
    for wanted in ("Gratuito", "Rocca malatestiana", "Piazza Maggiore 3", "Ufficio cultura", "Forno Rossi", "Concerto"):
        assert wanted in text
    labels = texts(page, "[data-element=page-index] a")
    assert labels == [
        "Cos'è", "A chi è rivolto", "Luogo", "Date e orari", "Costi", "Appuntamenti", "Contatti", "Patrocinato da",
        "Sponsor", "Ulteriori informazioni",
    ]  # fmt: skip
    assert page.select_one(f'a[href="{event.path_url}evento.ics"]')
    assert page.select_one("svg.vector-map__drawing title")
    assert "ISTAT, CC BY 4.0" in text


@pytest.mark.parametrize(("status", "title"), [("cancelled", "Evento annullato"), ("postponed", "Evento rinviato")])
def test_an_event_that_is_off_says_so_first(citizen, montiano, today, status, title):
    event = an_event(montiano, status=status, status_note="Piove troppo.")
    main = words(read(citizen, event.path_url).main)
    assert title in main
    assert "Piove troppo." in main
    assert event.structured_data({})["eventStatus"].endswith(
        "EventCancelled" if status == "cancelled" else "EventPostponed"
    )


def test_an_event_that_is_over_says_so_when_its_time_comes(citizen, clock, event):
    clock.set("2026-12-05 11:59")
    assert "Evento concluso" not in words(read(citizen, event.path_url).main)
    clock.set("2026-12-05 12:00")
    assert "Evento concluso" in words(read(citizen, event.path_url).main)


def test_machines_read_when_where_and_how_much(montiano, today):
    event = an_event(montiano, latitude="44.08", longitude="12.30", recurrence=WEEKLY)
    data = EventPage.objects.get(pk=event.pk).structured_data({})
    assert data["startDate"] == "2026-12-05T09:00:00+01:00"
    assert data["location"]["geo"]["latitude"] == 44.08
    assert data["offers"][0]["price"] == "0.00"
    assert data["isAccessibleForFree"] is True
    assert data["eventSchedule"]["byDay"] == ["Sa"]
    assert an_event(montiano, all_day=True).structured_data({})["startDate"] == "2026-12-05"


# --- Lists ----------------------------------------------------------------------------------------------------------


def titles(client, query: str = "") -> list[str]:
    return texts(read(client, LIST + query), "#elenco h3")


def test_the_list_goes_by_the_next_date_and_leaves_out_what_is_over(citizen, montiano, clock, today):
    an_event(montiano, "Domani", starts_on=date(2026, 11, 25))
    an_event(montiano, "Ieri", starts_on=date(2026, 11, 23))
    an_event(montiano, "Serie", starts_on=date(2026, 11, 7), recurrence="FREQ=WEEKLY;COUNT=6")
    an_event(montiano, "Mostra", starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 31), all_day=True)
    assert titles(citizen) == ["Mostra", "Domani", "Serie"]
    page = read(citizen, LIST)
    assert texts(page, "#eventi-passati") == ["Eventi passati"]
    assert titles(citizen, "?quando=passati") == ["Ieri"]
    assert len(marked(page, "event-link")) == 4


def test_a_draft_without_contacts_gets_them_at_the_next_saving(desk, editor, montiano):
    point = a_contact_point(montiano)
    page = an_event(montiano)
    desk.force_login(editor)
    assert PageEditor.of(desk, page).clear("contact_points", "topics").save().accepted
    assert PageEditor.of(desk, page).write(contact_points=[point.pk]).save().accepted
    draft = EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert list(draft.contact_points.all()) == [point]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?quando=oggi", ["Oggi"]),
        ("?quando=fine-settimana", ["Sabato"]),
        ("?quando=settimana", ["Oggi", "Sabato"]),
        ("?quando=mese", ["Oggi", "Sabato"]),
        ("?dal=2026-12-01", ["Dicembre"]),
        ("?dal=28/11/2026&al=28/11/2026", ["Sabato"]),
        ("?dal=2026-12-31&al=2026-12-01", ["Dicembre"]),
        ("?tipo=evento-sociale", ["Oggi", "Sabato", "Dicembre"]),
        ("?tipo=evento-culturale", []),
        ("?tipo=boh&quando=boh&pagina=x&mese=13", ["Oggi", "Sabato", "Dicembre"]),
        ("?dal=%00&al=9999-99-99", ["Oggi", "Sabato", "Dicembre"]),
    ],
)
def test_filters_narrow_the_list(citizen, montiano, today, query, expected):
    an_event(montiano, "Oggi", starts_on=date(2026, 11, 24), start_time=time(18), end_time=None)
    an_event(montiano, "Sabato", starts_on=date(2026, 11, 28))
    an_event(montiano, "Dicembre", starts_on=date(2026, 12, 8))
    assert titles(citizen, query) == expected


@pytest.mark.parametrize(
    ("query", "message"),
    [("?dal=2026-02-31", "Questo giorno non esiste"), ("?dal=2026-12-31&al=2026-12-01", "al contrario")],
)
def test_days_that_cannot_be_are_told(citizen, event, query, message):
    page = read(citizen, LIST + query)
    assert message in words(page.select_one("[role=alert]"))


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("?dal=24/12/2026&al=2026-12-31", "2026-12-24", "2026-12-31"),
        ("?dal=2026-12-31&al=2026-12-01", "2026-12-01", "2026-12-31"),
        ("?dal=31/02/2026", "", ""),
        ("?quando=mese", "", ""),
    ],
)
def test_the_fields_show_the_days_as_they_were_read_the_only_way_a_browser_can(citizen, event, query, first, last):
    page = read(citizen, LIST + query)
    assert [page.select_one(f"#filtro-{name}")["value"] for name in ("dal", "al")] == [first, last]


def test_the_rest_of_the_list_comes_with_a_link_that_keeps_the_filters(citizen, montiano, today):
    for number in range(13):
        an_event(montiano, f"Festa {number:02}", starts_on=date(2026, 12, 1 + number))
    page = read(citizen, LIST + "?tipo=evento-sociale")
    button = marked(page, "load-other-cards")[0]
    assert "tipo=evento-sociale" in button["href"]
    rest = read(citizen, LIST + button["href"])
    assert texts(rest, "#elenco h3") == ["Festa 12"]
    assert not marked(rest, "load-other-cards")


def test_the_month_is_a_table_with_a_link_for_each_day_that_has_something(citizen, montiano, today):
    an_event(montiano, "Mercatino", recurrence=WEEKLY)
    an_event(
        montiano,
        "Notte bianca",
        starts_on=date(2026, 12, 31),
        start_time=time(22),
        ends_on=date(2027, 1, 1),
        end_time=time(4),
    )
    page = read(citizen, LIST + "?mese=2026-12")
    table = page.select_one("table.month-calendar__table")
    assert words(table.caption) == "Eventi di dicembre 2026"
    assert words(table.select_one("th[scope=col]")) == "lunedì"
    assert len(table.select("a.month-calendar__number")) == 5
    day = table.select_one("a.month-calendar__number")
    assert titles(citizen, day["href"]) == ["Mercatino"]
    january = read(citizen, LIST + "?mese=2027-01")
    assert "Notte bianca" not in words(january.main), "the night belongs to the evening it began"
    assert page.select_one('a[href="?mese=2027-01"]')


def test_calendars_of_months_end_somewhere(citizen, event):
    last = read(citizen, LIST + "?mese=2028-11")
    assert not last.select_one('a[href="?mese=2028-12"]')
    assert not read(citizen, LIST + "?mese=2028-12").select("table.month-calendar__table")


def test_a_body_shows_only_its_own_events(neighbour, event):
    assert "Mercatino" not in words(read(neighbour, LIST).main)
    assert neighbour.get(event.path_url).status_code == 404


def test_the_front_page_has_four_days_at_most(citizen, montiano, clock, today):
    for number in range(6):
        an_event(montiano, f"Festa {number}", starts_on=date(2026, 12, 1 + number))
    page = read(citizen, "/")
    assert len(page.select(".event-day")) == 4
    assert "Festa 0" in words(page.main)
    clock.set("2026-12-01 12:00")
    assert "Festa 0" not in words(read(citizen, "/").main)


def test_the_section_shows_events_and_places_with_their_buttons(citizen, montiano, event):
    a_place(montiano, "Rocca")
    page = read(citizen, "/vivere-il-comune/")
    assert marked(page, "live-button-events")[0]["href"] == LIST
    assert marked(page, "live-button-locations")
    assert "Mercatino in piazza" in words(page.main)


def test_a_topic_lists_what_is_coming_and_not_what_is_over(citizen, montiano, clock, event):
    a_news_item(montiano)
    path = page_with(montiano, "argomento-mercato").path_url
    assert "Mercatino in piazza" in words(read(citizen, path).main)
    clock.set("2026-12-06 10:00")
    assert "Mercatino in piazza" not in words(read(citizen, path).main)


# --- The cache ------------------------------------------------------------------------------------------------------


@pytest.fixture
def kept_pages(settings):
    settings.PAGE_CACHE = True


@pytest.mark.parametrize("path", ["/", "/vivere-il-comune/", LIST])
def test_a_kept_list_is_no_longer_served_when_something_on_it_is_over(kept_pages, montiano, clock, path):
    clock.set("2026-12-05 11:58")
    an_event(montiano)
    visitor = Client(HTTP_HOST="montiano.test")
    assert "Mercatino in piazza" in visitor.get(path).content.decode()
    clock.set("2026-12-05 11:59")
    again = visitor.get(path)
    assert again.headers.get("X-Page-Cache") == "hit"
    clock.set("2026-12-05 12:00")
    after = visitor.get(path)
    assert "X-Page-Cache" not in after.headers


def test_each_view_of_the_list_is_kept_apart(kept_pages, event):
    visitor = Client(HTTP_HOST="montiano.test")
    queries = ("", "?quando=passati", "?mese=2026-12", "?dal=2026-12-05", "?al=2026-12-01", "?tipo=evento-culturale")
    bodies = {visitor.get(LIST + query).content for query in queries}
    assert len(bodies) == len(queries)
