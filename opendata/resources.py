"""What the API tells, kind by kind: which pages, and what of each (the fields are in `opendata.schemas`). Everything is
public on the site already.

A kind that the product does not have (its app is not there) is simply not offered.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from django.apps import apps
from django.db.models import F, Q
from django.utils import timezone

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
from opendata.schemas import (
    Call,
    Content,
    Dataset,
    Document,
    Event,
    FrequentQuestion,
    News,
    Office,
    Person,
    Place,
    Project,
    Service,
    TopicPage,
)
from services import faq
from services.catalogue import effective
from territory.blocks import keys_in
from territory.models import entries_of, hours_rows

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
            pages = pages.filter(self._about(filters.topic))
        if filters.since:
            pages = pages.filter(last_published_at__gte=filters.since)
        return pages

    def _about(self, topic: str) -> Q:
        about = BasePage.topics.through.objects.filter(term__vocabulary="argomenti", term__key=topic)
        return Q(pk__in=about.values("basepage"))

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
    contacts = _contacts({key for found in keys.values() for key in found["contact_points"]})
    named = {key for found in keys.values() for key in found["linked_places"]}
    links = open_links(named | {page.responsible_office_id for page in pages})
    return {
        page.pk: {
            "tipi": kinds[page.pk],
            "nome_alternativo": page.alternative_name,
            "descrizione_completa": plain(page.description),
            "elementi_di_interesse": plain(page.points_of_interest),
            "indirizzo": page.street_address,
            "cap": page.cap,
            "localita": page.locality,
            "latitudine": page.latitude,
            "longitudine": page.longitude,
            "quartiere": page.district,
            "accesso": plain(page.access),
            "accessibilita": _accessibility(page),
            "costo_dell_ingresso": plain(page.ticket),
            "orari": _hours(page.opening_hours),
            "aperto_nei_giorni_di_festa": page.open_on_holidays,
            "note_sugli_orari": plain(page.hours_note),
            "contatti": [row for key in keys[page.pk]["contact_points"] for row in contacts.get(key, [])],
            "servizi_presenti": plain(page.services_here),
            "struttura_responsabile": links.get(page.responsible_office_id),
            "altra_struttura_responsabile": page.responsible_text,
            "luoghi_collegati": _named(links, keys[page.pk]["linked_places"]),
            "video": page.video_url,
            "ulteriori_informazioni": plain(page.more_info),
        }
        for page in pages
    }


KNOWN = {"si": True, "no": False}


def _accessibility(place) -> dict:
    return {
        "ingresso_senza_gradini": KNOWN.get(place.step_free),
        "ascensore": KNOWN.get(place.lift),
        "bagno_accessibile": KNOWN.get(place.accessible_toilet),
        "parcheggio_riservato": KNOWN.get(place.reserved_parking),
        "anello_magnetico": KNOWN.get(place.hearing_loop),
        "note": plain(place.accessibility_notes),
    }


def _hours(stream) -> list[dict]:
    return [{"giorni": row["codes"], "orario": row["times"], "nota": row["note"] or ""} for row in hours_rows(stream)]


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
            "orari": _hours(source.opening_hours),
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
    named = {key for found in keys.values() for name in NAMED_BY_DOCUMENTS for key in found[name]}
    links = open_links(named | _offices_of(pages))
    return {
        page.pk: {
            "tipo": kinds.get(page.path[: -page.steplen], ""),
            "descrizione_completa": plain(page.description),
            "file": [_file(file) for file in files[page.pk]],
            "licenza": page.licence.key if page.licence_id else "",
            "numero_di_protocollo": page.protocol_number,
            "data_di_protocollo": page.protocol_date,
            "giorno_inizio": page.starts_on,
            "giorno_fine": page.ends_on,
            "ufficio": links.get(page.office_id),
            "area": links.get(page.area_id),
            "autori": _named(links, [*keys[page.pk]["authors"], *keys[page.pk]["author_offices"]]),
            "servizi_collegati": _named(links, keys[page.pk]["services"]),
            "dataset": _named(links, keys[page.pk]["datasets"]),
            "documenti_collegati": _named(links, keys[page.pk]["linked_documents"]),
            "riferimenti_normativi": plain(page.legal_references),
            "ulteriori_informazioni": plain(page.more_info),
        }
        for page in pages
    }


NAMED_BY_DOCUMENTS = ("authors", "author_offices", "services", "datasets", "linked_documents")


def _offices_of(pages: list) -> set[int]:
    return {key for page in pages for key in (page.office_id, page.area_id)}


def _named(links: dict, keys: list[int]) -> list[dict]:
    return [links[key] for key in keys if key in links]


def _calls(tenant, pages: list, keys: dict) -> dict[int, dict]:
    files = files_of(tenant, {page.pk: page.files for page in pages})
    links = open_links(_offices_of(pages))
    return {
        page.pk: {
            "tipo": page.kind,
            "ente": page.issuer,
            "cig": page.cig,
            "destinatari": plain(page.recipients),
            "testo": plain(page.body),
            "apertura": page.opens_at,
            "chiarimenti_entro": page.questions_until,
            "scadenza": page.deadline,
            "chiusura": page.closes_on,
            "file": [_file(file) for file in files[page.pk]],
            "ufficio": links.get(page.office_id),
            "area": links.get(page.area_id),
            "esito": plain(page.outcome),
            "ulteriori_informazioni": plain(page.more_info),
        }
        for page in pages
    }


def _projects(tenant, pages: list, keys: dict) -> dict[int, dict]:
    files = files_of(tenant, {page.pk: page.files for page in pages})
    links = open_links({page.office_id for page in pages})
    return {
        page.pk: {
            "cup": page.cup,
            "missione": page.mission,
            "componente": page.component,
            "misura": page.investment,
            "importo": page.amount,
            "soggetto_attuatore": page.body_in_charge or tenant.name,
            "ufficio": links.get(page.office_id),
            "descrizione_completa": plain(page.description),
            "obiettivi": plain(page.goals),
            "stato": page.state,
            "avanzamento": plain(page.progress),
            "giorno_inizio": page.started_on,
            "giorno_fine": page.ends_on,
            "tappe": _steps(page),
            "file": [_file(file) for file in files[page.pk]],
            "ulteriori_informazioni": plain(page.more_info),
        }
        for page in pages
    }


def _steps(project) -> list[dict]:
    steps = sorted((block.value for block in project.milestones if block.value.get("day")), key=lambda v: v["day"])
    return [{"giorno": step["day"], "testo": step["text"]} for step in steps]


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
            "con_il_supporto_di": _named(links, keys_in(page.supporters)),
            "persone": _named(links, keys_in(page.people)),
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


QUESTIONS = UUID("18ed689b-b164-4d05-98d6-99b1848ee61b")  # namespace of their identifiers


class Questions(Resource):
    """Questions are no pages: those on the site are told while the page that lists them is open, with its address."""

    def _pages(self, tenant, language: str):
        spoken = self._lists(tenant, language).values("locale__language_code")
        found = self.model.objects.filter(tenant=tenant, language=language, language__in=spoken, live=True)
        return found.select_related(*self.joined).order_by(F("last_published_at").desc(nulls_last=True), "-pk")

    @staticmethod
    def _lists(tenant, language: str):
        """The page of the questions of a body, if it is open."""
        wanted = open_pages(tenant).filter(in_language(language))
        return apps.get_model("services.FaqPage").objects.filter(pk__in=wanted.values("pk"))

    def _about(self, topic: str) -> Q:
        return Q(topics__key=topic)

    def get(self, tenant, language: str, key: UUID) -> list:
        found = self._pages(tenant, language)
        return list(found.filter(pk__in=[pk for pk in found.values_list("pk", flat=True) if uuid_of(pk) == key]))

    def tell(self, tenant, pages: list, language: str) -> list[dict]:
        lists = list(self._lists(tenant, language).values_list("url_path", "listing_label")[:1])
        if not lists:
            return []
        keys = relations.keys_of_many(self.model, [question.pk for question in pages], "topics")
        relations.terms([key for found in keys.values() for key in found["topics"]])  # all in one query
        links = open_links({question.service_id for question in pages})
        return [_question(question, lists[0], keys[question.pk]["topics"], links) for question in pages]


def uuid_of(question: int) -> UUID:
    return uuid5(QUESTIONS, str(question))


def _question(question, listed: tuple[str, str], topics: list[int], links: dict) -> dict:
    url_path, label = listed
    kind = question.category.key if question.category_id else ""
    url = f"{directory().url_of(url_path)}{faq.address_of(kind, question.pk)}"
    return {
        "id": uuid_of(question.pk),
        "titolo": question.question,
        "descrizione": "",
        "etichetta": label,
        "url": url,
        "lingua": question.language,
        "versioni": {question.language: url},
        "argomenti": [{"chiave": term.key, "nome": term.name} for term in relations.terms(topics)],
        "pubblicato_il": None,
        "modificato_il": question.last_published_at,
        "tipo": kind,
        "risposta": plain(question.answer),
        "servizio": links.get(question.service_id),
    }


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
    Resource(
        "luoghi",
        "Luoghi",
        "Un luogo",
        "territory.PlacePage",
        Place,
        _places,
        _of_term("types"),
        ("types", "contact_points", "linked_places"),
    ),
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
        NAMED_BY_DOCUMENTS,
        joined=("licence",),
    ),
    Resource("bandi", "Bandi", "Un bando", "publications.CallPage", Call, _calls, lambda key: Q(kind=key)),
    Resource("progetti", "Progetti PNRR", "Un progetto", "publications.ProjectPage", Project, _projects),
    Datasets("dataset", "Insiemi di dati", "Un insieme di dati", ".".join(datasets.MODEL), Dataset),
    Resource("argomenti", "Argomenti", "Un argomento", "home.TopicPage", TopicPage, _topics, joined=("topic",)),
    Questions(
        "domande",
        "Domande frequenti",
        "Una domanda",
        "services.Question",
        FrequentQuestion,
        of_kind=_of_term("category"),
        joined=("category",),
    ),
)


def available() -> list[Resource]:
    """Kinds that this product has."""
    return [resource for resource in ALL if resource.model is not None]
