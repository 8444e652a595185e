"""Registrations with the Wagtail admin, one line each."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from albo.admin import urls
from albo.models import PublicationPeriod


class PublicationPeriodViewSet(SnippetViewSet):
    """For how many days each kind of act is published: for every body, by union IT."""

    model = PublicationPeriod
    icon = "calendar"
    menu_label = "Durate all'albo"
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["kind", "days", "is_minimum", "source"]
    copy_view_enabled = False


register_snippet(PublicationPeriodViewSet)


@hooks.register("register_admin_urls")
def register_addresses():
    return urls.urlpatterns


@hooks.register("register_admin_menu_item")
def register_entry():
    return MenuItem("Albo pretorio", reverse("albo_admin"), name="albo", icon_name="doc-full-inverse", order=125)


@hooks.register("insert_global_admin_css")
def register_style():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/albo.css"))
