"""Screens of the desk: the day, the week, one appointment, booking for others, blocked hours, capacity."""

from collections import Counter
from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from appointments import api, errors, places, schedule
from appointments.booking.choice import Option
from appointments.desk.forms import BlockForm, BookForm, ReasonForm, SimulationForm, day_of
from appointments.desk.rights import DeskScreen, occupations_theirs
from appointments.messages import when
from appointments.models import ACTIVE, MOVABLE, Appointment, AppointmentEvent, Occupation
from appointments.models.setup import MODE_LABELS
from appointments.rules import passages
from appointments.rules.availability import Hours
from appointments.rules.capacity import capacity, simulate
from appointments.rules.minutes import ROME, midnight, moment_of
from cms import audit, formats
from cms.editing.exports import csv_answer

By = AppointmentEvent.By
WEEKS = 12  # of requests that a simulation replays


class DayScreen(DeskScreen):
    @property
    def today(self) -> date:
        return timezone.now().astimezone(ROME).date()

    @property
    def day(self) -> date:
        return day_of(self.request.GET.get("giorno", ""), self.today)

    def rows(self, first: date, last: date):
        """Appointments of the agenda in some days, with the resource that serves each."""
        rows = Appointment.objects.filter(
            agenda=self.agenda,
            starts_at__gte=moment_of(midnight(first)),
            starts_at__lt=moment_of(midnight(last + timedelta(days=1))),
        )
        return (
            rows.select_related("type", "service").prefetch_related("occupations__resource").order_by("starts_at", "pk")
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            agendas=self.agendas,
            agenda=self.agenda,
            day=self.day,
            day_label=formats.day(self.day, "l j F Y"),
            today=self.today,
            before=self.day - timedelta(days=1),
            after=self.day + timedelta(days=1),
            **kwargs,
        )


def _seen(row: Appointment) -> dict:
    """An appointment as the day shows it."""
    served_by = ", ".join(one.resource.name for one in row.occupations.all())
    return {
        "row": row,
        "hour": f"{row.starts_at.astimezone(ROME):%-H:%M}",
        "end": f"{row.ends_at.astimezone(ROME):%-H:%M}",
        "who": f"{row.name} {row.surname}".strip() or "(dati cancellati)",
        "mode": MODE_LABELS[row.mode],
        "resource": served_by,
        "needs": [Appointment.Need(need).label for need in row.needs],
        "passages": [p for p in passages.allowed(row.state) if p.key not in ("disdici", "annulla")],
        "is_active": row.state in ACTIVE,
        "is_movable": row.state in MOVABLE,
    }


class DeskDay(DayScreen, TemplateView):
    """The day of an agenda, in the order of the clock, for the eyes and for the printer."""

    template_name = "appointments/desk/day.html"
    page_title = "Appuntamenti"

    def get(self, request, *args, **kwargs):
        if not self.agendas:
            return self.render_to_response({"agendas": [], "agenda": None, **super(DayScreen, self).get_context_data()})
        audit.record(
            "appuntamenti.letti",
            actor=request.user,
            tenant_id=self.agenda.tenant_id,
            about=self.agenda,
            request=request,
        )
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        seen = [_seen(row) for row in self.rows(self.day, self.day)]
        resource = self.request.GET.get("risorsa", "")
        names = sorted({one["resource"] for one in seen if one["resource"]})
        seen = [one for one in seen if not resource or one["resource"] == resource]
        states = Counter(one["row"].state for one in seen)
        blocked = Occupation.objects.filter(
            resource__agendas=self.agenda,
            state=Occupation.State.BLOCKED,
            seat=1,
            until_minute__gt=midnight(self.day),
            from_minute__lt=midnight(self.day + timedelta(days=1)),
        ).select_related("resource")
        return super().get_context_data(
            rows=seen,
            resources=names,
            resource=resource,
            counts=[(label, states[value]) for value, label in Appointment.State.choices if states[value]],
            blocked=blocked.order_by("from_minute"),
            **kwargs,
        )


class DeskWeek(DayScreen, TemplateView):
    """Seven days of an agenda: who comes, and how much is still free."""

    template_name = "appointments/desk/week.html"
    page_title = "Settimana"

    def get_context_data(self, **kwargs):
        first = self.day - timedelta(days=self.day.weekday())
        last = first + timedelta(days=6)
        found: dict[date, list] = {first + timedelta(days=n): [] for n in range(7)}
        for row in self.rows(first, last):
            found[row.starts_at.astimezone(ROME).date()].append(_seen(row))
        days = [
            {"on": on, "label": formats.day(on, "l j F"), "rows": rows, "active": sum(r["is_active"] for r in rows)}
            for on, rows in found.items()
        ]
        return super().get_context_data(
            days=days, week_before=first - timedelta(days=7), week_after=first + timedelta(days=7), **kwargs
        )


