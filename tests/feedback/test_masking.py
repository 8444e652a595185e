"""What people write of themselves in a comment is covered before anybody reads it; what they say of the page stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.masking import masked


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Scrivetemi a mario.rossi@example.it, grazie", "Scrivetemi a [email], grazie"),
        ("mario.rossi (at) example.it", "[email]"),
        ("mario [chiocciola] example.it", "[email]"),
        ("Chiamatemi al 333 1234567.", "Chiamatemi al [telefono]."),
        ("tel 0547/123456", "tel [telefono]"),
        ("+39 333.12.34.567 dopo le 18", "[telefono] dopo le 18"),
        ("333 1234567 0547 123456", "[telefono] [telefono]"),
        ("Sono RSSMRA80A01C573K e non riesco", "Sono [codice fiscale] e non riesco"),
        ("rss mra 80a01 c573k", "[codice fiscale]"),
        ("IBAN IT60 X054 2811 1010 0000 0123 456", "IBAN [IBAN]"),
        ("Pago con 4111 1111 1111 1111", "Pago con [numero di carta]"),
        ("La mia carta CA12345AA è scaduta", "La mia carta [numero di documento] è scaduta"),
        ("Ho la AB 123 CD", "Ho la [targa]"),
        ("partita IVA 01234567890", "partita IVA [telefono]"),
        ("partita IVA 12345678901", "partita IVA [numero]"),
        ("Guardate https://sito-falso.example/entra?x=1 qui", "Guardate [indirizzo web] qui"),
        ("www.sito-falso.example", "[indirizzo web]"),
        ("Mi chiamo Mario Rossi e non capisco", "Mi chiamo [nome] e non capisco"),
        ("mi chiamo Anna D'Angelo", "mi chiamo [nome]"),
        ("Firmato: Lucia Verdi", "Firmato: [nome]"),
        ("Abito in via Roma 12, non trovo il numero", "Abito in [indirizzo], non trovo il numero"),
        ("mia madre, nata il 3/5/1941, non può", "mia madre, nata il [data di nascita], non può"),
        ("nato il 3 maggio 1941", "nato il [data di nascita]"),
    ],
)
def test_personal_data_are_covered(written, read):
    assert masked(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "Manca l'orario del sabato: 9.00-13.00 o 8:30?",
        "La scadenza era il 30/11/2026, qui c'è 30-11-26",
        "La delibera 123/2026 non si apre",
        "Costa 16,00 euro, prima ne costava 5.42",
        "Il modulo 4 chiede la marca da 16 euro",
        "Il bando scade tra 10 giorni: dal 01/02/2026 al 03/04/2026",
        "CAP 47521, protocollo 2026/0001234",
        "Ci vive tanta gente e abito lontano",
        "Le persone nate il giorno dopo",
        "",
        "Riga uno\nriga due",
    ],
)
def test_what_is_said_of_the_page_stays_as_it_is(text):
    assert masked(text) == text


def test_signs_that_nobody_sees_do_not_hide_a_number():
    assert masked("333\u200b1234567 \u202e") == "[telefono] "


@given(st.text(max_size=200))
def test_any_text_is_read_at_once_and_covered_once(text):
    once = masked(text)
    assert masked(once) == once
    assert len(once) <= 2 * len(text) + 20


@pytest.mark.parametrize(
    "bad", ["a" * 200, "1 " * 100, "a.a" * 66, "via " * 50, "Mi chiamo " * 20, "@" * 200, "AB12 " * 40]
)
def test_no_text_makes_it_think_for_long(bad):
    """Two hundred characters at most reach it: none of them may cost more than a moment of looking."""
    for _time in range(20):
        masked(bad)
