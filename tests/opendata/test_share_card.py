"""What a shared page shows: its tags, and a card drawn with its title in the colours of its body."""

import io
import re
from html import unescape

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from wagtail.models import PageViewRestriction

from cms import share_card
from tests.factories import a_news_item, an_image, page_with

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def tags(client, path: str) -> dict[str, str]:
    html = client.get(path).content.decode()
    return {
        name: unescape(text) for name, text in re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)"', html)
    }


def card_of(client, path: str) -> str:
    return tags(client, path)["og:image"].removeprefix("http://montiano.test")


def picture(answer) -> Image.Image:
    return Image.open(io.BytesIO(b"".join(answer.streaming_content)))


def test_a_page_says_what_to_show_of_it(citizen, montiano):
    item = a_news_item(montiano, "Mercato spostato")
    found = tags(citizen, item.path_url)
    assert found["og:title"] == "Mercato spostato"
    assert found["og:type"] == "article"
    assert found["og:url"] == f"{montiano.root_url}{item.path_url}"
    assert found["og:site_name"] == "Comune di Montiano"
    assert found["og:locale"] == "it_IT"
    assert found["og:description"] == item.summary
    assert found["twitter:card"] == "summary_large_image"
    assert "Mercato spostato" in found["og:image:alt"]


@pytest.mark.parametrize("path", ["/", "/servizi/", "/argomenti/", "/privacy/"])
def test_every_page_has_a_card(citizen, montiano, path):
    found = tags(citizen, path)
    assert found["og:type"] == "website"
    assert citizen.get(found["og:image"].partition("montiano.test")[2]).status_code == 200


def test_the_home_is_called_like_its_body(citizen, montiano):
    assert tags(citizen, "/")["og:title"] == "Comune di Montiano"


def test_a_search_has_tags_and_no_card(citizen, montiano):
    found = tags(citizen, "/cerca/?q=carta")
    assert found["og:site_name"] == "Comune di Montiano"
    assert "og:image" not in found


def test_the_register_of_acts_has_no_card(citizen, montiano):
    assert "og:image" not in tags(citizen, page_with(montiano, "albo").path_url)


def test_the_card_is_a_picture_of_the_wanted_size(citizen, montiano):
    answer = citizen.get(card_of(citizen, a_news_item(montiano).path_url))
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies
    card = picture(answer)
    assert card.size == (1200, 630)
    assert len(card.convert("RGB").getcolors(100000)) > 20


def test_the_card_is_drawn_once(citizen, montiano, monkeypatch):
    address = card_of(citizen, a_news_item(montiano).path_url)
    citizen.get(address)
    monkeypatch.setattr(share_card, "draw", lambda face: pytest.fail("disegnata due volte"))
    assert citizen.get(address).status_code == 200


def test_a_new_title_makes_a_new_card_and_throws_the_old_one_away(citizen, montiano):
    item = a_news_item(montiano, "Prima")
    first = card_of(citizen, item.path_url)
    citizen.get(first)
    item.title = "Dopo"
    item.save_revision().publish()
    second = card_of(citizen, item.path_url)
    assert second != first
    assert citizen.get(second).status_code == 200
    assert len(default_storage.listdir(f"og/{item.pk}")[1]) == 1
    assert citizen.get(first)["Location"] == second


def test_an_invented_version_draws_nothing(citizen, montiano):
    item = a_news_item(montiano)
    for number in range(3):
        assert citizen.get(f"/og/{item.pk}-{number:016x}.png").status_code == 302
    assert not default_storage.exists(f"og/{item.pk}")


def test_there_is_no_card_of_what_is_not_open(citizen, montiano):
    draft, hidden, neighbour = a_news_item(montiano), a_news_item(montiano), a_news_item(montiano)
    faces = {page.pk: share_card.path_of(page.pk, share_card.face_of_page(page)) for page in (draft, hidden, neighbour)}
    draft.unpublish()
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    assert citizen.get(faces[draft.pk]).status_code == 404
    assert citizen.get(faces[hidden.pk]).status_code == 404
    assert citizen.get("/og/999999-0123456789abcdef.png").status_code == 404
    assert citizen.get("/og/x-0.png").status_code == 404
    assert Client(HTTP_HOST="cesena.test").get(faces[neighbour.pk]).status_code == 404
    assert citizen.get(faces[neighbour.pk]).status_code == 200


def test_the_admin_host_draws_no_cards(desk, montiano):
    page = page_with(montiano, "servizi")
    assert desk.get(share_card.path_of(page.pk, share_card.face_of_page(page))).status_code == 404


@pytest.mark.parametrize("theme", share_card.PALETTES)
def test_the_palettes_are_those_of_the_site(theme):
    tokens = (share_card.settings.BASE_DIR / "frontend/scss/tokens.scss").read_text()
    block = tokens.partition(f'[data-theme="{theme}"] {{')[2].partition("}")[0]
    colours = dict(re.findall(r"--u-([\w-]+): (#[0-9a-f]{6});", block))
    names = ("primary-deep", "primary-dark", "primary", "primary-mid", "primary-pale", "accent")
    assert share_card.PALETTES[theme] == share_card.Palette(*(colours[name] for name in names))


def test_a_card_shows_the_emblem_and_survives_a_file_that_is_gone(montiano):
    image = an_image(montiano, (300, 400))
    face = share_card.Face("Titolo", "Notizia", "Comune di Montiano", "grano", image.file.name)
    with_emblem = share_card.draw(face)
    image.file.storage.delete(image.file.name)
    assert share_card.draw(face) != with_emblem


@pytest.mark.parametrize("title", ["A", "Parola " * 60, "X" * 255, "  ", "«Però» – così è, ‘già’"])
def test_any_title_fits(title):
    assert share_card.draw(share_card.Face(title, "Servizio", "Comune di Montiano", "grano", ""))


def test_lines_are_never_wider_than_asked():
    for text in ("uno due tre quattro", "parolalunghissima e poi", "a", "x" * 50):
        lines = share_card.wrap(text, 10, len)
        assert all(len(line) <= 10 for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
