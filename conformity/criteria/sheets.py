"""Service sheets: C.SI.1.3, step by step as the national checker, and their structured data (R.SI.1.1)."""

import json
import re
from bisect import bisect_left
from itertools import pairwise

from conformity.criteria.base import (
    ADVICE,
    FAILED,
    PASSED,
    SERIOUS,
    TOLERATED,
    WARNING,
    Finding,
    Result,
    Site,
    criterion,
    how_many,
    worst,
)
from conformity.reading import PageFacts

LEAST_SERVICES = 10
LEAST_TEXT = 3  # characters
# Label of the index -> marks of its content, and whether they must hold words (COMUNI.md d.6).
PARTS: dict[str, tuple[tuple[str, bool], ...]] = {
    "A chi è rivolto": (("service-addressed", True),),
    "Come fare": (("service-how-to", True),),
    "Cosa serve": (("service-needed", True),),
    "Cosa si ottiene": (("service-achieved", True),),
    "Tempi e scadenze": (("service-calendar-text", True), ("service-calendar-list", False)),
    "Accedi al servizio": (
        ("service-generic-access", False),
        ("service-online-access", False),
        ("service-booking-access", False),
    ),
    "Condizioni di servizio": (("service-file", False),),
    "Contatti": (("service-area", False),),
}
IN_ORDER, ONE_OUT, MANY_OUT = "giusto", "una parte fuori posto", "più parti fuori posto"
_NOT_PLAIN = re.compile(r"[^a-z0-9 ]")


@criterion("C.SI.1.3", "Schede servizio", "Almeno dieci schede, ognuna con le parti obbligatorie nell'ordine giusto.")
def sheets(site: Site) -> Result:
    findings: list[Finding] = []
    scores = []
    for page in site.sheets:
        missing, order = missing_parts(page), order_of(page.index)
        scores.append(score_of(missing, order))
        if missing:
            severity = SERIOUS if len(missing) > 2 else WARNING
            findings.append(site.at(page, f"Mancano: {', '.join(missing)}.", "Completa la scheda.", severity))
        if order != IN_ORDER:
            findings.append(site.at(page, f"L'indice della scheda ha {order}.", "Segnalalo a chi cura il prodotto."))
    count = services_listed(site)
    if count < LEAST_SERVICES:
        text = f"L'elenco dei servizi porta a {how_many(count, 'scheda', 'schede')}: il modello ne vuole almeno {LEAST_SERVICES}."
        where = site.services or site.home
        findings.insert(0, site.at(where, text, "Pubblica altre schede, anche dal catalogo dell'Unione."))
        return Result(FAILED, f"Le schede sono {count}, meno di {LEAST_SERVICES}.", tuple(findings))
    score = worst(scores, FAILED)
    if score == PASSED:
        return Result(
            PASSED,
            f"{how_many(count, 'servizio', 'servizi')} in elenco, {how_many(scores, 'scheda completa', 'schede complete')} e in ordine.",
        )
    wrong = sum(1 for one in scores if one < PASSED)
    return Result(score, f"Schede con parti che mancano o fuori posto: {wrong} su {len(scores)}.", tuple(findings))


def services_listed(site: Site) -> int:
    """Links to sheets, counted as the checker does: with "Carica altri", or on the first page of a pagination."""
    page = site.services
    if page is None:
        return 0
    pager = page.first("pager-link")
    if pager is not None:
        first = site.target(pager) or page
        return len(first.all("service-link"))
    return sum(len(one.all("service-link")) for one in (page, *site.more_services))


def missing_parts(page: PageFacts) -> list[str]:
    """Names of what a sheet lacks; without its office both «Contatti» and «Area» are missing."""
    found = [label for label, marks in PARTS.items() if label not in page.index or not _has_any(page, marks)]
    found += [
        name
        for name, mark in (("Titolo", "service-title"), ("Descrizione", "service-description"))
        if not _says(page, mark)
    ]
    if page.first("service-status") is None:
        found.append("Stato")
    if not any(mark.text for mark in page.all("service-topic")):
        found.append("Tassonomie argomenti")
    if not has_category(page.breadcrumb):
        found.append("Categoria del servizio")
    if not _says(page, "service-area"):
        found.append("Area")
    return found


def _has_any(page: PageFacts, marks: tuple[tuple[str, bool], ...]) -> bool:
    return any(_says(page, name) if wants_words else page.first(name) is not None for name, wants_words in marks)


def _says(page: PageFacts, name: str) -> bool:
    mark = page.first(name)
    return mark is not None and len(mark.text) >= LEAST_TEXT


def has_category(breadcrumb: list[str]) -> bool:
    """Whether the breadcrumb holds "servizi" and, right after, the name of a category."""
    steps = [_NOT_PLAIN.sub("", step.lower()).strip() for step in breadcrumb]
    return any(step == "servizi" and len(after) >= LEAST_TEXT for step, after in pairwise(steps))


def order_of(index: list[str]) -> str:
    """How the labels of the model stand in the index of a page; those of our own may be in between."""
    wanted = list(PARTS)
    places = [wanted.index(label) for label in dict.fromkeys(index) if label in PARTS]
    # The longest run already in order: what is left out of it is what would have to move.
    run: list[int] = []
    for place in places:
        spot = bisect_left(run, place)
        run[spot : spot + 1] = [place]
    out = len(places) - len(run)
    return IN_ORDER if not out else ONE_OUT if out == 1 else MANY_OUT


def score_of(missing: list[str], order: str) -> float:
    if not missing and order == IN_ORDER:
        return PASSED
    return TOLERATED if len(missing) <= 2 and order != MANY_OUT else FAILED


VALUES = (
    "name",
    "serviceType",
    "serviceOperator.name",
    "areaServed.name",
    "audience.audienceType",
    "availableChannel.serviceUrl",
    "availableChannel.serviceLocation.name",
    "availableChannel.serviceLocation.address.streetAddress",
    "availableChannel.serviceLocation.address.postalCode",
    "availableChannel.serviceLocation.address.addressLocality",
)


@criterion(
    "R.SI.1.1", "Metatag delle schede", "Ogni scheda ha i dati strutturati con dieci valori. È una raccomandazione."
)
def metatags(site: Site) -> Result:
    findings, scores = [], []
    for page in site.sheets:
        missing = missing_values(page)
        scores.append(_score_of_values(missing))
        if missing:
            what = ", ".join(missing) if len(missing) < len(VALUES) else "tutti i valori"
            text = f"Nei dati strutturati mancano: {what}."
            findings.append(site.at(page, text, "Completa ufficio responsabile e sede, con indirizzo e CAP.", ADVICE))
    if not scores:
        return Result(FAILED, "Non c'è nessuna scheda servizio.")
    score = worst(scores)
    if score == PASSED:
        return Result(PASSED, f"{how_many(scores, 'scheda', 'schede')} con tutti i dieci valori.")
    return Result(score, f"Schede con dati strutturati incompleti: {len(findings)} su {len(scores)}.", tuple(findings))


def missing_values(page: PageFacts) -> list[str]:
    """Of the ten values those that are not a text; all of them without a valid script."""
    mark = page.first("metatag")
    try:
        data = json.loads(mark.text) if mark else None
    except ValueError:
        data = None
    return [name for name in VALUES if not _is_text(_value(data, name))]


def _value(data, name: str):
    for step in name.split("."):
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _is_text(value) -> bool:
    return isinstance(value, str) and bool(value)


def _score_of_values(missing: list[str]) -> float:
    if not missing:
        return PASSED
    return TOLERATED if len(missing) * 2 < len(VALUES) else FAILED
