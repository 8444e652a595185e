"""Screens of the checks: all bodies at a glance, one site with its history, one check with what to fix."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.directory import directory
from cms.editing.exports import csv_answer
from cms.editing.screens import ScreenMixin
from cms.lists import paginate
from cms.staff import bodies_among
from conformity import api, exports, screens
from conformity.models import Finding, Run
from conformity.rights import asks_for, readable_bodies, runs_of
from conformity.waiting import last_runs

PER_PAGE = 50
DONE = (
    "Il controllo è in coda. Quanto dura dipende dalle pagine del sito e da quanto lavora il server: "
    "qui vedi a che punto è, e intanto puoi fare altro."
)
BUSY = "Un controllo di questo sito è già in corso."


def body_of(user, slug: str):
    """The body that an address names. Not theirs and not there are the same 404."""
    for body in bodies_among(readable_bodies(user)):
        if body.slug == slug:
            return body
    raise Http404


def site_address(body) -> str:
    return f"{reverse('conformity_site')}?{urlencode({'ente': body.slug})}"


def _last_of(bodies) -> dict[int, Run]:
    """The last finished check of each of some bodies."""
    keys = last_runs(frozenset(body.pk for body in bodies))
    return {run.tenant_id: run for run in Run.objects.filter(pk__in=keys).select_related("tenant")}


class Overview(ScreenMixin, WagtailAdminTemplateMixin, TemplateView):
    """Bodies by criteria; who works for one body goes straight to it."""

    template_name = "wagtailadmin/conformity/overview.html"
    page_title = "Conformità"
    header_icon = "tasks"

    def get(self, request, *args, **kwargs):
        self.bodies = bodies_among(readable_bodies(request.user))
        if not self.bodies:
            raise Http404
        if len(self.bodies) == 1:
            return redirect(site_address(self.bodies[0]))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        last = _last_of(self.bodies)
        busy = set(Run.objects.under_way().values_list("tenant", flat=True))
        columns = [
            {"body": body, "run": last.get(body.pk), "busy": body.pk in busy, "url": site_address(body)}
            for body in self.bodies
        ]
        return super().get_context_data(
            columns=columns,
            rows=screens.matrix([column["run"] for column in columns]),
            may_start=any(asks_for(self.request.user, body.pk) for body in self.bodies),
            is_busy=bool(busy),
            has_checks=bool(last),
            **kwargs,
        )


class CheckMixin(ScreenMixin):
    """One check, with its filters; `run` is None where a site has never been checked."""

    template_name = "wagtailadmin/conformity/site.html"
    page_title = "Conformità"
    header_icon = "tasks"

    def get_page_subtitle(self):
        return self.body.name

    def get_context_data(self, **kwargs):
        run, wanted = self.run, screens.wanted_of(self.request.GET)
        before = api.previous(run) if run else None
        return super().get_context_data(
            body=self.body,
            run=run,
            before=before,
            wanted=wanted,
            may_fix=asks_for(self.request.user, self.body.pk),
            outcomes=screens.outcomes_of(run) if run else [],
            severities=Finding.Severity.choices,
            keepers=screens.keepers_of(run) if run else [],
            list=paginate(self.request, list(screens.findings_of(run, wanted)), PER_PAGE) if run else None,
            solved=api.solved_since(run, before) if run else [],
            **kwargs,
        )


class SiteView(CheckMixin, WagtailAdminTemplateMixin, TemplateView):
    """The last finished check of a site, the one under way, and the history."""

    @cached_property
    def body(self):
        return body_of(self.request.user, self.request.GET.get("ente", ""))

    @cached_property
    def run(self):
        return self.ended[0] if self.ended else None

    @cached_property
    def ended(self) -> list[Run]:
        return list(Run.objects.of(self.body).done().order_by("-pk")[: api.KEPT])

    def get_context_data(self, **kwargs):
        api.interrupt_silent(timezone.now())
        return super().get_context_data(
            under_way=Run.objects.of(self.body).under_way().first(),
            last_asked=Run.objects.of(self.body).order_by("-pk").first(),
            runs=self.ended,
            history=screens.history(self.ended),
            is_site=True,
            **kwargs,
        )


class RunView(CheckMixin, WagtailAdminTemplateMixin, TemplateView):
    """A check of the past."""

    @cached_property
    def run(self):
        return get_object_or_404(runs_of(self.request.user).done(), pk=self.kwargs["conformity_run_id"])

    @cached_property
    def body(self):
        return self.run.tenant

    def get_context_data(self, **kwargs):
        return super().get_context_data(site_url=site_address(self.body), **kwargs)


def _ended(request, key: int) -> Run:
    return get_object_or_404(runs_of(request.user).done().select_related("tenant"), pk=key)


def _name_of(run: Run, ending: str) -> str:
    return f"conformita-{run.tenant.slug}-{timezone.localdate(run.finished_at):%Y-%m-%d}.{ending}"


def _pdf_answer(name: str, content: bytes) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=disposition)


class SpreadsheetView(View):
    """What to fix, with the filters of the screen."""

    def get(self, request, conformity_run_id):
        run = _ended(request, conformity_run_id)
        found = screens.findings_of(run, screens.wanted_of(request.GET))
        return csv_answer(_name_of(run, "csv"), exports.lines(run, found))


class DocumentView(View):
    def get(self, request, conformity_run_id):
        run = _ended(request, conformity_run_id)
        return _pdf_answer(_name_of(run, "pdf"), exports.document(run))


class StateView(View):
    """How far a check is, for the script of the screen."""

    def get(self, request, conformity_run_id):
        run = get_object_or_404(runs_of(request.user), pk=conformity_run_id)
        return JsonResponse({"under_way": run.is_under_way, "done": run.done, "total": run.total})


@require_POST
def start(request):
    """Ask for a check of one body, or of all those that the user may check."""
    slug = request.POST.get("ente", "")
    if not slug:
        return _start_all(request)
    body = body_of(request.user, slug)
    if not asks_for(request.user, body.pk):
        raise Http404
    try:
        api.start(body, timezone.now(), request.user)
        messages.success(request, DONE)
    except api.AlreadyRunning:
        messages.warning(request, BUSY)
    return redirect(site_address(body))


def _start_all(request):
    begun = 0
    for body in bodies_among(readable_bodies(request.user)):
        if not asks_for(request.user, body.pk):
            continue
        try:
            api.start(body, timezone.now(), request.user)
            begun += 1
        except api.AlreadyRunning:
            continue
    messages.success(request, f"Controlli in coda: {begun}.")
    return redirect("conformity")


class AllMixin:
    """The last check of every body that somebody reads, in the order of the screen."""

    def runs(self) -> list[Run]:
        bodies = bodies_among(readable_bodies(self.request.user))
        last = _last_of(bodies)
        if not last:
            raise Http404
        return [last[body.pk] for body in bodies if body.pk in last]

    @staticmethod
    def name_of(ending: str) -> str:
        return f"conformita-{timezone.localdate():%Y-%m-%d}.{ending}"


class AllSpreadsheetView(AllMixin, View):
    def get(self, request):
        return csv_answer(self.name_of("csv"), exports.lines_of_all(self.runs()))


class AllDocumentView(AllMixin, View):
    def get(self, request):
        runs = self.runs()
        union = directory().union
        content = exports.table(runs, (union or runs[0].tenant).name)
        return _pdf_answer(self.name_of("pdf"), content)
