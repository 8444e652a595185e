"""A request, for its person: a private link that changes something only by a button."""

from django.http import Http404, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cms import formats
from cms.addresses import address
from cms.limits import Limit, work_first
from cms.private_pages import rated_page, uncached
from tickets import api, errors, links
from tickets.files import given_out
from tickets.models import AssistancePage, ReportPage, Ticket, TicketEvent
from tickets.public.asking import answer
from tickets.public.forms import ReopenForm, ReplyForm

What = TicketEvent.What
# Steps that its person reads; where it went by the rules, and whether it is in the list, are for the office.
TOLD = (
    What.ARRIVED,
    What.ASSIGNED,
    What.MOVED,
    What.CLOSED,
    What.SOLVED,
    What.REOPEN_ASKED,
    What.REOPENED,
    What.LEFT_CLOSED,
)
BY_ADDRESS = Limit("messaggi-richieste", 30, 3600)


def _mine(request, public_id, key: str) -> Ticket:
    rows = Ticket.objects.select_related("category", "tenant__site", "holder", "office", "service")
    row = rows.filter(public_id=public_id, tenant=request.tenant).first()
    if row is None or not links.is_key_of(row, key):
        raise Http404
    return row


@uncached
def ticket(request, public_id, key):
    """The request of a private link. Opening it changes nothing: mail scanners open links too."""
    row = _mine(request, public_id, key)
    if row.forgotten_at:
        message = _("I dati di questa richiesta sono stati cancellati: è passato il tempo per cui potevamo tenerli.")
        return answer(request, "old_link.html", {"message": message}, status=410)
    action = request.POST.get("azione", "")
    reply = ReplyForm(request.POST if action == "scrivi" else None)
    reopen = ReopenForm(request.POST if action == "riapri" else None)
    problem = ""
    if request.method == "POST":
        try:
            done = _act(request, row, action, reply, reopen)
            if done is not None:
                return done
        except errors.TicketError as error:
            problem = str(error)
            row.refresh_from_db()
    wrong = any(form.is_bound and form.errors for form in (reply, reopen))
    outcome = request.GET.get("esito", "")
    status = 409 if problem else 422 if wrong else 200
    return answer(request, "ticket.html", _context(request, row, key, reply, reopen, problem, outcome), status=status)


def _act(request, row: Ticket, action: str, reply: ReplyForm, reopen: ReopenForm):
    """What a button of the page asks; None where a form must be shown again. Raises TicketError."""
    now = timezone.now()
    if action == "scrivi" and reply.is_valid():
        work = work_first(request, BY_ADDRESS)
        if work is None:
            api.reply(row, reply.cleaned_data["text"].strip(), now)
        return work or _back(row, "scritto")
    if action == "riapri" and reopen.is_valid():
        api.ask_reopening(row, reopen.cleaned_data["reason"].strip(), now)
        return _back(row, "riapertura")
    if action == "risolta":
        api.say_solved(row, now)
        return _back(row, "risolta")
    if action not in ("scrivi", "riapri"):
        raise Http404
    return None


def _back(row: Ticket, outcome: str):
    return HttpResponseRedirect(f"{links.private_path(row)}?esito={outcome}")


def _context(request, row: Ticket, key: str, reply, reopen, problem: str, outcome: str) -> dict:
    return {
        "ticket": row,
        "key": key,
        "category": row.category.in_language("name", request.language),
        "due": formats.day(row.due_on, "j F Y"),
        "outcome": outcome,
        "problem": problem,
        "reply": reply,
        "reopen": reopen,
        "conversation": conversation(row),
        "attachments": [
            {"file": one, "url": address("ticket_file", row.public_id, key, one.pk)} for one in row.attachments.all()
        ],
        "list_url": links.public_path(row) if row.is_public else "",
        "rated_page": rated_page(request, ReportPage if row.is_report else AssistancePage)
        if outcome == "inviata"
        else 0,
    }


def conversation(row: Ticket) -> list[dict]:
    """Steps and messages in the order in which they happened, without what is for the office alone."""
    steps = [
        {
            "at": event.happened_at,
            "title": event.get_what_display(),
            "text": event.text if event.what in (What.LEFT_CLOSED, What.REOPENED, What.REOPEN_ASKED) else "",
            "by": event.by,
            "is_message": False,
        }
        for event in row.history.filter(what__in=TOLD)
    ]
    said = [
        {"at": message.happened_at, "title": "", "text": message.text, "by": message.by, "is_message": True}
        for message in row.messages.filter(is_note=False)
    ]
    return sorted(said + steps, key=lambda one: one["at"])  # of the same moment, the words first


@uncached
def file(request, public_id, key, number):
    """A file of one's own request."""
    row = _mine(request, public_id, key)
    return given_out(row.attachments.filter(pk=number).first(), small="piccola" in request.GET)
