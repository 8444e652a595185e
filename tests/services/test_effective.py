"""What an adopted sheet says: the union's parts, the municipality's own over them, by the page's way of following."""

import pytest

from services import api
from services.catalogue.policies import Mode
from services.models import Delivery, ServicePage
from tests.factories import a_service
from tests.reading import marked, read, words
from tests.services.catalogue_factory import a_shared_service, adopted, change, delivered, with_own

pytestmark = pytest.mark.django_db


def says(client, page, part: str) -> str:
    return words(marked(read(client, page.path_url), part)[0])


def test_a_page_that_adopts_shows_the_unions_text_with_its_own_words_in_the_marks(citizen, montiano):
    page = adopted(a_shared_service(), montiano)
    assert says(citizen, page, "service-addressed") == "Chi abita nel Comune di Montiano."


def test_a_change_shows_at_once_on_who_follows_and_waits_on_who_looks_first(citizen, neighbour, montiano, cesena):
    service = a_shared_service()
    follows, looks = adopted(service, montiano), adopted(service, cesena, mode=Mode.REVIEW)
    delivered(service, how_to="<p>Fai da casa.</p>")
    assert says(citizen, follows, "service-how-to") == "Fai da casa."
    assert says(neighbour, looks, "service-how-to").startswith("Chiama il")
    assert list(Delivery.objects.order_by("page").values_list("state", flat=True)) == ["applied", "waiting"]


def test_an_own_text_stays_and_asks(citizen, montiano):
    service = a_shared_service()
    page = with_own(adopted(service, montiano), "how_to", "<p>Da noi suona il campanello.</p>")
    delivered(service, how_to="<p>Fai da casa.</p>")
    assert says(citizen, page, "service-how-to") == "Da noi suona il campanello."
    assert Delivery.objects.get().state == "conflict"


def test_a_legal_change_reaches_the_locked_fields_of_a_pinned_page_on_its_day(citizen, montiano, clock):
    clock.set("2026-11-24 10:00")
    service = a_shared_service()
    page = adopted(service, montiano)
    api.change_mode(page, Mode.PINNED, reason="Aspettiamo il nuovo regolamento")
    change(
        service,
        severity="legal",
        effective_on=clock.set("2026-11-24 10:00").date().replace(month=12),
        max_days=20,
        how_to="<p>Nuovo.</p>",
    )
    assert page.as_read().max_days == 30
    clock.set("2026-12-24 00:01")
    read_page = ServicePage.objects.get(pk=page.pk).as_read()
    assert read_page.max_days == 20
    assert "Chiama" in read_page.how_to


def test_blocks_merge_and_override_by_their_identity(montiano):
    service = a_shared_service()
    page = adopted(service, montiano, needed=[{"type": "requirement", "value": {"text": "La delega"}, "id": "delega"}])
    page = with_own(
        page,
        "special_cases:minori",
        {"type": "special_case", "value": {"title": "Minori", "text": "<p>Basta un genitore.</p>"}},
    )
    whole = page.as_read()
    assert [block.value["text"] for block in whole.needed] == ["Una foto", "La carta vecchia", "La delega"]
    assert [str(block.value["text"]) for block in whole.special_cases] == [
        "<p>Basta un genitore.</p>",
        "<p>Vai al consolato.</p>",
    ]


def test_the_foot_of_the_page_says_where_the_text_comes_from(citizen, neighbour, montiano, cesena, clock):
    clock.set("2026-11-24 10:00")
    service = a_shared_service()
    plain, integrated = adopted(service, cesena), adopted(service, montiano, local_how_to="<p>Citofona.</p>")
    assert "Scheda condivisa dell'Unione, aggiornata il 24/11/2026." in words(read(neighbour, plain.path_url).main)
    said = words(read(citizen, integrated.path_url).main)
    assert "aggiornata il 24/11/2026, con integrazioni del Comune di Montiano." in said
    assert "A Montiano Citofona." in said


def test_structured_data_and_search_read_the_whole_sheet(citizen, montiano):
    service = a_shared_service()
    page = adopted(service, montiano)
    assert (
        "Chi abita nel Comune di Montiano."
        in citizen.get(page.path_url).content.decode().split('data-element="metatag"')[1]
    )
    assert page.title in citizen.get("/cerca/?q=chiama").content.decode()


def test_a_whole_sheet_is_never_saved(montiano):
    with pytest.raises(TypeError):
        adopted(a_shared_service(), montiano).as_read().save()


def test_a_municipality_that_leaves_goes_on_saying_the_same(citizen, montiano):
    service = a_shared_service()
    page = with_own(adopted(service, montiano), "summary", "La nostra carta.")
    before = page.as_read()
    api.leave(page)
    page = ServicePage.objects.get(pk=page.pk)
    assert page.shared_id is None
    assert page.as_read() is page
    for name in ("summary", "how_to", "max_days", "applicants"):
        assert getattr(page, name) == getattr(before, name)
    assert [b.value["title"] for b in page.special_cases] == ["Minori", "Estero"]
    assert says(citizen, page, "service-addressed") == "Chi abita nel Comune di Montiano."


def test_a_local_sheet_that_adopts_keeps_what_it_says_differently(montiano):
    page = a_service(montiano, "Carta di identità", summary="Come si chiede da noi.", max_days=90)
    page.needed = [
        {"type": "requirement", "value": {"text": "Una foto"}},
        {"type": "requirement", "value": {"text": "La delega"}},
    ]
    page.save_revision().publish()
    api.adopt_page(page, a_shared_service())
    page = ServicePage.objects.get(pk=page.pk)
    whole = page.as_read()
    assert whole.summary == "Come si chiede da noi."
    assert whole.max_days == 30
    assert [block.value["text"] for block in whole.needed] == ["Una foto", "La carta vecchia", "La delega"]
    assert page.live


def test_a_good_local_sheet_becomes_a_shared_one_and_adopts_it(montiano):
    page = a_service(montiano, "Orti comunali", description="<p>Un pezzo di terra.</p>")
    service = api.share(page)
    assert not service.live
    assert ServicePage.objects.get(pk=page.pk).shared_id is None
    service.save_revision(clean=False).publish()
    page = ServicePage.objects.get(pk=page.pk)
    assert page.shared_id == service.pk
    assert page.own_parts == {}
    assert "Un pezzo di terra" in page.as_read().description
