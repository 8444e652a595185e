"""The catalogue of datasets: what we write holds to DCAT-AP_IT, and what is broken does not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, URIRef

from cms import freshness
from cms.models import Term
from opendata import datasets, dcat, uris
from opendata.checking import problems
from opendata.files import files_of
from opendata.uris import DCATAPIT
from tests.factories import a_dataset as a_dataset_page
from tests.factories import document, page_with
from tests.opendata.records import a_dataset
from tests.performance.test_queries import questions

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(monkeypatch):
    """Datasets of each body, by slug."""
    found: dict[str, list] = {}
    monkeypatch.setattr(dcat, "datasets_of", lambda tenant: found.get(tenant.slug, []))
    return found


@pytest.fixture
def graph(montiano, shelf):
    montiano.email = "comune@montiano.example"
    montiano.ipa_code = "c_f474"
    shelf["montiano"] = [a_dataset(montiano), a_dataset(montiano, "Bilancio", themes=("ECON", "GOVE"))]
    return dcat.catalogue(montiano)


def dataset(graph) -> URIRef:
    return next(iter(graph.subjects(RDF.type, DCATAPIT.Dataset)))


def messages(graph) -> set[str]:
    return {message for message, _about in problems(graph, "catalogo")}


def test_a_real_catalogue_conforms(graph):
    assert messages(graph) == set()
    assert len(set(graph.subjects(RDF.type, DCATAPIT.Dataset))) == 2


def test_a_catalogue_without_datasets_conforms(montiano, shelf):
    assert messages(dcat.catalogue(montiano)) == set()


@pytest.mark.parametrize(
    ("predicate", "message"),
    [
        (DCTERMS.title, "Dataset: manca il titolo."),
        (DCTERMS.description, "Dataset: manca la descrizione."),
        (DCTERMS.identifier, "Dataset: manca l'identificativo."),
        (DCAT.theme, "Dataset: manca il tema, o non è del vocabolario europeo."),
        (DCTERMS.modified, "Dataset: manca la data di modifica."),
        (DCTERMS.rightsHolder, "Dataset: manca il titolare."),
        (
            DCTERMS.accrualPeriodicity,
            "Dataset: manca la frequenza di aggiornamento, o non è del vocabolario europeo.",
        ),
        (DCAT.distribution, "Dataset: manca la distribuzione."),
    ],
)
def test_a_dataset_that_lacks_a_mandatory_property_fails(graph, predicate, message):
    graph.remove((dataset(graph), predicate, None))
    assert messages(graph) == {message}


@pytest.mark.parametrize(
    ("kind", "predicate", "message"),
    [
        (DCATAPIT.Catalog, DCTERMS.title, "Catalogo: manca il titolo."),
        (DCATAPIT.Catalog, DCTERMS.description, "Catalogo: manca la descrizione."),
        (DCATAPIT.Catalog, DCTERMS.publisher, "Catalogo: manca l'editore."),
        (DCATAPIT.Catalog, DCTERMS.modified, "Catalogo: manca la data di modifica."),
        (DCATAPIT.Distribution, DCAT.accessURL, "Distribuzione: manca l'indirizzo."),
        (DCATAPIT.Distribution, DCTERMS["format"], "Distribuzione: manca il formato, o non è del vocabolario europeo."),
        (DCATAPIT.Distribution, DCTERMS.license, "Distribuzione: manca la licenza."),
        (DCATAPIT.Agent, FOAF.name, "Soggetto: manca il nome."),
        (DCATAPIT.Agent, DCTERMS.identifier, "Soggetto: manca l'identificativo (codice IPA)."),
        (DCATAPIT.LicenseDocument, DCTERMS.type, "Licenza: manca il tipo."),
        (DCATAPIT.Organization, uris.VCARD.hasEmail, "Contatto: manca l'e-mail."),
    ],
)
def test_what_stands_around_a_dataset_is_held_too(graph, kind, predicate, message):
    graph.remove((next(iter(graph.subjects(RDF.type, kind))), predicate, None))
    assert message in messages(graph)


def test_a_theme_of_our_own_invention_fails(montiano, shelf):
    shelf["montiano"] = [a_dataset(montiano, themes=("parchi",))]
    assert messages(dcat.catalogue(montiano)) == {"Dataset: manca il tema, o non è del vocabolario europeo."}


def test_the_union_shows_the_catalogues_of_all(union, montiano, cesena, shelf):
    shelf["montiano"], shelf["cesena"] = [a_dataset(montiano)], [a_dataset(cesena, "Scuole")]
    graph = dcat.catalogue(union)
    main = URIRef(f"{union.root_url}/dati-aperti/#catalogo")
    assert messages(graph) == set()
    assert len(set(graph.objects(main, DCAT.dataset))) == 2
    assert len(set(graph.objects(main, DCTERMS.hasPart))) == 2
    assert len(set(graph.subjects(RDF.type, DCATAPIT.Dataset))) == 2
    assert len(set(dcat.catalogue(cesena).subjects(RDF.type, DCATAPIT.Dataset))) == 1


@pytest.mark.parametrize(("extension", "form"), [("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld")])
def test_the_three_ways_of_writing_say_the_same(citizen, montiano, shelf, extension, form):
    shelf["montiano"] = [a_dataset(montiano)]
    answer = citizen.get(f"/dati-aperti/catalogo.{extension}")
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    read = Graph().parse(data=answer.content.decode(), format=form)
    assert read.isomorphic(dcat.catalogue(montiano))
    assert messages(read) == set()
    again = citizen.get(f"/dati-aperti/catalogo.{extension}", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["catalogo.xlsx", "altro.ttl", "catalogo.TTL"])
def test_there_is_no_other_export(citizen, montiano, name):
    assert citizen.get(f"/dati-aperti/{name}").status_code == 404


def test_every_term_of_our_vocabularies_has_its_european_code():
    def keys(vocabulary):
        return set(Term.objects.of(vocabulary).values_list("key", flat=True))

    assert set(uris.FREQUENCIES) == keys("frequenze_aggiornamento")
    assert set(uris.LICENCES) == keys("licenze")
    assert all(len(code) == 4 for code in Term.objects.of("temi_dataset").values_list("code", flat=True))


@pytest.mark.parametrize(
    ("address", "code"),
    [("parchi.csv", "CSV"), ("https://x.test/a.JSON?b=1", "JSON"), ("https://x.test/api", "HTML"), ("", "HTML")],
)
def test_the_kind_of_a_file_is_known_by_its_name(address, code):
    assert uris.file_type(address)[0] == code


def test_the_page_of_a_dataset_becomes_a_record(montiano, cesena):
    """The one adapter: every name of the page's fields stands here."""
    montiano.ipa_code = "c_f474"
    file = document(montiano, "Parchi")
    themes = list(Term.objects.of("temi_dataset").filter(code__in=["ENVI", "REGI"]))
    page = SimpleNamespace(
        translation_key=uuid4(),
        title="Parchi",
        summary="Dove sono <i>i parchi</i>.",
        url_path="/montiano/parchi/",
        modified_on=None,
        last_published_at=datetime(2026, 11, 3, 23, 30, tzinfo=UTC),
        first_published_at=datetime(2026, 1, 3, 10, tzinfo=UTC),
        holder=None,
        frequency=SimpleNamespace(key="annuale"),
        licence=None,
        distribution="<p>Una riga per parco.</p>",
    )
    stored = [
        {"value": {"title": "", "file": file.pk, "url": ""}},
        {"value": {"title": "Servizio web", "file": None, "url": "https://dati.test/parchi.json"}},
        {"value": {"title": "Vuota", "file": None, "url": ""}},
        {"value": {"title": "Di un altro ente", "file": document(cesena).pk, "url": ""}},
    ]
    files = files_of(montiano, {1: SimpleNamespace(raw_data=stored)})[1]
    record = datasets.record_of(page, montiano, {"themes": [term.pk for term in themes], "topics": []}, files)
    assert record.identifier == f"c_f474:{page.translation_key}"
    assert record.modified == date(2026, 11, 4)  # midnight has passed in Italy
    assert set(record.themes) == {"ENVI", "REGI"}
    assert [f.name for f in record.files] == [file.filename, "https://dati.test/parchi.json"]
    assert record.files[0].url.startswith(f"{montiano.root_url}/documents/")
    assert record.description == "Dove sono i parchi ."
    graph = dcat._empty()
    dcat._write_catalogue(graph, montiano, dcat._catalogue_uri(montiano), [record])
    dcat.write_dataset(graph, replace(record, title="Parchi"), montiano)
    assert messages(graph) == set()


