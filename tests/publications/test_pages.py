"""What the public finds under Documenti e dati and among the projects."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from publications.models import CallPage, DocumentPage, FormsFolderPage, ProjectPage
from tests.factories import (
    a_call,
    a_dataset,
    a_document_page,
    a_project,
    a_service,
    an_office,
    page_with,
    term,
)
from tests.reading import read, texts

pytestmark = pytest.mark.django_db


def headings(soup) -> list[str]:
    return texts(soup, "main h2")


def test_a_document_shows_its_formats_its_licence_and_who_answers_for_it(citizen, montiano):
    office = an_office(montiano, "Ufficio commercio")
    service = a_service(montiano, "Posteggio al mercato")
    page = a_document_page(
        montiano, office=office, services=[service], protocol_number="123", protocol_date="2026-03-03"
    )
    soup = read(citizen, page.path_url)
    assert texts(soup, "h1") == ["Regolamento dei mercati"]
    assert {"Documento", "Ufficio responsabile", "Formati disponibili", "Licenza di distribuzione"} < set(
        headings(soup)
    )
    assert "PDF, ODT" in soup.main.get_text()
    assert "Attribuzione" in soup.main.get_text()
    assert "Ufficio commercio" in soup.main.get_text()
    assert "Posteggio al mercato" in soup.main.get_text()
    assert "protocollo n. 123 del 3 marzo 2026" in soup.main.get_text()


def test_a_document_stands_in_its_list_in_the_section_at_its_office_and_in_its_topic(citizen, montiano):
    office = an_office(montiano, "Ufficio commercio")
    page = a_document_page(montiano, office=office)
    for path in (
        "/amministrazione/documenti-e-dati/",
        "/amministrazione/documenti-e-dati/atti-normativi/",
        office.path_url,
        "/argomenti/mercato/",
    ):
        links = [a["href"] for a in read(citizen, path).main.find_all("a", href=True)]
        assert page.path_url in links, path


def test_the_topic_shows_documents_apart_from_the_rest_of_the_administration(citizen, montiano):
    page = a_document_page(montiano)
    soup = read(citizen, "/argomenti/mercato/")
    assert "Documenti" in headings(soup)
    found = [a for a in soup.main.find_all("a", href=True) if a["href"] == page.path_url]
    assert len(found) == 1


def test_a_type_without_documents_is_no_category(citizen, montiano):
    soup = read(citizen, "/amministrazione/documenti-e-dati/")
    assert "Esplora per categoria" not in headings(soup)
    a_document_page(montiano)
    soup = read(citizen, "/amministrazione/documenti-e-dati/")
    assert "Atti normativi" in soup.main.get_text()
    assert "Modulistica" not in soup.main.get_text()


def test_a_folder_of_forms_shows_the_files_of_its_documents(citizen, montiano):
    form = a_document_page(montiano, "Domanda", kind="modulistica")
    folder = FormsFolderPage(title="Moduli del mercato", slug="moduli-del-mercato", summary="Per chi vende.")
    page_with(montiano, "documenti-modulistica").add_child(instance=folder)
    folder.documents = [form]
    folder.save_revision().publish()
    soup = read(citizen, folder.path_url)
    assert "Domanda, da compilare" in soup.main.get_text()


def test_open_calls_come_first_by_deadline_and_ended_ones_can_be_asked_for(citizen, montiano):
    now = timezone.now()
    a_call(montiano, "Bando lontano", deadline=now + timedelta(days=60))
    a_call(montiano, "Bando finito", opens_at=now - timedelta(days=30), deadline=now - timedelta(days=1))
    a_call(montiano, "Bando vicino", deadline=now + timedelta(days=3))
    names = texts(read(citizen, "/amministrazione/documenti-e-dati/bandi/"), "main .it-card-title")
    assert names == ["Bando vicino", "Bando lontano", "Bando finito"]
    ended = texts(read(citizen, "/amministrazione/documenti-e-dati/bandi/?stato=scaduti"), "main .it-card-title")
    assert ended == ["Bando finito"]


def test_a_list_says_of_an_ended_call_that_its_time_is_over(citizen, montiano):
    now = timezone.now()
    a_call(montiano, "Bando finito", opens_at=now - timedelta(days=30), deadline=now - timedelta(days=1))
    a_call(montiano, "Bando vicino", deadline=now + timedelta(days=3))
    near, ended = texts(read(citizen, "/amministrazione/documenti-e-dati/bandi/"), "main .it-card")
    assert "Scade " in near
    assert "È scaduto " in ended


def test_a_call_says_where_it_stands_and_until_when(citizen, montiano):
    call = a_call(montiano, kind=CallPage.Kind.COMPETITION)
    soup = read(citizen, call.path_url)
    assert "Aperto" in texts(soup, ".page-head__status")[0]
    assert "Scade" in soup.main.get_text()


def test_projects_stand_by_mission_with_their_money_and_the_european_emblem(citizen, montiano):
    project = a_project(montiano, milestones=[("milestone", {"day": "2023-03-15", "text": "Contratto firmato"})])
    soup = read(citizen, "/attuazione-misure-pnrr/")
    assert "1 progetto, 79.000,00 € in tutto" in " ".join(soup.main.get_text().split())
    assert soup.main.find(class_="europe")
    page = read(citizen, project.path_url)
    assert "Contratto firmato" in page.main.get_text()
    assert "D11F22003260006" in page.main.get_text()


def test_a_dataset_tells_how_often_it_changes_and_names_the_documents_that_come_from_it(citizen, montiano):
    data = a_dataset(montiano)
    report = a_document_page(montiano, "Relazione sui parcheggi", datasets=[data])
    text = read(citizen, data.path_url).main.get_text()
    assert "Annuale" in text
    assert "CSV" in text
    assert report.title in text


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: DocumentPage(title="x", slug="x", starts_on="2026-03-02", ends_on="2026-03-01"), "ends_on"),
        (lambda: DocumentPage(title="x", slug="x", protocol_number="12"), "protocol_number"),
        (lambda: CallPage(title="x", slug="x", cig="breve"), "cig"),
        (lambda: ProjectPage(title="x", slug="x", cup="123"), "cup"),
        (lambda: ProjectPage(title="x", slug="x", amount="-1"), "amount"),
        (lambda: ProjectPage(title="x", slug="x", started_on="2026-02-02", ends_on="2026-01-01"), "ends_on"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(make, field, montiano):
    page = make()
    page.tenant = montiano
    with pytest.raises(ValidationError) as refused:
        page.full_clean(exclude=["path", "depth", "content_type", "tenant"])
    assert field in refused.value.message_dict


def test_a_deadline_before_the_opening_is_refused_beside_the_deadline(montiano):
    now = timezone.now()
    call = CallPage(title="x", slug="x", opens_at=now, deadline=now - timedelta(hours=1))
    with pytest.raises(ValidationError) as refused:
        call.clean()
    assert list(refused.value.message_dict) == ["deadline"]


def test_a_document_without_a_file_is_not_published(montiano):
    page = a_document_page(montiano)
    page.files = []
    with pytest.raises(ValidationError, match="Documento"):
        page.save_revision().publish()


def a_copy_of_an_act(tenant, **fields):
    return a_document_page(
        tenant,
        "Manifesto delle potature",
        kind="documento-albo-pretorio",
        **{
            "register_kind": term("documenti_albo_pretorio", "ordinanza-del-sindaco"),
            "removed_on": timezone.localdate() + timedelta(days=30),
            **fields,
        },
    )


def test_a_copy_of_an_act_says_which_act_it_is_and_until_when(montiano):
    with pytest.raises(ValidationError, match="Tipo di atto dell'albo"):
        a_copy_of_an_act(montiano, register_kind=None)
    with pytest.raises(ValidationError, match="Data di rimozione"):
        a_copy_of_an_act(montiano, removed_on=None)
    with pytest.raises(ValidationError, match="viene dopo"):
        a_copy_of_an_act(montiano, removed_on=timezone.localdate())
    a_copy_of_an_act(montiano)


def test_a_copy_of_an_act_goes_offline_by_itself_on_its_day(citizen, montiano, clock):
    page = a_copy_of_an_act(montiano)
    assert citizen.get(page.path_url).status_code == 200
    clock.set(f"{page.removed_on - timedelta(days=1)} 23:50")
    call_command("publish_scheduled")
    assert citizen.get(page.path_url).status_code == 200
    clock.set(f"{page.removed_on} 00:10")
    call_command("publish_scheduled")
    assert citizen.get(page.path_url).status_code == 404


def test_a_day_of_removal_that_is_taken_away_no_longer_ends_the_page(montiano):
    page = a_document_page(montiano, removed_on=timezone.localdate() + timedelta(days=30))
    page.removed_on = None
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.expire_at is None


def test_machines_are_not_told_of_copies_of_acts(citizen, montiano):
    page, other = a_copy_of_an_act(montiano), a_document_page(montiano)
    section = page.get_parent().specific
    assert citizen.get(page.path_url).headers["X-Robots-Tag"] == "noindex, noarchive"
    assert citizen.get(section.path_url).headers["X-Robots-Tag"] == "noindex, noarchive"
    assert "X-Robots-Tag" not in citizen.get(other.path_url).headers
    for machine in ("/sitemap-it-1.xml", "/amministrazione/documenti-e-dati/feed.xml", "/api/v1/documenti"):
        told = citizen.get(machine).content.decode()
        assert other.path_url in told, machine
        assert page.path_url not in told, machine
