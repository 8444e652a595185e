"""RFC 9116: whom to tell of a weakness, for each body."""

import re
from datetime import date, datetime, timedelta

import pytest

from opendata import security

pytestmark = pytest.mark.django_db


def parsed(client) -> list[tuple[str, str]]:
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return [tuple(line.split(": ", 1)) for line in answer.content.decode().splitlines()]


def test_it_has_all_that_the_standard_asks(citizen, montiano):
    montiano.pec = "protocollo@pec.montiano.example"
    montiano.save()
    found = dict(parsed(citizen))
    assert found["Contact"] == "mailto:protocollo@pec.montiano.example"
    assert found["Canonical"] == f"{montiano.root_url}/.well-known/security.txt"
    assert found["Preferred-Languages"] == "it, en"
    assert citizen.get(found["Policy"].removeprefix(montiano.root_url)).status_code == 200


def test_a_body_without_addresses_gives_the_page(citizen, montiano):
    assert dict(parsed(citizen))["Contact"] == f"{montiano.root_url}/segnalazioni-di-sicurezza/"


def test_the_union_is_told_too_once(citizen, montiano, union):
    montiano.email, union.email = "comune@montiano.example", "ced@unione.example"
    montiano.save()
    union.save()
    contacts = [value for name, value in parsed(citizen) if name == "Contact"]
    assert contacts == ["mailto:comune@montiano.example", "mailto:ced@unione.example"]


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 11, 30), date(2028, 2, 29)])
def test_it_expires_within_a_year_and_never_in_the_past(montiano, today):
    text = dict(security.fields(montiano, today))["Expires"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", text)
    expires = datetime.fromisoformat(text.removesuffix("Z")).date()
    assert today + timedelta(days=100) < expires < today + timedelta(days=365)


def test_it_stays_the_same_for_a_whole_month(montiano):
    assert security.fields(montiano, date(2026, 11, 1)) == security.fields(montiano, date(2026, 11, 30))
