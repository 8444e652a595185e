"""The read API: what it tells, how it answers, and what it never tells."""

import json
from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms import freshness
from cms.models import BasePage
from opendata import free_places, resources
from services.models import Question
from tests.factories import (
    a_call,
    a_dataset,
    a_document_page,
    a_news_item,
    a_person,
    a_place,
    a_project,
    a_role,
    a_service,
    an_event,
    an_office,
    document,
    page_with,
    term,
)
from tests.languages.english import open_english_site, translate
from tests.performance.test_queries import cost
from tests.performance.world import stream
from tests.services.catalogue_factory import a_shared_service, adopted

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"
NAMES = [resource.name for resource in resources.available()]


def ask(client, path: str, status: int = 200) -> dict:
    answer = client.get(f"{ROOT}{path}")
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"].startswith("application/json")
    return json.loads(answer.content)


def titles(client, path: str) -> list[str]:
    return [item["titolo"] for item in ask(client, path)["risultati"]]


def a_question(
    tenant, question: str = "Quando si pota?", answer: str = "<p>A marzo.</p><p>Se gela, dopo.</p>", **fields
) -> Question:
    topics = fields.pop("topics", [])
    made = Question(tenant=tenant, question=question, answer=answer, live=False, **fields)
    made.topics = topics
    made.save()
    made.save_revision().publish()
    return Question.objects.get(pk=made.pk)


def a_file(tenant, title: str = "Allegato") -> list[dict]:
    return stream("document", [{"title": title, "file": document(tenant, title).pk}])


def a_full_site(tenant) -> None:
    """One content of each kind that was written to the last field."""
    office, area = an_office(tenant, "Ufficio cultura"), an_office(tenant, "Area servizi")
    person = a_person(tenant, "Ada", "Bianchi")
    hours = [{"type": "hours", "value": {"days": ["lun"], "opens": "08:30", "closes": "12:30", "note": "su invito"}}]
    other = a_place(tenant, "Torre")
    place = a_place(
        tenant,
        "Rocca",
        types=[term("tipi_luogo", "castello")],
        topics=[term("argomenti", "turismo")],
        alternative_name="Il castello",
        description="<p>Una rocca.</p>",
        points_of_interest="<p>Il mastio.</p>",
        district="Borgo",
        step_free="si",
        lift="no",
        accessible_toilet="si",
        reserved_parking="si",
        accessibility_notes="<p>La rampa è a destra.</p>",
        ticket="<p>Gratis.</p>",
        opening_hours=hours,
        open_on_holidays=True,
        hours_note="<p>D'estate anche la sera.</p>",
        services_here="<p>Visite.</p>",
        responsible_office=office,
        responsible_text="La Pro Loco",
        linked_places=[other],
        video_url="https://video.example/rocca",
        more_info="<p>Con la guida.</p>",
    )
    a_project(
        tenant,
        office=office,
        component="Componente 1",
        investment="Misura 1.4.1",
        body_in_charge="Unione",
        goals="<p>Meno carta.</p>",
        state="in-corso",
        progress="<p>A metà.</p>",
        started_on=date(2025, 1, 2),
        ends_on=date(2026, 12, 31),
        milestones=stream(
            "milestone", [{"day": "2026-03-15", "text": "Collaudo"}, {"day": "2025-03-15", "text": "Contratto"}]
        ),
        files=a_file(tenant),
        more_info="<p>Altro.</p>",
    )
    a_call(
        tenant,
        office=office,
        area=area,
        issuer="Regione Emilia-Romagna",
        cig="9876543210",
        questions_until=timezone.now() + timedelta(days=20),
        closes_on=timezone.localdate() + timedelta(days=90),
        files=a_file(tenant),
        outcome="<p>Non ancora.</p>",
        more_info="<p>Altro.</p>",
    )
    service, regulation = (
        a_service(tenant, responsible_office=office),
        a_document_page(tenant, "Statuto", office=office),
    )
    a_document_page(
        tenant,
        office=office,
        area=area,
        protocol_number="123",
        protocol_date=date(2026, 10, 1),
        starts_on=date(2026, 11, 1),
        ends_on=date(2027, 11, 1),
        description="<p>Dove si mettono i banchi.</p>",
        authors=[person],
        author_offices=[office],
        services=[service],
        datasets=[a_dataset(tenant, holder=office)],
        linked_documents=[regulation],
        legal_references="<p>Legge 1.</p>",
        more_info="<p>Altro.</p>",
    )
    a_question(tenant, category=term("categorie_servizio", "ambiente"), service=service)
    an_event(tenant, place=place, organiser=office)
    a_news_item(tenant, managed_by=[office])


