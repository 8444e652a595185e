"""Roads and homes: bus, car, family, sport, house, shop."""

from __future__ import annotations

from . import land
from .buildings import block, door, ground_shadow, house, roof_hip, window
from .canvas import Colour, W, alpha, arc, curve, darker, lighter, mix
from .land import season
from .lands import backdrop
from .motifs_civic import bench, square, town_wall
from .people import figure
from .plants import bush, flowers, grass, tree
from .scene import Scene

ROAD_TOP = 742


def road(s: Scene) -> None:
    """A country road seen from its side: verge, asphalt, a broken line, near verge."""
    c, p = s.c, s.pal
    land.meadow(s, 640)
    asphalt = mix(p.ink, p.stone, 0.48)
    c.rect(0, ROAD_TOP - 16, W, ROAD_TOP, season(s, lighter(p.stone, 0.2)))
    c.shade([(0, ROAD_TOP), (W, ROAD_TOP), (W, 858), (0, 858)], lighter(asphalt, 0.14), asphalt)
    for x in range(-40, W, 190):
        c.poly([(x + 6, 812), (x + 106, 812), (x + 100, 819), (x, 819)], lighter(p.paper, 0.2))
    c.rect(0, 858, W, 905, season(s, mix(p.ground, p.leaf, 0.35)))
    c.rect(0, 856, W, 862, lighter(p.stone, 0.25))


def wheel(s: Scene, x: float, y: float, r: float) -> None:
    """A wheel with its rim."""
    s.c.disc(x, y, r, darker(s.pal.ink, 0.35))
    s.c.disc(x, y, r * 0.6, lighter(s.pal.stone, 0.2))
    s.c.disc(x, y, r * 0.46, mix(s.pal.stone, s.pal.ink, 0.2))
    s.c.disc(x, y, r * 0.16, lighter(s.pal.stone, 0.4))


def bus(s: Scene) -> None:
    """The bus that climbs the valley, at its stop."""
    backdrop(s)
    road(s)
    c, p = s.c, s.pal
    for x, h in ((620, 150), (1420, 260), (1510, 300)):
        tree(s, x, 716, h)
    _shelter(s, 330, 736)
    x0, x1, top, low = 640, 1340, 478, 778
    c.ellipse(1000, 812, 390, 16, alpha(p.ink, 0.28))
    c.rrect(x0, top, x1, low, 34, p.paper)
    c.rrect(x0, 640, x1, low, 26, p.accent)
    c.rect(x0, 640, x1, 690, p.accent)
    c.rect(x0, 690, x1, 702, p.second)
    c.rrect(x0 + 60, top - 16, x1 - 220, top + 10, 10, darker(p.paper, 0.12))
    pane = mix(p.ink, p.sky[0], 0.45)
    for i in range(4):
        a = x0 + 28 + i * 128
        c.rrect(a, top + 34, a + 116, 620, 12, pane)
        c.poly([(a + 18, 620), (a + 62, top + 34), (a + 88, top + 34), (a + 44, 620)], lighter(pane, 0.14))
    for i in range(3):
        hx = x0 + 86 + i * 128
        c.disc(hx, 566, 19, ((232, 190, 160), (150, 103, 76), (205, 155, 118))[i])
        c.poly(arc(hx, 562, 20, 20, 180, 360), darker(p.trunk, 0.25 * i))
        c.poly(arc(hx, 620, 33, 34, 180, 360), (p.second, p.gold, p.leaf)[i])
    for a in (x0 + 544, x0 + 586):
        c.rrect(a, top + 34, a + 38, 756, 8, pane)
    c.poly([(x1 - 58, top + 34), (x1 - 14, top + 34), (x1 - 2, 620), (x1 - 58, 620)], lighter(pane, 0.1))
    c.rrect(x1 - 26, 694, x1 + 4, 722, 8, lighter(p.gold, 0.45))
    c.rrect(x0 - 3, 700, x0 + 12, 730, 6, p.roof)
    for wx in (x0 + 150, x1 - 150):
        c.poly(arc(wx, 780, 66, 64, 180, 360), darker(p.accent, 0.4))
        wheel(s, wx, 778, 50)
    figure(s, 466, 736, 150, p.second, skirt=True)
    figure(s, 572, 740, 158, p.leaf_dark, arm=0.8)
    grass(s, (10, 868, 1590, 896), 40)


