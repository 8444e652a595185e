"""The colours of each municipality, and a palette for one that nobody has drawn yet."""

from __future__ import annotations

import colorsys
import hashlib
from dataclasses import dataclass

from .canvas import Colour, mix, rgb


@dataclass(frozen=True)
class Palette:
    """The colours and the materials of one land. Trees, ledge and land name what to draw."""

    land: str
    tree: str
    ledge: str
    sky: tuple[Colour, Colour, Colour]
    sun: Colour
    haze: Colour
    far: Colour
    mid: Colour
    near: Colour
    ground: Colour
    wall: Colour
    plaster: Colour
    stone: Colour
    roof: Colour
    accent: Colour
    second: Colour
    leaf: Colour
    leaf_dark: Colour
    trunk: Colour
    water: Colour
    ink: Colour
    paper: Colour = (253, 249, 240)
    gold: Colour = (226, 176, 84)


def _palette(land: str, tree: str, ledge: str, colours: str) -> Palette:
    """Read eighteen colours written in the order of the fields, sky first."""
    values = [rgb(f"#{value}") for value in colours.split()]
    return Palette(land, tree, ledge, (values[0], values[1], values[2]), *values[3:])


# sky top, sky middle, sky low | sun haze far mid near ground |
# wall plaster stone roof | accent second | leaf leaf_dark trunk water ink
PALETTES: dict[str, Palette] = {
    "cesena": _palette(
        "plain",
        "poplar",
        "brick",
        "8fb6c6 dfe0d3 f8e2c6 fff3d8 eed9c0 bfae9f a8ab84 8a9a63 b9b272 "
        "c06a4c ecd3b0 d9c3a5 a44a36 a2382c d99a5b 74905a 47684a 6d4c3b 8fb9bf 402a2b",
    ),
    "bagno-di-romagna": _palette(
        "valley",
        "fir",
        "wood",
        "93c9c6 cfe8df f3f3e0 fffbe6 d6e9de 93bdb1 55968a 2f7163 79a982 "
        "e9dcc2 f3ead6 bdbfae 96604a 0f766e e0a96d 3f8a6a 1d5449 5d4637 74c6bf 16332f",
    ),
    "mercato-saraceno": _palette(
        "vineyard",
        "round",
        "oak",
        "a5b2d2 e9d3d9 fde6d2 fff2dc ecd2cf b79db2 9d8c8f 7f8c5f 9aa465 "
        "dbb49a f0d9c3 cfbdae 99494a 7b2348 d78a6a 76904f 4c683f 6a4a43 9bb4c4 3a2030",
    ),
    "montiano": _palette(
        "seahill",
        "olive",
        "stone",
        "9cc7d2 ece8cf fdebbd fff6d6 f0e1b8 cdbf8f b9ab62 97964c dcb95f "
        "d8b479 f0dcae dccba2 b8683d 8a6414 c8773c 919c66 616f40 6f5a3e 7db3c2 3b3018",
    ),
    "sarsina": _palette(
        "roman",
        "cypress",
        "marble",
        "9f9fd2 d9cde4 fae2d4 fff1e2 e3d2df ab9cc4 9c8aa0 8f8a6c cda27c "
        "d9a583 f0d8c3 e8dfd6 b5573c 5b3f8c d0744f 7f8f60 4f6450 6b4a48 a3b6d6 2f2440",
    ),
    "verghereto": _palette(
        "ridge",
        "fir",
        "granite",
        "78abda bfdcf0 eef5f4 fffaf0 d5e5ef a3bfda 7299ba 44738a 8fb09a "
        "cfcac0 eae5da b4bac0 7d5a4e 1d4f91 d9a05f 3b7a70 1f4f58 57463f 7fb6e0 172a44",
    ),
    "unione": _palette(
        "union",
        "round",
        "stone",
        "7fb0e0 c9e0f2 f6f1e2 fff7e2 dbe8f0 a4bed8 7fa3a4 6f9a78 a5b983 "
        "d5a27c efe0c8 cfd2d0 a85b45 0b4a8f e0a458 6c9a66 3d6b5c 5f4b40 6fa9dc 12294a",
    ),
}


def _hls(hue: float, light: float, saturation: float) -> Colour:
    """A colour from hue, lightness and saturation, all between 0 and 1."""
    return tuple(round(v * 255) for v in colorsys.hls_to_rgb(hue % 1, light, saturation))


def _derived(slug: str) -> Palette:
    """A palette for an unknown municipality: a hue from its name over the union's greens.

    Its land is always plain hills, since landmarks cannot be guessed; the accent and the sky
    take the hue, the earth and the leaves only a breath of it.
    """
    digest = hashlib.sha256(slug.encode()).digest()
    hue = digest[0] / 255
    base = PALETTES["unione"]
    accent = _hls(hue, 0.30, 0.55)
    return Palette(
        land="hills",
        tree=("round", "poplar", "cypress", "olive")[digest[1] % 4],
        ledge=("stone", "brick", "wood", "marble")[digest[2] % 4],
        sky=(_hls(hue, 0.72, 0.42), mix(_hls(hue, 0.88, 0.5), base.sky[1], 0.25), base.sky[2]),
        sun=base.sun,
        haze=mix(base.haze, _hls(hue, 0.85, 0.3), 0.5),
        far=_hls(hue, 0.70, 0.3),
        mid=mix(_hls(hue, 0.52, 0.25), base.mid, 0.35),
        near=mix(_hls(hue, 0.42, 0.2), (112, 150, 98), 0.7),
        ground=mix(_hls(hue, 0.6, 0.25), (186, 190, 120), 0.75),
        wall=mix(_hls(hue, 0.68, 0.35), base.wall, 0.6),
        plaster=base.plaster,
        stone=base.stone,
        roof=mix(base.roof, accent, 0.15),
        accent=accent,
        second=_hls(hue + 0.42, 0.60, 0.45),
        leaf=mix(base.leaf, accent, 0.12),
        leaf_dark=mix(base.leaf_dark, accent, 0.18),
        trunk=base.trunk,
        water=mix(base.water, _hls(hue, 0.7, 0.3), 0.25),
        ink=_hls(hue, 0.14, 0.3),
    )


def palette_for(slug: str) -> Palette:
    """The palette of a municipality, derived from its name when it is not one of ours."""
    return PALETTES.get(slug) or _derived(slug)
