"""The five steps, each a page of its own that works by plain forms. What is typed waits in a Draft on the server."""

import secrets
from datetime import date, timedelta
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from appointments import api, errors, keys, messages, places, waiting
from appointments.addresses import address
from appointments.booking import choice
from appointments.booking.forms import MODE_NAMES, NEEDS, DetailsForm, PersonForm, SummaryForm, WaitingForm
from appointments.models import MOVABLE, Appointment, AppointmentEvent, Draft, Occupation, WaitlistEntry, WaitlistOffer
from appointments.rules.availability import Why
from appointments.rules.minutes import ROME, moment_of
from cms import formats
from cms.cards import cards
from cms.frame import frame_for
from cms.models import BasePage
from offices.contact_cards import cards_by_id
from offices.models import OfficePage
from services.models import ServicePage

COOKIE = "__Host-prenota" if settings.HTTPS else "prenota"
STEPS = ("place", "time", "details", "person", "summary")
By = AppointmentEvent.By
ALTERNATIVES = 3


def step_labels() -> list[str]:
    return [_("Luogo"), _("Data e orario"), _("Dettagli appuntamento"), _("Richiedente"), _("Riepilogo")]


def uncached(view):
    """A page of one person's: kept by nobody, named to nobody, and its forms carry a token."""

    @wraps(view)
    def careful(request, *args, **kwargs):
        if request.tenant is None:
            raise Http404
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return csrf_protect(require_http_methods(["GET", "HEAD", "POST"])(careful))


def _page(request, template: str, context: dict, *, status: int = 200):
    frame = frame_for(request)
    return render(request, f"appointments/{template}", {"frame": frame, "page": None, **context}, status=status)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


# --- What is asked, as it stands in the address -------------------------------------------------------------------


def _service(request) -> ServicePage | None:
    """The sheet from which the visitor comes, its Italian version."""
    key = _number(request.GET.get("servizio", ""))
    same = BasePage.objects.filter(pk=key).values("translation_key")
    page = ServicePage.objects.live().filter(
        translation_key__in=same, locale__language_code="it", tenant=request.tenant
    )
    return page.first() if key else None


def _needs(values) -> tuple[str, ...]:
    known = {value for value, _label in NEEDS}
    return tuple(value for value in dict.fromkeys(values) if value in known)


def _asked(request, rows: list[choice.Option], service) -> places.Request | None:
    """Agenda, type and way of meeting of the address, if they go together."""
    row = next((r for r in rows if r.agenda.pk == _number(request.GET.get("agenda", ""))), None)
    kind = row.type(_number(request.GET.get("tipo", ""))) if row else None
    mode = request.GET.get("modo", "")
    if kind is None or mode not in row.modes(kind):
        return None
    return places.Request(row.agenda, kind, mode, _needs(request.GET.getlist("bisogno")), service)


def address_of(name: str, asked: places.Request, **more) -> str:
    """A page of the flow for what is asked, as a link."""
    query = {"agenda": asked.agenda.pk, "tipo": asked.type.pk, "modo": asked.mode, "bisogno": asked.needs}
    return address(name, servizio=asked.service.pk if asked.service else "", **(query | more))


# --- Step 1: where, for what, how ----------------------------------------------------------------------------------


@uncached
def start(request):
    """Step 1: the office and its place, what for, how to meet. All in the address: nothing is stored yet."""
    service = _service(request)
    rows = choice.options(request.tenant, service)
    asked = _asked(request, rows, service)
    if asked is not None and "avanti" in request.GET:
        return HttpResponseRedirect(address_of("booking_time", asked))
    chosen = next((r for r in rows if r.agenda.pk == _number(request.GET.get("agenda", ""))), None)
    chosen = chosen or (rows[0] if len(rows) == 1 else None)
    now = timezone.now()
    found = _one_an_agenda(places.first_free(choice.requests(rows, ()), now)) if rows else []
    return _page(
        request,
        "step_place.html",
        {
            **_progress(0),
            "service": service,
            "rows": [_row(request.tenant, row) for row in rows],
            "chosen": chosen,
            "types": [_type(chosen, kind, request) for kind in chosen.types] if chosen else [],
            "modes": _modes(chosen) if chosen else [],
            "mode": request.GET.get("modo", "")
            or (_modes(chosen)[0][0] if chosen and len(_modes(chosen)) == 1 else ""),
            "needs": [(value, label, value in request.GET.getlist("bisogno")) for value, label in NEEDS],
            "firsts": [_alternative(pair) for pair in found[:ALTERNATIVES]],
            "incomplete": "avanti" in request.GET,
            "offices": [] if rows else _offices(request, service),
        },
    )


