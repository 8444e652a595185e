"""Append-only tables that every part writes: events to measure, mail to send, acts of the staff to account for."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce


class Generation(models.Model):
    """A number per body that grows at each publication: caches keyed by it never serve what was replaced.

    The row without a tenant counts what concerns everybody: hosts, vocabularies, the union's alerts.
    """

    tenant = models.OneToOneField("cms.Tenant", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    number = models.BigIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(Coalesce("tenant", 0), name="generation_one_row_each")]

    def __str__(self):
        return f"{self.tenant or 'tutti'}: {self.number}"


class DomainEvent(models.Model):
    """Something that happened in a service, to be measured: what, when, where. Never who (GDPR art. 5, minimisation)."""

    kind = models.CharField(max_length=60)
    happened_at = models.DateTimeField()
    tenant = models.ForeignKey("cms.Tenant", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    service = models.ForeignKey("wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = "evento"
        verbose_name_plural = "eventi misurati"
        indexes = [models.Index(fields=["tenant", "kind", "happened_at"], name="event_by_kind")]

    def __str__(self):
        return f"{self.kind}, {self.happened_at:%d/%m/%Y %H:%M}"


class OutboxMessage(models.Model):
    """A message to send, written in the same transaction as the fact it tells.

    `event_key` with recipient and channel makes it one message per fact: a worker that is killed and starts again
    sends at most one copy more, and loses none.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", "Posta elettronica"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event_key = models.CharField(max_length=120)
    tenant = models.ForeignKey("cms.Tenant", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    calendar = models.TextField(blank=True)  # an iCalendar file that goes with it
    created_at = models.DateTimeField()
    not_before_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=255, blank=True)

    class Meta:
        verbose_name = "messaggio in uscita"
        verbose_name_plural = "messaggi in uscita"
        constraints = [
            models.UniqueConstraint(fields=["event_key", "recipient", "channel"], name="outbox_one_message_per_fact")
        ]
        indexes = [models.Index(fields=["sent_at", "not_before_at"], name="outbox_waiting")]

    def __str__(self):
        return f"{self.event_key}: {self.subject}"


class AuditEntry(models.Model):
    """An act of the staff that someone may have to account for. Rows are added, never changed."""

    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    tenant = models.ForeignKey("cms.Tenant", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    object_label = models.CharField(max_length=255, blank=True)
    object_ref = models.CharField(max_length=120, blank=True)
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "voce del registro"
        verbose_name_plural = "registro delle operazioni"
        indexes = [models.Index(fields=["tenant", "at"], name="audit_by_time")]

    def __str__(self):
        return f"{self.at:%d/%m/%Y %H:%M} {self.action} {self.object_label}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("Le voci del registro non si modificano.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Le voci del registro non si cancellano.")
