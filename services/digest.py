"""The mail to who publishes for a body: what the union has changed on its sheets. One a day at most, and only when
there is something to say that the last one did not."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from cms import formats, outbox, reviews
from cms.models import OutboxMessage, Tenant
from services.admin import news
from services.catalogue.policies import Severity
from services.models import SharedEdition

KEY = "novita-unione"
SOON = timedelta(days=7)
SHOWN = 30  # of each kind: the rest is one address away


@dataclass(frozen=True)
class Line:
    title: str
    note: str
    url: str


@dataclass(frozen=True)
class Digest:
    """What a body is told on a day."""

    new: list[Line]
    overdue: list[Line]
    legal: list[Line]
    waiting: int  # everything that is open, also what was told before

    def __bool__(self):
        return bool(self.new or self.overdue or self.legal)


def write(today: date) -> int:
    """Write the mail of a day; returns how many messages are new. Run twice, the second adds nothing."""
    return sum(_write_body(tenant, today) for tenant in Tenant.objects.select_related("site__root_page"))


def _write_body(tenant, today: date) -> int:
    found = digest_of(tenant, today, _told_until(tenant, today))
    if not found:
        return 0
    subject = f"{tenant.short_name}: novità dall'Unione"
    if found.waiting:
        subject += f", {found.waiting} da decidere"
    key, body = f"{KEY}:{tenant.slug}:{today.isoformat()}", _body(tenant, found)
    people = reviews.publishers_of(tenant.site.root_page)
    return sum(outbox.write(key, tenant, person.email, subject, body) for person in people)


def _told_until(tenant, today: date) -> datetime:
    """The moment of the last mail of this body; before the first, yesterday morning."""
    last = OutboxMessage.objects.filter(tenant=tenant, event_key__startswith=f"{KEY}:").aggregate(at=Max("created_at"))
    yesterday = datetime.combine(today - timedelta(days=1), time.min, timezone.get_current_timezone())
    return last["at"] or yesterday


def digest_of(tenant, today: date, since: datetime) -> Digest:
    """What has happened on the sheets of a body since a moment."""
    bodies, last_day = frozenset({tenant.pk}), timezone.localdate(since)
    waiting = news.open_deliveries(bodies)
    columns = ("page_id", "page__title", "due_on", "edition__note")
    late = waiting.filter(due_on__gte=last_day, due_on__lt=today)
    new = waiting.filter(created_at__gt=since).exclude(pk__in=late.order_by().values("pk"))
    return Digest(
        new=[_open_line(*row) for row in new.values_list(*columns)[:SHOWN]],
        overdue=[_open_line(*row) for row in late.values_list(*columns)[:SHOWN]],
        legal=_legal_lines(bodies, today, since),
        waiting=waiting.count(),
    )


def _open_line(page_id: int, title: str, due: date | None, note: str) -> Line:
    until = f"entro {formats.the_day(due)}" if due else ""
    return Line(title, "; ".join(filter(None, [until, note])), _address(news.decide_url(page_id)))


def _legal_lines(bodies: frozenset[int], today: date, since: datetime) -> list[Line]:
    """Changes of law that enter into force within a week, told once: when they come so near, or are published."""
    near = Q(effective_on__gt=timezone.localdate(since) + SOON) | Q(published_at__gt=since)
    editions = SharedEdition.objects.filter(
        near, severity=Severity.LEGAL, withdrawn_at=None, effective_on__gt=today, effective_on__lte=today + SOON
    )
    adopters = news.adopted_pages(bodies).filter(shared__editions__in=editions.order_by())
    rows = adopters.values_list("pk", "title", "shared__editions__effective_on", "shared__editions__note")
    return [
        Line(
            title,
            f"{formats.the_day(day, 'dal j F Y')}; {note}",
            _address(reverse("wagtailadmin_pages:edit", args=[key])),
        )
        for key, title, day, note in rows.order_by("shared__editions__effective_on", "title", "pk")[:SHOWN]
    ]


def _address(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL + path


def _body(tenant, found: Digest) -> str:
    whose = "" if tenant.is_union else " dall'Unione"
    parts = [
        "Ciao,",
        f"ci sono novità{whose} per il sito {tenant.of_name}.",
        _list("Il giorno per decidere è passato:", found.overdue),
        _list("Da decidere, nuove:", found.new),
        _list("Cambia la legge, entro sette giorni (esce da sola, nel suo giorno):", found.legal),
        f"Tutto quello che aspetta:\n{_address(reverse('union_news'))}",
        "Questo messaggio parte da solo: non rispondere a questo indirizzo.",
    ]
    return "\n\n".join(filter(None, parts))


def _list(heading: str, lines: list[Line]) -> str:
    rows = [
        f"- {line.title} ({line.note})\n  {line.url}" if line.note else f"- {line.title}\n  {line.url}"
        for line in lines
    ]
    return "\n".join([heading, *rows]) if rows else ""
