"""The synonyms of union IT, the words of all the sites, what comes first, and three months of searches."""

import random
import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from cms.models import BasePage, Tenant
from cms.versions import ORIGINAL
from search import finding, log, vocabulary
from search.models import PromotedResult, SearchTally, SearchText, Synonym

DATA = Path(__file__).parent / "data"
DAYS = 90
HOW_OFTEN = {"often": (0.5, 6), "sometimes": (0.16, 3), "nothing": (0.12, 2)}  # share of the days, most visits on one


def load(now: datetime) -> None:
    """Add what is not there yet, and count the words of each site."""
    if not Synonym.objects.exists():
        rows = tomllib.loads((DATA / "synonyms.toml").read_text())["synonym"]
        Synonym.objects.bulk_create(Synonym(**row) for row in rows)
    vocabulary.renew(now, until_seen=timedelta())
    if SearchTally.objects.exists():
        return
    data = tomllib.loads((DATA / "searches.toml").read_text())
    for tenant in Tenant.objects.exclude(kind=Tenant.Kind.UNION):
        _promote(tenant, data["promoted"])
        SearchTally.objects.bulk_create(_tallies(tenant, data, now), batch_size=1000)
    texts = [log.normal(text) for how in HOW_OFTEN for text in data[how]]
    SearchText.objects.bulk_create(
        SearchText(key=log.key_of(text, ORIGINAL), text=text, language=ORIGINAL) for text in texts
    )


def _promote(tenant, rows: list[dict]) -> None:
    for row in rows:
        page = BasePage.objects.filter(
            tenant=tenant, site_key=row["site_key"], locale__language_code=ORIGINAL, live=True
        ).first()
        if page is not None:
            PromotedResult.objects.create(tenant=tenant, page=page, words=row["words"])


def _tallies(tenant, data: dict, now: datetime) -> list[SearchTally]:
    chance, today, rows = random.Random(tenant.slug), timezone.localdate(now), []
    for how, (share, most) in HOW_OFTEN.items():
        for text in data[how]:
            results = finding.find(text, tenant, ORIGINAL, today).total
            for back in range(1, DAYS):
                if chance.random() > share:
                    continue
                visits = chance.randint(1, most)
                chosen = sum(chance.random() < 0.7 for _visit in range(visits)) if results else 0
                rows.append(
                    SearchTally(
                        day=today - timedelta(days=back),
                        tenant=tenant,
                        language=ORIGINAL,
                        key=log.key_of(log.normal(text), ORIGINAL),
                        searches=visits + chance.randint(0, 1),
                        visits=visits,
                        results=results,
                        chosen=chosen,
                        ranks=sum(chance.choice((1, 1, 1, 2, 3)) for _choice in range(chosen)),
                    )
                )
    return rows
