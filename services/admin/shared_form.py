"""The form of a shared sheet: what municipalities may do with each part, and what is wrong beside the field it is in."""

from django.core.exceptions import BadRequest, ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from cms.fields import StreamField
from cms.forms import forget_empty_text, hide_retired_terms, show_boxes
from cms.help_texts import add_help
from services.catalogue import content as parts
from services.catalogue import publishing
from services.catalogue.policies import POLICIES, SHARED, Policy

POLICY_WORDS = {
    Policy.LOCKED: "Bloccato per i Comuni.",
    Policy.DEFAULT: "I Comuni possono cambiarlo.",
    Policy.MERGE: "I Comuni possono aggiungere righe.",
}


class SharedServiceForm(WagtailAdminModelForm):
    """A draft may lack anything but never holds a mark that nobody can fill; to go out it must be whole and explained."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self._refuse_half_a_form()
        hide_retired_terms(self)
        show_boxes(self)
        add_help(self)
        for name, policy in POLICIES.items():
            if name in self.fields:
                self.fields[name].help_text = f"{self.fields[name].help_text} {POLICY_WORDS[policy]}".strip()
        if not self.instance.has_unpublished_changes:
            self._forget_last_change()

    def _refuse_half_a_form(self) -> None:
        """Rows that did not arrive are not rows that were taken out."""
        streams = [field.name for field in self.instance._meta.get_fields() if isinstance(field, StreamField)]
        if any(f"{self.add_prefix(name)}-count" not in self.data for name in streams if name in self.fields):
            raise BadRequest("Il modulo è arrivato a metà.")

    def _forget_last_change(self) -> None:
        """What was said of the last change is in its edition: the next one starts from a blank announcement."""
        for name in self.instance.CHANGE_FIELDS:
            self.initial[name] = None

    def _post_clean(self):
        super()._post_clean()
        forget_empty_text(self)
        self._write_choices()
        for name, messages in (self._wrong_marks() if self.is_deferred_validation else self._refused()).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, messages)

    def _write_choices(self) -> None:
        """Relations to many reach the instance only when it is saved: what is judged here must have them."""
        for field in self.instance._meta.many_to_many:
            if field.name in self.cleaned_data:
                setattr(self.instance, field.name, self.cleaned_data[field.name])

    def _wrong_marks(self) -> dict[str, list[str]]:
        given = [name for name in SHARED if name in self.cleaned_data]
        return publishing.wrong_marks(parts.content_of(self.instance, given))

    def _refused(self) -> dict[str, list[str]]:
        try:
            publishing.refuse(self.instance)
        except ValidationError as error:
            return error.message_dict
        return {}
