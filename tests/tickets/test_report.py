"""A citizen reports what does not work, in three steps and without JavaScript; what they typed and sent is never lost."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from cms.models import OutboxMessage
from tests.factories import a_place
from tests.reading import read, words
from tests.tickets.office import ABROAD, HERE, IN_CESENA, PERSON, a_pdf, a_photo
from tickets import picker
from tickets.models import Attachment, Draft, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("boundaries")]
WORDS = {**PERSON, "address": "Via Roma 1", "category": "strade", "subject": "Buca", "details": "Larga un metro."}


def begin(browser) -> str:
    return browser.post("/segnala/", {"privacy": "on"})["Location"]


def fill(browser, url: str, **more):
    return browser.post(url, WORDS | more)


def send(browser, **more):
    url = begin(browser)
    summary = fill(browser, url, **more)["Location"]
    return browser.post(summary, {"request_key": Draft.objects.get().key})


def test_who_is_in_danger_is_told_to_ring_112_first(citizen):
    for url in ("/servizi/segnalazione-disservizio/", "/segnala/"):
        page = words(read(citizen, url).main)
        assert page.index("Chiama il 112") < page.index("privacy" if url == "/segnala/" else "Segnala disservizio")


def test_the_page_of_the_plan_leads_to_the_form_and_to_the_list(citizen):
    page = read(citizen, "/servizi/segnalazione-disservizio/").main
    assert page.find("a", string="Segnala disservizio")["href"] == "/segnala/"
    assert page.find("a", string="Tutte le segnalazioni")["href"] == "/segnalazioni/"


def test_a_report_in_three_steps(citizen, montiano):
    url = begin(citizen)
    assert "Dati di segnalazione" in words(read(citizen, url).main)
    summary = fill(citizen, url)
    shown = words(read(citizen, summary["Location"]).main)
    for text in ("Via Roma 1", "Strade e marciapiedi", "Buca", "Larga un metro.", "Anna Bianchi"):
        assert text in shown
    done = citizen.post(summary["Location"], {"request_key": Draft.objects.get().key})
    page = words(read(citizen, done["Location"]).main)
    made = Ticket.objects.get()
    assert made.code == "S-2026-1"
    assert made.holder == montiano
    for text in ("Segnalazione inviata", "S-2026-1", "Via Roma 1"):
        assert text in page


def test_without_the_conditions_it_does_not_begin(citizen):
    answer = citizen.post("/segnala/", {})
    assert answer.status_code == 422
    assert not Draft.objects.exists()


def test_what_was_typed_and_the_good_files_stay_when_something_is_missing(citizen):
    url = begin(citizen)
    answer = citizen.post(url, WORDS | {"email": "", "photos": [a_photo()], "documents": [a_pdf()]})
    page = answer.content.decode()
    assert answer.status_code == 422
    for text in ("Manca: Email.", "Larga un metro.", "buca.jpg", "relazione.pdf"):
        assert text in page
    summary = fill(citizen, url)
    assert "relazione.pdf" in citizen.get(summary["Location"]).content.decode()


def test_a_file_can_be_taken_away_again(citizen):
    url = begin(citizen)
    citizen.post(url, WORDS | {"documents": [a_pdf()], "allega": "1"})
    row = Attachment.objects.get()
    path = row.file.path
    citizen.post(url, WORDS | {"togli": row.pk})
    assert not Attachment.objects.exists()
    assert not Path(path).exists()


def test_nobody_takes_away_the_file_of_another(citizen):
    citizen.post(begin(citizen), WORDS | {"documents": [a_pdf()], "allega": "1"})
    other = Client(HTTP_HOST="montiano.test")
    other.post(begin(other), WORDS | {"togli": Attachment.objects.get().pk})
    assert Attachment.objects.exists()


def test_a_draft_opens_in_the_browser_that_began_it_and_in_no_other(citizen):
    url = begin(citizen)
    assert citizen.get(url).status_code == 200
    answer = Client(HTTP_HOST="montiano.test").get(url)
    assert answer.status_code == 404
    assert "con un altro browser" in answer.content.decode()


def test_sent_twice_it_is_made_once(citizen):
    summary = fill(citizen, begin(citizen))["Location"]
    key = {"request_key": Draft.objects.get().key}
    first, second = citizen.post(summary, key), citizen.post(summary, key)
    assert first["Location"].split("?")[0] == second["Location"].split("?")[0]
    assert Ticket.objects.count() == OutboxMessage.objects.count() == 1


def test_nothing_typed_stays_in_the_draft_once_it_is_sent(citizen):
    send(citizen)
    assert Draft.objects.get().given == {}


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("address", "http://truffa.example/", "Togli l'indirizzo web"),
        ("subject", "Vinci su premio-facile.com", "Togli l'indirizzo web"),
        ("details", "a" * 201, "al massimo sono 200"),
        ("category", "inventata", "non è tra quelle disponibili"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(citizen, field, text, said):
    answer = fill(citizen, begin(citizen), **{field: text})
    assert answer.status_code == 422
    assert said in answer.content.decode().replace("&#x27;", "'")


# --- The place ----------------------------------------------------------------------------------------------------------


def test_a_touch_on_the_map_chooses_a_point_and_comes_nearer(citizen, montiano):
    url = begin(citizen)
    back = citizen.post(url, WORDS | {"punto.x": "144", "punto.y": "144"})
    assert back["Location"].endswith("#mappa")
    given = Draft.objects.get().given
    middle = picker.point_of(montiano, picker.View(), 144, 144)
    assert (float(given["typed"]["latitude"]), float(given["typed"]["longitude"])) == middle
    assert given["view"][2] == 1
    assert given["typed"]["subject"] == "Buca"
    assert "Punto scelto" in words(read(citizen, url).main)


def test_the_map_is_moved_by_buttons_and_the_point_taken_away(citizen):
    url = begin(citizen)
    citizen.post(url, WORDS | {"mappa": "vicino"})
    before = Draft.objects.get().given["view"]
    citizen.post(url, WORDS | {"mappa": "nord"})
    after = Draft.objects.get().given["view"]
    assert after[0] > before[0]
    assert after[1] == before[1]
    citizen.post(url, WORDS | {"latitude": HERE[0], "longitude": HERE[1], "mappa": "togli"})
    assert Draft.objects.get().given["typed"]["latitude"] == ""


def test_the_same_touch_is_the_same_point_drawn_again(montiano):
    view = picker.View(HERE, 2)
    point = picker.point_of(montiano, view, 100, 60)
    assert picker.point_of(montiano, picker.View(point, 3), picker.SIDE / 2, picker.SIDE / 2) == pytest.approx(
        point, abs=2e-5
    )


def test_the_drawing_has_the_borders_and_the_pin(citizen):
    answer = citizen.get("/segnala/mappa.svg", {"vista": f"{HERE[0]},{HERE[1]},2", "punto": f"{HERE[0]},{HERE[1]}"})
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.count(b"<path") >= 2


@pytest.mark.parametrize("view", ["", "44,12", "44,12,9", "nan,12,2", "a,b,c", "1e999,0,1"])
def test_a_view_that_is_none_shows_the_whole_body(citizen, view):
    assert citizen.get("/segnala/mappa.svg", {"vista": view, "punto": view}).status_code == 200


def test_a_point_outside_the_union_is_refused_beside_the_place(citizen):
    answer = fill(citizen, begin(citizen), latitude=ABROAD[0], longitude=ABROAD[1])
    assert answer.status_code == 422
    assert "fuori dal territorio dell'Unione" in answer.content.decode().replace("&#x27;", "'")


def test_a_point_of_the_neighbour_goes_to_the_neighbour(citizen, montiano, cesena):
    send(citizen, latitude=IN_CESENA[0], longitude=IN_CESENA[1])
    made = Ticket.objects.get()
    assert (made.tenant, made.holder) == (montiano, cesena)


def test_a_place_that_is_written_by_its_name_has_its_point(citizen, montiano):
    a_place(montiano, "Biblioteca di Montiano", latitude=Decimal("44.0795"), longitude=Decimal("12.3055"))
    send(citizen, address="biblioteca di montiano")
    assert Ticket.objects.get().point == HERE


def test_the_telephone_may_say_where_it_is_only_on_the_page_that_asks(citizen):
    assert "geolocation=(self)" in citizen.get(begin(citizen))["Permissions-Policy"]
    assert "geolocation=()" in citizen.get("/segnala/")["Permissions-Policy"]


def test_who_writes_another_place_loses_the_point_of_the_first(citizen, montiano):
    a_place(montiano, "Biblioteca di Montiano", latitude=Decimal("44.0795"), longitude=Decimal("12.3055"))
    url = begin(citizen)
    fill(citizen, url, address="Biblioteca di Montiano", email="")
    given = Draft.objects.get().given["typed"]
    fill(citizen, url, address="Via Roma", latitude=given["latitude"], longitude=given["longitude"])
    assert Draft.objects.get().given["typed"]["latitude"] == ""


def test_a_known_place_outside_the_borders_gives_no_point(citizen, montiano):
    a_place(montiano, "Ospedale", latitude=Decimal("44.2227"), longitude=Decimal("12.0407"))
    send(citizen, address="Ospedale")
    assert Ticket.objects.get().point is None


def test_the_map_pressed_from_the_keyboard_comes_nearer_and_chooses_nothing(citizen):
    citizen.post(begin(citizen), WORDS | {"punto.x": "0", "punto.y": "0"})
    given = Draft.objects.get().given
    assert (given["typed"]["latitude"], given["view"][2]) == ("", 1)


def test_what_the_summary_sends_back_says_what_is_wrong(citizen):
    url = begin(citizen)
    draft = Draft.objects.get()
    draft.given = {"typed": WORDS | {"email": "", "latitude": "", "longitude": ""}}
    draft.save()
    back = citizen.get(url.replace("dati", "riepilogo"))
    answer = citizen.get(back["Location"])
    assert answer.status_code == 422
    assert "Manca: Email." in answer.content.decode()


def test_the_end_of_a_line_is_one_letter(citizen):
    text = "\r\n".join(["a" * 39] * 5)  # 199 as the browser counts
    assert fill(citizen, begin(citizen), details=text).status_code == 302


def test_a_point_taken_away_does_not_come_back_with_the_name_of_the_place(citizen, montiano):
    a_place(montiano, "Biblioteca di Montiano", latitude=Decimal("44.0795"), longitude=Decimal("12.3055"))
    url = begin(citizen)
    fill(citizen, url, address="Biblioteca di Montiano", email="")
    citizen.post(url, WORDS | {"address": "Biblioteca di Montiano", "mappa": "togli"})
    fill(citizen, url, address="Biblioteca di Montiano")
    assert Draft.objects.get().given["typed"]["latitude"] == ""
