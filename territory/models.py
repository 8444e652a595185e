"""Where things are and how to reach people: contact points and places."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, RevisionMixin
from wagtail.search import index

from cms import relations, topics, versions
from cms.blocks import GalleryStreamBlock, OpeningHoursStreamBlock
from cms.cards import cards, in_reader_language, related
from cms.fields import StreamField, one_of
from cms.forms import OwnBodyForm
from cms.models import BasePage
from cms.models.base_page import HIGHLIGHTS_PANEL


class ContactPoint(RevisionMixin, index.Indexed, ClusterableModel):
    """A way to reach an office or a person (*punto di contatto*): telephone, e-mail, certified mail, address."""

    tenant = models.ForeignKey(
        "cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="contact_points"
    )
    title = models.CharField(
        "nome interno", max_length=160, help_text="Serve a te per ritrovarlo. Esempio: «Ufficio tributi, sportello»."
    )
    person = models.ForeignKey(
        Page,
        verbose_name="persona",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"content_type__model": "personpage"},
    )

    base_form_class = OwnBodyForm
    panels = [
        FieldPanel("title"),
        InlinePanel("entries", label="Voce", min_num=1),
        FieldPanel("person"),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.FilterField("tenant")]

    class Meta:
        verbose_name = "punto di contatto"
        verbose_name_plural = "punti di contatto"
        ordering = ["title"]

    def __str__(self):
        return self.title

    @property
    def entries_line(self) -> str:
        """All entries on one line, for lists of the admin."""
        return ", ".join(entry.value for entry in self.entries.all())

    def values(self, *kinds: str) -> list[str]:
        """Values of the entries of some kinds, in the editor's order."""
        return [entry.value for entry in self.entries.all() if entry.kind.key in kinds]


