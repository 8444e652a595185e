from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from transparency import formats, viewsets, withdrawal
from transparency.admin import urls
from transparency.admin.menu import DeskMenuItem
from transparency.models import TransparencySectionPage


@hooks.register("register_admin_viewset")
def page_lists():
    return [viewsets.SectionViewSet("sezione-trasparenza"), viewsets.SectionListViewSet("elenco-trasparenza")]


@hooks.register("register_admin_urls")
def addresses():
    return urls.urlpatterns


@hooks.register("register_admin_menu_item")
def menu_entry():
    return DeskMenuItem("Trasparenza", reverse("transparency_desk"), name="trasparenza", icon_name="glasses", order=112)


@hooks.register("before_serve_document", order=10)  # after `staff` has said on which host it may be served at all
def withdraw_what_is_over(document, request):
    if getattr(request, "is_admin_host", False) or not withdrawal.is_withdrawn(document, timezone.localdate()):
        return None
    return withdrawal.gone(request)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def advise_open_formats(request, page):
    """Say which files are not open, once they are saved: the law asks for open ones, a draft may wait."""
    if not isinstance(page, TransparencySectionPage):
        return
    for row in page.get_latest_revision_as_object().files.all():
        advice = formats.warning(row.document.file_extension)
        if advice:
            messages.warning(request, f"«{row.title}»: {advice}")
