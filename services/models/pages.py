"""The catalogue of services of a municipality: section, categories, sheets."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms import completeness, page_cache, versions
from cms.cards import cards
from cms.components.icons import category_icon
from cms.fields import StreamField, one_of
from cms.lists import paginate
from cms.models import BasePage
from cms.models.base_page import HIGHLIGHTS_PANEL
from cms.tree import inside
from offices.contact_cards import cards_by_id
from offices.models import OfficePage
from publications.models import DocumentPage
from services import faq, sheet
from services.admin.page_form import ServicePageForm
from services.admin.sheet_panels import PROCEEDING_NAMES, sheet_tabs
from services.blocks import ChannelStreamBlock, CostStreamBlock
from services.catalogue import effective
from services.catalogue.policies import SHARED
from services.models.shared import MODES
from services.models.sheet_fields import SheetFields
from services.translating import fields_of_sheet
from territory.models import ContactPoint

FIRST_SERVICES = 12  # the checker wants at least ten service links reachable from the section page


class ServicesIndexPage(BasePage):
    """The section "Servizi"."""

    type_label = gettext_lazy("Sezione")

    content_panels = BasePage.content_panels + [HIGHLIGHTS_PANEL]
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "services.ServiceCategoryPage",
        "appointments.BookingPage",
        "tickets.AssistancePage",
        "tickets.ReportPage",
    ]
    max_count_per_parent = 1
    template = "services/services_index_page.html"

    class Meta:
        verbose_name = "sezione Servizi"
        verbose_name_plural = "sezioni Servizi"

    def feed_pages(self):
        return self.recent(ServicePage.cards().descendant_of(self))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        services = ServicePage.cards().of(self.tenant).descendant_of(self)
        sections = context["frame"].navigation["sections"]
        children = next((s["children"] for s in sections if s["key"] == self.site_key), [])
        context |= {
            "list": paginate(request, services, FIRST_SERVICES, of=self),
            "highlights": self.highlighted(6),
            "categories": [{**child, "icon": category_icon(child["path"])} for child in children],
        }
        return context


class ServiceCategoryPage(BasePage):
    """A category of services: it leaves the menus while it has no sheet."""

    type_label = gettext_lazy("Categoria di servizi")
    guide_chapter = "scheda-servizio"
    hides_when_empty = True

    category = models.ForeignKey(verbose_name="categoria", on_delete=models.PROTECT, **one_of("categorie_servizio"))
    area = models.ForeignKey(
        OfficePage,
        verbose_name="area o ufficio competente",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = BasePage.content_panels + [FieldPanel("category"), FieldPanel("area"), HIGHLIGHTS_PANEL]
    parent_page_types = ["services.ServicesIndexPage"]
    subpage_types = ["services.ServicePage"]
    template = "services/service_category_page.html"

    class Meta:
        verbose_name = "categoria di servizi"
        verbose_name_plural = "categorie di servizi"

    @classmethod
    def for_serving(cls):
        return super().for_serving()

    def feed_pages(self):
        filed = ServicePage.other_categories.through.objects.filter(term=self.category_id).values("servicepage")
        here = inside(self.path) & Q(depth=self.depth + 1)
        return self.recent(ServicePage.cards().filter(here | Q(pk__in=filed)))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        here = inside(self.path) & Q(depth=self.depth + 1)
        filed = ServicePage.other_categories.through.objects.filter(term=self.category_id).values("servicepage")
        services = ServicePage.cards().of(self.tenant).filter(here | Q(pk__in=filed), locale=self.locale_id)
        context |= {
            "list": paginate(request, services, FIRST_SERVICES, of=self),
            "offices": self._offices(),
            "news": self._notices(context["frame"].place_of("novita", "avvisi")),
        }
        return context

    def _offices(self) -> list[dict]:
        """Offices that answer for the sheets of this category, and the area the editor named."""
        sheets = ServicePage.objects.live().filter(inside(self.path))
        keys = list(sheets.order_by().values_list("responsible_office_id", flat=True).distinct())
        return sorted(cards_by_id(self.tenant, [*{*keys, self.area_id}]), key=lambda card: card["title"])

    def _notices(self, notices_at: str | None) -> list:
        """Recent notices on the topics of this category's sheets."""
        if notices_at is None:
            return []
        through = BasePage.topics.through.objects
        used = through.filter(inside(self.path, "basepage__")).values("term")
        about = through.filter(term__in=used).values("basepage")
        notices = BasePage.objects.of(self.tenant).listed().filter(inside(notices_at), pk__in=about)
        return cards(notices.order_by("-listing_date")[:3])


