"""What an operator writes."""

from django import forms

from cms.public_forms import PublicForm
from feedback.masking import has_links, masked
from offices.models import OfficePage
from tickets.inbox.rights import operators_of
from tickets.models import Attachment, Ticket


class AnswerForm(PublicForm):
    """What the person reads, and whether it ends there."""

    text = forms.CharField(
        label="Risposta", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}), help_text="La riceve per email."
    )
    close_as = forms.ChoiceField(label="E poi", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        closings = [(value, f"Chiudi: {label}") for value, label in Ticket.Outcome.choices]
        self.fields["close_as"].choices = [("", "Resta aperta"), *closings]


class NoteForm(PublicForm):
    """Something for the colleagues."""

    text = forms.CharField(
        label="Nota interna",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="La leggono solo i colleghi.",
    )


class AssignForm(PublicForm):
    """Who goes on with it."""

    to = forms.ModelChoiceField(queryset=None, label="Assegna a", empty_label="Scegli una persona")

    def __init__(self, *args, ticket: Ticket, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.queryset = operators_of(ticket.holder_id)
        field.label_from_instance = lambda user: user.get_full_name() or user.get_username()
        self.dress()


class TransferForm(PublicForm):
    """To which office it goes, and why: offices of its body, of the union, of the other municipalities."""

    office = forms.ChoiceField(label="Passa all'ufficio")
    reason = forms.CharField(
        label="Perché", max_length=400, widget=forms.Textarea(attrs={"rows": 3}), help_text="Lo leggono i colleghi."
    )

    def __init__(self, *args, ticket: Ticket, **kwargs):
        super().__init__(*args, **kwargs)
        self.offices = {str(row.pk): row for row in _offices(ticket)}
        groups: dict[str, list] = {}
        for key, row in self.offices.items():
            groups.setdefault(row.tenant.name, []).append((key, row.title))
        first = ticket.holder.name
        ordered = sorted(groups.items(), key=lambda pair: (pair[0] != first, pair[0]))
        self.fields["office"].choices = [("", "Scegli un ufficio"), *ordered]

    def clean_office(self) -> OfficePage:
        return self.offices[self.cleaned_data["office"]]


def _offices(ticket: Ticket):
    rows = OfficePage.objects.live().filter(locale__language_code="it", alias_of=None, shared_source=None)
    return rows.exclude(pk=ticket.office_id).select_related("tenant").only("title", "tenant").order_by("title")


class CloseForm(PublicForm):
    """How it ended."""

    outcome = forms.ChoiceField(label="Esito", choices=[("", "Scegli"), *Ticket.Outcome.choices])


class ReopeningForm(PublicForm):
    """What is decided of somebody who says that it is not solved; who reads «no» reads why."""

    decision = forms.ChoiceField(
        label="Che cosa decidi",
        choices=[("si", "Riaprila"), ("no", "Lasciala chiusa")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Che cosa gli scrivi", max_length=600, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "no" and not cleaned.get("reason"):
            self.add_error("reason", "Se resta chiusa, scrivi perché.")
        return cleaned


class ShowingForm(PublicForm):
    """What everybody reads of a report: the operator's words, which begin as the citizen's without personal data."""

    subject = forms.CharField(label="Titolo", max_length=120)
    details = forms.CharField(label="Testo", max_length=600, widget=forms.Textarea(attrs={"rows": 4}), required=False)
    address = forms.CharField(label="Luogo", max_length=200, required=False)
    shows_place = forms.BooleanField(label="Mostra il luogo, anche sulla mappa", required=False)
    photos = forms.ModelMultipleChoiceField(
        queryset=None, label="Foto da mostrare", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, ticket: Ticket, **kwargs):
        looked_at = ticket.looked_at is not None and bool(ticket.public_subject)
        kwargs.setdefault(
            "initial",
            {
                "subject": ticket.public_subject if looked_at else masked(ticket.subject),
                "details": ticket.public_details if looked_at else masked(ticket.details),
                "address": ticket.public_address if looked_at else masked(ticket.address),
                "shows_place": ticket.shows_place,
                "photos": list(ticket.attachments.filter(is_public=True).values_list("pk", flat=True)),
            },
        )
        super().__init__(*args, **kwargs)
        ready = ticket.attachments.filter(kind=Attachment.Kind.PHOTO, state=Attachment.State.READY)
        self.fields["photos"].queryset = ready
        self.fields["photos"].label_from_instance = lambda photo: photo.name
        self.dress()

    def clean(self):
        cleaned = super().clean()
        for name in ("subject", "details", "address"):
            if has_links(cleaned.get(name) or ""):
                self.add_error(name, "Qui c'è un indirizzo web di chi ha scritto: toglilo.")
        return cleaned
