"""How news are listed in the admin."""

from django.db.models import Q
from django.utils import timezone
from wagtail.admin.ui.tables import Column

from cms.editing.listing import (
    ChoiceByKey,
    DatesByKey,
    DayColumn,
    ListFilters,
    ModelsByKey,
    TypeListViewSet,
    TypePageViewSet,
    between,
    columns,
    terms,
)
from news.models import NewsPage, NewsTypePage


def _of_types(chosen) -> Q:
    found = Q(pk=0)
    for path in NewsTypePage.objects.filter(news_type__in=chosen).values_list("path", flat=True):
        found |= Q(path__startswith=path)
    return found


def _by_expiry(state: str) -> Q:
    ended = Q(newspage__expires_on__lt=timezone.localdate())
    return ended if state == "ended" else ~ended


class NewsFilters(ListFilters):
    kind = ModelsByKey(label="Tipo", queryset=terms("tipi_notizia"), condition=_of_types)
    published_on = DatesByKey(label="Data della notizia", condition=between("newspage__published_on"))
    expiry = ChoiceByKey(
        label="Scadenza", choices=[("valid", "Ancora valide"), ("ended", "Scadute")], condition=_by_expiry
    )


COLUMNS = columns(
    Column("listing_label", label="Tipo", sort_key="listing_label", width="12%"),
    DayColumn("published_on", label="Data", sort_key="listing_date", width="9%"),
    DayColumn("expires_on", label="Scade il", width="9%"),
)


class NewsViewSet(TypePageViewSet):
    model = NewsPage
    icon = "form"
    columns = COLUMNS
    filterset_class = NewsFilters


class NewsListViewSet(TypeListViewSet):
    model = NewsPage
    icon = "form"
    menu_label = "Notizie e avvisi"
    menu_order = 20
    ordering = "-listing_date"
    columns = COLUMNS
    filterset_class = NewsFilters
