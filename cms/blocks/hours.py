"""Opening hours as rows that people and programs can read."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.plain import CharBlock

DAYS = [
    ("lun", gettext_lazy("lunedì")),
    ("mar", gettext_lazy("martedì")),
    ("mer", gettext_lazy("mercoledì")),
    ("gio", gettext_lazy("giovedì")),
    ("ven", gettext_lazy("venerdì")),
    ("sab", gettext_lazy("sabato")),
    ("dom", gettext_lazy("domenica")),
]
_NAMES = dict(DAYS)
_ORDER = [code for code, _name in DAYS]


class OpeningHoursValue(blocks.StructValue):
    @property
    def days_label(self) -> str:
        """«da lunedì a venerdì» for a run of three days or more, else the days one by one."""
        chosen = [code for code in _ORDER if code in self.get("days", [])]
        places = [_ORDER.index(code) for code in chosen]
        if len(chosen) > 2 and places[-1] - places[0] == len(chosen) - 1:
            return _("da %(first)s a %(last)s") % {"first": _NAMES[chosen[0]], "last": _NAMES[chosen[-1]]}
        names = [str(_NAMES[code]) for code in chosen]
        return _(" e ").join(filter(None, [", ".join(names[:-1]), names[-1] if names else ""]))

    @property
    def times_label(self) -> str:
        return f"{self['opens']:%-H:%M} - {self['closes']:%-H:%M}" if self.get("opens") and self.get("closes") else ""


class OpeningHoursBlock(blocks.StructBlock):
    """A stretch of opening on some days of the week."""

    days = blocks.MultipleChoiceBlock(
        label="Giorni", choices=DAYS, help_text="Tutti i giorni con questo orario. Esempio: lunedì e mercoledì."
    )
    opens = blocks.TimeBlock(label="Apre alle", help_text="Esempio: 08:30")
    closes = blocks.TimeBlock(label="Chiude alle", help_text="Esempio: 12:30")
    note = CharBlock(label="Nota", required=False, max_length=120, help_text="Esempio: «solo su appuntamento».")

    class Meta:
        icon = "time"
        label = "Orario"
        description = "Giorni e ore di apertura. Aggiungi una riga per la mattina e una per il pomeriggio."
        value_class = OpeningHoursValue
        preview_value = {"days": ["lun", "mer"], "opens": "08:30", "closes": "12:30", "note": ""}

    def clean(self, value):
        result = super().clean(value)
        if result.get("opens") and result.get("closes") and result["closes"] <= result["opens"]:
            raise StructBlockValidationError(
                {"closes": ValidationError("L'ora di chiusura deve venire dopo quella di apertura.")}
            )
        return result


class OpeningHoursStreamBlock(blocks.StreamBlock):
    hours = OpeningHoursBlock()
