"""The front page, the pages that gather (topics, site map) and the plain content page."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms import relations, topics, versions
from cms.blocks import BodyStreamBlock, CharBlock
from cms.cards import cards, chosen, related
from cms.components.icons import category_icon
from cms.directory import directory
from cms.fields import StreamField, one_of
from cms.frame import featured_topics, navigation_for
from cms.kept import kept
from cms.models import BasePage
from cms.models.base_page import HIGHLIGHTS_PANEL
from cms.tree import inside
from home import today
from news.models import NewsPage
from offices.models import OfficePage, cards_by_id


class ThematicSiteBlock(blocks.StructBlock):
    """A site on one subject, shown as a card (*sito tematico*)."""

    title = CharBlock(label="Titolo", max_length=80, help_text="Il nome del sito. Esempio: «Biblioteca Malatestiana».")
    description = CharBlock(label="Descrizione", max_length=255, help_text="Che cosa ci si trova, in una frase.")
    url = blocks.URLBlock(label="Indirizzo", help_text="Comincia con https://")
    image = ImageBlock(label="Immagine", required=False, help_text="Facoltativa, con il suo testo alternativo.")

    class Meta:
        icon = "site"
        label = "Sito tematico"
        description = "Un sito dedicato a un tema, con titolo, descrizione e indirizzo."
        preview_value = {
            "title": "Parco nazionale delle Foreste Casentinesi",
            "description": "Sentieri, centri visita, natura.",
            "url": "https://www.parcoforestecasentinesi.it/",
        }


class ThematicSiteStreamBlock(blocks.StreamBlock):
    site = ThematicSiteBlock()


class HomePage(BasePage):
    """The front page of a body: what people need now, then what is new."""

    type_label = gettext_lazy("Home")
    guide_chapter = "scrivere-semplice"

    welcome = models.CharField("frase di benvenuto", max_length=200, blank=True)
    main_news = models.ForeignKey(
        Page,
        verbose_name="contenuto in evidenza",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Vuoto: la novità più recente.",
    )
    thematic_sites = StreamField(ThematicSiteStreamBlock(), verbose_name="siti tematici", blank=True)

    content_panels = BasePage.content_panels + [
        FieldPanel("welcome"),
        InlinePanel("useful_services", label="Servizi più usati", max_num=6),
        PageChooserPanel("main_news"),
        HIGHLIGHTS_PANEL,
        FieldPanel("thematic_sites"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "services.ServicesIndexPage",
        "news.NewsIndexPage",
        "offices.AdministrationIndexPage",
        "territory.LiveIndexPage",
        "home.TopicsIndexPage",
        "home.SitemapPage",
        "home.InfoPage",
    ]
    show_contacts = True
    template = "home/home_page.html"

    class Meta:
        verbose_name = "home"
        verbose_name_plural = "home"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        frame = context["frame"]
        news = cards(NewsPage.cards().of(self.tenant).filter(locale=self.locale_id)[:4], with_pictures=True)
        main_key = versions.translated([self.main_news_id]).get(self.main_news_id)
        main = next((card for card in news if card.pk == main_key), None) or self._chosen_news()
        main = main or next(iter(news), None)
        events_path = frame.links.get("events", "")
        band = kept(self.tenant.pk, "topic band", frame.language, make=self._topic_band)
        context |= {
            "main_news": main,
            "news": [card for card in news if main is None or card.pk != main.pk][:3],
            "highlights": self.highlighted(3),
            "events": [],  # the calendar has no events yet: the strip says where to hear about them
            "quick": self._useful_services(),
            "services_path": frame.section("servizi"),
            "news_path": frame.section("novita"),
            "events_path": events_path,
            "event_links": self._event_links(frame),
            "news_links": self._italian_news(),
            "today_items": today.items(self, request),
            "today_title": today.title(),
            "topic_cards": band["cards"],
            "other_topics": band["others"],
            "municipalities": self._municipalities() if self.tenant.is_union else [],
        }
        return context

    @staticmethod
    def _event_links(frame) -> list[dict]:
        lang = frame.foreign.get("events", "")
        label = _("Pagina degli eventi") + (f" {_('(in italiano)')}" if lang else "")
        path = frame.links.get("events", "")
        return [{"label": label, "path": path, "hreflang": lang}] if path else []

    def _italian_news(self) -> list[dict]:
        """Where the news are, for who reads a language that has none."""
        if versions.is_original():
            return []
        sections = navigation_for(self.tenant, versions.ORIGINAL)["sections"]
        label = _("Novità") + f" {_('(in italiano)')}"
        return [
            {"label": label, "path": s["path"], "hreflang": versions.ORIGINAL} for s in sections if s["key"] == "novita"
        ]

    def _chosen_news(self):
        if self.main_news_id is None:
            return None
        card = related([self.main_news_id], with_pictures=True).get(self.main_news_id)
        return card if card and not card.lang else None

    def _useful_services(self) -> list[dict]:
        """Services that people use now, in the editor's order: one query."""
        shown = chosen(self.useful_services.all(), "service")
        return [{"title": card.title, "url": card.path_url, "icon": category_icon(card.path_url)} for card in shown]

    def _topic_band(self) -> dict:
        """Topics in evidence with some contents, and the others as chips: made once per publication."""
        featured = featured_topics(self.tenant)
        pages = TopicsIndexPage.in_use(self.tenant, self.locale_id)
        first = {card.pk for card in featured}
        others = [{"label": p.title, "path": p.path_url} for p in pages if p.pk not in first]
        return {"cards": topic_cards(featured, pages, self), "others": others[:12]}

    def _municipalities(self) -> list[dict]:
        return [
            {
                "name": t.name,
                "short_name": t.short_name,
                "url": f"{t.root_url}/",
                "motto": t.motto,
                "theme": t.theme,
                "emblem": t.emblem,
            }
            for t in sorted(directory().municipalities, key=lambda t: t.short_name)
        ]


