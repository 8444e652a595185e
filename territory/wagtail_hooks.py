from wagtail.snippets.models import register_snippet

from cms.editing.snippet_views import CarefulSnippetViewSet
from territory.models import ContactPoint


class ContactPointViewSet(CarefulSnippetViewSet):
    """Telephone numbers and addresses of offices and people."""

    model = ContactPoint
    icon = "mobile-alt"
    menu_label = "Punti di contatto"
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["title", "tenant"]
    list_filter = ["tenant"]


register_snippet(ContactPointViewSet)
