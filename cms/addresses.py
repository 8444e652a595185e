"""Addresses of our own pages that are not in the tree of a site, in the reader's language."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language


def address(name: str, *args, language: str = "", **query) -> str:
    """The path of a page, with what it asks for; empty values are left out."""
    prefix = "/en" if (language or get_language() or settings.LANGUAGE_CODE) == "en" else ""
    asked = urlencode({key: value for key, value in query.items() if value not in ("", None, ())}, doseq=True)
    return f"{prefix}{reverse(name, args=args)}{'?' if asked else ''}{asked}"
