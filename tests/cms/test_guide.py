"""The editors' guide inside the admin: chapters, search, and help from the form of each type."""

import pytest
from bs4 import BeautifulSoup

from cms.editing.guide import chapters
from cms.models import BasePage
from cms.plain_language import office_words, remarks
from tests.factories import a_news_item, a_person, a_place, a_service, an_office, page_with
from tests.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def soup_of(desk, address: str):
    answer = desk.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content.decode(), "html.parser")


@pytest.fixture
def desk(desk, editor):
    desk.force_login(editor)
    return desk


def test_the_guide_has_a_chapter_for_each_thing_an_editor_does():
    keys = [chapter.key for chapter in chapters()]
    assert 10 <= len(keys) <= 20
    assert keys[0] == "per-cominciare"
    for key in ("scheda-servizio", "notizie", "avvisi-di-allerta", "uffici-e-luoghi", "persone-e-incarichi", "lingue"):
        assert key in keys


@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.key)
def test_a_chapter_is_a_page_with_its_contents_and_its_neighbours(desk, chapter):
    page = soup_of(desk, f"/admin/guida/{chapter.key}/")
    assert words(page.select_one("title")).startswith(f"Guida: {chapter.title}")
    assert [words(heading) for heading in page.select(".unica-guide h2")] == [part.title for part in chapter.sections]
    assert len(page.select(".unica-guide__contents ol a")) == len(chapters())
    assert words(page.select_one("[aria-current=page]")) == chapter.title
    anchors = [link["href"][1:] for link in page.select(".unica-guide__index a")]
    assert all(page.find(id=anchor) for anchor in anchors)
    assert "**" not in page.select_one(".unica-guide").get_text()
    assert not page.select(".unica-guide [style], .unica-guide script")


@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.key)
def test_the_guide_follows_its_own_advice(chapter):
    for part in chapter.sections:
        kinds = {remark.kind for remark in remarks(str(part.html))}
        assert "frase lunga" not in kinds, part.title
        assert "difficile" not in kinds, part.title


def test_words_are_found_in_the_section_that_speaks_of_them(desk):
    page = soup_of(desk, "/admin/guida/?q=testo alternativo")
    links = [link["href"] for link in page.select(".unica-guide__text a")]
    assert "/admin/guida/immagini-e-documenti/#il-testo-alternativo" in links
    assert page.select_one("input[name=q]")["value"] == "testo alternativo"


def test_words_of_nobody_are_answered_kindly_and_escaped(desk):
    page = soup_of(desk, "/admin/guida/?q=<script>xyz")
    assert "non parla di «<script>xyz»" in words(page)
    assert not page.select(".unica-guide script")


def test_a_chapter_that_is_not_there(desk):
    assert desk.get("/admin/guida/niente/").status_code == 404


def test_the_form_of_each_type_opens_its_chapter(desk, montiano):
    expected = {
        a_service(montiano): "scheda-servizio",
        a_news_item(montiano): "notizie",
        an_office(montiano): "uffici-e-luoghi",
        a_place(montiano): "uffici-e-luoghi",
        a_person(montiano): "persone-e-incarichi",
        page_with(montiano, "faq"): "pagine-e-domande",
        page_with(montiano, "privacy"): "pagine-e-domande",
        page_with(montiano, "argomenti"): "per-cominciare",
    }
    for page, key in expected.items():
        html = soup_of(desk, f"/admin/pages/{page.pk}/edit/")
        link = next(link for link in html.find_all("a") if "Aiuto per questa pagina" in words(link))
        assert link["href"] == f"/admin/guida/{key}/"


def test_every_type_points_at_a_chapter_that_exists():
    known = {chapter.key for chapter in chapters()}
    types = [BasePage, *BasePage.__subclasses__()]
    assert {page_type.guide_chapter for page_type in types} <= known


def test_the_menu_leads_to_the_guide_and_strangers_do_not_read_it(desk, client):
    assert "/admin/guida/" in desk.get("/admin/").content.decode()
    desk.logout()
    assert desk.get("/admin/guida/").status_code == 302


def test_the_words_advised_against_are_not_advised():
    for pattern, instead in office_words():
        assert not pattern.search(instead), instead
