"""An appointment in the browser: booked from a sheet, moved and given up; waited for; by video; and the operator's day.

Each on a copy of the demonstration, from the page to the message and back.
"""

import re
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.mailbox import messages_in
from tests.stories.test_keyboard import tab_to

ROME = ZoneInfo("Europe/Rome")
SHEET = "/servizi/anagrafe-e-stato-civile/carta-identita-elettronica/"
without_javascript = pytest.mark.browser_context_args(java_script_enabled=False)


@pytest.fixture
def letters(product):
    """`letters("anna@…")`: the messages sent to somebody, the newest last."""

    def read(address: str) -> list[str]:
        product.manage("deliver_outbox")
        return ["\n".join(_texts(mail)) for mail in messages_in(product.folder / "mail") if mail["To"] == address]

    return read


def _texts(mail) -> list[str]:
    """Subject, words and calendar of a message, as its reader sees them."""
    parts = [part for part in mail.walk() if part.get_content_maintype() == "text"]
    return [str(mail["Subject"]), *(part.get_content() for part in parts)]


def choose_the_first_hour(page: Page) -> str:
    """The first free hour of the page; its words."""
    return choose(page, page.locator("input[name=orario]").first)


def choose(page: Page, hour: Locator) -> str:
    """Choose an hour, whose day is folded unless it is the first of the month; its words."""
    day = hour.locator("xpath=ancestor::details")
    if day.get_attribute("open") is None:
        day.locator("summary").click()
    said = page.locator(f"label[for={hour.get_attribute('id')}] .visually-hidden").inner_text()
    hour.check(force=True)
    page.get_by_role("button", name=re.compile("Avanti|Sposta a quest'ora")).click()
    return said


def from_the_sheet(page: Page, site) -> None:
    """Step 1, as one gets there from the sheet of a service."""
    page.goto(site(SHEET))
    page.locator('[data-element="service-booking-access"]').first.click()
    page.get_by_role("link", name="Comincia").click()
    expect(page.get_by_text("Per il servizio «Carta d")).to_be_visible()


def fill_in(page: Page, email: str, phone: str = "") -> None:
    say_why(page)
    say_who(page, email, phone)


def say_why(page: Page) -> None:
    if not page.get_by_label("Motivo").input_value():
        page.get_by_label("Motivo").select_option("altro")
    page.get_by_label("Dettagli").fill("Mi serve per un viaggio")
    page.get_by_role("button", name="Avanti").click()


def say_who(page: Page, email: str, phone: str = "") -> None:
    page.locator("#id_name").fill("Anna")
    page.get_by_label("Cognome").fill("Bianchi")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Telefono").fill(phone)
    page.get_by_role("button", name="Avanti").click()


def test_from_the_sheet_a_citizen_books_moves_and_gives_up(page, site, letters, has_barriers):
    email = f"anna-{uuid.uuid4().hex[:8]}@cittadini.example"
    from_the_sheet(page, site)
    assert has_barriers(page) == []
    page.get_by_role("button", name="Avanti").click()
    expect(page.get_by_role("heading", name="Appuntamenti disponibili")).to_be_visible()
    assert has_barriers(page) == []
    when = choose_the_first_hour(page)
    expect(page.get_by_text(when)).to_be_visible()
    expect(page.get_by_label("Motivo")).not_to_have_value("")  # the sheet from which one comes
    assert has_barriers(page) == []
    page.get_by_role("button", name="Avanti").click()  # nothing said yet: told beside the field
    expect(page.locator(".form-field__error").first).to_be_visible()
    assert has_barriers(page) == []
    say_why(page)
    expect(page.locator("#id_name")).to_be_visible()
    assert has_barriers(page) == []
    say_who(page, email)
    expect(page.get_by_text("Mi serve per un viaggio")).to_be_visible()
    assert has_barriers(page) == []
    page.get_by_label("Ho letto le condizioni").check(force=True)
    page.get_by_role("button", name="Conferma l'appuntamento").click()
    expect(page.get_by_role("heading", name="Appuntamento confermato")).to_be_visible()
    assert has_barriers(page) == []
    code = page.locator(".booking__code").inner_text()
    assert any(code in text and "METHOD:REQUEST" in text for text in letters(email))

    first_link = page.url.split("?")[0]
    page.get_by_role("link", name="Sposta l'appuntamento").click()
    expect(page.get_by_role("button", name="Sposta a quest'ora")).to_be_visible()
    assert has_barriers(page) == []
    moved = choose_the_first_hour(page)
    assert moved != when
    expect(page.get_by_role("heading", name="Appuntamento spostato")).to_be_visible()
    expect(page.locator(".lead").first).to_have_text(moved)
    page.get_by_role("button", name="Annulla l'appuntamento").click()
    expect(page.get_by_text("Il posto è tornato libero")).to_be_visible()
    assert ["METHOD:CANCEL" in text for text in letters(email)] == [False, False, True]
    page.goto(first_link)
    expect(page.get_by_role("heading", name="Collegamento non più valido")).to_be_visible()
    assert has_barriers(page) == []


