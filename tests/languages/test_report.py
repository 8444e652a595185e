"""The report "Traduzioni": late, missing and whole pages, of the bodies that someone works on."""

import pytest
from django.contrib.auth.models import Group

from cms import translation_report
from cms.translation_report import COMPLETE, DRAFT, MISSING
from tests.factories import a_service, page_with
from tests.languages.english import begin, open_english_site, translate

pytestmark = pytest.mark.django_db


def states(tenant) -> dict[str, str]:
    return {row.title: row.state for row in translation_report.rows_of(tenant)}


@pytest.fixture
def sheet(montiano, clock):
    clock.set("2027-01-20 10:00")
    sheet = a_service(montiano, "Carta di identità")
    clock.set("2027-01-21 10:00")
    open_english_site(
        montiano, page_with(montiano, "servizi"), page_with(montiano, "categoria-anagrafe-e-stato-civile"), sheet
    )
    begin(page_with(montiano, "novita"))
    return sheet


def test_each_page_has_its_state(montiano, sheet):
    found = states(montiano)
    assert found["Carta di identità"] == COMPLETE
    assert found["Novità"] == DRAFT
    assert found["Note legali"] == MISSING
    assert translation_report.pages_out_of_date(montiano) == []


def test_an_italian_page_that_changes_leaves_the_english_one_behind(montiano, sheet, clock):
    clock.set("2027-01-24 10:00")
    sheet.title = "Carta di identità elettronica"
    sheet.save_revision().publish()
    (row,) = translation_report.pages_out_of_date(montiano)
    assert (row.title, row.missing_texts) == ("Carta di identità elettronica", 0)


def test_taking_the_new_texts_says_how_many_are_missing_and_translating_them_brings_it_up_to_date(
    montiano, sheet, clock
):
    from wagtail_localize.models import TranslationSource

    clock.set("2027-01-24 10:00")
    sheet.title = "Carta di identità elettronica"
    sheet.save_revision().publish()
    clock.set("2027-01-24 11:00")
    TranslationSource.objects.get_for_instance(sheet).update_from_db()
    (row,) = translation_report.pages_out_of_date(montiano)
    assert row.missing_texts == 1
    translate(sheet)
    assert translation_report.pages_out_of_date(montiano) == []


@pytest.mark.once
def test_the_report_costs_the_same_for_one_page_and_for_many(montiano, sheet, django_assert_num_queries):
    with django_assert_num_queries(4):
        translation_report.rows_of(montiano)
    for number in range(3):
        translate(a_service(montiano, f"Servizio {number}"))
    with django_assert_num_queries(4):
        translation_report.rows_of(montiano)


def test_it_shows_only_the_bodies_that_someone_works_on(montiano, cesena, editor, informatica, stranger):
    assert [tenant.slug for tenant in translation_report.tenants_of(editor)] == ["montiano"]
    assert translation_report.tenants_of(informatica).count() == 3
    assert not translation_report.tenants_of(stranger).exists()


def test_an_editor_reads_it_and_asking_for_another_body_gives_their_own(montiano, sheet, desk, editor):
    desk.force_login(editor)
    page = desk.get("/admin/traduzioni/?ente=cesena&stato=bozza").content.decode()
    assert "Comune di Montiano" in page
    assert "Cesena" not in page
    assert "In bozza: 1" in page
    assert "Novità" in page


def test_who_works_on_no_body_cannot_open_it(desk, stranger):
    stranger.groups.add(Group.objects.create(name="Solo ingresso"))
    desk.force_login(stranger)
    assert desk.get("/admin/traduzioni/").status_code in (302, 403)


def test_union_it_chooses_the_body(montiano, sheet, desk, informatica):
    desk.force_login(informatica)
    page = desk.get("/admin/traduzioni/?ente=montiano&stato=manca").content.decode()
    assert "Comincia la traduzione" in page
    assert "Organi di governo" in page
