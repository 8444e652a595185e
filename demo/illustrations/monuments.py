"""What stands out of a town: towers, fortresses, churches, the old stage."""

from __future__ import annotations

from .buildings import arcade, block, door, glass, roof_gable, roof_hip, window
from .canvas import Colour, alpha, arc, darker, lighter, mix
from .scene import SNOW, Scene


def merlons(s: Scene, x0: float, x1: float, top: float, size: float, colour: Colour) -> None:
    """Square merlons along a wall, evenly spaced and whole at both ends."""
    count = max(2, round((x1 - x0) / (size * 1.9)))
    gap = (x1 - x0 - size) / (count - 1)
    for i in range(count):
        x = x0 + gap * i
        s.c.rect(x, top - size, x + size, top + 1, colour)
        if s.winter:
            s.c.rect(x, top - size - 3, x + size, top - size + 2, SNOW)


def keep(s: Scene, cx: float, base: float, w: float, h: float, wall: Colour, round_: bool = False) -> None:
    """A tower of a fortress: sloping foot, corbels under a wider head, merlons."""
    c, top, half = s.c, base - h, w / 2
    head = w * 0.11
    c.poly(
        [
            (cx - half * 1.16, base),
            (cx - half, base - h * 0.32),
            (cx - half, top + w * 0.3),
            (cx + half, top + w * 0.3),
            (cx + half, base - h * 0.32),
            (cx + half * 1.16, base),
        ],
        wall,
    )
    c.poly(
        [
            (cx + half * 0.34, base),
            (cx + half * 0.28, top),
            (cx + half, top),
            (cx + half, base - h * 0.32),
            (cx + half * 1.16, base),
        ],
        darker(wall, 0.13),
    )
    if round_:
        c.poly(
            [(cx - half * 0.72, base), (cx - half * 0.62, top), (cx - half * 0.3, top), (cx - half * 0.36, base)],
            lighter(wall, 0.10),
        )
    band = top + w * 0.30
    c.rect(cx - half - head, top, cx + half + head, band, lighter(wall, 0.09))
    c.rect(cx + half * 0.3, top, cx + half + head, band, darker(wall, 0.07))
    count = 6 if w > 40 else 4
    step = (w + 2 * head) / count
    for i in range(count):
        x = cx - half - head + step * (i + 0.5)
        c.poly(arc(x, band + w * 0.075, step * 0.33, w * 0.1, 180, 360), darker(wall, 0.34))
    c.rect(cx - half - head, band + w * 0.02, cx + half + head, band + w * 0.02 + 2, darker(wall, 0.2))
    c.line(
        [(cx - half * 1.05, base - h * 0.3), (cx + half * 1.05, base - h * 0.3)],
        max(1.4, w * 0.03),
        lighter(wall, 0.24),
        cap=False,
    )
    merlons(s, cx - half - head, cx + half + head, top, w * 0.15, lighter(wall, 0.05))
    if w > 30:
        c.arch(cx - half * 0.1, top + h * 0.52, w * 0.11, w * 0.26, darker(wall, 0.55))


def fortress(s: Scene, cx: float, base: float, w: float, wall: Colour) -> None:
    """A Malatesta fortress: two round towers, a curtain, a taller keep behind."""
    c, h = s.c, w * 0.30
    keep(s, cx + w * 0.08, base - h * 0.2, w * 0.19, h * 1.55, darker(wall, 0.06))
    x0, x1, top = cx - w * 0.42, cx + w * 0.42, base - h * 0.72
    c.shade([(x0, top), (x1, top), (x1, base), (x0, base)], wall, darker(wall, 0.1))
    c.line([(x0, base - h * 0.26), (x1, base - h * 0.26)], max(1.5, w * 0.008), lighter(wall, 0.22), cap=False)
    merlons(s, x0, x1, top, w * 0.026, wall)
    if w > 200:
        for i in range(-3, 4):
            if i:
                c.arch(cx + i * w * 0.1, base - h * 0.42, w * 0.010, w * 0.03, darker(wall, 0.55))
    gate = w * 0.085
    c.arch(cx - w * 0.02, base, gate * 1.3, gate * 1.75, lighter(wall, 0.28))
    c.arch(cx - w * 0.02, base, gate, gate * 1.55, darker(wall, 0.62))
    for side in (-1, 1):
        keep(s, cx + side * w * 0.42, base + 2, w * 0.17, h * 1.05, wall, round_=True)


