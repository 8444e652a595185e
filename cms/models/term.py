from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language


class TermQuerySet(models.QuerySet):
    def of(self, vocabulary: str):
        return self.filter(vocabulary=vocabulary)

    def in_use(self):
        """Terms that may still be chosen; a retired one stays on the pages that already have it."""
        return self.filter(is_retired=False)


class Term(models.Model):
    """A term of a controlled vocabulary of the national model (topics, service categories, kinds of place...).

    `key` is the stable identity: contents, templates and exports rely on it. The label may be renamed, the term may be
    retired, but a term in use cannot be deleted (foreign keys protect it).
    """

    vocabulary = models.CharField("vocabolario", max_length=40)
    key = models.SlugField(
        "identificativo",
        max_length=190,
        allow_unicode=True,
        help_text="Identificativo stabile: non cambia mai, anche se cambia il nome. Esempio: «gestione-rifiuti».",
    )
    label = models.CharField("nome", max_length=255)
    label_en = models.CharField(
        "nome in inglese", max_length=255, blank=True, help_text="Vuoto: sulle pagine in inglese si legge l'italiano."
    )
    page_title = models.CharField(
        "titolo della pagina",
        max_length=255,
        blank=True,
        help_text="Il plurale usato come titolo di sezione. Esempio: «Notizie» per «Notizia».",
    )
    description = models.CharField("descrizione", max_length=255, blank=True)
    code = models.CharField("codice ufficiale", max_length=60, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name="termine superiore",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    sort_order = models.PositiveIntegerField("ordine", default=0)
    is_retired = models.BooleanField(
        "ritirato",
        default=False,
        help_text="Non si può più scegliere; resta sui contenuti che già lo usano.",
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "termine"
        verbose_name_plural = "vocabolari"
        ordering = ["vocabulary", "sort_order", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "key"],
                name="term_vocabulary_key_unique",
                violation_error_message="In questo vocabolario c'è già un termine con lo stesso identificativo.",
            )
        ]

    def __str__(self):
        return self.label

    def clean(self):
        if self.parent and self.parent.vocabulary != self.vocabulary:
            raise ValidationError({"parent": "Il termine superiore deve appartenere allo stesso vocabolario."})
        if self.parent_id and self.parent_id == self.pk:
            raise ValidationError({"parent": "Un termine non può stare sotto se stesso."})

    @property
    def name(self) -> str:
        """The label as the public reads it: in the language of the page, Italian where there is no other."""
        return (self.label_en if get_language() == "en" else "") or self.label

    @property
    def lang(self) -> str:
        """The language of `name` where it is not that of the page: what `lang` must say."""
        return "" if get_language() == settings.LANGUAGE_CODE or self.label_en else settings.LANGUAGE_CODE

    @property
    def title(self) -> str:
        """The words for a page title: the plural where the vocabulary has one."""
        return self.page_title or self.label
