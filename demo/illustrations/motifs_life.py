"""The life of the town: village, market, feast, building site, bus, family, sport, shop."""

from __future__ import annotations

from . import land
from .buildings import block, ground_shadow, house, window
from .canvas import Colour, alpha, arc, curve, darker, lighter, mix
from .land import bump
from .lands import backdrop
from .monuments import bell_tower
from .motifs_civic import square, town_wall
from .people import backs, crowd, figure
from .plants import bush, flowers, grass, grove, tree
from .scene import Scene


def borgo(s: Scene) -> None:
    """The village: houses that climb the hill around their tower."""
    backdrop(s)
    p = s.pal
    crest = bump(1000, 430, 230, 760)
    land.meadow(s, 650)
    land.slope(s, crest, mix(p.near, p.leaf, 0.3), 0.04, 260)
    grove(s, crest, (380, 680), 12, 80, 0.06, sink=40)
    grove(s, crest, (1320, 1580), 10, 90, 0.06, sink=40)
    bell_tower(s, 980, 560, 64, 300, mix(p.wall, p.plaster, 0.3))
    for i, (x, y, w, h) in enumerate(
        (
            (850, 560, 120, 110),
            (1050, 556, 130, 120),
            (920, 570, 110, 90),
            (730, 610, 130, 110),
            (1170, 606, 130, 130),
            (850, 626, 130, 110),
            (1030, 620, 150, 104),
            (630, 668, 140, 120),
            (1270, 664, 140, 120),
            (780, 684, 150, 120),
            (930, 690, 120, 140),
            (1060, 686, 160, 112),
            (1210, 700, 100, 100),
        )
    ):
        house(
            s,
            x,
            y,
            w,
            h,
            town_wall(s, i),
            cols=2,
            gable=i % 3 == 1,
            shutters=(p.leaf_dark, p.accent, mix(p.trunk, p.wall, 0.3))[i % 3],
        )
    for x, y, r in ((760, 692, 26), (1180, 700, 30), (1350, 690, 34), (620, 690, 30), (915, 700, 22)):
        bush(s, x, y, r)
    land.path(s, [(1050, 700, 26), (1030, 740, 44), (900, 790, 80), (720, 915, 180)])
    for x, h in ((560, 170), (600, 210), (1450, 200)):
        tree(s, x, 742, h, "fir" if p.tree == "fir" else "cypress")
    flowers(s, (1060, 790, 1590, 890), 46)
    grass(s, (20, 720, 560, 880), 40)


def mercato(s: Scene) -> None:
    """Market day: stalls under striped awnings, crates of fruit, people who choose."""
    backdrop(s)
    square(s, 640)
    p, c = s.pal, s.c
    for i, (x, w, h) in enumerate(((1060, 190, 250), (1250, 170, 300), (1420, 230, 260))):
        house(s, x, 660, w, h, town_wall(s, i + 1), cols=2, floors=3, shutters=(p.leaf_dark, p.accent)[i % 2])
    _stall(s, 620, 736, 250, p.second, 0.74)
    _stall(s, 330, 752, 280, p.leaf_dark, 0.8)
    _stall(s, 930, 790, 520, p.accent, 1.12)
    crowd(s, (440, 860), 806, 132, 3)
    figure(s, 1010, 872, 178, p.gold, skirt=True, arm=0.4)
    figure(s, 1320, 868, 186, p.water, arm=0.25)
    c.poly([(1352, 806), (1396, 806), (1388, 850), (1360, 850)], lighter(p.trunk, 0.35))
    c.line(arc(1374, 806, 20, 24, 180, 360), 4, p.trunk)
    for x, tint in ((1364, p.leaf), (1378, p.roof), (1388, p.gold)):
        c.disc(x, 802, 9, tint)
    tree(s, 110, 760, 330, "round" if p.tree in ("olive", "cypress") else "")


