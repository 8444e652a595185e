"""Open air: park, mountain, snow, footpath, leaf, tree."""

from __future__ import annotations

from . import land
from .buildings import house
from .canvas import Colour, W, alpha, arc, curve, darker, lighter, mix
from .land import bump, season
from .lands import backdrop
from .motifs_civic import bench
from .people import figure
from .plants import bush, flowers, grass, grove, leaf_shape, tree
from .scene import SNOW, SNOW_SHADE, Scene


def parco(s: Scene) -> None:
    """The public garden: a great tree, a pond, a swing, people on a bench."""
    backdrop(s)
    land.meadow(s, 640, colour=mix(s.pal.ground, s.pal.leaf, 0.3))
    c, p = s.c, s.pal
    for x, h in ((720, 130), (800, 160), (900, 140)):
        tree(s, x, 668, h)
    land.path(s, [(640, 652, 16), (700, 690, 34), (900, 730, 62), (980, 790, 110), (860, 915, 220)])
    c.ellipse(380, 772, 262, 56, mix(p.stone, p.ground, 0.3))
    c.shade(arc(380, 774, 244, 47, 0, 360), lighter(p.water, 0.4), p.water)
    for x, y, w in ((300, 764, 90), (440, 790, 120), (420, 754, 60)):
        c.line([(x, y), (x + w, y)], 2.6, lighter(p.water, 0.6))
    for x in (330, 372):
        _duck(s, x, 776)
    _swing(s, 1010, 700)
    tree(s, 1340, 780, 520, "fir" if p.tree == "fir" else "round")
    bench(s, 1120, 800, 170)
    figure(s, 1162, 770, 128, p.accent, seated=True)
    figure(s, 1240, 770, 118, p.gold, seated=True, skirt=True)
    bush(s, 70, 800, 56)
    bush(s, 1560, 790, 48)
    flowers(s, (1100, 830, 1590, 890), 36)
    grass(s, (20, 840, 700, 890), 20)


def _duck(s: Scene, x: float, y: float) -> None:
    """A duck on the pond."""
    s.c.poly([(x - 16, y - 6), *arc(x, y, 15, 9, 0, 180)], s.pal.paper)
    s.c.disc(x + 12, y - 12, 6, s.pal.leaf_dark)
    s.c.poly([(x + 16, y - 13), (x + 25, y - 10), (x + 16, y - 8)], s.pal.gold)


def _swing(s: Scene, x: float, base: float) -> None:
    """A swing with a child on it."""
    c, beam = s.c, mix(s.pal.accent, s.pal.paper, 0.1)
    for dx in (-72, 72):
        c.line([(x + dx - 16, base), (x + dx, base - 124)], 6, beam)
        c.line([(x + dx + 16, base), (x + dx, base - 124)], 6, darker(beam, 0.15))
    c.line([(x - 78, base - 124), (x + 78, base - 124)], 8, beam)
    for dx in (-40, 22):
        c.line([(x + dx, base - 122), (x + dx + 4, base - 28)], 1.8, s.pal.ink, cap=False)
        c.line([(x + dx + 22, base - 122), (x + dx + 26, base - 28)], 1.8, s.pal.ink, cap=False)
        c.rect(x + dx, base - 30, x + dx + 30, base - 24, s.pal.trunk)
    figure(s, x - 25, base - 30, 74, s.pal.second, seated=True)


def monte(s: Scene) -> None:
    """The mountain: a high ridge over the woods, a hiker who looks at it from a rock."""
    land.sky(s, (560, 190), clouds=3)
    p, c = s.pal, s.c
    snow = {"ridge": 0.5, "union": 0.34, "valley": 0.22}.get(p.land, 0.16)
    stone = mix(p.far, (120, 138, 168), 0.45)
    land.peaks(
        s,
        [(-20, 430), (140, 330), (300, 420), (470, 300), (600, 390), (1280, 420), (1440, 310), (1620, 400)],
        stone,
        0.4,
        snow,
        600,
    )
    land.peaks(
        s,
        [
            (-20, 560),
            (420, 470),
            (560, 420),
            (660, 350),
            (720, 372),
            (940, 150),
            (1080, 300),
            (1130, 280),
            (1330, 430),
            (1620, 520),
        ],
        mix(stone, p.mid, 0.55),
        0.06,
        snow,
        660,
    )
    land.mist_band(s, 560, 44, 0.5)
    far = land.ridge(s, 580, 20, 900, p.mid, 0.16, 120)
    grove(s, far, (-20, 1620), 46, 60, 0.3, "fir", sink=30)
    near = bump(1250, 700, 60, 690)
    land.slope(s, near, mix(p.near, p.leaf, 0.3), 0.06, 160)
    grove(s, near, (820, 1620), 20, 116, 0.08, "fir", sink=24)
    land.meadow(s, 726, 12)
    _rock(s, 360, 812)
    figure(s, 350, 694, 178, p.accent, walking=False)
    c.rrect(318, 552, 348, 612, 10, p.second)
    c.line([(398, 616), (408, 700)], 4, darker(p.trunk, 0.1))
    flowers(s, (620, 790, 1590, 890), 60)
    grass(s, (20, 780, 1590, 890), 50)


