from wagtail.snippets.models import register_snippet

from cms.editing.snippet_views import CarefulSnippetViewSet
from offices.models import Role


class RoleViewSet(CarefulSnippetViewSet):
    """Roles of people in the administration."""

    model = Role
    icon = "user"
    menu_label = "Incarichi"
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["title", "person", "office", "tenant", "start_on", "end_on"]
    list_filter = ["tenant", "role_type"]


register_snippet(RoleViewSet)
