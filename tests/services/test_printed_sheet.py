"""The sheet of a service on paper: a PDF that a screen reader reads too."""

import io

import pikepdf
import pytest
from wagtail.models import PageViewRestriction

from services import printed
from tests.factories import a_service, an_office

pytestmark = pytest.mark.django_db
EXTRA = {
    "how_to": "<p>Vieni <b>allo sportello</b>.</p><ol><li>Prendi il numero</li><li>Aspetta</li></ol>",
    "needed": [{"type": "requirement", "value": {"text": "Una foto", "note": "Recente", "only_if": "Per i minori"}}],
    "costs": [{"type": "cost", "value": {"title": "Diritti", "amount": "22.21", "how_to_pay": ["pagopa"]}}],
    "timeline": [{"type": "phase", "value": {"title": "Consegna", "amount": 6, "unit": "giorni"}}],
    "average_time": "18 giorni",
    "special_cases": [{"type": "special_case", "value": {"title": "All'estero", "text": "<p>Al consolato.</p>"}}],
}


def open_pdf(client, page):
    answer = client.get(f"{page.path_url}scheda.pdf")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return pikepdf.open(io.BytesIO(answer.content)), answer


def headings(document) -> list[str]:
    """Kinds of the headings in the tree of tags."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    walk(document.Root.StructTreeRoot.K)
    return found


def test_the_pdf_is_tagged_titled_and_says_its_language(citizen, montiano):
    document, answer = open_pdf(citizen, a_service(montiano, "Carta di identità", **EXTRA))
    root = document.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang).lower().startswith("it")
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    tags = headings(document)
    assert tags.count("/H1") == 1
    assert tags.count("/H2") >= 8
    for tag in ("/Table", "/TH", "/L", "/LI", "/P", "/Link"):
        assert tag in tags, tag
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Carta di identità"
        assert metadata["pdfuaid:part"] == "1"
    assert answer["Content-Disposition"].startswith('inline; filename="carta-di-identita')


def test_the_sections_are_those_of_the_page_in_its_order(citizen, montiano, rf):
    page = a_service(montiano, **EXTRA, responsible_office=an_office(montiano, "Ufficio elettorale"))
    request = citizen.get(page.path_url).wsgi_request
    context = page.get_context(request)
    parts = printed.Printed(page, context).parts()
    labels = [part["heading"] for part in parts]
    assert labels == [str(entry["label"]) for entry in context["index"]]
    text = str(parts)
    for words in (
        "allo sportello",
        "Una foto (Per i minori). Recente",
        "22,21 €",
        "6 giorni",
        "Al consolato",
        "18 giorni",
        "0547",
    ):
        assert words in text.replace("\xa0", " "), words


def test_words_of_the_editor_are_never_markup(citizen, montiano):
    nasty = "#panic() $x$ *no* [a](b) <script> \\ @x `y` // \u0001"
    page = a_service(montiano, "Titolo #strange() $ * _", audience=f"<p>{nasty.replace('<', '&lt;')}</p>")
    document, _answer = open_pdf(citizen, page)
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Titolo #strange() $ * _"


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("", []),
        ("testo nudo", ["p"]),
        ("<p>Uno</p><p></p><ul><li>A <a href='/x/'>b</a></li></ul>", ["p", "ul"]),
        ("<ol><li>A</li></ol><p>fine<br/>riga</p>", ["ol", "p"]),
        ("<ul></ul>", ["ul"]),
    ],
)
def test_rich_text_becomes_paragraphs_and_lists(html, kinds):
    blocks = printed.blocks_of(html, "https://montiano.test")
    assert [block["kind"] for block in blocks] == kinds


def test_links_are_whole_addresses_and_spaces_stay():
    block = printed.blocks_of("<p>Vedi <a href='/servizi/'>i servizi</a>, <b>tutti</b>.</p>", "https://montiano.test")[
        0
    ]
    assert [run["url"] for run in block["runs"] if run["url"]] == ["https://montiano.test/servizi/"]
    assert "".join(run["text"] for run in block["runs"]) == "Vedi i servizi, tutti."


def test_only_published_sheets_have_one(citizen, neighbour, montiano):
    page = a_service(montiano)
    address = f"{page.path_url}scheda.pdf"
    assert citizen.get("/servizi/scheda.pdf").status_code == 404
    assert citizen.get("/manca/scheda.pdf").status_code == 404
    assert citizen.get(f"/en{address}").status_code == 404
    assert neighbour.get(address).status_code == 404
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert citizen.get(address).status_code == 404
    restriction.delete()
    assert citizen.get(address).status_code == 200
    page.unpublish()
    assert citizen.get(address).status_code == 404


def test_it_is_made_once_for_each_publication(citizen, montiano, monkeypatch):
    page = a_service(montiano)
    made = []
    real = printed.document
    monkeypatch.setattr(printed, "document", lambda *args: made.append(1) or real(*args))
    first = citizen.get(f"{page.path_url}scheda.pdf")
    again = citizen.get(f"{page.path_url}scheda.pdf")
    assert (len(made), again["X-Page-Cache"]) == (1, "hit")
    assert again["Content-Disposition"] == first["Content-Disposition"]
    page.summary = "Un altro riassunto."
    page.save_revision().publish()
    citizen.get(f"{page.path_url}scheda.pdf")
    assert len(made) == 2


def test_a_service_that_is_not_active_says_so_on_paper_too(citizen, montiano):
    page = a_service(montiano, is_active=False, inactive_reason="Riapre a marzo.")
    open_pdf(citizen, page)


def test_the_page_offers_it(citizen, montiano):
    page = a_service(montiano)
    assert f'href="{page.path_url}scheda.pdf"' in citizen.get(page.path_url).content.decode()


def test_a_sign_that_no_letter_can_draw_does_not_stop_the_document(citizen, montiano):
    page = a_service(montiano, "Nido 🧸 d'infanzia", audience="<p>Bambini 👶 da 3 mesi ⚠️ 中文 – «sì» €</p>")
    document, _answer = open_pdf(citizen, page)
    with document.open_metadata() as metadata:
        assert "Nido" in metadata["dc:title"]
