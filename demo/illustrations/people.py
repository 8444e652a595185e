"""Simple abstract figures: a head, a body, two legs. Nobody in particular."""

from __future__ import annotations

from .canvas import Colour, alpha, arc, curve, darker
from .scene import Scene

SKINS: tuple[Colour, ...] = ((232, 190, 160), (205, 155, 118), (150, 103, 76), (240, 205, 178))
HAIRS: tuple[Colour, ...] = ((64, 48, 44), (112, 78, 56), (176, 148, 116), (214, 210, 204))


def figure(
    s: Scene,
    x: float,
    base: float,
    h: float,
    colour: Colour,
    *,
    skirt: bool = False,
    arm: float = 0.0,
    walking: bool = True,
    seated: bool = False,
) -> None:
    """Draw a figure standing on its base. `arm` lifts the right arm, from 0 to 1."""
    c, skin, hair = s.c, s.rng.choice(SKINS), s.rng.choice(HAIRS)
    trousers = s.pal.ink if not skirt else darker(colour, 0.25)
    if not seated:
        c.ellipse(x + h * 0.12, base, h * 0.22, h * 0.025, alpha(s.pal.ink, 0.18))
    hip, shoulder = base - h * 0.45, base - h * 0.80
    if seated:
        hip, shoulder = base - h * 0.04, base - h * 0.42
    else:
        step = h * 0.075 if walking else h * 0.045
        for side in (-1, 1):
            c.line([(x + side * h * 0.03, hip), (x + side * step, base - h * 0.02)], h * 0.075, trousers)
    hem = h * (0.15 if skirt else 0.10)
    low = hip + (h * 0.14 if skirt and not seated else h * 0.02)
    body = [
        (x - hem, low),
        (x - h * 0.105, shoulder + h * 0.06),
        (x - h * 0.06, shoulder),
        (x + h * 0.06, shoulder),
        (x + h * 0.105, shoulder + h * 0.06),
        (x + hem, low),
    ]
    for side in (-1, 1):
        lift = arm if side > 0 else 0
        hand = (x + side * h * (0.15 + 0.09 * lift), shoulder + h * (0.33 - 0.42 * lift))
        elbow = (x + side * h * (0.145 + 0.05 * lift), shoulder + h * (0.18 - 0.12 * lift))
        c.line(curve([(x + side * h * 0.08, shoulder + h * 0.05), elbow, hand], 5), h * 0.052, darker(colour, 0.12))
        c.disc(*hand, h * 0.028, skin)
    c.poly(body, colour)
    head = shoulder - h * 0.105
    c.rect(x - h * 0.025, head, x + h * 0.025, shoulder + h * 0.01, darker(skin, 0.12))
    if skirt:
        c.rrect(x - h * 0.082, head - h * 0.03, x + h * 0.082, head + h * 0.085, h * 0.04, hair)
    c.disc(x, head, h * 0.078, skin)
    c.poly(arc(x, head - h * 0.004, h * 0.084, h * 0.088, 197, 353), hair)


def outfits(s: Scene) -> tuple[Colour, ...]:
    """Clothes that agree with the palette."""
    return (s.pal.accent, s.pal.second, s.pal.paper, s.pal.leaf_dark, s.pal.gold, s.pal.water)


def crowd(s: Scene, span: tuple[float, float], base: float, h: float, count: int) -> None:
    """A few figures spread over a span, never evenly."""
    step = (span[1] - span[0]) / count
    clothes = outfits(s)
    for i in range(count):
        x = span[0] + step * (i + s.rng.uniform(0.2, 0.8))
        figure(
            s,
            x,
            base + s.rng.uniform(-6, 10),
            h * s.rng.uniform(0.92, 1.06),
            clothes[(i + s.rng.randrange(2)) % len(clothes)],
            skirt=s.rng.random() < 0.4,
        )


def backs(s: Scene, base: float, size: float, colour: Colour, gap: float) -> None:
    """Heads and shoulders of an audience seen from behind, along the lower edge."""
    x = -gap * s.rng.uniform(0.2, 0.7)
    while x < 1600 + gap:
        h = size * s.rng.uniform(0.9, 1.1)
        s.c.poly(
            [(x - h, base + h * 2), *arc(x, base + h * 1.25, h * 0.95, h * 0.75, 180, 360), (x + h, base + h * 2)],
            colour,
        )
        s.c.disc(x, base + h * 0.12, h * 0.46, colour)
        x += gap * s.rng.uniform(0.85, 1.25)
