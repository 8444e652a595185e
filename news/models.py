"""News, press releases, notices; and the alerts that stand on every page while they last."""

import math

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, RevisionMixin
from wagtail.search import index

from cms import page_cache, relations, structured, topics
from cms.blocks import DocumentStreamBlock, GalleryStreamBlock
from cms.cards import cards, related
from cms.directory import directory
from cms.documents import document_rows
from cms.fields import StreamField, one_of
from cms.formats import day, the_day
from cms.forms import OwnBodyForm
from cms.lists import paginate
from cms.models import BasePage
from cms.models.base_page import HIGHLIGHTS_PANEL
from cms.moments import midnight_after
from offices.contact_cards import cards_by_id
from offices.models import OfficePage, PersonPage
from publications.models import DatasetPage, DocumentPage
from territory.models import PlacePage

WORDS_PER_MINUTE = 200  # an unhurried reader


class NewsIndexPage(BasePage):
    """The section "Novità"."""

    type_label = gettext_lazy("Sezione")
    content_panels = BasePage.content_panels + [HIGHLIGHTS_PANEL]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsTypePage"]
    max_count_per_parent = 1
    template = "news/news_index_page.html"

    class Meta:
        verbose_name = "sezione Novità"
        verbose_name_plural = "sezioni Novità"

    def feed_pages(self):
        return NewsPage.recent(NewsPage.cards().descendant_of(self))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        sections = context["frame"].navigation["sections"]
        news = NewsPage.cards().of(self.tenant).descendant_of(self)
        context |= {
            "highlights": self.highlighted(3, with_pictures=True) or cards(news[:1], with_pictures=True),
            "list": paginate(request, news, 9, of=self, with_pictures=True),
            "entries": next((s["children"] for s in sections if s["key"] == self.site_key), []),
        }
        return context


class NewsTypePage(BasePage):
    """A second-level list: Notizie, Comunicati, Avvisi."""

    type_label = gettext_lazy("Elenco")
    hides_when_empty = True
    news_type = models.ForeignKey(verbose_name="tipo di notizia", on_delete=models.PROTECT, **one_of("tipi_notizia"))

    content_panels = BasePage.content_panels + [FieldPanel("news_type"), HIGHLIGHTS_PANEL]
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = ["news.NewsPage"]
    template = "news/news_type_page.html"

    class Meta:
        verbose_name = "elenco di notizie"
        verbose_name_plural = "elenchi di notizie"

    def feed_pages(self):
        return NewsPage.recent(NewsPage.cards().child_of(self))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["highlights"] = self.highlighted(3, with_pictures=True)
        context["list"] = paginate(
            request, NewsPage.cards().of(self.tenant).child_of(self), 12, of=self, with_pictures=True
        )
        return context


