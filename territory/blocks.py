"""Blocks of places and events."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks import CharBlock


class EventCostBlock(blocks.StructBlock):
    """What a ticket costs; that an event is free is said, not left to be guessed."""

    title = CharBlock(
        label="Biglietto", max_length=120, help_text="Per chi, o per che cosa. Esempio: «Intero», «Sotto i 12 anni»."
    )
    is_free = blocks.BooleanBlock(
        label="Gratuito", required=False, help_text="Spunta se non si paga: sul sito si legge «Gratuito»."
    )
    price = blocks.DecimalBlock(
        label="Prezzo in euro",
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        help_text="Solo il numero. Esempio: 5,00",
    )
    description = CharBlock(
        label="Nota", required=False, max_length=255, help_text="Esempio: «Si paga all'ingresso, anche con la carta»."
    )

    class Meta:
        icon = "tag"
        label = "Costo"
        description = "Un biglietto e il suo prezzo, oppure «Gratuito»."
        preview_value = {"title": "Intero", "is_free": False, "price": "5.00", "description": ""}

    def clean(self, value):
        result = super().clean(value)
        if not result.get("is_free") and not result.get("price"):
            message = "Scrivi il prezzo, oppure spunta «Gratuito»: chi legge deve saperlo."
            raise StructBlockValidationError({"price": ValidationError(message)})
        if result.get("is_free") and result.get("price"):
            message = "Hai spuntato «Gratuito» e scritto anche un prezzo: lascia uno dei due."
            raise StructBlockValidationError({"price": ValidationError(message)})
        return result


def amount_of(value) -> Decimal:
    """Euro of a cost; zero when it is free."""
    return Decimal(0) if value.get("is_free") else Decimal(value.get("price") or 0)


class PartnerBlock(blocks.StructBlock):
    """A body or a company that helps an event."""

    name = CharBlock(
        label="Nome", max_length=160, help_text="Per esteso, senza sigle. Esempio: «Regione Emilia-Romagna»."
    )
    url = blocks.URLBlock(label="Indirizzo web", required=False, help_text="Comincia con https://")

    class Meta:
        icon = "group"
        label = "Nome e indirizzo"
        description = "Chi aiuta l'evento, con il suo sito."
        preview_value = {"name": "Regione Emilia-Romagna", "url": "https://www.regione.emilia-romagna.it/"}


class EventCostStreamBlock(blocks.StreamBlock):
    cost = EventCostBlock()


class PartnerStreamBlock(blocks.StreamBlock):
    partner = PartnerBlock()


class PersonStreamBlock(blocks.StreamBlock):
    person = blocks.PageChooserBlock(
        page_type="offices.PersonPage",
        icon="user",
        label="Persona",
        help_text="Chi del Comune ci sarà. Esempio: la sindaca.",
    )


class OfficeStreamBlock(blocks.StreamBlock):
    office = blocks.PageChooserBlock(
        page_type="offices.OfficePage",
        icon="group",
        label="Ufficio",
        help_text="Un ufficio del Comune che dà una mano. Esempio: «Ufficio cultura».",
    )


class ClosureBlock(blocks.StructBlock):
    """Days on which a place stays closed whatever its hours."""

    first = blocks.DateBlock(label="Dal", help_text="Il primo giorno di chiusura. Esempio: 24/12/2026.")
    last = blocks.DateBlock(label="Al", help_text="L'ultimo giorno di chiusura. Un giorno solo: scrivi lo stesso.")
    reason = CharBlock(
        label="Perché", max_length=80, help_text="Completa la frase «Chiuso oggi per…». Esempio: «inventario»."
    )

    class Meta:
        icon = "date"
        label = "Chiusura"
        description = "Giorni di chiusura straordinaria."
        preview_value = {"first": "2026-12-24", "last": "2026-12-31", "reason": "inventario"}

    def clean(self, value):
        result = super().clean(value)
        if result.get("first") and result.get("last") and result["last"] < result["first"]:
            message = "L'ultimo giorno viene prima del primo: controlla le date."
            raise StructBlockValidationError({"last": ValidationError(message)})
        return result


class ClosureStreamBlock(blocks.StreamBlock):
    closure = ClosureBlock()


class SkippedDayStreamBlock(blocks.StreamBlock):
    day = blocks.DateBlock(
        icon="date", label="Giorno", help_text="Un giorno della serie in cui non si fa. Esempio: 24/12/2026."
    )


def keys_in(stream) -> list[int]:
    """Keys of the pages that a stream of choosers holds, without reading them."""
    return [raw["value"] for raw in stream.raw_data if raw["value"]]
