"""What an operator writes: a person's data on the telephone, a reason, hours to keep free."""

from datetime import date, datetime, timedelta

from django import forms

from appointments import errors
from appointments.booking.forms import DetailsForm, WaitingForm, clean_phone, home_address_field
from appointments.models import Appointment, Resource
from appointments.rules.availability import Mode
from appointments.rules.minutes import wall
from cms.public_forms import PublicForm

REACH = timedelta(days=2 * 365)  # how far from today a day of the desk may be
NO_HEALTH = "In poche parole. Non scrivere dati sulla salute."
CHANNELS = [(Appointment.Channel.PHONE, "Al telefono"), (Appointment.Channel.COUNTER, "Allo sportello")]


class OneContactMixin:
    """Who is here or telephones leaves what they have: one contact is enough."""

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("phone") and not cleaned.get("email") and not {"phone", "email"} & set(self.errors):
            self.add_error("phone", "Scrivi un telefono o un'email: serve per avvisare la persona.")
        return cleaned


class OfServiceMixin:
    """For which service somebody comes, where the type has several; "Altro" where it is none of them."""

    def offer_services(self, services) -> None:
        self.services = {f"servizio-{page.pk}": page for page in services}
        rows = [(key, page.title) for key, page in self.services.items()]
        self.fields["reason"].choices = [("", "Scegli"), *rows, ("altro", "Altro")]
        if not self.services:
            del self.fields["reason"]

    @property
    def service(self):
        """The service for which they come; None for "Altro", and where the type has no services."""
        return self.services.get(self.cleaned_data.get("reason"))


class BookForm(OneContactMixin, OfServiceMixin, DetailsForm):
    """A place for somebody who telephones or is here: what the site asks too, with the same questions of the office.

    A contact is enough; a mail address brings the messages. Who is called or visited leaves a telephone.
    """

    reason = forms.ChoiceField(label="Per quale servizio")
    start = forms.TypedChoiceField(label="Orario", coerce=int)
    name = forms.CharField(label="Nome", max_length=80)
    surname = forms.CharField(label="Cognome", max_length=80)
    phone = forms.CharField(label="Telefono", max_length=40, required=False)
    email = forms.EmailField(label="Email", required=False)
    details = forms.CharField(
        label="Dettagli",
        help_text=NO_HEALTH,
        max_length=200,
        required=False,
    )
    channel = forms.ChoiceField(label="Come lo chiede", choices=CHANNELS, initial=Appointment.Channel.PHONE)
    field_order = ("start", "reason", "name", "surname", "phone", "email", "home_address", "details")

    def __init__(self, *args, slots, services, questions, mode: str, **kwargs):
        super().__init__(*args, reasons=[], questions=questions, language="it", **kwargs)
        self.fields["start"].choices = [(slot.start, f"{slot.starts_at:%-H:%M}") for slot in slots]
        self.fields["start"].error_messages["invalid_choice"] = "Questo orario non è più libero: scegline un altro."
        self.fields["phone"].required = mode in (Mode.PHONE, Mode.HOME)
        if mode == Mode.HOME:
            self.fields["home_address"] = home_address_field()
            self.order_fields(self.field_order)
        self.offer_services(services)
        PublicForm.dress(self)

    def clean_phone(self) -> str:
        try:
            return clean_phone(self.cleaned_data["phone"])
        except errors.NoPhone as error:
            raise forms.ValidationError(str(error)) from error


class JoinForm(OneContactMixin, OfServiceMixin, WaitingForm):
    """Somebody who telephones and finds no place: in the list like who comes from the site, a telephone is enough."""

    reason = forms.ChoiceField(label="Per quale servizio")
    email = forms.EmailField(label="Email", required=False, help_text="Senza email la chiami tu, quando tocca a lei.")
    details = forms.CharField(label="Dettagli", max_length=200, required=False, help_text=NO_HEALTH)

    field_order = ("reason", *WaitingForm.field_order, "home_address", "details")

    def __init__(self, *args, services, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = ""
        self.offer_services(services)
        PublicForm.dress(self)


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

    def __init__(self, *args, agenda, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["resource"].queryset = agenda.resources.filter(is_active=True)

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if not self.today <= day <= self.today + REACH:
            raise forms.ValidationError("Scegli un giorno da oggi a due anni da oggi.")
        return day

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


def day_of(text: str, today: date) -> date:
    """The day of an address; today where it says none, or one that no desk looks at."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return today
    return day if abs(day - today) <= REACH else today
