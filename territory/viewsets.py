"""How places are listed in the admin."""

import django_filters
from django.db.models import Q
from wagtail.admin.ui.tables import Column

from cms.editing.listing import ByKey, ListFilters, ModelsByKey, TypeListViewSet, TypePageViewSet, columns, terms
from territory.models import PlacePage


class LocalityFilter(ByKey, django_filters.CharFilter):
    pass


class PlaceFilters(ListFilters):
    kind = ModelsByKey(
        label="Tipo di luogo",
        queryset=terms("tipi_luogo"),
        condition=lambda chosen: Q(pk__in=PlacePage.types.through.objects.filter(term__in=chosen).values("placepage")),
    )
    locality = LocalityFilter(label="Località", condition=lambda text: Q(placepage__locality__icontains=text.strip()))


COLUMNS = columns(
    Column("listing_label", label="Tipo", sort_key="listing_label", width="16%"),
    Column("street_address", label="Indirizzo"),
    Column("locality", label="Località", width="12%"),
)


class PlaceViewSet(TypePageViewSet):
    model = PlacePage
    icon = "site"
    columns = COLUMNS
    filterset_class = PlaceFilters


class PlaceListViewSet(TypeListViewSet):
    model = PlacePage
    icon = "site"
    menu_label = "Luoghi"
    menu_order = 50
    columns = COLUMNS
    filterset_class = PlaceFilters
