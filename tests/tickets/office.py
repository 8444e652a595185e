"""Requests and reports of Montiano, made through the front door; and files as people send them."""

import uuid
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tickets import api
from tickets.background import reduce_photo
from tickets.models import Attachment, Category, Team

HERE = (44.0795, 12.3055)  # inside Montiano, as latitude and longitude
IN_CESENA = (44.1391, 12.2431)
ABROAD = (48.8566, 2.3522)
PERSON = {"name": "Anna", "surname": "Bianchi", "email": "anna@cittadini.test", "phone": ""}


def category(key: str) -> Category:
    return Category.objects.get(key=key)


def anna(**fields) -> api.Person:
    return api.Person(**({"name": "Anna", "surname": "Bianchi", "email": "anna@cittadini.test"} | fields))


def a_request(tenant, now, *, key="relazioni-con-il-pubblico", person=None, **fields):
    """A request of assistance."""
    fields.setdefault("details", "Dove ritiro il tesserino dei funghi?")
    wish = api.Wish(category(key), **fields)
    return api.send(tenant, wish, person or anna(), now, request_key=uuid.uuid4())


def a_report(tenant, now, *, key="strade", person=None, draft=None, **fields):
    """A report, with its point in the municipality."""
    fields = {
        "subject": "Buca in via Roma",
        "details": "È larga un metro.",
        "address": "Via Roma 1",
        "point": HERE,
    } | fields
    wish = api.Wish(category(key), **fields)
    return api.send(tenant, wish, person or anna(), now, request_key=uuid.uuid4(), draft=draft)


def an_approved(tenant, now, user, **fields):
    """A report that everybody may read."""
    report = a_report(tenant, now, **fields)
    return api.approve(report, api.Showing(report.subject, report.details, True, report.address), now, user=user)


def a_team(tenant, *people, offices=(), takes_rest=False) -> Team:
    team = Team.objects.create(tenant=tenant, name="Chi risponde", takes_rest=takes_rest)
    team.operators.set(people)
    team.offices.set(offices)
    return team


def a_photo(name="buca.jpg", size=(900, 600), exif=None, kind="JPEG") -> SimpleUploadedFile:
    out = BytesIO()
    more = {"exif": exif} if exif else {}
    Image.new("RGB", size, "#884422").save(out, kind, **more)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def the_worker_passes() -> None:
    """Photos that wait are reduced, as the worker does."""
    for key in Attachment.objects.filter(state=Attachment.State.WAITING).values_list("pk", flat=True):
        reduce_photo.func(key)


def a_pdf(name="relazione.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(
        name, b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", content_type="application/pdf"
    )