def _row(tenant, row: choice.Option) -> dict:
    place = row.agenda.place
    return {
        "agenda": row.agenda,
        "office": row.agenda.office,
        "body": "" if row.agenda.tenant_id == tenant.pk else row.agenda.office.tenant.name,
        "address": ", ".join(filter(None, [place.street_address, place.locality])) if place else "",
    }


def _type(row: choice.Option, kind, request) -> dict:
    only = len(row.types) == 1
    return {
        "pk": kind.pk,
        "name": choice.type_name(kind),
        "summary": kind.summary,
        "minutes": kind.duration,
        "checked": only or kind.pk == _number(request.GET.get("tipo", "")),
        "modes": [(mode.value, MODE_NAMES[mode]) for mode in row.modes(kind)],
    }


def _modes(row: choice.Option) -> list[tuple]:
    """Every way of meeting that some type of an agenda allows."""
    able = {mode for kind in row.types for mode in row.modes(kind)}
    return [(mode.value, label) for mode, label in MODE_NAMES.items() if mode in able]


def _offices(request, service) -> list[dict]:
    """Whom to call where nothing can be booked online: the offices of the sheet, or the public relations office."""
    keys_ = []
    if service is not None:
        keys_ = [service.responsible_office_id] if service.responsible_office_id else []
    if not keys_ and request.tenant.public_relations_office_id:
        keys_ = [request.tenant.public_relations_office_id]
    offices = OfficePage.objects.live().filter(pk__in=keys_).values_list("pk", flat=True)
    return list(cards_by_id(request.tenant, list(offices))) if offices else []


def _one_an_agenda(found: list) -> list:
    """The first place of each agenda: three hours of one office are not three alternatives."""
    seen: dict[int, tuple] = {}
    for pair in found:
        seen.setdefault(pair[0].agenda.pk, pair)
    return list(seen.values())


def _alternative(pair) -> dict:
    asked, slot = pair
    return {
        "when": messages.when(slot.starts_at),
        "office": asked.agenda.office.title,
        "body": asked.agenda.office.tenant.short_name,
        "mode": MODE_NAMES[asked.mode],
        "type": choice.type_name(asked.type),
        "url": address_of("booking_time", asked, mese=f"{slot.starts_at:%Y-%m}") + "#orari",
    }


def _progress(current: int) -> dict:
    """The five steps for the component `steps`, one of them current."""
    states = ["done"] * current + ["current"] + [""] * len(STEPS)
    rows = [{"label": label, "state": state} for label, state in zip(step_labels(), states, strict=False)]
    return {"steps": rows, "step_number": current + 1}


# --- Step 2: when --------------------------------------------------------------------------------------------------


