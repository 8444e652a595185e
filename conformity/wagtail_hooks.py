"""Registrations with the Wagtail admin, one line each."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from conformity import urls


@hooks.register("register_admin_urls")
def addresses():
    return urls.urlpatterns


@hooks.register("register_admin_menu_item")
def menu_entry():
    return MenuItem("Conformità", reverse("conformity"), name="conformita", icon_name="tasks", order=130)


@hooks.register("insert_global_admin_css")
def style():
    return format_html('<link rel="stylesheet" href="{}">', static("conformity/conformity.css"))
