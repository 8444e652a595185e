"""The appointments of an operator for their own calendar program, at a secret address and without any person.

The address is on the public host of the body (docs/decisions/0034). Only its hash is stored; what it opens is asked
anew at each reading, so who is switched off or no longer keeps an agenda reads nothing.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from appointments import ics
from appointments.desk.rights import agendas_kept_by
from appointments.models import ACTIVE, OVER, Appointment, CalendarFeed

BEFORE, AHEAD = timedelta(days=7), timedelta(days=60)
State = Appointment.State
SHOWN = (*ACTIVE, *(state for state in OVER if state in (State.SERVED, State.NO_SHOW)))


def open_for(user, now: datetime) -> str:
    """Give a user a new secret address, and return its secret part, which is nowhere else; the one before dies."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=user, defaults={"token_hash": _hash(token), "made_at": now})
    return token


def close_for(user) -> bool:
    """Switch the address of a user off; False when there was none."""
    return bool(CalendarFeed.objects.filter(user=user).delete()[0])


def address_of(token: str, tenant) -> str:
    return tenant.root_url + reverse("operator_calendar", args=[token])


def _hash(token: str) -> str:
    # 256 random bits: nothing to guess, so a plain hash is enough.
    return hashlib.sha256(token.encode()).hexdigest()


@require_safe
def calendar(request, token: str):
    """The feed. A wrong address, an old one and one that opens nothing any more are answered alike."""
    if request.tenant is None:
        raise Http404
    digest = _hash(token)
    feed = CalendarFeed.objects.select_related("user").filter(token_hash=digest).first()
    # The index finds it by a hash that nobody can steer; the comparison says so to who reads.
    if feed is None or not constant_time_compare(feed.token_hash, digest):
        raise Http404
    agendas = list(agendas_kept_by(feed.user))
    if all(agenda.tenant_id != request.tenant.pk for agenda in agendas):
        raise Http404
    now = timezone.now()
    rows = Appointment.objects.filter(
        agenda__in=agendas, starts_at__gte=now - BEFORE, starts_at__lt=now + AHEAD, state__in=SHOWN
    )
    rows = rows.select_related("type", "office", "agenda", "tenant__site").order_by("starts_at", "pk")
    text = ics.calendar_of(rows, now, method="PUBLISH", details=False, name="Appuntamenti")
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