@uncached
def choose_time(request):
    """Step 2: the days of a month with their free hours; choosing one keeps it for ten minutes."""
    service = _service(request)
    rows = choice.options(request.tenant, service)
    moved = _moved(request)
    asked = _asked(request, rows, service) if moved is None else _again(moved)
    if asked is None:
        return HttpResponseRedirect(address("booking_start", servizio=service.pk if service else ""))
    now = timezone.now()
    problem = ""
    if request.method == "POST":
        try:
            return _keep(request, asked, _number(request.POST.get("orario", "")), now, moved)
        except errors.BookingError as error:
            problem = str(error)
    months = _months(asked, now)
    first = next((m for m in months if m["value"] == request.GET.get("mese")), months[0])["first"]
    days = places.free_days(asked, max(first, now.astimezone(ROME).date()), _month_end(first), now, but=moved)
    free = [day for day in days if day.slots]
    others = [] if moved else choice.requests(rows, asked.needs, service, (asked.agenda.pk, asked.type.pk, asked.mode))
    earliest = places.first_free([asked], now) if not free else []
    elsewhere = places.first_free(others, now) if others and (not free or problem) else []
    return _page(
        request,
        "step_time.html",
        {
            **_progress(1),
            "asked": asked,
            "place": asked.agenda.place,
            "type_name": choice.type_name(asked.type),
            "mode_name": MODE_NAMES[asked.mode],
            "service": service,
            "months": [m | {"selected": m["first"] == first} for m in months],
            "days": [_day(day) for day in free],
            "closed": [_closed(day) for day in days if not day.slots],
            "problem": problem,
            "next_free": messages.when(earliest[0][1].starts_at) if earliest else "",
            "next_url": address_of("booking_time", asked, mese=f"{earliest[0][1].starts_at:%Y-%m}") if earliest else "",
            "elsewhere": [_alternative(pair) for pair in _one_an_agenda(elsewhere)[:ALTERNATIVES]],
            "moved": moved,
            "waiting_url": address_of("waiting_join", asked) if asked.type.has_waiting_list and not moved else "",
            "back_url": address_of("booking_start", asked) if not moved else messages.private_path(moved),
            "query": request.GET.urlencode(),
            "hidden": [(key, value) for key in request.GET for value in request.GET.getlist(key) if key != "mese"],
        },
        status=409 if problem else 200,
    )


def _months(asked: places.Request, now) -> list[dict]:
    """The months in which the agenda can be booked."""
    today = now.astimezone(ROME).date()
    last = today + timedelta(days=asked.agenda.horizon_days)
    first, found = today.replace(day=1), []
    while first <= last:
        found.append({"value": f"{first:%Y-%m}", "first": first, "label": formats.day(first, "F Y")})
        first = (first + timedelta(days=32)).replace(day=1)
    return found


