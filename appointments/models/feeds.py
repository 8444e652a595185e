"""The calendar of an operator, read by the programs that they use."""

from django.conf import settings
from django.db import models


class CalendarFeed(models.Model):
    """The secret address where an operator's own calendar program reads their appointments.

    Only a hash of its secret part is kept: who reads the database cannot write the address (docs/decisions/0034).
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "calendario di un operatore"
        verbose_name_plural = "calendari degli operatori"

    def __str__(self):
        return str(self.user)