class ProceedingFields(models.Model):
    """The local part of the transparency group of a sheet: who answers for the proceeding (D.Lgs. 33/2013, art. 35)."""

    proceeding_file = models.ForeignKey(
        "cms.SiteDocument",
        verbose_name=gettext_lazy("file correlato"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    average_time = models.CharField(gettext_lazy("tempo medio"), max_length=120, blank=True)
    proceeding_manager = models.ForeignKey(
        "offices.PersonPage",
        verbose_name=gettext_lazy("responsabile del procedimento"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    executive = models.ForeignKey(
        "offices.PersonPage",
        verbose_name=gettext_lazy("dirigente"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    deciding_body = models.CharField(
        gettext_lazy("organo competente del provvedimento finale"), max_length=255, blank=True
    )
    information_ways = RichTextField(gettext_lazy("modalità per richiedere informazioni"), blank=True)
    online_procedure = models.CharField(gettext_lazy("procedura informatizzata online"), max_length=255, blank=True)
    other_sending_ways = RichTextField(gettext_lazy("altre modalità di invio"), blank=True)
    where_forms_are = RichTextField(gettext_lazy("dove trovare la modulistica"), blank=True)
    expected_payments = RichTextField(gettext_lazy("pagamenti previsti e modalità"), blank=True)
    substitute_power = models.CharField(gettext_lazy("titolare del potere sostitutivo"), max_length=255, blank=True)
    satisfaction_surveys = RichTextField(gettext_lazy("risultati delle indagini di soddisfazione"), blank=True)

    class Meta:
        abstract = True

    PROCEEDING_NAMES = PROCEEDING_NAMES


class ServicePage(SheetFields, ProceedingFields, BasePage):  # noqa: DJ008  BasePage has it, behind the mixin
    """A service sheet: what it is, what to bring, what it costs, how long it takes, how to get it.

    The order of its sections on the page is fixed in `services.sheet`, not by editors (C.SI.1.3).
    """

    type_label = gettext_lazy("Servizio")
    guide_chapter = "scheda-servizio"
    required_to_publish = {
        "summary": "Descrizione breve",
        "topics": "Argomenti",
        "audience": "A chi è rivolto",
        "how_to": "Come fare",
        "needed_intro": "Cosa serve",
        "outcome": "Cosa si ottiene",
        "times_intro": "Tempi e scadenze",
        "channels": "Accedi al servizio",
        "conditions_file": "Condizioni di servizio",
        "responsible_office": "Contatti: l'ufficio responsabile",
    }
    same_in_every_language = ("ipa_code", "nace", "identifier")

    is_active = models.BooleanField("servizio attivo", default=True)
    inactive_reason = models.CharField(
        "motivo dello stato", max_length=255, blank=True, help_text="Obbligatorio se il servizio non è attivo."
    )

    geographic_coverage = models.CharField(
        "copertura geografica", max_length=160, blank=True, help_text="Vuoto: il territorio del Comune."
    )
    languages = ParentalManyToManyField(verbose_name="lingue del servizio", blank=True, **one_of("lingue"))
    average_days = models.PositiveSmallIntegerField(
        "giorni medi di attesa", null=True, blank=True, validators=[MaxValueValidator(3650)]
    )
    costs = StreamField(CostStreamBlock(), verbose_name="quanto costa: elenco", blank=True)
    channels = StreamField(ChannelStreamBlock(), verbose_name="accedi al servizio", blank=True)
    delivering_offices = ParentalManyToManyField(
        OfficePage,
        verbose_name="uffici dove si fa",
        blank=True,
        related_name="delivers",
        help_text="Gli sportelli dove andare. Vuoto: l'ufficio responsabile.",
    )
    where_to_turn = RichTextField("dove rivolgersi", blank=True)
    conditions_file = models.ForeignKey(
        "cms.SiteDocument",
        verbose_name="condizioni di servizio (PDF)",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    contact_points = ParentalManyToManyField(
        ContactPoint,
        verbose_name="contatti",
        blank=True,
        related_name="+",
        help_text="Vuoto: quelli dell'ufficio responsabile.",
    )
    responsible_office = models.ForeignKey(
        OfficePage,
        verbose_name="unità organizzativa responsabile",
        null=True,
        on_delete=models.PROTECT,
        related_name="responsible_for",
    )
    area = models.ForeignKey(
        OfficePage, verbose_name="area", null=True, blank=True, on_delete=models.SET_NULL, related_name="area_of"
    )
    local_how_to = RichTextField(
        "come fare: da noi",
        blank=True,
        help_text="Quello che vale solo nel vostro Comune. Si legge dopo i passi della scheda condivisa.",
    )
    local_constraints = RichTextField(
        "vincoli: da noi",
        blank=True,
        help_text="Una condizione che vale solo da voi. Esempio: «Il furgone passa solo il martedì».",
    )
    related_services = ParentalManyToManyField(
        "self", verbose_name="servizi correlati", blank=True, symmetrical=False, related_name="+"
    )
    required_services = ParentalManyToManyField(
        "self", verbose_name="servizi richiesti prima", blank=True, symmetrical=False, related_name="+"
    )
    public_documents = ParentalManyToManyField(
        DocumentPage, verbose_name="documenti pubblici", blank=True, related_name="+"
    )

    ipa_code = models.CharField("codice dell'ente erogatore (IPA)", max_length=255, blank=True)
    identifier = models.CharField("identificativo", max_length=80, blank=True)
    delivery_channels = ParentalManyToManyField(
        verbose_name="canali di erogazione", blank=True, **one_of("canali_erogazione")
    )

    # The union's sheet that this one adopts, and how. Set by `services.catalogue.api`, never by the page's form.
    shared = models.ForeignKey(
        "services.SharedService",
        verbose_name="scheda condivisa",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="adopters",
    )
    adoption_mode = models.CharField("come segue", max_length=10, choices=MODES, blank=True, editable=False)
    adoption_reason = models.CharField("perché", max_length=255, blank=True, editable=False)
    adopted_number = models.PositiveIntegerField("edizione accettata", null=True, blank=True, editable=False)
    # Which parts of an adopted sheet are the municipality's own, by path: base, edition, day, person, reason, review.
    own_parts = models.JSONField(default=dict, blank=True, editable=False)

    is_whole = False  # a copy for readers, with the union's parts in it: never saved
    langs: dict[str, str] = {}
    origin = None
    asked: tuple = ()  # frequent questions about it, read when it is served
    asked_texts = ""
    known_original = None  # the Italian sheet, where somebody has read those of many pages at once

    search_fields = BasePage.search_fields + [
        index.SearchField("alternative_title"),
        index.SearchField("audience"),
        index.SearchField("how_to"),
        index.SearchField("description"),
        index.FilterField("is_active"),
    ]

    base_form_class = ServicePageForm
    edit_handler = sheet_tabs()
    parent_page_types = ["services.ServiceCategoryPage"]
    subpage_types = []
    template = "services/service_page.html"

    class Meta:
        verbose_name = "scheda servizio"
        verbose_name_plural = "schede servizio"

    @classmethod
    def for_serving(cls):
        return super().for_serving().select_related("conditions_file", "proceeding_file")

    @classmethod
    def cards(cls):
        """Sheets for lists, alphabetical: the columns of a card and nothing else."""
        return BasePage.objects.listed().filter(servicepage__isnull=False).order_by("title")

    def get_listing_label(self):
        parent = self.get_parent() if self.depth and self.depth > 1 else None
        return parent.title if parent else self.type_label

    @classproperty
    def override_translatable_fields(cls):  # noqa: N805  a property of the class, where wagtail-localize looks for it
        return fields_of_sheet(cls)

    def as_read(self):
        return effective.as_read(self)

    def other_names(self):
        return [self.alternative_title] if self.alternative_title else []

    def prepare_to_save(self):
        if self.is_whole:
            raise TypeError("Una scheda come la legge il pubblico non si salva: salva la pagina.")
        effective.derive(self)

    def with_content_json(self, content):
        """What is adopted belongs to the page, not to a version of it: an old draft never takes it back."""
        page = super().with_content_json(content)
        page.shared_id, page.adoption_mode = self.shared_id, self.adoption_mode
        page.adoption_reason = self.adoption_reason
        page.adopted_number = max(self.adopted_number or 0, page.adopted_number or 0) or None
        if self.shared_id is None:
            page.own_parts = {}
        return page

    def missing_parts(self, cleaned=None):
        if self.shared_id and not self.is_whole:
            mine = {name: v for name, v in (cleaned or {}).items() if name not in SHARED or name in self.own_parts}
            return self.as_read().missing_parts(mine)
        missing = super().missing_parts(cleaned)
        if "title" in self.langs:
            missing["title"] = "L'Unione non ha ancora tradotto la scheda condivisa: senza il titolo non si pubblica."
        is_active = completeness.part(self, "is_active", cleaned)
        if not is_active and not completeness.is_filled(completeness.part(self, "inactive_reason", cleaned)):
            missing["inactive_reason"] = "Il servizio non è attivo: scrivi il motivo, così chi legge sa che cosa fare."
        return missing

    def clean(self):
        super().clean()
        if self.average_days and self.max_days and self.average_days > self.max_days:
            raise ValidationError({"average_days": "I giorni medi non possono superare quelli massimi."})

    def get_context(self, request, *args, **kwargs):
        if self.shared_id and not self.is_whole:
            return self.as_read().get_context(request, *args, **kwargs)
        self.asked = faq.about(self, versions.original(self))
        self.asked_texts = " ".join(entry.answer for entry in self.asked)  # links are learnt with those of the page
        context = super().get_context(request, *args, **kwargs)
        page_cache.keep_until(request, sheet.next_change(self))
        context |= sheet.build(self, context["frame"])
        return context


def services_of_office(office: int):
    """Keys of the sheets that name a unit as responsible, also where it is shown on another site, or as the place to go."""
    shown = OfficePage.objects.filter(shared_source=office).values("pk")
    through = ServicePage.delivering_offices.through.objects
    sheets = ServicePage.objects.filter(
        Q(responsible_office=office)
        | Q(responsible_office__in=shown)
        | Q(pk__in=through.filter(officepage=office).values("servicepage"))
    )
    return sheets.order_by().values("pk")
