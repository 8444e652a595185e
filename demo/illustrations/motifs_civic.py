"""Civic scenes in the open: town hall, square, church, fortress, school."""

from __future__ import annotations

from . import land
from .buildings import arcade, block, door, ground_shadow, house, window
from .canvas import Colour, alpha, arc, curve, darker, lighter, mix
from .land import bump
from .lands import backdrop
from .monuments import banner, bell_tower, church, clock, flag, fortress, palazzo
from .people import crowd, figure, outfits
from .plants import bush, flowers, grass, grove, tree
from .scene import Scene


def town_wall(s: Scene, step: int = 0) -> Colour:
    """The walls of the town: plaster in the warm colours of the land, brick now and then."""
    p = s.pal
    return (
        p.plaster,
        lighter(p.wall, 0.25),
        mix(p.plaster, p.gold, 0.3),
        mix(p.plaster, p.wall, 0.4),
        lighter(p.plaster, 0.3),
    )[step % 5]


def square(s: Scene, top: float = 662) -> None:
    """A strip of grass and then the paved floor of a square."""
    land.meadow(s, 640)
    land.paving(s, top)


def municipio(s: Scene) -> None:
    """The town hall: an arcaded palace with its clock tower, as large as the town is."""
    backdrop(s)
    square(s)
    bays, half, high = {
        "plain": (7, 350, 340),
        "union": (7, 350, 330),
        "vineyard": (5, 280, 320),
        "roman": (5, 290, 320),
        "valley": (5, 270, 310),
    }.get(s.pal.land, (3, 190, 300))
    cx, base = 980, 720
    wall = town_wall(s, 0)
    tower = 50 if bays > 3 else 40
    tree(s, cx + half + 130, base - 14, 300, "round" if s.pal.tree == "olive" else "")
    ground_shadow(s, cx - half, cx + half, base, 70)
    tx = cx if bays > 3 else cx + half - tower
    bell_tower(s, tx - tower, base - high * 0.7, tower * 2, high * 0.98, mix(s.pal.wall, wall, 0.25))
    palazzo(
        s,
        cx - half,
        cx + half,
        base,
        high,
        wall,
        bays=bays,
        shutters=mix(s.pal.leaf_dark, s.pal.accent, 0.3) if bays == 3 else None,
    )
    clock(s, tx, base - high * 1.32, tower * 0.42)
    width = 2 * half / bays
    for side in (-1, 1):
        banner(s, cx + side * width, base - high * 0.79, width * 0.16, high * 0.34, s.pal.accent)
    _balcony(s, cx, base - high * 0.43, width * 0.9)
    for side in (-1, 1):
        _tub(s, cx + side * (half + 34), base + 12)
    _tub(s, cx - half - 120, base + 26)
    crowd(s, (cx - half - 60, cx + half - 120), 776, 84, 4)


def _balcony(s: Scene, cx: float, floor: float, w: float) -> None:
    """A small balcony with its railing and two plain flags."""
    for side, tint in ((-1, s.pal.accent), (1, s.pal.second)):
        flag(s, cx + side * w * 0.42, floor - w * 0.62, w * 0.3 * 1.1, tint, w * 0.6)
    s.c.rect(cx - w / 2, floor - 5, cx + w / 2, floor + 5, lighter(s.pal.stone, 0.2))
    for i in range(11):
        x = cx - w * 0.47 + w * 0.094 * i
        s.c.rect(x - 1, floor - w * 0.24, x + 1, floor - 4, darker(s.pal.ink, 0.1))
    s.c.rect(cx - w / 2, floor - w * 0.25, cx + w / 2, floor - w * 0.25 + 3, darker(s.pal.ink, 0.1))


def _tub(s: Scene, x: float, base: float) -> None:
    """A clipped shrub in a terracotta pot."""
    pot = s.pal.roof
    s.c.ellipse(x + 8, base, 34, 6, alpha(s.pal.ink, 0.16))
    bush(s, x, base - 30, 26)
    s.c.disc(x, base - 52, 22, s.pal.leaf_dark)
    s.c.disc(x - 4, base - 56, 17, s.pal.leaf)
    s.c.poly([(x - 22, base - 34), (x + 22, base - 34), (x + 15, base), (x - 15, base)], pot)
    s.c.rect(x - 25, base - 38, x + 25, base - 29, lighter(pot, 0.15))


def piazza(s: Scene) -> None:
    """The square: a row of old houses on an arcade, a fountain, people who cross it."""
    backdrop(s)
    land.paving(s, 626)
    base, x = 652.0, 720.0
    ground_shadow(s, 720, 1640, base, 40)
    for i, (w, h) in enumerate(((180, 250), (150, 320), (220, 280), (160, 350), (250, 290))):
        _arcaded_house(s, x, base, w, h, town_wall(s, i), i)
        x += w
    tree(s, 150, 690, 330, "round" if s.pal.tree in ("olive", "cypress") else "")
    bench(s, 250, 716, 120)
    _fountain(s, 600, 806)
    crowd(s, (860, 1480), 760, 100, 4)
    figure(s, 330, 836, 132, s.pal.accent, arm=0.3)
    figure(s, 392, 840, 118, s.pal.gold, skirt=True)


