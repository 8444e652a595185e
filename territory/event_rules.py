"""What an event may not be, with the words that stand beside the field."""

import itertools

from cms.completeness import is_filled
from territory.fields import MESSAGES, UNKNOWN
from territory.recurrence import MOST, RecurrenceError, days_of, exists, parse

# Reason of a refusal -> field, and what the editor reads.
REASONS = {
    "too_many": ("recurrence", f"Sono più di {MOST} date: scegli un ultimo giorno più vicino, o meno volte."),
    "until": ("recurrence", "L'ultimo giorno viene prima del giorno di inizio."),
    "first": (
        "starts_on",
        "Il giorno di inizio non è tra quelli della ripetizione: scegli il primo giorno in cui si fa.",
    ),
    "none": ("skipped_days", "Hai tolto tutti i giorni della serie: ne deve restare almeno uno."),
}
END_BEFORE = "La fine viene prima dell'inizio: controlla giorno e ora."
END_OF_DAY = (
    "L'ora di fine viene prima di quella di inizio. Se finisce dopo mezzanotte, scrivi anche il giorno di fine."
)
# What the usual message does not say.
MISSING = {
    "start_time": "Manca «Ora di inizio»: scrivila, oppure spunta «Tutto il giorno».",
    "place": "Manca «Luogo»: scegli un luogo, oppure scrivi qui sotto il nome del posto e il Comune.",
    "status_note": "Di' perché l'evento è annullato e che cosa fa chi ha già il biglietto.",
}
LOST_HOUR = "Quel giorno quest'ora non c'è: alle 2:00 si passa all'ora legale. Scegli dalle 3:00 in poi."


def errors_of(event) -> dict[str, str]:
    """Message by field; nothing for what is only missing, which a draft may lack."""
    errors = _times(event)
    if event.starts_on and "ends_on" not in errors:
        errors |= _series(event)
    if event.parent_event_id and event.pk and event.parent_event_id == event.pk:
        errors["parent_event"] = "Un evento non può far parte di se stesso."
    elif event.parent_event_id and event.parent_event and event.parent_event.parent_event_id:
        errors["parent_event"] = "L'evento che hai scelto fa già parte di un altro: scegli quello principale."
    if (event.latitude is None) != (event.longitude is None):
        errors["latitude"] = "Scrivi sia la latitudine sia la longitudine, o nessuna delle due."
    return errors


def _times(event) -> dict[str, str]:
    last = event.ends_on or event.starts_on
    if event.starts_on and last < event.starts_on:
        return {"ends_on": END_BEFORE}
    if event.all_day:
        return {}
    if event.end_time and not event.start_time:
        return {"start_time": "Scrivi anche l'ora di inizio, oppure spunta «Tutto il giorno»."}
    if event.starts_on and event.start_time and not exists(event.starts_on, event.start_time):
        return {"start_time": LOST_HOUR}
    if event.start_time and event.end_time and last == event.starts_on and event.end_time <= event.start_time:
        return {"end_time": END_OF_DAY}
    return {}


def _series(event) -> dict[str, str]:
    try:
        rule = parse(event.recurrence)
    except RecurrenceError as error:
        return {"recurrence": MESSAGES.get(error.code, UNKNOWN)}
    try:
        days_of(rule, event.starts_on, event.skipped)
    except RecurrenceError as error:
        field, message = REASONS[error.code]
        return {field: message}
    if rule and event.ends_on and event.ends_on != event.starts_on:
        every = min((two - one for one, two in _pairs(days_of(rule, event.starts_on))), default=None)
        if every is not None and event.ends_on - event.starts_on > every:
            return {
                "ends_on": "Ogni volta finirebbe dopo che è ricominciata: il giorno di fine è quello della prima volta."
            }
    return {}


def _pairs(days):
    return itertools.pairwise(days)


def missing_parts(event, missing: dict[str, str], cleaned: dict) -> dict[str, str]:
    """The usual list, without what this event does not need: an hour, a place with a page, why it is cancelled."""

    def value(name):
        return cleaned[name] if name in cleaned else getattr(event, name)

    needless = {
        "start_time": value("all_day"),
        "place": is_filled(value("location_name")) and is_filled(value("location_city")),
        "status_note": value("status") != "cancelled",
    }
    return {name: MISSING.get(name, message) for name, message in missing.items() if not needless.get(name)}
