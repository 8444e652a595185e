"""Secrets of appointments: links that change something, hashes that tell "the same person" without saying who.

A link is computed from the appointment, so that every message can carry it and nothing secret is stored. It dies when
the appointment is moved or ends, because `sequence` is part of it (docs/decisions/0032).
"""

import secrets
import unicodedata

from django.utils.crypto import salted_hmac

from cms import private_pages

ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679"  # no letters or digits that are taken for another when read aloud
CODE_LENGTH = 6


def new_code() -> str:
    """A code to say at the desk or on the telephone: 300 million of them, unique per body and year by constraint."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def link_key(purpose: str, public_id, sequence: int) -> str:
    """The secret part of a private link; it dies when the appointment is moved, because `sequence` is part of it."""
    return private_pages.link_key(f"appointments.{purpose}", public_id, sequence)


def is_link_key(given: str, purpose: str, public_id, sequence: int) -> bool:
    return private_pages.is_link_key(given, f"appointments.{purpose}", public_id, sequence)


def contact_key(email: str, phone: str) -> str:
    """The same for the same mail address, or telephone where there is none; empty for who left neither."""
    contact = _plain(email) or "".join(char for char in phone if char.isdigit())
    return _hash("contact", contact) if contact else ""


def person_key(email: str, phone: str, name: str, surname: str) -> str:
    """The same for the same person at the same contact: a family may share a mail address."""
    contact = contact_key(email, phone)
    return _hash("person", f"{contact}|{_plain(name)}|{_plain(surname)}") if contact else ""


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.strip().casefold())
    return " ".join("".join(char for char in folded if not unicodedata.combining(char)).split())


def _hash(purpose: str, text: str) -> str:
    return salted_hmac(f"appointments.{purpose}", text, algorithm="sha256").hexdigest()[:43]
