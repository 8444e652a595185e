"""The wide panorama of each municipality: its land at its best, with a foreground of its own."""

from __future__ import annotations

from . import land
from .buildings import arcade, bridge, column, hamlet, house, roof_hip
from .canvas import Colour, H, W, alpha, arc, darker, lighter, mix
from .land import bump, ridge, season, slope
from .lands import backdrop
from .monuments import bell_tower, church, fortress
from .motifs_civic import town_wall
from .plants import bush, flowers, grass, grove, rows, tree, vines, wheat
from .scene import Scene


def hero(s: Scene) -> None:
    """Draw the panorama of the land of this palette."""
    HEROES.get(s.pal.land, hills)(s)


def plain(s: Scene) -> None:
    """Cesena: the fortress over the brick town, fields and poplars of the plain."""
    p, c = s.pal, s.c
    land.sky(s, (980, 220), clouds=3)
    ridge(s, 450, 28, 1000, p.far, 0.45)
    ridge(s, 490, 22, 760, mix(p.far, p.mid, 0.55), 0.25)
    crest = bump(430, 330, 170, 640)
    slope(s, crest, mix(p.mid, p.leaf, 0.35), 0.06, 200)
    grove(s, crest, (60, 800), 40, 58, 0.12, "round", sink=70)
    fortress(s, 430, 500, 400, s.mist(p.wall, 0.05))
    grove(s, lambda x: crest(x) + 36, (250, 640), 14, 56, 0.06, "round", sink=30)
    c.rect(0, 640, W, H, p.ground)
    for x in range(860, 1640, 58):
        tree(s, x + s.rng.uniform(-8, 8), 648, s.rng.uniform(84, 124), "poplar", 0.2)
    _town(s, 640)
    tints = (
        p.ground,
        mix(p.ground, p.leaf, 0.45),
        lighter(p.ground, 0.25),
        mix(p.ground, p.wall, 0.22),
        mix(p.near, p.ground, 0.3),
        lighter(p.ground, 0.12),
    )
    rows(s, lambda x: 644, 910, (-700, 2500), (-3000, 5000), 34, tints)
    land.path(s, [(860, 646, 6), (880, 668, 12), (960, 708, 26), (1110, 778, 56), (1330, 912, 130)])
    for x, base, h in ((1010, 700, 130), (1130, 736, 180), (1290, 790, 260)):
        tree(s, x + 90, base, h, "poplar")
    for x, base, h in ((880, 704, 120), (930, 742, 170)):
        tree(s, x - 30, base, h, "poplar")
    flowers(s, (20, 800, 900, 890), 60)
    grass(s, (20, 760, 900, 890), 40)


def _town(s: Scene, base: float) -> None:
    """The town at the foot of the fortress: houses on a brick arcade, a bell tower."""
    p = s.pal
    bell_tower(s, 640, base, 40, 210, s.mist(p.wall, 0.08))
    for i, (x, w, h) in enumerate(
        (
            (60, 84, 84),
            (140, 96, 106),
            (232, 80, 92),
            (310, 104, 112),
            (412, 88, 90),
            (498, 100, 116),
            (596, 82, 90),
            (690, 96, 100),
            (784, 80, 80),
        )
    ):
        house(
            s,
            x,
            base + 6,
            w,
            h,
            s.mist(town_wall(s, i), 0.06),
            cols=3,
            floors=3,
            shutters=(p.leaf_dark, p.accent)[i % 2],
        )
    arcade(s, 232, 600, base + 8, base - 34, 9, mix(p.wall, p.plaster, 0.1), trim=False)


