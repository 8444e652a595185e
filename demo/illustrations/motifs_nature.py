"""Water and roads of the land: baths, wood, lake, river, vineyard, bridge."""

from __future__ import annotations

import math
from collections.abc import Callable

from PIL import Image, ImageDraw

from . import land
from .buildings import arcade, bridge, ground_shadow, roof_hip
from .canvas import Colour, Place, Point, W, alpha, arc, curve, darker, lighter, mix, wave
from .land import season
from .lands import backdrop
from .people import SKINS, figure
from .plants import bush, flowers, grass, grove, leaf_shape, tree, vines
from .scene import Scene


def terme(s: Scene) -> None:
    """The baths: a warm pool in the open air, a portico, steam among the trees."""
    backdrop(s)
    land.meadow(s, 626)
    c, p = s.c, s.pal
    for x, h in ((1500, 330), (1590, 280), (1420, 240), (760, 190), (700, 150)):
        tree(s, x, 668, h)
    ground_shadow(s, 840, 1370, 668, 50)
    arcade(s, 840, 1370, 668, 470, 5, p.plaster, mix(p.ink, p.water, 0.45))
    c.rect(828, 462, 1382, 476, lighter(p.stone, 0.35))
    roof_hip(s, 840, 1370, 462, 70, over=22)
    land.paving(s, 668)
    _pool(s, 800, 786, 640, 82)
    for x, size in ((420, 46), (640, 60), (960, 54), (1180, 42)):
        land.steam(s, x, 770, 260, size, 0.5)
    for i, (x, y) in enumerate(((560, 806), (650, 788), (1060, 812))):
        _bather(s, x, y, i)
    figure(s, 1440, 772, 150, p.paper)
    _boulders(s)


def _pool(s: Scene, cx: float, cy: float, rx: float, ry: float) -> None:
    """A round-edged pool with a stone rim and calm rings on the water."""
    c, p = s.c, s.pal
    rim = lighter(p.stone, 0.3)
    c.ellipse(cx, cy + 14, rx + 44, ry + 20, darker(rim, 0.2))
    c.ellipse(cx, cy, rx + 44, ry + 20, rim)
    c.ellipse(cx, cy + 3, rx + 8, ry + 4, darker(p.water, 0.3))
    c.shade(arc(cx, cy + 10, rx, ry - 4, 0, 360), lighter(p.water, 0.45), darker(p.water, 0.06))
    for dx, dy, w in ((-240, -30, 120), (90, -46, 90), (300, 10, 140), (-60, 44, 170), (-400, 14, 90)):
        c.line([(cx + dx - w / 2, cy + dy), (cx + dx + w / 2, cy + dy)], 3, lighter(p.water, 0.55))


def _bather(s: Scene, x: float, y: float, step: int) -> None:
    """Head and shoulders out of the water."""
    c, skin = s.c, SKINS[step % 4]
    c.ellipse(x, y + 2, 46, 9, alpha(lighter(s.pal.water, 0.7), 0.8))
    c.poly(arc(x, y, 30, 24, 180, 360), skin)
    c.rect(x - 7, y - 34, x + 7, y - 18, darker(skin, 0.1))
    c.disc(x, y - 44, 19, skin)
    c.poly(arc(x, y - 47, 20, 20, 178, 362), darker(s.pal.trunk, 0.2 * step))


def _boulders(s: Scene) -> None:
    """Smooth stones at the near corner of the pool."""
    stone = mix(s.pal.stone, s.pal.near, 0.25)
    for x, y, r in ((26, 852, 76), (110, 892, 96), (250, 902, 60), (1560, 892, 84)):
        s.c.poly(arc(x, y + 30, r, r * 0.72, 180, 360), darker(stone, 0.14))
        s.c.poly(arc(x - r * 0.1, y + 30, r * 0.8, r * 0.62, 180, 360), stone)
        s.c.poly(arc(x - r * 0.3, y + 4, r * 0.36, r * 0.2, 180, 360), lighter(stone, 0.2))


