"""Addresses of the product. Public ones are Italian words; the admin answers on its own host only (TenantMiddleware)."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import authenticate_with_password

from albo import views as albo
from cms import serving
from cms.views import errors, gallery, icon, media, probes, robots, share_card
from opendata import urls as for_machines
from services.views import sheet_pdf

handler404 = errors.not_found
handler500 = errors.server_error
handler403 = errors.forbidden

PAGE = r"^((?:[\w\-]+/)*)$"
SHEET_PDF = r"^(?P<path>(?:[\w\-]+/)+)scheda\.pdf$"
tools = [
    path("cerca/", include("search.urls")),
    path("valutazione/", include("feedback.urls")),
    path("", include("appointments.urls")),
    path("", include("tickets.urls")),
    path("", include("territory.urls")),
    re_path(SHEET_PDF, sheet_pdf, name="sheet_pdf"),
]

urlpatterns = [
    path("healthz", probes.healthz),
    path("readyz", probes.readyz),
    path("robots.txt", robots.robots),
    path("favicon.ico", icon.favicon),
    re_path(r"^og/(?P<page_id>\d{1,9})-(?P<version>[0-9a-f]{16})\.png$", share_card.card),
    path("admin/", include("staff.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    # Wagtail sends here whoever opens a page kept for staff: the page of each site that explains how to sign in.
    path("accedi/", serving.serve, {"path": "accedi"}, name="wagtailcore_login"),
    path("albo-pretorio/", include("albo.urls")),
    path("amministrazione-trasparente/", include("transparency.urls")),
    # Before the Italian tools, whose patterns would take «en» for a page of the site.
    path("en/albo-pretorio/", albo.register),
    path("en/", include([*tools, *for_machines.in_each_language, re_path(PAGE, serving.serve)])),
    *tools,
    path("", include(for_machines)),
]
if settings.SERVE_MEDIA:
    urlpatterns.append(path("media/images/<path:name>", media.image))
if settings.DEBUG:
    urlpatterns.append(path("stile/", gallery.gallery))
urlpatterns.append(re_path(PAGE, serving.serve, name="wagtail_serve"))
