"""Searches of many visits, as the log hears of them."""

from datetime import datetime, timedelta

from search import log
from tests.conftest import THE_DAY

ENOUGH = (2, 2, 1)  # visits on each day, from which on a text is kept


def heard(tenant, typed: str, *visits: int, results: int = 1, since: datetime = THE_DAY) -> None:
    """A search comes from so many visits on each day, one day after the other."""
    for number, many in enumerate(visits):
        for visit in range(many):
            moment = since + timedelta(days=number)
            log.note_search(typed, tenant, "it", results, f"203.0.113.{visit}", moment)
