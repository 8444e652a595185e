"""Trees, vines, wheat and flowers: each municipality has the tree of its land."""

from __future__ import annotations

import math

from .canvas import Colour, Height, Point, alpha, arc, curve, darker, lighter, mix
from .scene import SNOW, SNOW_SHADE, Scene


def tree(s: Scene, x: float, base: float, height: float, kind: str = "", mist: float = 0.0) -> None:
    """Draw the tree of the land, or the kind asked for, standing on its base."""
    if height > 70:
        shadow = alpha(s.pal.ink, 0.13)
        s.c.ellipse(x + height * 0.12, base, height * 0.26, height * 0.03, shadow)
    KINDS[kind or s.pal.tree](s, x, base, height, mist)


def _leaves(s: Scene, mist: float) -> tuple[Colour, Colour, Colour]:
    """Dark, middle and light foliage, each pushed back by the mist."""
    dark, leaf = s.pal.leaf_dark, s.pal.leaf
    if s.winter:
        dark, leaf = mix(dark, SNOW_SHADE, 0.3), mix(leaf, SNOW, 0.62)
    return s.mist(dark, mist), s.mist(leaf, mist), s.mist(lighter(leaf, 0.22), mist)


def _trunk(s: Scene, x: float, base: float, top: float, width: float, mist: float) -> None:
    """A trunk that widens at its foot, with its right side in shade."""
    colour = s.mist(s.pal.trunk, mist)
    foot, head = width * 0.75, width * 0.38
    s.c.poly([(x - foot, base), (x - head, top), (x + head, top), (x + foot, base)], colour)
    s.c.poly([(x, base), (x, top), (x + head, top), (x + foot, base)], darker(colour, 0.2))


def fir(s: Scene, x: float, base: float, h: float, mist: float = 0.0) -> None:
    """A fir in tiers; the side away from the sun is darker."""
    dark, leaf, _ = _leaves(s, mist)
    if s.winter:
        leaf = s.mist(mix(s.pal.leaf, SNOW_SHADE, 0.25), mist)
    trunk_top = base - h * 0.12
    s.c.rect(x - h * 0.025, trunk_top, x + h * 0.025, base, s.mist(s.pal.trunk, mist))
    tiers, top = (3, 4, 5)[(h > 60) + (h > 160)], base - h
    left: list[Point] = [(x, top)]
    right: list[Point] = [(x, top)]
    for i in range(1, tiers + 1):
        y = top + h * 0.9 * (i / tiers) ** 0.92
        half = h * 0.22 * (i / tiers) ** 0.85 + h * 0.03
        left += [(x - half, y), (x - half * 0.52, y - h * 0.02)]
        right += [(x + half, y), (x + half * 0.52, y - h * 0.02)]
    s.c.poly([*left[:-1], (x, base - h * 0.08), *reversed(right[:-1])], leaf)
    s.c.poly([*right[:-1], (x, base - h * 0.08)], dark)
    if s.winter and h > 40:
        for i in range(1, tiers + 1):
            (lx, ly), (rx, _ry) = left[2 * i - 1], right[2 * i - 1]
            rise = h * 0.11
            s.c.poly(
                [
                    (lx, ly),
                    (x - (x - lx) * 0.42, ly - rise),
                    (x, ly - rise * 1.1),
                    (x + (rx - x) * 0.3, ly - rise),
                    (x - (x - lx) * 0.1, ly - rise * 0.55),
                ],
                s.mist(SNOW, mist),
            )


def cypress(s: Scene, x: float, base: float, h: float, mist: float = 0.0) -> None:
    """A slender cypress, like a brush stroke."""
    dark, leaf, _ = _leaves(s, mist)
    _spindle(s, x, base, h, 0.095, dark, mix(dark, leaf, 0.55), mist)


def poplar(s: Scene, x: float, base: float, h: float, mist: float = 0.0) -> None:
    """A poplar of the plain: tall, soft, lit from the left."""
    dark, leaf, _ = _leaves(s, mist)
    _spindle(s, x, base, h, 0.13, dark, leaf, mist)


def _spindle(s: Scene, x: float, base: float, h: float, half: float, dark: Colour, light: Colour, mist: float) -> None:
    """The tall pointed crown that poplars and cypresses share."""
    w = h * half
    s.c.rect(x - h * 0.018, base - h * 0.14, x + h * 0.018, base, s.mist(s.pal.trunk, mist))
    outline = [
        (x, base - h),
        (x + w * 0.62, base - h * 0.72),
        (x + w, base - h * 0.36),
        (x + w * 0.7, base - h * 0.13),
        (x, base - h * 0.07),
        (x - w * 0.7, base - h * 0.13),
        (x - w, base - h * 0.36),
        (x - w * 0.62, base - h * 0.72),
    ]
    steps = 3 if h < 60 else 7
    s.c.poly(curve(outline, steps, closed=True), dark)
    lit = [
        (x, base - h),
        (x + w * 0.16, base - h * 0.6),
        (x + w * 0.1, base - h * 0.3),
        (x - w * 0.2, base - h * 0.1),
        (x - w * 0.7, base - h * 0.13),
        (x - w, base - h * 0.36),
        (x - w * 0.62, base - h * 0.72),
    ]
    s.c.poly(curve(lit, steps, closed=True), light)


