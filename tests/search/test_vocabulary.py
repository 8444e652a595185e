"""The words of each site: how rare, what was meant, what goes on from a beginning, and when they are counted anew."""

import math
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.words import stem
from search import vocabulary
from search.alphabet import Alphabet
from search.models import SearchDocument, Vocabulary
from search.vocabulary import OF_AN_UNKNOWN, REREAD_SECONDS, UNTIL_SEEN, Words, words_of
from tests.factories import a_person, a_role, a_service, an_office
from tests.search.small_site import a_site

# --- What is known of words: pure ---------------------------------------------------------------------------------


def test_the_fewer_pages_use_a_word_the_more_it_tells_them_apart():
    site = a_site(*["anagrafe"] * 8, "anagrafe e tributi", "tributi e matrimonio")
    rarities = [site.rarity(stem(word)) for word in ("anagrafe", "tributi", "matrimonio")]
    assert rarities == sorted(rarities)
    assert len(set(rarities)) == 3
    assert rarities[2] == math.log(1 + 9.5 / 1.5)


def test_a_word_of_every_page_still_counts_a_little():
    assert a_site(*["anagrafe"] * 500).rarity(stem("anagrafe")) == 0.1


def test_a_word_that_no_page_uses_is_worth_little_not_most():
    site = a_site(*["anagrafe"] * 9, "matrimonio")
    assert site.rarity("zzz") == OF_AN_UNKNOWN < site.rarity(stem("matrimonio"))
    assert Words("it", 0, {}, {}).rarity("zzz") == OF_AN_UNKNOWN


def test_forms_of_a_word_are_as_rare_as_their_stem():
    assert a_site("certificato e certificati", "certificati").stems[stem("certificato")] == 2


def test_of_words_as_near_the_commoner_was_meant():
    site = a_site("notai", "notai", "nodai", "rotai")
    assert site.meant("nokai") == [("notai", 0.8), ("nodai", 0.8)]


def test_one_slip_is_likelier_than_two():
    assert a_site("certificato", "certificati", "certificati").meant("certficato") == [
        ("certificato", 0.8),
        ("certificati", 0.55),
    ]


def test_words_with_a_synonym_may_be_meant_too():
    site = a_site("rifiuti")
    assert site.meant("imondizia") == []
    assert site.meant("imondizia", Alphabet(["immondizia", "rifiuti"])) == [("immondizia", 0.8)]


def test_few_words_are_thought_of():
    site = a_site(*(f"{letter}anagrafe" for letter in "bcdfghlmn"))
    assert len(site.meant("anagrafe")) == 4
    assert len(site.meant("anagrafe", most=2)) == 2


def test_a_beginning_is_completed_with_the_commonest_words():
    site = a_site("residenza residenti", "residenti residenza", "resa", "presidente", "residenza")
    assert site.beginning_with("res") == ["residenza", "residenti", "resa"]
    assert site.beginning_with("res", most=1) == ["residenza"]
    assert site.beginning_with("zzz") == []
    assert Words("it", 0, {}, {}).beginning_with("a") == []


# --- Counting and remembering --------------------------------------------------------------------------------------

database = pytest.mark.django_db


def rows() -> dict[tuple[int, str], Vocabulary]:
    return {(row.tenant_id, row.language): row for row in Vocabulary.objects.all()}


@database
def test_words_are_counted_once_for_each_page(montiano):
    a_service(montiano, "Passo carrabile, passo", summary="Il passo carrabile.")
    counted = vocabulary.count(montiano.pk, "it")
    assert (counted.words["carrabile"], counted.stems[stem("carrabile")]) == (1, 1)
    assert counted.pages == SearchDocument.objects.filter(tenant=montiano, language="it").count()


@database
def test_each_site_knows_its_own_words(montiano, cesena):
    a_service(montiano, "Passo carrabile")
    assert words_of(montiano.pk, "it").knows("carrabile")
    assert not words_of(cesena.pk, "it").knows("carrabile")
    assert not words_of(montiano.pk, "en").knows("carrabile")


@database
def test_the_role_of_a_person_is_no_slip(citizen, montiano):
    """«Sindaca» may be written nowhere but in a role: whoever types it means it."""
    a_service(montiano, "Sindacati e sindacato")
    a_role(a_person(montiano, "Anna", "Verdi"), an_office(montiano), "Sindaca")
    assert stem("sindaca") in vocabulary.count(montiano.pk, "it").stems
    page = citizen.get("/cerca/?q=sindaca").content.decode()
    assert "Anna Verdi" in page
    assert "Forse cercavi" not in page


@database
def test_only_the_words_that_have_changed_are_written(montiano, cesena):
    a_service(montiano, "Passo carrabile"), a_service(cesena, "Mensa")
    now = timezone.now() + UNTIL_SEEN
    vocabulary.renew(now)
    assert {row.made_at for row in rows().values()} == {now}
    a_service(montiano, "Scuolabus")
    later = now + timedelta(minutes=10)
    vocabulary.renew(later)
    assert rows()[montiano.pk, "it"].made_at == later
    assert "scuolabus" in rows()[montiano.pk, "it"].words
    assert rows()[cesena.pk, "it"].made_at == now


