"""What the public sees of the register: only what is on show, and never in a search engine or in a cache that is late.

Every answer says `noindex`, refusals too. A page may be kept, but whoever keeps it must ask again each time (`no-cache`),
and our own cache forgets it when the publication ends; a file is kept by nobody.
"""

from functools import wraps

from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from albo.models import NEVER_INDEXED, Entry
from cms import page_cache, serving
from cms.formats import day
from cms.frame import frame_for
from cms.models import BasePage
from cms.views.errors import not_found

INLINE = {"PDF": "application/pdf", "TXT": "text/plain; charset=utf-8"}
BIGGEST = 2**31 - 1  # of a number in the database


def guarded(view):
    """Headers of every answer; a body that has its register elsewhere sends everybody there."""
    view = require_safe(view)

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.tenant is None:
            raise Http404
        outside = request.tenant.register_url
        if outside:
            response = HttpResponseRedirect(outside)
        else:
            try:
                response = view(request, *args, **kwargs)
            except Http404 as error:
                response = not_found(request, error)
        response.headers["X-Robots-Tag"] = NEVER_INDEXED
        if response.headers.get("Cache-Control", "").startswith("public"):
            response.headers["Cache-Control"] = "public, no-cache"
        return response

    return answer


@guarded
def register(request):
    """The page of the tree at this address, whatever it is."""
    return serving.serve(request, "albo-pretorio")


@guarded
def entry(request, year: int, number: int):
    found, now = _entry(request, year, number), timezone.now()
    if not found.is_on_show(now):
        return _gone(request, found, now)
    page_cache.keep_until(request, found.closes_at)
    corrected = found.corrects
    response = _render(
        request,
        "albo/entry.html",
        {
            "entry": found,
            "description": Truncator(found.subject).chars(160),
            "facts": _facts(found),
            "files": list(found.files.all()),
            "office": _office(found),
            "corrected": corrected,
        },
        found.label,
    )
    return page_cache.mark_public(response) if page_cache.is_anonymous(request) else response


@guarded
def file(request, year: int, number: int, file_id: int, name: str):
    found, now = _entry(request, year, number), timezone.now()
    one = found.files.filter(pk=file_id).first() if file_id <= BIGGEST else None
    if one is None or name != one.name:
        raise Http404
    if not found.is_on_show(now):
        return _gone(request, found, now)
    return send(one)


def send(one) -> FileResponse:
    """A file of a publication, for who may have it: read in the browser if it can, kept by nobody on the way."""
    try:
        content = one.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    kind = INLINE.get(one.extension)
    response = FileResponse(
        content, as_attachment=kind is None, filename=one.name, content_type=kind or "application/octet-stream"
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["X-Robots-Tag"] = NEVER_INDEXED
    return response


def _entry(request, year: int, number: int) -> Entry:
    """A publication of this body, also one that is over."""
    if year > 9999 or number > BIGGEST:
        raise Http404
    rows = Entry.objects.numbered().filter(tenant=request.tenant, year=year, number=number)
    found = rows.select_related("kind", "office", "corrects", "tenant").first()
    if found is None:
        raise Http404
    return found


def _gone(request, found: Entry, now):
    """It was here and is not any more: 410, with no word of what it said."""
    correction = None
    if found.is_annulled:
        correction = Entry.objects.filter(corrects=found).on_show(now).first()
    context = {"entry": found, "is_annulled": found.is_annulled and not found.is_over(now), "correction": correction}
    response = _render(request, "albo/gone.html", context, found.label, status=410)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _render(request, template: str, context: dict, label: str, status: int = 200):
    frame = frame_for(request)
    register_path = frame.links.get("register", "/albo-pretorio/")
    context |= {
        "frame": frame,
        "register_path": register_path,
        "breadcrumb": [
            {"label": "Home", "path": frame.links["home"]},
            {"label": _("Albo pretorio"), "path": register_path},
            {"label": label, "path": request.path},
        ],
    }
    return render(request, template, context, status=status)


def _facts(found: Entry) -> list[dict]:
    """Pairs of a name and a value, in the order in which people look for them."""
    rows = (
        (_("Numero di pubblicazione"), f"{found.number}/{found.year}"),
        (_("Atto"), found.act),
        (_("Protocollo"), found.protocol),
        (_("Pubblicato il"), day(found.published_on)),
        (_("Primo giorno che si conta"), day(found.starts_on)),
        (_("Ultimo giorno, fino a mezzanotte"), day(found.ends_on)),
        (_("Giorni di pubblicazione"), str(found.days)),
        (_("Chiede la pubblicazione"), found.requester),
        (_("Parti oscurate"), found.privacy_note),
    )
    return [{"name": name, "value": value} for name, value in rows if value]


def _office(found: Entry) -> dict | None:
    """The office that asked, with a link while its page is there."""
    if not found.office_name:
        return None
    page = BasePage.objects.listed().filter(pk=found.office_id).first() if found.office_id else None
    return {"title": found.office_name, "path": page.path_url if page else ""}
