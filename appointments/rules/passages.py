"""From which state to which an appointment goes, and who may take it there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A change of state: what the desk calls it, from where, to where. `frees` when the place comes free."""

    key: str
    label: str
    sources: tuple[str, ...]
    target: str
    event: str  # kind of the domain event
    frees: bool = False


PASSAGES = {
    p.key: p
    for p in (
        Passage("conferma", "Conferma", ("richiesto",), "prenotato", "appuntamento-confermato"),
        Passage("arrivo", "È arrivato", ("prenotato",), "arrivato", "appuntamento-arrivo"),
        Passage("chiama", "Chiama", ("prenotato", "arrivato"), "chiamato", "appuntamento-chiamata"),
        Passage("servito", "Servito", ("prenotato", "arrivato", "chiamato"), "servito", "appuntamento-servito"),
        Passage("assente", "Non si è presentato", ("prenotato", "chiamato"), "assente", "appuntamento-assente"),
        Passage(
            "ripristina",
            "Torna indietro",
            ("arrivato", "chiamato", "servito", "assente"),
            "prenotato",
            "appuntamento-ripristinato",
        ),
        Passage("disdici", "Disdici", ("richiesto", "prenotato"), "disdetto", "appuntamento-disdetto", frees=True),
        Passage(
            "annulla",
            "Annulla",
            ("richiesto", "prenotato", "arrivato", "chiamato"),
            "annullato",
            "appuntamento-annullato",
            frees=True,
        ),
    )
}


def allowed(state: str) -> list[Passage]:
    """What can be done with an appointment in a state, in the order of the day."""
    return [passage for passage in PASSAGES.values() if state in passage.sources]