def broadleaf(s: Scene, x: float, base: float, h: float, mist: float = 0.0) -> None:
    """A broad crown made of round masses over a forked trunk."""
    dark, leaf, light = _leaves(s, mist)
    _trunk(s, x, base, base - h * 0.5, h * 0.055, mist)
    if h > 110:
        colour = s.mist(s.pal.trunk, mist)
        for side in (-1, 1):
            s.c.line([(x, base - h * 0.3), (x + side * h * 0.14, base - h * 0.52)], h * 0.03, colour)
    masses = (
        (0, -0.62, 0.27),
        (-0.2, -0.5, 0.19),
        (0.2, -0.5, 0.19),
        (-0.11, -0.74, 0.2),
        (0.13, -0.74, 0.19),
        (0, -0.47, 0.2),
    )
    for dx, dy, r in masses:
        s.c.disc(x + dx * h, base + dy * h, r * h, dark)
    for dx, dy, r in masses:
        s.c.disc(x + dx * h - h * 0.035, base + dy * h - h * 0.035, r * h * 0.84, leaf)
    for dx, dy, r in ((-0.17, -0.78, 0.1), (-0.26, -0.55, 0.08), (0.05, -0.7, 0.09)):
        s.c.disc(x + dx * h, base + dy * h, r * h, mix(leaf, light, 0.5))


def olive(s: Scene, x: float, base: float, h: float, mist: float = 0.0) -> None:
    """An olive: twisted trunk, silvery crown in flat clouds."""
    dark, leaf, light = _leaves(s, mist)
    colour = s.mist(s.pal.trunk, mist)
    if h > 50:
        s.c.line(
            curve(
                [
                    (x - h * 0.02, base),
                    (x + h * 0.05, base - h * 0.16),
                    (x - h * 0.03, base - h * 0.32),
                    (x - h * 0.12, base - h * 0.52),
                ]
            ),
            h * 0.075,
            colour,
        )
        s.c.line(
            curve([(x + h * 0.03, base - h * 0.2), (x + h * 0.1, base - h * 0.4), (x + h * 0.17, base - h * 0.52)]),
            h * 0.05,
            darker(colour, 0.18),
        )
    else:
        s.c.line([(x, base), (x, base - h * 0.5)], h * 0.08, colour)
    masses = ((-0.17, -0.58, 0.22, 0.16), (0.18, -0.58, 0.22, 0.16), (0.0, -0.74, 0.24, 0.17), (0.02, -0.55, 0.2, 0.12))
    for dx, dy, rx, ry in masses:
        s.c.ellipse(x + dx * h, base + dy * h, rx * h, ry * h, dark)
    for dx, dy, rx, ry in masses:
        s.c.ellipse(x + (dx - 0.03) * h, base + (dy - 0.03) * h, rx * h * 0.82, ry * h * 0.8, leaf)
    for dx, dy, r in ((-0.2, -0.63, 0.08), (-0.02, -0.8, 0.09), (0.15, -0.62, 0.07)):
        s.c.ellipse(x + dx * h, base + dy * h, r * h * 1.3, r * h * 0.8, light)


KINDS = {"fir": fir, "cypress": cypress, "poplar": poplar, "round": broadleaf, "olive": olive}


def bush(s: Scene, x: float, base: float, r: float, mist: float = 0.0) -> None:
    """A low bush with a flat foot."""
    dark, leaf, _ = _leaves(s, mist)
    for dx, dr, colour in ((-0.7, 0.7, dark), (0.75, 0.65, dark), (0, 1.0, dark), (-0.2, 0.72, leaf)):
        cx = x + dx * r
        s.c.poly(arc(cx, base, dr * r, dr * r * 0.95, 180, 360), colour)


def grove(
    s: Scene,
    height: Height,
    span: tuple[float, float],
    count: int,
    size: float,
    mist: float,
    kind: str = "",
    sink: float = 0.0,
) -> None:
    """Scatter small trees along a slope, those behind first."""
    places = sorted((height(x) + s.rng.uniform(0, sink), x) for x in (s.rng.uniform(*span) for _ in range(count)))
    for y, x in places:
        tree(s, x, y + 4, size * s.rng.uniform(0.75, 1.2), kind, mist)


