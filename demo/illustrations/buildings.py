"""The parts of a town: windows, facades, houses, arcades, columns, bridges."""

from __future__ import annotations

from .canvas import Colour, H, Point, W, alpha, arc, darker, lighter, mix
from .scene import SNOW, SNOW_SHADE, Scene


def ground_shadow(s: Scene, x0: float, x1: float, base: float, reach: float = 60) -> None:
    """The shadow a building throws to the right on the ground."""
    s.c.poly(
        [(x0, base), (x1, base), (x1 + reach, base + reach * 0.32), (x0 + reach, base + reach * 0.32)],
        alpha(s.pal.ink, 0.13),
    )


def glass(s: Scene) -> Colour:
    """The colour of a window in daylight."""
    return mix(s.pal.ink, s.pal.sky[0], 0.32)


def window(
    s: Scene,
    cx: float,
    top: float,
    w: float,
    h: float,
    *,
    shutters: Colour | None = None,
    arched: bool = False,
    lit: bool = False,
    frame: Colour | None = None,
) -> None:
    """A window with its frame, its sill and, if asked, open shutters."""
    c, pane = s.c, s.pal.gold if lit else glass(s)
    edge = frame or lighter(s.pal.stone, 0.35)
    m = max(1.5, w * 0.12)
    if arched:
        c.arch(cx, top + h + m, w + 2 * m, h + 2 * m, edge)
        c.arch(cx, top + h, w, h, pane)
    else:
        c.rect(cx - w / 2 - m, top - m, cx + w / 2 + m, top + h + m, edge)
        c.rect(cx - w / 2, top, cx + w / 2, top + h, pane)
    if w > 11:
        c.rect(cx - 1, top + (w * 0.3 if arched else 0), cx + 1, top + h, edge)
        c.rect(cx - w / 2, top + h * 0.45, cx + w / 2, top + h * 0.45 + 2, edge)
        c.rect(cx - w / 2 - m * 1.8, top + h + m, cx + w / 2 + m * 1.8, top + h + m * 2.2, edge)
    if shutters:
        for side in (-1, 1):
            x = cx + side * (w * 0.5 + m + w * 0.24)
            c.rect(x - w * 0.24, top - m, x + w * 0.24, top + h + m, shutters)
            c.rect(x + w * 0.14, top - m, x + w * 0.24, top + h + m, darker(shutters, 0.18))


def door(s: Scene, cx: float, base: float, w: float, h: float, colour: Colour, arched: bool = True) -> None:
    """A door of two leaves in a stone frame."""
    c, m, edge = s.c, w * 0.13, lighter(s.pal.stone, 0.3)
    if arched:
        c.arch(cx, base, w + 2 * m, h + m, edge)
        c.arch(cx, base, w, h, colour)
    else:
        c.rect(cx - w / 2 - m, base - h - m, cx + w / 2 + m, base, edge)
        c.rect(cx - w / 2, base - h, cx + w / 2, base, colour)
    c.rect(cx - 1.2, base - h * 0.93, cx + 1.2, base, darker(colour, 0.35))
    c.disc(cx + w * 0.12, base - h * 0.42, max(1.5, w * 0.035), s.pal.gold)


def roof_hip(
    s: Scene,
    x0: float,
    x1: float,
    eave: float,
    rise: float,
    over: float = 14,
    colour: Colour | None = None,
    inset: float = 0.0,
) -> None:
    """A roof seen from the front: a trapezium, a lighter ridge, an eave with its shadow."""
    roof = colour or s.pal.roof
    if s.winter:
        roof = mix(SNOW, SNOW_SHADE, 0.25)
    cut = inset or rise * 0.95
    a, b = x0 - over, x1 + over
    s.c.poly([(a, eave), (a + cut, eave - rise), (b - cut, eave - rise), (b, eave)], roof)
    s.c.poly([(b - cut, eave - rise), (b, eave), (b - cut * 0.9, eave)], darker(roof, 0.13))
    for i in range(1, 4):
        t = i / 4
        s.c.line(
            [(a + cut * (1 - t) + 4, eave - rise * (1 - t)), (b - cut * (1 - t) - 4, eave - rise * (1 - t))],
            1.4,
            darker(roof, 0.1),
            cap=False,
        )
    s.c.rect(a + cut - 3, eave - rise - 4, b - cut + 3, eave - rise + 1, lighter(roof, 0.18))
    s.c.rect(a - 2, eave - 2, b + 2, eave + 5, SNOW if s.winter else darker(roof, 0.3))
    s.c.rect(x0, eave + 5, x1, eave + 13, alpha(s.pal.ink, 0.2))


