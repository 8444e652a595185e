"""What blocks name, read for a whole page at once: one query for images, one for documents, none for pages.

Wagtail reads what choosers hold kind by kind: a page with cards, a gallery and a teaser would ask for images three times.
While a page is made ready to be shown, our choosers take from here instead; everywhere else they are Wagtail's own.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy

from django.db import router
from wagtail import blocks
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, ListBlock, StreamValue
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock as WagtailImageBlock
from wagtail.images.blocks import ImageChooserBlock

from cms import page_links, pictures

_shelf: ContextVar[dict | None] = ContextVar("shelf", default=None)


class FromShelf:
    """A chooser that reads together with all the others of the page."""

    def bulk_to_python(self, values):
        known = _shelf.get()
        if known is None:
            return super().bulk_to_python(values)
        found = known.get(self.model_class, {})
        # A copy for each use, as Wagtail does: the alternative text is written on it.
        return [copy(found[key]) if key in found else None for key in values]


class FileBlock(FromShelf, DocumentChooserBlock):
    """A document of ours."""


class _ImageChooserBlock(FromShelf, ImageChooserBlock):
    """The image inside a `PictureBlock`."""


class PictureBlock(WagtailImageBlock):
    """An image with its alternative text."""

    def __init__(self, required=True, **kwargs):
        super().__init__(required=required, **kwargs)
        chooser = _ImageChooserBlock(required=required)
        chooser.set_name("image")
        self.child_blocks["image"] = chooser


class PageBlock(blocks.PageChooserBlock):
    """A page that a block leads to: what is shown of it are cards, found by key, so the page itself is not read."""

    def bulk_to_python(self, values):
        if _shelf.get() is None:
            return super().bulk_to_python(values)
        return [key and _known_by_key(self.model_class, key) for key in values]


def _known_by_key(model, key: int):
    """A page of which only the key is known; anything else that is asked of it is read then."""
    names = [field.attname for field in model._meta.concrete_fields if field.primary_key]
    return model.from_db(router.db_for_read(model), names, [key] * len(names))


@contextmanager
def _laid_out(things: dict[type, dict]) -> Iterator[None]:
    """While this lasts, choosers take what they name from here: `{SiteImage: {key: image}}`."""
    token = _shelf.set(things)
    try:
        yield
    finally:
        _shelf.reset(token)


def make_ready(page) -> None:
    """Read what blocks and texts of a page name, and the renditions of its pictures, before they are drawn."""
    from cms.models import SiteDocument

    undrawn = getattr(page, "streams_without_pictures", ())
    streams = [v for name, v in vars(page).items() if isinstance(v, StreamValue) and name not in undrawn]
    wanted: dict[type, set[int]] = defaultdict(set, {SiteDocument: page_links.unknown_files_of(page)})
    held = [(stream, number) for stream in streams for number in _holders(stream, wanted)]
    known = {model: model.objects.in_bulk(keys) for model, keys in wanted.items() if keys}
    page_links.remember_files(wanted[SiteDocument], known.get(SiteDocument, {}))
    with _laid_out(known):
        values = [stream[number].value for stream, number in held]
    pictures.read_renditions(page, values)


def keys_in(stream: StreamValue, model: type) -> list[int]:
    """Keys of the things of a kind that the blocks of a stream name, in their order."""
    kinds = stream.stream_block.child_blocks
    return [key for raw in stream.raw_data for of, key in _named(kinds.get(raw["type"]), raw["value"]) if of is model]


def _holders(stream: StreamValue, wanted: dict[type, set[int]]) -> Iterator[int]:
    """Places of the blocks that name something; what they name is added to what is to read."""
    for number, raw in enumerate(stream.raw_data):
        named = list(_named(stream.stream_block.child_blocks.get(raw["type"]), raw["value"]))
        for model, key in named:
            if model is not None:
                wanted[model].add(key)
        if named:
            yield number


def _named(block, value) -> Iterator[tuple[type | None, int]]:
    """Keys that a stored value names, with the model to read; pages have none."""
    if isinstance(block, (FromShelf, PageBlock)):
        if isinstance(value, int):
            yield (None if isinstance(block, PageBlock) else block.model_class), value
    elif isinstance(block, WagtailImageBlock) and isinstance(value, int):
        yield from _named(block.child_blocks["image"], value)
    elif isinstance(block, BaseStructBlock) and isinstance(value, dict):
        for name, child in block.child_blocks.items():
            yield from _named(child, value.get(name))
    elif isinstance(block, ListBlock) and isinstance(value, list):
        for item in value:
            # Items have an identifier; those written before Wagtail gave one are bare.
            is_item = isinstance(item, dict) and item.get("type") == "item" and "value" in item
            yield from _named(block.child_block, item["value"] if is_item else item)
    elif isinstance(block, BaseStreamBlock) and isinstance(value, list):
        for item in value:
            yield from _named(block.child_blocks.get(item["type"]), item["value"])
