"""The field of a rule of repetition: text in the database, a few plain questions in the form."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst

from territory.recurrence import MOST, MOST_APART, RecurrenceError, Rule, parse

FREQUENCIES = [
    ("", "Non si ripete"),
    ("DAILY", "Ogni giorno"),
    ("WEEKLY", "Ogni settimana"),
    ("MONTHLY", "Ogni mese"),
    ("YEARLY", "Ogni anno"),
]
WEEKDAYS = [
    ("MO", "lunedì"),
    ("TU", "martedì"),
    ("WE", "mercoledì"),
    ("TH", "giovedì"),
    ("FR", "venerdì"),
    ("SA", "sabato"),
    ("SU", "domenica"),
]
POSITIONS = [
    ("", "lo stesso giorno del mese (esempio: il 12)"),
    ("1", "il primo (scegli qui sopra un giorno della settimana)"),
    ("2", "il secondo"),
    ("3", "il terzo"),
    ("4", "il quarto"),
    ("-1", "l'ultimo"),
]
# Reason of a refusal -> what the editor reads.
MESSAGES = {
    "endless": "Di' quando finisce: scrivi l'ultimo giorno, oppure quante volte si fa.",
    "two_ends": "Hai scritto sia l'ultimo giorno sia quante volte: lascia uno dei due.",
    "count": f"Le volte possono essere da 1 a {MOST}.",
    "interval": f"«Ogni quanti» è un numero da 1 a {MOST_APART}.",
    "weekdays": "I giorni della settimana servono solo se si ripete ogni settimana o ogni mese.",
    "position": "«Quale del mese» serve solo se si ripete ogni mese.",
    "position_day": "Per «il primo», «il secondo»… scegli un solo giorno della settimana, e viceversa.",
}
UNKNOWN = "Questa ripetizione non si può leggere: scrivila di nuovo."


class RecurrenceWidget(forms.MultiWidget):
    """Six questions, each with its label (`labels`)."""

    template_name = "territory/admin/recurrence_widget.html"
    labels = (
        ("frequency", "Si ripete"),
        ("interval", "Ogni quanti (giorni, settimane, mesi, anni)"),
        ("weekdays", "In quali giorni della settimana"),
        ("position", "Quale del mese"),
        ("until", "Fino al (ultimo giorno)"),
        ("count", "Oppure: quante volte in tutto"),
    )

    def __init__(self, attrs=None):
        widgets = {
            "frequency": forms.Select(choices=FREQUENCIES),
            "interval": forms.NumberInput({"min": 1, "max": MOST_APART}),
            "weekdays": forms.CheckboxSelectMultiple(choices=WEEKDAYS),
            "position": forms.Select(choices=POSITIONS),
            "until": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "count": forms.NumberInput({"min": 1, "max": MOST}),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value):
        try:
            rule = parse(value or "")
        except RecurrenceError:
            rule = None
        if rule is None:
            return ["", 1, [], "", None, None]
        return [
            rule.frequency,
            rule.interval,
            list(rule.weekdays),
            str(rule.position or ""),
            rule.until,
            rule.count,
        ]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for part, (_key, label) in zip(context["widget"]["subwidgets"], self.labels, strict=True):
            part["label"] = label
        return context

    def id_for_label(self, id_):
        return f"{id_}_frequency" if id_ else ""


class RecurrenceFormField(forms.MultiValueField):
    """From the answers to the text of RFC 5545; empty when it does not repeat."""

    widget = RecurrenceWidget

    def __init__(self, **kwargs):
        kwargs.pop("max_length", None)
        fields = (
            forms.ChoiceField(choices=FREQUENCIES, required=False),
            forms.IntegerField(required=False, error_messages={"invalid": MESSAGES["interval"]}),
            forms.MultipleChoiceField(choices=WEEKDAYS, required=False),
            forms.ChoiceField(choices=POSITIONS, required=False),
            forms.DateField(
                required=False, error_messages={"invalid": "Scrivi un giorno che esiste. Esempio: 12/03/2027."}
            ),
            forms.IntegerField(required=False, error_messages={"invalid": MESSAGES["count"]}),
        )
        super().__init__(fields, require_all_fields=False, **{**kwargs, "required": False})

    def compress(self, answers):
        frequency, interval, weekdays, position, until, count = answers or ("", None, [], "", None, None)
        if not frequency:
            return ""
        try:
            return str(
                Rule(
                    frequency=frequency,
                    interval=1 if interval is None else interval,
                    weekdays=tuple(day for day, _name in WEEKDAYS if day in (weekdays or [])),
                    position=int(position or 0),
                    until=until,
                    count=count,
                )
            )
        except RecurrenceError as error:
            raise ValidationError(MESSAGES.get(error.code, UNKNOWN), code=error.code) from error

    def has_changed(self, initial, data):
        try:
            return (initial or "") != self.clean(data)
        except ValidationError:
            return True


class RecurrenceField(models.CharField):
    """A rule of repetition (RFC 5545) or nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 120, "blank": True, "default": "", **kwargs})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs  # migrations need to know no more

    def formfield(self, **kwargs):
        kwargs.pop("widget", None)
        return RecurrenceFormField(
            label=capfirst(str(kwargs.get("label", self.verbose_name))), help_text=self.help_text
        )