def bosco(s: Scene) -> None:
    """The wood: trunks nearer and farther, light between them, a path that goes in."""
    s.landmark = False
    backdrop(s, clouds=1)
    p, c = s.pal, s.c
    kind = "fir" if p.tree == "fir" else "round"
    far = wave(s.rng, 606, 10, 900)
    land.slope(s, far, mix(p.near, p.leaf, 0.4), 0.3, 120)
    grove(s, far, (-20, 1620), 34, 190, 0.5, kind, sink=20)
    land.mist_band(s, 600, 46, 0.55)
    land.meadow(s, 640, colour=mix(p.ground, p.leaf, 0.45))
    for x, h, mist in (
        (90, 330, 0.3),
        (330, 270, 0.34),
        (560, 230, 0.4),
        (1010, 240, 0.4),
        (1200, 300, 0.32),
        (1400, 280, 0.34),
        (1560, 350, 0.28),
    ):
        tree(s, x, 676, h, kind, mist)
    for beam in (420, 640, 860):
        c.soft(
            _beam(beam),
            (beam - 60, 0, beam + 520, 800),
            (255, 252, 226),
            12,
        )
    grass(s, (20, 690, 1580, 880), 60)
    land.path(
        s, [(780, 668, 14), (820, 700, 30), (740, 752, 60), (640, 820, 120), (660, 915, 210)], mix(p.stone, p.gold, 0.3)
    )
    for x, base, h in ((230, 764, 520), (1270, 748, 480)):
        tree(s, x, base, h, kind, 0.04)
    figure(s, 735, 790, 104, p.accent)
    figure(s, 686, 796, 80, p.gold)
    for x, r in ((330, 54), (1180, 46), (1330, 62)):
        bush(s, x, 850, r)
    _big_trunk(s, 1500, 150)
    _big_trunk(s, 60, 120)
    _canopy(s, kind)
    for x, r in ((0, 70), (170, 62), (1390, 70), (1610, 90)):
        bush(s, x, 905, r)
    flowers(s, (240, 842, 1360, 888), 26)


def _beam(x: float) -> Callable[[ImageDraw.ImageDraw, Place], None]:
    """A beam of light that falls slantwise between the trees."""
    shape: list[Point] = [(x, 0), (x + 90, 0), (x + 420, 780), (x + 210, 780)]
    return lambda draw, place: draw.polygon(place(shape), fill=62)


def _canopy(s: Scene, kind: str) -> None:
    """The lowest boughs of the great trees, that hang from the upper edge."""
    c, p = s.c, s.pal
    if kind == "fir":
        for x, y, length in (
            (70, 40, 330),
            (70, 150, 250),
            (70, 250, 170),
            (1490, 30, -380),
            (1490, 150, -290),
            (1490, 260, -190),
            (1510, 60, 260),
            (1510, 190, 200),
        ):
            _bough(s, x, y, length)
        return
    spots = [
        (x, 30 + 70 * abs(x - 800) / 800, 62 + 46 * abs(x - 800) / 800)
        for x in map(float, range(-20, 1640, 82))
        if abs(x - 780) > 240
    ]
    for shift, share, tint in ((12, 1.0, p.leaf_dark), (-6, 0.9, p.leaf)):
        for i, (cx, cy, r) in enumerate(spots):
            c.disc(cx - shift * 0.5, cy - 46 + shift + (i % 3) * 14, r * share, tint)


def _bough(s: Scene, x: float, y: float, length: float) -> None:
    """A bough of fir that droops from the trunk, its lower edge in needles; negative goes left."""
    top = curve([(x, y), (x + length * 0.5, y - 6), (x + length, y + abs(length) * 0.2)], 8)
    teeth, span = [], 9
    for i in range(span):
        t = 1 - (i + 0.5) / span
        hang = y + abs(length) * (0.2 * t * t + 0.25 * math.sin(math.pi * min(0.95, t)) ** 0.7)
        teeth += [(x + length * (t + 0.02), hang + 16), (x + length * (t - 0.02), hang - 14)]
    s.c.poly([*top, *teeth], s.pal.leaf_dark)
    upper = [(tx, y + (ty - y) * 0.5) for tx, ty in teeth]
    s.c.poly([*top, *upper], s.pal.leaf)


