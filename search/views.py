"""Search in one site, or in all those of the union."""

from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cms import relations
from cms.directory import directory
from cms.frame import frame_for
from cms.limits import Limit, address_of
from cms.lists import paginate
from cms.origin import foreign, is_own_form
from cms.private_pages import number_of
from cms.versions import ORIGINAL
from search import finding, log, promotions, suggesting
from search.facets import DATE, RELEVANCE, Asked

LONGEST = 100  # of what an address asks for; lists keep no more than that in their links
AT_ONCE = 10
EVERYWHERE, OWN = "unione", "ente"  # where a search goes, in its address
OF_A_BODY = 5  # shown of each body where all are searched; its own search shows the rest
SEARCHES, SUGGESTIONS = Limit("ricerche", 60, 60), Limit("suggerimenti", 300, 60)


def search(request):
    """Results for `q`; an empty or meaningless query shows the form and useful links, never an error."""
    request.GET = _readable(request.GET)
    frame = frame_for(request)
    query = " ".join(request.GET.get("q", "").split())
    section = request.GET.get("sezione", "").strip("/")
    where = _where(request, section)
    everywhere = where == EVERYWHERE
    context = {
        "frame": frame,
        "canonical": frame.canonical,
        "description": _("Cerca servizi, uffici, notizie e documenti: %(body)s.") % {"body": request.tenant.name},
        "query": query,
        "everywhere": everywhere,
        "where": where,
        "section": section,
        "can_widen": not everywhere,
        "links": [{"label": s["label"], "path": s["path"]} for s in frame.navigation["sections"]],
        "breadcrumb": [
            {"label": "Home", "path": frame.links["home"]},
            {"label": _("Ricerca"), "path": frame.links["search"]},
        ],
    }
    if query and SEARCHES.is_reached(request):
        response = render(request, "search/search_page.html", context | {"must_wait": True}, status=429)
        response["Retry-After"], response["Cache-Control"] = "60", "no-store"
        return response
    if query:
        SEARCHES.count(request)
        asked = Asked.read(request.GET)
        context |= _in_all(request, query, asked) if everywhere else _in_one(request, query, section, asked)
        context |= {"asked": asked, "days": _days(asked), "orders": _orders(request, asked)}
        context |= _addresses(request, query, section, where, context["corrected"])
        _note(request, context, asked)
    response = render(request, "search/search_page.html", context)
    response.headers["Cache-Control"] = "private, no-cache"  # what was published a moment ago is found
    return response


def suggestions(request):
    """What may be meant by what has been typed so far, for the script of the search field; the same for everybody."""
    if SUGGESTIONS.is_reached(request):
        return JsonResponse({"items": []}, status=429, headers={"Retry-After": "60", "Cache-Control": "no-store"})
    SUGGESTIONS.count(request)
    typed = " ".join(_readable(request.GET).get("q", "").split())
    found = suggesting.suggest(typed, request.tenant, request.language, timezone.localdate())
    items = [{"title": card.title, "url": card.path_url, "label": card.listing_label} for card in found]
    return JsonResponse({"items": items}, headers={"Cache-Control": "public, max-age=5"})


@csrf_exempt  # sent by a script of the results, which may be a copy kept by the browser: the origin is checked instead
@require_POST
def chosen(request):
    """Note which result somebody chose; nothing is answered."""
    if not is_own_form(request):
        return foreign()
    page, rank = number_of(request.POST.get("page", "")), number_of(request.POST.get("rank", ""))
    query = request.POST.get("q", "")[:LONGEST]
    if page and 1 <= rank <= finding.RESULTS.ranked and not SEARCHES.is_reached(request):
        log.note_choice(query, request.tenant, request.language, page, rank, address_of(request), timezone.now())
    return HttpResponse(status=204)


def _where(request, section: str) -> str:
    """The union's own site is the hub: there a search goes through all the bodies, unless told otherwise."""
    where = request.GET.get("dove", "")
    if where in (EVERYWHERE, OWN):
        return where
    return EVERYWHERE if request.tenant.is_union and not section else ""


def _in_one(request, query: str, section: str, asked: Asked) -> dict:
    root = directory().root(request.tenant.pk, request.language)
    below = f"{root.url_path}{section}/" if section and root is not None else ""
    found = finding.find(query, request.tenant, request.language, timezone.localdate(), section=below)
    kept = asked.of(found.candidates)
    # Whoever narrows or orders the results wants just that.
    is_plain = asked.is_plain and not section
    promoted = promotions.of(found.query, request.tenant, request.language) if is_plain else []
    first = {card.pk for card in promoted}
    listing = paginate(request, [one for one in kept if one.page not in first], AT_ONCE)
    listing.items = finding.results_of(listing.items, found.query, request.language)
    return {
        "list": listing,
        "first_rank": listing.page.start_index(),
        "total": len(first.union(one.page for one in kept)),
        "found": len(first.union(one.page for one in found.candidates)),
        "section_title": finding.title_of(below) if below else "",
        "promoted": [] if listing.page.has_previous() else promoted,
        "corrected": found.query.corrected,
        **_choices(found.candidates, asked),
    }


