"""What is decided beforehand: kinds of request with their terms, who they go to, who answers, words kept ready."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.forms import CheckboxSelectMultiple, Select
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel

from cms.forms import HelpedForm, OwnBodyForm
from offices.models import OfficePage
from territory.maps import position_problem


class Kind(models.TextChoices):
    """What somebody sends (COMUNI d.16, d.17)."""

    ASSISTANCE = "assistenza", "Richiesta di assistenza"
    REPORT = "segnalazione", "Segnalazione"


class Category(models.Model):
    """What a request or a report is about (*categoria*), the same in the whole union: its term, and how long its personal
    data are kept. Those of the services bear the key of a term of the national vocabulary."""

    base_form_class = HelpedForm
    key = models.SlugField("chiave", max_length=60, unique=True)
    kind = models.CharField("per", max_length=12, choices=Kind.choices)
    name = models.CharField("nome", max_length=80)
    name_en = models.CharField("nome in inglese", max_length=80, blank=True)
    summary = models.CharField("che cosa comprende", max_length=160, blank=True)
    summary_en = models.CharField("che cosa comprende, in inglese", max_length=160, blank=True)
    sort_order = models.PositiveSmallIntegerField("ordine", default=0)
    due_days = models.PositiveSmallIntegerField(
        "giorni per rispondere", default=30, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    retention_days = models.PositiveSmallIntegerField(
        "giorni di conservazione dei dati personali",
        default=365,
        validators=[MinValueValidator(30), MaxValueValidator(3650)],
    )
    radius = models.PositiveSmallIntegerField(
        "metri entro cui cercarne di simili",
        default=100,
        validators=[MaxValueValidator(2000)],
    )
    is_active = models.BooleanField("si può scegliere", default=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("key"), FieldPanel("sort_order")]),
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldPanel("summary"),
        FieldPanel("summary_en"),
        FieldRowPanel([FieldPanel("due_days"), FieldPanel("retention_days"), FieldPanel("radius")]),
        FieldPanel("is_active"),
    ]

    class Meta:
        verbose_name = "categoria di richiesta"
        verbose_name_plural = "categorie di richiesta"
        ordering = ["kind", "sort_order", "name"]

    def __str__(self):
        return self.name

    def in_language(self, name: str, language: str) -> str:
        """A text in the reader's language, or in Italian."""
        return (getattr(self, f"{name}_en") if language == "en" else "") or getattr(self, name)


class RoutingRule(models.Model):
    """Where requests and reports go (*regola di smistamento*), written by union IT. The office says whether the
    municipality or the union answers. Without a rule: the office of the service sheet, then that of relations with the
    public."""

    base_form_class = HelpedForm
    name = models.CharField("nome", max_length=120)
    category = models.ForeignKey(
        Category, verbose_name="categoria", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    service = models.ForeignKey(
        "wagtailcore.Page", verbose_name="servizio", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    area = models.ForeignKey(
        "cms.Tenant",
        verbose_name="nel territorio di",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    latitude = models.DecimalField("latitudine", max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField("longitudine", max_digits=8, decimal_places=5, null=True, blank=True)
    radius = models.PositiveIntegerField(
        "raggio in metri", null=True, blank=True, validators=[MinValueValidator(20), MaxValueValidator(20000)]
    )
    office = models.ForeignKey(
        OfficePage, verbose_name="va all'ufficio", on_delete=models.CASCADE, related_name="routing_rules"
    )
    is_active = models.BooleanField("in uso", default=True)

    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [
                FieldPanel("category"),
                PageChooserPanel("service", "services.ServicePage"),
                FieldPanel("area"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude"), FieldPanel("radius")]),
            ],
            "Quando",
        ),
        PageChooserPanel("office", "offices.OfficePage"),
        FieldPanel("is_active"),
    ]

    class Meta:
        verbose_name = "regola di smistamento"
        verbose_name_plural = "regole di smistamento"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None, radius=None)
                | (Q(latitude__isnull=False) & Q(longitude__isnull=False) & Q(radius__isnull=False)),
                name="routing_circle_whole",
                violation_error_message="Un cerchio ha latitudine, longitudine e raggio: scrivili tutti o nessuno.",
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """A rule asks for something, and its circle is in the union."""
        super().clean()
        if not (self.category_id or self.service_id or self.area_id or self.radius):
            raise ValidationError("Scrivi quando vale: almeno una categoria, un servizio, un territorio o un cerchio.")
        if self.latitude is not None and self.longitude is not None:
            problem = position_problem(None, self.longitude, self.latitude)
            if problem:
                raise ValidationError({"latitude": problem})


class TeamForm(OwnBodyForm):
    """Who may be in a team: who receives people in its body; the offices are the body's own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        from tickets.inbox.rights import operators_of

        tenant_id = self.instance.tenant_id
        offices = OfficePage.objects.filter(tenant=tenant_id, live=True, locale__language_code="it")
        self.fields["offices"].queryset = offices.order_by("title")
        self.fields["operators"].queryset = operators_of(tenant_id)


class Team(models.Model):
    """Who answers for some offices (*gruppo di risposta*): what they see in the inbox, and what they do not."""

    tenant = models.ForeignKey("cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="teams")
    name = models.CharField("nome", max_length=120)
    offices = models.ManyToManyField(OfficePage, verbose_name="uffici", blank=True, related_name="teams")
    operators = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="operatori", blank=True, related_name="teams"
    )
    takes_rest = models.BooleanField(
        "riceve anche il resto",
        default=False,
    )

    base_form_class = TeamForm
    panels = [
        FieldPanel("name"),
        FieldPanel("offices", widget=CheckboxSelectMultiple),
        FieldPanel("operators", widget=CheckboxSelectMultiple),
        FieldPanel("takes_rest"),
    ]

    class Meta:
        verbose_name = "gruppo di risposta"
        verbose_name_plural = "gruppi di risposta"
        ordering = ["name"]

    def __str__(self):
        return self.name


class StandardAnswer(models.Model):
    """Words that an office keeps ready (*risposta pronta*): a start, which the operator changes before sending."""

    tenant = models.ForeignKey(
        "cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="standard_answers"
    )
    title = models.CharField("titolo", max_length=120)
    text = models.TextField("testo", max_length=2000)
    category = models.ForeignKey(
        Category,
        verbose_name="solo per la categoria",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="standard_answers",
    )

    base_form_class = OwnBodyForm
    panels = [FieldPanel("title"), FieldPanel("text"), FieldPanel("category", widget=Select)]

    class Meta:
        verbose_name = "risposta pronta"
        verbose_name_plural = "risposte pronte"
        ordering = ["title"]

    def __str__(self):
        return self.title
