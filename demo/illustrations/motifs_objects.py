"""Objects on the parapet: book, ballot box, document, scales, coins, calendar, telephone."""

from __future__ import annotations

from .canvas import Colour, alpha, arc, curve, darker, lighter, mix
from .ledge import REST, books, cast, cup, pen_pot, plant_pot, small_land, terrace
from .plants import leaf_shape
from .scene import Scene


def libro(s: Scene) -> None:
    """A large open book with a picture of the land, beside a pile of books."""
    terrace(s)
    c, p, cx, base = s.c, s.pal, 960, REST
    cast(s, cx - 330, cx + 330, base, 60)
    cover = p.accent
    c.poly(
        [
            (cx - 356, base - 404),
            (cx, base - 382),
            (cx + 356, base - 404),
            (cx + 350, base + 2),
            (cx, base + 10),
            (cx - 350, base + 2),
        ],
        cover,
    )
    c.poly([(cx, base - 382), (cx + 356, base - 404), (cx + 350, base + 2), (cx, base + 10)], darker(cover, 0.18))
    for side in (-1, 1):
        for i in range(4):
            grow = 10 - i * 4
            page: Colour = darker(p.paper, 0.12 - i * 0.035 + (0.03 if side > 0 else 0))
            top = curve(
                [
                    (cx, base - 372),
                    (cx + side * 90, base - 410),
                    (cx + side * 220, base - 414),
                    (cx + side * (326 + grow), base - 392),
                ],
                10,
            )
            low = curve(
                [
                    (cx + side * (322 + grow), base - 14 + grow * 0.6),
                    (cx + side * 220, base - 34),
                    (cx + side * 90, base - 30),
                    (cx, base - 4),
                ],
                10,
            )
            c.poly([*top, *low], page)
        fold = curve([(cx, base - 372), (cx + side * 30, base - 388), (cx + side * 52, base - 398)], 6)
        c.poly([*fold, (cx + side * 52, base - 24), (cx, base - 4)], alpha(p.ink, 0.07))
    small_land(s, cx - 286, base - 366, cx - 62, base - 212)
    for i, w in enumerate((224, 206, 220, 190, 214, 120)):
        c.rrect(cx - 286, base - 184 + i * 22, cx - 286 + w, base - 176 + i * 22, 3, mix(p.paper, p.ink, 0.26))
    c.rrect(cx + 66, base - 362, cx + 200, base - 346, 4, p.accent)
    for i, w in enumerate((216, 224, 196, 220, 204, 224, 210, 218, 190, 222, 140)):
        c.rrect(cx + 66, base - 322 + i * 24, cx + 66 + w, base - 314 + i * 24, 3, mix(p.paper, p.ink, 0.26))
    c.poly(
        [(cx - 9, base - 376), (cx + 9, base - 376), (cx + 13, base + 40), (cx + 2, base + 28), (cx - 9, base + 40)],
        p.second,
    )
    pile = books(s, 440, REST + 6, 1.1, 3)
    cup(s, 430, pile + 1, 0.8)
    plant_pot(s, 1440, REST + 4, 1.0)


