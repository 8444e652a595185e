"""The card of a shared page, at an address that says what it shows."""

import io

from django.http import FileResponse, Http404, HttpResponseRedirect

from cms import share_card
from cms.models import BasePage
from cms.open_content import is_open

COLUMNS = ("pk", "title", "path", "depth", "live", "listing_label", "tenant_id", "locale_id")


def card(request, page_id: str, version: str):
    """The card of an open page of this site. An old address leads to the card of today: whoever shared the page keeps
    a picture, and nobody can make us draw more than one per page."""
    page_id = int(page_id)
    page = BasePage.objects.of(request.tenant).filter(pk=page_id, alias_of=None).only(*COLUMNS).first()
    if page is None or not is_open(request.tenant, page):
        raise Http404
    face = share_card.face_of_page(page)
    if version != face.version:
        return HttpResponseRedirect(share_card.path_of(page_id, face))
    # A file that streams: kept by browsers and proxies, not by the cache of pages.
    response = FileResponse(io.BytesIO(share_card.png(page_id, face)), content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=2592000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # made to be shown elsewhere
    return response
