"""The screens of the checks: each reads its own body, analysts read all, exports hold what the screen shows."""

import csv
import io

import pikepdf
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.editing.exports import FORMULAS
from cms.models import User
from conformity import api, exports
from conformity.criteria import CRITERIA, SERIOUS, WARNING, Finding, Result, Site
from conformity.models import Run
from tests.conformity.sites import a_small_site
from tests.factories import a_news_item

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HERE = "/admin/conformita/"
SITE = "/admin/conformita/sito/"


def a_run(tenant, findings=(), score=0.0, **fields) -> Run:
    """A finished check whose first criterion found some things."""
    run = api.start(tenant, timezone.now())
    Run.objects.filter(pk=run.pk).update(state=Run.State.RUNNING, started_at=timezone.now(), **fields)
    site: Site = a_small_site(name=tenant.name)
    results = {code: Result(1.0, "Tutto a posto.") for code in CRITERIA}
    results["C.SI.5.1"] = Result(None, "In produzione.")
    if findings:
        results["C.SI.1.3"] = Result(score, "Mancano parti.", tuple(findings))
    api.save(run, site, results, timezone.now())
    run.refresh_from_db()
    return run


def a_finding(page=None, message="Manca qualcosa.", severity=SERIOUS) -> Finding:
    return Finding(page.path_url if page else "/", message, "Completa.", severity, page.pk if page else None)


def soup(answer) -> BeautifulSoup:
    assert answer.status_code == 200, answer.status_code
    return BeautifulSoup(answer.content.decode(), "html.parser")


def words(answer) -> str:
    return " ".join(soup(answer).select_one("main").get_text(" ").split())


@pytest.fixture
def analyst(db):
    return User.objects.get(username="analyst")


def test_union_it_sees_every_body_by_every_criterion(desk, informatica, montiano, cesena):
    a_run(montiano, [a_finding()])
    desk.force_login(informatica)
    table = soup(desk.get(HERE)).select_one(".conformity-matrix")
    heads = [cell.get_text(" ", strip=True) for cell in table.select("thead th")]
    assert [head.split()[0] for head in heads] == ["Criterio", "Unione", "Cesena", "Montiano"]
    assert len(table.select("tbody tr")) == len(CRITERIA)
    row = next(row for row in table.select("tbody tr") if "C.SI.1.3" in row.get_text())
    cells = [cell.get_text(" ", strip=True) for cell in row.select("td")]
    assert cells == ["non ancora visto", "non ancora visto", "Non superato da sistemare: 1"]


def test_the_first_screen_asks_as_often_for_many_findings_as_for_one(desk, informatica, montiano, cesena):
    desk.force_login(informatica)

    def cost(number: int) -> int:
        for tenant in (montiano, cesena):
            a_run(tenant, [a_finding(message=f"Cosa {n}") for n in range(number)])
        for address in (HERE, f"{SITE}?ente=montiano"):
            desk.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert desk.get(HERE).status_code == 200
            assert desk.get(f"{SITE}?ente=montiano").status_code == 200
        return len(asked)

    cost(1)  # from here on there is a check before to compare with
    few = cost(1)
    assert cost(40) == few


def test_who_works_for_one_body_goes_straight_to_it_and_finds_the_way_to_fix(desk, editor, montiano):
    page = a_news_item(montiano)
    run = a_run(montiano, [a_finding(page, "Manca il testo.")])
    desk.force_login(editor)
    answer = desk.get(HERE)
    assert answer["Location"] == f"{SITE}?ente=montiano"
    shown = soup(desk.get(answer["Location"]))
    assert "Manca il testo." in shown.get_text()
    assert shown.select_one(f'a[href="/admin/pages/{page.pk}/edit/"]')
    rows = shown.select(".conformity-criteria tbody tr")
    certificate = next(row for row in rows if "C.SI.5.1" in row.select_one("th").get_text())
    assert certificate.select_one(".conformity-state").get_text(strip=True) == "Si vede solo in produzione"
    assert shown.select_one(f'a[href="/admin/conformita/{run.pk}/controllo.pdf"]')


