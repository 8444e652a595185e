"""The two addresses of the national model where a citizen asks for help and reports what does not work."""

from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.addresses import address
from cms.blocks import BodyStreamBlock, ready
from cms.fields import StreamField
from cms.models import BasePage


class _DoorPage(BasePage):
    """A page that explains, and leads to a form that no cache keeps."""

    type_label = gettext_lazy("Pagina")
    required_to_publish = {"body": "Contenuto"}

    body = StreamField(BodyStreamBlock(), verbose_name="contenuto", blank=True)

    search_fields = BasePage.search_fields + [index.SearchField("body")]
    content_panels = BasePage.content_panels + [FieldPanel("body")]
    max_count_per_parent = 1

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"ready": ready.make(self, self.body, context["frame"], timezone.localdate())}


class AssistancePage(_DoorPage):
    """«Richiesta assistenza» (COMUNI d.16)."""

    guide_chapter = "richieste-e-segnalazioni"
    parent_page_types = ["services.ServicesIndexPage"]
    subpage_types = []
    template = "tickets/assistance_page.html"

    class Meta:
        verbose_name = "pagina delle richieste di assistenza"
        verbose_name_plural = "pagine delle richieste di assistenza"

    def get_context(self, request, *args, **kwargs):
        service = request.GET.get("servizio", "")
        asked = service if service.isascii() and service.isdecimal() and len(service) < 12 else ""
        return super().get_context(request, *args, **kwargs) | {
            "form_url": address("assistance", servizio=asked),
            "accessibility_url": address("assistance", categoria="accessibilita"),
        }


class ReportPage(_DoorPage):
    """«Segnalazione disservizio» (COMUNI d.17, C.SI.2.4)."""

    guide_chapter = "richieste-e-segnalazioni"
    parent_page_types = ["services.ServicesIndexPage"]
    subpage_types = []
    template = "tickets/report_page.html"

    class Meta:
        verbose_name = "pagina delle segnalazioni"
        verbose_name_plural = "pagine delle segnalazioni"

    def get_context(self, request, *args, **kwargs):
        urls = {"form_url": address("report_start"), "list_url": address("reports")}
        return super().get_context(request, *args, **kwargs) | urls
