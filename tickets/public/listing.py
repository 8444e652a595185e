"""Reports that everybody may read, in a list, on a map and in a feed: only what a person has approved, as they wrote it."""

from datetime import timedelta

from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from cms import formats, page_cache
from cms.addresses import address
from cms.limits import Limit, work_first
from cms.origin import foreign, is_own_form
from cms.private_pages import number_of, sent, uncached, unkept
from territory import maps
from tickets import api, links
from tickets.files import given_out
from tickets.models import Category, Follower, Kind, Ticket, TicketEvent
from tickets.public.asking import answer
from tickets.public.forms import FollowForm
from tickets.rules.states import OPEN

PAGE, ON_MAP, IN_FEED = 12, 60, 50
SHOWN_FOR = timedelta(days=365)  # after a report is closed (COMUNI d.17)
BY_ADDRESS = Limit("segue", 10, 3600)
What = TicketEvent.What
TOLD = (What.ARRIVED, What.ASSIGNED, What.MOVED, What.ANSWERED, What.CLOSED, What.REOPENED)


def shown(tenant, now):
    """Reports that a site shows: sent there or answered by its body, open or closed within a year."""
    here = Q(tenant=tenant) | Q(holder=tenant)
    recent = Q(closed_at=None) | Q(closed_at__gt=now - SHOWN_FOR)
    rows = Ticket.objects.filter(here, recent, kind=Kind.REPORT, is_public=True)
    return rows.select_related("category", "tenant__site", "holder").order_by("-created_at", "-pk")


def public(view):
    """A page that everybody sees alike: kept for who has not signed in."""

    def careful(request, *args, **kwargs):
        if request.tenant is None or request.is_untranslated:
            raise Http404
        response = view(request, *args, **kwargs)
        is_kept = page_cache.is_anonymous(request) and response.status_code == 200
        return page_cache.mark_public(response) if is_kept else response

    return careful


@public
def reports(request):
    """The list, or the same on the map, with its filters."""
    rows, asked = shown(request.tenant, timezone.now()), _asked(request)
    if asked["category"]:
        rows = rows.filter(category__key=asked["category"])
    if asked["state"]:
        rows = rows.filter(state__in=OPEN) if asked["state"] == "aperte" else rows.exclude(state__in=OPEN)
    total = rows.count()
    number = max(1, asked["page"])
    placed = rows.filter(shows_place=True).exclude(latitude=None)[:ON_MAP] if asked["map"] else []
    found = list(placed if asked["map"] else rows[(number - 1) * PAGE : number * PAGE])
    more = not asked["map"] and total > number * PAGE
    points = [(place, row.longitude, row.latitude) for place, row in enumerate(found, 1)] if asked["map"] else []
    query = {"categoria": asked["category"], "stato": asked["state"]}
    context = {
        "rows": [as_card(row, request.tenant) | {"number": place} for place, row in enumerate(found, 1)],
        "total": total,
        "asked": asked,
        "categories": Category.objects.filter(kind=Kind.REPORT, is_active=True),
        "map": maps.map_with(request.tenant, points) if asked["map"] else None,
        "next_url": address("reports", pagina=number + 1, **query) if more else "",
        "list_url": address("reports", **query),
        "map_url": address("reports", vista="mappa", **query),
        "feed_url": address("reports_feed"),
        "form_url": address("report_start"),
        "language": get_language(),
    }
    return answer(request, "reports.html", context)


def _asked(request) -> dict:
    given = request.GET
    category, state = given.get("categoria", ""), given.get("stato", "")
    known = Category.objects.filter(kind=Kind.REPORT, key=category).exists() if category else False
    return {
        "category": category if known else "",
        "state": state if state in ("aperte", "chiuse") else "",
        "page": number_of(given.get("pagina", "")),
        "map": given.get("vista") == "mappa",
    }


