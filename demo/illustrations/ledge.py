"""The parapet on which the objects rest, in the material of each land."""

from __future__ import annotations

from PIL import Image, ImageFilter

from . import land
from .canvas import Colour, H, W, alpha, curve, darker, lighter, mix
from .lands import backdrop
from .plants import leaf_shape
from .scene import Scene

TOP, EDGE, REST = 688, 752, 728
"""Far edge of the parapet, near edge, and the line on which things stand."""


def terrace(s: Scene) -> None:
    """The land out of focus, and in front of it the parapet of a terrace."""
    backdrop(s, clouds=3)
    land.meadow(s, 636)
    small = s.c.image.reduce(10).filter(ImageFilter.GaussianBlur(1.1))
    s.c.image.paste(small.resize(s.c.image.size, Image.Resampling.BICUBIC))
    s.c.veil(s.pal.haze, 0.20)
    material = s.pal.ledge
    tint = _tint(s, material)
    s.c.shade([(0, TOP), (W, TOP), (W, EDGE), (0, EDGE)], lighter(tint, 0.5), lighter(tint, 0.3))
    s.c.shade([(0, EDGE), (W, EDGE), (W, H + 5), (0, H + 5)], tint, darker(tint, 0.16))
    COURSES[material](s, tint)
    s.c.rect(0, EDGE - 3, W, EDGE + 12, lighter(tint, 0.36))
    s.c.rect(0, EDGE + 12, W, EDGE + 24, alpha(s.pal.ink, 0.18))


def _tint(s: Scene, material: str) -> Colour:
    """The colour of the parapet."""
    p = s.pal
    return {
        "brick": mix(p.wall, p.plaster, 0.15),
        "wood": mix(p.trunk, p.plaster, 0.38),
        "oak": mix(p.trunk, p.gold, 0.34),
        "stone": mix(p.stone, p.wall, 0.3),
        "marble": lighter(p.stone, 0.1),
        "granite": mix(p.stone, p.far, 0.3),
    }[material]


def _bricks(s: Scene, tint: Colour) -> None:
    """Courses of brick, some a little lighter than the others."""
    for row in range(5):
        y, x = EDGE + 22 + row * 27, -40.0 + (row % 2) * 42
        while x < W:
            tone = lighter(tint, s.rng.uniform(0, 0.13))
            s.c.rect(x, y, x + 80, y + 23, tone)
            x += 84


def _planks(s: Scene, tint: Colour) -> None:
    """Boards with a few lines of grain."""
    for x in range(0, W, 200):
        s.c.rect(x, EDGE, x + 200, H + 5, lighter(tint, s.rng.uniform(0, 0.09)))
        s.c.rect(x, EDGE, x + 3, H + 5, darker(tint, 0.25))
        for _ in range(4):
            gx, gy = x + s.rng.uniform(20, 180), s.rng.uniform(EDGE + 26, 820)
            s.c.line([(gx, gy), (gx + 2, gy + s.rng.uniform(30, 70))], 2, alpha(darker(tint, 0.3), 0.4), cap=False)


def _ashlar(s: Scene, tint: Colour) -> None:
    """Squared blocks of stone of unequal length."""
    for row in range(3):
        y, x = EDGE + 14 + row * 50, -s.rng.uniform(0, 120)
        while x < W:
            w = s.rng.uniform(110, 210)
            s.c.rrect(x, y, x + w - 4, y + 46, 4, lighter(tint, s.rng.uniform(0, 0.14)))
            x += w


def _panels(s: Scene, tint: Colour) -> None:
    """Panels with a moulding, as on a marble balustrade."""
    for x in range(-60, W, 430):
        s.c.rect(x + 20, EDGE + 40, x + 400, H + 5, darker(tint, 0.10))
        s.c.rect(x + 28, EDGE + 48, x + 392, H + 5, lighter(tint, 0.12))
        s.c.rect(x + 28, EDGE + 48, x + 392, EDGE + 54, alpha(s.pal.ink, 0.12))


COURSES = {"brick": _bricks, "wood": _planks, "oak": _planks, "stone": _ashlar, "marble": _panels, "granite": _ashlar}


def cast(s: Scene, x0: float, x1: float, base: float = REST, reach: float = 46) -> None:
    """The shadow of an object on the parapet."""
    s.c.poly([(x0, base), (x1, base), (x1 + reach, base + 16), (x0 + reach, base + 16)], alpha(s.pal.ink, 0.20))


def plant_pot(s: Scene, x: float, base: float, k: float) -> None:
    """A leafy plant in a glazed pot, that balances an object on the other side."""
    c, p = s.c, s.pal
    cast(s, x - 46 * k, x + 40 * k, base, 40 * k)
    for angle, length in ((-150, 120), (-30, 120), (-125, 160), (-55, 160), (-90, 190), (-105, 150), (-72, 150)):
        tone = mix(p.leaf, p.leaf_dark, (abs(angle) % 3) * 0.4)
        c.poly(leaf_shape(x, base - 92 * k, length * k, 46 * k, angle), tone)
        c.poly(leaf_shape(x, base - 92 * k, length * k * 0.92, 16 * k, angle), lighter(tone, 0.14))
    pot = mix(p.second, p.roof, 0.35)
    c.shade(
        [(x - 58 * k, base - 104 * k), (x + 58 * k, base - 104 * k), (x + 40 * k, base), (x - 40 * k, base)],
        lighter(pot, 0.1),
        darker(pot, 0.1),
    )
    c.poly(
        [(x + 26 * k, base - 104 * k), (x + 58 * k, base - 104 * k), (x + 40 * k, base), (x + 18 * k, base)],
        darker(pot, 0.14),
    )
    c.rrect(x - 64 * k, base - 116 * k, x + 64 * k, base - 94 * k, 5 * k, lighter(pot, 0.2))


