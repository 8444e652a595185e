"""The forms of who decides on a change of the union: one for each part that differs."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from wagtail.blocks import StreamBlock
from wagtail.blocks.base import BlockField
from wagtail.fields import RichTextField

from cms import completeness, ownership
from cms.forms import forget_choice
from services.admin.wording import block_of
from services.catalogue.decisions import ACCEPT, KEEP, MERGE, Decision, Difference
from services.catalogue.merging import Outcome
from services.catalogue.policies import MODE_LABELS, Mode, Policy, field_of, policy_of
from services.models import ServicePage

MERGED_LABEL = "Il testo che unisce i due"


def prefix_of(path: str) -> str:
    """The prefix of a part's fields: a colon would not do in the selectors of scripts."""
    return f"parte-{path.replace(':', '--')}"


class PartForm(forms.Form):
    """What becomes of one part: the union's, ours, the two together. What may be chosen is said by `decide`."""

    choice = forms.ChoiceField(
        label="Che cosa fate di questa parte",
        choices=[(ACCEPT, ""), (KEEP, ""), (MERGE, "")],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.CharField(
        label="Perché tenete il vostro testo",
        max_length=255,
        required=False,
        help_text="Lo leggono i colleghi e l'Unione. Esempio: «Da noi lo sportello è solo su appuntamento».",
    )
    review_on = forms.DateField(
        label="Quando lo rileggete",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Se volete: quel giorno lo trovate qui, tra i testi da rivedere.",
    )

    def __init__(self, difference: Difference, tenant_id: int, data=None):
        super().__init__(data, prefix=prefix_of(difference.path))
        self.difference, self.tenant_id = difference, tenant_id
        merged = _merged_field(difference)
        if merged is not None:
            self.fields["value"], self.initial["value"] = merged
        # A forged choice is still read, so that it is refused with the words that explain why.
        self.fields["choice"].widget.choices = self._choices()
        if difference.outcome == Outcome.EQUAL or not self.is_free:
            self.initial["choice"] = ACCEPT

    @property
    def path(self) -> str:
        return self.difference.path

    @property
    def is_free(self) -> bool:
        """Whether the municipality may say otherwise than the union."""
        return policy_of(self.path) == Policy.DEFAULT

    def _choices(self) -> list[tuple[str, str]]:
        one = self.difference
        accept = "Torna al testo dell'Unione" if one.outcome == Outcome.EQUAL else "Accettate il testo dell'Unione"
        if one.new is None:
            accept = "Accettate: questa parte non c'è più"
        choices = [(ACCEPT, accept)]
        if self.is_free:
            choices.append((KEEP, "Tenete il vostro testo" if one.is_own else "Resta com'è da voi oggi"))
        if "value" in self.fields:
            choices.append((MERGE, "Unite a mano i due testi"))
        return choices

    def clean_review_on(self):
        day = self.cleaned_data["review_on"]
        if day and day <= timezone.localdate():
            raise ValidationError("Scegli un giorno che deve ancora venire.")
        return day

    def clean(self):
        cleaned = super().clean()
        choice = cleaned.get("choice")
        # Only what goes with the choice counts; the rest stays as typed, in case they choose again.
        for name, goes_with in (("value", MERGE), ("reason", KEEP), ("review_on", KEEP)):
            if choice != goes_with and not (name == "review_on" and choice == MERGE):
                self._errors.pop(name, None)
                cleaned.pop(name, None)
        if choice == MERGE and "value" in cleaned and self._names_foreign_things(cleaned["value"]):
            forget_choice(self, "value")
            self.add_error("value", ownership.MESSAGE)
        return cleaned

    def _names_foreign_things(self, value) -> bool:
        field = ServicePage._meta.get_field(field_of(self.path))
        if not hasattr(field, "extract_references"):
            return False
        raw = _raw(self, value)
        known = (self.difference.mine, self.difference.new)
        if ":" in self.path:
            raw = field.to_python([raw]) if raw else None
            known = [field.to_python([one]) for one in known if one]
        return ownership.newly_foreign(field, raw, known, self.tenant_id)

    def decision(self) -> Decision | None:
        """What was chosen; None where nothing was."""
        given = self.cleaned_data
        if not given.get("choice"):
            return None
        value = _raw(self, given["value"]) if given["choice"] == MERGE and "value" in given else None
        return Decision(given["choice"], given.get("reason", ""), given.get("review_on"), value)

    def refuse(self, messages: list[str]) -> None:
        """Put an error of `decide` beside the field that it is about."""
        about = {KEEP: "reason", MERGE: "value"}.get(self.cleaned_data.get("choice"), "choice")
        self.add_error(about if about in self.fields and self.is_free else "choice", messages)


def _raw(form: PartForm, value):
    """A text put together by hand as the catalogue keeps it: a block as plain data."""
    field = form.fields["value"]
    if not isinstance(field, BlockField):
        return value if completeness.is_filled(value) else ""
    rows = json.loads(json.dumps(field.block.get_prep_value(value), cls=DjangoJSONEncoder))
    return {"type": rows[0]["type"], "value": rows[0]["value"]} if rows else None


def _merged_field(one: Difference) -> tuple[forms.Field, object] | None:
    """The field in which a text is put together, with what it starts from; None for what is not text."""
    if policy_of(one.path) != Policy.DEFAULT or one.new is None or one.outcome == Outcome.EQUAL:
        return None
    start = one.mine if one.is_own and one.mine is not None else one.new
    if ":" in one.path:
        block = block_of(one.path, start)
        if block is None:
            return None
        # A stream of one: the script of a bare block looks for an element that only streams have.
        stream = StreamBlock([(start["type"], block)], min_num=1, max_num=1)
        return BlockField(stream, required=False, label=MERGED_LABEL), stream.to_python([start])
    field = ServicePage._meta.get_field(one.path)
    if not isinstance(field, RichTextField | models.CharField):
        return None
    return field.formfield(required=False, label=MERGED_LABEL, help_text=""), start


MODE_HELP = {
    Mode.FOLLOW: "Le novità dell'Unione escono da sole sul vostro sito. Dove avete un testo vostro, vi chiediamo.",
    Mode.REVIEW: "Ogni novità aspetta che la guardiate. Quello che cambia per legge esce lo stesso, nel suo giorno.",
    Mode.PINNED: "La scheda resta com'è. Cambia solo quello che cambia per legge.",
}


class ModeForm(forms.Form):
    """How a sheet follows the union's."""

    mode = forms.ChoiceField(
        label="Come segue la scheda dell'Unione",
        choices=[(str(mode), MODE_LABELS[mode]) for mode in Mode],
        widget=forms.RadioSelect,
        error_messages={"required": "Scegli come segue.", "invalid_choice": "Scegli una delle tre."},
    )
    reason = forms.CharField(
        label="Perché resta ferma",
        max_length=255,
        required=False,
        help_text="Serve solo per «Ferma». Lo leggono i colleghi e l'Unione. Esempio: «Aspettiamo il nuovo "
        "regolamento».",
    )

    @property
    def modes(self) -> list[tuple]:
        """Each choice with the line that explains it."""
        return [(radio, MODE_HELP[Mode(radio.data["value"])]) for radio in self["mode"]]
