"""What the architecture tests look at: our apps, page models, blocks, templates."""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from cms.fields import StreamField

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))


def our_models() -> list[type]:
    return [model for name in OURS for model in apps.get_app_config(name).get_models()]


def page_models() -> list[type]:
    """Page types that editors can have; the shared base is not one."""
    return [model for model in our_models() if issubclass(model, Page) and model.__name__ != "BasePage"]


def stream_fields() -> Iterator[tuple[str, StreamField]]:
    """Every StreamField of ours, by "app.Model.field", once: inherited fields belong to the model that declares them."""
    for model in our_models():
        for field in model._meta.local_fields:
            if isinstance(field, StreamField):
                yield f"{model._meta.label}.{field.name}", field


def walk_blocks(block: blocks.Block, path: str = "") -> Iterator[tuple[str, blocks.Block]]:
    """A block's children, all the way down, with their path; what Wagtail's own image block holds is Wagtail's."""
    if isinstance(block, ImageBlock):
        return
    for name, child in getattr(block, "child_blocks", {}).items():
        yield f"{path}{name}", child
        yield from walk_blocks(child, f"{path}{name}.")
    if isinstance(block, blocks.ListBlock):
        yield f"{path}[]", block.child_block
        yield from walk_blocks(block.child_block, f"{path}[].")


def templates() -> list[Path]:
    """Templates of ours that reach the public or the admin."""
    found = [path for name in OURS for path in (ROOT / name).rglob("*.html") if "templates" in path.parts]
    return sorted(found)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))
