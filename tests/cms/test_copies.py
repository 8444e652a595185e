"""Copies, aliases, old revisions and forged forms: the place in the tree decides, nothing else."""

import pytest
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Locale, Page

from cms.models import BasePage
from home.models import TopicPage
from tests.editing import PageEditor
from tests.factories import a_news_item, a_service, page_with, term

pytestmark = pytest.mark.django_db


def move(page, parent) -> BasePage:
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=parent.pk), pos="last-child")
    return BasePage.objects.get(pk=page.pk)


def keys(tenant, site_key: str) -> int:
    return BasePage.objects.filter(tenant=tenant, site_key=site_key).count()


def test_a_body_written_into_a_stored_draft_is_ignored_on_publication(montiano, cesena):
    page = a_news_item(montiano)
    revision = page.save_revision()
    revision.content["tenant"] = cesena.pk
    revision.save()
    revision.publish()
    assert BasePage.objects.get(pk=page.pk).tenant == montiano


def test_a_body_sent_with_the_form_is_ignored(desk, publisher, montiano, cesena):
    page = a_news_item(montiano)
    desk.force_login(publisher)
    answer = PageEditor.of(desk, page).write(title="Altro", tenant=cesena.pk, site_key="faq").publish()
    assert answer.accepted
    found = BasePage.objects.get(pk=page.pk)
    assert (found.title, found.tenant, found.site_key) == ("Altro", montiano, "")


def test_an_old_draft_published_after_a_move_does_not_bring_the_page_back(montiano, cesena):
    page = a_news_item(montiano)
    draft = page.save_revision()
    assert move(page, page_with(cesena, "notizie")).tenant == cesena
    draft.refresh_from_db()
    draft.publish()
    found = BasePage.objects.get(pk=page.pk)
    assert found.tenant == cesena
    assert found.url_path.startswith(page_with(cesena, "notizie").url_path)


def test_pages_below_a_moved_one_change_owner_too(montiano, cesena, neighbour, citizen):
    sheet = a_service(montiano)
    category = page_with(montiano, "categoria-anagrafe-e-stato-civile")
    category.slug = "anagrafe-spostata"
    category.save()
    move(category, page_with(cesena, "servizi"))
    assert BasePage.objects.get(pk=sheet.pk).tenant == cesena
    assert citizen.get(sheet.path_url).status_code == 404


def test_a_tree_copied_elsewhere_belongs_there_and_the_original_stays(montiano, cesena):
    sheet = a_service(montiano)
    category = page_with(montiano, "categoria-anagrafe-e-stato-civile")
    copy = category.copy(
        recursive=True, to=Page.objects.get(pk=page_with(cesena, "servizi").pk), update_attrs={"slug": "copia"}
    )
    below = BasePage.objects.child_of(copy)
    assert [page.tenant for page in below] == [cesena]
    assert BasePage.objects.get(pk=sheet.pk).tenant == montiano


def test_an_alias_on_another_site_belongs_to_that_site(montiano, cesena):
    page = a_news_item(montiano)
    parent = Page.objects.get(pk=page_with(cesena, "notizie").pk)
    alias = CreatePageAliasAction(page, parent=parent).execute(skip_permission_checks=True)
    assert BasePage.objects.get(pk=alias.pk).tenant == cesena
    page.title = "Titolo nuovo"
    page.save_revision().publish()
    found = BasePage.objects.get(pk=alias.pk)
    assert (found.title, found.tenant) == ("Titolo nuovo", cesena)


def test_a_copy_of_a_page_with_a_function_is_a_plain_page(citizen, montiano):
    faq = page_with(montiano, "faq")
    copy = faq.copy(update_attrs={"slug": "copia", "title": "Copia delle domande"}, keep_live=True)
    copy.save_revision().publish()
    assert BasePage.objects.get(pk=copy.pk).site_key == ""
    assert page_with(montiano, "faq").pk == faq.pk
    assert f'href="{faq.path_url}" data-element="faq"' in " ".join(citizen.get("/servizi/").content.decode().split())


def test_the_original_keeps_its_function_when_it_is_saved_again(montiano):
    faq = page_with(montiano, "faq")
    faq.copy(update_attrs={"slug": "copia"}, keep_live=True)
    faq.save_revision().publish()
    assert keys(montiano, "faq") == 1
    assert page_with(montiano, "faq").pk == faq.pk


def test_a_translation_has_the_function_of_its_original(montiano):
    home, faq = page_with(montiano, "home"), page_with(montiano, "faq")
    english = Locale.objects.get(language_code="en")
    home.copy_for_translation(english)
    translation = faq.copy_for_translation(english)
    assert BasePage.objects.get(pk=translation.pk).site_key == "faq"


def test_two_pages_on_one_topic_have_one_address_in_the_menus(montiano):
    parent = page_with(montiano, "argomenti")
    parent.add_child(instance=TopicPage(title="Acqua, ancora", slug="acqua-2", topic=term("argomenti", "acqua")))
    assert keys(montiano, "argomento-acqua") == 1