@database
def test_a_site_is_counted_again_only_where_a_page_was_written_or_is_gone(montiano, monkeypatch):
    sheet, other = a_service(montiano, "Passo carrabile"), a_service(montiano, "Mensa")
    vocabulary.renew(timezone.now() + UNTIL_SEEN)
    counted, usual = [], vocabulary.count
    monkeypatch.setattr(vocabulary, "count", lambda *key: counted.append(key) or usual(*key))
    vocabulary.renew(timezone.now())
    assert counted == []
    sheet.title = "Passo carraio"
    sheet.save_revision().publish()
    vocabulary.renew(timezone.now())
    assert counted == [(montiano.pk, "it")]
    assert {"carraio", "mensa"} <= rows()[montiano.pk, "it"].words.keys()
    other.delete()
    vocabulary.renew(timezone.now())
    assert counted == [(montiano.pk, "it")] * 2
    assert "mensa" not in rows()[montiano.pk, "it"].words


@database
def test_what_was_written_a_moment_before_is_counted_twice_only_where_others_write(montiano):
    a_service(montiano, "Passo carrabile")
    now, later = timezone.now(), timezone.now() + timedelta(minutes=1)
    vocabulary.renew(now)
    vocabulary.renew(later, until_seen=timedelta())
    assert rows()[montiano.pk, "it"].made_at == now
    vocabulary.renew(later)
    assert rows()[montiano.pk, "it"].made_at == later


@database
def test_words_of_a_page_that_only_some_may_read_are_not_told(citizen, montiano):
    secret = a_service(montiano, "Fascicolo Ribaldini")
    vocabulary.renew(timezone.now(), until_seen=timedelta())
    assert "Forse cercavi" in citizen.get("/cerca/?q=ribaldni").content.decode()
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    vocabulary.renew(timezone.now(), until_seen=timedelta())
    vocabulary.forget()
    assert "ribaldini" not in rows()[montiano.pk, "it"].words
    assert "Forse cercavi" not in citizen.get("/cerca/?q=ribaldni").content.decode()
    counted_at = rows()[montiano.pk, "it"].made_at
    vocabulary.renew(timezone.now(), until_seen=timedelta())
    assert rows()[montiano.pk, "it"].made_at == counted_at, "closed pages alone are no reason to count again"
    secret.delete()
    assert not SearchDocument.objects.filter(page=secret.pk).exists()


def test_the_commonest_words_that_begin_so_come_first_wherever_they_stand_in_the_alphabet():
    site = a_site(*(f"via{number}" for number in range(500)), "viabilita", *["viaggi"] * 3)
    assert site.beginning_with("via", 2)[0] == "viaggi"


@database
def test_a_site_without_pages_any_longer_knows_no_words(montiano):
    a_service(montiano, "Passo carrabile")
    vocabulary.renew(timezone.now())
    SearchDocument.objects.filter(tenant=montiano).delete()
    vocabulary.renew(timezone.now())
    assert (rows()[montiano.pk, "it"].pages, rows()[montiano.pk, "it"].words) == (0, {})


@pytest.fixture
def seconds(monkeypatch):
    """A clock of this process that tests move: `seconds.pass_by(61)`."""

    class Seconds:
        now = 1000.0

        def pass_by(self, many: float) -> None:
            self.now += many

    clock = Seconds()
    monkeypatch.setattr(vocabulary.time, "monotonic", lambda: clock.now)
    return clock


def questions(*tenants) -> int:
    with CaptureQueriesContext(connection) as asked:
        for tenant in tenants:
            words_of(tenant.pk, "it")
    return len(asked)


@database
def test_whether_words_are_new_is_asked_once_a_minute_for_all_sites(montiano, cesena, union, seconds):
    sites = (montiano, cesena, union)
    for tenant in sites:
        a_service(tenant, "Passo carrabile")
    vocabulary.renew(timezone.now())
    assert questions(*sites) == 1 + len(sites), "each is read once"
    assert questions(*sites, *sites) == 0
    seconds.pass_by(REREAD_SECONDS + 1)
    assert questions(*sites, *sites) == 1


@database
def test_new_words_are_known_within_a_minute(montiano, seconds):
    a_service(montiano, "Passo carrabile")
    vocabulary.renew(timezone.now())
    words_of(montiano.pk, "it")
    a_service(montiano, "Scuolabus")
    vocabulary.renew(timezone.now() + timedelta(minutes=10))
    assert not words_of(montiano.pk, "it").knows("scuolabus")
    seconds.pass_by(REREAD_SECONDS + 1)
    assert words_of(montiano.pk, "it").knows("scuolabus")


@database
def test_words_written_since_the_last_question_are_not_read_at_every_search(montiano, cesena, seconds):
    """The question is for all sites: one that is looked for later may have newer words by then."""
    for tenant in (montiano, cesena):
        a_service(tenant, "Passo carrabile")
    vocabulary.renew(timezone.now())
    words_of(montiano.pk, "it")
    a_service(cesena, "Scuolabus")
    vocabulary.renew(timezone.now() + timedelta(minutes=10))
    assert questions(cesena) == 1
    assert questions(cesena, cesena) == 0


@database
def test_a_site_whose_words_were_never_counted_is_counted_once(montiano):
    Vocabulary.objects.all().delete()
    a_service(montiano, "Passo carrabile")
    assert words_of(montiano.pk, "it").knows("carrabile")
    assert questions(montiano, montiano) == 0
