"""The page of frequent questions."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.lists import paginate
from cms.models import BasePage, PartToFind
from services import faq


class FaqPage(BasePage):
    """The questions that people ask a body, to search and to read by category (COMUNI.md d.12)."""

    type_label = gettext_lazy("Domande frequenti")
    guide_chapter = "pagine-e-domande"
    required_to_publish = {"summary": "Descrizione breve"}

    intro = RichTextField("introduzione", blank=True)

    search_fields = BasePage.search_fields + [index.SearchField("intro")]
    content_panels = BasePage.content_panels + [FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "services/faq_page.html"

    class Meta:
        verbose_name = "pagina delle domande frequenti"
        verbose_name_plural = "pagine delle domande frequenti"

    def parts_to_find(self):
        groups = faq.grouped(faq.read(self.tenant, self.locale.language_code))
        return [
            PartToFind("domanda", faq.address_of(group.key, entry.pk), entry.question, entry.text, entry.topics)
            for group in groups
            for entry in group.entries
        ]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        entries = faq.entries_of(self.tenant, self.locale.language_code)
        query = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[: faq.LONGEST]
        category = request.GET.get("categoria", "")
        groups = faq.grouped(entries)
        chosen = next((group for group in groups if group.key == category), None)
        if query:
            shown = [faq.Group("trovate", "", tuple(faq.matching(entries, query, self.locale.language_code)))]
        else:
            shown = [chosen] if chosen else groups
        pages = [[shown[0]]] if query or chosen else faq.in_pages(shown)
        listing = paginate(request, pages, 1)
        parts = [group for page in listing.items for group in page]
        answers = {row["id"]: row for row in faq.rows(entry for part in parts for entry in part.entries)}
        context |= {
            "query": query,
            "total": len(entries),
            "found": len(shown[0].entries) if query else len(entries),
            "list": listing,
            "chosen": chosen,
            "categories": [{"key": g.key, "label": g.title, "number": len(g.entries)} for g in groups],
            "groups": [
                {"key": p.key, "title": p.title, "items": [answers[entry.anchor] for entry in p.entries]}
                for p in parts
                if p.entries
            ],
            "shown_entries": [entry for part in parts for entry in part.entries],
            "search_all": f"{context['frame'].links.get('search', '/cerca/')}?{urlencode({'q': query})}",
            "search": {
                "action": self.path_url,
                "label": _("Cerca fra le domande"),
                "placeholder": _("Una parola: carta, mensa, multa…"),
                "value": query,
            },
        }
        return context

    def structured_data(self, context: dict) -> dict | None:
        """schema.org FAQPage with the questions that this page of the list shows; none for results of a search."""
        entries = context.get("shown_entries")
        if not entries or context.get("query"):
            return None
        return {
            "@context": "https://schema.org",
            "@type": "FAQPage",
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": entry.question,
                    "acceptedAnswer": {"@type": "Answer", "text": entry.text},
                }
                for entry in entries
            ],
        }
