"""Novità dall'Unione: what a municipality finds there, and accepting several sheets at once."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.models import User
from services import api
from services.catalogue.policies import Mode
from services.models import Delivery, ServicePage
from tests.factories import page_with
from tests.reading import words
from tests.services.catalogue_factory import a_shared_service, adopted, change, delivered, with_own
from tests.services.inbox_forms import address, open_at, said, soup_of

pytestmark = pytest.mark.django_db
INBOX = "/admin/novita-unione/"
HOW_TO = "<p>Da noi suona il campanello.</p>"


def groups(desk, query: str = "") -> dict[str, str]:
    soup = open_at(desk, INBOX + query)
    return {words(part.h2): words(part) for part in soup.select("section.news")}


def a_conflict(tenant, title: str = "Carta di identità", **fields) -> ServicePage:
    """A page with a text of its own, and a change of the union to that text."""
    service = a_shared_service(title)
    page = with_own(adopted(service, tenant), "how_to", HOW_TO)
    delivered(service, how_to="<p>Fai da casa.</p>", **fields)
    return page


def one_waiting(tenant, title: str = "Carta di identità") -> ServicePage:
    service = a_shared_service(title)
    page = adopted(service, tenant, mode=Mode.REVIEW)
    delivered(service, how_to="<p>Fai da casa.</p>")
    return page


def a_colleague(tenant, role: str = "publisher") -> User:
    user = User.objects.create_user(f"{role}-{tenant.slug}", f"{role}@{tenant.slug}.test", "prova-prova-prova")
    user.groups.add(Group.objects.get(staff_group__tenant=tenant, staff_group__role_key=role))
    return user


def test_with_nothing_new_it_says_so(desk, editor, montiano):
    adopted(a_shared_service(), montiano)
    desk.force_login(editor)
    assert "Niente da decidere." in groups(desk)["Da decidere"]


def test_a_conflict_is_to_decide_with_its_day_and_lateness_is_a_word(desk, editor, montiano, clock):
    a_conflict(montiano, deadline=date(2026, 12, 1))
    desk.force_login(editor)
    text = groups(desk)["Da decidere 1"]
    assert "C'è un testo vostro." in text
    assert "Da decidere entro il 1° dicembre 2026." in text
    assert "Cambia il contenuto: come fare." in text
    assert "In ritardo" not in text
    clock.set("2026-12-02 09:00")
    desk.force_login(editor)
    assert "In ritardo" in groups(desk)["Da decidere 1"]


def test_what_is_to_come_says_from_when_and_what_changes(desk, editor, montiano, clock):
    service = a_shared_service()
    adopted(service, montiano)
    change(service, severity="legal", note="Legge nuova.", effective_on=date(2027, 1, 1), max_days=20)
    desk.force_login(editor)
    text = groups(desk)["In arrivo 1"]
    assert "In vigore dal 1° gennaio 2027." in text
    assert "Cambia la legge" in text
    assert "Legge nuova." in text
    assert "giorni massimi di attesa" in text


def test_a_text_that_the_union_now_shares_may_be_given_back(desk, publisher, montiano):
    service = a_shared_service()
    page = with_own(adopted(service, montiano), "how_to", "<p>Fai da casa.</p>")
    delivered(service, how_to="<p>Fai da casa.</p>")
    desk.force_login(publisher)
    assert "Dice lo stesso: come fare." in groups(desk)["Uguali al testo vostro 1"]
    desk.post(address(page), {"seen": api.state_of(page, timezone.localdate()), "parte-how_to-choice": "accept"})
    assert "how_to" not in ServicePage.objects.get(pk=page.pk).own_parts
    assert "Uguali al testo vostro 1" not in groups(desk)


def test_kept_texts_come_back_on_their_day(desk, publisher, montiano, clock):
    page = a_conflict(montiano)
    kept = api.Decision("keep", "Abbiamo lavori in corso", date(2026, 12, 1))
    seen = api.state_of(page, timezone.localdate())
    api.decide(page, {"how_to": kept}, seen=seen, user=publisher, may_publish=True)
    desk.force_login(publisher)
    assert not any(heading.startswith("Testi da rivedere") for heading in groups(desk))
    clock.set("2026-12-01 09:00")
    desk.force_login(publisher)
    assert "Abbiamo lavori in corso" in groups(desk)["Testi da rivedere 1"]


def test_pinned_sheets_say_how_far_behind_they_are(desk, editor, montiano):
    service = a_shared_service()
    page = adopted(service, montiano)
    api.change_mode(page, Mode.PINNED, reason="Aspettiamo il regolamento")
    for number in range(2):
        delivered(service, how_to=f"<p>Passo {number}.</p>")
    desk.force_login(editor)
    text = groups(desk)["Ferme 1"]
    assert "Indietro di 2 edizioni." in text
    assert "Aspettiamo il regolamento" in text


def test_what_has_been_applied_shows_for_a_month(desk, editor, montiano, clock):
    service = a_shared_service()
    adopted(service, montiano)
    delivered(service, how_to="<p>Fai da casa.</p>")
    desk.force_login(editor)
    assert "Cambia il contenuto: come fare." in groups(desk)["Applicate negli ultimi 30 giorni 1"]
    clock.forward(days=31)
    desk.force_login(editor)
    assert list(groups(desk)) == ["Da decidere"]


def test_nobody_reads_the_news_or_the_reasons_of_a_neighbour(desk, editor, informatica, montiano, cesena):
    page = a_conflict(cesena, "Carta cesenate")
    kept = api.Decision("keep", "Ragione segreta", timezone.localdate() + timedelta(days=1))
    seen = api.state_of(page, timezone.localdate())
    api.decide(page, {"how_to": kept}, seen=seen, user=informatica, may_publish=True)
    ServicePage.objects.filter(pk=page.pk).update(
        own_parts={"how_to": {"reason": "Ragione segreta", "review_on": "2020-01-01"}}
    )
    desk.force_login(editor)
    for query in ("", "?ente=cesena", "?ente=tutti"):
        html = desk.get(INBOX + query).content.decode()
        assert "Carta cesenate" not in html
        assert "Ragione segreta" not in html
    desk.force_login(informatica)
    assert "Ragione segreta" in groups(desk, "?ente=cesena")["Testi da rivedere 1"]
    assert "Testi da rivedere 1" not in groups(desk, "?ente=montiano")


def test_the_pages_of_a_neighbour_do_not_exist(desk, publisher, cesena):
    page = a_conflict(cesena)
    desk.force_login(publisher)
    for more in ("", "come-segue/", "stacca/"):
        assert desk.get(address(page, more)).status_code == 404
        assert desk.post(address(page, more), {"mode": "pinned", "reason": "x"}).status_code == 404
    answer = desk.post("/admin/novita-unione/accetta/", {"page": page.pk, "sicuro": "1"})
    assert "Non hai scelto schede" in said(desk, answer)
    assert Delivery.objects.get(page=page).state == Delivery.State.CONFLICT


def test_a_page_that_adopts_nothing_is_not_found(desk, publisher, montiano):
    from tests.factories import a_service

    desk.force_login(publisher)
    for page in (a_service(montiano), page_with(montiano, "servizi")):
        assert desk.get(address(page)).status_code == 404


def test_who_has_no_pages_does_not_see_it(desk, clerk, montiano):
    desk.force_login(clerk)
    assert desk.get(INBOX).status_code != 200
    assert "novita-unione" not in desk.get("/admin/").content.decode()


def test_menu_and_first_page_say_how_much_waits(desk, editor, montiano):
    page = a_conflict(montiano)
    desk.force_login(editor)
    html = desk.get("/admin/").content.decode()
    assert (
        "Novità dall&#x27;Unione (1)" in html
        or "Novit\\u00e0 dall'Unione (1)" in html
        or "dall\\u0027Unione (1)" in html
    )
    pile = next(p for p in soup_of(desk.get("/admin/")).select(".waiting__pile") if "Novità" in p.h3.text)
    assert pile.select_one("a")["href"] == address(page)


# --- Several at once ------------------------------------------------------------------------------------------------


def test_a_publisher_accepts_several_after_reading_their_names(desk, publisher, montiano):
    pages = [one_waiting(montiano, f"Scheda {name}") for name in ("A", "B")]
    desk.force_login(publisher)
    first = desk.post("/admin/novita-unione/accetta/", {"page": [page.pk for page in pages]})
    soup = soup_of(first)
    assert [words(one) for one in soup.select(".news__row a")] == ["Scheda A", "Scheda B"]
    assert Delivery.objects.filter(state="waiting").count() == 2
    data = {"page": [], "sicuro": "1"}
    for hidden in soup.select(".news__row input"):
        data.setdefault(hidden["name"], [])
        data[hidden["name"]] = [*data[hidden["name"]], hidden["value"]]
    answer = desk.post("/admin/novita-unione/accetta/", data)
    assert "«Scheda A»: accettata." in said(desk, answer)
    assert {d.state for d in Delivery.objects.all()} == {"accepted"}
    assert "Fai da casa" in ServicePage.objects.get(pk=pages[0].pk).as_read().how_to


def test_a_conflict_is_never_accepted_with_the_others(desk, publisher, montiano):
    page = a_conflict(montiano)
    desk.force_login(publisher)
    desk.post("/admin/novita-unione/accetta/", {"page": page.pk, "sicuro": "1"})
    assert Delivery.objects.get().state == "conflict"


def test_what_changed_after_the_question_is_not_accepted(desk, publisher, montiano):
    page = one_waiting(montiano)
    seen = api.state_of(page, timezone.localdate())
    delivered(page.shared, outcome="<p>Altro.</p>")
    desk.force_login(publisher)
    answer = desk.post("/admin/novita-unione/accetta/", {"page": page.pk, "sicuro": "1", f"seen-{page.pk}": seen})
    assert "nel frattempo è cambiata" in said(desk, answer)
    assert Delivery.objects.filter(state="waiting").exists()


@pytest.mark.parametrize("sent", [{}, {"page": "x"}, {"page": "9" * 40}, {"page": "-1"}, {"page": "\x00"}])
def test_keys_that_mean_nothing_are_refused_with_words(desk, publisher, montiano, sent):
    desk.force_login(publisher)
    assert "Non hai scelto schede" in said(desk, desk.post("/admin/novita-unione/accetta/", sent))


# --- How much it costs ----------------------------------------------------------------------------------------------


def cost(desk, url: str) -> int:
    desk.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(url).status_code == 200
    return len([one for one in asked if "cms_generation" not in one["sql"]])


@pytest.mark.once
def test_it_asks_as_often_for_one_sheet_as_for_many(desk, publisher, montiano):
    def some(number: int) -> None:
        a_conflict(montiano, f"Conflitto {number}")
        one_waiting(montiano, f"Attesa {number}")
        service = a_shared_service(f"Segue {number}")
        adopted(service, montiano)
        delivered(service, how_to="<p>Fai da casa.</p>")
        change(service, effective_on=timezone.localdate() + timedelta(days=9), max_days=9)

    some(0)
    desk.force_login(publisher)
    few = cost(desk, INBOX)
    for number in range(1, 4):
        some(number)
    assert cost(desk, INBOX) == few


def test_a_long_group_goes_on_another_page(desk, publisher, montiano, monkeypatch):
    monkeypatch.setattr("services.admin.news.PER_PAGE", 2)
    for number in range(3):
        one_waiting(montiano, f"Scheda {number}")
    desk.force_login(publisher)
    assert "Pagina 1 di 2." in groups(desk)["Da decidere 3"]
    assert "Scheda 2" in groups(desk, "?decidere=2")["Da decidere 3"]
    assert "Pagina 2 di 2." in groups(desk, "?decidere=999")["Da decidere 3"]
