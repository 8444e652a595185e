"""Places of culture, seen from inside with the land beyond: museum, theatre, library."""

from __future__ import annotations

from . import land
from .buildings import column, loggia
from .canvas import Colour, H, W, alpha, arc, curve, darker, lighter, mix
from .lands import backdrop
from .people import backs, figure
from .scene import Scene


def inner_wall(s: Scene) -> Colour:
    """The colour of a room of the town: pale plaster with a breath of the accent."""
    return mix(lighter(s.pal.plaster, 0.25), s.pal.accent, 0.05)


def floor(s: Scene, top: float, colour: Colour) -> None:
    """A polished floor with boards that run away from us."""
    s.c.shade([(0, top), (W, top), (W, H), (0, H)], lighter(colour, 0.2), darker(colour, 0.08))
    for i in range(-16, 17):
        s.c.line([(W / 2 + i * 82, top), (W / 2 + i * 150, H)], 1.6, alpha(darker(colour, 0.4), 0.25), cap=False)


def biblioteca(s: Scene) -> None:
    """The library: shelves under three arches open on the land, a reader at the table."""
    backdrop(s, clouds=2)
    land.meadow(s, 620)
    c, p = s.c, s.pal
    loggia(s, [(96, 506), (596, 1006), (1096, 1506)], 300, 560, inner_wall(s))
    wood = mix(p.trunk, p.wall, 0.35)
    c.rect(0, 576, W, 780, darker(wood, 0.1))
    for y in (588, 684):
        c.rect(0, y, W, y + 84, darker(wood, 0.42))
        _books(s, y + 84)
        c.rect(0, y + 84, W, y + 93, lighter(wood, 0.16))
    for x in (-10, 340, 690, 1040, 1390):
        c.rect(x, 574, x + 14, 782, lighter(wood, 0.08))
        c.rect(x + 14, 588, x + 22, 777, alpha(p.ink, 0.22))
    floor(s, 780, mix(p.wall, p.stone, 0.5))
    _reader(s, 1080, 868)


def _books(s: Scene, base: float) -> None:
    """A shelf of books: muted colours, a few that lean, now and then a gap."""
    p, rng, x = s.pal, s.rng, 12.0
    tints = [
        p.accent,
        darker(p.accent, 0.25),
        p.second,
        p.paper,
        p.leaf_dark,
        p.leaf,
        p.gold,
        p.roof,
        mix(p.accent, p.paper, 0.45),
        mix(p.water, p.ink, 0.25),
        mix(p.wall, p.paper, 0.3),
    ]
    while x < W:
        w, h = rng.uniform(11, 25), rng.uniform(50, 76)
        tint = rng.choice(tints)
        s.c.rect(x, base - h, x + w, base, tint)
        s.c.rect(x + w * 0.78, base - h, x + w, base, darker(tint, 0.16))
        if rng.random() < 0.6:
            mark = lighter(tint, 0.45) if tint != p.paper else p.second
            s.c.rect(x, base - h * 0.82, x + w, base - h * 0.74, mark)
            s.c.rect(x, base - h * 0.24, x + w, base - h * 0.19, mark)
        x += w + 1.4 + (rng.uniform(14, 34) if rng.random() < 0.05 else 0)


