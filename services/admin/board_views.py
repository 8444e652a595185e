"""The board of the union and its export; a shared sheet with its editions and what each became where."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.directory import directory
from cms.editing.exports import csv_answer
from cms.models import Term
from cms.versions import ORIGINAL
from services import api
from services.admin import board
from services.admin.rights import CatalogueMixin
from services.catalogue.policies import SEVERITY_LABELS, Severity
from services.catalogue.withdrawal import BECOME_LOCAL, GO_OFFLINE
from services.models import Delivery, SharedService


def wanted_of(query) -> board.Wanted:
    """What the address asks for; words that mean nothing are left out."""
    state, text = query.get("stato", ""), query.get("testo", "").replace("\x00", "").strip()[:100]
    return board.Wanted(
        category=query.get("categoria", "").replace("\x00", "")[:80],
        tenant=query.get("comune", "") if _is_municipality(query.get("comune", "")) else "",
        state=state if state in board.STATES else "",
        text=text,
    )


def _is_municipality(slug: str) -> bool:
    return any(body.slug == slug for body in directory().municipalities)


class BoardView(CatalogueMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "services/admin/board.html"
    page_title = "Quadro dell'Unione"
    header_icon = "table"

    def get_context_data(self, **kwargs):
        wanted = wanted_of(self.request.GET)
        return super().get_context_data(
            board=board.read(wanted, timezone.localdate()),
            wanted=wanted,
            wanted_label=board.STATES.get(wanted.state, ""),
            states=board.STATES,
            categories=Term.objects.of("categorie_servizio").filter(is_retired=False).order_by("sort_order", "label"),
            municipalities=sorted(directory().municipalities, key=lambda body: body.name),
            **kwargs,
        )


class BoardExport(CatalogueMixin, View):
    """The rows of the board for a spreadsheet."""

    def get(self, request):
        found = board.read(wanted_of(request.GET), timezone.localdate())
        return csv_answer("quadro-servizi.csv", board.lines(found))


class SheetMixin(CatalogueMixin):
    @cached_property
    def service(self):
        sheets = SharedService.objects.filter(locale__language_code=ORIGINAL).select_related("category", "locale")
        return get_object_or_404(sheets, pk=self.kwargs["service_id"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(service=self.service, **kwargs)


class SheetView(SheetMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "services/admin/sheet.html"
    header_icon = "doc-full-inverse"
    page_title = "Scheda condivisa"

    def get_page_subtitle(self):
        return self.service.title

    def get_context_data(self, **kwargs):
        editions = list(self.service.editions.select_related("published_by").order_by("-number"))
        return super().get_context_data(
            editions=_with_deliveries(editions),
            adopters=_adopters(self.service),
            last=next((one for one in editions if not one.withdrawn_at), None),
            **kwargs,
        )


def _adopters(service):
    return api.adopters(service).select_related("tenant").order_by("tenant__name")


def _with_deliveries(editions: list) -> list[dict]:
    """Editions with what each became where, in one query."""
    found: dict[int, list] = {edition.pk: [] for edition in editions}
    rows = Delivery.objects.filter(edition__in=found).select_related("page__tenant")
    rows = rows.only("edition", "state", "due_on", "page__title", "page__tenant__name", "page__live")
    for row in rows.order_by("page__tenant__name"):
        found[row.edition_id].append(row)
    today = timezone.localdate()
    return [
        {
            "edition": edition,
            "severity": SEVERITY_LABELS[Severity(edition.severity)],
            "is_to_come": edition.effective_on > today,
            "rows": [{"row": row, "is_overdue": row.is_overdue(today)} for row in found[edition.pk]],
            "counts": _counts(found[edition.pk]),
        }
        for edition in editions
    ]


def _counts(rows: list) -> list[tuple[str, int]]:
    counts = [(state.label, sum(row.state == state for row in rows)) for state in Delivery.State]
    return [(label, number) for label, number in counts if number]


class WithdrawEdition(SheetMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks, then takes the last change back."""

    template_name = "services/admin/withdraw_edition.html"
    page_title = "Ritira la novità"
    header_icon = "undo"

    @cached_property
    def edition(self):
        return get_object_or_404(self.service.editions, pk=self.kwargs["edition_id"])

    def get_context_data(self, **kwargs):
        reached = self.edition.deliveries.select_related("page__tenant").order_by("page__tenant__name")
        return super().get_context_data(edition=self.edition, reached=reached, **kwargs)

    def post(self, request, *args, **kwargs):
        try:
            api.withdraw_edition(self.edition, user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request, f"Edizione {self.edition.number} ritirata: le pagine mostrano di nuovo quello di prima."
            )
        return redirect("catalogue_service", self.service.pk)


class WithdrawService(SheetMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks what becomes of the pages, then takes the sheet out of the catalogue."""

    template_name = "services/admin/withdraw_service.html"
    page_title = "Ritira la scheda"
    header_icon = "bin"
    problem = ""

    def get_context_data(self, **kwargs):
        choices = [
            (BECOME_LOCAL, "Restano in linea e diventano schede del Comune, con il testo che mostrano oggi"),
            (GO_OFFLINE, "Vanno fuori linea: i Comuni ne tengono una bozza con il testo di oggi"),
        ]
        return super().get_context_data(
            adopters=_adopters(self.service), choices=choices, problem=self.problem, **kwargs
        )

    def post(self, request, *args, **kwargs):
        if self.service.withdrawn_at or not self.service.live:
            messages.error(request, "Questa scheda non è nel catalogo: non c'è niente da ritirare.")
            return redirect("catalogue_service", self.service.pk)
        try:
            touched = api.withdraw_service(self.service, request.POST.get("pagine", ""), user=request.user)
        except ValidationError as error:
            self.problem = " ".join(error.messages)
            return self.render_to_response(self.get_context_data())
        messages.success(request, f"«{self.service.title}» è ritirata. Pagine toccate: {touched}.")
        return redirect("catalogue_service", self.service.pk)
