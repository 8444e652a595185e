from wagtail import blocks
from wagtail.images.blocks import ImageBlock as WagtailImageBlock

from cms.blocks.plain import CharBlock


class ImageBlock(blocks.StructBlock):
    """A picture with its caption; the alternative text belongs to this use of it."""

    image = WagtailImageBlock(
        label="Immagine", help_text="Scrivi il testo alternativo, oppure di' che l'immagine è solo un ornamento."
    )
    caption = CharBlock(
        label="Didascalia",
        required=False,
        max_length=255,
        help_text="Si legge sotto la foto. Esempio: «La rocca vista dal fiume. Foto di M. Rossi».",
    )

    class Meta:
        icon = "image"
        label = "Immagine"
        description = "Un'immagine con didascalia e testo alternativo."
        template = "blocks/image_block.html"


class GalleryStreamBlock(blocks.StreamBlock):
    image = ImageBlock()
