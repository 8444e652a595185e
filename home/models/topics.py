"""What a site holds about each topic of the national vocabulary."""

from functools import cache

from django.db import models
from django.db.models import Case, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms import relations, topics
from cms.blocks import BodyStreamBlock, ready
from cms.cards import COLUMNS, from_rows
from cms.components.icons import SUBJECT_ICONS
from cms.directory import directory
from cms.fields import StreamField, one_of
from cms.models import BasePage
from cms.models.base_page import HIGHLIGHTS_PANEL
from cms.prepared import prepared
from cms.tree import bounds
from offices.contact_cards import cards_by_id
from offices.models import OfficePage
from services import faq

PER_PART, WHOLE = 3, 100  # contents of a part: the first, and all that one page shows of it
REST = "altro"  # the part of what is in no section: projects of the recovery plan, pages of the home


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
def _contents(keys: tuple[str, ...], whole: str):
    """Contents about a topic, the first of each part of the site and those of one part whole: one query.

    Rows begin with the number of the part among the keys; the last number is that of what is in none of them. A part may
    lie inside a later one. News come from the newest; events that are over are left out.
    """

    @prepared
    def rows(*, topic, tenant, locale, but, now, **places):
        here = [Q(path__gte=places[f"first{n}"], path__lt=places[f"end{n}"]) for n in range(len(keys))]
        part = Case(*[When(inside, then=Value(n)) for n, inside in enumerate(here)], default=Value(len(keys)))
        about = _about(topic, tenant, locale, but).exclude(site_key__startswith="argomento-")
        about = about.exclude(eventpage__over_at__lte=now).annotate(part=part)
        newest = Case(*[When(part=n, then="listing_date") for n, key in enumerate(keys) if key == "novita"])
        order = [newest.desc(nulls_last=True), "title", "pk"]
        about = about.annotate(place=Window(RowNumber(), partition_by="part", order_by=order))
        first = Q(place__lte=PER_PART + 1)
        all_of_it = Q(part=[*keys, REST].index(whole), place__lte=WHOLE + 1) if whole else Q()
        return about.filter(first | all_of_it).order_by("part", "place").values_list("part", *COLUMNS)

    return rows


def _about(topic, tenant, locale, but):
    return BasePage.objects.of(tenant).listed().about(topic).exclude(pk=but).filter(locale=locale)


class TopicPage(BasePage):
    """Everything about one topic of the national vocabulary, on one page."""

    type_label = gettext_lazy("Argomento")

    topic = models.ForeignKey(verbose_name="argomento", on_delete=models.PROTECT, **one_of("argomenti"))
    offices = ParentalManyToManyField(OfficePage, verbose_name="gestito da", blank=True, related_name="topic_pages")
    icon = models.CharField("icona", max_length=40, choices=SUBJECT_ICONS, blank=True)
    more_info = RichTextField("ulteriori informazioni", blank=True)
    body = StreamField(BodyStreamBlock(), verbose_name="contenuto", blank=True)

    search_fields = BasePage.search_fields + [index.SearchField("body")]
    content_panels = BasePage.content_panels + [
        FieldPanel("topic"),
        FieldPanel("icon"),
        FieldPanel("offices"),
        HIGHLIGHTS_PANEL,
        FieldPanel("more_info"),
        FieldPanel("body"),
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

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context |= {
            "highlights": self.highlighted(3),
            "parts": self._parts(context["frame"].navigation["sections"], request.GET.get("elenco", "")),
            "managers": cards_by_id(self.tenant, relations.keys_of(self, "offices")["offices"]),
            "questions": faq.rows(faq.on_topic(self, self.topic_id)),
            "ready": ready.make(self, self.body, context["frame"], timezone.localdate()),
        }
        return context

    def _parts(self, sections: list[dict], whole: str) -> list[dict]:
        """The contents, part by part: three of each, a hundred of the one that is asked for whole."""
        known = {section["key"]: section for section in sections}
        known |= {s["key"]: s for section in sections for s in section["children"] if s["key"] == "documenti-e-dati"}
        # Documents lie inside the administration: what is there is asked first.
        keys = tuple(sorted((key for _h, key, _m in self.PARTS if key in known), key="documenti-e-dati".__ne__))
        places = {}
        for number, key in enumerate(keys):
            places[f"first{number}"], places[f"end{number}"] = bounds(known[key]["tree_path"])
        asked = {"topic": self.topic_id or 0, "tenant": self.tenant_id, "locale": self.locale_id, "but": self.pk or 0}
        found = {key: [] for key in (*keys, REST)}
        whole = whole if whole in found else ""
        for part, *row in _contents(keys, whole)(**asked, now=timezone.now(), **places):
            found[(*keys, REST)[part]].append(tuple(row))
        shown = [(heading, key, more) for heading, key, more in self.PARTS if key in known]
        return [
            {
                "key": key,
                "heading": heading,
                "pages": from_rows(found[key][: WHOLE if key == whole else PER_PART]),
                "has_more": key != whole and len(found[key]) > PER_PART,
                "more_url": f"?elenco={key}#{key}",
                "more_label": more,
                "section_path": known[key]["path"] if key in known else "",
            }
            for heading, key, more in (*shown, (_("Altri contenuti"), REST, ""))
            if found[key]
        ]


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
