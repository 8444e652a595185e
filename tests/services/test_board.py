"""The union board: every shared sheet in every municipality, with the same questions however many they are."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from services.admin import board
from services.catalogue.policies import Mode
from services.models import Delivery
from tests.services.catalogue_factory import a_shared_service, adopted, delivered, with_own

pytestmark = pytest.mark.django_db
BOARD = "/admin/catalogo/quadro/"


def cells(answer) -> dict[str, str]:
    """What each municipality's column says of the first sheet."""
    soup = BeautifulSoup(answer.content.decode(), "html.parser")
    heads = [head.get_text(strip=True) for head in soup.select(".catalogue-board thead th")][1:]
    row = soup.select_one(".catalogue-board tbody tr")
    return dict(zip(heads, (" ".join(td.stripped_strings) for td in row.select("td")), strict=True)) if row else {}


def lines(answer) -> list[dict]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_board_says_in_words_who_follows_and_who_does_not(desk, catalogue, montiano):
    adopted(a_shared_service(), montiano)
    desk.force_login(catalogue)
    found = cells(desk.get(BOARD))
    assert found["Montiano"].startswith("Segue l'Unione, ed. 1")
    assert "Manca: costi" in found["Montiano"]
    assert "Mai rivista" in found["Montiano"]
    assert found["Cesena"] == "Non adottata"


def test_it_tells_conflicts_delays_own_parts_and_their_age(desk, catalogue, montiano, cesena):
    service = a_shared_service()
    page = with_own(adopted(service, montiano), "how_to", "<p>Da noi suona.</p>")
    adopted(service, cesena, mode=Mode.REVIEW)
    delivered(service, how_to="<p>Fai da casa.</p>")
    Delivery.objects.filter(page=page).update(due_on=timezone.localdate() - timedelta(days=1))
    desk.force_login(catalogue)
    found = cells(desk.get(BOARD))
    assert "In ritardo: da decidere" in found["Montiano"]
    assert "Parti proprie: 1, dal" in found["Montiano"]
    assert "Da guardare" in found["Cesena"]
    assert "ed. 1 (indietro di 1)" in found["Cesena"]


@pytest.mark.parametrize(
    ("state", "shown", "left_out"),
    [("absent", "Cesena", "Montiano"), ("missing", "Montiano", "Cesena")],
)
def test_a_filter_of_states_keeps_only_the_cells_in_that_state(desk, catalogue, montiano, state, shown, left_out):
    adopted(a_shared_service(), montiano)
    desk.force_login(catalogue)
    answer = desk.get(BOARD, {"stato": state})
    found = cells(answer)
    assert found[left_out] == "Fuori dal filtro"
    assert found[shown] != "Fuori dal filtro"
    exported = lines(desk.get("/admin/catalogo/quadro.csv", {"stato": state}))
    assert [line["Comune"] for line in exported] == [f"Comune di {shown}"]


def test_other_filters_narrow_rows_and_columns(desk, catalogue):
    a_shared_service("Carta di identità")
    a_shared_service("Mensa")
    desk.force_login(catalogue)
    soup = BeautifulSoup(desk.get(BOARD, {"testo": "mens", "comune": "cesena"}).content.decode(), "html.parser")
    assert [th.a.get_text() for th in soup.select(".catalogue-board tbody th")] == ["Mensa"]
    assert [th.get_text() for th in soup.select(".catalogue-board thead th")] == ["Scheda", "Cesena"]
    assert "Nessuna scheda" in desk.get(BOARD, {"categoria": "turismo"}).content.decode()


@pytest.mark.parametrize("query", [{"testo": "\x00"}, {"stato": "boh"}, {"comune": "roma"}, {"categoria": "\x00'"}])
def test_a_filter_that_makes_no_sense_breaks_nothing(desk, catalogue, query):
    desk.force_login(catalogue)
    assert desk.get(BOARD, query).status_code == 200
    assert desk.get("/admin/catalogo/quadro.csv", query).status_code == 200


def test_the_export_opens_in_a_spreadsheet_and_runs_no_formula(desk, catalogue, montiano):
    adopted(a_shared_service("=1+1"), montiano)
    desk.force_login(catalogue)
    answer = desk.get("/admin/catalogo/quadro.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = {row["Comune"]: row for row in lines(answer)}
    assert rows["Comune di Montiano"]["Scheda"] == "'=1+1"
    assert (rows["Comune di Montiano"]["Adottata"], rows["Comune di Cesena"]["Adottata"]) == ("sì", "no")
    assert len(rows) == 2


@pytest.mark.once
def test_many_sheets_ask_as_much_as_few(montiano, cesena, django_assert_num_queries):
    today = timezone.localdate()
    adopted(a_shared_service("Prima"), montiano)
    board.read(board.Wanted(), today)
    with django_assert_num_queries(4):
        board.read(board.Wanted(), today)
    for number in range(20):
        service = a_shared_service(f"Scheda {number}")
        for tenant in (montiano, cesena):
            adopted(service, tenant, live=False)
    board.read(board.Wanted(), today)
    with django_assert_num_queries(4):
        found = board.read(board.Wanted(), today)
    assert found.totals[1]["adopted"] == 21


def test_the_board_is_for_the_union_only(desk, publisher, editor, stranger, informatica):
    for person in (publisher, editor, stranger):
        desk.force_login(person)
        for address in (BOARD, "/admin/catalogo/quadro.csv", "/admin/catalogo/da-scheda/"):
            assert desk.get(address).status_code in (302, 403, 404)
    desk.force_login(informatica)
    assert desk.get(BOARD).status_code == 200
