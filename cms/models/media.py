from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from cms.tenancy import tenant_of_collection


class SiteImage(AbstractImage):
    """An image of one municipality. `description` is the alternative text that readers without sight get."""

    tenant = models.ForeignKey(
        "cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="+", editable=False
    )
    credit = models.CharField(
        "autore o fonte", max_length=255, blank=True, help_text="Esempio: «Foto di M. Rossi, CC BY 4.0»."
    )

    # No tags: they are everybody's, and would carry words from one body to another.
    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "immagine"
        verbose_name_plural = "immagini"

    def save(self, *args, **kwargs):
        # The collection says whose it is; a form never does.
        self.tenant_id = tenant_of_collection(self.collection_id) or self.tenant_id
        super().save(*args, **kwargs)


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="site_rendition_unique")
        ]


class SiteDocument(AbstractDocument):
    """A file that editors publish: a form to download, the conditions of a service, an attachment."""

    tenant = models.ForeignKey(
        "cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="+", editable=False
    )

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = "documento"
        verbose_name_plural = "documenti"

    def save(self, *args, **kwargs):
        self.tenant_id = tenant_of_collection(self.collection_id) or self.tenant_id
        super().save(*args, **kwargs)
