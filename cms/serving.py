"""Serve a page in two queries instead of one for each step of its address (decision 0008)."""

from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from cms import page_cache
from cms.directory import directory
from cms.models import BasePage
from cms.prepared import prepared


@prepared
def _found_at(*, slug, url_path):
    # The slug is indexed and the address is not: together they find one row among any number.
    found = Page.objects.filter(slug=slug, url_path=url_path, live=True, alias_of=None)
    return found.order_by().values_list("pk", "content_type_id")[:1]


@cache
def _pages_of(model):
    return prepared(lambda *, key: model.for_serving().filter(pk=key))


def find_page(tenant, language: str, path: str):
    """The live page of a body at a path of its site, as its own type; None when there is none."""
    where = directory()
    root = where.root(tenant.pk, language)
    if root is None:
        return None
    url_path = root.url_path + (f"{path}/" if path else "")
    found = _found_at(slug=url_path.rsplit("/", 2)[1], url_path=url_path)
    if not found:
        return None
    key, kind = found[0]
    model = ContentType.objects.get_for_id(kind).model_class()
    if not issubclass(model, BasePage):
        return None
    pages = _pages_of(model)(key=key)
    if not pages:  # deleted in this moment
        return None
    page = pages[0]
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
