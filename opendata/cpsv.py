"""The services of a body in RDF, by the public service vocabulary (CPSV-AP) with what the Italian profile asks.

A sheet is read as citizens read it: the union's parts with the municipality's own. What the profile makes mandatory is
held by `shapes/cpsv_ap_it.ttl`.
"""

from django.utils.text import Truncator
from rdflib import DCTERMS, FOAF, ORG, RDF, SKOS, XSD, Graph, Literal, URIRef

from cms import relations
from cms.directory import directory
from cms.open_content import open_pages
from cms.structured import plain
from cms.versions import ORIGINAL, in_language
from offices.contact_cards import office_cards
from opendata import uris
from opendata.uris import CPSV, CV, ELI, SCHEMA
from services.catalogue import effective
from services.models import ServiceCategoryPage, ServicePage
from services.sheet import CHANNEL_TITLES

IT = "it"
RELATIONS = ("topics", "life_events", "business_events", "outcome_types")
STEP = ServicePage.steplen


def services_of(tenant) -> list[ServicePage]:
    """Open sheets of a body in Italian, as citizens read them, by title."""
    wanted = open_pages(tenant).filter(in_language(ORIGINAL)).values("pk")
    pages = list(ServicePage.objects.filter(pk__in=wanted).order_by("title", "pk"))
    effective.learn(pages)
    for page in pages:
        page.tenant = tenant
        page.locale = directory().locales[page.locale_id]
    return [page.as_read() for page in pages]


def export(tenant) -> Graph:
    """Every service of a body."""
    graph = Graph()
    for prefix, space in (
        ("cpsv", CPSV),
        ("cv", CV),
        ("dct", DCTERMS),
        ("eli", ELI),
        ("foaf", FOAF),
        ("org", ORG),
        ("schema", SCHEMA),
        ("skos", SKOS),
    ):
        graph.bind(prefix, space, replace=True)
    body = _organisation(graph, tenant)
    pages = services_of(tenant)
    keys = relations.keys_of_many(ServicePage, [page.pk for page in pages], *RELATIONS)
    relations.terms([key for found in keys.values() for terms in found.values() for key in terms])  # all in one query
    categories = _categories(graph, tenant)
    contacts = office_cards(tenant)
    for page in pages:
        found = {name: relations.terms(terms) for name, terms in keys[page.pk].items()}
        write_service(graph, page, body, found)
        _contact(graph, page, contacts.get(page.responsible_office_id))
        area = categories.get(page.path[:-STEP])
        if area is not None:
            graph.add((_uri(page), CV.thematicArea, area))
    return graph


def _uri(page) -> URIRef:
    return URIRef(directory().url_of(page.url_path))


def _part(page, name: str) -> URIRef:
    return URIRef(f"{_uri(page)}#{name}")


def _organisation(graph: Graph, tenant) -> URIRef:
    uri = URIRef(f"{tenant.root_url}/#ente")
    for kind in (CV.PublicOrganisation, ORG.Organization):
        graph.add((uri, RDF.type, kind))
    graph.add((uri, DCTERMS.identifier, Literal(tenant.ipa_code or tenant.slug)))
    graph.add((uri, DCTERMS.title, Literal(tenant.name, lang=IT)))
    graph.add((uri, SKOS.prefLabel, Literal(tenant.name, lang=IT)))
    graph.add((uri, FOAF.homepage, URIRef(f"{tenant.root_url}/")))
    graph.add((uri, DCTERMS.spatial, _place(tenant)))
    return uri


def _place(tenant) -> URIRef:
    """Territory of a body: its city in the national table, or the body itself for a union of several."""
    return URIRef(f"{uris.CITY}{tenant.istat_code}" if tenant.istat_code else f"{tenant.root_url}/#territorio")


def _categories(graph: Graph, tenant) -> dict[str, URIRef]:
    """Concepts of the categories that sheets stand in, by place in the tree: one query."""
    found = {}
    pages = ServiceCategoryPage.objects.filter(tenant=tenant, locale__language_code=ORIGINAL)
    for path, url_path, title in pages.values_list("path", "url_path", "title"):
        found[path] = uri = URIRef(directory().url_of(url_path))
        graph.add((uri, RDF.type, SKOS.Concept))
        graph.add((uri, SKOS.prefLabel, Literal(title, lang=IT)))
    return found


