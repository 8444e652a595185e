"""Booking, contacts, questions, reports, ratings (C.SI.2.1 to 2.6)."""

import json
import re
from functools import cache
from pathlib import Path

from conformity.criteria.base import (
    FAILED,
    PASSED,
    TOLERATED,
    WARNING,
    Finding,
    Result,
    Site,
    criterion,
    how_many,
    worst,
)
from conformity.reading import Mark, PageFacts

FEEDBACK = Path(__file__).parents[2] / "cms" / "data" / "feedback.json"
REPORT_TEXTS = {"disservizio", "segnala disservizio", "segnalazione disservizio"}
FAQ_WORDS = ("faq", "domande frequenti")
_MAIL = re.compile(r"^mailto:[^@\s?]+@[^@\s?]+\.[^@\s?]+(\?.*)?$", re.I)
_PRODUCT = "Segnalalo a chi cura il prodotto: riguarda il modello della pagina."


@criterion("C.SI.2.1", "Prenotazione appuntamenti", "Si prenota dalla pagina Servizi e da ogni scheda.")
def booking(site: Site) -> Result:
    if site.services is None:
        return Result(FAILED, "La pagina dei servizi non si raggiunge.", (_no_services(site),))
    pages = [site.services, *site.sheets]
    without = [page for page in pages if not any(_is_real(mark) for mark in page.all("appointment-booking"))]
    dead = [page for page in pages if page not in without and not _leads(site, page, "appointment-booking")]
    findings = [site.at(page, "Manca il link per prenotare un appuntamento.", _BOOKING) for page in without]
    findings += [site.at(page, "Il link per prenotare non porta a nessuna pagina.", _BOOKING) for page in dead]
    if findings:
        return Result(FAILED, f"Da {how_many(findings, 'pagina', 'pagine')} non si prenota.", tuple(findings))
    return Result(PASSED, f"Si prenota dalla pagina dei servizi e da {how_many(site.sheets, 'scheda', 'schede')}.")


_BOOKING = "Pubblica la pagina «Prenotazione appuntamento» del sito."


def _is_real(mark: Mark) -> bool:
    return mark.tag == "a" and mark.href not in ("", "#")


def _leads(site: Site, page: PageFacts, name: str) -> bool:
    return any(site.exists(mark.href) for mark in page.all(name) if _is_real(mark))


def _no_services(site: Site) -> Finding:
    return site.on_home("Il menu non porta alla pagina dei servizi.", "Pubblica la pagina «Servizi».")


@criterion("C.SI.2.2", "Contatti", "Ogni scheda mostra i contatti dell'ufficio responsabile.")
def contacts(site: Site) -> Result:
    without = [page for page in site.sheets if "Contatti" not in page.index or page.first("service-area") is None]
    fix = "Nella scheda scegli l'ufficio responsabile, e controlla che sia pubblicato."
    findings = tuple(site.at(page, "La scheda non mostra l'ufficio responsabile.", fix) for page in without)
    if not site.sheets:
        return Result(FAILED, "Non c'è nessuna scheda servizio.")
    if findings:
        return Result(
            FAILED, f"Schede che non dicono a chi rivolgersi: {len(findings)} su {len(site.sheets)}.", findings
        )
    return Result(PASSED, f"{how_many(site.sheets, 'scheda', 'schede')} con l'ufficio responsabile.")


@criterion("C.SI.2.3", "Domande frequenti", "Dal piè di pagina si arriva alle domande frequenti.")
def questions(site: Site) -> Result:
    mark, broken = _footer_link(site, "faq", "alle domande frequenti", "Domande frequenti")
    if broken:
        return broken
    if any(words in mark.text.lower() for words in FAQ_WORDS):
        return Result(PASSED, "Il link c'è e la pagina risponde.")
    return _other_words(site, mark, "FAQ o domande frequenti")


@criterion("C.SI.2.4", "Segnalazione disservizio", "Dal piè di pagina si segnala un disservizio.")
def report(site: Site) -> Result:
    mark = _in_footer(site, "report-inefficiency")
    if mark is not None and mark.href.lower().startswith("mailto:"):
        broken = None if _MAIL.match(mark.href) else _dead(site, mark, "L'indirizzo di posta non è scritto bene.")
    else:
        mark, broken = _footer_link(site, "report-inefficiency", "alla segnalazione", "Segnalazione disservizio")
    if broken:
        return broken
    if mark.text.lower() in REPORT_TEXTS:
        return Result(PASSED, "Il link c'è, ha il nome giusto e porta dove deve.")
    return _other_words(site, mark, "Segnalazione disservizio")


