"""The marks that the national checker looks for (`data-element`), on the pages where it looks for them."""

from datetime import date

import pytest

from tests.factories import a_news_item, a_person, a_place, a_service, an_event, an_office, page_with, term
from tests.reading import marked, read, words

pytestmark = pytest.mark.django_db
FEEDBACK = {
    "feedback": 1,
    "feedback-title": 1,
    **{f"feedback-rate-{star}": 1 for star in range(1, 6)},
    "feedback-rating-positive": 1,
    "feedback-rating-negative": 1,
    "feedback-rating-question": 2,
    "feedback-rating-answer": 10,
    "feedback-input-text": 1,
}
EVERYWHERE = {
    **dict.fromkeys(("management", "news", "all-services", "live"), 1),
    **dict.fromkeys(("personal-area-login", "all-topics", "main-navigation", "contacts", "appointment-booking"), 1),
    **dict.fromkeys(("faq", "report-inefficiency", "accessibility-link", "privacy-policy-link", "legal-notes"), 1),
    **dict.fromkeys(("search-modal-button", "search-modal-input", "search-submit"), 1),
    **FEEDBACK,
}
SHEET = dict.fromkeys(
    (
        "breadcrumb",
        "page-index",
        "service-title",
        "service-description",
        "service-status",
        "service-addressed",
        "service-extended-description",
        "service-how-to",
        "service-needed",
        "service-achieved",
        "service-calendar-text",
        "service-calendar-list",
        "service-cost",
        "service-generic-access",
        "service-online-access",
        "service-booking-access",
        "service-more-info",
        "service-file",
        "service-area",
        "service-topic",
        "metatag",
    ),
    1,
)


def count(page, names) -> dict[str, int]:
    return {name: len(marked(page, name)) for name in names}


@pytest.fixture
def full(montiano):
    """A site with something of every kind."""
    office = an_office(montiano)
    an_office(montiano, "Giunta", kind="struttura-politica", section="organi-di-governo")
    a_person(montiano), a_place(montiano)
    a_news_item(montiano, managed_by=[office])
    return a_service(
        montiano,
        responsible_office=office,
        description="<p>Che cos'è.</p>",
        more_info="<p>Altro.</p>",
        costs_intro="<p>È gratis.</p>",
        topics=[term("argomenti", "anagrafe")],
        timeline=[{"type": "deadline", "value": {"title": "Saldo", "date": date(2026, 12, 16), "description": ""}}],
        channels=[{"type": "online", "value": {"intro": "", "label": "Chiedi", "url": "https://www.inps.it/"}}],
    )


def test_home_sections_lists_and_sheets_carry_the_marks_of_every_page(citizen, full):
    paths = ["/", "/amministrazione/", "/novita/", "/servizi/", "/vivere-il-comune/", "/amministrazione/uffici/"]
    paths += ["/novita/notizie/", "/servizi/anagrafe-e-stato-civile/", "/vivere-il-comune/luoghi/", full.path_url]
    for path in paths:
        assert count(read(citizen, path), EVERYWHERE) == EVERYWHERE, path


def test_a_service_sheet_carries_all_its_marks_each_with_words(citizen, full):
    page = read(citizen, full.path_url)
    assert count(page, SHEET) == SHEET
    for name in SHEET.keys() - {"metatag"}:
        assert len(words(marked(page, name)[0])) >= 3, name
    assert words(marked(page, "service-booking-access")[0]) == "Prenota appuntamento"
    assert words(marked(page, "service-title")[0]) == full.title
    for item in page.select("[data-element=page-index] > li > a"):
        assert page.find(id=item["href"].removeprefix("#")), item


def test_links_of_the_sections_carry_only_the_title(citizen, full):
    found = {
        "management-category-link": (
            "/amministrazione/",
            ["Organi di governo", "Uffici", "Politici", "Documenti e dati"],
        ),
        "news-category-link": ("/novita/", ["Notizie"]),
        "service-category-link": ("/servizi/", ["Anagrafe e stato civile"]),
        "live-button-locations": ("/vivere-il-comune/", ["Tutti i luoghi"]),
        "live-button-events": ("/vivere-il-comune/", ["Tutti gli eventi"]),
        "live-category-link": ("/vivere-il-comune/", ["Municipio", "Municipio", "Municipio"]),
    }
    for name, (path, labels) in found.items():
        links = marked(read(citizen, path), name)
        assert [words(link) for link in links] == labels, name
        for link in links:
            read(citizen, link["href"])


