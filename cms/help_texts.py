"""Help beside the fields of the admin: what to write, with an example, in each app's `help.toml`.

Outside the models, because a word changed here is not a change of the database.
"""

import tomllib
from functools import cache
from pathlib import Path

from django.apps import apps


@cache
def help_for(model) -> dict[str, str]:
    """Help by field name of a model, with what its parents say."""
    found: dict[str, str] = {}
    for parent in reversed(model.__mro__):
        meta = getattr(parent, "_meta", None)
        if meta is not None and meta.app_label:
            found |= _file(meta.app_label).get(parent.__name__, {})
    return found


@cache
def _file(app_label: str) -> dict:
    path = Path(apps.get_app_config(app_label).path) / "help.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def add_help(form) -> None:
    """Put the help beside the fields of a form that have none."""
    texts = help_for(type(form.instance))
    for name, field in form.fields.items():
        field.help_text = field.help_text or texts.get(name, "")
