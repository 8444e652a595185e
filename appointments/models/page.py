"""How to get an appointment: from the site, or by calling or writing, office by office, from one address."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms import versions
from cms.addresses import address
from cms.blocks import BodyStreamBlock, ready
from cms.cards import cards
from cms.fields import StreamField
from cms.models import BasePage
from offices.contact_cards import cards_by_id
from offices.models import OfficePage


class BookingPage(BasePage):
    """The address of "Prenota appuntamento". From a sheet it names the service and shows only the competent offices."""

    type_label = gettext_lazy("Pagina")
    guide_chapter = "appuntamenti"
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
        sheets = self._asked_sheets(request.GET.get("servizio", ""))
        service = next((card for card in sheets if not card.lang), next(iter(sheets), None))
        offices = OfficePage.objects.of(self.tenant).listed().filter(versions.in_language(versions.ORIGINAL))
        asked = [card.pk for card in sheets]
        sheet = {"responsible_for__in": asked} if service else {"responsible_for__live": True}
        desk = {"delivers__in": asked} if service else {"delivers__live": True}
        keys = offices.filter(Q(**sheet) | Q(**desk)).order_by("title").values_list("pk", "title").distinct()
        phone = self.tenant.phone
        context |= {
            "ready": ready.make(self, self.body, context["frame"], timezone.localdate()),
            "service": service,
            "booking_url": address("booking_start", servizio=service.pk if service else ""),
            "cards": cards_by_id(self.tenant, [key for key, _title in keys]),
            "switchboard": _("Ti dicono loro quale ufficio può aiutarti: %(phone)s.") % {"phone": phone}
            if phone
            else "",
        }
        return context

    def _asked_sheets(self, text: str) -> list:
        """The sheet of the address in every language: the visitor may come from the English one."""
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0
        same = BasePage.objects.filter(pk=number).values("translation_key")
        pages = BasePage.objects.of(self.tenant).listed().filter(servicepage__isnull=False, alias_of=None)
        return cards(pages.filter(translation_key__in=same)) if number else []