# --- What it tells ---------------------------------------------------------------------------------------------


def test_it_offers_what_the_site_has():
    assert {"servizi", "notizie", "luoghi", "uffici", "persone", "argomenti", "progetti", "domande"} <= set(NAMES)


def test_every_content_has_a_stable_name_an_address_and_its_topics(citizen, montiano):
    item = a_news_item(montiano, "Mercato spostato")
    (found,) = ask(citizen, "notizie")["risultati"]
    assert found["id"] == str(item.translation_key)
    assert found["url"] == found["versioni"]["it"] == item.full_url
    assert found["argomenti"] == [{"chiave": "mercato", "nome": "Mercato"}]
    assert found["etichetta"] == "Notizia"
    assert found["tipo"] == "notizia"
    assert found["testo"] == "Sabato i banchi sono in piazza."
    assert ask(citizen, f"notizie/{item.translation_key}") == found


def test_a_service_is_told_as_it_is_read(citizen, montiano):
    costs = [{"type": "cost", "value": {"title": "Rilascio", "amount": "22.21", "how_to_pay": ["pos"]}}]
    channels = [{"type": "email", "value": {"intro": "", "address": "anagrafe@montiano.example"}}]
    needed = [{"type": "requirement", "value": {"text": "Una foto"}}]
    page = a_service(montiano, costs=costs, channels=channels, needed=needed, max_days=30)
    found = ask(citizen, f"servizi/{page.translation_key}")
    assert found["tipo"] == "anagrafe-e-stato-civile"
    assert found["costi"] == [{"voce": "Rilascio", "importo": 22.21, "per_chi": ""}]
    assert found["canali"] == [{"tipo": "email", "descrizione": "", "indirizzo": "anagrafe@montiano.example"}]
    assert found["cosa_serve"] == ["Una foto"]
    assert found["giorni_massimi"] == 30
    assert found["ufficio"]["nome"] == "Ufficio anagrafe"


def test_an_adopted_sheet_has_the_words_of_the_union(citizen, montiano):
    page = adopted(a_shared_service(), montiano)
    found = ask(citizen, f"servizi/{page.translation_key}")
    assert found["titolo"] == page.as_read().title
    assert found["cosa_si_ottiene"]


def test_places_offices_and_people(citizen, montiano):
    place = a_place(montiano, "Rocca", latitude="43.918900", longitude="12.143200")
    hours = [{"type": "hours", "value": {"days": ["lun"], "opens": "08:30", "closes": "12:30"}}]
    office = an_office(montiano, "Giunta", seat=place, opening_hours=hours)
    person = a_person(montiano, "Ada", "Bianchi")
    a_role(person, office, "Sindaca")
    a_role(person, office, "Assessora", end_on=timezone.localdate() - timedelta(days=1))
    assert ask(citizen, f"luoghi/{place.translation_key}")["latitudine"] == 43.9189
    told = ask(citizen, f"uffici/{office.translation_key}")
    assert told["orari"] == [{"giorni": ["lun"], "orario": "8:30 - 12:30", "nota": ""}]
    assert {"tipo": "Telefono", "valore": "+39 0547 000 401"} in told["contatti"]
    told = ask(citizen, f"persone/{person.translation_key}")
    assert told["incarichi"] == [{"titolo": "Sindaca", "struttura": "Giunta"}]


