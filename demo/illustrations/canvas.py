"""A small vector-like canvas over Pillow.

Everything is drawn in one logical space of 1600 x 900 units, at twice the wanted size, and
brought down by averaging at the end so that edges are smooth. The logical space always covers
the wanted size: other proportions crop it, keeping a little more of the ground than of the sky.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

W, H = 1600, 900
SUPERSAMPLE = 2
SOFT = 8
"""Blurred things are drawn on a mask this many times coarser: soft needs no detail."""

Point = tuple[float, float]
Colour = tuple[int, ...]
Height = Callable[[float], float]
Place = Callable[[Iterable[Point]], list[Point]]
"""Turns logical points into those of a blurred mask."""


@lru_cache(maxsize=2048)
def rgb(value: str) -> Colour:
    """Turn "#rrggbb" into a tuple."""
    return tuple(int(value[i : i + 2], 16) for i in (1, 3, 5))


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Blend two colours: 0 gives the first, 1 the second."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first[:3], second[:3], strict=True))


def lighter(colour: Colour, share: float = 0.2) -> Colour:
    """Move a colour towards a warm white, never to a cold one."""
    return mix(colour, (255, 251, 242), share)


def darker(colour: Colour, share: float = 0.2) -> Colour:
    """Move a colour towards a deep blue-violet, which shades better than black."""
    return mix(colour, (28, 26, 48), share)


def alpha(colour: Colour, opacity: float) -> Colour:
    """Give a colour an opacity from 0 to 1."""
    return (*colour[:3], round(opacity * 255))


def curve(points: Sequence[Point], steps: int = 10, closed: bool = False) -> list[Point]:
    """Pass a Catmull-Rom curve through the points."""
    count = len(points)
    spans = count if closed else count - 1

    def at(index: int) -> Point:
        return points[index % count] if closed else points[min(max(index, 0), count - 1)]

    out: list[Point] = []
    for i in range(spans):
        p0, p1, p2, p3 = at(i - 1), at(i), at(i + 1), at(i + 2)
        for step in range(steps):
            t = step / steps
            out.append((_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t)))
    if not closed:
        out.append(points[-1])
    return out


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    """One coordinate of a Catmull-Rom span."""
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> list[Point]:
    """Points of an elliptic arc, angles in degrees clockwise from the right."""
    count = max(8, int(abs(end - start) / 5))
    angles = (math.radians(start + (end - start) * i / count) for i in range(count + 1))
    return [(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in angles]


def wave(rng: random.Random, base: float, amplitude: float, length: float) -> Height:
    """A rolling height made of three sines, for the outline of hills."""
    parts = [
        (amplitude * share, 2 * math.pi * pitch / length, rng.uniform(0, 2 * math.pi))
        for share, pitch in ((0.6, 1.0), (0.28, 2.3), (0.12, 5.1))
    ]
    return lambda x: base + sum(a * math.sin(f * x + p) for a, f, p in parts)


class Canvas:
    """The picture being drawn: logical coordinates in, pixels out."""

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self.k = SUPERSAMPLE * max(width / W, height / H)
        pixels = (width * SUPERSAMPLE, height * SUPERSAMPLE)
        self.dx = (W * self.k - pixels[0]) / 2
        self.dy = (H * self.k - pixels[1]) * 0.6
        self.image = Image.new("RGB", pixels, (255, 255, 255))
        self.opaque = ImageDraw.Draw(self.image)
        self.veiled = ImageDraw.Draw(self.image, "RGBA")

    def px(self, points: Iterable[Point]) -> list[Point]:
        """Logical points to pixels."""
        k, dx, dy = self.k, self.dx, self.dy
        return [(x * k - dx, y * k - dy) for x, y in points]

    def pen(self, fill: Colour) -> ImageDraw.ImageDraw:
        """The faster opaque pen unless the colour has an opacity."""
        return self.veiled if len(fill) == 4 else self.opaque

    def poly(self, points: Iterable[Point], fill: Colour) -> None:
        """Fill a polygon."""
        self.pen(fill).polygon(self.px(points), fill=fill)

    def rect(self, x0: float, y0: float, x1: float, y1: float, fill: Colour) -> None:
        """Fill a rectangle."""
        self.poly([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill)

    def rrect(self, x0: float, y0: float, x1: float, y1: float, radius: float, fill: Colour) -> None:
        """Fill a rectangle with round corners."""
        box = self.px([(x0, y0), (x1, y1)])
        self.pen(fill).rounded_rectangle(box, radius * self.k, fill=fill)

    def ellipse(self, cx: float, cy: float, rx: float, ry: float, fill: Colour) -> None:
        """Fill an ellipse."""
        self.pen(fill).ellipse(self.px([(cx - rx, cy - ry), (cx + rx, cy + ry)]), fill=fill)

    def disc(self, cx: float, cy: float, radius: float, fill: Colour) -> None:
        """Fill a circle."""
        self.ellipse(cx, cy, radius, radius, fill)

    def line(self, points: Sequence[Point], width: float, fill: Colour, cap: bool = True) -> None:
        """Draw a stroke with round joints and, when opaque, round ends."""
        pixels = self.px(points)
        self.pen(fill).line(pixels, fill=fill, width=max(1, round(width * self.k)), joint="curve")
        if cap and len(fill) == 3 and width > 1.5:
            self.disc(*points[0], width / 2, fill)
            self.disc(*points[-1], width / 2, fill)

    def arch(self, cx: float, base: float, width: float, height: float, fill: Colour) -> None:
        """Fill a round-headed opening that stands on its base."""
        half = width / 2
        head = arc(cx, base - height + half, half, half, 180, 360)
        self.poly([(cx - half, base), *head, (cx + half, base)], fill)

    def shade(self, points: Sequence[Point], top: Colour, low: Colour) -> None:
        """Fill a polygon with a vertical gradient."""
        pixels = self.px(points)
        left, right = (f(p[0] for p in pixels) for f in (min, max))
        upper, lower = (f(p[1] for p in pixels) for f in (min, max))
        x0, y0 = max(0, math.floor(left)), max(0, math.floor(upper))
        x1 = min(self.image.width, math.ceil(right) + 1)
        y1 = min(self.image.height, math.ceil(lower) + 1)
        if x1 <= x0 or y1 <= y0:
            return
        mask = Image.new("L", (x1 - x0, y1 - y0), 0)
        ImageDraw.Draw(mask).polygon([(x - x0, y - y0) for x, y in pixels], fill=255)
        span = max(1.0, lower - upper)
        start, end = (y0 - upper) / span, (y1 - upper) / span
        ramp = ramp_image([mix(top, low, start + (end - start) * i / 63) for i in range(64)])
        self.image.paste(ramp.resize(mask.size, Image.Resampling.BILINEAR), (x0, y0), mask)

    def hill(self, height: Height, top: Colour, low: Colour, depth: float) -> None:
        """Fill the land under an outline, fading into the haze that lies at its foot."""
        outline = [(x, height(x)) for x in range(-10, W + 21, 10)]
        peak = min(y for _, y in outline)
        self.poly([(-10, H + 5), *outline, (W + 20, H + 5)], low)
        foot = peak + depth
        self.shade([(-10, foot), *((x, min(y, foot)) for x, y in outline), (W + 20, foot)], top, low)

    def soft(
        self,
        paint: Callable[[ImageDraw.ImageDraw, Place], None],
        box: tuple[float, float, float, float],
        colour: Colour,
        blur: float,
    ) -> None:
        """Lay a blurred shape (mist, steam, glow, ground shadow) inside a logical box."""
        (x0, y0), (x1, y1) = self.px([box[:2], box[2:]])
        x0, y0 = max(0, int(x0)), max(0, int(y0))
        x1, y1 = min(self.image.width, int(x1)), min(self.image.height, int(y1))
        if x1 <= x0 or y1 <= y0:
            return
        size = ((x1 - x0) // SOFT + 1, (y1 - y0) // SOFT + 1)
        mask = Image.new("L", size, 0)

        def place(points: Iterable[Point]) -> list[Point]:
            return [((x - x0) / SOFT, (y - y0) / SOFT) for x, y in self.px(points)]

        paint(ImageDraw.Draw(mask), place)
        mask = mask.filter(ImageFilter.GaussianBlur(blur * self.k / SOFT))
        mask = mask.resize((x1 - x0, y1 - y0), Image.Resampling.BILINEAR)
        self.image.paste(colour[:3], (x0, y0, x1, y1), mask)

    def veil(self, colour: Colour, opacity: float) -> None:
        """Wash the whole picture with one colour, to push it into the distance."""
        lookup = [round(v + (c - v) * opacity) for c in colour[:3] for v in range(256)]
        self.image.paste(self.image.point(lookup))

    def finish(self, rng: random.Random, mirror: bool) -> Image.Image:
        """Bring the picture to its size, with a grain so light that it only hides banding."""
        picture = self.image.reduce(SUPERSAMPLE)
        if mirror:
            picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        return ImageChops.add(picture, grain(picture.size, rng), 1, -2)


def ramp_image(colours: Sequence[Colour]) -> Image.Image:
    """A column of colours, one pixel wide."""
    column = Image.new("RGB", (1, len(colours)))
    column.putdata([tuple(c[:3]) for c in colours])
    return column


def grain(size: tuple[int, int], rng: random.Random) -> Image.Image:
    """A tile of noise between 0 and 4 repeated over the picture."""
    tile = Image.frombytes("L", (192, 192), rng.randbytes(192 * 192)).point(lambda v: v // 52)
    sheet = Image.new("L", size)
    for x in range(0, size[0], 192):
        for y in range(0, size[1], 192):
            sheet.paste(tile, (x, y))
    return Image.merge("RGB", (sheet, sheet, sheet))
