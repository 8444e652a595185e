"""When the room of a video call is open: from ten minutes before the appointment to fifteen after its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

OPENS_BEFORE = timedelta(minutes=10)
CLOSES_AFTER = timedelta(minutes=15)


class Door(StrEnum):
    """How somebody who knocks finds the room."""

    EARLY = "presto"
    OPEN = "aperta"
    OVER = "finita"


@dataclass(frozen=True)
class Window:
    """The stretch in which the two people may enter."""

    opens_at: datetime
    closes_at: datetime

    def door(self, now: datetime) -> Door:
        """The door at a moment; the last moment is already outside."""
        if now < self.opens_at:
            return Door.EARLY
        return Door.OPEN if now < self.closes_at else Door.OVER


def window(starts_at: datetime, ends_at: datetime) -> Window:
    """The window of an appointment. Late calls have a quarter of an hour of grace: the next one waits in its own room."""
    return Window(starts_at - OPENS_BEFORE, ends_at + CLOSES_AFTER)
