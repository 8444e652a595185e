"""A copy («Duplica come bozza») beside the original, never public until somebody publishes it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from wagtail.actions.copy_page import CopyPageAction
from wagtail.admin import messages
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page

from cms.models import BasePage

SUFFIX = " (copia)"


class DuplicateButton(PageMenuItem):
    label = "Duplica come bozza"
    icon_name = "copy"
    url_name = "unica_duplicate"

    def is_shown(self, user):
        # Looked at for every row of a list: whether the parent takes one more is asked on the next screen.
        page = self.page
        return page.depth > 2 and not page.alias_of_id and page.permissions_for_user(user).can_edit()


def duplicate_view(request, page_id: int):
    """Ask, then copy and open the copy."""
    page = get_object_or_404(BasePage, pk=page_id)
    if not may_duplicate(request.user, page):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "cms/editing/duplicate.html", {"page": page, "title": copy_title(page.title)})
    copy = duplicate(page, request.user)
    messages.success(request, f"Ho fatto una bozza uguale a «{page.title}». Cambia il titolo e quello che serve.")
    return redirect("wagtailadmin_pages:edit", copy.pk)


def may_duplicate(user, page) -> bool:
    if page.depth <= 2 or page.alias_of_id or not page.permissions_for_user(user).can_edit():
        return False
    return page.permissions_for_user(user).can_copy_to(page.get_parent().specific) and _has_room(page)


def _has_room(page) -> bool:
    """Wagtail counts siblings when a page is made by hand, not when it is copied."""
    return type(page.specific).can_create_at(page.get_parent().specific)


def duplicate(page, user) -> BasePage:
    """A draft with what the latest draft says; nothing of when it was published, programmed or reviewed."""
    latest = page.specific.get_latest_revision_as_object()
    title = copy_title(latest.title)
    fresh = dict.fromkeys(("go_live_at", "expire_at", "reviewed_on", "review_by", "locked_at", "locked_by"))
    attributes = {"title": title, "draft_title": title, "slug": _free_slug(page), "locked": False, **fresh}
    action = CopyPageAction(
        latest,
        to=Page.objects.get(pk=page.get_parent().pk),
        update_attrs=attributes,
        copy_revisions=False,
        keep_live=False,
        user=user,
    )
    return action.execute(skip_permission_checks=True)


def copy_title(title: str) -> str:
    longest = Page._meta.get_field("title").max_length
    return title[: longest - len(SUFFIX)] + SUFFIX


def _free_slug(page) -> str:
    taken = set(page.get_parent().get_children().values_list("slug", flat=True))
    base = f"{page.slug[:230]}-copia"
    number = 2
    slug = base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
