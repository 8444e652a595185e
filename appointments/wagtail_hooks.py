"""Registrations with the Wagtail admin: what an office decides beforehand, and the desk."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from appointments.desk import rights, urls
from appointments.models import Agenda, AppointmentType, Resource
from cms.editing.snippet_lists import list_with
from cms.viewsets import TenantSnippetViewSet


class AgendaViewSet(TenantSnippetViewSet):
    """Calendars of offices."""

    model = Agenda
    icon = "calendar-alt"
    menu_label = "Agende"
    index_view_class = list_with("tenant", "office")
    list_display = ["name", Column("office", label="Ufficio", accessor="office.title"), "tenant", "is_active"]
    list_filter = ["tenant", "is_active"]


class TypeViewSet(TenantSnippetViewSet):
    """Kinds of appointment."""

    model = AppointmentType
    icon = "time"
    menu_label = "Tipi di appuntamento"
    index_view_class = list_with("tenant")
    list_display = ["name", Column("duration", label="Minuti", sort_key="duration"), "tenant", "is_active"]
    list_filter = ["tenant", "is_active"]


class ResourceViewSet(TenantSnippetViewSet):
    """Desks, operators, rooms, places for video calls."""

    model = Resource
    icon = "desktop"
    menu_label = "Sportelli, operatori, sale"
    index_view_class = list_with("tenant")
    list_display = ["name", Column("kind", label="Che cos'è", accessor="get_kind_display"), "tenant", "is_active"]
    list_filter = ["tenant", "kind", "is_active"]


class AppointmentsGroup(SnippetViewSetGroup):
    menu_label = "Agende e sportelli"
    menu_icon = "calendar-alt"
    menu_order = 205
    items = (AgendaViewSet, TypeViewSet, ResourceViewSet)


register_snippet(AppointmentsGroup)


@hooks.register("register_admin_urls")
def register_addresses():
    return urls.urlpatterns


class DeskEntry(MenuItem):
    def is_shown(self, request):
        return rights.has_agendas(request.user)


@hooks.register("register_admin_menu_item")
def register_entry():
    return DeskEntry("Appuntamenti", reverse("desk_day"), name="appuntamenti", icon_name="calendar-alt", order=110)


@hooks.register("insert_global_admin_css")
def register_style():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/desk.css"))