def valley(s: Scene) -> None:
    """Bagno di Romagna: the warm spring between the woods, steam up to the ridge."""
    backdrop(s)
    p, c = s.pal, s.c
    land.meadow(s, 636)
    for x, h in ((960, 150), (1020, 190), (1440, 240), (1520, 300)):
        tree(s, x, 672, h)
    arcade(s, 1080, 1400, 676, 540, 4, p.plaster, mix(p.ink, p.water, 0.45))
    c.rect(1072, 534, 1408, 544, lighter(p.stone, 0.35))
    roof_hip(s, 1080, 1400, 534, 56, over=18)
    pool = [*arc(760, 770, 620, 86, 0, 360)]
    c.poly([(x * 1.045 - 34, (y - 770) * 1.16 + 772) for x, y in pool], lighter(mix(p.stone, p.near, 0.3), 0.1))
    c.shade(pool, lighter(p.water, 0.5), darker(p.water, 0.05))
    for dx, dy, w in ((-220, -34, 130), (140, -50, 100), (320, 10, 150), (-60, 44, 180), (-430, 10, 90)):
        c.line([(760 + dx - w / 2, 770 + dy), (760 + dx + w / 2, 770 + dy)], 3, lighter(p.water, 0.6))
    stone = mix(p.stone, p.near, 0.3)
    for angle in (188, 199, 212, 226, 318, 333, 346, 358, 9, 24, 152, 166, 177):
        [(px, py)] = arc(760, 772, 640, 96, angle, angle + 1)[:1]
        r = s.rng.uniform(26, 54) * (0.7 + (py - 680) / 300)
        c.poly(arc(px, py + 14, r, r * 0.7, 180, 360), darker(stone, 0.16))
        c.poly(arc(px - r * 0.12, py + 14, r * 0.8, r * 0.6, 180, 360), lighter(stone, 0.05))
    for x, size in ((380, 60), (600, 74), (840, 60), (1060, 48)):
        land.steam(s, x, 760, 320, size, 0.5)
    for x, base, h in ((70, 790, 560), (190, 812, 400), (1560, 850, 520)):
        tree(s, x, base, h)
    bush(s, 290, 850, 50)
    bush(s, 1440, 866, 56)
    flowers(s, (1240, 846, 1590, 892), 26)


def vineyard(s: Scene) -> None:
    """Mercato Saraceno: the bridge over the Savio, the market town, vines close to us."""
    s.landmark = False
    backdrop(s)
    p, c = s.pal, s.c
    bank: Colour = mix(p.near, p.ground, 0.5)
    land.meadow(s, 612, 6, bank)
    for i, (x, w, h) in enumerate(((760, 90, 90), (846, 84, 116), (926, 100, 98), (1022, 84, 84))):
        house(s, x, 626, w, h, s.mist(town_wall(s, i), 0.06), cols=2, floors=2, gable=i == 1, shutters=p.leaf_dark)
    bell_tower(s, 720, 626, 44, 214, s.mist(mix(p.wall, p.plaster, 0.3), 0.05))
    grove(s, lambda x: 640, (1110, 1560), 10, 84, 0.1, "round", sink=8)
    river = [(-40, 640), (700, 640), (760, 668), (640, 716), (480, 770), (-40, 790)]
    c.shade(river, lighter(p.water, 0.4), p.water)
    for x, y, w in ((120, 742, 130), (360, 752, 110), (240, 768, 150), (560, 708, 80)):
        c.line([(x, y), (x + w, y)], 2.6, lighter(p.water, 0.6))
    bridge(s, 40, 740, 520, 690, 3, p.wall, 0.02)
    for x, h in ((770, 120), (30, 190)):
        tree(s, x, 700, h, "round")
    bush(s, 720, 702, 34)
    near = lambda x: 716 + 0.02 * max(0.0, 900 - x)  # noqa: E731
    c.hill(near, lighter(mix(bank, p.gold, 0.25), 0.1), darker(mix(bank, p.gold, 0.2), 0.1), 190)
    vines(s, near, 980, (520, 1600), (-700, 2700), 11, 58)