def urna(s: Scene) -> None:
    """A ballot box with a folded paper that goes in, a pencil, some papers."""
    terrace(s)
    c, p, cx, base = s.c, s.pal, 960, REST + 4
    cast(s, cx - 220, cx + 250, base, 70)
    box = mix(p.accent, p.paper, 0.06)
    c.poly([(cx - 60, 300), (cx + 112, 284), (cx + 126, 452), (cx - 50, 452)], lighter(p.paper, 0.4))
    c.poly([(cx - 60, 300), (cx + 26, 292), (cx + 38, 452), (cx - 50, 452)], darker(p.paper, 0.05))
    c.line([(cx - 14, 372), (cx + 18, 402), (cx + 80, 330)], 15, p.accent)
    c.poly(
        [(cx - 210, base - 290), (cx - 170, base - 336), (cx + 250, base - 336), (cx + 290, base - 290)],
        lighter(box, 0.28),
    )
    c.poly(
        [(cx - 90, base - 308), (cx - 84, base - 320), (cx + 164, base - 320), (cx + 170, base - 308)],
        darker(box, 0.55),
    )
    c.poly([(cx - 51, 400), (cx + 122, 400), (cx + 126, base - 312), (cx - 50, base - 312)], lighter(p.paper, 0.4))
    c.poly([(cx - 51, 400), (cx + 33, 400), (cx + 38, base - 312), (cx - 50, base - 312)], darker(p.paper, 0.05))
    c.line([(cx - 14, 372), (cx + 18, 402), (cx + 80, 330)], 15, p.accent)
    c.shade(
        [(cx - 210, base - 290), (cx + 290, base - 290), (cx + 290, base), (cx - 210, base)],
        lighter(box, 0.08),
        darker(box, 0.08),
    )
    c.rect(cx + 236, base - 290, cx + 290, base, alpha(p.ink, 0.14))
    c.rect(cx - 218, base - 296, cx + 298, base - 270, lighter(box, 0.16))
    c.disc(cx + 40, base - 138, 84, lighter(box, 0.85))
    c.disc(cx + 40, base - 138, 72, box)
    c.line([(cx + 4, base - 140), (cx + 30, base - 112), (cx + 80, base - 170)], 16, lighter(p.paper, 0.3))
    _ballots(s, 480, base)
    c.line([(560, base + 4), (690, base - 6)], 12, p.gold)
    c.poly([(688, base - 12), (716, base - 9), (690, base)], lighter(p.paper, 0.1))
    plant_pot(s, 1450, base, 0.95)


def _ballots(s: Scene, x: float, base: float) -> None:
    """A few folded papers, one on the other."""
    for i in range(4):
        y, tint = base - i * 15, darker(s.pal.paper, 0.03 * (i % 2))
        s.c.poly(
            [(x - 96 + i * 7, y), (x + 84 + i * 3, y - 2), (x + 84 + i * 3, y - 12), (x - 96 + i * 7, y - 13)],
            darker(tint, 0.08),
        )
        s.c.poly(
            [(x - 96 + i * 7, y - 13), (x + 84 + i * 3, y - 12), (x + 64, y - 26), (x - 70, y - 26)], lighter(tint, 0.2)
        )


def documento(s: Scene) -> None:
    """A certificate upright on a stand with its seal, an identity card, pencils."""
    terrace(s)
    c, p, cx, base = s.c, s.pal, 930, REST
    cast(s, cx - 190, cx + 220, base, 56)
    c.poly([(cx - 196, 262), (cx + 190, 236), (cx + 214, base - 6), (cx - 170, base - 6)], darker(p.paper, 0.14))
    c.rect(cx - 190, 232, cx + 190, base, lighter(p.paper, 0.2))
    c.poly([(cx + 130, 232), (cx + 190, 292), (cx + 130, 292)], darker(p.paper, 0.16))
    c.poly([(cx + 130, 226), (cx + 196, 226), (cx + 196, 292)], mix(p.haze, p.sky[2], 0.4))
    c.rrect(cx - 150, 272, cx + 40, 296, 6, p.accent)
    c.rrect(cx - 150, 310, cx - 20, 322, 4, mix(p.paper, p.ink, 0.3))
    _portrait(s, cx - 150, 352, 116, 140)
    grey = mix(p.paper, p.ink, 0.24)
    for i, w in enumerate((160, 140, 164, 120)):
        c.rrect(cx - 10, 362 + i * 34, cx - 10 + w, 374 + i * 34, 4, grey)
    for i, w in enumerate((300, 280, 296, 180)):
        c.rrect(cx - 150, 528 + i * 28, cx - 150 + w, 539 + i * 28, 4, grey)
    _seal(s, cx + 112, 628)
    c.rrect(cx - 230, base - 26, cx + 230, base + 6, 7, lighter(p.trunk, 0.2))
    c.rect(cx - 224, base - 26, cx + 224, base - 19, lighter(p.trunk, 0.4))
    _card(s, 1280, base + 8)
    pen_pot(s, 520, base + 6, 1.25)
    books(s, 360, base + 8, 0.7, 2)


