"""Sections and files of transparency, as tests need them."""

from datetime import date
from itertools import count

from django.core.files.base import ContentFile
from wagtail.models import ReferenceIndex

from cms.models import SiteDocument
from tests.factories import page_with
from transparency.models import SectionFile, TransparencySectionPage

_number = count(1)
RATES = "at-personale--tassi-di-assenza"


def a_file(tenant, name: str = "assenze.csv", content: bytes = b"ufficio;assenze\nAnagrafe;8\n") -> SiteDocument:
    stem, _dot, extension = name.rpartition(".")
    found = SiteDocument(title=name, tenant=tenant, collection=tenant.collection)
    found.file = ContentFile(content, name=f"{stem}-{next(_number)}.{extension}")
    found.save()
    return found


def publish(section: TransparencySectionPage, **fields) -> TransparencySectionPage:
    for name, value in fields.items():
        setattr(section, name, value)
    section.save_revision().publish()
    return type(section).objects.get(pk=section.pk)


def with_file(tenant, published: str, *, key: str = RATES, name: str = "assenze.csv", **fields):
    """A published section with one more file; returns the section and its document."""
    document = a_file(tenant, name)
    section = page_with(tenant, key)
    section.files.add(
        SectionFile(title=f"Dati {name}", document=document, published_on=date.fromisoformat(published), **fields)
    )
    section = publish(section)
    ReferenceIndex.create_or_update_for_object(section)
    return section, document
