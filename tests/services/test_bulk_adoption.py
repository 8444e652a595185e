"""A municipality takes sheets of the union: several at once, or in place of one it had; and the union takes one of theirs."""

import pytest
from bs4 import BeautifulSoup

from cms.models import Term
from services.models import ServicePage, SharedService
from tests.factories import a_service
from tests.services.catalogue_factory import a_shared_service, adopted, delivered

pytestmark = pytest.mark.django_db
ADOPT = "/admin/catalogo/adotta/"
SHARE = "/admin/catalogo/da-scheda/"


def text_of(answer) -> str:
    return BeautifulSoup(answer.content.decode(), "html.parser").get_text(" ", strip=True)


def of(tenant):
    return ServicePage.objects.filter(tenant=tenant, shared__isnull=False)


def chosen(tenant, *services, mode: str = "follow", **more) -> dict:
    return {"ente": tenant.pk, "scheda": [one.pk for one in services], "modo": mode, **more}


def test_an_editor_adopts_several_sheets_and_reads_what_is_still_missing(desk, editor, montiano, cesena):
    card, canteen = a_shared_service(), a_shared_service("Mensa")
    desk.force_login(editor)
    answer = desk.post(ADOPT, chosen(montiano, card, canteen, mode="review"))
    assert "Fatto: 2 bozze" in text_of(answer)
    assert "manca ufficio responsabile, modi di accesso, costi, condizioni di servizio" in text_of(answer)
    made = list(of(montiano))
    assert [(page.live, page.adoption_mode) for page in made] == [(False, "review")] * 2
    assert not of(cesena).exists()


def test_a_whole_category_is_one_box(desk, editor, montiano):
    services = [a_shared_service(f"Scheda {number}") for number in range(3)]
    desk.force_login(editor)
    desk.post(ADOPT, chosen(montiano) | {"categoria": services[0].category_id})
    assert of(montiano).count() == 3


def test_one_that_cannot_be_adopted_stops_no_other(desk, editor, montiano):
    good = a_shared_service()
    homeless = a_shared_service("Senza categoria")
    other = Term.objects.create(vocabulary="categorie_servizio", key="nuova", label="Nuova")
    SharedService.objects.filter(pk=homeless.pk).update(category=other)
    desk.force_login(editor)
    answer = text_of(desk.post(ADOPT, chosen(montiano, good, homeless)))
    assert "Fatto: 1 bozza" in answer
    assert "manca la categoria «Nuova»" in answer


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"scheda": []}, "Scegli almeno una scheda."),
        ({"modo": "boh"}, "Scegli come seguire l'Unione."),
        ({"modo": "pinned"}, "Scegli come seguire l'Unione."),
        ({"ente": 0}, "Adesso lavori per Comune di Montiano"),
    ],
)
def test_a_form_that_says_too_little_is_refused_and_keeps_the_boxes(desk, editor, montiano, change, message):
    service = a_shared_service()
    desk.force_login(editor)
    answer = desk.post(ADOPT, chosen(montiano, service) | change)
    assert message in text_of(answer)
    box = BeautifulSoup(answer.content.decode(), "html.parser").select_one("input[name=scheda]")
    assert box.has_attr("checked") == ("scheda" not in change)
    assert not of(montiano).exists()


def test_what_is_adopted_is_offered_no_more_and_a_draft_of_the_union_never(desk, editor, montiano):
    adopted(a_shared_service("Carta"), montiano)
    draft = a_shared_service("Bozza")
    SharedService.objects.filter(pk=draft.pk).update(live=False)
    desk.force_login(editor)
    assert "Avete già tutte le schede" in text_of(desk.get(ADOPT))
    desk.post(ADOPT, chosen(montiano, draft))
    assert of(montiano).count() == 1


def test_the_catalogue_does_not_write_the_pages_of_municipalities(desk, catalogue, stranger, montiano, informatica):
    service = a_shared_service()
    for person in (catalogue, stranger):
        desk.force_login(person)
        assert desk.post(ADOPT, chosen(montiano, service)).status_code in (302, 403, 404)
    assert not of(montiano).exists()
    desk.force_login(informatica)
    desk.work_for(montiano)
    desk.post(ADOPT, chosen(montiano, service))
    assert of(montiano).count() == 1


@pytest.mark.once
def test_the_list_asks_as_much_for_many_sheets_as_for_few(desk, editor, montiano, django_assert_max_num_queries):
    counts = []
    for more in (1, 15):
        for number in range(more):
            a_shared_service(f"Scheda {more} {number}")
        desk.force_login(editor)
        desk.get(ADOPT)
        with django_assert_max_num_queries(60) as asked:
            desk.get(ADOPT)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- In place of a sheet of theirs -----------------------------------------------------------------------------


