"""What people attach: judged by what it is, made small by the worker, thrown away as it came."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from PIL import Image

from tests.tickets.office import PERSON, a_pdf, a_photo, the_worker_passes
from tickets import files, photos
from tickets.errors import BadFile
from tickets.models import Attachment, Draft
from tickets.public.asking import categories_of
from tickets.public.forms import ReportForm

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def draft(montiano, now):
    return Draft.objects.create(tenant=montiano, browser="b", used_at=now)


def a_file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def a_bomb() -> bytes:
    """A PNG of a few bytes that says it is fifty thousand points wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def kept(draft, *given, now):
    rows = files.keep(draft, given, now)
    came = [row.file.path for row in rows]
    the_worker_passes()
    return [Attachment.objects.get(pk=row.pk) for row in rows], came


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Telefono di Anna"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (44.0, 4.0, 46.0)
    return exif.tobytes()


def test_a_photo_becomes_two_smaller_ones_without_place_or_telephone(draft, now):
    (row,), (came,) = kept(draft, ("foto", a_photo(size=(3000, 2000), exif=with_place())), now=now)
    assert row.state == Attachment.State.READY
    for file, side in ((row.file, photos.LARGE), (row.small, photos.SMALL)):
        with Image.open(file.path) as image:
            assert image.format == "JPEG"
            assert max(image.size) == side
            assert not image.getexif()
        assert b"Telefono di Anna" not in Path(file.path).read_bytes()
    assert not Path(came).exists()


def test_a_photo_lying_on_its_side_is_put_upright(draft, now):
    exif = Image.Exif()
    exif[0x0112] = 6
    (row,), _came = kept(draft, ("foto", a_photo(size=(900, 600), exif=exif.tobytes())), now=now)
    with Image.open(row.small.path) as image:
        assert image.height > image.width


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_other_kinds_of_photo_are_taken(kind):
    photos.check_photo(a_photo(f"foto.{kind.lower()}", kind=kind))


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + b"\0" * 200,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html><script>alert(1)</script></html>",
        b"GIF89a" + b"\0" * 200,
        b"%PDF-1.7\n%%EOF",
        b"",
        b"\xff\xd8\xff\xe0" + b"\0" * 50,
    ],
)
def test_what_is_no_photo_is_refused_whatever_its_name(content):
    with pytest.raises(BadFile):
        photos.check_photo(a_file("vacanze.jpg", content))


def test_a_bomb_is_refused_without_being_opened():
    with pytest.raises(BadFile, match="40 milioni"):
        photos.check_photo(a_file("piccola.png", a_bomb()))


def test_a_photo_of_more_than_twenty_megabytes_is_refused():
    file = a_photo()
    file.size = photos.MOST_PHOTO + 1
    with pytest.raises(BadFile, match="20 MB"):
        photos.check_photo(file)


def test_a_photo_that_breaks_off_is_told_unreadable_and_thrown_away(draft, now):
    whole = a_photo(size=(1200, 900), kind="PNG").read()
    (row,), (came,) = kept(draft, ("foto", a_file("rotta.png", whole[: len(whole) // 2])), now=now)
    assert (row.state, bool(row.file)) == (Attachment.State.BROKEN, False)
    assert not Path(came).exists()


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"%PDF-1.7 senza fine", b"<html>%%EOF", b""])
def test_what_is_no_pdf_is_refused(content):
    with pytest.raises(BadFile, match="non è un PDF"):
        photos.check_document(a_file("relazione.pdf", content))


def form(montiano, many_photos=(), many_documents=(), **more) -> ReportForm:
    words = {**PERSON, "address": "Via Roma", "category": "strade", "subject": "Buca", "details": "Larga."}
    given = {"photos": list(many_photos), "documents": list(many_documents)}
    return ReportForm(words, MultiValueDict(given), categories=categories_of("segnalazione"), **more)


def test_of_thirty_files_ten_are_taken_and_the_rest_is_told(montiano):
    made = form(montiano, [a_photo(f"{number}.jpg", size=(8, 8)) for number in range(30)])
    assert not made.is_valid()
    assert len(made.new_files) == photos.MOST_FILES
    assert "al massimo 10 file" in str(made.errors["photos"])


def test_files_kept_before_count_too(montiano):
    made = form(montiano, [a_photo(size=(8, 8)), a_photo(size=(8, 8))], kept=9)
    assert not made.is_valid()
    assert len(made.new_files) == 1


def test_a_good_file_is_kept_beside_a_bad_one(montiano):
    made = form(montiano, [a_photo(), a_file("virus.jpg", b"MZ")], [a_pdf()])
    assert not made.is_valid()
    assert [kind for kind, _file in made.new_files] == ["foto", "documento"]
    assert "virus.jpg" in str(made.errors["photos"])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\foto\\buca.jpg", "buca.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie_x.jpg"),
        ("buca\u202egpj.exe", "bucagpj.exe"),
        ("x" * 300 + ".jpg", "x" * 94 + ".jpg"),
        ("", "foto"),
        ("...", "foto"),
    ],
)
def test_names_are_only_shown_and_never_lead_anywhere(name, shown):
    assert files.plain_name(name, "foto") == shown


def test_a_file_lies_under_a_name_of_ours_outside_the_media(draft, now, settings):
    (row,), _came = kept(draft, ("documento", a_pdf("../../segreto.pdf")), now=now)
    assert row.file.name.startswith("richieste/")
    assert "segreto" not in row.file.name
    assert str(settings.PRIVATE_ROOT) in row.file.path
    with pytest.raises(ValueError, match="indirizzo"):
        row.file.url  # noqa: B018


def test_a_file_given_out_runs_nothing(draft, now):
    (row,), _came = kept(draft, ("documento", a_pdf()), now=now)
    answer = files.given_out(row)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_photo_with_a_second_picture_inside_is_taken(draft, now):
    out = BytesIO()
    pictures = [Image.new("RGB", (900, 600), colour) for colour in ("red", "blue")]
    pictures[0].save(out, "MPO", save_all=True, append_images=pictures[1:])
    file = a_file("telefono.jpg", out.getvalue())
    photos.check_photo(file)
    (row,), _came = kept(draft, ("foto", file), now=now)
    assert row.state == Attachment.State.READY


def test_a_photo_taken_away_while_it_is_reduced_leaves_nothing(draft, now, settings):
    (row,) = files.keep(draft, [("foto", a_photo())], now)
    again = Attachment.objects.get(pk=row.pk)
    Attachment.objects.filter(pk=row.pk).delete()
    photos.reduce(again)
    assert not [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]
