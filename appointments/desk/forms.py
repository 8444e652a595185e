"""What an operator writes: a person's data on the telephone, a reason, hours to keep free."""

from datetime import datetime

from django import forms

from appointments.models import Appointment, Resource
from appointments.rules.minutes import wall

CHANNELS = [(Appointment.Channel.PHONE, "Al telefono"), (Appointment.Channel.COUNTER, "Allo sportello")]


class BookForm(forms.Form):
    """A place for somebody who telephones or is here. A contact is enough; a mail address brings the messages."""

    start = forms.TypedChoiceField(label="Orario", coerce=int)
    name = forms.CharField(label="Nome", max_length=80)
    surname = forms.CharField(label="Cognome", max_length=80)
    phone = forms.CharField(label="Telefono", max_length=40, required=False)
    email = forms.EmailField(label="Email", required=False)
    details = forms.CharField(label="Dettagli", max_length=200, required=False)
    channel = forms.ChoiceField(label="Come lo chiede", choices=CHANNELS, initial=Appointment.Channel.PHONE)

    def __init__(self, *args, slots, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["start"].choices = [(slot.start, f"{slot.starts_at:%-H:%M}") for slot in slots]
        self.fields["start"].error_messages["invalid_choice"] = "Questo orario non è più libero: scegline un altro."

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("phone") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("phone", "Scrivi un telefono o un'email: serve per avvisare la persona.")
        return cleaned


class ReasonForm(forms.Form):
    """Why an appointment is taken away: the person reads it."""

    reason = forms.CharField(
        label="Perché (lo legge la persona)", max_length=255, widget=forms.Textarea(attrs={"rows": 3})
    )


class BlockForm(forms.Form):
    """Hours in which a resource receives nobody."""

    resource = forms.ModelChoiceField(label="Chi o che cosa", queryset=Resource.objects.none(), empty_label=None)
    day = forms.DateField(label="Giorno", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    opens = forms.TimeField(label="Dalle", widget=forms.TimeInput(attrs={"type": "time"}))
    closes = forms.TimeField(label="Alle", widget=forms.TimeInput(attrs={"type": "time"}))
    reason = forms.CharField(label="Perché", max_length=120)

    def __init__(self, *args, agenda, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["resource"].queryset = agenda.resources.filter(is_active=True)

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", "L'ora di fine deve venire dopo quella di inizio.")
        return cleaned

    @property
    def span(self) -> tuple[int, int]:
        day = self.cleaned_data["day"]
        return wall(day, self.cleaned_data["opens"]), wall(day, self.cleaned_data["closes"])


class SimulationForm(forms.Form):
    """One more (or less) opening a week, to see what the wait would become."""

    DAYS = [
        (n, name)
        for n, name in enumerate(("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"))
    ]
    weekday = forms.TypedChoiceField(label="Giorno", choices=DAYS, coerce=int)
    opens = forms.TimeField(label="Dalle", widget=forms.TimeInput(attrs={"type": "time"}))
    closes = forms.TimeField(label="Alle", widget=forms.TimeInput(attrs={"type": "time"}))

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", "L'ora di fine deve venire dopo quella di inizio.")
        return cleaned


def day_of(text: str, today):
    """The day of an address, today where it says none."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return today
