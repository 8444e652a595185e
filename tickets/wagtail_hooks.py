"""Registrations with the Wagtail admin: what is decided beforehand, and the inbox."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.editing.snippet_lists import list_with
from cms.editing.snippet_views import CarefulSnippetViewSet
from cms.viewsets import TenantSnippetViewSet
from tickets.inbox import rights, urls
from tickets.models import Category, RoutingRule, StandardAnswer, Team


class CategoryViewSet(CarefulSnippetViewSet):
    """Kinds of request and report, with their terms: of the whole union."""

    model = Category
    icon = "tag"
    menu_label = "Categorie"
    list_display = ["name", "kind", Column("due_days", label="Giorni", sort_key="due_days"), "is_active"]
    list_filter = ["kind", "is_active"]


class RoutingRuleViewSet(CarefulSnippetViewSet):
    """Where requests and reports go: of the whole union."""

    model = RoutingRule
    icon = "redirect"
    menu_label = "Smistamento"
    index_view_class = list_with("category", "area", "office", "service")
    list_display = [
        "name",
        "category",
        Column("service", label="Servizio", accessor="service.title"),
        "area",
        Column("office", label="Va a", accessor="office.title"),
        "is_active",
    ]
    list_filter = ["category", "area", "is_active"]


class TeamViewSet(TenantSnippetViewSet):
    """Who answers for which offices."""

    model = Team
    icon = "group"
    menu_label = "Gruppi di risposta"
    index_view_class = list_with("tenant")
    list_display = ["name", "tenant", "takes_rest"]
    list_filter = ["tenant"]


class StandardAnswerViewSet(TenantSnippetViewSet):
    """Words kept ready."""

    model = StandardAnswer
    icon = "comment"
    menu_label = "Risposte pronte"
    index_view_class = list_with("tenant", "category")
    list_display = ["title", "category", "tenant"]
    list_filter = ["tenant", "category"]


class TicketsGroup(SnippetViewSetGroup):
    menu_label = "Richieste: regole"
    menu_icon = "cog"
    menu_order = 235
    items = (TeamViewSet, StandardAnswerViewSet, CategoryViewSet, RoutingRuleViewSet)


register_snippet(TicketsGroup)


@hooks.register("register_admin_urls")
def register_addresses():
    return urls.urlpatterns


class InboxEntry(MenuItem):
    def is_shown(self, request):
        return rights.has_inbox(request.user)


@hooks.register("register_admin_menu_item")
def register_entry():
    return InboxEntry("Richieste e segnalazioni", reverse("inbox"), name="richieste", icon_name="mail", order=112)
