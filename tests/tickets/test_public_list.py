"""The public list: only what a person has approved, as they wrote it; on the map, in the feed, to be followed."""

from datetime import timedelta

import pytest

from cms.models import OutboxMessage
from tests.reading import read, words
from tests.tickets.office import HERE, IN_CESENA, a_photo, a_report, an_approved, the_worker_passes
from tickets import api, files, links
from tickets.models import Attachment, Draft, Follower, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("boundaries")]
LIST = "/segnalazioni/"


@pytest.fixture
def with_photo(montiano, now):
    draft = Draft.objects.create(tenant=montiano, browser="b", used_at=now)
    files.keep(draft, [("foto", a_photo())], now)
    the_worker_passes()
    return a_report(montiano, now, draft=draft)


def page(browser, url=LIST) -> str:
    return words(read(browser, url).main)


def test_nothing_appears_before_a_person_has_approved_it(citizen, with_photo):
    photo = with_photo.attachments.get()
    assert "Buca in via Roma" not in page(citizen)
    assert citizen.get(links.public_path(with_photo)).status_code == 404
    assert citizen.get(f"{links.public_path(with_photo)}foto/{photo.pk}/").status_code == 404
    assert "Buca in via Roma" not in citizen.get("/segnalazioni/feed.xml").content.decode()


def test_what_appears_is_what_the_office_wrote_and_never_who_sent_it(citizen, with_photo, now, clerk):
    api.approve(with_photo, api.Showing("Una buca", "In centro.", True), now, user=clerk)
    for url in (LIST, links.public_path(with_photo)):
        shown = page(citizen, url)
        assert "Una buca" in shown
        for hidden in ("Buca in via Roma", "È larga un metro", "Anna", "Bianchi", "cittadini.test"):
            assert hidden not in shown


def test_place_and_photos_appear_only_where_they_were_approved(citizen, with_photo, now, clerk):
    photo = with_photo.attachments.get()
    api.approve(with_photo, api.Showing("Una buca", "", False), now, user=clerk)
    assert "Via Roma 1" not in page(citizen) + page(citizen, links.public_path(with_photo))
    assert citizen.get(f"{links.public_path(with_photo)}foto/{photo.pk}/").status_code == 404
    api.approve(with_photo, api.Showing("Una buca", "", True, "Via Roma 1", (photo.pk,)), now, user=clerk)
    assert "Via Roma 1" in page(citizen)
    answer = citizen.get(f"{links.public_path(with_photo)}foto/{photo.pk}/?piccola=1")
    assert answer["Content-Type"] == "image/jpeg"


def test_a_photo_of_another_report_is_not_shown_with_this_one(with_photo, montiano, now, clerk):
    other = a_report(montiano, now)
    photo = with_photo.attachments.get()
    api.approve(other, api.Showing("Altra", "", True, photos=(photo.pk,)), now, user=clerk)
    photo.refresh_from_db()
    assert not photo.is_public


def test_taken_out_of_the_list_it_is_gone_at_once(citizen, montiano, now, clerk):
    report = an_approved(montiano, now, clerk)
    assert "Buca in via Roma" in page(citizen)
    api.hide(report, now, user=clerk)
    assert "Buca in via Roma" not in page(citizen)
    assert citizen.get(links.public_path(report)).status_code == 404


def test_filters_by_category_and_state(citizen, montiano, now, clerk):
    an_approved(montiano, now, clerk, subject="Buca")
    lamp = an_approved(montiano, now, clerk, subject="Lampione", key="illuminazione")
    api.answer(lamp, "Fatto.", now, user=clerk, close_as="risolta")
    assert "Buca" not in page(citizen, f"{LIST}?categoria=illuminazione")
    assert "Lampione" not in page(citizen, f"{LIST}?stato=aperte")
    closed = page(citizen, f"{LIST}?stato=chiuse")
    assert "Lampione" in closed
    assert "Risolta" in closed


@pytest.mark.parametrize(
    "asked", ["categoria=inventata", "stato=boh", "pagina=abc", "pagina=99999999999999", "vista=x"]
)
def test_a_filter_that_is_none_asks_nothing(citizen, montiano, now, clerk, asked):
    an_approved(montiano, now, clerk)
    assert citizen.get(f"{LIST}?{asked}").status_code == 200


def test_closed_ones_stay_a_year(citizen, montiano, now, clerk, clock):
    report = an_approved(montiano, now, clerk)
    api.answer(report, "Fatto.", now, user=clerk, close_as="risolta")
    clock.forward(days=364)
    assert "Buca in via Roma" in page(citizen)
    clock.forward(days=2)
    assert "Buca in via Roma" not in page(citizen)


def test_more_are_a_link_away(citizen, montiano, now, clerk):
    for number in range(13):
        an_approved(montiano, now + timedelta(minutes=number), clerk, subject=f"Buca {number}.")
    first = read(citizen, LIST).main
    more = first.find("a", attrs={"data-load-more": True})
    assert "13 segnalazioni" in words(first)
    assert "Buca 0." not in words(first)
    assert "Buca 0." in page(citizen, more["href"])


def test_on_the_map_each_has_its_number(citizen, montiano, now, clerk):
    an_approved(montiano, now, clerk, subject="Con il punto")
    an_approved(montiano, now, clerk, subject="Senza punto", point=None)
    shown = read(citizen, f"{LIST}?vista=mappa").main
    assert "Con il punto" in words(shown)
    assert "Senza punto" not in words(shown)
    assert len(shown.select(".vector-map__marker")) == 1


def test_both_sites_show_what_one_sent_and_the_other_answers(citizen, neighbour, montiano, now, clerk):
    an_approved(montiano, now, clerk, subject="Sul confine", point=IN_CESENA)
    assert "Sul confine" in page(citizen)
    assert "Comune di Cesena" in page(citizen)
    there = read(neighbour, LIST).main
    assert there.find("a", string="Sul confine")["href"].startswith(montiano.root_url)


