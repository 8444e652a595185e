"""What each step asks."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments import errors
from appointments.api import PERSON
from appointments.models import Appointment
from appointments.rules.availability import Mode
from cms.formats import the_day
from cms.public_forms import PublicForm

# The labels of the model are for the desk: these are said by the citizen.
NEEDS = [
    (Appointment.Need.MORE_TIME, gettext_lazy("Mi serve più tempo")),
    (Appointment.Need.STEP_FREE, gettext_lazy("Mi serve uno sportello senza gradini")),
    (Appointment.Need.SIGN_LANGUAGE, gettext_lazy("Mi serve un interprete della lingua dei segni")),
    (Appointment.Need.LANGUAGE, gettext_lazy("Mi serve aiuto con la lingua italiana")),
    (Appointment.Need.COMPANION, gettext_lazy("Vengo con chi mi assiste")),
]
MODE_NAMES = {
    Mode.DESK: gettext_lazy("Allo sportello"),
    Mode.PHONE: gettext_lazy("Al telefono: ti chiamiamo noi"),
    Mode.VIDEO: gettext_lazy("In videochiamata"),
    Mode.HOME: gettext_lazy("A casa tua"),
}


class DetailsForm(PublicForm):
    """Step 3: the reason, in a word and in their own words, and the questions of the office."""

    reason = forms.ChoiceField(label=gettext_lazy("Motivo"))
    details = forms.CharField(
        label=gettext_lazy("Dettagli"),
        help_text=gettext_lazy(
            "Che cosa ti serve, in poche parole: al massimo 200 caratteri. Non scrivere dati sulla salute."
        ),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, reasons, questions, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("Scegli")), *reasons]
        self.questions = []
        for number, block in enumerate(questions):
            name = f"question_{number}"
            self.fields[name] = _answer_field(block.value, language)
            self.questions.append(name)
        # The base class has dressed only the fields that it knew.
        PublicForm.dress(self)

    def answers(self) -> list[dict]:
        """Questions with what was answered, for the desk."""
        given = [(self.fields[name].label, self.cleaned_data.get(name)) for name in self.questions]
        return [{"question": label, "answer": str(answer)} for label, answer in given if answer not in ("", None)]


def _answer_field(question, language: str) -> forms.Field:
    label = (question.get("label_en") if language == "en" else "") or question["label"]
    common = {"label": label, "required": question.get("required", False)}
    kind = question["kind"]
    if kind == "numero":
        return forms.IntegerField(min_value=0, max_value=1_000_000, **common)
    if kind == "si-no":
        return forms.ChoiceField(choices=[(_("Sì"), _("Sì")), (_("No"), _("No"))], widget=forms.RadioSelect, **common)
    if kind == "scelta":
        rows = [line.strip() for line in (question.get("choices") or "").splitlines() if line.strip()]
        return forms.ChoiceField(choices=[("", _("Scegli")), *((row, row) for row in rows)], **common)
    if kind == "testo":
        return forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}), **common)
    return forms.CharField(max_length=120, **common)


def clean_phone(text: str) -> str:
    """A telephone number as people write it, or nothing. Raises NoPhone for what is not one."""
    phone = text.strip()
    digits = sum(char.isdigit() for char in phone)
    if phone and (not 6 <= digits <= 15 or any(char not in "+0123456789 ./-()" for char in phone)):
        raise errors.NoPhone(_("Scrivi il numero con il prefisso. Esempio: 0547 356111"))
    return phone


def home_address_field() -> forms.CharField:
    """Where the office goes for a visit; at the desk and on the site."""
    return forms.CharField(
        label=_("Indirizzo della visita"),
        help_text=_("Via, numero, località e nome sul campanello."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )


class PersonForm(PublicForm):
    """Step 4: who comes, and where to write to them."""

    name = forms.CharField(
        label=gettext_lazy("Nome"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    surname = forms.CharField(
        label=gettext_lazy("Cognome"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        help_text=gettext_lazy("Ti scriviamo la conferma, e come spostare o annullare."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telefono"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(self, *args, mode: str, **kwargs):
        super().__init__(*args, **kwargs)
        phone = self.fields["phone"]
        phone.required = mode in (Mode.PHONE, Mode.HOME)
        phone.help_text = (
            _("Ti chiamiamo a questo numero.")
            if phone.required
            else _("Se vuoi: serve solo se l'ufficio deve avvisarti.")
        )
        if mode == Mode.HOME:
            self.fields["home_address"] = home_address_field()
        PublicForm.dress(self)

    def clean_phone(self) -> str:
        try:
            return clean_phone(self.cleaned_data["phone"])
        except errors.NoPhone as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def who(self) -> dict:
        """What was typed about the person, in the words of `api.Person`."""
        return {name: self.cleaned_data[name] for name in PERSON if name in self.cleaned_data}


class SummaryForm(PublicForm):
    """Step 5: nothing but the consent to the conditions."""

    terms = forms.BooleanField(
        label=gettext_lazy("Ho letto le condizioni del servizio e l'informativa sulla privacy"),
        error_messages={"required": gettext_lazy("Per confermare, leggi le condizioni e spunta la casella.")},
    )


class WaitingForm(PersonForm):
    """Who would come if a place came free, and between which days."""

    first_on = forms.DateField(
        label=gettext_lazy("Dal giorno"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    last_on = forms.DateField(
        label=gettext_lazy("Fino al giorno"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    field_order = ("first_on", "last_on", "name", "surname", "email", "phone")

    def __init__(self, *args, today, horizon, **kwargs):
        self.today, self.horizon = today, horizon
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and first < self.today:
            self.add_error("first_on", _("Questo giorno è già passato."))
        if last and last > self.horizon:
            self.add_error(
                "last_on",
                _("È troppo lontano: scegli un giorno fino %(day)s.") % {"day": the_day(self.horizon, "al d/m/Y")},
            )
        if first and last and last < first:
            self.add_error("last_on", _("L'ultimo giorno viene prima del primo."))
        return cleaned
