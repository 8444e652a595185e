"""Whose a page or a file is: the place says it, never the form."""

import pytest
from wagtail.models import Page

from cms.models import BasePage
from news.models import NewsPage
from tests.factories import a_news_item, an_image, document, page_with

pytestmark = pytest.mark.django_db


def test_a_new_page_belongs_to_the_body_of_its_tree(montiano, cesena):
    page = NewsPage(title="Prova", slug="prova", summary="s", body="<p>b</p>", tenant=cesena)
    page_with(montiano, "notizie").add_child(instance=page)
    assert page.tenant == montiano


def test_a_moved_page_takes_its_new_owner_with_its_descendants(montiano, cesena):
    page = a_news_item(montiano)
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=page_with(cesena, "notizie").pk), pos="last-child")
    assert BasePage.objects.get(pk=page.pk).tenant == cesena


def test_a_copied_page_belongs_where_the_copy_is(montiano, cesena):
    page = a_news_item(montiano)
    copy = page.copy(to=Page.objects.get(pk=page_with(cesena, "notizie").pk))
    assert BasePage.objects.get(pk=copy.pk).tenant == cesena
    assert BasePage.objects.get(pk=page.pk).tenant == montiano


def test_files_belong_to_the_body_of_their_collection(montiano, cesena):
    image, file = an_image(montiano), document(montiano)
    image.tenant = file.tenant = cesena
    image.save()
    file.save()
    assert image.tenant == montiano
    assert file.tenant == montiano
