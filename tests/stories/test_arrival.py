"""A citizen comes to the office and says so: with a phone, at the address of the QR code, or on the tablet of the hall."""

import re

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import DESK, PHONE
from tests.stories.test_accessibility import look_at_both_widths, violations  # noqa: F401  a fixture

# Two appointments of a town are brought to this minute: the demonstration does not know when it will be looked at.
BRING_TO_NOW = """
from datetime import timedelta
from django.utils import timezone
from appointments import messages
from appointments.models import Appointment
rows = Appointment.objects.filter(mode="sportello", language="it").exclude(state__in=["disdetto", "annullato"])
town = rows.order_by("tenant__slug").values_list("tenant", flat=True).first()
now = timezone.now()
for row in rows.filter(tenant=town).select_related("tenant").order_by("pk")[:2]:
    Appointment.objects.filter(pk=row.pk).update(
        starts_at=now, ends_at=now + timedelta(minutes=20), state="prenotato", contact_key="", person_key=""
    )
    print(row.tenant.slug, row.code, messages.private_path(row), messages.arrival_path(row), row.surname)
"""


@pytest.fixture(scope="module")
def expected(product) -> list[list[str]]:
    """For each of the two: body, code, private address, address of arrival, surname."""
    told = product.manage("shell", "--no-imports", "-c", BRING_TO_NOW)
    rows = [line.split(" ", 4) for line in told.splitlines() if "/appuntamenti/" in line]
    assert len(rows) == 2
    return rows


without_javascript = pytest.mark.browser_context_args(java_script_enabled=False)


@without_javascript
def test_a_citizen_arrives_with_the_address_of_the_qr_code(page, product, expected):
    slug, code, private, arrival, surname = expected[0]
    page.goto(product.url(slug, private))
    expect(page.get_by_role("img", name="Codice QR con l'indirizzo per dire che sei arrivato")).to_be_visible()
    page.goto(product.url(slug, arrival))
    expect(page.get_by_role("main")).not_to_contain_text(surname)
    page.get_by_role("button", name="Sono arrivato").click()
    expect(page.get_by_role("status")).to_contain_text("Siediti: ti chiamano col codice")
    expect(page.get_by_role("status")).to_contain_text(code)


@without_javascript
def test_another_arrives_on_the_tablet_of_the_hall_with_the_keyboard_alone(page, product, expected):
    slug, code, _private, _arrival, surname = expected[1]
    page.set_viewport_size(DESK)
    page.goto(product.url(slug, "/appuntamenti/arrivo/"))
    field = page.get_by_label("Il tuo codice")
    field.focus()
    page.keyboard.type("sbagliato")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Oggi non c'è un appuntamento con questo codice")
    field.fill(f"{code[:3].lower()} {code[3:].lower()}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(code)
    expect(page.get_by_role("main")).not_to_contain_text(surname)
    page.get_by_role("link", name="Ho finito").click()
    expect(page.get_by_label("Il tuo codice")).to_have_value("")


def test_the_pages_of_arrival_have_no_barrier(page, product, expected, violations):  # noqa: F811
    slug, code, private, arrival, _surname = expected[1]
    for path in (f"{private}?esito=confermato", arrival, "/appuntamenti/arrivo/"):
        assert look_at_both_widths(page, violations, product.url(slug, path)) == [], path
    page.set_viewport_size(PHONE)
    for typed in ("sbagliato", code):
        page.get_by_label("Il tuo codice").fill(typed)
        page.get_by_role("button", name="Sono arrivato").click()
        page.wait_for_load_state()
        assert violations() == []


def test_the_screen_of_the_operators_calendar_has_no_barrier(page, product, enter, violations):  # noqa: F811
    enter(page, "sportello-sarsina", "/admin/appuntamenti/il-mio-calendario/")
    assert violations() == []
    page.get_by_role("button", name=re.compile("^Crea")).click()
    expect(page.get_by_label("Indirizzo del calendario")).to_have_value(re.compile(r"^http.*/calendari/.+\.ics$"))
    assert violations() == []
