"""«Trasparenza: che cosa aggiornare»: what the office sees of its sections."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.editing import PageEditor
from tests.factories import page_with
from tests.reading import read, words
from tests.transparency.sections import RATES, a_file, publish, with_file

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DESK, EXPORT = reverse("transparency_desk"), reverse("transparency_desk_csv")


def rows(desk, **wanted) -> dict[str, str]:
    """Words of each row by title."""
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    soup = read(desk, f"{DESK}?{query}")
    return {words(row.th.a): words(row) for row in soup.select("table.listing tbody tr")}


def test_the_office_sees_what_is_late_and_what_was_never_filled(desk, editor, montiano, clock):
    publish(page_with(montiano, RATES), data_updated_on=date(2026, 3, 1))
    publish(page_with(montiano, "at-personale--dotazione-organica"), data_updated_on=date(2026, 3, 1))
    publish(page_with(montiano, "at-servizi-erogati--class-action"), not_applicable="Nessun ricorso.")
    desk.force_login(editor)
    found = rows(desk)
    assert "In ritardo" in found["Tassi di assenza"]
    assert "01/06/2026" in found["Tassi di assenza"]
    assert "Mai aggiornata" in found["Contrattazione collettiva"]
    assert "Dotazione organica" not in found
    assert "Class action" not in found
    assert "Articolazione degli uffici" not in found  # the site writes it
    assert "Personale" not in found  # only collects its parts
    everything = rows(desk, stato="")
    assert "Non si applica" in everything["Class action"]
    assert "Aggiornata" in everything["Dotazione organica"]


def test_parts_of_larger_municipalities_are_asked_only_where_the_switch_is_on(desk, editor, montiano):
    desk.force_login(editor)
    title = page_with(montiano, "at-organizzazione--dichiarazioni-patrimoniali").title
    assert title not in rows(desk, stato="")
    montiano.large_transparency = True
    montiano.save()
    assert title in rows(desk, stato="")


def test_files_not_open_leaving_and_withdrawn_have_their_filters(desk, editor, montiano, clock):
    with_file(montiano, "2020-03-01", name="vecchio.csv")
    with_file(montiano, "2021-03-01", name="quasi.csv")
    with_file(montiano, "2026-03-01", name="chiuso.xlsx")
    desk.force_login(editor)
    assert "chiuso.xlsx" in rows(desk, stato="non-aperti")["Tassi di assenza"]
    assert "In archivio dal 31/12/2025: Dati vecchio.csv" in rows(desk, stato="archivio")["Tassi di assenza"]
    assert "Esce dopo il 31/12/2026: Dati quasi.csv" in rows(desk, stato="da-ritirare")["Tassi di assenza"]


def test_each_office_sees_its_own_body_and_union_it_all(desk, editor, informatica, cesena, montiano):
    publish(page_with(cesena, RATES), not_applicable="Cesena.")
    desk.force_login(editor)
    assert "Tassi di assenza" in rows(desk, ente="cesena")  # another's body is not heard: its own is shown
    assert b"Cesena" not in desk.get(f"{EXPORT}?stato=&ente=cesena").content
    desk.force_login(informatica)
    text = desk.get(f"{EXPORT}?stato=").content.decode()
    assert "Comune di Cesena" in text
    assert "Comune di Montiano" in text
    assert "Tassi di assenza" not in rows(desk, ente="cesena")


def test_who_writes_no_page_does_not_reach_it(desk, clerk, stranger):
    for person in (clerk, stranger):
        desk.force_login(person)
        for address in (DESK, EXPORT):
            assert desk.get(address).status_code in (302, 403, 404), (person, address)


def test_a_body_with_an_outside_platform_has_nothing_to_update(desk, editor, montiano):
    montiano.transparency_url = "https://trasparenza.example/"
    montiano.save()
    desk.force_login(editor)
    soup = read(desk, DESK)
    assert not soup.select("table.listing")
    assert "su un altro sito" in words(soup)
    assert "Trasparenza da aggiornare" not in words(read(desk, "/admin/"))


def test_the_first_page_of_the_admin_tells_what_is_late(desk, editor, montiano, clock):
    publish(page_with(montiano, RATES), data_updated_on=date(2026, 3, 1))
    desk.force_login(editor)
    text = words(read(desk, "/admin/"))
    assert "Trasparenza da aggiornare" in text
    assert "Tassi di assenza" in text


def test_the_screen_asks_as_often_for_many_files_as_for_one(desk, editor, montiano, clock):
    desk.force_login(editor)
    with_file(montiano, "2026-03-01")

    def cost() -> int:
        read(desk, f"{DESK}?stato=")  # what a process reads once after a publication
        with CaptureQueriesContext(connection) as asked:
            read(desk, f"{DESK}?stato=")
        return len(asked)

    before = cost()
    for number in range(20):
        with_file(montiano, "2026-03-01", name=f"altro{number}.csv")
    assert cost() == before


def test_a_form_takes_a_file_and_advises_when_it_is_not_open(desk, publisher, montiano):
    desk.force_login(publisher)
    page = page_with(montiano, RATES)
    soup = read(desk, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "D.Lgs. 33/2013, art. 16, c. 3" in words(soup)
    form = PageEditor.of(desk, page)
    form.data.update(file_row(a_file(montiano, "assenze.xlsx").pk))
    answer = form.publish()
    assert answer.accepted
    assert "non è un formato aperto" in desk.get(answer.location).content.decode()
    assert page.files.count() == 1


def test_a_form_refuses_the_file_of_another_body(desk, publisher, montiano, cesena):
    desk.force_login(publisher)
    page = page_with(montiano, RATES)
    form = PageEditor.of(desk, page)
    form.data.update(file_row(a_file(cesena, "altri.csv").pk))
    assert not form.publish().accepted
    assert page.files.count() == 0


def file_row(document: int, number: int = 0) -> dict:
    names = {"title": "Assenze 2025", "document": document, "published_on": "2026-03-01", "ORDER": number + 1}
    row = {f"files-{number}-{name}": str(value) for name, value in names.items()}
    return row | {"files-TOTAL_FORMS": str(number + 1)}
