"""Questions that an office puts to who books, and the button of a service sheet."""

from wagtail import blocks

from cms.blocks import CharBlock

KINDS = [
    ("riga", "Una riga"),
    ("testo", "Un testo"),
    ("numero", "Un numero"),
    ("scelta", "Una scelta"),
    ("si-no", "Sì o no"),
]


class AppointmentQuestionBlock(blocks.StructBlock):
    label = CharBlock(label="domanda", max_length=120, help_text="Esempio: «Quante persone devono firmare?»")
    label_en = CharBlock(label="domanda in inglese", max_length=120, required=False)
    kind = blocks.ChoiceBlock(label="come si risponde", choices=KINDS, default="riga")
    choices = blocks.TextBlock(label="risposte possibili, una per riga", required=False, rows=3)
    required = blocks.BooleanBlock(label="obbligatoria", required=False)

    class Meta:
        label = "Domanda"
        icon = "help"


class QuestionsStreamBlock(blocks.StreamBlock):
    question = AppointmentQuestionBlock()

    class Meta:
        required = False
        max_num = 5
