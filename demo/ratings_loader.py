"""Three months of ratings of one body, and what was changed because of them."""

import random
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from cms.models import BasePage, DomainEvent
from demo import source
from feedback import api
from feedback.models import Improvement, Rating

ROME = ZoneInfo("Europe/Rome")
DAYS = 90
STARS = (1, 2, 3, 4, 4, 5, 5, 5)  # how often each is given
WITH_COMMENT, WITH_ANSWER = 0.4, 0.7
HOW_MANY = {"cesena": 260, "unione": 40}  # of the others, sixty to ninety


def load(loader) -> None:
    """Rate the sheets that have something to be said of most, and some other pages; a body with ratings is left alone."""
    tenant = loader.tenant
    if Rating.objects.filter(tenant=tenant).exists():
        return
    chance = random.Random(f"valutazioni {tenant.slug}")
    sheets = loader.services.sheets
    texts = source.ratings()
    others = list(BasePage.objects.of(tenant).live().exclude(site_key="").order_by("pk")[:12])
    said_of = {slug: [row for row in texts["comment"] if row.get("service") == slug] for slug in sheets}
    pages = [sheets[slug] for slug, rows in said_of.items() if rows] * 3 + list(sheets.values()) + others
    made = [
        _rating(loader, chance, page, said_of.get(_slug_of(sheets, page), []), texts["comment"])
        for page in chance.choices(pages, k=HOW_MANY.get(tenant.slug, chance.randint(60, 90)))
    ]
    Rating.objects.bulk_create(made)
    DomainEvent.objects.bulk_create(
        DomainEvent(kind="pagina-valutata", happened_at=rating.created_at, tenant=tenant, channel="web")
        for rating in made
    )
    for row in texts["improvement"]:
        if row["service"] in sheets:
            _improve(loader, sheets[row["service"]], row)


def _slug_of(sheets: dict, page) -> str:
    return next((slug for slug, sheet in sheets.items() if sheet.pk == page.pk), "")


def _rating(loader, chance: random.Random, page, own: list[dict], texts: list[dict]) -> Rating:
    stars, answer, comment = chance.choice(STARS), "", ""
    if chance.random() < WITH_COMMENT:
        row = chance.choice(own or [row for row in texts if "service" not in row])
        stars, answer, comment = row["stars"], row["answer"], row["text"]
    elif chance.random() < WITH_ANSWER:
        answer = chance.choice(api.answers_for(stars))[0]
    hour = time(chance.choice((8, 9, 10, 11, 14, 17, 20, 21, 22)), chance.randrange(60))
    day = loader.today - timedelta(days=chance.randrange(1, DAYS))
    return Rating(
        tenant=loader.tenant,
        page_id=page.pk,
        revision_id=page.live_revision_id,
        language="it",
        stars=stars,
        answer=answer,
        comment=comment,
        created_at=datetime.combine(day, hour, ROME),
    )


def _improve(loader, sheet, row: dict) -> None:
    """Tell a change that answers the ratings of its kind given until then; where nobody said so there was no change."""
    done_on = loader.today - timedelta(days=row["days_ago"])
    until = datetime.combine(done_on, time(8), ROME)
    ratings = Rating.objects.filter(page=sheet.pk, answer__in=row["answers"], created_at__lt=until)
    if ratings:
        change = Improvement.objects.create(
            tenant=loader.tenant, page_id=sheet.pk, said=row["said"], done=row["done"], done_on=done_on
        )
        api.link_ratings(change, ratings)
