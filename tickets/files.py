"""Files of people: kept with a draft or a message, taken away, given to who may have them."""

from datetime import datetime

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404
from django.utils.text import get_valid_filename

from tickets.background import reduce_photo
from tickets.models import Attachment, Draft

LONGEST_NAME = 100


def keep(draft: Draft, files, now: datetime) -> list[Attachment]:
    """Keep files that were judged good; photos wait for the worker."""
    return [_keep(draft, kind, file, now) for kind, file in files]


def _keep(draft: Draft, kind: str, file, now: datetime) -> Attachment:
    is_photo = kind == Attachment.Kind.PHOTO
    row = Attachment(
        draft=draft,
        kind=kind,
        name=plain_name(file.name, "foto" if is_photo else "documento"),
        size=file.size,
        state=Attachment.State.WAITING if is_photo else Attachment.State.READY,
        created_at=now,
    )
    row.file.save("file", file, save=False)
    row.save()
    if is_photo:
        reduce_photo.enqueue(row.pk)
    return row


def ready_photo(ticket, name: str, picture: tuple[bytes, bytes], now: datetime) -> Attachment:
    """Put a photo that is reduced already with a request: large and small."""
    large, small = picture
    row = Attachment(ticket=ticket, kind=Attachment.Kind.PHOTO, name=name, size=len(large), created_at=now)
    row.state = Attachment.State.READY
    row.file.save("foto", ContentFile(large), save=False)
    row.small.save("foto", ContentFile(small), save=False)
    row.save()
    return row


def plain_name(name: str, instead: str) -> str:
    """A name to show and to download by: no folder, no sign that turns the reading direction, never long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(letter for letter in last if letter.isprintable())
    stem, _dot, ending = visible.rpartition(".")
    stem = stem or ending
    short = f"{stem[: LONGEST_NAME - 6]}.{ending[:5]}" if _dot else stem[:LONGEST_NAME]
    try:
        return get_valid_filename(short) if stem.strip(". ") else instead
    except SuspiciousFileOperation:
        return instead


def drop(draft: Draft, number: int) -> None:
    """Take away one of the files of a draft, if it is its own."""
    row = draft.attachments.filter(pk=number).first() if number else None
    if row is not None:
        row.delete_with_files()


def given_out(attachment: Attachment | None, *, small: bool = False):
    """A file as a download, or a photo as a picture; it runs nothing, whatever is in it."""
    if attachment is None or not attachment.is_ready:
        raise Http404
    file = attachment.small if small and attachment.is_photo else attachment.file
    if not file:
        raise Http404
    response = FileResponse(
        file.open("rb"),
        as_attachment=not attachment.is_photo,
        filename="foto.jpg" if attachment.is_photo else attachment.name,
        content_type="image/jpeg" if attachment.is_photo else "application/pdf",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
