"""How often each page is chosen among results, for its place among them."""

import math
from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Sum
from django.utils import timezone

from search.models import ChosenPage, SearchDocument

WITHIN = timedelta(days=90)


def count(now: datetime) -> None:
    """Write beside each page how often it was chosen lately, from 0 to 1: the logarithm of the times, against that of the
    page of its site that was chosen most."""
    since = timezone.localdate(now - WITHIN)
    times = dict(ChosenPage.objects.filter(day__gte=since).values_list("page").annotate(Sum("times")))
    documents = list(SearchDocument.objects.filter(page__in=times) | SearchDocument.objects.exclude(popularity=0))
    most: dict[int, int] = defaultdict(int)
    for one in documents:
        most[one.tenant_id] = max(most[one.tenant_id], times.get(one.page_id, 0))
    changed = []
    for one in documents:
        value = round(_share(times.get(one.page_id, 0), most[one.tenant_id]), 3)
        if value != one.popularity:
            one.popularity = value
            changed.append(one)
    SearchDocument.objects.bulk_update(changed, ["popularity"], batch_size=500)


def _share(times: int, most: int) -> float:
    return math.log(1 + times) / math.log(1 + most) if most else 0.0