def roof_gable(s: Scene, x0: float, x1: float, eave: float, rise: float, wall: Colour, over: float = 12) -> None:
    """A gable that faces us: wall below, two slopes seen as their edge."""
    cx, roof = (x0 + x1) / 2, SNOW if s.winter else s.pal.roof
    s.c.poly([(x0, eave + 1), (cx, eave - rise), (x1, eave + 1)], wall)
    slope = rise / (cx - x0)
    low = eave + over * slope
    thick = max(7.0, rise * 0.13)
    s.c.poly(
        [
            (x0 - over, low),
            (cx, eave - rise),
            (x1 + over, low),
            (x1 + over, low - thick),
            (cx, eave - rise - thick),
            (x0 - over, low - thick),
        ],
        roof,
    )
    s.c.poly(
        [(cx, eave - rise), (x1 + over, low), (x1 + over, low - thick), (cx, eave - rise - thick)], darker(roof, 0.14)
    )


def block(s: Scene, x0: float, x1: float, top: float, base: float, wall: Colour) -> None:
    """A plain wall, lit above, with a plinth and a thin shade at its right."""
    s.c.shade([(x0, top), (x1, top), (x1, base), (x0, base)], lighter(wall, 0.12), darker(wall, 0.05))
    s.c.rect(x1 - (x1 - x0) * 0.06, top, x1, base, alpha(s.pal.ink, 0.10))
    s.c.rect(x0, base - (base - top) * 0.055, x1, base, mix(darker(wall, 0.18), s.pal.stone, 0.3))


def house(
    s: Scene,
    x: float,
    base: float,
    w: float,
    h: float,
    wall: Colour,
    *,
    cols: int = 2,
    floors: int = 2,
    gable: bool = False,
    shutters: Colour | None = None,
) -> None:
    """A house of the village with shutters and a door; x is its left side."""
    top = base - h
    block(s, x, x + w, top, base, wall)
    rise = w * (0.34 if gable else 0.22)
    if gable:
        roof_gable(s, x, x + w, top, rise, lighter(wall, 0.12))
        s.c.disc(x + w / 2, top - rise * 0.3, w * 0.05, glass(s))
    else:
        roof_hip(s, x, x + w, top, rise, over=w * 0.06)
    size = min(w / cols * 0.26, h / floors * 0.30)
    step = h / floors
    for floor in range(floors):
        for col in range(cols):
            cx = x + w * (col + 0.5) / cols
            y = top + step * floor + step * 0.30
            if floor == floors - 1 and col == cols // 2:
                door(s, cx, base, size * 1.35, min(step * 0.62, size * 2.6), darker(s.pal.trunk, 0.1))
            else:
                window(s, cx, y, size, size * 1.45, shutters=shutters if size > 7 else None)


