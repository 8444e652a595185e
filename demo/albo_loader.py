"""Load the albo pretorio of one body: acts with their PDF, published on days counted back from that of loading."""

from datetime import datetime, time, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify

from albo import api
from albo.models import Entry
from albo.periods import ROME
from albo.rules import VOCABULARY
from demo import papers, source

RESPONSIBLE = "Messo comunale (dimostrazione)"


def load(loader) -> None:
    """All or nothing, and only into an empty register: numbers follow the days, and none can be taken back."""
    rows = source.rows(loader.tenant.slug, "albo", "entry")
    if not rows or Entry.objects.filter(tenant=loader.tenant).exists():
        return
    with transaction.atomic():
        for position, row in enumerate(sorted(rows, key=lambda row: -row["published_days_ago"])):
            _publish(loader, row, position)


def moment(today, days_ago: int, position: int) -> datetime:
    """When an act was published: in the morning, or today as soon as the day began, so that it is on show at once."""
    start = time(8, 30) if days_ago else time(0, 1)
    day = today - timedelta(days=days_ago)
    return datetime.combine(day, start, tzinfo=ROME) + timedelta(seconds=position)


def _publish(loader, row: dict, position: int) -> None:
    when = moment(loader.today, row["published_days_ago"], position)
    office = loader.administration.offices.get(row.get("office", ""))
    entry = Entry(
        tenant=loader.tenant,
        kind=loader.term(VOCABULARY, row["kind"]),
        subject=row["subject"],
        office_id=office.pk if office else None,
        requester=row.get("requester", ""),
        act_number=str(row.get("act_number", "")),
        act_on=loader.today - timedelta(days=row["act_days_ago"]) if "act_days_ago" in row else None,
        days=row.get("days"),
    )
    api.save_draft(entry, actor=None, now=when)
    name = f"{slugify(row['subject'])[:60]}.pdf"
    content = papers.paper(row["subject"], loader.tenant.name, row["text"], entry.kind.label)
    api.add_file(entry, ContentFile(content, name=name), title=entry.kind.label)
    entry = api.publish(entry, actor=None, now=when, name=RESPONSIBLE)
    if row.get("annulled_reason"):
        later = timedelta(hours=26) if row["published_days_ago"] > 1 else timedelta(seconds=1)
        api.annul(entry, row["annulled_reason"], actor=None, now=when + later)
