"""Whose appointments an operator sees: those of the agendas that are theirs, and no others (GDPR art. 25)."""

from django.http import Http404
from django.utils.functional import cached_property
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from appointments.models import Agenda, Appointment, Occupation
from cms.editing.screens import ScreenMixin
from cms.staff import bodies_with_area

AREA = "desk"
VIEWS = (
    "desk_day",
    "desk_week",
    "desk_csv",
    "desk_appointment",
    "desk_advance",
    "desk_cancel",
    "desk_move",
    "desk_room",
    "desk_by_phone",
    "desk_interpreter",
    "desk_book",
    "desk_block",
    "desk_unblock",
    "desk_capacity",
    "desk_waiting",
    "desk_join",
    "desk_calendar",
)


def agendas_of(user):
    """Agendas that a user keeps: all for union IT, otherwise those of their bodies that name them."""
    rows = Agenda.objects.select_related("office", "tenant").order_by("tenant__name", "name")
    bodies = bodies_with_area(user, AREA)
    return rows if bodies is None else rows.filter(tenant__in=bodies, operators=user)


def agendas_kept_by(user):
    """Agendas that name a user, also for union IT: those of their own calendar."""
    return agendas_of(user).filter(operators=user)


def has_agendas(user) -> bool:
    return agendas_of(user).exists()


def agendas_theirs(user, keys) -> bool:
    return agendas_of(user).filter(pk__in=keys).count() == len(set(keys))


def appointments_theirs(user, keys) -> bool:
    return Appointment.objects.filter(pk__in=keys, agenda__in=agendas_of(user)).count() == len(set(keys))


def occupations_theirs(user, keys) -> bool:
    rows = Occupation.objects.filter(pk__in=keys, resource__agendas__in=agendas_of(user)).distinct()
    return rows.count() == len(set(keys))


class DeskScreen(ScreenMixin, WagtailAdminTemplateMixin):
    """A screen about an agenda. The guard asks the same: two locks, because one may be left open by mistake."""

    header_icon = "calendar-alt"

    @cached_property
    def agendas(self) -> list[Agenda]:
        return list(agendas_of(self.request.user))

    @cached_property
    def agenda(self) -> Agenda:
        """The agenda of the address, or the first of the user's."""
        key = self.kwargs.get("agenda_id")
        found = next((a for a in self.agendas if a.pk == key or key is None), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def appointment(self) -> Appointment:
        rows = Appointment.objects.select_related("agenda__office", "type", "service", "tenant__site")
        found = rows.filter(pk=self.kwargs["appointment_id"], agenda__in=self.agendas).first()
        if found is None:
            raise Http404
        return found