def test_an_event_is_told_with_its_dates_place_costs_and_people(citizen, montiano):
    place = a_place(montiano, "Rocca", latitude="43.918900", longitude="12.143200")
    office, person = an_office(montiano, "Ufficio cultura", seat=place), a_person(montiano, "Ada", "Bianchi")
    paid = {"title": "Intero", "is_free": False, "price": "5.50", "description": "Anche con la carta"}
    event = an_event(
        montiano,
        "Concerti",
        subtitle="Sotto le stelle",
        place=place,
        recurrence="FREQ=WEEKLY;COUNT=3",
        skipped_days=[("day", date(2026, 12, 12))],
        costs=stream("cost", [paid]),
        organiser=office,
        people=stream("person", [person.pk]),
        supporters=stream("office", [office.pk]),
        sponsors=stream("partner", [{"name": "Cantina sociale", "url": "https://cantina.example/"}]),
        attachments=stream("document", [{"title": "Programma", "url": "https://www.example.org/programma.pdf"}]),
    )
    told = ask(citizen, f"eventi/{event.translation_key}")
    assert told["tipo"] == "mercatino"
    assert titles(citizen, "eventi?tipo=mercatino") == ["Concerti"]
    assert titles(citizen, "eventi?tipo=concerto") == []
    assert (told["giorno_inizio"], told["ora_inizio"], told["ora_fine"]) == ("2026-12-05", "09:00:00", "12:00:00")
    assert [row["inizio"] for row in told["occorrenze"]] == ["2026-12-05T09:00:00+01:00", "2026-12-19T09:00:00+01:00"]
    assert told["occorrenze"][0]["fine"] == "2026-12-05T12:00:00+01:00"
    assert told["ripetizione"] == "FREQ=WEEKLY;COUNT=3"
    assert told["giorni_esclusi"] == ["2026-12-12"]
    assert told["luogo"]["nome"] == "Rocca"
    assert (told["luogo"]["url"], told["luogo"]["latitudine"]) == (place.full_url, 43.9189)
    assert told["costi"] == [{"voce": "Intero", "importo": 5.5, "nota": "Anche con la carta"}]
    assert {"tipo": "Telefono", "valore": "+39 0547 000 401"} in told["contatti"]
    assert told["organizzato_da"] == {"nome": "Ufficio cultura", "url": office.full_url}
    assert told["con_il_supporto_di"] == [told["organizzato_da"]]
    assert told["persone"] == [{"nome": person.title, "url": person.full_url}]
    assert told["sponsor"] == [{"nome": "Cantina sociale", "url": "https://cantina.example/"}]
    assert [file["titolo"] for file in told["allegati"]] == ["Programma"]
    assert told["descrizione_completa"] == "Miele, formaggi, pane."
    assert citizen.get(told["calendario"].removeprefix(montiano.root_url)).status_code == 200
    assert told["stato"] == "previsto"


def test_an_event_says_its_own_address_and_nothing_of_a_place_that_is_not_published(citizen, montiano):
    alone = an_event(montiano, "Da solo", location_street="Via Roma 1")
    place = a_place(montiano, "Canarino")
    there = an_event(montiano, "Nel luogo", place=place, location_name="", location_city="")
    place.unpublish()
    assert ask(citizen, f"eventi/{alone.translation_key}")["luogo"]["indirizzo"] == "Via Roma 1"
    told = ask(citizen, f"eventi/{there.translation_key}")
    assert told["luogo"] is None
    assert "Canarino" not in json.dumps(told)


def test_an_event_without_a_day_or_cancelled_is_told_too(citizen, montiano):
    event = an_event(montiano, "Festa", all_day=True, status="cancelled", status_note="Piove.")
    told = ask(citizen, f"eventi/{event.translation_key}")
    assert (told["stato"], told["nota_sullo_stato"]) == ("annullato", "Piove.")
    assert (told["tutto_il_giorno"], told["ora_inizio"]) == (True, None)
    assert told["occorrenze"][0]["inizio"] == "2026-12-05T00:00:00+01:00"


def test_documents_calls_and_datasets_lead_to_their_files(citizen, montiano):
    page = a_document_page(montiano, "Regolamento")
    found = ask(citizen, f"documenti/{page.translation_key}")
    assert found["tipo"] == "atto-normativo"
    assert [file["formato"] for file in found["file"]] == ["PDF", "ODT"]
    assert found["file"][0]["url"].startswith(f"{montiano.root_url}/documents/")
    assert titles(citizen, "documenti?tipo=atto-normativo") == ["Regolamento"]
    data = a_dataset(montiano, "Parcheggi")
    found = ask(citizen, f"dataset/{data.translation_key}")
    assert (found["temi"], found["licenza"], found["frequenza"]) == (["TRAN"], "attribuzione", "annuale")
    assert found["file"][0]["formato"] == "CSV"
    call = a_call(montiano)
    assert ask(citizen, f"bandi/{call.translation_key}")["scadenza"]


def test_a_place_says_when_it_opens_whom_to_call_and_how_one_gets_in(citizen, montiano):
    a_full_site(montiano)
    told = next(item for item in ask(citizen, "luoghi")["risultati"] if item["titolo"] == "Rocca")
    assert told["orari"] == [{"giorni": ["lun"], "orario": "8:30 - 12:30", "nota": "su invito"}]
    assert {"tipo": "Telefono", "valore": "+39 0547 000 401"} in told["contatti"]
    assert told["accessibilita"] == {
        "ingresso_senza_gradini": True,
        "ascensore": False,
        "bagno_accessibile": True,
        "parcheggio_riservato": True,
        "anello_magnetico": None,
        "note": "La rampa è a destra.",
    }
    assert told["struttura_responsabile"]["nome"] == "Ufficio cultura"
    assert [link["nome"] for link in told["luoghi_collegati"]] == ["Torre"]
    assert not _empty(told, "pubblicato_il")


