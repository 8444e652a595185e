"""A report in three steps (COMUNI d.17): the conditions, what is wrong and where, everything once more."""

import secrets
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import private_pages
from cms.addresses import address
from cms.limits import work_first
from cms.middleware.headers import COMMON
from cms.private_pages import browser_hash, number_of, sent, typed, uncached
from tickets import api, files, links, picker
from tickets.models import Draft, Kind
from tickets.nearby import similar
from tickets.public.asking import BY_ADDRESS, answer, categories_of
from tickets.public.forms import ReportForm, StartForm, SummaryForm

COOKIE = "__Host-segnala" if settings.HTTPS else "segnala"
COOKIE_SECONDS = 24 * 3600
WORDS = ("address", "latitude", "longitude", "category", "subject", "details", "name", "surname", "email", "phone")


def progress(current: int) -> dict:
    """The three steps, one of them current."""
    labels = [_("Autorizzazioni e condizioni"), _("Dati di segnalazione"), _("Riepilogo")]
    return private_pages.progress(labels, current)


@uncached
def start(request):
    """Step 1: who is in danger rings 112; the others say that they have read how their data are used."""
    form = StartForm(sent(request))
    if form.is_bound and form.is_valid():
        return work_first(request, BY_ADDRESS) or _begin(request)
    return answer(request, "report_start.html", {**progress(0), "form": form}, status=422 if form.is_bound else 200)


def _begin(request):
    number = request.COOKIES.get(COOKIE) or secrets.token_hex(16)
    draft = Draft.objects.create(tenant=request.tenant, browser=browser_hash(number), used_at=timezone.now())
    response = HttpResponseRedirect(address("report_data", draft.key))
    response.set_cookie(COOKIE, number, httponly=True, secure=settings.HTTPS, samesite="Lax", max_age=COOKIE_SECONDS)
    return response


def with_draft(view):
    """Open a draft for a step: one that was sent leads to its report; one of another browser is not opened."""

    @uncached
    @wraps(view)
    def careful(request, key):
        number = request.COOKIES.get(COOKIE, "")
        rows = Draft.objects.filter(key=key, tenant=request.tenant, browser=browser_hash(number))
        draft = rows.select_related("becomes__tenant__site").first() if number else None
        if draft is None:
            message = _("Questa segnalazione non è più aperta, o l'hai cominciata con un altro browser.")
            again = [{"label": _("Ricomincia"), "path": address("report_start")}]
            return answer(request, "old_link.html", {"message": message, "links": again}, status=404)
        if draft.becomes_id:
            return HttpResponseRedirect(links.private_path(draft.becomes))
        return view(request, draft)

    return careful


def _form(request, draft: Draft, data=None) -> ReportForm:
    mine = list(draft.attachments.all())
    return ReportForm(
        data,
        request.FILES if data is not None and request.method == "POST" else None,
        initial=draft.given.get("typed"),
        categories=categories_of(Kind.REPORT),
        kept=len(mine),
        kept_bytes=sum(one.size for one in mine),
        territory=picker.problem_of,
    )


@with_draft
def data(request, draft: Draft):
    """Step 2. Whatever button is pressed, what was typed and the good files are kept."""
    if request.method != "POST":
        wrong = draft.given.get("typed") if "controlla" in request.GET else None  # the summary has sent back here
        return _show(request, draft, _form(request, draft, wrong))
    now = timezone.now()
    given = typed(request, WORDS, 1200)
    draft.given = draft.given | {"typed": given}
    form = _form(request, draft, given)
    good = form.is_valid()
    files.keep(draft, form.new_files, now)
    moved = _on_the_map(request, draft)
    files.drop(draft, number_of(request.POST.get("togli", "")))
    if not moved:
        _place_of_name(request.tenant, draft)
    draft.used_at = now
    draft.save(update_fields=["given", "used_at"])
    if moved:
        return HttpResponseRedirect(address("report_data", draft.key) + "#mappa")
    if "togli" in request.POST or "allega" in request.POST:
        if any(form.errors.get(name) for name in ("photos", "documents")):
            return _show(request, draft, _only(form, ("photos", "documents")))
        return HttpResponseRedirect(address("report_data", draft.key) + "#allegati")
    if good:
        return HttpResponseRedirect(address("report_summary", draft.key))
    return _show(request, draft, form)


def _only(form: ReportForm, names: tuple[str, ...]) -> ReportForm:
    """The form with the errors of some fields: who attaches a file has not finished with the others."""
    for name in [name for name in form.errors if name not in names]:
        del form.errors[name]
    return form


