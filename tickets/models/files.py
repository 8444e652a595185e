"""What people send with a report, and the report while they write it."""

import uuid

from django.db import models

from cms.storage import private_storage
from tickets.models.tickets import Ticket


def place_of(attachment, _name: str) -> str:
    """Where a file lies: under a name of ours, whatever its own was."""
    return f"richieste/{uuid.uuid4().hex}"


class Draft(models.Model):
    """What somebody has typed of a report until they send it: on the server, for whoever loses the page."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    tenant = models.ForeignKey("cms.Tenant", on_delete=models.CASCADE, related_name="+")
    browser = models.CharField(max_length=43)
    given = models.JSONField(default=dict)
    used_at = models.DateTimeField()
    becomes = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "segnalazione non ancora inviata"
        verbose_name_plural = "segnalazioni non ancora inviate"
        indexes = [models.Index(fields=["used_at"], name="report_draft_by_time")]

    def __str__(self):
        return f"Bozza del {self.used_at:%d/%m/%Y}"


class Attachment(models.Model):
    """A photo or a document. A photo is seen by nobody as it came: the worker makes two smaller ones without what the
    telephone wrote in it (place, hour, model), and throws the first away."""

    class Kind(models.TextChoices):
        PHOTO = "foto", "Foto"
        DOCUMENT = "documento", "Documento"

    class State(models.TextChoices):
        WAITING = "in-arrivo", "In preparazione"
        READY = "pronto", "Pronto"
        BROKEN = "illeggibile", "Non si riesce a leggere"

    ticket = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments")
    draft = models.ForeignKey(Draft, null=True, blank=True, on_delete=models.SET_NULL, related_name="attachments")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    file = models.FileField(storage=private_storage, upload_to=place_of, blank=True)
    small = models.FileField(storage=private_storage, upload_to=place_of, blank=True)
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices)
    is_public = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "allegato"
        verbose_name_plural = "allegati"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_public=False) | models.Q(kind="foto", state="pronto"),
                name="attachment_public_photo",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_photo(self) -> bool:
        return self.kind == self.Kind.PHOTO

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    def delete_with_files(self) -> None:
        """Take away the row and its files: rows deleted in bulk would leave files behind."""
        for file in (self.file, self.small):
            if file:
                file.delete(save=False)
        self.delete()