def _big_trunk(s: Scene, x: float, w: float) -> None:
    """A great trunk close to us, cut by the upper edge, roots in the ground."""
    c, bark = s.c, darker(s.pal.trunk, 0.18)
    right = curve(
        [(x + w * 0.44, -20), (x + w * 0.4, 200), (x + w * 0.43, 600), (x + w * 0.58, 800), (x + w * 1.05, 880)], 6
    )
    left = [(2 * x - px, py) for px, py in reversed(right)]
    c.shade([*left, *right], lighter(bark, 0.06), bark)
    c.poly([*curve([(x + w * 0.16, 880), (x + w * 0.08, 400), (x + w * 0.1, -20)], 6), *right], darker(bark, 0.25))
    for dx, y, n in ((-0.2, 180, 120), (-0.28, 420, 150), (-0.08, 560, 110), (-0.3, 660, 90)):
        c.line([(x + dx * w, y), (x + dx * w + 3, y + n)], 4, darker(bark, 0.2))


def reflect(s: Scene, y: float, depth: float, share: float = 0.55) -> None:
    """Water that mirrors what is drawn above a line, tinted and fading towards us."""
    c, p = s.c, s.pal
    (_, top), (_, low) = c.px([(0, y), (0, y + depth)])
    top, low = int(top), min(int(low), c.image.height)
    source = c.image.crop((0, max(0, top - (low - top)), c.image.width, top))
    mirrored = source.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    tint = Image.new("RGB", (1, 2))
    tint.putpixel((0, 0), lighter(p.water, 0.25))
    tint.putpixel((0, 1), darker(p.water, 0.12))
    tint = tint.resize(mirrored.size, Image.Resampling.BILINEAR)
    c.image.paste(Image.blend(mirrored, tint, share), (0, top))
    for i in range(16):
        ly = y + 12 + depth * (i / 16) ** 1.4
        w, x = s.rng.uniform(50, 120) * (0.6 + i / 8), s.rng.uniform(0, W)
        c.line([(x - w, ly), (x + w, ly)], 1.6 + i * 0.14, alpha(lighter(p.water, 0.75), 0.5), cap=False)


def lago(s: Scene) -> None:
    """The lake: hills mirrored in still water, a jetty, a rowing boat."""
    backdrop(s)
    c, p = s.c, s.pal
    shore = wave(s.rng, 612, 7, 800)
    land.slope(s, shore, mix(p.near, p.leaf, 0.3), 0.08, 60)
    grove(s, shore, (760, 1600), 20, 96, 0.12, sink=6)
    grove(s, shore, (-20, 260), 9, 90, 0.12, sink=6)
    reflect(s, 634, 280)
    c.rect(0, 631, W, 637, alpha(lighter(p.ground, 0.3), 0.7))
    wood = lighter(p.trunk, 0.25)
    for x, y in ((1010, 742), (1150, 776), (1320, 824), (1130, 726), (1290, 756), (1470, 800)):
        c.rect(x - 7, y - 26, x + 7, y + 46, darker(wood, 0.3))
    c.poly([(985, 728), (1120, 712), (1640, 806), (1640, 905), (1400, 905)], wood)
    for i in range(1, 13):
        t = i / 13
        c.line([(985 + 415 * t, 728 + 177 * t), (1120 + 520 * t, 712 + 94 * t)], 2.4, darker(wood, 0.22), cap=False)
    c.line([(985, 728), (1400, 905)], 9, darker(wood, 0.3), cap=False)
    _boat(s, 620, 762)
    _reeds(s, (20, 250))
    figure(s, 1330, 812, 150, p.accent, walking=False)


