"""What the people who read the site for the asseveration look at, and what keeps a site well: ours, beyond the checker."""

from cms.plain_language import EASY, FEWEST_WORDS
from cms.readability import gulpease
from conformity.criteria.base import (
    ADVICE,
    FAILED,
    PASSED,
    TOLERATED,
    UNPROVEN,
    WARNING,
    Contents,
    Finding,
    Result,
    Site,
    criterion,
    how_many,
)

# The six types that must exist as pages of their own (COMUNI.md g.6).
KINDS = ("Ufficio", "Documento", "Luogo", "Evento", "Persona", "Notizia")
VERY_HARD = 40  # Gulpease: hard also with a high-school diploma
MOST = 100  # findings of one kind that are worth listing


@criterion(
    "asseverazione",
    "Contenuti per l'asseverazione",
    "Ci sono uffici, documenti, luoghi, eventi, persone e notizie, con gli attributi che la revisione chiede.",
    is_ours=True,
)
def review_of_contents(site: Site) -> Result:
    contents = _contents(site)
    absent = [kind for kind in KINDS if not contents.published.get(kind)]
    findings = [
        site.on_home(f"Non c'è nessun contenuto di tipo «{kind}».", "Pubblicane almeno uno.") for kind in absent
    ]
    findings += contents.missing
    counted = ", ".join(f"{kind} {contents.published.get(kind, 0)}" for kind in KINDS)
    if absent:
        return Result(FAILED, f"Mancano tipi di contenuto. Pubblicati: {counted}.", tuple(findings))
    if contents.missing:
        return Result(TOLERATED, f"Ad alcune pagine manca un attributo. Pubblicati: {counted}.", tuple(findings))
    return Result(PASSED, f"Tutti i tipi, tutti gli attributi. Pubblicati: {counted}.")


@criterion(
    "collegamenti", "Collegamenti interni", "I collegamenti tra le pagine del sito portano a qualcosa.", is_ours=True
)
def links(site: Site) -> Result:
    broken = _contents(site).broken + _dead_anchors(site)
    if broken:
        return Result(FAILED, f"Collegamenti che non portano a niente: {len(broken)}.", tuple(broken[:MOST]))
    return Result(PASSED, f"Nessun collegamento rotto in {how_many(site.pages, 'pagina', 'pagine')}.")


def _dead_anchors(site: Site) -> list[Finding]:
    """Links to a part of a page that does not exist, in what editors wrote."""
    found = []
    for page in site.pages.values():
        for link in page.links:
            address, _hash, anchor = link.href.partition("#")
            path = page.path if not address else site.local(address)
            target = site.pages.get(path) if link.in_main and anchor and path else None
            if target is not None and anchor not in target.ids:
                text = f"«{link.text[:60]}» porta a una parte della pagina che non c'è (#{anchor[:40]})."
                found.append(site.at(page, text, "Correggi il collegamento nel testo.", WARNING))
    return list(dict.fromkeys(found))


@criterion("immagini", "Testi alternativi", "Ogni immagine che dice qualcosa ha un testo alternativo.", is_ours=True)
def pictures(site: Site) -> Result:
    findings = list(_contents(site).pictures)
    for page in site.pages.values():
        without = [picture for picture in page.pictures if picture.alt is None]
        if without:
            text = f"{how_many(without, 'immagine', 'immagini')} senza testo alternativo."
            findings.append(site.at(page, text, "Scrivi che cosa si vede in ogni immagine."))
    if findings:
        return Result(FAILED, f"Pagine con immagini senza testo alternativo: {len(findings)}.", tuple(findings[:MOST]))
    return Result(PASSED, "Tutte le immagini hanno un testo alternativo.")


@criterion("revisione", "Pagine rilette", "Ogni pagina è stata riletta nell'ultimo anno.", is_ours=True)
def rereading(site: Site) -> Result:
    contents = _contents(site)
    unread = contents.unread
    if not unread:
        return Result(PASSED, "Tutte le pagine sono state rilette nell'ultimo anno.")
    score = TOLERATED if len(unread) * 10 <= contents.pages else FAILED
    return Result(score, f"Pagine da rileggere: {len(unread)} su {contents.pages}.", tuple(unread[:MOST]))


@criterion(
    "leggibilita",
    "Facilità di lettura",
    f"I testi hanno un indice di leggibilità di almeno {EASY} su 100.",
    is_ours=True,
)
def reading_ease(site: Site) -> Result:
    scores = [(gulpease(page.prose), page) for page in site.italian if len(page.prose.split()) >= FEWEST_WORDS]
    hard = sorted(((score, page) for score, page in scores if score < EASY), key=lambda pair: (pair[0], pair[1].path))
    findings = tuple(
        site.at(
            page,
            f"Indice di leggibilità {score} su 100.",
            "Accorcia le frasi e usa parole comuni: il controllo della pagina dice quali.",
            WARNING if score < VERY_HARD else ADVICE,
        )
        for score, page in hard[:MOST]
    )
    if not scores:
        return Result(UNPROVEN, "Non ci sono ancora testi abbastanza lunghi da misurare.")
    average = round(sum(score for score, _page in scores) / len(scores))
    said = f"Media {average} su 100; pagine sotto {EASY}: {len(hard)} su {len(scores)}."
    if len(hard) * 10 <= len(scores):
        return Result(PASSED, said, findings)
    return Result(TOLERATED if len(hard) * 2 <= len(scores) else FAILED, said, findings)


def _contents(site: Site) -> Contents:
    return site.contents or Contents()
