"""The exports in RDF, in the three ways of writing it: by the extension of the address."""

from datetime import date

from django.http import Http404, HttpResponse
from django.utils import timezone, translation

from cms import freshness
from cms.kept import kept
from cms.page_cache import mark_public
from cms.versions import ORIGINAL

# Extension -> how rdflib calls it, media type.
FORMATS = {
    "ttl": ("turtle", "text/turtle"),
    "rdf": ("pretty-xml", "application/rdf+xml"),
    "jsonld": ("json-ld", "application/ld+json"),
}
NAMES = ("catalogo", "servizi")


def graph_of(tenant, name: str):
    """The graph of an export. RDF is imported when it is first asked for: it is heavy, and pages need none."""
    from opendata import cpsv, dcat

    with translation.override(ORIGINAL):
        return dcat.catalogue(tenant) if name == "catalogo" else cpsv.export(tenant)


def export(request, name: str, extension: str):
    """An export, written once per publication and day: sheets change by themselves at midnight."""
    if name not in NAMES or extension not in FORMATS:
        raise Http404
    tenant = request.tenant
    # The union's catalogue holds those of all its bodies.
    state = frozenset(freshness.numbers().items()) if tenant.is_union else None
    text = kept(
        tenant.pk, "export", name, extension, timezone.localdate(), state, make=lambda: write(tenant, name, extension)
    )
    response = HttpResponse(text, content_type=f"{FORMATS[extension][1]}; charset=utf-8")
    return for_everybody(mark_public(response))


def write(tenant, name: str, extension: str, today: date | None = None) -> str:
    return graph_of(tenant, name).serialize(format=FORMATS[extension][0])


def for_everybody(response):
    """Let programs on other sites read an answer too: it holds nothing of who asks."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
