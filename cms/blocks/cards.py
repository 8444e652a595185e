"""Cards, a call to action and a page in the foreground: blocks that lead elsewhere."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.drawn import DrawnBlock, is_sample, page_chooser, refuse_both_or_none, target_of, url_field
from cms.blocks.plain import CharBlock
from cms.blocks.shelf import PictureBlock


class CardBlock(blocks.StructBlock):
    """A card: the page it leads to gives what is not written here."""

    page = page_chooser("Una pagina del sito: titolo, testo e immagine arrivano da lì. Esempio: «TARI».")
    url = url_field()
    title = CharBlock(
        label="Titolo",
        required=False,
        max_length=120,
        help_text="Vuoto: quello della pagina. Serve per un indirizzo web. Esempio: «Biblioteca Malatestiana».",
    )
    text = CharBlock(
        label="Testo",
        required=False,
        max_length=200,
        help_text="Vuoto: quello della pagina. Esempio: «Orari, prestito, sale studio».",
    )
    image = PictureBlock(
        label="Immagine", required=False, help_text="Si vede solo fra le schede con immagine. Vuota: della pagina."
    )

    class Meta:
        icon = "doc-empty"
        label = "Scheda"

    def clean(self, value):
        result = super().clean(value)
        refuse_both_or_none(result)
        if result.get("url") and not result.get("title"):
            raise StructBlockValidationError(
                {"title": ValidationError("Scrivi un titolo: di un altro sito non lo sappiamo.")}
            )
        return result


class CardsBlock(DrawnBlock):
    """A grid of cards."""

    title = CharBlock(label="Titolo", max_length=120, help_text="Che cosa le tiene insieme. Esempio: «Per cominciare».")
    look = blocks.ChoiceBlock(
        label="Aspetto",
        choices=[("plain", "Schede semplici"), ("picture", "Schede con immagine")],
        default="plain",
        help_text="Con l'immagine solo se ogni scheda ne ha una.",
    )
    items = blocks.ListBlock(
        CardBlock(), label="Schede", min_num=1, max_num=12, help_text="Da due a sei si leggono bene."
    )

    in_index = True

    class Meta:
        icon = "grip"
        label = "Schede"
        description = "Una griglia di schede che portano a pagine del sito o ad altri siti, con o senza immagine."
        template = "blocks/cards_block.html"
        preview_value = {
            "title": "Per cominciare",
            "look": "plain",
            "items": [
                {"url": "https://www.example.org/1", "title": "Carta di identità", "text": "Quando e come rinnovarla."},
                {"url": "https://www.example.org/2", "title": "Cambio di residenza", "text": "Entro venti giorni."},
            ],
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        found = [(item, target_of(item, parent_context)) for item in value["items"]]
        context["cards"] = [
            {
                "title": item.get("title") or target["title"],
                "text": item.get("text") or target["summary"],
                "url": target["url"],
                "lang": "" if item.get("title") else target["lang"],
                "card": target["card"],
                "image": item.get("image"),
            }
            for item, target in found
            if target
        ]
        context["with_pictures"] = value.get("look") == "picture"
        return context


class CallToActionBlock(DrawnBlock):
    """One thing to do now, with its button."""

    title = CharBlock(label="Titolo", max_length=100, help_text="Esempio: «Iscrizioni alla mensa aperte».")
    text = CharBlock(
        label="Testo", required=False, max_length=255, help_text="Una frase. Esempio: «C'è tempo fino al 31 maggio»."
    )
    label = CharBlock(label="Scritta del bottone", max_length=60, help_text="Un verbo. Esempio: «Iscrivi tuo figlio».")
    page = page_chooser("La pagina a cui porta il bottone. Esempio: la scheda «Mensa scolastica».")
    url = url_field()

    in_index = True

    class Meta:
        icon = "pick"
        label = "Invito con bottone"
        description = "Una cosa sola da fare adesso, con un bottone grande."
        template = "blocks/call_to_action_block.html"
        preview_value = {
            "title": "Iscrizioni alla mensa aperte",
            "text": "C'è tempo fino al 31 maggio.",
            "label": "Iscrivi tuo figlio",
            "url": "https://www.example.org/",
        }

    def clean(self, value):
        result = super().clean(value)
        refuse_both_or_none(result)
        return result

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["target"] = target_of(value, parent_context)
        return context


class TeaserBlock(DrawnBlock):
    """One content in the foreground, with its picture (*contenuto in primo piano*)."""

    label = CharBlock(label="Occhiello", required=False, max_length=60, help_text="Esempio: «Mostra».")
    title = CharBlock(label="Titolo", max_length=120, help_text="Esempio: «I codici della Malatestiana».")
    text = CharBlock(label="Testo", required=False, max_length=300, help_text="Una o due frasi.")
    image = PictureBlock(
        label="Immagine", help_text="Scrivi il testo alternativo, oppure di' che l'immagine è solo un ornamento."
    )
    page = page_chooser("La pagina a cui porta il titolo.")
    url = url_field()

    in_index = True

    class Meta:
        icon = "view"
        label = "Contenuto in primo piano"
        description = "Un contenuto solo, grande, con la sua immagine e il collegamento."
        template = "blocks/teaser_block.html"
        preview_value = {
            "label": "Mostra",
            "title": "I codici della Malatestiana",
            "text": "Fino al 6 gennaio, ogni giorno dalle 10 alle 18.",
            "image": None,
            "url": "https://www.example.org/",
        }

    def clean(self, value):
        result = super().clean(value)
        refuse_both_or_none(result)
        return result

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["target"] = target_of(value, parent_context)
        context["art"] = "borgo" if is_sample(parent_context) else ""
        return context
