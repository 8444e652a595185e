"""The admin speaks Italian: no English words on the screens that editors use."""

import gettext
import re
from pathlib import Path

import django
import polib
import pytest
import wagtail
import wagtail_localize
from bs4 import BeautifulSoup, Comment
from django.conf import settings
from django.utils.translation import trans_real

from tests.factories import (
    a_contact_point,
    a_news_item,
    a_person,
    a_role,
    a_service,
    an_alert,
    an_image,
    an_office,
    document,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WORDS = Path(settings.BASE_DIR) / "cms/locale/it/LC_MESSAGES/django.po"
ENGLISH = re.compile(
    r"\b(the|of|and|your|with|this|page|pages|save|view|edit|delete|search|choose|select|cancel|options|settings|loading"
    r"|add|from|has|been|you|are|not|was|draft|live|unpublish|show|hide|close|next|previous|title|updated|language|created"
    r"|submitted|required|upload|warning|error|success|locked|unknown|maximum|meta|toggle|actions)\b",
    re.IGNORECASE,
)
# Text with an English word that is a name, or that a library writes from its own program: (what, why).
ALLOWED = (
    (r"https?://\S+", "indirizzi"),
    (r"Powered by Wagtail|Wagtail", "nome del prodotto"),
    (r"JPEG|PNG|WEBP|AVIF|GIF", "formati"),
    (r"^Actions$", "scritto così, senza traduzione, nel modello di Wagtail"),
)
ASPECTS = ("aria-label", "title", "placeholder", "alt", "data-w-tooltip-content-value")


@pytest.fixture(scope="module", autouse=True)
def _compiled_words():
    """What set-up does: the catalogue compiled beside its source, and read afresh."""
    compiled = WORDS.with_suffix(".mo")
    if not compiled.exists() or compiled.stat().st_mtime < WORDS.stat().st_mtime:
        polib.pofile(str(WORDS)).save_as_mofile(str(compiled))
    gettext._translations.clear()
    trans_real._translations.clear()
    trans_real._default = None


def spoken(html: str) -> list[str]:
    """Every piece of text that a person sees, or that is read aloud to them."""
    soup = BeautifulSoup(html, "html.parser")
    for part in soup(["script", "style", "svg", "code"]):
        part.decompose()
    texts = [text for text in soup.find_all(string=True) if not isinstance(text, Comment)]
    texts += [tag[name] for name in ASPECTS for tag in soup.select(f"[{name}]")]
    return [" ".join(text.split()) for text in texts if text.strip()]


def english(html: str) -> list[str]:
    found = []
    for text in spoken(html):
        plain = text
        for pattern, _why in ALLOWED:
            plain = re.sub(pattern, "", plain)
        if ENGLISH.search(plain):
            found.append(text[:140])
    return sorted(set(found))


def screens(montiano) -> dict[str, str]:
    sheet, news, office = a_service(montiano), a_news_item(montiano), an_office(montiano)
    image, paper, person = an_image(montiano), document(montiano), a_person(montiano)
    role, point, alert = a_role(person, office), a_contact_point(montiano), an_alert(montiano)
    parent = news.get_parent().pk
    return {
        "home": "/admin/",
        "explorer": f"/admin/pages/{parent}/",
        "whole list": "/admin/elenco-servizi/",
        "sheet": f"/admin/pages/{sheet.pk}/edit/",
        "news": f"/admin/pages/{news.pk}/edit/",
        "office": f"/admin/pages/{office.pk}/edit/",
        "person": f"/admin/pages/{person.pk}/edit/",
        "new news": f"/admin/pages/add/news/newspage/{parent}/",
        "copy": f"/admin/pages/{news.pk}/copy/",
        "move": f"/admin/pages/{news.pk}/move/",
        "delete": f"/admin/pages/{news.pk}/delete/",
        "withdraw": f"/admin/pages/{news.pk}/unpublish/",
        "history": f"/admin/pages/{news.pk}/history/",
        "compare": f"/admin/pages/{news.pk}/revisions/compare/earliest...latest/",
        "usage": f"/admin/pages/{news.pk}/usage/",
        "images": "/admin/images/",
        "new image": "/admin/images/add/",
        "many images": "/admin/images/multiple/add/",
        "image": f"/admin/images/{image.pk}/",
        "documents": "/admin/documents/",
        "new document": "/admin/documents/add/",
        "document": f"/admin/documents/edit/{paper.pk}/",
        "roles": "/admin/snippets/offices/role/",
        "role": f"/admin/snippets/offices/role/edit/{role.pk}/",
        "contact point": f"/admin/snippets/territory/contactpoint/edit/{point.pk}/",
        "alerts": "/admin/snippets/news/alert/",
        "alert": f"/admin/snippets/news/alert/edit/{alert.pk}/",
        "account": "/admin/account/",
        "search": "/admin/pages/search/?q=mercato",
    }


def test_no_english_on_the_screens_that_editors_use(desk, informatica, montiano):
    desk.force_login(informatica)
    found = {}
    for name, address in screens(montiano).items():
        answer = desk.get(address)
        assert answer.status_code == 200, (name, address)
        if words := english(answer.content.decode()):
            found[name] = words
    assert not found, "\n".join(f"{name}: {words}" for name, words in found.items())


def test_a_new_thing_has_a_heading_that_suits_feminine_and_masculine_names(desk, informatica, montiano):
    desk.force_login(informatica)
    news = a_news_item(montiano).get_parent().pk
    addresses = {
        "Domanda frequente": "/admin/snippets/services/question/add/",
        "Chiusura": "/admin/snippets/territory/closure/add/",
        "Punto di contatto": "/admin/snippets/territory/contactpoint/add/",
        "Notizia": f"/admin/pages/add/news/newspage/{news}/",
    }
    for name, address in addresses.items():
        said = spoken(desk.get(address).content.decode())
        assert f"Aggiungi: {name}" in said, (name, [text for text in said if name in text])
        assert not [text for text in said if text.startswith("Nuovo")]


def test_the_search_for_english_does_find_it():
    assert english("<p>View live page</p><button aria-label='Close dialog'>x</button>") == [
        "Close dialog",
        "View live page",
    ]
    assert english("<p>La pagina è in linea</p>") == []


def test_every_word_of_ours_is_one_that_a_library_says():
    said = set()
    for package in (django, wagtail, wagtail_localize):
        for path in Path(package.__file__).parent.rglob("locale/en/LC_MESSAGES/django.po"):
            said |= {entry.msgid for entry in polib.pofile(str(path))}
    assert [entry.msgid for entry in polib.pofile(str(WORDS)) if entry.msgid not in said] == []
