"""Questions that people ask, with their answers (COMUNI.md b.12, d.12)."""

from django.conf import settings
from django.db import models
from django.utils.html import strip_tags
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, RevisionMixin
from wagtail.search import index

from cms.fields import one_of
from cms.forms import OwnBodyForm

FEATURES = ["bold", "ol", "ul", "link"]


class Question(DraftStateMixin, RevisionMixin, index.Indexed, ClusterableModel):
    """A question and its answer (*domanda frequente*): shown among the FAQ of its body and on the sheet it is about.

    What an editor writes is a draft until somebody who may publish approves it.
    """

    base_form_class = OwnBodyForm

    tenant = models.ForeignKey("cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="questions")
    question = models.CharField("domanda", max_length=200)
    answer = RichTextField("risposta", features=FEATURES)
    category = models.ForeignKey(
        verbose_name="categoria", null=True, blank=True, on_delete=models.PROTECT, **one_of("categorie_servizio")
    )
    service = models.ForeignKey(
        "services.ServicePage",
        verbose_name="scheda del servizio",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
    )
    topics = ParentalManyToManyField(verbose_name="argomenti", blank=True, **one_of("argomenti"))
    language = models.CharField("lingua", max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    sort_order = models.PositiveSmallIntegerField("posizione", default=100)

    panels = [
        FieldPanel("question"),
        FieldPanel("answer"),
        FieldPanel("category"),
        FieldPanel("service"),
        FieldPanel("topics", classname="collapsed"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("sort_order")]),
    ]
    search_fields = [
        index.SearchField("question"),
        index.AutocompleteField("question"),
        index.SearchField("answer"),
        *(index.FilterField(name) for name in ("tenant", "category", "language", "live", "sort_order")),
    ]

    class Meta:
        verbose_name = "domanda frequente"
        verbose_name_plural = "domande frequenti"
        ordering = ["sort_order", "question"]
        indexes = [models.Index(fields=["tenant", "language", "live"], name="question_by_site")]

    def __str__(self):
        return self.question

    @property
    def state_label(self) -> str:
        if not self.live:
            return "Bozza"
        return "Sul sito, con modifiche da pubblicare" if self.has_unpublished_changes else "Sul sito"

    @property
    def plain_answer(self) -> str:
        """The answer without markup, for machines and for the search."""
        return " ".join(strip_tags(self.answer.replace("<", " <")).split())