def _reader(s: Scene, cx: float, base: float) -> None:
    """A table with a lamp and an open book; somebody reads behind it."""
    c, p = s.c, s.pal
    wood = lighter(mix(p.trunk, p.gold, 0.3), 0.06)
    figure(s, cx - 30, base - 88, 330, p.accent, seated=True)
    top = base - 104
    c.poly([(cx - 350, top), (cx + 350, top), (cx + 400, top + 34), (cx - 400, top + 34)], lighter(wood, 0.22))
    c.rect(cx - 400, top + 34, cx + 400, top + 56, wood)
    c.rect(cx - 400, top + 50, cx + 400, top + 56, darker(wood, 0.25))
    for side in (-1, 1):
        x = cx + side * 350
        c.poly([(x - 17, top + 56), (x + 17, top + 56), (x + 11, H), (x - 11, H)], darker(wood, 0.14))
    for side in (-1, 1):
        page = [
            (cx - 30, top + 18),
            (cx - 30 + side * 40, top + 4),
            (cx - 30 + side * 112, top + 10),
            (cx - 30 + side * 122, top - 22),
            (cx - 30 + side * 44, top - 30),
            (cx - 30, top - 14),
        ]
        c.poly(page, p.paper if side < 0 else darker(p.paper, 0.06))
        for i in range(4):
            y = top - 18 + i * 7
            c.line([(cx - 30 + side * 22, y), (cx - 30 + side * 100, y + 3)], 1.8, darker(p.paper, 0.25), cap=False)
    for i, tint in enumerate((p.leaf_dark, p.second, p.roof)):
        y = top + 16 - i * 19
        c.rrect(cx - 300 + i * 7, y - 19, cx - 170 - i * 5, y, 3, tint)
        c.rect(cx - 182 - i * 5, y - 15, cx - 170 - i * 5, y - 4, p.paper)
    lx = cx + 240
    c.soft(
        lambda d, at: d.polygon(
            at([(lx - 46, top - 96), (lx + 46, top - 96), (lx + 150, top + 20), (lx - 150, top + 20)]), fill=110
        ),
        (lx - 220, top - 140, lx + 220, top + 50),
        lighter(p.gold, 0.5),
        14,
    )
    c.rect(lx - 3.5, top - 92, lx + 3.5, top + 14, p.gold)
    c.ellipse(lx, top + 16, 40, 8, darker(p.gold, 0.15))
    c.poly([(lx - 62, top - 88), (lx - 36, top - 148), (lx + 36, top - 148), (lx + 62, top - 88)], p.leaf_dark)
    c.rect(lx - 62, top - 94, lx + 62, top - 86, p.gold)


def museo(s: Scene) -> None:
    """The museum: an amphora in the light, a capital, an arch through which the land is seen."""
    backdrop(s, clouds=2)
    land.meadow(s, 620)
    c, p = s.c, s.pal
    wall = mix(inner_wall(s), p.accent, 0.07)
    loggia(s, [(150, 800)], 380, 640, wall)
    c.rect(-5, 636, W + 5, 760, wall)
    c.poly([(110, 636), (840, 636), (840, 648), (110, 648)], lighter(p.stone, 0.35))
    c.soft(
        lambda d, at: d.polygon(at([(1080, 0), (1180, 0), (1400, 700), (890, 700)]), fill=120),
        (820, -10, 1480, 760),
        lighter(wall, 0.75),
        16,
    )
    c.rect(0, 748, W, 764, mix(wall, p.stone, 0.6))
    floor(s, 764, mix(p.stone, p.wall, 0.25))
    _plinth(s, 1140, 560, 220, 830)
    _amphora(s, 1140, 560, 380)
    _plinth(s, 560, 676, 190, 848)
    _capital(s, 560, 676, 1.0)
    _fragment(s, 1452, 130, 300)
    figure(s, 820, 846, 262, p.accent)
    figure(s, 905, 836, 190, p.second, skirt=True)
    column(s, 60, 780, 700, 74, lighter(p.stone, 0.1))


def _plinth(s: Scene, cx: float, top: float, w: float, base: float) -> None:
    """A plain block that carries a find, with its shadow."""
    c, tint = s.c, lighter(mix(s.pal.plaster, s.pal.stone, 0.5), 0.25)
    c.ellipse(cx + 40, base, w * 0.72, 18, alpha(s.pal.ink, 0.16))
    c.shade(
        [(cx - w / 2, top), (cx + w / 2, top), (cx + w / 2, base), (cx - w / 2, base)],
        lighter(tint, 0.3),
        darker(tint, 0.06),
    )
    c.rect(cx + w * 0.32, top, cx + w / 2, base, alpha(s.pal.ink, 0.08))
    c.rect(cx - w * 0.55, top - 4, cx + w * 0.55, top + 14, lighter(tint, 0.5))
    c.rect(cx - w / 2, top + 14, cx + w / 2, top + 21, alpha(s.pal.ink, 0.12))