class DeskCsv(DayScreen, View):
    """The appointments of a week, for a spreadsheet."""

    def get(self, request, *args, **kwargs):
        first = self.day - timedelta(days=self.day.weekday())
        audit.record(
            "appuntamenti.esportati",
            actor=request.user,
            tenant_id=self.agenda.tenant_id,
            about=self.agenda,
            request=request,
        )
        rows = [
            ["Giorno", "Ora", "Codice", "Cognome", "Nome", "Telefono", "Email", "Tipo", "Modo", "Stato", "Dettagli"]
        ]
        for row in self.rows(first, first + timedelta(days=6)):
            local = row.starts_at.astimezone(ROME)
            rows.append(
                [
                    f"{local:%d/%m/%Y}",
                    f"{local:%H:%M}",
                    row.code,
                    row.surname,
                    row.name,
                    row.phone,
                    row.email,
                    row.type.name,
                    MODE_LABELS[row.mode],
                    row.get_state_display(),
                    row.details,
                ]
            )
        return csv_answer(f"appuntamenti-{first:%Y-%m-%d}.csv", rows)


# --- One appointment ------------------------------------------------------------------------------------------------


class AppointmentScreen(DeskScreen):
    def get_page_subtitle(self):
        return f"{self.appointment.code}, {when(self.appointment.starts_at)}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(seen=_seen(self.appointment), appointment=self.appointment, **kwargs)

    def here(self):
        return redirect("desk_appointment", self.appointment.pk)


class ShowAppointment(AppointmentScreen, TemplateView):
    """Everything that the desk knows of an appointment, and what can be done with it."""

    template_name = "appointments/desk/appointment.html"
    page_title = "Appuntamento"

    def get(self, request, *args, **kwargs):
        row = self.appointment
        audit.record("appuntamento.letto", actor=request.user, tenant_id=row.tenant_id, about=row, request=request)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        history = self.appointment.history.select_related("user")
        labels = dict(Appointment.State.choices)
        steps = [{"event": event, "state": labels[event.to_state]} for event in history]
        return super().get_context_data(when=when(self.appointment.starts_at), steps=steps, **kwargs)


class Advance(AppointmentScreen, View):
    """A passage, from a button of the day."""

    def post(self, request, *args, **kwargs):
        key = request.POST.get("passaggio", "")
        if key not in passages.PASSAGES or passages.PASSAGES[key].frees:
            raise Http404
        row = self.appointment
        try:
            api.advance(row, key, timezone.now(), by=By.OFFICE, user=request.user)
            audit.record(f"appuntamento.{key}", actor=request.user, tenant_id=row.tenant_id, about=row, request=request)
        except errors.BookingError as error:
            messages.error(request, str(error))
        back = reverse("desk_day", args=[row.agenda_id])
        return redirect(f"{back}?giorno={row.starts_at.astimezone(ROME):%Y-%m-%d}#a{row.pk}")


class Cancel(AppointmentScreen, FormView):
    """Take an appointment away, with a reason that the person reads."""

    template_name = "appointments/desk/cancel.html"
    page_title = "Annulla l'appuntamento"
    form_class = ReasonForm

    def form_valid(self, form):
        row = self.appointment
        try:
            api.cancel(row, timezone.now(), by=By.OFFICE, user=self.request.user, reason=form.cleaned_data["reason"])
        except errors.BookingError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        audit.record(
            "appuntamento.annulla", actor=self.request.user, tenant_id=row.tenant_id, about=row, request=self.request
        )
        messages.success(
            self.request, "Appuntamento annullato." + ("" if row.email else " Avvisa la persona al telefono.")
        )
        return self.here()


