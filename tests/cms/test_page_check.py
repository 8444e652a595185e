"""The check before publishing: what the panel says, and that advice never stops anybody."""

import pytest
from bs4 import BeautifulSoup

from cms.models import BasePage, SiteImage
from cms.page_check import check
from tests.editing import PageEditor
from tests.factories import a_news_item, a_service, an_image, page_with
from tests.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def said(page) -> list[tuple[str, str]]:
    return [(field.label, remark.kind) for field in check(page).fields for remark in field.remarks]


def panel(desk, page):
    soup = BeautifulSoup(desk.get(f"/admin/pages/{page.pk}/edit/").content.decode(), "html.parser")
    return soup.select_one('[data-side-panel="controllo"]')


def test_a_good_sheet_has_nothing_to_look_at(montiano):
    assert check(a_service(montiano)).count == 0


def test_texts_inside_blocks_are_read_too_and_named(montiano):
    page = a_service(montiano)
    page.needed = [("requirement", {"text": "Istanza in bollo", "note": "", "only_if": "", "form": None})]
    assert said(page) == [("Cosa serve: elenco › Cosa serve › Che cosa serve", "parola d'ufficio")]


def test_a_picture_without_description_is_told(montiano):
    image = an_image(montiano)
    SiteImage.objects.filter(pk=image.pk).update(description="")
    page = a_news_item(montiano)
    page.image = SiteImage.objects.get(pk=image.pk)
    page.gallery = [("image", {"image": page.image, "caption": ""})]
    page.gallery[0].value["image"].contextual_alt_text = ""
    page.gallery[0].value["image"].decorative = False
    assert ("Immagine", "immagine") in said(page)
    assert any(label.startswith("Galleria › ") for label, _kind in said(page))


def test_codes_and_addresses_are_not_prose(montiano):
    page = a_service(montiano)
    page.ipa_code = "CODICEIPALUNGHISSIMO"
    assert check(page).count == 0


def test_the_panel_says_what_is_missing_and_what_is_hard(desk, editor, montiano):
    page = a_news_item(montiano)
    page.summary = ""
    page.body = "<p>Qualora piova, il mercato è spostato.</p>"
    page.save_revision(clean=False)
    desk.force_login(editor)
    text = words(panel(desk, page))
    assert "Per pubblicare manca Manca «Descrizione breve»" in text
    assert "Testo completo «Qualora»: meglio «se»." in text


def test_saving_tells_how_many_things_there_are_to_look_at(desk, editor, montiano):
    desk.force_login(editor)
    page = a_news_item(montiano)
    PageEditor.of(desk, page).write(body="<p>Qualora piova, resta a casa.</p>").save()
    html = desk.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Controllo della pagina: una cosa da guardare." in html


def test_advice_never_stops_a_publication(desk, publisher, montiano):
    desk.force_login(publisher)
    page = a_news_item(montiano)
    answer = PageEditor.of(desk, page).write(body="<p>QUALORA PIOVESSE, <a href='/x/'>clicca qui</a>.</p>").publish()
    assert answer.accepted
    assert "QUALORA" in BasePage.objects.get(pk=page.pk).specific.body


def test_a_new_page_has_the_panel_and_the_guide_before_it_is_stored(desk, editor, montiano):
    desk.force_login(editor)
    parent = page_with(montiano, "notizie")
    html = desk.get(f"/admin/pages/add/news/newspage/{parent.pk}/").content.decode()
    found = BeautifulSoup(html, "html.parser").select_one('[data-side-panel="controllo"]')
    assert "Manca «Testo completo»" in words(found)
    assert found.select_one("a")["href"] == "/admin/guida/notizie/"
