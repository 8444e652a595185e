"""Files that people send: what is taken, and what a photo becomes (UPL-01, UPL-02 of the security checklist).

A file is judged by its content, never by its name. A photo is only opened here, not decoded: that is done by the worker,
which makes a smaller one without the place, hour and telephone that the camera wrote in it, and throws the first away.
"""

import warnings
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from tickets.errors import BadFile

register_heif_opener()
MEGABYTE = 1024 * 1024
MOST_PHOTO, MOST_DOCUMENT, MOST_ALL = 20 * MEGABYTE, 10 * MEGABYTE, 100 * MEGABYTE
MOST_FILES = 10
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
LARGE, SMALL = 1600, 480  # pixels of the longer side
QUALITY = 82
TAIL = 2048  # bytes at the end of a PDF, where its end is marked


def check_photo(file) -> None:
    """Raises BadFile where a file is no photo that we can take. Reads its beginning, decodes nothing."""
    if file.size > MOST_PHOTO:
        raise BadFile(_("«%(name)s» è troppo grande: una foto può pesare fino a 20 MB.") % {"name": file.name})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as image:
                pixels = image.width * image.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        pixels = MOST_PIXELS + 1
    except Exception as error:  # whatever a broken or forged file does to a decoder
        raise BadFile(
            _("«%(name)s» non è una foto che sappiamo leggere: mandala in JPEG, PNG, WebP o HEIC.")
            % {"name": file.name}
        ) from error
    finally:
        file.seek(0)
    if pixels > MOST_PIXELS:
        raise BadFile(_("«%(name)s» è troppo grande da aprire: al massimo 40 milioni di punti.") % {"name": file.name})


def check_document(file) -> None:
    """Raises BadFile where a file is no PDF of a size that we take."""
    if file.size > MOST_DOCUMENT:
        raise BadFile(_("«%(name)s» è troppo grande: un documento può pesare fino a 10 MB.") % {"name": file.name})
    start = file.read(5)
    file.seek(max(0, file.size - TAIL))
    end = file.read()
    file.seek(0)
    if start != b"%PDF-" or b"%%EOF" not in end:
        raise BadFile(
            _("«%(name)s» non è un PDF: se è un altro tipo di documento, salvalo in PDF.") % {"name": file.name}
        )


def reduced(data: bytes) -> tuple[bytes, bytes]:
    """A photo as JPEG, large and small, upright, with nothing but the picture. Raises what the decoder raises."""
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        image.draft("RGB", (LARGE, LARGE))  # a JPEG of 40 million points is decoded at the size that is needed
        upright = ImageOps.exif_transpose(image)
        plain = Image.new("RGB", upright.size, "white")
        plain.paste(upright, mask=upright.getchannel("A") if upright.mode in ("RGBA", "LA") else None)
    return _jpeg(plain, LARGE), _jpeg(plain, SMALL)


def _jpeg(image, side: int) -> bytes:
    smaller = image.copy()
    smaller.thumbnail((side, side))
    out = BytesIO()
    smaller.save(out, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    return out.getvalue()


def reduce(attachment) -> None:
    """Make the two smaller photos of an attachment and throw away what came; one that cannot be decoded goes whole."""
    kinds = attachment.State
    with attachment.file.open("rb") as file:
        data = file.read()
    came = attachment.file.name
    storage = attachment.file.storage
    try:
        large, small = reduced(data)
    except Exception:  # a decoder fails in many ways; none of them may stop the worker
        attachment.file, attachment.state = "", kinds.BROKEN
    else:
        attachment.file.save("foto", ContentFile(large), save=False)
        attachment.small.save("foto", ContentFile(small), save=False)
        attachment.size, attachment.state = len(large), kinds.READY
    names = {"file": attachment.file.name, "small": attachment.small.name}
    mine = type(attachment).objects.filter(pk=attachment.pk)
    if not mine.update(**names, size=attachment.size, state=attachment.state):  # taken away meanwhile
        for name in filter(None, names.values()):
            storage.delete(name)
    storage.delete(came)
