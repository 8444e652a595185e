"""How to get an appointment. In this step: whom to call or write to, office by office, from one address."""

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.blocks import BodyStreamBlock
from cms.fields import StreamField
from cms.models import BasePage
from offices.models import OfficePage, contact_cards
from services.models import ServicePage


class BookingPage(BasePage):
    """The address of "Prenota appuntamento". From a sheet it names the service and shows only the competent offices."""

    type_label = "Pagina"
    required_to_publish = {"body": "Contenuto"}

    body = StreamField(BodyStreamBlock(), verbose_name="contenuto", blank=True)

    search_fields = BasePage.search_fields + [index.SearchField("body")]
    content_panels = BasePage.content_panels + [FieldPanel("body")]
    parent_page_types = ["services.ServicesIndexPage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "appointments/booking_page.html"

    class Meta:
        verbose_name = "pagina delle prenotazioni"
        verbose_name_plural = "pagine delle prenotazioni"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        service = self._asked_service(request.GET.get("servizio", ""))
        offices = OfficePage.objects.listed().of(self.tenant).filter(locale=self.locale_id).order_by("title")
        if service:
            offices = offices.filter(Q(responsible_for=service) | Q(delivers=service)).distinct()
        else:
            offices = offices.filter(Q(responsible_for__live=True) | Q(delivers__live=True)).distinct()
        phone = self.tenant.phone
        context |= {
            "service": service,
            "cards": contact_cards(list(offices)),
            "switchboard": _("Ti dicono loro quale ufficio può aiutarti: %(phone)s.") % {"phone": phone}
            if phone
            else "",
        }
        return context

    def _asked_service(self, text: str):
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0
        return ServicePage.objects.listed().of(self.tenant).filter(pk=number).first() if number else None
