"""When somebody may say that they have arrived: shortly before their hour, and a little after."""

from datetime import datetime, timedelta

BEFORE, AFTER = timedelta(minutes=30), timedelta(minutes=15)


def window(starts_at: datetime) -> tuple[datetime, datetime]:
    """The first and the last moment."""
    return starts_at - BEFORE, starts_at + AFTER


def is_open(starts_at: datetime, now: datetime) -> bool:
    opens, closes = window(starts_at)
    return opens <= now <= closes