def test_lists_of_places_mark_each_card_and_events_keep_the_mark_of_their_own(citizen, montiano):
    place, event = a_place(montiano, "Rocca"), an_event(montiano)
    for path in ("/vivere-il-comune/", "/vivere-il-comune/luoghi/"):
        assert [link["href"] for link in marked(read(citizen, path), "live-category-link")] == [place.path_url], path
    for path in ("/vivere-il-comune/", "/vivere-il-comune/eventi/"):
        assert event.path_url in [link["href"] for link in marked(read(citizen, path), "event-link")], path


def test_the_search_is_marked_only_where_it_opens_from_the_header(citizen, full):
    page = read(citizen, "/servizi/")
    dialog = page.select_one("dialog[data-search]")
    assert len(page.select("input[type=search]")) == 2  # that of the section too
    assert marked(page, "search-modal-button") == page.select("[data-search-open]")
    assert marked(page, "search-modal-input") == dialog.select("input[type=search]")
    assert marked(page, "search-submit") == dialog.select("button[type=submit]")


def test_lists_of_services_mark_each_sheet(citizen, full):
    for path in ("/servizi/", "/servizi/anagrafe-e-stato-civile/"):
        assert [link["href"] for link in marked(read(citizen, path), "service-link")] == [full.path_url]


def test_the_button_that_loads_more_services_goes_away_at_the_end(citizen, montiano):
    office = an_office(montiano)
    for number in range(14):
        a_service(montiano, f"Servizio {number:02}", responsible_office=office)
    first = read(citizen, "/servizi/")
    assert "14 servizi trovati in ordine alfabetico" in words(first)
    button = marked(first, "load-other-cards")
    assert len(marked(first, "service-link")) == 12
    assert len(button) == 1
    last = read(citizen, f"/servizi/{button[0]['href']}")
    assert [words(link) for link in marked(last, "service-link")] == ["Servizio 12", "Servizio 13"]
    assert not marked(last, "load-other-cards")


def test_the_question_of_the_rating_has_the_exact_words_of_the_model(citizen):
    page = read(citizen, "/servizi/")
    assert words(marked(page, "feedback-title")[0]) == "Quanto sono chiare le informazioni su questa pagina?"
    blocks = {
        "feedback-rating-negative": (
            "Dove hai incontrato le maggiori difficoltà?",
            [
                "A volte le indicazioni non erano chiare",
                "A volte le indicazioni non erano complete",
                "A volte non capivo se stavo procedendo correttamente",
                "Ho avuto problemi tecnici",
                "Altro",
            ],
        ),
        "feedback-rating-positive": (
            "Quali sono stati gli aspetti che hai preferito?",
            [
                "Le indicazioni erano chiare",
                "Le indicazioni erano complete",
                "Capivo sempre che stavo procedendo correttamente",
                "Non ho avuto problemi tecnici",
                "Altro",
            ],
        ),
    }
    for name, (question, answers) in blocks.items():
        block = marked(page, name)[0]
        assert words(marked(block, "feedback-rating-question")[0]) == question
        assert [words(part) for part in marked(block, "feedback-rating-answer")] == answers


def test_titles_of_the_second_level_are_those_of_the_model(montiano):
    allowed = ["Organi di governo", "Aree amministrative", "Uffici", "Enti e fondazioni", "Politici"]
    allowed += ["Personale amministrativo", "Documenti e dati"]
    assert [page.title for page in page_with(montiano, "amministrazione").get_children()] == allowed
    assert [page.title for page in page_with(montiano, "novita").get_children()] == ["Notizie", "Comunicati", "Avvisi"]
    categories = [page.title for page in page_with(montiano, "servizi").get_children().filter(show_in_menus=True)]
    assert len(categories) == 15
    assert [page.title for page in page_with(montiano, "vivere").get_children()] == ["Luoghi", "Eventi"]
