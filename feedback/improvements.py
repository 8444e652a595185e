"""*Hai detto, abbiamo fatto*: above the rating of a page, what was changed because of what people said of it."""

from collections import defaultdict

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from cms.directory import Directory, directory
from feedback.models import Improvement

SHOWN = 3  # of a page, the newest
_kept: tuple[Directory, dict[int, list[Improvement]]] | None = None


def told_on(page_id: int) -> str:
    """What a page tells of its own changes; nothing where there was none."""
    changes = _of_pages().get(page_id)
    return mark_safe(render_to_string("feedback/improvements.html", {"changes": changes})) if changes else ""


def _of_pages() -> dict[int, list[Improvement]]:
    """Changes of every body, read again with the picture of all sites (cms.directory): rarely, and by no publication of
    one body, so that the first page after it asks no question more."""
    global _kept
    picture = directory()
    if _kept is None or _kept[0] is not picture:
        by_page = defaultdict(list)
        for change in Improvement.objects.annotate(people=Count("ratings")).order_by("-done_on", "-pk"):
            by_page[change.page_id].append(change)
        _kept = (picture, {page: changes[:SHOWN] for page, changes in by_page.items()})
    return _kept[1]
