"""An editor writes a service sheet: drafts may lack anything, publishing may not, and nothing typed is lost."""

import pytest

from services.models import ServicePage
from tests.editing import PageEditor
from tests.factories import a_service, an_office, document, page_with, term

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MANDATORY = {
    "summary": "Descrizione breve",
    "topics": "Argomenti",
    "audience": "A chi è rivolto",
    "how_to": "Come fare",
    "needed_intro": "Cosa serve",
    "outcome": "Cosa si ottiene",
    "times_intro": "Tempi e scadenze",
    "channels": "Accedi al servizio",
    "conditions_file": "Condizioni di servizio",
    "responsible_office": "Contatti: l'ufficio responsabile",
}
CHOSEN = ("conditions_file", "responsible_office")  # Wagtail asks for these itself


@pytest.fixture
def sheet(desk, informatica, montiano):
    """A complete sheet that the public reads, open on the editor's desk."""
    desk.force_login(informatica)
    return a_service(montiano)


def test_a_sheet_with_only_its_title_is_saved_as_a_draft(desk, informatica, montiano):
    desk.force_login(informatica)
    editor = PageEditor.new(desk, ServicePage, page_with(montiano, "categoria-ambiente"))
    answer = editor.write(title="Compostiera", slug="compostiera").save()
    page = ServicePage.objects.get(slug="compostiera")
    assert answer.accepted
    assert not page.live
    assert page.tenant == montiano


def test_an_editor_fills_in_the_whole_sheet_and_publishes_it(desk, informatica, citizen, montiano):
    desk.force_login(informatica)
    editor = PageEditor.new(desk, ServicePage, page_with(montiano, "categoria-ambiente"))
    editor.write(
        title="Compostiera domestica",
        slug="compostiera-domestica",
        summary="Come avere la compostiera.",
        topics=[term("argomenti", "gestione-rifiuti").pk],
        audience="<p>Chi ha un orto.</p>",
        how_to="<p>Chiedila allo sportello.</p>",
        needed_intro="<p>Porta un documento.</p>",
        outcome="<p>La compostiera.</p>",
        times_intro="<p>La ritiri subito.</p>",
        conditions_file=document(montiano).pk,
        responsible_office=an_office(montiano, "Ufficio ambiente").pk,
    )
    editor.stream("needed", [("requirement", {"text": "Un documento", "note": "", "only_if": "", "form": ""})])
    editor.stream("channels", [("desk", {"intro": "Il lunedì mattina."})])
    editor.stream(
        "costs", [("cost", {"title": "Cauzione", "amount": "5", "for_whom": "", "how_to_pay": ["pos"], "note": ""})]
    )
    assert editor.publish().accepted
    page = ServicePage.objects.get(slug="compostiera-domestica")
    html = citizen.get(page.path_url).content.decode()
    assert "Chiedila allo sportello." in html
    assert "5,00" in html
    assert "Carta allo sportello" in html


def test_a_sheet_without_its_mandatory_parts_is_not_published_and_says_which_beside_each_field(desk, sheet, citizen):
    editor = PageEditor.of(desk, sheet).clear(*MANDATORY).stream("channels", [])
    answer = editor.write(alternative_title="Il mio sottotitolo", costs_intro="<p>Non costa nulla.</p>").publish()
    assert not answer.accepted
    assert {field: answer.beside(field) for field in MANDATORY} == {
        field: f"Manca «{part}»: senza questa parte la pagina non si può pubblicare."
        if field not in CHOSEN
        else "Questo campo è obbligatorio."
        for field, part in MANDATORY.items()
    }
    assert answer.typed("alternative_title") == "Il mio sottotitolo"
    assert "Non costa nulla." in answer.typed("costs_intro")
    assert "Il mio sottotitolo" not in citizen.get(sheet.path_url).content.decode()


def test_one_missing_part_is_enough_to_refuse_publication(montiano):
    page = a_service(montiano)
    assert page.missing_parts() == {}
    for field in MANDATORY:
        assert list(page.missing_parts({field: ""})) == [field]


def test_markup_and_spaces_alone_do_not_fill_a_mandatory_part(desk, sheet):
    answer = PageEditor.of(desk, sheet).write(audience="<p>   </p><p>&nbsp;</p>").publish()
    assert not answer.accepted
    assert "A chi è rivolto" in answer.beside("audience")


def test_the_same_incomplete_sheet_is_saved_as_a_draft_while_the_public_reads_the_old_one(desk, sheet, citizen):
    editor = PageEditor.of(desk, sheet).clear("how_to").write(summary="La bozza di domani.")
    assert editor.save().accepted
    sheet.refresh_from_db()
    assert sheet.has_unpublished_changes
    assert sheet.get_latest_revision_as_object().summary == "La bozza di domani."
    html = citizen.get(sheet.path_url).content.decode()
    assert "Vieni allo sportello." in html
    assert "La bozza di domani." not in html