class NewsPage(BasePage):
    """A news item, a press release or a notice (*notizia*)."""

    type_label = gettext_lazy("Novità")
    guide_chapter = "notizie"
    required_to_publish = {
        "summary": "Descrizione breve",
        "body": "Testo completo",
        "managed_by": "A cura di",
        "topics": "Argomenti",
    }
    reviewed_attributes = {"body": "Testo completo", "published_on": "Data", "managed_by": "A cura di"}
    same_in_every_language = ("number",)

    number = models.CharField(
        "numero del comunicato", max_length=20, blank=True, help_text="Solo per i comunicati. Esempio: 12/2026"
    )
    published_on = models.DateField("data della notizia", default=timezone.localdate)
    expires_on = models.DateField(
        "data di scadenza", null=True, blank=True, help_text="Per gli avvisi: l'ultimo giorno in cui valgono."
    )
    image_caption = models.CharField("didascalia dell'immagine", max_length=255, blank=True)
    body = RichTextField("testo completo")
    managed_by = ParentalManyToManyField(OfficePage, verbose_name="a cura di", blank=True, related_name="news")
    people = ParentalManyToManyField(PersonPage, verbose_name="persone", blank=True, related_name="news")
    places = ParentalManyToManyField(PlacePage, verbose_name="luoghi", blank=True, related_name="news")
    gallery = StreamField(GalleryStreamBlock(), verbose_name="galleria", blank=True)
    video_url = models.URLField("video", blank=True)
    audio_url = models.URLField("audio", blank=True)
    documents = StreamField(DocumentStreamBlock(), verbose_name="allegati", blank=True)
    public_documents = ParentalManyToManyField(
        DocumentPage, verbose_name="documenti pubblici", blank=True, related_name="+"
    )
    datasets = ParentalManyToManyField(DatasetPage, verbose_name="dataset", blank=True, related_name="+")
    related_news = ParentalManyToManyField(
        "self", verbose_name="notizie correlate", blank=True, symmetrical=False, related_name="+"
    )
    more_info = RichTextField("ulteriori informazioni", blank=True)

    search_fields = BasePage.search_fields + [index.SearchField("body")]
    content_panels = BasePage.content_panels + [
        FieldPanel("image_caption"),
        FieldPanel("topics"),
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("expires_on"), FieldPanel("number")]),
        FieldPanel("body"),
        FieldPanel("managed_by"),
        MultiFieldPanel(
            [
                FieldPanel(n)
                for n in ("people", "places", "documents", "public_documents", "datasets", "related_news", "more_info")
            ],
            "Collegamenti",
        ),
        MultiFieldPanel([FieldPanel(n) for n in ("gallery", "video_url", "audio_url")], "Immagini, video e audio"),
    ]
    parent_page_types = ["news.NewsTypePage"]
    subpage_types = []
    template = "news/news_page.html"

    class Meta:
        verbose_name = "notizia"
        verbose_name_plural = "notizie"

    def clean(self):
        super().clean()
        if self.expires_on and self.published_on and self.expires_on < self.published_on:
            raise ValidationError({"expires_on": "La scadenza non può venire prima della data della notizia."})

    @classmethod
    def cards(cls):
        """News for lists, the most recent first."""
        return BasePage.objects.listed().filter(newspage__isnull=False).order_by("-listing_date", "-pk")

    @classmethod
    def for_serving(cls):
        return super().for_serving().select_related("image")

    def get_listing_label(self):
        parent = self.get_parent() if self.depth and self.depth > 1 else None
        index_page = parent.specific if parent else None
        return index_page.news_type.name if isinstance(index_page, NewsTypePage) else self.type_label

    def get_listing_date(self):
        return self.published_on

    @property
    def reading_minutes(self) -> int:
        return max(1, math.ceil(len(strip_tags(self.body).split()) / WORDS_PER_MINUTE))

    @property
    def is_expired(self) -> bool:
        return self.expires_on is not None and self.expires_on < timezone.localdate()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        if self.expires_on and not self.is_expired:
            page_cache.keep_until(request, midnight_after(self.expires_on))
        linked = ("people", "places", "public_documents", "datasets", "related_news")
        keys = relations.keys_of(self, "topics", "managed_by", *linked)
        found = related([key for name in linked for key in keys[name]])
        context |= {
            "dateline": self._dateline(),
            "expired_text": self._expired_text(),
            "media_links": [
                {"label": label, "url": url}
                for label, url in ((_("Guarda il video"), self.video_url), (_("Ascolta l'audio"), self.audio_url))
                if url
            ],
            "offices": cards_by_id(self.tenant, keys["managed_by"]),
            "people_list": [found[key] for key in keys["people"] if key in found],
            "places_list": [found[key] for key in keys["places"] if key in found],
            "public_documents": [found[key] for key in keys["public_documents"] if key in found],
            "documents": document_rows(self.documents),
            "dataset_list": [found[key] for key in keys["datasets"] if key in found],
            "related": [found[key] for key in keys["related_news"] if key in found and not found[key].lang][:3],
            "topic_links": topics.links_of(self, keys["topics"]),
        }
        context["index"] = self._index(context)
        return context

    @staticmethod
    def recent(pages):
        """News by their own day: an old item corrected today is not new."""
        return pages.order_by("-listing_date", "-pk")

    def structured_data(self, context):
        card = structured.share_picture(context)
        return {
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.summary,
            "articleSection": self.listing_label,
            "inLanguage": self.locale.language_code,
            "datePublished": self.published_on.isoformat() if self.published_on else "",
            "dateModified": self.updated_on.isoformat(),
            "expires": self.expires_on.isoformat() if self.expires_on else "",
            "image": [card] if card else [],
            "mainEntityOfPage": context["canonical"],
            "author": [{"@type": "GovernmentOrganization", "name": office["title"]} for office in context["offices"]],
            "publisher": structured.organisation(context["frame"].tenant),
        }

    def _expired_text(self) -> str:
        return (
            _("Questo avviso valeva fino %(day)s.") % {"day": the_day(self.expires_on, "al j F Y")}
            if self.is_expired
            else ""
        )

    def _dateline(self) -> str:
        parts = [day(self.published_on)]
        if self.number:
            parts.append(_("comunicato n. %(number)s") % {"number": self.number})
        if self.expires_on:
            parts.append(_("vale fino %(day)s") % {"day": the_day(self.expires_on, "al j F Y")})
        parts.append(_("tempo di lettura: %(minutes)s min") % {"minutes": self.reading_minutes})
        return " · ".join(parts)

    def _index(self, context: dict) -> list[dict]:
        sections = (
            ("descrizione", _("Descrizione"), True),
            ("video-e-audio", _("Video e audio"), context["media_links"]),
            ("galleria", _("Galleria"), self.gallery),
            ("documenti", _("Documenti"), context["public_documents"]),
            ("allegati", _("Allegati"), context["documents"]),
            ("dataset", _("Dataset"), context["dataset_list"]),
            ("luoghi", _("Luoghi"), context["places_list"]),
            ("a-cura-di", _("A cura di"), True),
            ("ulteriori-informazioni", _("Ulteriori informazioni"), self.more_info),
        )
        return [{"id": anchor, "label": label} for anchor, label, shown in sections if shown]


