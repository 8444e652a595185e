"""What every drawing function receives: the canvas, the palette, a seeded chance."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass

from .canvas import Canvas, Colour, mix
from .palettes import Palette


@dataclass
class Scene:
    """One picture in the making. `winter` covers roofs, trees and ground with snow;
    `landmark` is off when the subject itself is what the land would show at its third."""

    c: Canvas
    pal: Palette
    rng: random.Random
    slug: str
    motif: str
    winter: bool = False
    landmark: bool = True

    def mist(self, colour: Colour, share: float) -> Colour:
        """Push a colour into the distance."""
        return mix(colour, self.pal.haze, share) if share else colour


SNOW: Colour = (247, 250, 253)
SNOW_SHADE: Colour = (205, 219, 233)


def seeded(*words: str) -> random.Random:
    """A chance that always gives the same picture for the same words."""
    return random.Random(hashlib.sha256("/".join(words).encode()).digest())
