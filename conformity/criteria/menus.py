"""Vocabularies, menu, titles of the second level (C.SI.1.5 to 1.7)."""

import json
import re
from functools import cache
from pathlib import Path

from conformity.criteria.base import (
    FAILED,
    FIRST_LEVEL,
    PASSED,
    SECOND_LEVEL,
    TOLERATED,
    WARNING,
    Finding,
    Result,
    Site,
    criterion,
    how_many,
)
from conformity.reading import PageFacts

NAVIGATION = Path(__file__).parents[2] / "cms" / "data" / "navigazione.json"
LABELS = {
    "management": r"^Amministrazione$",
    "news": r"^Novità$",
    "all-services": r"^Servizi$",
    "live": r"^Vivere ",
}
MANY = 8  # items of the menu from which it fails
ALSO_ACCEPTED = {"agricoltura, caccia e pesca"}
ALWAYS_RIGHT = ("live-button-locations", "live-button-events")
PARENTS = {
    "management-category-link": "amministrazione",
    "news-category-link": "novita",
    "service-category-link": "servizi",
}


@criterion(
    "C.SI.1.5", "Vocabolari", "La home porta all'elenco degli argomenti, e gli argomenti sono quelli del modello."
)
def vocabularies(site: Site) -> Result:
    link = site.home.first("all-topics")
    page = site.target(link)
    if page is None:
        finding = site.on_home("La home non porta alla pagina con tutti gli argomenti.", "Pubblica «Argomenti».")
        return Result(FAILED, "Manca il link a tutti gli argomenti.", (finding,))
    found = [mark.text for mark in page.all("topic-element")]
    if not found:
        finding = site.at(page, "La pagina degli argomenti è vuota.", "Assegna gli argomenti alle pagine del sito.")
        return Result(FAILED, "Non c'è nessun argomento.", (finding,))
    strange = [text for text in found if text.lower() not in site.topics]
    findings = tuple(
        site.at(page, f"«{text}» non è un argomento del modello.", "Usa un argomento del vocabolario.", WARNING)
        for text in strange
    )
    if not strange:
        return Result(PASSED, f"Argomenti: {len(found)}, tutti del modello.")
    known = [text for text in found if text.lower() in site.topics | site.eurovoc]
    score = TOLERATED if len(known) * 2 >= len(found) else FAILED
    return Result(score, f"Argomenti che non sono del modello: {len(strange)} su {len(found)}.", findings)


@criterion(
    "C.SI.1.6", "Menu di primo livello", "Amministrazione, Novità, Servizi, Vivere: in quest'ordine, dentro il sito."
)
def first_level(site: Site) -> Result:
    home = site.home
    findings = []
    for name in FIRST_LEVEL:
        marks = home.all(name)
        if len(marks) != 1:
            what = "manca" if not marks else f"compare {len(marks)} volte"
            findings.append(site.on_home(f"Nel menu la voce «{_label(name)}» {what}.", _MENU))
        findings += [
            site.on_home(f"La voce del menu si chiama «{mark.text}».", _MENU)
            for mark in marks
            if not re.search(LABELS[name], mark.text, re.IGNORECASE)
        ]
    extra = home.all("custom-submenu")
    items = [mark for name in FIRST_LEVEL for mark in home.all(name)] + extra
    findings += [
        site.on_home(f"La voce «{mark.text}» non porta a una pagina del sito.", _MENU)
        for mark in items
        if site.local(mark.href) is None or not site.exists(mark.href)
    ]
    findings += _titles_unlike_the_menu(site, items)
    if len(items) >= MANY:
        findings.append(site.on_home(f"Il menu ha {len(items)} voci: il modello ne vuole 4.", _MENU))
    if findings:
        return Result(FAILED, "Il menu di primo livello non è quello del modello.", tuple(findings))
    if extra:
        note = site.on_home(f"Nel menu c'è {how_many(extra, 'voce', 'voci')} in più.", _MENU, WARNING)
        return Result(TOLERATED, "Il menu ha le voci obbligatorie e qualcuna in più.", (note,))
    return Result(PASSED, "Le quattro voci del modello, nell'ordine giusto.")


_MENU = "Il titolo della pagina di sezione è la voce del menu: rimetti quello del modello e pubblica la pagina."


def _titles_unlike_the_menu(site: Site, items) -> list[Finding]:
    """Title of the page = last step of the breadcrumb = label of the menu."""
    found = []
    for mark in items:
        page = site.target(mark)
        if page is None:
            continue
        if mark.text not in page.h1 or (page.breadcrumb and page.breadcrumb[-1].strip(" /") != mark.text):
            found.append(site.at(page, f"Titolo o percorso della pagina non sono «{mark.text}» come nel menu.", _MENU))
    return found


def _label(name: str) -> str:
    return {"management": "Amministrazione", "news": "Novità", "all-services": "Servizi", "live": "Vivere il Comune"}[
        name
    ]


@criterion("C.SI.1.7", "Titoli di secondo livello", "Le pagine di secondo livello hanno i titoli del modello.")
def second_level(site: Site) -> Result:
    total, right, findings = 0, 0, []
    for page, name, text in _second_level_links(site):
        total += 1
        if name in ALWAYS_RIGHT or text.lower() in titles_of(name):
            right += 1
        else:
            findings.append(site.at(page, f"«{text}» non è un titolo del modello.", _TITLES, WARNING))
    missing = _empty_sections(site)
    if missing or not total:
        return Result(FAILED, "Una sezione non ha pagine di secondo livello.", (*missing, *findings))
    share = round(100 * right / total)
    if share == 100:
        return Result(PASSED, f"{how_many(total, 'pagina', 'pagine')} di secondo livello, con i titoli del modello.")
    score = TOLERATED if share > 50 else FAILED
    return Result(score, f"{share} titoli di secondo livello su 100 sono del modello.", tuple(findings))


_TITLES = "Dai alla pagina un titolo dell'elenco del modello, o toglila dal menu."


def _second_level_links(site: Site) -> list[tuple[PageFacts, str, str]]:
    return [(page, name, mark.text) for page in site.first_level for name in SECOND_LEVEL for mark in page.all(name)]


def _empty_sections(site: Site) -> list[Finding]:
    """Sections whose page has no marked link to its second level."""
    found = []
    for name, wanted in zip(FIRST_LEVEL, (*PARENTS, ALWAYS_RIGHT), strict=True):
        page = site.target(site.home.first(name))
        names = (wanted,) if isinstance(wanted, str) else wanted
        if page is not None and not any(page.all(one) for one in names):
            text = "La sezione non porta a nessuna pagina di secondo livello."
            found.append(site.at(page, text, "Pubblica almeno un contenuto della sezione."))
    return found


@cache
def titles_of(mark: str) -> frozenset[str]:
    """Titles of the model for the links with a mark, lower-cased; those of an extra menu are never among them."""
    section = PARENTS.get(mark)
    if section is None:
        return frozenset()
    items = json.loads(NAVIGATION.read_text(encoding="utf-8"))["items"]
    titles = {item["label"].lower() for item in items if item.get("parent") == section}
    return frozenset(titles | (ALSO_ACCEPTED if section == "servizi" else set()))
