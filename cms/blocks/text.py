"""Blocks of the plain content page."""

from wagtail import blocks

from cms.blocks.drawn import DrawnBlock, is_sample
from cms.blocks.plain import CharBlock
from cms.blocks.shelf import PageBlock

FEATURES = ["bold", "ol", "ul", "link", "document-link"]


def rich_text(label: str, **kwargs) -> blocks.RichTextBlock:
    """Text with bold, lists and links: nothing that could break the look or the order of headings."""
    return blocks.RichTextBlock(label=label, features=FEATURES, **kwargs)


class SectionBlock(DrawnBlock):
    """A titled part of a page: it enters the index of the page."""

    title = CharBlock(label="Titolo", max_length=120, help_text="Esempio: «Quando siamo aperti».")
    text = rich_text("Testo", help_text="Frasi brevi, un'idea per capoverso.")

    in_index = True

    class Meta:
        icon = "title"
        label = "Sezione"
        description = "Un titolo e il suo testo. Il titolo entra nell'indice della pagina."
        template = "blocks/section_block.html"
        preview_value = {"title": "Quando siamo aperti", "text": "<p>Dal lunedì al venerdì, dalle 8:30 alle 12:30.</p>"}


class CalloutBlock(DrawnBlock):
    """Something the reader must not miss."""

    kind = blocks.ChoiceBlock(
        label="Tipo",
        choices=[("info", "Informazione"), ("warning", "Attenzione"), ("success", "Buona notizia")],
        default="info",
        help_text="«Attenzione» solo se chi non legge rischia qualcosa. Esempio: una scadenza.",
    )
    title = CharBlock(label="Titolo", max_length=80, help_text="Esempio: «Porta un documento».")
    text = rich_text("Testo", help_text="Una o due frasi.")

    class Meta:
        icon = "warning"
        label = "Riquadro in evidenza"
        description = "Un avviso breve che chi legge non deve perdere."
        template = "blocks/callout_block.html"
        preview_value = {"kind": "info", "title": "Porta un documento", "text": "<p>Ti serve allo sportello.</p>"}


class QuestionBlock(DrawnBlock):
    """A question that people ask, and its answer (*domanda frequente*)."""

    question = CharBlock(
        label="Domanda", max_length=200, help_text="Come la farebbe un cittadino. Esempio: «Quando scade la carta?»."
    )
    answer = rich_text("Risposta", help_text="Comincia dalla risposta: «Dopo dieci anni.».")

    class Meta:
        icon = "help"
        label = "Domanda e risposta"
        description = "Una domanda frequente: la risposta si apre con un clic."
        template = "blocks/question_block.html"
        preview_value = {"question": "Quando scade la carta di identità?", "answer": "<p>Dopo dieci anni.</p>"}


class AccordionBlock(DrawnBlock):
    """Parts that open one by one, under a title."""

    title = CharBlock(label="Titolo", max_length=120, help_text="Esempio: «Casi particolari».")
    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("question", CharBlock(label="Titolo", max_length=200, help_text="Esempio: «Se vivi all'estero».")),
                ("answer", rich_text("Testo", help_text="Quello che si legge quando si apre.")),
            ],
            label="Parte",
            icon="list-ul",
        ),
        label="Parti",
        min_num=1,
        max_num=20,
        help_text="Non nascondere qui quello che serve a tutti: chi ha fretta non apre.",
    )

    in_index = True

    class Meta:
        icon = "collapse-down"
        label = "Fisarmonica"
        description = "Parti che si aprono con un clic: casi particolari, regole lunghe."
        template = "blocks/accordion_block.html"
        preview_value = {
            "title": "Casi particolari",
            "items": [
                {"question": "Se vivi all'estero", "answer": "<p>Rivolgiti al consolato.</p>"},
                {"question": "Se non puoi muoverti", "answer": "<p>Un impiegato viene a casa tua.</p>"},
            ],
        }


_card_makers: list = []


def register_office_cards(make) -> None:
    """The floor that owns offices says how to make contact cards of live ones: `make(tenant, keys) -> list of dict`."""
    _card_makers.append(make)


def _office_cards(page, offices) -> list[dict]:
    keys = [office.pk for office in offices if office]
    return [card for make in _card_makers for card in make(page.tenant, keys)] if page is not None else []


SAMPLE_OFFICE = {
    "title": "Ufficio anagrafe",
    "url": "#",
    "address": "Piazza Maggiore 3",
    "phone": "+39 0547 000 401",
    "email": "anagrafe@comune.example",
}


class OfficesBlock(DrawnBlock):
    """Offices with telephone, e-mail and hours: what a person needs to reach someone today."""

    title = CharBlock(
        label="Titolo", max_length=120, default="A chi rivolgerti", help_text="Esempio: «A chi rivolgerti»."
    )
    offices = blocks.ListBlock(
        PageBlock(page_type="offices.OfficePage"),
        label="Uffici",
        help_text="Telefono e orari si aggiornano da soli. Esempio: «Ufficio anagrafe».",
    )

    in_index = True

    class Meta:
        icon = "group"
        label = "Uffici da contattare"
        description = "Schede di contatto degli uffici: telefono, e-mail e orari restano sempre aggiornati."
        template = "blocks/offices_block.html"
        preview_value = {"title": "A chi rivolgerti", "offices": []}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        if is_sample(parent_context):
            return context | {"cards": [SAMPLE_OFFICE]}
        context["cards"] = _office_cards(context.get("page"), value["offices"])
        return context


class LicenceBlock(blocks.StaticBlock):
    """The licence notice that the law asks for, word for word: no editor can change it (C.SI.3.4)."""

    class Meta:
        icon = "lock"
        label = "Licenza dei contenuti"
        description = "Il testo di legge sulla licenza: serve solo nelle note legali."
        preview_template = "blocks/preview.html"
        preview_value = None
        admin_text = "Testo di legge sulla licenza CC-BY 4.0: non si modifica."
        template = "blocks/licence_block.html"
