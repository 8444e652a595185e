"""The desk's day and week: who comes, in the order of the clock, for the eyes, the printer and a spreadsheet."""

from collections import Counter
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from appointments import schedule, waiting
from appointments.desk.forms import day_of
from appointments.desk.rights import DeskScreen
from appointments.messages import when
from appointments.models import ACTIVE, CALLABLE, MOVABLE, Appointment, Occupation, Resource
from appointments.models.setup import MODE_LABELS
from appointments.rules import passages
from appointments.rules.availability import Mode
from appointments.rules.minutes import ROME, midnight, moment_of
from appointments.rules.video import window
from appointments.video.policy import leads_to_room
from cms import audit, formats
from cms.editing.exports import csv_answer
from cms.private_pages import number_of

PILE = 20  # appointments that a pile of the day shows


class DayScreen(DeskScreen):
    @property
    def today(self) -> date:
        return timezone.now().astimezone(ROME).date()

    @property
    def day(self) -> date:
        return day_of(self.request.GET.get("giorno", ""), self.today)

    @cached_property
    def resources(self) -> list[Resource]:
        return list(self.agenda.resources.order_by("name"))

    @property
    def resource(self) -> Resource | None:
        """Whose appointments alone are asked for; None for everybody's."""
        key = number_of(self.request.GET.get("risorsa", ""))
        return next((one for one in self.resources if one.pk == key), None)

    def rows(self, first: date, last: date):
        """Appointments of the agenda in some days, with the resources that serve each; of one resource if asked."""
        rows = Appointment.objects.filter(
            agenda=self.agenda,
            starts_at__gte=moment_of(midnight(first)),
            starts_at__lt=moment_of(midnight(last + timedelta(days=1))),
        )
        if self.resource is not None:
            rows = rows.filter(occupations__resource=self.resource)
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


def seen(row: Appointment, now: datetime) -> dict:
    """An appointment as the day shows it."""
    is_call = row.mode == Mode.VIDEO and row.state in CALLABLE
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
        "door": window(row.starts_at, row.ends_at).door(now).value if is_call else "",
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
        response = super().get(request, *args, **kwargs)
        return leads_to_room(response, self.agenda.tenant.root_url, in_admin=True)

    def get_context_data(self, **kwargs):
        now = timezone.now()
        rows = [seen(row, now) for row in self.rows(self.day, self.day)]
        states = Counter(one["row"].state for one in rows)
        blocked = Occupation.objects.filter(
            resource__agendas=self.agenda,
            state=Occupation.State.BLOCKED,
            seat=1,
            until_minute__gt=midnight(self.day),
            from_minute__lt=midnight(self.day + timedelta(days=1)),
        ).select_related("resource")
        return super().get_context_data(
            rows=rows,
            resources=self.resources,
            resource=self.resource,
            counts=[(label, states[value]) for value, label in Appointment.State.choices if states[value]],
            blocked=blocked.order_by("from_minute"),
            interpreters=self.to_come(now, interpreter=Appointment.Interpreter.TO_CALL, state__in=ACTIVE),
            requests=self.to_come(now, state=Appointment.State.REQUESTED),
            calls=waiting.to_call(self.agenda, now).count(),
            strays=[{"row": row, "when": when(row.starts_at)} for row in schedule.strays(self.agenda, now)],
            **kwargs,
        )

    def to_come(self, now: datetime, **which) -> list[dict]:
        """A pile: appointments to come about which the desk has something to do, the nearest first."""
        rows = Appointment.objects.filter(agenda=self.agenda, starts_at__gte=now, **which)
        return [{"row": row, "when": when(row.starts_at)} for row in rows.order_by("starts_at")[:PILE]]


class DeskWeek(DayScreen, TemplateView):
    """Seven days of an agenda: who comes, and how much is still free."""

    template_name = "appointments/desk/week.html"
    page_title = "Settimana"

    def get_context_data(self, **kwargs):
        first = self.day - timedelta(days=self.day.weekday())
        last = first + timedelta(days=6)
        found: dict[date, list] = {first + timedelta(days=n): [] for n in range(7)}
        for row in self.rows(first, last):
            found[row.starts_at.astimezone(ROME).date()].append(seen(row, timezone.now()))
        days = [
            {"on": on, "label": formats.day(on, "l j F"), "rows": rows, "active": sum(r["is_active"] for r in rows)}
            for on, rows in found.items()
        ]
        return super().get_context_data(
            days=days,
            resources=self.resources,
            resource=self.resource,
            week_before=first - timedelta(days=7),
            week_after=first + timedelta(days=7),
            **kwargs,
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
            [
                "Giorno",
                "Ora",
                "Codice",
                "Cognome",
                "Nome",
                "Telefono",
                "Email",
                "Indirizzo",
                "Tipo",
                "Modo",
                "Stato",
                "Dettagli",
            ]
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
                    row.home_address,
                    row.type.name,
                    MODE_LABELS[row.mode],
                    row.get_state_display(),
                    row.details,
                ]
            )
        return csv_answer(f"appuntamenti-{first:%Y-%m-%d}.csv", rows)
