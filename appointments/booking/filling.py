"""Steps 3 to 5: what is typed waits in a Draft on the server until one button makes the appointment."""

from datetime import timedelta
from functools import wraps

from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from appointments import api, errors, messages, places
from appointments.booking import choice
from appointments.booking.asking import ALTERNATIVES, COOKIE, address_of, alternative, answer, one_an_agenda, progress
from appointments.booking.forms import MODE_NAMES, NEEDS, DetailsForm, PersonForm, SummaryForm
from appointments.models import Appointment, Draft, Occupation
from appointments.rules.minutes import ROME, moment_of
from cms.addresses import address
from cms.cards import cards
from cms.models import BasePage
from cms.private_pages import browser_hash, typed, uncached
from services.models import ServicePage


def _draft(request, key) -> Draft | None:
    """The draft of an address, if this browser began it."""
    number = request.COOKIES.get(COOKIE, "")
    rows = Draft.objects.select_related(
        "agenda__office__seat", "agenda__seat", "type", "service", "becomes__tenant__site"
    )
    return rows.filter(key=key, tenant=request.tenant, browser=browser_hash(number)).first() if number else None


def _request_of(draft: Draft) -> places.Request:
    return places.Request(draft.agenda, draft.type, draft.mode, tuple(draft.needs), draft.service)


def with_draft(view):
    """Open a draft for a step: one that has become an appointment leads there; one whose hour went asks for another."""

    @uncached
    @wraps(view)
    def careful(request, key):
        draft = _draft(request, key)
        if draft is None:
            message = _(
                "Questa prenotazione non è più aperta, o l'hai cominciata con un altro browser. Ricomincia da qui."
            )
            links = [{"label": _("Prenota un appuntamento"), "path": address("booking_start")}]
            return answer(request, "old_link.html", {"message": message, "links": links}, status=404)
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
        **progress(number),
        "form": form,
        "draft": draft,
        "when": messages.when(moment_of(draft.start)),
        "minutes_left": _minutes_left(draft, now),
        "time_url": address_of("booking_time", asked, mese=f"{moment_of(draft.start):%Y-%m}", bozza=draft.key),
        **more,
    }
    return answer(request, template, context, status=422 if form.is_bound and form.errors else 200)


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
        draft.given = draft.given | {"details": typed(request, form.fields, 500)}
        draft.save(update_fields=["given"])
        if form.is_valid():
            draft.given["answers"] = form.answers()
            draft.save(update_fields=["given"])
            return HttpResponseRedirect(address("booking_person", draft.key))
    return _step(request, draft, 2, "step_details.html", form, now, wanted=form.index)


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
        draft.given = draft.given | {"person": typed(request, form.fields, 200)}
        draft.save(update_fields=["given"])
        if form.is_valid():
            return HttpResponseRedirect(address("booking_summary", draft.key))
    back_url = address("booking_details", draft.key)
    return _step(request, draft, 3, "step_person.html", form, now, back_url=back_url, wanted=form.index)


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
            made = _confirm(draft, given.who, told, now)
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
        start_url=address_of("booking_start", _request_of(draft), bozza=draft.key),
        to_bring=draft.type.to_bring(get_language()),
    )


def _confirm(draft: Draft, given: dict, told: dict, now) -> Appointment:
    asked = _request_of(draft)
    key = told["reason"].removeprefix("servizio-")
    if key.isdecimal():
        chosen = ServicePage.objects.filter(pk=int(key)).first()
        asked = places.Request(asked.agenda, asked.type, asked.mode, asked.needs, chosen)
    who = api.Person(
        **given,
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
    others = choice.others(rows, asked)
    found = one_an_agenda(places.first_free(others, now)) if others else []
    elsewhere = [alternative(pair, bozza=draft.key) for pair in found[:ALTERNATIVES]]
    return answer(
        request,
        "taken.html",
        {**progress(1), "message": str(error), "near": near, "elsewhere": elsewhere, "draft": draft},
        status=409,
    )
