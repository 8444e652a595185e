"""A part of a sheet as a person reads it: markup for texts, lines for blocks, names for terms."""

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from cms import relations
from services.catalogue import content as parts

EMPTY = mark_safe("<p><em>Niente.</em></p>")


def readable(model, name: str, value) -> SafeString:
    """HTML of a value of a field. `value` is plain data, as the parts of a sheet are."""
    kind = parts.kind_of(model, name)
    if value in (None, "", []):
        return EMPTY
    if kind == "stream":
        rows = ((readable_block(model, name, row),) for row in value)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", rows))
    if kind in ("many", "one"):
        terms = relations.terms(value if isinstance(value, list) else [value])
        return format_html("<p>{}</p>", ", ".join(term.name for term in terms))
    return _text(value)


def readable_block(model, name: str, row: dict | None) -> SafeString:
    """The filled fields of a block, one under the other."""
    if not row:
        return EMPTY
    block = model._meta.get_field(name).stream_block.child_blocks[row["type"]]
    values = (row["value"].get(key) for key in block.child_blocks)
    return format_html_join("", "<div>{}</div>", ((_text(value),) for value in values if value not in (None, "", [])))


def _text(value) -> SafeString:
    if isinstance(value, bool):
        return mark_safe("<p>Sì</p>" if value else "<p>No</p>")
    text = str(value)
    return mark_safe(expand_db_html(text)) if text.lstrip().startswith("<") else format_html("<p>{}</p>", escape(text))
