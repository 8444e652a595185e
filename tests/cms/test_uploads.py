"""What editors may send: alternative text always, and a clear reason for what is refused; nothing of it is stored."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from cms import pictures
from cms.background import cut_pictures
from cms.editing.uploads import check_document
from cms.models import SiteDocument, SiteImage
from home.municipalities import FOLDERS, Order, create
from tests.factories import an_image
from tests.reading import words

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def drawing(kind: str = "JPEG", size=(40, 30)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, (90, 120, 60)).save(buffer, format=kind)
    return buffer.getvalue()


def big_picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (10_000, 6_000)).save(buffer, format="PNG")
    return buffer.getvalue()


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x")
    return buffer.getvalue()


@pytest.fixture
def desk(desk, editor):
    desk.force_login(editor)
    return desk


def send_image(desk, tenant, name: str, content: bytes, **fields):
    data = {"title": "Piazza", "description": "La piazza con il mercato", "collection": tenant.collection_id, **fields}
    data["file"] = SimpleUploadedFile(name, content)
    return desk.post(reverse("wagtailimages:add"), data)


def send_document(desk, tenant, name: str, content: bytes):
    data = {"title": "Modulo", "collection": tenant.collection_id, "file": SimpleUploadedFile(name, content)}
    return desk.post(reverse("wagtaildocs:add"), data)


def nothing_is_stored(settings) -> bool:
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return not (files or SiteImage.objects.exists() or SiteDocument.objects.exists() or UploadedFile.objects.exists())


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("disegno.svg", SVG, "Le immagini SVG non si possono caricare"),
        ("disegno.png", SVG, "Il nome finisce in .png, ma il contenuto è di un altro tipo"),
        ("grande.png", big_picture(), "ha troppi punti (60000000, al massimo 40000000)"),
        ("foto.bmp", drawing("BMP"), "Questo tipo di file non va bene"),
        ("foto.png", drawing("JPEG"), "ma il contenuto è di un altro tipo (jpeg)"),
        (
            "foto.jpg",
            b"<html><script>alert(1)</script></html>",
            "ma il contenuto è di un altro tipo",
        ),
        ("foto.jpg", b"tutt'altro", "non è un'immagine, o è rovinato"),
        ("foto.jpg", drawing("JPEG", (400, 300))[:900], "non è un'immagine, o è rovinato"),
        ("foto.jpg", drawing() + b"\x00" * (11 * 1024 * 1024), "Il file è troppo grande: pesa 11,0"),
    ],
)
def test_a_picture_that_cannot_be_published_is_refused_with_a_reason(desk, montiano, settings, name, content, reason):
    answer = send_image(desk, montiano, name, content)
    assert answer.status_code == 200
    assert reason in words(BeautifulSoup(answer.content.decode(), "html.parser"))
    assert nothing_is_stored(settings)


def test_two_hundred_megabytes_are_refused(desk, montiano, settings):
    answer = send_image(desk, montiano, "foto.jpg", drawing() + b"\x00" * (200 * 1024 * 1024))
    assert "Il file è troppo grande: pesa 200,0" in words(BeautifulSoup(answer.content.decode(), "html.parser"))
    assert nothing_is_stored(settings)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_pictures_that_browsers_show_are_accepted(desk, montiano, kind):
    name = f"piazza.{kind.lower()}"
    assert send_image(desk, montiano, name, drawing(kind)).status_code == 302
    assert SiteImage.objects.get().tenant == montiano


def test_no_picture_without_its_alternative_text(desk, montiano):
    answer = send_image(desk, montiano, "piazza.jpg", drawing(), description="")
    assert "serve a chi non la può vedere" in answer.content.decode().replace("&#x27;", "'")
    assert not SiteImage.objects.exists()
    form = BeautifulSoup(desk.get(reverse("wagtailimages:add")).content.decode(), "html.parser")
    assert "come lo diresti al telefono" in words(form)


def test_a_picture_of_before_gets_its_text_at_the_first_change(desk, montiano):
    image = an_image(montiano)
    answer = desk.post(reverse("wagtailimages:edit", args=[image.pk]), {"title": "Altro", "description": ""})
    assert answer.status_code == 200
    image.refresh_from_db()
    assert image.title == "Un campo"


def test_many_pictures_at_once_wait_for_their_text(desk, montiano):
    address = reverse("wagtailimages:add_multiple")
    data = {"title": "Piazza", "collection": montiano.collection_id, "files[]": SimpleUploadedFile("a.jpg", drawing())}
    answer = json.loads(desk.post(address, data, headers={"X-Requested-With": "XMLHttpRequest"}).content)
    assert answer["success"]
    assert not SiteImage.objects.exists()
    key = answer["uploaded_file_id"]
    finish = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[key])
    fields = {f"uploaded-image-{key}-{name}": value for name, value in (("title", "Piazza"), ("description", ""))}
    fields[f"uploaded-image-{key}-collection"] = montiano.collection_id
    assert not json.loads(desk.post(finish, fields).content)["success"]
    fields[f"uploaded-image-{key}-description"] = "La piazza con il mercato"
    assert json.loads(desk.post(finish, fields).content)["success"]
    assert SiteImage.objects.get().description == "La piazza con il mercato"


def test_many_pictures_at_once_a_bad_one_is_refused(desk, montiano, settings):
    data = {"title": "x", "collection": montiano.collection_id, "files[]": SimpleUploadedFile("a.svg", SVG)}
    answer = json.loads(desk.post(reverse("wagtailimages:add_multiple"), data).content)
    assert not answer["success"]
    assert "esportala in PNG" in answer["error_message"]
    assert nothing_is_stored(settings)


def test_the_chooser_asks_for_the_text_too(desk, montiano):
    data = {
        "image-chooser-upload-title": "Piazza",
        "image-chooser-upload-file": SimpleUploadedFile("a.jpg", drawing()),
        "image-chooser-upload-collection": montiano.collection_id,
        "image-chooser-upload-description": "",
    }
    answer = desk.post(reverse("wagtailimages_chooser:create"), data)
    assert "serve a chi non la può vedere" in str(json.loads(answer.content))
    assert not SiteImage.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.zip", zipped("a.txt")),
        ("a.docx", zipped("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", zipped("xl/workbook.xml")),
        ("a.odt", zipped("mimetype")),
        ("a.rtf", b"{\\rtf1 ciao}"),
        ("a.p7m", b"\x30\x82\x01\x00"),
        ("a.xml", b'\xef\xbb\xbf<?xml version="1.0"?><a/>'),
        ("a.json", b'{"a": 1}'),
        ("a.csv", "nome;età\nAda;40\n".encode("cp1252")),
        ("a.txt", "perché".encode()),
    ],
)
def test_documents_that_are_what_they_say_are_accepted(desk, montiano, name, content):
    assert send_document(desk, montiano, name, content).status_code == 302
    assert SiteDocument.objects.get().tenant == montiano


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.exe", b"MZ\x90", "Questo tipo di file non si può pubblicare"),
        ("a.html", b"<html>", "Questo tipo di file non si può pubblicare"),
        ("senza-estensione", b"%PDF-1.7", "Questo tipo di file non si può pubblicare"),
        ("a.pdf", b"MZ\x90\x00", "il contenuto non è un file PDF"),
        ("a.pdf", zipped("word/document.xml"), "il contenuto non è un file PDF"),
        ("a.docx", zipped("altro.txt"), "il contenuto non è un file DOCX"),
        ("a.docx", b"PK\x03\x04rovinato", "il contenuto non è un file DOCX"),
        ("a.ods", zipped("mimetype"), "il contenuto non è un file ODS"),
        ("a.xml", b"<!DOCTYPE html><html></html>", "il contenuto non è un file XML"),
        ("a.xml", SVG, "il contenuto non è un file XML"),
        ("a.json", b"{a", "il contenuto non è un file JSON"),
        ("a.txt", b"\x7fELF\x00\x00", "il contenuto non è un file TXT"),
        ("a.csv", b"  <script>alert(1)</script>", "il contenuto non è un file CSV"),
    ],
)
def test_documents_that_are_not_what_they_say_are_refused(desk, montiano, settings, name, content, reason):
    answer = send_document(desk, montiano, name, content)
    assert answer.status_code == 200
    assert reason in words(BeautifulSoup(answer.content.decode(), "html.parser"))
    assert nothing_is_stored(settings)


def test_a_document_too_big_is_refused():
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    upload.size = 200 * 1024 * 1024
    with pytest.raises(ValidationError, match="pesa 200,0"):
        check_document(upload)


def test_a_new_point_of_interest_cuts_the_picture_anew(montiano):
    image = an_image(montiano)
    before = pictures.picture(image, "card")
    image.focal_point_x, image.focal_point_y = 1500, 100
    image.focal_point_width = image.focal_point_height = 50
    image.save()
    cut_pictures.call(image.pk)
    ready = pictures.with_renditions(SiteImage.objects.filter(pk=image.pk), "card").get()
    after = pictures.picture(ready, "card")
    assert after != before
    assert all(
        r.url in after for r in ready.ready_renditions if r.focal_point_key == pictures._CUT.get_cache_key(image)
    )


def test_a_body_has_folders_made_once(montiano):
    files = Collection.objects.get(pk=montiano.collection_id)
    folders = files.get_children()
    assert sorted(folder.name for folder in folders) == sorted(FOLDERS)
    Collection.objects.filter(pk=folders.get(name="Immagini").pk).update(name="Fotografie")
    create(Order("montiano", "Comune di Montiano", "Montiano", "montiano.test"))
    names = [folder.name for folder in Collection.objects.get(pk=files.pk).get_children()]
    assert sorted(names) == sorted(["Fotografie", *FOLDERS[1:]])


def test_a_file_in_a_folder_belongs_to_the_body(desk, montiano):
    folder = Collection.objects.get(pk=montiano.collection_id).get_children()[0]
    assert send_image(desk, montiano, "piazza.jpg", drawing(), collection=folder.pk).status_code == 302
    assert SiteImage.objects.get().tenant == montiano