def _shelter(s: Scene, x: float, base: float) -> None:
    """A bus shelter with a bench and a plain round sign."""
    c, frame = s.c, mix(s.pal.ink, s.pal.accent, 0.3)
    c.rect(x, base - 180, x + 190, base - 24, alpha(lighter(s.pal.water, 0.5), 0.45))
    for dx in (0, 94, 184):
        c.rect(x + dx, base - 184, x + dx + 6, base, frame)
    c.rrect(x - 22, base - 200, x + 212, base - 182, 7, s.pal.accent)
    c.rect(x + 14, base - 52, x + 110, base - 43, lighter(s.pal.trunk, 0.25))
    for dx in (22, 96):
        c.rect(x + dx, base - 44, x + dx + 6, base, frame)
    c.rect(x - 56, base - 210, x - 50, base, frame)
    c.disc(x - 53, base - 226, 27, s.pal.accent)
    c.disc(x - 53, base - 226, 21, s.pal.paper)
    c.rrect(x - 66, base - 238, x - 40, base - 216, 5, s.pal.accent)
    for dx in (-60, -46):
        c.disc(x + dx, base - 213, 3.5, s.pal.accent)


def auto(s: Scene) -> None:
    """A small car on the road, and the post where it can be charged."""
    backdrop(s)
    road(s)
    c, p = s.c, s.pal
    for x, h in ((640, 190), (1440, 280)):
        tree(s, x, 716, h)
    paint = lighter(p.accent, 0.1)
    c.ellipse(1010, 808, 330, 17, alpha(p.ink, 0.28))
    body = curve(
        [
            (706, 770),
            (700, 690),
            (736, 650),
            (846, 626),
            (930, 556),
            (1060, 540),
            (1190, 560),
            (1262, 640),
            (1306, 668),
            (1314, 730),
            (1306, 772),
        ],
        8,
    )
    c.poly([*body, (706, 772)], paint)
    c.poly([(704, 716), (1314, 716), (1308, 776), (706, 776)], darker(paint, 0.16))
    pane = mix(p.ink, p.sky[0], 0.5)
    c.poly(curve([(872, 634), (944, 572), (1034, 562)], 6) + [(1034, 634)], pane)
    c.poly([(1052, 562), *curve([(1052, 562), (1176, 576), (1232, 634)], 6), (1052, 634)], pane)
    for a in ((912, 634), (1096, 634)):
        c.poly([a, (a[0] + 54, 568), (a[0] + 80, 565), (a[0] + 30, 634)], lighter(pane, 0.16))
    c.line([(1043, 636), (1043, 762)], 2.4, darker(paint, 0.3), cap=False)
    c.rrect(1062, 660, 1104, 670, 5, lighter(paint, 0.35))
    c.ellipse(720, 684, 15, 20, lighter(p.gold, 0.5))
    c.rrect(1296, 676, 1314, 706, 6, p.second)
    c.rrect(694, 752, 1322, 778, 12, darker(paint, 0.38))
    for x in (832, 1190):
        c.poly(arc(x, 776, 70, 68, 180, 360), darker(p.ink, 0.2))
        wheel(s, x, 774, 54)
    _charger(s, 480, 738)
    bush(s, 330, 736, 40)
    bush(s, 1530, 730, 44)
    grass(s, (10, 868, 1590, 896), 40)


def _charger(s: Scene, x: float, base: float) -> None:
    """A charging post with its cable."""
    c = s.c
    c.line(
        curve([(x + 36, base - 120), (x + 110, base - 30), (x + 200, base - 20), (x + 300, base - 60)], 10),
        7,
        darker(s.pal.ink, 0.2),
    )
    c.disc(x + 300, base - 60, 13, mix(s.pal.ink, s.pal.stone, 0.35))
    c.disc(x + 300, base - 60, 8, darker(s.pal.ink, 0.2))
    c.rrect(x - 36, base - 210, x + 36, base, 14, s.pal.paper)
    c.rrect(x - 36, base - 70, x + 36, base, 10, s.pal.accent)
    c.rrect(x - 22, base - 190, x + 22, base - 142, 6, mix(s.pal.ink, s.pal.sky[0], 0.3))
    c.poly(
        [
            (x + 5, base - 132),
            (x - 13, base - 104),
            (x - 1, base - 104),
            (x - 5, base - 82),
            (x + 14, base - 112),
            (x + 2, base - 112),
        ],
        s.pal.leaf,
    )