class Move(AppointmentScreen, TemplateView):
    """Take an appointment to another hour of the same agenda."""

    template_name = "appointments/desk/move.html"
    page_title = "Sposta l'appuntamento"

    def _asked(self) -> places.Request:
        row = self.appointment
        return places.Request(row.agenda, row.type, row.mode, tuple(row.needs), row.service)

    def get_context_data(self, **kwargs):
        now = timezone.now()
        today = now.astimezone(ROME).date()
        first = max(day_of(self.request.GET.get("giorno", ""), today), today)
        days = places.free_days(self._asked(), first, first + timedelta(days=13), now, but=self.appointment)
        shown = [{"label": formats.day(day.on, "l j F"), "slots": day.slots} for day in days if day.slots]
        return super().get_context_data(days=shown, later=first + timedelta(days=14), first=first, **kwargs)

    def post(self, request, *args, **kwargs):
        row, start = self.appointment, request.POST.get("orario", "")
        try:
            if not (start.isascii() and start.isdecimal() and len(start) < 12):
                raise errors.BookingError("Scegli un orario.")
            api.move(
                row,
                int(start),
                timezone.now(),
                by=By.OFFICE,
                user=request.user,
                reason=request.POST.get("motivo", "")[:255],
            )
        except errors.BookingError as error:
            messages.error(request, str(error))
            return self.get(request, *args, **kwargs)
        audit.record("appuntamento.sposta", actor=request.user, tenant_id=row.tenant_id, about=row, request=request)
        messages.success(request, "Appuntamento spostato." + ("" if row.email else " Avvisa la persona al telefono."))
        return self.here()


# --- For others, and the hours --------------------------------------------------------------------------------------


class Book(DayScreen, FormView):
    """A place for who telephones or is at the desk."""

    template_name = "appointments/desk/book.html"
    page_title = "Nuovo appuntamento"
    form_class = BookForm

    @property
    def option(self) -> Option:
        return Option(self.agenda, tuple(self.agenda.types.filter(is_active=True)))

    def asked(self) -> places.Request | None:
        """Type and way of meeting of the address; the first ones where it says none."""
        option = self.option
        given = self.request.GET
        key = given.get("tipo", "")
        kind = option.type(int(key)) if key.isascii() and key.isdecimal() and len(key) < 12 else None
        kind = kind or next(iter(option.types), None)
        modes = option.modes(kind) if kind else []
        if not modes:
            return None
        mode = next((m for m in modes if m == given.get("modo")), modes[0])
        return places.Request(self.agenda, kind, mode)

    def slots(self):
        asked = self.asked()
        if asked is None:
            return []
        return [slot for day in places.free_days(asked, self.day, self.day, timezone.now()) for slot in day.slots]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"slots": self.slots()}

    def get_context_data(self, **kwargs):
        asked, now = self.asked(), timezone.now()
        option = self.option
        first = places.first_free([asked], now) if asked else []
        return super().get_context_data(
            asked=asked,
            types=option.types,
            modes=[(mode, MODE_LABELS[mode]) for mode in (option.modes(asked.type) if asked else [])],
            first=first[0][1].starts_at.astimezone(ROME) if first else None,
            first_text=when(first[0][1].starts_at) if first else "",
            **kwargs,
        )

    def form_valid(self, form):
        given = form.cleaned_data
        who = api.Person(given["name"], given["surname"], given["email"], given["phone"], given["details"])
        try:
            made = api.confirm(
                self.asked(), given["start"], who, timezone.now(), channel=given["channel"], user=self.request.user
            )
        except errors.BookingError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        audit.record(
            "appuntamento.prenota", actor=self.request.user, tenant_id=made.tenant_id, about=made, request=self.request
        )
        messages.success(self.request, f"Prenotato: {when(made.starts_at)}, codice {made.code}.")
        return redirect("desk_appointment", made.pk)


class Block(DayScreen, FormView):
    """Keep some hours of a resource free of appointments."""

    template_name = "appointments/desk/block.html"
    page_title = "Blocca delle ore"
    form_class = BlockForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"agenda": self.agenda, "initial": {"day": self.day}}

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
        """With the type that is asked for most, and the requests of the last twelve weeks."""
        since = now - timedelta(weeks=WEEKS)
        asked = Appointment.objects.filter(agenda=self.agenda, created_at__gte=since, created_at__lte=now)
        kinds = Counter(asked.values_list("type", flat=True))
        kind = option.type(kinds.most_common(1)[0][0]) if kinds else next(iter(option.types), None)
        if kind is None or not option.modes(kind):
            return None
        arrivals = Counter(moment.astimezone(ROME).date() for moment in asked.values_list("created_at", flat=True))
        given = form.cleaned_data
        extra = Hours(given["weekday"], given["opens"], given["closes"])
        mode = option.modes(kind)[0]
        found = simulate(calendar, schedule.wish_for(kind, mode), arrivals, extra, now, weeks=WEEKS)
        return {"found": found, "type": kind, "requests": sum(arrivals.values())}