def _arcaded_house(s: Scene, x: float, base: float, w: float, h: float, wall: Colour, step: int) -> None:
    """A house of the square with shops behind its arches."""
    house(
        s,
        x,
        base,
        w,
        h,
        wall,
        cols=2 if w < 170 else 3,
        floors=3,
        shutters=(s.pal.leaf_dark, s.pal.accent, mix(s.pal.trunk, wall, 0.2))[step % 3],
    )
    arcade(s, x, x + w, base, base - h * 0.34, 2 if w < 170 else 3, mix(wall, s.pal.wall, 0.45))
    s.c.rect(x, base - h * 0.34 - 5, x + w, base - h * 0.34 + 2, lighter(wall, 0.35))


def _fountain(s: Scene, cx: float, base: float) -> None:
    """A round stone fountain with an upper bowl and falling water."""
    c, stone = s.c, lighter(s.pal.stone, 0.15)
    c.ellipse(cx + 24, base + 8, 200, 34, alpha(s.pal.ink, 0.15))
    c.shade(
        [
            (cx - 180, base - 48),
            (cx + 180, base - 48),
            (cx + 168, base),
            *arc(cx, base, 168, 26, 0, 180),
            (cx - 168, base),
        ],
        lighter(stone, 0.1),
        darker(stone, 0.16),
    )
    c.ellipse(cx, base - 48, 188, 33, lighter(stone, 0.3))
    c.ellipse(cx, base - 47, 166, 26, s.pal.water)
    c.ellipse(cx - 34, base - 50, 90, 10, lighter(s.pal.water, 0.35))
    c.poly(
        [(cx - 26, base - 42), (cx - 14, base - 160), (cx + 14, base - 160), (cx + 26, base - 42)], darker(stone, 0.05)
    )
    c.poly(
        [(cx + 4, base - 42), (cx + 4, base - 160), (cx + 14, base - 160), (cx + 26, base - 42)], darker(stone, 0.18)
    )
    c.poly([*arc(cx, base - 168, 84, 38, 0, 180)], darker(stone, 0.06))
    c.ellipse(cx, base - 168, 88, 15, lighter(stone, 0.3))
    c.ellipse(cx, base - 168, 74, 10, s.pal.water)
    for side in (-1, 1):
        for reach, top in ((72, 176), (100, 168)):
            stream = [
                (cx + side * 40, base - 170),
                (cx + side * reach, base - top + 8),
                (cx + side * (reach + 22), base - 52),
            ]
            c.line(curve(stream, 8), 3.5, alpha(lighter(s.pal.water, 0.7), 0.85), cap=False)
    c.disc(cx, base - 196, 15, stone)
    c.poly(
        [(cx - 8, base - 170), (cx - 12, base - 190), (cx + 12, base - 190), (cx + 8, base - 170)], darker(stone, 0.1)
    )


def bench(s: Scene, x: float, base: float, w: float) -> None:
    """A wooden bench on two iron legs; x is its left end."""
    c, wood = s.c, lighter(s.pal.trunk, 0.22)
    c.ellipse(x + w * 0.6, base, w * 0.6, 6, alpha(s.pal.ink, 0.15))
    for t in (0.12, 0.88):
        c.rect(x + w * t - 3, base - w * 0.42, x + w * t + 3, base, darker(s.pal.ink, 0.1))
    for dy in (0.44, 0.34):
        c.rrect(x, base - w * dy, x + w, base - w * dy + w * 0.065, 3, wood)
    c.rrect(x - 4, base - w * 0.22, x + w + 4, base - w * 0.14, 3, lighter(wood, 0.12))


def chiesa(s: Scene) -> None:
    """The church with its bell tower and its small square, between cypresses."""
    s.landmark = False
    backdrop(s)
    land.meadow(s, 636)
    wall = mix(s.pal.plaster, s.pal.wall, 0.25 if s.pal.land != "plain" else 0.6)
    base = 716
    land.path(s, [(930, 716, 120), (900, 760, 190), (780, 830, 330), (640, 910, 520)])
    for x, h in ((640, 250), (690, 290)):
        tree(s, x, base - 16, h, "fir" if s.pal.tree == "fir" else "cypress")
    ground_shadow(s, 720, 1290, base - 2, 70)
    bell_tower(s, 1176, base, 104, 500, mix(s.pal.wall, wall, 0.4))
    church(s, 950, base, 480, wall)
    tree(s, 1420, base + 10, 270, "round" if s.pal.tree == "olive" else "")
    bush(s, 1318, base + 4, 40)
    figure(s, 800, 812, 108, s.pal.accent, skirt=True)
    figure(s, 856, 816, 114, s.pal.paper)
    flowers(s, (1100, 780, 1590, 890), 40)
    grass(s, (20, 690, 480, 880), 36)


