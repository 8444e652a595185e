"""*Hai detto, abbiamo fatto*: above the rating of a page, what was changed because of what people said of it."""

from collections import defaultdict

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from cms.kept import kept
from feedback.models import Improvement

SHOWN = 3  # of a page, the newest


def told_on(tenant, page_id: int, language: str) -> str:
    """What a page tells of its own changes; nothing where there was none. Asks once per publication of a body."""
    return kept(tenant.pk, "improvements", language, make=lambda: _of_body(tenant)).get(page_id, "")


def _of_body(tenant) -> dict[int, str]:
    by_page = defaultdict(list)
    for change in Improvement.objects.filter(tenant=tenant.pk).annotate(people=Count("ratings")):
        by_page[change.page_id].append(change)
    return {page: _draw(changes[:SHOWN]) for page, changes in by_page.items()}


def _draw(changes) -> str:
    return mark_safe(render_to_string("feedback/improvements.html", {"changes": changes}))