def _on_the_map(request, draft: Draft) -> bool:
    """Do what a touch or a button of the map asks; whether one of them was pressed."""
    post, view, tenant = request.POST, _view(draft), request.tenant
    words = draft.given["typed"]
    if "punto.x" in post:
        x, y = number_of(post.get("punto.x", "")), number_of(post.get("punto.y", ""))
        # Pressed from the keyboard, the browser says the corner: nothing was pointed at.
        point = picker.point_of(tenant, view, x, y) if x or y else None
        if point is None:
            view = picker.moved(tenant, view, "vicino")
        else:
            words |= {"latitude": str(point[0]), "longitude": str(point[1])}
            view = picker.View(point, min(view.step + 1, len(picker.SPAN_METRES) - 1))
    elif "mappa" not in post:
        return False
    elif post["mappa"] == "togli":
        words |= {"latitude": "", "longitude": ""}
        draft.given = draft.given | {"unwanted": words["address"]}
        view = picker.View()
    else:
        view = picker.moved(tenant, view, post["mappa"])
    draft.given = draft.given | {"view": [*(view.centre or (None, None)), view.step], "typed": words}
    return True


def _place_of_name(tenant, draft: Draft) -> None:
    """Who writes the name of a known place has its point; who then writes another place no longer has it."""
    words, known = draft.given["typed"], draft.given.get("known")
    if known and [words["latitude"], words["longitude"]] == known[1:] and words["address"] != known[0]:
        words |= {"latitude": "", "longitude": ""}
    is_wanted = not words["latitude"] and draft.given.get("unwanted") != words["address"]
    point = picker.known_point(tenant, words["address"]) if is_wanted else None
    if point is not None:
        words |= {"latitude": str(point[0]), "longitude": str(point[1])}
        draft.given = draft.given | {"known": [words["address"], words["latitude"], words["longitude"]]}


def _view(draft: Draft) -> picker.View:
    latitude, longitude, step = draft.given.get("view") or (None, None, 0)
    return picker.View((latitude, longitude) if latitude is not None else None, step)


def _point(draft: Draft) -> tuple[float, float] | None:
    words = draft.given.get("typed", {})
    try:
        return float(words["latitude"]), float(words["longitude"])
    except (KeyError, ValueError):
        return None


def _show(request, draft: Draft, form: ReportForm):
    view, point = _view(draft), _point(draft)
    context = {
        **progress(1),
        "form": form,
        "draft": draft,
        "wanted": [
            {"id": "luogo", "label": _("Luogo")},
            {"id": "disservizio", "label": _("Disservizio")},
            {"id": "allegati", "label": _("Immagini e documenti")},
            {"id": "autore", "label": _("Autore della segnalazione")},
        ],
        "fields": {name: form[name] for name in form.fields},
        "attachments": list(draft.attachments.all()),
        "map": picker.seen(request.tenant, view, point),
        "landmarks": picker.landmarks(request.tenant),
        "back_url": address("report_start"),
        "summaries": [row for row in categories_of(Kind.REPORT) if row["summary"]],
    }
    response = answer(request, "report_data.html", context, status=422 if form.is_bound and form.errors else 200)
    response.headers["Permissions-Policy"] = COMMON["Permissions-Policy"].replace(
        "geolocation=()", "geolocation=(self)"
    )
    return response


@with_draft
def summary(request, draft: Draft):
    """Step 3: everything once more, and what was reported nearby already."""
    given = _form(request, draft, draft.given.get("typed") or {})
    if not given.is_valid():
        return HttpResponseRedirect(address("report_data", draft.key, controlla=1))
    form = SummaryForm(sent(request), initial={"request_key": draft.key})
    words, point = given.cleaned_data, _point(draft)
    category = given.categories[words["category"]]
    if form.is_bound:
        ticket = api.send(
            request.tenant,
            api.Wish(
                category,
                words["details"].strip(),
                subject=words["subject"].strip(),
                address=words["address"].strip(),
                point=point,
            ),
            api.Person(words["name"], words["surname"], words["email"], words["phone"], get_language()),
            timezone.now(),
            request_key=draft.key,
            draft=draft,
        )
        return HttpResponseRedirect(links.private_path(ticket) + "?esito=inviata")
    context = {
        **progress(2),
        "draft": draft,
        "form": form,
        "words": words,
        "category": category.in_language("name", get_language()),
        "attachments": list(draft.attachments.all()),
        "map": picker.seen(request.tenant, picker.View(point, 2), point) if point else None,
        "similar": [
            {"row": row, "url": row.tenant.root_url + links.public_path(row) + "#segui"}
            for row in similar(request.tenant, category, point, words["address"])
        ],
        "data_url": address("report_data", draft.key),
    }
    return answer(request, "report_summary.html", context)


def map_picture(request):
    """The drawing of a part of the ground, for the map that is a button."""
    if request.tenant is None:
        raise Http404
    view, point = picker.View.read(request.GET.get("vista", "")), picker.read_point(request.GET.get("punto", ""))
    response = HttpResponse(picker.drawing(request.tenant, view, point), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "private, max-age=3600"  # one person's pin
    return response
