"""Pages of one person's (a booking, a request): kept by nobody, and what their addresses and fields hold, read with care."""

from collections.abc import Iterable
from functools import wraps
from itertools import zip_longest
from uuid import UUID

from django.http import Http404
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from cms import versions
from cms.frame import frame_for


def unkept(view):
    """A page kept by nobody and named to nobody."""

    @wraps(view)
    def careful(request, *args, **kwargs):
        if request.tenant is None:
            raise Http404
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return require_http_methods(["GET", "HEAD", "POST"])(careful)


def uncached(view):
    """A page of one person's: kept by nobody, named to nobody, and its forms carry a token."""
    return csrf_protect(unkept(view))


def answer(request, template: str, context: dict, *, status: int = 200):
    """A page of ours that is not in the tree of the site, in the site's frame."""
    return render(request, template, {"frame": frame_for(request), "page": None, **context}, status=status)


def progress(labels: list[str], current: int) -> dict:
    """The steps of a flow for the component `steps`, one of them current."""
    states = ["done"] * current + ["current"]
    rows = [{"label": label, "state": state} for label, state in zip_longest(labels, states, fillvalue="")]
    return {"steps": rows, "step_number": current + 1}


def rated_page(request, kind) -> int:
    """Key of the page that holds what people say of a service in use: that of its type in the reader's language, or in
    Italian; 0 where there is none."""
    pages = kind.objects.of(request.tenant).live()
    spoken = pages.filter(versions.in_language(request.language)).values_list("pk", flat=True).first()
    return spoken or pages.values_list("pk", flat=True).first() or 0


def sent(request):
    """What a form was sent with, for a form; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def typed(request, names: Iterable[str], most: int) -> dict[str, str]:
    """What was written in some fields, to be kept until the end; without the null bytes that PostgreSQL refuses."""
    return {name: request.POST.get(name, "").replace("\x00", "")[:most] for name in names}


def number_of(text: str) -> int:
    """A key that an address or a field names; 0 where it is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def link_key(purpose: str, *about) -> str:
    """The secret part of a private link: 160 bits, as letters and digits, computed from what the link is about, so that
    every message can carry it and nothing secret is stored."""
    text = "|".join(str(part) for part in about)
    return salted_hmac(purpose, text, algorithm="sha256").hexdigest()[:40]


def is_link_key(given: str, purpose: str, *about) -> bool:
    return constant_time_compare(given, link_key(purpose, *about))


def browser_hash(number: str) -> str:
    """A browser, by the number of its cookie, without keeping the number."""
    return salted_hmac("appointments.browser", number, algorithm="sha256").hexdigest()[:43]
