"""One address for each public template of a site, found by following its own links."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from tools.crawl import Answer, PageFacts
from tools.sample_pages import sample_pages

LONG_AGO = datetime.now(ZoneInfo("Europe/Rome")) - timedelta(days=70)  # the first act of the demonstration is over

# name -> (list where the links are, shape of the address)
EVENTS, DOCUMENTS, REGISTER = "/vivere-il-comune/eventi/", "/amministrazione/documenti-e-dati/", "/albo-pretorio/"
PROJECTS, TRANSPARENCY = "/attuazione-misure-pnrr/", "/amministrazione-trasparente/"
MORE = {
    "persona": ("/amministrazione/politici/", r"^/amministrazione/politici/[\w-]+/$"),
    "luogo": ("/vivere-il-comune/luoghi/", r"^/vivere-il-comune/luoghi/[\w-]+/$"),
    "evento": (EVENTS, rf"^{EVENTS}[\w-]+/$"),
    "calendario di un mese": (EVENTS, rf"^{EVENTS}\?mese=\d{{4}}-\d{{2}}$"),
    "tipo di documento": (DOCUMENTS, rf"^{DOCUMENTS}[\w-]+/$"),
    "documento": (f"{DOCUMENTS}atti-normativi/", rf"^{DOCUMENTS}atti-normativi/[\w-]+/$"),
    "modulo": (f"{DOCUMENTS}modulistica/", rf"^{DOCUMENTS}modulistica/[\w-]+/$"),
    "cartella di moduli": (f"{DOCUMENTS}modulistica/", rf"^{DOCUMENTS}modulistica/moduli-per-[\w-]+/$"),
    "dataset": (f"{DOCUMENTS}dataset/", rf"^{DOCUMENTS}dataset/[\w-]+/$"),
    "bando": (f"{DOCUMENTS}bandi/", rf"^{DOCUMENTS}bandi/[\w-]+/$"),
    "progetto": (PROJECTS, rf"^{PROJECTS}[\w-]+/$"),
    "atto all'albo": (REGISTER, rf"^{REGISTER}\d+/\d+/$"),
    "sezione della trasparenza": (TRANSPARENCY, rf"^{TRANSPARENCY}[\w-]+/$"),
    "siti tematici": ("/", r"^/siti-tematici/$"),
    "una segnalazione": ("/segnalazioni/", r"^/segnalazioni/\d+/\d+/$"),
}
ONLY_SOMEWHERE = {"siti tematici"}  # a site with three or fewer shows them all on its home
FIXED = {
    "novità": "/novita/",
    "avvisi": "/novita/avvisi/",
    "amministrazione": "/amministrazione/",
    "uffici": "/amministrazione/uffici/",
    "persone": "/amministrazione/politici/",
    "vivere il comune": "/vivere-il-comune/",
    "luoghi": "/vivere-il-comune/luoghi/",
    "eventi": EVENTS,
    "eventi passati": f"{EVENTS}?quando=passati",
    "eventi in un giorno che non esiste": f"{EVENTS}?dal=31/02/2026",
    "eventi senza risultati": f"{EVENTS}?dal=2099-01-01",
    "documenti e dati": DOCUMENTS,
    "bandi": f"{DOCUMENTS}bandi/",
    "progetti": PROJECTS,
    "albo": REGISTER,
    "albo senza risultati": f"{REGISTER}?q=xyzxyz",
    "atto non più all'albo": f"{REGISTER}{LONG_AGO.year}/1/",
    "trasparenza": TRANSPARENCY,
    "ricerca nella trasparenza": f"{TRANSPARENCY}?q=bandi",
    "voce della trasparenza": f"{TRANSPARENCY}personale/tassi-di-assenza/",
    "voce della trasparenza che scrive il sito": f"{TRANSPARENCY}organizzazione/titolari-di-incarichi-politici/",
    "dati aperti": "/dati-aperti/",
    "API": "/dati-aperti/api/",
    "segnalazioni di sicurezza": "/segnalazioni-di-sicurezza/",
    "argomenti": "/argomenti/",
    "mappa del sito": "/mappa-del-sito/",
    "domande frequenti": "/domande-frequenti/",
    "domande frequenti di una ricerca": "/domande-frequenti/?q=rifiuti",
    "domande frequenti senza risultati": "/domande-frequenti/?q=xyzxyz",
    "note legali": "/note-legali/",
    "informativa privacy": "/privacy/",
    "media policy": "/media-policy/",
    "piano di miglioramento": "/piano-di-miglioramento/",
    "accedi": "/accedi/",
    "prenotazione": "/servizi/prenotazione/",
    "assistenza": "/servizi/assistenza/",
    "segnalazione": "/servizi/segnalazione-disservizio/",
    "modulo di assistenza": "/assistenza/",
    "modulo di assistenza in inglese": "/en/assistenza/",
    "condizioni di una segnalazione": "/segnala/",
    "segnalazioni": "/segnalazioni/",
    "segnalazioni sulla mappa": "/segnalazioni/?vista=mappa",
    "segnalazioni senza risultati": "/segnalazioni/?categoria=neve&stato=chiuse",
    "ricerca": "/cerca/?q=carta",
    "ricerca senza risultati": "/cerca/?q=xyzxyz",
    "ricerca in tutta l'Unione": "/cerca/?q=carta&dove=unione",
    "pagina che manca": "/questa-pagina-manca/",
    "home in inglese": "/en/",
    "servizi in inglese": "/en/servizi/",
    "scheda servizio in inglese": "/en/servizi/anagrafe-e-stato-civile/carta-identita-elettronica/",
    "amministrazione in inglese": "/en/amministrazione/",
    "dati aperti in inglese": "/en/dati-aperti/",
    "argomento in inglese": "/en/argomenti/istruzione/",
    "ricerca in inglese": "/en/cerca/?q=card",
    "pagina che manca in inglese": "/en/questa-pagina-manca/",
}

# Forms: whoever opens one is about to write, and gets the one cookie that keeps it safe.
FORMS = ("modulo di assistenza", "modulo di assistenza in inglese", "condizioni di una segnalazione")


def paths_of(fetch: Callable[[str], Answer], base: str) -> dict[str, str]:
    """Path of a page of each kind, by name."""
    found = sample_pages(fetch, base) | FIXED
    for name, (start, shape) in MORE.items():
        links = [urljoin(base + start, link) for link in PageFacts(fetch(base + start).text).links]
        paths = [link.removeprefix(base).split("#")[0] for link in links]
        fit = [path for path in paths if re.match(shape, path)]
        if fit or name not in ONLY_SOMEWHERE:
            found[name] = fit[0]
    return found


def measurable(fetch, base: str) -> dict[str, str]:
    """One page of each template but those of errors, which no measurement opens."""
    return {name: path for name, path in paths_of(fetch, base).items() if fetch(base + path).status == 200}
