"""Calls with a deadline (*bandi*): competitions, tenders, grants, notices."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms import page_cache, relations, topics
from cms.blocks import DocumentStreamBlock
from cms.fields import StreamField
from cms.formats import day
from cms.lists import paginate
from cms.models import BasePage
from cms.models.base_page import HIGHLIGHTS_PANEL
from offices.contact_cards import office_cards
from offices.models import OfficePage
from publications import calls
from publications.files import file_rows

CIG = RegexValidator(r"^[0-9A-Z]{10}$", "Il CIG ha dieci caratteri tra cifre e lettere maiuscole. Esempio: 9876543210")
STATE_LABELS = {
    calls.COMING: gettext_lazy("Apre presto"),
    calls.OPEN: gettext_lazy("Aperto"),
    calls.CLOSING: gettext_lazy("In scadenza"),
    calls.UNDER_REVIEW: gettext_lazy("Scaduto, in valutazione"),
    calls.CONCLUDED: gettext_lazy("Concluso"),
}
# What the address calls the two groups of the filter.
FILTERS = {
    "aperti": (calls.CLOSING, calls.OPEN, calls.COMING),
    "scaduti": (calls.UNDER_REVIEW, calls.CONCLUDED),
}


def moment(value) -> str:
    """«venerdì 12 dicembre 2026, ore 12:00», as the reader's language writes it."""
    local = timezone.localtime(value)
    return _("%(day)s, ore %(time)s") % {"day": day(local, "l j F Y"), "time": date_format(local, "G:i")}


class CallIndexPage(BasePage):
    """The list of calls: first those that one can still answer, by deadline."""

    type_label = gettext_lazy("Elenco")
    hides_when_empty = True
    content_panels = BasePage.content_panels + [HIGHLIGHTS_PANEL]
    parent_page_types = ["publications.DocumentsIndexPage"]
    subpage_types = ["publications.CallPage"]
    max_count_per_parent = 1
    template = "publications/call_index_page.html"

    class Meta:
        verbose_name = "elenco dei bandi"
        verbose_name_plural = "elenchi dei bandi"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        chosen = request.GET.get("stato", "")
        kind = request.GET.get("tipo", "")
        found = list(CallPage.objects.of(self.tenant).listed().child_of(self).only(*CallPage.LIST_COLUMNS))
        for page in found:
            page_cache.keep_until(request, page.next_change(now))
        kinds = [(k, label) for k, label in CallPage.Kind.choices if any(page.kind == k for page in found)]
        shown = [page for page in found if page.state(now) in FILTERS.get(chosen, calls.ORDER)]
        shown = [page for page in shown if kind not in dict(kinds) or page.kind == kind]
        shown.sort(key=lambda page: (calls.ORDER.index(page.state(now)), _by_deadline(page, now), page.title))
        context |= {
            "list": paginate(request, [page.card(now) for page in shown], 12),
            "state": chosen if chosen in FILTERS else "",
            "kind": kind if kind in dict(kinds) else "",
            "kinds": kinds,
            "highlights": self.highlighted(3),
        }
        return context


def _by_deadline(page, now) -> float:
    """The nearest deadline first while one can answer, then the most recent first."""
    seconds = page.deadline.timestamp()
    return seconds if page.deadline >= now else -seconds


