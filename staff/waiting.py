"""What waits for a person of the staff: the first thing they see in the admin.

Each part of the house adds its own rows from above; each costs a constant number of queries.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from cms.directory import directory
from cms.formats import the_day
from cms.models import BasePage
from cms.staff import administered_bodies, areas_of, bodies_of, bodies_with_area
from cms.translation_report import pages_out_of_date
from staff import second_factor

SHOWN = 5


@dataclass(frozen=True)
class Item:
    """One thing to do, with the link that leads there."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Pile:
    """Things of a kind that wait: how many, and the first of them."""

    heading: str
    total: int
    items: list[Item] = field(default_factory=list)
    more_url: str = ""
    empty: str = ""


_providers: list[Callable] = []


def register(provider: Callable) -> None:
    """Let an upper floor add a pile: `provider(user, now) -> Pile or None`."""
    _providers.append(provider)


def piles(user, now=None) -> list[Pile]:
    """What waits for a user; piles that do not concern their roles are left out."""
    now = now or timezone.now()
    mine = (to_approve, sent_back, unfinished, scheduled, to_review, behind_in_english, without_second_factor)
    return [pile for ask in (*mine, *_providers) if (pile := ask(user, now)) is not None]


def _writes(user) -> bool:
    return bodies_of(user) is None or "pages" in areas_of(user)


def _edit(page, note: str = "") -> Item:
    return Item(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), note)


def to_approve(user, now) -> Pile | None:
    """Pages that someone has sent to a group of this user."""
    if not _writes(user):
        return None
    tasks = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__groupapprovaltask__groups__user=user,
        workflow_state__base_content_type__model="page",
    ).order_by("started_at")
    rows = list(tasks.values_list("workflow_state__object_id", "workflow_state__requested_by__first_name").distinct())
    pages = Page.objects.in_bulk([int(key) for key, _name in rows[:SHOWN]])
    items = [_edit(pages[int(key)], f"da {name}" if name else "") for key, name in rows[:SHOWN] if int(key) in pages]
    return Pile("Da approvare", len(rows), items, empty="Nessuna pagina aspetta la tua approvazione.")


def sent_back(user, now) -> Pile | None:
    """Pages of this user that a reviewer has sent back."""
    if not _writes(user):
        return None
    states = WorkflowState.objects.filter(
        requested_by=user, status=WorkflowState.STATUS_NEEDS_CHANGES, base_content_type__model="page"
    )
    keys = [int(key) for key in states.values_list("object_id", flat=True)]
    pages = Page.objects.in_bulk(keys[:SHOWN])
    return Pile("Da correggere", len(keys), [_edit(page) for page in pages.values()]) if keys else None


def unfinished(user, now) -> Pile | None:
    """Drafts on which this user worked last."""
    if not _writes(user):
        return None
    drafts = Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user, depth__gt=1)
    pages = list(drafts.order_by("-latest_revision_created_at")[: SHOWN + 1])
    if not pages:
        return Pile("Le tue bozze", 0, empty="Non hai bozze in sospeso.")
    total = len(pages) if len(pages) <= SHOWN else drafts.count()
    return Pile("Le tue bozze", total, [_edit(page) for page in pages[:SHOWN]])


def scheduled(user, now) -> Pile | None:
    """What goes online or offline by itself within a week."""
    if not _writes(user):
        return None
    bodies, week = bodies_of(user), now + timedelta(days=7)
    pages = BasePage.objects.all() if bodies is None else BasePage.objects.filter(tenant__in=bodies)
    rising = pages.filter(_revisions__approved_go_live_at__range=(now, week)).distinct()
    setting = pages.filter(live=True, expire_at__range=(now, week))
    items = [_edit(page, f"va online {_day(page.go_live_at)}") for page in rising[:SHOWN]]
    items += [_edit(page, f"scade {_day(page.expire_at)}") for page in setting.order_by("expire_at")[:SHOWN]]
    return Pile("In programma questa settimana", len(items), items[:SHOWN]) if items else None


def _day(moment) -> str:
    return f"{timezone.localtime(moment):%d/%m alle %H:%M}" if moment else "presto"


def to_review(user, now) -> Pile | None:
    """Pages of their bodies whose day of review has come."""
    if not _writes(user):
        return None
    bodies = bodies_of(user)
    pages = BasePage.objects.due_for_review(timezone.localdate(now)).order_by("review_by", "title")
    pages = pages if bodies is None else pages.filter(tenant__in=bodies)
    first = list(pages[: SHOWN + 1])
    if not first:
        return None
    items = [_edit(page, f"entro {the_day(page.review_by, 'il d/m/Y')}") for page in first[:SHOWN]]
    return Pile("Da rivedere", len(first) if len(first) <= SHOWN else pages.count(), items)


def behind_in_english(user, now) -> Pile | None:
    """English pages whose Italian has changed, for who translates for one body."""
    bodies = bodies_with_area(user, "translations")
    if bodies is None or len(bodies) != 1:
        return None
    tenant = directory().tenants[next(iter(bodies))]
    rows = pages_out_of_date(tenant) if tenant.english_enabled else []
    items = [Item(row.title, reverse("wagtailadmin_pages:edit", args=[row.version_id])) for row in rows[:SHOWN]]
    return Pile("Inglese da aggiornare", len(rows), items, more_url=reverse("translations")) if rows else None


def without_second_factor(user, now) -> Pile | None:
    """For who manages the staff: people who cannot yet work, because they have no second factor."""
    bodies = administered_bodies(user)
    if bodies is not None and not bodies:
        return None
    from cms.models import User

    people = User.objects.filter(is_active=True, groups__staff_group__isnull=False)
    people = people if bodies is None else people.filter(groups__staff_group__tenant__in=bodies)
    waiting = people.exclude(authenticator__type__in=second_factor.STRONG).distinct().order_by("last_name")
    rows = list(waiting[: SHOWN + 1])
    items = [Item(one.get_full_name() or one.username, reverse("staff_edit", args=[one.pk])) for one in rows[:SHOWN]]
    if not rows:
        return Pile("Personale", 0, more_url=reverse("staff_list"), empty="Tutti hanno il secondo fattore.")
    return Pile("Senza secondo fattore", waiting.count(), items, more_url=reverse("staff_list"))
