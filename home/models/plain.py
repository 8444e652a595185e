"""The plain content page, and the map of the site."""

from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms import topics
from cms.blocks import BodyStreamBlock, ready
from cms.fields import StreamField
from cms.models import BasePage
from home.models.topics import TopicsIndexPage


class InfoPage(BasePage):
    """A plain content page: legal notes, privacy, and any page that needs no type of its own."""

    type_label = gettext_lazy("Pagina")
    guide_chapter = "pagine-e-domande"
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
            if getattr(block.block, "in_index", False)
        ]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["index"] = self.sections
        context["topic_links"] = topics.links_of(self)
        context["ready"] = ready.make(self, self.body, context["frame"], timezone.localdate())
        return context


MOST_OF_A_BRANCH = 60  # pages under one heading of the map: the rest is in its own list


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
        below = self._by_parent(4)
        third = self._by_parent(5)
        tree = [{**section, "children": self._second_level(section, below, third)} for section in sections]
        others = BasePage.objects.of(self.tenant).listed().filter(depth=3, locale=self.locale_id)
        others = others.exclude(site_key__in=[s["key"] for s in sections]).exclude(pk=self.pk).order_by("title")
        topic_pages = TopicsIndexPage.in_use(self.tenant, self.locale_id)
        context |= {"tree": tree, "others": list(others), "topic_pages": topic_pages}
        return context

    def _by_parent(self, depth: int) -> dict[str, list]:
        """Listed pages of a level, by the address of the page above."""
        found: dict[str, list] = {}
        pages = BasePage.objects.of(self.tenant).listed().filter(depth=depth, locale=self.locale_id).order_by("path")
        for page in pages.only("title", "url_path", "path", "depth", "content_type_id"):
            found.setdefault(page.path_url.rstrip("/").rsplit("/", 1)[0] + "/", []).append(page)
        return found

    @staticmethod
    def _second_level(section: dict, below: dict, third: dict) -> list[dict]:
        """What menus show of a section, then the rest of it; each with the pages it holds, up to a limit."""
        known = {entry["path"] for entry in section["children"]}
        rest = [
            {"label": page.title, "path": page.path_url}
            for page in below.get(section["path"], [])
            if page.path_url not in known and not page.cached_content_type.model_class().hides_when_empty
        ]
        return [
            {**entry, "children": held[:MOST_OF_A_BRANCH], "more": max(0, len(held) - MOST_OF_A_BRANCH)}
            for entry in [*section["children"], *rest]
            for held in [third.get(entry["path"], [])]
        ]
