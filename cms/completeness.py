"""What a page must have before the public sees it, in the words of the editor. Plain Python, no database.

A draft may lack anything; publishing is refused field by field, also when it does not come from the page's own form.
"""

from collections.abc import Iterable, Mapping

from django.utils.html import strip_tags


def is_filled(value) -> bool:
    """Whether a field says something: markup and spaces alone do not."""
    if value is None:
        return False
    if isinstance(value, str):
        return bool(strip_tags(value).replace("\xa0", " ").strip())
    if isinstance(value, Iterable) or hasattr(value, "__len__"):
        return any(True for _ in value)
    return True


def missing_parts(required: Mapping[str, str], values: Mapping[str, object]) -> dict[str, str]:
    """Message per empty field; `required` maps the field to the name of the part as the citizen reads it."""
    return {
        name: f"Manca «{label}»: senza questa parte la pagina non si può pubblicare."
        for name, label in required.items()
        if not is_filled(values.get(name))
    }


def part(thing, name: str, cleaned: Mapping[str, object] | None = None):
    """A field of a page or a shared sheet: what a form is about to save (`cleaned`), else what it holds."""
    if cleaned and name in cleaned:
        return cleaned[name]
    value = getattr(thing, name)
    return value.all() if hasattr(value, "all") else value


def missing_in(thing, cleaned: Mapping[str, object] | None = None) -> dict[str, str]:
    """Message per empty field of those that `thing.required_to_publish` names."""
    required = thing.required_to_publish
    return missing_parts(required, {name: part(thing, name, cleaned) for name in required})