class ContactEntry(Orderable):
    """A line of a contact point: a telephone number, an address of mail."""

    contact_point = ParentalKey(ContactPoint, on_delete=models.CASCADE, related_name="entries")
    kind = models.ForeignKey(verbose_name="tipo", on_delete=models.PROTECT, **one_of("tipi_punto_contatto"))
    value = models.CharField(
        "valore", max_length=160, help_text="Telefono con prefisso internazionale (+39 0547 …), e-mail, indirizzo web."
    )
    description = models.CharField("descrizione", max_length=160, blank=True)

    panels = [
        FieldPanel("kind", help_text="Che recapito è. Esempio: «Telefono», «PEC»."),
        FieldPanel("value"),
        FieldPanel("description", help_text="Quando o per che cosa usarlo. Esempio: «dalle 9 alle 12»."),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "voce"
        verbose_name_plural = "voci"

    # Which entries become links, by kind of contact (COMUNI.md b.5).
    PREFIXES = {"telefono": "tel:", "numero-verde": "tel:", "email": "mailto:", "pec": "mailto:"}

    @property
    def href(self) -> str:
        """`tel:`, `mailto:` or web address; empty for what is only read."""
        prefix = self.PREFIXES.get(self.kind.key, "")
        if prefix == "tel:":
            return prefix + "".join(char for char in self.value if char.isdigit() or char == "+")
        if prefix:
            return prefix + self.value
        return self.value if self.value.startswith("https://") else ""


def entries_of(keys: list[int]) -> list[ContactEntry]:
    """Entries of some contact points, point by point: one query."""
    found = ContactEntry.objects.filter(contact_point__in=keys).select_related("kind")
    return list(found.order_by("contact_point__title", "contact_point", "sort_order")) if keys else []


def contact_rows(entries) -> list[dict]:
    """Rows "Telefono: +39…" of some entries."""
    return [
        {"kind": e.kind.name, "key": e.kind.key, "value": e.value, "description": e.description, "href": e.href}
        for e in entries
    ]


def hours_rows(stream) -> list[dict]:
    """Opening hours as rows of the `hours_table` component."""
    return [
        {
            "days": row.value.days_label,
            "codes": row.value["days"],
            "times": row.value.times_label,
            "note": row.value.get("note"),
        }
        for row in stream
    ]


class LiveIndexPage(BasePage):
    """The section "Vivere il Comune"."""

    type_label = gettext_lazy("Sezione")
    intro = RichTextField("introduzione", blank=True)

    content_panels = BasePage.content_panels + [FieldPanel("intro"), HIGHLIGHTS_PANEL]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["territory.PlaceIndexPage", "home.InfoPage"]
    max_count_per_parent = 1
    template = "territory/live_index_page.html"

    class Meta:
        verbose_name = "sezione Vivere il Comune"
        verbose_name_plural = "sezioni Vivere il Comune"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        links = context["frame"].navigation["sections"]
        entries = next((s["children"] for s in links if s["key"] == self.site_key), [])
        context["links"] = {entry["key"]: entry["path"] for entry in entries}
        context["places"] = self.highlighted(6, with_pictures=True) or cards(
            BasePage.objects.listed().descendant_of(self).filter(placepage__isnull=False).order_by("title")[:6],
            with_pictures=True,
        )
        return context


class PlaceIndexPage(BasePage):
    """The list of places."""

    type_label = gettext_lazy("Elenco")
    hides_when_empty = True
    parent_page_types = ["territory.LiveIndexPage"]
    subpage_types = ["territory.PlacePage"]
    max_count_per_parent = 1
    content_panels = BasePage.content_panels + [HIGHLIGHTS_PANEL]
    template = "territory/place_index_page.html"

    class Meta:
        verbose_name = "elenco dei luoghi"
        verbose_name_plural = "elenchi dei luoghi"

    def get_context(self, request, *args, **kwargs):
        from cms.lists import paginate

        context = super().get_context(request, *args, **kwargs)
        places = BasePage.objects.listed().child_of(self).order_by("title")
        context["highlights"] = self.highlighted(3, with_pictures=True)
        context["list"] = paginate(request, places, 12, of=self, with_pictures=True)
        return context


CAP = RegexValidator(r"^\d{5}$", "Il CAP ha cinque cifre. Esempio: 47027")


class PlacePage(BasePage):
    """A place: seat of an office, or somewhere worth going (*luogo*)."""

    type_label = gettext_lazy("Luogo")
    guide_chapter = "uffici-e-luoghi"
    required_to_publish = {
        "summary": "Descrizione breve",
        "access": "Modalità di accesso",
        "street_address": "Indirizzo",
        "cap": "CAP",
        "locality": "Comune o località",
        "contact_points": "Contatti",
    }
    same_in_every_language = ("street_address", "cap", "locality", "identifier")

    alternative_name = models.CharField("nome alternativo", max_length=160, blank=True)
    types = ParentalManyToManyField(verbose_name="tipo di luogo", blank=True, **one_of("tipi_luogo"))
    description = RichTextField("descrizione", blank=True)
    points_of_interest = RichTextField("elementi di interesse", blank=True)
    linked_places = ParentalManyToManyField("self", verbose_name="luoghi collegati", blank=True)
    gallery = StreamField(GalleryStreamBlock(), verbose_name="galleria", blank=True)
    video_url = models.URLField(
        "video", blank=True, help_text="Indirizzo della pagina del video: si apre in un'altra finestra."
    )
    services_here = RichTextField("servizi presenti nel luogo", blank=True)
    access = RichTextField(
        "modalità di accesso", help_text="Come si arriva, accesso per persone con disabilità, costo dell'ingresso."
    )
    street_address = models.CharField("indirizzo", max_length=255)
    cap = models.CharField("CAP", max_length=5, validators=[CAP])
    locality = models.CharField("comune o località", max_length=80)
    district = models.CharField("quartiere o circoscrizione", max_length=80, blank=True)
    latitude = models.DecimalField(
        "latitudine",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text="In gradi decimali. Esempio: 43.918900",
    )
    longitude = models.DecimalField(
        "longitudine",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text="In gradi decimali. Esempio: 12.143200",
    )
    opening_hours = StreamField(OpeningHoursStreamBlock(), verbose_name="orario per il pubblico", blank=True)
    hours_note = RichTextField("note sugli orari", blank=True)
    contact_points = ParentalManyToManyField(ContactPoint, verbose_name="contatti", blank=True)
    # A key upstairs points at Page, so that no app's migrations need those of a floor above.
    responsible_office = models.ForeignKey(
        Page, verbose_name="struttura responsabile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    responsible_text = models.CharField("struttura responsabile non comunale", max_length=160, blank=True)
    identifier = models.CharField(
        "codice identificativo", max_length=60, blank=True, help_text="ISIL o DBUnico: non si vede sul sito."
    )
    more_info = RichTextField("ulteriori informazioni", blank=True)

    content_panels = BasePage.content_panels + [
        FieldPanel("alternative_name"),
        FieldPanel("types"),
        FieldPanel("topics"),
        MultiFieldPanel(
            [
                FieldPanel(n)
                for n in ("description", "points_of_interest", "linked_places", "gallery", "video_url", "services_here")
            ],
            "Descrizione",
        ),
        MultiFieldPanel(
            [
                FieldPanel("access"),
                FieldPanel("street_address"),
                FieldRowPanel([FieldPanel("cap"), FieldPanel("locality"), FieldPanel("district")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            "Dove si trova",
        ),
        MultiFieldPanel(
            [FieldPanel("opening_hours"), FieldPanel("hours_note"), FieldPanel("contact_points")], "Orari e contatti"
        ),
        MultiFieldPanel(
            [
                PageChooserPanel("responsible_office", "offices.OfficePage"),
                FieldPanel("responsible_text"),
                FieldPanel("identifier"),
                FieldPanel("more_info"),
            ],
            "Altro",
        ),
    ]
    parent_page_types = ["territory.PlaceIndexPage"]
    subpage_types = []
    template = "territory/place_page.html"

    class Meta:
        verbose_name = "luogo"
        verbose_name_plural = "luoghi"

    def clean(self):
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"latitude": "Scrivi sia la latitudine sia la longitudine, o nessuna delle due."})

    @classmethod
    def for_serving(cls):
        return super().for_serving().select_related("image")

    def get_listing_label(self):
        types = list(self.types.all())
        return types[0].name if types else self.type_label

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        keys = relations.keys_of(self, "types", "topics", "linked_places", "contact_points")
        above = [*keys["linked_places"], *filter(None, [self.responsible_office_id])]
        found = related(above)
        here = versions.original(self)
        hosted = Q(officepage__seat=here) | Q(officepage__other_seats=here)
        units = BasePage.objects.listed().filter(versions.in_language(versions.ORIGINAL)).filter(hosted)
        context |= {
            "types": [term.name for term in relations.terms(keys["types"])],
            "linked": [found[key] for key in keys["linked_places"] if key in found],
            "units": in_reader_language(units.distinct().order_by("title")),
            "entries": contact_rows(entries_of(keys["contact_points"])),
            "hours": hours_rows(self.opening_hours),
            "responsible": found.get(self.responsible_office_id),
            "latitude": str(self.latitude) if self.latitude is not None else "",
            "longitude": str(self.longitude) if self.longitude is not None else "",
            "topic_links": topics.links_of(self, keys["topics"]),
        }
        context["index"] = self._index(context)
        return context

    def _index(self, context: dict) -> list[dict]:
        sections = (
            ("descrizione", _("Descrizione"), self.description or self.points_of_interest),
            ("galleria", _("Galleria"), self.gallery),
            ("luoghi-collegati", _("Luoghi collegati"), context["linked"]),
            ("servizi-nel-luogo", _("Servizi"), self.services_here or context["units"]),
            ("modalita-di-accesso", _("Modalità di accesso"), True),
            ("indirizzo", _("Indirizzo"), True),
            ("orario", _("Orario per il pubblico"), context["hours"] or self.hours_note),
            ("contatti", _("Contatti"), True),
            ("struttura-responsabile", _("Struttura responsabile"), context["responsible"] or self.responsible_text),
            ("ulteriori-informazioni", _("Ulteriori informazioni"), self.more_info),
        )
        return [{"id": anchor, "label": label} for anchor, label, shown in sections if shown]

    @property
    def address_line(self) -> str:
        """Street, post code and locality on one line."""
        return f"{self.street_address}, {self.cap} {self.locality}"
