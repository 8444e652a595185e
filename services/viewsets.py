"""How service sheets are listed in the admin."""

from django.db.models import Q

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
from offices.models import OfficePage
from services.models import ServiceCategoryPage, ServicePage


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
