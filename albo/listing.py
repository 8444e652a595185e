"""What the public page of the register shows: publications on show now, narrowed by kind and by words."""

from django.db.models import Count

from albo import api, words
from cms.lists import paginate
from cms.models import Term
from cms.page_cache import keep_until

PER_PAGE = 20
LONGEST_QUERY = 120


def on_show(request, tenant, now) -> dict:
    """Context of the list; the page changes by itself when the first of these publications ends."""
    shown = api.entries_on_show(tenant, now)
    keep_until(request, api.next_change(tenant, now))
    kinds = _kinds(shown)
    chosen = next((kind for kind in kinds if kind["key"] == request.GET.get("tipo", "")), None)
    query = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
    found = shown.filter(kind=chosen["pk"]) if chosen else shown
    for word in words.wanted(query):
        found = found.filter(words__contains=word)
    return {
        "list": paginate(request, found, PER_PAGE),
        "kinds": kinds,
        "chosen_kind": chosen,
        "query": query,
        "is_narrowed": bool(chosen or query),
        "total_on_show": sum(kind["count"] for kind in kinds),
    }


def _kinds(shown) -> list[dict]:
    """Kinds of the publications on show, with how many of each, in the order of the vocabulary."""
    counts = dict(shown.order_by().values_list("kind").annotate(Count("pk")))
    terms = Term.objects.filter(pk__in=counts).order_by("sort_order")
    return [{"pk": t.pk, "key": t.key, "label": t.name, "lang": t.lang, "count": counts[t.pk]} for t in terms]
