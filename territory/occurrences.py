"""Keep `Occurrence` in step with what is published."""

from django.db import transaction

from cms import freshness


def rebuild(event) -> int:
    """Write the dates of an event anew; none for one that is not live. Returns how many."""
    from territory.models import Occurrence

    spans = event.spans() if event.live else []
    rows = [
        Occurrence(event_id=event.pk, tenant_id=event.tenant_id, starts_at=span.starts_at, ends_at=span.ends_at)
        for span in spans
    ]
    with transaction.atomic():
        Occurrence.objects.filter(event_id=event.pk).delete()
        Occurrence.objects.bulk_create(rows)
        freshness.bump(event.tenant_id)  # last: lists must not be kept with the old dates
    return len(rows)


def on_published(sender, instance, **kwargs) -> None:
    from territory.models import EventPage

    rebuild(EventPage.objects.get(pk=instance.pk))  # what is stored, also when only a draft was in memory


def on_moved(sender, instance, **kwargs) -> None:
    """Events that changed place in the tree may belong to another body now."""
    from territory.models import EventPage

    for event in EventPage.objects.descendant_of(instance, inclusive=True):
        rebuild(event)
