"""The section "Documenti e dati": its types, its documents, the folders of forms (COMUNI.md b.9, d.9)."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Left, Length
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from cms import relations, topics
from cms.blocks import DocumentStreamBlock, GalleryStreamBlock
from cms.cards import cards, related
from cms.fields import StreamField, one_of
from cms.formats import the_day
from cms.lists import paginate
from cms.models import BasePage, Term
from cms.models.base_page import HIGHLIGHTS_PANEL
from cms.open_content import COPIES
from cms.tree import inside
from offices.contact_cards import office_cards
from offices.models import OfficePage, PersonPage
from publications import filters
from publications.files import file_rows, formats_of, rows_of_many
from publications.forms import DocumentForm
from publications.models.datasets import holds_datasets

DEFAULT_LICENCE = "attribuzione"  # CC BY 4.0: CAD art. 52, open by default


def default_licence() -> int | None:
    """Key of the licence that the law takes for granted."""
    return Term.objects.filter(vocabulary="licenze", key=DEFAULT_LICENCE).values_list("pk", flat=True).first()


class DocumentsIndexPage(BasePage):
    """The section "Documenti e dati"."""

    type_label = gettext_lazy("Sezione")
    content_panels = BasePage.content_panels + [HIGHLIGHTS_PANEL]
    parent_page_types = ["offices.AdministrationIndexPage"]
    subpage_types = ["publications.DocumentTypePage", "publications.CallIndexPage", "home.InfoPage"]
    max_count_per_parent = 1
    template = "publications/documents_index_page.html"

    class Meta:
        verbose_name = "sezione Documenti e dati"
        verbose_name_plural = "sezioni Documenti e dati"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        here = BasePage.objects.of(self.tenant)
        found = here.listed().filter(inside(self.path), depth=self.depth + 2).order_by("title")
        full = found.order_by().annotate(kind=Left("path", Length("path") - self.steplen)).values("kind")
        context |= _narrowed(request, self, found, 10) | {
            "highlights": self.highlighted(3),
            "kinds": cards(here.live().child_of(self).filter(path__in=full).order_by("title")),
        }
        return context


class DocumentTypePage(BasePage):
    """One of the ten types of document, with its list."""

    type_label = gettext_lazy("Tipo di documento")
    guide_chapter = "documenti-e-bandi"
    hides_when_empty = True

    document_type = models.ForeignKey(
        verbose_name="tipo di documento", on_delete=models.PROTECT, **one_of("tipi_documento")
    )

    content_panels = BasePage.content_panels + [FieldPanel("document_type"), HIGHLIGHTS_PANEL]
    parent_page_types = ["publications.DocumentsIndexPage"]
    subpage_types = ["publications.DocumentPage", "publications.DatasetPage", "publications.FormsFolderPage"]
    template = "publications/document_type_page.html"

    class Meta:
        verbose_name = "tipo di documento"
        verbose_name_plural = "tipi di documento"

    @property
    def is_for_machines(self) -> bool:
        return self.site_key != COPIES

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        found = BasePage.objects.of(self.tenant).listed().child_of(self).order_by("title")
        context |= _narrowed(request, self, found, 12) | {"highlights": self.highlighted(3)}
        return context


def _narrowed(request, page, found, size: int) -> dict:
    """The list of a page as the reader narrowed it, with its filters."""
    chosen = filters.read(request, page, found)
    return {
        "filters": chosen,
        "list": paginate(request, chosen.narrow(found), size, of=None if chosen.is_on else page),
    }


class DocumentPage(BasePage):
    """A public document (*documento pubblico*), in one or more formats."""

    type_label = gettext_lazy("Documento")
    guide_chapter = "documenti-e-bandi"
    required_to_publish = {
        "summary": "Descrizione breve",
        "files": "Documento",
        "licence": "Licenza di distribuzione",
        "office": "Ufficio responsabile",
        "topics": "Argomenti",
    }
    reviewed_attributes = {"summary": "descrizione", "files": "documento principale", "office": "ufficio responsabile"}
    same_in_every_language = ("identifier", "protocol_number")

    identifier = models.CharField("identificativo", max_length=80, blank=True)
    protocol_number = models.CharField("numero di protocollo", max_length=40, blank=True)
    protocol_date = models.DateField("data di protocollo", null=True, blank=True)
    register_kind = models.ForeignKey(
        verbose_name="tipo di atto dell'albo",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        **one_of("documenti_albo_pretorio"),
    )
    published_on = models.DateField("data di pubblicazione", default=timezone.localdate)
    starts_on = models.DateField("data di inizio", null=True, blank=True)
    ends_on = models.DateField("data di fine", null=True, blank=True)
    removed_on = models.DateField(
        "data di rimozione",
        null=True,
        blank=True,
    )
    description = RichTextField("descrizione estesa", blank=True)
    files = StreamField(DocumentStreamBlock(), verbose_name="documento", blank=True)
    licence = models.ForeignKey(
        verbose_name="licenza di distribuzione",
        null=True,
        blank=True,
        default=default_licence,
        on_delete=models.PROTECT,
        **one_of("licenze"),
    )
    office = models.ForeignKey(
        OfficePage,
        verbose_name="ufficio responsabile",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="documents_published",
    )
    area = models.ForeignKey(
        OfficePage, verbose_name="area responsabile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    authors = ParentalManyToManyField(PersonPage, verbose_name="autori: persone", blank=True, related_name="+")
    author_offices = ParentalManyToManyField(OfficePage, verbose_name="autori: uffici", blank=True, related_name="+")
    # A key upstairs points at Page: services and datasets are named by pages.
    services = ParentalManyToManyField(Page, verbose_name="servizi collegati", blank=True, related_name="+")
    datasets = ParentalManyToManyField(
        "publications.DatasetPage", verbose_name="dataset", blank=True, related_name="documents"
    )
    gallery = StreamField(GalleryStreamBlock(), verbose_name="galleria", blank=True)
    more_info = RichTextField("ulteriori informazioni", blank=True)
    legal_references = RichTextField("riferimenti normativi", blank=True)
    linked_documents = ParentalManyToManyField(
        "self", verbose_name="documenti collegati", blank=True, symmetrical=False, related_name="+"
    )
    life_events = ParentalManyToManyField(verbose_name="eventi della vita", blank=True, **one_of("eventi_vita_persone"))
    business_events = ParentalManyToManyField(
        verbose_name="eventi della vita delle imprese", blank=True, **one_of("eventi_vita_imprese")
    )

    search_fields = BasePage.search_fields + [
        index.SearchField("description"),
        index.SearchField("protocol_number"),
        index.SearchField("more_info"),
    ]
    content_panels = BasePage.content_panels + [
        FieldPanel("topics"),
        MultiFieldPanel([FieldPanel("files"), FieldPanel("licence")], "Documento"),
        FieldPanel("description"),
        MultiFieldPanel([FieldPanel(n) for n in ("office", "area", "authors", "author_offices")], "Di chi è"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("published_on"), FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldRowPanel([FieldPanel("protocol_number"), FieldPanel("protocol_date"), FieldPanel("identifier")]),
                FieldRowPanel([FieldPanel("register_kind"), FieldPanel("removed_on")]),
            ],
            "Date e numeri",
        ),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("services", "datasets", "linked_documents", "life_events", "business_events")],
            "Collegamenti",
        ),
        MultiFieldPanel([FieldPanel(n) for n in ("legal_references", "more_info", "gallery")], "Altro"),
    ]
    base_form_class = DocumentForm
    parent_page_types = ["publications.DocumentTypePage"]
    subpage_types = []
    template = "publications/document_page.html"

    class Meta:
        verbose_name = "documento pubblico"
        verbose_name_plural = "documenti pubblici"

    @classmethod
    def can_exist_under(cls, parent):
        return super().can_exist_under(parent) and not holds_datasets(parent)

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "La data di fine non può venire prima di quella di inizio."})
        if bool(self.protocol_number) != bool(self.protocol_date):
            raise ValidationError(
                {"protocol_number": "Scrivi sia il numero sia la data del protocollo, o nessuno dei due."}
            )
        if self.removed_on:
            if self.removed_on <= self.published_on:
                raise ValidationError({"removed_on": "La data di rimozione viene dopo quella di pubblicazione."})
            self.expire_at = timezone.make_aware(datetime.combine(self.removed_on, time.min))
        elif self.pk and type(self).objects.filter(pk=self.pk, removed_on__isnull=False).exists():
            self.expire_at = None  # it was there for the day that has now been taken away

    def missing_parts(self, cleaned=None):
        missing = super().missing_parts(cleaned)
        if self._is_for_register():
            written = cleaned or {}
            if not written.get("register_kind", self.register_kind_id):
                missing["register_kind"] = "Manca «Tipo di atto dell'albo»: serve ai documenti dell'albo pretorio."
            if not written.get("removed_on", self.removed_on):
                missing["removed_on"] = "Manca «Data di rimozione»: la copia di un atto dell'albo non resta per sempre."
        return missing

    @property
    def is_for_machines(self) -> bool:
        return self.register_kind_id is None

    def _is_for_register(self) -> bool:
        parent = self.get_parent() if self.depth and self.depth > 1 else None
        return (
            parent is not None
            and BasePage.objects.filter(
                pk=parent.pk, documenttypepage__document_type__key="documento-albo-pretorio"
            ).exists()
        )

    def get_listing_label(self):
        parent = self.get_parent() if self.depth and self.depth > 1 else None
        kind = parent.specific if parent else None
        return kind.document_type.name if isinstance(kind, DocumentTypePage) else self.type_label

    def get_listing_date(self):
        return self.published_on

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        names = ("topics", "authors", "author_offices", "services", "datasets", "linked_documents")
        keys = relations.keys_of(self, *names)
        found = related([key for name in names[1:] if name != "author_offices" for key in keys[name]])
        by_key = office_cards(self.tenant)
        rows = file_rows(self.files)
        # Those of the licence and of the topics together: one query.
        names_of = {term.pk: term.name for term in relations.terms([*filter(None, [self.licence_id]), *keys["topics"]])}
        context |= {
            "files": rows,
            "formats": ", ".join(formats_of(rows)),
            "office": by_key.get(self.office_id),
            "area": by_key.get(self.area_id),
            "author_list": [by_key[k] for k in keys["author_offices"] if k in by_key],
            **{f"{n}_list": [found[k] for k in keys[n] if k in found] for n in names[1:] if n != "author_offices"},
            "topic_links": topics.links_of(self, keys["topics"]),
            "licence_name": names_of.get(self.licence_id, ""),
            "dateline": self._dateline(),
        }
        context["index"] = self._index(context)
        return context

    def _dateline(self) -> str:
        parts = [_("Pubblicato %(day)s") % {"day": the_day(self.published_on)}] if self.published_on else []
        if self.protocol_number and self.protocol_date:
            words = {"number": self.protocol_number, "day": the_day(self.protocol_date, "del j F Y")}
            parts.append(_("protocollo n. %(number)s %(day)s") % words)
        return " · ".join(parts)

    def _index(self, context: dict) -> list[dict]:
        sections = (
            ("descrizione", _("Descrizione"), self.description),
            ("documento", _("Documento"), True),
            ("galleria", _("Galleria"), self.gallery),
            ("ufficio-responsabile", _("Ufficio responsabile"), context["office"]),
            ("autori", _("Autori"), context["authors_list"] or context["author_list"]),
            ("formati", _("Formati disponibili"), context["formats"]),
            ("licenza", _("Licenza di distribuzione"), context["licence_name"]),
            ("servizi-collegati", _("Servizi collegati"), context["services_list"]),
            ("date", _("Date"), self.starts_on or self.ends_on),
            ("dataset", _("Dataset"), context["datasets_list"]),
            ("ulteriori-informazioni", _("Ulteriori informazioni"), self.more_info),
            ("riferimenti-normativi", _("Riferimenti normativi"), self.legal_references),
            ("documenti-collegati", _("Documenti collegati"), context["linked_documents_list"]),
        )
        return [{"id": anchor, "label": label} for anchor, label, shown in sections if shown]

    def structured_data(self, context):
        return {
            "@type": "DigitalDocument",
            "name": self.title,
            "description": self.summary,
            "url": context["canonical"],
            "datePublished": self.published_on.isoformat() if self.published_on else None,
            "dateModified": self.updated_on.isoformat(),
            "publisher": {"@type": "GovernmentOrganization", "name": self.tenant.name},
        }


class FormsFolderPage(BasePage):
    """A folder of forms (*cartella modulistica*): documents whose files are shown at once."""

    type_label = gettext_lazy("Cartella di moduli")
    guide_chapter = "documenti-e-bandi"
    required_to_publish = {"summary": "Descrizione breve", "documents": "Documenti della cartella"}

    description = RichTextField("descrizione", blank=True)
    documents = ParentalManyToManyField(
        DocumentPage, verbose_name="documenti della cartella", blank=True, related_name="folders"
    )

    content_panels = BasePage.content_panels + [
        FieldPanel("topics"),
        FieldPanel("description"),
        FieldPanel("documents"),
    ]
    parent_page_types = ["publications.DocumentTypePage"]
    subpage_types = []
    template = "publications/forms_folder_page.html"

    class Meta:
        verbose_name = "cartella di moduli"
        verbose_name_plural = "cartelle di moduli"

    @classmethod
    def can_exist_under(cls, parent):
        return super().can_exist_under(parent) and not holds_datasets(parent)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        keys = relations.keys_of(self, "documents", "topics")
        pages = {page.pk: page for page in DocumentPage.objects.live().filter(pk__in=keys["documents"])}
        shown = [pages[key] for key in keys["documents"] if key in pages]
        rows = rows_of_many([page.files for page in shown])
        context["folder"] = [
            {"title": page.title, "url": page.path_url, "files": files} for page, files in zip(shown, rows, strict=True)
        ]
        context["topic_links"] = topics.links_of(self, keys["topics"])
        return context
