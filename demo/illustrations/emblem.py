"""A neutral emblem: a shield with the land in its palette and a band that says DEMO.

It stands where the true coat of arms will be uploaded, and must never be taken for one.
"""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from .canvas import Colour, Point, curve, darker, lighter, mix
from .palettes import Palette, palette_for

SIDE = 1024
"""The emblem is drawn at this size and brought down."""


def _shield(inset: float) -> list[Point]:
    """The outline of a plain shield, drawn in from the border by some units."""
    left, right, top = 150 + inset, 874 - inset, 70 + inset
    low, shoulder = 962 - inset * 1.15, 520
    knots = [(right, 330), (right, shoulder), (right - 42, 700), (right - 168, 852), (512, low)]
    right_side = curve(knots, 12)[12:]
    left_side = [(1024 - x, y) for x, y in reversed(right_side)]
    return [(left, top), (right, top), *right_side, *left_side]


def _planes(p: Palette) -> list[tuple[Colour, list[Point]]]:
    """The land as three curves from far to near; each palette has its own outline."""
    far, mid, near = SHAPES.get(p.land, SHAPES["hills"])
    distant = p.water if p.land == "seahill" else mix(p.far, p.haze, 0.15)
    return [(distant, far), (p.mid, mid), (mix(p.near, p.leaf, 0.3), near)]


SHAPES: dict[str, tuple[list[Point], list[Point], list[Point]]] = {
    "plain": (
        [(0, 500), (300, 455), (620, 490), (1024, 450)],
        [(0, 560), (330, 500), (640, 590), (1024, 570)],
        [(0, 660), (500, 640), (1024, 660)],
    ),
    "valley": (
        [(0, 380), (320, 460), (560, 400), (1024, 440)],
        [(0, 360), (250, 470), (512, 640), (800, 470), (1024, 350)],
        [(0, 600), (300, 680), (512, 700), (740, 670), (1024, 590)],
    ),
    "vineyard": (
        [(0, 470), (260, 400), (560, 470), (1024, 400)],
        [(0, 520), (300, 570), (700, 470), (1024, 520)],
        [(0, 640), (400, 600), (1024, 660)],
    ),
    "seahill": (
        [(0, 500), (1024, 500)],
        [(0, 650), (230, 610), (400, 500), (512, 468), (624, 500), (794, 610), (1024, 650)],
        [(0, 690), (512, 660), (1024, 700)],
    ),
    "roman": (
        [(0, 450), (300, 390), (640, 460), (1024, 400)],
        [(0, 580), (500, 530), (1024, 590)],
        [(0, 690), (512, 670), (1024, 690)],
    ),
    "ridge": (
        [(0, 520), (250, 350), (330, 400), (520, 240), (700, 430), (790, 370), (1024, 520)],
        [(0, 560), (330, 520), (700, 580), (1024, 530)],
        [(0, 680), (500, 640), (1024, 690)],
    ),
    "union": (
        [(0, 470), (300, 380), (520, 450), (760, 370), (1024, 470)],
        [(0, 550), (330, 510), (700, 570), (1024, 520)],
        [(0, 600), (500, 570), (1024, 600)],
    ),
    "hills": (
        [(0, 460), (300, 400), (640, 470), (1024, 410)],
        [(0, 540), (360, 500), (720, 580), (1024, 520)],
        [(0, 660), (500, 620), (1024, 670)],
    ),
}


def emblem(slug: str, size: int = 512) -> Image.Image:
    """Draw the emblem on a transparent ground."""
    p = palette_for(slug)
    art = Image.new("RGB", (SIDE, SIDE), p.sky[1])
    draw = ImageDraw.Draw(art)
    for y in range(600):
        draw.line([(0, y), (SIDE, y)], fill=mix(p.sky[0], p.sky[2], y / 600))
    draw.ellipse((650, 140, 760, 250), fill=lighter(p.sun, 0.5))
    smooth = p.land != "ridge"
    for i, (tint, knots) in enumerate(_planes(p)):
        top = curve(knots, 16) if smooth or i else knots
        draw.polygon([(0, SIDE), *top, (SIDE, SIDE)], fill=tint)
        if i == (2 if p.land == "union" else 1):
            MARKS.get(p.land, _mark_village)(draw, p)
    _band(draw, p)
    sheet = Image.new("RGBA", (SIDE, SIDE), (*p.accent, 0))
    for inset, fill in ((0, p.accent), (18, p.paper)):
        mask = Image.new("L", (SIDE, SIDE), 0)
        ImageDraw.Draw(mask).polygon(_shield(inset), fill=255)
        sheet.paste((*fill, 255), (0, 0), mask)
    mask = Image.new("L", (SIDE, SIDE), 0)
    ImageDraw.Draw(mask).polygon(_shield(34), fill=255)
    sheet.paste(art.convert("RGBA"), (0, 0), mask)
    return sheet.resize((size, size), Image.Resampling.LANCZOS)


def _band(draw: ImageDraw.ImageDraw, p: Palette) -> None:
    """The band across the foot with its only word."""
    draw.rectangle((0, 716, SIDE, 836), fill=p.accent)
    draw.rectangle((0, 708, SIDE, 716), fill=p.paper)
    draw.rectangle((0, 836, SIDE, 844), fill=p.paper)
    draw.rectangle((0, 844, SIDE, SIDE), fill=darker(p.accent, 0.15))
    font = ImageFont.load_default(size=92)
    letters, gap = "DEMO", 20
    widths = [draw.textlength(letter, font=font) for letter in letters]
    x = 512 - (sum(widths) + gap * (len(letters) - 1)) / 2
    for letter, width in zip(letters, widths, strict=True):
        draw.text((x, 776), letter, font=font, fill=p.paper, anchor="lm", stroke_width=2, stroke_fill=p.paper)
        x += width + gap