def test_who_writes_for_longer_than_the_hour_is_kept_finds_it_taken_by_somebody_else(
    page, new_context, product, site, later, has_barriers
):
    """On the later copy the ten minutes of the first person have passed; both copies are one database."""
    from_the_sheet(page, site)
    page.get_by_role("button", name="Avanti").click()
    expect(page.get_by_role("contentinfo")).to_be_visible()  # until then, the last hour is the last that has come
    number, address = page.locator("input[name=orario]").last.get_attribute("value"), page.url
    choose(page, page.locator(f"input[name=orario][value='{number}']"))
    fill_in(page, f"lia-{uuid.uuid4().hex[:8]}@cittadini.example")

    after = later(datetime.now(ROME) + timedelta(minutes=11))
    other = new_context().new_page()
    other.goto(address.replace(f":{product.port}", f":{after.port}"))
    choose(other, other.locator(f"input[name=orario][value='{number}']"))
    fill_in(other, f"mario-{uuid.uuid4().hex[:8]}@cittadini.example")
    other.get_by_label("Ho letto le condizioni").check(force=True)
    other.get_by_role("button", name="Conferma l'appuntamento").click()
    expect(other.get_by_role("heading", name="Appuntamento confermato")).to_be_visible()

    page.get_by_label("Ho letto le condizioni").check(force=True)
    page.get_by_role("button", name="Conferma l'appuntamento").click()
    expect(page.get_by_text("Quello che hai scritto è rimasto")).to_be_visible()
    assert has_barriers(page) == []


