from wagtail.snippets.models import register_snippet

from cms.viewsets import TenantSnippetViewSet
from feedback.models import Rating


class RatingViewSet(TenantSnippetViewSet):
    """Answers of citizens on the clarity of pages: to read, not to change."""

    model = Rating
    icon = "pick"
    menu_label = "Valutazioni"
    menu_order = 230
    add_to_admin_menu = True
    list_display = ["page", "stars", "answer", "comment", "created_at", "tenant"]
    list_filter = ["tenant", "stars"]
    inspect_view_enabled = True


register_snippet(RatingViewSet)
