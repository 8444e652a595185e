"""The report "Traduzioni": what of each body is in English, what is missing, what has fallen behind."""

from django.core.exceptions import PermissionDenied
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms import translation_report
from cms.editing.screens import ScreenMixin
from cms.lists import paginate

PER_PAGE = 50


class TranslationsView(ScreenMixin, WagtailAdminTemplateMixin, TemplateView):
    """One body at a time, one state at a time; whoever works on no body sees nothing."""

    template_name = "wagtailadmin/translations/report.html"
    page_title = "Traduzioni in inglese"
    header_icon = "wagtail-localize-language"
    # Which bodies someone may see; the roles of the editorial desk may answer in its place.
    tenants_of = staticmethod(translation_report.tenants_of)

    def get_context_data(self, **kwargs):
        tenants = list(self.tenants_of(self.request.user))
        if not tenants:
            raise PermissionDenied
        asked = self.request.GET.get("ente", "")
        tenant = next((t for t in tenants if t.slug == asked), tenants[0])
        state = self.request.GET.get("stato", "")
        state = state if state in translation_report.STATES else translation_report.STALE
        rows = translation_report.rows_of(tenant)
        return super().get_context_data(**kwargs) | {
            "tenants": tenants,
            "tenant": tenant,
            "state": state,
            "states": translation_report.counts(rows),
            "list": paginate(self.request, [row for row in rows if row.state == state], PER_PAGE),
        }