def _rock(s: Scene, cx: float, base: float) -> None:
    """A flat rock to stand on, in three planes."""
    c, stone = s.c, mix(s.pal.stone, s.pal.mid, 0.3)
    c.ellipse(cx + 40, base + 18, 250, 22, alpha(s.pal.ink, 0.14))
    c.poly(
        [
            (cx - 210, base + 16),
            (cx - 170, base - 60),
            (cx - 90, base - 112),
            (cx + 90, base - 122),
            (cx + 160, base - 50),
            (cx + 220, base + 20),
        ],
        stone,
    )
    c.poly(
        [
            (cx + 90, base - 122),
            (cx + 160, base - 50),
            (cx + 220, base + 20),
            (cx + 40, base + 18),
            (cx + 20, base - 70),
        ],
        darker(stone, 0.16),
    )
    c.poly(
        [(cx - 90, base - 112), (cx + 90, base - 122), (cx + 20, base - 86), (cx - 120, base - 84)], lighter(stone, 0.3)
    )


def neve(s: Scene) -> None:
    """Snow: the land under a white cover, a house with a warm window, firs."""
    s.winter = True
    backdrop(s)
    land.meadow(s, 640, 14)
    c, p = s.c, s.pal
    for x, base, h in ((1500, 690, 330), (1410, 700, 260), (720, 676, 190), (650, 684, 150)):
        tree(s, x, base, h, "fir")
    wall = mix(p.wall, p.trunk, 0.25)
    c.poly([(900, 716), (1290, 716), (1370, 746), (980, 746)], alpha((90, 120, 160), 0.16))
    house(s, 900, 716, 390, 170, wall, cols=4, shutters=p.accent)
    for cx in (948, 1046):
        for y in (571, 656):
            c.rect(cx - 12, y + 1, cx + 12, y + 34, lighter(p.gold, 0.25))
    c.rect(1190, 440, 1226, 500, darker(wall, 0.1))
    c.rect(1184, 430, 1232, 446, SNOW)
    land.steam(s, 1208, 432, 150, 26, 0.5)
    land.path(s, [(1144, 718, 22), (1110, 750, 44), (960, 800, 90), (800, 915, 210)], mix(SNOW_SHADE, p.paper, 0.2))
    _snow_fence(s)
    tree(s, 190, 850, 470, "fir")
    tree(s, 60, 872, 330, "fir")
    figure(s, 880, 812, 120, p.accent)
    figure(s, 940, 806, 90, p.second)
    for _ in range(190):
        c.disc(s.rng.uniform(0, W), s.rng.uniform(0, 880), s.rng.choice((2.2, 3.0, 4.4)), alpha((255, 255, 255), 0.85))


def _snow_fence(s: Scene) -> None:
    """A fence half buried on the right."""
    wood = mix(s.pal.trunk, SNOW_SHADE, 0.15)
    for i, x in enumerate(range(1180, 1640, 78)):
        y = 800 - i * 5
        s.c.rect(x, y - 56, x + 12, y + 8, wood)
        s.c.rrect(x - 4, y - 64, x + 16, y - 52, 6, SNOW)
    for dy in (44, 22):
        s.c.line([(1150, 804 - dy), (1640, 772 - dy)], 7, wood, cap=False)
        s.c.line([(1150, 800 - dy), (1640, 768 - dy)], 3, SNOW, cap=False)


def sentiero(s: Scene) -> None:
    """The footpath: it winds over the hills past a wooden signpost, two walkers on it."""
    backdrop(s)
    p, c = s.pal, s.c
    crest = bump(1180, 520, 110, 700)
    land.meadow(s, 648)
    c.hill(crest, season(s, mix(p.ground, p.leaf, 0.35)), season(s, mix(p.ground, p.leaf, 0.12)), 200)
    land.path(
        s,
        [
            (1170, 590, 7),
            (1210, 606, 12),
            (1120, 630, 20),
            (1010, 664, 30),
            (1120, 706, 48),
            (1080, 756, 72),
            (840, 810, 110),
            (720, 915, 200),
        ],
    )
    grove(s, crest, (1260, 1560), 8, 110, 0.06, sink=20)
    tree(s, 960, 654, 150)
    figure(s, 1040, 768, 122, p.accent)
    figure(s, 1094, 762, 108, p.gold, skirt=True)
    _signpost(s, 380, 846)
    bush(s, 250, 852, 46)
    bush(s, 500, 858, 34)
    flowers(s, (940, 820, 1590, 890), 50)
    grass(s, (20, 720, 640, 880), 44)


