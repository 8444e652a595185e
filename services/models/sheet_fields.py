"""What a service sheet says that may be the same everywhere: fields of the union's sheet and of each municipality's."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField

from cms.blocks import DocumentStreamBlock, LinkStreamBlock
from cms.fields import StreamField, one_of
from services.blocks import NeededStreamBlock, SpecialCaseStreamBlock, TimelineStreamBlock


class SheetFields(models.Model):
    """Parts of a sheet that the union may write once; how far a municipality may change each is in
    `services.catalogue.policies`."""

    alternative_title = models.CharField(
        "sottotitolo", max_length=255, blank=True, help_text="Il nome che si usa parlando. Esempio: «CIE»."
    )
    other_categories = ParentalManyToManyField(
        verbose_name="altre categorie", blank=True, **{**one_of("categorie_servizio"), "related_name": "+"}
    )
    audience = RichTextField(
        "a chi è rivolto", blank=True, help_text="Chi ne ha bisogno. Esempio: «Chi cambia casa dentro il Comune»."
    )
    applicants = RichTextField("chi può fare domanda", blank=True)
    description = RichTextField("descrizione", blank=True)
    how_to = RichTextField("come fare", blank=True, help_text="I passi, nell'ordine in cui si fanno.")
    needed_intro = RichTextField(
        "cosa serve: introduzione", blank=True, help_text="Esempio: «Il giorno dell'appuntamento porta con te:»."
    )
    needed = StreamField(NeededStreamBlock(), verbose_name="cosa serve: elenco", blank=True)
    outcome = RichTextField("cosa si ottiene", blank=True)
    outcome_types = ParentalManyToManyField(verbose_name="tipo di risultato", blank=True, **one_of("output_servizi"))
    outcome_procedures = RichTextField("procedure collegate all'esito", blank=True)
    times_intro = RichTextField("tempi e scadenze: testo", blank=True)
    timeline = StreamField(TimelineStreamBlock(), verbose_name="tempi e scadenze: fasi", blank=True)
    max_days = models.PositiveSmallIntegerField(
        "giorni massimi di attesa",
        null=True,
        blank=True,
        validators=[MaxValueValidator(3650)],
        help_text="Il termine di legge per la risposta, in giorni dalla domanda.",
    )
    costs_intro = RichTextField("quanto costa: testo", blank=True)
    booking_info = RichTextField("prenota un appuntamento: informazioni", blank=True)
    constraints = RichTextField("vincoli", blank=True)
    special_cases = StreamField(SpecialCaseStreamBlock(), verbose_name="casi particolari", blank=True)
    documents = StreamField(DocumentStreamBlock(), verbose_name="documenti", blank=True)
    external_links = StreamField(LinkStreamBlock(), verbose_name="link a siti esterni", blank=True)
    more_info = RichTextField("ulteriori informazioni", blank=True)
    life_events = ParentalManyToManyField(verbose_name="eventi della vita", blank=True, **one_of("eventi_vita_persone"))
    business_events = ParentalManyToManyField(
        verbose_name="eventi della vita delle imprese", blank=True, **one_of("eventi_vita_imprese")
    )
    nace = models.CharField("settore merceologico (NACE)", max_length=255, blank=True)
    authentication = ParentalManyToManyField(verbose_name="autenticazione", blank=True, **one_of("autenticazione"))
    interactivity = models.ForeignKey(
        verbose_name="livello di interattività",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        **one_of("livello_interattivita"),
    )
    flow_archetype = models.ForeignKey(
        verbose_name="flusso digitale", null=True, blank=True, on_delete=models.PROTECT, **one_of("archetipi_flusso")
    )

    # The administrative proceeding (D.Lgs. 33/2013, art. 35).
    proceeding_start = models.CharField(gettext_lazy("modalità di avvio"), max_length=255, blank=True)
    proceeding_description = RichTextField(gettext_lazy("descrizione del procedimento"), blank=True)
    proceeding_subjects = RichTextField(gettext_lazy("soggetti esterni e strutture interne coinvolte"), blank=True)
    term_starts = models.CharField(gettext_lazy("decorrenza del termine"), max_length=255, blank=True)
    term_ends = models.CharField(gettext_lazy("fine del termine"), max_length=255, blank=True)
    silence_means_consent = models.BooleanField(
        gettext_lazy("silenzio assenso o dichiarazione sostitutiva"), default=False
    )
    final_act = models.CharField(gettext_lazy("provvedimento del procedimento"), max_length=255, blank=True)
    acts_to_attach = RichTextField(gettext_lazy("atti e documenti a corredo della domanda"), blank=True)
    protection = RichTextField(gettext_lazy("strumenti di tutela"), blank=True)
    legal_basis = RichTextField(gettext_lazy("riferimenti normativi"), blank=True)

    class Meta:
        abstract = True
