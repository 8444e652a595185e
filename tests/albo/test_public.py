"""What the public may read of the register, until when, and what search engines and caches are told."""

import pytest
from django.utils import timezone

from albo import api
from search import finding
from search.models import SearchDocument
from tests.albo.register import BANNS, a_draft, a_pdf, at, published
from tests.factories import page_with

pytestmark = pytest.mark.django_db
REASON = "Allegato sbagliato: mancava la planimetria."


@pytest.fixture(autouse=True)
def _on_ten_november(clock):
    clock.set("2026-11-10 09:00")


def text(answer) -> str:
    return answer.content.decode()


def address_of_file(entry) -> str:
    return entry.files.select_related("entry")[0].path


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_what_is_published_is_read_at_once_with_its_files(citizen, montiano):
    entry = published(montiano, "Lavori in via Roma", act_number="45", protocol="2026/1234")
    listed = text(citizen.get("/albo-pretorio/"))
    assert "Lavori in via Roma" in listed
    assert "N. 1/2026, ultimo giorno 25 novembre 2026" in listed
    shown = text(citizen.get(entry.path))
    for words in ("Lavori in via Roma", "Deliberazione della Giunta comunale", "n. 45", "2026/1234", "11 novembre 2026",
                  "25 novembre 2026", "Segreteria", "Atto 0"):  # fmt: skip
        assert words in shown, words
    answer = citizen.get(address_of_file(entry))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert body(answer).startswith(b"%PDF")


def test_it_stays_to_the_last_second_of_its_last_day_and_then_it_is_gone(citizen, montiano, clock):
    entry = published(montiano, "Lavori in via Roma")
    address = address_of_file(entry)
    clock.set("2026-11-25 23:59:59")
    assert citizen.get(entry.path).status_code == 200
    assert citizen.get(address).status_code == 200
    clock.set("2026-11-26 00:00")
    for path in (entry.path, address):
        answer = citizen.get(path)
        assert answer.status_code == 410
        assert "La pubblicazione è finita" in text(answer)
        assert "via Roma" not in text(answer)
    assert "via Roma" not in text(citizen.get("/albo-pretorio/"))


@pytest.mark.parametrize("way", ["list", "entry"])
def test_no_kept_page_outlives_the_publication(citizen, montiano, clock, way, settings):
    settings.PAGE_CACHE, settings.PAGE_CACHE_SECONDS = True, 10**7
    entry = published(montiano, "Lavori in via Roma", kind=BANNS)
    path = "/albo-pretorio/" if way == "list" else entry.path
    citizen.get(path)
    kept = citizen.get(path)
    assert kept.headers["X-Page-Cache"] == "hit"
    assert kept.headers["X-Robots-Tag"] == "noindex, noarchive"
    clock.set("2026-11-18 23:59:58")
    assert "via Roma" in text(citizen.get(path))
    clock.set("2026-11-19 00:00")
    assert "via Roma" not in text(citizen.get(path))


def test_whoever_keeps_a_page_on_the_way_must_ask_again_and_a_file_is_kept_by_nobody(citizen, montiano):
    entry = published(montiano)
    assert citizen.get("/albo-pretorio/").headers["Cache-Control"] == "public, no-cache"
    assert citizen.get(entry.path).headers["Cache-Control"] == "public, no-cache"
    assert citizen.get(address_of_file(entry)).headers["Cache-Control"] == "private, no-store"


def test_search_engines_are_always_kept_out(citizen, montiano, clock):
    entry = published(montiano)
    file = address_of_file(entry)
    clock.set("2026-11-10 10:00")
    paths = ["/albo-pretorio/", entry.path, file, "/albo-pretorio/2026/99/", "/albo-pretorio/?q=niente"]
    answers = [citizen.get(path) for path in paths]
    clock.set("2027-11-10 10:00")
    answers += [citizen.get(path) for path in (entry.path, file)]
    answers.append(citizen.post(entry.path))
    assert {answer.headers.get("X-Robots-Tag") for answer in answers} == {"noindex, noarchive"}
    assert [answer.status_code for answer in answers] == [200, 200, 200, 404, 200, 410, 410, 405]
    for answer in answers[:2]:
        assert '<meta name="robots" content="noindex, noarchive">' in text(answer)
    assert "Disallow: /albo-pretorio/\n" in text(citizen.get("/robots.txt"))
    assert page_with(montiano, "albo").get_sitemap_urls() == []


def test_the_search_of_the_site_knows_nothing_of_the_acts(citizen, montiano):
    published(montiano, "Sdemanializzazione del vicolo cieco")
    assert not SearchDocument.objects.filter(text__icontains="sdemanializzazione").exists()
    assert finding.find("sdemanializzazione", montiano, "it", timezone.localdate()).candidates == []


