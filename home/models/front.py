"""The front page of a body, and the sites on one subject that it names."""

from urllib.parse import urlsplit

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, Page

from cms import structured, versions
from cms.blocks import CharBlock, DrawnBlock, PictureBlock, shelf
from cms.blocks.drawn import page_chooser, refuse_both_or_none, url_field
from cms.cards import cards, related
from cms.components.icons import category_icon
from cms.directory import directory
from cms.fields import StreamField
from cms.frame import featured_topics, navigation_for
from cms.kept import kept
from cms.models import BasePage
from cms.models.base_page import HIGHLIGHTS_PANEL
from home import today
from home.models.topics import TopicsIndexPage, topic_cards
from news.models import NewsPage
from territory import event_lists


def host_of(url: str | None) -> str:
    """The name of a site, so that the reader knows where a card leads."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")


def site_cards(values) -> list[dict]:
    """Thematic sites as cards; one whose page is not published is left out. They are stored values, or those of blocks:
    one query for all the pages that they name."""
    values = list(values)
    keys = [getattr(value.get("page"), "pk", value.get("page")) for value in values]
    pages = related([key for key in keys if key])
    found = []
    for key, value in zip(keys, values, strict=True):
        card = pages.get(key)
        if card or not key:
            label = card.listing_label if card else host_of(value.get("url"))
            found.append({"value": value, "url": card.path_url if card else value.get("url"), "label": label})
    return found


class ThematicSiteBlock(DrawnBlock):
    """A site on one subject, or pages of ours that are as good as one, shown as a card (*sito tematico*)."""

    title = CharBlock(label="Titolo", max_length=80, help_text="Il nome del sito. Esempio: «Biblioteca Malatestiana».")
    description = CharBlock(label="Descrizione", max_length=255, help_text="Che cosa ci si trova, in una frase.")
    page = page_chooser("Dove quel tema ha una pagina del nostro sito. Esempio: «Rocca Malatestiana».")
    url = url_field()
    image = PictureBlock(label="Immagine", required=False, help_text="Facoltativa, con il suo testo alternativo.")

    class Meta:
        icon = "site"
        label = "Sito tematico"
        description = "Un sito dedicato a un tema, con titolo, descrizione e indirizzo."
        template = "home/thematic_site.html"
        preview_value = {
            "title": "Parco nazionale delle Foreste Casentinesi",
            "description": "Sentieri, centri visita, natura.",
            "url": "https://www.parcoforestecasentinesi.it/",
        }

    def clean(self, value):
        result = super().clean(value)
        refuse_both_or_none(result)
        return result

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["site"] = next(iter(site_cards([value])), None)
        return context


class ThematicSiteStreamBlock(blocks.StreamBlock):
    site = ThematicSiteBlock()


FIRST_SITES = 3  # on the front page: the others are on their own page


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
        "albo.RegisterPage",
        "home.InfoPage",
        "publications.ProjectsIndexPage",
        "albo.RegisterPage",
        "transparency.TransparencyIndexPage",
        "home.ThematicSitesPage",
        "services.FaqPage",
    ]
    show_contacts = True
    streams_without_pictures: tuple[str, ...] = ("thematic_sites",)
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
        sites = site_cards(self._stored_sites())
        band = kept(self.tenant.pk, "topic band", frame.language, make=self._topic_band)
        context |= {
            "main_news": main,
            "sites": sites[:FIRST_SITES],
            "more_sites": len(sites) > FIRST_SITES and not frame.foreign.get("thematic_sites"),
            "news": [card for card in news if main is None or card.pk != main.pk][:3],
            "highlights": self.highlighted(3),
            "events": event_lists.next_days(self, request, timezone.now()),
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

    def _stored_sites(self) -> list[dict]:
        """The thematic sites as they are stored: their pictures are on their own page, not here."""
        return [dict(raw["value"]) for raw in self.thematic_sites.raw_data]

    def structured_data(self, context):
        frame = context["frame"]
        tenant, root = frame.tenant, frame.tenant["root_url"]
        body = structured.organisation(tenant) | {
            "logo": structured.absolute(root, tenant["emblem_url"]),
            "address": structured.postal_address(tenant["street"], tenant["cap"], tenant["city"], tenant["province"]),
            "telephone": tenant["phone"],
            "email": tenant["email"] or tenant["pec"],
            "taxID": tenant["tax_code"],
            "sameAs": [social["url"] for social in tenant["socials"]],
        }
        search = {"@type": "EntryPoint", "urlTemplate": f"{root}{frame.links['search']}?q={{search_term_string}}"}
        return {
            "@type": "WebSite",
            "@id": f"{root}/#sito",
            "name": tenant["name"],
            "url": context["canonical"],
            "inLanguage": frame.language,
            "publisher": structured.filled(body),
            "potentialAction": {
                "@type": "SearchAction",
                "target": search,
                "query-input": "required name=search_term_string",
            },
        }

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
        shown = self.chosen("useful_services", "service")
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


class ThematicSitesPage(BasePage):
    """All the sites on one subject that the front page names; the list is written there, once (COMUNI.md b.12)."""

    type_label = gettext_lazy("Elenco")
    FUNCTION = "siti-tematici"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "home/thematic_sites_page.html"

    class Meta:
        verbose_name = "elenco dei siti tematici"
        verbose_name_plural = "elenchi dei siti tematici"

    def prepare_to_save(self):
        self.site_key = self.FUNCTION  # there is one for each site: the front page finds it by this

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        home = HomePage.objects.filter(tenant=self.tenant_id, locale=self.locale_id, depth=2).first()
        if home is not None:
            home.streams_without_pictures = ()
            shelf.make_ready(home)
        context["sites"] = site_cards(block.value for block in home.thematic_sites) if home else []
        return context