def hamlet(s: Scene, x: float, base: float, size: float, mist: float, count: int = 5, tower: bool = True) -> None:
    """A far village: a handful of small houses around a tower."""
    walls = (s.pal.plaster, s.pal.wall, lighter(s.pal.wall, 0.3))
    roof = s.mist(SNOW if s.winter else s.pal.roof, mist)
    if tower:
        w = size * 0.26
        tx, th = x + size * count * 0.21, size * 2.0
        s.c.rect(tx, base - th, tx + w, base, s.mist(s.pal.wall, mist))
        s.c.poly([(tx - 2, base - th), (tx + w / 2, base - th - w * 1.3), (tx + w + 2, base - th)], roof)
        s.c.rect(tx + w * 0.35, base - th * 0.88, tx + w * 0.65, base - th * 0.75, s.mist(glass(s), mist))
    for i in range(count):
        hx = x + i * size * 0.52 + s.rng.uniform(-2, 2)
        w, h = size * s.rng.uniform(0.5, 0.68), size * s.rng.uniform(0.45, 0.85)
        wall = s.mist(walls[i % 3], mist)
        s.c.rect(hx, base - h, hx + w, base + 2, wall)
        s.c.rect(hx + w * 0.72, base - h, hx + w, base + 2, darker(wall, 0.1))
        s.c.poly(
            [
                (hx - 2, base - h),
                (hx + w * 0.24, base - h - w * 0.34),
                (hx + w * 0.76, base - h - w * 0.34),
                (hx + w + 2, base - h),
            ],
            roof,
        )
        if size > 16:
            for k in range(2):
                wx = hx + w * (0.25 + 0.35 * k)
                s.c.rect(wx, base - h * 0.72, wx + w * 0.13, base - h * 0.44, s.mist(glass(s), mist))


def arcade(
    s: Scene,
    x0: float,
    x1: float,
    base: float,
    top: float,
    count: int,
    wall: Colour,
    inside: Colour | None = None,
    trim: bool = True,
) -> None:
    """A row of arches with depth: dark inside, a lit floor, a stone moulding."""
    s.c.shade([(x0, top), (x1, top), (x1, base), (x0, base)], lighter(wall, 0.08), wall)
    step = (x1 - x0) / count
    deep = inside or mix(s.pal.ink, wall, 0.3)
    for i in range(count):
        cx, w = x0 + step * (i + 0.5), step * 0.70
        h = min((base - top) * 0.84, w * 1.75)
        if trim:
            s.c.arch(cx, base, w + step * 0.11, h + step * 0.055, lighter(wall, 0.32))
        s.c.arch(cx, base, w, h, deep)
        s.c.arch(cx + w * 0.09, base, w * 0.82, h * 0.9, lighter(deep, 0.10))
        s.c.poly(
            [(cx - w / 2, base), (cx - w * 0.32, base - w * 0.13), (cx + w / 2, base - w * 0.13), (cx + w / 2, base)],
            mix(deep, s.pal.stone, 0.35),
        )


def column(
    s: Scene,
    cx: float,
    base: float,
    h: float,
    w: float,
    colour: Colour | None = None,
    broken: bool = False,
    mist: float = 0.0,
) -> None:
    """A fluted column with base and capital, or the stump of one."""
    stone = s.mist(colour or s.pal.stone, mist)
    top = base - h
    foot = w * 0.5
    if broken:
        head: list[Point] = [
            (cx - foot * 0.9, top + h * 0.06),
            (cx - foot * 0.3, top),
            (cx + foot * 0.2, top + h * 0.09),
            (cx + foot * 0.9, top + h * 0.03),
        ]
    else:
        head = [(cx - foot * 0.84, top), (cx + foot * 0.84, top)]
    s.c.poly([(cx - foot, base), *head, (cx + foot, base)], stone)
    s.c.poly(
        [
            (cx + foot * 0.35, base),
            (cx + foot * 0.3, top + h * 0.08),
            (cx + foot * 0.84, top + h * 0.08),
            (cx + foot, base),
        ],
        darker(stone, 0.15),
    )
    if w > 14:
        for t in (-0.5, -0.12, 0.26, 0.62):
            s.c.line(
                [(cx + t * foot, base - w * 0.3), (cx + t * foot * 0.9, top + h * 0.1)],
                max(1.2, w * 0.04),
                darker(stone, 0.1),
                cap=False,
            )
    s.c.rect(cx - w * 0.68, base - w * 0.2, cx + w * 0.68, base, lighter(stone, 0.15))
    s.c.rect(cx - w * 0.6, base - w * 0.34, cx + w * 0.6, base - w * 0.2, darker(stone, 0.06))
    if not broken:
        s.c.poly(
            [
                (cx - foot * 0.86, top + w * 0.32),
                (cx - w * 0.62, top + w * 0.12),
                (cx + w * 0.62, top + w * 0.12),
                (cx + foot * 0.86, top + w * 0.32),
            ],
            darker(stone, 0.05),
        )
        s.c.rect(cx - w * 0.72, top - w * 0.06, cx + w * 0.72, top + w * 0.13, lighter(stone, 0.2))