def test_what_is_the_neighbours_answers_like_what_does_not_exist(desk, editor, cesena, montiano):
    theirs = a_run(cesena, [a_finding(message="Canarino")])
    desk.force_login(editor)
    pairs = [
        (f"{SITE}?ente=cesena", f"{SITE}?ente=non-esiste"),
        (f"{HERE}{theirs.pk}/", f"{HERE}999999/"),
        (f"{HERE}{theirs.pk}/controllo.csv", f"{HERE}999999/controllo.csv"),
        (f"{HERE}{theirs.pk}/controllo.pdf", f"{HERE}999999/controllo.pdf"),
        (f"{HERE}{theirs.pk}/stato.json", f"{HERE}999999/stato.json"),
    ]
    for address, missing in pairs:
        answer, other = desk.get(address), desk.get(missing)
        assert answer.status_code == other.status_code == 404, address
        assert b"Canarino" not in answer.content
    before = Run.objects.of(cesena).count()
    assert desk.post(f"{HERE}avvia/", {"ente": "cesena"}).status_code == 404
    desk.post(f"{HERE}avvia/", {})  # all of mine, which is not all
    assert Run.objects.of(cesena).count() == before
    assert Run.objects.of(montiano).count() == 1
    # The control: with the right to it, the same addresses answer.
    desk.force_login(User.objects.get(username="informatica"))
    assert all(desk.get(address).status_code == 200 for address, _missing in pairs)


def test_the_analyst_reads_every_body_and_starts_nothing(desk, analyst, montiano, cesena):
    page = a_news_item(cesena)
    run = a_run(cesena, [a_finding(page)])
    desk.force_login(analyst)
    shown = soup(desk.get(HERE))
    assert "Cesena" in shown.get_text()
    assert not shown.select(f'form[action="{HERE}avvia/"]')
    site = soup(desk.get(f"{SITE}?ente=cesena"))
    assert not site.select(f'form[action="{HERE}avvia/"]')
    assert not site.select(f'a[href="/admin/pages/{page.pk}/edit/"]')
    assert desk.get(f"{HERE}{run.pk}/controllo.csv").status_code == 200
    assert desk.post(f"{HERE}avvia/", {"ente": "cesena"}).status_code in (302, 403, 404)
    assert Run.objects.count() == 1


@pytest.mark.parametrize("name", ["clerk", "stranger"])
def test_who_writes_no_pages_sees_no_check(desk, montiano, name):
    a_run(montiano, [a_finding()])
    desk.force_login(User.objects.get(username=name))
    for address in (HERE, f"{SITE}?ente=montiano"):
        assert desk.get(address).status_code in (302, 403, 404)
        assert b"Manca qualcosa" not in desk.get(address, follow=True).content


def test_a_press_of_the_button_starts_one_check_and_only_one(desk, editor, montiano):
    desk.force_login(editor)
    for expected in ("in coda", "già in corso"):
        answer = desk.post(f"{HERE}avvia/", {"ente": "montiano"}, follow=True)
        assert expected in answer.content.decode()
    run = Run.objects.get()
    assert (run.tenant, run.asked_by) == (montiano, editor)
    assert desk.get(f"{HERE}avvia/").status_code == 405


def test_progress_shows_on_the_page_and_as_data(desk, editor, montiano):
    run = api.start(montiano, timezone.now())
    Run.objects.filter(pk=run.pk).update(state=Run.State.RUNNING, done=30, total=120)
    desk.force_login(editor)
    page = soup(desk.get(f"{SITE}?ente=montiano"))
    bar = page.select_one("progress")
    assert (bar["value"], bar["max"]) == ("30", "120")
    assert "30 pagine su 120" in page.get_text()
    assert page.select_one('script[src*="conformity/progress"]')
    assert desk.get(f"{HERE}{run.pk}/stato.json").json() == {"under_way": True, "done": 30, "total": 120}
    Run.objects.filter(pk=run.pk).update(state=Run.State.FAILED)
    assert "non è arrivato in fondo" in words(desk.get(f"{SITE}?ente=montiano"))


def test_filters_choose_and_nonsense_is_ignored(desk, editor, montiano):
    a_run(montiano, [a_finding(message="Alfa"), a_finding(message="Beta", severity=WARNING)])
    a_run(montiano, [a_finding(message="Alfa"), a_finding(message="Gamma", severity=WARNING)])
    desk.force_login(editor)

    def shown(**query) -> set[str]:
        answer = desk.get(SITE, {"ente": "montiano", **query})
        rows = soup(answer).select(".conformity-findings tbody tr")
        return {row.select("td")[1].get_text(" ", strip=True).split()[0] for row in rows}

    assert shown() == {"Alfa", "Gamma"}
    assert shown(gravita="grave") == {"Alfa"}
    assert shown(criterio="C.SI.1.3", gravita="da-sistemare") == {"Gamma"}
    assert shown(criterio="C.SI.2.1") == set()
    assert shown(nuove="1") == {"Gamma"}
    assert shown(chi="uNessuno") == set()
    for nonsense in (
        {"criterio": "x\x00"},
        {"gravita": "!"},
        {"chi": "p" + "9" * 400},
        {"chi": "p²"},
        {"pagina": "-1"},
    ):
        assert shown(**nonsense) == {"Alfa", "Gamma"}, nonsense