def _in_footer(site: Site, name: str) -> Mark | None:
    return next(iter(site.home.in_footer(name)), None)


def _footer_link(site: Site, name: str, where: str, title: str) -> tuple[Mark | None, Result | None]:
    """The link of the footer, and the answer where it is missing or leads nowhere."""
    mark = _in_footer(site, name)
    if mark is None:
        finding = site.on_home(f"Dal piè di pagina non si arriva {where}.", f"Pubblica la pagina «{title}».")
        return None, Result(FAILED, "Il link manca nel piè di pagina.", (finding,))
    if not site.exists(mark.href):
        return mark, _dead(site, mark, f"«{mark.text}», nel piè di pagina, porta a una pagina che non c'è.")
    return mark, None


def _dead(site: Site, mark: Mark, text: str) -> Result:
    return Result(FAILED, "Il link non porta a niente.", (site.on_home(text, "Correggi o pubblica la pagina."),))


def _other_words(site: Site, mark: Mark, wanted: str) -> Result:
    finding = site.on_home(f"Il link si chiama «{mark.text}» invece di «{wanted}».", _PRODUCT, WARNING)
    return Result(TOLERATED, "Il link funziona ma ha un altro nome.", (finding,))


@criterion("C.SI.2.5", "Chiarezza delle pagine", "Su ogni pagina di primo e secondo livello si dice se è chiara.")
def clear_pages(site: Site) -> Result:
    pages = {page.path: page for page in (site.home, *site.first_level, *site.second_level)}
    # Here the checker promotes an incomplete component to right.
    return _ratings(site, list(pages.values()), promote=True)


@criterion("C.SI.2.6", "Chiarezza delle schede", "Su ogni scheda servizio si dice se è chiara.")
def clear_sheets(site: Site) -> Result:
    return _ratings(site, site.sheets, promote=False)


def _ratings(site: Site, pages: list[PageFacts], *, promote: bool) -> Result:
    scores, findings = [], []
    for page in pages:
        score, problem = rating_of(page)
        scores.append(PASSED if promote and score == TOLERATED else score)
        if problem and scores[-1] < PASSED:
            findings.append(site.at(page, problem, _PRODUCT, WARNING if score else "grave"))
    if not pages:
        return Result(FAILED, "Non c'è nessuna pagina da guardare.")
    if worst(scores) == PASSED:
        return Result(
            PASSED,
            f"La valutazione c'è su {how_many(pages, 'pagina', 'pagine')}. Che risponda ai tocchi lo prova il browser.",
        )
    return Result(
        worst(scores),
        f"Su {how_many(findings, 'pagina', 'pagine')} la valutazione manca o è sbagliata.",
        tuple(findings),
    )


def rating_of(page: PageFacts) -> tuple[float, str]:
    """Score of the rating on a page and what is wrong with it (COMUNI.md g.4, what shows without a browser)."""
    texts = _texts()
    if page.first("feedback") is None:
        return FAILED, "Manca la valutazione della pagina."
    title = page.first("feedback-title")
    if title is not None and title.text.lower() != texts["page_question"].lower():
        return FAILED, "La domanda della valutazione è diversa da quella del modello."
    for side in ("negative", "positive"):
        for mark in _inside(page, "feedback-rating-question", side):
            if mark.text.lower() != texts[f"{side}_question"].lower():
                return FAILED, "Una domanda della valutazione è diversa da quella del modello."
        answers = {answer.lower() for answer in texts[f"{side}_answers"]}
        if any(mark.text.lower() not in answers for mark in _inside(page, "feedback-rating-answer", side)):
            return FAILED, "Una risposta della valutazione è diversa da quelle del modello."
    needed = [
        "feedback-title",
        *(f"feedback-rate-{star}" for star in texts["scale"]),
        "feedback-rating-negative",
        "feedback-rating-positive",
        "feedback-input-text",
    ]
    missing = [name for name in needed if page.first(name) is None]
    missing += [side for side in ("negative", "positive") if not _inside(page, "feedback-rating-question", side)]
    return (TOLERATED, "La valutazione della pagina è incompleta.") if missing else (PASSED, "")


def _inside(page: PageFacts, name: str, side: str) -> list[Mark]:
    return [mark for mark in page.all(name) if f"feedback-rating-{side}" in mark.within]


@cache
def _texts() -> dict:
    return json.loads(FEEDBACK.read_text(encoding="utf-8"))
