"""What citizens say of a page: clear or not, and why."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy


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
    comment = models.CharField("commento", max_length=200, blank=True)
    created_at = models.DateTimeField("data")

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