def _amphora(s: Scene, cx: float, base: float, h: float) -> None:
    """A Roman amphora on its ring, with a painted band."""
    c, clay = s.c, mix(s.pal.roof, s.pal.gold, 0.25)
    side = [
        (0.10, 0.0),
        (0.13, 0.04),
        (0.22, 0.2),
        (0.31, 0.42),
        (0.3, 0.6),
        (0.2, 0.72),
        (0.095, 0.78),
        (0.085, 0.92),
        (0.13, 0.96),
        (0.13, 1.0),
    ]
    right = curve([(cx + a * h, base - b * h) for a, b in side], 8)
    left = curve([(cx - a * h, base - b * h) for a, b in side], 8)
    for sign in (-1, 1):
        grip = curve(
            [
                (cx + sign * 0.1 * h, base - 0.93 * h),
                (cx + sign * 0.23 * h, base - 0.9 * h),
                (cx + sign * 0.235 * h, base - 0.76 * h),
                (cx + sign * 0.19 * h, base - 0.69 * h),
            ],
            8,
        )
        c.line(grip, h * 0.034, darker(clay, 0.16 if sign > 0 else 0.05))
    c.shade([*left, *reversed(right)], lighter(clay, 0.18), darker(clay, 0.1))
    inner = curve([(cx + a * h * 0.45, base - b * h) for a, b in side], 8)
    c.poly([*inner, *reversed(right)], alpha(s.pal.ink, 0.14))
    glint = curve([(cx - a * h * 0.72, base - b * h) for a, b in side[2:6]], 8)
    c.line(glint, h * 0.018, alpha(lighter(clay, 0.7), 0.6), cap=False)
    for t, a, thick in ((0.5, 0.307, 0.05), (0.43, 0.304, 0.012), (0.58, 0.302, 0.012)):
        c.rect(cx - a * h, base - (t + thick) * h, cx + a * h, base - t * h, darker(clay, 0.42))
    for i in range(9):
        x = cx - 0.27 * h + i * 0.0675 * h
        c.disc(x, base - 0.526 * h, h * 0.013, lighter(clay, 0.5))
    c.ellipse(cx, base - h, 0.13 * h, 0.022 * h, darker(clay, 0.45))


def _capital(s: Scene, cx: float, base: float, k: float) -> None:
    """A capital with two volutes on the stump of its column."""
    c, stone = s.c, lighter(s.pal.stone, 0.12)
    column(s, cx, base, 92 * k, 104 * k, stone)
    y = base - 104 * k
    c.rrect(cx - 98 * k, y - 34 * k, cx + 98 * k, y + 4 * k, 8 * k, lighter(stone, 0.1))
    for side in (-1, 1):
        x = cx + side * 78 * k
        for r, tint in (
            (31, darker(stone, 0.04)),
            (22, darker(stone, 0.22)),
            (16, lighter(stone, 0.2)),
            (7, darker(stone, 0.22)),
        ):
            c.disc(x, y, r * k, tint)
    c.rect(cx - 112 * k, y - 52 * k, cx + 112 * k, y - 34 * k, lighter(stone, 0.35))


def _fragment(s: Scene, cx: float, top: float, h: float) -> None:
    """A framed fragment of mosaic with a plain interlace of the palette."""
    c, p, w = s.c, s.pal, h * 0.62
    c.rect(cx - w / 2 + 8, top + 10, cx + w / 2 + 10, top + h + 12, alpha(p.ink, 0.16))
    c.rect(cx - w / 2, top, cx + w / 2, top + h, mix(p.trunk, p.ink, 0.2))
    c.rect(cx - w / 2 + 9, top + 9, cx + w / 2 - 9, top + h - 9, p.paper)
    tile = (w - 42) / 9
    for i in range(9):
        for j in range(14):
            ring = abs(i - 4) + abs(j - 6.5)
            tint = (p.accent, p.second, p.paper, p.stone)[int(ring) % 4]
            x, y = cx - w / 2 + 21 + i * tile, top + 21 + j * (h - 42) / 14
            c.rect(x, y, x + tile - 1.5, y + (h - 42) / 14 - 1.5, tint)