def seahill(s: Scene) -> None:
    """Montiano: the round hill with its fortress, wheat at our feet, the sea."""
    p, c = s.pal, s.c
    s.landmark = False
    land.sky(s, (520, 210), clouds=3)
    c.shade([(0, 440), (W, 440), (W, 520), (0, 520)], mix(p.water, p.sky[2], 0.2), lighter(p.water, 0.4))
    for i in range(12):
        x, y = s.rng.uniform(0, 1500), 446 + i * 3.2
        c.line([(x, y), (x + 110, y)], 1.5, lighter(p.water, 0.6), cap=False)
    ridge(s, 492, 5, 700, mix(p.far, p.water, 0.25), 0.4, 60)
    ridge(s, 524, 14, 620, p.far, 0.14, 90)
    far = ridge(s, 574, 18, 900, mix(p.mid, p.far, 0.35), 0.05, 110)
    grove(s, far, (20, 640), 22, 34, 0.18, "olive", sink=24)
    crest = bump(1040, 400, 280, 690)
    slope(s, crest, p.mid, 0.0, 320)
    tints = (mix(p.mid, p.ground, 0.75), p.mid, mix(p.mid, p.leaf, 0.5), mix(p.mid, p.ground, 0.4))
    rows(s, lambda x: crest(x) + 92, 800, (780, 1300), (120, 1960), 15, tints)
    grove(s, lambda x: crest(x) + 26, (700, 1400), 26, 54, 0.05, "olive", sink=66)
    for i, (x, w, h) in enumerate(((820, 62, 62), (1196, 60, 66), (1252, 54, 50))):
        house(s, x, crest(x + w / 2) + 20, w, h, town_wall(s, i), cols=2, shutters=p.leaf_dark)
    for x, h in ((790, 96), (768, 76), (1330, 90), (1360, 70)):
        tree(s, x, crest(x) + 12, h, "cypress")
    fortress(s, 1030, 436, 330, s.mist(p.wall, 0.02))
    land.meadow(s, 742, 14)
    land.path(s, [(860, 744, 8), (820, 764, 18), (700, 800, 46), (640, 912, 150)])
    tree(s, 210, 800, 330, "olive")
    tree(s, 1490, 810, 300, "olive")
    for _ in range(70):
        x = s.rng.uniform(-10, 560) if s.rng.random() < 0.5 else s.rng.uniform(840, 1620)
        wheat(s, x, 920, s.rng.uniform(60, 140))


def roman(s: Scene) -> None:
    """Sarsina: the steps of the theatre, a colonnade, the cathedral on its terrace."""
    p, c = s.pal, s.c
    land.sky(s, (760, 200), clouds=3)
    ridge(s, 400, 52, 950, p.far, 0.4)
    ridge(s, 466, 42, 720, mix(p.far, p.mid, 0.6), 0.2)
    crest = bump(400, 420, 150, 640)
    slope(s, crest, mix(p.mid, p.near, 0.5), 0.08, 200)
    grove(s, crest, (20, 900), 24, 64, 0.14, "cypress", sink=60)
    hamlet(s, 130, 528, 64, 0.06, 11, tower=False)
    bell_tower(s, 300, 530, 52, 240, s.mist(p.wall, 0.05))
    church(s, 470, 530, 230, s.mist(p.plaster, 0.05))
    near = ridge(s, 640, 8, 1200, p.near, 0.08, 110)
    grove(s, near, (700, 960), 7, 90, 0.1, "cypress", sink=8)
    grove(s, near, (1480, 1620), 4, 120, 0.08, "cypress", sink=8)
    land.meadow(s, 664)
    for i in range(5):
        column(s, 1040 + i * 104, 700, (300, 300, 300, 300, 170)[i], 46, lighter(p.stone, 0.1), broken=i == 4)
    c.rect(1000, 370, 1394, 398, lighter(p.stone, 0.28))
    c.rect(1008, 398, 1386, 404, darker(p.stone, 0.12))
    c.rect(990, 700, 1510, 716, lighter(p.stone, 0.25))
    c.rect(974, 716, 1526, 732, darker(p.stone, 0.04))
    _cavea(s, 560, 930)
    bush(s, 1440, 760, 36)
    tree(s, 60, 790, 340, "cypress")
    tree(s, 1560, 830, 420, "cypress")
    flowers(s, (1180, 790, 1500, 890), 36)


