"""States of a request or of a report, and what leads from one to another: one table, nothing in templates."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    NEW = "nuova"
    ASSIGNED = "assegnata"
    ANSWERED = "risposta"
    CLOSED = "chiusa"


OPEN = (State.NEW, State.ASSIGNED, State.ANSWERED)
TO_WORK = (State.NEW, State.ASSIGNED)  # the office has something to do: only these can be late


@dataclass(frozen=True)
class Passage:
    """What may happen: from which states, and to which one. No state to go to means that it stays where it is."""

    key: str
    label: str
    before: tuple[State, ...]
    after: State | None


PASSAGES = {
    passage.key: passage
    for passage in (
        Passage("assegna", "Assegnata", OPEN, State.ASSIGNED),
        Passage("rispondi", "Risposta", OPEN, State.ANSWERED),
        Passage("trasferisci", "Trasferita", OPEN, State.NEW),
        Passage("scrive", "Il cittadino ha scritto", OPEN, None),
        Passage("chiudi", "Chiusa", OPEN, State.CLOSED),
        Passage("chiedi-riapertura", "Il cittadino chiede di riaprire", (State.CLOSED,), None),
        Passage("riapri", "Riaperta", (State.CLOSED,), State.ASSIGNED),
        Passage("lascia-chiusa", "Lasciata chiusa", (State.CLOSED,), None),
    )
}


def may(state: str, key: str) -> bool:
    """Whether something may happen in a state."""
    return state in PASSAGES[key].before


def after(state: str, key: str, *, is_assigned: bool = False) -> State:
    """The state that follows. Who writes after an answer gives the office something to do again."""
    passage = PASSAGES[key]
    if key == "scrive" and state == State.ANSWERED:
        return State.ASSIGNED if is_assigned else State.NEW
    if key == "riapri" and not is_assigned:
        return State.NEW
    return passage.after or State(state)