def _portrait(s: Scene, x: float, y: float, w: float, h: float) -> None:
    """A neutral head and shoulders in a frame."""
    c, p = s.c, s.pal
    c.rrect(x, y, x + w, y + h, 6, mix(p.water, p.paper, 0.5))
    body = mix(p.accent, p.paper, 0.3)
    c.poly(
        [(x + w * 0.12, y + h), *arc(x + w / 2, y + h * 0.96, w * 0.38, h * 0.34, 180, 360), (x + w * 0.88, y + h)],
        body,
    )
    c.disc(x + w / 2, y + h * 0.42, w * 0.2, lighter(p.second, 0.4))


def _seal(s: Scene, x: float, y: float) -> None:
    """A rosette with two ribbons."""
    c, p = s.c, s.pal
    for side in (-1, 1):
        c.poly(
            [(x + side * 4, y), (x + side * 40, y + 74), (x + side * 22, y + 66), (x + side * 8, y + 80)],
            darker(p.second, 0.12),
        )
    for angle in range(0, 360, 24):
        bx, by = arc(x, y, 42, 42, angle, angle + 1)[0]
        c.disc(bx, by, 12, p.second)
    c.disc(x, y, 42, p.second)
    c.disc(x, y, 31, lighter(p.second, 0.35))
    c.disc(x, y, 23, p.second)


def _card(s: Scene, x: float, base: float) -> None:
    """An identity card that leans on a small stand."""
    c, p = s.c, s.pal
    cast(s, x - 140, x + 140, base, 40)
    c.rrect(x - 146, base - 196, x + 146, base - 8, 18, mix(p.accent, p.water, 0.45))
    c.rrect(x - 146, base - 196, x + 146, base - 150, 18, p.accent)
    c.rect(x - 146, base - 172, x + 146, base - 150, p.accent)
    _portrait(s, x - 122, base - 134, 84, 104)
    for i, w in enumerate((140, 110, 132)):
        c.rrect(x - 18, base - 128 + i * 30, x - 18 + w, base - 116 + i * 30, 4, lighter(p.paper, 0.2))
    c.rrect(x + 84, base - 50, x + 122, base - 24, 5, p.gold)
    c.rrect(x - 110, base - 14, x + 110, base + 4, 5, lighter(p.trunk, 0.25))


def bilancia(s: Scene) -> None:
    """A pair of scales in brass, in balance, on its foot."""
    terrace(s)
    c, p, cx, base = s.c, s.pal, 960, REST + 6
    brass = mix(p.gold, p.trunk, 0.12)
    cast(s, cx - 130, cx + 130, base, 56)
    c.rrect(cx - 140, base - 26, cx + 140, base, 8, darker(brass, 0.14))
    c.rrect(cx - 96, base - 48, cx + 96, base - 26, 7, brass)
    c.poly(
        [
            (cx - 26, base - 48),
            (cx - 10, base - 120),
            (cx - 10, 250),
            (cx + 10, 250),
            (cx + 10, base - 120),
            (cx + 26, base - 48),
        ],
        brass,
    )
    c.poly(
        [(cx + 3, base - 48), (cx + 3, 250), (cx + 10, 250), (cx + 10, base - 120), (cx + 26, base - 48)],
        darker(brass, 0.22),
    )
    for y, r in ((base - 126, 22), (400, 17)):
        c.ellipse(cx, y, r, 10, lighter(brass, 0.15))
    for side in (-1, 1):
        arm = curve([(cx, 268), (cx + side * 130, 262), (cx + side * 270, 296)], 12)
        c.line(arm, 13, brass if side < 0 else darker(brass, 0.1))
        x, y = cx + side * 270, 296
        for dx in (-104, 0, 104):
            c.line([(x, y + 6), (x + dx, 548)], 2.6, darker(brass, 0.3), cap=False)
        c.disc(x, y, 12, lighter(brass, 0.2))
        c.poly(arc(x, 548, 118, 48, 0, 180), darker(brass, 0.12))
        c.poly(arc(x - 14, 548, 84, 36, 0, 180), brass)
        c.ellipse(x, 548, 122, 13, lighter(brass, 0.3))
        c.ellipse(x, 549, 104, 8, darker(brass, 0.25))
    c.disc(cx, 264, 26, lighter(brass, 0.12))
    c.disc(cx, 264, 15, darker(brass, 0.18))
    c.poly([(cx - 12, 244), (cx, 196), (cx + 12, 244)], lighter(brass, 0.2))
    books(s, 430, base, 1.1, 3)
    plant_pot(s, 1470, base, 0.85)


