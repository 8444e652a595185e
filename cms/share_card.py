"""The picture that a shared page shows in messages and social networks: drawn per page, in the body's palette.

The address carries a version made of everything that the card shows, so a card never changes under its address and is
drawn once per state of its page. It asks nothing of outside services and no page needs an image of its own.
"""

import hashlib
import io
import math
from dataclasses import astuple, dataclass
from functools import cache

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from cms.directory import directory

WIDTH, HEIGHT = 1200, 630
DESIGN = 1  # add one when the drawing changes: every card is then drawn again
MARGIN = 72
SMOOTH = 2  # shapes are drawn this many times larger, then reduced
FONTS = settings.BASE_DIR / "cms" / "static" / "dist" / "fonts"
TITLE_SIZES = (76, 68, 60, 52, 46, 40)
TITLE_HEIGHT = 290
LEADING = 1.16
WHITE = "#ffffff"


@dataclass(frozen=True)
class Palette:
    """Colours of a theme, as in frontend/scss/tokens.scss (a test compares them)."""

    deep: str
    dark: str
    primary: str
    mid: str
    pale: str
    accent: str


PALETTES = {
    "unione": Palette("#082244", "#003c7e", "#0052a8", "#4687db", "#c6dbf7", "#e5a14b"),
    "mattone": Palette("#3e1308", "#6b1900", "#8c2c10", "#c16b54", "#f5cfc5", "#dca744"),
    "terme": Palette("#01292a", "#014244", "#015c5e", "#4c9495", "#c3e0e0", "#e99e5e"),
    "vigna": Palette("#3d1120", "#680231", "#871c47", "#c26480", "#f4cdd7", "#d4aa5a"),
    "grano": Palette("#232507", "#393b01", "#505311", "#878b57", "#d9dcc5", "#e1a447"),
    "plauto": Palette("#2d1839", "#4c2462", "#65397f", "#9b74b3", "#e3d1ee", "#f49665"),
    "fumaiolo": Palette("#0c2537", "#043a5b", "#1a5177", "#5f8caf", "#c9dcec", "#d4a965"),
    "laguna": Palette("#022832", "#02404f", "#01596d", "#4292aa", "#c0dfea", "#d4ab4f"),
    "pino": Palette("#0b2a1a", "#024428", "#1a5c3c", "#609476", "#c9e0d1", "#e2a355"),
}


@dataclass(frozen=True)
class Face:
    """Everything that a card shows."""

    title: str
    label: str
    name: str
    theme: str
    emblem: str  # file of the emblem, or nothing

    @property
    def version(self) -> str:
        text = "\n".join((str(DESIGN), *astuple(self)))
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    @property
    def alt(self) -> str:
        return _("%(title)s: immagine con lo stemma e il nome: %(name)s") % {"title": self.title, "name": self.name}


def face_of(tenant, title: str, label: str) -> Face:
    """What the card of a page shows; `tenant` is the row of the directory."""
    emblem = tenant.emblem.file.name if tenant.emblem else ""
    is_home = title == tenant.name
    return Face(title, "" if is_home else label, tenant.name, tenant.theme, emblem)


def face_of_page(page) -> Face:
    """The card of a page: the home is called like its body."""
    tenant = directory().tenants[page.tenant_id]
    title = tenant.name if page.depth == 2 else page.title
    with translation.override(directory().language_of(page.locale_id)):
        return face_of(tenant, title, page.listing_label)


def path_of(page_id: int, face: Face) -> str:
    return f"/og/{page_id}-{face.version}.png"


def png(page_id: int, face: Face) -> bytes:
    """The card, from the store or drawn now; older cards of the same page are thrown away."""
    folder = f"og/{page_id}"
    name = f"{folder}/{face.version}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            return file.read()
    body = draw(face)
    try:
        old = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        old = []
    for other in old:
        default_storage.delete(f"{folder}/{other}")
    default_storage.save(name, ContentFile(body))
    return body


# --- The drawing ---------------------------------------------------------------------------------------------


