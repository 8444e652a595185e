"""Pages that need nothing but themselves: no template, no database. For when something of the product is down."""

from django.conf import settings
from django.http import HttpResponse
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.versions import OTHER_LANGUAGES

PAGE = (
    '<!doctype html><html lang="{language}" data-theme="{theme}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
    '<title>{title}</title>{style}</head><body class="bare-page"><main class="container"><div class="page-single">'
    '<p class="eyebrow">{eyebrow}</p><h1>{heading}</h1>{paragraphs}{link}</div></main></body></html>'
)


def language_of(request) -> str:
    """The language that an address asks for, without asking whether the site speaks it."""
    first = request.path_info.lstrip("/").partition("/")[0]
    return first if first in OTHER_LANGUAGES else settings.LANGUAGE_CODE


def page(request, status: int, language: str, words: dict) -> HttpResponse:
    """A whole page. `words`: title, heading, paragraphs, and perhaps link (address and label)."""
    tenant = getattr(request, "tenant", None)
    link = words.get("link")
    html = format_html(
        PAGE,
        language=language,
        theme=tenant.theme if tenant is not None else "unione",
        title=words["title"],
        heading=words["heading"],
        eyebrow=tenant.name if tenant is not None else words["title"],
        paragraphs=format_html_join("", '<p class="lead">{}</p>', ((text,) for text in words["paragraphs"])),
        link=format_html('<p><a class="btn btn-primary" href="{}">{}</a></p>', *link) if link else "",
        style=_style(),
    )
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})


def _style() -> SafeString | str:
    try:
        return format_html('<link rel="stylesheet" href="{}">', static("dist/site.css"))
    except Exception:  # whatever is wrong with the static files: words are enough
        return ""


def in_language(language: str):
    return translation.override(language)
