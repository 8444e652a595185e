"""Moments of the calendar as whole minutes since 1970 in UTC.

Appointments begin and end on whole minutes. As numbers they are compared alike by both databases, they make ranges that
PostgreSQL can exclude, and the two nights of the year when the clock moves need no care once a moment is a number.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
DAY = 24 * 60
LONGEST_DAY = DAY + 60  # that on which the clock goes back: nothing takes a place for longer (appointments 0007)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def minute_of(moment: datetime) -> int:
    """The minute in which an aware moment falls."""
    return int((moment - _EPOCH).total_seconds() // 60)


def next_minute(moment: datetime) -> int:
    """The first whole minute that is not before a moment."""
    return -int(-(moment - _EPOCH).total_seconds() // 60)


def moment_of(minute: int) -> datetime:
    """The moment of a minute, with the hour of the wall in Italy."""
    return (_EPOCH + timedelta(minutes=minute)).astimezone(ROME)


@lru_cache(maxsize=16384)  # the same hours of the same days, for each agenda that is looked at
def wall(day: date, hour: time) -> int:
    """The minute when the wall shows an hour on a day.

    An hour that the wall skips in March is the moment of the jump: an opening "from 2:30" begins when it is suddenly
    3:00, and one "from 2:00 to 3:00" is empty. An hour that the wall shows twice in October is the first of the two.
    """
    minute = minute_of(datetime.combine(day, hour, tzinfo=ROME))
    shown = moment_of(minute).replace(tzinfo=None)
    return minute if shown == datetime.combine(day, hour) else _jump(day)


def _jump(day: date) -> int:
    """When, on the day in March, the wall goes from 1:59 to 3:00."""
    return minute_of(datetime.combine(day, time(3), tzinfo=ROME))


def midnight(day: date) -> int:
    return wall(day, time(0))


def is_repeated(minute: int) -> bool:
    """Whether the wall shows this hour for the second time that night: nobody would know which of the two is meant."""
    return moment_of(minute).fold == 1


@lru_cache(maxsize=1024)
def clock_moves(day: date) -> bool:
    return midnight(day + timedelta(days=1)) - midnight(day) != DAY