def test_a_document_says_its_licence_protocol_days_and_whose_it_is(citizen, montiano):
    a_full_site(montiano)
    told = next(item for item in ask(citizen, "documenti")["risultati"] if item["titolo"].startswith("Regolamento"))
    assert (told["licenza"], told["numero_di_protocollo"], told["data_di_protocollo"]) == (
        "attribuzione",
        "123",
        "2026-10-01",
    )
    assert told["pubblicato_il"] == timezone.localdate().isoformat()
    assert (told["giorno_inizio"], told["giorno_fine"]) == ("2026-11-01", "2027-11-01")
    assert (told["ufficio"]["nome"], told["area"]["nome"]) == ("Ufficio cultura", "Area servizi")
    assert [link["nome"] for link in told["autori"]] == ["Ada Bianchi", "Ufficio cultura"]
    assert [told[name][0]["nome"] for name in ("servizi_collegati", "dataset", "documenti_collegati")] == [
        "Carta di identità",
        "Parcheggi",
        "Statuto",
    ]
    assert not _empty(told)


def test_a_call_says_its_days_codes_office_and_files(citizen, montiano):
    a_full_site(montiano)
    (told,) = ask(citizen, "bandi")["risultati"]
    assert (told["cig"], told["ente"]) == ("9876543210", "Regione Emilia-Romagna")
    assert told["apertura"] < told["chiarimenti_entro"] < told["scadenza"] < told["chiusura"]
    assert (told["ufficio"]["nome"], told["area"]["nome"]) == ("Ufficio cultura", "Area servizi")
    assert [(file["titolo"], file["formato"]) for file in told["file"]] == [("Allegato", "PDF")]
    assert not _empty(told)


def test_a_project_says_its_money_its_steps_and_who_carries_it_out(citizen, montiano):
    a_full_site(montiano)
    (told,) = ask(citizen, "progetti")["risultati"]
    assert (told["cup"], told["missione"], told["componente"], told["misura"], told["importo"]) == (
        "D11F22003260006",
        "Missione 1",
        "Componente 1",
        "Misura 1.4.1",
        79000,
    )
    assert (told["stato"], told["giorno_inizio"], told["giorno_fine"]) == ("in-corso", "2025-01-02", "2026-12-31")
    assert told["tappe"] == [
        {"giorno": "2025-03-15", "testo": "Contratto"},
        {"giorno": "2026-03-15", "testo": "Collaudo"},
    ]
    assert (told["soggetto_attuatore"], told["ufficio"]["nome"]) == ("Unione", "Ufficio cultura")
    assert not _empty(told, "pubblicato_il")
    plain = a_project(montiano, "Senza altri")
    assert ask(citizen, f"progetti/{plain.translation_key}")["soggetto_attuatore"] == "Comune di Montiano"


def test_a_question_is_told_with_its_answer_and_leads_to_where_it_is_read(citizen, montiano):
    sheet = a_service(montiano)
    question = a_question(
        montiano,
        category=term("categorie_servizio", "ambiente"),
        service=sheet,
        topics=[term("argomenti", "acqua")],
    )
    general = a_question(montiano, "Chi risponde?")
    (told,) = ask(citizen, "domande?argomento=acqua")["risultati"]
    assert (told["titolo"], told["risposta"], told["tipo"]) == (
        "Quando si pota?",
        "A marzo. Se gela, dopo.",
        "ambiente",
    )
    assert told["argomenti"] == [{"chiave": "acqua", "nome": "Acqua"}]
    assert told["servizio"] == {"nome": sheet.title, "url": sheet.full_url}
    assert not _empty(told, "descrizione", "pubblicato_il")
    assert ask(citizen, f"domande/{told['id']}") == told
    assert told["titolo"] in titles(citizen, "domande?tipo=ambiente")
    assert titles(citizen, f"domande?modificati_dal={timezone.localdate()}") == ["Chi risponde?", "Quando si pota?"]
    other = next(item for item in ask(citizen, "domande")["risultati"] if item["titolo"] == "Chi risponde?")
    assert other["tipo"] == ""
    for item, pk in ((told, question.pk), (other, general.pk)):
        address, _sharp, anchor = item["url"].removeprefix(montiano.root_url).partition("#")
        assert anchor == f"domanda-{pk}"
        assert f'id="{anchor}"' in citizen.get(address).content.decode()


