"""Addresses for machines, on the public host of each body (the admin host knows none of them)."""

from django.urls import path, re_path

from opendata import api, api_pages, exports, feeds, security, sitemaps, views

# Also under /en/: what has words.
in_each_language = [
    path("dati-aperti/", views.open_data, name="open-data"),
    re_path(r"^(?P<path>(?:[\w\-]+/)*)feed\.xml$", feeds.feed),
]
urlpatterns = [
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    re_path(r"^sitemap-(?P<language>[a-z]{2})-(?P<number>[1-9]\d{0,3})\.xml$", sitemaps.part),
    path(".well-known/security.txt", security.security_txt, name="security-txt"),
    path("segnalazioni-di-sicurezza/", security.policy, name="security-policy"),
    re_path(r"^dati-aperti/(?P<name>[a-z]+)\.(?P<extension>[a-z]+)$", exports.export),
    path("dati-aperti/api/", api_pages.documentation, name="api-documentation"),
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("api/v1/", api.nothing_here),
    path("api/v1/", api.api.urls),
    re_path(r"^api/(?P<path>.*)$", api.nothing_here),
    *in_each_language,
]
