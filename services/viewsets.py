"""How service sheets are listed in the admin."""

from django.db.models import Q
from wagtail.admin.ui.tables import Column

from cms.editing.listing import (
    ChoiceByKey,
    DayColumn,
    ListFilters,
    ModelsByKey,
    PreparedColumn,
    TypeListViewSet,
    TypePageViewSet,
    YesNoColumn,
    columns,
    mine,
    parent_column,
    terms,
    titles_of,
)
from cms.editing.snippet_lists import list_with
from cms.viewsets import TenantSnippetViewSet
from offices.models import OfficePage
from services.models import Question, ServiceCategoryPage, ServicePage


def _in_categories(chosen) -> Q:
    paths = ServiceCategoryPage.objects.filter(category__in=chosen).values_list("path", flat=True)
    found = Q(pk=0)
    for path in paths:
        found |= Q(path__startswith=path)
    return found


class ServiceFilters(ListFilters):
    category = ModelsByKey(label="Categoria", queryset=terms("categorie_servizio"), condition=_in_categories)
    active = ChoiceByKey(
        label="Servizio attivo",
        choices=[("yes", "Attivo"), ("no", "Non attivo")],
        condition=lambda value: Q(servicepage__is_active=value == "yes"),
    )
    office = ModelsByKey(
        label="Ufficio responsabile",
        queryset=mine(OfficePage),
        condition=lambda offices: Q(servicepage__responsible_office__in=offices),
    )


COLUMNS = columns(
    parent_column("Categoria"),
    YesNoColumn("is_active", label="Attivo", sort_key="is_active", width="6%"),
    PreparedColumn("office", label="Ufficio responsabile", read=titles_of("responsible_office")),
    DayColumn("reviewed_on", label="Ultima revisione", sort_key="reviewed_on", width="9%"),
)


class ServiceViewSet(TypePageViewSet):
    model = ServicePage
    icon = "doc-full"
    columns = COLUMNS
    filterset_class = ServiceFilters


class ServiceListViewSet(TypeListViewSet):
    model = ServicePage
    icon = "doc-full"
    menu_label = "Servizi"
    menu_order = 10
    columns = COLUMNS
    filterset_class = ServiceFilters


class QuestionViewSet(TenantSnippetViewSet):
    """Frequent questions, one row each."""

    model = Question
    icon = "help"
    menu_label = "Domande frequenti"
    menu_order = 205
    add_to_admin_menu = True
    index_view_class = list_with("tenant", "category", "service")
    list_display = [
        "question",
        Column("category", label="Categoria", accessor="category.label"),
        Column("service", label="Scheda", accessor="service.title"),
        Column("state", label="Stato", accessor="state_label"),
        "tenant",
    ]
    list_filter = ["tenant", "category", "live", "has_unpublished_changes"]
    list_per_page = 50
