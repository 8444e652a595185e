"""Forms of who manages the staff of a body."""

import re

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError

from cms.models import User
from staff import api

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,60}")


class SignInForm(LoginForm):
    """Name and password, in the words of the house."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["login"].label = "Nome utente"
        self.fields.pop("remember", None)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class CodeForm(AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["code"].label = "Codice"
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


class SetUpForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["code"].label = "Codice di sei cifre"
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class PersonForm(forms.Form):
    """A person and their roles in one body."""

    username = forms.CharField(
        label="Nome utente",
        max_length=60,
        help_text="Minuscole, cifre, punto, trattino. Non si cambia più. Esempio: maria.rossi",
    )
    first_name = forms.CharField(label="Nome", max_length=150)
    last_name = forms.CharField(label="Cognome", max_length=150)
    email = forms.EmailField(
        label="E-mail di lavoro",
        help_text="Qui arriva il messaggio per scegliere la password. Esempio: m.rossi@comune.it",
    )
    role_keys = forms.MultipleChoiceField(
        label="Ruoli",
        widget=forms.CheckboxSelectMultiple,
        help_text="Che cosa può fare questa persona. Almeno un ruolo.",
    )
    is_active = forms.BooleanField(
        label="Può entrare", required=False, initial=True, help_text="Togli la spunta a chi non lavora più qui."
    )

    def __init__(self, *args, actor, tenant, person=None, **kwargs):
        self.person, self.tenant = person, tenant
        super().__init__(*args, **kwargs)
        self.fields["role_keys"].choices = [
            (one.role_key, f"{one.role.label}: {one.role.summary}") for one in api.roles_given(actor, tenant)
        ]
        if person is None:
            del self.fields["is_active"]
            return
        del self.fields["username"]
        self.fields["role_keys"].required = False  # someone who leaves this body has no role here any more
        if not api.may_change(actor, person, tenant):
            for name in ("first_name", "last_name", "email", "is_active"):
                del self.fields[name]

    def clean_username(self):
        username = self.cleaned_data["username"].strip().lower()
        if not USERNAME.fullmatch(username):
            raise ValidationError("Usa almeno tre caratteri tra minuscole, cifre, punto e trattino.")
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError("Questo nome utente è già preso: aggiungi una lettera o una cifra.")
        return username

    def to_person(self) -> api.Person:
        data, known = self.cleaned_data, self.person
        return api.Person(
            username=data.get("username") or known.username,
            first_name=data.get("first_name", known.first_name if known else ""),
            last_name=data.get("last_name", known.last_name if known else ""),
            email=data.get("email", known.email if known else ""),
            role_keys=tuple(data["role_keys"]),
            is_active=data.get("is_active", known.is_active if known else True),
        )
