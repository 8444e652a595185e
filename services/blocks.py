"""The structured parts of a service sheet: what is needed, times, costs, ways of access, special cases."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks import CharBlock, FileBlock, VerbatimBlock, rich_text

PAYMENT_METHODS = [
    ("pagopa", gettext_lazy("pagoPA")),
    ("pos", gettext_lazy("Carta allo sportello")),
    ("contanti", gettext_lazy("Contanti")),
    ("bonifico", gettext_lazy("Bonifico")),
    ("marca-da-bollo", gettext_lazy("Marca da bollo")),
]
UNITS = [
    ("minuti", "minuti"),
    ("giorni", "giorni"),
    ("giorni lavorativi", "giorni lavorativi"),
    ("mesi", "mesi"),
]


class RequirementBlock(blocks.StructBlock):
    """One thing to bring or to have."""

    text = CharBlock(label="Che cosa serve", max_length=200, help_text="Esempio: «Una foto formato tessera».")
    note = CharBlock(
        label="Nota", required=False, max_length=255, help_text="Esempio: «Recente e con lo sfondo chiaro»."
    )
    only_if = CharBlock(label="Solo se", required=False, max_length=160, help_text="Esempio: «Per i minori».")
    form = FileBlock(
        label="Modulo da scaricare", required=False, help_text="Il modulo da compilare prima di venire, se c'è."
    )

    class Meta:
        icon = "check"
        label = "Cosa serve"
        description = "Un documento o un requisito, con una nota e il modulo da scaricare."
        preview_value = {
            "text": "Una foto formato tessera",
            "note": "Recente e con lo sfondo chiaro.",
            "only_if": "",
        }


class PhaseBlock(blocks.StructBlock):
    """A step of the procedure with how long it takes."""

    title = CharBlock(label="Fase", max_length=120, help_text="Esempio: «Consegna della carta».")
    amount = blocks.IntegerBlock(
        label="Quanto dura", required=False, min_value=0, max_value=3650, help_text="Un numero. Esempio: 6."
    )
    unit = blocks.ChoiceBlock(label="Unità", choices=UNITS, default="giorni", help_text="Esempio: giorni lavorativi.")
    when = CharBlock(
        label="Oppure quando",
        required=False,
        max_length=60,
        help_text="A parole, se non si conta in giorni. Esempio: «subito», «entro giugno».",
    )
    description = CharBlock(
        label="Descrizione",
        required=False,
        max_length=255,
        help_text="Che cosa succede. Esempio: «La carta parte per posta».",
    )

    class Meta:
        icon = "time"
        label = "Fase"
        description = "Un passaggio della pratica e quanto dura, contando dalla domanda."
        preview_value = {
            "title": "Consegna della carta",
            "amount": 6,
            "unit": "giorni lavorativi",
        }


class DeadlineBlock(blocks.StructBlock):
    """A day by which something must be done."""

    title = CharBlock(label="Scadenza", max_length=120, help_text="Esempio: «Saldo dell'IMU».")
    date = blocks.DateBlock(label="Data", help_text="L'ultimo giorno utile. Esempio: 16/12/2026.")
    description = CharBlock(
        label="Descrizione",
        required=False,
        max_length=255,
        help_text="Chi deve fare che cosa. Esempio: «Paga la seconda rata».",
    )

    class Meta:
        icon = "date"
        label = "Scadenza"
        description = "Una data entro cui fare qualcosa."
        preview_value = {"title": "Saldo", "date": "2026-12-16", "description": ""}


class CostBlock(blocks.StructBlock):
    """What something costs, for whom, and how to pay it."""

    title = CharBlock(label="Che cosa si paga", max_length=120, help_text="Esempio: «Rilascio della carta».")
    amount = blocks.DecimalBlock(
        label="Importo in euro",
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        help_text="Scrivi 0 se è gratuito.",
    )
    for_whom = CharBlock(
        label="Per chi", required=False, max_length=160, help_text="Se non è per tutti. Esempio: «Per i non residenti»."
    )
    how_to_pay = blocks.MultipleChoiceBlock(
        label="Come si paga",
        choices=PAYMENT_METHODS,
        required=False,
        help_text="Tutti i modi possibili. Serve se l'importo non è zero.",
    )
    note = CharBlock(label="Nota", required=False, max_length=255, help_text="Esempio: «Più 5 euro per il duplicato».")

    class Meta:
        icon = "tag"
        label = "Costo"
        description = "Quanto si paga, per chi e in che modo."
        preview_value = {
            "title": "Rilascio della carta",
            "amount": "22.21",
            "how_to_pay": ["pagopa", "pos"],
        }

    def clean(self, value):
        result = super().clean(value)
        if result.get("amount") and not result.get("how_to_pay"):
            message = "Scegli almeno un modo di pagare: chi legge deve sapere come."
            raise StructBlockValidationError({"how_to_pay": ValidationError(message)})
        return result


class OnlineChannelBlock(blocks.StructBlock):
    """The service, or a part of it, on the web."""

    intro = CharBlock(
        label="Introduzione",
        required=False,
        max_length=255,
        help_text="Che cosa puoi fare online. Esempio: «Entra con SPID o CIE».",
    )
    label = CharBlock(
        label="Testo del pulsante",
        max_length=60,
        default="Richiedi online",
        help_text="Un verbo. Esempio: «Richiedi online».",
    )
    url = blocks.URLBlock(label="Indirizzo", help_text="La pagina da cui si comincia. Comincia con https://")

    class Meta:
        icon = "globe"
        label = "Online"
        description = "Dove si chiede il servizio su internet."
        preview_value = {
            "label": "Richiedi online",
            "url": "https://www.anagrafenazionale.interno.it/",
        }


class DeskChannelBlock(blocks.StructBlock):
    """At the counter of the offices named in the sheet."""

    intro = CharBlock(
        label="Quando e dove",
        max_length=255,
        help_text="Gli indirizzi e gli orari degli uffici si aggiungono da soli.",
    )

    class Meta:
        icon = "home"
        label = "Allo sportello"
        description = "Come si chiede il servizio di persona."
        preview_value = {"intro": "Vieni in municipio il lunedì mattina."}


class PhoneChannelBlock(blocks.StructBlock):
    """By telephone."""

    intro = CharBlock(
        label="Che cosa si può chiedere",
        required=False,
        max_length=255,
        help_text="Esempio: «Puoi fissare un appuntamento».",
    )
    number = VerbatimBlock(
        label="Numero",
        required=False,
        max_length=40,
        help_text="Vuoto: il telefono dell'ufficio responsabile.",
    )

    class Meta:
        icon = "mobile-alt"
        label = "Per telefono"
        description = "Che cosa si può fare per telefono."
        preview_value = {"intro": "Per telefono puoi fissare il giorno."}


class AppointmentChannelBlock(blocks.StructBlock):
    """With an appointment: the button leads to the agendas of the offices that serve the sheet."""

    intro = CharBlock(
        label="Introduzione",
        required=False,
        max_length=255,
        help_text="Quando conviene. Esempio: «Allo sportello o in videochiamata: scegli tu il giorno».",
    )
    label = CharBlock(
        label="Testo del pulsante",
        max_length=60,
        default="Prenota appuntamento",
        help_text="Un verbo. Esempio: «Prenota un colloquio».",
    )

    class Meta:
        icon = "calendar-alt"
        label = "Su appuntamento"
        description = "Il pulsante per prenotare, dove lo vuoi e con le tue parole."
        preview_value = {"intro": "Allo sportello o in videochiamata.", "label": "Prenota appuntamento"}


class PostChannelBlock(blocks.StructBlock):
    """By letter."""

    intro = CharBlock(
        label="Che cosa spedire",
        required=False,
        max_length=255,
        help_text="Esempio: «Il modulo firmato e una copia del documento».",
    )
    address = VerbatimBlock(
        label="Indirizzo", max_length=255, help_text="Completo. Esempio: «Piazza del Popolo 10, 47521 Cesena»."
    )

    class Meta:
        icon = "mail"
        label = "Per posta"
        description = "Dove spedire la domanda."
        preview_value = {"address": "Piazza del Popolo 10, 47521 Cesena"}


class EmailChannelBlock(blocks.StructBlock):
    """By e-mail or certified mail."""

    intro = CharBlock(
        label="Che cosa mandare", required=False, max_length=255, help_text="Esempio: «Il modulo firmato, in PDF»."
    )
    address = blocks.EmailBlock(label="Indirizzo e-mail o PEC", help_text="Esempio: protocollo@pec.comune.esempio.it")

    class Meta:
        icon = "mail"
        label = "Per e-mail o PEC"
        description = "A quale indirizzo mandare la domanda."
        preview_value = {"address": "protocollo@pec.comune.sarsina.example"}


class SpecialCaseBlock(blocks.StructBlock):
    """A case with rules of its own."""

    title = CharBlock(label="Caso", max_length=120, help_text="Chi riguarda. Esempio: «Minorenni».")
    text = rich_text("Che cosa cambia", help_text="Solo la differenza. Esempio: «Vengono i due genitori».")

    class Meta:
        icon = "warning"
        label = "Caso particolare"
        description = "Una situazione che segue regole diverse."
        preview_value = {"title": "Minori", "text": "<p>Vengono i due genitori.</p>"}


class NeededStreamBlock(blocks.StreamBlock):
    requirement = RequirementBlock()


class TimelineStreamBlock(blocks.StreamBlock):
    phase = PhaseBlock()
    deadline = DeadlineBlock()


class CostStreamBlock(blocks.StreamBlock):
    cost = CostBlock()


class ChannelStreamBlock(blocks.StreamBlock):
    online = OnlineChannelBlock()
    desk = DeskChannelBlock()
    appointment = AppointmentChannelBlock()
    phone = PhoneChannelBlock()
    post = PostChannelBlock()
    email = EmailChannelBlock()


class SpecialCaseStreamBlock(blocks.StreamBlock):
    special_case = SpecialCaseBlock()


def unit_label(amount: int, unit: str) -> str:
    """The unit agreeing with its number: «1 giorno», «6 giorni»."""
    words = {
        "minuti": ngettext("minuto", "minuti", amount),
        "giorni": ngettext("giorno", "giorni", amount),
        "giorni lavorativi": ngettext("giorno lavorativo", "giorni lavorativi", amount),
        "mesi": ngettext("mese", "mesi", amount),
    }
    return words.get(unit, unit)