def _cavea(s: Scene, cx: float, cy: float) -> None:
    """The steps of an amphitheatre seen from above its lower edge."""
    c, stone = s.c, lighter(s.pal.stone, 0.08)
    for i in range(6):
        rx, ry = 560 - i * 78, 190 - i * 25
        c.ellipse(cx, cy, rx, ry, darker(stone, 0.17))
        c.ellipse(cx, cy + 12, rx - 3, ry - 2, lighter(stone, 0.18 if i % 2 else 0.08))
    c.ellipse(cx, cy + 16, 120, 46, mix(s.pal.ground, s.pal.gold, 0.35))
    for angle in (205, 238, 270, 302, 335):
        a = arc(cx, cy, 560, 190, angle, angle + 1)[0]
        b = arc(cx, cy, 170, 62, angle, angle + 1)[0]
        c.line([a, b], 7, alpha(darker(stone, 0.3), 0.45), cap=False)


def mountain(s: Scene) -> None:
    """Verghereto: the snowy ridge, the spring of the Tiber among stones and firs."""
    backdrop(s)
    p = s.pal
    land.meadow(s, 640, 14)
    land.river(
        s,
        [
            (900, 648, 4),
            (880, 664, 9),
            (940, 688, 18),
            (900, 722, 34),
            (760, 772, 66),
            (640, 838, 120),
            (700, 930, 220),
        ],
    )
    stone = lighter(mix(p.stone, p.far, 0.25), 0.05)
    for x, y, r in (
        (830, 672, 20),
        (980, 700, 26),
        (820, 740, 30),
        (1000, 752, 40),
        (620, 792, 36),
        (900, 812, 48),
        (460, 866, 56),
        (980, 870, 70),
        (690, 774, 20),
    ):
        s.c.ellipse(x + 6, y + 3, r * 1.1, r * 0.3, alpha(p.ink, 0.16))
        s.c.poly(arc(x, y, r, r * 0.74, 180, 360), darker(stone, 0.18))
        s.c.poly(arc(x - r * 0.14, y, r * 0.78, r * 0.6, 180, 360), stone)
        s.c.poly(arc(x - r * 0.3, y - r * 0.3, r * 0.34, r * 0.2, 180, 360), lighter(stone, 0.4))
    house(s, 1120, 690, 170, 92, mix(p.wall, p.stone, 0.4), cols=3, floors=2, shutters=p.accent)
    for x, base, h in (
        (1340, 700, 200),
        (1410, 720, 270),
        (1070, 690, 120),
        (60, 800, 560),
        (200, 780, 400),
        (310, 760, 260),
        (1530, 830, 560),
    ):
        tree(s, x, base, h)
    flowers(s, (1080, 780, 1460, 890), 46)
    grass(s, (240, 760, 560, 880), 30)
    grass(s, (1050, 740, 1590, 880), 40)


def union(s: Scene) -> None:
    """The union seen from above: one river from the ridge to the plain, six towns along it."""
    p = s.pal
    land.sky(s, (1120, 130), 38, clouds=2)
    land.peaks(
        s,
        [
            (-20, 300),
            (120, 240),
            (240, 290),
            (380, 168),
            (520, 262),
            (640, 230),
            (820, 310),
            (1060, 280),
            (1300, 320),
            (1620, 300),
        ],
        p.far,
        0.25,
        0.36,
        420,
    )
    ridge(s, 340, 24, 800, mix(p.far, p.mid, 0.6), 0.25, 90)
    second = ridge(s, 385, 20, 900, p.mid, 0.15, 90)
    grove(s, second, (-20, 1620), 60, 26, 0.35, "fir", sink=24)
    third = ridge(s, 435, 20, 1000, mix(p.mid, p.near, 0.6), 0.1, 110)
    grove(s, third, (-20, 1620), 46, 34, 0.25, "round", sink=30)
    fourth = ridge(s, 500, 22, 1200, p.near, 0.06, 130)
    grove(s, fourth, (-20, 560), 16, 44, 0.15, "round", sink=20)
    grove(s, fourth, (980, 1620), 22, 44, 0.15, "round", sink=30)
    fifth = ridge(s, 580, 18, 1400, mix(p.near, p.ground, 0.55), 0.02, 150)
    vines(s, fifth, 700, (1090, 1560), (1040, 1900), 11, 10, 0.08)
    plain_ = ridge(s, 680, 10, 1600, p.ground, 0.0, 220)
    tints = tuple(
        season(s, v)
        for v in (
            p.ground,
            lighter(p.ground, 0.2),
            mix(p.ground, p.gold, 0.4),
            mix(p.ground, p.leaf, 0.4),
            mix(p.ground, p.gold, 0.18),
        )
    )
    rows(s, plain_, 910, (-600, 2300), (-2000, 4200), 26, tints)
    land.river(
        s,
        [
            (430, 330, 2),
            (470, 350, 3),
            (420, 376, 4),
            (520, 402, 6),
            (640, 428, 8),
            (560, 458, 11),
            (450, 490, 14),
            (560, 528, 19),
            (740, 560, 25),
            (800, 600, 32),
            (640, 650, 44),
            (520, 706, 64),
            (640, 786, 100),
            (900, 916, 180),
        ],
    )
    _six(s)


