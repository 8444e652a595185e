"""What the API answers, field by field: what each says of itself, in Italian, is the documentation that people read."""

from datetime import date, datetime, time
from uuid import UUID

from ninja import Field, Schema


def told(text: str, default=...):
    """A field of an answer and what it says."""
    return Field(default, description=text)


class Topic(Schema):
    chiave: str = told("Chiave nel vocabolario nazionale degli argomenti.")
    nome: str = told("Nome dell'argomento.")


class Link(Schema):
    nome: str = told("Nome della pagina.")
    url: str = told("Indirizzo della pagina.")


class Content(Schema):
    """What every content has."""

    id: UUID = told("Identificativo stabile: lo stesso in ogni lingua, non cambia se la pagina si sposta.")
    titolo: str = told("Titolo.")
    descrizione: str = told("Descrizione breve.")
    etichetta: str = told("Che cosa è, come si legge sul sito.")
    url: str = told("Indirizzo della pagina.")
    lingua: str = told("Lingua del contenuto: it o en.")
    versioni: dict[str, str] = told("Indirizzo della pagina in ogni lingua in cui c'è.")
    argomenti: list[Topic] = told("Argomenti.")
    pubblicato_il: date | None = told("Giorno della notizia o dell'evento, dove c'è.", None)
    modificato_il: datetime | None = told("Ultima pubblicazione.", None)


class Cost(Schema):
    voce: str = told("Che cosa si paga.")
    importo: float | None = told("Euro; zero se è gratuito.", None)
    per_chi: str = told("Per chi vale.", "")


class Channel(Schema):
    tipo: str = told("online, desk (sportello), phone, post, email.")
    descrizione: str = told("Come si usa.", "")
    indirizzo: str = told("Indirizzo web, e-mail, telefono o postale.", "")


class Service(Content):
    tipo: str = told("Categoria: chiave del vocabolario nazionale.", "")
    attivo: bool = told("Se il servizio è attivo.")
    a_chi_e_rivolto: str = told("Chi ne ha bisogno.", "")
    come_fare: str = told("I passi.", "")
    cosa_serve: list[str] = told("Documenti e requisiti.")
    cosa_si_ottiene: str = told("Che cosa si ottiene.", "")
    giorni_massimi: int | None = told("Attesa massima, in giorni.", None)
    giorni_medi: int | None = told("Attesa media, in giorni.", None)
    costi: list[Cost] = told("Quanto costa.")
    canali: list[Channel] = told("Come si accede.")
    ufficio: Link | None = told("Ufficio responsabile.", None)
    eventi_della_vita: list[str] = told("Chiavi degli eventi della vita, di persone e imprese.")


class News(Content):
    tipo: str = told("notizia, comunicato-stampa, avviso.", "")
    testo: str = told("Testo completo, senza formattazione.")
    numero: str = told("Numero del comunicato.", "")
    valido_fino_al: date | None = told("Ultimo giorno di un avviso.", None)


class Contact(Schema):
    tipo: str = told("Telefono, e-mail, PEC, sito.")
    valore: str = told("Numero o indirizzo.")


class Hours(Schema):
    giorni: list[str] = told("lun, mar, mer, gio, ven, sab, dom.")
    orario: str = told("Dalle e alle. Esempio: 8:30 - 12:30.")
    nota: str = told("Quando vale. Esempio: solo su appuntamento.", "")


class Accessibility(Schema):
    """Facts on getting in and around: nothing where nobody has looked yet."""

    ingresso_senza_gradini: bool | None = told("Se si entra senza gradini. Vuoto se non si sa, come gli altri.", None)
    ascensore: bool | None = told("Se c'è un ascensore.", None)
    bagno_accessibile: bool | None = told("Se c'è un bagno accessibile.", None)
    parcheggio_riservato: bool | None = told("Se c'è un parcheggio riservato.", None)
    anello_magnetico: bool | None = told("Se c'è un anello magnetico per chi porta l'apparecchio acustico.", None)
    note: str = told("Altro sull'accessibilità.", "")


