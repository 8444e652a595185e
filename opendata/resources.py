"""What the API tells, kind by kind: which pages, and what of each. Everything is public on the site already.

A kind that the product does not have (its app is not there) is simply not offered.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.apps import apps
from django.db.models import Q
from django.utils import timezone
from ninja import Field, Schema

from cms import relations
from cms.cards import related
from cms.directory import directory
from cms.models import BasePage
from cms.open_content import closed_places, open_pages
from cms.structured import plain
from cms.versions import in_language
from offices.contact_cards import office_cards
from offices.models import Role
from opendata import datasets
from opendata.files import FileRecord, files_of
from services.catalogue import effective
from territory.blocks import keys_in
from territory.models import entries_of, hours_rows

# --- What is told ----------------------------------------------------------------------------------------------


def told(text: str, default=...):
    """A field of an answer and what it says, in Italian: it is the documentation that people read."""
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


class Place(Content):
    tipi: list[str] = told("Chiavi del vocabolario nazionale dei luoghi.")
    indirizzo: str = told("Via e numero.", "")
    cap: str = told("Codice di avviamento postale.", "")
    localita: str = told("Comune o località.", "")
    latitudine: float | None = told("Gradi decimali, WGS 84.", None)
    longitudine: float | None = told("Gradi decimali, WGS 84.", None)
    accesso: str = told("Come si entra, anche per chi ha una disabilità.", "")


class Contact(Schema):
    tipo: str = told("Telefono, e-mail, PEC, sito.")
    valore: str = told("Numero o indirizzo.")


class Hours(Schema):
    giorni: list[str] = told("lun, mar, mer, gio, ven, sab, dom.")
    orario: str = told("Dalle e alle. Esempio: 8:30 - 12:30.")


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
    file: list[File] = told("File e indirizzi.", [])


class Call(Content):
    tipo: str = told("concorso, gara, contributi, avviso.", "")
    destinatari: str = told("A chi si rivolge.", "")
    apertura: datetime | None = told("Da quando si può partecipare.", None)
    scadenza: datetime | None = told("Fino a quando.", None)


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


# --- Kinds -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filters:
    kind: str = ""
    topic: str = ""
    since: datetime | None = None


def _nothing_more(tenant, pages: list, keys: dict) -> dict[int, dict]:
    return {}


@dataclass(frozen=True)
class Resource:
    """A kind of content: pages of a type, and what is told of each beyond what all have.

    `more(tenant, pages, keys)` gives the own fields by key of the page; `of_kind(value)` the pages of a "tipo";
    `relations` are read at once and given as `keys[page.pk][name]`.
    """

    name: str
    title: str
    one: str
    model_name: str
    schema: type[Content]
    more: Callable[[object, list, dict], dict[int, dict]] = _nothing_more
    of_kind: Callable[[str], Q] | None = None
    relations: tuple[str, ...] = ()
    joined: tuple[str, ...] = field(default=())

    @property
    def model(self):
        try:
            return apps.get_model(self.model_name)
        except LookupError:
            return None

    def _pages(self, tenant, language: str):
        wanted = open_pages(tenant).filter(in_language(language))
        pages = self.model.objects.filter(pk__in=wanted.values("pk")).select_related(*self.joined)
        return pages.order_by("-last_published_at", "-pk")

    def find(self, tenant, language: str, filters: Filters):
        """Open pages that answer to the filters, the last published first."""
        pages = self._pages(tenant, language)
        if filters.kind:
            pages = pages.filter(self.of_kind(filters.kind)) if self.of_kind else pages.none()
        if filters.topic:
            about = BasePage.topics.through.objects.filter(term__vocabulary="argomenti", term__key=filters.topic)
            pages = pages.filter(pk__in=about.values("basepage"))
        if filters.since:
            pages = pages.filter(last_published_at__gte=filters.since)
        return pages

    def get(self, tenant, language: str, key: UUID) -> list:
        return list(self._pages(tenant, language).filter(translation_key=key)[:1])

    def tell(self, tenant, pages: list, language: str) -> list[dict]:
        """What is told of some pages of a body, in their order."""
        for page in pages:
            page.tenant = tenant
            page.locale = directory().locales[page.locale_id]
        keys = relations.keys_of_many(self.model, [page.pk for page in pages], "topics", *self.relations)
        relations.terms([key for found in keys.values() for key in found["topics"]])  # all in one query
        versions = _versions(tenant, pages)
        more = self.more(tenant, pages, keys)
        return [_common(page, keys[page.pk], versions, language) | more.get(page.pk, {}) for page in pages]


def _common(page, keys: dict, versions: dict, language: str) -> dict:
    terms = relations.terms(keys["topics"])
    return {
        "id": page.translation_key,
        "titolo": page.title,
        "descrizione": page.summary,
        "etichetta": page.listing_label,
        "url": directory().url_of(page.url_path),
        "lingua": language,
        "versioni": versions.get(page.translation_key, {}),
        "argomenti": [{"chiave": term.key, "nome": term.name} for term in terms],
        "pubblicato_il": page.listing_date,
        "modificato_il": page.last_published_at,
    }


def _versions(tenant, pages: list) -> dict[UUID, dict[str, str]]:
    """Addresses of some pages in the languages that the site speaks: one query."""
    where = directory()
    found: dict[UUID, dict[str, str]] = {}
    rows = open_pages(tenant).filter(translation_key__in=[page.translation_key for page in pages])
    for key, url_path, code in rows.values_list("translation_key", "url_path", "locale__language_code"):
        if code == "it" or where.speaks(tenant.pk, code):
            found.setdefault(key, {})[code] = where.url_of(url_path)
    return found


# --- Services --------------------------------------------------------------------------------------------------


def _of_category(key: str) -> Q:
    """Sheets that stand in a category, or that name it among their other ones."""
    found = Q(other_categories__key=key)
    model = apps.get_model("services.ServiceCategoryPage")
    for path in model.objects.filter(category__key=key).values_list("path", flat=True):
        found |= Q(path__startswith=path)
    return Q(pk__in=apps.get_model("services.ServicePage").objects.filter(found).values("pk"))


def _services(tenant, pages: list, keys: dict) -> dict[int, dict]:
    offices = office_cards(tenant)
    effective.learn(pages)
    _know_originals(pages)
    model = apps.get_model("services.ServiceCategoryPage")
    above = {page.path[: -page.steplen] for page in pages}
    kinds = dict(model.objects.filter(path__in=above).values_list("path", "category__key"))
    events = _keys_of_terms(keys, "life_events", "business_events")
    found = {}
    for page in pages:
        whole = page.as_read()
        card = offices.get(page.responsible_office_id)
        found[page.pk] = {
            "titolo": whole.title,
            "descrizione": whole.summary,
            "tipo": kinds.get(page.path[: -page.steplen], ""),
            "attivo": whole.is_active,
            "a_chi_e_rivolto": plain(whole.audience),
            "come_fare": plain(whole.how_to),
            "cosa_serve": [block.value["text"] for block in whole.needed],
            "cosa_si_ottiene": plain(whole.outcome),
            "giorni_massimi": whole.max_days,
            "giorni_medi": whole.average_days,
            "costi": [_cost(block.value) for block in whole.costs],
            "canali": [_channel(block) for block in whole.channels],
            "ufficio": {"nome": card["title"], "url": f"{tenant.root_url}{card['url']}"} if card else None,
            "eventi_della_vita": events[page.pk],
        }
    return found


def _know_originals(pages: list) -> None:
    """Give each English sheet the Italian one that says what it adopts: one query, none for Italian pages."""
    foreign = [page for page in pages if page.shared_id and directory().language_of(page.locale_id) != "it"]
    if foreign:
        keys = [page.translation_key for page in foreign]
        rows = type(foreign[0]).objects.filter(translation_key__in=keys, locale__language_code="it")
        known = {page.translation_key: page for page in rows}
        for page in foreign:
            page.known_original = known.get(page.translation_key)


def _cost(value) -> dict:
    return {"voce": value["title"], "importo": value.get("amount"), "per_chi": value.get("for_whom") or ""}


def _channel(block) -> dict:
    value = block.value
    where = next((value[name] for name in ("url", "number", "address") if value.get(name)), "")
    return {"tipo": block.block_type, "descrizione": value.get("intro") or "", "indirizzo": where}


def _keys_of_terms(keys: dict, *names: str) -> dict[int, list[str]]:
    """Stable keys of the terms of some relations, by page: one query."""
    wanted = {term for found in keys.values() for name in names for term in found[name]}
    known = {term.pk: term.key for term in relations.terms(list(wanted))}
    return {page: [known[t] for name in names for t in found[name] if t in known] for page, found in keys.items()}


# --- The other kinds -------------------------------------------------------------------------------------------


def _of_news_type(key: str) -> Q:
    found = Q(pk=0)
    lists = apps.get_model("news.NewsTypePage").objects.filter(news_type__key=key)
    for path in lists.values_list("path", flat=True):
        found |= Q(path__startswith=path)
    return found


def _news(tenant, pages: list, keys: dict) -> dict[int, dict]:
    lists = apps.get_model("news.NewsTypePage").objects.filter(path__in={p.path[: -p.steplen] for p in pages})
    kinds = dict(lists.values_list("path", "news_type__key"))
    return {
        page.pk: {
            "tipo": kinds.get(page.path[: -page.steplen], ""),
            "testo": plain(page.body),
            "numero": page.number,
            "valido_fino_al": page.expires_on,
        }
        for page in pages
    }


def _places(tenant, pages: list, keys: dict) -> dict[int, dict]:
    kinds = _keys_of_terms(keys, "types")
    return {
        page.pk: {
            "tipi": kinds[page.pk],
            "indirizzo": page.street_address,
            "cap": page.cap,
            "localita": page.locality,
            "latitudine": page.latitude,
            "longitudine": page.longitude,
            "accesso": plain(page.access),
        }
        for page in pages
    }


def _offices(tenant, pages: list, keys: dict) -> dict[int, dict]:
    cards = office_cards(tenant)
    found = {}
    for page in pages:
        # A union office that is not published yet says nothing here.
        source = page.effective if page.effective.live else page
        card = cards.get(page.pk) or {}
        found[page.pk] = {
            "descrizione": source.summary,
            "tipo": source.unit_type.key if source.unit_type_id else "",
            "competenze": plain(source.duties),
            "sede": card.get("address", ""),
            "contatti": [{"tipo": e["kind"], "valore": e["value"]} for e in card.get("entries", [])],
            "orari": [{"giorni": row["codes"], "orario": row["times"]} for row in hours_rows(source.opening_hours)],
        }
    return found


def _people(tenant, pages: list, keys: dict) -> dict[int, dict]:
    """Name and roles, nothing else: what a person declares is read on its page, where it can be corrected."""
    originals = {page.translation_key: page.pk for page in pages}
    roles: dict[UUID, list] = {}
    held = Role.objects.filter(person__translation_key__in=originals).current(timezone.localdate())
    rows = held.order_by("-is_leader", "pk").values_list(
        "person__translation_key", "title", "office__title", "office__live"
    )
    for key, title, office, live in rows:
        roles.setdefault(key, []).append({"titolo": title, "struttura": (office if live else "") or ""})
    return {
        page.pk: {"nome": page.name, "cognome": page.surname, "incarichi": roles.get(page.translation_key, [])}
        for page in pages
    }


def _of_role_type(key: str) -> Q:
    held = Role.objects.current(timezone.localdate()).filter(role_type__key=key)
    return Q(translation_key__in=held.values("person__translation_key"))


def _of_document_type(key: str) -> Q:
    found = Q(pk=0)
    lists = apps.get_model("publications.DocumentTypePage").objects.filter(document_type__key=key)
    for path in lists.values_list("path", flat=True):
        found |= Q(path__startswith=path)
    return found


def _documents(tenant, pages: list, keys: dict) -> dict[int, dict]:
    lists = apps.get_model("publications.DocumentTypePage").objects
    above = lists.filter(path__in={page.path[: -page.steplen] for page in pages})
    kinds = dict(above.values_list("path", "document_type__key"))
    files = files_of(tenant, {page.pk: page.files for page in pages})
    return {
        page.pk: {"tipo": kinds.get(page.path[: -page.steplen], ""), "file": [_file(file) for file in files[page.pk]]}
        for page in pages
    }


def _calls(tenant, pages: list, keys: dict) -> dict[int, dict]:
    return {
        page.pk: {
            "tipo": page.kind,
            "destinatari": plain(page.recipients),
            "apertura": page.opens_at,
            "scadenza": page.deadline,
        }
        for page in pages
    }


def _topics(tenant, pages: list, keys: dict) -> dict[int, dict]:
    return {page.pk: {"chiave": page.topic.key} for page in pages}


def _of_term(*names: str) -> Callable[[str], Q]:
    """Pages whose "tipo" is a key of a vocabulary, by the path to the term."""

    def of_kind(key: str) -> Q:
        found = Q()
        for name in names:
            found |= Q(**{f"{name}__key": key})
        return found

    return of_kind


STATES = {"scheduled": "previsto", "cancelled": "annullato", "postponed": "rinviato"}


def _events(tenant, pages: list, keys: dict) -> dict[int, dict]:
    """The number of queries does not depend on how many: contacts, linked pages and files are read for all together."""
    contacts = _contacts({key for found in keys.values() for key in found["contact_points"]})
    files = files_of(tenant, {page.pk: page.attachments for page in pages})
    links = open_links({key for page in pages for key in _linked(page)})
    return {
        page.pk: {
            **_times(page),
            "tipo": page.event_type.key if page.event_type_id else "",
            "sottotitolo": page.subtitle,
            "stato": STATES[page.status],
            "nota_sullo_stato": page.status_note,
            "descrizione_completa": plain(page.description),
            "a_chi_e_rivolto": plain(page.audience),
            "luogo": _where(page, links),
            "costi": [
                {"voce": row["title"], "importo": row["amount"], "nota": row["note"] or ""} for row in page.cost_rows()
            ],
            "contatti": [row for key in keys[page.pk]["contact_points"] for row in contacts.get(key, [])],
            "organizzato_da": links.get(page.organiser_id),
            "altri_organizzatori": page.organiser_text,
            "con_il_supporto_di": [links[key] for key in keys_in(page.supporters) if key in links],
            "persone": [links[key] for key in keys_in(page.people) if key in links],
            "patrocinato_da": _partners(page.patrons),
            "sponsor": _partners(page.sponsors),
            "fa_parte_di": links.get(page.parent_event_id),
            "allegati": [_file(file) for file in files[page.pk]],
            "video": page.video_url,
            "ulteriori_informazioni": plain(page.more_info),
            "calendario": f"{directory().url_of(page.url_path)}evento.ics",
        }
        for page in pages
    }


def _times(event) -> dict:
    return {
        "quando": event.when_text,
        "tutto_il_giorno": event.all_day,
        "giorno_inizio": event.starts_on,
        "ora_inizio": None if event.all_day else event.start_time,
        "giorno_fine": event.ends_on,
        "ora_fine": None if event.all_day else event.end_time,
        "ripetizione": event.recurrence,
        "giorni_esclusi": sorted(event.skipped),
        "occorrenze": [{"inizio": span.starts_at, "fine": span.ends_at} for span in event.spans()],
        "informazioni_sugli_orari": plain(event.hours_info),
    }


def _where(event, links: dict) -> dict | None:
    """The place where it is open to everybody, else the address written in the event; None where neither is said."""
    if link := links.get(event.place_id):
        place = event.place
        return {
            **link,
            "indirizzo": place.street_address,
            "cap": place.cap,
            "localita": place.locality,
            "latitudine": place.latitude,
            "longitudine": place.longitude,
        }
    if event.place_id or not (event.location_name or event.location_street or event.location_city):
        return None
    return {
        "nome": event.location_name,
        "indirizzo": event.location_street,
        "cap": event.location_cap,
        "localita": event.location_city,
        "latitudine": event.latitude,
        "longitudine": event.longitude,
    }


def _partners(stream) -> list[dict]:
    return [{"nome": block.value["name"], "url": block.value.get("url") or ""} for block in stream]


def _linked(event) -> list[int]:
    """Keys of the pages that an event names."""
    named = [event.place_id, event.organiser_id, event.parent_event_id, *keys_in(event.people)]
    return [key for key in (*named, *keys_in(event.supporters)) if key]


def open_links(keys: set[int]) -> dict[int, dict]:
    """Links to pages that others name, where they are open to everybody, also on the site of another body."""
    cards = related(keys)
    where = directory()
    paths = dict(BasePage.objects.filter(pk__in={card.pk for card in cards.values()}).values_list("pk", "path"))
    return {
        key: {"nome": card.title, "url": card.full_url}
        for key, card in cards.items()
        if not paths[card.pk].startswith(closed_places(where.tenants[card.tenant_id]))
    }


def _contacts(points: set[int]) -> dict[int, list[dict]]:
    """How to reach each contact point: one query."""
    found: dict[int, list[dict]] = {}
    for entry in entries_of(sorted(points)):
        found.setdefault(entry.contact_point_id, []).append({"tipo": entry.kind.name, "valore": entry.value})
    return found


class Datasets(Resource):
    """Datasets are told from the records that the exports read; only in Italian."""

    def tell(self, tenant, pages: list, language: str) -> list[dict]:
        records = {record.url: record for record in datasets.datasets_of(tenant)}
        common = super().tell(tenant, pages, language)
        return [{**item, **_dataset(records[item["url"]])} for item in common if item["url"] in records]


def _dataset(record: datasets.DatasetRecord) -> dict:
    return {
        "temi": list(record.themes),
        "licenza": record.licence,
        "frequenza": record.frequency,
        "titolare": record.holder_name,
        "aggiornato_al": record.modified,
        "file": [_file(file) for file in record.files],
    }


def _file(file: FileRecord) -> dict:
    from opendata.uris import file_type  # brings RDF with it: only where it is asked for

    return {"titolo": file.title, "url": file.url, "formato": file_type(file.name)[0], "byte": file.size}


ALL = (
    Resource(
        "servizi",
        "Servizi",
        "Un servizio",
        "services.ServicePage",
        Service,
        _services,
        _of_category,
        ("life_events", "business_events"),
    ),
    Resource("notizie", "Notizie, comunicati e avvisi", "Una notizia", "news.NewsPage", News, _news, _of_news_type),
    Resource("luoghi", "Luoghi", "Un luogo", "territory.PlacePage", Place, _places, _of_term("types"), ("types",)),
    Resource(
        "uffici",
        "Uffici, aree, organi di governo, enti",
        "Un ufficio",
        "offices.OfficePage",
        Office,
        _offices,
        _of_term("unit_type", "shared_source__unit_type"),
        joined=("unit_type", "shared_source__unit_type"),
    ),
    Resource(
        "persone",
        "Persone dell'amministrazione",
        "Una persona",
        "offices.PersonPage",
        Person,
        _people,
        _of_role_type,
    ),
    Resource(
        "eventi",
        "Eventi",
        "Un evento",
        "territory.EventPage",
        Event,
        _events,
        _of_term("event_type"),
        ("contact_points",),
        joined=("event_type", "place"),
    ),
    Resource(
        "documenti",
        "Documenti pubblici",
        "Un documento",
        "publications.DocumentPage",
        Document,
        _documents,
        _of_document_type,
    ),
    Resource("bandi", "Bandi", "Un bando", "publications.CallPage", Call, _calls, lambda key: Q(kind=key)),
    Datasets("dataset", "Insiemi di dati", "Un insieme di dati", ".".join(datasets.MODEL), Dataset),
    Resource("argomenti", "Argomenti", "Un argomento", "home.TopicPage", TopicPage, _topics, joined=("topic",)),
)


def available() -> list[Resource]:
    """Kinds that this product has."""
    return [resource for resource in ALL if resource.model is not None]
