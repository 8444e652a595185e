"""What the public finds in Amministrazione trasparente."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from home.municipalities import Order, create
from tests.editing import PageEditor
from tests.factories import a_person, a_role, a_service, an_office, page_with, term
from tests.reading import read, texts, words
from tests.transparency.sections import RATES, publish, with_file
from transparency.models import TransparencyIndexPage, TransparencySectionPage
from transparency.planting import plant
from transparency.scheme import sections

pytestmark = pytest.mark.django_db
INDEX = "/amministrazione-trasparente/"
ASSETS = "at-organizzazione--dichiarazioni-patrimoniali"


def test_the_index_shows_the_twenty_two_sections_and_their_parts(citizen, montiano):
    soup = read(citizen, INDEX)
    assert texts(soup, ".transparency-tree__title") == [s.title for s in sections().values() if not s.parent]
    parts = texts(soup, ".transparency-tree__parts a")
    assert parts == [s.title for s in sections().values() if s.parent and not s.is_large]


def test_a_new_municipality_has_every_section_and_making_it_again_adds_none(db, union):
    order = Order("prova", "Comune di Prova", "Prova", "prova.test")
    tenant, _made = create(order)
    pages = TransparencySectionPage.objects.of(tenant)
    assert pages.count() == len(sections())
    assert create(order) == (tenant, False)
    assert plant(tenant) == 0
    pages.get(site_key="at-bilanci--piano-degli-indicatori").delete()
    assert plant(tenant) == 1


def test_a_section_says_its_law_its_day_and_when_it_will_be_renewed(citizen, montiano, clock):
    section = publish(page_with(montiano, RATES), data_updated_on=date(2026, 10, 1))
    soup = read(citizen, section.path_url)
    assert texts(soup, "h1") == ["Tassi di assenza"]
    facts = words(soup.select_one(".fact-list"))
    assert "1° ottobre 2026" in facts
    assert "Da aggiornare entro 1° gennaio 2027" in facts
    assert "Ogni tre mesi" in facts
    assert "D.Lgs. 33/2013, art. 16, c. 3" in facts
    assert [words(a) for a in soup.select('.transparency-menu [aria-current="page"]')] == ["Tassi di assenza"]


def test_an_empty_section_says_so_with_the_day(citizen, montiano, clock):
    page = page_with(montiano, RATES)
    assert "Al 24 novembre 2026" in words(read(citizen, page.path_url).main)
    publish(page, data_updated_on=date(2026, 10, 1))
    text = words(read(citizen, page.path_url).main)
    assert "Al momento non ci sono dati da pubblicare" in text
    assert "Al 1° ottobre 2026" in text


def test_what_does_not_apply_gives_its_reason(citizen, montiano):
    page = publish(page_with(montiano, RATES), not_applicable="Il Comune non ha dipendenti.")
    text = words(read(citizen, page.path_url).main)
    assert "Non si applica" in text
    assert "Il Comune non ha dipendenti." in text
    assert "Al momento non ci sono dati" not in text


def test_a_table_pasted_from_a_spreadsheet_is_a_real_table(citizen, montiano):
    data = {"caption": "Assenze", "data": "Ufficio\tAssenze\r\nAnagrafe\t8,2%\r\n"}
    page = publish(page_with(montiano, RATES), body=[("table", data)])
    table = read(citizen, page.path_url).find("table")
    assert [words(cell) for cell in table.thead.find_all("th")] == ["Ufficio", "Assenze"]
    assert [words(cell) for cell in table.tbody.find_all(["th", "td"])] == ["Anagrafe", "8,2%"]


def test_a_table_with_a_row_too_short_is_refused_and_says_which():
    block = TransparencySectionPage.body.field.stream_block.child_blocks["table"]
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({"caption": "Assenze", "data": "Ufficio;Assenze\nAnagrafe"}))
    assert "La riga 2 ha 1 colonne" in str(refused.value.block_errors["data"])


def test_files_show_their_day_and_format(citizen, montiano, clock):
    section, _file = with_file(montiano, "2026-03-01")
    with_file(montiano, "2026-03-02", name="assenze.xlsx")
    text = words(read(citizen, section.path_url).main)
    assert "CSV" in text
    assert "Pubblicato il 1° marzo 2026" in text
    assert text.count("formato non aperto") == 1


def test_offices_people_and_services_are_shown_without_writing_them_twice(citizen, montiano):
    office = an_office(montiano, "Ufficio tributi")
    mayor = a_person(montiano, "Ada", "Bianchi")
    a_role(mayor, office, "Sindaca")
    a_role(
        a_person(montiano, "Ugo", "Neri"),
        office,
        "Capo",
        role_type=term("tipi_incarico", "amministrativo"),
        is_leader=1,
    )
    service = a_service(montiano, "Pagare la TARI", responsible_office=office, max_days=30)

    def main(key: str):
        return read(citizen, page_with(montiano, key).path_url).main

    assert mayor.path_url in [
        a["href"] for a in main("at-organizzazione--titolari-di-incarichi-politici").select("td a, th a")
    ]
    assert "Ufficio tributi" in words(main("at-organizzazione--articolazione-degli-uffici").table)
    assert "Ugo Neri" in words(main("at-organizzazione--articolazione-degli-uffici").table)
    assert "+39 0547 000 401" in words(main("at-organizzazione--telefono-e-posta-elettronica").table)
    assert "Ugo Neri" in words(main("at-personale--titolari-di-incarichi-dirigenziali").table)
    proceedings = main("at-attivita-e-procedimenti--tipologie-di-procedimento").table
    assert "30 giorni" in words(proceedings)
    assert service.path_url in [a["href"] for a in proceedings.find_all("a")]


def test_who_left_office_is_shown_for_three_years(citizen, montiano, clock):
    person = a_person(montiano, "Ada", "Bianchi")
    a_role(person, an_office(montiano), "Assessora", start_on=date(2020, 1, 1), end_on=date(2023, 11, 24))
    path = page_with(montiano, "at-organizzazione--cessati-dall-incarico").path_url
    assert "Ada Bianchi" in words(read(citizen, path).main)
    clock.set("2026-11-25 10:00")
    assert "Ada Bianchi" not in words(read(citizen, path).main)


def test_the_parts_of_larger_municipalities_follow_the_switch(citizen, montiano):
    page = page_with(montiano, ASSETS)
    path = INDEX + "organizzazione/dichiarazioni-patrimoniali/"
    read(citizen, path, status=404)
    assert page.title not in words(read(citizen, INDEX).main)
    with pytest.raises(ValidationError, match=r"15\.000"):
        page.save_revision().publish()

    montiano.large_transparency = True
    montiano.save()
    assert texts(read(citizen, path), "h1") == [page.title]
    assert page.title in words(read(citizen, INDEX).main)
    assert page.title in words(read(citizen, "/cerca/?q=patrimoniali").main)

    montiano.large_transparency = False
    montiano.save()
    read(citizen, path, status=404)
    assert page.title not in words(read(citizen, "/cerca/?q=patrimoniali").main)


def test_titles_are_those_of_the_law(montiano):
    page = page_with(montiano, RATES)
    page.title = "Assenze"
    with pytest.raises(ValidationError, match="Tassi di assenza"):
        page.save_revision().publish()


def test_search_engines_may_read_everything(citizen, montiano):
    for path in (INDEX, page_with(montiano, RATES).path_url):
        answer = citizen.get(path)
        assert "X-Robots-Tag" not in answer.headers
        assert b"noindex" not in answer.content
    assert "amministrazione-trasparente" not in citizen.get("/robots.txt").content.decode()


def test_a_body_with_an_outside_platform_sends_there(citizen, neighbour, montiano):
    path = page_with(montiano, RATES).path_url
    montiano.transparency_url = "https://trasparenza.example/"
    montiano.save()
    for address in (INDEX, path):
        answer = citizen.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "https://trasparenza.example/")
    assert citizen.get(INDEX + "stato-di-pubblicazione.csv").status_code == 404
    assert neighbour.get(INDEX).status_code == 200


def test_the_search_finds_sections_by_title_description_and_files(citizen, montiano, clock):
    with_file(montiano, "2026-03-01", name="presenze.csv")
    for query in ("tassi", "ASSENZE ufficio", "presenze.csv"):
        assert "Tassi di assenza" in texts(read(citizen, f"{INDEX}?q={query}"), ".transparency-results h3"), query
    soup = read(citizen, f"{INDEX}?q=zzz")
    assert "0 sezioni per «zzz»" in words(soup.main)
    clock.set("2032-01-01 10:00")
    assert texts(read(citizen, f"{INDEX}?q=presenze.csv"), ".transparency-results h3") == []


def test_strange_searches_are_harmless(citizen, montiano):
    for query in ("%00", "%3Cscript%3E", "a" * 3000, "'%22"):
        assert "<script>" not in str(read(citizen, f"{INDEX}?q={query}").main)


def test_the_state_of_publication_has_a_line_for_each_heading(citizen, montiano, clock):
    publish(page_with(montiano, RATES), data_updated_on=date(2026, 3, 1))
    answer = citizen.get(INDEX + "stato-di-pubblicazione.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(sections()) - 1  # all but the one of larger municipalities
    line = next(row for row in rows if row["Sottosezione"] == "Tassi di assenza")
    assert line["Dati aggiornati il"] == "01/03/2026"
    assert line["Da aggiornare entro"] == "01/06/2026"
    assert line["Stato"] == "In ritardo"
    assert line["Indirizzo"].endswith("/personale/tassi-di-assenza/")


def test_an_office_may_add_a_heading_of_its_own_but_no_third_level(citizen, montiano):
    top = page_with(montiano, "at-altri-contenuti")
    own = TransparencySectionPage(title="Volontari", slug="volontari", summary="Chi aiuta il Comune.")
    top.add_child(instance=own)
    own.save_revision().publish()
    assert "Volontari" in texts(read(citizen, INDEX), ".transparency-tree__parts a")
    assert not TransparencySectionPage.can_create_at(own)
    assert TransparencySectionPage.can_create_at(top)
    assert not TransparencyIndexPage.can_create_at(page_with(montiano, "home"))


def test_a_new_section_can_be_previewed_before_anything_is_written(desk, editor, montiano):
    desk.force_login(editor)
    parent = page_with(montiano, "at-altri-contenuti")
    form = PageEditor.new(desk, TransparencySectionPage, parent)
    names = ["transparency", "transparencysectionpage", parent.pk]
    address = reverse("wagtailadmin_pages:preview_on_add", args=names)
    form.write(title="Volontari", slug="volontari")
    assert desk.post(address, dict(form.data.lists())).json()["is_valid"]
    assert "Volontari" in desk.get(address).content.decode()
