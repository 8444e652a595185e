"""Two forms: why a citizen gave so many stars, and what an editor did about it."""

import re
from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.forms import OwnBodyForm, forget_choice
from cms.public_forms import PublicForm

MOST_LETTERS = 200  # of a comment, as the national model says
LOW = 3  # stars: up to here the national model asks what was hard
RECENT, OFFERED = timedelta(days=365), 200  # ratings that a change may answer: not older, not more
RUN_OF_WORDS = 5  # so many words in a row are somebody's own


class ReasonForm(PublicForm):
    """The second step of a rating: the answers that go with the stars, and a comment."""

    def __init__(self, answers: list[tuple[str, str]], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"] = forms.ChoiceField(
            label=_("Scegli una risposta"),
            choices=answers,
            widget=forms.RadioSelect,
            required=False,
            error_messages={"invalid_choice": _("Scegli una delle risposte proposte.")},
        )
        self.fields["details"] = forms.CharField(
            label=_("Vuoi aggiungere altri dettagli?"),
            help_text=_("Al massimo 200 caratteri. Non inserire dati personali."),
            max_length=MOST_LETTERS,
            widget=forms.Textarea(attrs={"rows": 3}),
            required=False,
            error_messages={"max_length": _("Hai scritto %(show_value)d caratteri: al massimo sono %(limit_value)d.")},
        )
        self.dress()


class AnsweredChoices(forms.ModelMultipleChoiceField):
    """Ratings of one page, each as it reads in a list."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, rating) -> str:
        said = f" – «{rating.comment}»" if rating.comment else ""
        day = date_format(timezone.localtime(rating.created_at), "j F Y")
        return f"{rating.stars} su 5: {rating.get_answer_display() or 'senza motivo'}{said} ({day})"


class ImprovementForm(OwnBodyForm):
    """A change of a page, and the ratings of that page which it answers."""

    answered = AnsweredChoices(queryset=None, required=False, label="Valutazioni a cui risponde")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["answered"]
        field.queryset = self._ratings()
        if self.instance.pk:
            self.initial["answered"] = list(self.instance.ratings.values_list("pk", flat=True))
        if not field.queryset:
            field.help_text = (
                "Questa pagina non ha valutazioni recenti; se la pagina è appena scelta, salva e torna qui."
            )

    def _ratings(self):
        """The newest ratings of the page that ask for something and that no other change has answered; and its own."""
        ratings = self._meta.model._meta.get_field("ratings").related_model.objects
        page = self.data.get("page", "") if self.is_bound else str(self.initial.get("page") or "")
        if not page.isdecimal() or len(page) > 11:
            return ratings.none()
        found = ratings.filter(tenant=self.instance.tenant_id, page=int(page))
        asking = found.filter(Q(stars__lte=LOW) | ~Q(comment=""), improvement=None)
        free = asking.filter(created_at__gte=timezone.now() - RECENT).order_by("-created_at").values("pk")[:OFFERED]
        mine = Q(improvement=self.instance.pk) if self.instance.pk else Q()
        return found.filter(Q(pk__in=free) | mine).order_by("-created_at")

    def is_valid(self):
        """A page of the union may be linked from anywhere; what was changed on it, the union tells."""
        super().is_valid()
        page = self.cleaned_data.get("page") if self.is_bound else None
        if page is not None and page.specific.tenant_id != self.instance.tenant_id:
            forget_choice(self, "page")
            self.add_error("page", "Scegli una pagina del sito del tuo ente.")
        return super().is_valid()

    def clean(self):
        """Comments are never published word for word."""
        cleaned = super().clean()
        for name in ("said", "done"):
            if any(repeats(cleaned.get(name, ""), rating.comment) for rating in cleaned.get("answered", ())):
                self.add_error(name, "Qui c'è una frase di un cittadino: dilla con parole tue.")
        return cleaned

    def save(self, commit=True):
        improvement = super().save(commit)
        if commit:
            from feedback import api

            api.link_ratings(improvement, self.cleaned_data["answered"])
        return improvement


def repeats(text: str, comment: str) -> bool:
    """Whether a text holds a comment, or five words of it in a row."""
    theirs, ours = _words(comment), f" {' '.join(_words(text))} "
    runs = [theirs] if len(theirs) <= RUN_OF_WORDS else [theirs[i : i + RUN_OF_WORDS] for i in range(len(theirs) - 4)]
    return len(theirs) > 2 and any(f" {' '.join(run)} " in ours for run in runs)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
