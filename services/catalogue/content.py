"""A sheet taken apart into its parts, and put together again (`editions` says what a part is)."""

from collections.abc import Iterable

from django.db import models
from django.utils.text import capfirst
from wagtail.blocks import StreamValue

from cms.fields import StreamField
from services.catalogue.editions import Content, same
from services.catalogue.merging import Own, weave
from services.catalogue.policies import SHARED, Policy, field_of, policy_of


def kind_of(model, name: str) -> str:
    """How a field holds its value: `stream`, `many`, `one` (a term) or `plain`."""
    field = model._meta.get_field(name)
    if isinstance(field, StreamField):
        return "stream"
    if field.many_to_many:
        return "many"
    return "one" if isinstance(field, models.ForeignKey) else "plain"


def label_of(model, name: str) -> str:
    """A field as people call it."""
    return capfirst(str(model._meta.get_field(name).verbose_name))


def blocks_of(sheet, name: str) -> list[dict]:
    """Raw blocks of a stream, each with its identity."""
    value = getattr(sheet, name)
    return list(value.get_prep_value()) if isinstance(value, StreamValue) else list(value or [])


def value_of(sheet, name: str):
    """A field as plain data: text, number, key or sorted keys of terms; identities of the blocks of a stream."""
    kind = kind_of(type(sheet), name)
    if kind == "stream":
        return [block["id"] for block in blocks_of(sheet, name)]
    if kind == "many":
        return sorted(item.pk for item in getattr(sheet, name).all())
    return getattr(sheet, f"{name}_id" if kind == "one" else name)


def content_of(sheet, names: Iterable[str] = SHARED) -> Content:
    """Every part of a sheet, by path."""
    content: Content = {}
    for name in names:
        content[name] = value_of(sheet, name)
        if kind_of(type(sheet), name) == "stream":
            content |= {f"{name}:{block['id']}": bare(block) for block in blocks_of(sheet, name)}
    return content


def bare(block: dict) -> dict:
    return {"type": block["type"], "value": block["value"]}


def block(content: Content, name: str, identity: str) -> dict | None:
    """A raw block of the content, or None where the union has none with that identity."""
    found = content.get(f"{name}:{identity}")
    return {**found, "id": identity} if found else None


def order_of(content: Content, name: str) -> list[str]:
    return [identity for identity in content.get(name) or [] if f"{name}:{identity}" in content]


# --- What a municipality has of its own ------------------------------------------------------------------------


def own_of(page) -> dict[str, Own]:
    """The parts of an adopted sheet that the municipality has written itself, without those that must agree with the
    union anyway."""
    found = {}
    for path, entry in page.own_parts.items():
        if policy_of(path) != Policy.DEFAULT or "order" in entry:
            continue
        name, _, identity = path.partition(":")
        value = own_block(page, name, identity) if identity else value_of(page, name)
        found[path] = Own(value, entry.get("base"))
    return found


def own_block(page, name: str, identity: str) -> dict | None:
    return next((bare(b) for b in blocks_of(page, name) if b["id"] == identity), None)


def whole_stream(page, content: Content, name: str) -> list[dict]:
    """The blocks of a stream as the public reads them: the union's, the municipality's in their place."""
    shared = order_of(content, name)
    mine = {b["id"]: b for b in blocks_of(page, name)}
    rewritten = {field_path.partition(":")[2] for field_path in page.own_parts if field_of(field_path) == name}
    stored = page.own_parts.get(name, {}).get("order", [])
    rows = []
    for identity in weave(shared, stored, [key for key in mine if key not in shared]):
        if identity in rewritten or identity not in shared:
            row = mine.get(identity)  # none: the municipality took this block out
        else:
            row = block(content, name, identity)
        if row is not None and not any(same(bare(row), bare(other)) for other in rows):
            rows.append(row)
    return rows
