"""What the last checks found worst, on the first page of the admin."""

from django.db.models import Max
from django.urls import reverse

from conformity.models import Finding, Run
from conformity.rights import asks_for, readable_bodies
from staff.waiting import SHOWN, Item, Pile


def last_runs(bodies: frozenset[int] | None) -> list[int]:
    """Key of the last finished check of each of some bodies, None meaning all."""
    runs = Run.objects.done() if bodies is None else Run.objects.done().filter(tenant__in=bodies)
    return list(runs.order_by().values("tenant").annotate(last=Max("pk")).values_list("last", flat=True))


def worst_things(user, now) -> Pile | None:
    """Serious things that the last check of each of their bodies found."""
    bodies = readable_bodies(user)
    if bodies is not None and not bodies:
        return None
    serious = Finding.objects.filter(run__in=last_runs(bodies), severity=Finding.Severity.SERIOUS)
    rows = list(serious.select_related("run").order_by("criterion", "pk")[: SHOWN + 1])
    if not rows:
        return None
    total = len(rows) if len(rows) <= SHOWN else serious.count()
    items = [Item(row.title, _where(user, row), row.message) for row in rows[:SHOWN]]
    return Pile("Conformità: da sistemare", total, items, more_url=reverse("conformity"))


def _where(user, finding: Finding) -> str:
    if finding.page_id and asks_for(user, finding.run.tenant_id):
        return reverse("wagtailadmin_pages:edit", args=[finding.page_id])
    return reverse("conformity_run", args=[finding.run_id])