def _month_end(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _day(day) -> dict:
    return {
        "label": formats.day(day.on, "l j F"),
        "free": day.free,
        "slots": [
            {
                "value": slot.start,
                "hour": f"{slot.starts_at:%-H:%M}",
                "full": messages.when(slot.starts_at),
                "free": slot.free,
            }
            for slot in day.slots
        ],
    }


WHY = {
    Why.CLOSED: lambda day: _("chiuso (%(reason)s)") % {"reason": day.reason} if day.reason else _("chiuso"),
    Why.FULL: lambda day: _("tutto prenotato"),
    Why.TOO_SOON: lambda day: _("troppo presto: serve più preavviso"),
    Why.TOO_FAR: lambda day: _("non ancora prenotabile"),
}


def _closed(day) -> dict:
    return {"label": formats.day(day.on, "l j F"), "why": WHY[day.why](day)}


def _keep(request, asked: places.Request, start: int, now, moved: Appointment | None):
    """Hold the hour chosen and go on; a place held before by this browser for the same draft is let go."""
    if not start:
        raise errors.BookingError(_("Scegli un orario tra quelli liberi."))
    if moved is not None:
        api.move(moved, start, now, by=By.CITIZEN)
        moved.refresh_from_db()
        return HttpResponseRedirect(messages.private_path(moved) + "?esito=spostato")
    number = request.COOKIES.get(COOKIE) or secrets.token_hex(16)
    browser = keys.browser_hash(number)
    draft = Draft.objects.filter(key=_uuid(request.GET.get("bozza", "")), browser=browser, becomes=None).first()
    if draft is not None:
        places.release(draft.hold_key)
    key = places.hold(asked, start, now, browser=browser)
    draft = draft or Draft(tenant=request.tenant, browser=browser)
    draft.agenda, draft.type, draft.mode, draft.service = asked.agenda, asked.type, asked.mode, asked.service
    draft.needs, draft.start, draft.hold_key, draft.used_at = list(asked.needs), start, key, now
    draft.save()
    response = HttpResponseRedirect(address("booking_details", draft.key))
    response.set_cookie(COOKIE, number, httponly=True, secure=settings.HTTPS, samesite="Lax", max_age=24 * 3600)
    return response


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


# --- Steps 3 to 5 --------------------------------------------------------------------------------------------------


def _draft(request, key) -> Draft:
    """The draft of an address, if this browser began it; 404 otherwise."""
    number = request.COOKIES.get(COOKIE, "")
    rows = Draft.objects.select_related(
        "agenda__office__seat", "agenda__seat", "type", "service", "becomes__tenant__site"
    )
    draft = rows.filter(key=key, tenant=request.tenant, browser=keys.browser_hash(number)).first() if number else None
    if draft is None:
        raise Http404
    return draft


def _request_of(draft: Draft) -> places.Request:
    return places.Request(draft.agenda, draft.type, draft.mode, tuple(draft.needs), draft.service)


def with_draft(view):
    """Open a draft for a step: one that has become an appointment leads there; one whose hour went asks for another."""

    @uncached
    @wraps(view)
    def careful(request, key):
        draft = _draft(request, key)
        if draft.becomes_id:
            return HttpResponseRedirect(messages.private_path(draft.becomes))
        now = timezone.now()
        Draft.objects.filter(pk=draft.pk).update(used_at=now)
        return view(request, draft, now)

    return careful


def _minutes_left(draft: Draft, now) -> int:
    held = (
        Occupation.objects.filter(hold_key=draft.hold_key, hold_expires_at__gt=now).first() if draft.hold_key else None
    )
    return max(1, round((held.hold_expires_at - now).total_seconds() / 60)) if held else 0


def _step(request, draft: Draft, number: int, template: str, form, now, **more):
    asked = _request_of(draft)
    context = {
        **_progress(number),
        "form": form,
        "draft": draft,
        "when": messages.when(moment_of(draft.start)),
        "minutes_left": _minutes_left(draft, now),
        "time_url": address_of("booking_time", asked, mese=f"{moment_of(draft.start):%Y-%m}", bozza=draft.key),
        **more,
    }
    return _page(request, template, context, status=422 if form.is_bound and form.errors else 200)


@with_draft
def details(request, draft: Draft, now):
    """Step 3: the reason, preselected where the visitor comes from a sheet."""
    reasons = [(f"servizio-{s.pk}", s.title) for s in _reasons(request, draft)] + [("altro", _("Altro"))]
    initial = draft.given.get("details") or {"reason": f"servizio-{draft.service_id}" if draft.service_id else ""}
    form = DetailsForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        reasons=reasons,
        questions=draft.type.questions,
        language=get_language(),
    )
    if form.is_bound:
        draft.given = draft.given | {"details": {name: request.POST.get(name, "")[:500] for name in form.fields}}
        draft.save(update_fields=["given"])
        if form.is_valid():
            draft.given["answers"] = form.answers()
            draft.save(update_fields=["given"])
            return HttpResponseRedirect(address("booking_person", draft.key))
    return _step(request, draft, 2, "step_details.html", form, now)


def _reasons(request, draft: Draft) -> list:
    """Services for which this type is booked, on the reader's site."""
    pages = BasePage.objects.of(request.tenant).live().filter(servicepage__appointment_types=draft.type)
    keys_ = set(pages.values_list("pk", flat=True)) | ({draft.service_id} if draft.service_id else set())
    return cards(BasePage.objects.filter(pk__in=keys_))


@with_draft
def person(request, draft: Draft, now):
    """Step 4: who comes."""
    form = PersonForm(
        request.POST if request.method == "POST" else None, initial=draft.given.get("person"), mode=draft.mode
    )
    if form.is_bound:
        draft.given = draft.given | {"person": {name: request.POST.get(name, "")[:200] for name in form.fields}}
        draft.save(update_fields=["given"])
        if form.is_valid():
            return HttpResponseRedirect(address("booking_summary", draft.key))
    return _step(request, draft, 3, "step_person.html", form, now, back_url=address("booking_details", draft.key))


