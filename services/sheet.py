"""A service sheet as the public reads it: its sections in the order of the national model, fixed here (C.SI.1.3)."""

import json
from datetime import datetime, time
from functools import cache

from django.db.models import Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import relations, topics, versions
from cms.cards import COLUMNS, from_rows
from cms.documents import document_rows, size_label
from cms.formats import day, euro
from cms.models import BasePage
from cms.moments import midnight
from cms.prepared import prepared
from offices.contact_cards import cards_by_id
from offices.models import PersonPage
from publications.models import DocumentPage
from services import faq
from services.blocks import PAYMENT_METHODS, unit_label
from territory.models import contact_rows, entries_of

NOBODY = [0]  # no page has this key
MOST_NEAR = 40  # sheets of the same life events among which the nearest are chosen
METHOD_LABELS = dict(PAYMENT_METHODS)
CHANNEL_TITLES = {
    "online": gettext_lazy("Online"),
    "desk": gettext_lazy("Allo sportello"),
    "phone": gettext_lazy("Per telefono"),
    "post": gettext_lazy("Per posta"),
    "email": gettext_lazy("Per e-mail o PEC"),
    "appointment": gettext_lazy("Su appuntamento"),
}

# Anchor and exact label of each section; the labels are read by the conformity check, letter by letter.
SECTIONS = (
    ("a-chi-e-rivolto", gettext_lazy("A chi è rivolto")),
    ("descrizione", gettext_lazy("Descrizione")),
    ("come-fare", gettext_lazy("Come fare")),
    ("cosa-serve", gettext_lazy("Cosa serve")),
    ("cosa-si-ottiene", gettext_lazy("Cosa si ottiene")),
    ("tempi-e-scadenze", gettext_lazy("Tempi e scadenze")),
    ("quanto-costa", gettext_lazy("Quanto costa")),
    ("casi-particolari", gettext_lazy("Casi particolari")),
    ("vincoli", gettext_lazy("Vincoli")),
    ("procedure", gettext_lazy("Procedure collegate all'esito")),
    ("accedi-al-servizio", gettext_lazy("Accedi al servizio")),
    ("ulteriori-informazioni", gettext_lazy("Ulteriori informazioni")),
    ("documenti", gettext_lazy("Documenti")),
    ("procedimento", gettext_lazy("Procedimento amministrativo")),
    ("domande-frequenti", gettext_lazy("Domande frequenti")),
    ("condizioni-di-servizio", gettext_lazy("Condizioni di servizio")),
    ("contatti", gettext_lazy("Contatti")),
)


NAMING_DOCUMENTS = DocumentPage._meta.get_field("services")
RELATIONS = (
    "topics",
    "delivering_offices",
    "outcome_types",
    "contact_points",
    "required_services",
    "related_services",
    "public_documents",
    "life_events",
    "business_events",
)


def build(page, frame) -> dict:
    """Everything the template needs, already decided: it only writes it down."""
    keys = relations.keys_of(page, *RELATIONS, backwards=(NAMING_DOCUMENTS,))
    contact = next(iter(cards_by_id(page.tenant, [page.responsible_office_id])), None)
    delivering = cards_by_id(page.tenant, keys["delivering_offices"])
    desks = delivering or ([contact] if contact else [])
    booking = f"{frame.links['booking']}?servizio={page.pk}" if frame.links.get("booking") else ""
    channels = [_channel(block, contact, booking) for block in page.channels]
    online = [block.value for block in page.channels if block.block_type == "online"]
    documents = document_rows(page.documents)
    links = [block.value for block in page.external_links]
    required, near, people, papers = neighbours(page, keys)
    proceeding = proceeding_rows(page, people)
    questions = faq.plain_rows(page.asked)
    shown = {
        "descrizione": page.description,
        "quanto-costa": page.costs_intro or page.costs,
        "casi-particolari": page.special_cases,
        "vincoli": page.constraints or page.local_constraints,
        "procedure": page.outcome_procedures,
        "ulteriori-informazioni": page.more_info,
        "documenti": papers or documents or links,
        "procedimento": proceeding,
        "domande-frequenti": questions,
    }
    category = frame.parent_of(page)["label"]
    return {
        "index": [{"id": anchor, "label": label} for anchor, label in SECTIONS if shown.get(anchor, True)],
        "contact": contact,
        "desks": desks,
        "booking_url": booking,
        "pdf_url": f"{page.path_url}scheda.pdf" if page.pk and page.live else "",
        "status_label": _("Servizio attivo") if page.is_active else _("Servizio non attivo"),
        "status_off": not page.is_active,
        **main_button(page, online, booking),
        "waiting": waiting(page),
        "special_cases": [
            {"question": b.value["title"], "answer": b.value["text"], "lang": lang_of(page, "special_cases", b)}
            for b in page.special_cases
        ],
        "conditions_size": size_label(page.conditions_file),
        "file_lang": document_lang(),
        "extra_contacts": contact_rows(entries_of(keys["contact_points"])),
        "requirements": [
            {**_requirement(block.value), "lang": lang_of(page, "needed", block)} for block in page.needed
        ],
        "phases": [{**_moment(block), "lang": lang_of(page, "timeline", block)} for block in page.timeline],
        "cost_rows": [_cost(block.value) for block in page.costs],
        "channel_cards": channels,
        "has_booking_channel": any(channel["kind"] == "appointment" for channel in channels),
        "documents": documents,
        "public_documents": papers,
        "links": links,
        "proceeding": proceeding,
        "questions": questions,
        "outcome_types": [term.name for term in relations.terms(keys["outcome_types"])],
        "topic_links": topics.links_of(page, keys["topics"]),
        "area": next(iter(cards_by_id(page.tenant, [page.area_id])), None),
        "required": required,
        "related": near,
        "head_langs": {
            "title": page.langs.get("title"),
            "eyebrow": page.langs.get("alternative_title"),
            "description": page.langs.get("summary"),
        },
        "shared_note": shared_note(page),
        "json_ld": json_ld(page, category, contact, online, frame),
    }