def _empty(told: dict, *but: str) -> list[str]:
    return [name for name, value in told.items() if value in (None, "", [], {}) and name not in but]


def test_of_a_person_only_name_and_roles_are_told(citizen, montiano):
    person = a_person(
        montiano,
        biography="<p>Vita privata</p>",
        assets="<p>Una casa</p>",
        curriculum=document(montiano, "Curriculum segreto"),
    )
    text = citizen.get(f"{ROOT}persone/{person.translation_key}").content.decode()
    assert not [word for word in ("privata", "casa", "segreto", "curriculum", "telefono") if word in text.lower()]


# --- How one asks ----------------------------------------------------------------------------------------------


def test_lists_have_pages_and_lead_to_the_next(citizen, montiano):
    for number in range(5):
        a_place(montiano, f"Luogo {number}")
    first = ask(citizen, "luoghi?per_pagina=2")
    assert (first["totale"], len(first["risultati"])) == (5, 2)
    seen, following = titles(citizen, "luoghi?per_pagina=2"), first["successiva"]
    while following:
        assert following.startswith(f"{montiano.root_url}{ROOT}luoghi?")
        page = ask(citizen, following.partition(ROOT)[2])
        seen += [item["titolo"] for item in page["risultati"]]
        following = page["successiva"]
    assert sorted(seen) == [f"Luogo {number}" for number in range(5)]
    assert ask(citizen, "luoghi?pagina=99")["risultati"] == []


def test_filters_by_kind_topic_and_day(citizen, montiano):
    a_news_item(montiano, "Notizia")
    a_news_item(montiano, "Avviso", section="avvisi", topics=[term("argomenti", "acqua")])
    old = a_news_item(montiano, "Vecchia")
    BasePage.objects.filter(pk=old.pk).update(last_published_at=timezone.now() - timedelta(days=40))
    freshness.bump(montiano.pk)
    day = (timezone.localdate() - timedelta(days=2)).isoformat()
    assert titles(citizen, "notizie?tipo=avviso") == ["Avviso"]
    assert titles(citizen, "notizie?argomento=acqua") == ["Avviso"]
    assert titles(citizen, f"notizie?modificati_dal={day}") == ["Avviso", "Notizia"]
    assert titles(citizen, "notizie?tipo=nessuno") == []
    service = a_service(montiano)
    assert titles(citizen, "servizi?tipo=anagrafe-e-stato-civile") == [service.title]
    assert titles(citizen, "servizi?tipo=ambiente") == []


@pytest.mark.parametrize(
    ("question", "parameter", "words"),
    [
        ("per_pagina=101", "per_pagina", "il massimo è 100"),
        ("per_pagina=0", "per_pagina", "il minimo è 1"),
        ("pagina=1001", "pagina", "il massimo è 1000"),
        ("pagina=due", "pagina", "numero intero"),
        (f"pagina={'9' * 5000}", "pagina", "non è scritto bene"),
        (f"tipo={'x' * 81}", "tipo", "al massimo 80"),
        ("modificati_dal=ieri", "modificati_dal", "2026-11-24"),
        ("modificati_dal=0001-01-01", "modificati_dal", "2026-11-24"),
        ("lingua=fr", "lingua", "it, en"),
    ],
)
def test_a_wrong_question_gets_a_plain_answer(citizen, montiano, question, parameter, words):
    found = ask(citizen, f"notizie?{question}", 400)
    assert found["errore"]
    assert found["dettagli"][0]["parametro"] == parameter
    assert words in found["dettagli"][0]["messaggio"]


@pytest.mark.parametrize(
    "path",
    ["", "nulla", "servizi/non-uuid/altro", "docs", "servizi/0734453f-4281-4f5c-9747-e9abf6884386", "v2/servizi"],
)
def test_what_is_not_there_says_so_in_json(citizen, montiano, path):
    assert ask(citizen, path, 404)["errore"]


def test_nothing_breaks_it(citizen, montiano):
    for question in ("tipo=%00", "argomento=%00'", "tipo=%25&argomento=%27%20OR%201=1", "pagina=1&pagina=2"):
        assert citizen.get(f"{ROOT}servizi?{question}").status_code == 200
    for method in ("post", "put", "delete", "patch"):
        assert getattr(citizen, method)(f"{ROOT}servizi").status_code == 405


