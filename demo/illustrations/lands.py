"""The land of each municipality, as it lies behind every scene.

The landmark is always at the left third, so that the subject of a scene can stand at the right;
the finished picture may be mirrored, which gives two compositions to each land.
"""

from __future__ import annotations

from . import land
from .buildings import bridge, column, hamlet
from .canvas import W, darker, lighter, mix
from .land import bump, ridge, season, sky, slope
from .monuments import bell_tower, church, fortress
from .plants import grove, rows, tree, vines
from .scene import Scene


def backdrop(s: Scene, clouds: int = 3) -> None:
    """Draw the sky and the land of the municipality down to the foreground."""
    sky(s, (s.rng.uniform(500, 720), s.rng.uniform(170, 235)), clouds=clouds)
    LANDS[s.pal.land](s)


def hills(s: Scene) -> None:
    """Rolling hills with a village on one of them."""
    p = s.pal
    ridge(s, 440, 40, 900, p.far, 0.35)
    ridge(s, 490, 34, 800, mix(p.far, p.mid, 0.6), 0.2)
    crest = bump(360, 240, 90, 570)
    slope(s, crest, p.mid, 0.1, 160)
    grove(s, crest, (120, 640), 16, 30, 0.2, sink=30)
    hamlet(s, 300, crest(330) + 6, 40, 0.1, 6)
    near = ridge(s, 600, 16, 1100, p.near, 0.1)
    grove(s, near, (700, 1580), 14, 50, 0.12, sink=12)


def plain(s: Scene) -> None:
    """Cesena: the last low hills, the fortress above the town, fields cut by rows of poplars."""
    p = s.pal
    ridge(s, 446, 30, 1000, p.far, 0.45)
    ridge(s, 484, 22, 760, mix(p.far, p.mid, 0.55), 0.25)
    crest = bump(350, 230, 112, 580)
    slope(s, crest, mix(p.mid, p.near, 0.4), 0.08, 150)
    grove(s, crest, (110, 640), 22, 34, 0.18, "round", sink=44)
    if s.landmark:
        fortress(s, 350, crest(350) + 14, 200, s.mist(p.wall, 0.14))
    hamlet(s, 410, 566, 34, 0.2, 9)
    hamlet(s, 130, 574, 30, 0.22, 7, tower=False)
    _fields(s, 580)
    for x in range(700, 1600, 46):
        tree(s, x + s.rng.uniform(-8, 8), 594, s.rng.uniform(54, 84), "poplar", 0.25)


def _fields(s: Scene, y: float) -> None:
    """Strips of plain, as regular as the Romans left them."""
    p = s.pal
    flat = lambda x: y  # noqa: E731
    base = season(s, p.ground)
    s.c.rect(0, y, W, 900, base)
    tints = (
        base,
        season(s, mix(p.ground, p.leaf, 0.4)),
        season(s, lighter(p.ground, 0.22)),
        season(s, mix(p.ground, p.wall, 0.25)),
        season(s, mix(p.near, p.ground, 0.4)),
    )
    rows(s, flat, 680, (-100, 1700), (-1200, 2800), 19, tints)


def valley(s: Scene) -> None:
    """Bagno di Romagna: wooded slopes that close on a valley where warm steam rises."""
    p = s.pal
    ridge(s, 330, 46, 900, p.far, 0.5)
    ridge(s, 400, 50, 700, mix(p.far, p.mid, 0.4), 0.25)
    right = lambda x: 590 - 300 * max(0.0, (x - 620) / 980) ** 1.25  # noqa: E731
    slope(s, right, mix(p.mid, p.far, 0.25), 0.12, 260)
    grove(s, right, (720, 1640), 90, 50, 0.36, "fir", sink=150)
    left = lambda x: 600 - 330 * max(0.0, (620 - x) / 620) ** 1.2  # noqa: E731
    slope(s, left, p.mid, 0.06, 280)
    grove(s, left, (-20, 520), 85, 60, 0.22, "fir", sink=210)
    floor = lambda x: 592 + 0.00002 * (x - 620) ** 2  # noqa: E731
    slope(s, floor, p.near, 0.16, 120)
    hamlet(s, 500, 598, 38, 0.12, 7)
    for x in (585, 690):
        land.steam(s, x, 570, 190, 44, 0.55)
    land.mist_band(s, 560, 34, 0.4)