def bridge(
    s: Scene,
    x0: float,
    x1: float,
    deck: float,
    water: float,
    spans: int,
    wall: Colour,
    mist: float = 0.0,
) -> None:
    """A humpback bridge on round arches; what lies behind is seen through them."""
    stone = s.mist(wall, mist)
    width, full = x1 - x0, water - deck
    outline = [(x0 + width * i / 24, deck + full * 0.22 * (abs(i - 12) / 12) ** 1.6) for i in range(25)]
    step = width / spans
    under: list[Point] = []
    openings = []
    for i in range(spans):
        cx, big = x0 + step * (i + 0.5), 1.0 if spans % 2 and i == spans // 2 else 0.86
        openings.append((cx, step * 0.40, full * 0.76 * big))
    for cx, rx, ry in reversed(openings):
        under += arc(cx, water, rx, ry, 360, 180)
    s.c.shade([*outline, (x1, water), *under, (x0, water)], lighter(stone, 0.12), darker(stone, 0.1))
    ring = max(3.0, full * 0.055)
    for cx, rx, ry in openings:
        band = [*arc(cx, water, rx + ring, ry + ring, 180, 360), *reversed(arc(cx, water, rx, ry, 180, 360))]
        s.c.poly(band, lighter(stone, 0.32))
        depth = [*arc(cx, water, rx, ry, 180, 275), *reversed(arc(cx + rx * 0.17, water, rx, ry * 0.96, 180, 268))]
        s.c.poly(depth, darker(stone, 0.4))
    s.c.line(outline, max(3.0, full * 0.055), lighter(stone, 0.26), cap=False)
    s.c.line([(x, y + full * 0.07) for x, y in outline], max(1.5, full * 0.02), darker(stone, 0.22), cap=False)


def loggia(s: Scene, bays: list[tuple[float, float]], spring: float, sill: float, wall: Colour) -> None:
    """An inner wall with arched openings: the land drawn before is seen through them."""
    c = s.c
    dark, edge = darker(wall, 0.08), -20.0
    marks = [edge, *((bays[i][1] + bays[i + 1][0]) / 2 for i in range(len(bays) - 1)), W + 20.0]
    for i, (a, b) in enumerate(bays):
        r, cx = (b - a) / 2, (a + b) / 2
        head = arc(cx, spring, r, r * 0.92, 180, 360)
        c.poly(
            [
                (marks[i], -10),
                (marks[i + 1], -10),
                (marks[i + 1], sill),
                (b, sill),
                *reversed(head),
                (a, sill),
                (marks[i], sill),
            ],
            wall,
        )
        for grow, tint in ((26, lighter(wall, 0.3)), (12, dark)):
            outer = arc(cx, spring, r + grow, r * 0.92 + grow, 180, 360)
            inner = [(b, sill), *reversed(head), (a, sill)]
            c.poly([(a - grow, sill), *outer, (b + grow, sill), *inner], tint)
        inner = [
            (a, sill),
            *head[: len(head) // 2 + 3],
            *reversed(arc(cx + 20, spring + 6, r, r * 0.92, 180, 280)),
            (a + 20, sill),
        ]
        c.poly(inner, darker(wall, 0.24))
    c.rect(-10, sill, W + 10, H + 10, wall)
    c.rect(-10, sill - 4, W + 10, sill + 16, lighter(s.pal.stone, 0.35))
    c.rect(-10, sill + 16, W + 10, sill + 26, alpha(s.pal.ink, 0.16))
