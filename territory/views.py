"""Calendars to download or to subscribe to."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.utils import timezone

from cms import page_cache
from cms.directory import directory
from cms.serving import find_page
from territory.ics import calendar_of
from territory.models import EventIndexPage, EventPage

RECENT = timedelta(days=30)  # a calendar that people follow goes on holding what has just been
MOST = 500


def event_calendar(request, path: str):
    """One event: `…/eventi/<slug>/evento.ics`."""
    event = _page(request, path, EventPage)
    if event.first_span is None:
        raise Http404
    return _answer(request, calendar_of([event], event.title), f"{event.slug}.ics")


def body_calendar(request, path: str):
    """All events of a body from the last month on: `…/eventi/calendario.ics`."""
    page = _page(request, path, EventIndexPage)
    events = (
        EventPage.objects.of(request.tenant)
        .listed()
        .filter(locale=page.locale_id, over_at__gt=timezone.now() - RECENT)
        .select_related("place", "event_type")
        .order_by("starts_on", "pk")[:MOST]
    )
    found = list(events)
    for event in found:
        event.tenant = request.tenant
    return _answer(request, calendar_of(found, f"{page.title}: {request.tenant.name}"), "calendario.ics")


def _page(request, path: str, model):
    known = request.tenant is not None and not request.is_untranslated
    page = find_page(request.tenant, request.language, path.strip("/")) if known else None
    if not isinstance(page, model) or directory().is_restricted(page.path):
        raise Http404
    return page


def _answer(request, body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return page_cache.mark_public(response) if page_cache.is_anonymous(request) else response