def draw(face: Face) -> bytes:
    """PNG of 1200 x 630 pixels."""
    palette = PALETTES.get(face.theme, PALETTES["unione"])
    card = _land(palette)
    pen = ImageDraw.Draw(card)
    font, lines = _title(face.title, WIDTH - 2 * MARGIN)
    step = int(font.size * LEADING)
    # The title stands in the middle of the sky, its kind above it.
    top = MARGIN + max(0, (TITLE_HEIGHT - step * len(lines)) // 2)
    if face.label:
        pen.text((MARGIN, top - 14), face.label.upper()[:60], font=_font(600, 28), fill=palette.pale)
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + 34 + step * number), line, font=font, fill=WHITE)
    _signature(card, pen, face, palette)
    buffer = io.BytesIO()
    card.quantize(128, dither=Image.Dither.NONE).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


def _land(palette: Palette) -> Image.Image:
    """Sky, three ridges of hills and the white strip of the signature."""
    big = Image.new("RGB", (WIDTH * SMOOTH, HEIGHT * SMOOTH), palette.primary)
    pen = ImageDraw.Draw(big)
    ridges = (
        (430, 34, 0.0052, 0.4, palette.dark),
        (470, 26, 0.0075, 2.1, palette.deep),
        (500, 14, 0.011, 4.0, palette.mid),
    )
    for base, height, pace, start, colour in ridges:
        edge = [
            (x * SMOOTH, (base + height * (math.sin(x * pace + start) + 0.4 * math.sin(x * pace * 2.3))) * SMOOTH)
            for x in range(0, WIDTH + 8, 8)
        ]
        pen.polygon([*edge, (WIDTH * SMOOTH, HEIGHT * SMOOTH), (0, HEIGHT * SMOOTH)], fill=colour)
    pen.rectangle((0, 514 * SMOOTH, WIDTH * SMOOTH, HEIGHT * SMOOTH), fill=WHITE)
    pen.rectangle((0, 514 * SMOOTH, WIDTH * SMOOTH, 520 * SMOOTH), fill=palette.accent)
    return big.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _signature(card: Image.Image, pen, face: Face, palette: Palette) -> None:
    left = MARGIN
    emblem = _emblem(face.emblem)
    if emblem is not None:
        card.paste(emblem, (left, 576 - emblem.height // 2), emblem)
        left += emblem.width + 24
    font = next(
        (f for f in (_font(700, size) for size in (38, 32, 26)) if f.getlength(face.name) < 1000), _font(700, 24)
    )
    pen.text((left, 575), face.name, font=font, fill=palette.deep, anchor="lm")


def _emblem(name: str) -> Image.Image | None:
    """The emblem, small; none where the file is missing or is not a picture."""
    if not name:
        return None
    try:
        with default_storage.open(name) as file, Image.open(file) as image:
            small = image.convert("RGBA")
    except OSError:  # of a missing file, and of one that is not a picture (UnidentifiedImageError)
        return None
    small.thumbnail((160, 84), Image.Resampling.LANCZOS)
    return small


@cache
def _font(weight: int, size: int):
    """The face of the site; the plain one of the drawing library where the front end is not built."""
    try:
        return ImageFont.truetype(str(FONTS / f"titillium-web-{weight}.woff2"), size)
    except OSError:
        return ImageFont.load_default(size)


def _title(text: str, width: int):
    """The largest letters in which a title fits, and its lines; one too long ends with an ellipsis."""
    for size in TITLE_SIZES:
        font = _font(700, size)
        lines = wrap(text, width, font.getlength)
        if len(lines) * size * LEADING <= TITLE_HEIGHT:
            return font, lines
    most = int(TITLE_HEIGHT / (size * LEADING))
    return font, [*lines[: most - 1], lines[most - 1].rstrip(" ,.;:") + "…"]


def wrap(text: str, width: int, length) -> list[str]:
    """Lines no longer than `width`, as `length(text)` measures them; a word that is longer is cut."""
    lines, line = [], ""
    for word in " ".join(text.split()).split(" "):
        while length(word) > width:
            cut = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or length(word[:n]) <= width)
            lines += [line, word[:cut]] if line else [word[:cut]]
            line, word = "", word[cut:]
        longer = f"{line} {word}" if line else word
        if line and length(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines
