"""The seven pages that every measurement looks at, found from the site itself by following its links."""

import re
from collections.abc import Callable

from tools.crawl import Answer, PageFacts

# name -> (page where the links are, shape of the address, preferred address)
PLACES = {
    "categoria": ("/servizi/", r"^/servizi/[\w-]+/$", "anagrafe-e-stato-civile"),
    "scheda servizio": ("{categoria}", r"^{categoria}[\w-]+/$", "carta-identita-elettronica"),
    "notizia": ("/novita/notizie/", r"^/novita/notizie/[\w-]+/$", ""),
    "ufficio": ("/amministrazione/uffici/", r"^/amministrazione/uffici/[\w-]+/$", ""),
    "argomento": ("/argomenti/", r"^/argomenti/[\w-]+/$", ""),
}
TOOLS = ("prenotazione", "assistenza", "segnalazione")


def sample_pages(fetch: Callable[[str], Answer], base: str) -> dict[str, str]:
    """Paths by name: home, Servizi, a category, a service sheet, a news item, an office, a topic."""
    found = {"home": "/", "servizi": "/servizi/"}
    for name, (start, shape, wished) in PLACES.items():
        where = start.format(categoria=found.get("categoria", ""))
        links = PageFacts(fetch(base + where).text).links
        pattern = re.compile(shape.format(categoria=re.escape(found.get("categoria", ""))))
        paths = [link.removeprefix(base).split("#")[0] for link in links]
        fit = [path for path in paths if pattern.match(path) and not any(tool in path for tool in TOOLS)]
        if not fit:
            raise RuntimeError(f"In {base}{where} non c'è nessun collegamento a: {name}.")
        found[name] = next((path for path in fit if wished and wished in path), fit[0])
    return found