class Place(Content):
    tipi: list[str] = told("Chiavi del vocabolario nazionale dei luoghi.")
    nome_alternativo: str = told("Altro nome con cui si conosce.", "")
    descrizione_completa: str = told("Che cos'è, senza formattazione.", "")
    elementi_di_interesse: str = told("Che cosa merita di essere visto.", "")
    indirizzo: str = told("Via e numero.", "")
    cap: str = told("Codice di avviamento postale.", "")
    localita: str = told("Comune o località.", "")
    latitudine: float | None = told("Gradi decimali, WGS 84.", None)
    longitudine: float | None = told("Gradi decimali, WGS 84.", None)
    quartiere: str = told("Quartiere o circoscrizione.", "")
    accesso: str = told("Come si entra, anche per chi ha una disabilità.", "")
    accessibilita: Accessibility = told("Che cosa trova chi ha una disabilità.")
    costo_dell_ingresso: str = told("Quanto costa entrare.", "")
    orari: list[Hours] = told("Quando è aperto al pubblico.")
    aperto_nei_giorni_di_festa: bool = told("Se gli orari valgono anche nei giorni di festa.")
    note_sugli_orari: str = told("Altro sugli orari.", "")
    contatti: list[Contact] = told("A chi chiedere.")
    servizi_presenti: str = told("Servizi presenti nel luogo.", "")
    struttura_responsabile: Link | None = told("Ufficio che se ne occupa.", None)
    altra_struttura_responsabile: str = told("Chi se ne occupa, se non è un ufficio dell'ente.", "")
    luoghi_collegati: list[Link] = told("Altri luoghi.")
    video: str = told("Indirizzo di un video.", "")
    ulteriori_informazioni: str = told("Altro.", "")


class Office(Content):
    tipo: str = told("Chiave del vocabolario nazionale delle unità organizzative.", "")
    competenze: str = told("Di che cosa si occupa.", "")
    sede: str = told("Indirizzo della sede.", "")
    contatti: list[Contact] = told("Come raggiungerlo.")
    orari: list[Hours] = told("Quando riceve.")


class RoleHeld(Schema):
    titolo: str = told("Titolo dell'incarico.")
    struttura: str = told("Dove si svolge.", "")


class Person(Content):
    nome: str = told("Nome.")
    cognome: str = told("Cognome.")
    incarichi: list[RoleHeld] = told("Incarichi in corso.")


class File(Schema):
    titolo: str = told("Nome.")
    url: str = told("Indirizzo.")
    formato: str = told("Codice europeo del formato. Esempio: CSV.")
    byte: int | None = told("Dimensione.", None)


class EventDate(Schema):
    inizio: datetime = told("Quando comincia.")
    fine: datetime = told("Quando è finito; dove l'ora non è scritta, la fine del giorno.")


class EventPlace(Schema):
    nome: str = told("Nome del luogo.", "")
    indirizzo: str = told("Via e numero.", "")
    cap: str = told("Codice di avviamento postale.", "")
    localita: str = told("Comune o località.", "")
    latitudine: float | None = told("Gradi decimali, WGS 84.", None)
    longitudine: float | None = told("Gradi decimali, WGS 84.", None)
    url: str | None = told("Pagina del luogo, se c'è.", None)


class Ticket(Schema):
    voce: str = told("Per chi, o per che cosa.")
    importo: float = told("Euro; zero se è gratuito.")
    nota: str = told("Come si paga, o altro.", "")


class Partner(Schema):
    nome: str = told("Nome.")
    url: str = told("Sito.", "")


class Event(Content):
    tipo: str = told("Chiave del vocabolario nazionale degli eventi.", "")
    sottotitolo: str = told("Sottotitolo.", "")
    stato: str = told("previsto, annullato, rinviato.")
    nota_sullo_stato: str = told("Che cosa è cambiato, se è annullato o rinviato.", "")
    quando: str = told("Data, o regola di una serie, a parole.", "")
    tutto_il_giorno: bool = told("Se dura tutto il giorno, senza ore.")
    giorno_inizio: date | None = told("Primo giorno; di una serie, quello della prima data.", None)
    ora_inizio: time | None = told("Ora di inizio in Italia.", None)
    giorno_fine: date | None = told("Ultimo giorno, se non è lo stesso.", None)
    ora_fine: time | None = told("Ora di fine in Italia, se è scritta.", None)
    ripetizione: str = told("Regola di una serie (RRULE, RFC 5545). Esempio: FREQ=WEEKLY;COUNT=10.", "")
    giorni_esclusi: list[date] = told("Giorni in cui la serie non si tiene.")
    occorrenze: list[EventDate] = told("Ogni data, in ordine; una sola se non si ripete.")
    informazioni_sugli_orari: str = told("Altro sugli orari.", "")
    descrizione_completa: str = told("Che cos'è, senza formattazione.", "")
    a_chi_e_rivolto: str = told("Per chi è.", "")
    luogo: EventPlace | None = told("Dove si tiene.", None)
    costi: list[Ticket] = told("Quanto costa.")
    contatti: list[Contact] = told("A chi chiedere.")
    organizzato_da: Link | None = told("Ufficio che lo organizza.", None)
    altri_organizzatori: str = told("Chi altro lo organizza.", "")
    con_il_supporto_di: list[Link] = told("Uffici che danno una mano.")
    persone: list[Link] = told("Persone dell'amministrazione che ci saranno.")
    patrocinato_da: list[Partner] = told("Chi dà il patrocinio.")
    sponsor: list[Partner] = told("Sponsor.")
    fa_parte_di: Link | None = told("Evento più grande di cui è un appuntamento.", None)
    allegati: list[File] = told("File e indirizzi.")
    video: str = told("Indirizzo di un video.", "")
    ulteriori_informazioni: str = told("Altro.", "")
    calendario: str = told("Indirizzo del file iCalendar (.ics).")