def test_a_service_that_is_not_active_needs_its_reason(desk, sheet):
    editor = PageEditor.of(desk, sheet).clear("is_active")
    answer = editor.publish()
    assert not answer.accepted
    assert "scrivi il motivo" in answer.beside("inactive_reason")
    assert editor.write(inactive_reason="L'ufficio trasloca.").publish().accepted


def test_a_citizen_reads_why_a_service_is_not_active_and_finds_no_button_to_ask_for_it(citizen, montiano):
    online = {"type": "online", "value": {"intro": "", "label": "Chiedi qui", "url": "https://www.inps.it/"}}
    page = a_service(montiano, is_active=False, inactive_reason="Riapre a gennaio.", channels=[online])
    html = citizen.get(page.path_url).content.decode()
    assert "Servizio non attivo" in html
    assert "Riapre a gennaio." in html
    assert 'data-element="service-online-access"' not in html


def a_cost(**fields):
    return ("cost", {"title": "Rilascio", "amount": "22.21", "for_whom": "", "how_to_pay": [], "note": "", **fields})


def test_a_cost_needs_how_to_pay_and_keeps_what_was_typed(desk, sheet):
    editor = PageEditor.of(desk, sheet).stream("costs", [a_cost(for_whom="Per gli adulti")])
    answer = editor.publish()
    assert not answer.accepted
    assert "Scegli almeno un modo di pagare" in answer.in_blocks("costs")[0, "how_to_pay"]
    assert answer.typed_in_blocks("costs")[0]["value"]["for_whom"] == "Per gli adulti"
    assert editor.stream("costs", [a_cost(how_to_pay=["pagopa", "pos"])]).publish().accepted


def test_what_is_free_needs_no_way_of_paying(desk, sheet):
    assert PageEditor.of(desk, sheet).stream("costs", [a_cost(amount="0")]).publish().accepted


def test_a_cost_cannot_be_negative(desk, sheet):
    answer = PageEditor.of(desk, sheet).stream("costs", [a_cost(amount="-1", how_to_pay=["pos"])]).publish()
    assert not answer.accepted
    assert (0, "amount") in answer.in_blocks("costs")


def test_average_days_cannot_exceed_the_maximum(desk, sheet):
    answer = PageEditor.of(desk, sheet).write(max_days=10, average_days=30).publish()
    assert not answer.accepted
    assert "I giorni medi non possono superare quelli massimi." in answer.beside("average_days")


@pytest.mark.parametrize("both", [True, False], ids=["file and address", "neither"])
def test_a_document_is_a_file_or_an_address_never_both_and_never_none(desk, sheet, montiano, both):
    value = {
        "title": "Modulo di delega",
        "file": document(montiano).pk if both else "",
        "url": "https://www.example.org/delega.pdf" if both else "",
    }
    answer = PageEditor.of(desk, sheet).stream("documents", [("document", value)]).publish()
    assert not answer.accepted
    assert "uno dei due, non entrambi" in answer.in_blocks("documents")[0, "file"]
    assert answer.typed_in_blocks("documents")[0]["value"]["title"] == "Modulo di delega"


def test_a_document_with_one_source_is_accepted(desk, sheet, montiano):
    file = {"title": "Modulo", "file": document(montiano).pk, "url": ""}
    address = {"title": "Regole", "file": "", "url": "https://www.example.org/regole"}
    editor = PageEditor.of(desk, sheet).stream("documents", [("document", file), ("document", address)])
    assert editor.publish().accepted
    assert [block.value["title"] for block in ServicePage.objects.get(pk=sheet.pk).documents] == ["Modulo", "Regole"]


def test_a_wrong_address_of_the_online_channel_is_refused_beside_it(desk, sheet):
    online = ("online", {"intro": "", "label": "Chiedi", "url": "javascript:alert(1)"})
    answer = PageEditor.of(desk, sheet).stream("channels", [online]).publish()
    assert not answer.accepted
    assert (0, "url") in answer.in_blocks("channels")


def test_an_editor_chooses_only_among_the_offices_and_contacts_of_their_own_municipality(desk, sheet, montiano, cesena):
    foreign, own = an_office(cesena, "Ufficio di Cesena"), an_office(montiano, "Ufficio di Montiano")
    assert not PageEditor.of(desk, sheet).write(responsible_office=foreign.pk).publish().accepted
    assert PageEditor.of(desk, sheet).write(responsible_office=own.pk).publish().accepted


def test_a_retired_term_stays_where_it_is_and_is_not_offered_elsewhere(desk, sheet, montiano):
    topic = term("argomenti", "anagrafe")
    topic.is_retired = True
    topic.save()
    other = a_service(montiano, "Altro", topics=[term("argomenti", "imposte")])
    assert PageEditor.of(desk, sheet).publish().accepted
    assert topic in sheet.__class__.objects.get(pk=sheet.pk).topics.all()
    assert not PageEditor.of(desk, other).write(topics=[topic.pk]).publish().accepted
