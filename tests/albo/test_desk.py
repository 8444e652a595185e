"""The office at work: writing, publishing, annulling, reading again what is over."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from albo import api
from albo.models import Entry
from tests.albo.register import GIUNTA, a_draft, a_pdf, at, published
from tests.factories import an_office, term

pytestmark = pytest.mark.django_db
REASON = "Allegato sbagliato: mancava la planimetria."


@pytest.fixture(autouse=True)
def _on_ten_november(clock):
    clock.set("2026-11-10 09:00")


@pytest.fixture
def at_work(desk, registrar):
    desk.force_login(registrar)
    return desk


def beside(answer, name: str) -> str:
    """Errors beside a field of a form that came back."""
    assert answer.status_code == 200, answer.status_code
    soup = BeautifulSoup(answer.content.decode(), "html.parser")
    field = soup.select_one(f"[name={name}]")
    wrapper = field.find_parent(attrs={"class": "w-field__wrapper"})
    return " ".join(" ".join(e.stripped_strings) for e in wrapper.select(".error-message"))


def typed(answer, name: str) -> str:
    field = BeautifulSoup(answer.content.decode(), "html.parser").select_one(f"[name={name}]")
    return (field.get("value") or field.get_text()).strip()


def form(**fields) -> dict:
    kind = term("documenti_albo_pretorio", GIUNTA).pk
    return {"kind": kind, "subject": "Lavori in via Roma", "requester": "Provincia", **fields}


def test_from_a_blank_form_to_the_public_page(at_work, montiano, citizen):
    office = an_office(montiano, "Lavori pubblici")
    sent = at_work.post("/admin/albo/nuova/", form(office=office.pk, requester=""))
    entry = Entry.objects.get()
    assert sent.headers["Location"] == f"/admin/albo/{entry.pk}/"
    page = at_work.get(sent.headers["Location"]).content.decode()
    assert "Aggiungi almeno un file" in page
    at_work.post(f"/admin/albo/{entry.pk}/file/", {"file": a_pdf(), "title": "Delibera"})
    asked = at_work.get(f"/admin/albo/{entry.pk}/pubblica/").content.decode()
    assert "Il numero non si cambia" in asked
    assert "15 giorni, il primo 11/11/2026, l'ultimo 25/11/2026" in asked
    at_work.post(f"/admin/albo/{entry.pk}/pubblica/", {"sure": "on"})
    entry.refresh_from_db()
    assert (entry.label, entry.published_by_name, entry.office_name) == ("N. 1/2026", "Registrar", "Lavori pubblici")
    assert "Lavori in via Roma" in citizen.get("/albo-pretorio/").content.decode()


WRONG = [
    ("subject", {"subject": ""}, "Scrivi l'oggetto"),
    ("days", {"days": "7"}, "almeno 15 giorni"),
    ("days", {"days": "400"}, "365"),
    ("last_day", {"last_day": "2026-11-09"}, "dopo quello della pubblicazione"),
    ("last_day", {"last_day": "2028-11-09"}, "al massimo 365"),
    ("last_day", {"last_day": "2026-12-09", "days": "20"}, "non tutti e due"),
]


@pytest.mark.parametrize(("field", "fields", "words"), WRONG, ids=[f"{w[0]}-{w[2]}" for w in WRONG])
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(at_work, montiano, field, fields, words):
    answer = at_work.post("/admin/albo/nuova/", form(protocol="2026/77", **fields))
    assert words in beside(answer, field)
    assert typed(answer, "protocol") == "2026/77"
    assert not Entry.objects.exists()


def test_a_group_of_kinds_is_not_a_kind(at_work, montiano):
    answer = at_work.post("/admin/albo/nuova/", form(kind=term("documenti_albo_pretorio", "deliberazione").pk))
    assert "più preciso" in beside(answer, "kind")


def test_a_file_that_is_not_what_it_says_is_refused_beside_the_field(at_work, montiano):
    from django.core.files.uploadedfile import SimpleUploadedFile

    entry = a_draft(montiano, files=0)
    answer = at_work.post(
        f"/admin/albo/{entry.pk}/file/", {"file": SimpleUploadedFile("a.pdf", b"<html>"), "title": "Atto"}
    )
    assert "non è un file PDF" in beside(answer, "file")
    assert typed(answer, "title") == "Atto"
    assert "Scegli un file" in beside(at_work.post(f"/admin/albo/{entry.pk}/file/", {}), "file")


def test_publishing_wants_the_tick_and_says_what_lacks(at_work, montiano):
    entry = a_draft(montiano)
    assert "metti la spunta" in beside(at_work.post(f"/admin/albo/{entry.pk}/pubblica/", {}), "sure")
    wrong = at_work.post(f"/admin/albo/{entry.pk}/pubblica/", {"sure": "on", "planned_for": "2026-11-10"})
    assert "da domani" in beside(wrong, "planned_for")
    bare = a_draft(montiano, files=0)
    assert "almeno un file" in at_work.post(f"/admin/albo/{bare.pk}/pubblica/", {"sure": "on"}).content.decode()
    assert not Entry.objects.numbered().exists()


def test_a_programmed_publication_can_go_back_to_draft(at_work, montiano):
    entry = a_draft(montiano)
    at_work.post(f"/admin/albo/{entry.pk}/pubblica/", {"sure": "on", "planned_for": "2026-11-12"})
    assert "esce da sola il 12/11/2026" in at_work.get(f"/admin/albo/{entry.pk}/").content.decode()
    at_work.post(f"/admin/albo/{entry.pk}/in-bozza/")
    entry.refresh_from_db()
    assert entry.is_draft


def test_no_screen_changes_what_is_published(at_work, montiano):
    entry = published(montiano)
    file = entry.files.get()
    before = (Entry.objects.values().get(pk=entry.pk), list(entry.files.values()))
    for address, data in (
        ("modifica/", form(subject="Altro")),
        ("butta/", {}),
        ("file/", {"file": a_pdf("altro")}),
        (f"file/{file.pk}/togli/", {}),
        ("pubblica/", {"sure": "on"}),
        ("in-bozza/", {}),
        ("correggi/", {}),
    ):
        answer = at_work.post(f"/admin/albo/{entry.pk}/{address}", data)
        assert answer.status_code == 302, address
    assert (Entry.objects.values().get(pk=entry.pk), list(entry.files.values())) == before


def test_annulling_wants_a_reason_that_says_something(at_work, montiano):
    entry = published(montiano)
    address = f"/admin/albo/{entry.pk}/annulla/"
    assert "Scrivi il motivo" in beside(at_work.post(address, {}), "reason")
    assert "almeno 15 caratteri" in beside(at_work.post(address, {"reason": "errore"}), "reason")
    assert at_work.post(address, {"reason": REASON}).status_code == 302
    entry.refresh_from_db()
    assert entry.is_annulled
    at_work.post(f"/admin/albo/{entry.pk}/correggi/")
    assert Entry.objects.get(corrects=entry).is_draft


def test_two_people_on_the_same_draft_do_not_write_over_each_other(at_work, montiano, clock):
    entry = a_draft(montiano, requester="Provincia")
    seen = entry.version
    clock.set("2026-11-10 10:00")
    assert at_work.post(f"/admin/albo/{entry.pk}/modifica/", form(subject="Primo", seen=seen)).status_code == 302
    answer = at_work.post(f"/admin/albo/{entry.pk}/modifica/", form(subject="Secondo", seen=seen))
    assert "Nel frattempo" in answer.content.decode()
    assert typed(answer, "subject") == "Secondo"
    entry.refresh_from_db()
    assert entry.subject == "Primo"


def test_the_office_reads_for_ever_what_the_public_does_not(at_work, montiano, citizen, clock):
    entry = published(montiano)
    file = entry.files.get()
    clock.set("2030-01-01 09:00")
    assert citizen.get(entry.path).status_code == 410
    at_work.force_login(_registrar())
    assert "Conclusa" in at_work.get(f"/admin/albo/{entry.pk}/").content.decode()
    answer = at_work.get(f"/admin/albo/{entry.pk}/file/{file.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "no-store" in answer.headers["Cache-Control"]


def _registrar():
    from cms.models import User

    return User.objects.get(username="registrar")


def test_the_list_is_narrowed_and_drafts_come_first(at_work, montiano, clock):
    published(montiano, "Vecchia delibera", now="2026-10-01 09:00")
    published(montiano, "Delibera nuova", now="2026-11-10 08:00")
    a_draft(montiano, "Ancora da scrivere")
    page = at_work.get("/admin/albo/").content.decode()
    assert page.index("Ancora da scrivere") < page.index("Delibera nuova") < page.index("Vecchia delibera")
    for query, there, away in (
        ("stato=conclusa", "Vecchia delibera", "Delibera nuova"),
        ("stato=in-corso", "Delibera nuova", "Vecchia delibera"),
        ("stato=bozza", "Ancora da scrivere", "Delibera nuova"),
        ("testo=vecchia", "Vecchia delibera", "Delibera nuova"),
        ("anno=2026&stato=inventato&tipo=%00&p=-4", "Delibera nuova", "Ancora da scrivere"),
    ):
        found = at_work.get(f"/admin/albo/?{query}").content.decode()
        assert there in found, query
        assert away not in found, query


def test_who_keeps_the_register_and_who_does_not(
    desk, montiano, registrar, publisher, editor, clerk, administrator, catalogue, stranger, informatica
):
    entry = published(montiano)
    who = {}
    for person in (registrar, publisher, editor, clerk, administrator, catalogue, stranger, informatica):
        desk.force_login(person)
        who[person.username] = desk.get(f"/admin/albo/{entry.pk}/").status_code == 200
    assert {name for name, may in who.items() if may} == {"registrar", "publisher", "informatica"}


def test_the_register_of_another_body_is_not_there(at_work, montiano, cesena):
    theirs, ours = published(cesena), published(montiano)
    file = theirs.files.get()
    assert at_work.get(f"/admin/albo/{theirs.pk}/").status_code == 404
    assert at_work.get(f"/admin/albo/{theirs.pk}/file/{file.pk}/").status_code == 404
    assert at_work.get(f"/admin/albo/{ours.pk}/file/{file.pk}/").status_code == 404
    assert at_work.post(f"/admin/albo/{theirs.pk}/annulla/", {"reason": REASON}).status_code == 404
    office = an_office(cesena, "Ufficio di Cesena")
    answer = at_work.post("/admin/albo/nuova/", form(office=office.pk))
    assert answer.status_code == 200
    assert not Entry.objects.filter(office=office).exists()


def test_the_admin_has_no_door_on_public_hosts(montiano):
    entry = published(montiano)
    assert Client(HTTP_HOST="montiano.test").get(f"/admin/albo/{entry.pk}/").status_code == 404


def test_where_the_register_is_elsewhere_nothing_new_is_written(at_work, montiano):
    montiano.register_url = "https://albo.example/montiano"
    montiano.save()
    assert at_work.get("/admin/albo/nuova/").status_code == 302
    assert "altra piattaforma" in at_work.get("/admin/albo/").content.decode()


def test_what_waits_is_on_the_first_page(at_work, montiano):
    a_draft(montiano, "Delibera da pubblicare")
    assert "Delibera da pubblicare" in at_work.get("/admin/").content.decode()


def test_the_programme_publishes_and_the_public_sees_it(at_work, montiano, citizen, clock):
    entry = a_draft(montiano, "Esce a mezzanotte")
    at_work.post(f"/admin/albo/{entry.pk}/pubblica/", {"sure": "on", "planned_for": "2026-11-12"})
    assert "Esce a mezzanotte" not in citizen.get("/albo-pretorio/").content.decode()
    now = clock.set("2026-11-12 00:00:10")
    assert [one.pk for one in api.open_due(now)] == [entry.pk]
    assert "Esce a mezzanotte" in citizen.get("/albo-pretorio/").content.decode()
    assert api.entries_on_show(montiano, at("2026-11-12 00:01")).count() == 1
