"""The waiting list of an agenda: in what order people wait, what was offered to whom and how it ended, whom to call."""

from dataclasses import replace
from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from appointments import api, errors, places, waiting
from appointments.desk.day import DayScreen
from appointments.desk.forms import JoinForm
from appointments.desk.people import ForSomebody
from appointments.messages import when
from appointments.models import Appointment, WaitlistEntry, WaitlistOffer
from appointments.models.setup import MODE_LABELS
from appointments.rules.minutes import moment_of
from cms import audit, formats
from cms.private_pages import number_of

SHOWN = 200  # people of the list
GONE = 20  # people who have left it
STAYS = "Chi hai chiamato resta in lista."
LEAVES = "Chi hai chiamato ne ha lasciati tre, ed esce dalla lista."


class WaitingScreen(DayScreen):
    """A screen about the list, which says what was done with it."""

    def record(self, action: str, about) -> None:
        actor, tenant_id = self.request.user, self.agenda.tenant_id
        audit.record(action, actor=actor, tenant_id=tenant_id, about=about, request=self.request)

    def there(self, said: str):
        messages.success(self.request, said)
        return redirect("desk_waiting", self.agenda.pk)


class WaitingList(WaitingScreen, TemplateView):
    """Who waits, in the order in which they came: the register that answers "why them and not me?"."""

    template_name = "appointments/desk/waiting.html"
    page_title = "Lista d'attesa"

    def get(self, request, *args, **kwargs):
        self.record("appuntamenti.attesa", self.agenda)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        entries = self.agenda.waiting.filter(forgotten_at=None).select_related("type", "service")
        entries = entries.prefetch_related("offered")
        here = list(entries.filter(state__in=waiting.GOES_ON).order_by("created_at", "pk")[:SHOWN])
        gone = entries.exclude(state__in=waiting.GOES_ON).order_by("-created_at", "-pk")[:GONE]
        calls = {row.entry_id: row for row in waiting.to_call(self.agenda, timezone.now())}
        return super().get_context_data(
            waits=[seen(entry, here) | to_call(calls.get(entry.pk)) for entry in here],
            gone=[seen(entry, here) for entry in gone],
            most=SHOWN,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """What somebody of the list said on the telephone: they take the place, do not want it, or wait no more."""
        given, now = request.POST, timezone.now()
        if "persona" in given:
            entry = self._one(self.agenda.waiting.filter(state__in=waiting.GOES_ON), given["persona"])
            waiting.leave(entry, now)
            self.record("appuntamenti.attesa-uscita", entry)
            return self.there("Non è più in lista d'attesa.")
        offers = WaitlistOffer.objects.filter(entry__agenda=self.agenda, entry__email="").select_related("entry")
        if "lascia" in given:
            row = self._one(offers, given["lascia"])
            if not waiting.leave_offer(row, now):
                return self.there("Questo posto non era più in sospeso: non è cambiato niente.")
            self.record("appuntamenti.attesa-lasciato", row.entry)
            row.entry.refresh_from_db()
            stays = row.entry.state in waiting.GOES_ON
            return self.there("Il posto passa alla persona dopo. " + (STAYS if stays else LEAVES))
        row = self._one(offers, given.get("prendi", ""))
        was_open = row.outcome == WaitlistOffer.Outcome.OPEN
        try:
            made = api.take_offer(row, now, channel=Appointment.Channel.PHONE, user=request.user)
        except errors.BookingError as error:
            messages.error(request, str(error))
            return redirect("desk_waiting", self.agenda.pk)
        if was_open:
            self.record("appuntamento.prenota", made)
        messages.success(request, f"Prenotato: {when(made.starts_at)}, codice {made.code}.")
        return redirect("desk_appointment", made.pk)

    @staticmethod
    def _one(rows, key: str):
        found = rows.filter(pk=number_of(key)).first()
        if found is None:
            raise Http404
        return found


class JoinList(WaitingScreen, ForSomebody, FormView):
    """Put in the list who telephones, or is at the desk, and finds no place."""

    template_name = "appointments/desk/waiting_join.html"
    page_title = "Metti in lista d'attesa"
    form_class = JoinForm
    kinds = {"is_active": True, "has_waiting_list": True}

    def get_initial(self):
        if self.asked is None:
            return {}
        now = timezone.now()
        first_on, last_on = waiting.usual_days(self.asked, places.first_of(self.asked, now), now)
        return {"first_on": first_on, "last_on": last_on}

    def get_form_kwargs(self):
        mode = self.asked.mode if self.asked else ""
        horizon = self.today + timedelta(days=self.agenda.horizon_days)
        more = {"mode": mode, "today": self.today, "horizon": horizon, "services": self.services()}
        return super().get_form_kwargs() | more

    def form_valid(self, form):
        if self.asked is None:
            raise Http404
        now, first_on, last_on = timezone.now(), form.cleaned_data["first_on"], form.cleaned_data["last_on"]
        free = waiting.free_already(self.asked, first_on, last_on, now)
        who = api.Person(**form.who)
        if free:
            form.add_error("last_on", f"In quei giorni c'è già posto: il primo è {when(free.starts_at)}.")
        elif same := waiting.who_waits(self.asked, who):
            form.add_error(None, f"È già in lista d'attesa, {days_of(same)}: non è cambiato niente.")
        if form.errors:
            return self.form_invalid(form)
        entry = waiting.join(replace(self.asked, service=form.service), who, first_on, last_on, now)
        self.record("appuntamenti.attesa-entrata", entry)
        return self.there("È in lista d'attesa.")


def to_call(row: WaitlistOffer | None) -> dict:
    """The place that the desk offers on the telephone, if there is one, and until when."""
    return {"call": {"row": row, "when": when(moment_of(row.start)), "until": when(row.expires_at)}} if row else {}


def seen(entry: WaitlistEntry, here: list[WaitlistEntry]) -> dict:
    """Somebody of the list as the desk reads it; `here` are the people who are in it now, in order."""
    return {
        "row": entry,
        "who": who(entry),
        "since": when(entry.created_at),
        "days": days_of(entry),
        "mode": MODE_LABELS[entry.mode],
        "needs": [Appointment.Need(need).label for need in entry.needs],
        "offers": [offer_seen(row, here) for row in entry.offered.all()],
    }


def days_of(entry: WaitlistEntry) -> str:
    return f"{formats.the_day(entry.first_on, 'dal j F')} {formats.the_day(entry.last_on, 'al j F Y')}"


def offer_seen(row: WaitlistOffer, here: list[WaitlistEntry]) -> dict:
    """A place that was offered, and who came before and was passed over; of who has left the list only the number."""
    return {
        "row": row,
        "when": when(moment_of(row.start)),
        "offered": when(row.offered_at),
        "expires": when(row.expires_at) if row.outcome == WaitlistOffer.Outcome.OPEN else "",
        "passed": [who(entry) for entry in here if row.passed_over and waiting.was_passed_over(entry, row)],
    }


def who(entry: WaitlistEntry) -> str:
    return f"{entry.name} {entry.surname}".strip() or "(dati cancellati)"
