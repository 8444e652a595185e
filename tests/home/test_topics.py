"""Topics: the list shows those in use, with the words of the national vocabulary; each page gathers what there is."""

import pytest

from cms.models import Term
from services.models import Question
from tests.factories import (
    a_call,
    a_dataset,
    a_document_page,
    a_news_item,
    a_person,
    a_place,
    a_project,
    a_service,
    an_event,
    an_image,
    an_office,
    page_with,
    term,
)
from tests.reading import marked, read, texts, words

pytestmark = pytest.mark.django_db


def listed(client) -> list[str]:
    return [words(link) for link in marked(read(client, "/argomenti/"), "topic-element")]


def test_the_list_shows_only_topics_in_use_with_the_exact_words_of_the_vocabulary(citizen, neighbour, montiano):
    assert listed(citizen) == []
    keys = ["accesso-all-informazione", "gestione-rifiuti", "residenza"]
    a_service(montiano, topics=[term("argomenti", key) for key in keys])
    labels = Term.objects.of("argomenti").filter(key__in=keys).values_list("label", flat=True)
    assert listed(citizen) == sorted(labels)
    assert listed(neighbour) == []


def test_a_topic_leaves_the_list_with_its_last_content_and_comes_back(citizen, montiano):
    sheet = a_service(montiano, topics=[term("argomenti", "residenza")])
    assert listed(citizen) == ["Residenza"]
    sheet.unpublish()
    assert listed(citizen) == []
    sheet.save_revision().publish()
    assert listed(citizen) == ["Residenza"]


def test_what_is_hidden_from_lists_does_not_keep_a_topic_alive(citizen, montiano):
    a_service(montiano, topics=[term("argomenti", "residenza")], is_hidden_from_lists=True)
    assert listed(citizen) == []


def test_each_listed_topic_has_its_page(citizen, montiano):
    a_service(montiano, topics=[term("argomenti", "residenza"), term("argomenti", "anagrafe")])
    for link in marked(read(citizen, "/argomenti/"), "topic-element"):
        assert words(read(citizen, link["href"]).h1) == words(link)


def test_a_topic_whose_page_is_offline_is_told_without_a_link_to_nowhere(citizen, montiano):
    item = a_news_item(montiano, topics=[term("argomenti", "sport"), term("argomenti", "acqua")])
    page_with(montiano, "argomento-sport").unpublish()
    chips = read(citizen, item.path_url).select(".chip")
    assert {words(chip): chip.get("href") for chip in chips} == {"Acqua": "/argomenti/acqua/", "Sport": None}


def about_sport(montiano) -> dict:
    sport = [term("argomenti", "sport")]
    office = an_office(montiano, "Ufficio sport")
    office.topics = sport
    office.save_revision().publish()
    place = a_place(montiano, "Palestra")
    place.topics = sport
    place.save_revision().publish()
    return {
        "office": office,
        "place": place,
        "sheet": a_service(montiano, "Prenota la palestra", topics=sport, responsible_office=office),
        "news": a_news_item(montiano, "Torneo di pallavolo", topics=sport, managed_by=[office]),
        "other": a_person(montiano),
    }


def test_a_topic_page_has_a_part_for_each_section_with_its_own_contents(citizen, montiano):
    about_sport(montiano)
    page = read(citizen, "/argomenti/sport/")
    parts = {
        words(section.h2): (texts(section, "h3"), words(section.select_one(".section__head a")))
        for section in page.main.select("section")
        if section.select_one(".section__head a")
    }
    assert parts == {
        "Novità": (["Torneo di pallavolo"], "Tutte le novità"),
        "Servizi": (["Prenota la palestra"], "Tutti i servizi"),
        "Amministrazione": (["Ufficio sport"], "Tutta l'amministrazione"),
        "Vivere il Comune": (["Palestra"], "Tutti i luoghi e gli eventi"),
    }


def test_a_topic_page_has_an_icon_and_blocks_of_its_own(citizen, montiano):
    page = page_with(montiano, "argomento-sport")
    page.icon = "it-unica-leaf"
    page.body = [
        ("icons", {"title": "Dove si corre", "items": [{"icon": "it-pa", "title": "Parco", "text": "Sempre"}]})
    ]
    page.save_revision().publish()
    shown = read(citizen, "/argomenti/sport/").main
    assert "it-unica-leaf" in str(shown.select_one(".it-hero-section use"))
    assert "Dove si corre" in words(shown)
    assert "Nessun contenuto su questo argomento" not in words(shown)


