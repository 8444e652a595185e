"""What is typed about a publication. Rules are those of the front door; here they are said beside their field."""

from django import forms
from django.utils import timezone

from albo.models import Entry
from albo.periods import LONGEST, PeriodError, day_of, length
from albo.rules import VOCABULARY, is_deepest, rule_for
from cms import versions
from cms.models import Term
from offices.models import OfficePage


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class EntryForm(forms.ModelForm):
    """A draft: only the subject must be there, the rest may come later."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Entry
        fields = (
            "kind",
            "subject",
            "office",
            "requester",
            "act_number",
            "act_on",
            "protocol",
            "days",
            "last_day",
            "privacy_note",
        )
        widgets = {
            "subject": forms.Textarea(attrs={"rows": 3}),
            "privacy_note": forms.Textarea(attrs={"rows": 2}),
            "act_on": day_input(),
            "last_day": day_input(),
        }
        help_texts = {
            "kind": "Il tipo dice per quanti giorni si pubblica. Esempio: «Deliberazione della Giunta comunale».",
            "subject": "Si legge sul sito e resta nel registro per sempre. Senza dati di salute o di disagio: per le "
            "persone usa le iniziali dove la legge lo chiede. Esempio: «Asfaltatura di via Roma: approvazione del progetto».",
            "office": "L'ufficio del Comune che ti ha mandato l'atto.",
            "requester": "Solo se l'atto viene da fuori. Esempio: «Agenzia delle Entrate».",
            "act_number": "Il numero che l'atto ha già. Esempio: «45». Non è il numero dell'albo.",
            "act_on": "Il giorno in cui l'atto è stato adottato.",
            "protocol": "Se c'è. Esempio: «2026/12345».",
            "days": "Lascia vuoto per la durata del tipo di atto. Puoi allungarla.",
            "last_day": "Solo se chi ti manda l'atto ha scritto una data di fine. Allora i giorni li conta il sistema.",
            "privacy_note": "Se hai tolto o coperto dei dati, scrivilo qui. Esempio: «Nomi e indirizzi coperti negli allegati».",
        }
        error_messages = {"subject": {"required": "Scrivi l'oggetto dell'atto."}}

    def __init__(self, *args, tenant, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.instance.tenant = self.instance.tenant if self.instance.pk else tenant
        offices = OfficePage.objects.of(self.instance.tenant).live().filter(versions.in_language(versions.ORIGINAL))
        self.fields["office"].queryset = offices.order_by("title")
        self.fields["office"].empty_label = "Nessuno: viene da fuori"
        self.fields["kind"].queryset = Term.objects.of(VOCABULARY).select_related("parent")
        self.fields["kind"].choices = [("", "Scegli…"), *self._kinds()]
        self.fields["kind"].required = False
        self.fields["days"].widget.attrs |= {"min": 1, "max": LONGEST}
        if self.instance.pk:
            self.initial["seen"] = self.instance.version

    def _kinds(self) -> list[tuple[str, list]]:
        """The most precise kinds, under the group they belong to; a retired one stays where it was chosen."""
        terms = {term.pk: term for term in Term.objects.of(VOCABULARY).order_by("sort_order")}
        parents = {term.parent_id for term in terms.values() if not term.is_retired}
        groups: dict[str, list] = {}
        for term in terms.values():
            if term.pk in parents or (term.is_retired and term.pk != self.instance.kind_id):
                continue
            top = term
            while top.parent_id:
                top = terms[top.parent_id]
            groups.setdefault(top.label, []).append((term.pk, term.label))
        return list(groups.items())

    def clean_subject(self):
        return " ".join(self.cleaned_data["subject"].split())

    def clean_kind(self):
        kind = self.cleaned_data["kind"]
        if kind is not None and not is_deepest(kind):
            raise forms.ValidationError("Scegli il tipo di atto più preciso: questo è un gruppo di tipi.")
        return kind

    def clean(self):
        data = super().clean()
        if data.get("days") and data.get("last_day"):
            self.add_error("last_day", "Scrivi i giorni o l'ultimo giorno, non tutti e due.")
        elif data.get("kind") and "days" in data and "last_day" in data:
            # Counted as if it were published today; whoever publishes later is asked again.
            try:
                length(day_of(timezone.now()), rule_for(data["kind"]), days=data["days"], last_day=data["last_day"])
            except PeriodError as error:
                self.add_error("last_day" if data["last_day"] else "days", str(error))
        return data


class PublishForm(forms.Form):
    """When: now, or at the first minute of a day."""

    planned_for = forms.DateField(
        label="Pubblica il",
        required=False,
        widget=day_input(),
        help_text="Vuoto: adesso. Con un giorno: alle 0:00 di quel giorno, da sola. Il numero viene dato allora.",
    )
    sure = forms.BooleanField(
        label="Ho controllato oggetto e documenti: dopo non si cambiano più",
        help_text="Se poi c'è un errore, si annulla con un motivo e si pubblica di nuovo con un altro numero.",
        error_messages={"required": "Controlla e metti la spunta: dopo la pubblicazione non si cambia più niente."},
    )


class AnnulForm(forms.Form):
    reason = forms.CharField(
        label="Motivo",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Si legge sul sito al posto dell'atto. Non scrivere dati personali. "
        "Esempio: «Allegato sbagliato: mancava la planimetria».",
        error_messages={"required": "Scrivi il motivo: senza motivo non si annulla."},
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text="Meglio un PDF accessibile, con il testo che si può cercare. Va bene anche il file firmato (P7M).",
        error_messages={"required": "Scegli un file.", "empty": "Il file è vuoto."},
    )
    title = forms.CharField(
        label="Nome da mostrare",
        max_length=200,
        required=False,
        help_text="Esempio: «Delibera». Vuoto: il nome del file.",
    )
