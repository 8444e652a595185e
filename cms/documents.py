"""Documents of a stream, as rows ready for the `file_link` component."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _


def size_text(size: int | None) -> str:
    """«22,1 KB», «meno di 1 KB»: nobody counts bytes. Empty where the size is not known."""
    if not size:
        return ""
    return filesizeformat(size) if size >= 1024 else _("meno di 1 KB")


def size_label(file) -> str:
    """«22,1 KB»; empty for no file, or one whose size is not known."""
    if not file:
        return ""
    # Wagtail's own get_file_size() stores what it finds: a visit must not write, nor make caches think of a change.
    size = file.file_size if file.file_size is not None else _measured(file)
    return size_text(size)


def _measured(file) -> int | None:
    try:
        return file.file.size
    except OSError:
        return None


def document_row(value) -> dict:
    """Title, address, and for a file of ours its kind and size."""
    file = value.get("file")
    return {
        "title": value["title"],
        "url": file.url if file else value.get("url"),
        "ext": file.file_extension.upper() if file else "",
        "size_label": size_label(file),
    }


def document_rows(stream) -> list[dict]:
    return [document_row(block.value) for block in stream]