def _six(s: Scene) -> None:
    """The six towns, each with what makes it known, larger as they come down to the plain."""
    p, c = s.pal, s.c
    hamlet(s, 500, 360, 22, 0.22, 4)
    hamlet(s, 330, 412, 26, 0.18, 5)
    land.steam(s, 350, 400, 70, 14, 0.5)
    hamlet(s, 680, 446, 32, 0.13, 5, tower=False)
    bell_tower(s, 716, 448, 14, 66, s.mist(p.wall, 0.1))
    for i in range(3):
        column(s, 852 + i * 18, 450, 34, 7, mist=0.1)
    hamlet(s, 290, 520, 40, 0.08, 5)
    bridge(s, 440, 640, 496, 536, 3, s.mist(p.wall, 0.05))
    mound = bump(1010, 130, 74, 640)
    c.poly([(x, mound(x)) for x in range(760, 1261, 10)], mix(p.near, p.ground, 0.45))
    grove(s, mound, (900, 1130), 8, 30, 0.05, "olive", sink=24)
    fortress(s, 1010, 578, 104, s.mist(mix(p.wall, p.gold, 0.3), 0.05))
    hamlet(s, 1060, 592, 24, 0.05, 3, tower=False)
    crest = bump(240, 190, 70, 716)
    c.poly([(x, crest(x)) for x in range(-140, 621, 10)], mix(p.near, p.ground, 0.35))
    grove(s, crest, (60, 420), 12, 44, 0.03, "round", sink=30)
    fortress(s, 230, 664, 190, mix(p.wall, p.roof, 0.35))
    hamlet(s, 40, 728, 64, 0.0, 11)
    for x, base, h in ((1180, 780, 150), (1250, 800, 180), (1330, 824, 220), (1500, 850, 250)):
        tree(s, x, base, h, "poplar")
    flowers(s, (1080, 830, 1590, 892), 40)


def hills(s: Scene) -> None:
    """A municipality not drawn yet: hills, a village, a path between trees."""
    backdrop(s)
    p = s.pal
    land.meadow(s, 640)
    crest = bump(1100, 420, 130, 720)
    s.c.hill(crest, season(s, mix(p.near, p.leaf, 0.3)), season(s, p.ground), 220)
    for i, (x, w, h) in enumerate(((930, 90, 90), (1010, 100, 110), (1100, 90, 84), (1180, 96, 100))):
        house(
            s,
            x,
            crest(x + w / 2) + 22,
            w,
            h,
            town_wall(s, i),
            cols=2,
            gable=i == 2,
            shutters=(p.leaf_dark, p.accent)[i % 2],
        )
    bell_tower(s, 1072, crest(1090) + 16, 46, 220, mix(p.wall, p.plaster, 0.3))
    grove(s, crest, (700, 900), 8, 90, 0.05, sink=30)
    grove(s, crest, (1300, 1560), 10, 96, 0.05, sink=30)
    land.path(s, [(1060, 620, 12), (1090, 648, 20), (1020, 690, 36), (820, 760, 80), (660, 916, 200)])
    tree(s, 160, 800, 380)
    tree(s, 1500, 820, 300)
    bush(s, 290, 820, 44)
    flowers(s, (900, 800, 1420, 890), 50)
    grass(s, (20, 760, 620, 890), 40)


HEROES = {
    "plain": plain,
    "valley": valley,
    "vineyard": vineyard,
    "seahill": seahill,
    "roman": roman,
    "ridge": mountain,
    "union": union,
    "hills": hills,
}
