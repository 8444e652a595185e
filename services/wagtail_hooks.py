"""Registrations with the Wagtail admin, one line each."""

from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.snippets.models import register_snippet
from wagtail_localize.wagtail_hooks import register_snippet_listing_buttons

from cms import translations
from services.admin import inbox_menu, urls
from services.admin.rights import adopting_bodies
from services.admin.shared_viewset import SharedServiceViewSet, was_published
from services.models import SharedService
from services.viewsets import QuestionViewSet, ServiceListViewSet, ServiceViewSet
from staff import scoping

register_snippet(SharedServiceViewSet)
register_snippet(QuestionViewSet)
# Each row of a list would ask the database twice about translations: the form of a sheet offers them.
hooks._hooks["register_snippet_listing_buttons"].remove((register_snippet_listing_buttons, 0))
hooks.register("construct_catalogue_menu", scoping.keep_reachable)


@hooks.register("register_admin_viewset")
def service_lists():
    return [ServiceViewSet("scheda-servizio"), ServiceListViewSet("elenco-servizi")]


@hooks.register("insert_editor_js")
def own_parts_script():
    return format_html('<script src="{}"></script>', static("admin/own-parts.js"))


hooks.register("register_admin_menu_item", inbox_menu.menu_entry)


@hooks.register("insert_global_admin_css")
def inbox_style():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/union_news.css"))


@hooks.register("register_admin_urls")
def catalogue_addresses():
    return urls.urlpatterns


@hooks.register("insert_global_admin_css")
def catalogue_style():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/catalogue.css"))


catalogue_menu = Menu("register_catalogue_menu_item", "construct_catalogue_menu")


@hooks.register("register_admin_menu_item")
def catalogue_menu_item():
    return SubmenuMenuItem("Catalogo dei servizi", catalogue_menu, name="catalogo", icon_name="list-ul", order=115)


@hooks.register("register_catalogue_menu_item")
def board_entry():
    return MenuItem("Quadro dell'Unione", reverse("catalogue_board"), name="quadro", icon_name="table", order=20)


@hooks.register("register_catalogue_menu_item")
def share_entry():
    address = reverse("catalogue_share")
    return MenuItem("Da una scheda di un Comune", address, name="da-scheda", icon_name="copy", order=30)


class AdoptEntry(MenuItem):
    def is_shown(self, request):
        return bool(adopting_bodies(request.user))


@hooks.register("register_catalogue_menu_item")
def adopt_entry():
    return AdoptEntry("Adotta schede", reverse("catalogue_adopt"), name="adotta", icon_name="download", order=40)


@hooks.register("construct_snippet_action_menu")
def withdraw_on_its_own_screen(items, request, context):
    """Unpublishing leaves pages behind: it is done where one is asked about them."""
    if context["model"] is SharedService:
        items[:] = [item for item in items if item.name != "action-unpublish"]


@hooks.register("before_delete_snippet")
def keep_published_sheets(request, instances):
    """Municipalities may have adopted it: what was once out is withdrawn, not deleted."""
    kept = [sheet for sheet in instances if isinstance(sheet, SharedService) and was_published(sheet)]
    for sheet in kept:
        messages.error(request, f"«{sheet}» è già uscita e non si può eliminare. Puoi ritirarla.")
    return redirect("wagtailsnippets_services_sharedservice:list") if kept else None


@hooks.register("before_edit_snippet", order=-1)
def refuse_half_translated_sheet(request, sheet):
    """Publishing a translation that still lacks texts: wagtail-localize would fill the gaps with Italian."""
    if not isinstance(sheet, SharedService) or request.method != "POST" or request.POST.get("action") != "publish":
        return None
    found = translations.untranslated(sheet)
    if found:
        messages.error(request, translations.INCOMPLETE % found)
    return redirect("wagtailsnippets_services_sharedservice:edit", sheet.pk) if found else None
