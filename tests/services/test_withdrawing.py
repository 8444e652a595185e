"""The union takes back a change or a whole sheet, from the sheet's own page."""

import pytest

from services import api
from services.models import ServicePage, SharedService
from tests.services.catalogue_factory import a_shared_service, adopted, delivered, with_own

pytestmark = pytest.mark.django_db


def here(service, *more) -> str:
    return "/".join(["/admin/catalogo", str(service.pk), *map(str, more), ""])


@pytest.fixture
def service(db):
    return a_shared_service()


def test_the_page_of_a_sheet_tells_what_each_edition_became_where(desk, catalogue, service, montiano, cesena):
    with_own(adopted(service, montiano), "how_to", "<p>Da noi suona.</p>")
    adopted(service, cesena)
    delivered(service, note="Adesso si fa da casa.", how_to="<p>Fai da casa.</p>")
    desk.force_login(catalogue)
    html = desk.get(here(service)).content.decode()
    for words in ("Edizione 2", "Adesso si fa da casa.", "Cambia il contenuto", "Comune di Montiano", "Applicata"):
        assert words in html


def test_the_last_change_is_taken_back(desk, catalogue, service, montiano):
    page = adopted(service, montiano)
    edition = delivered(service, how_to="<p>Fai da casa.</p>")
    desk.force_login(catalogue)
    assert "Comune di Montiano" in desk.get(here(service, "ritira", edition.pk)).content.decode()
    answer = desk.post(here(service, "ritira", edition.pk), follow=True)
    assert "Edizione 2 ritirata" in answer.content.decode()
    assert "Chiama il" in ServicePage.objects.get(pk=page.pk).as_read().how_to


def test_a_change_on_which_somebody_decided_is_not_taken_back(desk, catalogue, publisher, service, montiano):
    page = with_own(adopted(service, montiano), "how_to", "<p>Da noi suona.</p>")
    edition = delivered(service, how_to="<p>Fai da casa.</p>")
    from django.utils import timezone

    today = timezone.localdate()
    page = ServicePage.objects.get(pk=page.pk)
    keep = {"how_to": api.Decision("keep", reason="Abbiamo il campanello")}
    api.decide(page, keep, seen=api.state_of(page, today), user=publisher, may_publish=True)
    desk.force_login(catalogue)
    answer = desk.post(here(service, "ritira", edition.pk), follow=True)
    assert "Comune di Montiano ha già deciso" in answer.content.decode()
    edition.refresh_from_db()
    assert edition.withdrawn_at is None


def test_an_edition_of_another_sheet_is_not_found(desk, catalogue, service):
    other = delivered(a_shared_service("Mensa"), how_to="<p>Altro.</p>")
    desk.force_login(catalogue)
    assert desk.post(here(service, "ritira", other.pk)).status_code == 404


def test_withdrawing_a_sheet_asks_first_what_becomes_of_the_pages(desk, catalogue, service, montiano):
    page = adopted(service, montiano)
    desk.force_login(catalogue)
    asked = desk.get(here(service, "ritira")).content.decode()
    assert "Comune di Montiano" in asked
    assert "Scegli che cosa succede" in desk.post(here(service, "ritira")).content.decode()
    assert SharedService.objects.get(pk=service.pk).live
    desk.post(here(service, "ritira"), {"pagine": "local"})
    page = ServicePage.objects.get(pk=page.pk)
    assert page.live
    assert page.shared_id is None
    assert SharedService.objects.get(pk=service.pk).withdrawn_at
    again = desk.post(here(service, "ritira"), {"pagine": "local"}, follow=True)
    assert "non è nel catalogo" in again.content.decode()


def test_or_the_pages_go_offline_too(desk, catalogue, service, montiano):
    page = adopted(service, montiano)
    desk.force_login(catalogue)
    desk.post(here(service, "ritira"), {"pagine": "offline"})
    assert not ServicePage.objects.get(pk=page.pk).live


def test_nobody_of_a_municipality_withdraws(desk, publisher, stranger, service):
    edition = delivered(service, how_to="<p>Fai da casa.</p>")
    for person in (publisher, stranger):
        desk.force_login(person)
        for address in (here(service), here(service, "ritira"), here(service, "ritira", edition.pk)):
            assert desk.post(address, {"pagine": "offline"}).status_code in (302, 403, 404)
    assert SharedService.objects.get(pk=service.pk).live
    edition.refresh_from_db()
    assert edition.withdrawn_at is None
