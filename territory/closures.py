"""Days on which bodies are closed: national holidays, the patron's day, and what each body has written."""

from datetime import date

from territory.hours import holidays_of
from territory.models import Closure
from territory.opening import holidays_near


def closed_days(tenants, first: date, last: date) -> dict[int, dict[date, str]]:
    """For each body, the closed days of a period with their reason: one query, however many bodies.

    A day that a body has written as a day of work beats the holidays and the closures of every year; its own closures
    of one year beat that.
    """
    tenants = list(tenants)
    found = {tenant.pk: holidays_near(holidays_of(tenant), first, (last - first).days) for tenant in tenants}
    rows = Closure.objects.filter(tenant__in=found).order_by("-every_year", "-is_open", "pk")
    for row in rows:
        for day in row.days_between(first, last):
            if row.is_open:
                found[row.tenant_id].pop(day, None)
            else:
                found[row.tenant_id][day] = row.reason
    return found
