"""Sky, hills, rivers and ground: the parts that every land is made of."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from .canvas import Colour, H, Height, Place, Point, W, alpha, curve, darker, lighter, mix, ramp_image, wave
from .scene import SNOW, SNOW_SHADE, Scene

HORIZON = 560
"""Where the sky ends at the latest, in logical units."""
FLOOR = 640
"""Where the foreground begins: what stands in a scene has its base below this line."""
COARSE = 16


def season(s: Scene, colour: Colour, share: float = 0.62) -> Colour:
    """The colour of the land, whitened in winter."""
    return mix(colour, SNOW, share) if s.winter else colour


def sky(s: Scene, sun: Point = (560, 205), radius: float = 44, clouds: int = 4) -> None:
    """Paint the sky, the glow around the sun, the sun and a few flat clouds."""
    c = s.c
    size = (c.image.width // COARSE + 1, c.image.height // COARSE + 1)
    rows = [((j + 0.5) * COARSE + c.dy) / c.k / HORIZON for j in range(size[1])]
    small = ramp_image([_sky_at(s, t) for t in rows]).resize(size)
    reach = int(620 * c.k / COARSE)
    glow = Image.radial_gradient("L").resize((reach * 2, reach * 2))
    glow = glow.point([round(215 * max(0.0, 1 - v / 180) ** 2) for v in range(256)])
    ((x, y),) = c.px([sun])
    corner = (int(x / COARSE) - reach, int(y / COARSE) - reach)
    small.paste(s.pal.sun, (*corner, corner[0] + reach * 2, corner[1] + reach * 2), glow)
    full = small.resize((size[0] * COARSE, size[1] * COARSE), Image.Resampling.BILINEAR)
    c.image.paste(full)
    if radius:
        c.disc(*sun, radius, lighter(s.pal.sun, 0.55))
    for i in range(clouds):
        x = (i + s.rng.uniform(0.1, 0.9)) * W / max(1, clouds)
        cloud(s, x, s.rng.uniform(110, 300), s.rng.uniform(0.5, 1.1))


def _sky_at(s: Scene, t: float) -> Colour:
    """The colour of the sky at a share of its height."""
    top, middle, low = s.pal.sky
    if s.winter:
        top, middle = mix(top, SNOW_SHADE, 0.4), mix(middle, SNOW, 0.4)
    t = min(1.0, max(0.0, t))
    return mix(top, middle, t / 0.55) if t < 0.55 else mix(middle, low, (t - 0.55) / 0.45)


def cloud(s: Scene, x: float, y: float, size: float) -> None:
    """A long flat cloud with two or three low heads, half transparent and never twice on itself."""
    c, rng = s.c, s.rng
    length, k = 300 * size, s.c.k
    left, foot = x - length / 2, y
    box = (left, y - 60 * size, left + length, y)
    (x0, y0), (x1, y1) = c.px([box[:2], box[2:]])
    mask = Image.new("L", (max(1, int(x1 - x0)), max(1, int(y1 - y0))), 0)
    draw = ImageDraw.Draw(mask)
    for t, rx, ry in (
        (rng.uniform(0.25, 0.38), 0.2, 44),
        (rng.uniform(0.5, 0.6), 0.24, 58),
        (rng.uniform(0.68, 0.78), 0.18, 32),
        (0.5, 0.5, 20),
    ):
        cx, rise = t * length, ry * size
        draw.pieslice(
            ((cx - rx * length) * k, (60 * size - rise) * k, (cx + rx * length) * k, (60 * size + rise) * k),
            180,
            360,
            fill=125,
        )
    c.image.paste(lighter(s.pal.sky[1], 0.75), (int(x0), int(foot * k - c.dy) - mask.height), mask)


def bump(centre: float, width: float, height: float, base: float) -> Height:
    """A single round hill."""
    return lambda x: base - height * math.exp(-(((x - centre) / width) ** 2))


def ridge(
    s: Scene, base: float, amplitude: float, length: float, colour: Colour, mist: float, depth: float = 170
) -> Height:
    """A line of hills at a distance; gives back its outline, to plant things on it."""
    height = wave(s.rng, base, amplitude, length)
    slope(s, height, colour, mist, depth)
    return height


def slope(s: Scene, height: Height, colour: Colour, mist: float, depth: float = 200) -> None:
    """Fill the land under an outline with its colour fading into mist."""
    top = s.mist(season(s, colour), mist)
    s.c.hill(height, top, mix(top, s.pal.haze, 0.42), depth)


def peaks(s: Scene, points: list[Point], colour: Colour, mist: float, snow: float, low: float = 640) -> None:
    """Mountains with a lit and a shaded side, and snow down to a share of their height."""
    c = s.c
    base = s.mist(colour, mist)
    c.shade([(-20, low), *points, (W + 20, low)], base, mix(base, s.pal.haze, 0.75))
    for i in range(1, len(points) - 1):
        (lx, ly), (x, y), (rx, ry) = points[i - 1 : i + 2]
        if not (y < ly and y < ry):
            continue
        run, drop = rx - x, ry - y
        inner = [
            (x + run * a, y + drop * b)
            for a, b in ((0.66, 1.18), (0.44, 0.95), (0.36, 1.3), (0.2, 0.82), (0.14, 0.98), (0.04, 0.5))
        ]
        c.poly([(x, y), (rx, ry), *inner], alpha(s.pal.ink, 0.16 * (1 - mist)))
        if snow:
            _snowcap(s, (lx, ly), (x, y), (rx, ry), snow, mist)


def _snowcap(s: Scene, left: Point, top: Point, right: Point, share: float, mist: float) -> None:
    """Snow on one peak: a ragged lower edge, white to the left and bluish to the right."""
    (lx, ly), (x, y), (rx, ry) = left, top, right
    a = (x + (lx - x) * share, y + (ly - y) * share)
    b = (x + (rx - x) * share, y + (ry - y) * share)
    drop = max(a[1], b[1]) - y
    mid = (x + (b[0] - a[0]) * 0.04, y + drop * 0.95)
    white, blue = s.mist(SNOW, mist * 0.4), s.mist(SNOW_SHADE, mist * 0.4)
    s.c.poly(
        [
            top,
            a,
            (a[0] + (mid[0] - a[0]) * 0.3, a[1] + drop * 0.12),
            (a[0] + (mid[0] - a[0]) * 0.55, a[1] - drop * 0.18),
            (a[0] + (mid[0] - a[0]) * 0.8, a[1] + drop * 0.2),
            mid,
        ],
        white,
    )
    s.c.poly(
        [
            top,
            mid,
            (mid[0] + (b[0] - mid[0]) * 0.25, b[1] + drop * 0.14),
            (mid[0] + (b[0] - mid[0]) * 0.5, b[1] - drop * 0.16),
            (mid[0] + (b[0] - mid[0]) * 0.75, b[1] + drop * 0.08),
            b,
        ],
        blue,
    )


def ribbon(points: list[tuple[float, float, float]], steps: int = 10) -> list[Point]:
    """A band along a curve whose width changes: points are x, y, half width.

    Widths are horizontal, as for a river or a road that lies on the ground.
    """
    left = curve([(x - w, y) for x, y, w in points], steps)
    right = curve([(x + w, y) for x, y, w in points], steps)
    return [*left, *reversed(right)]


def river(s: Scene, points: list[tuple[float, float, float]], mist: float = 0.0) -> None:
    """A river that lies on the ground: pale banks, water, a few lines of light."""
    banks = [(x, y, w * 1.14 + 2) for x, y, w in points]
    s.c.poly(ribbon(banks), s.mist(season(s, mix(s.pal.stone, s.pal.ground, 0.45)), mist))
    water = s.mist(s.pal.water, mist)
    s.c.shade(ribbon(points), lighter(water, 0.35), darker(water, 0.06))
    for i in range(1, len(points)):
        (x, y, w), (px, py, _pw) = points[i], points[i - 1]
        if w > 14:
            mx, my = (x + px) / 2, (y + py) / 2
            s.c.line([(mx - w * 0.35, my), (mx + w * 0.3, my)], max(1.5, w * 0.035), lighter(water, 0.5))


def meadow(s: Scene, top: float = FLOOR, amplitude: float = 10, colour: Colour | None = None) -> Height:
    """The ground of the foreground, with a wavy edge and a paler far side."""
    tint = season(s, colour or s.pal.ground, 0.8)
    height = wave(s.rng, top, amplitude, 1500)
    s.c.hill(height, lighter(tint, 0.2), darker(tint, 0.06), H - top)
    return height


def swell(s: Scene, y: float, share: float) -> None:
    """A fold of the ground nearer to us, a little darker."""
    tint = season(s, s.pal.ground, 0.8)
    height = wave(s.rng, y, 14, 1300)
    s.c.hill(height, mix(tint, season(s, s.pal.leaf), share), darker(tint, 0.16 + share * 0.2), H - y)


def paving(s: Scene, top: float = FLOOR + 20, colour: Colour | None = None) -> None:
    """The floor of a square: slabs in perspective, quiet enough to stand things on."""
    c = s.c
    stone = season(s, colour or lighter(mix(s.pal.stone, s.pal.plaster, 0.5), 0.15), 0.7)
    c.shade([(0, top), (W, top), (W, H), (0, H)], lighter(stone, 0.25), darker(stone, 0.06))
    joint = alpha(darker(stone, 0.35), 0.28)
    for i in range(-14, 15):
        c.line([(W / 2 + i * 74, top), (W / 2 + i * 215, H)], 1.6, joint, cap=False)
    y, step = top, 9.0
    while y < H:
        c.line([(0, y), (W, y)], 1.5, joint, cap=False)
        y, step = y + step, step * 1.38


def path(s: Scene, points: list[tuple[float, float, float]], colour: Colour | None = None) -> None:
    """A path that lies on the ground and widens towards us."""
    tint = season(s, colour or lighter(mix(s.pal.stone, s.pal.ground, 0.35), 0.35), 0.5)
    s.c.shade(ribbon([(x, y, w * 1.07 + 1) for x, y, w in points]), lighter(tint, 0.15), darker(tint, 0.14))
    s.c.shade(ribbon(points), lighter(tint, 0.3), tint)


def mist_band(s: Scene, y: float, height: float, opacity: float = 0.6) -> None:
    """A bank of mist lying across the land."""

    def paint(draw: ImageDraw.ImageDraw, place: Place) -> None:
        for x in range(-100, W + 200, 260):
            shift = s.rng.uniform(-0.35, 0.35) * height
            (a, b) = place([(x - 230, y + shift - height * 0.3), (x + 230, y + shift + height * 0.3)])
            draw.ellipse((*a, *b), fill=round(opacity * 255))

    s.c.soft(paint, (0, y - height * 1.6, W, y + height * 1.6), lighter(s.pal.haze, 0.45), height * 0.35)


def steam(s: Scene, x: float, base: float, height: float, width: float, opacity: float = 0.6) -> None:
    """Steam that rises from warm water in a slow curl."""
    turns = [(s.rng.uniform(-0.5, 0.5) * width, i / 6) for i in range(7)]

    def paint(draw: ImageDraw.ImageDraw, place: Place) -> None:
        for i, (shift, t) in enumerate(turns):
            r = width * (0.34 + 0.5 * t)
            level = round(255 * opacity * (1 - t) ** 0.8 * (0.6 if i == 0 else 1))
            cx, cy = x + shift * t + width * 0.5 * t, base - height * t
            (a, b) = place([(cx - r, cy - r * 0.75), (cx + r, cy + r * 0.75)])
            draw.ellipse((*a, *b), fill=level)

    s.c.soft(
        paint, (x - width * 2, base - height * 1.4, x + width * 2.6, base + width * 0.6), (255, 255, 255), width * 0.22
    )
