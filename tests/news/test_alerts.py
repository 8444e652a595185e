"""Alerts stand on every page of the chosen sites, from their start to their end, with the cache on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from news.models import Alert
from tests.factories import a_news_item, a_service, an_alert
from tests.reading import read, texts

pytestmark = pytest.mark.django_db


def alerts(client, path: str = "/") -> list[str]:
    return texts(read(client, path), ".site-alert")


def test_an_alert_of_the_union_stands_on_the_chosen_sites_and_on_its_own(citizen, neighbour, union, montiano):
    an_alert(union, "Allerta rossa per il fiume", targets=[montiano])
    assert alerts(citizen) == ["Avviso: Allerta rossa per il fiume"]
    assert alerts(Client(HTTP_HOST="unione.test")) == ["Avviso: Allerta rossa per il fiume"]
    assert alerts(neighbour) == []


def test_an_alert_of_a_municipality_stays_on_its_own_site(citizen, neighbour, montiano):
    an_alert(montiano, "Scuole chiuse")
    assert alerts(citizen) == ["Avviso: Scuole chiuse"]
    assert alerts(neighbour) == []


def test_an_alert_is_on_every_page(citizen, montiano):
    sheet = a_service(montiano)
    an_alert(montiano, "Scuole chiuse")
    for path in (sheet.path_url, "/servizi/", "/cerca/?q=carta", "/note-legali/"):
        assert alerts(citizen, path) == ["Avviso: Scuole chiuse"]
    assert "Scuole chiuse" in citizen.get("/non-esiste/").content.decode()


def test_an_alert_ends_by_itself_at_its_time_also_with_the_cache_on(citizen, montiano, clock):
    an_alert(montiano, "Neve", ends_at=timezone.now() + timedelta(seconds=90))
    assert alerts(citizen) == ["Avviso: Neve"]
    clock.forward(seconds=60)
    assert citizen.get("/")["X-Page-Cache"] == "hit"
    assert alerts(citizen) == ["Avviso: Neve"]
    clock.forward(seconds=30)
    assert alerts(citizen) == []


def test_an_alert_starts_by_itself_at_its_time_also_with_the_cache_on(citizen, montiano, clock):
    moment = timezone.now()
    an_alert(montiano, "Neve", starts_at=moment + timedelta(seconds=90), ends_at=moment + timedelta(hours=1))
    assert alerts(citizen) == []
    clock.forward(seconds=89)
    assert alerts(citizen) == []
    clock.forward(seconds=1)
    assert alerts(citizen) == ["Avviso: Neve"]


def test_an_alert_without_an_end_stays(citizen, montiano, clock):
    an_alert(montiano, "Ponte chiuso", ends_at=None)
    clock.forward(days=40)
    assert alerts(citizen) == ["Avviso: Ponte chiuso"]


def test_a_site_added_or_taken_away_afterwards_changes_at_once(citizen, neighbour, union, montiano, cesena):
    alert = an_alert(union, "Vento forte", targets=[montiano])
    assert (alerts(citizen), alerts(neighbour)) == (["Avviso: Vento forte"], [])
    alert.targets.set([cesena])
    assert (alerts(citizen), alerts(neighbour)) == ([], ["Avviso: Vento forte"])


def test_the_gravest_comes_first_and_says_its_gravity_in_words(citizen, montiano):
    for level, text in (("info", "Mercato spostato"), ("emergenza", "Frana"), ("attenzione", "Ghiaccio")):
        an_alert(montiano, text, level=level)
    assert alerts(citizen) == ["Emergenza: Frana", "Attenzione: Ghiaccio", "Avviso: Mercato spostato"]


def test_a_link_to_the_union_s_page_carries_the_union_s_host(citizen, union, montiano):
    page = a_news_item(union, "Che cosa fare")
    an_alert(union, "Piena", targets=[montiano], link_page=page)
    link = read(citizen, "/").select_one(".site-alert a")
    assert link["href"] == f"http://unione.test{page.path_url}"


def test_the_text_of_an_alert_is_text(citizen, montiano):
    an_alert(montiano, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in citizen.get("/").content.decode()


def alert_form(tenant, **fields):
    return {
        "tenant": tenant.pk,
        "text": "Neve in arrivo",
        "level": "attenzione",
        "starts_at": "2026-11-24 10:00",
        "ends_at": "2026-11-24 18:00",
        "link_page": "",
        "link_url": "",
        **fields,
    }


def test_an_alert_cannot_end_before_it_starts_and_nothing_typed_is_lost(desk, informatica, montiano):
    desk.force_login(informatica)
    answer = desk.post("/admin/snippets/news/alert/add/", alert_form(montiano, ends_at="2026-11-24 09:00"))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "L&#x27;avviso deve finire dopo che è cominciato." in html
    assert 'value="Neve in arrivo"' in html
    assert not Alert.objects.exists()


def test_union_it_puts_an_alert_on_two_sites_from_the_admin(
    desk, informatica, clock, union, montiano, cesena, citizen, neighbour
):
    desk.force_login(informatica)
    form = alert_form(union, targets=[montiano.pk, cesena.pk])
    assert desk.post("/admin/snippets/news/alert/add/", form).status_code == 302
    assert alerts(citizen) == alerts(neighbour) == ["Attenzione: Neve in arrivo"]
