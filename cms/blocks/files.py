"""Files to download and links to other sites."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.drawn import DrawnBlock
from cms.blocks.plain import CharBlock
from cms.blocks.shelf import FileBlock


class DocumentBlock(blocks.StructBlock):
    """A document to read or download: a file of ours, or the address where it is published."""

    title = CharBlock(
        label="Nome", max_length=160, help_text="Come lo chiama chi lo cerca. Esempio: «Modulo di delega»."
    )
    file = FileBlock(label="File", required=False, help_text="Un file caricato qui. Esempio: il modulo in PDF.")
    url = blocks.URLBlock(
        label="Oppure indirizzo web", required=False, help_text="Se il file sta su un altro sito. Comincia con https://"
    )

    class Meta:
        icon = "doc-full"
        label = "Documento"
        description = "Un file da scaricare, o l'indirizzo dove è pubblicato."
        preview_value = {"title": "Modulo di delega", "url": "https://www.example.org/delega.pdf"}

    def get_context(self, value, parent_context=None):
        from cms.documents import document_row

        return super().get_context(value, parent_context=parent_context) | {"row": document_row(value)}

    def clean(self, value):
        result = super().clean(value)
        if bool(result.get("file")) == bool(result.get("url")):
            message = ValidationError("Scegli un file oppure scrivi un indirizzo: uno dei due, non entrambi.")
            raise StructBlockValidationError({"file": message})
        return result


class LinkBlock(blocks.StructBlock):
    """A link to another site."""

    title = CharBlock(
        label="Testo del collegamento",
        max_length=160,
        help_text="Il nome della pagina, non «clicca qui». Esempio: «Anagrafe nazionale».",
    )
    url = blocks.URLBlock(label="Indirizzo web", help_text="Comincia con https://")

    class Meta:
        icon = "link-external"
        label = "Collegamento"
        description = "Un collegamento a un altro sito."
        preview_value = {"title": "Anagrafe nazionale", "url": "https://www.anagrafenazionale.interno.it/"}


class AttachmentsBlock(DrawnBlock):
    """A titled list of files."""

    title = CharBlock(label="Titolo", max_length=120, default="Allegati", help_text="Esempio: «Moduli da scaricare».")
    items = blocks.ListBlock(
        DocumentBlock(), label="Documenti", min_num=1, max_num=30, help_text="Uno per riga, prima il più richiesto."
    )

    in_index = True

    class Meta:
        icon = "doc-full-inverse"
        label = "Allegati"
        description = "Un elenco di file da scaricare, con il suo titolo."
        template = "blocks/attachments_block.html"
        preview_value = {
            "title": "Moduli da scaricare",
            "items": [
                {"title": "Modulo di delega", "url": "https://www.example.org/delega.pdf"},
                {"title": "Domanda di iscrizione", "url": "https://www.example.org/domanda.pdf"},
            ],
        }

    def get_context(self, value, parent_context=None):
        from cms.documents import document_row

        context = super().get_context(value, parent_context=parent_context)
        return context | {"rows": [document_row(item) for item in value["items"]]}


class DocumentStreamBlock(blocks.StreamBlock):
    document = DocumentBlock()


class LinkStreamBlock(blocks.StreamBlock):
    link = LinkBlock()
