"""The page that tells people what machines may take."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.frame import frame_for
from cms.page_cache import is_anonymous, mark_public
from cms.templatetags.unica import in_italian
from opendata import feeds


def open_data(request):
    frame = frame_for(request)
    path = f"{frame.links['home']}dati-aperti/"
    context = {
        "frame": frame,
        "canonical": frame.canonical,
        "description": _("Segui le novità, scarica i dati, collega i tuoi programmi ai contenuti del sito."),
        "italian": frame.italian,
        "catalogue_links": catalogue_links(),
        "api_links": [
            {"label": _("Come funziona l'API") + in_italian(frame.italian), "path": "/dati-aperti/api/"},
            {"label": _("Descrizione per i programmi (OpenAPI)"), "path": "/api/v1/openapi.json"},
        ],
        "feeds": feeds.sections_with_feed(request.tenant, request.language),
        "breadcrumb": [
            {"label": "Home", "path": frame.links["home"]},
            {"label": _("Feed e dati aperti"), "path": path},
        ],
    }
    return page(request, "opendata/open_data.html", context)


FORMATS = (("ttl", "Turtle"), ("rdf", "RDF/XML"), ("jsonld", "JSON-LD"))


def catalogue_links() -> list[dict]:
    """The exports, each in every way of writing it."""
    names = (("catalogo", _("Catalogo dei dati aperti (DCAT-AP_IT)")), ("servizi", _("Catalogo dei servizi (CPSV-AP)")))
    return [
        {"label": f"{label}: {form}", "path": f"/dati-aperti/{name}.{extension}"}
        for name, label in names
        for extension, form in FORMATS
    ]


def page(request, template: str, context: dict):
    """A page of ours outside the tree, kept for anonymous visitors like the others."""
    response = render(request, template, context)
    return mark_public(response) if is_anonymous(request) else response
