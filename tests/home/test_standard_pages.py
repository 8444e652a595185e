"""Every address that header, footer and sheets link to is a useful page from the first day."""

import pytest

from home.models import HomePage, InfoPage, ThematicSitesPage
from home.municipalities import Order, create
from home.site_plan import NODES
from tests.editing import PageEditor
from tests.factories import a_place, a_service, an_office, page_with
from tests.reading import marked, read, texts, words

pytestmark = pytest.mark.django_db
LICENCE = (
    "In applicazione del principio open by default ai sensi dell’articolo 52 del decreto legislativo 7 marzo 2005, "
    "n. 82 (CAD) e salvo dove diversamente specificato (compresi i contenuti incorporati di terzi), i dati, i documenti "
    "e le informazioni pubblicati sul sito sono rilasciati con licenza CC-BY 4.0. Gli utenti sono quindi liberi di "
    "condividere (riprodurre, distribuire, comunicare al pubblico, esporre in pubblico), rappresentare, eseguire e "
    "recitare questo materiale con qualsiasi mezzo e formato e modificare (trasformare il materiale e utilizzarlo per "
    "opere derivate) per qualsiasi fine, anche commerciale con il solo onere di attribuzione, senza apporre restrizioni "
    "aggiuntive."
)
PLAIN = [node for node in NODES if node.model == "home.InfoPage"]


def test_the_licence_is_told_with_the_exact_words_of_the_law(citizen):
    page = read(citizen, "/note-legali/")
    assert [words(part) for part in marked(page, "legal-notes-section")] == ["Licenza dei contenuti"]
    bodies = marked(page, "legal-notes-body")
    assert " ".join(" ".join(part.get_text().split()) for part in bodies) == LICENCE
    links = {words(link): link["href"] for part in bodies for link in part.select("a")}
    assert links == {"licenza CC-BY 4.0": "https://creativecommons.org/licenses/by/4.0/legalcode.it"}


def test_an_editor_cannot_change_a_word_of_the_licence(desk, informatica, montiano, citizen):
    desk.force_login(informatica)
    editor = PageEditor.of(desk, page_with(montiano, "note-legali"))
    assert editor.stream("body", [("licence", "Tutti i diritti riservati.")]).publish().accepted
    page = read(citizen, "/note-legali/")
    assert " ".join(marked(page, "legal-notes-body")[0].get_text().split()) == LICENCE
    assert "Tutti i diritti riservati." not in words(page)


def test_every_plain_page_of_the_plan_answers_and_says_something_useful(citizen, montiano):
    for node in PLAIN:
        path = page_with(montiano, node.key).path_url
        page = read(citizen, path)
        text = words(page.main)
        assert words(page.h1) == node.title, path
        assert len(text) > 600, (path, len(text))
        for promise in ("in costruzione", "coming soon", "prossimamente", "presto disponibile", "lorem ipsum"):
            assert promise not in text.lower(), (path, promise)
        assert not page.main.select("form"), path
        assert "{" not in text, path


def test_privacy_names_the_controller_the_rights_and_the_complaint(citizen):
    text = words(read(citizen, "/privacy/").main)
    for part in ("Comune di Montiano", "titolare", "Garante", "diritt", "quanto tempo"):
        assert part in text


def test_the_index_of_a_plain_page_leads_to_its_sections(citizen):
    page = read(citizen, "/privacy/")
    anchors = [link["href"] for link in page.select("[data-element=page-index] a")]
    assert len(anchors) > 4
    assert all(page.find(id=anchor.removeprefix("#")) for anchor in anchors)


def test_no_text_of_one_municipality_names_another(neighbour, cesena):
    for node in PLAIN:
        text = words(read(neighbour, page_with(cesena, node.key).path_url))
        assert "Montiano" not in text, node.key


def test_the_site_map_reaches_the_third_level_and_the_pages_outside_the_sections(citizen, montiano):
    sheet = a_service(montiano)
    page = read(citizen, "/mappa-del-sito/")
    links = [link["href"] for link in page.main.select("a")]
    for path in ("/servizi/", "/servizi/anagrafe-e-stato-civile/", sheet.path_url, "/note-legali/", "/argomenti/"):
        assert path in links
    assert "/argomenti/anagrafe/" in links
    assert texts(page.main, "h2")[:4] == ["Amministrazione", "Novità", "Servizi", "Vivere il Comune"]


def test_a_page_emptied_by_the_editor_is_not_published(desk, informatica, montiano):
    desk.force_login(informatica)
    answer = PageEditor.of(desk, page_with(montiano, "privacy")).stream("body", []).publish()
    assert not answer.accepted
    assert "Manca «Contenuto»" in answer.beside("body")


def test_what_an_editor_has_changed_survives_a_new_creation_of_the_site(montiano, citizen):
    page = page_with(montiano, "privacy")
    page.summary = "Il nostro riassunto."
    page.save_revision().publish()
    create(Order("montiano", "Comune di Montiano", "Montiano", "montiano.test"))
    assert InfoPage.objects.get(pk=page.pk).summary == "Il nostro riassunto."


