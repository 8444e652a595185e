"""A citizen searches: the right sheet comes out, from one site or from all, whatever is typed."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms import freshness
from cms.limits import Limit
from cms.models import BasePage
from search import views
from search.finding import Breadth, find
from search.models import Posting, SearchDocument
from tests.factories import a_news_item, a_place, a_service, an_office, page_with
from tests.languages.english import open_english_site
from tests.reading import read, texts, words

pytestmark = pytest.mark.django_db


def found(client, query: str, **parameters) -> list[str]:
    answer = client.get("/cerca/", {"q": query, **parameters})
    assert answer.status_code == 200
    return texts(BeautifulSoup(answer.content.decode(), "html.parser"), ".card-list .it-card-title")


WAYS = (
    *("certificato", "certificati", "CERTIFICATI", "certificato nascita", "il certificato di nascita", "dell'anagrafe"),
    *("l’anagrafe", "identità", "identita", "città", "isee", "nido", "nidi", "urgente"),
)


def test_plural_accents_elisions_and_signs_find_the_same_sheet(citizen, montiano):
    a_service(
        montiano,
        "Certificato di nascita (ISEE)",
        summary="Il certificato dell'anagrafe per l'identità e per i nidi di città.",
        audience="<p>«Urgente»: chi abita qui.</p>",
    )
    assert [query for query in WAYS if "Certificato di nascita (ISEE)" not in found(citizen, query)] == []


def test_what_says_all_of_a_search_comes_before_what_says_a_part(citizen, montiano):
    office = an_office(montiano)
    for title in ("Certificato di nascita", "Matrimonio in piazza", "Certificato di matrimonio"):
        a_service(montiano, title, responsible_office=office)
    assert found(citizen, "certificato matrimonio")[0] == "Certificato di matrimonio"
    assert found(citizen, "rtificat") == [], "words, not pieces of words"


def test_the_title_counts_most_and_services_come_before_the_rest(citizen, montiano):
    office = an_office(montiano)
    a_news_item(montiano, "Residenza: cambia l'orario", managed_by=[office])
    a_service(montiano, "Carta di identità", summary="Serve la residenza.", responsible_office=office)
    a_service(montiano, "Residenza", responsible_office=office)
    assert found(citizen, "residenza")[:3] == ["Residenza", "Residenza: cambia l'orario", "Carta di identità"]


def test_a_search_stays_in_its_site_and_can_go_through_the_whole_union(citizen, montiano, cesena):
    own, foreign = a_service(montiano, "Passo carrabile"), a_service(cesena, "Passo carrabile a Cesena")
    page = read(citizen, "/cerca/?q=carrabile")
    assert texts(page, ".card-list .it-card-title") == [own.title]
    wide = read(citizen, "/cerca/" + page.find("a", string="Cerca in tutti i Comuni dell'Unione")["href"])
    groups = {words(group.h3): [link["href"] for link in group.select("a")] for group in wide.main.select("section")}
    assert groups == {
        "Comune di Montiano (1)": [f"http://montiano.test{own.path_url}"],
        "Comune di Cesena (1)": [f"http://cesena.test{foreign.path_url}"],
    }


def test_the_whole_union_in_english_is_the_bodies_whose_english_site_is_open(citizen, union, montiano, cesena):
    for tenant in (montiano, cesena):
        category = page_with(tenant, "categoria-anagrafe-e-stato-civile")
        open_english_site(tenant, page_with(tenant, "servizi"), category, a_service(tenant, f"Passo di {tenant.slug}"))

    def shown() -> list[str]:
        page = read(citizen, "/en/cerca/?q=carta&dove=unione")
        return [link["href"].split("/")[2] for link in page.select(".card-list a")]

    assert {*shown()} == {"montiano.test", "cesena.test"}
    cesena.english_enabled = False
    cesena.save()
    freshness.bump()
    assert {*shown()} == {"montiano.test"}


def test_where_one_body_writes_it_so_nothing_was_mistyped(citizen, montiano, cesena):
    a_service(montiano, "Passo carrabile"), a_service(cesena, "Tasso di interesse")
    assert "Forse cercavi" in words(read(citizen, "/cerca/?q=tasso").main)
    assert "Forse cercavi" not in words(read(citizen, "/cerca/?q=tasso&dove=unione").main)
    assert "Forse cercavi" in words(read(citizen, "/cerca/?q=carrablie&dove=unione").main)


def test_results_are_asked_for_again_each_time(citizen):
    """Who publishes a page looks for it at once, with the search that found nothing a moment before."""
    assert citizen.get("/cerca/?q=passo")["Cache-Control"] == "private, no-cache"


def test_of_each_body_the_whole_union_shows_five_and_leads_to_its_own_search(citizen, union, montiano, cesena):
    for number in range(12):
        a_service(cesena, f"Passo carrabile {number}")
        a_service(union, f"Passo sovracomunale {number}")
    a_service(montiano, "Passo carrabile")
    wide = read(citizen, "/cerca/?q=passo&dove=unione")
    assert {words(group.h3): len(group.select("h4")) for group in wide.main.select("section")} == {
        "Comune di Montiano (1)": 1,
        "Comune di Cesena (12)": 5,
        "Unione dei Comuni (12)": 5,
    }
    more = {words(link): link["href"] for link in wide.select("section .section__more a")}
    assert more == {
        "Tutti i 12 risultati: Comune di Cesena": "http://cesena.test/cerca/?q=passo",
        "Tutti i 12 risultati: Unione dei Comuni": "http://unione.test/cerca/?q=passo&dove=ente",
    }
    for host, more in (("cesena.test", ""), ("unione.test", "&dove=ente")):
        assert "12 risultati" in words(read(Client(HTTP_HOST=host), f"/cerca/?q=passo{more}").main), host


def test_results_say_in_a_line_what_the_page_is_for(citizen, montiano):
    description = read(citizen, "/cerca/?q=passo").find("meta", {"name": "description"})
    assert description["content"] == "Cerca servizi, uffici, notizie e documenti: Comune di Montiano."


def test_the_union_s_own_search_goes_everywhere_by_itself(union, montiano, cesena):
    a_service(montiano, "Passo carrabile"), a_service(cesena, "Passo carrabile a Cesena")
    assert len(found(Client(HTTP_HOST="unione.test"), "carrabile")) == 2


def test_a_search_within_a_section_stays_there(citizen, montiano):
    a_service(montiano, "Biblioteca: iscriviti")
    a_place(montiano, "Biblioteca comunale")
    assert found(citizen, "biblioteca", sezione="vivere-il-comune/luoghi") == ["Biblioteca comunale"]
    assert found(citizen, "biblioteca", sezione="servizi") == ["Biblioteca: iscriviti"]
    assert len(found(citizen, "biblioteca")) == 2


def test_what_is_offline_or_hidden_is_not_found(citizen, montiano):
    sheet = a_service(montiano, "Passo carrabile")
    a_service(montiano, "Passo nascosto", is_hidden_from_lists=True)
    assert found(citizen, "passo") == ["Passo carrabile"]
    sheet.unpublish()
    assert found(citizen, "passo") == []


def test_a_draft_is_found_by_its_public_words_only(citizen, montiano):
    sheet = a_service(montiano, "Passo carrabile")
    sheet.title = "Accesso auto"
    sheet.save_revision()
    assert found(citizen, "carrabile") == ["Passo carrabile"]
    assert found(citizen, "accesso auto") == []
    sheet.get_latest_revision().publish()
    assert found(citizen, "carrabile") == []
    assert found(citizen, "accesso auto") == ["Accesso auto"]


@pytest.mark.once
def test_a_common_word_costs_no_more_than_a_rare_one(citizen, montiano, monkeypatch):
    monkeypatch.setattr("search.finding.RESULTS", Breadth(of_a_stem=5, ranked=5, completed=5))
    office = an_office(montiano)
    for number in range(8):
        a_service(montiano, f"Corso {number}", responsible_office=office)
    a_service(montiano, "Unicum", responsible_office=office)
    found(citizen, "carta")  # menus, footer and the names of topics are read once
    with CaptureQueriesContext(connection) as rare:
        assert found(citizen, "unicum") == ["Unicum"]
    with CaptureQueriesContext(connection) as common:
        assert len(found(citizen, "corso")) == 5
    assert len(common) == len(rare)


@pytest.mark.parametrize(("completed", "said"), [(1, {"unicum", "cors"}), (0, {"unicum"})])
def test_of_the_best_pages_all_is_read_that_they_say_of_a_common_word(montiano, completed, said):
    """The index is read for a common word only as far as its loudest pages; one of these may say it in passing."""
    office = an_office(montiano)
    for number in range(8):
        a_service(montiano, f"Corso {number}", responsible_office=office)
    page = a_service(montiano, "Unicum", responsible_office=office, outcome="<p>Il corso.</p>")
    breadth = Breadth(of_a_stem=5, ranked=5, completed=completed)
    best = find("corso unicum", montiano, "it", date(2026, 11, 24), breadth=breadth).candidates[0]
    assert (best.page, best.said.keys()) == (page.pk, said)


def test_results_come_ten_at_a_time(citizen, montiano):
    office = an_office(montiano)
    for number in range(12):
        a_service(montiano, f"Corso {number:02}", responsible_office=office)
    page = read(citizen, "/cerca/?q=corso")
    assert "12 risultati" in words(page.main)
    assert len(texts(page, ".card-list .it-card-title")) == 10
    rest = read(citizen, "/cerca/" + page.select_one("[data-load-more]")["href"])
    assert texts(rest, ".card-list .it-card-title") == ["Corso 10", "Corso 11"]


def test_nothing_found_and_nothing_asked_both_show_where_to_go(citizen):
    nothing = read(citizen, "/cerca/?q=xyzzy")
    assert "Nessun risultato" in words(nothing.main)
    assert [link["href"] for link in nothing.select(".empty-state a")] == [
        "/amministrazione/",
        "/novita/",
        "/servizi/",
        "/vivere-il-comune/",
    ]
    assert "Scrivi una o due parole" in words(read(citizen, "/cerca/").main)


HOSTILE = ("%", "_", "'", '"', "\\", "\x00", "<script>alert(1)</script>", "a" * 10_000, "😀", "carta\x00 carta", "(((")


def test_hostile_input_is_never_an_error_and_never_comes_back_as_markup(citizen):
    for name in ("q", "sezione", "dove", "pagina"):
        for text in HOSTILE:
            answer = citizen.get("/cerca/", {"q": "carta", name: text})
            assert answer.status_code == 200, (name, text[:20])
            assert "<script>alert" not in answer.content.decode(), name


def test_signs_that_the_database_understands_are_only_signs(citizen, montiano):
    a_service(montiano, "Passo carrabile")
    assert found(citizen, "passo%") == ["Passo carrabile"]
    assert found(citizen, "pass_") == ["Passo carrabile"]
    assert found(citizen, "passo", sezione="%") == []


def test_beyond_the_limit_a_connection_waits_and_can_still_go_on(citizen, monkeypatch):
    monkeypatch.setattr(views, "SEARCHES", Limit("ricerche", 1, 60))
    assert citizen.get("/cerca/?q=passo").status_code == 200
    answer = citizen.get("/cerca/?q=passo")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (429, "60", "no-store")
    page = BeautifulSoup(answer.content.decode(), "html.parser")
    assert "Aspetta un minuto, poi cerca ancora" in words(page.main)
    assert page.select(".empty-state a")
    assert citizen.get("/cerca/?q=passo", REMOTE_ADDR="203.0.113.9").status_code == 200


def test_what_was_typed_is_still_in_the_field(citizen):
    field = read(citizen, '/cerca/?q=carta "nuova" <b>').select_one("#cerca-pagina")
    assert field["value"] == 'carta "nuova" <b>'


def test_the_words_can_be_rebuilt_from_the_pages(citizen, montiano):
    a_service(montiano, "Passo carrabile")
    before = {*Posting.objects.values_list("document__page", "stem", "weight")}
    SearchDocument.objects.all().delete()
    call_command("rebuild_search", verbosity=0)
    assert before <= {*Posting.objects.values_list("document__page", "stem", "weight")}
    assert "Passo carrabile" in found(citizen, "carrabile")


def test_a_rebuild_forgets_what_is_no_longer_public(citizen, montiano):
    sheet = a_service(montiano, "Passo carrabile")
    BasePage.objects.filter(pk=sheet.pk).update(live=False)
    call_command("rebuild_search", verbosity=0)
    assert not SearchDocument.objects.filter(page=sheet.pk).exists()


def test_pages_of_the_site_itself_are_found_too(citizen, montiano):
    call_command("rebuild_search", verbosity=0)
    assert "Note legali" in found(citizen, "licenza")
    assert page_with(montiano, "note-legali").title == "Note legali"
