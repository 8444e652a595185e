from wagtail import blocks
from wagtail.images.blocks import ImageBlock as WagtailImageBlock

from cms.blocks.plain import CharBlock


class ImageBlock(blocks.StructBlock):
    """A picture with its caption; the alternative text belongs to this use of it."""

    image = WagtailImageBlock(label="Immagine")
    caption = CharBlock(label="Didascalia", required=False, max_length=255)

    class Meta:
        icon = "image"
        label = "Immagine"
        description = "Un'immagine con didascalia e testo alternativo."
        template = "blocks/image_block.html"


class GalleryStreamBlock(blocks.StreamBlock):
    image = ImageBlock()
