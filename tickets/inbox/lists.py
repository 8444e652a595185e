"""The list of the inbox: piles, filters, several at once, the file for a spreadsheet."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Avg, Count, F, Q, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import TemplateView, View

from cms import audit, formats
from cms.editing.exports import csv_answer
from cms.private_pages import number_of
from cms.staff import bodies_with_area
from tickets import api, errors
from tickets.inbox import filters
from tickets.inbox.rights import AREA, InboxScreen, operators_of
from tickets.models import Kind, Ticket
from tickets.rules import due
from tickets.rules.states import TO_WORK

PER_PAGE, MOST_PAGES, MOST_AT_ONCE, MOST_IN_FILE = 30, 50, 100, 20_000
MEASURED = timedelta(days=90)
# What a row of the list shows: an office is a page, with thirty columns that nobody reads here.
OF_ROW = (
    *("kind", "year", "number", "subject", "address", "name", "surname", "state", "outcome", "due_on"),
    *("reopen_asked_at", "holder_id", "assigned_to_id"),
)
BESIDE = {
    "category_name": F("category__name"),
    "office_title": F("office__title"),
    "body": F("holder__short_name"),
    "whose": Coalesce(
        NullIf(Trim(Concat("assigned_to__first_name", Value(" "), "assigned_to__last_name")), Value("")),
        "assigned_to__username",
    ),
}
SHOWN = ("category", "holder", "office", "assigned_to")


@dataclass(frozen=True)
class Page:
    """Some rows of a list that nobody counts: whether there are more is seen by asking for one more."""

    number: int
    rows: list
    has_next: bool

    @classmethod
    def of(cls, rows, asked: str) -> "Page":
        number = min(max(1, number_of(asked)), MOST_PAGES)
        start = (number - 1) * PER_PAGE
        found = list(rows[start : start + PER_PAGE + 1])
        if not found and number > 1:  # the last rows of a page have just been worked off
            return cls.of(rows, "1")
        return cls(number, found[:PER_PAGE], len(found) > PER_PAGE and number < MOST_PAGES)

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1

    @property
    def is_last_shown(self) -> bool:
        """Whether more may be there that only a filter brings."""
        return self.number == MOST_PAGES and len(self.rows) == PER_PAGE


class Inbox(InboxScreen, TemplateView):
    """What is to be done, the nearest term first."""

    template_name = "tickets/inbox/list.html"
    page_title = "Ascolto"

    @cached_property
    def asked(self) -> filters.Asked:
        return filters.Asked.read(self.request.GET)

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        again = filters.reopening(self.tickets)
        rows = filters.filtered(self.tickets, self.asked, again, user, today).only(*OF_ROW).annotate(**BESIDE)
        piles = filters.counts(self.open_tickets, again, user, today)
        page = Page.of(rows, self.request.GET.get("pagina", ""))
        query = {key: value for key, value in self.request.GET.items() if key != "pagina"}
        holders = {row.holder_id for row in page.rows}
        shows_body = len(holders) > 1
        return super().get_context_data(
            asked=self.asked,
            page_of=page,
            rows=seen(page.rows, today, shows_body=shows_body),
            piles=[
                {"key": key, "label": label, "count": piles.get(key), "is_current": key == self.asked.pile}
                for key, label in filters.PILES.items()
            ],
            inbox_url=reverse("inbox"),
            kinds=Kind.choices,
            orders=[("scadenza", "Prima chi scade"), ("nuove", "Prima le nuove"), ("vecchie", "Prima le vecchie")],
            query=urlencode(query),
            colleagues=operators_of(holders.pop()) if len(holders) == 1 else [],
            times=self._times(),
            outcomes=Ticket.Outcome.choices,
            **filters.choices(bodies_with_area(user, AREA)),
            **kwargs,
        )

    def _times(self) -> dict:
        """How long it took, where one looks at everything."""
        recent = self.tickets.filter(created_at__gte=timezone.now() - MEASURED)
        return times_of(recent) if self.asked.pile == "tutte" else {}


def seen(rows: list[Ticket], today, *, shows_body: bool) -> list[dict]:
    """Requests as the list shows them, each part a ready text: a template asks for less than a model does."""
    states = {value: str(label) for value, label in Ticket._meta.get_field("state").choices}
    outcomes = {value: str(label) for value, label in Ticket.Outcome.choices}
    found = []
    for row in rows:
        waits = row.state in TO_WORK
        late = due.is_late(row.due_on, today, is_waiting=waits)
        found.append(
            {
                "pk": row.pk,
                "code": row.code,
                "subject": row.subject,
                "address": row.address,
                "asks_again": row.reopen_asked_at is not None,
                "who": row.person,
                "category": row.category_name,
                "office": row.office_title or "–",
                "body": row.body if shows_body else "",
                "state": ": ".join(filter(None, (states[row.state], outcomes.get(row.outcome)))),
                "whose": row.whose if row.assigned_to_id else "",
                "due": formats.day(row.due_on, "j F"),
                "is_late": late,
                "is_today": waits and row.due_on == today,
            }
        )
    return found


def back_to_list(request):
    """The list as it was asked for, if the address is one of ours."""
    there = request.POST.get("torna", "")
    home = reverse("inbox")
    ours = url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()}) and there.startswith(home)
    return redirect(there if ours else home)


class Bulk(InboxScreen, View):
    """The same for several: those for which it cannot be done are named, the others are done."""

    def post(self, request):
        keys = [number_of(key) for key in request.POST.getlist("riga")][:MOST_AT_ONCE]
        rows = list(self.tickets.filter(pk__in=keys).select_related("holder", "category", "tenant"))
        action, now = request.POST.get("azione", ""), timezone.now()
        done, refused = 0, []
        for row in rows:
            try:
                self._do(row, action, now)
                done += 1
            except errors.TicketError as error:
                refused.append(f"{row.code}: {error}")
        if done:
            messages.success(request, "Fatto per una." if done == 1 else f"Fatto per {done}.")
        for text in refused[:10]:
            messages.error(request, text)
        if not rows:
            messages.error(request, "Scegli almeno una riga.")
        return back_to_list(request)

    def _do(self, row: Ticket, action: str, now) -> None:
        user = self.request.user
        if action == "prendi":
            api.assign(row, user, now, user=user)
        elif action.startswith("assegna-"):
            to = operators_of(row.holder_id).filter(pk=number_of(action.removeprefix("assegna-"))).first()
            if to is None:
                raise errors.NotNow("quella persona non lavora per questo ente.")
            api.assign(row, to, now, user=user)
        elif action.removeprefix("chiudi-") in Ticket.Outcome.values:
            api.close(row, action.removeprefix("chiudi-"), now, user=user)
        else:
            raise errors.NotNow("scegli che cosa fare.")
        audit.record(
            "richiesta.insieme",
            actor=user,
            tenant_id=row.holder_id,
            about=row,
            label=row.code,  # never the subject: the register outlives the data
            request=self.request,
        )


class InboxCsv(InboxScreen, View):
    """The rows that the filters find, for a spreadsheet."""

    def get(self, request):
        today, user = timezone.localdate(), request.user
        asked = filters.Asked.read(request.GET)
        rows = filters.filtered(self.tickets, asked, filters.reopening(self.tickets), user, today)
        for tenant_id in rows.order_by().values_list("holder_id", flat=True).distinct():
            audit.record("richieste.esportate", actor=user, tenant_id=tenant_id, request=request)
        return csv_answer(
            f"richieste-{today}.csv", self._lines(rows.select_related(*SHOWN)[:MOST_IN_FILE].iterator(), today)
        )

    def _lines(self, rows, today):
        yield [
            "Numero",
            "Tipo",
            "Stato",
            "Esito",
            "Categoria",
            "Oggetto",
            "Dettagli",
            "Luogo",
            "Ufficio",
            "Ente",
            "Assegnata a",
            "Arrivata",
            "Entro",
            "In ritardo",
            "Ore alla prima risposta",
            "Ore alla chiusura",
            "Nome",
            "Cognome",
            "Email",
            "Telefono",
        ]
        for row in rows:
            yield [
                row.code,
                row.get_kind_display(),
                row.get_state_display(),
                row.get_outcome_display(),
                row.category.name,
                row.subject,
                row.details,
                row.address,
                row.office or "",
                row.holder.short_name,
                row.assigned_to or "",
                f"{timezone.localtime(row.created_at):%d/%m/%Y %H:%M}",
                f"{row.due_on:%d/%m/%Y}",
                due.is_late(row.due_on, today, is_waiting=row.state in TO_WORK),
                _hours(row.answer_minutes),
                _hours(row.closing_minutes),
                row.name,
                row.surname,
                row.email,
                row.phone,
            ]


def _hours(minutes: int | None) -> str:
    hours = due.hours_of(minutes)
    return "" if hours is None else f"{hours:.1f}".replace(".", ",")


def times_of(rows) -> dict:
    """How long the office took on average, to the first answer and to the end; and how many people said it was solved."""
    found = rows.order_by().aggregate(
        all=Count("pk"),
        answered=Avg("answer_minutes"),
        closed=Avg("closing_minutes"),
        solved=Count("pk", filter=Q(is_solved=True)),
        said=Count("pk", filter=Q(is_solved__isnull=False)),
    )
    spoken = {key: due.spoken(due.hours_of(found[key])) for key in ("answered", "closed")}
    return found | spoken
