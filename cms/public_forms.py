"""Forms on the public sites: what was typed is kept, each error stands beside its field and is listed at the top."""

from django import forms
from django.utils.translation import gettext as _


class PublicForm(forms.Form):
    """A form whose fields are drawn by `components/form_field.html`.

    The kit's classes are put on the widgets here, so that a form says only what it asks. The browser's own messages are
    off: ours are in plain Italian and stay on the page.
    """

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.dress()

    def dress(self) -> None:
        """Put classes and attributes on the widgets; again after fields were added or changed."""
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect):
                widget.attrs.setdefault("class", "form-select")
            elif not isinstance(widget, (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)):
                widget.attrs.setdefault("class", "form-control")
            # "This field is required" in the list at the top would not say which.
            missing = _("Manca: %(field)s.") % {"field": field.label}
            if field.required and field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = missing
            if field.required and not isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
                widget.attrs["aria-required"] = "true"

    @property
    def index(self) -> list[dict]:
        """What the form asks, each with the id of its field, for the component `page_index`."""
        return [{"id": _id_of(bound), "label": bound.label} for bound in self.visible_fields()]

    @property
    def problems(self) -> list[dict]:
        """Errors in the order of the fields, each with the id of its field: the list at the top links to them."""
        found = [{"id": "", "text": text} for text in self.non_field_errors()]
        for bound in self:
            found += [{"id": _id_of(bound), "text": text} for text in bound.errors]
        return found


def _id_of(bound) -> str:
    return bound.id_for_label or bound.auto_id
