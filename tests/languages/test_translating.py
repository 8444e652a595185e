"""Translating a page: parents first, drafts until every text is there, the same people at work on both sites."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from wagtail.models import GroupPagePermission
from wagtail_localize.fields import SynchronizedField, get_translatable_fields
from wagtail_localize.locales.components import get_locale_components
from wagtail_localize.models import LocaleSynchronization, StringSegment, TranslationSource

from cms import translations
from cms.models import BasePage
from services.models import ServicePage
from tests.architecture.house import page_models
from tests.factories import a_service, an_office, page_with, term
from tests.languages.english import begin, english, open_english_site, translate

pytestmark = pytest.mark.django_db


def texts_of(page) -> set[str]:
    source = TranslationSource.objects.get_for_instance(page)
    return {segment.context.path.split(".")[0] for segment in StringSegment.objects.filter(source=source)}


def test_a_sheet_whose_category_is_not_translated_brings_its_parents_along_as_drafts(montiano):
    version = begin(a_service(montiano))
    above = version.get_ancestors().filter(depth__gt=1)
    assert [page.locale.language_code for page in above] == ["en", "en", "en"]
    assert not above.live().exists()
    assert not above.exclude(alias_of=None).exists()
    assert all(translations.translation_of(page) for page in above)


def test_a_translation_begins_as_a_draft_from_the_button_of_the_admin(montiano, desk, informatica):
    sheet = a_service(montiano)
    desk.force_login(informatica)
    desk.post(f"/admin/localize/submit/page/{sheet.pk}/", {"locales": [english().pk], "include_subtree": ""})
    version = sheet.get_translation(english())
    assert not version.live
    assert version.alias_of_id is None


def test_a_page_that_lacks_texts_is_not_published_and_the_editor_is_told(montiano, desk, informatica):
    version = begin(page_with(montiano, "servizi"))
    desk.force_login(informatica)
    answer = desk.post(f"/admin/pages/{version.pk}/edit/", {"action": "publish"}, follow=True)
    assert "La traduzione non è completa" in answer.content.decode()
    version.refresh_from_db()
    assert not version.live
    with pytest.raises(ValidationError, match="La traduzione non è completa"):
        version.specific.get_latest_revision().publish()


def test_a_page_with_every_text_is_published(montiano, desk, informatica, django_capture_on_commit_callbacks):
    version = translate(page_with(montiano, "servizi"), title="Services", publish=False)
    desk.force_login(informatica)
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/admin/pages/{version.pk}/edit/", {"action": "publish"})
    version.refresh_from_db()
    assert version.live
    assert version.title == "Services"


def test_words_are_translated_and_codes_are_not(montiano):
    sheet = a_service(
        montiano,
        identifier="CIE-1",
        ipa_code="c_f668",
        channels=[
            {"type": "phone", "value": {"intro": "Chiama", "number": "+39 0547 1"}},
            {"type": "post", "value": {"intro": "Spedisci", "address": "Piazza Maggiore 3"}},
            {"type": "online", "value": {"label": "Richiedi", "url": "https://www.example.org/"}},
        ],
        costs=[{"type": "cost", "value": {"title": "Diritti", "amount": "5", "how_to_pay": ["pagopa"]}}],
    )
    begin(sheet)
    source = TranslationSource.objects.get_for_instance(sheet)
    words = set(StringSegment.objects.filter(source=source).values_list("string__data", flat=True))
    assert {"Chiama", "Spedisci", "Richiedi", "Diritti"} <= words
    assert not {"+39 0547 1", "Piazza Maggiore 3", "CIE-1", "c_f668", "5", sheet.slug} & words


@pytest.mark.parametrize("model", page_models(), ids=lambda model: model.__name__)
def test_relations_and_addresses_are_taken_as_they_are(model):
    fields = {field.field_name: field for field in get_translatable_fields(model)}
    relations = [f.name for f in model._meta.get_fields() if f.many_to_many and not f.auto_created and f.editable]
    for name in [*relations, "slug", *model.same_in_every_language]:
        assert isinstance(fields[name], SynchronizedField), name


def test_a_new_relation_reaches_the_english_page_at_the_next_update(montiano):
    sheet = a_service(montiano)
    version = translate(sheet, publish=False)
    sheet.topics = [term("argomenti", "acqua")]
    sheet.save()
    translations.translation_of(version).source.update_from_db()
    translations.translation_of(version).save_target(publish=False)
    assert [
        topic.key for topic in ServicePage.objects.get(pk=version.pk).get_latest_revision_as_object().topics.all()
    ] == ["acqua"]


def test_english_pages_keep_the_function_of_the_italian_ones_in_their_own_site(montiano):
    open_english_site(montiano, page_with(montiano, "servizi"))
    pages = BasePage.objects.of(montiano).filter(site_key="servizi")
    assert sorted(page.locale.language_code for page in pages) == ["en", "it"]


def test_who_works_on_the_italian_site_works_on_the_english_one(montiano, publisher, editor):
    italian = page_with(montiano, "home")
    home = begin(italian)
    assert home.permissions_for_user(editor).can_edit()
    assert home.permissions_for_user(publisher).can_publish()
    assert italian.get_workflow() is not None
    assert home.get_workflow() == italian.get_workflow()


def test_permissions_given_later_follow_when_asked_and_only_once(montiano):
    italian, home = page_with(montiano, "home"), begin(page_with(montiano, "home"))
    group = Group.objects.create(name="Nuovo gruppo")
    right = GroupPagePermission.objects.filter(page=italian).first().permission
    GroupPagePermission.objects.create(group=group, page=italian, permission=right)
    for _time in range(2):
        translations.copy_rights_of(montiano)
    assert GroupPagePermission.objects.filter(page=home, group=group).count() == 1


def test_editors_of_another_body_have_no_right_on_the_english_home(cesena, editor):
    home = begin(page_with(cesena, "home"))
    assert not home.permissions_for_user(editor).can_edit()


def test_a_page_that_moves_takes_its_english_version_along(montiano):
    sheet = a_service(montiano)
    version = begin(sheet)
    elsewhere = page_with(montiano, "categoria-ambiente")
    begin(elsewhere)
    sheet.move(elsewhere, pos="last-child")
    moved = BasePage.objects.get(pk=version.pk)
    assert moved.get_parent().pk == elsewhere.get_translation(english()).pk


def test_nobody_can_ask_for_copies_of_a_whole_tree():
    assert LocaleSynchronization not in [part["model"] for part in get_locale_components()]


def test_an_office_says_its_kind_in_the_language_of_the_page(montiano):
    version = translate(an_office(montiano))
    assert (version.listing_label, version.get_translations().get().specific.listing_label) == ("Office", "Ufficio")


def test_the_editor_chooses_among_italian_pages(montiano, desk, informatica):
    office = an_office(montiano)
    version = begin(office)
    sheet = a_service(montiano, responsible_office=office)
    desk.force_login(informatica)
    form = desk.get(f"/admin/pages/{sheet.pk}/edit/").content.decode()
    assert f'name="delivering_offices" value="{office.pk}"' in form
    assert f'name="delivering_offices" value="{version.pk}"' not in form


def test_the_editor_opens_a_translation_and_sees_it_in_english_before_the_site_is_open(montiano, desk, informatica):
    version = translate(page_with(montiano, "servizi"), title="Services", publish=False)
    desk.force_login(informatica)
    assert desk.get(f"/admin/pages/{version.pk}/edit/").status_code == 200
    translation = translations.translation_of(version)
    html = desk.get(f"/admin/localize/translate/{translation.pk}/preview/").content.decode()
    assert '<html lang="en"' in html
    assert "Browse all services" in html or "Nothing in English for now" in html
