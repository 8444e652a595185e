from wagtail.snippets.models import register_snippet

from cms.editing.snippet_views import CarefulSnippetViewSet
from news.models import Alert


class AlertViewSet(CarefulSnippetViewSet):
    """Alerts on every page of a site."""

    model = Alert
    icon = "warning"
    menu_label = "Avvisi di allerta"
    menu_order = 200
    add_to_admin_menu = True
    list_display = ["text", "level", "tenant", "starts_at", "ends_at"]
    list_filter = ["tenant", "level"]


register_snippet(AlertViewSet)
