"""One appointment at the desk: read it, take it further, move it, take it away; and booking for others."""

from dataclasses import replace
from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.generic import FormView, TemplateView, View

from appointments import api, calls, errors, places
from appointments.booking.asking import needs_of
from appointments.booking.choice import Option
from appointments.booking.forms import clean_phone
from appointments.desk.day import DayScreen, seen
from appointments.desk.forms import BookForm, ReasonForm, day_of
from appointments.desk.rights import DeskScreen
from appointments.messages import when
from appointments.models import Appointment, AppointmentEvent, VideoRoom
from appointments.models.setup import MODE_LABELS
from appointments.rules import passages
from appointments.rules.minutes import ROME
from appointments.video.policy import leads_to_room
from appointments.video.providers import Guest
from cms import audit, formats
from cms.addresses import address
from cms.private_pages import number_of
from services.models import ServicePage

By = AppointmentEvent.By


class AppointmentScreen(DeskScreen):
    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        return leads_to_room(response, self.appointment.tenant.root_url, in_admin=True)

    def get_page_subtitle(self):
        return f"{self.appointment.code}, {when(self.appointment.starts_at)}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            seen=seen(self.appointment, timezone.now()), appointment=self.appointment, **kwargs
        )

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
        return super().get_context_data(
            when=when(self.appointment.starts_at),
            steps=steps,
            room=VideoRoom.objects.filter(appointment=self.appointment).first(),
            check_url=self.appointment.tenant.root_url + address("video_check", language="it"),
            **kwargs,
        )


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


class EnterRoom(AppointmentScreen, View):
    """The operator enters the room of a video call."""

    def post(self, request, *args, **kwargs):
        row = self.appointment
        try:
            url = calls.join(row, Guest("operatore", str(row.agenda.office)), timezone.now())
        except errors.BookingError as error:
            messages.error(request, str(error))
            return self.here()
        audit.record("appuntamento.video", actor=request.user, tenant_id=row.tenant_id, about=row, request=request)
        return redirect(url)


class InterpreterFound(AppointmentScreen, View):
    """An interpreter has been found for who needs one."""

    def post(self, request, *args, **kwargs):
        row = self.appointment
        api.interpreter_found(row, timezone.now(), user=request.user)
        audit.record("appuntamento.interprete", actor=request.user, tenant_id=row.tenant_id, about=row, request=request)
        messages.success(request, "Segnato: l'interprete c'è.")
        return redirect(f"{reverse('desk_day', args=[row.agenda_id])}")


class ByPhone(AppointmentScreen, View):
    """The call goes on by telephone: one button, and the person is told."""

    def post(self, request, *args, **kwargs):
        row = self.appointment
        try:
            phone = clean_phone(request.POST.get("telefono", ""))
            row = calls.switch_to_phone(row, timezone.now(), by=By.OFFICE, user=request.user, phone=phone)
        except errors.BookingError as error:
            messages.error(request, str(error))
            return self.here()
        audit.record("appuntamento.telefono", actor=request.user, tenant_id=row.tenant_id, about=row, request=request)
        messages.success(request, f"Ora è al telefono: chiama il {row.phone}.")
        return self.here()


def address_to_book(asked: places.Request, slot) -> str:
    """Where the desk books what is asked, on the day of a place."""
    query = {"tipo": asked.type.pk, "modo": asked.mode, "bisogno": asked.needs, "giorno": slot.starts_at.date()}
    return f"{reverse('desk_book', args=[asked.agenda.pk])}?{urlencode(query, doseq=True)}"


class ForSomebody(DayScreen):
    """A screen that asks something for who telephones or is at the desk: for what, how to meet, what they need."""

    kinds = {"is_active": True}

    @cached_property
    def option(self) -> Option:
        return Option(self.agenda, tuple(self.agenda.types.filter(**self.kinds)))

    @cached_property
    def asked(self) -> places.Request | None:
        """Type, way of meeting and needs of the address; the first ones where it says none."""
        option = self.option
        given = self.request.GET
        kind = option.type(number_of(given.get("tipo", ""))) or next(iter(option.types), None)
        modes = option.modes(kind) if kind else []
        if not modes:
            return None
        mode = next((m for m in modes if m == given.get("modo")), modes[0])
        return places.Request(self.agenda, kind, mode, needs_of(given.getlist("bisogno")))

    def services(self):
        """Service sheets of the body for which the type is booked."""
        pages = ServicePage.objects.live().filter(tenant=self.agenda.tenant_id, locale__language_code="it")
        return pages.filter(appointment_types=self.asked.type).order_by("title") if self.asked else []

    def get_context_data(self, **kwargs):
        asked, option = self.asked, self.option
        return super().get_context_data(
            asked=asked,
            types=option.types,
            modes=[(mode, MODE_LABELS[mode]) for mode in (option.modes(asked.type) if asked else [])],
            needs=[(value, label, value in asked.needs) for value, label in Appointment.Need.choices] if asked else [],
            can_wait=asked is not None and asked.type.has_waiting_list,
            query=self.request.GET.urlencode(),
            **kwargs,
        )


class Book(ForSomebody, FormView):
    """A place for who telephones or is at the desk."""

    template_name = "appointments/desk/book.html"
    page_title = "Nuovo appuntamento"
    form_class = BookForm

    def slots(self):
        if self.asked is None:
            return []
        return [slot for day in places.free_days(self.asked, self.day, self.day, timezone.now()) for slot in day.slots]

    def get_form_kwargs(self):
        asked = self.asked
        return super().get_form_kwargs() | {
            "slots": self.slots(),
            "services": self.services(),
            "questions": asked.type.questions if asked else [],
            "mode": asked.mode if asked else "",
        }

    def get_context_data(self, **kwargs):
        asked = self.asked
        first = places.first_of(asked, timezone.now()) if asked else None
        return super().get_context_data(
            first_url=address_to_book(asked, first) if first else "",
            first_text=when(first.starts_at) if first else "",
            **kwargs,
        )

    def form_valid(self, form):
        given = form.cleaned_data
        who = api.Person(
            **{name: given[name] for name in api.PERSON if name in given},
            answers=form.answers(),
        )
        asked = replace(self.asked, service=form.service)
        try:
            made = api.confirm(
                asked, given["start"], who, timezone.now(), channel=given["channel"], user=self.request.user
            )
        except errors.BookingError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        audit.record(
            "appuntamento.prenota", actor=self.request.user, tenant_id=made.tenant_id, about=made, request=self.request
        )
        messages.success(self.request, f"Prenotato: {when(made.starts_at)}, codice {made.code}.")
        return redirect("desk_appointment", made.pk)