def famiglia(s: Scene) -> None:
    """A family that walks on the path: two adults, two children, a grandparent, a dog."""
    backdrop(s)
    land.meadow(s, 640)
    c, p = s.c, s.pal
    house(s, 1240, 690, 240, 150, town_wall(s, 1), cols=3, shutters=p.leaf_dark)
    tree(s, 1540, 708, 280, "round" if p.tree in ("olive", "poplar") else "")
    bush(s, 1220, 696, 34)
    tree(s, 130, 770, 380)
    land.path(s, [(1360, 692, 18), (1320, 714, 34), (1080, 756, 110), (800, 820, 300), (640, 930, 620)])
    people = ((640, 346, p.accent, False), (800, 322, p.second, True), (1090, 308, p.leaf_dark, False))
    for x, h, tint, skirt in people:
        figure(s, x, 858, h, tint, skirt=skirt)
    figure(s, 722, 862, 214, p.gold)
    figure(s, 908, 862, 184, lighter(p.accent, 0.35), skirt=True)
    c.line([(1146, 736), (1160, 860)], 6, p.trunk)
    _dog(s, 480, 862)
    flowers(s, (1180, 780, 1590, 890), 36)
    grass(s, (20, 790, 380, 890), 20)


def _dog(s: Scene, x: float, base: float) -> None:
    """A small dog that trots along."""
    c, coat = s.c, mix(s.pal.trunk, s.pal.gold, 0.5)
    c.ellipse(x + 10, base, 70, 7, alpha(s.pal.ink, 0.18))
    for dx in (-40, -26, 24, 38):
        c.line([(x + dx, base - 36), (x + dx + 3, base - 3)], 9, darker(coat, 0.15))
    c.rrect(x - 50, base - 74, x + 46, base - 30, 21, coat)
    c.line(curve([(x - 46, base - 62), (x - 70, base - 84), (x - 66, base - 106)], 6), 9, coat)
    c.disc(x + 54, base - 86, 23, coat)
    c.rrect(x + 58, base - 90, x + 94, base - 68, 10, coat)
    c.disc(x + 91, base - 84, 5, s.pal.ink)
    c.ellipse(x + 42, base - 84, 9, 18, darker(coat, 0.35))
    c.disc(x + 62, base - 92, 3, s.pal.ink)


def sport(s: Scene) -> None:
    """The playing field: a goal, children who play, a ball close to us."""
    backdrop(s)
    c, p = s.c, s.pal
    turf = mix(p.leaf, p.ground, 0.4)
    land.meadow(s, 640)
    for x, h in ((720, 120), (800, 140), (1480, 190), (1560, 220)):
        tree(s, x, 668, h)
    for i in range(9):
        x0, x1 = -200 + i * 240, -700 + i * 370
        c.poly([(x0, 668), (x0 + 240, 668), (x1 + 370, 905), (x1, 905)], turf if i % 2 else lighter(turf, 0.12))
    white = lighter(p.paper, 0.4)
    c.line([(-10, 674), (W, 674)], 3, white, cap=False)
    c.line([(820, 674), (700, 800), (1500, 800), (1400, 674)], 4, white, cap=False)
    _goal(s, 940, 1300, 520, 690)
    figure(s, 1110, 700, 132, p.second, arm=1.0, walking=False)
    figure(s, 860, 790, 178, p.accent, arm=0.5)
    figure(s, 600, 756, 152, p.gold, arm=0.3)
    figure(s, 1350, 774, 164, p.accent)
    _ball(s, 400, 790, 78)


def _goal(s: Scene, x0: float, x1: float, top: float, base: float) -> None:
    """A goal with its net."""
    c, white = s.c, lighter(s.pal.paper, 0.4)
    for i in range(1, 18):
        x = x0 + (x1 - x0) * i / 18
        c.line([(x, top), (x, base - 14)], 1.3, alpha(white, 0.6), cap=False)
    for i in range(1, 9):
        y = top + (base - top) * i / 9
        c.line([(x0, y), (x1, y)], 1.3, alpha(white, 0.6), cap=False)
    c.line([(x0, base), (x0, top), (x1, top), (x1, base)], 9, white)


def _ball(s: Scene, x: float, y: float, r: float) -> None:
    """A football with dark patches."""
    c = s.c
    c.ellipse(x + r * 0.3, y + r * 0.96, r * 1.15, r * 0.18, alpha(s.pal.ink, 0.25))
    c.disc(x, y, r, darker(s.pal.paper, 0.14))
    c.disc(x - r * 0.06, y - r * 0.06, r * 0.93, lighter(s.pal.paper, 0.4))
    dark = mix(s.pal.ink, s.pal.accent, 0.25)
    pentagon = [arc(x, y, r * 0.36, r * 0.36, a, a + 1)[0] for a in range(-90, 270, 72)]
    c.poly(pentagon, dark)
    for i, a in enumerate(range(-90, 270, 72)):
        far = arc(x, y, r * 0.70, r * 0.70, a, a + 1)[0]
        c.line([pentagon[i], far], r * 0.045, dark, cap=False)
        left, right = (arc(x, y, r * 0.93, r * 0.93, a + d, a + d + 1)[0] for d in (-19, 19))
        c.poly([far, right, left], dark)


