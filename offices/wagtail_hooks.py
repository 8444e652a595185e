from django.utils import timezone
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet

from cms.editing.snippet_lists import StateFilter, list_with
from cms.viewsets import TenantSnippetViewSet
from offices.models import Role
from offices.viewsets import OfficeListViewSet, OfficeViewSet, PersonListViewSet, PersonViewSet


class RoleFilters(WagtailFilterSet):
    state = StateFilter(
        label="Quando",
        choices=[("now", "In carica"), ("over", "Conclusi"), ("next", "Non ancora cominciati")],
        states={
            "now": lambda roles: roles.in_force(timezone.localdate()),
            "over": lambda roles: roles.filter(end_on__lt=timezone.localdate()),
            "next": lambda roles: roles.filter(start_on__gt=timezone.localdate()),
        },
    )

    class Meta:
        model = Role
        fields = ["tenant", "role_type", "is_leader"]


class RoleViewSet(TenantSnippetViewSet):
    """Roles of people in the administration."""

    model = Role
    icon = "user"
    menu_label = "Incarichi"
    menu_order = 220
    add_to_admin_menu = True
    index_view_class = list_with("person", "office", "tenant", "role_type")
    list_display = [
        "title",
        Column("person", label="Persona", accessor="person.title", sort_key="person__title"),
        Column("office", label="Struttura", accessor="office.title", sort_key="office__title"),
        "role_type",
        "tenant",
        "start_on",
        "end_on",
    ]
    filterset_class = RoleFilters


register_snippet(RoleViewSet)


@hooks.register("register_admin_viewset")
def page_lists():
    return [
        OfficeViewSet("ufficio"),
        OfficeListViewSet("elenco-uffici"),
        PersonViewSet("persona"),
        PersonListViewSet("elenco-persone"),
    ]
