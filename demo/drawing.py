"""Draw an illustration and cut every size and format of it: pure Pillow, so that it runs in another process."""

import io
from pathlib import Path

from PIL import Image

from demo import illustrations

ORIGINAL = (1600, 900)
ENCODERS = {
    "avif": {"format": "AVIF", "quality": 58, "speed": 8},
    "webp": {"format": "WEBP", "quality": 78, "method": 3},
    "jpeg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}


def make(slug: str, motif: str, original: str, cuts: list[tuple[str, str, tuple[int, int]]]) -> tuple[str, int]:
    """Write the original and its cuts; `cuts` lists (path, format, size). Returns the path and its size in bytes."""
    picture = illustrations.draw(slug, motif, *ORIGINAL)
    target = Path(original)
    target.parent.mkdir(parents=True, exist_ok=True)
    picture.save(target, format="JPEG", quality=90)
    sized = {}
    for path, kind, size in cuts:
        if size not in sized:
            sized[size] = picture.resize(size, Image.Resampling.LANCZOS)
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        sized[size].save(path, **ENCODERS[kind])
    return original, target.stat().st_size


def emblem(slug: str) -> bytes:
    """PNG of the demonstration emblem."""
    buffer = io.BytesIO()
    illustrations.emblem(slug, 512).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()