def test_the_feed_is_read_by_programs(citizen, montiano, now, clerk):
    an_approved(montiano, now, clerk)
    answer = citizen.get("/segnalazioni/feed.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert "Buca in via Roma" in answer.content.decode()


@pytest.mark.once
def test_the_list_asks_the_same_however_long(citizen, montiano, now, clerk, django_assert_max_num_queries):
    for number in range(3):
        an_approved(montiano, now, clerk, subject=f"Buca {number}")
    citizen.get(LIST)
    with django_assert_max_num_queries(20):
        citizen.get(f"{LIST}?vista=mappa&categoria=strade")


def test_a_report_appears_in_the_cached_list_when_it_is_approved(citizen, montiano, now, clerk, settings):
    report = a_report(montiano, now)
    assert citizen.get(LIST)["Cache-Control"]
    api.approve(report, api.Showing("Appena guardata", "", True), now, user=clerk)
    assert "Appena guardata" in page(citizen)


# --- Following ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def approved(montiano, now, clerk):
    return an_approved(montiano, now, clerk, point=HERE)


def follow(browser, report, email="vicina@cittadini.test"):
    return browser.post(links.public_path(report), {"follow_email": email}, HTTP_SEC_FETCH_SITE="same-origin")


def told(email="vicina@cittadini.test") -> list[str]:
    return list(OutboxMessage.objects.filter(recipient=email).order_by("pk").values_list("subject", flat=True))


def test_who_follows_says_yes_from_their_mail_first(citizen, approved, now, clerk):
    follow(citizen, approved)
    follow(citizen, approved)
    assert told() == ["Vuoi seguire la segnalazione S-2026-1?"]
    api.assign(approved, clerk, now, user=clerk)
    assert len(told()) == 1
    url = links.follower_url(Follower.objects.get()).removeprefix(approved.tenant.root_url)
    citizen.get(url)
    assert Follower.objects.get().confirmed_at is None
    citizen.post(url, {"azione": "conferma"})
    api.answer(approved, "Fatto.", now, user=clerk, close_as="risolta")
    assert told()[1:] == ["La segnalazione S-2026-1 che segui"]


def test_who_follows_never_reads_what_the_office_wrote_to_the_other(citizen, approved, now, clerk):
    follow(citizen, approved)
    api.confirm_following(Follower.objects.get(), now)
    api.answer(approved, "Signora Anna, grazie.", now, user=clerk, close_as="risolta")
    bodies = "".join(OutboxMessage.objects.filter(recipient="vicina@cittadini.test").values_list("body", flat=True))
    assert "Anna" not in bodies
    assert "Risolta" in bodies


def test_who_stops_following_leaves_no_address(citizen, approved, now):
    follow(citizen, approved)
    url = links.follower_url(Follower.objects.get()).removeprefix(approved.tenant.root_url)
    citizen.post(url, {"azione": "smetti"})
    assert not Follower.objects.exists()
    assert citizen.get(url).status_code == 404


def test_a_forged_link_follows_nothing(citizen, approved):
    follow(citizen, approved)
    row = Follower.objects.get()
    assert citizen.post(f"/segnalazioni/segui/{row.pk}/{'0' * 40}/", {"azione": "conferma"}).status_code == 404
    assert Follower.objects.get().confirmed_at is None


def test_an_address_that_is_none_is_refused_beside_its_field(citizen, approved):
    answer = follow(citizen, approved, email="vicina")
    assert answer.status_code == 422
    assert "email valido" in answer.content.decode()


def test_what_is_not_public_cannot_be_followed(citizen, montiano, now):
    assert follow(citizen, a_report(montiano, now)).status_code == 404
    assert not Follower.objects.exists()
    assert Ticket.objects.count() == 1
    assert not Attachment.objects.exists()


def test_a_message_to_confirm_that_went_astray_comes_again_after_an_hour(citizen, approved, clock):
    follow(citizen, approved)
    clock.forward(minutes=61)
    follow(citizen, approved)
    assert len(told()) == 2


def test_taken_out_of_the_list_nothing_of_it_is_kept_for_the_public(montiano, now, clerk, approved):
    row = api.hide(approved, now, user=clerk)
    assert (row.public_subject, row.public_details, row.public_address) == ("", "", "")


def test_a_public_report_can_be_taken_away_also_when_its_person_is_forgotten(operator, approved, now):
    Ticket.objects.filter(pk=approved.pk).update(forgotten_at=now)
    operator.post(f"/admin/ascolto/{approved.pk}/", {"azione": "nascondi"})
    approved.refresh_from_db()
    assert not approved.is_public


def test_who_follows_is_told_that_it_is_open_again(citizen, approved, now, clerk):
    follow(citizen, approved)
    api.confirm_following(Follower.objects.get(), now)
    api.answer(approved, "Fatto.", now, user=clerk, close_as="risolta")
    api.ask_reopening(approved, "No.", now)
    api.decide_reopening(approved, True, "", now + timedelta(minutes=1), user=clerk)
    bodies = (
        OutboxMessage.objects.filter(recipient="vicina@cittadini.test").order_by("pk").values_list("body", flat=True)
    )
    assert "È stata riaperta." in bodies.last()
    assert "Non vuoi più seguirla?" in bodies.last()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_form_of_another_site_follows_nothing(citizen, approved, site):
    answer = citizen.post(
        links.public_path(approved), {"follow_email": "anna@cittadini.test"}, HTTP_SEC_FETCH_SITE=site
    )
    assert answer.status_code == 403
    assert not Follower.objects.exists()


def test_who_only_reads_a_report_gets_no_cookie(citizen, approved):
    assert not citizen.get(links.public_path(approved)).cookies