def _battlement(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], tint: Colour) -> None:
    """A wall with square merlons above its box."""
    x0, y0, x1, _ = box
    draw.rectangle(box, fill=tint)
    count = max(2, round((x1 - x0) / 44))
    step = (x1 - x0) / (count * 2 - 1)
    for i in range(count):
        draw.rectangle((x0 + i * 2 * step, y0 - 20, x0 + (i * 2 + 1) * step, y0), fill=tint)


def _mark_fortress(draw: ImageDraw.ImageDraw, p: Palette) -> None:
    """A wall between two towers."""
    y = 482 if p.land == "seahill" else 545
    _battlement(draw, (400, y - 100, 624, y + 60), p.wall)
    for x in (350, 594):
        _battlement(draw, (x, y - 150, x + 80, y + 60), darker(p.wall, 0.12))
    draw.rounded_rectangle((482, y - 40, 542, y + 90), 30, fill=darker(p.wall, 0.6))


def _mark_spring(draw: ImageDraw.ImageDraw, p: Palette) -> None:
    """Firs and three threads of steam."""
    for x in (470, 540, 610):
        wave = curve([(x, 640), (x - 16, 580), (x + 16, 520), (x - 8, 450)], 10)
        draw.line(wave, fill=lighter(p.paper, 0.5), width=16, joint="curve")
    for x, h in ((250, 230), (330, 180), (760, 220)):
        for i in range(3):
            y, w = 640 - h + (i + 1) * h / 3, 30 + i * 22
            draw.polygon([(x - w, y), (x, y - h / 2), (x + w, y)], fill=p.leaf_dark)


def _mark_bridge(draw: ImageDraw.ImageDraw, p: Palette) -> None:
    """A bridge of three arches over the water."""
    draw.rectangle((0, 610, SIDE, SIDE), fill=p.water)
    draw.polygon([(150, 520), *curve([(150, 520), (512, 450), (874, 520)], 14), (874, 640), (150, 640)], fill=p.wall)
    for x, r in ((285, 78), (512, 96), (739, 78)):
        draw.pieslice((x - r, 640 - r * 1.3, x + r, 640 + r * 1.3), 180, 360, fill=p.water)


def _mark_columns(draw: ImageDraw.ImageDraw, p: Palette) -> None:
    """Four columns on a step under their beam."""
    stone = lighter(p.stone, 0.3)
    for i in range(4):
        x = 316 + i * 118
        draw.rectangle((x, 400, x + 40, 660), fill=stone)
        draw.rectangle((x + 27, 400, x + 40, 660), fill=darker(stone, 0.14))
        draw.rectangle((x - 12, 384, x + 52, 404), fill=stone)
        draw.rectangle((x - 12, 640, x + 52, 664), fill=stone)
    draw.rectangle((286, 340, 738, 386), fill=stone)
    draw.rectangle((262, 660, 762, 700), fill=lighter(stone, 0.3))


def _mark_firs(draw: ImageDraw.ImageDraw, p: Palette) -> None:
    """Snow on the highest peak, firs at its foot."""
    draw.polygon(
        [(520, 240), (424, 322), (470, 310), (500, 352), (540, 312), (590, 350), (600, 324)], fill=(250, 252, 255)
    )
    for x, h in ((260, 190), (340, 240), (700, 230), (780, 180)):
        for i in range(3):
            y, w = 680 - h + (i + 1) * h / 3, 26 + i * 20
            draw.polygon([(x - w, y), (x, y - h / 2), (x + w, y)], fill=p.leaf_dark)


def _mark_river(draw: ImageDraw.ImageDraw, p: Palette) -> None:
    """The river with six discs along it."""
    line = curve([(470, 490), (560, 530), (420, 580), (620, 640), (480, 730)], 14)
    for i, (x, y) in enumerate(line):
        r = 7 + i * 0.75
        draw.ellipse((x - r * 1.4, y - r * 0.6, x + r * 1.4, y + r * 0.6), fill=p.water)
    for x, y, r in ((400, 500, 13), (650, 520, 15), (310, 570, 17), (690, 590, 20), (400, 650, 23), (740, 664, 25)):
        draw.ellipse((x - r, y - r, x + r, y + r), fill=p.paper)
        draw.ellipse((x - r * 0.6, y - r * 0.6, x + r * 0.6, y + r * 0.6), fill=p.roof)


def _mark_village(draw: ImageDraw.ImageDraw, p: Palette) -> None:
    """Three houses and a tower."""
    for x, y, w in ((330, 470, 110), (430, 500, 120), (600, 480, 110)):
        draw.rectangle((x, y, x + w, 660), fill=p.plaster)
        draw.polygon([(x - 10, y), (x + w / 2, y - 54), (x + w + 10, y)], fill=p.roof)
    draw.rectangle((548, 370, 606, 660), fill=p.wall)
    draw.polygon([(540, 370), (577, 310), (614, 370)], fill=p.roof)


MARKS = {
    "plain": _mark_fortress,
    "seahill": _mark_fortress,
    "valley": _mark_spring,
    "vineyard": _mark_bridge,
    "roman": _mark_columns,
    "ridge": _mark_firs,
    "union": _mark_river,
}
