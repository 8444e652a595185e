"""The next free date of the offices that can be booked, for the API. No person is ever read to answer."""

from datetime import datetime, timedelta

from django.utils import translation
from ninja import Schema

from appointments.first_places import first_places
from opendata.resources import open_links
from opendata.schemas import Link, told

NAME = "primi-posti-liberi"
TITLE = "Primi posti liberi negli uffici"
NOTE = (
    "Dice per ogni ufficio, tipo di appuntamento e modo di incontrarsi qual è la prima data libera. È un elenco solo, "
    "senza pagine: si può scegliere soltanto la lingua. La risposta può avere un minuto: il posto si è sicuri di averlo "
    "quando si prenota."
)
FRESH = timedelta(minutes=1)  # how old an answer may be


class FreePlace(Schema):
    agenda: str = told("Nome dell'agenda che si prenota.")
    ufficio: Link | None = told("Ufficio che riceve, con la sua pagina. Vuoto se la pagina non è pubblica.", None)
    tipo: str = told("Tipo di appuntamento.")
    modo: str = told("Come ci si incontra: sportello, telefono, video, domicilio.")
    minuti: int = told("Quanto dura.")
    primo_posto: datetime | None = told("Inizio del primo posto libero. Vuoto se adesso non ce ne sono.", None)
    prenota: str = told("Indirizzo della pagina dove si prenota.")


class FreePlaces(Schema):
    totale: int = told("Quanti sono in tutto.")
    calcolato_il: datetime = told("Momento in cui si è guardato che cosa è libero.")
    risultati: list[FreePlace] = told("I primi posti liberi.")


def tell(tenant, language: str, now: datetime) -> dict:
    """What a body offers, also at the offices of the others that receive the whole union."""
    with translation.override(language):
        rows = first_places(tenant, now)
        offices = open_links({row.office_id for row in rows})
    return {
        "totale": len(rows),
        "calcolato_il": now,
        "risultati": [
            {
                "agenda": row.agenda,
                "ufficio": offices.get(row.office_id),
                "tipo": row.type,
                "modo": row.mode,
                "minuti": row.minutes,
                "primo_posto": row.starts_at,
                "prenota": f"{tenant.root_url}{row.path}",
            }
            for row in rows
        ],
    }
