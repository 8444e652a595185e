"""How offices and people are listed in the admin."""

from collections import defaultdict

from django.db.models import Q
from django.utils import timezone
from wagtail.admin.ui.tables import Column

from cms.editing.listing import (
    DayColumn,
    ListFilters,
    ModelsByKey,
    PreparedColumn,
    TypeListViewSet,
    TypePageViewSet,
    columns,
    mine,
    parent_column,
    terms,
    titles_of,
)
from offices.models import OfficePage, PersonPage, Role
from territory.models import PlacePage


class OfficeFilters(ListFilters):
    kind = ModelsByKey(
        label="Tipo",
        queryset=terms("tipi_unita_organizzativa"),
        condition=lambda chosen: Q(officepage__unit_type__in=chosen),
    )
    seat = ModelsByKey(label="Sede", queryset=mine(PlacePage), condition=lambda places: Q(officepage__seat__in=places))


OFFICE_COLUMNS = columns(
    Column("listing_label", label="Tipo", sort_key="listing_label", width="14%"),
    PreparedColumn("seat", label="Sede", read=titles_of("seat")),
    DayColumn("reviewed_on", label="Ultima revisione", sort_key="reviewed_on", width="9%"),
)


class OfficeViewSet(TypePageViewSet):
    model = OfficePage
    icon = "group"
    columns = OFFICE_COLUMNS
    filterset_class = OfficeFilters


class OfficeListViewSet(TypeListViewSet):
    model = OfficePage
    icon = "group"
    menu_label = "Uffici e organi"
    menu_order = 30
    columns = OFFICE_COLUMNS
    filterset_class = OfficeFilters


def _roles(shown: str):
    """Words of the roles in force of each listed person, one query."""

    def read(people) -> dict[int, str]:
        roles = Role.objects.filter(person__in=[person.pk for person in people]).current(timezone.localdate())
        words = defaultdict(list)
        for person, word in roles.order_by("-is_leader", "pk").values_list("person", shown):
            if word and word not in words[person]:
                words[person].append(word)
        return {person: ", ".join(said) for person, said in words.items()}

    return read


class PersonFilters(ListFilters):
    role_type = ModelsByKey(
        label="Tipo di incarico",
        queryset=terms("tipi_incarico"),
        condition=lambda chosen: Q(pk__in=Role.objects.filter(role_type__in=chosen).values("person")),
    )
    office = ModelsByKey(
        label="Struttura",
        queryset=mine(OfficePage),
        condition=lambda offices: Q(pk__in=Role.objects.filter(office__in=offices).values("person")),
    )


PERSON_COLUMNS = columns(
    parent_column("Elenco"),
    PreparedColumn("roles", label="Incarichi", read=_roles("title")),
    PreparedColumn("offices", label="Struttura", read=_roles("office__title")),
)


class PersonViewSet(TypePageViewSet):
    model = PersonPage
    icon = "user"
    columns = PERSON_COLUMNS
    filterset_class = PersonFilters


class PersonListViewSet(TypeListViewSet):
    model = PersonPage
    icon = "user"
    menu_label = "Persone"
    menu_order = 40
    columns = PERSON_COLUMNS
    filterset_class = PersonFilters
