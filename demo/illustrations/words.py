"""The words that stand for each picture where it cannot be seen: alternative texts, in Italian."""

from __future__ import annotations

LANDS: dict[str, str] = {
    "cesena": "sullo sfondo la pianura coltivata e la rocca sul colle",
    "bagno-di-romagna": "sullo sfondo la valle boscosa con il vapore delle acque calde",
    "mercato-saraceno": "sullo sfondo le colline a vigneto e il fiume Savio",
    "montiano": "sullo sfondo il colle con la rocca, il grano e il mare lontano",
    "sarsina": "sullo sfondo le colline, il campanile e le colonne romane",
    "verghereto": "sullo sfondo il crinale innevato e gli abeti",
    "unione": "sullo sfondo la valle con il fiume e i paesi lungo le rive",
}

BARE: dict[str, str] = {
    "cesena": "sullo sfondo la pianura e le basse colline",
    "bagno-di-romagna": "sullo sfondo la valle boscosa",
    "mercato-saraceno": "sullo sfondo le colline a vigneto",
    "montiano": "sullo sfondo le colline e il mare lontano",
    "sarsina": "sullo sfondo le colline",
    "verghereto": "sullo sfondo il crinale innevato e gli abeti",
    "unione": "sullo sfondo la valle del fiume",
}
"""The land without its landmark, for pictures whose subject takes its place."""

WITHOUT_LANDMARK = frozenset({"rocca", "chiesa", "ponte", "neve"})

UNKNOWN = "sullo sfondo dolci colline e un paese"

HEROES: dict[str, str] = {
    "cesena": "Panorama: la rocca di mattoni sopra la città, i campi e i pioppi della pianura",
    "bagno-di-romagna": "Panorama: una vasca d'acqua calda fra gli abeti, con il vapore che sale",
    "mercato-saraceno": "Panorama: il ponte sul Savio, il paese e i filari di vite",
    "montiano": "Panorama: il colle con la rocca, gli ulivi, il grano e il mare all'orizzonte",
    "sarsina": "Panorama: la cattedrale, le colonne romane e i gradoni dell'anfiteatro",
    "verghereto": "Panorama: il crinale innevato e un ruscello di sorgente fra gli abeti",
    "unione": "Panorama dall'alto: il fiume scende dal crinale alla pianura e tocca sei paesi",
}

SUBJECTS: dict[str, str] = {
    "hero": "Panorama: un paese in collina fra campi e alberi",
    "municipio": "Il palazzo comunale con i portici e la torre dell'orologio",
    "piazza": "La piazza con le case porticate e la fontana",
    "chiesa": "La chiesa con il campanile e il sagrato",
    "rocca": "La rocca sul colle e la strada che sale alla porta",
    "museo": "Una sala di museo con un'anfora e un capitello antico",
    "teatro": "Il palco di un teatro con il sipario aperto e il pubblico",
    "biblioteca": "Una sala di biblioteca: scaffali, archi e una persona che legge",
    "terme": "Una vasca termale all'aperto con il portico e il vapore",
    "bosco": "Un sentiero che entra nel bosco, con la luce fra gli alberi",
    "lago": "Un lago calmo con un pontile e una barca a remi",
    "fiume": "Il fiume fra i sassi e gli alberi della riva",
    "vigneto": "Filari di vite e grappoli d'uva in primo piano",
    "ponte": "Un ponte a tre arcate che si specchia nel fiume",
    "scuola": "La scuola e i bambini che arrivano con lo zaino",
    "parco": "Il giardino pubblico con un grande albero, una panchina e l'altalena",
    "monte": "Una cima di montagna e un escursionista che la guarda",
    "neve": "Una casa e gli abeti sotto la neve",
    "borgo": "Le case del borgo raccolte attorno alla torre",
    "mercato": "I banchi del mercato con le tende a righe e la frutta",
    "sentiero": "Un sentiero fra le colline con un segnavia di legno",
    "festa": "Una festa di sera: musica sul palco, luci e pubblico",
    "libro": "Un grande libro aperto su un parapetto, accanto ad altri libri",
    "cantiere": "Un edificio in costruzione con ponteggi, gru e transenne",
    "bus": "Un autobus alla fermata con i passeggeri",
    "foglia": "Una giovane pianta che cresce dalla terra",
    "famiglia": "Una famiglia a passeggio con un cane",
    "sport": "Un campo da calcio con ragazzi che giocano e un pallone",
    "urna": "Un'urna elettorale in cui entra una scheda",
    "documento": "Un certificato con un sigillo e una carta d'identità",
    "casa": "Una casa con il giardino e la siepe",
    "auto": "Un'auto elettrica collegata a una colonnina di ricarica",
    "bilancia": "Una bilancia a due piatti in equilibrio",
    "monete": "Pile di monete che crescono, con un germoglio sull'ultima",
    "albero": "Un grande albero su un'altura con una panchina all'ombra",
    "negozio": "Un negozio con la vetrina e la tenda a righe",
    "cuore": "Un albero dalla chioma a forma di cuore e alcune persone",
    "calendario": "Un calendario da tavolo con un giorno segnato",
    "telefono": "Un telefono che mostra i servizi del sito",
    "segnale": "Un segnale di attenzione accanto a una strada da riparare",
}

INDOORS = {
    "museo": "dall'arco si vede il paesaggio",
    "biblioteca": "dagli archi si vede il paesaggio",
    "teatro": "il paesaggio fa da scena",
}
"""Motifs in which the land is seen through something."""


def alt_text(slug: str, motif: str) -> str:
    """Say in Italian what the picture shows, in one sentence."""
    if motif == "hero":
        return f"{HEROES.get(slug, SUBJECTS['hero'])}."
    if motif in INDOORS:
        return f"{SUBJECTS[motif]}; {INDOORS[motif]}."
    if motif == "bosco":
        return f"{SUBJECTS[motif]}."
    behind = (BARE if motif in WITHOUT_LANDMARK else LANDS).get(slug, UNKNOWN)
    if motif == "monte":
        behind = "sotto, i boschi di abeti"
    return f"{SUBJECTS[motif]}; {behind}."
