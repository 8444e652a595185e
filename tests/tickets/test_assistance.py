"""A citizen asks for help from the site, without JavaScript: it reaches the right office, and nothing typed is lost."""

import uuid

import pytest
from django.utils import translation

from cms.models import DomainEvent, OutboxMessage
from tests.factories import a_service, an_office
from tests.reading import read, words
from tests.tickets.office import PERSON
from tickets.models import Ticket, TicketEvent
from tickets.public import asking

pytestmark = pytest.mark.django_db
FORM = "/assistenza/"


def asked(**more) -> dict:
    return {
        **PERSON,
        "category": "relazioni-con-il-pubblico",
        "service": "",
        "details": "Dove ritiro il tesserino dei funghi?",
        "privacy": "on",
        "request_key": str(uuid.uuid4()),
    } | more


@pytest.fixture
def sheet(montiano):
    return a_service(montiano, responsible_office=an_office(montiano, "Ufficio funghi"))


def test_the_page_of_the_plan_leads_to_the_form(citizen):
    page = read(citizen, "/servizi/assistenza/")
    assert page.main.find("a", href=FORM)
    assert "Richiesta assistenza" in words(read(citizen, FORM).main)


def test_a_request_gets_a_number_and_a_page_of_its_own(citizen):
    done = citizen.post(FORM, asked())
    page = words(read(citizen, done["Location"]).main)
    made = Ticket.objects.get()
    assert made.code == "A-2026-1"
    for text in ("Richiesta inviata", "A-2026-1", "anna@cittadini.test", "tesserino dei funghi", "Ricevuta"):
        assert text in page


def test_the_confirmation_asks_how_easy_it_was(citizen):
    done = citizen.post(FORM, asked())
    page = citizen.get(done["Location"]).content.decode()
    assert "Quanto è stato facile usare questo servizio?" in page
    assert "Quanto è stato facile" not in citizen.get(done["Location"].split("?")[0]).content.decode()


def test_its_person_is_written_the_number_and_the_term(citizen):
    citizen.post(FORM, asked())
    mail = OutboxMessage.objects.get()
    assert (mail.recipient, mail.subject) == ("anna@cittadini.test", "Richiesta inviata: A-2026-1")
    assert "Rispondiamo entro il 4 dicembre 2026." in mail.body
    assert "tesserino dei funghi" in mail.body
    assert "/richieste/" in mail.body


def test_it_goes_to_the_office_of_the_sheet(citizen, sheet):
    page = read(citizen, f"{FORM}?servizio={sheet.pk}")
    chosen = [option["value"] for option in page.main.select("option[selected]")]
    assert str(sheet.pk) in chosen
    key = next(value for value in chosen if value != str(sheet.pk))
    citizen.post(FORM, asked(category=key, service=str(sheet.pk)))
    made = Ticket.objects.get()
    assert (made.office_id, made.service_id, made.subject) == (sheet.responsible_office_id, sheet.pk, sheet.title)


def test_a_service_of_another_category_is_refused_beside_its_field(citizen, sheet):
    answer = citizen.post(FORM, asked(category="turismo", service=str(sheet.pk)))
    assert answer.status_code == 422
    assert "è di un'altra categoria" in answer.content.decode().replace("&#x27;", "'")


def test_what_was_typed_stays_when_something_is_missing(citizen):
    answer = citizen.post(FORM, asked(email="", privacy=""))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Manca: Email." in page
    assert "devi aver letto l'informativa" in page.replace("&#x27;", "'")
    assert "tesserino dei funghi" in page
    assert 'value="Bianchi"' in page
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("name", "Vinci su http://premio.example/", "Togli l'indirizzo web"),
        ("surname", "visita premio-facile.com", "Togli l'indirizzo web"),
        ("details", "a" * 1_000_000, "al massimo sono 600"),
        ("email", "anna@cittadini.test\r\nBcc: tutti@example.test", "email valido"),
        ("phone", "chiamami", "Scrivi il numero con il prefisso"),
        ("category", "inventata", "non è tra quelle disponibili"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(citizen, field, text, said):
    answer = citizen.post(FORM, asked(**{field: text}))
    assert answer.status_code == 422
    assert said in answer.content.decode().replace("&#x27;", "'")
    assert not OutboxMessage.objects.exists()


def test_a_link_of_a_stranger_does_not_leave_in_our_mail(citizen):
    citizen.post(FORM, asked(details="Guarda http://premio.example/vinci e anche premio-facile.com"))
    body = OutboxMessage.objects.get().body
    assert "premio" not in body
    assert body.count("[indirizzo web]") == 2


def test_pressed_twice_it_is_made_once(citizen):
    form = asked()
    first, second = citizen.post(FORM, form), citizen.post(FORM, form)
    assert first["Location"] == second["Location"]
    assert Ticket.objects.count() == OutboxMessage.objects.count() == 1


def test_beyond_ten_an_hour_the_browser_works_first_and_the_neighbour_does_not(citizen, neighbour):
    for _turn in range(asking.BY_ADDRESS.most):
        assert citizen.post(FORM, asked()).status_code == 302
    refused = citizen.post(FORM, asked())
    assert refused.status_code == 429
    assert "tesserino dei funghi" in refused.content.decode()  # it goes on with what was typed
    assert neighbour.post(FORM, asked(), REMOTE_ADDR="10.9.8.7").status_code == 302


def test_the_measure_names_no_person(citizen, montiano):
    citizen.post(FORM, asked())
    kinds = set(DomainEvent.objects.values_list("kind", "tenant_id", "channel"))
    assert kinds == {("assistenza-arrivata", montiano.pk, "web"), ("assistenza-smistata", montiano.pk, "web")}


def test_a_complaint_on_accessibility_has_thirty_days(citizen):
    page = read(citizen, f"{FORM}?categoria=accessibilita")
    assert page.main.select_one("option[value=accessibilita]").has_attr("selected")
    citizen.post(FORM, asked(category="accessibilita"))
    made = Ticket.objects.get()
    assert (made.due_on - made.created_at.date()).days == 30


def test_history_says_why_it_went_where_it_went(citizen):
    citizen.post(FORM, asked())
    routed = TicketEvent.objects.get(what="smistata")
    assert routed.text


def test_numbers_are_each_bodys_own(citizen, neighbour):
    citizen.post(FORM, asked())
    neighbour.post(FORM, asked())
    citizen.post(FORM, asked())
    assert sorted(row.code for row in Ticket.objects.all()) == ["A-2026-1", "A-2026-1", "A-2026-2"]


def test_categories_are_named_in_the_readers_language():
    with translation.override("en"):
        names = {row["key"]: row["name"] for row in asking.categories_of("assistenza")}
    assert names["accessibilita"] == "Accessibility of the website and digital services"
    assert names["turismo"] == "Tourism"