def test_the_history_is_drawn_and_told_in_a_table(desk, editor, montiano):
    first = a_run(montiano, [a_finding(message="Alfa")])
    a_run(montiano)
    desk.force_login(editor)
    page = soup(desk.get(f"{SITE}?ente=montiano"))
    assert len(page.select(".conformity-chart text")) == 2
    assert page.select_one(".conformity-chart")["aria-label"]
    assert page.select_one(f'a[href="{HERE}{first.pk}/"]')
    assert "Risolte dal controllo prima" in page.get_text()
    assert "Alfa" in words(desk.get(f"{HERE}{first.pk}/"))


def test_the_spreadsheet_holds_every_finding_and_no_formula(desk, editor, montiano):
    page = a_news_item(montiano, "=SOMMA(A1)")
    run = a_run(montiano, [a_finding(page, "+1 cosa"), a_finding(page, "Altra")])
    desk.force_login(editor)
    answer = desk.get(f"{HERE}{run.pk}/controllo.csv")
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    found = [row for row in rows if row["Criterio"] == "C.SI.1.3"]
    assert {row["Che cosa non va"] for row in found} == {"'+1 cosa", "Altra"}
    assert {row["Pagina"] for row in found} == {"'=SOMMA(A1)"}
    assert {row["Criterio"] for row in rows} == set(CRITERIA)
    assert not any(value.startswith(FORMULAS) for row in rows for value in row.values())
    assert "attachment" in answer["Content-Disposition"]


def test_the_document_is_accessible_and_says_what_only_production_proves(desk, editor, montiano):
    run = a_run(montiano, [a_finding(message=f"Cosa #let x = {number} *no*") for number in range(exports.MOST + 5)])
    desk.force_login(editor)
    answer = desk.get(f"{HERE}{run.pk}/controllo.pdf")
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "it"
        assert len(document.pages) > 1


def test_the_last_checks_of_all_bodies_leave_as_one_table(desk, analyst, editor, montiano, cesena):
    a_run(montiano, [a_finding(message="Di una volta")])
    a_run(montiano, [a_finding(message="Di oggi")])
    a_run(cesena)
    desk.force_login(analyst)
    shown = soup(desk.get(HERE))
    table, document = (shown.select_one(f'a[href="{HERE}tutti.{kind}"]')["href"] for kind in ("csv", "pdf"))
    rows = list(csv.DictReader(io.StringIO(desk.get(table).content.decode("utf-8-sig")), delimiter=";"))
    assert {row["Ente"] for row in rows} == {"Comune di Cesena", "Comune di Montiano"}
    told = {row["Che cosa non va"] for row in rows if row["Ente"] == "Comune di Montiano"}
    assert "Di oggi" in told
    assert "Di una volta" not in told
    with pikepdf.open(io.BytesIO(desk.get(document).content)) as made:
        assert made.Root.MarkInfo.Marked
    # Who works for one body gets theirs.
    desk.force_login(editor)
    assert "Comune di Cesena" not in desk.get(table).content.decode("utf-8-sig")


def test_where_nothing_was_checked_there_is_nothing_to_take_away(desk, analyst, montiano):
    desk.force_login(analyst)
    assert not soup(desk.get(HERE)).select(".conformity-exports a")
    assert desk.get(f"{HERE}tutti.csv").status_code == 404
    assert desk.get(f"{HERE}tutti.pdf").status_code == 404


def test_the_first_page_of_the_admin_shows_the_worst_things(desk, editor, montiano, cesena):
    page = a_news_item(montiano, "Da completare")
    a_run(cesena, [a_finding(message="Canarino")])
    a_run(montiano, [a_finding(page), a_finding(message="Un consiglio", severity=WARNING)])
    desk.force_login(editor)
    text = desk.get("/admin/").content.decode()
    assert "Conformità: da sistemare" in text
    assert "Da completare" in text
    assert "Canarino" not in text
    assert "Un consiglio" not in text


def test_the_menu_leads_to_the_checks_only_who_may_read_them(desk, montiano):
    for name, expected in (("editor", True), ("analyst", True), ("clerk", False)):
        desk.force_login(User.objects.get(username=name))
        assert (HERE in desk.get("/admin/").content.decode()) is expected, name
