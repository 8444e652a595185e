"""The few template tags of the house."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms import pictures
from cms.formats import euro

register = template.Library()


@register.simple_tag
def path(page) -> str:
    """Address of a page on its own site."""
    return page.path_url


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """A decorative icon of the sprite, hidden from screen readers."""
    extra = f" {classes}" if classes else ""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        extra,
        sprite(),
        name,
    )


_sprite: list[str] = []


def sprite() -> str:
    if not _sprite:
        _sprite.append(static("dist/sprite.svg"))
    return _sprite[0]


@register.simple_tag
def picture(image, role: str = "card", alt: str | None = None, eager: bool = False) -> SafeString:
    """A responsive picture; see cms.pictures."""
    return pictures.picture(image, role, alt=alt, eager=eager)


register.filter("euro", euro)


@register.filter
def tel(number: str) -> str:
    """A telephone number as a link wants it: digits and a leading plus."""
    return "".join(char for char in number if char.isdigit() or char == "+")