class CallPage(BasePage):
    """A call (*bando*) with its deadline."""

    class Kind(models.TextChoices):
        COMPETITION = "concorso", gettext_lazy("Concorso")
        TENDER = "gara", gettext_lazy("Gara d'appalto")
        GRANT = "contributi", gettext_lazy("Contributi e benefici")
        NOTICE = "avviso", gettext_lazy("Avviso pubblico")

    LIST_COLUMNS = (
        "title",
        "url_path",
        "path",
        "depth",
        "summary",
        "kind",
        "opens_at",
        "deadline",
        "closes_on",
        "tenant",
        "locale",
    )
    type_label = gettext_lazy("Bando")
    guide_chapter = "documenti-e-bandi"
    required_to_publish = {
        "summary": "Descrizione breve",
        "body": "Testo del bando",
        "recipients": "A chi è rivolto",
        "deadline": "Scadenza",
        "office": "Ufficio responsabile",
        "topics": "Argomenti",
    }
    same_in_every_language = ("cig", "issuer")

    kind = models.CharField("tipologia", max_length=12, choices=Kind.choices, default=Kind.NOTICE)
    issuer = models.CharField("ente che lo emana", max_length=160, blank=True)
    cig = models.CharField("CIG", max_length=10, blank=True, validators=[CIG])
    recipients = RichTextField("a chi è rivolto", blank=True)
    body = RichTextField("testo", blank=True)
    opens_at = models.DateTimeField("apertura", null=True, blank=True)
    questions_until = models.DateTimeField("termine per chiedere chiarimenti", null=True, blank=True)
    deadline = models.DateTimeField("scadenza", null=True, blank=True)
    closes_on = models.DateField("chiusura del procedimento", null=True, blank=True)
    files = StreamField(DocumentStreamBlock(), verbose_name="documenti del bando", blank=True)
    office = models.ForeignKey(
        OfficePage,
        verbose_name="ufficio responsabile",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="calls",
    )
    area = models.ForeignKey(
        OfficePage, verbose_name="area responsabile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = RichTextField("esito", blank=True)
    more_info = RichTextField("ulteriori informazioni", blank=True)

    search_fields = BasePage.search_fields + [index.SearchField("body"), index.SearchField("cig")]
    content_panels = BasePage.content_panels + [
        FieldPanel("topics"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("cig"), FieldPanel("issuer")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("questions_until")]),
                FieldRowPanel([FieldPanel("deadline"), FieldPanel("closes_on")]),
            ],
            "Date",
        ),
        FieldPanel("recipients"),
        FieldPanel("body"),
        FieldPanel("files"),
        MultiFieldPanel([FieldPanel("office"), FieldPanel("area")], "Di chi è"),
        MultiFieldPanel([FieldPanel("outcome"), FieldPanel("more_info")], "Altro"),
    ]
    parent_page_types = ["publications.CallIndexPage"]
    subpage_types = []
    template = "publications/call_page.html"

    class Meta:
        verbose_name = "bando"
        verbose_name_plural = "bandi"

    def clean(self):
        super().clean()
        wrong = {}
        if self.opens_at and self.deadline and self.deadline <= self.opens_at:
            wrong["deadline"] = "La scadenza deve venire dopo l'apertura."
        if self.questions_until and self.deadline and self.questions_until > self.deadline:
            wrong["questions_until"] = "I chiarimenti si chiedono prima della scadenza."
        if self.closes_on and self.deadline and self.closes_on < timezone.localdate(self.deadline):
            wrong["closes_on"] = "Il procedimento non può chiudersi prima della scadenza."
        if wrong:
            raise ValidationError(wrong)

    def state(self, now) -> str:
        if not self.deadline:
            return calls.COMING
        # The database gives back UTC: the day on which a proceeding closes begins at midnight here.
        return calls.state(self.opens_at, timezone.localtime(self.deadline), self.closes_on, now)

    def next_change(self, now):
        local = timezone.localtime(self.deadline) if self.deadline else None
        return calls.next_change(self.opens_at, local, self.closes_on, now) if local else None

    def card(self, now) -> dict:
        """What the list shows of it."""
        return {
            "title": self.title,
            "path_url": self.path_url,
            "summary": self.summary,
            "label": f"{self.get_kind_display()} · {STATE_LABELS[self.state(now)]}",
            "when": self._deadline_text(now),
        }

    def _deadline_text(self, now) -> str:
        if not self.deadline:
            return ""
        words = {"moment": moment(self.deadline)}
        return _("Scade %(moment)s") % words if now <= self.deadline else _("È scaduto %(moment)s") % words

    def get_listing_label(self):
        return self.get_kind_display()

    def get_listing_date(self):
        return timezone.localdate(self.deadline) if self.deadline else None

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        page_cache.keep_until(request, self.next_change(now))
        offices = office_cards(self.tenant)
        keys = relations.keys_of(self, "topics")["topics"]
        context |= {
            "state": self.state(now),
            "state_label": STATE_LABELS[self.state(now)],
            "dates": self._dates(),
            "files": file_rows(self.files),
            "office": offices.get(self.office_id),
            "area": offices.get(self.area_id),
            "topic_links": topics.links_of(self, keys),
        }
        sections = (
            ("scadenze", _("Date e scadenze"), True),
            ("a-chi-e-rivolto", _("A chi è rivolto"), self.recipients),
            ("descrizione", _("Descrizione"), self.body),
            ("documenti", _("Documenti"), context["files"]),
            ("esito", _("Esito"), self.outcome),
            ("ufficio-responsabile", _("Ufficio responsabile"), context["office"]),
            ("ulteriori-informazioni", _("Ulteriori informazioni"), self.more_info),
        )
        context["index"] = [{"id": anchor, "label": label} for anchor, label, shown in sections if shown]
        return context

    def _dates(self) -> list[dict]:
        rows = (
            (_("Apre"), moment(self.opens_at) if self.opens_at else ""),
            (_("Domande di chiarimento entro"), moment(self.questions_until) if self.questions_until else ""),
            (_("Scade"), moment(self.deadline) if self.deadline else ""),
            (_("Il procedimento si chiude"), day(self.closes_on) if self.closes_on else ""),
        )
        return [{"label": label, "value": value} for label, value in rows if value]

    def structured_data(self, context):
        return {
            "@type": "SpecialAnnouncement" if self.kind == self.Kind.NOTICE else "DigitalDocument",
            "name": self.title,
            "description": self.summary,
            "url": context["canonical"],
            "datePosted": timezone.localdate(self.opens_at).isoformat() if self.opens_at else None,
            "expires": self.deadline.isoformat() if self.deadline else None,
        }
