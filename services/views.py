"""What a service sheet gives besides its page."""

from django.http import Http404, HttpResponse
from django.utils import timezone

from cms import page_cache
from cms.directory import directory
from cms.serving import find_page
from services import printed
from services.models import ServicePage


def sheet_pdf(request, path: str):
    """The sheet as a tagged PDF; not found where the page is not, is not a sheet, or is kept for staff."""
    known = request.tenant is not None and not request.is_untranslated
    page = find_page(request.tenant, request.language, path.strip("/")) if known else None
    if not isinstance(page, ServicePage) or directory().is_restricted(page.path):
        raise Http404
    page = page.as_read()
    context = page.get_context(request)
    address = f"{request.tenant.root_url}{page.path_url}"
    body = printed.document(page, context, request.language, address, timezone.localdate())
    response = HttpResponse(body, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{page.slug}.pdf"'
    response.headers["X-Robots-Tag"] = "noindex"  # the page is what a search should find
    return page_cache.mark_public(response) if page_cache.is_anonymous(request) else response
