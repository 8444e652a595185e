"""How long an act stays in the register, and which days count. No database and no clock here.

The day of publication does not count (Civil Code art. 2963, *dies a quo non computatur*), every other day does, Sundays
and holidays too, and the last one counts whole: the act is taken away when it ends, at midnight in Italy. Sources: L.
69/2009 art. 32 (publication online), D.Lgs. 267/2000 art. 124 (fifteen consecutive days), D.P.R. 396/2000 art. 55 (banns,
at least eight days) and art. 90 (change of name, thirty).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
LONGEST = 365  # days
USUAL = 15  # days


class PeriodError(ValueError):
    """A period that cannot be; the message is for who wrote it."""


@dataclass(frozen=True)
class Rule:
    """For how many days acts of a kind are published; fewer are refused where the law sets the number."""

    days: int = USUAL
    is_minimum: bool = False
    source: str = ""


@dataclass(frozen=True)
class Period:
    """Days that count, the first and the last included."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    @property
    def closes_at(self) -> datetime:
        """The moment from which the public sees nothing any more."""
        return midnight_after(self.ends_on)


def midnight_after(day: date) -> datetime:
    """The end of a day in Italy, also on the two Sundays when clocks move."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ROME)


def day_of(moment: datetime) -> date:
    """The day in Italy at a moment."""
    return moment.astimezone(ROME).date()


def period(published_on: date, days: int) -> Period:
    """The period of an act published on a day: published on the 10th for fifteen days, from the 11th to the 25th."""
    if days < 1:
        raise PeriodError("La pubblicazione dura almeno un giorno.")
    if days > LONGEST:
        raise PeriodError(f"La pubblicazione dura al massimo {LONGEST} giorni.")
    return Period(published_on + timedelta(days=1), published_on + timedelta(days=days))


def days_until(published_on: date, last_day: date) -> int:
    """Days from publication to a last day that somebody asked for."""
    if last_day <= published_on:
        raise PeriodError(
            "L'ultimo giorno deve venire dopo quello della pubblicazione, che non si conta. "
            f"Qui l'atto si pubblica il {published_on:%d/%m/%Y}."
        )
    return (last_day - published_on).days


def length(published_on: date, rule: Rule, *, days: int | None = None, last_day: date | None = None) -> int:
    """Days of a publication: those asked for, or those of the kind; raises `PeriodError` for too many or too few."""
    found = days_until(published_on, last_day) if last_day else rule.days if days is None else days
    period(published_on, found)
    if rule.is_minimum and found < rule.days:
        raise PeriodError(
            f"Per questo tipo di atto servono almeno {rule.days} giorni ({rule.source}): così sono {found}."
        )
    return found
