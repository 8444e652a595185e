"""News, press releases and notices as citizens read them and editors write them."""

from datetime import date

import pytest

from tests.editing import PageEditor
from tests.factories import a_news_item, a_person, a_place, an_office, page_with
from tests.reading import marked, read, texts, words

pytestmark = pytest.mark.django_db


def test_a_notice_is_marked_as_expired_the_day_after_its_last_day(citizen, montiano, clock):
    notice = a_news_item(
        montiano, "Bando affitti", section="avvisi", published_on=date(2026, 11, 1), expires_on=date(2026, 11, 24)
    )
    assert "Avviso scaduto" not in words(read(citizen, notice.path_url).main)
    clock.set("2026-11-25 00:01")
    text = words(read(citizen, notice.path_url).main)
    assert "Avviso scaduto" in text
    assert "Questo avviso valeva fino al 24 novembre 2026." in text


def test_the_mark_appears_at_midnight_also_on_a_page_kept_in_the_cache(citizen, montiano, clock):
    clock.set("2026-11-24 23:59")
    notice = a_news_item(montiano, section="avvisi", published_on=date(2026, 11, 1), expires_on=date(2026, 11, 24))
    read(citizen, notice.path_url)
    assert citizen.get(notice.path_url)["X-Page-Cache"] == "hit"
    clock.forward(minutes=1)
    assert "Avviso scaduto" in words(read(citizen, notice.path_url).main)


def test_a_press_release_shows_number_date_reading_time_and_who_wrote_it(citizen, montiano, clock):
    office, place = an_office(montiano, "Ufficio stampa"), a_place(montiano, "Teatro")
    item = a_news_item(
        montiano,
        "Si apre la stagione",
        section="comunicati",
        number="12/2026",
        published_on=date(2026, 11, 20),
        body=f"<p>{'parola ' * 450}</p>",
        managed_by=[office],
    )
    item.people, item.places = [a_person(montiano)], [place]
    item.save_revision().publish()
    text = words(read(citizen, item.path_url).main)
    assert "20 novembre 2026 · comunicato n. 12/2026 · tempo di lettura: 3 min" in text
    assert "Questa pagina è gestita da Ufficio stampa" in text
    assert "Ada Bianchi" in text
    assert "Teatro" in text


def test_lists_show_the_most_recent_first_and_only_their_own_kind(citizen, montiano):
    for day, title in ((3, "Vecchia"), (20, "Nuova"), (10, "Di mezzo")):
        a_news_item(montiano, title, published_on=date(2026, 11, day))
    a_news_item(montiano, "Un avviso", section="avvisi", published_on=date(2026, 11, 21))
    assert texts(read(citizen, "/novita/"), "#elenco h3") == ["Un avviso", "Nuova", "Di mezzo", "Vecchia"]
    assert texts(read(citizen, "/novita/notizie/"), "#elenco h3") == ["Nuova", "Di mezzo", "Vecchia"]


def test_kinds_of_news_without_any_leave_the_section_and_come_back(citizen, montiano):
    assert marked(read(citizen, "/novita/"), "news-category-link") == []
    item = a_news_item(montiano, section="comunicati")
    assert [words(link) for link in marked(read(citizen, "/novita/"), "news-category-link")] == ["Comunicati"]
    item.unpublish()
    assert marked(read(citizen, "/novita/"), "news-category-link") == []


def test_the_neighbour_s_news_are_not_ours(neighbour, montiano):
    a_news_item(montiano, "Solo a Montiano")
    for path in ("/", "/novita/"):
        assert "Solo a Montiano" not in neighbour.get(path).content.decode()


def test_what_the_editor_put_in_evidence_comes_first(citizen, montiano):
    chosen = a_news_item(montiano, "La scelta", published_on=date(2020, 1, 1))
    a_news_item(montiano, "La più recente")
    page = page_with(montiano, "novita")
    page.highlights.create(target=chosen)
    page.save_revision().publish()
    assert texts(read(citizen, "/novita/"), ".card-wide__title") == ["La scelta"]


def test_a_notice_cannot_expire_before_its_day(desk, informatica, montiano):
    desk.force_login(informatica)
    editor = PageEditor.of(desk, a_news_item(montiano)).write(published_on="2026-11-24", expires_on="2026-11-23")
    answer = editor.publish()
    assert not answer.accepted
    assert answer.beside("expires_on") == "La scadenza non può venire prima della data della notizia."


def test_a_news_item_without_its_mandatory_parts_is_not_published(desk, informatica, montiano):
    desk.force_login(informatica)
    names = ("summary", "body", "managed_by", "topics")
    answer = PageEditor.of(desk, a_news_item(montiano)).clear(*names).write(image_caption="In piazza").publish()
    assert not answer.accepted
    messages = " ".join(answer.beside(name) for name in names)
    for part in ("Descrizione breve", "Testo completo", "A cura di", "Argomenti"):
        assert f"Manca «{part}»" in messages
    assert answer.typed("image_caption") == "In piazza"


def test_a_draft_is_nowhere(citizen, montiano):
    item = a_news_item(montiano, "Ritirata")
    item.unpublish()
    assert citizen.get(item.path_url).status_code == 404
    for path in ("/", "/novita/", "/novita/notizie/", "/mappa-del-sito/", "/cerca/?q=ritirata"):
        assert "/ritirata-" not in citizen.get(path).content.decode()
