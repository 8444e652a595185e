"""First of all: whose site is this request for? An unknown host gets 400 and learns nothing."""

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation

from cms.directory import directory
from cms.versions import OTHER_LANGUAGES

ADMIN_PREFIXES = ("/admin/", "/documents/", "/media/", "/static/", "/healthz", "/readyz", "/stile/", "/favicon.ico")
BAD_HOST = (
    "<!doctype html><html lang=it><meta charset=utf-8><title>Richiesta non valida</title>"
    "<h1>Richiesta non valida</h1><p>Controlla l'indirizzo che hai scritto.</p></html>"
)
PROBES = ("/healthz", "/readyz")


def _language(tenant, path: str, where, *, is_preview: bool) -> tuple[str, bool]:
    """Language that an address asks for, and whether this body lacks it: then the answer is an Italian "not found".
    A preview shows a page in its language before the site in that language is open."""
    prefix = path.split("/", 2)[1] if path.count("/") else ""
    if prefix not in OTHER_LANGUAGES:
        return settings.LANGUAGE_CODE, False
    if where.speaks(tenant.pk, prefix) or (is_preview and where.root(tenant.pk, prefix)):
        return prefix, False
    return settings.LANGUAGE_CODE, True


class TenantMiddleware:
    """Sets `request.tenant`, `request.is_admin_host` and the language; keeps admin and public hosts apart."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.tenant = None
        request.is_admin_host = False
        try:
            host = request.get_host().rsplit(":", 1)[0].rstrip(".").lower()
        except DisallowedHost:
            return HttpResponse(BAD_HOST, status=400)
        path = request.path_info
        if host in settings.ADMIN_HOSTS:
            request.is_admin_host = True
            if path == "/":
                return HttpResponseRedirect("/admin/")
            if not path.startswith(ADMIN_PREFIXES) and not getattr(request, "is_dummy", False):
                return render(request, "cms/not_found_bare.html", status=404)
            return self.get_response(request)
        where = directory()
        request.tenant = where.tenant_for_host(host)
        if request.tenant is None:
            if path in PROBES:  # a load balancer asks by address, not by name
                return self.get_response(request)
            return HttpResponse(BAD_HOST, status=400)
        request._wagtail_site = request.tenant.site
        request.language, request.is_untranslated = _language(
            request.tenant, path, where, is_preview=getattr(request, "is_dummy", False)
        )
        with translation.override(request.language):
            request.LANGUAGE_CODE = request.language
            if path.startswith(("/admin/", "/django-admin/")) or "\x00" in path:
                from cms.views.errors import not_found

                return not_found(request)
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.language)
        return response
