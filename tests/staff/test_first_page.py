"""The first page of the admin says what waits for whoever looks."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import a_news_item, page_with
from tests.reading import read, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def piles(desk) -> dict[str, str]:
    soup = BeautifulSoup(desk.get("/admin/").content, "html.parser")
    return {words(pile.h3): words(pile) for pile in soup.select(".waiting__pile")}


def send_to_review(page, person):
    page.title = f"{page.title} di domani"
    page.save_revision(user=person)
    page.get_workflow().start(page, person)


def test_a_publisher_finds_what_an_editor_has_sent(desk, editor, publisher, montiano):
    send_to_review(a_news_item(montiano, "Mercato"), editor)
    desk.force_login(publisher)
    assert "Mercato" in piles(desk)["Da approvare 1"]
    assert "da Editor" in piles(desk)["Da approvare 1"]


def test_a_publisher_of_the_neighbours_does_not(desk, editor, informatica, montiano, cesena):
    from django.contrib.auth.models import Group

    from cms.models import User

    send_to_review(a_news_item(montiano, "Mercato"), editor)
    other = User.objects.create_user("cesenate", password="prova-prova-prova")
    other.groups.add(Group.objects.get(staff_group__tenant=cesena, staff_group__role_key="publisher"))
    desk.force_login(other)
    assert "Nessuna pagina aspetta la tua approvazione." in piles(desk)["Da approvare"]


def test_an_editor_finds_their_drafts_and_what_came_back(desk, editor, publisher, montiano):
    page = a_news_item(montiano, "Mercato")
    send_to_review(page, editor)
    page.current_workflow_state.current_task_state.reject(user=publisher, comment="Manca il giorno")
    desk.force_login(editor)
    found = piles(desk)
    assert "Mercato" in found["Da correggere 1"]
    assert any(heading.startswith("Le tue bozze") for heading in found)


def test_who_manages_staff_finds_who_has_no_second_factor_yet(desk, administrator, editor):
    desk.force_login(administrator)
    assert any("Editor" in text for heading, text in piles(desk).items() if heading.startswith("Senza secondo fattore"))
    assert "Da approvare" not in piles(desk)


def cost(desk, address: str = "/admin/") -> int:
    """Questions of a page; whether something was published is asked at every turn only inside a transaction."""
    desk.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(address).status_code == 200
    return len([one for one in asked if "cms_generation" not in one["sql"]])


def test_the_first_page_asks_as_often_for_one_thing_as_for_many(desk, editor, publisher, montiano):
    desk.force_login(publisher)
    send_to_review(a_news_item(montiano, "Mercato 0"), editor)
    few = cost(desk)
    for number in range(1, 12):
        send_to_review(a_news_item(montiano, f"Mercato {number}"), editor)
    assert cost(desk) == few


def test_the_list_of_services_asks_as_often_for_one_sheet_as_for_many(desk, editor, montiano):
    from tests.factories import a_service

    desk.force_login(editor)
    address = f"/admin/pages/{page_with(montiano, 'categoria-anagrafe-e-stato-civile').pk}/"
    a_service(montiano, "Scheda 0")
    few = cost(desk, address)
    for number in range(1, 10):
        a_service(montiano, f"Scheda {number}")
    assert cost(desk, address) == few


def test_pages_whose_day_of_review_has_come_wait_for_who_writes(desk, editor, clerk, montiano, clock):
    page = a_news_item(montiano, "Orari della piscina")
    page.review_by = clock.set("2026-11-20 10:00").date()
    page.save_revision().publish()
    clock.set("2026-11-24 10:00")
    desk.force_login(editor)
    assert "Orari della piscina" in piles(desk)["Da rivedere 1"]
    desk.force_login(clerk)
    assert not any(heading.startswith("Da rivedere") for heading in piles(desk))


def test_low_ratings_wait_for_who_reads_them_in_their_body_only(desk, clerk, montiano, cesena):
    from django.utils import timezone

    from feedback.models import Rating

    for tenant, title in ((montiano, "Pagina nostra"), (cesena, "Pagina altrui")):
        page = a_news_item(tenant, title)
        Rating.objects.create(tenant=tenant, page=page, language="it", stars=1, created_at=timezone.now())
    desk.force_login(clerk)
    text = " ".join(piles(desk).values())
    assert "Pagina nostra" in text
    assert "Pagina altrui" not in text


def test_who_has_no_page_to_write_is_offered_no_search_of_pages(desk, registrar, editor):
    """It would answer that they may not: the first page offers only what opens."""
    desk.force_login(registrar)
    first = read(desk, "/admin/")
    assert first.select("form[role=search]") == []
    assert first.select_one(".waiting")
    desk.force_login(editor)
    [search] = read(desk, "/admin/").select("main form[role=search]")
    assert desk.get(search["action"], {"q": "carta"}).status_code == 200


def test_the_first_page_counts_the_pages_of_who_looks(desk, editor, informatica, montiano, cesena):
    from cms.models import BasePage

    def counted() -> int:
        return int(words(read(desk, "/admin/").select_one(".w-summary__list a")).split()[0].replace(".", ""))

    ours = BasePage.objects.filter(tenant=montiano)
    desk.force_login(editor)
    assert counted() == ours.count()
    a_news_item(cesena, "Notizia altrui")
    assert counted() == ours.count()
    a_news_item(montiano, "Notizia nostra")
    assert counted() == ours.count()
    desk.force_login(informatica)
    assert counted() == BasePage.objects.count()
