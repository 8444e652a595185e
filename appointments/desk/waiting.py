"""The waiting list of an agenda: in what order people wait, what was offered to whom and how it ended, whom to call."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from appointments import waiting
from appointments.booking.asking import number_of
from appointments.desk.day import DayScreen
from appointments.desk.people import address_to_book
from appointments.messages import when
from appointments.models import Appointment, WaitlistEntry, WaitlistOffer
from appointments.models.setup import MODE_LABELS
from appointments.rules.minutes import moment_of
from cms import audit, formats

SHOWN = 200  # people of the list
GONE = 20  # people who have left it


class WaitingList(DayScreen, TemplateView):
    """Who waits, in the order in which they came: the register that answers "why them and not me?"."""

    template_name = "appointments/desk/waiting.html"
    page_title = "Lista d'attesa"

    def get(self, request, *args, **kwargs):
        self._record("appuntamenti.attesa", self.agenda)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        now = timezone.now()
        entries = self.agenda.waiting.filter(forgotten_at=None).select_related("type", "service")
        entries = entries.prefetch_related("offered")
        here = list(entries.filter(state__in=waiting.GOES_ON).order_by("created_at", "pk")[:SHOWN])
        gone = entries.exclude(state__in=waiting.GOES_ON).order_by("-created_at", "-pk")[:GONE]
        places = {entry.pk: slot for entry, slot in waiting.to_call(self.agenda, now)}
        return super().get_context_data(
            waits=[seen(entry, here) | to_call(entry, places.get(entry.pk)) for entry in here],
            gone=[seen(entry, here) for entry in gone],
            most=SHOWN,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Take somebody off the list, who has said so on the telephone."""
        key = number_of(request.POST.get("persona", ""))
        entry = self.agenda.waiting.filter(pk=key, state__in=waiting.GOES_ON).first()
        if entry is None:
            raise Http404
        waiting.leave(entry, timezone.now())
        self._record("appuntamenti.attesa-uscita", entry)
        messages.success(request, "Non è più in lista d'attesa.")
        return redirect("desk_waiting", self.agenda.pk)

    def _record(self, action: str, about) -> None:
        actor, tenant_id = self.request.user, self.agenda.tenant_id
        audit.record(action, actor=actor, tenant_id=tenant_id, about=about, request=self.request)


def to_call(entry: WaitlistEntry, slot) -> dict:
    """When the place is that the desk can give on the telephone, and where it is booked."""
    if slot is None:
        return {}
    return {"place": when(slot.starts_at), "book_url": address_to_book(waiting.request_of(entry), slot, entry)}


def seen(entry: WaitlistEntry, here: list[WaitlistEntry]) -> dict:
    """Somebody of the list as the desk reads it; `here` are the people who are in it now, in order."""
    return {
        "row": entry,
        "who": who(entry),
        "since": when(entry.created_at),
        "days": f"{formats.the_day(entry.first_on, 'dal j F')} {formats.the_day(entry.last_on, 'al j F Y')}",
        "mode": MODE_LABELS[entry.mode],
        "needs": [Appointment.Need(need).label for need in entry.needs],
        "offers": [offer_seen(row, here) for row in entry.offered.all()],
    }


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