def test_drafts_and_programmed_entries_do_not_exist_for_the_public(citizen, montiano, publisher):
    draft = a_draft(montiano, "Bozza segreta")
    planned = api.schedule(
        a_draft(montiano, "Domani"), at("2026-11-11 00:00").date(), actor=publisher, now=at("2026-11-10 09:00")
    )
    shown = text(citizen.get("/albo-pretorio/"))
    assert "Bozza segreta" not in shown
    assert "Domani" not in shown
    assert draft.number is planned.number is None
    for path in (
        "/albo-pretorio/2026/1/",
        "/albo-pretorio/None/None/",
        f"/albo-pretorio/2026/1/{draft.files.get().pk}/atto-0.pdf",
    ):
        assert citizen.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/albo-pretorio/0/0/", "/albo-pretorio/99999/1/", f"/albo-pretorio/2026/{10**30}/", "/albo-pretorio/2026/1/x/",
     f"/albo-pretorio/2026/1/{10**30}/atto-0.pdf", "/albo-pretorio/2026/1/1/../../../../etc/passwd",
     "/albo-pretorio/2026/1/1/altro.pdf", "/albo-pretorio/-1/1/"],
)  # fmt: skip
def test_addresses_that_make_no_sense_are_not_there(citizen, montiano, path):
    published(montiano)
    assert citizen.get(path).status_code == 404


def test_a_file_of_another_entry_or_body_is_not_there(citizen, neighbour, montiano, cesena):
    entry, other, theirs = published(montiano), published(montiano, "Sdemanializzazione"), published(cesena)
    mine, stranger = other.files.get(), theirs.files.get()
    assert citizen.get(f"{entry.path}{mine.pk}/{mine.name}").status_code == 404
    assert citizen.get(f"{entry.path}{stranger.pk}/{stranger.name}").status_code == 404
    assert neighbour.get(theirs.path).status_code == 200
    assert "Sdemanializzazione" not in text(neighbour.get("/albo-pretorio/"))


def test_the_private_store_has_no_public_door(citizen, montiano, settings):
    file = published(montiano).files.get()
    settings.SERVE_MEDIA = True
    for start in ("/media/", "/media/images/../private/", "/private/", "/media/private/"):
        assert citizen.get(f"{start}{file.file.name}").status_code == 404


def test_an_annulled_entry_says_why_and_shows_nothing_else(citizen, montiano, publisher, clock):
    entry = published(montiano, "Nome per esteso di una persona")
    file = address_of_file(entry)
    clock.set("2026-11-11 09:00")
    citizen.get(entry.path)
    entry = api.annul(entry, REASON, actor=publisher, now=at("2026-11-11 09:00"))
    for path in (entry.path, file):
        answer = citizen.get(path)
        assert answer.status_code == 410
        assert REASON in text(answer)
        assert "Nome per esteso" not in text(answer)
    assert "Nome per esteso" not in text(citizen.get("/albo-pretorio/"))
    draft = api.correct(entry, actor=publisher, now=at("2026-11-11 09:05"))
    api.add_file(draft, a_pdf("giusto"))
    right = api.publish(draft, actor=publisher, now=at("2026-11-11 09:06"))
    clock.set("2026-11-11 10:00")
    assert right.path in text(citizen.get(entry.path))
    assert "sostituisce la N. 1/2026" in text(citizen.get(right.path))


def test_the_list_is_narrowed_by_words_and_kind(citizen, montiano):
    published(montiano, "Città in festa: chiusura di piazza Maggiore")
    published(montiano, "Matrimonio di A.B. e C.D.", kind=BANNS)
    assert "piazza Maggiore" in text(citizen.get("/albo-pretorio/?q=CITTA%20maggiore"))
    assert "Matrimonio di A.B." not in text(citizen.get("/albo-pretorio/?q=citt%C3%A0"))
    narrowed = text(citizen.get(f"/albo-pretorio/?tipo={BANNS}"))
    assert "Matrimonio di A.B." in narrowed
    assert "piazza Maggiore" not in narrowed
    assert "Nessuna pubblicazione con queste parole" in text(citizen.get("/albo-pretorio/?q=zebra"))
    for query in ("q=%00", "tipo=%00", "tipo=inventato", "pagina=-3", "q=" + "x" * 5000):
        assert citizen.get(f"/albo-pretorio/?{query}").status_code == 200


def test_an_empty_register_says_so(citizen, montiano):
    assert "nessun atto in pubblicazione" in text(citizen.get("/albo-pretorio/"))


def test_a_body_with_its_register_elsewhere_sends_everybody_there(citizen, montiano):
    entry = published(montiano)
    montiano.register_url = "https://albo.example/montiano"
    montiano.save()
    for path in ("/albo-pretorio/", entry.path, address_of_file(entry)):
        answer = citizen.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, "https://albo.example/montiano")


def test_the_front_door_offers_what_is_on_show_for_feeds(montiano, cesena):
    entry, _other = published(montiano), published(cesena)
    a_draft(montiano)
    assert list(api.entries_on_show(montiano, at("2026-11-25 23:00"))) == [entry]
    assert list(api.entries_on_show(montiano, at("2026-11-26 00:00"))) == []


def test_the_footer_leads_to_the_register(citizen, montiano):
    assert 'href="/albo-pretorio/"' in text(citizen.get("/"))