@cache
def _around(most: int):
    from services.models import ServicePage  # whose page asks

    def of(name, terms):
        through = ServicePage._meta.get_field(name).remote_field.through
        return Q(pk__in=through.objects.filter(term__in=terms).values("servicepage"))

    @prepared
    def rows(*, named, life, business, others, but, tenant, locale):
        near = Q(pk__in=named) | of("life_events", life) | of("business_events", business)
        near &= Q(tenant=tenant, locale=locale, is_hidden_from_lists=False) & ~Q(pk=but)
        found = BasePage.objects.live().filter(near | Q(pk__in=others))
        return found.order_by("title").values_list(*COLUMNS)[:most]

    return rows


def neighbours(page, keys: dict, limit: int = 4) -> tuple[list, list, dict, list]:
    """Cards around a sheet, in one query: the services that come first; the related ones, first those that the editor
    chose, then those of the same life events; by key, the people of the proceeding; the public documents, first those
    that the editor chose, then those that name the sheet."""
    names = (name for name in page.PROCEEDING_NAMES if page._meta.get_field(name).related_model is PersonPage)
    people = {key for name in names if (key := getattr(page, f"{name}_id"))}
    papers = list(dict.fromkeys([*keys["public_documents"], *keys[NAMING_DOCUMENTS.name]]))
    shown = versions.translated([*keys["related_services"], *keys["required_services"], *people, *papers])
    chosen, required = ([shown[key] for key in keys[name]] for name in ("related_services", "required_services"))
    by_version = {shown[key]: key for key in people}
    papers = list(dict.fromkeys(shown[key] for key in papers))
    others = [*by_version, *papers]
    rows = _around(MOST_NEAR + len(others))(
        named=[*chosen, *required] or NOBODY,
        life=keys["life_events"] or NOBODY,
        business=keys["business_events"] or NOBODY,
        others=others or NOBODY,
        but=page.pk or 0,
        tenant=page.tenant_id,
        locale=page.locale_id,
    )
    found = from_rows(rows)
    near = [card for card in found if card.pk not in required and card.pk not in others]
    near.sort(key=lambda card: (card.pk not in chosen, card.title))
    return (
        [c for c in found if c.pk in required],
        near[:limit],
        {by_version[c.pk]: c for c in found if c.pk in by_version},
        sorted((c for c in found if c.pk in papers), key=lambda card: papers.index(card.pk)),
    )


def main_button(page, online: list, booking: str) -> dict:
    """The one button of the head: the digital channel, else the appointment; none while the service is not active."""
    if not page.is_active:
        return {}
    if online:
        return {
            "button_url": online[0]["url"],
            "button_label": online[0]["label"],
            "button_element": "service-online-access",
        }
    return {
        "button_url": booking,
        "button_label": _("Prenota appuntamento"),
        "button_element": "service-booking-access",
    }


def waiting(page) -> str:
    """The promise on time in one sentence: the most, and how long it usually takes."""
    if not page.max_days:
        return ""
    most = _("Al massimo %(days)s giorni dalla domanda.") % {"days": page.max_days}
    return f"{most} {_('Di solito ne bastano %(days)s.') % {'days': page.average_days}}" if page.average_days else most


def _requirement(value) -> dict:
    form = value.get("form")
    return {
        "text": value["text"],
        "note": value.get("note"),
        "only_if": value.get("only_if"),
        "form_url": form.url if form else "",
        "form_label": form.title if form else "",
        "form_size": size_label(form),
        "form_lang": document_lang(),
    }


def lang_of(page, name: str, block) -> str:
    """Language of a block, where nobody has translated it."""
    return page.langs.get(f"{name}:{block.id}", "")


