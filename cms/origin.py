"""Was this POST sent by one of our own pages?

Public pages are cached, so their forms carry no token. Browsers say where a form comes from: the `Sec-Fetch-Site`
header, or `Origin` in older ones. A request that says another site is refused; one that says nothing is not from a
current browser and is refused too.
"""

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.utils.translation import gettext as _


def is_own_form(request) -> bool:
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()


def foreign() -> HttpResponse:
    """The answer to a form of another site."""
    text = _("La richiesta non viene da questo sito.")
    return HttpResponse(text, status=403, content_type="text/plain; charset=utf-8")