def vineyard(s: Scene) -> None:
    """Mercato Saraceno: vines combed along the hills, the bridge over the Savio."""
    p = s.pal
    ridge(s, 425, 44, 900, p.far, 0.4)
    ridge(s, 470, 36, 760, mix(p.far, p.mid, 0.5), 0.22)
    right = bump(1330, 420, 130, 580)
    slope(s, right, mix(p.mid, p.near, 0.6), 0.1, 170)
    vines(s, right, 640, (1020, 1640), (760, 1900), 15, 8, 0.18)
    left = bump(60, 300, 110, 575)
    slope(s, left, p.near, 0.1, 160)
    vines(s, left, 640, (-80, 330), (-220, 400), 11, 8, 0.14)
    grove(s, left, (10, 160), 5, 46, 0.12, "cypress")
    if s.landmark:
        hamlet(s, 560, 556, 42, 0.14, 7)
    ground = season(s, mix(p.near, p.ground, 0.5))
    s.c.rect(0, 622, W, 900, ground)
    s.c.shade([(330, 606), (700, 606), (820, 660), (180, 660)], lighter(p.water, 0.3), p.water)
    if s.landmark:
        bridge(s, 330, 700, 556, 622, 3, p.wall, 0.1)
    for x, h in ((300, 60), (722, 66), (756, 50)):
        tree(s, x, 632, h, "round", 0.1)


def seahill(s: Scene) -> None:
    """Montiano: a round hill with its fortress, wheat and olives, the sea far off."""
    p = s.pal
    sea = 452
    s.c.shade([(0, sea), (W, sea), (W, 520), (0, 520)], mix(p.water, p.sky[2], 0.25), lighter(p.water, 0.35))
    for i in range(9):
        x, y = s.rng.uniform(500, 1560), sea + 4 + i * 3.4
        s.c.line([(x, y), (x + 90, y)], 1.4, lighter(p.water, 0.55), cap=False)
    ridge(s, 492, 5, 700, mix(p.far, p.water, 0.25), 0.4, 60)
    ridge(s, 522, 14, 620, p.far, 0.12, 90)
    far = ridge(s, 566, 16, 900, mix(p.mid, p.far, 0.35), 0.05, 90)
    grove(s, far, (720, 1580), 18, 26, 0.2, "olive", sink=18)
    crest = bump(360, 260, 196, 606)
    slope(s, crest, p.mid, 0.0, 240)
    tints = tuple(season(s, v) for v in (mix(p.mid, p.ground, 0.7), p.mid, mix(p.mid, p.leaf, 0.5)))
    rows(s, lambda x: crest(x) + 60, 690, (190, 530), (-160, 900), 12, tints)
    grove(s, crest, (180, 540), 14, 34, 0.08, "olive", sink=64)
    for x, h in ((206, 58), (228, 70), (520, 62)):
        tree(s, x, crest(x) + 8, h, "cypress", 0.06)
    hamlet(s, 430, crest(460) + 4, 32, 0.06, 3, tower=False)
    if s.landmark:
        fortress(s, 350, crest(350) + 16, 190, s.mist(p.wall, 0.05))


def roman(s: Scene) -> None:
    """Sarsina: terraces like the steps of a theatre, the cathedral tower, Roman columns."""
    p = s.pal
    ridge(s, 400, 52, 950, p.far, 0.4)
    ridge(s, 462, 42, 720, mix(p.far, p.mid, 0.6), 0.2)
    crest = bump(380, 330, 120, 585)
    slope(s, crest, mix(p.mid, p.near, 0.5), 0.08, 170)
    grove(s, crest, (40, 760), 16, 44, 0.16, "cypress", sink=40)
    top = crest(380)
    hamlet(s, 210, top + 24, 44, 0.1, 8, tower=False)
    if s.landmark:
        church(s, 392, top + 26, 130, s.mist(p.plaster, 0.08))
        bell_tower(s, 300, top + 26, 30, 128, s.mist(p.wall, 0.08))
    near = ridge(s, 604, 10, 1200, p.near, 0.1, 90)
    _steps(s, 520, 604)
    for i, h in enumerate((74, 74, 74, 46)):
        column(s, 960 + i * 44, near(960) + 14, h, 13, mist=0.14, broken=i == 3)
    s.c.rect(948, near(960) - 66, 1062, near(960) - 56, s.mist(lighter(p.stone, 0.1), 0.14))
    grove(s, near, (1150, 1580), 8, 64, 0.12, "cypress", sink=8)