def shared_note(page) -> dict | None:
    """Where a sheet comes from: the union, since when, and whether the municipality has put something of its own."""
    if page.origin is None:
        return None
    return {"updated_on": page.origin.updated_on, "by": page.tenant.name if page.origin.is_integrated else ""}


def document_lang() -> str:
    """Language of the names of files where it is not the reader's: files are written in Italian."""
    return "" if versions.is_original() else versions.ORIGINAL


def _moment(block) -> dict:
    value = block.value
    if block.block_type == "deadline":
        when = value["date"]
        return {
            "value": when.day,
            "unit": day(when, "F Y"),
            "title": value["title"],
            "description": value.get("description"),
        }
    amount = value.get("amount")
    return {
        "value": amount if amount is not None else "",
        "when": value.get("when"),
        "unit": unit_label(amount, value["unit"]) if amount is not None else "",
        "title": value["title"],
        "description": value.get("description"),
    }


def _cost(value) -> dict:
    return {
        "title": value["title"],
        "amount_label": euro(value["amount"]),
        "for_whom": value.get("for_whom"),
        "note": value.get("note"),
        "methods": [METHOD_LABELS.get(method, method) for method in value.get("how_to_pay") or []],
    }


def _channel(block, contact, booking: str) -> dict:
    value, kind = block.value, block.block_type
    card = {
        "kind": kind,
        "title": CHANNEL_TITLES[kind],
        "intro": value.get("intro"),
        "label": "",
        "url": "",
        "primary": False,
    }
    if kind == "online":
        return {**card, "label": value["label"], "url": value["url"], "primary": True}
    if kind == "appointment":
        return (
            {**card, "label": value["label"], "url": booking, "element": "service-booking-access"} if booking else card
        )
    if kind == "phone":
        number = value.get("number") or (contact or {}).get("phone", "")
        return {
            **card,
            "label": number,
            "url": f"tel:{''.join(c for c in number if c.isdigit() or c == '+')}" if number else "",
        }
    if kind == "email":
        return {**card, "label": value["address"], "url": f"mailto:{value['address']}"}
    if kind == "post":
        return {**card, "intro": " ".join(filter(None, [card["intro"], value["address"]]))}
    return card


def proceeding_rows(page, people: dict) -> list[dict]:
    """Filled fields of the transparency group, as label and content; `people` are cards of the published ones."""
    rows = []
    for name in page.PROCEEDING_NAMES:
        field = page._meta.get_field(name)
        is_person = field.related_model is PersonPage
        value = people.get(getattr(page, field.attname)) if is_person else getattr(page, name)
        if not value:
            continue
        label = field.verbose_name[0].upper() + field.verbose_name[1:]
        if value is True:
            rows.append({"label": label, "text": _("Sì")})
        elif is_person:
            rows.append(
                {"label": label, "url": value.seen_from(page.tenant).path_url, "text": value.title, "lang": value.lang}
            )
        elif field.is_relation:
            rows.append({"label": label, "url": value.url, "text": value.title})
        else:
            rows.append({"label": label, "html": value} if "<" in value else {"label": label, "text": value})
    return rows


def next_change(page) -> datetime | None:
    """When the sheet changes by itself: after its next deadline, or when the union's next edition enters into force."""
    moments = [next_deadline(page.timeline)]
    if page.origin and page.origin.next_change:
        moments.append(midnight(page.origin.next_change))
    return min(filter(None, moments), default=None)


def next_deadline(timeline) -> datetime | None:
    """The end of the day of the next deadline of a sheet."""
    today = timezone.localdate()
    days = [
        b.value["date"]
        for b in timeline
        if b.block_type == "deadline" and b.value.get("date") and b.value["date"] >= today
    ]
    return timezone.make_aware(datetime.combine(min(days), time.max)) if days else None


def json_ld(page, category, contact, online, frame) -> str:
    """Structured data of the sheet, as R.SI.1.1 reads it; safe inside a script element."""
    name = page.tenant.name
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": page.title,
        "serviceType": category,
        "serviceOperator": {"@type": "GovernmentOrganization", "name": name},
        "areaServed": {"@type": "AdministrativeArea", "name": page.geographic_coverage or name},
        "audience": {
            "@type": "Audience",
            "audienceType": " ".join(strip_tags(page.audience.replace("</p>", " ")).split()),
        },
        "availableChannel": {
            "@type": "ServiceChannel",
            "name": _("Dove rivolgersi"),
            "serviceUrl": online[0]["url"] if online else frame.canonical,
            "availableLanguage": {"@type": "Language", "name": "Italian", "alternateName": "it"},
            "serviceLocation": {
                "@type": "Place",
                "name": contact["title"] if contact else name,
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": (contact or {}).get("street") or page.tenant.street,
                    "postalCode": (contact or {}).get("cap") or page.tenant.cap,
                    "addressLocality": (contact or {}).get("locality") or page.tenant.city,
                },
            },
        },
    }
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