def _in_all(request, query: str, asked: Asked) -> dict:
    where = directory()
    is_open = where.root if request.language == ORIGINAL else where.speaks
    spoken = [tenant for tenant in where.tenants.values() if is_open(tenant.pk, request.language)]
    spoken.sort(key=lambda tenant: tenant.pk != request.tenant.pk)
    found = finding.find_in(spoken, query, request.language, timezone.localdate())
    everything = [one for part in found.values() for one in part.candidates]
    kept = {key: asked.of(part.candidates) for key, part in found.items()}
    queries = {key: part.query for key, part in found.items()}
    # Whoever narrows or orders the results wants just that.
    promoted = promotions.of_all(queries, request.language) if asked.is_plain else {key: [] for key in queries}
    first = {card.pk for cards in promoted.values() for card in cards}
    rest = {key: [one for one in part if one.page not in first] for key, part in kept.items()}
    shown = {card.pk: card for card in finding.cards_of([one for part in rest.values() for one in part[:OF_A_BODY]])}
    groups = [
        {
            "tenant": where.tenants[key],
            "promoted": promoted[key],
            "pages": [shown[one.page] for one in part[:OF_A_BODY] if one.page in shown],
            "total": len(promoted[key]) + len(part),
            "all_url": _own_search(request, where, key) if len(part) > OF_A_BODY else "",
            "points": max((one.points for one in kept[key]), default=0),
        }
        for key, part in rest.items()
        if part or promoted[key]
    ]
    groups.sort(key=lambda group: -group["points"])
    # What one of the bodies writes so was not mistyped.
    meant = [part.query.corrected for part in found.values() if part.candidates or part.query.corrected]
    return {
        "groups": groups,
        "total": sum(group["total"] for group in groups),
        "found": len(first.union(one.page for one in everything)),
        "corrected": meant[0] if meant and all(meant) else "",
        **_choices(everything, asked),
    }


def _choices(candidates: list, asked: Asked) -> dict:
    def names(keys: list[int]) -> dict[int, str]:
        return {term.pk: term.name for term in relations.terms(keys)}

    return {"kinds": asked.kind_choices(candidates), "topics": asked.topic_choices(candidates, names)}


def _days(asked: Asked) -> list[tuple[str, str, str, str]]:
    """The two fields of days: name, label, what was typed as a browser wants it, what is wrong."""
    labels, days = {"dal": _("Dal giorno"), "al": _("Al giorno")}, {"dal": asked.since, "al": asked.until}
    return [
        (name, label, days[name].isoformat() if days[name] else asked.typed[name], asked.errors.get(name, ""))
        for name, label in labels.items()
    ]


def _orders(request, asked: Asked) -> list[dict]:
    """The two orders, each with the address that keeps everything else."""
    labels = {RELEVANCE: _("Pertinenza"), DATE: _("Data")}
    found = []
    for key, label in labels.items():
        query = _kept_of(request)
        query["ordine"] = key
        found.append({"label": label, "url": f"?{query.urlencode()}", "is_on": key == asked.order})
    return found


def _kept_of(request):
    """What an address asks for, from its first page on."""
    query = request.GET.copy()
    query.pop("pagina", None)
    return query


def _addresses(request, query: str, section: str, where: str, corrected: str) -> dict:
    """Where a search leads on to: without its filters, with the words that were probably meant, on the whole site, on all."""
    here = {"sezione": section, "dove": where}
    own = {"dove": OWN if request.tenant.is_union else ""}
    return {
        "bare_url": _address(q=query, **here),
        "corrected_url": _address(q=corrected, **here),
        "site_url": _address(q=query, **own),
        "widen_url": _address(q=query, dove=EVERYWHERE),
    }


def _address(**asked: str) -> str:
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"


def _own_search(request, where, tenant_id: int) -> str:
    """The same search, with the same filters, on the site of a body."""
    root, query = where.root(tenant_id, request.language), _kept_of(request)
    query.pop("dove", None)
    if where.tenants[tenant_id].is_union:
        query["dove"] = OWN  # there a search goes everywhere by itself
    return f"{where.url_of(root.url_path)}cerca/?{query.urlencode()}"


def _note(request, context: dict, asked: Asked) -> None:
    """Tell the log of a search as it was first asked: not of its filters, its order or its next pages; nor of a part of a
    site that has nothing to say, where the whole site may. Where it was made wider or narrower, what it found says nothing
    of the site."""
    section, everywhere = context["section"], context["everywhere"]
    if everywhere != (request.tenant.is_union and not section) or (section and not context["found"]):
        return
    if asked.is_plain and "pagina" not in request.GET and request.method == "GET":
        log.note_search(
            context["query"],
            request.tenant,
            request.language,
            context["found"],
            address_of(request),
            timezone.now(),
        )


def _readable(given):
    """What an address asks for, no longer than it is read and without null bytes, which PostgreSQL refuses."""
    query = given.copy()
    for name, values in given.lists():
        query.setlist(name, [value.replace("\x00", " ")[:LONGEST] for value in values])
    return query
