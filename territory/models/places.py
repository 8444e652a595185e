"""The section "Vivere il Comune" and its places (*luoghi*, COMUNI.md b.6)."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms import relations, topics, versions
from cms.blocks import GalleryStreamBlock, OpeningHoursStreamBlock
from cms.cards import COLUMNS, cards, in_reader_language, related
from cms.directory import directory
from cms.fields import StreamField, one_of
from cms.kept import kept
from cms.lists import paginate
from cms.models import BasePage, Term
from cms.models.base_page import HIGHLIGHTS_PANEL
from cms.prepared import prepared
from territory import event_lists, hours, maps
from territory.blocks import ClosureStreamBlock
from territory.event_data import place_json
from territory.forms import TerritoryPageForm
from territory.models.contacts import ContactPoint, contact_rows, entries_of
from territory.panels import MapPanel

IN_EVIDENCE = 6  # events and places on the page of the section (COMUNI.md d.7)
ON_A_MAP = 100  # places with a number on the map of the list


@prepared
def _units_at(*, place):
    """Units that have a place as a seat."""
    hosted = Q(officepage__seat=place) | Q(officepage__other_seats=place)
    units = BasePage.objects.listed().filter(versions.in_language(versions.ORIGINAL)).filter(hosted)
    return units.distinct().order_by("title").values_list(*COLUMNS)


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
    subpage_types = ["territory.PlaceIndexPage", "territory.EventIndexPage", "home.InfoPage"]
    max_count_per_parent = 1
    template = "territory/live_index_page.html"

    class Meta:
        verbose_name = "sezione Vivere il Comune"
        verbose_name_plural = "sezioni Vivere il Comune"

    @classmethod
    def for_serving(cls):
        return super().for_serving().select_related("image")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        links = context["frame"].navigation["sections"]
        entries = next((s["children"] for s in links if s["key"] == self.site_key), [])
        context["links"] = {entry["key"]: entry["path"] for entry in entries}
        chosen = self.highlighted(12, with_pictures=True)
        events_path = context["links"].get("eventi", "")
        events = [card for card in chosen if events_path and card.path_url.startswith(events_path)]
        places = [card for card in chosen if card not in events]
        context["places"] = places[:IN_EVIDENCE] or cards(
            BasePage.objects.of(self.tenant)
            .listed()
            .filter(locale=self.locale_id, placepage__isnull=False)
            .order_by("title")[:IN_EVIDENCE],
            with_pictures=True,
        )
        context["events"] = event_lists.evidence(self, request, timezone.now(), IN_EVIDENCE, events)
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
        context = super().get_context(request, *args, **kwargs)
        places = BasePage.objects.listed().child_of(self).order_by("title", "pk")
        placed = kept(self.tenant_id, "places on the map", self.pk, make=lambda: self._placed(places))
        numbers = {key: number for number, key, *_rest in placed}
        kinds = kept(self.tenant_id, "kinds of places", self.pk, make=lambda: self._kinds(places))
        kind = next((one for one in kinds if one.key == request.GET.get("tipo", "")), None)
        listing = paginate(request, self._of_kind(places, kind), 12, of=self, with_pictures=True)
        context |= {
            "highlights": self.highlighted(3, with_pictures=True),
            "kinds": kinds,
            "kind": kind,
            "list": listing,
            "rows": [{"page": card, "number": numbers.get(card.pk)} for card in listing],
            "map": maps.map_with(self.tenant, [(number, x, y) for number, _key, x, y, *_rest in placed])
            if placed
            else None,
            "legend": [{"number": number, "title": title, "url": url} for number, _k, _x, _y, title, url in placed],
            "map_title": _("Mappa dei luoghi: %(name)s") % {"name": self.tenant.short_name},
        }
        return context

    @staticmethod
    def _kinds(places) -> list[Term]:
        """Kinds of the first level that some place has, itself or through one of its own."""
        used = PlacePage.types.through.objects.filter(placepage__in=places.values("pk")).values("term")
        above = Term.objects.filter(pk__in=used).values("parent")
        first = Term.objects.of("tipi_luogo").filter(parent=None)
        return list(first.filter(Q(pk__in=used) | Q(pk__in=above)).order_by("label"))

    @staticmethod
    def _of_kind(places, kind: Term | None):
        if kind is None:
            return places
        within = Q(term=kind) | Q(term__parent=kind)
        return places.filter(pk__in=PlacePage.types.through.objects.filter(within).values("placepage"))

    @staticmethod
    def _placed(places) -> list[tuple]:
        """Number, key, longitude, latitude, title and address of the places with a position, in the order of the list."""
        found = places.filter(placepage__latitude__isnull=False, placepage__longitude__isnull=False)
        rows = found.values_list("pk", "placepage__longitude", "placepage__latitude", "title", "url_path")[:ON_A_MAP]
        where = directory()
        return [
            (number, key, x, y, title, where.path_of(path)) for number, (key, x, y, title, path) in enumerate(rows, 1)
        ]


CAP = RegexValidator(r"^\d{5}$", "Il CAP ha cinque cifre. Esempio: 47027")
NOT_PLACED = (
    "Manca «Posizione»: scrivi latitudine e longitudine, o indica il punto sulla mappa. Servono a chi deve arrivarci."
)


def coordinate(label: str, limit: int, help_text: str = "") -> models.DecimalField:
    """Decimal degrees (WGS 84)."""
    return models.DecimalField(
        label,
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-limit), MaxValueValidator(limit)],
        help_text=f"In gradi decimali. {help_text}",
    )


def yes_or_no(label: str) -> models.CharField:
    """A fact on accessibility: yes, no, or nobody has looked yet."""
    choices = [("si", gettext_lazy("sì")), ("no", gettext_lazy("no"))]
    return models.CharField(label, max_length=2, choices=choices, blank=True)


# As readers read them.
FACTS = {
    "step_free": gettext_lazy("Ingresso senza gradini"),
    "lift": gettext_lazy("Ascensore"),
    "accessible_toilet": gettext_lazy("Bagno accessibile"),
    "reserved_parking": gettext_lazy("Parcheggio riservato"),
    "hearing_loop": gettext_lazy("Anello magnetico per chi porta l'apparecchio acustico"),
}
ACCESSIBILITY = tuple(FACTS)


class PlacePage(BasePage):
    """A place: seat of an office, or somewhere worth going (*luogo*)."""

    type_label = gettext_lazy("Luogo")
    guide_chapter = "uffici-e-luoghi"
    base_form_class = TerritoryPageForm
    required_to_publish = {
        "summary": "Descrizione breve",
        "access": "Modalità di accesso",
        "street_address": "Indirizzo",
        "cap": "CAP",
        "locality": "Comune o località",
        "latitude": "Posizione",
        "contact_points": "Contatti",
    }
    reviewed_attributes = {
        "summary": "Descrizione",
        "address_line": "Indirizzo",
        "access": "Modalità di accesso",
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
    latitude = coordinate("latitudine", 90, "Esempio: 43.918900")
    longitude = coordinate("longitudine", 180, "Esempio: 12.143200")
    step_free = yes_or_no("ingresso senza gradini")
    lift = yes_or_no("ascensore")
    accessible_toilet = yes_or_no("bagno accessibile")
    reserved_parking = yes_or_no("parcheggio riservato")
    hearing_loop = yes_or_no("anello magnetico per chi porta l'apparecchio acustico")
    accessibility_notes = RichTextField("note sull'accessibilità", blank=True)
    ticket = RichTextField("costo dell'ingresso", blank=True)
    opening_hours = StreamField(OpeningHoursStreamBlock(), verbose_name="orario per il pubblico", blank=True)
    open_on_holidays = models.BooleanField("aperto anche nei giorni di festa", default=False)
    closures = StreamField(ClosureStreamBlock(), verbose_name="chiusure", blank=True)
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
                MapPanel(),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            "Dove si trova",
        ),
        MultiFieldPanel(
            [FieldPanel(n) for n in (*ACCESSIBILITY, "accessibility_notes", "ticket")], "Accessibilità e ingresso"
        ),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("opening_hours", "open_on_holidays", "closures", "hours_note", "contact_points")],
            "Orari e contatti",
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
        if self.latitude is not None:
            problem = maps.position_problem(self.tenant_id, self.longitude, self.latitude)
            if problem:
                raise ValidationError({"latitude": problem})

    def missing_parts(self, cleaned=None):
        missing = super().missing_parts(cleaned)
        return missing | ({"latitude": NOT_PLACED} if "latitude" in missing else {})

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
        context |= {
            "types": [term.name for term in relations.terms(keys["types"])],
            "linked": [found[key] for key in keys["linked_places"] if key in found],
            "units": in_reader_language(_units_at(place=versions.original(self))),
            "entries": contact_rows(entries_of(keys["contact_points"])),
            "hours": hours_rows(self.opening_hours),
            "open_now": self.open_now(request),
            "facts": self.accessibility_facts(),
            "map": maps.map_with(self.tenant, [(1, self.longitude, self.latitude)]) if self.is_placed else None,
            "map_title": _("Dove si trova: %(name)s") % {"name": self.title},
            "kinds": [term.key for term in relations.terms(keys["types"])],
            "responsible": found.get(self.responsible_office_id),
            "latitude": str(self.latitude) if self.latitude is not None else "",
            "longitude": str(self.longitude) if self.longitude is not None else "",
            "topic_links": topics.links_of(self, keys["topics"]),
        }
        context["index"] = self._index(context)
        return context

    @property
    def is_placed(self) -> bool:
        return self.latitude is not None and self.longitude is not None

    def open_now(self, request) -> dict:
        """Whether it is open at this moment, for the `open_now` component; empty where the hours do not say."""
        extra = [(row.value["first"], row.value["last"], row.value["reason"]) for row in self.closures]
        on_holidays = self.open_on_holidays
        return hours.open_now(request, self.tenant, self.opening_hours, on_holidays=on_holidays, extra=extra)

    def accessibility_facts(self) -> list[dict]:
        """What is known on getting in and around, in the order in which people ask."""
        return [
            {
                "label": FACTS[name],
                "value": getattr(self, f"get_{name}_display")(),
                "is_yes": getattr(self, name) == "si",
            }
            for name in ACCESSIBILITY
            if getattr(self, name)
        ]

    def structured_data(self, context):
        """schema.org CivicStructure, or the type that the kind of place has there."""
        return place_json(self, context.get("kinds", []))

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
