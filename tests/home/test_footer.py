"""The footer and the block "Contatta il comune": what the law wants on every page, and links that answer."""

import pytest

from cms.models import Tenant
from tests.factories import a_news_item, a_person, a_place, a_service, an_office
from tests.reading import marked, read, texts, words

pytestmark = pytest.mark.django_db
CHECKED = {
    "faq": "Leggi le FAQ",
    "report-inefficiency": "Segnalazione disservizio",
    "privacy-policy-link": "Informativa privacy",
    "legal-notes": "Note legali",
    "accessibility-link": "Dichiarazione di accessibilità",
}
OTHERS = [
    "Amministrazione trasparente",
    "Prenotazione appuntamento",
    "Richiesta assistenza",
    "Attuazione misure PNRR",
    "Media policy",
    "Mappa del sito",
    "Piano di miglioramento del sito",
]


@pytest.fixture
def known(montiano):
    """Montiano with its address and telephones."""
    Tenant.objects.filter(pk=montiano.pk).update(
        street="Piazza Maggiore 3",
        cap="47020",
        city="Montiano",
        province="FC",
        tax_code="00000000401",
        phone="+39 0547 000 400",
        pec="protocollo@pec.comune.montiano.example",
    )
    return montiano


def test_the_checked_links_are_in_the_footer_once_with_their_exact_words(citizen):
    footer = read(citizen, "/").footer
    assert {name: [words(link) for link in marked(footer, name)] for name in CHECKED} == {
        name: [label] for name, label in CHECKED.items()
    }
    assert marked(footer, "accessibility-link")[0]["href"].startswith("https://form.agid.gov.it/")


def test_every_other_link_that_the_model_wants_is_there(citizen):
    assert not set(OTHERS) - set(texts(read(citizen, "/").footer, "a"))


def test_every_link_of_the_footer_answers_and_none_is_a_trap_of_the_checker(citizen, montiano):
    a_service(montiano), a_news_item(montiano), a_place(montiano), an_office(montiano), a_person(montiano)
    addresses = {link["href"] for link in read(citizen, "/").footer.select("a[href]")}
    inside = sorted(address for address in addresses if address.startswith("/"))
    assert len(inside) > 18
    for address in inside:
        assert citizen.get(address).status_code == 200, address
        assert "www" not in address
        assert "http" not in address
    assert not [a for a in addresses if not a.startswith(("/", "https://form.agid.gov.it/", "mailto:", "tel:"))]


def test_the_report_lives_under_services_as_the_checker_expects(citizen):
    link = marked(read(citizen, "/").footer, "report-inefficiency")[0]
    assert link["href"] == "/servizi/segnalazione-disservizio/"


def test_name_address_tax_code_and_certified_mail_are_written(citizen, known):
    text = words(read(citizen, "/").footer)
    for part in (
        "Comune di Montiano",
        "Piazza Maggiore 3",
        "47020 Montiano (FC)",
        "Codice fiscale / P. IVA: 00000000401",
        "PEC: protocollo@pec.comune.montiano.example",
        "Centralino unico: +39 0547 000 400",
    ):
        assert part in text


def test_the_european_emblem_has_its_wording(citizen):
    footer = read(citizen, "/").footer
    assert "Finanziato dall'Unione europea NextGenerationEU" in words(footer)
    assert footer.select_one("svg[role=img]")["aria-label"] == "Bandiera dell'Unione europea"


def test_an_external_transparency_site_takes_the_place_of_the_page(citizen, montiano):
    montiano.transparency_url = "https://trasparenza.example/"
    montiano.save()
    link = read(citizen, "/").footer.find("a", string="Amministrazione trasparente")
    assert link["href"] == "https://trasparenza.example/"


def test_the_block_of_contacts_leads_to_faq_assistance_booking_and_report(citizen, known):
    block = read(citizen, "/servizi/").select_one(".contacts-band")
    assert words(block.h2) == "Contatta il comune"
    links = {words(link): link["href"] for link in block.select("a")}
    assert links == {
        "Leggi le domande frequenti": "/domande-frequenti/",
        "Richiedi assistenza": "/servizi/assistenza/",
        "Chiama il comune +39 0547 000 400": "tel:+390547000400",
        "Prenota appuntamento": "/servizi/prenotazione/",
        "Segnala disservizio": "/servizi/segnalazione-disservizio/",
    }
    assert [words(link) for link in marked(block, "contacts")] == ["Richiedi assistenza"]
    assert [words(link) for link in marked(block, "appointment-booking")] == ["Prenota appuntamento"]


def test_a_page_does_not_offer_itself_among_the_contacts(citizen):
    assert not marked(read(citizen, "/servizi/prenotazione/").select_one(".contacts-band"), "appointment-booking")


def test_a_demonstration_site_says_so_on_every_page(citizen, montiano):
    assert "Sito dimostrativo" not in citizen.get("/").content.decode()
    montiano.is_demo = True
    montiano.save()
    for path in ("/", "/servizi/", "/cerca/"):
        assert "Sito dimostrativo" in citizen.get(path).content.decode()
