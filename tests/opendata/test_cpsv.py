"""The services in RDF: as citizens read them, and held by the profile."""

import pytest
from django.core.management import call_command
from rdflib import DCTERMS, RDF, Graph, Literal, URIRef
from wagtail.models import PageViewRestriction

from cms import freshness
from opendata import cpsv
from opendata.checking import problems
from opendata.uris import CPSV, CV, SCHEMA
from services.catalogue import effective
from tests.factories import a_service, term
from tests.performance.test_queries import questions
from tests.services.catalogue_factory import a_shared_service, adopted

pytestmark = pytest.mark.django_db
COSTS = [{"type": "cost", "value": {"title": "Rilascio", "amount": "22.21", "how_to_pay": ["pos"]}}]
CHANNELS = [
    {"type": "online", "value": {"label": "Richiedi", "url": "https://anpr.example/"}},
    {"type": "desk", "value": {"intro": "Vieni in municipio."}},
]


@pytest.fixture
def service(montiano):
    found = a_service(
        montiano, costs=COSTS, channels=CHANNELS, max_days=30, legal_basis="<p>Regio decreto 773/1931</p>"
    )
    found.life_events = [term("eventi_vita_persone", "cambio-di-residenza-domicilio")]
    found.save_revision().publish()
    return found


def uri(page) -> URIRef:
    return URIRef(page.full_url)


def messages(graph) -> set[str]:
    return {message for message, _about in problems(graph, "servizi")}


def test_a_real_export_conforms(montiano, service):
    graph = cpsv.export(montiano)
    assert messages(graph) == set()
    assert set(graph.subjects(RDF.type, CPSV.PublicService)) == {uri(service)}


def test_a_service_tells_what_the_sheet_tells(montiano, service):
    graph = cpsv.export(montiano)
    assert str(graph.value(uri(service), CV.processingTime)) == "P30D"
    cost = graph.value(uri(service), CV.hasCost)
    assert str(graph.value(cost, CV.value)) == "22.21"
    assert set(map(str, graph.objects(None, SCHEMA.url))) == {"https://anpr.example/"}
    event = graph.value(uri(service), CV.isGroupedBy)
    assert str(graph.value(event, DCTERMS.identifier)) == "9"
    area = graph.value(uri(service), CV.thematicArea)
    assert str(area).endswith("/servizi/anagrafe-e-stato-civile/")
    assert graph.value(graph.value(uri(service), CV.hasContactPoint), SCHEMA.telephone) == Literal("+39 0547 000 401")


def test_an_adopted_sheet_is_exported_as_it_is_read(montiano):
    page = adopted(a_shared_service(), montiano)
    graph = cpsv.export(montiano)
    assert str(graph.value(uri(page), DCTERMS.title)) == page.as_read().title
    output = graph.value(uri(page), CPSV.produces)
    assert str(graph.value(output, DCTERMS.description))
    assert messages(graph) == set()


@pytest.mark.parametrize(
    ("predicate", "message"),
    [
        (DCTERMS.identifier, "Servizio: manca l'identificativo."),
        (DCTERMS.title, "Servizio: manca il nome."),
        (DCTERMS.description, "Servizio: manca la descrizione."),
        (CV.hasCompetentAuthority, "Servizio: manca l'amministrazione competente."),
        (CV.thematicArea, "Servizio: manca l'area tematica."),
        (CPSV.produces, "Servizio: manca che cosa si ottiene."),
        (CV.hasChannel, "Servizio: manca come si accede."),
        (CV.hasContactPoint, "Servizio: mancano i contatti."),
        (DCTERMS.language, "Servizio: manca la lingua."),
        (DCTERMS.spatial, "Servizio: manca il territorio."),
    ],
)
def test_a_service_that_lacks_a_mandatory_property_fails(montiano, service, predicate, message):
    graph = cpsv.export(montiano)
    graph.remove((uri(service), predicate, None))
    assert messages(graph) == {message}


def test_a_time_in_words_and_a_cost_in_words_fail(montiano, service):
    graph = cpsv.export(montiano)
    graph.set((uri(service), CV.processingTime, Literal("un mese")))
    graph.set((graph.value(uri(service), CV.hasCost), CV.value, Literal("gratis")))
    assert messages(graph) == {
        "Servizio: il tempo non è una durata in giorni.",
        "Costo: l'importo non è un numero.",
    }


def test_what_is_not_open_is_not_exported(montiano, cesena, service):
    draft, restricted = a_service(montiano, "Bozza"), a_service(montiano, "Riservato")
    draft.unpublish()
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    a_service(cesena, "Vicino")
    assert set(cpsv.export(montiano).subjects(RDF.type, CPSV.PublicService)) == {uri(service)}


@pytest.mark.once
def test_the_export_is_served_and_asks_as_often_for_many_as_for_few(citizen, montiano, service, settings):
    settings.PAGE_CACHE = False
    answer = citizen.get("/dati-aperti/servizi.ttl")
    assert answer["Content-Type"] == "text/turtle; charset=utf-8"
    assert messages(Graph().parse(data=answer.content.decode(), format="turtle")) == set()

    def cost() -> int:
        citizen.get("/dati-aperti/servizi.ttl")  # what concerns every body is read here
        freshness.bump(montiano.pk)
        return len(questions(citizen, "/dati-aperti/servizi.ttl"))

    adopted(a_shared_service(), montiano)
    before = cost()
    for number in range(4):
        a_service(montiano, f"Certificato {number}", costs=COSTS, channels=CHANNELS)
        adopted(a_shared_service(), montiano)
    assert cost() == before <= 15


def test_editions_of_many_sheets_are_read_at_once(montiano, django_assert_num_queries):
    pages = [adopted(a_shared_service(), montiano) for _ in range(3)]
    with django_assert_num_queries(2):  # the editions, and the number of publication
        effective.learn(pages)
    with django_assert_num_queries(0):
        assert all(effective.editions_of(page.shared_id) for page in pages)


def test_union_it_can_check_every_export_of_every_body(service, capsys):
    call_command("check_exports")
    assert "Comune di Montiano, servizi" in capsys.readouterr().out
