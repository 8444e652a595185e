"""Where a call stands, from its dates. Plain Python, no database."""

from datetime import date, datetime, timedelta

SOON = timedelta(days=7)  # within which a deadline is called near

COMING, OPEN, CLOSING, UNDER_REVIEW, CONCLUDED = "coming", "open", "closing", "under_review", "concluded"
# In the order in which a list shows them: first what one can still do something about.
ORDER = (CLOSING, OPEN, COMING, UNDER_REVIEW, CONCLUDED)


def state(opens_at: datetime | None, deadline: datetime, closes_on: date | None, now: datetime) -> str:
    """State of a call at a moment. The deadline itself is still in time; `closes_on` is the day the proceeding ends."""
    if opens_at is not None and now < opens_at:
        return COMING
    if now <= deadline:
        return CLOSING if deadline - now <= SOON else OPEN
    if closes_on is not None and closes_on <= now.astimezone(deadline.tzinfo).date():
        return CONCLUDED
    return UNDER_REVIEW


def next_change(
    opens_at: datetime | None, deadline: datetime, closes_on: date | None, now: datetime
) -> datetime | None:
    """The next moment at which the state changes by itself."""
    closing = datetime.combine(closes_on, datetime.min.time(), deadline.tzinfo) if closes_on else None
    moments = [opens_at, deadline - SOON, deadline + timedelta(microseconds=1), closing]
    return min((moment for moment in moments if moment is not None and moment > now), default=None)