class AlertForm(OwnBodyForm):
    """Only the union's alerts may stand on the sites of others."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        owner = directory().tenants.get(self.instance.tenant_id)
        if owner is None or not owner.is_union:
            del self.fields["targets"]


class AlertQuerySet(models.QuerySet):
    def for_tenant(self, tenant):
        """Alerts of a body, and those of the union that name it."""
        return self.filter(Q(tenant=tenant) | Q(targets=tenant)).distinct()

    def running(self, now):
        return self.filter(starts_at__lte=now).filter(Q(ends_at=None) | Q(ends_at__gt=now))


class Alert(RevisionMixin, index.Indexed, models.Model):
    """A short notice at the top of every page (*avviso di allerta*) of a municipality, or of the sites the union chooses."""

    class Level(models.TextChoices):
        INFO = "info", "Informazione"
        WARNING = "attenzione", "Attenzione"
        EMERGENCY = "emergenza", "Emergenza"

    tenant = models.ForeignKey("cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="alerts")
    text = models.CharField(
        "testo", max_length=140, help_text="Fino a 140 caratteri. Esempio: «Allerta neve: domani scuole chiuse»."
    )
    text_en = models.CharField(
        "testo in inglese", max_length=140, blank=True, help_text="Vuoto: sulle pagine in inglese si legge l'italiano."
    )
    level = models.CharField("livello", max_length=12, choices=Level.choices, default=Level.INFO)
    starts_at = models.DateTimeField("comincia", default=timezone.now)
    ends_at = models.DateTimeField(
        "finisce", null=True, blank=True, help_text="Da quel momento l'avviso sparisce da solo."
    )
    link_page = models.ForeignKey(
        Page, verbose_name="pagina collegata", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    link_url = models.URLField("oppure indirizzo web", blank=True)
    targets = models.ManyToManyField(
        "cms.Tenant",
        verbose_name="siti su cui mostrarlo",
        blank=True,
        related_name="union_alerts",
        help_text="Per gli avvisi dell'Unione: i Comuni che lo mostrano oltre al sito dell'Unione.",
    )

    objects = AlertQuerySet.as_manager()
    base_form_class = AlertForm
    panels = [
        FieldPanel("text"),
        FieldPanel("text_en"),
        FieldPanel("level"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        PageChooserPanel("link_page"),
        FieldPanel("link_url"),
        FieldPanel("targets"),
    ]
    search_fields = [
        index.SearchField("text"),
        index.AutocompleteField("text"),
        index.FilterField("tenant"),
        index.FilterField("level"),
        index.FilterField("starts_at"),
        index.FilterField("ends_at"),
    ]

    class Meta:
        verbose_name = "avviso di allerta"
        verbose_name_plural = "avvisi di allerta"
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")),
                name="alert_ends_after_start",
                violation_error_message="L'avviso deve finire dopo che è cominciato.",
            )
        ]

    def __str__(self):
        return self.text

    def state_at(self, now) -> str:
        """Whether it is to come, on the pages, or over."""
        if self.starts_at > now:
            return "programmato"
        return "finito" if self.ends_at and self.ends_at <= now else "in corso"
