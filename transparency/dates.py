"""When data must be renewed, and until when it stays: plain rules on days (D.Lgs. 33/2013, artt. 8, 14 and 15).

No page, no database. `today` is always an argument.
"""

from calendar import monthrange
from datetime import date
from enum import StrEnum

SOON_DAYS = 30
YEARS = 5  # art. 8, c. 3: from 1 January of the year after the one in which the duty begins
YEARS_AFTER_OFFICE = 3  # art. 14, c. 2 and art. 15, c. 4: after the end of the office


class Update(StrEnum):
    """How often the law wants the data renewed (ANAC resolution 1310/2016, annex 1)."""

    PROMPT = "tempestivo"
    QUARTER = "trimestrale"
    HALF_YEAR = "semestrale"
    YEAR = "annuale"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Update.PROMPT: "Ogni volta che qualcosa cambia",
    Update.QUARTER: "Ogni tre mesi",
    Update.HALF_YEAR: "Ogni sei mesi",
    Update.YEAR: "Ogni anno",
}
# "Tempestivo" has no term in the law: we ask to look again after six months (decision 0024).
MONTHS = {Update.PROMPT: 6, Update.QUARTER: 3, Update.HALF_YEAR: 6, Update.YEAR: 12}


class Keep(StrEnum):
    """How long something stays published."""

    FIVE_YEARS = "cinque-anni"
    OFFICE = "incarico"


class State(StrEnum):
    """What there is to do in a section."""

    MISSING = "manca"
    OVERDUE = "in-ritardo"
    SOON = "in-scadenza"
    FINE = "a-posto"
    FROM_SITE = "dal-sito"
    NOT_APPLICABLE = "non-si-applica"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = {
    State.MISSING: "Mai aggiornata",
    State.OVERDUE: "In ritardo",
    State.SOON: "Da aggiornare fra poco",
    State.FINE: "Aggiornata",
    State.FROM_SITE: "Si aggiorna da sola con il sito",
    State.NOT_APPLICABLE: "Non si applica",
}


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(update: Update, updated_on: date | None) -> date | None:
    """The day by which data must be renewed; None for data that was never there."""
    return months_after(updated_on, MONTHS[update]) if updated_on else None


def keep_until(keep: Keep, published_on: date, ended_on: date | None, *, in_force: bool = False) -> date | None:
    """The last day on which the public finds something; None while there is no end.

    Five years from 1 January of the year after publication, and longer while the act has effects. Data on who holds an
    office stays until three years after its end.
    """
    if keep is Keep.OFFICE:
        return months_after(ended_on, YEARS_AFTER_OFFICE * 12) if ended_on else None
    if in_force:
        return None
    end = date(published_on.year + YEARS, 12, 31)
    return max(end, ended_on) if ended_on else end


def is_over(last_day: date | None, today: date) -> bool:
    """Whether the term has passed: the last day still counts."""
    return last_day is not None and last_day < today


def state_of(due: date | None, today: date, *, not_applicable: bool = False, from_site: bool = False) -> State:
    """What there is to do in a section that must be renewed by a day (None: it never was)."""
    if not_applicable:
        return State.NOT_APPLICABLE
    if due is None:
        return State.FROM_SITE if from_site else State.MISSING
    if due < today:
        return State.FROM_SITE if from_site else State.OVERDUE
    return State.SOON if (due - today).days <= SOON_DAYS and not from_site else State.FINE
