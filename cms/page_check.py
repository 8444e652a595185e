"""What an editor should look at before publishing: missing parts, hard texts, pictures without a description."""

import html
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import RichTextField
from wagtail.images.blocks import ImageBlock

from cms.blocks.plain import CharBlock
from cms.fields import StreamField
from cms.models import SiteImage
from cms.plain_language import Remark, remarks

# Codes, addresses and names of files are not prose.
NOT_PROSE = {"slug", "draft_title", "url_path", "identifier", "ipa_code", "nace", "number", "cap", "listing_label"}
NO_ALT = "Questa immagine non ha un testo alternativo: descrivila in poche parole, come a chi è al telefono."


@dataclass(frozen=True)
class FieldCheck:
    """The advice on one field, under the name that the editor reads beside it."""

    label: str
    remarks: list[Remark]


@dataclass(frozen=True)
class PageCheck:
    """Everything found on a page: `missing` forbids publishing, `fields` is advice."""

    missing: list[str]
    fields: list[FieldCheck]

    @property
    def count(self) -> int:
        return len(self.missing) + sum(len(field.remarks) for field in self.fields)


def check(page) -> PageCheck:
    """Look at a page as it stands in memory: a draft, a form about to be saved, a live page."""
    found: dict[str, list[Remark]] = {}
    for label, remark in _walk_page(page.as_read()):
        found.setdefault(label, []).append(remark)
    return PageCheck(list(page.missing_parts().values()), [FieldCheck(label, said) for label, said in found.items()])


def _walk_page(page) -> Iterator[tuple[str, Remark]]:
    for field in page._meta.get_fields():
        if not getattr(field, "editable", False) or field.name in NOT_PROSE:
            continue
        label = capfirst(str(getattr(field, "verbose_name", field.name)))
        yield from _walk_field(field, getattr(page, field.name, None), label)


def _walk_field(field, value, label: str) -> Iterator[tuple[str, Remark]]:
    if isinstance(field, StreamField):
        yield from _walk_block(value.stream_block, value, label)
    elif isinstance(field, RichTextField):
        yield from ((label, remark) for remark in remarks(value or ""))
    elif _is_prose(field):
        yield from ((label, remark) for remark in remarks(html.escape(value or "")))
    elif isinstance(value, SiteImage) and not value.description:
        yield label, Remark("immagine", NO_ALT, value.title)


def _is_prose(field) -> bool:
    is_text = isinstance(field, (models.CharField, models.TextField)) and not field.choices
    return is_text and not isinstance(field, (models.SlugField, models.URLField, models.EmailField))


def _walk_block(block, value, label: str) -> Iterator[tuple[str, Remark]]:
    """Go down a stream to its texts; the label grows with the names of the blocks."""
    if value is None or value == "":
        return
    if isinstance(block, ImageBlock):
        if not value.decorative and not value.contextual_alt_text:
            yield label, Remark("immagine", NO_ALT, value.title)
    elif isinstance(block, blocks.RichTextBlock):
        yield from ((label, remark) for remark in remarks(value.source))
    elif type(block) in (CharBlock, blocks.CharBlock, blocks.TextBlock):
        yield from ((label, remark) for remark in remarks(html.escape(value)))
    else:
        for child, inside, name in _children(block, value):
            yield from _walk_block(child, inside, f"{label} › {name}" if name else label)


def _children(block, value) -> list[tuple]:
    """Blocks inside a block, each with its value and its name."""
    if isinstance(block, blocks.StructBlock):
        return [(child, value.get(name), child.label) for name, child in block.child_blocks.items()]
    if isinstance(block, blocks.StreamBlock):
        return [(child.block, child.value, child.block.label) for child in value]
    if isinstance(block, blocks.ListBlock):
        return [(block.child_block, item, "") for item in value]
    return []
