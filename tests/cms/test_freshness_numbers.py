"""Which number moves when something changes: of one body, or of everybody."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Page, PageViewRestriction

from cms import freshness
from cms.models import BasePage, Generation, QuickSearch, SocialLink, TenantHost, Term
from tests.factories import a_news_item, a_place, an_alert, an_image, document, page_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved(montiano, cesena):
    """What moved since the last time it was asked: a set of «all», «montiano», «cesena»."""
    names = {None: "all", montiano.pk: "montiano", cesena.pk: "cesena"}
    before = dict(Generation.objects.values_list("tenant", "number"))

    def ask() -> set[str]:
        nonlocal before
        now = dict(Generation.objects.values_list("tenant", "number"))
        changed = {names[key] for key in names if now.get(key, 0) != before.get(key, 0)}
        before = now
        return changed

    return ask


def test_a_draft_moves_nothing_and_its_publication_only_its_body(montiano, moved):
    page = a_news_item(montiano)
    moved()
    page.title = "Altro"
    page.save_revision()
    assert moved() == set()
    page.get_latest_revision().publish()
    assert moved() == {"montiano"}


def test_taking_a_page_offline_moves_its_body(montiano, moved):
    page = a_news_item(montiano)
    moved()
    page.unpublish()
    assert moved() == {"montiano"}


def test_what_the_union_publishes_moves_everybody(union, moved):
    a_place(union, "Sede")
    assert "all" in moved()


def test_a_deleted_page_moves_everybody(montiano, moved):
    page = a_news_item(montiano)
    moved()
    page.delete()
    assert "all" in moved()


def test_a_moved_page_moves_everybody(montiano, cesena, moved):
    page = a_news_item(montiano)
    moved()
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=page_with(cesena, "notizie").pk), pos="last-child")
    assert "all" in moved()


def test_files_move_their_body(montiano, moved):
    image = an_image(montiano)
    assert moved() == {"montiano"}
    document(montiano)
    assert moved() == {"montiano"}
    image.delete()
    assert moved() == {"montiano"}


def test_a_renamed_term_moves_everybody(moved):
    term = Term.objects.get(vocabulary="argomenti", key="acqua")
    term.label = "Acqua e fontane"
    term.save()
    assert moved() == {"all"}


def test_an_alert_moves_its_sites(montiano, moved):
    alert = an_alert(montiano)
    assert moved()
    alert.delete()
    assert moved()


@pytest.mark.parametrize("make", [
    lambda tenant: TenantHost.objects.create(tenant=tenant, hostname="nuovo.test"),
    lambda tenant: SocialLink.objects.create(tenant=tenant, label="Social", url="https://social.example/"),
    lambda tenant: QuickSearch.objects.create(tenant=tenant, page_id=page_with(tenant, "faq").pk),
    lambda tenant: PageViewRestriction.objects.create(page_id=page_with(tenant, "faq").pk, restriction_type="login"),
])  # fmt: skip
def test_what_stands_around_every_page_moves_everybody_when_made_and_when_removed(montiano, moved, make):
    row = make(montiano)
    assert "all" in moved()
    row.delete()
    assert "all" in moved()


def test_there_is_one_row_for_everybody():
    Generation.objects.get_or_create(tenant=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Generation.objects.create(tenant=None)


def test_a_body_that_never_published_counts_from_its_first_publication(montiano):
    Generation.objects.filter(tenant=montiano).delete()
    before = freshness.version(montiano.pk)
    freshness.bump(montiano.pk)
    assert freshness.version(montiano.pk) != before
    assert Generation.objects.get(tenant=montiano).number == 1


def test_the_version_of_a_body_says_both_numbers(montiano, cesena):
    mine, theirs = freshness.version(montiano.pk), freshness.version(cesena.pk)
    freshness.bump(montiano.pk)
    assert freshness.version(montiano.pk) != mine
    assert freshness.version(cesena.pk) == theirs
    freshness.bump()
    assert freshness.version(cesena.pk) != theirs


def test_a_neighbour_s_publication_leaves_the_pages_of_a_body_kept(citizen, cesena):
    page = a_news_item(cesena)  # its office is written too: that one moves everybody
    citizen.get("/servizi/")
    page.title = "Altro"
    page.save_revision().publish()
    assert citizen.get("/servizi/").get("X-Page-Cache") == "hit"


def test_a_publication_rolled_back_moves_nothing(montiano, moved):
    page = a_news_item(montiano)
    moved()
    with pytest.raises(RuntimeError), transaction.atomic():
        page.save_revision().publish()
        raise RuntimeError
    assert moved() == set()
    assert BasePage.objects.filter(pk=page.pk, live=True).exists()
