"""The operator's own calendar in the program that they use: its secret address, made, made again, switched off."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from appointments import feeds
from appointments.desk.rights import DeskScreen, agendas_kept_by
from appointments.messages import when
from appointments.models import CalendarFeed
from cms import audit


class MyCalendar(DeskScreen, TemplateView):
    """The address is shown once, by the answer that makes it."""

    template_name = "appointments/desk/calendar.html"
    page_title = "Il mio calendario"

    def get_context_data(self, **kwargs):
        feed = CalendarFeed.objects.filter(user=self.request.user).first()
        return super().get_context_data(
            kept=list(agendas_kept_by(self.request.user)),
            made_at=when(feed.made_at) if feed else "",
            days_before=feeds.BEFORE.days,
            days_ahead=feeds.AHEAD.days,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        action = request.POST.get("azione", "")
        if action == "crea":
            return self._open(request)
        if action != "spegni":
            raise Http404
        if feeds.close_for(request.user):
            self._record("appuntamenti.calendario-spento")
            messages.success(request, "Indirizzo spento: i programmi che lo leggevano non ricevono più niente.")
        return redirect("desk_calendar")

    def _open(self, request):
        agenda = agendas_kept_by(request.user).first()
        if agenda is None:
            raise Http404
        token = feeds.open_for(request.user, timezone.now())
        self._record("appuntamenti.calendario", agenda.tenant_id)
        context = self.get_context_data(address=feeds.address_of(token, agenda.tenant))
        response = self.render_to_response(context)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _record(self, action: str, tenant_id: int | None = None) -> None:
        user = self.request.user
        audit.record(action, actor=user, tenant_id=tenant_id, about=user, request=self.request)