@with_draft
def summary(request, draft: Draft, now):
    """Step 5: everything once more; pressing the button makes the appointment, once however often it is pressed."""
    given = PersonForm(draft.given.get("person", {}), mode=draft.mode)
    reasons = dict([(f"servizio-{s.pk}", s.title) for s in _reasons(request, draft)] + [("altro", _("Altro"))])
    told = draft.given.get("details", {})
    if told.get("reason") not in reasons or not told.get("details", "").strip():
        return HttpResponseRedirect(address("booking_details", draft.key))
    if not given.is_valid():
        return HttpResponseRedirect(address("booking_person", draft.key))
    form = SummaryForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = _confirm(draft, given.cleaned_data, told, now)
            return HttpResponseRedirect(messages.private_path(made) + "?esito=confermato")
        except errors.PlaceTaken as error:
            return _taken(request, draft, error, now)
        except errors.BookingError as error:
            form.add_error(None, str(error))
    return _step(
        request,
        draft,
        4,
        "step_summary.html",
        form,
        now,
        person=given.cleaned_data,
        reason=reasons[told["reason"]],
        told=told["details"],
        answers=draft.given.get("answers", []),
        mode_name=MODE_NAMES[draft.mode],
        needs=[label for value, label in NEEDS if value in draft.needs],
        place=draft.agenda.place,
        details_url=address("booking_details", draft.key),
        person_url=address("booking_person", draft.key),
        start_url=address_of("booking_start", _request_of(draft)),
        to_bring=draft.type.to_bring(get_language()),
    )


def _confirm(draft: Draft, given: dict, told: dict, now) -> Appointment:
    asked = _request_of(draft)
    key = told["reason"].removeprefix("servizio-")
    if key.isdecimal():
        chosen = ServicePage.objects.filter(pk=int(key)).first()
        asked = places.Request(asked.agenda, asked.type, asked.mode, asked.needs, chosen)
    who = api.Person(
        name=given["name"],
        surname=given["surname"],
        email=given["email"],
        phone=given["phone"],
        details=told["details"].strip(),
        answers=draft.given.get("answers", []),
        language=get_language(),
    )
    made = api.confirm(asked, draft.start, who, now, hold_key=draft.hold_key, request_key=draft.key)
    # What was typed is now in the appointment: no second copy stays behind.
    Draft.objects.filter(pk=draft.pk).update(becomes=made, hold_key=None, given={})
    return made


def _taken(request, draft: Draft, error: errors.PlaceTaken, now):
    """The hour has gone to somebody else: what was typed is kept, the nearest hours are offered."""
    asked = _request_of(draft)
    today = now.astimezone(ROME).date()
    near = [
        {
            "when": messages.when(slot.starts_at),
            "url": address_of("booking_time", asked, mese=f"{slot.starts_at:%Y-%m}", bozza=draft.key),
        }
        for day in places.free_days(asked, today, today + timedelta(days=asked.agenda.horizon_days), now)
        for slot in day.slots
    ]
    near = near[:ALTERNATIVES]
    rows = choice.options(request.tenant, draft.service)
    others = choice.requests(rows, asked.needs, draft.service, (asked.agenda.pk, asked.type.pk, asked.mode))
    elsewhere = [_alternative(pair) for pair in places.first_free(others, now)[:ALTERNATIVES]] if others else []
    return _page(
        request,
        "taken.html",
        {**_progress(1), "message": str(error), "near": near, "elsewhere": elsewhere, "draft": draft},
        status=409,
    )


# --- The appointment, for its person --------------------------------------------------------------------------------


def _mine(request, public_id, key: str) -> Appointment:
    """The appointment of a private link. A link of before a move is told so; any other wrong one finds nothing."""
    rows = Appointment.objects.select_related(
        "agenda__office__seat", "agenda__seat", "type", "tenant__site", "service", "office"
    )
    row = rows.filter(public_id=public_id, tenant=request.tenant).first()
    if row is None:
        raise Http404
    if keys.is_link_key(key, "manage", row.public_id, row.sequence):
        return row
    if any(keys.is_link_key(key, "manage", row.public_id, n) for n in range(row.sequence)):
        raise errors.NotNow(
            _("Questo appuntamento è stato cambiato: usa il collegamento dell'ultimo messaggio che hai ricevuto.")
        )
    raise Http404


def _moved(request) -> Appointment | None:
    public_id, key = _uuid(request.GET.get("sposta", "")), request.GET.get("chiave", "")
    if public_id is None:
        return None
    try:
        row = _mine(request, public_id, key)
    except errors.BookingError as error:
        raise Http404 from error
    return row if row.state in MOVABLE else None


def _again(row: Appointment) -> places.Request:
    return places.Request(row.agenda, row.type, row.mode, tuple(row.needs), row.service)


