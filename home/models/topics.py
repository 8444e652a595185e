"""What a site holds about each topic of the national vocabulary."""

from functools import cache

from django.db import models
from django.db.models import Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from cms import relations, topics
from cms.cards import COLUMNS, from_rows
from cms.directory import directory
from cms.fields import one_of
from cms.models import BasePage
from cms.models.base_page import HIGHLIGHTS_PANEL
from cms.prepared import prepared
from cms.tree import bounds
from offices.contact_cards import cards_by_id
from offices.models import OfficePage
from services import faq


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


@cache
def _part(order: tuple[str, ...], most: int):
    """Contents about a topic below a place of the tree, but not below another; events that are over are left out."""

    @prepared
    def rows(*, topic, tenant, locale, but, now, first, end, apart, apart_end):
        here = _about(topic, tenant, locale, but).filter(path__gte=first, path__lt=end)
        here = here.exclude(path__gte=apart, path__lt=apart_end)
        return here.exclude(eventpage__over_at__lte=now).order_by(*order).values_list(*COLUMNS)[:most]

    return rows


@cache
def _elsewhere(most: int):
    """Contents about a topic in none of some places of the tree: projects of the recovery plan, pages of the home."""

    @prepared
    def rows(*, topic, tenant, locale, but, **places):
        rest = _about(topic, tenant, locale, but).exclude(site_key__startswith="argomento-")
        for number in range(len(places) // 2):
            rest = rest.exclude(path__gte=places[f"first{number}"], path__lt=places[f"end{number}"])
        return rest.order_by("title").values_list(*COLUMNS)[:most]

    return rows


def _about(topic, tenant, locale, but):
    return BasePage.objects.of(tenant).listed().about(topic).exclude(pk=but).filter(locale=locale)


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

    def feed_pages(self):
        about = BasePage.objects.about(self.topic_id).exclude(site_key__startswith="argomento-")
        return self.recent(about)

    # Heading of each part, the section it links to, and which pages it holds.
    PARTS = (
        (gettext_lazy("Novità"), "novita", gettext_lazy("Tutte le novità")),
        (gettext_lazy("Servizi"), "servizi", gettext_lazy("Tutti i servizi")),
        (gettext_lazy("Amministrazione"), "amministrazione", gettext_lazy("Tutta l'amministrazione")),
        (gettext_lazy("Documenti"), "documenti-e-dati", gettext_lazy("Tutti i documenti")),
        (gettext_lazy("Vivere il Comune"), "vivere", gettext_lazy("Tutti i luoghi e gli eventi")),
    )
    REST = "altro"
    PER_PART = 3

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        sections = {s["key"]: s for s in context["frame"].navigation["sections"]}
        documents = next((c for s in sections.values() for c in s["children"] if c["key"] == "documenti-e-dati"), None)
        if documents:
            sections[documents["key"]] = documents
        asked = {"topic": self.topic_id or 0, "tenant": self.tenant_id, "locale": self.locale_id, "but": self.pk or 0}
        now = timezone.now()  # an event that is over does not stand among what one can go to
        show_all = request.GET.get("elenco", "")
        parts, places = [], {}
        for heading, key, more in self.PARTS:
            section = sections.get(key)
            if section is None:
                continue
            first, end = bounds(section["tree_path"])
            places |= {f"first{len(places) // 2}": first, f"end{len(places) // 2}": end}
            own_part = documents if key == "amministrazione" else None
            apart, apart_end = bounds(own_part["tree_path"]) if own_part else ("", "")
            limit = self._limit(show_all == key)
            order = ("-listing_date", "title") if key == "novita" else ("title",)
            part = _part(order, limit + 1)
            rows = part(**asked, now=now, first=first, end=end, apart=apart, apart_end=apart_end)
            parts.append(self._shown(key, heading, rows, limit) | {"more_label": more, "section_path": section["path"]})
        limit = self._limit(show_all == self.REST)
        rest = _elsewhere(limit + 1)(**asked, **places)
        parts.append(self._shown(self.REST, _("Altri contenuti"), rest, limit))
        keys = relations.keys_of(self, "offices")["offices"]
        context |= {
            "highlights": self.highlighted(3),
            "parts": [part for part in parts if part["pages"]],
            "managers": cards_by_id(self.tenant, keys),
            "questions": faq.rows(faq.on_topic(self, self.topic_id)),
        }
        return context

    def _limit(self, all_of_it: bool) -> int:
        return 100 if all_of_it else self.PER_PART

    @staticmethod
    def _shown(key: str, heading, rows, limit: int) -> dict:
        return {
            "key": key,
            "heading": heading,
            "pages": from_rows(rows[:limit]),
            "has_more": len(rows) > limit,
            "more_url": f"?elenco={key}#{key}",
        }


IN_CARD = 3  # contents that the card of a topic names


def topic_cards(featured, pages, home) -> list[dict]:
    """Cards of up to three topics in evidence, each with up to three contents: one query.

    A library that is a place and an office has two pages of the same name: the card shows one.
    """
    terms = {page.pk: page.topic_id for page in pages}
    wanted = [terms[card.pk] for card in featured if card.pk in terms]
    about = BasePage.topics.through.objects.filter(
        term__in=wanted,
        basepage__tenant=home.tenant.pk,
        basepage__live=True,
        basepage__is_hidden_from_lists=False,
        basepage__locale=home.locale_id,
    ).exclude(basepage__site_key__startswith="argomento-")
    order = ["basepage__listing_label", "basepage__title", "basepage"]
    about = about.annotate(place=Window(RowNumber(), partition_by="term", order_by=order)).filter(
        place__lte=2 * IN_CARD
    )
    where = directory()
    items: dict[int, dict[str, dict]] = {}
    for key, title, path in about.order_by("term", "place").values_list(
        "term", "basepage__title", "basepage__url_path"
    ):
        shown = items.setdefault(key, {})
        if len(shown) < IN_CARD:
            shown.setdefault(title, {"label": title, "path": where.path_of(path)})
    return [
        {
            "title": card.title,
            "url": card.path_url,
            "description": card.summary,
            "items": list(items.get(terms.get(card.pk), {}).values()),
        }
        for card in featured
    ]
