"""Open data (COMUNI.md b.10), as DCAT-AP_IT describes them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms import relations, topics
from cms.blocks import DocumentStreamBlock
from cms.cards import related
from cms.fields import StreamField, one_of
from cms.formats import the_day
from cms.models import BasePage
from offices.contact_cards import office_cards
from offices.models import OfficePage
from publications.files import file_rows, formats_of


def holds_datasets(parent) -> bool:
    """Whether a page is the type of document whose contents are data: they have a type of page of their own."""
    return BasePage.objects.filter(pk=parent.pk, documenttypepage__document_type__key="dataset").exists()


class DatasetPage(BasePage):
    """Data that anybody may reuse (*dataset*): files or addresses, themes, licence, who answers for them."""

    type_label = gettext_lazy("Dataset")
    guide_chapter = "documenti-e-bandi"
    required_to_publish = {
        "summary": "Descrizione breve",
        "themes": "Temi",
        "distribution": "Distribuzione",
        "licence": "Licenza",
        "files": "Dataset",
        "modified_on": "Ultima modifica",
        "holder": "Titolare",
        "frequency": "Frequenza di aggiornamento",
    }

    themes = ParentalManyToManyField(verbose_name="temi", blank=True, **one_of("temi_dataset"))
    distribution = RichTextField("distribuzione", blank=True)
    files = StreamField(DocumentStreamBlock(), verbose_name="dataset", blank=True)
    licence = models.ForeignKey(
        verbose_name="licenza", null=True, blank=True, on_delete=models.PROTECT, **one_of("licenze")
    )
    modified_on = models.DateField("ultima modifica dei dati", default=timezone.localdate, null=True, blank=True)
    holder = models.ForeignKey(
        OfficePage, verbose_name="titolare", null=True, blank=True, on_delete=models.SET_NULL, related_name="datasets"
    )
    frequency = models.ForeignKey(
        verbose_name="frequenza di aggiornamento",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        **one_of("frequenze_aggiornamento"),
    )
    more_info = RichTextField("ulteriori informazioni", blank=True)

    search_fields = BasePage.search_fields + [index.SearchField("distribution")]
    content_panels = BasePage.content_panels + [
        FieldPanel("themes"),
        FieldPanel("topics"),
        MultiFieldPanel([FieldPanel("files"), FieldPanel("distribution"), FieldPanel("licence")], "I dati"),
        FieldRowPanel([FieldPanel("modified_on"), FieldPanel("frequency")]),
        FieldPanel("holder"),
        FieldPanel("more_info"),
    ]
    parent_page_types = ["publications.DocumentTypePage"]
    subpage_types = []
    template = "publications/dataset_page.html"

    class Meta:
        verbose_name = "dataset"
        verbose_name_plural = "dataset"

    @classmethod
    def can_exist_under(cls, parent):
        return super().can_exist_under(parent) and holds_datasets(parent)

    def get_listing_date(self):
        return self.modified_on

    def get_context(self, request, *args, **kwargs):
        from publications.models.documents import DocumentPage

        context = super().get_context(request, *args, **kwargs)
        keys = relations.keys_of(self, "themes", "topics")
        through = DocumentPage.datasets.through
        documents = list(through.objects.filter(datasetpage=self.pk).values_list("documentpage", flat=True)[:20])
        found = related(documents)
        rows = file_rows(self.files)
        known = filter(None, [self.licence_id, self.frequency_id, *keys["themes"], *keys["topics"]])
        names = {term.pk: term.name for term in relations.terms([*known])}  # all together: one query
        context |= {
            "files": rows,
            "formats": ", ".join(formats_of(rows)),
            "theme_names": [term.name for term in relations.terms(keys["themes"])],
            "licence_name": names.get(self.licence_id, ""),
            "frequency_name": names.get(self.frequency_id, ""),
            "holder": office_cards(self.tenant).get(self.holder_id),
            "documents_list": list(found.values()),
            "topic_links": topics.links_of(self, keys["topics"]),
            "dateline": _("Dati aggiornati %(day)s") % {"day": the_day(self.modified_on, "al j F Y")}
            if self.modified_on
            else "",
        }
        sections = (
            ("dati", _("Dataset"), True),
            ("distribuzione", _("Distribuzione"), self.distribution),
            ("temi", _("Temi"), context["theme_names"]),
            ("licenza", _("Licenza"), context["licence_name"]),
            ("aggiornamento", _("Frequenza di aggiornamento"), context["frequency_name"]),
            ("titolare", _("Titolare"), context["holder"]),
            ("documenti-collegati", _("Documenti collegati"), context["documents_list"]),
            ("ulteriori-informazioni", _("Ulteriori informazioni"), self.more_info),
        )
        context["index"] = [{"id": anchor, "label": label} for anchor, label, shown in sections if shown]
        return context

    def structured_data(self, context):
        root = self.tenant.root_url
        return {
            "@type": "Dataset",
            "name": self.title,
            "description": self.summary,
            "url": context["canonical"],
            "dateModified": self.modified_on.isoformat() if self.modified_on else None,
            "creator": {"@type": "GovernmentOrganization", "name": self.tenant.name},
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": row["ext"],
                    "contentUrl": f"{root}{row['url']}" if row["url"].startswith("/") else row["url"],
                }
                for row in context["files"]
                if row["url"]
            ],
        }
