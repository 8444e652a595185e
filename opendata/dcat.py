"""The catalogue of datasets in RDF, by the Italian profile of DCAT (DCAT-AP_IT, AgID).

What the profile makes mandatory is held by `shapes/dcat_ap_it.ttl`.
"""

from rdflib import DCAT, DCTERMS, FOAF, OWL, RDF, XSD, BNode, Graph, Literal, URIRef

from cms.directory import directory
from opendata import uris
from opendata.datasets import DatasetRecord, datasets_of
from opendata.files import FileRecord
from opendata.uris import DCATAPIT, VCARD

IT = "it"


def catalogue(tenant) -> Graph:
    """The catalogue of a body; the union's holds the catalogues of all its bodies, each as a part."""
    graph = _empty()
    bodies = [tenant]
    if tenant.is_union:
        bodies += sorted(directory().municipalities, key=lambda t: t.name)
    main = _catalogue_uri(tenant)
    for body in bodies:
        uri, records = _catalogue_uri(body), datasets_of(body)
        _write_catalogue(graph, body, uri, records)
        for record in records:
            write_dataset(graph, record, body)
            graph.add((uri, DCAT.dataset, URIRef(record.url)))
            graph.add((main, DCAT.dataset, URIRef(record.url)))
        if uri != main:
            graph.add((main, DCTERMS.hasPart, uri))
    newest = max(graph.objects(None, DCTERMS.modified), default=None)
    if newest is not None:
        graph.set((main, DCTERMS.modified, newest))
    return graph


def _empty() -> Graph:
    graph = Graph()
    for prefix, space in (
        ("dcat", DCAT),
        ("dct", DCTERMS),
        ("foaf", FOAF),
        ("owl", OWL),
        ("dcatapit", DCATAPIT),
        ("vcard", VCARD),
    ):
        graph.bind(prefix, space)
    return graph


def _catalogue_uri(tenant) -> URIRef:
    return URIRef(f"{tenant.root_url}/dati-aperti/#catalogo")


def _write_catalogue(graph: Graph, tenant, uri: URIRef, records: list[DatasetRecord]) -> None:
    publisher = _agent(graph, f"{tenant.root_url}/#ente", tenant.name, tenant.ipa_code or tenant.slug)
    for kind in (DCAT.Catalog, DCATAPIT.Catalog):
        graph.add((uri, RDF.type, kind))
    graph.add((uri, DCTERMS.title, Literal(f"Dati aperti: {tenant.name}", lang=IT)))
    graph.add(
        (uri, DCTERMS.description, Literal(f"Catalogo degli insiemi di dati pubblicati. Ente: {tenant.name}.", lang=IT))
    )
    graph.add((uri, DCTERMS.publisher, publisher))
    graph.add((uri, FOAF.homepage, URIRef(f"{tenant.root_url}/dati-aperti/")))
    graph.add((uri, DCTERMS.language, URIRef(uris.ITALIAN)))
    graph.add((uri, DCAT.themeTaxonomy, URIRef(uris.THEMES)))
    first = tenant.site.root_page.first_published_at
    days = [record.modified for record in records] + ([first.date()] if first else [])
    if days:
        graph.add((uri, DCTERMS.modified, Literal(max(days).isoformat(), datatype=XSD.date)))


