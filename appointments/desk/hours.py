"""Hours of the desk: blocked and opened again; how many places are free, and what one more hour would change."""

from collections import Counter
from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from appointments import api, errors, schedule
from appointments.booking.choice import Option
from appointments.desk.day import DayScreen
from appointments.desk.forms import BlockForm, SimulationForm
from appointments.desk.rights import DeskScreen, occupations_theirs
from appointments.messages import when
from appointments.models import Appointment, Occupation
from appointments.models.setup import MODE_LABELS
from appointments.rules.availability import Hours
from appointments.rules.capacity import capacity, simulate
from appointments.rules.minutes import ROME
from cms import audit

WEEKS = 12  # of requests that a simulation replays


class Block(DayScreen, FormView):
    """Keep some hours of a resource free of appointments."""

    template_name = "appointments/desk/block.html"
    page_title = "Blocca delle ore"
    form_class = BlockForm

    def get_form_kwargs(self):
        more = {"agenda": self.agenda, "today": self.today, "initial": {"day": self.day}}
        return super().get_form_kwargs() | more

    def form_valid(self, form):
        start, end = form.span
        resource = form.cleaned_data["resource"]
        try:
            api.block(resource, start, end, timezone.now(), reason=form.cleaned_data["reason"], user=self.request.user)
        except errors.BookingError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        audit.record(
            "appuntamenti.blocco",
            actor=self.request.user,
            tenant_id=resource.tenant_id,
            about=resource,
            request=self.request,
        )
        messages.success(self.request, "Ore bloccate.")
        return redirect(f"{reverse('desk_day', args=[self.agenda.pk])}?giorno={form.cleaned_data['day']:%Y-%m-%d}")


class Unblock(DeskScreen, View):
    """Open blocked hours again."""

    def post(self, request, *args, **kwargs):
        row = (
            Occupation.objects.filter(pk=kwargs["occupation_id"], state=Occupation.State.BLOCKED)
            .select_related("resource")
            .first()
        )
        if row is None or not occupations_theirs(request.user, [row.pk]):
            raise Http404
        api.unblock(row, timezone.now())
        audit.record(
            "appuntamenti.sblocco",
            actor=request.user,
            tenant_id=row.resource.tenant_id,
            about=row.resource,
            request=request,
        )
        messages.success(request, "Ore di nuovo prenotabili.")
        agenda = row.resource.agendas.filter(pk__in=[a.pk for a in self.agendas]).first()
        return redirect(f"{reverse('desk_day', args=[agenda.pk])}?giorno={row.starts_at:%Y-%m-%d}")


class Capacity(DayScreen, TemplateView):
    """Free places and waits of each type, and what one more opening a week would change."""

    template_name = "appointments/desk/capacity.html"
    page_title = "Posti e attese"

    def get_context_data(self, **kwargs):
        now = timezone.now()
        today = now.astimezone(ROME).date()
        last = today + timedelta(days=self.agenda.horizon_days)
        calendar = schedule.calendars([self.agenda], today, last)[self.agenda.pk]
        taken = schedule.taken(schedule.resources_of(calendar), today, last, now)
        option = Option(self.agenda, tuple(self.agenda.types.filter(is_active=True)))
        rows = []
        for kind in option.types:
            for mode in option.modes(kind):
                found = capacity(calendar, schedule.wish_for(kind, mode), taken, now)
                rows.append(
                    {
                        "type": kind,
                        "mode": MODE_LABELS[mode],
                        "free": found.free,
                        "first": when(found.first) if found.first else "nessun posto",
                        "wait": found.wait(now),
                    }
                )
        form = SimulationForm(self.request.GET) if "weekday" in self.request.GET else SimulationForm()
        simulation = self._simulate(form, calendar, option, now) if form.is_bound and form.is_valid() else None
        return super().get_context_data(rows=rows, form=form, simulation=simulation, weeks=WEEKS, **kwargs)

    def _simulate(self, form, calendar, option: Option, now):
        """With the type that is asked for most, and its requests of the last twelve weeks."""
        since = now - timedelta(weeks=WEEKS)
        asked = Appointment.objects.filter(agenda=self.agenda, created_at__gte=since, created_at__lte=now)
        kinds = Counter(asked.values_list("type", flat=True))
        kind = option.type(kinds.most_common(1)[0][0]) if kinds else next(iter(option.types), None)
        if kind is None or not option.modes(kind):
            return None
        moments = asked.filter(type=kind).values_list("created_at", flat=True)
        arrivals = Counter(moment.astimezone(ROME).date() for moment in moments)
        given = form.cleaned_data
        extra = Hours(given["weekday"], given["opens"], given["closes"])
        mode = option.modes(kind)[0]
        found = simulate(calendar, schedule.wish_for(kind, mode), arrivals, extra, now, weeks=WEEKS)
        return {
            "found": found,
            "type": kind,
            "requests": sum(arrivals.values()),
            "before": _wait(found.before),
            "after": _wait(found.after),
            "changes_nothing": found.places_before == found.places_after,
        }


def _wait(days: float | None) -> str:
    """An average wait in words; None where somebody found no place."""
    if days is None:
        return "non c'è posto per tutti"
    rounded = round(days)
    return {0: "meno di un giorno", 1: "un giorno"}.get(rounded, f"{rounded} giorni")