def test_a_publisher_sees_what_becomes_of_each_part_and_then_lets_the_sheet_follow(desk, publisher, montiano):
    service = a_shared_service()
    page = a_service(montiano, applicants="<p>Tutti.</p>", how_to="<p>Suona.</p>", max_days=12)
    desk.force_login(publisher)
    answer = desk.get(f"{ADOPT}{page.pk}/")
    soup = BeautifulSoup(answer.content.decode(), "html.parser")
    regions = {region["aria-label"]: region.get_text(" ", strip=True) for region in soup.select("[role=region]")}
    locked = next(text for name, text in regions.items() if "bloccate" in name)
    assert "Tutti." in locked
    assert "I maggiorenni." in locked
    assert "12" in locked
    assert "Suona." in regions["Restano vostre"]
    answer = desk.post(f"{ADOPT}{page.pk}/", {"condivisa": service.pk, "modo": "follow"})
    assert answer.headers["Location"] == f"/admin/pages/{page.pk}/edit/"
    page = ServicePage.objects.get(pk=page.pk)
    assert page.shared == service
    assert page.live
    whole = page.as_read()
    assert (whole.max_days, whole.applicants, whole.how_to) == (30, "<p>I maggiorenni.</p>", "<p>Suona.</p>")


def test_the_sheet_of_the_union_is_chosen_by_hand_where_names_differ(desk, publisher, montiano):
    service = a_shared_service("Mensa scolastica")
    page = a_service(montiano, "Pasti a scuola")
    desk.force_login(publisher)
    assert "Restano vostre" not in text_of(desk.get(f"{ADOPT}{page.pk}/"))
    assert "Restano vostre" in text_of(desk.get(f"{ADOPT}{page.pk}/", {"condivisa": service.pk}))
    assert "Scegli la scheda dell'Unione" in text_of(desk.post(f"{ADOPT}{page.pk}/", {"modo": "follow"}))


def test_who_does_not_publish_does_not_adopt_over_a_public_sheet(desk, editor, publisher, montiano, cesena):
    service = a_shared_service()
    ours, theirs = a_service(montiano), a_service(cesena)
    form = {"condivisa": service.pk, "modo": "follow"}
    desk.force_login(editor)
    assert desk.post(f"{ADOPT}{ours.pk}/", form).status_code in (302, 403)
    desk.force_login(publisher)
    assert desk.post(f"{ADOPT}{theirs.pk}/", form).status_code in (302, 403, 404)
    assert not ServicePage.objects.filter(shared=service).exists()


# --- From a sheet of a municipality to everybody's ---------------------------------------------------------------


def test_a_good_sheet_becomes_shared_and_is_the_first_to_follow(desk, catalogue, montiano):
    page = a_service(montiano, "Mensa")
    desk.force_login(catalogue)
    assert "Mensa" in text_of(desk.get(SHARE, {"testo": "mens"}))
    answer = desk.post(SHARE, {"scheda": page.pk})
    service = SharedService.objects.get(origin=page)
    assert answer.headers["Location"].endswith(f"/edit/{service.pk}/")
    assert not service.live
    service.latest_revision.publish()
    assert ServicePage.objects.get(pk=page.pk).shared == service
    assert delivered(service, max_days=5).number == 2


def test_a_sheet_is_shared_once(desk, catalogue, montiano):
    page = a_service(montiano, "Mensa")
    desk.force_login(catalogue)
    desk.post(SHARE, {"scheda": page.pk})
    desk.post(SHARE, {"scheda": page.pk})
    assert SharedService.objects.filter(origin=page).count() == 1


def test_drafts_of_a_municipality_are_neither_shown_nor_taken(desk, catalogue, montiano):
    page = a_service(montiano, "Segreta")
    page.unpublish()
    desk.force_login(catalogue)
    assert "Segreta" not in text_of(desk.get(SHARE))
    assert desk.post(SHARE, {"scheda": page.pk}).status_code == 404
    assert desk.post(SHARE, {"scheda": "\x00"}).status_code == 404


def test_what_is_written_in_a_draft_is_not_taken_with_the_public_sheet(desk, catalogue, montiano):
    page = a_service(montiano, "Mensa", how_to="<p>Pubblico.</p>")
    page.how_to = "<p>Segreto.</p>"
    page.save_revision(clean=False)
    desk.force_login(catalogue)
    desk.post(SHARE, {"scheda": page.pk})
    assert SharedService.objects.get(origin=page).how_to == "<p>Pubblico.</p>"
