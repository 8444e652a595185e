"""Serve a page in two queries instead of one for each step of its address (decision 0008)."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from cms import page_cache
from cms.directory import directory
from cms.models import BasePage


def find_page(tenant, language: str, path: str):
    """The live page of a body at a path of its site, as its own type; None when there is none."""
    where = directory()
    root = where.root(tenant.pk, language)
    if root is None:
        return None
    # The slug is indexed and the address is not: together they find one row among any number.
    url_path = root.url_path + (f"{path}/" if path else "")
    slug = url_path.rsplit("/", 2)[1]
    found = (
        Page.objects.filter(slug=slug, url_path=url_path, live=True, alias_of=None)
        .order_by()
        .values_list("pk", "content_type_id")
        .first()
    )
    if found is None:
        return None
    model = ContentType.objects.get_for_id(found[1]).model_class()
    if not issubclass(model, BasePage):
        return None
    page = model.for_serving().get(pk=found[0])
    page.tenant = tenant
    page.locale = where.locales[page.locale_id]
    return page


def serve(request, path: str = ""):
    """Public view of every page. Pages under a privacy restriction go Wagtail's own, slower way, and are never kept."""
    path = path.strip("/")
    known = request.tenant is not None and not request.is_untranslated
    page = find_page(request.tenant, request.language, path) if known else None
    if page is None:
        raise Http404
    if directory().is_restricted(page.path):
        return wagtail_serve(request, path)
    request._wagtail_route_for_request = (page, (), {})
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, (), {})
        if answer is not None:
            return answer
    if request.method not in ("GET", "HEAD"):
        return page.check_request_method(request) or page.serve(request)
    response = page.serve(request)
    if "Cache-Control" in response.headers or not page_cache.is_anonymous(request):
        return response  # a type that must not be kept has said so
    return page_cache.mark_public(response)
