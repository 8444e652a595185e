"""Responsive pictures: one set of sizes and formats per role, made when content is loaded or published."""

from collections.abc import Iterator

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks.list_block import ListValue
from wagtail.images.models import AbstractImage, Filter

FORMATS = ("avif", "webp", "jpeg")

# One ladder of sizes, all in the 16:9 frame that cards and headers reserve: fewer files, more hits in caches.
SMALL, MEDIUM, LARGE = (400, 225), (800, 450), (1280, 720)

# Role -> (sizes to offer, the `sizes` attribute).
ROLES: dict[str, tuple[tuple[tuple[int, int], ...], str]] = {
    "card": ((SMALL, MEDIUM), "(min-width: 992px) 400px, (min-width: 576px) 50vw, 100vw"),
    "wide": ((SMALL, MEDIUM, LARGE), "(min-width: 992px) 640px, 100vw"),
}


# All our sizes fill a frame, so they depend on an image's point of interest in the same way.
_CUT = Filter(spec="fill-400x225")


def specs(role: str) -> list[str]:
    """Filter specs of every rendition of a role, in Wagtail's notation."""
    sizes, _ = ROLES[role]
    return [f"fill-{width}x{height}|format-{fmt}" for fmt in FORMATS for width, height in sizes]


def with_renditions(images, *roles: str):
    """A queryset of images with the renditions of some roles: two queries, whatever their number."""
    return images.prefetch_related(_renditions(*roles))


def _renditions(*roles: str) -> Prefetch:
    from cms.models import SiteRendition

    wanted = [spec for role in roles for spec in specs(role)]
    renditions = SiteRendition.objects.filter(filter_spec__in=wanted)
    return Prefetch("renditions", renditions, to_attr="ready_renditions")


def read_renditions(page, values: list) -> None:
    """Read in one query the renditions of a page's own image and of all those inside some values of its blocks."""
    images = [image for value in values for image in _images_in(value)]
    if "image" in page._state.fields_cache and page.image:  # read with the page, so its template shows it
        images.append(page.image)
    prefetch_related_objects(images, _renditions(*ROLES))


def _images_in(value) -> Iterator:
    if isinstance(value, AbstractImage):
        yield value
    elif isinstance(value, dict):
        for child in value.values():
            yield from _images_in(child)
    elif isinstance(value, ListValue):
        for child in value:
            yield from _images_in(child)


def picture(image, role: str, *, alt: str | None = None, eager: bool = False) -> SafeString:
    """HTML of a picture in a role; an empty string without an image.

    `alt` defaults to the image's own alternative text; pass "" where the picture only decorates.
    """
    if image is None:
        return mark_safe("")
    sizes, media = ROLES[role]
    wanted = specs(role)
    cut = _CUT.get_cache_key(image)  # renditions of an older point of interest may still be there
    ready = [r for r in getattr(image, "ready_renditions", ()) if r.focal_point_key == cut]
    found = {r.filter_spec: r for r in ready if r.filter_spec in wanted}
    if len(found) < len(wanted):
        found = image.get_renditions(*wanted)
        found = {rendition.filter_spec: rendition for rendition in found.values()}
    sources = format_html_join(
        "",
        '<source type="image/{}" srcset="{}" sizes="{}">',
        (
            (fmt, ", ".join(f"{found[f'fill-{w}x{h}|format-{fmt}'].url} {w}w" for w, h in sizes), media)
            for fmt in FORMATS[:2]
        ),
    )
    width, height = sizes[0]
    jpegs = [(found[f"fill-{w}x{h}|format-jpeg"].url, w) for w, h in sizes]
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}></picture>',
        sources,
        jpegs[0][0],
        ", ".join(f"{url} {w}w" for url, w in jpegs),
        media,
        width,
        height,
        image.description if alt is None else alt,
        mark_safe('fetchpriority="high"' if eager else 'loading="lazy" decoding="async"'),
    )


def make_renditions(image, *roles: str) -> None:
    """Cut every rendition of some roles now, so that no visitor waits for them."""
    image.get_renditions(*[spec for role in roles or ROLES for spec in specs(role)])