class Document(Content):
    tipo: str = told("Chiave del vocabolario nazionale dei documenti.", "")
    descrizione_completa: str = told("Che cos'è, senza formattazione.", "")
    file: list[File] = told("File e indirizzi.", [])
    licenza: str = told("Chiave del vocabolario nazionale delle licenze.", "")
    numero_di_protocollo: str = told("Numero di protocollo.", "")
    data_di_protocollo: date | None = told("Giorno del protocollo.", None)
    giorno_inizio: date | None = told("Da quando vale.", None)
    giorno_fine: date | None = told("Fino a quando vale.", None)
    ufficio: Link | None = told("Ufficio responsabile.", None)
    area: Link | None = told("Area responsabile.", None)
    autori: list[Link] = told("Persone e uffici che lo hanno scritto.")
    servizi_collegati: list[Link] = told("Servizi a cui serve.")
    dataset: list[Link] = told("Insiemi di dati di cui parla.")
    documenti_collegati: list[Link] = told("Altri documenti.")
    riferimenti_normativi: str = told("Leggi e regolamenti.", "")
    ulteriori_informazioni: str = told("Altro.", "")


class Call(Content):
    tipo: str = told("concorso, gara, contributi, avviso.", "")
    ente: str = told("Ente che lo emana, se non è questo.", "")
    cig: str = told("Codice identificativo della gara (CIG).", "")
    destinatari: str = told("A chi si rivolge.", "")
    testo: str = told("Testo completo, senza formattazione.", "")
    apertura: datetime | None = told("Da quando si può partecipare.", None)
    chiarimenti_entro: datetime | None = told("Fino a quando si può chiedere un chiarimento.", None)
    scadenza: datetime | None = told("Fino a quando.", None)
    chiusura: date | None = told("Giorno in cui si chiude il procedimento.", None)
    file: list[File] = told("File e indirizzi.")
    ufficio: Link | None = told("Ufficio responsabile.", None)
    area: Link | None = told("Area responsabile.", None)
    esito: str = told("Come è finito.", "")
    ulteriori_informazioni: str = told("Altro.", "")


class Milestone(Schema):
    giorno: date = told("Giorno.")
    testo: str = told("Che cosa succede.")


class Project(Content):
    cup: str = told("Codice unico del progetto (CUP).", "")
    missione: str = told("Missione del PNRR.", "")
    componente: str = told("Componente della missione.", "")
    misura: str = told("Investimento o misura.", "")
    importo: float | None = told("Importo finanziato, in euro.", None)
    soggetto_attuatore: str = told("Chi realizza il progetto.")
    ufficio: Link | None = told("Ufficio responsabile.", None)
    descrizione_completa: str = told("Che cos'è, senza formattazione.", "")
    obiettivi: str = told("A che cosa serve.", "")
    stato: str = told("in-avvio, in-corso, conclusa.")
    avanzamento: str = told("A che punto è, a parole.", "")
    giorno_inizio: date | None = told("Giorno di avvio.", None)
    giorno_fine: date | None = told("Giorno di conclusione.", None)
    tappe: list[Milestone] = told("I passi del progetto, in ordine di data.")
    file: list[File] = told("Atti e documenti: file e indirizzi.")
    ulteriori_informazioni: str = told("Altro.", "")


class FrequentQuestion(Content):
    """Each language has its own questions: none is a version of another."""

    tipo: str = told("Categoria di servizi: chiave del vocabolario nazionale. Vuota se la domanda è generale.", "")
    risposta: str = told("Risposta alla domanda, che è nel «titolo», senza formattazione.")
    servizio: Link | None = told("Scheda del servizio di cui parla.", None)


class TopicPage(Content):
    chiave: str = told("Chiave nel vocabolario nazionale: si usa nel filtro «argomento».", "")


class Dataset(Content):
    temi: list[str] = told("Codici europei dei temi. Esempio: ENVI.")
    licenza: str = told("Chiave del vocabolario nazionale delle licenze.")
    frequenza: str = told("Chiave del vocabolario nazionale delle frequenze.")
    titolare: str = told("Chi ne risponde.")
    aggiornato_al: date = told("Giorno dell'ultima modifica dei dati.")
    file: list[File] = told("File e indirizzi.")


class PageOf(Schema):
    """A page of a list."""

    totale: int = told("Quanti sono in tutto.")
    pagina: int = told("Quale pagina è questa.")
    per_pagina: int = told("Quanti per pagina.")
    successiva: str | None = told("Indirizzo della pagina che segue, se c'è.", None)