def test_a_product_without_datasets_has_an_empty_catalogue(montiano, monkeypatch):
    monkeypatch.setattr(datasets, "MODEL", ("publications", "NessunaPagina"))
    assert datasets.datasets_of(montiano) == []
    assert page_with(montiano, "documenti-e-dati")


def test_the_datasets_of_the_site_make_a_catalogue_that_conforms(citizen, montiano, cesena):
    page = a_dataset_page(montiano, "Parcheggi")
    a_dataset_page(cesena, "Scuole")
    a_dataset_page(montiano, "In bozza").unpublish()
    (record,) = datasets.datasets_of(montiano)
    assert (record.title, record.url, record.themes) == ("Parcheggi", page.full_url, ("TRAN",))
    assert [file.url for file in record.files] == ["https://www.example.org/parcheggi.csv"]
    graph = Graph().parse(data=citizen.get("/dati-aperti/catalogo.ttl").content.decode(), format="turtle")
    assert messages(graph) == set()
    assert set(graph.subjects(RDF.type, DCATAPIT.Dataset)) == {URIRef(page.full_url)}


@pytest.mark.once
def test_the_catalogue_asks_as_often_for_many_datasets_as_for_one(citizen, montiano, settings):
    settings.PAGE_CACHE = False

    def cost() -> int:
        citizen.get("/dati-aperti/catalogo.ttl")
        freshness.bump(montiano.pk)
        return len(questions(citizen, "/dati-aperti/catalogo.ttl"))

    a_dataset_page(montiano)
    before = cost()
    for number in range(5):
        a_dataset_page(montiano, f"Dati {number}")
    assert cost() == before <= 10
