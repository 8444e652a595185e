"""When a day begins and ends in Italy, whatever the clocks do that night."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def midnight(day: date) -> datetime:
    """The moment at which a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def midnight_after(day: date) -> datetime:
    """The moment at which a day is over: what changes by the day changes then."""
    return midnight(day + timedelta(days=1))