def write_service(graph: Graph, page, body: URIRef, terms: dict[str, list]) -> None:
    """One service with its channels, costs, outcome, time, legal basis and events; its contact is written apart."""
    uri, tenant = _uri(page), page.tenant
    graph.add((uri, RDF.type, CPSV.PublicService))
    own = page.identifier or page.translation_key  # unique within its body only
    graph.add((uri, DCTERMS.identifier, Literal(f"{tenant.ipa_code or tenant.slug}:{own}")))
    graph.add((uri, DCTERMS.title, Literal(page.title, lang=IT)))
    graph.add((uri, DCTERMS.description, Literal(plain(page.description) or page.summary, lang=IT)))
    graph.add((uri, CV.hasCompetentAuthority, body))
    graph.add((uri, DCTERMS.language, URIRef(uris.ITALIAN)))
    graph.add((uri, DCTERMS.spatial, _place(tenant)))
    graph.add((uri, FOAF.page, uri))
    if page.last_published_at:
        graph.add((uri, DCTERMS.modified, Literal(page.last_published_at.date().isoformat(), datatype=XSD.date)))
    for word in terms["topics"]:
        graph.add((uri, SCHEMA.keywords, Literal(word.label, lang=IT)))
    for code in filter(None, (part.strip() for part in page.nace.split(","))):
        graph.add((uri, CV.sector, Literal(code)))
    if page.max_days:
        graph.add((uri, CV.processingTime, Literal(f"P{page.max_days}D", datatype=XSD.duration, normalize=False)))
    _events(graph, page, terms)
    _output(graph, page, terms["outcome_types"])
    _channels(graph, page, body)
    _costs(graph, page)
    if page.legal_basis:
        law = _node(graph, page, "norme", ELI.LegalResource, "Riferimenti normativi")
        graph.add((law, DCTERMS.description, Literal(plain(page.legal_basis), lang=IT)))
        graph.add((uri, CV.hasLegalResource, law))


def _node(graph: Graph, page, name: str, kind: URIRef, title: str) -> URIRef:
    """A part of a service, with an identifier and a title."""
    uri = _part(page, name)
    graph.add((uri, RDF.type, kind))
    graph.add((uri, DCTERMS.identifier, Literal(f"{page.translation_key}#{name}")))
    graph.add((uri, DCTERMS.title, Literal(title, lang=IT)))
    return uri


def _events(graph: Graph, page, terms: dict[str, list]) -> None:
    for name, kind in (("life_events", CV.LifeEvent), ("business_events", CV.BusinessEvent)):
        for term in terms[name]:
            event = URIRef(f"{page.tenant.root_url}/dati-aperti/#{name.replace('_', '-')}-{term.code or term.key}")
            graph.add((event, RDF.type, kind))
            graph.add((event, DCTERMS.identifier, Literal(term.code or term.key)))
            graph.add((event, DCTERMS.title, Literal(term.label, lang=IT)))
            graph.add((_uri(page), CV.isGroupedBy, event))


def _output(graph: Graph, page, kinds: list) -> None:
    text = plain(page.outcome)
    if not text:
        return
    output = _node(graph, page, "esito", CV.Output, Truncator(text).chars(120))
    graph.add((output, DCTERMS.description, Literal(text, lang=IT)))
    for term in kinds:
        graph.add((output, DCTERMS.type, Literal(term.code or term.key)))
    graph.add((_uri(page), CPSV.produces, output))


def _channels(graph: Graph, page, body: URIRef) -> None:
    for number, block in enumerate(page.channels, 1):
        value = block.value
        channel = _node(graph, page, f"canale-{number}", CV.Channel, str(CHANNEL_TITLES[block.block_type]))
        graph.add((channel, DCTERMS.type, Literal(block.block_type)))
        graph.add((channel, CV.ownedBy, body))
        if value.get("intro"):
            graph.add((channel, DCTERMS.description, Literal(value["intro"], lang=IT)))
        if block.block_type == "online" and value.get("url"):
            graph.add((channel, SCHEMA.url, URIRef(value["url"])))
        if block.block_type == "email" and value.get("address"):
            graph.add((channel, SCHEMA.email, Literal(value["address"])))
        if block.block_type == "phone" and value.get("number"):
            graph.add((channel, SCHEMA.telephone, Literal(value["number"])))
        graph.add((_uri(page), CV.hasChannel, channel))


def _costs(graph: Graph, page) -> None:
    for number, block in enumerate(page.costs, 1):
        value = block.value
        cost = _node(graph, page, f"costo-{number}", CV.Cost, value["title"])
        if value.get("amount") is not None:
            graph.add((cost, CV.value, Literal(value["amount"], datatype=XSD.decimal)))
            graph.add((cost, CV.currency, URIRef(uris.EURO)))
        if value.get("for_whom"):
            graph.add((cost, DCTERMS.description, Literal(value["for_whom"], lang=IT)))
        graph.add((_uri(page), CV.hasCost, cost))


def _contact(graph: Graph, page, card: dict | None) -> None:
    """Whom to ask: the responsible office."""
    if card is None:
        return
    point = _node(graph, page, "contatti", CV.ContactPoint, card["title"])
    for name, value in ((SCHEMA.telephone, card["phone"]), (SCHEMA.email, card["email"] or card["pec"])):
        if value:
            graph.add((point, name, Literal(value)))
    graph.add((_uri(page), CV.hasContactPoint, point))
