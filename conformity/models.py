"""Checks of a body's site against the national model, kept: what each criterion said, what to fix, and who sees to it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from wagtail.models import Page

from conformity.criteria import ADVICE, CRITERIA, FAILED, PASSED, SERIOUS, TOLERATED, UNPROVEN, WARNING

SILENCE = timedelta(minutes=10)  # after this long without a sign of life a check is taken for dead


def name_of(code: str) -> str:
    """How a criterion is called where there is room for a word: its code, or its title where it is one of ours."""
    known = CRITERIA.get(code)
    return known.title if known and known.is_ours else code


class RunQuerySet(models.QuerySet):
    def of(self, tenant):
        return self.filter(tenant=tenant)

    def under_way(self):
        return self.filter(state__in=Run.UNDER_WAY)

    def done(self):
        return self.filter(state=Run.State.DONE)

    def silent(self, now):
        """Checks under way that gave no sign of life for too long: their worker was killed, or never began."""
        return self.under_way().filter(beat_at__lt=now - SILENCE)


class Run(models.Model):
    """One check of one body's site."""

    class State(models.TextChoices):
        QUEUED = "in-coda", "In coda"
        RUNNING = "in-corso", "In corso"
        DONE = "finito", "Finito"
        INTERRUPTED = "interrotto", "Interrotto"
        FAILED = "non-riuscito", "Non riuscito"

    UNDER_WAY = (State.QUEUED, State.RUNNING)

    tenant = models.ForeignKey(
        "cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="conformity_runs"
    )
    state = models.CharField("stato", max_length=12, choices=State.choices, default=State.QUEUED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="chiesto da",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField("chiesto il")
    started_at = models.DateTimeField("cominciato il", null=True, blank=True)
    finished_at = models.DateTimeField("finito il", null=True, blank=True)
    beat_at = models.DateTimeField("ultimo segno di vita")
    done = models.PositiveIntegerField("pagine guardate", default=0)
    total = models.PositiveIntegerField("pagine da guardare", default=0)
    figures = models.JSONField("numeri", default=dict, blank=True)

    objects = RunQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "controllo di conformità"
        verbose_name_plural = "controlli di conformità"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["tenant", "state", "-id"], name="run_by_body")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"],
                condition=Q(state__in=["in-coda", "in-corso"]),
                name="run_one_at_a_time",
                violation_error_message="Un controllo di questo sito è già in corso.",
            )
        ]

    def __str__(self):
        return f"{self.tenant}: controllo del {self.asked_at:%d/%m/%Y}"

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def percent(self) -> int:
        """How far the check has come, 0 to 100."""
        return min(100, round(100 * self.done / self.total)) if self.total else 0

    @property
    def seconds(self) -> int | None:
        return (
            round((self.finished_at - self.started_at).total_seconds())
            if self.finished_at and self.started_at
            else None
        )


class Outcome(models.Model):
    """What one criterion said. `score` is 1, 0.5 or 0 as the national checker counts; none: only production proves it."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="outcomes")
    criterion = models.CharField("criterio", max_length=20)
    score = models.FloatField("punteggio", null=True, blank=True)
    message = models.CharField("esito", max_length=400)
    findings_count = models.PositiveIntegerField("cose da sistemare", default=0)

    wagtail_reference_index_ignore = True
    # Score -> name, icon, and whether the national checker counts it as passed.
    STATES = {
        PASSED: ("Superato", "check"),
        TOLERATED: ("Tolleranza", "warning"),
        FAILED: ("Non superato", "cross"),
        UNPROVEN: ("Si vede solo in produzione", "help"),
    }

    class Meta:
        verbose_name = "esito"
        verbose_name_plural = "esiti"
        constraints = [
            models.UniqueConstraint(fields=["run", "criterion"], name="outcome_once_each"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__in=[0.0, 0.5, 1.0]), name="outcome_score_of_the_checker"
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.label}"

    @property
    def label(self) -> str:
        return self.STATES[self.score][0]

    @property
    def icon(self) -> str:
        return self.STATES[self.score][1]

    @property
    def definition(self):
        """The criterion; none where a newer version of the product no longer has it."""
        return CRITERIA.get(self.criterion)


class Finding(models.Model):
    """One thing to fix, on a page or on the whole site."""

    class Severity(models.TextChoices):
        SERIOUS = SERIOUS, "Grave"
        WARNING = WARNING, "Da sistemare"
        ADVICE = ADVICE, "Consiglio"

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="findings")
    criterion = models.CharField("criterio", max_length=20)
    severity = models.CharField("gravità", max_length=12, choices=Severity.choices)
    page = models.ForeignKey(
        Page, verbose_name="pagina", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    path = models.CharField("indirizzo", max_length=500)
    title = models.CharField("titolo", max_length=255, blank=True)
    message = models.CharField("che cosa non va", max_length=500)
    fix = models.CharField("che cosa fare", max_length=300)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="chi l'ha pubblicata",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    unit = models.CharField("ufficio", max_length=255, blank=True)
    key = models.CharField("impronta", max_length=40)  # the same thing in two checks has the same one
    is_new = models.BooleanField("nuova", default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "cosa da sistemare"
        verbose_name_plural = "cose da sistemare"
        indexes = [models.Index(fields=["run", "criterion", "severity"], name="finding_by_criterion")]

    def __str__(self):
        return f"{self.criterion} {self.path}: {self.message}"

    @property
    def criterion_name(self) -> str:
        """Code of a criterion of the model, name of one of ours."""
        return name_of(self.criterion)
