"""Duties of law: cookies, accessibility, privacy, licence (C.SI.3.1 to 3.4)."""

import re
from urllib.parse import urlsplit

from conformity.criteria.base import FAILED, PASSED, UNPROVEN, WARNING, Result, Site, criterion

FORM_HOST = "form.agid.gov.it"
DECLARATION = re.compile(r"^/view/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/?$", re.I)
LICENCE_TITLE = "Licenza dei contenuti"
LICENCE = (
    "in applicazione del principio open by default ai sensi dell’articolo 52 del decreto legislativo 7 marzo 2005, n. 82"
    " (cad) e salvo dove diversamente specificato (compresi i contenuti incorporati di terzi), i dati, i documenti e le"
    " informazioni pubblicati sul sito sono rilasciati con licenza cc-by 4.0. gli utenti sono quindi liberi di condividere"
    " (riprodurre, distribuire, comunicare al pubblico, esporre in pubblico), rappresentare, eseguire e recitare questo"
    " materiale con qualsiasi mezzo e formato e modificare (trasformare il materiale e utilizzarlo per opere derivate) per"
    " qualsiasi fine, anche commerciale con il solo onere di attribuzione, senza apporre restrizioni aggiuntive."
)


@criterion("C.SI.3.1", "Cookie", "Prima del consenso ci sono solo cookie del dominio del Comune.")
def cookies(site: Site) -> Result:
    """On every page of the site, not only on those that the checker samples."""
    findings = [
        site.at(page, f"Il cookie «{cookie.name}» è di «{cookie.domain}».", "Segnalalo a chi cura il prodotto.")
        for page in site.pages.values()
        for cookie in page.cookies
        if not is_own(cookie.domain, site.host)
    ]
    if findings:
        return Result(FAILED, "Ci sono cookie di altri domini.", tuple(findings))
    number = sum(len(page.cookies) for page in site.pages.values())
    said = f"{number} cookie, tutti del sito." if number else "Nessun cookie."
    return Result(PASSED, f"{said} Pagine guardate: {len(site.pages)}.")


def is_own(domain: str, host: str) -> bool:
    """Whether a cookie's domain is the host's; an empty one is always."""
    bare, tested = domain.lstrip(".").lower(), host.removeprefix("www.").lower()
    return not bare or bare == host.lower() or bare == tested or bare.endswith(f".{tested}")


@criterion("C.SI.3.2", "Accessibilità", "Dal piè di pagina si arriva alla dichiarazione su form.agid.gov.it.")
def accessibility(site: Site) -> Result:
    """The declaration itself is on a national site: what it says of this host shows only there."""
    link = next(iter(site.home.in_footer("accessibility-link")), None)
    parts = urlsplit(link.href) if link else None
    if parts is None or parts.scheme != "https" or parts.netloc != FORM_HOST:
        text = f"Nel piè di pagina manca il link alla dichiarazione su https://{FORM_HOST}/."
        return Result(FAILED, "Manca il link alla dichiarazione di accessibilità.", (site.on_home(text, _DECLARE),))
    if not DECLARATION.match(parts.path):
        text = "Il link porta al sito nazionale, non ancora alla dichiarazione di questo sito."
        return Result(UNPROVEN, "La dichiarazione è da fare.", (site.on_home(text, _DECLARE, WARNING),))
    return Result(
        UNPROVEN, "Il link ha la forma giusta. Che cosa dice la dichiarazione si vede solo sul sito nazionale."
    )


_DECLARE = f"Il responsabile per la transizione digitale fa la dichiarazione su https://{FORM_HOST}/; poi l'indirizzo si scrive nei dati dell'ente."


@criterion("C.SI.3.3", "Privacy", "Dal piè di pagina si arriva all'informativa, su una pagina sicura.")
def privacy(site: Site) -> Result:
    link = next(iter(site.home.in_footer("privacy-policy-link")), None)
    fix = "Pubblica «Informativa privacy», o scrivi un indirizzo https nei dati dell'ente."
    if link is None or not site.exists(link.href):
        finding = site.on_home("Nel piè di pagina manca il link all'informativa privacy.", fix)
        return Result(FAILED, "L'informativa non si raggiunge.", (finding,))
    if site.local(link.href) is None:
        if link.href.startswith("https://"):
            return Result(PASSED, "L'informativa è su un altro sito, con un indirizzo sicuro.")
        finding = site.on_home("L'informativa è su un sito che non è sicuro (https).", fix)
        return Result(FAILED, "L'indirizzo dell'informativa non è sicuro.", (finding,))
    if not site.is_https:
        return Result(UNPROVEN, "La pagina risponde. Qui il sito non è in https: si vede solo in produzione.")
    return Result(PASSED, "La pagina risponde ed è sicura.")


@criterion("C.SI.3.4", "Licenza", "Le note legali dicono con quale licenza si riusano i contenuti.")
def licence(site: Site) -> Result:
    link = next(iter(site.home.in_footer("legal-notes")), None)
    page = site.target(link)
    if page is None:
        finding = site.on_home("Nel piè di pagina manca il link alle note legali.", "Pubblica «Note legali».")
        return Result(FAILED, "Le note legali non si raggiungono.", (finding,))
    title = " ".join(mark.text for mark in page.all("legal-notes-section"))
    body = " ".join(mark.text for mark in page.all("legal-notes-body"))
    if title.lower() != LICENCE_TITLE.lower() or _plain(body) != LICENCE:
        text = "Il testo della licenza non è quello di legge, parola per parola."
        fix = "Nella pagina metti il blocco «Licenza dei contenuti»."
        return Result(FAILED, "La licenza manca o ha un altro testo.", (site.at(page, text, fix),))
    return Result(PASSED, "Il testo della licenza è quello di legge.")


def _plain(text: str) -> str:
    return " ".join(text.split()).lower().replace("'", "’")
