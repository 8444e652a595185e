"""Illustrations drawn by code: every municipality in its own land and its own colours.

`draw` gives one picture, `emblem` the neutral shield, `alt_text` what to say in place of a
picture. The same names always give the same pixels.
"""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from . import (
    motifs_civic,
    motifs_culture,
    motifs_hero,
    motifs_life,
    motifs_nature,
    motifs_objects,
    motifs_open,
    motifs_road,
    motifs_signs,
)
from .canvas import Canvas
from .emblem import emblem
from .palettes import PALETTES, palette_for
from .scene import Scene, seeded
from .words import SUBJECTS, alt_text

__all__ = ["MOTIFS", "PALETTES", "alt_text", "draw", "emblem", "palette_for"]

_MODULES = (
    motifs_hero,
    motifs_civic,
    motifs_culture,
    motifs_nature,
    motifs_open,
    motifs_life,
    motifs_road,
    motifs_objects,
    motifs_signs,
)


def _painter(motif: str) -> Callable[[Scene], None]:
    """The function that draws a motif: it has the motif's name in the module of its idea."""
    for module in _MODULES:
        found = vars(module).get(motif)
        if found is not None and found.__module__ == module.__name__:
            return found
    raise LookupError(f"no drawing for the motif {motif!r}")


_PAINTERS = {motif: _painter(motif) for motif in SUBJECTS}

MOTIFS: tuple[str, ...] = tuple(_PAINTERS)
"""The motifs that can be drawn for any municipality."""


STRAIGHT = frozenset(
    {
        "hero",
        "bus",
        "auto",
        "libro",
        "urna",
        "documento",
        "calendario",
        "telefono",
        "municipio",
        "scuola",
    }
)
"""Motifs that are never mirrored."""


def draw(slug: str, motif: str, width: int = 1600, height: int = 900) -> Image.Image:
    """Draw a motif in the land of a municipality; an unknown slug gets a land of its own.

    Half of the scenes are mirrored, so that one land does not always look the same way; what has
    a right and a left (a page, a tick, the door of a bus) never is.
    """
    if motif not in _PAINTERS:
        raise ValueError(f"unknown motif {motif!r}")
    rng = seeded(slug, motif)
    scene = Scene(Canvas(width, height), palette_for(slug), rng, slug, motif)
    _PAINTERS[motif](scene)
    turned = motif not in STRAIGHT and seeded("mirror", slug, motif).random() < 0.5
    return scene.c.finish(rng, turned)