def casa(s: Scene) -> None:
    """A house with its garden, a tree, a hedge and a gate."""
    backdrop(s)
    land.meadow(s, 640)
    c, p = s.c, s.pal
    tree(s, 1400, 710, 360, "round" if p.tree in ("olive", "poplar") else "")
    tree(s, 640, 706, 220)
    ground_shadow(s, 770, 1190, 706, 70)
    wall = town_wall(s, 0)
    c.rect(1040, 338, 1084, 450, darker(wall, 0.16))
    c.rect(1032, 328, 1092, 342, p.roof)
    house(s, 770, 706, 420, 230, wall, cols=4, shutters=mix(p.accent, p.leaf_dark, 0.3))
    land.path(s, [(1032, 708, 34), (1010, 750, 56), (920, 820, 120), (820, 915, 220)])
    for x0, x1 in ((-20, 830), (1180, 1640)):
        x = float(x0)
        while x < x1:
            bush(s, x, 836, 34)
            x += 52
    for x in (830, 1150):
        c.rect(x - 14, 782, x + 14, 842, mix(p.wall, p.stone, 0.4))
        c.rect(x - 19, 774, x + 19, 786, lighter(p.stone, 0.25))
    figure(s, 980, 812, 130, p.accent, arm=0.8)
    bench(s, 1260, 730, 120)
    flowers(s, (1100, 820, 1590, 890), 40)
    grass(s, (20, 720, 400, 880), 30)


def negozio(s: Scene) -> None:
    """A shop of the square: window, awning, door, plants and crates outside."""
    backdrop(s)
    square(s)
    c, p = s.c, s.pal
    base, x0, x1 = 744, 680, 1330
    ground_shadow(s, x0, x1, base, 70)
    wall = town_wall(s, 3)
    block(s, x0, x1, 190, base, wall)
    for i in range(4):
        window(s, x0 + 90 + i * 157, 232, 58, 96, shutters=mix(p.leaf_dark, p.accent, 0.25))
    roof_hip(s, x0, x1, 190, 74, over=24)
    front = mix(p.accent, p.ink, 0.2)
    c.rect(x0 + 28, 400, x1 - 28, base, front)
    c.rect(x0 + 48, 470, x0 + 380, 676, mix(p.gold, p.paper, 0.55))
    _shelves(s, x0 + 48, 470, 332)
    door(s, x1 - 150, base, 130, 250, mix(p.ink, p.sky[0], 0.35), arched=False)
    c.rect(x1 - 206, 520, x1 - 160, 690, lighter(mix(p.ink, p.sky[0], 0.4), 0.1))
    for i in range(11):
        a, b = (x0 + 10 + (x1 - x0 - 20) * t / 11 for t in (i, i + 1))
        fa, fb = (x0 - 26 + (x1 - x0 + 52) * t / 11 for t in (i, i + 1))
        tint: Colour = p.second if i % 2 == 0 else p.paper
        c.poly([(a, 396), (b, 396), (fb, 478), (fa, 478)], tint)
        c.poly(
            [(fa, 477), *reversed(arc((fa + fb) / 2, 477, (fb - fa) / 2, 19, 0, 180)), (fb, 477)], darker(tint, 0.12)
        )
    for x in (x0 + 70, x0 + 340, x1 - 50):
        bush(s, x, base - 22, 34)
        c.poly([(x - 30, base - 26), (x + 30, base - 26), (x + 22, base + 14), (x - 22, base + 14)], p.roof)
    figure(s, 1010, 800, 216, p.accent, skirt=True)
    figure(s, 1420, 806, 226, p.leaf_dark, arm=0.5)
    tree(s, 130, 770, 340, "round" if p.tree in ("olive", "cypress") else "")


def _shelves(s: Scene, x: float, top: float, w: float) -> None:
    """What the shop window shows: jars, loaves, boxes on two shelves."""
    c, p = s.c, s.pal
    for y in (top + 98, top + 190):
        for i in range(7):
            a = x + 22 + i * 44
            h = 34 + 12 * ((i * 5) % 3)
            tint = (p.roof, p.leaf, p.second, p.accent, p.gold)[(i + round(y)) % 5]
            c.rrect(a, y - h, a + 30, y, 7 if i % 2 else 2, tint)
            c.rect(a, y - h * 0.6, a + 30, y - h * 0.32, p.paper)
        c.rect(x + 8, y, x + w - 8, y + 7, lighter(p.trunk, 0.25))
