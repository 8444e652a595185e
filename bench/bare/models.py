from django.db import models
from wagtail.models import Page


class BarePage(Page):
    """A page with an image and its children."""

    image = models.ForeignKey("wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "pagina spoglia"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["pages"] = self.get_children().live()[:10]
        return context
