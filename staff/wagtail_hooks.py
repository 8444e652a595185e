"""Registrations with the Wagtail admin, one line each."""

from django.http import Http404
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from cms.staff import administered_bodies
from staff import home, scoping

# Each row of a list of pages would ask the database twice about translations: the page's own header still offers them.
hooks._hooks["register_page_listing_more_buttons"].remove((page_listing_more_buttons, 0))
hooks.register("construct_main_menu", scoping.keep_reachable)
hooks.register("construct_settings_menu", scoping.keep_reachable)
hooks.register("construct_reports_menu", scoping.keep_reachable)
hooks.register("construct_content_menu", scoping.keep_reachable)
hooks.register("construct_homepage_panels", home.arrange)
hooks.register("construct_homepage_summary_items", home.count_own_pages, order=1000)  # after Wagtail's own


@hooks.register("construct_page_chooser_queryset")
def choose_own_pages(pages, request):
    return scoping.own_pages(pages, request.user)


@hooks.register("before_serve_document")
def serve_on_own_host(document, request):
    """A file answers only on the host of its body, and on the admin's host only to who works for it."""
    if not scoping.may_have_file(request, document):
        raise Http404


@hooks.register("construct_admin_api", order=1000)  # after Wagtail's own
def list_own_pages(router):
    router.register_endpoint("pages", scoping.OwnPagesAPIViewSet)


class StaffMenuItem(MenuItem):
    def is_shown(self, request):
        bodies = administered_bodies(request.user)
        return bodies is None or bool(bodies)


@hooks.register("register_admin_menu_item")
def staff_entry():
    return StaffMenuItem("Personale", reverse("staff_list"), name="personale", icon_name="group", order=800)


@hooks.register("register_admin_menu_item")
def register_entry():
    return StaffMenuItem("Registro", reverse("staff_register"), name="registro", icon_name="history", order=810)


@hooks.register("register_account_menu_item")
def second_factor_entry(request):
    return {
        "url": reverse("mfa_index"),
        "label": "Secondo fattore",
        "help_text": "L'app dei codici, le chiavi di sicurezza, i codici di recupero.",
    }
