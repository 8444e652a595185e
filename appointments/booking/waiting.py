"""The waiting list, for who waits: join, see, leave, take the place offered."""

from datetime import timedelta

from django.http import Http404, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from appointments import api, errors, keys, messages, places, waiting
from appointments.booking import choice
from appointments.booking.asking import BY_ADDRESS, address_of, answer, asked_of, on_this_site
from appointments.booking.forms import MODE_NAMES, WaitingForm
from appointments.models import WaitlistEntry, WaitlistOffer
from appointments.rules.minutes import ROME, moment_of
from cms.addresses import address
from cms.limits import work_first
from cms.private_pages import uncached
from services.asked import service_asked


@uncached
def join(request):
    """Ask to be told when a place comes free."""
    service = service_asked(request)
    asked = asked_of(request, choice.options(request.tenant, service), service)
    if asked is None or not asked.type.has_waiting_list:
        raise Http404
    now = timezone.now()
    today = now.astimezone(ROME).date()
    horizon = today + timedelta(days=asked.agenda.horizon_days)
    first = places.first_of(asked, now)
    first_on, last_on = waiting.usual_days(asked, first, now)
    form = WaitingForm(
        request.POST if request.method == "POST" else None,
        mode=asked.mode,
        today=today,
        horizon=horizon,
        initial={"first_on": first_on, "last_on": last_on},
    )
    given = form.cleaned_data if form.is_bound and form.is_valid() else None
    free = waiting.free_already(asked, given["first_on"], given["last_on"], now) if given else None
    if free:
        words = _("In quei giorni c'è già posto: il primo è %(when)s. Puoi prenotarlo adesso.")
        form.add_error("last_on", words % {"when": messages.when(free.starts_at)})
    if form.is_bound and form.is_valid():
        if work := work_first(request, BY_ADDRESS):
            return work
        who = api.Person(**form.who, language=get_language())
        entry = waiting.join(asked, who, given["first_on"], given["last_on"], now)
        return HttpResponseRedirect(_waiting_path(entry))
    return answer(
        request,
        "waiting_join.html",
        {
            "asked": asked,
            "form": form,
            "type_name": choice.type_name(asked.type),
            "mode_name": MODE_NAMES[asked.mode],
            "first": messages.when(first.starts_at) if first else "",
            "first_url": address_of("booking_time", asked, mese=f"{first.starts_at:%Y-%m}") if first else "",
        },
        status=422 if form.is_bound else 200,
    )


def _waiting_path(entry: WaitlistEntry) -> str:
    return address("waiting_entry", entry.public_id, keys.link_key("waiting", entry.public_id, 0))


@uncached
def show_entry(request, public_id, key):
    """Where somebody stands in the list; a button to leave it."""
    entry = (
        WaitlistEntry.objects.select_related("agenda__office", "type")
        .filter(on_this_site(request), public_id=public_id)
        .first()
    )
    if entry is None or not keys.is_link_key(key, "waiting", public_id, 0):
        raise Http404
    if request.method == "POST":
        waiting.leave(entry, timezone.now())
        return HttpResponseRedirect(request.path)
    entry.refresh_from_db()
    waits = entry.state in (WaitlistEntry.State.WAITING, WaitlistEntry.State.OFFERED)
    before = WaitlistEntry.objects.filter(
        agenda=entry.agenda_id, state=WaitlistEntry.State.WAITING, created_at__lt=entry.created_at
    )
    context = {
        "entry": entry,
        "type_name": choice.type_name(entry.type),
        "waits": waits,
        "before": before.count(),
        "days": messages.days_awaited(entry),
    }
    return answer(request, "waiting_entry.html", context)


@uncached
def show_offer(request, number, key):
    """A place that is offered: take it or leave it, by a button."""
    row = (
        WaitlistOffer.objects.select_related("entry__agenda__office", "entry__type", "entry__tenant")
        .filter(on_this_site(request, "entry__"), pk=number)
        .first()
    )
    if row is None or not keys.is_link_key(key, "waiting", row.entry.public_id, row.pk):
        raise Http404
    now, problem = timezone.now(), ""
    if request.method == "POST":
        try:
            if request.POST.get("azione") == "prendi":
                made = api.take_offer(row, now)
                return HttpResponseRedirect(messages.private_path(made) + "?esito=confermato")
            waiting.leave_offer(row, now)
            return HttpResponseRedirect(_waiting_path(row.entry))
        except errors.BookingError as error:
            problem = str(error)
    context = {
        "offer": row,
        "when": messages.when(moment_of(row.start)),
        "until": messages.when(row.expires_at),
        "is_open": waiting.is_open(row, now) and not problem,
        "problem": problem,
        "entry_url": _waiting_path(row.entry),
    }
    return answer(request, "waiting_offer.html", context, status=409 if problem else 200)