@uncached
def appointment(request, public_id, key):
    """The appointment of a private link. Opening it changes nothing: mail scanners open links too."""
    now = timezone.now()
    problem = ""
    try:
        row = _mine(request, public_id, key)
        if request.method == "POST" and request.POST.get("azione") == "annulla":
            api.cancel(row, now, by=By.CITIZEN)
            row.refresh_from_db()
            return HttpResponseRedirect(messages.private_path(row) + "?esito=annullato")
    except errors.BookingError as error:
        row, problem = (
            Appointment.objects.select_related("agenda__office", "type", "tenant__site").get(public_id=public_id),
            str(error),
        )
        if not keys.is_link_key(key, "manage", row.public_id, row.sequence):
            return _page(request, "old_link.html", {"message": problem}, status=410)
    try:
        api.check_time(row, now)
        can_change = row.state in MOVABLE
    except errors.NotNow:
        can_change = False
    return _page(
        request,
        "appointment.html",
        {
            "appointment": row,
            "when": messages.when(row.starts_at),
            "mode_name": MODE_NAMES[row.mode],
            "type_name": choice.type_name(row.type),
            "place": row.agenda.place,
            "outcome": request.GET.get("esito", ""),
            "problem": problem,
            "can_change": can_change,
            "key": key,
            "move_url": address("booking_time", sposta=row.public_id, chiave=key),
            "calendar_url": address("appointment_calendar", row.public_id, key),
            "to_bring": row.type.to_bring(get_language()),
            "is_over": row.starts_at <= now,
        },
        status=409 if problem else 200,
    )


@uncached
def calendar(request, public_id, key):
    """The appointment as a file for the citizen's own calendar."""
    from django.http import HttpResponse

    from appointments import ics

    try:
        row = _mine(request, public_id, key)
    except errors.BookingError as error:
        raise Http404 from error
    text = ics.calendar_of([row], timezone.now(), method="PUBLISH", urls={row.pk: messages.private_url(row)})
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="appuntamento.ics"'
    return response


# --- The waiting list -----------------------------------------------------------------------------------------------


@uncached
def join_waiting(request):
    """Ask to be told when a place comes free."""
    service = _service(request)
    asked = _asked(request, choice.options(request.tenant, service), service)
    if asked is None or not asked.type.has_waiting_list:
        raise Http404
    now = timezone.now()
    today = now.astimezone(ROME).date()
    horizon = today + timedelta(days=asked.agenda.horizon_days)
    form = WaitingForm(
        request.POST if request.method == "POST" else None,
        mode=asked.mode,
        today=today,
        horizon=horizon,
        initial={"first_on": today, "last_on": horizon},
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        who = api.Person(given["name"], given["surname"], given["email"], given["phone"], language=get_language())
        entry = waiting.join(asked, who, given["first_on"], given["last_on"], now)
        return HttpResponseRedirect(_waiting_path(entry))
    return _page(
        request,
        "waiting_join.html",
        {"asked": asked, "form": form, "type_name": choice.type_name(asked.type), "mode_name": MODE_NAMES[asked.mode]},
        status=422 if form.is_bound else 200,
    )


def _waiting_path(entry: WaitlistEntry) -> str:
    return address("waiting_entry", entry.public_id, keys.link_key("waiting", entry.public_id, 0))


@uncached
def waiting_entry(request, public_id, key):
    """Where somebody stands in the list; a button to leave it."""
    entry = (
        WaitlistEntry.objects.select_related("agenda__office", "type")
        .filter(public_id=public_id, tenant=request.tenant)
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
    return _page(request, "waiting_entry.html", {"entry": entry, "waits": waits, "before": before.count()})


@uncached
def waiting_offer(request, number, key):
    """A place that is offered: take it or leave it, by a button."""
    row = (
        WaitlistOffer.objects.select_related("entry__agenda__office", "entry__type", "entry__tenant")
        .filter(pk=number)
        .first()
    )
    if (
        row is None
        or row.entry.tenant_id != request.tenant.pk
        or not keys.is_link_key(key, "waiting", row.entry.public_id, row.pk)
    ):
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
    return _page(request, "waiting_offer.html", context, status=409 if problem else 200)