def teatro(s: Scene) -> None:
    """The theatre: the curtain opens on the land, which is the scene of the play."""
    backdrop(s, clouds=2)
    c, p = s.c, s.pal
    land.meadow(s, 626)
    wood = mix(p.trunk, p.gold, 0.35)
    if p.land == "roman":
        for x in (430, 520, 1080, 1170):
            column(s, x, 660, 330, 44, lighter(p.stone, 0.2))
        c.rect(392, 306, 560, 330, lighter(p.stone, 0.3))
        c.rect(1042, 306, 1210, 330, lighter(p.stone, 0.3))
    floor(s, 646, wood)
    c.rect(0, 742, W, 900, darker(wood, 0.45))
    c.rect(0, 736, W, 748, lighter(wood, 0.3))
    for x in range(260, 1400, 108):
        c.poly(arc(x, 742, 26, 20, 180, 360), p.gold)
        c.poly(arc(x, 742, 18, 14, 180, 360), lighter(p.gold, 0.5))
    _beam(s, 470, 660)
    _beam(s, 1130, 960)
    figure(s, 690, 706, 250, p.second, arm=1.0, walking=False)
    figure(s, 930, 712, 236, p.gold, skirt=True, walking=False)
    cloth = mix(p.accent, p.roof, 0.12)
    for side in (-1, 1):
        _curtain(s, side, cloth)
    _valance(s, cloth)
    backs(s, 796, 66, mix(p.ink, p.accent, 0.18), 150)
    backs(s, 856, 86, darker(p.ink, 0.35), 190)


def _beam(s: Scene, x: float, target: float) -> None:
    """A beam of light from the top of the stage to a player."""
    s.c.soft(
        lambda d, at: d.polygon(at([(x - 20, 40), (x + 20, 40), (target + 150, 720), (target - 90, 720)]), fill=66),
        (min(x, target) - 200, 30, max(x, target) + 240, 740),
        (255, 250, 226),
        10,
    )


def _curtain(s: Scene, side: int, cloth: Colour) -> None:
    """One half of the curtain, gathered by a cord; side -1 is the left one."""
    c = s.c
    edge = 0 if side < 0 else W
    folds = 7
    for i in range(folds):
        a, b = i / folds, (i + 1) / folds
        tint = darker(cloth, 0.22) if i % 2 else lighter(cloth, 0.06)

        def line(t: float) -> list[tuple[float, float]]:
            top, knot, hem = 400 * t, 150 * t + 14, 250 * t + 8
            xs = (
                (top, -10),
                (top * 0.93, 160),
                (top * 0.72, 330),
                (knot, 500),
                (knot * 1.05, 520),
                (hem * 0.92, 620),
                (hem, 738),
            )
            return curve([(edge - side * x, y) for x, y in xs], 8)

        c.poly([*line(a), *reversed(line(b))], tint)
        c.poly([*line(a + (b - a) * 0.62), *reversed(line(b))], darker(tint, 0.1))
    c.rrect(min(edge, edge - side * 168), 498, max(edge, edge - side * 168), 522, 10, s.pal.gold)
    c.disc(edge - side * 158, 530, 15, darker(s.pal.gold, 0.1))
    c.poly(
        [(edge - side * 148, 540), (edge - side * 168, 540), (edge - side * 176, 592), (edge - side * 140, 592)],
        s.pal.gold,
    )


def _valance(s: Scene, cloth: Colour) -> None:
    """The short cloth along the top, in swags with a golden hem."""
    step = W / 7
    for i in range(7):
        x0, cx = i * step, (i + 0.5) * step
        for drop, tint in (
            (104, s.pal.gold),
            (92, lighter(cloth, 0.04)),
            (62, darker(cloth, 0.14)),
            (34, lighter(cloth, 0.04)),
        ):
            s.c.poly([(x0 - 1, -5), *arc(cx, 46, step / 2 + 1, drop, 180, 0), (x0 + step + 1, -5)], tint)
    s.c.rect(0, -5, W, 52, darker(cloth, 0.2))
    s.c.rect(0, 46, W, 56, s.pal.gold)