def monete(s: Scene) -> None:
    """Piles of coins that grow, with a sprout on the last: money well spent."""
    terrace(s)
    c, p, base = s.c, s.pal, REST + 8
    for i, count in enumerate((3, 6, 9, 13)):
        _coins(s, 640 + i * 190, base, count)
    x, y = 1210, base - 13 * 27 - 12
    c.line(curve([(x, y), (x - 4, y - 40), (x + 4, y - 92)], 6), 8, p.leaf_dark)
    for angle, length in ((-150, 104), (-32, 112), (-86, 84)):
        ly = y - (60 if angle != -86 else 86)
        c.poly(leaf_shape(x, ly, length, 54, angle), p.leaf)
        c.poly(leaf_shape(x, ly, length * 0.94, 18, angle), lighter(p.leaf, 0.22))
    _jar(s, 420, base)
    for x, y in ((1370, base), (1440, base + 14)):
        c.ellipse(x + 6, y + 3, 58, 15, alpha(p.ink, 0.18))
        c.ellipse(x, y - 2, 56, 14, darker(p.gold, 0.25))
        c.ellipse(x, y - 9, 56, 14, p.gold)
        c.ellipse(x, y - 9, 42, 10, lighter(p.gold, 0.28))


def _coins(s: Scene, x: float, base: float, count: int) -> None:
    """One pile of coins, each a little off the others."""
    c, gold = s.c, s.pal.gold
    cast(s, x - 70, x + 64, base, 50)
    for i in range(count):
        y, dx = base - 12 - i * 27, s.rng.uniform(-4, 4)
        side = [*arc(x + dx, y - 22, 78, 18, 180, 0), *arc(x + dx, y, 78, 18, 0, 180)]
        c.poly(side, darker(gold, 0.2))
        c.poly(
            [(x + dx - 78, y - 22), (x + dx - 40, y - 7), (x + dx - 40, y + 15), (x + dx - 78, y)], darker(gold, 0.06)
        )
        c.poly(
            [(x + dx + 30, y - 7), (x + dx + 78, y - 22), (x + dx + 78, y), (x + dx + 30, y + 16)], darker(gold, 0.32)
        )
        c.ellipse(x + dx, y - 22, 78, 18, lighter(gold, 0.12))
    top = base - 12 - (count - 1) * 27 - 22
    c.ellipse(x, top, 60, 13, lighter(gold, 0.32))
    c.ellipse(x, top, 50, 10, lighter(gold, 0.14))


def _jar(s: Scene, x: float, base: float) -> None:
    """A glass jar half full of coins."""
    c, p = s.c, s.pal
    cast(s, x - 90, x + 90, base, 46)
    c.rrect(x - 96, base - 240, x + 96, base, 34, alpha(lighter(p.water, 0.6), 0.5))
    for row in range(5):
        for i in range(4):
            cx = x - 62 + i * 41 + (row % 2) * 8
            c.ellipse(cx, base - 22 - row * 22, 30, 14, darker(p.gold, 0.12))
            c.ellipse(cx, base - 26 - row * 22, 30, 13, lighter(p.gold, 0.08 * ((i + row) % 3)))
    c.rrect(x - 78, base - 220, x - 62, base - 40, 8, alpha((255, 255, 255), 0.5))
    c.rrect(x - 84, base - 272, x + 84, base - 236, 8, p.accent)
    c.rect(x - 30, base - 274, x + 30, base - 267, darker(p.accent, 0.5))


