"""Two signs in the open: the heart of those who help, the signal of what is to be mended."""

from __future__ import annotations

import math

from . import land
from .canvas import Colour, Point, alpha, curve, darker, lighter, mix
from .land import bump, season
from .lands import backdrop
from .motifs_civic import bench
from .motifs_life import barrier, cone
from .motifs_road import road
from .people import figure
from .plants import bush, flowers, grass, tree
from .scene import Scene


def heart(cx: float, cy: float, size: float) -> list[Point]:
    """The outline of a heart; size is half its width."""
    out = []
    for i in range(72):
        t = 2 * math.pi * i / 72
        x = 16 * math.sin(t) ** 3
        y = 13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)
        out.append((cx + x * size / 16, cy - y * size / 16))
    return out


def cuore(s: Scene) -> None:
    """A tree whose crown is a heart, and under it people who give each other a hand."""
    backdrop(s)
    c, p = s.c, s.pal
    rise = bump(1000, 520, 96, 752)
    land.meadow(s, 644)
    c.hill(rise, season(s, mix(p.ground, p.leaf, 0.4)), season(s, mix(p.ground, p.leaf, 0.15)), 190)
    c.ellipse(1070, 676, 300, 20, alpha(p.ink, 0.12))
    bark = p.trunk
    c.poly([(972, 676), (990, 560), (986, 430), (1014, 430), (1012, 560), (1032, 676)], bark)
    c.poly([(1004, 676), (1004, 430), (1014, 430), (1012, 560), (1032, 676)], darker(bark, 0.2))
    for side in (-1, 1):
        c.line(curve([(1000, 520), (1000 + side * 40, 470), (1000 + side * 100, 400)], 8), 13, bark)
    crown: Colour = mix((204, 84, 74), p.accent, 0.16)
    c.poly(heart(1000, 300, 218), darker(crown, 0.14))
    c.poly(heart(988, 290, 198), crown)
    _leaves(s, crown)
    for x, h, tint, skirt, arm in (
        (820, 132, p.accent, False, 0.25),
        (876, 124, p.gold, True, 0.0),
        (1160, 120, p.leaf_dark, False, 0.3),
        (1212, 92, p.second, True, 0.0),
    ):
        figure(s, x, 728, h, tint, skirt=skirt, arm=arm, walking=False)
    bench(s, 1330, 740, 130)
    bush(s, 110, 800, 50)
    flowers(s, (900, 800, 1590, 890), 46)
    grass(s, (20, 740, 620, 880), 40)


def _leaves(s: Scene, crown: Colour) -> None:
    """Lighter leaves inside the crown, never out of its outline."""
    outline = heart(988, 286, 198)
    for _ in range(70):
        x, y = s.rng.choice(outline)
        share = s.rng.uniform(0.1, 1.0) ** 0.5 * 0.88
        tone = lighter(crown, s.rng.uniform(0.06, 0.3))
        s.c.ellipse(988 + (x - 988) * share, 280 + (y - 280) * share, s.rng.uniform(9, 17), s.rng.uniform(6, 11), tone)


def segnale(s: Scene) -> None:
    """A warning sign at the side of the road, where something is to be mended."""
    backdrop(s)
    road(s)
    c, p = s.c, s.pal
    for x, h in ((640, 170), (1500, 260)):
        tree(s, x, 716, h)
    x, base = 1010, 738
    c.ellipse(x + 20, base, 70, 8, alpha(p.ink, 0.2))
    pole = mix(p.stone, p.ink, 0.3)
    c.rect(x - 9, 380, x + 9, base, pole)
    c.rect(x + 2, 380, x + 9, base, darker(pole, 0.2))
    red = mix((196, 58, 44), p.accent, 0.2)
    for grow, tint in ((0, red), (34, lighter(p.paper, 0.4))):
        _triangle(s, x, 322, 190 - grow, tint)
    c.poly([(x - 17, 258), (x + 17, 258), (x + 9, 356), (x - 9, 356)], p.ink)
    c.disc(x, 388, 16, p.ink)
    for dx in (0, 180, 360):
        barrier(s, 1120 + dx, 806)
    cone(s, 900, 810, 110)
    cone(s, 770, 822, 90)
    hole = darker(mix(p.ink, p.stone, 0.3), 0.25)
    c.ellipse(1240, 826, 130, 17, hole)
    c.ellipse(1250, 830, 100, 10, darker(hole, 0.3))
    figure(s, 520, 738, 190, p.accent, arm=0.5)
    c.rrect(565, 590, 582, 618, 4, p.ink)
    bush(s, 320, 736, 40)
    grass(s, (10, 868, 1590, 896), 40)


def _triangle(s: Scene, x: float, cy: float, r: float, tint: Colour) -> None:
    """A triangle with round corners, point upwards."""
    corners = [
        (x + r * math.cos(a) * 0.9, cy + r * math.sin(a) * 0.9)
        for a in (math.radians(-90), math.radians(30), math.radians(150))
    ]
    s.c.poly(corners, tint)
    s.c.line([*corners, corners[0]], r * 0.16, tint)
