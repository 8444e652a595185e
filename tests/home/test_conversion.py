"""An older site, where pages of the plan stood as plain ones, becomes what a new one is, and nothing of it is lost."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.models import BasePage
from home import conversion
from home.models import InfoPage
from home.site_plan import NODES
from territory.models import EventIndexPage
from tests.factories import page_with
from tests.languages.english import open_english_site, translate
from tests.performance.world import linking, rewrite, stream
from tests.reading import read, words

pytestmark = pytest.mark.django_db
OLD = ("eventi", "bandi", "documenti-e-dati", "documenti-modulistica", "prenotazione", "pnrr", "trasparenza", "faq")
WORDS = "Parole che un redattore aveva scritto."
STAYS = ("path", "url_path", "slug", "title", "summary", "live", "translation_key", "locale_id", "first_published_at")


def create_again() -> str:
    out = StringIO()
    names = ("--name", "Comune di Montiano", "--short-name", "Montiano", "--hostname", "montiano.test")
    call_command("create_municipality", "montiano", *names, stdout=out)
    return out.getvalue()


def state(tenant) -> dict[int, tuple]:
    return {row[0]: row[1:] for row in BasePage.objects.of(tenant).values_list("pk", *STAYS)}


def drafts(tenant) -> list[str]:
    return list(InfoPage.objects.of(tenant).filter(live=False).order_by("title").values_list("title", flat=True))


@pytest.fixture
def older(montiano):
    """Montiano as it was before those pages had types: plain ones with words of their own, one of them in English."""
    open_english_site(montiano, page_with(montiano, "servizi"))
    for key in OLD:
        plain = conversion.give_type(page_with(montiano, key), InfoPage)
        rewrite(plain, body=stream("text", [f"<p>{WORDS} {key}</p>"]))
    return montiano


def test_every_page_of_the_plan_takes_its_type_and_stays_where_it_was(older, citizen):
    before = state(older)
    assert "creato" in create_again()
    after = state(older)
    assert {key: after.get(key) for key in before} == before
    for node in NODES:
        assert isinstance(page_with(older, node.key).specific, apps.get_model(node.model)), node.key
    for key in OLD:
        assert citizen.get(page_with(older, key).path_url).status_code == 200, key


def test_a_second_time_changes_nothing(older):
    create_again()
    before = state(older)
    assert "c'era già" in create_again()
    assert state(older) == before


def test_what_leads_to_a_page_and_what_stands_below_it_goes_on(older, citizen):
    section = page_with(older, "documenti-e-dati")
    plain = section.add_child(instance=InfoPage(title="Aiuto", slug="aiuto", body=stream("text", ["<p>Aiuto</p>"])))
    below = set(section.get_children().values_list("pk", flat=True))
    Redirect.objects.create(site=older.site, old_path="/modulistica.php", redirect_page=Page.objects.get(pk=section.pk))
    rewrite(page_with(older, "media-policy"), body=stream("text", [linking([section])]))
    create_again()
    assert set(Page.objects.get(pk=section.pk).get_children().values_list("pk", flat=True)) == below
    assert plain.pk in below
    assert citizen.get(f"{section.path_url}aiuto/").status_code == 200
    assert citizen.get("/modulistica.php")["Location"].endswith(section.path_url)
    link = read(citizen, "/media-policy/").main.find("a", string=section.title)
    assert link["href"].endswith(section.path_url)


def test_words_stay_in_the_page_or_in_a_draft_that_the_public_does_not_read(older, citizen):
    create_again()
    assert f"{WORDS} prenotazione" in words(read(citizen, "/servizi/prenotazione/").main)
    saved = InfoPage.objects.of(older).get(slug="eventi-testo-di-prima")
    assert not saved.live
    assert f"{WORDS} eventi" in str(saved.body)
    assert saved.latest_revision is not None
    assert len(drafts(older)) == len(OLD) - 1
    assert citizen.get(saved.path_url).status_code == 404
    create_again()
    assert len(drafts(older)) == len(OLD) - 1


def test_a_translation_takes_the_type_too_and_keeps_its_english_words(older, citizen):
    english = translate(page_with(older, "prenotazione"), "Book an appointment")
    address = english.path_url
    create_again()
    found = BasePage.objects.get(pk=english.pk).specific
    assert isinstance(found, apps.get_model("appointments.BookingPage"))
    assert (found.live, found.path_url, found.title) == (True, address, "Book an appointment")
    assert f"EN {WORDS}" in words(read(citizen, address).main)
    again = translate(page_with(older, "prenotazione"), "Book a visit")
    assert (again.pk, again.title) == (english.pk, "Book a visit")


def test_texts_of_the_plan_in_italian_are_not_given_to_an_english_page(older):
    translate(page_with(older, "vivere"))
    english = translate(page_with(older, "eventi"), "Events")
    made = conversion.give_type(page_with(older, "eventi"), EventIndexPage, how_to_announce="<p>Scrivi.</p>")
    assert made.how_to_announce == "<p>Scrivi.</p>"
    assert EventIndexPage.objects.get(pk=english.pk).how_to_announce == ""
