"""How to tell us of a weakness: `/.well-known/security.txt` (RFC 9116) and the page it points at."""

from datetime import date, datetime, time, timedelta

from django.http import HttpResponse
from django.utils import timezone

from cms.directory import directory
from cms.frame import frame_for
from cms.page_cache import mark_public
from opendata.views import page

VALID_DAYS = 180  # RFC 9116 recommends less than a year
POLICY = "/segnalazioni-di-sicurezza/"


def security_txt(request):
    text = "".join(f"{name}: {value}\n" for name, value in fields(request.tenant, timezone.localdate()))
    return mark_public(HttpResponse(text, content_type="text/plain; charset=utf-8"))


def fields(tenant, today: date) -> list[tuple[str, str]]:
    """Fields of the file. The union runs the installation: it is told too, after the body itself."""
    root = tenant.root_url
    contacts = [*_contacts(tenant), *(_contacts(union) if (union := directory().union) else [])]
    # The first of the month: the file stays the same for weeks, and so do the copies of it.
    expires = datetime.combine(today.replace(day=1) + timedelta(days=VALID_DAYS), time.min)
    return [
        *(("Contact", contact) for contact in dict.fromkeys(contacts) or [f"{root}{POLICY}"]),
        ("Expires", f"{expires:%Y-%m-%dT%H:%M:%SZ}"),
        ("Preferred-Languages", "it, en"),
        ("Canonical", f"{root}/.well-known/security.txt"),
        ("Policy", f"{root}{POLICY}"),
    ]


def _contacts(tenant) -> list[str]:
    return [f"mailto:{address}" for address in (tenant.email, tenant.pec) if address]


def policy(request):
    frame = frame_for(request)
    contacts = [value for name, value in fields(request.tenant, timezone.localdate()) if name == "Contact"]
    home = {"label": "Home", "path": frame.links["home"]}
    context = {
        "frame": frame,
        "canonical": frame.canonical,
        "description": "Hai trovato una debolezza di questo sito? Dillo a noi, prima che ad altri.",
        "addresses": [c.removeprefix("mailto:") for c in contacts if c.startswith("mailto:")],
        "breadcrumb": [home, {"label": "Problemi di sicurezza", "path": POLICY}],
    }
    return page(request, "opendata/security_policy.html", context)
