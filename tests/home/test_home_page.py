"""The front page: complete when there is nothing to tell, timely when there is."""

from datetime import date

import pytest
from django.test import Client

from home.models import HomePage
from tests.factories import a_news_item, a_service, an_office, page_with, term
from tests.reading import marked, read, texts, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_with_no_news_and_no_events_it_says_what_to_do_instead(citizen):
    page = read(citizen, "/")
    text = words(page.main)
    assert words(page.h1) == "Comune di Montiano"
    assert "Contenuti in evidenza" in text
    assert "Nessuna novità per ora" in text
    assert "Nessun evento in calendario nei prossimi giorni" in text
    assert page.main.find("a", string=lambda t: t and "Tutti gli eventi" in t) or "Pagina degli eventi" in text
    for link in page.main.select("a[href^='/']"):
        read(citizen, link["href"])


def test_it_has_a_title_but_no_breadcrumb(citizen):
    page = read(citizen, "/")
    assert page.title.get_text() == "Home - Comune di Montiano"
    assert not marked(page, "breadcrumb")


def test_the_most_recent_news_is_in_evidence_and_three_more_follow(citizen, montiano):
    for day in range(1, 7):
        a_news_item(montiano, f"Notizia {day}", published_on=date(2026, 11, day))
    page = read(citizen, "/")
    assert texts(page, ".card-wide__title") == ["Notizia 6"]
    section = page.select_one("section[aria-labelledby=novita]")
    assert texts(section, "h3") == ["Notizia 5", "Notizia 4", "Notizia 3"]


def test_the_content_chosen_by_the_editor_stays_in_evidence_and_is_not_repeated(citizen, montiano):
    chosen = a_news_item(montiano, "La scelta", published_on=date(2020, 1, 1))
    for day in range(1, 6):
        a_news_item(montiano, f"Notizia {day}", published_on=date(2026, 11, day))
    home = page_with(montiano, "home")
    home.main_news = chosen
    home.save_revision().publish()
    page = read(citizen, "/")
    assert texts(page, ".card-wide__title") == ["La scelta"]
    assert "La scelta" not in texts(page, "section[aria-labelledby=novita] h3")
    chosen.unpublish()
    assert texts(read(citizen, "/"), ".card-wide__title") == ["Notizia 5"]


def test_services_most_used_come_first_in_the_editor_s_order_and_lose_what_is_offline(citizen, montiano):
    sheets = [a_service(montiano, title) for title in ("Residenza", "Asilo", "Tassa rifiuti")]
    home = page_with(montiano, "home")
    for order, sheet in enumerate(sheets):
        home.useful_services.create(service=sheet, sort_order=order)
    home.save_revision().publish()
    links = [words(link) for link in read(citizen, "/").select(".quick-services a")]
    assert links[:3] == ["Residenza", "Asilo", "Tassa rifiuti"]
    sheets[1].unpublish()
    assert [words(link) for link in read(citizen, "/").select(".quick-services a")][:2] == [
        "Residenza",
        "Tassa rifiuti",
    ]


def test_today_tells_whether_the_registry_is_open_and_changes_at_midnight_also_with_the_cache_on(
    citizen, montiano, clock
):
    rows = [
        {"type": "hours", "value": {"days": ["mar"], "opens": o, "closes": c, "note": ""}}
        for o, c in (("08:30", "12:30"), ("15:00", "17:00"))
    ]
    office = an_office(montiano, "Ufficio anagrafe", opening_hours=rows)
    office.site_key = "ufficio-anagrafe"
    office.save_revision().publish()
    clock.set("2026-11-24 23:59")
    box = read(citizen, "/").select_one(".today")
    assert words(box) == "Oggi, martedì 24 novembre Ufficio anagrafe: aperto 8:30 - 12:30 e 15:00 - 17:00"
    assert box.a["href"] == office.path_url
    assert citizen.get("/")["X-Page-Cache"] == "hit"
    clock.forward(minutes=1)
    text = words(read(citizen, "/").select_one(".today"))
    assert text == "Oggi, mercoledì 25 novembre Ufficio anagrafe: oggi chiuso al pubblico"


def test_today_warns_of_notices_that_expire_within_two_weeks(citizen, montiano, clock):
    for title, day in (("Bando affitti", date(2026, 12, 1)), ("Bando lontano", date(2026, 12, 20))):
        a_news_item(montiano, title, section="avvisi", published_on=date(2026, 11, 1), expires_on=day)
    a_news_item(
        montiano, "Bando finito", section="avvisi", published_on=date(2026, 11, 1), expires_on=date(2026, 11, 23)
    )
    text = words(read(citizen, "/").select_one(".today"))
    assert "Fino al 1° dicembre: Bando affitti" in text
    assert "Bando lontano" not in text
    assert "Bando finito" not in text


def test_without_anything_for_today_there_is_no_empty_box(citizen):
    assert not read(citizen, "/").select(".today")


def test_topics_in_evidence_show_their_contents_and_the_others_are_chips(citizen, montiano):
    sheet = a_service(montiano, "Residenza", topics=[term("argomenti", "residenza")])
    a_news_item(montiano, topics=[term("argomenti", "mercato")])
    index = page_with(montiano, "argomenti")
    index.highlights.create(target=page_with(montiano, "argomento-residenza"))
    index.save_revision().publish()
    band = read(citizen, "/").select_one("section[aria-labelledby=argomenti]")
    assert texts(band, "h3") == ["Residenza"]
    assert [link["href"] for link in band.select(".topic-card .link-list a")] == [sheet.path_url]
    assert texts(band, ".chip-list a") == ["Mercato"]
    assert band.find("a", string=lambda t: t and "Mostra tutti" in t)["href"] == "/argomenti/"


def test_a_topic_does_not_name_twice_two_pages_of_one_name(citizen, montiano):
    topics = [term("argomenti", "residenza")]
    a_service(montiano, "Biblioteca", topics=topics)
    a_news_item(montiano, "Biblioteca", topics=topics)
    a_news_item(montiano, "Orari nuovi", topics=topics)
    index = page_with(montiano, "argomenti")
    index.highlights.create(target=page_with(montiano, "argomento-residenza"))
    index.save_revision().publish()
    band = read(citizen, "/").select_one("section[aria-labelledby=argomenti]")
    assert sorted(texts(band, ".topic-card .link-list a")) == ["Biblioteca", "Orari nuovi"]


def test_the_union_s_front_page_leads_to_its_municipalities(union):
    page = read(Client(HTTP_HOST="unione.test"), "/")
    section = page.select_one("section[aria-labelledby=comuni]")
    assert [link["href"] for link in section.select("a")] == ["http://cesena.test/", "http://montiano.test/"]


def test_a_new_site_and_a_full_one_have_one_list_of_all_topics(citizen, montiano):
    assert len(marked(read(citizen, "/"), "all-topics")) == 1
    assert HomePage.objects.filter(tenant=montiano).count() == 1