def _boat(s: Scene, cx: float, y: float) -> None:
    """A small rowing boat with its reflection and an oar."""
    c, p = s.c, s.pal
    c.ellipse(cx, y + 26, 170, 17, alpha(p.ink, 0.2))
    hull = curve([(cx - 168, y - 26), (cx - 110, y + 16), (cx, y + 27), (cx + 110, y + 16), (cx + 168, y - 26)], 8)
    c.poly([*hull, *reversed(curve([(cx - 168, y - 26), (cx, y - 2), (cx + 168, y - 26)], 8))], p.accent)
    c.poly(
        [
            *curve([(cx - 168, y - 26), (cx, y - 2), (cx + 168, y - 26)], 8),
            *reversed(curve([(cx - 168, y - 26), (cx, y - 15), (cx + 168, y - 26)], 8)),
        ],
        darker(p.trunk, 0.2),
    )
    c.line(curve([(cx - 168, y - 26), (cx, y - 2), (cx + 168, y - 26)], 8), 5, p.paper)
    c.line([(cx - 30, y - 34), (cx + 96, y + 22)], 5, lighter(p.trunk, 0.3))


def _reeds(s: Scene, span: tuple[float, float]) -> None:
    """Reeds at the near shore."""
    c, p = s.c, s.pal
    for _ in range(26):
        x, h = s.rng.uniform(*span), s.rng.uniform(110, 230)
        lean = s.rng.uniform(-24, 34)
        c.line(
            curve([(x, 905), (x + lean * 0.3, 905 - h * 0.5), (x + lean, 905 - h)], 6),
            4,
            mix(p.leaf_dark, p.leaf, s.rng.random()),
            cap=False,
        )
        if s.rng.random() < 0.4:
            c.rrect(x + lean - 5, 905 - h - 20, x + lean + 5, 905 - h + 18, 5, mix(p.trunk, p.roof, 0.4))


def fiume(s: Scene) -> None:
    """The Savio: a bend of clear water between stones, willows and poplars."""
    backdrop(s)
    p = s.pal
    land.meadow(s, 630)
    land.river(
        s,
        [
            (1180, 634, 10),
            (1090, 650, 20),
            (1120, 676, 40),
            (1010, 712, 76),
            (760, 762, 130),
            (620, 830, 220),
            (700, 930, 380),
        ],
    )
    for x, base, h in ((1330, 690, 250), (1420, 704, 300), (1530, 716, 270)):
        tree(s, x, base, h, "poplar" if p.tree != "fir" else "fir")
    tree(s, 200, 760, 330, "fir" if p.tree == "fir" else "round")
    bush(s, 1240, 690, 40)
    bush(s, 340, 770, 48)
    stone = lighter(p.stone, 0.1)
    for x, y, r in (
        (470, 800, 36),
        (420, 826, 26),
        (1010, 790, 30),
        (1070, 802, 42),
        (880, 850, 34),
        (620, 792, 20),
        (1130, 850, 50),
    ):
        s.c.ellipse(x + 6, y + 4, r * 1.1, r * 0.4, alpha(p.ink, 0.18))
        s.c.poly(arc(x, y, r, r * 0.72, 180, 360), darker(stone, 0.14))
        s.c.poly(arc(x - r * 0.14, y, r * 0.78, r * 0.58, 180, 360), stone)
    grass(s, (1150, 720, 1590, 880), 50)
    flowers(s, (1200, 780, 1590, 890), 40)


def vigneto(s: Scene) -> None:
    """The vineyard: rows that run to the hills, and grapes that hang close to us."""
    backdrop(s)
    p, c = s.pal, s.c
    height = land.meadow(s, 612, 8, mix(p.ground, p.gold, 0.2))
    vines(s, height, 960, (330, 1330), (-1500, 3100), 12, 62)
    wood = lighter(p.trunk, 0.12)
    c.rect(1376, 130, 1404, 900, wood)
    c.rect(1394, 130, 1404, 900, darker(wood, 0.22))
    cane = curve([(1640, 150), (1420, 178), (1230, 158), (1060, 196), (900, 176)], 10)
    c.line(cane, 12, darker(p.trunk, 0.05))
    for x, y, size in ((1010, 205, 1.0), (1250, 178, 1.25), (1520, 184, 1.05)):
        _grapes(s, x, y, size)
    for x, y, angle, size in (
        (920, 172, 150, 100),
        (1090, 190, 70, 120),
        (1150, 165, 20, 110),
        (1340, 172, 120, 130),
        (1430, 170, 40, 125),
        (1570, 150, 100, 120),
        (1000, 184, 205, 100),
    ):
        _vine_leaf(s, x, y, size, angle)
    figure(s, 560, 752, 96, p.accent, arm=0.5)


