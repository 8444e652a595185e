"""What citizens say of a page: clear or not, and why; and what was done about it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from feedback.forms import ImprovementForm


class Rating(models.Model):
    """One answer to "Quanto sono chiare le informazioni su questa pagina?". Never who, never from which address."""

    class Answer(models.TextChoices):
        """The exact answers of the national model, in two groups: 1 to 3 stars, 4 and 5 stars."""

        UNCLEAR = "non-chiare", gettext_lazy("A volte le indicazioni non erano chiare")
        INCOMPLETE = "non-complete", gettext_lazy("A volte le indicazioni non erano complete")
        LOST = "procedura-oscura", gettext_lazy("A volte non capivo se stavo procedendo correttamente")
        BROKEN = "problemi-tecnici", gettext_lazy("Ho avuto problemi tecnici")
        OTHER_BAD = "altro-negativo", gettext_lazy("Altro")
        CLEAR = "chiare", gettext_lazy("Le indicazioni erano chiare")
        COMPLETE = "complete", gettext_lazy("Le indicazioni erano complete")
        SURE = "procedura-chiara", gettext_lazy("Capivo sempre che stavo procedendo correttamente")
        SMOOTH = "nessun-problema", gettext_lazy("Non ho avuto problemi tecnici")
        OTHER_GOOD = "altro-positivo", gettext_lazy("Altro")

    tenant = models.ForeignKey("cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="ratings")
    page = models.ForeignKey("wagtailcore.Page", verbose_name="pagina", on_delete=models.CASCADE, related_name="+")
    revision_id = models.BigIntegerField("revisione", null=True, blank=True)
    language = models.CharField("lingua", max_length=8)
    stars = models.PositiveSmallIntegerField("stelle", validators=[MinValueValidator(1), MaxValueValidator(5)])
    answer = models.CharField("risposta", max_length=20, choices=Answer.choices, blank=True)
    comment = models.CharField(
        "commento", max_length=400, blank=True, help_text="I dati personali sono coperti prima di arrivare qui."
    )
    created_at = models.DateTimeField("data")
    ticket = models.UUIDField(
        "biglietto", null=True, unique=True, editable=False, help_text="Di un solo uso: lo stesso voto conta una volta."
    )
    seen_at = models.DateTimeField("letta il", null=True, blank=True, editable=False)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="letta da",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    improvement = models.ForeignKey(
        "feedback.Improvement",
        verbose_name="che cosa abbiamo fatto",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="ratings",
    )

    class Meta:
        verbose_name = "valutazione"
        verbose_name_plural = "valutazioni"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["tenant", "created_at"], name="rating_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stars__gte=1, stars__lte=5),
                name="rating_one_to_five",
                violation_error_message="Le stelle vanno da una a cinque.",
            )
        ]

    def __str__(self):
        return f"{self.stars} su 5: {self.page}"


class Improvement(models.Model):
    """A change of a page that answers what citizens said of it (*hai detto, abbiamo fatto*), told on the page itself."""

    tenant = models.ForeignKey("cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="improvements")
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name="pagina migliorata", on_delete=models.CASCADE, related_name="+"
    )
    said = models.CharField("che cosa dicevano i cittadini", max_length=200)
    done = models.CharField("che cosa abbiamo fatto", max_length=300)
    done_on = models.DateField("fatto il", default=timezone.localdate)

    base_form_class = ImprovementForm
    panels = [
        PageChooserPanel("page"),
        FieldPanel("said"),
        FieldPanel("done"),
        FieldPanel("done_on"),
        FieldPanel("answered"),
    ]

    class Meta:
        verbose_name = "miglioramento"
        verbose_name_plural = "miglioramenti"
        ordering = ["-done_on", "-pk"]
        indexes = [models.Index(fields=["tenant", "page"], name="improvement_of_page")]

    def __str__(self):
        return self.done

    def clean(self):
        """The day is not to come; whose page it is, the form says (`ImprovementForm`)."""
        super().clean()
        if self.done_on and self.done_on > timezone.localdate():
            raise ValidationError(
                {"done_on": "Il giorno deve ancora venire: scrivi quello in cui la pagina è cambiata."}
            )
