"""One address for each public template of a site, found by following its own links."""

import re
from collections.abc import Callable

from tools.crawl import Answer, PageFacts
from tools.sample_pages import sample_pages

# name -> (list where the links are, shape of the address)
MORE = {
    "persona": ("/amministrazione/politici/", r"^/amministrazione/politici/[\w-]+/$"),
    "luogo": ("/vivere-il-comune/luoghi/", r"^/vivere-il-comune/luoghi/[\w-]+/$"),
}
FIXED = {
    "novità": "/novita/",
    "avvisi": "/novita/avvisi/",
    "amministrazione": "/amministrazione/",
    "uffici": "/amministrazione/uffici/",
    "persone": "/amministrazione/politici/",
    "vivere il comune": "/vivere-il-comune/",
    "luoghi": "/vivere-il-comune/luoghi/",
    "eventi": "/vivere-il-comune/eventi/",
    "argomenti": "/argomenti/",
    "mappa del sito": "/mappa-del-sito/",
    "domande frequenti": "/domande-frequenti/",
    "note legali": "/note-legali/",
    "accedi": "/accedi/",
    "prenotazione": "/servizi/prenotazione/",
    "assistenza": "/servizi/assistenza/",
    "segnalazione": "/servizi/segnalazione-disservizio/",
    "ricerca": "/cerca/?q=carta",
    "ricerca senza risultati": "/cerca/?q=xyzxyz",
    "ricerca in tutta l'Unione": "/cerca/?q=carta&dove=unione",
    "pagina che manca": "/questa-pagina-manca/",
    "home in inglese": "/en/",
    "servizi in inglese": "/en/servizi/",
    "scheda servizio in inglese": "/en/servizi/anagrafe-e-stato-civile/carta-identita-elettronica/",
    "amministrazione in inglese": "/en/amministrazione/",
    "argomento in inglese": "/en/argomenti/istruzione/",
    "ricerca in inglese": "/en/cerca/?q=card",
    "pagina che manca in inglese": "/en/questa-pagina-manca/",
}


def paths_of(fetch: Callable[[str], Answer], base: str) -> dict[str, str]:
    """Path of a page of each kind, by name."""
    found = sample_pages(fetch, base) | FIXED
    for name, (start, shape) in MORE.items():
        links = [link.removeprefix(base).split("#")[0] for link in PageFacts(fetch(base + start).text).links]
        found[name] = next(link for link in links if re.match(shape, link))
    return found