def _grapes(s: Scene, x: float, y: float, k: float) -> None:
    """A hanging bunch of grapes."""
    c = s.c
    grape = mix(s.pal.accent, (92, 40, 92), 0.55)
    c.line([(x, y - 14), (x, y + 20)], 5, s.pal.trunk)
    for row, count in enumerate((3, 4, 5, 4, 4, 3, 2, 1)):
        for i in range(count):
            gx = x + (i - (count - 1) / 2) * 24 * k + (3 if row % 2 else -3)
            gy = y + 32 + row * 20 * k
            tint = mix(grape, (60, 30, 70), 0.12 * ((i + row) % 3))
            c.disc(gx, gy, 15.5 * k, darker(tint, 0.12))
            c.disc(gx - 2 * k, gy - 2 * k, 12.5 * k, tint)
            c.disc(gx - 5 * k, gy - 5 * k, 3.6 * k, lighter(tint, 0.45))


def _vine_leaf(s: Scene, x: float, y: float, size: float, angle: float) -> None:
    """A vine leaf of five lobes with its veins."""
    c, tint = s.c, mix(s.pal.leaf, s.pal.gold, s.rng.uniform(0, 0.22))
    lobes = ((-104, 0.62), (-54, 0.86), (0, 1.0), (54, 0.86), (104, 0.62))
    for turn, share in lobes:
        c.poly(leaf_shape(x, y, size * share, size * 0.72, angle + turn), darker(tint, 0.06))
    for turn, share in lobes:
        c.poly(leaf_shape(x, y, size * share * 0.9, size * 0.52, angle + turn - 4), lighter(tint, 0.08))
    for turn, share in lobes:
        tip = leaf_shape(x, y, size * share * 0.78, 1, angle + turn)
        far = max(tip, key=lambda q: (q[0] - x) ** 2 + (q[1] - y) ** 2)
        c.line([(x, y), far], 2.2, lighter(tint, 0.35), cap=False)


def ponte(s: Scene) -> None:
    """The bridge: three arches over the river, the water that mirrors them."""
    s.landmark = False
    backdrop(s)
    p, c = s.pal, s.c
    bank: Colour = season(s, mix(p.near, p.ground, 0.4))
    land.meadow(s, 620, 8, bank)
    wall = p.wall if p.land in ("plain", "vineyard", "seahill") else mix(p.wall, p.stone, 0.5)
    c.shade([(200, 690), (1560, 690), (1560, 724), (200, 724)], lighter(p.water, 0.2), p.water)
    bridge(s, 250, 1510, 474, 724, 3, wall)
    reflect(s, 724, 190, 0.62)
    for x, h in ((180, 220), (90, 280)):
        tree(s, x, 722, h, "round" if p.tree in ("olive", "cypress") else "")
    tree(s, 1560, 712, 270)
    c.poly(curve([(-20, 690), (150, 700), (262, 730), (200, 770), (90, 830), (-20, 860)], 8), darker(bank, 0.04))
    c.poly(curve([(1620, 690), (1520, 704), (1490, 734), (1560, 770), (1620, 790)], 8), darker(bank, 0.04))
    bush(s, 210, 742, 36)
    bush(s, 1540, 742, 40)
    figure(s, 800, 476, 74, p.accent)
    figure(s, 846, 478, 64, p.paper, skirt=True)
    _reeds(s, (10, 130))
