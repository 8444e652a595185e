"""Preview on three widths, the telephone first; going back in the history, said in Italian."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.models import BasePage
from tests.editing import PageEditor
from tests.factories import a_news_item

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_preview_begins_on_a_telephone(desk, editor, montiano):
    page = a_news_item(montiano)
    desk.force_login(editor)
    soup = BeautifulSoup(desk.get(f"/admin/pages/{page.pk}/edit/").content.decode(), "html.parser")
    sizes = soup.select("[data-side-panel=preview] input[type=radio]")
    widths = [size["data-device-width"] for size in sizes]
    assert widths == ["375", "768", "1280"]
    assert [
        size["data-device-width"]
        for size in sizes
        if size.get("data-default-size") is not None or size.has_attr("checked")
    ] == ["375"]
    labels = [size["aria-label"] for size in sizes]
    assert labels == ["Anteprima su telefono", "Anteprima su tablet", "Anteprima su computer"]


def test_an_old_version_comes_back_and_the_newer_one_stays_in_the_history(desk, publisher, montiano):
    page = a_news_item(montiano, "Prima")
    first = page.latest_revision_id
    desk.force_login(publisher)
    PageEditor.of(desk, page).write(title="Poi").publish()
    second = BasePage.objects.get(pk=page.pk).latest_revision_id
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first])
    assert "versione precedente di questa pagina" in desk.get(address).content.decode()
    assert PageEditor(desk, address).save().accepted
    assert BasePage.objects.get(pk=page.pk).specific.get_latest_revision_as_object().title == "Prima"
    assert page.revisions.filter(pk=second).exists()
    html = desk.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "è stata sostituita" in html
