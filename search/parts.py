"""What a page says, part by part: its names, its summary, its text, what it is about, what its files say."""

from dataclasses import dataclass
from functools import cache
from html import unescape

from django.db import models
from django.utils.html import strip_tags
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.fields import StreamField
from cms.models import BasePage

LONGEST = 30_000  # characters of a text that are read


@dataclass(frozen=True, slots=True)
class Parts:
    """The words of a page as its readers meet them."""

    title: str
    names: tuple[str, ...]
    summary: str
    about: str
    text: str
    files: str = ""


def parts_of(page, files: str = "") -> Parts:
    """The parts of a page, with what a shared sheet takes from elsewhere; `files` is what its files say."""
    page = page.as_read()
    about = [term.name for term in page.topics.all()]
    if page.depth > 4:  # the list that holds it: "Regolamenti", "Anagrafe e stato civile"
        about.append(page.get_parent().title)
    text = " ".join(_text(page))[:LONGEST]
    return Parts(page.title, tuple(page.other_names()), page.summary, " ".join(about), text, files)


def _text(page):
    for field in _fields(page.specific_class):
        value = field.value_from_object(page)
        if isinstance(field, StreamField):
            yield from (readable(part) for part in field.get_searchable_content(value))
        elif value:
            yield readable(str(value))


@cache
def _fields(model: type[Page]) -> list[models.Field]:
    """The fields of a type that hold words, in the order of the form."""
    found = []
    for field in model._meta.concrete_fields:
        if field.model in (Page, BasePage) or field.choices:
            continue
        if isinstance(field, (RichTextField, StreamField, models.TextField)) or type(field) is models.CharField:
            found.append(field)
    return found


def readable(markup: str) -> str:
    """The words of a piece of HTML, with a space where a line ends."""
    return " ".join(unescape(strip_tags(markup.replace("<", " <"))).split())
