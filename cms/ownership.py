"""What a form may point at: things of its own body, and what the union has published.

Choosers offer nothing else, but a forged form can send any key, and the next screen would show the title of another
body's draft. Every reference is looked at, also inside blocks, rich texts and lists of rows.
"""

from collections import defaultdict

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from wagtail.models import Page

from cms.tenancy import belongs_to_body

MESSAGE = "Hai scelto qualcosa che non c'è o non è del tuo ente: scegli di nuovo."


def foreign_fields(form, tenant_id: int | None) -> list[str]:
    """Names of the fields that point at what is neither of this body nor published by the union."""
    named = {name: _references(form, name) for name in form.fields}
    wanted = defaultdict(set)
    for references in named.values():
        for model, key in references:
            wanted[model].add(key)
    allowed = {model: _allowed(model, keys, tenant_id) for model, keys in wanted.items()}
    return [name for name, refs in named.items() if any(key not in allowed[model] for model, key in refs)]


def newly_foreign(field, value, known, tenant_id: int | None) -> bool:
    """Whether a value of a model's field names what is not of this body, beyond what the `known` values name."""

    def named_in(one) -> set:
        found = field.extract_references(one) if one else []
        return {(owner, int(key)) for model, key, *_paths in found if (owner := _owner(model)) is not None}

    wanted = defaultdict(set)
    for model, key in named_in(value).difference(*map(named_in, known)):
        wanted[model].add(key)
    return any(keys - _allowed(model, keys, tenant_id) for model, keys in wanted.items())


def _references(form, name: str) -> set[tuple[type[models.Model], int]]:
    """Models and keys that a cleaned field newly names; what was there already stays."""
    value = form.cleaned_data.get(name)
    if value is None or name not in form.changed_data:
        return set()
    return _named_by(form, name, value) - _named_by(form, name, _stored(form, name))


def _named_by(form, name: str, value) -> set[tuple[type[models.Model], int]]:
    """What a value of a field names, of the models whose rows belong to a body."""
    if isinstance(value, models.Model):
        found = [(type(value), value.pk)]
    elif isinstance(value, models.QuerySet):
        found = [(value.model, key) for key in value.values_list("pk", flat=True)]
    else:
        found = _inside(form, name, value) if value is not None else []
    return {(owner, int(key)) for model, key in found if (owner := _owner(model)) is not None}


def _stored(form, name: str):
    """The value of a field before this form; choices as the rows that they are."""
    value, queryset = form.initial.get(name), getattr(form.fields[name], "queryset", None)
    if queryset is None or value is None:
        return value
    many = value if hasattr(value, "__iter__") and not isinstance(value, str) else [value]  # of a draft: no QuerySet
    return queryset.model._default_manager.filter(pk__in=[getattr(one, "pk", one) for one in many])


def _inside(form, name: str, value) -> list[tuple[type[models.Model], int]]:
    try:
        field = form._meta.model._meta.get_field(name)
    except (FieldDoesNotExist, AttributeError):  # a field of the form alone
        return []
    if not hasattr(field, "extract_references"):
        return []
    return [(model, key) for model, key, _model_path, _content_path in field.extract_references(value)]


def _owner(model):
    """The model whose rows say which body they belong to; None for what belongs to everybody."""
    if issubclass(model, Page):
        return Page
    return model if belongs_to_body(model) else None


def _allowed(model, keys: set[int], tenant_id: int | None) -> set[int]:
    from cms.directory import directory
    from cms.models import BasePage

    union = directory().union
    if model is Page:
        mine = models.Q(tenant=tenant_id)
        if union is not None:
            mine |= models.Q(tenant=union.pk, live=True)
        rows = BasePage.objects.filter(mine, pk__in=keys)
    else:
        rows = model._default_manager.filter(tenant=tenant_id, pk__in=keys)
    return set(rows.values_list("pk", flat=True))
