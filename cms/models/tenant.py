"""The public bodies (*enti*) that the installation serves: the municipalities and the union itself."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Collection, Orderable, Page, Site

HOSTNAME = RegexValidator(
    r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", "Scrivi solo il nome dell'host, in minuscolo. Esempio: comune.sarsina.fc.it"
)


class Theme(models.TextChoices):
    """The palettes of the design system: a body chooses one, nothing else of the look changes."""

    UNIONE = "unione", "Blu istituzionale"
    MATTONE = "mattone", "Mattone"
    TERME = "terme", "Verde acqua"
    VIGNA = "vigna", "Vigna"
    GRANO = "grano", "Oliva"
    PLAUTO = "plauto", "Viola terracotta"
    FUMAIOLO = "fumaiolo", "Blu montagna"
    LAGUNA = "laguna", "Laguna"
    PINO = "pino", "Pino"


class TenantQuerySet(models.QuerySet):
    def municipalities(self):
        return self.filter(kind=Tenant.Kind.MUNICIPALITY)


class Tenant(ClusterableModel):
    """A public body with its own site: a municipality, or the union of them (*ente*)."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", "Comune"
        UNION = "union", "Unione di Comuni"

    kind = models.CharField("tipo di ente", max_length=20, choices=Kind.choices, default=Kind.MUNICIPALITY)
    slug = models.SlugField("sigla nel sistema", unique=True)
    name = models.CharField("nome completo", max_length=120, help_text="Esempio: Comune di Sarsina")
    short_name = models.CharField("nome breve", max_length=60, help_text="Esempio: Sarsina")
    site = models.OneToOneField(Site, verbose_name="sito", on_delete=models.PROTECT, related_name="tenant")
    collection = models.OneToOneField(
        Collection, verbose_name="raccolta dei file", null=True, on_delete=models.PROTECT, related_name="tenant"
    )

    istat_code = models.CharField("codice ISTAT", max_length=6, blank=True)
    ipa_code = models.CharField("codice IPA", max_length=20, blank=True)
    cadastral_code = models.CharField("codice catastale", max_length=4, blank=True)
    tax_code = models.CharField("codice fiscale / partita IVA", max_length=16, blank=True)
    province = models.CharField("sigla della provincia", max_length=2, blank=True)
    region_name = models.CharField("regione", max_length=60, default="Regione Emilia-Romagna")
    region_url = models.URLField("sito della regione", default="https://www.regione.emilia-romagna.it/")

    street = models.CharField("indirizzo", max_length=160, blank=True)
    cap = models.CharField("CAP", max_length=5, blank=True)
    city = models.CharField("località", max_length=80, blank=True)
    phone = models.CharField("centralino", max_length=40, blank=True)
    toll_free = models.CharField("numero verde", max_length=40, blank=True)
    whatsapp = models.CharField("SMS e WhatsApp", max_length=40, blank=True)
    email = models.EmailField("e-mail", blank=True)
    pec = models.EmailField("PEC", blank=True)
    public_relations_office = models.ForeignKey(
        Page,
        verbose_name="Ufficio Relazioni con il Pubblico",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    motto = models.CharField("motto", max_length=120, blank=True)
    emblem = models.ForeignKey(
        "cms.SiteImage", verbose_name="stemma", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    theme = models.CharField("colori", max_length=20, choices=Theme.choices, default=Theme.UNIONE)
    patron_saint = models.CharField("santo patrono", max_length=80, blank=True)
    patron_day = models.PositiveSmallIntegerField("giorno del patrono", null=True, blank=True)
    patron_month = models.PositiveSmallIntegerField("mese del patrono", null=True, blank=True)

    accessibility_url = models.URLField(
        "dichiarazione di accessibilità",
        default="https://form.agid.gov.it/",
        help_text="L'indirizzo della dichiarazione su https://form.agid.gov.it/",
    )
    privacy_url = models.URLField(
        "informativa privacy esterna", blank=True, help_text="Vuoto: si usa la pagina del sito."
    )
    transparency_url = models.URLField("Amministrazione trasparente esterna", blank=True)
    large_transparency = models.BooleanField(
        "obblighi dei comuni sopra 15.000 abitanti",
        default=False,
        help_text="Mostra in Amministrazione trasparente le parti che la legge chiede solo ai comuni più grandi.",
    )
    register_url = models.URLField("Albo pretorio esterno", blank=True)
    english_enabled = models.BooleanField("sito anche in inglese", default=False)
    is_demo = models.BooleanField("sito dimostrativo", default=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "ente"
        verbose_name_plural = "enti"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(kind="union"),
                name="tenant_one_union",
                violation_error_message="L'Unione c'è già.",
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if urlsplit(self.accessibility_url).netloc != "form.agid.gov.it" or not self.accessibility_url.startswith(
            "https:"
        ):
            raise ValidationError({"accessibility_url": "L'indirizzo deve cominciare con https://form.agid.gov.it/"})
        if bool(self.patron_day) != bool(self.patron_month):
            raise ValidationError({"patron_day": "Indica sia il giorno sia il mese del patrono, o nessuno dei due."})

    @property
    def is_union(self) -> bool:
        return self.kind == self.Kind.UNION

    @property
    def of_name(self) -> str:
        """«del Comune di Cesena», «dell'Unione dei Comuni Valle del Savio»."""
        return f"dell'{self.name}" if self.is_union else f"del {self.name}"

    @property
    def live_label(self) -> str:
        """The fourth item of the menu: the checker accepts any name that starts with "Vivere "."""
        return "Vivere l'Unione" if self.is_union else "Vivere il Comune"

    @property
    def root_url(self) -> str:
        """Scheme, host and port where the body's site answers, without the final slash."""
        return self.site.root_url


class TenantHost(models.Model):
    """A host name on which a body's site answers. An address not in this table gets 400."""

    tenant = ParentalKey(Tenant, on_delete=models.CASCADE, related_name="hosts")
    hostname = models.CharField("host", max_length=190, unique=True, validators=[HOSTNAME])

    class Meta:
        verbose_name = "host"
        verbose_name_plural = "host"

    def __str__(self):
        return self.hostname


class SocialLink(Orderable):
    tenant = ParentalKey(Tenant, on_delete=models.CASCADE, related_name="social_links")
    label = models.CharField("nome", max_length=40)
    url = models.URLField("indirizzo")

    class Meta(Orderable.Meta):
        verbose_name = "canale social"
        verbose_name_plural = "canali social"


class QuickSearch(Orderable):
    """A link under "Forse stavi cercando" in the search window."""

    tenant = ParentalKey(Tenant, on_delete=models.CASCADE, related_name="quick_searches")
    page = models.ForeignKey(Page, verbose_name="pagina", on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = "ricerca suggerita"
        verbose_name_plural = "forse stavi cercando"
