"""The catalogue of services of a municipality: section, categories, sheets."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField
from wagtail.search import index

from cms import completeness, page_cache
from cms.blocks import DocumentStreamBlock, LinkStreamBlock
from cms.cards import cards
from cms.components.icons import category_icon
from cms.fields import StreamField, one_of
from cms.lists import paginate
from cms.models import BasePage
from cms.models.base_page import HIGHLIGHTS_PANEL
from cms.tree import inside
from offices.models import OfficePage, cards_by_id
from services import sheet
from services.blocks import (
    ChannelStreamBlock,
    CostStreamBlock,
    NeededStreamBlock,
    SpecialCaseStreamBlock,
    TimelineStreamBlock,
)
from territory.models import ContactPoint

FIRST_SERVICES = 12  # the checker wants at least ten service links reachable from the section page


class ServicesIndexPage(BasePage):
    """The section "Servizi"."""

    type_label = gettext_lazy("Sezione")

    content_panels = BasePage.content_panels + [HIGHLIGHTS_PANEL]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["services.ServiceCategoryPage", "appointments.BookingPage", "home.InfoPage"]
    max_count_per_parent = 1
    template = "services/services_index_page.html"

    class Meta:
        verbose_name = "sezione Servizi"
        verbose_name_plural = "sezioni Servizi"

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

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        here = inside(self.path) & Q(depth=self.depth + 1)
        filed = ServicePage.other_categories.through.objects.filter(term=self.category_id).values("servicepage")
        services = ServicePage.cards().of(self.tenant).filter(here | Q(pk__in=filed), locale=self.locale_id)
        context |= {
            "list": paginate(request, services, FIRST_SERVICES, of=self),
            "search_scope": self.path_url.strip("/"),
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
    """The transparency group of a sheet: the administrative proceeding (D.Lgs. 33/2013, art. 35). All optional."""

    proceeding_start = models.CharField(gettext_lazy("modalità di avvio"), max_length=255, blank=True)
    proceeding_description = RichTextField(gettext_lazy("descrizione del procedimento"), blank=True)
    proceeding_file = models.ForeignKey(
        "cms.SiteDocument",
        verbose_name=gettext_lazy("file correlato"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    proceeding_subjects = RichTextField(gettext_lazy("soggetti esterni e strutture interne coinvolte"), blank=True)
    term_starts = models.CharField(gettext_lazy("decorrenza del termine"), max_length=255, blank=True)
    term_ends = models.CharField(gettext_lazy("fine del termine"), max_length=255, blank=True)
    average_time = models.CharField(gettext_lazy("tempo medio"), max_length=120, blank=True)
    silence_means_consent = models.BooleanField(
        gettext_lazy("silenzio assenso o dichiarazione sostitutiva"), default=False
    )
    final_act = models.CharField(gettext_lazy("provvedimento del procedimento"), max_length=255, blank=True)
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
    acts_to_attach = RichTextField(gettext_lazy("atti e documenti a corredo della domanda"), blank=True)
    where_forms_are = RichTextField(gettext_lazy("dove trovare la modulistica"), blank=True)
    expected_payments = RichTextField(gettext_lazy("pagamenti previsti e modalità"), blank=True)
    protection = RichTextField(gettext_lazy("strumenti di tutela"), blank=True)
    substitute_power = models.CharField(gettext_lazy("titolare del potere sostitutivo"), max_length=255, blank=True)
    satisfaction_surveys = RichTextField(gettext_lazy("risultati delle indagini di soddisfazione"), blank=True)
    legal_basis = RichTextField(gettext_lazy("riferimenti normativi"), blank=True)

    class Meta:
        abstract = True

    PROCEEDING_NAMES = (
        "proceeding_start",
        "proceeding_description",
        "proceeding_file",
        "proceeding_subjects",
        "term_starts",
        "term_ends",
        "average_time",
        "silence_means_consent",
        "final_act",
        "proceeding_manager",
        "executive",
        "deciding_body",
        "information_ways",
        "online_procedure",
        "other_sending_ways",
        "acts_to_attach",
        "where_forms_are",
        "expected_payments",
        "protection",
        "substitute_power",
        "satisfaction_surveys",
        "legal_basis",
    )


class ServicePage(ProceedingFields, BasePage):  # noqa: DJ008  BasePage has it, behind the mixin
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

    alternative_title = models.CharField(
        "sottotitolo", max_length=255, blank=True, help_text="Il nome che si usa parlando. Esempio: «CIE»."
    )
    is_active = models.BooleanField("servizio attivo", default=True)
    inactive_reason = models.CharField(
        "motivo dello stato", max_length=255, blank=True, help_text="Obbligatorio se il servizio non è attivo."
    )
    other_categories = ParentalManyToManyField(
        verbose_name="altre categorie", blank=True, **{**one_of("categorie_servizio"), "related_name": "+"}
    )

    audience = RichTextField(
        "a chi è rivolto", help_text="Chi ne ha bisogno. Esempio: «Chi cambia casa dentro il Comune»."
    )
    applicants = RichTextField("chi può fare domanda", blank=True)
    description = RichTextField("descrizione", blank=True)
    geographic_coverage = models.CharField(
        "copertura geografica", max_length=160, blank=True, help_text="Vuoto: il territorio del Comune."
    )
    languages = ParentalManyToManyField(verbose_name="lingue del servizio", blank=True, **one_of("lingue"))
    how_to = RichTextField("come fare", help_text="I passi, nell'ordine in cui si fanno.")
    needed_intro = RichTextField(
        "cosa serve: introduzione", help_text="Esempio: «Il giorno dell'appuntamento porta con te:»."
    )
    needed = StreamField(NeededStreamBlock(), verbose_name="cosa serve: elenco", blank=True)
    outcome = RichTextField("cosa si ottiene")
    outcome_types = ParentalManyToManyField(verbose_name="tipo di risultato", blank=True, **one_of("output_servizi"))
    outcome_procedures = RichTextField("procedure collegate all'esito", blank=True)
    times_intro = RichTextField("tempi e scadenze: testo")
    timeline = StreamField(TimelineStreamBlock(), verbose_name="tempi e scadenze: fasi", blank=True)
    max_days = models.PositiveSmallIntegerField(
        "giorni massimi di attesa",
        null=True,
        blank=True,
        validators=[MaxValueValidator(3650)],
        help_text="Il termine di legge per la risposta, in giorni dalla domanda.",
    )
    average_days = models.PositiveSmallIntegerField(
        "giorni medi di attesa", null=True, blank=True, validators=[MaxValueValidator(3650)]
    )
    costs_intro = RichTextField("quanto costa: testo", blank=True)
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
    booking_info = RichTextField("prenota un appuntamento: informazioni", blank=True)
    constraints = RichTextField("vincoli", blank=True)
    special_cases = StreamField(SpecialCaseStreamBlock(), verbose_name="casi particolari", blank=True)
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
    documents = StreamField(DocumentStreamBlock(), verbose_name="documenti", blank=True)
    external_links = StreamField(LinkStreamBlock(), verbose_name="link a siti esterni", blank=True)
    more_info = RichTextField("ulteriori informazioni", blank=True)
    related_services = ParentalManyToManyField(
        "self", verbose_name="servizi correlati", blank=True, symmetrical=False, related_name="+"
    )
    required_services = ParentalManyToManyField(
        "self", verbose_name="servizi richiesti prima", blank=True, symmetrical=False, related_name="+"
    )
    life_events = ParentalManyToManyField(verbose_name="eventi della vita", blank=True, **one_of("eventi_vita_persone"))
    business_events = ParentalManyToManyField(
        verbose_name="eventi della vita delle imprese", blank=True, **one_of("eventi_vita_imprese")
    )

    ipa_code = models.CharField("codice dell'ente erogatore (IPA)", max_length=255, blank=True)
    nace = models.CharField("settore merceologico (NACE)", max_length=255, blank=True)
    identifier = models.CharField("identificativo", max_length=80, blank=True)
    authentication = ParentalManyToManyField(verbose_name="autenticazione", blank=True, **one_of("autenticazione"))
    interactivity = models.ForeignKey(
        verbose_name="livello di interattività",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        **one_of("livello_interattivita"),
    )
    delivery_channels = ParentalManyToManyField(
        verbose_name="canali di erogazione", blank=True, **one_of("canali_erogazione")
    )
    flow_archetype = models.ForeignKey(
        verbose_name="flusso digitale", null=True, blank=True, on_delete=models.PROTECT, **one_of("archetipi_flusso")
    )

    search_fields = BasePage.search_fields + [
        index.SearchField("alternative_title"),
        index.SearchField("audience"),
        index.SearchField("how_to"),
        index.SearchField("description"),
        index.FilterField("is_active"),
    ]

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    HelpPanel(
                        "Le sezioni escono sul sito sempre nello stesso ordine. Quelle con l'asterisco servono per pubblicare."
                    ),
                    FieldPanel("title"),
                    FieldPanel("alternative_title"),
                    FieldPanel("summary"),
                    FieldPanel("image"),
                    FieldPanel("topics"),
                    MultiFieldPanel([FieldPanel("is_active"), FieldPanel("inactive_reason")], "Stato del servizio"),
                    MultiFieldPanel(
                        [FieldPanel("audience"), FieldPanel("applicants"), FieldPanel("description")], "A chi è rivolto"
                    ),
                    FieldPanel("how_to"),
                    MultiFieldPanel([FieldPanel("needed_intro"), FieldPanel("needed")], "Cosa serve"),
                    MultiFieldPanel(
                        [FieldPanel("outcome"), FieldPanel("outcome_types"), FieldPanel("outcome_procedures")],
                        "Cosa si ottiene",
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("times_intro"),
                            FieldPanel("timeline"),
                            FieldRowPanel([FieldPanel("max_days"), FieldPanel("average_days")]),
                        ],
                        "Tempi e scadenze",
                    ),
                    MultiFieldPanel([FieldPanel("costs_intro"), FieldPanel("costs")], "Quanto costa"),
                    MultiFieldPanel(
                        [FieldPanel("special_cases"), FieldPanel("constraints")], "Casi particolari e vincoli"
                    ),
                    MultiFieldPanel(
                        [FieldPanel(n) for n in ("channels", "delivering_offices", "where_to_turn", "booking_info")],
                        "Accedi al servizio",
                    ),
                    FieldPanel("more_info"),
                    MultiFieldPanel(
                        [FieldPanel("documents"), FieldPanel("external_links"), FieldPanel("conditions_file")],
                        "Documenti",
                    ),
                    MultiFieldPanel(
                        [FieldPanel("responsible_office"), FieldPanel("area"), FieldPanel("contact_points")], "Contatti"
                    ),
                ],
                heading="Scheda",
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("other_categories"), FieldPanel("geographic_coverage"), FieldPanel("languages")],
                        "Classificazione",
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel(n)
                            for n in ("related_services", "required_services", "life_events", "business_events")
                        ],
                        "Collegamenti",
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel(n)
                            for n in (
                                "ipa_code",
                                "nace",
                                "identifier",
                                "authentication",
                                "interactivity",
                                "delivery_channels",
                                "flow_archetype",
                            )
                        ],
                        "Metadati nazionali",
                    ),
                ],
                heading="Classificazione",
            ),
            ObjectList([FieldPanel(name) for name in ProceedingFields.PROCEEDING_NAMES], heading="Procedimento"),
            ObjectList(BasePage.promote_panels, heading="Promozione"),
        ]
    )
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

    def missing_parts(self, cleaned=None):
        missing = super().missing_parts(cleaned)
        is_active = self._part("is_active", cleaned or {})
        if not is_active and not completeness.is_filled(self._part("inactive_reason", cleaned or {})):
            missing["inactive_reason"] = "Il servizio non è attivo: scrivi il motivo, così chi legge sa che cosa fare."
        return missing

    def clean(self):
        super().clean()
        if self.average_days and self.max_days and self.average_days > self.max_days:
            raise ValidationError({"average_days": "I giorni medi non possono superare quelli massimi."})

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        page_cache.keep_until(request, sheet.next_deadline(self.timeline))
        context |= sheet.build(self, context["frame"])
        return context


def services_of_office(office: int) -> list[int]:
    """Keys of the sheets that name a unit as responsible, also where it is shown on another site, or as the place to go."""
    shown = OfficePage.objects.filter(shared_source=office).values("pk")
    through = ServicePage.delivering_offices.through.objects
    sheets = ServicePage.objects.filter(
        Q(responsible_office=office)
        | Q(responsible_office__in=shown)
        | Q(pk__in=through.filter(officepage=office).values("servicepage"))
    )
    return list(sheets.order_by().values_list("pk", flat=True))