def rocca(s: Scene) -> None:
    """The fortress on its hill, with the road that climbs to the gate."""
    s.landmark = False
    backdrop(s)
    p = s.pal
    crest = bump(970, 520, 190, 720)
    land.slope(s, crest, mix(p.near, p.leaf, 0.25), 0.05, 260)
    grove(s, crest, (360, 640), 12, 84, 0.08, sink=26)
    grove(s, crest, (1300, 1560), 12, 88, 0.08, sink=26)
    wall = p.wall if p.land in ("plain", "seahill", "roman") else mix(p.wall, p.stone, 0.55)
    fortress(s, 970, 560, 620, wall)
    top = bump(970, 420, 30, 590)
    s.c.hill(
        lambda x: max(crest(x), top(x)),
        land.season(s, mix(p.near, p.ground, 0.3)),
        land.season(s, mix(p.near, p.ground, 0.6)),
        200,
    )
    land.path(
        s,
        [
            (957, 566, 22),
            (985, 588, 27),
            (1120, 632, 38),
            (1060, 690, 58),
            (760, 752, 90),
            (560, 830, 150),
            (520, 915, 230),
        ],
    )
    for x, h in ((1230, 150), (1285, 190), (1335, 160)):
        tree(s, x, 742, h, "cypress" if p.tree != "fir" else "fir")
    bush(s, 700, 716, 40)
    bush(s, 1180, 700, 34)
    tree(s, 170, 800, 300)
    figure(s, 700, 804, 78, p.accent)
    figure(s, 738, 806, 70, p.gold, skirt=True)
    flowers(s, (950, 820, 1580, 890), 36)


def scuola(s: Scene) -> None:
    """The school: large windows, a gabled entrance, children who arrive with their rucksacks."""
    backdrop(s)
    land.meadow(s, 640)
    c, p, base = s.c, s.pal, 716
    x0, x1, top = 650, 1400, 470
    tree(s, 1500, 716, 290, "round" if p.tree in ("olive", "poplar") else "")
    ground_shadow(s, x0, x1, base, 60)
    wall = lighter(mix(p.plaster, p.wall, 0.2), 0.1)
    block(s, x0, x1, top, base, wall)
    for row in (496, 604):
        for i in range(9):
            cx = x0 + 44 + i * 83
            if not 930 < cx < 1110:
                window(s, cx, row, 52, 66, frame=p.paper)
    land_roof = p.roof
    c.poly([(x0 - 20, top), (x0 + 26, top - 48), (x1 - 26, top - 48), (x1 + 20, top)], land_roof)
    c.rect(x0 - 24, top - 2, x1 + 24, top + 8, darker(land_roof, 0.25))
    c.rect(x0, 582, x1, 590, mix(p.accent, p.paper, 0.15))
    block(s, 925, 1115, 440, base, mix(p.wall, p.accent, 0.12))
    c.poly([(905, 446), (1020, 352), (1135, 446)], darker(land_roof, 0.1))
    c.poly([(932, 443), (1020, 372), (1108, 443)], mix(p.wall, p.accent, 0.12))
    clock(s, 1020, 424, 26)
    for i in (-1, 0, 1):
        window(s, 1020 + i * 52, 500, 34, 60, arched=True, frame=p.paper)
    door(s, 1020, base, 84, 104, p.accent, arched=False)
    land.path(s, [(1020, 718, 54), (990, 760, 84), (860, 830, 160), (640, 915, 300)])
    _fence(s, 560, 860, 742)
    _fence(s, 1170, 1620, 742)
    for i, x in enumerate((700, 770, 880, 960)):
        pupil(s, x, 846 - i * 22, 112 - i * 8, i)
    figure(s, 1110, 792, 128, p.leaf_dark, arm=0.7)
    tree(s, 130, 760, 330)
    flowers(s, (1180, 790, 1590, 890), 40)


def _fence(s: Scene, x0: float, x1: float, base: float) -> None:
    """A low fence of painted slats."""
    tint = mix(s.pal.paper, s.pal.accent, 0.1)
    for y in (base - 34, base - 16):
        s.c.rect(x0, y, x1, y + 5, darker(tint, 0.12))
    x = x0
    while x < x1:
        s.c.poly([(x, base), (x, base - 42), (x + 6, base - 49), (x + 12, base - 42), (x + 12, base)], tint)
        x += 25


def pupil(s: Scene, x: float, base: float, h: float, step: int) -> None:
    """A child seen walking, with a rucksack on the back."""
    clothes = outfits(s)
    s.c.rrect(x - h * 0.23, base - h * 0.78, x - h * 0.02, base - h * 0.44, h * 0.06, clothes[(step + 4) % 6])
    figure(s, x, base, h, clothes[(step * 2 + 1) % 6], skirt=step % 2 == 1)
