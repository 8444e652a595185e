from wagtail import blocks

from cms.blocks.drawn import DrawnBlock, is_sample
from cms.blocks.plain import CharBlock
from cms.blocks.shelf import PictureBlock


class ImageBlock(DrawnBlock):
    """A picture with its caption; the alternative text belongs to this use of it."""

    image = PictureBlock(
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
        preview_value = {"image": None, "caption": "La rocca vista dal fiume"}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        return context | {"art": "borgo" if is_sample(parent_context) else ""}


class GalleryStreamBlock(blocks.StreamBlock):
    image = ImageBlock()


class GalleryBlock(DrawnBlock):
    """Pictures in a grid, all in view: nothing turns by itself, nothing hides behind an arrow."""

    title = CharBlock(label="Titolo", max_length=120, help_text="Esempio: «Le foto della festa».")
    images = blocks.ListBlock(
        ImageBlock(), label="Immagini", min_num=1, max_num=24, help_text="Ognuna con il suo testo alternativo."
    )

    in_index = True

    class Meta:
        icon = "image"
        label = "Galleria di immagini"
        description = "Più immagini in una griglia, ognuna con la sua didascalia."
        template = "blocks/gallery_block.html"
        preview_value = {
            "title": "Le foto della festa",
            "images": [{"image": None, "caption": "La piazza"}, {"image": None, "caption": "Il fiume"}],
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        return context | {"art": "borgo" if is_sample(parent_context) else ""}


class VideoBlock(DrawnBlock):
    """A film on another site, behind its picture: nothing of others is loaded by the page."""

    title = CharBlock(label="Titolo", max_length=120, help_text="Esempio: «Il consiglio comunale del 12 gennaio».")
    url = blocks.URLBlock(label="Indirizzo del video", help_text="Dove si guarda. Comincia con https://")
    image = PictureBlock(
        label="Immagine di copertina", required=False, help_text="Un fotogramma caricato qui. Vuota: solo il testo."
    )
    duration = CharBlock(label="Durata", required=False, max_length=30, help_text="Esempio: «4 minuti».")
    transcript = blocks.RichTextBlock(
        label="Che cosa si dice e si vede",
        required=False,
        features=["bold", "ul", "ol", "link"],
        help_text="Il testo per chi non può ascoltare o guardare. Serve anche a chi cerca.",
    )

    in_index = True

    class Meta:
        icon = "media"
        label = "Video"
        description = "Un video che sta su un altro sito: qui c'è la copertina, il collegamento e il testo."
        template = "blocks/video_block.html"
        preview_value = {
            "title": "Come si usa il centro di raccolta",
            "url": "https://www.example.org/video",
            "image": None,
            "duration": "4 minuti",
            "transcript": "<p>Un operatore mostra dove si lasciano carta, vetro e ingombranti.</p>",
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        return context | {"art": "pianura" if is_sample(parent_context) else ""}
