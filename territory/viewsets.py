"""How places and events are listed in the admin."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from wagtail.admin.ui.tables import Column

from cms.editing.listing import (
    ByKey,
    ChoiceByKey,
    DatesByKey,
    DayColumn,
    ListFilters,
    ModelsByKey,
    PreparedColumn,
    TypeListViewSet,
    TypePageViewSet,
    YesNoColumn,
    between,
    columns,
    terms,
    titles_of,
)
from territory.models import EventPage, PlacePage


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


def _of_kinds(chosen) -> Q:
    """Events of some first-level kinds, and of those below."""
    return Q(
        pk__in=EventPage.objects.filter(
            Q(event_type__in=chosen) | Q(event_type__parent__in=chosen) | Q(event_type__parent__parent__in=chosen)
        ).values("pk")
    )


def _first_level(request):
    return terms("tipi_evento")(request).filter(parent=None)


def _by_time(state: str) -> Q:
    over = Q(eventpage__over_at__lte=timezone.now())
    return over if state == "over" else ~over


class EventFilters(ListFilters):
    kind = ModelsByKey(label="Tipo di evento", queryset=_first_level, condition=_of_kinds)
    starts_on = DatesByKey(label="Giorno di inizio", condition=between("eventpage__starts_on"))
    time = ChoiceByKey(
        label="Quando", choices=[("coming", "Da venire o in corso"), ("over", "Finiti")], condition=_by_time
    )
    status = ChoiceByKey(
        label="Si fa?", choices=EventPage.Status.choices, condition=lambda status: Q(eventpage__status=status)
    )


class RepeatsColumn(YesNoColumn):
    """Whether an event is a series."""


EVENT_COLUMNS = columns(
    Column("listing_label", label="Tipo", sort_key="listing_label", width="14%"),
    DayColumn("starts_on", label="Comincia", sort_key="listing_date", width="9%"),
    DayColumn("ends_on", label="Finisce", width="9%"),
    RepeatsColumn("recurrence", label="Si ripete", width="7%"),
    PreparedColumn("place", label="Luogo", read=titles_of("place"), width="14%"),
    Column("get_status_display", label="Si fa?", width="8%"),
)


class EventViewSet(TypePageViewSet):
    model = EventPage
    icon = "date"
    columns = EVENT_COLUMNS
    filterset_class = EventFilters


class EventListViewSet(TypeListViewSet):
    model = EventPage
    icon = "date"
    menu_label = "Eventi"
    menu_order = 55
    ordering = "-listing_date"
    columns = EVENT_COLUMNS
    filterset_class = EventFilters
