"""The editor's forms: what every page and every snippet with vocabulary terms have in common."""

from django.db.models import Q
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm


def hide_retired_terms(form) -> None:
    """Offer only terms still in use; a retired one stays where it was already chosen, so that saving loses nothing."""
    for name, field in form.fields.items():
        queryset = getattr(field, "queryset", None)
        if queryset is None or queryset.model._meta.label != "cms.Term":
            continue
        chosen = form.initial.get(name) or []
        chosen = chosen if isinstance(chosen, list | tuple) else [chosen]
        keys = [getattr(value, "pk", value) for value in chosen]
        field.queryset = queryset.filter(Q(is_retired=False) | Q(pk__in=keys))


class TermForm(WagtailAdminModelForm):
    """For snippets and rows that point at vocabulary terms."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hide_retired_terms(self)


class PageForm(WagtailAdminPageForm):
    """On publishing, puts each missing part as an error beside its field; on saving a draft it asks for nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hide_retired_terms(self)

    def _post_clean(self):
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for name, message in self.instance.missing_parts(self.cleaned_data).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, message)
