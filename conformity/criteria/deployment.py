"""What only the site in production can prove: speed, certificate, domain (C.SI.4.1, 5.1, 5.2). Never shown as passed."""

import re

from conformity.criteria.base import ADVICE, TOLERATED, UNPROVEN, WARNING, Result, Site, criterion

PLAN = re.compile(r"piano di miglioramento del sito", re.I)
# comune.nome.sigla.it, comune.nome.provincia.it, comune.nome.it, and anything under them (COMUNI.md j.12).
DOMAIN = re.compile(r"^(?:[\w-]+\.)*comune\.[a-z0-9-]+(?:\.[a-z0-9-]+)?\.it$")


@criterion("C.SI.4.1", "Velocità", "Almeno 50 punti con Lighthouse da telefono, o un piano di miglioramento.")
def speed(site: Site) -> Result:
    if PLAN.search(site.home.footer_text):
        return Result(
            TOLERATED, "Il piano di miglioramento è pubblicato. I punti di Lighthouse si misurano in produzione."
        )
    finding = site.on_home("Dal piè di pagina non si arriva al piano di miglioramento.", _PLAN, ADVICE)
    return Result(UNPROVEN, "Da misurare con Lighthouse sul sito in produzione.", (finding,))


_PLAN = "Se in produzione i punti sono meno di 50, pubblica «Piano di miglioramento del sito»."


@criterion("C.SI.5.1", "Certificato https", "Il sito è in https, con un certificato valido e i protocolli di AgID.")
def certificate(site: Site) -> Result:
    said = "L'indirizzo del sito è in https." if site.is_https else "Qui il sito non è in https."
    return Result(UNPROVEN, f"{said} Certificato e protocolli si vedono solo in produzione.")


@criterion("C.SI.5.2", "Dominio istituzionale", "Il sito è su comune.nome.it o su un altro nome riservato ai Comuni.")
def domain(site: Site) -> Result:
    host = site.host.removeprefix("www.")
    if DOMAIN.match(host):
        return Result(UNPROVEN, f"«{host}» ha la forma giusta. Che sia un nome riservato si vede solo in produzione.")
    text = f"«{host}» non ha la forma dei nomi riservati, come comune.nome.sigla.it."
    fix = "Prima di andare in produzione l'Informatica scrive l'indirizzo vero nei dati dell'ente."
    return Result(UNPROVEN, "Si vede solo in produzione.", (site.on_home(text, fix, WARNING),))
