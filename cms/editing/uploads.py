"""Files that editors send: refused with a clear reason before anything is stored.

A name is only a promise, so the contents are looked at: pictures by decoding them, documents by how each format begins.
"""

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from PIL import Image
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

IMAGE_KINDS = "AVIF, GIF, JPG, PNG o WEBP"
HEAD = 4096  # bytes that tell what a file is


def extension(name: str) -> str:
    return PurePath(name or "").suffix.lower().removeprefix(".")


def _refuse_big(upload, most: int) -> None:
    if upload.size > most:
        raise ValidationError(
            f"Il file è troppo grande: pesa {filesizeformat(upload.size)}, al massimo {filesizeformat(most)}."
        )


class ImageField(WagtailImageField):
    """A picture that can be decoded to its last row, in a format that browsers show."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.help_text = f"{IMAGE_KINDS}, fino a {self.max_upload_size_text} e 40 megapixel."
        self.error_messages |= {
            "invalid_image": f"Il file non è un'immagine, o è rovinato. Vanno bene {IMAGE_KINDS}.",
            "invalid_image_extension": f"Questo tipo di file non va bene: servono {IMAGE_KINDS}.",
            "invalid_image_known_format": "Il nome finisce in .%(extension)s, ma il contenuto è di un altro tipo "
            "(%(image_format)s): salvalo di nuovo nel formato giusto.",
            "file_too_many_pixels": "L'immagine ha troppi punti (%(num_pixels)s, al massimo %(max_pixels_count)s): "
            "rimpiccioliscila. Per il sito bastano 2000 punti di larghezza.",
        }

    def to_python(self, data):
        if data:
            self._refuse_at_sight(data)
        try:
            return self._decoded(super().to_python(data))
        except ValidationError:
            raise
        except Exception as error:  # whatever a decoder stumbles on, the file is not for the public
            raise ValidationError(self.error_messages["invalid_image"]) from error

    def _refuse_at_sight(self, data) -> None:
        """What needs no look inside: an SVG may carry a program, a huge file would be read for nothing."""
        _refuse_big(data, self.max_upload_size)
        if extension(data.name) in ("svg", "svgz"):
            raise ValidationError("Le immagini SVG non si possono caricare: esportala in PNG e carica quella.")
        if extension(data.name) not in self.allowed_image_extensions:
            raise ValidationError(self.error_messages["invalid_image_extension"])

    @staticmethod
    def _decoded(upload):
        """Read the picture to its last row: half a file looks whole by its first bytes."""
        if upload is not None:
            with Image.open(upload) as image:
                image.draft("RGB", (256, 256))  # a photograph is read whole, but small
                image.load()
            upload.seek(0)
        return upload


def say_where(form, title: str) -> None:
    """Help beside the fields that pictures and documents share."""
    texts = {
        "title": title,
        "collection": "La cartella del tuo ente. Esempio: «Documenti e moduli».",
        "tags": "Parole per cercare, se ti servono. Non scrivere nomi di persone.",
    }
    for name in texts.keys() & form.fields.keys():
        form.fields[name].help_text = texts[name]


class ImageForm(BaseImageForm):
    """Every form that makes or changes a picture: the alternative text is not a choice."""

    class Meta(BaseImageForm.Meta):
        pass

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_where(self, "Serve a te per ritrovarla. Esempio: «Piazza, mercato del sabato».")
        if "file" in self.fields:
            usual = self.fields["file"]
            self.fields["file"] = ImageField(label=usual.label, required=usual.required, widget=usual.widget)
        if "description" in self.fields:
            text = self.fields["description"]
            text.required = True
            text.label = "Testo alternativo"
            text.help_text = (
                "Che cosa si vede, come lo diresti al telefono. "
                "Esempio: «La piazza del municipio con il mercato del sabato». Non scrivere «foto di»."
            )
            text.error_messages["required"] = "Scrivi che cosa si vede nell'immagine: serve a chi non la può vedere."


# --- Documents --------------------------------------------------------------------------------------------------------


def _zip_with(*names: str) -> Callable:
    def is_one(upload, head: bytes) -> bool:
        if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return False
        try:
            with zipfile.ZipFile(upload) as archive:
                inside = archive.namelist()
        except (zipfile.BadZipFile, OSError, NotImplementedError):
            return False
        return not names or any(name.startswith(names) for name in inside)

    return is_one


def _open_document(kind: bytes) -> Callable:
    def is_one(upload, head: bytes) -> bool:
        return head.startswith(b"PK\x03\x04") and kind in head[:200]

    return is_one


def _is_text(upload, head: bytes) -> bool:
    return b"\x00" not in head and not _is_web_page(head)


def _is_web_page(head: bytes) -> bool:
    return bool(
        re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|script|svg|body|iframe)", head, re.IGNORECASE)
    )


def _is_xml(upload, head: bytes) -> bool:
    return (
        head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and not _is_web_page(head) and b"<svg" not in head.lower()
    )


def _is_json(upload, head: bytes) -> bool:
    try:
        json.load(upload)
    except ValueError:
        return False
    return True


def _is_signed(upload, head: bytes) -> bool:
    """A PKCS#7 envelope: binary, or the same in base64."""
    return head[:1] == b"\x30" or head.lstrip().startswith((b"MI", b"-----BEGIN "))


KINDS: dict[str, Callable] = {
    "pdf": lambda upload, head: b"%PDF-" in head[:1024],
    "zip": _zip_with(),
    "docx": _zip_with("word/"),
    "xlsx": _zip_with("xl/"),
    "odt": _open_document(b"application/vnd.oasis.opendocument.text"),
    "ods": _open_document(b"application/vnd.oasis.opendocument.spreadsheet"),
    "rtf": lambda upload, head: head.startswith(b"{\\rtf"),
    "p7m": _is_signed,
    "xml": _is_xml,
    "json": _is_json,
    "csv": _is_text,
    "txt": _is_text,
}


def check_document(upload) -> None:
    """Refuse a file that is too big, of a kind we do not publish, or other than its name says."""
    _refuse_big(upload, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    kind = extension(upload.name)
    if kind not in settings.WAGTAILDOCS_EXTENSIONS:
        allowed = ", ".join(settings.WAGTAILDOCS_EXTENSIONS).upper()
        raise ValidationError(f"Questo tipo di file non si può pubblicare. Vanno bene: {allowed}.")
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    fits = bool(head) and KINDS[kind](upload, head)
    upload.seek(0)
    if not fits:
        raise ValidationError(
            f"Il nome finisce in .{kind}, ma il contenuto non è un file {kind.upper()}, o è rovinato. "
            "Aprilo con il suo programma e salvalo di nuovo."
        )


class DocumentField(WagtailDocumentField):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.help_text = f"Meglio un PDF accessibile. Al massimo {self.max_upload_size_text}."

    def to_python(self, data):
        upload = forms.FileField.to_python(self, data)
        if upload is not None:
            check_document(upload)
        return upload


class DocumentForm(BaseDocumentForm):
    """Every form that makes or changes a document."""

    class Meta(BaseDocumentForm.Meta):
        pass

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            usual = self.fields["file"]
            self.fields["file"] = DocumentField(label=usual.label, required=usual.required, widget=usual.widget)
        say_where(self, "Il nome che legge chi scarica. Esempio: «Modulo di delega», non «mod_3_def.pdf».")