# --- How it answers ----------------------------------------------------------------------------------------------


def test_any_site_may_read_an_answer_and_no_cookie_comes_with_it(citizen, montiano):
    for path in ("servizi", "openapi.json", "nulla"):
        answer = citizen.get(f"{ROOT}{path}")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert not answer.cookies
        assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_an_answer_is_kept_has_an_etag_and_changes_with_the_site(citizen, montiano):
    first = citizen.get(f"{ROOT}notizie")
    again = citizen.get(f"{ROOT}notizie")
    assert again["X-Page-Cache"] == "hit"
    assert again["Access-Control-Allow-Origin"] == "*"
    assert citizen.get(f"{ROOT}notizie", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    a_news_item(montiano)
    assert len(ask(citizen, "notizie")["risultati"]) == 1


def test_each_question_has_its_own_entry_in_the_cache(citizen, montiano):
    """Every parameter must be in page_cache.PARAMETERS, or readers get each other's answers."""
    for number in range(3):
        a_news_item(montiano, f"Notizia {number}")
    assert len(titles(citizen, "notizie")) == 3
    assert len(titles(citizen, "notizie?per_pagina=1")) == 1
    assert titles(citizen, "notizie?per_pagina=1") != titles(citizen, "notizie?per_pagina=1&pagina=2")
    assert titles(citizen, "notizie?modificati_dal=2099-01-01") == []
    assert titles(citizen, "notizie?argomento=acqua") == []
    assert titles(citizen, "notizie?tipo=avviso") == []
    assert titles(citizen, "notizie?lingua=en") == []


def test_errors_are_not_kept(citizen, montiano):
    assert citizen.get(f"{ROOT}notizie?pagina=x")["Cache-Control"] == "no-store"


def test_whoever_asks_too_much_is_told_to_wait(citizen, montiano, settings, clock):
    settings.PAGE_CACHE = False
    answers = [citizen.get(f"{ROOT}argomenti?per_pagina=1").status_code for _ in range(121)]
    assert answers == [200] * 120 + [429]
    refused = citizen.get(f"{ROOT}argomenti?per_pagina=1")
    assert int(refused["Retry-After"]) > 0
    assert json.loads(refused.content)["errore"].startswith("Troppe richieste")
    assert Client(HTTP_HOST="montiano.test", REMOTE_ADDR="10.0.0.9").get(f"{ROOT}argomenti").status_code == 200
    clock.forward(minutes=2)
    assert citizen.get(f"{ROOT}argomenti?per_pagina=1").status_code == 200


def test_what_is_answered_from_memory_is_not_counted(citizen, montiano):
    for _ in range(130):
        assert citizen.get(f"{ROOT}argomenti?per_pagina=1").status_code == 200


def test_no_address_of_a_reader_is_written(citizen, montiano, monkeypatch):
    seen = []
    monkeypatch.setattr(caches["default"], "set", lambda key, *rest, **more: seen.append(key))
    citizen.get(f"{ROOT}argomenti", REMOTE_ADDR="203.0.113.7")
    assert [key for key in seen if key.startswith("api-")]
    assert not [key for key in seen if "203.0.113.7" in str(key)]


@pytest.mark.once
def test_it_asks_little_and_as_often_for_many_as_for_few(citizen, montiano, settings):
    settings.PAGE_CACHE = False
    office = an_office(montiano)

    def add(number: int) -> None:
        a_news_item(montiano, f"Notizia {number}", managed_by=[office])
        a_service(montiano, f"Servizio {number}", responsible_office=office, topics=[term("argomenti", "acqua")])
        adopted(a_shared_service(), montiano, responsible_office=office)
        a_role(a_person(montiano, "Ada", f"Bianchi {number}"), an_office(montiano, f"Ufficio {number}"))
        paper = a_document_page(montiano, f"Regolamento {number}", office=office)
        a_document_page(montiano, f"Allegato {number}", office=office, linked_documents=[paper], files=a_file(montiano))
        a_call(montiano, f"Bando {number}", office=an_office(montiano, f"Gare {number}"), files=a_file(montiano))
        a_project(montiano, f"Progetto {number}", office=office, files=a_file(montiano))
        sheet = a_service(montiano, f"Potatura {number}", responsible_office=office)
        a_question(montiano, f"Domanda {number}", service=sheet, topics=[term("argomenti", "acqua")])
        place = a_place(montiano, f"Luogo {number}", responsible_office=office)
        a_place(montiano, f"Vicino {number}", linked_places=[place])
        an_event(
            montiano,
            f"Evento {number}",
            place=place,
            organiser=an_office(montiano, f"Ufficio degli eventi {number}"),
            attachments=stream("document", [{"title": "Programma", "file": document(montiano).pk}]),
        )
        a_dataset(montiano, f"Dati {number}", holder=office)

    def costs() -> dict[str, int]:
        caches["default"].clear()
        return {name: cost(citizen, f"{ROOT}{name}?per_pagina=100") for name in NAMES}

    add(0)
    few = costs()
    for number in range(1, 4):
        add(number)
    assert costs() == few
    assert {name: asked for name, asked in few.items() if asked > 15} == {}


# --- What it never tells -----------------------------------------------------------------------------------------


def everything(client) -> str:
    lists = [f"{name}?per_pagina=100{more}" for name in NAMES for more in ("", "&lingua=en")]
    return "\n".join(client.get(f"{ROOT}{path}").content.decode() for path in lists)


def test_nothing_of_others_nothing_hidden_no_draft_ever(citizen, montiano, cesena):
    """The canary: a word that must be in no answer, put everywhere that is not open."""
    makers = (a_news_item, a_service, a_place, an_office, a_document_page, a_call, a_dataset, an_event, a_project)
    for make in makers:
        make(cesena, "Canarino vicino")
        make(montiano, "Canarino in bozza").unpublish()
        hidden = make(montiano, "Canarino nascosto")
        hidden.is_hidden_from_lists = True
        hidden.save_revision().publish()
        PageViewRestriction.objects.create(page=make(montiano, "Canarino riservato"), restriction_type="login")
        changed = make(montiano, "Pubblico")
        changed.title = "Canarino non ancora pubblicato"
        changed.save_revision()
    a_person(cesena, "Canarino", "Rossi")
    a_person(montiano, "Canarino", "Bianchi").unpublish()
    a_question(cesena, "Canarino vicino?")
    a_question(montiano, "Canarino in inglese?", language="en")
    a_question(montiano, "Canarino in bozza?").unpublish()
    changed = a_question(montiano, "Pubblica?")
    changed.question = "Canarino non ancora pubblicato?"
    changed.save_revision()
    register = page_with(montiano, "albo")
    register.add_child(instance=BasePage(title="Canarino in albo", slug="a", tenant=montiano, locale=register.locale))
    freshness.bump()
    text = everything(citizen)
    assert "Pubblico" in text
    assert "canarino" not in text.lower()
    for page in BasePage.objects.filter(title__icontains="canarino"):
        caches["default"].clear()  # so many questions would be refused
        for name in NAMES:
            assert citizen.get(f"{ROOT}{name}/{page.translation_key}").status_code == 404
    caches["default"].clear()
    for question in Question.objects.filter(question__icontains="canarino"):
        ask(citizen, f"domande/{resources.uuid_of(question.pk)}", 404)


@pytest.mark.parametrize("close", ["unpublish", "hide", "restrict"])
def test_questions_are_told_only_while_their_page_is_open(citizen, montiano, close):
    key = resources.uuid_of(a_question(montiano).pk)
    ask(citizen, f"domande/{key}")
    page = page_with(montiano, "faq")
    if close == "unpublish":
        page.unpublish()
    elif close == "hide":
        page.is_hidden_from_lists = True
        page.save_revision().publish()
    else:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    freshness.bump()
    assert ask(citizen, "domande")["totale"] == 0
    ask(citizen, f"domande/{key}", 404)


def test_what_an_open_content_names_is_not_told_while_it_is_closed(citizen, montiano, cesena):
    office, sheet = an_office(montiano, "Canarino"), a_service(montiano, "Canarino")
    person, paper = a_person(montiano, "Canarino", "Rossi"), a_document_page(montiano, "Canarino")
    near, data = a_place(montiano, "Canarino"), a_dataset(montiano, "Canarino")
    files = a_file(cesena, "Canarino")
    named = {"office": office, "files": files}
    makers = (
        lambda: a_project(montiano, "Pubblico", **named),
        lambda: a_call(montiano, "Pubblico", area=office, **named),
        lambda: a_document_page(
            montiano,
            "Pubblico",
            area=office,
            authors=[person],
            author_offices=[office],
            services=[sheet],
            datasets=[data],
            linked_documents=[paper],
            **named,
        ),
        lambda: a_place(montiano, "Pubblico", responsible_office=office, linked_places=[near]),
        lambda: a_question(montiano, "Pubblico", service=sheet),
    )
    for make in makers:
        make()
    freshness.bump()
    assert "Canarino" in everything(citizen)
    for page in (sheet, person, paper, data):
        page.unpublish()
    for page in (office, near):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    freshness.bump()
    text = everything(citizen)
    assert text.count('"Pubblico"') == len(makers)
    assert "canarino" not in text.lower()


def test_the_canary_sings_when_a_page_is_open(citizen, montiano):
    """The negative control: the same word in a page that is open is found."""
    a_news_item(montiano, "Canarino")
    assert "Canarino" in everything(citizen)


def test_no_file_of_a_draft_or_of_others_is_told(citizen, montiano, cesena):
    a_news_item(montiano, documents=[{"type": "document", "value": {"title": "Canarino", "file": document(cesena).pk}}])
    assert "Canarino" not in everything(citizen)


def test_the_admin_host_has_no_api(desk, informatica):
    desk.force_login(informatica)
    for path in ("servizi", "openapi.json", "servizi?lingua=en"):
        assert desk.get(f"{ROOT}{path}").status_code == 404


def test_staff_are_told_what_everybody_is_and_their_answers_are_not_kept(citizen, montiano, publisher):
    a_news_item(montiano, "In bozza").unpublish()
    citizen.force_login(publisher)
    answer = citizen.get(f"{ROOT}notizie")
    assert json.loads(answer.content)["totale"] == 0
    assert answer["Cache-Control"].startswith("private")


# --- Languages ---------------------------------------------------------------------------------------------------


def test_english_pages_are_told_apart(citizen, montiano):
    item = a_news_item(montiano, "Mercato")
    open_english_site(montiano)
    for page in (page_with(montiano, "novita"), page_with(montiano, "notizie")):
        translate(page)
    english = translate(item, "Market")
    (found,) = ask(citizen, "notizie?lingua=en")["risultati"]
    assert (found["titolo"], found["lingua"]) == ("Market", "en")
    assert found["id"] == str(item.translation_key)
    assert found["versioni"] == {"it": item.full_url, "en": english.full_url}
    assert ask(citizen, f"notizie/{item.translation_key}?lingua=en") == found
    assert titles(citizen, "notizie") == ["Mercato"]


def test_a_site_without_english_has_nothing_in_english(citizen, montiano):
    item = a_news_item(montiano)
    assert ask(citizen, "notizie?lingua=en")["totale"] == 0
    ask(citizen, f"notizie/{item.translation_key}?lingua=en", 404)


# --- Documentation -----------------------------------------------------------------------------------------------


def test_it_describes_itself_to_programs(citizen, montiano):
    found = ask(citizen, "openapi.json")
    assert found["openapi"].startswith("3.")
    assert found["servers"] == [{"url": montiano.root_url, "description": "Comune di Montiano"}]
    contents = {f"{ROOT}{name}{end}" for name in NAMES for end in ("", "/{identificativo}")}
    assert set(found["paths"]) == contents | {f"{ROOT}{free_places.NAME}"}
    for name, schema in found["components"]["schemas"].items():
        for field, about in schema.get("properties", {}).items():
            assert about.get("description") or name.startswith("Elenco"), f"{name}.{field}"


def test_what_is_answered_is_what_is_described(citizen, montiano):
    a_service(montiano)
    described = ask(citizen, "openapi.json")["components"]["schemas"]["Service"]["properties"]
    (found,) = ask(citizen, "servizi")["risultati"]
    assert set(found) == set(described)


def test_each_kind_tells_the_fields_that_it_describes_and_no_other(citizen, montiano):
    """A field that is not told would be answered empty, one that is not described would be left out: nobody would see."""
    a_full_site(montiano)
    for resource in resources.available():
        (told,) = resource.tell(montiano, list(resource.find(montiano, "it", resources.Filters())[:1]), "it")
        assert set(told) == set(resource.schema.model_fields), resource.name


def test_people_read_how_it_works_in_italian(citizen, montiano):
    html = citizen.get("/dati-aperti/api/").content.decode()
    assert html.count("<h1") == 1
    for name in NAMES:
        assert f"/api/v1/{name}" in html
    assert "Ufficio responsabile." in html
    assert "modificati_dal" in html
    assert "swagger" not in html.lower()
    assert "<script src=" not in html