def rows(
    s: Scene,
    height: Height,
    low: float,
    span: tuple[float, float],
    foot: tuple[float, float],
    count: int,
    colours: tuple[Colour, ...],
) -> None:
    """Strips of a field that open in perspective from the outline of a hill to its foot."""
    for i in range(count):
        a, b = i / count, (i + 1) / count
        x0, x1 = (span[0] + (span[1] - span[0]) * t for t in (a, b))
        f0, f1 = (foot[0] + (foot[1] - foot[0]) * t for t in (a, b))
        top = [(x0 + (x1 - x0) * t / 3, height(x0 + (x1 - x0) * t / 3)) for t in range(4)]
        s.c.poly([*top, (f1, low), (f0, low)], colours[i % len(colours)])


def vines(
    s: Scene,
    height: Height,
    low: float,
    span: tuple[float, float],
    foot: tuple[float, float],
    count: int,
    size: float,
    mist: float = 0.0,
) -> None:
    """Rows of vines that come down a slope towards the eye, growing as they come."""
    dark, leaf, light = _leaves(s, mist)
    for i in range(count + 1):
        t = i / count
        x0, x1 = span[0] + (span[1] - span[0]) * t, foot[0] + (foot[1] - foot[0]) * t
        y0 = height(x0) + 2
        place, spots = 0.0, []
        while place < 1:
            r = size * (0.16 + 0.84 * place)
            spots.append((x0 + (x1 - x0) * place, y0 + (low - y0) * place, r))
            place += max(0.012, r * 0.95 / math.hypot(x1 - x0, low - y0))
        for shift, share, colour in ((0.0, 1.0, dark), (-0.22, 0.72, leaf), (-0.42, 0.3, light)):
            for x, y, r in spots:
                if share > 0.5 or r > 7:
                    s.c.ellipse(x + shift * r * 0.6, y - r * 0.6 + shift * r, r * share, r * share * 0.9, colour)


def wheat(s: Scene, x: float, base: float, h: float) -> None:
    """An ear of wheat on a bent stalk, with its grains and its beard, for the foreground."""
    lean = s.rng.uniform(-0.1, 0.26) * h
    stalk = curve([(x, base), (x + lean * 0.25, base - h * 0.5), (x + lean, base - h)], 6)
    gold = mix(s.pal.gold, darker(s.pal.ground, 0.2), s.rng.uniform(0, 0.7))
    s.c.line(stalk, 2.4, darker(gold, 0.2), cap=False)
    for i in range(7):
        y, wide = base - h + i * 8, 2.2 + 1.9 * math.sin(math.pi * (i + 1) / 8)
        cx = x + lean - lean * 0.09 * i
        for side in (-1, 1):
            s.c.line([(cx, y), (cx + side * (wide + 7), y - 24)], 1.1, alpha(gold, 0.7), cap=False)
        for side in (-1, 1):
            s.c.ellipse(cx + side * wide, y, wide, 6, gold if side < 0 else darker(gold, 0.12))


def flowers(s: Scene, box: tuple[float, float, float, float], count: int) -> None:
    """Small flowers scattered in the grass, larger where they are nearer."""
    tints = (s.pal.paper, s.pal.second, lighter(s.pal.accent, 0.35), s.pal.gold)
    for _ in range(count):
        y = s.rng.uniform(box[1], box[3])
        near = (y - box[1]) / max(1, box[3] - box[1])
        x, r = s.rng.uniform(box[0], box[2]), 2.2 + 3.4 * near
        s.c.line([(x, y), (x, y + r * 3)], 1.6, darker(s.pal.leaf, 0.1), cap=False)
        s.c.disc(x, y, r, s.rng.choice(tints))


def grass(s: Scene, box: tuple[float, float, float, float], count: int) -> None:
    """Tufts of three blades that give a scale to the ground."""
    colour = SNOW_SHADE if s.winter else mix(s.pal.leaf, s.pal.ground, 0.45)
    for _ in range(count):
        x, y = s.rng.uniform(box[0], box[2]), s.rng.uniform(box[1], box[3])
        h = 7 + 15 * (y - box[1]) / max(1, box[3] - box[1])
        for lean in (-0.5, 0.05, 0.55):
            s.c.poly([(x - 2, y), (x + lean * h, y - h), (x + 2, y)], colour)


def leaf_shape(x: float, y: float, length: float, width: float, angle: float) -> list[Point]:
    """A pointed leaf that starts at a point and goes in a direction (degrees)."""
    a = math.radians(angle)
    profile = ((0, 0), (0.18, 0.32), (0.45, 0.5), (0.75, 0.3), (1, 0), (0.75, -0.3), (0.45, -0.5), (0.18, -0.32))
    points = [(t * length, v * width) for t, v in profile]
    turned = [(x + u * math.cos(a) - v * math.sin(a), y + u * math.sin(a) + v * math.cos(a)) for u, v in points]
    return curve(turned, 6, closed=True)