def as_card(row: Ticket, tenant) -> dict:
    """A report as a list shows it; one of another site is linked there."""
    path = links.public_path(row)
    return {
        "code": row.code,
        "url": path if row.tenant_id == tenant.pk else row.tenant.root_url + path,
        "title": row.public_subject,
        "text": row.public_details,
        "category": row.category.in_language("name", get_language()),
        "place": row.public_address,
        "day": formats.day(timezone.localdate(row.created_at), "j F Y"),
        "created_at": row.created_at,
        "state": row.get_state_display(),
        "outcome": row.get_outcome_display() if row.outcome else "",
        "is_open": row.is_open,
        "body": row.holder.name if row.holder_id != tenant.pk else "",
    }


def _one(request, year: int, number: int) -> Ticket:
    rows = shown(request.tenant, timezone.now()).filter(tenant=request.tenant)
    row = rows.filter(year=year, number=number).first()
    if row is None:
        raise Http404
    return row


@csrf_exempt  # who only reads gets no cookie: the origin of the form is checked instead
@unkept
def report(request, year, number):
    """One report: its words, place, photos and steps; and how to follow it."""
    if request.method == "POST" and not is_own_form(request):
        return foreign()
    row = _one(request, year, number)
    form = FollowForm(sent(request) if row.is_open else None)
    if form.is_bound and form.is_valid():
        if work := work_first(request, BY_ADDRESS):
            return work
        api.follow(row, form.cleaned_data["follow_email"], get_language(), timezone.now())
        return HttpResponseRedirect(links.public_path(row) + "?esito=segui#segui")
    events = row.history.filter(what__in=TOLD)
    photos = row.attachments.filter(is_public=True)
    context = {
        "report": as_card(row, request.tenant),
        "steps": [{"title": event.get_what_display(), "at": event.happened_at} for event in events],
        "photos": [address("report_photo", row.year, row.number, photo.pk) for photo in photos],
        "map": maps.map_with(request.tenant, [(1, row.longitude, row.latitude)])
        if row.shows_place and row.point
        else None,
        "form": form,
        "asked": request.GET.get("esito") == "segui",
        "can_follow": row.is_open,
        "list_url": address("reports"),
    }
    return answer(request, "report.html", context, status=422 if form.is_bound else 200)


@public
def photo(request, year, number, photo_id):
    """A photo that has been approved."""
    row = _one(request, year, number)
    attachment = row.attachments.filter(pk=photo_id, is_public=True).first()
    return given_out(attachment, small="piccola" in request.GET)


@public
def feed(request):
    """The newest reports, for programs that read news."""
    site = request.tenant.root_url
    language = get_language()
    made = Atom1Feed(
        title=_("Segnalazioni: %(body)s") % {"body": request.tenant.name},
        link=site + address("reports"),
        description="",
        language=language,
        feed_url=site + address("reports_feed"),
    )
    for row in shown(request.tenant, timezone.now())[:IN_FEED]:
        card = as_card(row, request.tenant)
        url = card["url"] if card["url"].startswith("http") else site + card["url"]
        made.add_item(
            title=card["title"],
            link=url,
            description=f"{card['category']}. {card['text']} ({card['outcome'] or card['state']})",
            pubdate=row.created_at,
            updateddate=row.closed_at or row.created_at,
            categories=[card["category"]],
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@uncached
def follower(request, number, key):
    """Say that one wants to follow a report, or no longer: only by a button."""
    row = Follower.objects.select_related("ticket__tenant__site").filter(pk=number).first()
    if row is None or row.ticket.tenant_id != request.tenant.pk or not links.is_key_of_follower(row, key):
        raise Http404
    action = request.POST.get("azione", "")
    if action == "conferma":
        api.confirm_following(row, timezone.now())
        row.refresh_from_db()
    elif action == "smetti":
        api.stop_following(row)
        row = None
    context = {"follower": row, "title": row.ticket.public_subject if row else "", "list_url": address("reports")}
    return answer(request, "follower.html", context)