def test_a_month_without_a_place_says_so_and_has_no_barrier(page, product, site, later, has_barriers):
    from_the_sheet(page, site)
    page.get_by_role("button", name="Avanti").click()
    expect(page.get_by_role("heading", name="Appuntamenti disponibili")).to_be_visible()
    today = datetime.now(ROME)
    last = (today.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    evening = later(last.replace(hour=21))
    page.goto(f"{page.url}&mese={last:%Y-%m}".replace(f":{product.port}", f":{evening.port}"))
    expect(page.get_by_text("In questo mese non c'è posto")).to_be_visible()
    assert has_barriers(page) == []


@without_javascript
def test_it_is_booked_without_javascript_too(page, site):
    from_the_sheet(page, site)
    page.get_by_role("button", name="Avanti").click()
    choose_the_first_hour(page)
    fill_in(page, f"carlo-{uuid.uuid4().hex[:8]}@cittadini.example")
    page.get_by_label("Ho letto le condizioni").check(force=True)
    page.get_by_role("button", name="Conferma l'appuntamento").click()
    expect(page.get_by_role("heading", name="Appuntamento confermato")).to_be_visible()
    cannot_come = page.get_by_role("heading", name="Non puoi venire?")
    expect(cannot_come).to_be_visible()
    page.emulate_media(media="print")
    expect(cannot_come).to_be_hidden()


def test_it_is_booked_with_the_keyboard_alone(page, site):
    page.goto(site("/prenota/"))
    tab_to(page, page.locator(".booking__first a").first)
    page.keyboard.press("Enter")
    hour = page.locator("input[name=orario]").first
    expect(hour).to_be_attached()
    tab_to(page, hour)
    page.keyboard.press("Space")
    expect(hour).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Dettagli")).to_be_visible()
    tab_to(page, page.get_by_label("Motivo"))
    page.keyboard.press("End")
    tab_to(page, page.get_by_label("Dettagli"))
    page.keyboard.type("Un chiarimento")
    tab_to(page, page.get_by_role("button", name="Avanti"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Cognome")).to_be_visible()
    person = {"#id_name": "Dora", "#id_surname": "Neri", "#id_email": f"dora-{uuid.uuid4().hex[:8]}@x.example"}
    for field, text in (person | {"#id_phone": "0547 356111"}).items():
        tab_to(page, page.locator(field))
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    terms = page.get_by_label("Ho letto le condizioni")
    expect(terms).to_be_attached()
    tab_to(page, terms)
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Appuntamento confermato|Richiesta inviata"))).to_be_visible()


FILL = """
from contextlib import suppress
from django.utils import timezone
from appointments import api, errors, places, waiting
from appointments.models import Appointment
from appointments.rules.minutes import ROME
made, now = Appointment.objects.get(email={email!r}), timezone.now()
waiting.sweep(now)  # who waits in the demonstration has been offered something before
on, asked = made.starts_at.astimezone(ROME).date(), places.Request(made.agenda, made.type, made.mode)
for slot in [slot for day in places.free_days(asked, on, on, now) for slot in day.slots]:
    for number in range(slot.free):
        with suppress(errors.PlaceTaken):
            api.confirm(asked, slot.start, api.Person("Uno", "Altro", f"{{slot.start}}-{{number}}@x.example"), now)
print(on)
"""


def test_who_waits_is_offered_the_place_that_somebody_gives_up(page, product, new_context, site, letters, has_barriers):
    first, second = (f"{name}-{uuid.uuid4().hex[:8]}@cittadini.example" for name in ("elena", "franco"))
    from_the_sheet(page, site)
    page.get_by_role("button", name="Avanti").click()
    address = page.url
    when = choose_the_first_hour(page)
    fill_in(page, first)
    page.get_by_label("Ho letto le condizioni").check(force=True)
    page.get_by_role("button", name="Conferma l'appuntamento").click()

    day = product.manage("shell", "-v", "0", "-c", FILL.format(email=first)).strip()  # others take the rest of it
    other = new_context().new_page()
    other.goto(address.replace("/orari/", "/attesa/"))
    expect(other.get_by_role("button", name="Mettimi in lista")).to_be_visible()
    assert has_barriers(other) == []
    other.locator("#id_name").fill("Franco")
    other.get_by_label("Cognome").fill("Verdi")
    other.get_by_label("Email").fill(second)
    other.locator("#id_first_on").fill(day)
    other.locator("#id_last_on").fill(day)
    other.get_by_role("button", name="Mettimi in lista").click()
    expect(other.get_by_role("heading", name="Sei in lista d'attesa")).to_be_visible()
    assert has_barriers(other) == []

    page.get_by_role("button", name="Annulla l'appuntamento").click()
    (offer,) = [text for text in letters(second) if "Si è liberato un posto" in text]
    (link,) = re.findall(r"(/lista-d-attesa/posto/\S+?/[0-9a-f]{40}/)", offer)
    other.goto(site(link))
    expect(other.get_by_text(when)).to_be_visible()
    assert has_barriers(other) == []
    other.get_by_role("button", name="Prendo questo posto").click()
    expect(other.get_by_role("heading", name="Appuntamento confermato")).to_be_visible()
    expect(other.locator(".lead").first).to_have_text(when)


def test_a_video_call_opens_in_its_time_to_the_two_people_and_closes(
    page, new_context, product, site, later, enter, stored, has_barriers
):
    email = f"gina-{uuid.uuid4().hex[:8]}@cittadini.example"
    page.goto(product.url("cesena", "/prenota/"))
    page.get_by_label("Sportello video dell'Unione").check(force=True)
    page.get_by_role("button", name="Continua con questo ufficio").click()
    page.locator("input[name=tipo]").first.check(force=True)
    page.locator("input[name=modo][value=video]").check(force=True)
    page.get_by_role("button", name="Avanti").click()
    choose_the_first_hour(page)
    fill_in(page, email, "0547 356111")
    page.get_by_label("Ho letto le condizioni").check(force=True)
    page.get_by_role("button", name="Conferma l'appuntamento").click()
    expect(page.get_by_text("La stanza si apre dieci minuti prima")).to_be_visible()
    expect(page.get_by_role("button", name="Entra nella videochiamata")).to_have_count(0)
    assert has_barriers(page) == []
    private = page.url.split("?")[0].replace(f":{product.port}", ":{port}")
    ((number, starts),) = stored("select id, starts_at from appointments_appointment where email = ?", email)
    starts_at = datetime.fromisoformat(f"{starts}+00:00")

    page.get_by_role("link", name="Prova prima telecamera e microfono").click()
    page.get_by_role("button", name="Comincia la prova").click()
    expect(page.get_by_text("La telecamera funziona")).to_be_visible()
    assert has_barriers(page) == []

    on_time = later(starts_at - timedelta(minutes=5))
    page.goto(private.format(port=on_time.port))
    page.get_by_role("button", name="Entra nella videochiamata").click()
    expect(page.get_by_text("Aspettiamo l'altra persona")).to_be_visible()
    assert has_barriers(page) == []

    desk = new_context().new_page()
    enter(desk, "sportello-cesena", f"/admin/appuntamenti/{number}/", on=on_time)
    desk.get_by_role("button", name="Entra in video").click()
    desk.wait_for_load_state()
    # The desk leads to the body's own address, which is that of the copy of today.
    desk.goto(desk.url.replace(f":{product.port}", f":{on_time.port}"))
    expect(desk.get_by_text("Ci siete tutti e due.")).to_be_visible()
    expect(page.get_by_text("Ci siete tutti e due.")).to_be_visible()
    desk.get_by_label("Scrivi all'altra persona").fill("Buongiorno Anna, la sento bene")
    desk.get_by_role("button", name="Invia").click()
    expect(page.get_by_role("log")).to_contain_text("Buongiorno Anna")
    expect(page.locator("[data-theirs]")).to_have_js_property("readyState", 4)  # the other's picture moves

    after = later(starts_at + timedelta(hours=2))
    page.goto(private.format(port=after.port))
    expect(page.get_by_role("button", name="Entra nella videochiamata")).to_have_count(0)
    ((citizen, operator),) = stored(
        "select citizen_joined_at, operator_joined_at from appointments_videoroom where appointment_id = ?", number
    )
    assert citizen
    assert operator


def test_the_operators_day_from_arrival_to_the_next_one(page, product, enter, later, stored):
    ((number, starts, agenda),) = stored(
        "select a.id, a.starts_at, a.agenda_id from appointments_appointment a "
        "join cms_tenant t on t.id = a.tenant_id where t.slug = 'sarsina' and a.state = 'prenotato' "
        "and a.mode = 'sportello' and a.starts_at > ? order by a.starts_at limit 1",
        f"{datetime.now(tz=ZoneInfo('UTC')):%Y-%m-%d %H:%M:%S}",
    )
    moment = datetime.fromisoformat(f"{starts}+00:00")
    that_day = later(moment - timedelta(minutes=5))
    enter(page, "sportello-sarsina", f"/admin/appuntamenti/agenda/{agenda}/", on=that_day)
    row = page.locator(f"#a{number}")
    row.get_by_role("button", name="È arrivato").click()
    expect(page.locator(f"#a{number}")).to_contain_text("Arrivato")
    page.locator(f"#a{number}").get_by_role("button", name="Chiama").click()
    page.locator(f"#a{number}").get_by_role("button", name="Servito").click()
    expect(page.locator(f"#a{number}")).to_contain_text("Servito")

    page.get_by_role("link", name="Nuovo appuntamento").click()
    page.locator("p", has_text="Il primo posto libero").get_by_role("link").click()
    page.get_by_label("Orario").select_option(index=0)
    page.get_by_label("Per quale servizio").select_option("altro")
    page.locator("#id_name").fill("Ivo")
    page.locator("#id_surname").fill("Gialli")
    page.locator("#id_phone").fill("0547 94901")
    page.get_by_role("button", name="Prenota", exact=True).click()
    expect(page.locator(".messages .success")).to_contain_text("Prenotato")
    expect(page.get_by_text("Ivo Gialli").first).to_be_visible()