class UsefulService(Orderable):
    """A service that people use now, shown first on the home page."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="useful_services")
    service = models.ForeignKey(Page, verbose_name="servizio", on_delete=models.CASCADE, related_name="+")

    panels = [
        PageChooserPanel(
            "service",
            ["services.ServicePage"],
            help_text="Un servizio che adesso serve a molti. Esempio: la TARI a giugno.",
        )
    ]

    class Meta(Orderable.Meta):
        verbose_name = "servizio più usato"
        verbose_name_plural = "servizi più usati"


class TopicsIndexPage(BasePage):
    """The list of topics that have contents."""

    type_label = gettext_lazy("Elenco")
    content_panels = BasePage.content_panels + [HIGHLIGHTS_PANEL]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.TopicPage"]
    max_count_per_parent = 1
    template = "home/topics_index_page.html"

    class Meta:
        verbose_name = "elenco degli argomenti"
        verbose_name_plural = "elenchi degli argomenti"

    @staticmethod
    def in_use(tenant, locale_id: int) -> list:
        """Live topic pages of a site whose topic some listed page has, alphabetical: one query."""
        used = BasePage.topics.through.objects.filter(
            basepage__live=True,
            basepage__tenant=tenant.pk,
            basepage__locale=locale_id,
            basepage__is_hidden_from_lists=False,
        ).exclude(basepage__site_key__startswith="argomento-")
        pages = TopicPage.objects.live().of(tenant).filter(locale=locale_id, topic__in=used.values("term"))
        return list(pages.order_by("title").only("title", "url_path", "path", "depth", "summary", "topic_id"))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["highlights"] = self.highlighted(3)
        context["topic_pages"] = self.in_use(self.tenant, self.locale_id)
        return context


class TopicPage(BasePage):
    """Everything about one topic of the national vocabulary, on one page."""

    type_label = gettext_lazy("Argomento")

    topic = models.ForeignKey(verbose_name="argomento", on_delete=models.PROTECT, **one_of("argomenti"))
    offices = ParentalManyToManyField(OfficePage, verbose_name="gestito da", blank=True, related_name="topic_pages")
    more_info = RichTextField("ulteriori informazioni", blank=True)

    content_panels = BasePage.content_panels + [
        FieldPanel("topic"),
        FieldPanel("offices"),
        HIGHLIGHTS_PANEL,
        FieldPanel("more_info"),
    ]
    parent_page_types = ["home.TopicsIndexPage"]
    subpage_types = []
    template = "home/topic_page.html"

    class Meta:
        verbose_name = "pagina argomento"
        verbose_name_plural = "pagine argomento"

    @classmethod
    def for_serving(cls):
        return super().for_serving().select_related("image")

    def save(self, *args, **kwargs):
        if self.topic_id:
            self.site_key = topics.site_key_of(self.topic)
        super().save(*args, **kwargs)

    # Heading of each part, the section it links to, and which pages it holds.
    PARTS = (
        (gettext_lazy("Novità"), "novita", gettext_lazy("Tutte le novità")),
        (gettext_lazy("Servizi"), "servizi", gettext_lazy("Tutti i servizi")),
        (gettext_lazy("Amministrazione"), "amministrazione", gettext_lazy("Tutta l'amministrazione")),
        (gettext_lazy("Vivere il Comune"), "vivere", gettext_lazy("Tutti i luoghi")),
    )
    PER_PART = 3

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        sections = {s["key"]: s for s in context["frame"].navigation["sections"]}
        about = (
            BasePage.objects.of(self.tenant)
            .listed()
            .about(self.topic_id)
            .exclude(pk=self.pk)
            .filter(locale=self.locale_id)
        )
        show_all = request.GET.get("elenco", "")
        parts = []
        for heading, key, more in self.PARTS:
            section = sections.get(key)
            if section is None:
                continue
            pages = about.filter(inside(section["tree_path"]))
            pages = pages.order_by("-listing_date", "title") if key == "novita" else pages.order_by("title")
            limit = 100 if show_all == key else self.PER_PART
            found = cards(pages[: limit + 1])
            if found:
                parts.append(
                    {
                        "key": key,
                        "heading": heading,
                        "pages": found[:limit],
                        "has_more": len(found) > limit,
                        "more_label": more,
                        "more_url": f"?elenco={key}#{key}",
                        "section_path": section["path"],
                    }
                )
        keys = relations.keys_of(self, "offices")["offices"]
        context |= {
            "highlights": self.highlighted(3),
            "parts": parts,
            "managers": cards_by_id(self.tenant, keys),
        }
        return context


def topic_cards(featured, pages, home) -> list[dict]:
    """Cards of up to three topics in evidence, each with up to three contents of different kinds."""
    terms = {page.pk: page.topic_id for page in pages}
    where = directory()
    made = []
    for card in featured:
        about = BasePage.objects.of(home.tenant).listed().about(terms.get(card.pk)).filter(locale=home.locale_id)
        about = about.exclude(site_key__startswith="argomento-").order_by("listing_label", "title")
        items = [
            {"label": title, "path": where.path_of(path)} for title, path in about.values_list("title", "url_path")[:3]
        ]
        made.append({"title": card.title, "url": card.path_url, "description": card.summary, "items": items})
    return made


class InfoPage(BasePage):
    """A plain content page: FAQ, legal notes, privacy, and any page that needs no type of its own."""

    type_label = gettext_lazy("Pagina")
    guide_chapter = "scrivere-semplice"
    required_to_publish = {"body": "Contenuto"}

    body = StreamField(BodyStreamBlock(), verbose_name="contenuto", blank=True)

    search_fields = BasePage.search_fields + [index.SearchField("body")]
    content_panels = BasePage.content_panels + [FieldPanel("topics"), FieldPanel("body")]
    parent_page_types = [
        "home.HomePage",
        "home.InfoPage",
        "services.ServicesIndexPage",
        "offices.AdministrationIndexPage",
        "territory.LiveIndexPage",
    ]
    subpage_types = ["home.InfoPage"]
    template = "home/info_page.html"

    class Meta:
        verbose_name = "pagina di contenuto"
        verbose_name_plural = "pagine di contenuto"

    @property
    def sections(self) -> list[dict]:
        """Titled sections, for the index of the page."""
        return [
            {"id": f"sezione-{number}", "label": block.value["title"]}
            for number, block in enumerate(self.body, 1)
            if block.block_type in ("section", "offices")
        ]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["index"] = self.sections
        context["topic_links"] = topics.links_of(self)
        return context


class SitemapPage(BasePage):
    """The map of the site, down to the third level."""

    type_label = gettext_lazy("Mappa")
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "home/sitemap_page.html"

    class Meta:
        verbose_name = "mappa del sito"
        verbose_name_plural = "mappe del sito"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        sections = context["frame"].navigation["sections"]
        third = BasePage.objects.of(self.tenant).listed().filter(depth=5, locale=self.locale_id).order_by("path")
        by_parent: dict[str, list] = {}
        for page in third.only("title", "url_path", "path", "depth"):
            by_parent.setdefault(page.path_url.rstrip("/").rsplit("/", 1)[0] + "/", []).append(page)
        others = BasePage.objects.of(self.tenant).listed().filter(depth=3, locale=self.locale_id)
        others = others.exclude(site_key__in=[s["key"] for s in sections]).exclude(pk=self.pk).order_by("title")
        tree = [
            {**s, "children": [{**entry, "children": by_parent.get(entry["path"], [])} for entry in s["children"]]}
            for s in sections
        ]
        topic_pages = TopicsIndexPage.in_use(self.tenant, self.locale_id)
        context |= {"tree": tree, "others": list(others), "topic_pages": topic_pages}
        return context
