from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet

from cms.editing.snippet_lists import list_with
from cms.viewsets import TenantSnippetViewSet
from territory.models import Closure, ContactPoint
from territory.viewsets import EventListViewSet, EventViewSet, PlaceListViewSet, PlaceViewSet


class ContactPointViewSet(TenantSnippetViewSet):
    """Telephone numbers and addresses of offices and people."""

    model = ContactPoint
    icon = "mobile-alt"
    menu_label = "Punti di contatto"
    menu_order = 210
    add_to_admin_menu = True
    index_view_class = list_with("tenant", "person", many=("entries__kind",))
    list_display = [
        "title",
        Column("entries", label="Recapiti", accessor="entries_line"),
        Column("person", label="Persona", accessor="person.title"),
        "tenant",
    ]
    list_filter = ["tenant"]


class ClosureViewSet(TenantSnippetViewSet):
    """Days on which a whole body is closed."""

    model = Closure
    icon = "calendar-check"
    menu_label = "Chiusure"
    menu_order = 215
    add_to_admin_menu = True
    index_view_class = list_with("tenant")
    list_display = ["reason", "first_on", "last_on", "every_year", "tenant"]
    list_filter = ["tenant", "every_year"]


register_snippet(ContactPointViewSet)
register_snippet(ClosureViewSet)


@hooks.register("register_admin_viewset")
def page_lists():
    return [
        PlaceViewSet("luogo"),
        PlaceListViewSet("elenco-luoghi"),
        EventViewSet("evento"),
        EventListViewSet("elenco-eventi"),
    ]