def calendario(s: Scene) -> None:
    """A desk calendar without figures: weeks as squares, one day ringed."""
    terrace(s)
    c, p, cx, base = s.c, s.pal, 950, REST + 4
    cast(s, cx - 270, cx + 290, base, 70)
    c.poly([(cx + 230, 240), (cx + 320, base), (cx + 250, base)], darker(p.trunk, 0.05))
    c.poly([(cx - 262, 226), (cx + 262, 226), (cx + 290, base), (cx - 290, base)], darker(p.paper, 0.2))
    c.poly([(cx - 256, 226), (cx + 256, 226), (cx + 278, base - 22), (cx - 278, base - 22)], lighter(p.paper, 0.3))
    c.poly([(cx - 256, 226), (cx + 256, 226), (cx + 261, 322), (cx - 261, 322)], p.accent)
    c.rrect(cx - 210, 268, cx - 30, 290, 7, lighter(p.accent, 0.75))
    c.rrect(cx + 120, 270, cx + 210, 288, 7, lighter(p.accent, 0.4))
    for row in range(5):
        y0 = 350 + row * 68
        spread = 1 + row * 0.014
        for col in range(7):
            if (row == 0 and col < 2) or (row == 4 and col > 4):
                continue
            x = cx + (col - 3) * 70 * spread
            rest = col == 6
            tint = mix(p.second, p.paper, 0.45) if rest else mix(p.paper, p.far, 0.36)
            c.rrect(x - 25, y0, x + 25, y0 + 48, 9, tint)
    c.disc(cx + 71, 510, 41, p.accent)
    c.disc(cx + 71, 510, 33, lighter(p.paper, 0.4))
    c.line([(cx + 56, 511), (cx + 68, 523), (cx + 89, 497)], 8, p.accent)
    for i in range(9):
        x = cx - 216 + i * 54
        c.disc(x, 240, 8, darker(p.accent, 0.5))
        c.rrect(x - 4, 204, x + 4, 244, 4, mix(p.stone, p.ink, 0.35))
    cup(s, 470, base + 6, 1.25)
    pen_pot(s, 1400, base + 4, 1.2)


def telefono(s: Scene) -> None:
    """A telephone on its stand; on the screen the land and a few services as cards."""
    terrace(s)
    c, p, cx, base = s.c, s.pal, 950, REST + 6
    cast(s, cx - 120, cx + 150, base, 60)
    c.rrect(cx - 150, base - 22, cx + 150, base, 9, lighter(p.trunk, 0.25))
    x0, x1, top, low = cx - 148, cx + 148, 148, base - 10
    c.rrect(x0 + 8, top + 4, x1 + 10, low, 42, darker(p.ink, 0.45))
    c.rrect(x0, top, x1, low, 42, p.ink)
    c.rrect(x0 + 14, top + 14, x1 - 14, low - 14, 30, lighter(p.paper, 0.3))
    small_land(s, x0 + 14, top + 14, x1 - 14, top + 190, 30)
    c.rrect(cx - 40, top + 26, cx + 40, top + 42, 8, p.ink)
    c.rrect(x0 + 34, top + 166, x1 - 34, top + 212, 23, lighter(p.paper, 0.6))
    c.line(arc(x0 + 62, top + 187, 9, 9, 0, 360), 4, p.accent, cap=False)
    c.line([(x0 + 69, top + 194), (x0 + 77, top + 202)], 4, p.accent)
    c.rrect(x0 + 92, top + 184, x1 - 92, top + 194, 4, mix(p.paper, p.ink, 0.25))
    tints = (p.accent, p.leaf_dark, p.second, mix(p.water, p.ink, 0.3))
    for i in range(4):
        a, y = x0 + 34 + (i % 2) * 119, top + 236 + (i // 2) * 116
        c.rrect(a, y, a + 108, y + 102, 16, mix(p.paper, tints[i], 0.16))
        c.rrect(a + 14, y + 14, a + 52, y + 52, 12, tints[i])
        c.disc(a + 33, y + 33, 8, p.paper)
        c.rrect(a + 14, y + 64, a + 90, y + 73, 4, mix(p.paper, p.ink, 0.4))
        c.rrect(a + 14, y + 80, a + 66, y + 87, 3, mix(p.paper, p.ink, 0.22))
    c.rrect(x0 + 34, top + 474, x1 - 34, top + 520, 16, p.accent)
    c.rrect(cx - 48, top + 492, cx + 48, top + 502, 4, p.paper)
    c.rrect(cx - 46, low - 26, cx + 46, low - 21, 2, mix(p.paper, p.ink, 0.4))
    c.rrect(cx - 168, base - 40, cx + 168, base - 8, 9, lighter(p.trunk, 0.3))
    c.rect(cx - 162, base - 40, cx + 162, base - 34, lighter(p.trunk, 0.5))
    cup(s, 520, base + 4, 1.2)
    plant_pot(s, 1390, base, 1.15)
