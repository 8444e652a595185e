"""The editor's forms: what every page and every snippet with vocabulary terms have in common."""

import json
from collections import defaultdict
from collections.abc import Iterator

from django import forms
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.fields import RichTextField

from cms import completeness, ownership, versions
from cms.help_texts import add_help
from cms.tenancy import belongs_to_body


class TermChoices(ModelChoiceIterator):
    """Terms of a vocabulary, each under the one that holds it."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        terms = list(self.queryset)
        known = {term.pk for term in terms}
        below = defaultdict(list)
        for term in terms:
            below[term.parent_id if term.parent_id in known else None].append(term)
        yield from self._under(None, below, "")

    def _under(self, parent: int | None, below: dict[int | None, list], indent: str) -> Iterator[tuple]:
        for term in below[parent]:
            value, label = self.choice(term)
            yield value, f"{indent}{label}"
            yield from self._under(term.pk, below, f"{indent}\u2003")


class TermField(forms.ModelChoiceField):
    """One term of a vocabulary, in a list to open. Wagtail's window would show those of every vocabulary, and the guard
    of the admin closes it to whoever is not union IT."""

    iterator = TermChoices

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{**kwargs, "empty_label": "Scegli…"})


def hide_retired_terms(form) -> None:
    """Offer only terms still in use; a retired one stays where it was already chosen, so that saving loses nothing."""
    for name, field in form.fields.items():
        queryset = getattr(field, "queryset", None)
        if queryset is not None and queryset.model._meta.label == "cms.Term":
            field.queryset = queryset.filter(Q(is_retired=False) | Q(pk__in=_chosen(form, name)))


def _chosen(form, name: str) -> list[int]:
    value = form.initial.get(name) or []
    values = list(value) if hasattr(value, "__iter__") and not isinstance(value, str) else [value]
    return [getattr(item, "pk", item) for item in values]


def keep_to_tenant(form, tenant_id: int | None) -> None:
    """Offer only what belongs to the body of the page: its offices, places, people, services, contact points.

    A field with a limit of its own already says whose things it takes: the union's offices, for one.
    """
    for field in form.fields.values():
        queryset = getattr(field, "queryset", None)
        if queryset is not None and tenant_id and belongs_to_body(queryset.model) and not field.get_limit_choices_to():
            field.queryset = queryset.filter(tenant_id=tenant_id)


def offer_originals(form) -> None:
    """Offer Italian pages only: relations point at them, and readers are shown the version of their language."""
    for field in form.fields.values():
        queryset = getattr(field, "queryset", None)
        if queryset is not None and _is_page(queryset.model):
            field.queryset = queryset.filter(versions.in_language(versions.ORIGINAL))


def _is_page(model) -> bool:
    from cms.models import BasePage

    return issubclass(model, BasePage)


def show_boxes(form) -> None:
    """Many choices are boxes to tick: a list that wants the Ctrl key loses what one slip of the mouse unselects."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelMultipleChoiceField) and isinstance(field.widget, forms.SelectMultiple):
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)


def forget_empty_text(form) -> None:
    """A rich text that nobody touched comes back as an empty paragraph: keep nothing, or the page shows a bare title."""
    for field in form.instance._meta.get_fields():
        text = form.cleaned_data.get(field.name) if isinstance(field, RichTextField) else None
        if text and not completeness.is_filled(text):
            form.cleaned_data[field.name] = ""
            setattr(form.instance, field.name, "")


def refuse_foreign_things(form, tenant_id: int | None) -> None:
    """An error beside each field, also of the rows below, that points at another body's things.

    Also where something else is wrong: the form comes back, and would show the title of what was forged.
    """
    rows = [row for rows in getattr(form, "formsets", {}).values() if rows.is_valid() or rows.is_bound for row in rows]
    for one in [one for one in (form, *rows) if hasattr(one, "cleaned_data")]:
        for name in [name for name in one.errors if _is_no_key(one, name)]:
            forget_choice(one, name)  # a chooser would look for it
        for name in ownership.foreign_fields(one, tenant_id):
            if name not in one.errors:
                forget_choice(one, name)
                one.add_error(name, ownership.MESSAGE)


def _is_no_key(form, name: str) -> bool:
    value = form.data.get(form.add_prefix(name), "")
    return type(form.fields.get(name)) is forms.ModelChoiceField and value != "" and not str(value).isdecimal()


def forget_choice(form, name: str) -> None:
    """Leave out of the form what was refused: shown again, a chooser or a link would tell of another body's draft.

    Of a text only the links go; what was typed stays.
    """
    prefix, data = form.add_prefix(name), form.data.copy()
    if isinstance(form.cleaned_data.get(name), str):
        text = json.loads(data[prefix])
        for entity in text.get("entityMap", {}).values():
            entity["data"] = {"url": ""}
        data[prefix] = json.dumps(text)
    else:
        for key in [key for key in data if key == prefix or key.startswith(f"{prefix}-")]:
            del data[key]
        data[prefix], data[f"{prefix}-count"] = "", "0"
    form.data = data


class HelpedForm(WagtailAdminModelForm):
    """For snippets of the whole union: help beside the fields."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        add_help(self)


class OwnBodyForm(WagtailAdminModelForm):
    """For snippets of a body: they point at its own things and at terms in use; help beside the fields."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hide_retired_terms(self)
        keep_to_tenant(self, self.instance.tenant_id)
        offer_originals(self)
        show_boxes(self)
        add_help(self)

    def _post_clean(self):
        super()._post_clean()
        forget_empty_text(self)

    def is_valid(self):
        if super().is_valid() or self.is_bound:
            refuse_foreign_things(self, self.instance.tenant_id)
        return super().is_valid()


class PageForm(WagtailAdminPageForm):
    """On publishing, puts each missing part as an error beside its field; on saving a draft it asks for nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hide_retired_terms(self)
        keep_to_tenant(self, self.instance.tenant_id or self._parent_tenant())
        offer_originals(self)
        show_boxes(self)
        add_help(self)

    def is_valid(self):
        if super().is_valid() or self.is_bound:
            refuse_foreign_things(self, self.instance.tenant_id or self._parent_tenant())
        return super().is_valid()

    def _parent_tenant(self) -> int | None:
        parent = self.parent_page
        specific = parent.specific if parent is not None else None
        return getattr(specific, "tenant_id", None)

    def _post_clean(self):
        super()._post_clean()
        forget_empty_text(self)
        if self.is_deferred_validation:
            return
        for name, message in self.instance.missing_parts(self.cleaned_data).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, message)