def write_dataset(graph: Graph, record: DatasetRecord, tenant) -> None:
    """A dataset with its files, the licence of each, who holds it and whom to ask."""
    uri = URIRef(record.url)
    for kind in (DCAT.Dataset, DCATAPIT.Dataset):
        graph.add((uri, RDF.type, kind))
    graph.add((uri, DCTERMS.identifier, Literal(record.identifier)))
    graph.add((uri, DCTERMS.title, Literal(record.title, lang=IT)))
    graph.add((uri, DCTERMS.description, Literal(record.description or record.title, lang=IT)))
    graph.add((uri, DCTERMS.modified, Literal(record.modified.isoformat(), datatype=XSD.date)))
    if record.issued:
        graph.add((uri, DCTERMS.issued, Literal(record.issued.isoformat(), datatype=XSD.date)))
    for code in record.themes:
        graph.add((uri, DCAT.theme, URIRef(uris.theme(code))))
    for word in record.keywords:
        graph.add((uri, DCAT.keyword, Literal(word, lang=IT)))
    graph.add((uri, DCTERMS.accrualPeriodicity, URIRef(uris.frequency(record.frequency))))
    graph.add((uri, DCTERMS.language, URIRef(uris.ITALIAN)))
    graph.add((uri, DCAT.landingPage, uri))
    holder = _agent(graph, f"{record.url}#titolare", record.holder_name, record.holder_identifier)
    graph.add((uri, DCTERMS.rightsHolder, holder))
    graph.add((uri, DCTERMS.publisher, URIRef(f"{tenant.root_url}/#ente")))
    if tenant.email or tenant.pec:
        graph.add((uri, DCAT.contactPoint, _contact(graph, tenant)))
    licence = _licence(graph, record.licence)
    for number, file in enumerate(record.files, 1):
        graph.add((uri, DCAT.distribution, _distribution(graph, record, number, file, licence)))


def _distribution(graph: Graph, record: DatasetRecord, number: int, file: FileRecord, licence) -> URIRef:
    uri = URIRef(f"{record.url}#file-{number}")
    code, media_type = uris.file_type(file.name)
    for kind in (DCAT.Distribution, DCATAPIT.Distribution):
        graph.add((uri, RDF.type, kind))
    graph.add((uri, DCTERMS.title, Literal(file.title, lang=IT)))
    graph.add((uri, DCAT.accessURL, URIRef(file.url)))
    graph.add((uri, DCTERMS["format"], URIRef(f"{uris.AUTHORITY}file-type/{code}")))
    graph.add((uri, DCTERMS.license, licence))
    if code != uris.PAGE[0]:
        graph.add((uri, DCAT.downloadURL, URIRef(file.url)))
        graph.add((uri, DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{media_type}")))
    if file.size:
        graph.add((uri, DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)))
    if record.distribution:
        graph.add((uri, DCTERMS.description, Literal(record.distribution, lang=IT)))
    return uri


def _agent(graph: Graph, address: str, name: str, identifier: str) -> URIRef:
    uri = URIRef(address)
    for kind in (FOAF.Agent, DCATAPIT.Agent):
        graph.add((uri, RDF.type, kind))
    graph.add((uri, FOAF.name, Literal(name, lang=IT)))
    graph.add((uri, DCTERMS.identifier, Literal(identifier)))
    return uri


def _contact(graph: Graph, tenant) -> URIRef:
    uri = URIRef(f"{tenant.root_url}/#contatti")
    for kind in (VCARD.Organization, DCATAPIT.Organization):
        graph.add((uri, RDF.type, kind))
    graph.add((uri, VCARD.fn, Literal(tenant.name, lang=IT)))
    graph.add((uri, VCARD.hasEmail, URIRef(f"mailto:{tenant.email or tenant.pec}")))
    graph.add((uri, VCARD.hasURL, URIRef(f"{tenant.root_url}/")))
    return uri


def _licence(graph: Graph, key: str):
    kind, address, name, version = uris.LICENCES.get(key, uris.LICENCES["licenza-sconosciuta"])
    uri = URIRef(address) if address else BNode(f"licenza-{key}")
    for type_ in (DCTERMS.LicenseDocument, DCATAPIT.LicenseDocument):
        graph.add((uri, RDF.type, type_))
    graph.add((uri, FOAF.name, Literal(name)))
    graph.add((uri, DCTERMS.type, URIRef(f"{uris.LICENCE_TYPE}{kind}")))
    if version:
        graph.add((uri, OWL.versionInfo, Literal(version)))
    return uri