def _steps(s: Scene, cx: float, y: float) -> None:
    """The low arcs of an amphitheatre in the grass."""
    for i in range(5):
        tint = s.mist(season(s, darker(lighter(s.pal.stone, 0.1), 0.05 * (i % 2)), 0.4), 0.08)
        s.c.ellipse(cx, y + 34, 230 - i * 36, 44 - i * 7, darker(tint, 0.14))
        s.c.ellipse(cx, y + 38, 230 - i * 36, 44 - i * 7, tint)


def mountain(s: Scene) -> None:
    """Verghereto: the ridge of the Fumaiolo with snow, firs, the spring of the Tiber."""
    p = s.pal
    land.peaks(
        s,
        [
            (-20, 420),
            (150, 330),
            (300, 400),
            (520, 262),
            (700, 372),
            (800, 330),
            (980, 420),
            (1180, 300),
            (1330, 384),
            (1450, 330),
            (1620, 420),
        ],
        p.far,
        0.30,
        0.5,
        560,
    )
    land.peaks(
        s,
        [
            (-20, 380),
            (130, 318),
            (250, 380),
            (390, 214),
            (560, 352),
            (650, 404),
            (820, 480),
            (1000, 450),
            (1250, 500),
            (1620, 470),
        ],
        p.mid,
        0.12,
        0.58,
        600,
    )
    land.mist_band(s, 520, 40, 0.45)
    mid = ridge(s, 540, 18, 900, mix(p.mid, p.near, 0.6), 0.15, 120)
    grove(s, mid, (-20, 1620), 60, 52, 0.36, "fir", sink=34)
    near = ridge(s, 600, 14, 1200, p.near, 0.1, 90)
    grove(s, near, (-20, 380), 16, 78, 0.12, "fir", sink=16)
    grove(s, near, (760, 1620), 24, 74, 0.14, "fir", sink=16)
    hamlet(s, 560, 604, 36, 0.1, 4)


def union(s: Scene) -> None:
    """The union: the river from the ridge to the plain, and the six along it."""
    p = s.pal
    land.peaks(
        s,
        [
            (-20, 400),
            (120, 330),
            (240, 380),
            (380, 268),
            (520, 360),
            (640, 330),
            (820, 420),
            (1060, 380),
            (1300, 430),
            (1620, 400),
        ],
        p.far,
        0.3,
        0.3,
        560,
    )
    ridge(s, 450, 28, 800, mix(p.far, p.mid, 0.6), 0.25)
    ridge(s, 500, 22, 900, p.mid, 0.15)
    mid = ridge(s, 540, 12, 1000, mix(p.mid, p.near, 0.6), 0.1)
    grove(s, mid, (760, 1600), 22, 34, 0.25, "round", sink=20)
    ground = season(s, mix(p.near, p.ground, 0.35))
    s.c.shade([(0, 566), (W, 556), (W, 900), (0, 900)], mix(ground, p.haze, 0.25), ground)
    land.river(
        s,
        [(470, 470, 3), (440, 492, 4), (520, 514, 6), (430, 540, 9), (560, 572, 15), (380, 612, 28), (330, 668, 60)],
        0.05,
    )
    for x, y, size in ((350, 486, 15), (560, 500, 18), (330, 530, 22), (610, 556, 27), (200, 590, 33), (640, 628, 40)):
        hamlet(s, x, y, size, 0.28 - size * 0.005, 4)


LANDS = {
    "plain": plain,
    "valley": valley,
    "vineyard": vineyard,
    "seahill": seahill,
    "roman": roman,
    "ridge": mountain,
    "union": union,
    "hills": hills,
}
