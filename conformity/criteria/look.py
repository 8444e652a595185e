"""Letters, interface library, theme (C.SI.1.1, 1.2, 1.4), as far as they show without a browser (decision 0031)."""

import re

from conformity.criteria.base import FAILED, PASSED, TOLERATED, UNPROVEN, WARNING, Result, Site, criterion
from conformity.reading import PageFacts

FAMILIES = {"titillium web", "lora", "roboto mono", "titilliumweb", "robotomono"}
INHERITED = {"inherit", "initial", "unset", "revert"}
LEAST_VERSION = (2, 0, 0)
LEAST_SHARE = 30  # per cent of the class names of a page
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PROPERTY = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)")
_FAMILY = re.compile(r"(?<![\w-])font-family\s*:\s*([^;}]+)")
_SHORTHAND = re.compile(r"(?<![\w-])font\s*:\s*([^;}]+)")
_VERSION = re.compile(r"--bootstrap-italia-version\s*:\s*[\"']?\s*(\d+)\.(\d+)\.(\d+)")
_TEXT_TAG = re.compile(r"(?:^|[\s>+~,(])(?:h[1-6]|p|body|html|:root)(?![\w-])")
_THEME = re.compile(r"Theme Name:[^*]*?(?:Comuni|Design)[^*]*?Version:\s*(\d+)\.(\d+)", re.S | re.I)


def pages_of_the_checker(site: Site) -> list[PageFacts]:
    """Home, first and second level, list of services, login, booking: each once."""
    found = [site.home, *site.first_level, *site.second_level, site.services, site.login, site.booking]
    return list({page.path: page for page in found if page is not None}.values())


@criterion("C.SI.1.1", "Caratteri", "Titoli e paragrafi usano Titillium Web, Lora o Roboto Mono.")
def fonts(site: Site) -> Result:
    """Every family that a stylesheet of ours asks for; what a browser then chooses is proven by the stories."""
    if not site.styles:
        return Result(UNPROVEN, "Il foglio di stile non si legge da qui: si vede con il browser, in produzione.")
    asked = [pair for css in site.styles.values() for pair in families(css)]
    wrong = [(selector, family) for selector, family in asked if family not in FAMILIES]
    inline = [page for page in pages_of_the_checker(site) if any("font" in style for style in page.own_styles)]
    findings = [
        site.on_home(f"Il foglio di stile chiede il carattere «{family}» per «{selector[:60]}».", _TELL)
        for selector, family in wrong[:20]
    ]
    findings += [site.at(page, "La pagina ha uno stile suo che cambia il carattere.", _TELL) for page in inline]
    if not asked:
        findings.append(site.on_home("Nessun foglio di stile sceglie il carattere.", _TELL))
    if any(_TEXT_TAG.search(selector) for selector, _family in wrong) or inline or not asked:
        return Result(FAILED, "Titoli o paragrafi possono avere un altro carattere.", tuple(findings))
    if wrong:
        return Result(
            TOLERATED, "Titoli e paragrafi sono giusti; dentro qualcuno c'è un altro carattere.", tuple(findings)
        )
    return Result(PASSED, "Tutti i fogli di stile chiedono solo i tre caratteri del modello.")


_TELL = "Segnalalo a chi cura il prodotto: i caratteri si cambiano nel foglio di stile."


def families(css: str) -> list[tuple[str, str]]:
    """(selector, first family) of each rule that chooses a family by name; variables are followed."""
    text = _FACE.sub("", _COMMENT.sub("", css))
    known = dict(_PROPERTY.findall(text))
    found = []
    for selector, body in _RULE.findall(text):
        for value in (*_FAMILY.findall(body), *_SHORTHAND.findall(body)):
            family = _first_family(value, known, shorthand=value not in _FAMILY.findall(body))
            if family and family not in INHERITED:
                found.append((selector.strip(), family))
    return found


def _first_family(value: str, known: dict, *, shorthand: bool) -> str:
    for _step in range(6):  # a variable may name another
        match = re.match(r"\s*var\((--[\w-]+)(?:\s*,\s*([^)]*))?\)", value)
        if not match:
            break
        value = known.get(match[1], match[2] or "")
    if shorthand:  # "700 1rem/1.5 Lora, serif"; a shorthand of variables alone says nothing
        match = re.search(r".*\d[\w.%]*(?:\s*/\s*[\w.%]+)?\s+(.+)", value)
        if not match:
            return ""
        return _first_family(match[1], known, shorthand=False)
    return value.split(",")[0].split("!")[0].strip().strip("\"'").lower()


@criterion("C.SI.1.2", "Libreria di interfaccia", "Bootstrap Italia 2.0 o superiore, usata in ogni pagina.")
def library(site: Site) -> Result:
    versions = [tuple(map(int, match)) for css in site.styles.values() for match in _VERSION.findall(css)]
    if not versions or not site.kit_classes:
        return Result(UNPROVEN, "La libreria non si legge da qui: si vede con il browser, in produzione.")
    findings = []
    if max(versions) < LEAST_VERSION:
        findings.append(site.on_home("La libreria di interfaccia è più vecchia della 2.0.0.", _LIBRARY))
    for page in pages_of_the_checker(site):
        share = kit_share(page, site.kit_classes)
        if share < LEAST_SHARE or not page.stylesheets:
            findings.append(site.at(page, f"Solo {share} nomi di classe su 100 sono di Bootstrap Italia.", _LIBRARY))
    version = ".".join(map(str, max(versions)))
    if findings:
        return Result(FAILED, "Non tutte le pagine usano la libreria come si deve.", tuple(findings))
    return Result(PASSED, f"Bootstrap Italia {version}, almeno {LEAST_SHARE} classi su 100 in ogni pagina.")


_LIBRARY = "Segnalalo a chi cura il prodotto: riguarda i modelli delle pagine, non i testi."


def kit_share(page: PageFacts, kit: frozenset[str]) -> int:
    """Class names of a page that are of Bootstrap Italia, out of a hundred, rounded; a page without classes has none."""
    return round(100 * len(page.classes & kit) / len(page.classes)) if page.classes else 0


@criterion("C.SI.1.4", "Temi per CMS", "Chi usa un tema di Designers Italia ne usa una versione dalla 1.0 in su.")
def theme(site: Site) -> Result:
    found = [match for css in site.styles.values() for match in _THEME.findall(css)]
    if not found:
        return Result(
            TOLERATED, "Il prodotto non è uno dei temi ufficiali: il modello lo ammette e vale come superato."
        )
    if all(int(major) >= 1 for major, _minor in found):
        return Result(PASSED, "Il tema ufficiale è aggiornato.")
    finding = site.on_home("Il tema ufficiale è più vecchio della 1.0.", "Aggiorna il tema.", WARNING)
    return Result(FAILED, "Il tema ufficiale va aggiornato.", (finding,))
