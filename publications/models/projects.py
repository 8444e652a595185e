"""Projects paid with the national recovery plan: "Attuazione misure PNRR" (Reg. (EU) 2021/241 art. 34)."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms import relations, topics
from cms.blocks import CharBlock, DocumentStreamBlock
from cms.cards import COLUMNS, from_rows
from cms.fields import StreamField
from cms.formats import day, euro
from cms.models import BasePage
from cms.models.base_page import HIGHLIGHTS_PANEL
from offices.contact_cards import office_cards
from offices.models import OfficePage
from publications.files import file_rows

CUP = RegexValidator(
    r"^[A-Z]\d{2}[A-Z0-9]\d{11}$", "Il CUP ha quindici caratteri: una lettera, poi cifre. Esempio: D11F22003260006"
)


class MilestoneBlock(blocks.StructBlock):
    """A step of a project, with its day."""

    day = blocks.DateBlock(label="Giorno", help_text="Esempio: 15 marzo 2023.")
    text = CharBlock(label="Che cosa succede", max_length=200, help_text="Esempio: «Contratto firmato».")

    class Meta:
        icon = "date"
        label = "Tappa"
        description = "Un passo del progetto con il suo giorno."
        preview_value = {"day": "2023-03-15", "text": "Contratto firmato"}


class MilestoneStreamBlock(blocks.StreamBlock):
    milestone = MilestoneBlock()


class ProjectsIndexPage(BasePage):
    """The list of projects, mission by mission."""

    type_label = gettext_lazy("Elenco")
    content_panels = BasePage.content_panels + [HIGHLIGHTS_PANEL]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["publications.ProjectPage"]
    max_count_per_parent = 1
    template = "publications/projects_index_page.html"

    class Meta:
        verbose_name = "elenco dei progetti PNRR"
        verbose_name_plural = "elenchi dei progetti PNRR"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        found = ProjectPage.objects.of(self.tenant).listed().child_of(self).order_by("mission", "title")
        extra = ("mission", "amount", "state")
        rows = list(found.values_list(*COLUMNS, *extra))
        shown = from_rows([row[: len(COLUMNS)] for row in rows])
        states = dict(ProjectPage.State.choices)
        missions: dict[str, list] = {}
        for card, row in zip(shown, rows, strict=True):
            mission, amount, state = row[len(COLUMNS) :]
            missions.setdefault(mission, []).append(
                {"card": card, "amount": euro(amount), "state": states.get(state, "")}
            )
        context |= {
            "missions": missions,
            "total": euro(sum((row[-2] or Decimal(0) for row in rows), Decimal(0))) if rows else "",
            "count": len(rows),
            "highlights": self.highlighted(3),
        }
        return context


class ProjectPage(BasePage):
    """A project of the recovery plan: money, goals, where it stands."""

    class State(models.TextChoices):
        STARTING = "in-avvio", gettext_lazy("In avvio")
        RUNNING = "in-corso", gettext_lazy("In corso")
        DONE = "conclusa", gettext_lazy("Concluso")

    type_label = gettext_lazy("Progetto PNRR")
    guide_chapter = "documenti-e-bandi"
    required_to_publish = {
        "summary": "Descrizione breve",
        "description": "Descrizione",
        "mission": "Missione",
        "cup": "CUP",
        "amount": "Importo finanziato",
        "office": "Ufficio responsabile",
    }
    same_in_every_language = ("cup",)

    mission = models.CharField("missione", max_length=160, blank=True)
    component = models.CharField("componente", max_length=200, blank=True)
    investment = models.CharField("investimento o misura", max_length=200, blank=True)
    cup = models.CharField("CUP", max_length=15, blank=True, validators=[CUP])
    amount = models.DecimalField(
        "importo finanziato, in euro",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    description = RichTextField("descrizione", blank=True)
    goals = RichTextField("obiettivi", blank=True)
    body_in_charge = models.CharField("soggetto attuatore", max_length=160, blank=True)
    office = models.ForeignKey(
        OfficePage,
        verbose_name="ufficio responsabile",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="projects",
    )
    state = models.CharField("stato di avanzamento", max_length=12, choices=State.choices, default=State.STARTING)
    progress = RichTextField("a che punto siamo", blank=True)
    started_on = models.DateField("data di avvio", null=True, blank=True)
    ends_on = models.DateField("data di conclusione", null=True, blank=True)
    milestones = StreamField(MilestoneStreamBlock(), verbose_name="tappe", blank=True)
    files = StreamField(DocumentStreamBlock(), verbose_name="atti e documenti", blank=True)
    more_info = RichTextField("ulteriori informazioni", blank=True)

    search_fields = BasePage.search_fields + [index.SearchField("description"), index.SearchField("cup")]
    content_panels = BasePage.content_panels + [
        FieldPanel("topics"),
        MultiFieldPanel(
            [
                FieldPanel("mission"),
                FieldPanel("component"),
                FieldPanel("investment"),
                FieldRowPanel([FieldPanel("cup"), FieldPanel("amount")]),
                FieldPanel("body_in_charge"),
                FieldPanel("office"),
            ],
            "Il finanziamento",
        ),
        FieldPanel("description"),
        FieldPanel("goals"),
        MultiFieldPanel(
            [
                FieldPanel("state"),
                FieldPanel("progress"),
                FieldRowPanel([FieldPanel("started_on"), FieldPanel("ends_on")]),
                FieldPanel("milestones"),
            ],
            "Avanzamento",
        ),
        FieldPanel("files"),
        FieldPanel("more_info"),
    ]
    parent_page_types = ["publications.ProjectsIndexPage"]
    subpage_types = []
    template = "publications/project_page.html"

    class Meta:
        verbose_name = "progetto PNRR"
        verbose_name_plural = "progetti PNRR"

    def clean(self):
        super().clean()
        if self.started_on and self.ends_on and self.ends_on < self.started_on:
            raise ValidationError({"ends_on": "La conclusione non può venire prima dell'avvio."})

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        keys = relations.keys_of(self, "topics")["topics"]
        steps = sorted((block.value for block in self.milestones if block.value.get("day")), key=lambda v: v["day"])
        context |= {
            "facts": self._facts(),
            "steps": [{"title": step["text"], "when": day(step["day"])} for step in steps],
            "files": file_rows(self.files),
            "office": office_cards(self.tenant).get(self.office_id),
            "topic_links": topics.links_of(self, keys),
        }
        sections = (
            ("finanziamento", _("Finanziamento"), True),
            ("descrizione", _("Descrizione"), self.description),
            ("obiettivi", _("Obiettivi"), self.goals),
            ("avanzamento", _("Avanzamento"), True),
            ("documenti", _("Atti e documenti"), context["files"]),
            ("ufficio-responsabile", _("Ufficio responsabile"), context["office"]),
            ("ulteriori-informazioni", _("Ulteriori informazioni"), self.more_info),
        )
        context["index"] = [{"id": anchor, "label": label} for anchor, label, shown in sections if shown]
        return context

    def _facts(self) -> list[dict]:
        rows = (
            (_("Missione"), self.mission),
            (_("Componente"), self.component),
            (_("Investimento o misura"), self.investment),
            (_("CUP"), self.cup),
            (_("Importo finanziato"), euro(self.amount)),
            (_("Soggetto attuatore"), self.body_in_charge or self.tenant.name),
            (_("Avvio"), day(self.started_on)),
            (_("Conclusione"), day(self.ends_on)),
        )
        return [{"label": label, "value": value} for label, value in rows if value]