def test_a_topic_page_says_which_office_cares_for_it(citizen, montiano):
    office = about_sport(montiano)["office"]
    page = page_with(montiano, "argomento-sport")
    page.offices = [office]
    page.save_revision().publish()
    text = words(read(citizen, "/argomenti/sport/").main)
    assert "Questo argomento è gestito da: Ufficio sport" in text
    assert "+39 0547 000 401" in text


def test_a_part_shows_three_and_the_whole_list_on_demand(citizen, montiano):
    office = an_office(montiano)
    for number in range(5):
        a_service(montiano, f"Corso {number}", topics=[term("argomenti", "sport")], responsible_office=office)
    page = read(citizen, "/argomenti/sport/")
    assert texts(page, "section[aria-labelledby=servizi] h3") == ["Corso 0", "Corso 1", "Corso 2"]
    more = page.select_one("section[aria-labelledby=servizi] .section__more a")["href"]
    assert more == "?elenco=servizi#servizi"
    whole = read(citizen, f"/argomenti/sport/{more}")
    assert len(texts(whole, "section[aria-labelledby=servizi] h3")) == 5
    assert not whole.select("section[aria-labelledby=servizi] .section__more")


def test_a_list_that_does_not_exist_shows_the_page_as_it_is(citizen, montiano):
    office = an_office(montiano)
    for number in range(4):
        a_service(montiano, f"Corso {number}", topics=[term("argomenti", "sport")], responsible_office=office)
    for value in ("novita", "boh", "", "%00", "x" * 5000, "-1", "<script>"):
        page = read(citizen, f"/argomenti/sport/?elenco={value}")
        assert len(texts(page, "section[aria-labelledby=servizi] h3")) == 3, value


def test_what_stands_in_no_section_has_a_part_of_its_own(citizen, montiano):
    a_project(montiano, "Pannelli sulla palestra", topics=[term("argomenti", "energie-rinnovabili")])
    assert listed(citizen) == ["Energie rinnovabili"]
    page = read(citizen, "/argomenti/energie-rinnovabili/")
    assert texts(page, "section[aria-labelledby=altro] h3") == ["Pannelli sulla palestra"]
    assert "Nessun contenuto" not in words(page.main)


def test_every_topic_in_the_list_has_contents_on_its_page(citizen, montiano):
    topics = iter(Term.objects.of("argomenti").order_by("key"))
    for make in (a_project, a_service, a_news_item, a_call, a_dataset, a_document_page, an_event):
        make(montiano, topics=[next(topics)])
    notes = page_with(montiano, "note-legali")
    notes.topics = [next(topics)]
    notes.save_revision().publish()
    links = marked(read(citizen, "/argomenti/"), "topic-element")
    assert len(links) == 8
    assert [words(a) for a in links if "Nessun contenuto" in words(read(citizen, a["href"]).main)] == []


def test_questions_about_a_topic_stand_on_its_page(citizen, neighbour, montiano):
    question = Question.objects.create(
        tenant=montiano, question="Come ci si iscrive al nuoto?", answer="<p>In piscina.</p>"
    )
    question.topics = [term("argomenti", "sport")]
    question.save_revision().publish()
    about = "section[aria-labelledby=domande]"
    assert "In piscina." in words(read(citizen, "/argomenti/sport/").select_one(about))
    assert not read(citizen, "/argomenti/acqua/").select(about)
    assert not read(neighbour, "/argomenti/sport/").select(about)


def test_a_topic_without_contents_says_so_and_the_neighbour_s_contents_stay_theirs(neighbour, montiano):
    about_sport(montiano)
    text = words(read(neighbour, "/argomenti/sport/").main)
    assert "Nessun contenuto su questo argomento" in text
    assert "Palestra" not in text


def test_topics_on_a_sheet_lead_to_their_pages(citizen, montiano):
    sheet = a_service(montiano, topics=[term("argomenti", "residenza"), term("argomenti", "anagrafe")])
    links = {words(link): link["href"] for link in marked(read(citizen, sheet.path_url), "service-topic")}
    assert links == {"Anagrafe": "/argomenti/anagrafe/", "Residenza": "/argomenti/residenza/"}


def test_a_topic_page_shows_the_picture_that_the_editor_chose(citizen, montiano):
    about_sport(montiano)
    page = page_with(montiano, "argomento-sport")
    assert not read(citizen, "/argomenti/sport/").select(".it-hero-art img")
    page.image = an_image(montiano)
    page.save_revision().publish()
    (shown,) = read(citizen, "/argomenti/sport/").select(".it-hero-art img")
    assert shown["alt"] == ""  # it decorates: the title says what the page is about