def bell_tower(s: Scene, x: float, base: float, w: float, h: float, wall: Colour) -> None:
    """A square bell tower with a two-light belfry and a pyramid roof; x is its left side."""
    c, top = s.c, base - h
    block(s, x, x + w, top, base, wall)
    c.rect(x + w * 0.72, top, x + w, base, alpha(s.pal.ink, 0.10))
    for t in (0.30, 0.62):
        y = top + h * t
        c.rect(x - w * 0.04, y, x + w * 1.04, y + max(2, w * 0.05), lighter(wall, 0.28))
    belfry = top + h * 0.265
    for t in (0.31, 0.69):
        c.arch(x + w * t, belfry, w * 0.24, min(h * 0.19, w * 0.75), darker(wall, 0.62))
    c.rect(x - w * 0.07, top - w * 0.06, x + w * 1.07, top + w * 0.05, lighter(wall, 0.3))
    roof = SNOW if s.winter else s.pal.roof
    c.poly([(x - w * 0.1, top - w * 0.05), (x + w / 2, top - w * 0.78), (x + w * 1.1, top - w * 0.05)], roof)
    c.poly(
        [(x + w * 0.58, top - w * 0.05), (x + w / 2, top - w * 0.78), (x + w * 1.1, top - w * 0.05)], darker(roof, 0.16)
    )
    c.disc(x + w / 2, top - w * 0.80, max(1.5, w * 0.05), s.pal.gold)


def church(s: Scene, cx: float, base: float, w: float, wall: Colour) -> None:
    """A Romanesque church: nave between two lower aisles, rose window, steps."""
    c, h = s.c, w * 0.66
    aisle = base - h * 0.55
    roof = SNOW if s.winter else s.pal.roof
    for side in (-1, 1):
        outer, inner = cx + side * w * 0.5, cx + side * w * 0.26
        shade = wall if side < 0 else darker(wall, 0.05)
        c.poly([(outer, base), (outer, aisle), (inner, aisle - h * 0.2), (inner, base)], shade)
        c.line(
            [(outer + side * w * 0.03, aisle + h * 0.02), (inner, aisle - h * 0.20)],
            w * 0.032,
            roof if side < 0 else darker(roof, 0.14),
            cap=False,
        )
        c.arch(cx + side * w * 0.38, base - h * 0.16, w * 0.055, h * 0.25, lighter(s.pal.stone, 0.3))
        c.arch(cx + side * w * 0.38, base - h * 0.17, w * 0.036, h * 0.22, glass(s))
    x0, x1, eave = cx - w * 0.27, cx + w * 0.27, base - h * 0.92
    block(s, x0, x1, eave, base, lighter(wall, 0.06))
    roof_gable(s, x0, x1, eave, w * 0.17, lighter(wall, 0.16), over=w * 0.03)
    for x in (x0, x1 - w * 0.035):
        c.rect(x, eave, x + w * 0.035, base, lighter(wall, 0.28))
    c.disc(cx, base - h * 0.72, w * 0.085, lighter(s.pal.stone, 0.4))
    c.disc(cx, base - h * 0.72, w * 0.066, glass(s))
    for angle in range(0, 360, 45):
        x, y = arc(cx, base - h * 0.72, w * 0.045, w * 0.045, angle, angle + 1)[0]
        c.disc(x, y, w * 0.011, lighter(s.pal.stone, 0.4))
    door(s, cx, base, w * 0.13, h * 0.36, darker(s.pal.trunk, 0.1))
    for i in range(3):
        step = w * (0.13 + i * 0.045)
        c.rect(
            cx - step,
            base + i * w * 0.014,
            cx + step,
            base + (i + 1) * w * 0.014 + 1,
            darker(lighter(s.pal.stone, 0.25), 0.06 * i),
        )