def cup(s: Scene, x: float, base: float, k: float) -> None:
    """A cup on its saucer."""
    c, china = s.c, lighter(s.pal.paper, 0.3)
    c.ellipse(x + 10 * k, base + 3, 78 * k, 11 * k, alpha(s.pal.ink, 0.16))
    c.ellipse(x, base - 4 * k, 68 * k, 10 * k, darker(china, 0.12))
    c.ellipse(x, base - 7 * k, 68 * k, 9 * k, china)
    c.line(
        [
            (x + 36 * k, base - 58 * k),
            (x + 62 * k, base - 54 * k),
            (x + 58 * k, base - 28 * k),
            (x + 30 * k, base - 22 * k),
        ],
        9 * k,
        darker(china, 0.1),
    )
    c.poly(
        [
            (x - 44 * k, base - 74 * k),
            (x + 44 * k, base - 74 * k),
            (x + 28 * k, base - 8 * k),
            (x - 28 * k, base - 8 * k),
        ],
        china,
    )
    c.poly(
        [
            (x + 14 * k, base - 74 * k),
            (x + 44 * k, base - 74 * k),
            (x + 28 * k, base - 8 * k),
            (x + 8 * k, base - 8 * k),
        ],
        darker(china, 0.1),
    )
    c.rect(x - 40 * k, base - 54 * k, x + 40 * k, base - 46 * k, s.pal.accent)
    c.ellipse(x, base - 74 * k, 44 * k, 8 * k, darker(china, 0.16))
    c.ellipse(x, base - 73 * k, 37 * k, 5.5 * k, darker(s.pal.trunk, 0.2))


def books(s: Scene, x: float, base: float, k: float, count: int = 3) -> float:
    """Books that lie one on the other; gives back the height of the pile's top."""
    p, y = s.pal, base
    cast(s, x - 110 * k, x + 110 * k, base, 34 * k)
    for i in range(count):
        tint = (p.accent, p.second, p.leaf_dark, p.roof)[i % 4]
        a, b, h = x - (116 - i * 11) * k, x + (112 - i * 15) * k, (40 - i * 3) * k
        s.c.rrect(a, y - h, b, y, 5 * k, tint)
        s.c.rect(a + 14 * k, y - h + 6 * k, b + 2, y - 6 * k, p.paper)
        for j in range(1, 4):
            ly = y - h + 6 * k + (h - 12 * k) * j / 4
            s.c.line([(a + 16 * k, ly), (b, ly)], 1.3, darker(p.paper, 0.18), cap=False)
        s.c.rect(a + 30 * k, y - h, a + 40 * k, y - h + 6 * k, lighter(tint, 0.4))
        y -= h
    return y


def pencil(s: Scene, x: float, y: float, length: float, lean: float, tint: Colour) -> None:
    """A pencil that leans out of a holder: x, y is where it enters."""
    c = s.c
    tip, neck = (x + lean, y - length), (x + lean * 0.86, y - length * 0.86)
    c.line([(x, y), neck], 11, tint, cap=False)
    c.poly([(neck[0] - 5.5, neck[1]), (neck[0] + 5.5, neck[1]), tip], lighter(s.pal.gold, 0.5))
    c.disc(tip[0], tip[1] + 4, 2.6, tint)


def pen_pot(s: Scene, x: float, base: float, k: float) -> None:
    """A pot of pencils."""
    c, p, pot = s.c, s.pal, mix(s.pal.leaf_dark, s.pal.accent, 0.25)
    cast(s, x - 36 * k, x + 32 * k, base, 30 * k)
    for dx, lean, tint in ((-16, -26, p.second), (0, 4, p.accent), (16, 30, p.gold)):
        pencil(s, x + dx * k, base - 80 * k, 92 * k, lean * k, tint)
    c.rrect(x - 38 * k, base - 104 * k, x + 38 * k, base, 7 * k, pot)
    c.rect(x + 16 * k, base - 102 * k, x + 38 * k, base - 3, darker(pot, 0.15))
    c.rect(x - 38 * k, base - 84 * k, x + 38 * k, base - 76 * k, lighter(pot, 0.3))


def small_land(s: Scene, x0: float, y0: float, x1: float, y1: float, radius: float = 0.0) -> None:
    """The land in four flat planes, for a page or a screen."""
    c, p = s.c, s.pal
    w, h = x1 - x0, y1 - y0
    c.rrect(x0, y0, x1, y1, radius, mix(p.sky[0], p.sky[1], 0.5))
    c.disc(x0 + w * 0.66, y0 + h * 0.3, h * 0.12, lighter(p.sun, 0.4))
    for tint, knots in (
        (p.far, ((0, 0.6), (0.25, 0.42), (0.5, 0.58), (0.75, 0.46), (1, 0.6))),
        (p.mid, ((0, 0.62), (0.3, 0.72), (0.62, 0.58), (1, 0.7))),
        (p.near, ((0, 0.86), (0.35, 0.74), (0.7, 0.84), (1, 0.78))),
    ):
        top = curve([(x0 + w * a, y0 + h * b) for a, b in knots], 8)
        c.poly([(x0, y1 - radius), *top, (x1, y1 - radius)], tint)
    c.rect(x0, y1 - max(radius, h * 0.08), x1, y1, p.near)
