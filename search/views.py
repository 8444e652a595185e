"""Search in one site, or in all those of the union."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.frame import frame_for
from cms.lists import paginate
from search import finding

LONGEST = 120


def search(request):
    """Results for `q`; an empty or meaningless query shows the form and useful links, never an error."""
    query = " ".join(_text(request, "q").split())[:LONGEST]
    section = _text(request, "sezione")
    # The union's own site is the hub: there a search goes through all the bodies, unless told otherwise.
    where = request.GET.get("dove") or ("unione" if request.tenant.is_union and not section else "")
    everywhere = where == "unione"
    found = (
        finding.find(query, None if everywhere else request.tenant, request.language, section=section) if query else []
    )
    frame = frame_for(request)
    sections = [{"label": s["label"], "path": s["path"]} for s in frame.navigation["sections"]]
    context = {
        "frame": frame,
        "canonical": frame.canonical,
        "description": _("Cerca servizi, uffici, notizie e documenti: %(body)s.") % {"body": request.tenant.name},
        "query": query,
        "everywhere": everywhere,
        "section": section,
        "list": paginate(request, found, 20),
        "groups": finding.by_tenant(found, query, request.language) if everywhere else [],
        "can_widen": not everywhere,
        "widen_url": f"?{urlencode({'q': query, 'dove': 'unione'})}",
        "suggestions": sections,
        "breadcrumb": [
            {"label": "Home", "path": frame.links["home"]},
            {"label": _("Ricerca"), "path": frame.links["search"]},
        ],
    }
    response = render(request, "search/search_page.html", context)
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


def _text(request, name: str) -> str:
    """A parameter without null bytes, which PostgreSQL refuses."""
    return request.GET.get(name, "").replace("\x00", " ")
