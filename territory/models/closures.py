"""Days on which a whole body is closed, beside the national holidays and its patron's day."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.forms import OwnBodyForm


class Closure(models.Model):
    """Days of closing of a body (*chiusura*): a bridge day, the fair. Or a day of work that a yearly rest would take."""

    tenant = models.ForeignKey("cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="closures")
    reason = models.CharField("perché", max_length=80)
    first_on = models.DateField("dal giorno")
    last_on = models.DateField("al giorno", null=True, blank=True)
    every_year = models.BooleanField("ogni anno", default=False)
    is_open = models.BooleanField("quel giorno si lavora", default=False)

    base_form_class = OwnBodyForm
    panels = [
        FieldPanel("reason"),
        FieldRowPanel([FieldPanel("first_on"), FieldPanel("last_on")]),
        FieldRowPanel([FieldPanel("every_year"), FieldPanel("is_open")]),
    ]

    class Meta:
        verbose_name = "chiusura"
        verbose_name_plural = "chiusure"
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on=None) | Q(last_on__gte=F("first_on")),
                name="closure_ends_after_start",
                violation_error_message="L'ultimo giorno viene prima del primo.",
            )
        ]

    def __str__(self):
        return self.reason

    def clean(self):
        super().clean()
        if self.first_on and self.last_on and (self.last_on - self.first_on).days > 366:
            raise ValidationError({"last_on": "Una chiusura dura al massimo un anno."})

    def days_between(self, first: date, last: date) -> list[date]:
        """Its days that fall in a period."""
        years = range(first.year - 1, last.year + 1) if self.every_year else [self.first_on.year]
        length = ((self.last_on or self.first_on) - self.first_on).days
        found = []
        for year in years:
            start = _in_year(self.first_on, year)
            found += [start + timedelta(days=n) for n in range(length + 1)]
        return [day for day in found if first <= day <= last]


def _in_year(day: date, year: int) -> date:
    """The same day of another year; the 29 of February is the 28 where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
