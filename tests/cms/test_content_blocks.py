"""Blocks of the content page: drawn in the picker, refused when they make no sense, cheap however many there are."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks.base import Block

from cms import freshness, pictures
from cms.blocks import BodyStreamBlock
from cms.blocks.figures import cells_of, faults_of, missing_days
from tests.factories import a_call, a_news_item, a_place, a_service, an_image, an_office, document, page_with
from tests.performance.test_queries import MOST, questions
from tests.performance.world import TINY, linking, rewrite, stream
from tests.reading import read, texts, words

BODY = BodyStreamBlock()


def put(tenant, *blocks):
    """A page of the site with these blocks as its body; return its address."""
    page = page_with(tenant, "media-policy")
    rewrite(page, body=[raw for kind, value in blocks for raw in stream(kind, [value])])
    return page.path_url


def image_of(image) -> dict:
    return {"image": image.pk, "alt_text": "La piazza", "decorative": False}


# --- the picker -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BODY.child_blocks)
def test_every_block_has_words_and_a_drawing_in_the_picker(name, desk, editor):
    block = BODY.child_blocks[name]
    assert block.meta.label
    assert getattr(block.meta, "description", "") or name == "text"
    assert block.is_previewable
    desk.force_login(editor)
    Block.definition_registry[block.definition_prefix] = block
    answer = desk.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "dist/site.css" in html
    assert len(html.split("<main", 1)[1]) > 150, "anteprima vuota"
    assert 'style="' not in html


# --- what they show ---------------------------------------------------------------------------------------------------

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_titles_of_blocks_make_the_index_and_headings_follow_each_other(citizen, montiano):
    path = put(
        montiano,
        ("numbers", {"title": "In numeri", "items": [{"value": "3", "label": "piazze", "note": ""}]}),
        ("icons", {"title": "Come arrivare", "items": [{"icon": "it-pa", "title": "A piedi", "text": ""}]}),
        ("accordion", {"title": "Casi", "items": [{"question": "Uno", "answer": "<p>Sì</p>"}]}),
        ("phases", {"title": "Tappe", "items": [{"title": "Si apre", "date": "2027-03-01", "text": ""}]}),
        ("quote", {"text": "Bello.", "author": "Ada", "role": ""}),
    )
    page = read(citizen, path)
    index = texts(page, "[data-element=page-index] a")
    assert index == ["In numeri", "Come arrivare", "Casi", "Tappe"]
    levels = [int(heading.name[1]) for heading in page.main.select("h1,h2,h3,h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    assert "1 mar 2027" in words(page.main)


def test_cards_take_from_their_page_what_is_not_written_and_vanish_with_it(citizen, montiano):
    sheet, gone = a_service(montiano, "Carta di identità"), a_service(montiano, "Vecchio servizio")
    items = [
        {"page": sheet.pk, "url": "", "title": "", "text": "", "image": None},
        {"page": gone.pk, "url": "", "title": "", "text": "", "image": None},
        {"page": None, "url": "https://altro.example/", "title": "Un altro sito", "text": "Testo", "image": None},
    ]
    gone.unpublish()
    page = read(citizen, put(montiano, ("cards", {"title": "Utili", "look": "plain", "items": items})))
    assert texts(page.main, ".it-card-title a") == ["Carta di identità", "Un altro sito"]
    assert page.main.select_one(".it-card-title a")["href"] == sheet.path_url
    assert "Come chiedere la carta" in words(page.main)


def test_a_button_whose_page_is_gone_takes_its_block_away(citizen, montiano):
    sheet = a_service(montiano)
    value = {"title": "Adesso", "text": "", "label": "Chiedi la carta", "page": sheet.pk, "url": ""}
    path = put(montiano, ("call_to_action", value), ("text", "<p>Altro.</p>"))
    assert texts(read(citizen, path).main, "a.btn-lg") == ["Chiedi la carta"]
    sheet.unpublish()
    assert not read(citizen, path).main.select("a.btn-lg")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"kind": "servizi", "part": "", "topic": ""}, ["Albero", "Carta"]),
        ({"kind": "servizi", "part": "categoria-ambiente", "topic": ""}, ["Albero"]),
        ({"kind": "servizi", "part": "", "topic": "patrimonio-culturale"}, []),
        ({"kind": "novita", "part": "avvisi", "topic": ""}, ["Strada chiusa"]),
        ({"kind": "novita", "part": "", "topic": "mercato"}, ["Strada chiusa", "Mercato"]),
        ({"kind": "luoghi", "part": "", "topic": ""}, ["Rocca"]),
        ({"kind": "inventato", "part": "", "topic": ""}, []),
    ],
)
def test_a_list_fills_itself_by_kind_part_and_topic(citizen, montiano, cesena, value, expected):
    office = an_office(montiano, "Ufficio", seat=a_place(montiano, "Rocca"))
    a_service(montiano, "Carta", responsible_office=office)
    a_service(montiano, "Albero", category="ambiente", responsible_office=office)
    a_service(cesena, "Di Cesena")
    today = timezone.localdate()
    a_news_item(montiano, "Mercato", managed_by=[office], published_on=today - timedelta(days=3))
    a_news_item(montiano, "Strada chiusa", section="avvisi", managed_by=[office], published_on=today)
    for look in ("plain", "list", "picture"):
        value = {"title": "Elenco", "size": "6", "look": look, **value}
        page = read(citizen, put(montiano, ("listing", value)))
        found = texts(
            page.main, "[aria-labelledby=sezione-1] .it-card-title a, [aria-labelledby=sezione-1] .link-list a"
        )
        assert found == expected
        assert expected or "Per ora non c'è niente" in words(page.main)


def test_a_search_block_looks_in_its_section(citizen, montiano):
    page = read(citizen, put(montiano, ("search", {"title": "Cerca", "section": "servizi", "shortcuts": True})))
    form = page.main.select_one("form[role=search]")
    assert form["action"] == "/cerca/"
    assert form.select_one("[name=sezione]")["value"] == "servizi"
    assert form.select_one("label")["for"] == form.select_one("input")["id"]


def test_topics_lead_to_their_pages(citizen, montiano):
    page = read(citizen, put(montiano, ("topics", {"title": "Argomenti", "topics": ["anagrafe", "inventato"]})))
    assert [a["href"] for a in page.main.select("[aria-labelledby=sezione-1] a")] == ["/argomenti/anagrafe/"]


def test_a_film_and_a_gallery_load_nothing_from_others(citizen, montiano):
    image = image_of(an_image(montiano, (64, 36)))
    film = {"title": "Film", "url": "https://video.example/1", "image": image, "duration": "", "transcript": "<p>T</p>"}
    page = read(
        citizen,
        put(
            montiano,
            ("video", film),
            ("gallery", {"title": "Foto", "images": [{"image": image, "caption": "La piazza"}] * 2}),
        ),
    )
    assert not page.select("iframe, video")
    assert len(page.main.select("[aria-labelledby=sezione-2] img[alt='La piazza']")) == 2
    assert page.main.select_one("a[href='https://video.example/1']")["rel"] == ["noopener", "noreferrer"]


def test_the_days_that_are_missing_change_at_midnight(citizen, montiano, clock):
    clock.set("2027-03-30 23:59")
    path = put(montiano, ("countdown", {"title": "Iscrizioni", "date": "2027-03-31", "after": "Chiuse"}))
    assert "è domani" in words(read(citizen, path).main)
    clock.forward(minutes=2)
    assert "è oggi" in words(read(citizen, path).main)
    clock.forward(hours=24)
    assert "Chiuse" in words(read(citizen, path).main)


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, ""), (0, "è oggi"), (1, "è domani"), (2, "mancano 2 giorni"), (12, "mancano 12 giorni")]
)
def test_how_many_days_are_missing(days, expected):
    today = date(2027, 1, 31)
    assert missing_days(today + timedelta(days=days), today) == expected


# --- what they refuse -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("A; B\n1; 2", ""),
        ("A\tB\n1;1\t2", ""),
        ('"Nome; e cognome"; Anni\nAda; 3', ""),
        ("", "almeno due righe"),
        ("A; B", "almeno due righe"),
        ("A\nB", "almeno due colonne"),
        ("A; \n1; 2", "La colonna 2 non ha nome"),
        ("A; B\n1; 2\n1; 2; 3", "La riga 3 ha 3 celle"),
        ("A; B\n" + "1; 2\n" * 500, "troppo grande"),
    ],
)
def test_a_table_says_what_is_wrong_and_where(text, fault):
    found = faults_of(cells_of(text))
    assert (fault in found) if fault else not found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("call_to_action", {"title": "T", "text": "", "label": "L", "page": None, "url": ""}),
        ("table", {"caption": "T", "rows": "solo una riga", "row_head": True, "numbers": False}),
        ("cards", {"title": "T", "look": "plain", "items": [{"page": None, "url": "https://x.example", "title": ""}]}),
    ],
)
def test_a_block_that_leads_nowhere_is_refused(name, value):
    block = BODY.child_blocks[name]
    with pytest.raises(ValidationError):
        block.clean(block.to_python(value))


def test_a_list_of_calls_shows_those_still_open_the_nearest_deadline_first(citizen, montiano):
    for title, days in (("Lontano", 20), ("Vicino", 5), ("Scaduto", -3)):
        deadline = timezone.now() + timedelta(days=days)
        a_call(montiano, title, opens_at=deadline - timedelta(days=40), deadline=deadline)
    path = put(montiano, ("listing", {"title": "Bandi", "kind": "bandi", "part": "", "topic": "", "size": "3"}))
    assert texts(read(citizen, path).main, ".it-card-title a") == ["Vicino", "Lontano"]


# --- what they cost ---------------------------------------------------------------------------------------------------


def everything(tenant, size: int) -> list:
    """Blocks of every kind that shows something else, each full, each with things of its own."""
    offices = [an_office(tenant, f"Ufficio {n}") for n in range(size)]
    pictured = [an_image(tenant, TINY) for _ in range(size)]
    for image in pictured:
        pictures.make_renditions(image)
    sheets = [
        a_service(tenant, f"Certificato {n}", responsible_office=offices[0], image=pictured[n]) for n in range(size)
    ]
    images = [image_of(image) for image in pictured]
    image = images[-1]
    files = [{"title": f"Modulo {n}", "file": document(tenant, f"Modulo {n}").pk, "url": ""} for n in range(size)]
    link = '<p><a linktype="document" id="{}">Il modulo</a></p>'
    texts = [linking([page]) + link.format(row["file"]) for page, row in zip(sheets, files, strict=True)]
    film = {"title": "Film", "url": "https://video.example/1", "image": image, "duration": "", "transcript": ""}
    cards = [
        {"page": page.pk, "url": "", "title": "", "text": "", "image": one}
        for page, one in zip(sheets, images, strict=True)
    ]
    listing = {"title": "Elenco", "part": "", "topic": "", "size": "12"}
    lists = [{**listing, "kind": k, "look": "picture"} for k in ("servizi", "novita", "luoghi", "uffici")]
    return [
        *(("cards", {"title": "Utili", "look": look, "items": cards}) for look in ("plain", "picture") * 3),
        ("call_to_action", {"title": "Adesso", "text": "", "label": "Vai", "page": sheets[0].pk, "url": ""}),
        ("teaser", {"label": "", "title": "T", "text": "", "image": image, "page": sheets[0].pk, "url": ""}),
        *(("listing", one) for one in lists),
        ("gallery", {"title": "Foto", "images": [{"image": one, "caption": ""} for one in images]}),
        ("image", {"image": image, "caption": ""}),
        ("video", film),
        ("topics", {"title": "Argomenti", "topics": ["anagrafe"]}),
        ("offices", {"title": "A chi", "offices": [office.pk for office in offices]}),
        ("attachments", {"title": "Allegati", "items": files}),
        *(("document", row) for row in files),
        *(("text", text) for text in texts),
        *(("section", {"title": "Parte", "text": text}) for text in texts),
        *(("question", {"question": "Quando?", "answer": text}) for text in texts),
    ]


def test_a_page_full_of_blocks_asks_as_much_for_one_thing_as_for_many(citizen, montiano, settings):
    """Also for the first reader after a publication, when nothing is known of menus, offices and pictures."""
    settings.PAGE_CACHE = False
    found = []
    for size in (1, 12):
        path = put(montiano, *everything(montiano, size))
        citizen.get(path)
        freshness.bump(montiano.pk)
        found.append(questions(citizen, path))
    few, many = found
    assert len(few) == len(many)
    assert len(many) <= MOST, "\n".join(many)


def test_a_page_full_of_blocks_shows_what_each_of_them_names(citizen, montiano):
    """Things are read together, yet each block has its own."""
    page = read(citizen, put(montiano, *everything(montiano, 3)))
    first = page.main.select_one("[aria-labelledby=sezione-1]")
    assert texts(first, ".it-card-title a") == ["Certificato 0", "Certificato 1", "Certificato 2"]
    gallery = next(part for part in page.main.select("section") if part.h2 and part.h2.text == "Foto")
    assert len({image["src"] for image in gallery.select("img")}) == 3
    contacts = next(part for part in page.main.select("section") if part.h2 and part.h2.text == "A chi")
    assert [name in words(contacts) for name in ("Ufficio 0", "Ufficio 1", "Ufficio 2")] == [True] * 3
    assert len({a["href"] for a in page.main.select("a") if a.text == "Il modulo"}) == 3


def test_a_document_that_is_gone_leaves_words_without_a_link(citizen, montiano):
    gone = document(montiano, "Vecchio")
    path = put(montiano, ("text", f'<p>Vedi <a linktype="document" id="{gone.pk}">il vecchio modulo</a>.</p>'))
    assert read(citizen, path).main.find("a", string="il vecchio modulo")["href"] == gone.url
    gone.delete()
    assert "href" not in read(citizen, path).main.find("a", string="il vecchio modulo").attrs


def test_the_editor_still_finds_in_the_form_what_a_block_names(desk, publisher, montiano):
    desk.force_login(publisher)
    put(montiano, *everything(montiano, 1))
    form = desk.get(reverse("wagtailadmin_pages:edit", args=[page_with(montiano, "media-policy").pk]))
    assert "Certificato 0" in form.content.decode()
    assert "Ufficio 0" in form.content.decode()
