"""Places: what an editor must write, what a visitor reads."""

import pytest

from cms.models.base_page import Highlight
from tests.editing import PageEditor
from tests.factories import a_contact_point, a_place, an_image, an_office, page_with, term
from tests.reading import read, texts, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(montiano):
    return a_place(montiano, "Rocca malatestiana", opening_hours=[])


def test_a_place_without_its_mandatory_parts_is_not_published(desk, informatica, place):
    desk.force_login(informatica)
    names = ("summary", "access", "street_address", "cap", "locality", "latitude", "contact_points")
    answer = PageEditor.of(desk, place).clear(*names, "longitude").write(district="Centro").publish()
    assert not answer.accepted
    assert not [name for name in names if not answer.beside(name)]
    assert "Manca «Modalità di accesso»" in answer.beside("access")
    assert answer.typed("district") == "Centro"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("cap", "470", "Il CAP ha cinque cifre."),
        ("latitude", "43.9", "Scrivi sia la latitudine sia la longitudine"),
        ("latitude", "91", "90"),
        ("latitude", "12.307", "Questo punto non è in Italia"),
        ("latitude", "45.4", "km dal territorio dell'ente"),
    ],
)
def test_a_place_that_cannot_be_is_refused_beside_the_field(desk, informatica, place, field, value, message):
    desk.force_login(informatica)
    editor = (
        PageEditor.of(desk, place).write(longitude="")
        if message.startswith("Scrivi sia")
        else PageEditor.of(desk, place)
    )
    answer = editor.write(**{field: value}).publish()
    assert not answer.accepted
    assert message in answer.beside(field)
    assert answer.typed(field) == value


def test_hours_of_a_place_cannot_end_before_they_begin(desk, informatica, place):
    desk.force_login(informatica)
    row = ("hours", {"days": ["sab"], "opens": "15:00", "closes": "10:00", "note": ""})
    answer = PageEditor.of(desk, place).stream("opening_hours", [row]).publish()
    assert not answer.accepted
    assert "dopo quella di apertura" in answer.in_blocks("opening_hours")[0, "closes"]


def test_a_visitor_reads_how_to_get_there_and_which_offices_are_inside(citizen, montiano):
    place = a_place(montiano, "Municipio", latitude="44.1", longitude="12.3", district="Centro")
    place.types = [term("tipi_luogo", "palazzo")]
    place.save_revision().publish()
    an_office(montiano, "Ufficio anagrafe", seat=place)
    page = read(citizen, place.path_url)
    text = words(page.main)
    assert "Ingresso senza gradini." in text
    assert "Piazza Maggiore 3, 47020 Montiano" in text
    assert "Ufficio anagrafe" in text
    assert "44.1" in page.main.decode()
    assert place.listing_label == "Palazzo"
    labels = texts(page, "[data-element=page-index] a")
    assert labels == ["Servizi", "Modalità di accesso", "Indirizzo", "Contatti"]


def test_telephone_and_mail_of_a_contact_point_can_be_touched(citizen, montiano):
    place = a_place(montiano, "Biblioteca")
    links = [link["href"] for link in read(citizen, place.path_url).main.select("a[href]")]
    assert "tel:+390547000401" in links
    assert "mailto:sportello@comune.montiano.example" in links


def test_a_contact_point_needs_at_least_one_entry(desk, informatica, montiano):
    desk.force_login(informatica)
    form = {"tenant": montiano.pk, "title": "Sportello", "person": ""}
    formset = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 1, "MAX_NUM_FORMS": 1000}
    form |= {f"entries-{name}": value for name, value in formset.items()}
    answer = desk.post("/admin/snippets/territory/contactpoint/add/", form)
    assert answer.status_code == 200
    assert 'value="Sportello"' in answer.content.decode()


def test_a_changed_telephone_is_read_at_once_on_every_page_that_shows_it(citizen, montiano):
    point = a_contact_point(montiano)
    office = an_office(montiano)
    office.contact_points = [point]
    office.save_revision().publish()
    assert "+39 0547 000 401" in words(read(citizen, office.path_url).main)
    entry = point.entries.get(kind__key="telefono")
    entry.value = "+39 0547 000 499"
    entry.save()
    assert "+39 0547 000 499" in words(read(citizen, office.path_url).main)


def test_the_list_of_places_is_alphabetical_and_leads_to_each(citizen, montiano):
    for title in ("Torre", "Archivio", "Museo"):
        a_place(montiano, title)
    page = read(citizen, page_with(montiano, "luoghi").path_url)
    assert texts(page, "#elenco h3 a") == ["Archivio", "Museo", "Torre"]
    for link in page.select("#elenco a"):
        read(citizen, link["href"])


def test_places_can_be_narrowed_by_their_kind_of_the_first_level(citizen, montiano):
    for title, kind in (("Rocca", "castello"), ("Mura", "mura"), ("Biblioteca civica", "biblioteca")):
        a_place(montiano, title, types=[term("tipi_luogo", kind)])
    page = read(citizen, "/vivere-il-comune/luoghi/")
    kinds = {words(option): option["value"] for option in page.select("#tipo option")}
    fortress = kinds["Architettura militare e fortificata"]
    narrowed = read(citizen, f"/vivere-il-comune/luoghi/?tipo={fortress}")
    assert texts(narrowed, "#elenco h3 a") == ["Mura", "Rocca"]
    assert narrowed.select_one("#tipo option[selected]")["value"] == fortress
    for nothing in ("boh", "", "%00", "castello"):
        assert len(texts(read(citizen, f"/vivere-il-comune/luoghi/?tipo={nothing}"), "#elenco h3")) == 3


@pytest.mark.parametrize("key", ["luoghi", "bandi", "pnrr"])
def test_what_an_editor_puts_in_evidence_stands_above_the_list(citizen, montiano, key):
    chosen = a_place(montiano, "Fontana vecchia")
    page = page_with(montiano, key)
    page.highlights.add(Highlight(target=chosen))
    page.save_revision().publish()
    shown = read(citizen, page.path_url).select_one("section[aria-labelledby=in-evidenza]")
    assert texts(shown, "h3 a") == ["Fontana vecchia"]


def test_the_section_shows_the_picture_that_the_editor_chose(citizen, montiano):
    page = page_with(montiano, "vivere")
    assert not read(citizen, page.path_url).select(".it-hero-art img")
    page.image = an_image(montiano)
    page.save_revision().publish()
    assert read(citizen, page.path_url).select(".it-hero-art img")
