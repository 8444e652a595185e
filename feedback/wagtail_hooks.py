from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from feedback.models import Rating


class RatingViewSet(SnippetViewSet):
    """Answers of citizens on the clarity of pages: to read, not to change."""

    model = Rating
    icon = "pick"
    menu_label = "Valutazioni"
    menu_order = 230
    add_to_admin_menu = True
    list_display = ["page", "stars", "answer", "comment", "created_at", "tenant"]
    list_filter = ["tenant", "stars"]
    inspect_view_enabled = True
    copy_view_enabled = False


register_snippet(RatingViewSet)
