"""One request or report at the office: everything that is known of it, and what can be done."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView, View

from cms import audit
from cms.private_pages import number_of
from offices.models import OfficePage
from tickets import api, errors, links, picker
from tickets.files import given_out
from tickets.inbox import forms
from tickets.inbox.lists import back_to_list
from tickets.inbox.rights import InboxScreen
from tickets.models import StandardAnswer, Ticket, TicketEvent
from tickets.rules import due
from tickets.rules.states import TO_WORK


class ShowTicket(InboxScreen, TemplateView):
    """Read it, answer, write a note, give it to a colleague or to another office, close it, decide, show it to all."""

    template_name = "tickets/inbox/ticket.html"

    def get_page_title(self):
        return f"{self.ticket.get_kind_display()} {self.ticket.code}"

    page_title = property(get_page_title)

    def get(self, request, *args, **kwargs):
        self._record("letta")
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        act = ACTS.get(request.POST.get("azione", ""))
        if act is None:
            raise Http404
        try:
            told = act(self)
        except errors.TicketError as error:
            messages.error(request, str(error))
            return self._again()
        if told is None:  # a form that is not right is shown again, with what was typed
            return self._again(status=422)
        self._record(request.POST["azione"])
        messages.success(request, told)
        gone = not self.tickets.filter(pk=self.ticket.pk).exists()
        return back_to_list(request) if gone else redirect("inbox_ticket", self.ticket.pk)

    def _again(self, status: int = 409):
        self.ticket.refresh_from_db()
        return self.render_to_response(self.get_context_data(), status=status)

    def _record(self, act: str) -> None:
        row, request = self.ticket, self.request
        label = row.code  # never the subject: the register outlives the data
        audit.record(
            f"richiesta.{act}", actor=request.user, tenant_id=row.holder_id, about=row, label=label, request=request
        )

    def form(self, name: str, action: str, form_class, **kwargs):
        """A form of the screen, bound only when it is the one that was sent."""
        if name not in self.__dict__:
            is_sent = self.request.method == "POST" and self.request.POST.get("azione") == action
            data = self.request.POST if is_sent else None
            self.__dict__[name] = form_class(data, auto_id=f"{name}_%s", **kwargs)
        return self.__dict__[name]

    @property
    def answer_form(self):
        return self.form("answering", "rispondi", forms.AnswerForm, initial={"text": self._ready_words()})

    @property
    def note_form(self):
        return self.form("noting", "annota", forms.NoteForm)

    @property
    def assign_form(self):
        return self.form("assigning", "assegna", forms.AssignForm, ticket=self.ticket)

    @property
    def transfer_form(self):
        return self.form("transferring", "trasferisci", forms.TransferForm, ticket=self.ticket)

    @property
    def close_form(self):
        return self.form("closing", "chiudi", forms.CloseForm)

    @property
    def reopening_form(self):
        return self.form("reopening", "riapertura", forms.ReopeningForm)

    @property
    def showing_form(self):
        return self.form("showing", "pubblica", forms.ShowingForm, ticket=self.ticket)

    def _ready_answers(self):
        mine = Q(category=None) | Q(category=self.ticket.category_id)
        return StandardAnswer.objects.filter(mine, tenant=self.ticket.holder_id)

    def _ready_words(self) -> str:
        """The words of the ready answer that the address names."""
        row = self._ready_answers().filter(pk=number_of(self.request.GET.get("pronta", ""))).first()
        return row.text if row else ""

    def get_context_data(self, **kwargs):
        row, today = self.ticket, timezone.localdate()
        context = {
            "ticket": row,
            "is_late": due.is_late(row.due_on, today, is_waiting=row.state in TO_WORK),
            "first_answer": due.spoken(due.hours_of(row.answer_minutes)),
            "closing": due.spoken(due.hours_of(row.closing_minutes)),
            "conversation": _conversation(row),
            "attachments": list(row.attachments.all()),
            "map": mark_safe(picker.drawing(row.tenant, picker.View(row.point, 0), row.point)) if row.point else "",
            "ready": self._ready_answers(),
            "answer_form": self.answer_form,
            "note_form": self.note_form,
            "assign_form": self.assign_form,
            "transfer_form": self.transfer_form,
            "close_form": self.close_form,
            "public_url": row.tenant.root_url + links.public_path(row, "it") if row.is_public else "",
            "followers": row.followers.exclude(confirmed_at=None).count() if row.is_report else 0,
        }
        if row.reopen_asked_at:
            context["reopening_form"] = self.reopening_form
        if row.is_report:
            context["showing_form"] = self.showing_form
        return super().get_context_data(**context, **kwargs)

    # --- What the buttons do: each says what it did, or nothing where its form is not right ---------------------------

    def take(self) -> str:
        api.assign(self.ticket, self.request.user, timezone.now(), user=self.request.user)
        return "Ora è tua."

    def assign(self) -> str | None:
        if not self.assign_form.is_valid():
            return None
        to = self.assign_form.cleaned_data["to"]
        api.assign(self.ticket, to, timezone.now(), user=self.request.user)
        return f"Assegnata a {to.get_full_name() or to}."

    def answer(self) -> str | None:
        form = self.answer_form
        if not form.is_valid():
            return None
        given = form.cleaned_data
        row = api.answer(self.ticket, given["text"], timezone.now(), user=self.request.user, close_as=given["close_as"])
        sent = "Risposta inviata." if row.email else "Risposta scritta: non ha lasciato un'email, avvisala al telefono."
        return f"{sent} È chiusa." if given["close_as"] else sent

    def note(self) -> str | None:
        if not self.note_form.is_valid():
            return None
        api.note(self.ticket, self.note_form.cleaned_data["text"], timezone.now(), user=self.request.user)
        return "Nota scritta."

    def transfer(self) -> str | None:
        form = self.transfer_form
        if not form.is_valid():
            return None
        office: OfficePage = form.cleaned_data["office"]
        api.transfer(self.ticket, office, form.cleaned_data["reason"], timezone.now(), user=self.request.user)
        return f"Passata a {office.title}, {office.tenant.name}."

    def close(self) -> str | None:
        if not self.close_form.is_valid():
            return None
        api.close(self.ticket, self.close_form.cleaned_data["outcome"], timezone.now(), user=self.request.user)
        return "Chiusa."

    def decide(self) -> str | None:
        form = self.reopening_form
        if not form.is_valid():
            return None
        accepted = form.cleaned_data["decision"] == "si"
        api.decide_reopening(self.ticket, accepted, form.cleaned_data["reason"], timezone.now(), user=self.request.user)
        return "Riaperta." if accepted else "Resta chiusa: chi l'ha mandata lo legge."

    def show(self) -> str | None:
        form = self.showing_form
        if not form.is_valid():
            return None
        given = form.cleaned_data
        photos = tuple(photo.pk for photo in given["photos"])
        words = {name: given[name] for name in ("subject", "details", "address", "shows_place")}
        showing = api.Showing(**words, photos=photos)
        api.approve(self.ticket, showing, timezone.now(), user=self.request.user)
        return "È nell'elenco pubblico."

    def hide(self) -> str:
        api.hide(self.ticket, timezone.now(), user=self.request.user)
        return "Resta fuori dall'elenco pubblico."


ACTS = {
    "prendi": ShowTicket.take,
    "assegna": ShowTicket.assign,
    "rispondi": ShowTicket.answer,
    "annota": ShowTicket.note,
    "trasferisci": ShowTicket.transfer,
    "chiudi": ShowTicket.close,
    "riapertura": ShowTicket.decide,
    "pubblica": ShowTicket.show,
    "nascondi": ShowTicket.hide,
}


def _conversation(row: Ticket) -> list[dict]:
    """Steps, messages and notes in the order in which they happened."""
    found = []
    for one in row.messages.select_related("user"):
        kind = "nota" if one.is_note else one.by
        title = {"nota": "Nota interna", "ufficio": "L'ufficio ha scritto"}.get(kind, "Il cittadino ha scritto")
        found.append({"at": one.happened_at, "kind": kind, "title": title, "text": one.text, "one": one})
    found += [
        {"at": one.happened_at, "kind": "passo", "title": one.get_what_display(), "text": one.text, "one": one}
        for one in row.history.select_related("user", "office")
    ]
    told = {TicketEvent.What.ANSWERED, TicketEvent.What.WROTE}  # the message itself stands beside them
    shown = [one for one in found if one["kind"] != "passo" or one["one"].what not in told]
    return sorted(shown, key=lambda one: one["at"])  # of the same moment, the words first


class TicketFile(InboxScreen, View):
    """A file of a request."""

    def get(self, request, ticket_id, attachment_id):
        attachment = self.ticket.attachments.filter(pk=attachment_id).first()
        answer = given_out(attachment, small="piccola" in request.GET)
        if "piccola" not in request.GET:
            row = self.ticket
            audit.record(
                "richiesta.file",
                actor=request.user,
                tenant_id=row.holder_id,
                about=row,
                label=row.code,
                request=request,
            )
        return answer
