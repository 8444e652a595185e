from django.utils import timezone
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet

from cms.editing.snippet_lists import StateFilter, list_with
from cms.viewsets import TenantSnippetViewSet
from news.models import Alert
from news.viewsets import NewsListViewSet, NewsViewSet


class AlertFilters(WagtailFilterSet):
    state = StateFilter(
        label="Quando",
        choices=[("now", "In corso"), ("next", "Programmati"), ("over", "Finiti")],
        states={
            "now": lambda alerts: alerts.running(timezone.now()),
            "next": lambda alerts: alerts.filter(starts_at__gt=timezone.now()),
            "over": lambda alerts: alerts.filter(ends_at__lte=timezone.now()),
        },
    )

    class Meta:
        model = Alert
        fields = ["tenant", "level"]


class AlertViewSet(TenantSnippetViewSet):
    """Alerts on every page of a site."""

    model = Alert
    icon = "warning"
    menu_label = "Avvisi di allerta"
    menu_order = 200
    add_to_admin_menu = True
    index_view_class = list_with("tenant")
    list_display = [
        "text",
        Column("state", label="Stato", accessor=lambda alert: alert.state_at(timezone.now())),
        Column("level", label="Livello", accessor="get_level_display", sort_key="level"),
        "tenant",
        "starts_at",
        "ends_at",
    ]
    filterset_class = AlertFilters


register_snippet(AlertViewSet)


@hooks.register("register_admin_viewset")
def page_lists():
    return [NewsViewSet("notizia"), NewsListViewSet("elenco-notizie")]