def _stall(s: Scene, x: float, base: float, w: float, tint: Colour, k: float) -> None:
    """A market stall: awning in stripes with a scalloped edge, crates on the counter."""
    c, p = s.c, s.pal
    top, counter = base - 300 * k, base - 108 * k
    c.poly([(x, base), (x + w, base), (x + w + 50 * k, base + 14 * k), (x + 50 * k, base + 14 * k)], alpha(p.ink, 0.14))
    c.rect(x + 10 * k, top + 70 * k, x + w - 10 * k, counter, mix(p.ink, p.plaster, 0.42))
    figure(s, x + w * 0.55, base - 40 * k, 172 * k, p.paper)
    for px in (x + 8 * k, x + w - 16 * k):
        c.rect(px, top + 40 * k, px + 8 * k, base, p.trunk)
    count = max(6, round(w / (44 * k)) // 2 * 2 + 1)
    step, over = w / count, 26 * k
    for i in range(count):
        colour = tint if i % 2 == 0 else p.paper
        a, b = x + i * step, x + (i + 1) * step
        fa, fb = (x - over + (w + 2 * over) * t / count for t in (i, i + 1))
        c.poly([(a, top), (b, top), (fb, top + 78 * k), (fa, top + 78 * k)], colour)
        c.poly(
            [
                (fa, top + 77 * k),
                *reversed(arc((fa + fb) / 2, top + 77 * k, (fb - fa) / 2, 20 * k, 0, 180)),
                (fb, top + 77 * k),
            ],
            darker(colour, 0.12),
        )
    c.rect(x, counter, x + w, base - 6 * k, lighter(p.trunk, 0.28))
    for i in range(1, 4):
        c.rect(x, counter + i * 26 * k, x + w, counter + i * 26 * k + 2, lighter(p.trunk, 0.1))
    goods = (p.roof, p.leaf, p.gold, p.second, mix(p.accent, p.roof, 0.5))
    crates = max(3, round(w / (110 * k)))
    for i in range(crates):
        a, b = x + w * (i + 0.06) / crates, x + w * (i + 0.94) / crates
        fruit = goods[(i + round(x)) % 5]
        for row in (0, 1):
            for j in range(6 - row):
                fx = a + (b - a) * (j + 0.5 + row * 0.5) / 6
                c.disc(fx, counter - (20 + row * 10) * k, 10.5 * k, lighter(fruit, 0.1 * ((j + row) % 2)))
        c.poly(
            [
                (a, counter - 20 * k),
                (b, counter - 20 * k),
                (b - 5 * k, counter + 12 * k),
                (a + 5 * k, counter + 12 * k),
            ],
            lighter(p.trunk, 0.48),
        )
        c.rect(a, counter - 6 * k, b, counter - 3 * k, lighter(p.trunk, 0.25))


def festa(s: Scene) -> None:
    """The feast at dusk: lights over the square, a band on the stage, people who watch."""
    backdrop(s, clouds=2)
    land.meadow(s, 640)
    dusk = mix((34, 36, 92), s.pal.accent, 0.2)
    s.c.veil(dusk, 0.5)
    c, p = s.c, s.pal
    x0, x1, top, base = 690, 1330, 330, 690
    c.soft(
        lambda d, at: d.ellipse([v for q in at([(580, 330), (1440, 860)]) for v in q], fill=150),
        (420, 230, 1600, 900),
        lighter(p.gold, 0.3),
        60,
    )
    c.shade([(x0, top), (x1, top), (x1, base), (x0, base)], mix(p.accent, p.ink, 0.45), mix(p.gold, p.accent, 0.4))
    for i, x in enumerate((x0 - 22, x1)):
        c.rect(x, top - 20, x + 22, base, darker(p.trunk, 0.3 - 0.1 * i))
    c.poly([(x0 - 60, top - 10), (x0 + 70, top - 92), (x1 - 70, top - 92), (x1 + 60, top - 10)], darker(p.roof, 0.1))
    c.rect(x0 - 60, top - 12, x1 + 60, top + 8, p.gold)
    for x, target in ((800, 860), (1010, 1010), (1220, 1160)):
        c.poly(
            [(x - 8, top + 8), (x + 8, top + 8), (target + 66, base - 20), (target - 66, base - 20)],
            alpha((255, 238, 190), 0.24),
        )
    for i, x in enumerate((860, 1010, 1160)):
        figure(
            s, x, base - 8, 172, (p.second, p.paper, p.gold)[i], arm=0.9 if i == 1 else 0.2, skirt=i == 1, walking=False
        )
    _guitar(s, 866, base - 96)
    c.rect(x0 - 50, base - 12, x1 + 50, base + 46, darker(p.trunk, 0.35))
    c.rect(x0 - 50, base - 12, x1 + 50, base - 3, lighter(p.trunk, 0.25))
    for x, h in ((150, 360), (1540, 330)):
        tree(s, x, 760, h, "round" if p.tree in ("olive", "poplar", "cypress") else "", 0.0)
    _lights(s, [(-20, 120), (400, 210), (760, 130)], 15)
    _lights(s, [(760, 130), (1200, 190), (1620, 90)], 15)
    _lights(s, [(-20, 250), (320, 330), (640, 280)], 11)
    _lights(s, [(1380, 280), (1500, 330), (1620, 270)], 6)
    backs(s, 768, 50, mix(p.ink, p.accent, 0.3), 104)
    backs(s, 838, 70, darker(p.ink, 0.3), 148)


def _guitar(s: Scene, x: float, y: float) -> None:
    """A guitar held across the body."""
    s.c.line([(x, y), (x + 76, y - 34)], 6, darker(s.pal.trunk, 0.1))
    s.c.disc(x - 8, y + 4, 20, s.pal.roof)
    s.c.disc(x + 12, y - 5, 15, s.pal.roof)
    s.c.disc(x + 4, y - 1, 6, darker(s.pal.trunk, 0.4))


def _lights(s: Scene, points: list[tuple[float, float]], count: int) -> None:
    """A string of warm bulbs that sags between two points."""
    c, line = s.c, curve(points, 16)
    c.line(line, 2.4, darker(s.pal.ink, 0.2), cap=False)
    for i in range(count):
        x, y = line[round((i + 0.5) / count * (len(line) - 1))]
        c.disc(x, y + 12, 22, alpha((255, 226, 150), 0.16))
        c.disc(x, y + 12, 14, alpha((255, 226, 150), 0.28))
        c.disc(x, y + 12, 7.5, (255, 240, 200))


def cantiere(s: Scene) -> None:
    """The building site: a house under scaffolding, a crane, barriers and workers."""
    backdrop(s)
    land.meadow(s, 642, colour=mix(s.pal.ground, s.pal.stone, 0.4))
    c, p = s.c, s.pal
    base = 740
    _crane(s, 1400, base - 16)
    ground_shadow(s, 760, 1220, base, 60)
    block(s, 760, 1220, 400, base, mix(p.plaster, p.stone, 0.3))
    c.rect(760, 400, 1220, 470, mix(p.wall, p.plaster, 0.2))
    for y in (500, 620):
        for i in range(5):
            window(s, 812 + i * 90, y, 40, 62)
    c.poly([(744, 402), (860, 320), (1000, 320), (1000, 402)], p.roof)
    for i in range(6):
        x = 1010 + i * 40
        c.line([(x, 402), (x - 6, 320)], 6, lighter(p.trunk, 0.3), cap=False)
    c.line([(1000, 322), (1212, 322)], 7, lighter(p.trunk, 0.3))
    c.rect(744, 398, 1236, 408, darker(p.trunk, 0.05))
    _scaffold(s, 736, 1244, 400, base)
    figure(s, 1000, 514, 94, p.gold)
    figure(s, 850, 628, 96, p.second)
    for x, y in ((1000, 420), (850, 534)):
        _helmet(s, x, y + 12 - 8, 8)
    for i in range(5):
        barrier(s, 430 + i * 176, 826)
    figure(s, 520, 812, 150, p.accent)
    _helmet(s, 520, 676, 13)
    figure(s, 600, 812, 144, p.gold, arm=0.4)
    _helmet(s, 600, 682, 13)
    for x in (380, 1330):
        cone(s, x, 850, 70)
    tree(s, 120, 770, 300)
    _bricks(s, 1400, 846)


def _helmet(s: Scene, x: float, y: float, r: float) -> None:
    """A safety helmet on a head."""
    s.c.poly(arc(x, y, r, r * 1.05, 180, 360), s.pal.gold)
    s.c.rrect(x - r * 1.25, y - 2, x + r * 1.25, y + r * 0.2, 2, darker(s.pal.gold, 0.12))


def _scaffold(s: Scene, x0: float, x1: float, top: float, base: float) -> None:
    """Tubes and boards in front of the wall."""
    c, tube = s.c, mix(s.pal.ink, s.pal.stone, 0.45)
    for i in range(7):
        x = x0 + (x1 - x0) * i / 6
        c.rect(x - 3, top - 46, x + 3, base, tube)
        if i < 6 and i % 2 == 0:
            for y in (base - 110, base - 226):
                c.line([(x, y + 110), (x + (x1 - x0) / 6, y)], 3, alpha(tube, 0.8), cap=False)
    for y in (base - 112, base - 226, base - 340):
        c.rect(x0 - 14, y, x1 + 14, y + 9, lighter(s.pal.trunk, 0.32))
        c.rect(x0 - 8, y - 44, x1 + 8, y - 40, tube)


def _crane(s: Scene, x: float, base: float) -> None:
    """A tower crane with a load on its cable."""
    c, paint = s.c, mix(s.pal.gold, s.pal.second, 0.35)
    top = 150
    c.rect(x - 44, base - 22, x + 44, base, mix(s.pal.stone, s.pal.ink, 0.2))
    for dx in (-14, 14):
        c.line([(x + dx, base - 20), (x + dx, top)], 5, paint, cap=False)
    y = base - 22
    while y > top + 30:
        c.line([(x - 14, y), (x + 14, y - 28)], 3, paint, cap=False)
        c.line([(x + 14, y), (x - 14, y - 28)], 3, paint, cap=False)
        y -= 28
    for dy in (0, 26):
        c.line([(x - 520, top + dy), (x + 150, top + dy)], 4, paint, cap=False)
    for i in range(24):
        a = x - 520 + i * 28
        c.line([(a, top + 26), (a + 14, top), (a + 28, top + 26)], 2.4, paint, cap=False)
    c.line([(x - 400, top), (x, top - 74), (x + 130, top)], 3, darker(paint, 0.2), cap=False)
    c.poly([(x - 18, top), (x, top - 78), (x + 18, top)], paint)
    c.rect(x + 96, top + 26, x + 146, top + 84, mix(s.pal.stone, s.pal.ink, 0.3))
    c.rrect(x + 16, top + 30, x + 58, top + 76, 6, lighter(s.pal.water, 0.3))
    c.line([(x - 380, top + 26), (x - 380, 236)], 2.4, s.pal.ink, cap=False)
    c.line([(x - 430, 262), (x - 380, 236), (x - 330, 262)], 2.4, s.pal.ink, cap=False)
    c.rect(x - 440, 262, x - 320, 276, lighter(s.pal.trunk, 0.25))


def barrier(s: Scene, x: float, base: float) -> None:
    """A striped barrier on two feet."""
    c = s.c
    for dx in (18, 142):
        c.rect(x + dx, base - 70, x + dx + 8, base, mix(s.pal.ink, s.pal.stone, 0.4))
        c.rect(x + dx - 14, base - 5, x + dx + 22, base, mix(s.pal.ink, s.pal.stone, 0.4))
    c.rrect(x, base - 78, x + 168, base - 46, 4, s.pal.paper)
    for i in range(4):
        a = x + 6 + i * 42
        c.poly(
            [(a + 12, base - 78), (a + 33, base - 78), (a + 21, base - 46), (a, base - 46)],
            mix(s.pal.roof, s.pal.second, 0.25),
        )


def cone(s: Scene, x: float, base: float, h: float) -> None:
    """A road cone."""
    c, tint = s.c, mix(s.pal.roof, s.pal.second, 0.5)
    c.ellipse(x + 12, base, h * 0.5, h * 0.08, alpha(s.pal.ink, 0.2))
    c.poly(
        [(x - h * 0.27, base - 4), (x - h * 0.05, base - h), (x + h * 0.05, base - h), (x + h * 0.27, base - 4)], tint
    )
    c.poly(
        [
            (x - h * 0.18, base - h * 0.38),
            (x - h * 0.125, base - h * 0.64),
            (x + h * 0.125, base - h * 0.64),
            (x + h * 0.18, base - h * 0.38),
        ],
        s.pal.paper,
    )
    c.rrect(x - h * 0.38, base - h * 0.1, x + h * 0.38, base, 3, darker(tint, 0.12))


def _bricks(s: Scene, x: float, base: float) -> None:
    """A stack of bricks on a pallet."""
    c, clay = s.c, mix(s.pal.wall, s.pal.roof, 0.5)
    for row in range(5):
        for i in range(5):
            a = x + i * 33
            c.rect(a, base - 12 - (row + 1) * 19, a + 31, base - 14 - row * 19, lighter(clay, 0.08 * ((i + row) % 3)))
    c.rect(x - 8, base - 12, x + 172, base - 6, lighter(s.pal.trunk, 0.3))
    for dx in (0, 70, 146):
        c.rect(x + dx, base - 6, x + dx + 18, base, s.pal.trunk)