def _signpost(s: Scene, x: float, base: float) -> None:
    """A wooden post with three blank boards that point different ways."""
    c, wood = s.c, lighter(s.pal.trunk, 0.18)
    c.ellipse(x + 20, base, 60, 9, alpha(s.pal.ink, 0.16))
    c.rect(x - 11, base - 372, x + 11, base, wood)
    c.rect(x + 3, base - 372, x + 11, base, darker(wood, 0.2))
    c.poly([(x - 11, base - 372), (x, base - 388), (x + 11, base - 372)], darker(wood, 0.1))
    for y, side, w, tint in (
        (342, 1, 210, s.pal.accent),
        (266, -1, 190, lighter(wood, 0.25)),
        (190, 1, 160, lighter(wood, 0.25)),
    ):
        a, b, tip = x - side * 34, x + side * (w - 40), x + side * w
        top, low = base - y, base - y + 52
        c.poly([(a, top), (b, top), (tip, (top + low) / 2), (b, low), (a, low)], tint)
        c.poly([(a, low - 9), (b + side * 6, low - 9), (b, low), (a, low)], darker(tint, 0.18))
        for grow, mark in ((0, s.pal.paper), (9, s.pal.roof)):
            c.rect(b - side * 56, top + 11 + grow, b - side * 26, low - 16 - grow, mark)
        for dx in (-5, 5):
            c.disc(x + dx, (top + low) / 2, 2.4, darker(tint, 0.45))


def foglia(s: Scene) -> None:
    """A young plant that comes up from the earth, drops of dew on its leaves."""
    backdrop(s, clouds=2)
    p, c = s.pal, s.c
    land.meadow(s, 640, colour=mix(p.ground, p.leaf, 0.25))
    s.c.veil(p.haze, 0.16)
    soil = darker(mix(p.trunk, p.roof, 0.2), 0.12)
    land.swell(s, 780, 0.3)
    ground = bump(960, 420, 96, 862)
    c.hill(ground, lighter(soil, 0.14), darker(soil, 0.1), 130)
    for _ in range(90):
        x = s.rng.uniform(0, W)
        y = ground(x) + s.rng.uniform(10, 110)
        c.ellipse(
            x, y, s.rng.uniform(4, 13), s.rng.uniform(2, 6), s.rng.choice((lighter(soil, 0.18), darker(soil, 0.18)))
        )
    stem = curve([(962, 776), (952, 640), (974, 480), (962, 330)], 14)
    for x, y, length, width, angle in (
        (958, 640, 300, 128, -158),
        (962, 590, 330, 140, -20),
        (970, 480, 270, 118, -145),
        (972, 450, 280, 122, -38),
        (962, 336, 190, 82, -82),
    ):
        _great_leaf(s, x, y, length, width, angle)
    c.line(stem, 15, mix(p.leaf, p.leaf_dark, 0.35))
    c.line([(x - 3, y) for x, y in stem], 4, lighter(p.leaf, 0.25), cap=False)
    for x, y, r in ((760, 560, 10), (1170, 520, 12), (820, 390, 8), (1120, 336, 9)):
        c.disc(x, y, r, lighter(p.water, 0.45))
        c.disc(x - r * 0.3, y - r * 0.3, r * 0.34, (255, 255, 255))
    grass(s, (20, 800, 560, 890), 26)
    grass(s, (1360, 800, 1590, 890), 16)


def _great_leaf(s: Scene, x: float, y: float, length: float, width: float, angle: float) -> None:
    """A large leaf in two tones, with a midrib and side veins."""
    c, p = s.c, s.pal
    outline = leaf_shape(x, y, length, width, angle)
    half = len(outline) // 2
    tone: Colour = mix(p.leaf, (112, 170, 84), 0.4)
    c.poly(outline, lighter(tone, 0.08))
    upper = angle % 360 < 90 or angle % 360 > 270
    c.poly(outline[: half + 1] if upper else [*outline[half:], outline[0]], darker(tone, 0.16))
    tip = outline[half]
    vein = lighter(tone, 0.42)
    c.line([(x, y), (x + (tip[0] - x) * 0.93, y + (tip[1] - y) * 0.93)], 4, vein, cap=False)
    for t in (0.22, 0.4, 0.58, 0.74):
        ax, ay = x + (tip[0] - x) * t, y + (tip[1] - y) * t
        for k in (round(half * (t + 0.16)), len(outline) - round(half * (t + 0.16))):
            bx, by = outline[k % len(outline)]
            c.line([(ax, ay), (ax + (bx - ax) * 0.78, ay + (by - ay) * 0.78)], 2.2, vein, cap=False)


def albero(s: Scene) -> None:
    """One great tree on a rise, with a bench in its shade."""
    backdrop(s)
    p = s.pal
    rise = bump(1020, 520, 96, 748)
    land.meadow(s, 644)
    s.c.hill(rise, season(s, mix(p.ground, p.leaf, 0.4)), season(s, mix(p.ground, p.leaf, 0.15)), 190)
    s.c.ellipse(1100, 668, 300, 22, alpha(p.ink, 0.12))
    tree(s, 1020, 672, 560, {"poplar": "round", "cypress": "round"}.get(p.tree, ""))
    bench(s, 1180, 690, 130)
    figure(s, 1240, 667, 96, p.accent, seated=True)
    land.path(s, [(1150, 692, 20), (1080, 730, 40), (880, 790, 80), (700, 915, 190)])
    bush(s, 120, 800, 52)
    flowers(s, (960, 790, 1590, 890), 50)
    grass(s, (20, 740, 620, 880), 40)
