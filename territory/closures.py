"""Days on which bodies are closed: national holidays, the patron's day, and what each body has written."""

from collections import defaultdict
from datetime import date

from cms.kept import kept
from territory.hours import closed_days_of
from territory.models import Closure


def closures_of(tenant) -> list[Closure]:
    """What a body has written of its closures, kept in this process: for pages, which read no more than they show."""
    return kept(tenant.pk, "closures", make=lambda: list(Closure.objects.filter(tenant=tenant)))


def closed_days(tenants, first: date, last: date) -> dict[int, dict[date, str]]:
    """For each body, the closed days of a period with their reason: one query, however many bodies.

    Read afresh: a closure written a moment ago must keep its places from being given away.
    """
    tenants, rows = list(tenants), defaultdict(list)
    for row in Closure.objects.filter(tenant__in=tenants):
        rows[row.tenant_id].append(row)
    return {tenant.pk: closed_days_of(tenant, rows[tenant.pk], first, last) for tenant in tenants}
