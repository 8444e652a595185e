"""Registrations with the Wagtail admin, one line each; what they register lives in `cms.viewsets`."""

from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.link_handler import QuickPageLinkHandler
from cms.viewsets import TermViewSet

register_snippet(TermViewSet)


@hooks.register("register_rich_text_features", order=100)
def know_links_by_publication(features):
    features.register_link_type(QuickPageLinkHandler)


@hooks.register("insert_global_admin_css")
def admin_style():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/unica.css"))


@hooks.register("before_bulk_action")
def refuse_incomplete_pages(request, action_type, objects, action):
    """A bulk publication stops before it starts when a page lacks a mandatory part, and says which."""
    if action_type != "publish":
        return None
    incomplete = []
    for page in objects:
        latest = page.get_latest_revision_as_object() if hasattr(page, "get_latest_revision_as_object") else page
        missing = latest.missing_parts() if hasattr(latest, "missing_parts") else {}
        if missing:
            incomplete.append((page.title, missing))
    for title, missing in incomplete:
        messages.error(request, f"«{title}» non è completa. {' '.join(missing.values())}")
    return redirect(request.META.get("HTTP_REFERER") or "wagtailadmin_home") if incomplete else None
