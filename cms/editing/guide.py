"""The editors' guide inside the admin: chapters in `cms/guide/*.md`, made into pages here."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from wagtail.admin.ui.menus.pages import PageMenuItem

from cms.markup import to_rich_text

FOLDER = Path(__file__).resolve().parent.parent / "guide"


@dataclass(frozen=True)
class Section:
    """A titled part of a chapter, with an anchor of its own."""

    anchor: str
    title: str
    html: SafeString

    @property
    def words(self) -> str:
        return f"{self.title} {strip_tags(self.html)}".lower()


@dataclass(frozen=True)
class Chapter:
    key: str
    title: str
    intro: SafeString
    sections: list[Section]

    def about(self, words: list[str]) -> list[Section]:
        """Sections that hold all the words; the introduction counts for the whole chapter."""
        return [part for part in self.sections if all(word in f"{self.title.lower()} {part.words}" for word in words)]


@cache
def chapters() -> list[Chapter]:
    return [_read(path) for path in sorted(FOLDER.glob("*.md"))]


def _read(path: Path) -> Chapter:
    head, *parts = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    title, _, intro = head.removeprefix("# ").partition("\n")
    return Chapter(
        key=path.stem.split("-", 1)[1],
        title=title.strip(),
        intro=mark_safe(to_rich_text(intro)),
        sections=[_section(part) for part in parts],
    )


def _section(text: str) -> Section:
    title, _, body = text.partition("\n")
    return Section(slugify(title), title.strip(), mark_safe(to_rich_text(body)))


def guide_view(request, key: str = ""):
    """A chapter, or what the guide says about some words."""
    known = chapters()
    query = request.GET.get("q", "").strip()[:80]
    context = {"chapters": known, "query": query}
    if query:
        words = query.lower().split()
        context["found"] = [(chapter, parts) for chapter in known if (parts := chapter.about(words))]
        return render(request, "cms/editing/guide_search.html", context)
    number = next((place for place, chapter in enumerate(known) if chapter.key == (key or known[0].key)), None)
    if number is None:
        raise Http404
    context |= {
        "chapter": known[number],
        "before": known[number - 1] if number else None,
        "after": known[number + 1] if number + 1 < len(known) else None,
    }
    return render(request, "cms/editing/guide.html", context)


def help_address(model) -> str:
    """Where the guide speaks of a type of page."""
    return reverse("unica_guide", args=[getattr(model, "guide_chapter", "per-cominciare")])


class HelpButton(PageMenuItem):
    label = "Aiuto per questa pagina"
    icon_name = "help"

    def is_shown(self, user):
        return True
