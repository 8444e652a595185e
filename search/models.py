"""The words of each page, kept plain for finding: rows that can always be rebuilt (`manage.py rebuild_search`)."""

from django.db import models


class SearchEntry(models.Model):
    """Text of a live page without accents, markup and capitals; written when the page is published."""

    page = models.OneToOneField("cms.BasePage", on_delete=models.CASCADE, related_name="search_entry")
    text = models.TextField()
    is_service = models.BooleanField(default=False)

    class Meta:
        verbose_name = "voce della ricerca"
        verbose_name_plural = "voci della ricerca"

    def __str__(self):
        return self.text[:60].strip()
