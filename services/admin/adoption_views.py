"""A municipality takes sheets of the union: many at once, or one in place of a sheet it already had."""

from dataclasses import dataclass, field
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.editing.screens import ScreenMixin
from cms.staff import bodies_among, working_body
from cms.versions import ORIGINAL
from services import api
from services.admin import comparison
from services.admin.decision_forms import MODE_HELP
from services.admin.rights import adopting_bodies
from services.catalogue.policies import MODE_LABELS, Mode, missing_locally
from services.models import ServicePage, SharedService

OFFERED_MODES = (Mode.FOLLOW, Mode.REVIEW)  # a page is pinned later, with a reason


def mode_of(value: str) -> Mode | None:
    return next((mode for mode in OFFERED_MODES if mode == value), None)


def mode_choices() -> list[tuple[Mode, str, str]]:
    return [(mode, MODE_LABELS[mode], MODE_HELP[mode]) for mode in OFFERED_MODES]


def to_adopt(tenant):
    """Shared sheets in the catalogue that a municipality has not adopted."""
    mine = ServicePage.objects.filter(tenant=tenant, shared__isnull=False).values("shared")
    sheets = SharedService.objects.filter(live=True, withdrawn_at=None, locale__language_code=ORIGINAL)
    return sheets.exclude(pk__in=mine).select_related("category").order_by("category__sort_order", "category", "title")


class AdoptMixin(ScreenMixin):
    """The municipality that adopts: decided here, never by a form."""

    header_icon = "download"

    @cached_property
    def tenant(self):
        body = working_body(self.request, adopting_bodies(self.request.user))
        if body is None:
            raise PermissionDenied
        return body


@dataclass
class Report:
    """What came of adopting several sheets: each by itself, so that one refusal stops no other."""

    made: list = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def adopt_all(services, tenant, mode: Mode, user) -> Report:
    report = Report()
    for service in services:
        try:
            page = api.adopt(service, tenant, mode=mode, user=user)
        except ValidationError as error:
            report.refused.extend(error.messages)
        else:
            report.made.append({"page": page, "missing": _missing(page)})
    return report


def _missing(page) -> tuple[str, ...]:
    whole = page.as_read()
    return missing_locally(lambda name: getattr(whole, name))


class AdoptManyView(AdoptMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "services/admin/adopt.html"
    page_title = "Adotta schede dell'Unione"
    report: Report | None = None
    problems: dict[str, str] = {}

    def get_context_data(self, **kwargs):
        services = list(to_adopt(self.tenant))
        twins = _twins(self.tenant, services)
        chosen, whole = self._chosen()
        groups = [
            {
                "category": category,
                "is_chosen": category.pk in whole,
                "sheets": [
                    {"service": sheet, "is_chosen": sheet.pk in chosen, "twin": twins.get(sheet.pk)} for sheet in sheets
                ],
            }
            for category, sheets in groupby(services, key=lambda sheet: sheet.category)
        ]
        return super().get_context_data(
            tenant=self.tenant,
            bodies=bodies_among(adopting_bodies(self.request.user)),
            working_body=self.tenant,
            groups=groups,
            modes=mode_choices(),
            mode=self.request.POST.get("modo", Mode.FOLLOW),
            report=self.report,
            problems=self.problems,
            **kwargs,
        )

    def _chosen(self) -> tuple[set[int], set[int]]:
        if self.report is not None:
            return set(), set()
        asked = self.request.POST
        return _keys(asked.getlist("scheda")), _keys(asked.getlist("categoria"))

    def post(self, request, *args, **kwargs):
        keys, categories = self._chosen()
        services = [one for one in to_adopt(self.tenant) if one.pk in keys or one.category_id in categories]
        mode = mode_of(request.POST.get("modo", ""))
        # Sent for another body, in another tab: nothing is made for the wrong one.
        moved = request.POST.get("ente") != str(self.tenant.pk)
        self.problems = {}
        if moved:
            self.problems["ente"] = f"Adesso lavori per {self.tenant.name}: controlla e premi di nuovo."
        if not services:
            self.problems["scheda"] = "Scegli almeno una scheda."
        if mode is None:
            self.problems["modo"] = "Scegli come seguire l'Unione."
        if not self.problems:
            self.report = adopt_all(services, self.tenant, mode, request.user)
        return self.render_to_response(self.get_context_data())


def _keys(values: list[str]) -> set[int]:
    return {int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 19}


def _twins(tenant, services: list) -> dict[int, ServicePage]:
    """Sheets of the municipality that speak of the same service, by shared sheet."""
    local = ServicePage.objects.of(tenant).filter(shared=None, locale__language_code=ORIGINAL, alias_of=None)
    local = list(local.only("pk", "title", "slug", "tenant"))
    by_word = {page.slug: page for page in local} | {page.title.casefold(): page for page in local}
    found = {one.pk: by_word.get(one.title.casefold()) or by_word.get(one.slug) for one in services}
    return {key: page for key, page in found.items() if page is not None}


class AdoptPageView(AdoptMixin, WagtailAdminTemplateMixin, TemplateView):
    """A sheet of the municipality follows one of the union from now on: shown first, then done."""

    template_name = "services/admin/adopt_page.html"
    page_title = "Segui una scheda dell'Unione"
    problems: dict[str, str] = {}

    @cached_property
    def page(self):
        page = ServicePage.objects.filter(
            pk=self.kwargs["page_id"], locale__language_code=ORIGINAL, alias_of=None, tenant__in=self._bodies
        ).select_related("tenant", "locale")
        if (found := page.first()) is None:
            raise Http404
        return found

    @property
    def _bodies(self) -> frozenset[int]:
        return adopting_bodies(self.request.user)

    def dispatch(self, request, *args, **kwargs):
        if not self.page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        if self.page.shared_id:
            messages.error(request, "Questa scheda segue già una scheda condivisa.")
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.page.title

    @cached_property
    def offered(self) -> list[SharedService]:
        return list(to_adopt(self.page.tenant))

    @cached_property
    def service(self) -> SharedService | None:
        """The sheet asked for, else the one that speaks of the same service."""
        asked = self.request.POST.get("condivisa") or self.request.GET.get("condivisa")
        if asked is not None:
            return next((one for one in self.offered if str(one.pk) == asked), None)
        words = (self.page.title.casefold(), self.page.slug)
        return next((one for one in self.offered if one.title.casefold() == words[0] or one.slug == words[1]), None)

    def get_context_data(self, **kwargs):
        fate = comparison.fate_of(self.page, self.service, timezone.localdate()) if self.service else None
        return super().get_context_data(
            page=self.page,
            offered=self.offered,
            service=self.service,
            fate=fate,
            modes=mode_choices(),
            mode=self.request.POST.get("modo", Mode.FOLLOW),
            problems=self.problems,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        mode = mode_of(request.POST.get("modo", ""))
        self.problems = {}
        if self.service is None:
            self.problems["condivisa"] = "Scegli la scheda dell'Unione da seguire."
        if mode is None:
            self.problems["modo"] = "Scegli come seguire l'Unione."
        if not self.problems:
            try:
                api.adopt_page(self.page, self.service, mode=mode, user=request.user)
            except ValidationError as error:
                self.problems["condivisa"] = " ".join(error.messages)
        if self.problems:
            return self.render_to_response(self.get_context_data())
        messages.success(
            request, f"«{self.page.title}» segue la scheda dell'Unione. Il testo di prima è nella cronologia."
        )
        return redirect(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))