def clock(s: Scene, cx: float, cy: float, r: float) -> None:
    """A clock without figures, at ten past ten."""
    c = s.c
    c.disc(cx, cy, r * 1.16, lighter(s.pal.stone, 0.35))
    c.disc(cx, cy, r, s.pal.paper)
    for angle in range(0, 360, 30):
        x, y = arc(cx, cy, r * 0.8, r * 0.8, angle, angle + 1)[0]
        c.disc(x, y, r * 0.07, s.pal.ink)
    c.line([(cx, cy), (cx - r * 0.4, cy - r * 0.28)], r * 0.13, s.pal.ink)
    c.line([(cx, cy), (cx + r * 0.5, cy - r * 0.42)], r * 0.09, s.pal.ink)


def banner(s: Scene, x: float, top: float, w: float, h: float, colour: Colour) -> None:
    """A plain cloth that hangs from a wall, with a paler lower band."""
    s.c.rect(x - w * 0.6, top - 3, x + w * 0.6, top + 2, darker(s.pal.trunk, 0.1))
    s.c.poly(
        [(x - w / 2, top), (x + w / 2, top), (x + w / 2, top + h), (x, top + h * 0.86), (x - w / 2, top + h)], colour
    )
    s.c.poly(
        [
            (x - w / 2, top + h * 0.58),
            (x + w / 2, top + h * 0.58),
            (x + w / 2, top + h * 0.72),
            (x - w / 2, top + h * 0.72),
        ],
        s.pal.paper,
    )


def flag(s: Scene, x: float, y: float, size: float, colour: Colour, pole: float) -> None:
    """A plain flag on a pole, moved by a light wind."""
    s.c.line([(x, y + pole), (x, y - 4)], max(1.6, size * 0.05), darker(s.pal.trunk, 0.1))
    for i, tint in enumerate((colour, s.pal.paper)):
        a, b = y + size * 0.30 * i, y + size * 0.30 * (i + 1)
        s.c.poly(
            [
                (x, a),
                (x + size * 0.35, a - size * 0.05),
                (x + size * 0.7, a + size * 0.04),
                (x + size, a),
                (x + size, b),
                (x + size * 0.7, b + size * 0.04),
                (x + size * 0.35, b - size * 0.05),
                (x, b),
            ],
            tint,
        )


def palazzo(
    s: Scene,
    x0: float,
    x1: float,
    base: float,
    h: float,
    wall: Colour,
    *,
    bays: int = 5,
    shutters: Colour | None = None,
    lit: bool = False,
) -> None:
    """A civic palace: arcade at the ground, tall windows, a second row, a heavy cornice."""
    c, top = s.c, base - h
    low = base - h * 0.42
    block(s, x0, x1, top, base, wall)
    arcade(s, x0, x1, base, low, bays, mix(wall, s.pal.wall, 0.5))
    c.rect(x0 - 6, low - 8, x1 + 6, low + 2, lighter(s.pal.stone, 0.3))
    c.rect(x0, low + 2, x1, low + 8, alpha(s.pal.ink, 0.16))
    step = (x1 - x0) / bays
    for i in range(bays):
        cx = x0 + step * (i + 0.5)
        window(s, cx, top + h * 0.285, step * 0.24, h * 0.2, shutters=shutters, arched=not shutters, lit=lit)
        window(s, cx, top + h * 0.10, step * 0.22, h * 0.085, shutters=shutters, lit=lit)
    roof_hip(s, x0, x1, top, h * 0.16, over=16)
    c.rect(x0 - 10, top + 4, x1 + 10, top + 10, lighter(s.pal.stone, 0.32))
