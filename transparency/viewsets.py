"""How the sections of transparency are listed in the admin."""

from django.db.models import Q
from wagtail.admin.ui.tables import Column

from cms.editing.listing import (
    ChoiceByKey,
    DatesByKey,
    DayColumn,
    ListFilters,
    TypeListViewSet,
    TypePageViewSet,
    between,
    columns,
)
from transparency.dates import LABELS
from transparency.models import TransparencySectionPage
from transparency.scheme import sections


def _renewed(update: str) -> Q:
    keys = [section.site_key for section in sections().values() if section.update == update and not section.has_parts]
    return Q(site_key__in=keys)


class SectionFilters(ListFilters):
    update = ChoiceByKey(label="Ogni quanto", choices=list(LABELS.items()), condition=_renewed)
    data_updated_on = DatesByKey(label="Dati aggiornati", condition=between("transparencysectionpage__data_updated_on"))


SECTION_COLUMNS = columns(
    Column("update", label="Ogni quanto", accessor="update.label", width="18%"),
    DayColumn("data_updated_on", label="Dati aggiornati il", sort_key="listing_date", width="12%"),
)


class SectionViewSet(TypePageViewSet):
    model = TransparencySectionPage
    icon = "glasses"
    columns = SECTION_COLUMNS
    filterset_class = SectionFilters


class SectionListViewSet(TypeListViewSet):
    model = TransparencySectionPage
    icon = "glasses"
    menu_label = "Sezioni della trasparenza"
    menu_order = 68
    columns = SECTION_COLUMNS
    filterset_class = SectionFilters