def test_the_site_map_holds_what_is_not_in_menus_and_cuts_a_branch_that_is_too_long(citizen, montiano, monkeypatch):
    monkeypatch.setattr("home.models.plain.MOST_OF_A_BRANCH", 2)
    office = an_office(montiano)
    for number in range(5):
        a_service(montiano, f"Certificato {number}", responsible_office=office)
    page = read(citizen, "/mappa-del-sito/")
    links = [link["href"] for link in page.main.select("a")]
    assert "/servizi/prenotazione/" in links
    assert len([path for path in links if "/certificato-" in path]) == 2
    assert "e altre 3 pagine" in words(page.main)
    assert "/servizi/ambiente/" not in links  # nothing is published there


def test_the_improvement_plan_has_the_six_measures_with_what_is_done_and_by_when(citizen):
    page = read(citizen, "/piano-di-miglioramento/")
    table = page.main.select_one("table")
    assert words(table.caption)
    assert texts(table, "thead th") == ["Misura", "Obiettivo", "Che cosa facciamo", "Entro"]
    rows = [[words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]
    assert [row[0].split("(")[1] for row in rows] == ["FCP)", "SI)", "LCP)", "TTI)", "TBT)", "CLS)"]
    assert all(row[2] and row[3] for row in rows)
    assert "La prima volta è entro il 31 marzo 2027" in words(page.main)
    assert "da misurare" not in words(page.main)


def test_the_improvement_plan_shows_values_as_soon_as_one_is_known(citizen, montiano):
    plan = page_with(montiano, "piano-di-miglioramento")
    [measures] = [block for block in plan.body if block.block_type == "metrics"]
    measures.value["items"][1]["value"] = "1,6 secondi"
    plan.save_revision().publish()
    table = read(citizen, "/piano-di-miglioramento/").main.select_one("table")
    assert texts(table, "thead th")[:2] == ["Misura", "Valore"]
    assert [words(row.select("th, td")[1]) for row in table.select("tbody tr")][:3] == [
        "da misurare",
        "1,6 secondi",
        "da misurare",
    ]


def sites(number: int) -> list[dict]:
    site = {"description": "Un sito.", "url": "https://www.biblioteca.example/"}
    return [{"type": "site", "value": {**site, "title": f"Sito {n}"}, "id": f"sito-{n}"} for n in range(number)]


def test_the_front_page_shows_three_thematic_sites_and_leads_to_the_others(citizen, montiano):
    home = page_with(montiano, "home")
    home.thematic_sites = sites(5)
    home.save_revision().publish()
    page = read(citizen, "/")
    section = page.select_one("section[aria-labelledby=siti-tematici]")
    assert texts(section, "h3") == ["Sito 0", "Sito 1", "Sito 2"]
    assert "Tutti i siti tematici" not in words(section)  # nobody has made the page yet
    assert "biblioteca.example" in words(section)
    whole = ThematicSitesPage(title="Siti tematici", slug="siti-tematici", summary="Altri siti.", locale=home.locale)
    home.refresh_from_db()
    home.add_child(instance=whole)
    whole.save_revision().publish()
    assert read(citizen, "/").select_one("section[aria-labelledby=siti-tematici] .btn")["href"] == "/siti-tematici/"
    assert len(texts(read(citizen, "/siti-tematici/").main, "h3")) == 5


def test_a_thematic_site_may_be_a_page_of_ours_and_goes_when_it_goes(citizen, montiano):
    place = a_place(montiano, "Rocca malatestiana")
    home = page_with(montiano, "home")
    ours = {"title": "La rocca", "description": "Il castello.", "page": place.pk, "url": ""}
    home.thematic_sites = [{"type": "site", "value": ours, "id": "rocca"}, *sites(1)]
    home.save_revision().publish()
    section = read(citizen, "/").select_one("section[aria-labelledby=siti-tematici]")
    assert [(words(link), link["href"]) for link in section.select("h3 a")] == [
        ("La rocca", place.path_url),
        ("Sito 0", "https://www.biblioteca.example/"),
    ]
    place.unpublish()
    assert texts(read(citizen, "/"), "section[aria-labelledby=siti-tematici] h3") == ["Sito 0"]


@pytest.mark.parametrize("where", [{}, {"page": True, "url": "https://www.biblioteca.example/"}])
def test_a_thematic_site_leads_to_one_place(montiano, where):
    from wagtail.blocks import StreamBlockValidationError

    block = HomePage._meta.get_field("thematic_sites").stream_block
    page = a_place(montiano, "Rocca malatestiana").pk if where.get("page") else None
    value = {"title": "La rocca", "description": "Il castello.", "page": page, "url": where.get("url", "")}
    with pytest.raises(StreamBlockValidationError):
        block.clean(block.to_python([{"type": "site", "value": value, "id": "rocca"}]))
