"""The few template tags of the house."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.templatetags.wagtailcore_tags import richtext

from cms import pictures, share_card, structured
from cms.cards import Card
from cms.directory import directory
from cms.documents import size_text
from cms.formats import day, euro, the_day

register = template.Library()


@register.simple_tag
def path(page) -> str:
    """Address of a page on its own site."""
    return page.path_url


@register.simple_tag
def lang(code: str) -> SafeString:
    """The language of a text that is not in that of the page; nothing for one that is."""
    return format_html(' lang="{}"', code) if code else mark_safe("")


@register.simple_tag
def hreflang(code: str) -> SafeString:
    """The language of the page that a link leads to, where it is another."""
    return format_html(' hreflang="{}"', code) if code else mark_safe("")


@register.simple_tag
def in_italian(code: str) -> str:
    """«(in Italian)» after the English words of a link to an Italian page."""
    return f" {_('(in italiano)')}" if code else ""


register.filter("file_size", size_text)
_icons: dict[tuple[str, str], SafeString] = {}


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """A decorative icon of the sprite, hidden from screen readers."""
    key = (name, classes)
    if key not in _icons:
        extra = f" {classes}" if classes else ""
        _icons[key] = format_html(
            '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
            extra,
            static("dist/sprite.svg"),
            name,
        )
    return _icons[key]


@register.filter
def rich(html: str) -> SafeString:
    """Rich text of the editor, with its links to pages and documents resolved; plain markup costs nothing."""
    if "linktype=" in html or "<embed" in html:
        return richtext(html)
    return mark_safe(html)


@register.simple_tag
def picture(thing, role: str = "card", alt: str | None = None, eager: bool = False) -> SafeString:
    """A responsive picture of an image, or the decorative one of a card; see cms.pictures."""
    if isinstance(thing, Card):
        return thing.pictures.get(role, mark_safe(""))
    return pictures.picture(thing, role, alt=alt, eager=eager)


register.filter("euro", euro)
register.filter("day", day)
register.filter("the_day", the_day)


@register.filter
def tel(number: str) -> str:
    """A telephone number as a link wants it: digits and a leading plus."""
    return "".join(char for char in number if char.isdigit() or char == "+")


@register.simple_tag(takes_context=True)
def structured_data(context) -> SafeString:
    """The page as search engines read it, in a script of data; nothing outside a page."""
    page = context.get("page")
    if not hasattr(page, "structured_data") or not context.get("frame"):
        return mark_safe("")
    text = structured.of_page(page, context.flatten())
    return format_html('<script type="application/ld+json">{}</script>', text) if text else text


def _has_card(page, frame) -> bool:
    """Whether the address of the card answers: what `is_open` says, from what the frame knows already."""
    place = frame.navigation["register"]
    return not directory().is_restricted(page.path) and not (place and page.path.startswith(place))


@register.inclusion_tag("frame/social.html", takes_context=True)
def social_tags(context) -> dict:
    """What a page shows where somebody shares it; pages outside the tree have no picture."""
    frame, page = context.get("frame"), context.get("page")
    if not frame:
        return {"social": None}
    social = {
        "title": frame.tenant["name"],
        "url": frame.canonical,
        "site_name": frame.tenant["name"],
        "locale": {"en": "en_GB"}.get(frame.language, "it_IT"),
        "kind": "website",
        "description": context.get("description", ""),
    }
    if hasattr(page, "tenant_id") and page.pk:
        face = share_card.face_of_page(page)
        social |= {"title": page.seo_title or face.title, "kind": "article" if page.listing_date else "website"}
        if page.listing_date and page.last_published_at:
            social["updated"] = page.last_published_at.isoformat(timespec="seconds")
        if _has_card(page, frame):
            social |= {
                "image": f"{frame.tenant['root_url']}{share_card.path_of(page.pk, face)}",
                "image_alt": face.alt,
            }
    return {"social": social}
