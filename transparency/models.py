"""The section Amministrazione trasparente: its index, its headings, the files with their terms (COMUNI.md a.7, j.5)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms import relations
from cms.blocks import LinkStreamBlock
from cms.cards import related
from cms.documents import document_row
from cms.fields import StreamField
from cms.formats import the_day
from cms.models import BasePage
from cms.moments import midnight_after
from cms.page_cache import keep_until as cache_until
from transparency import dates, formats, sources
from transparency.blocks import SectionStreamBlock
from transparency.outline import outline_of
from transparency.scheme import Section, section_of

CIVIC_ACCESS = "at-altri-contenuti--accesso-civico"
LONGEST_QUERY = 100


class TransparencyIndexPage(BasePage):
    """The front of Amministrazione trasparente: the 22 headings with their parts, and a search among them."""

    type_label = gettext_lazy("Amministrazione trasparente")
    guide_chapter = "trasparenza"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["transparency.TransparencySectionPage"]
    max_count_per_parent = 1
    template = "transparency/transparency_index_page.html"

    class Meta:
        verbose_name = "Amministrazione trasparente"
        verbose_name_plural = "Amministrazione trasparente"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        query = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
        outline = outline_of(self.tenant)
        return context | {
            "outline": outline,
            "query": query,
            "found": outline.find(query, timezone.localdate()) if query else [],
            "civic_url": outline.address_of(CIVIC_ACCESS),
            "status_url": f"{self.path_url}stato-di-pubblicazione.csv",
        }

    def serve(self, request, *args, **kwargs):
        return _elsewhere(self) or super().serve(request, *args, **kwargs)


def _elsewhere(page) -> HttpResponseRedirect | None:
    """Where the body keeps its transparency, if it does so on a platform of others."""
    return HttpResponseRedirect(page.tenant.transparency_url) if page.tenant.transparency_url else None


class TransparencySectionPage(BasePage):
    """A heading of Amministrazione trasparente, of the first or second level: data, files, and what the site knows.

    `site_key` names the heading of the scheme; a page that the office added has none and follows the ordinary terms.
    """

    type_label = gettext_lazy("Sezione di Amministrazione trasparente")
    guide_chapter = "trasparenza"
    reviewed_attributes = {"data_updated_on": "data di aggiornamento dei dati"}

    data_updated_on = models.DateField("dati aggiornati il", null=True, blank=True)
    not_applicable = models.TextField("non si applica perché", blank=True)
    body = StreamField(SectionStreamBlock(), verbose_name="testo e tabelle", blank=True)
    links = StreamField(LinkStreamBlock(), verbose_name="collegamenti", blank=True)
    # A key upstairs points at Page: what is already published elsewhere on the site is linked, not written twice.
    contents = ParentalManyToManyField(Page, verbose_name="pagine di questo sito", blank=True, related_name="+")

    search_fields = BasePage.search_fields + [
        index.SearchField("body"),
        index.SearchField("not_applicable"),
        index.FilterField("data_updated_on"),
    ]
    content_panels = [
        *Page.content_panels,
        HelpPanel(template="transparency/admin/what.html", heading="Che cosa chiede la legge"),
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("data_updated_on"), FieldPanel("not_applicable")], "Aggiornamento"),
        FieldPanel("body"),
        InlinePanel("files", label="File"),
        MultiFieldPanel([FieldPanel("contents"), FieldPanel("links")], "Collegamenti"),
    ]
    parent_page_types = ["transparency.TransparencyIndexPage", "transparency.TransparencySectionPage"]
    subpage_types = ["transparency.TransparencySectionPage"]
    template = "transparency/transparency_section_page.html"

    class Meta:
        verbose_name = "sezione di Amministrazione trasparente"
        verbose_name_plural = "sezioni di Amministrazione trasparente"

    @classmethod
    def can_create_at(cls, parent):
        """Two levels, as the law has them."""
        return super().can_create_at(parent) and not _is_part(parent)

    @property
    def section(self) -> Section | None:
        """What the scheme says of this page; None for one that the office added."""
        return section_of(self.site_key)

    @property
    def keep(self) -> dates.Keep:
        return self.section.keep if self.section else dates.Keep.FIVE_YEARS

    @property
    def update(self) -> dates.Update:
        return self.section.update if self.section else dates.Update.PROMPT

    @property
    def due_on(self):
        """The day by which its data must be renewed; None if there never was any."""
        return dates.due_on(self.update, self.data_updated_on)

    def get_listing_date(self):
        return self.data_updated_on

    def clean(self):
        super().clean()
        if self.data_updated_on and self.data_updated_on > timezone.localdate():
            raise ValidationError({"data_updated_on": "Questo giorno deve ancora venire: scrivi quello dei dati."})

    def missing_parts(self, cleaned=None):
        missing = super().missing_parts(cleaned)
        section = self.section
        if section is None:
            return missing
        if (cleaned or {}).get("title", self.title) != section.title:
            missing["title"] = f"Il titolo è quello della legge: «{section.title}»."
        if section.is_large and not self.tenant.large_transparency:
            missing["__all__"] = (
                "Questa parte riguarda solo i comuni sopra 15.000 abitanti. "
                "Se è il vostro caso, l'Unione accende l'interruttore nei dati dell'ente."
            )
        return missing

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        outline = outline_of(self.tenant)
        section = self.section
        found = sources.read(section.source, self.tenant, today) if section and section.source else sources.Found()
        files = self.shown_files(today)
        first_to_go = min((row["until"] for row in files if row["until"]), default=None)
        cache_until(request, midnight_after(first_to_go) if first_to_go else None)
        keys = relations.keys_of(self, "contents")["contents"]
        pages = related(keys)
        parts = outline.parts_of(self.pk)
        context |= {
            "section": section,
            "outline": outline,
            "dateline": _("Dati aggiornati %(day)s") % {"day": the_day(self.data_updated_on)}
            if self.data_updated_on
            else "",
            "open_heading": outline.top_of(self.pk),
            "parts": parts,
            "found": found,
            "files": files,
            "pages": [pages[key] for key in keys if key in pages],
            "due": self.due_on if not (self.not_applicable or found) else None,
            "frequency": self.update.label,
            "is_empty": not (self.body or files or pages or found or self.links or self.not_applicable or parts),
            "empty_day": self.data_updated_on or today,
            "civic_url": outline.address_of(CIVIC_ACCESS),
        }
        return context

    def more_files(self):
        today = timezone.localdate()
        rows = [(row.last_day(self.keep), row.document_id) for row in self.files.all()]
        on_show = [(day or date.max, key) for day, key in rows if not dates.is_over(day, today)]
        # One that stands in two rows is found until the later day.
        return {key: None if day == date.max else day for day, key in sorted(on_show)}

    def shown_files(self, today) -> list[dict]:
        """Rows of the files whose term has not passed, the most recent first; two queries."""
        from cms.models import SiteDocument

        rows = [row for row in self.files.all() if not dates.is_over(row.last_day(self.keep), today)]
        found = SiteDocument.objects.in_bulk({row.document_id for row in rows})
        shown = [
            document_row({"title": row.title or found[row.document_id].title, "file": found[row.document_id]})
            | {"published_on": row.published_on, "until": row.last_day(self.keep)}
            for row in rows
            if row.document_id in found
        ]
        return [row | {"note": _facts(row)} for row in shown]

    def structured_data(self, context):
        updated = self.data_updated_on
        return {
            "@type": "WebPage",
            "name": self.title,
            "description": self.summary,
            "url": context["canonical"],
            "dateModified": updated.isoformat() if updated else None,
            "publisher": {"@type": "GovernmentOrganization", "name": self.tenant.name},
        }

    def serve(self, request, *args, **kwargs):
        return _elsewhere(self) or super().serve(request, *args, **kwargs)


def _facts(row: dict) -> str:
    """«Pubblicato il 3 marzo 2026», and that a format is not open."""
    note = _("Pubblicato %(day)s") % {"day": the_day(row["published_on"])}
    return note if formats.is_open(row["ext"]) else f"{note} · {_('formato non aperto')}"


def _is_part(page) -> bool:
    """Whether a page is already a second-level heading."""
    kind = TransparencySectionPage
    parent = page.get_parent() if page.depth and page.depth > 1 else None
    return isinstance(page.specific, kind) and parent is not None and isinstance(parent.specific, kind)


class SectionFileQuerySet(models.QuerySet):
    def over(self, today):
        """Files whose term has passed: the office keeps them, the public no longer finds them."""
        return self.filter(keep_until__lt=today)


class SectionFile(Orderable):
    """A file of a section, with the day it was published and the last day on which the public finds it."""

    page = ParentalKey(TransparencySectionPage, on_delete=models.CASCADE, related_name="files")
    title = models.CharField("titolo", max_length=200)
    document = models.ForeignKey(
        "cms.SiteDocument", verbose_name="file", on_delete=models.CASCADE, related_name="transparency_files"
    )
    published_on = models.DateField("pubblicato il", default=timezone.localdate)
    ended_on = models.DateField("fine dell'incarico o degli effetti", null=True, blank=True)
    in_force = models.BooleanField("vale ancora", default=False)
    keep_until = models.DateField(null=True, editable=False, db_index=True)

    objects = SectionFileQuerySet.as_manager()

    panels = [
        FieldPanel(
            "title", help_text="Che cosa c'è dentro, con l'anno. Esempio: «Tassi di assenza 2025, primo trimestre»."
        ),
        FieldPanel(
            "document",
            help_text="Meglio un formato aperto: CSV o ODS per le tabelle, ODT o PDF per i testi. Esempio: assenze.csv.",
        ),
        FieldPanel("published_on", help_text="Da questo giorno si contano i cinque anni. Di solito è oggi."),
        FieldPanel(
            "ended_on",
            help_text="Il giorno in cui finisce l'incarico, o in cui l'atto smette di valere. Vuoto: non è ancora finito.",
        ),
        FieldPanel(
            "in_force", help_text="Spunta se l'atto vale fino a quando qualcuno non lo cambia. Esempio: un regolamento."
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "file di una sezione"
        verbose_name_plural = "file delle sezioni"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("published_on")),
                name="section_file_ends_after_start",
                violation_error_message="La fine non può venire prima del giorno di pubblicazione.",
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.ended_on and self.in_force:
            raise ValidationError({"in_force": "Se ha una fine non «vale ancora»: lascia solo uno dei due."})

    def last_day(self, keep: dates.Keep):
        """The last day on which the public finds it; None while there is no end."""
        return dates.keep_until(keep, self.published_on, self.ended_on, in_force=self.in_force)

    def save(self, *args, **kwargs):
        self.keep_until = self.last_day(self.page.keep)
        super().save(*args, **kwargs)
