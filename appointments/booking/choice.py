"""Which agendas a citizen may choose: those of the body, and those of the others that receive the whole union."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language

from appointments.models import Agenda, AppointmentType
from appointments.places import Request
from appointments.rules.availability import Mode
from appointments.video.providers import provider
from services.models import ServicePage

# What a list of agendas shows: offices and seats are pages, with some sixty columns each.
OF_PLACE = ("title", "street_address", "locality", "cap")
SHOWN = (
    *(field.attname for field in Agenda._meta.concrete_fields),
    *(f"office__{name}" for name in ("title", "tenant", "seat", "shared_source", "shared_source__seat")),
    *(f"{seat}__{name}" for seat in ("seat", "office__seat", "office__shared_source__seat") for name in OF_PLACE),
)


@dataclass(frozen=True)
class Option:
    """An agenda with the types that serve what is asked."""

    agenda: Agenda
    types: tuple[AppointmentType, ...]

    def type(self, key: int) -> AppointmentType | None:
        return next((kind for kind in self.types if kind.pk == key), None)

    def modes(self, kind: AppointmentType) -> list[Mode]:
        """How people can meet here for a type: what the type allows and somebody of the agenda can do.

        By video only where somebody gives the rooms.
        """
        able = {mode for resource in self.agenda.resources.all() if resource.is_active for mode in resource.modes}
        if provider() is None:
            able.discard(Mode.VIDEO)
        return [mode for mode in kind.modes if mode in able]


def options(tenant, service: ServicePage | None = None) -> list[Option]:
    """What can be booked, the body's own agendas first; from a sheet only what serves that service."""
    kinds = AppointmentType.objects.filter(is_active=True)
    if service is not None:
        kinds = kinds.filter(services__in=_same_service(service)).distinct()
    found = {kind.pk: kind for kind in kinds}
    agendas = (
        Agenda.objects.filter(Q(tenant=tenant) | Q(open_to_union=True), is_active=True, types__in=found)
        .select_related("office", "seat", "office__seat", "office__shared_source__seat")
        .only(*SHOWN)
        .prefetch_related("types", "resources")
        .distinct()
    )
    rows = []
    for agenda in agendas:
        mine = tuple(found[kind.pk] for kind in agenda.types.all() if kind.pk in found)
        option = Option(agenda, tuple(kind for kind in mine if Option(agenda, mine).modes(kind)))
        if option.types:
            rows.append(option)
    return sorted(rows, key=lambda row: (row.agenda.tenant_id != tenant.pk, row.agenda.name))


def _same_service(service: ServicePage):
    """The sheet itself, and those of the other bodies that adopt the same shared sheet of the union."""
    same = Q(pk=service.pk)
    if service.shared_id:
        same |= Q(shared=service.shared_id)
    return ServicePage.objects.filter(same).values("pk")


def requests(rows: Iterable[Option], needs: tuple[str, ...], service=None) -> list[Request]:
    """Everything that could be asked of some options."""
    return [
        Request(row.agenda, kind, mode, needs, service)
        for row in rows
        for kind in row.types
        for mode in row.modes(kind)
    ]


def others(rows: Iterable[Option], asked: Request) -> list[Request]:
    """What serves the same purpose as what is asked, elsewhere or otherwise: who comes for an identity card is not
    offered an hour about taxes. From a sheet every option serves that service."""
    alike = None if asked.service else _alike(asked.type)
    return [
        one
        for one in requests(rows, asked.needs, asked.service)
        if (one.agenda.pk, one.type.pk, one.mode) != (asked.agenda.pk, asked.type.pk, asked.mode)
        and (alike is None or one.type.pk in alike)
    ]


def _alike(kind: AppointmentType) -> set[int]:
    """Keys of the types that serve one of the services of a type, here or at another body, and its own."""
    mine = ServicePage.objects.filter(appointment_types=kind)
    shared = mine.filter(shared__isnull=False).values("shared")
    same = ServicePage.objects.filter(Q(pk__in=mine.values("pk")) | Q(shared__in=shared))
    return {kind.pk, *AppointmentType.objects.filter(services__in=same.values("pk")).values_list("pk", flat=True)}


def type_name(kind: AppointmentType) -> str:
    return kind.in_language("name", get_language() or "it")
