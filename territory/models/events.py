"""Events (*eventi*, COMUNI.md b.8): what they are, when they happen, and the dates that lists read."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from cms import page_cache, relations, topics
from cms.blocks import DocumentStreamBlock, GalleryStreamBlock
from cms.cards import related
from cms.documents import document_rows
from cms.fields import StreamField, one_of
from cms.formats import day, euro
from cms.models import BasePage
from cms.models.base_page import HIGHLIGHTS_PANEL
from territory import event_lists, event_rules, maps, wording
from territory.blocks import (
    EventCostStreamBlock,
    OfficeStreamBlock,
    PartnerStreamBlock,
    PersonStreamBlock,
    SkippedDayStreamBlock,
    amount_of,
    keys_in,
)
from territory.event_data import event_json
from territory.fields import RecurrenceField
from territory.forms import TerritoryPageForm
from territory.models.contacts import ContactPoint, contact_rows, entries_of
from territory.models.places import CAP, PlacePage, coordinate
from territory.panels import MapPanel
from territory.recurrence import RecurrenceError, Rule, Span, parse, spans_of

NEXT_DATES = 6  # of a series, on its page
PARTS = 50  # appointments of an event with many


class EventIndexPage(BasePage):
    """The calendar: what is coming, by kind and day, a month at a time, and what is over."""

    type_label = gettext_lazy("Elenco")
    guide_chapter = "eventi"
    how_to_announce = RichTextField("come far conoscere il tuo evento", blank=True)

    parent_page_types = ["territory.LiveIndexPage"]
    subpage_types = ["territory.EventPage"]
    max_count_per_parent = 1
    content_panels = BasePage.content_panels + [FieldPanel("how_to_announce"), HIGHLIGHTS_PANEL]
    template = "territory/event_index_page.html"

    class Meta:
        verbose_name = "elenco degli eventi"
        verbose_name_plural = "elenchi degli eventi"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | event_lists.index_context(self, request, timezone.now())


class EventPage(BasePage):
    """Something that happens: once, over several days, or again and again (*evento*)."""

    type_label = gettext_lazy("Evento")
    guide_chapter = "eventi"
    base_form_class = TerritoryPageForm
    required_to_publish = {
        "summary": "Descrizione breve",
        "event_type": "Tipo di evento",
        "starts_on": "Giorno di inizio",
        "start_time": "Ora di inizio",  # not of what lasts the whole day: see event_rules
        "place": "Luogo",  # or an address
        "status_note": "Che cosa è cambiato",  # only when it is cancelled
        "description": "Cos'è",
        "audience": "A chi è rivolto",
        "costs": "Costi",
        "contact_points": "Contatti",
        "topics": "Argomenti",
    }
    reviewed_attributes = {
        "description": "Descrizione",
        "starts_on": "Data e orario",
        "place_name": "Luogo",
        "costs": "Costo",
        "contact_points": "Contatti",
    }
    same_in_every_language = ("recurrence", "location_street", "location_cap", "location_city")

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", "Si fa"
        CANCELLED = "cancelled", "Annullato"
        POSTPONED = "postponed", "Rinviato"

    event_type = models.ForeignKey(
        verbose_name="tipo di evento", null=True, blank=True, on_delete=models.PROTECT, **one_of("tipi_evento")
    )
    subtitle = models.CharField("sottotitolo", max_length=255, blank=True)
    status = models.CharField("stato", max_length=10, choices=Status.choices, default=Status.SCHEDULED)
    status_note = models.CharField("che cosa è cambiato", max_length=255, blank=True)

    # Days and hours as the clock on the wall in Italy says them; moments are derived (Occurrence).
    all_day = models.BooleanField("tutto il giorno", default=False)
    starts_on = models.DateField("giorno di inizio", null=True, blank=True)
    start_time = models.TimeField("ora di inizio", null=True, blank=True)
    ends_on = models.DateField("giorno di fine", null=True, blank=True)
    end_time = models.TimeField("ora di fine", null=True, blank=True)
    recurrence = RecurrenceField(verbose_name="ripetizione")
    skipped_days = StreamField(SkippedDayStreamBlock(), verbose_name="tranne i giorni", blank=True)
    hours_info = RichTextField("informazioni sugli orari", blank=True)
    over_at = models.DateTimeField("finito dal", null=True, editable=False, db_index=True)

    parent_event = models.ForeignKey(
        "self",
        verbose_name="fa parte di",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="appointments",
    )
    description = RichTextField("descrizione completa", blank=True)
    audience = RichTextField("a chi è rivolto", blank=True)
    people = StreamField(PersonStreamBlock(), verbose_name="persone dell'amministrazione", blank=True)
    gallery = StreamField(GalleryStreamBlock(), verbose_name="galleria", blank=True)
    video_url = models.URLField("video", blank=True)
    transcript = RichTextField("trascrizione del video", blank=True)

    place = models.ForeignKey(
        PlacePage, verbose_name="luogo", null=True, blank=True, on_delete=models.SET_NULL, related_name="events"
    )
    location_name = models.CharField("nome del posto", max_length=160, blank=True)
    location_street = models.CharField("indirizzo", max_length=255, blank=True)
    location_cap = models.CharField("CAP", max_length=5, blank=True, validators=[CAP])
    location_city = models.CharField("comune o località", max_length=80, blank=True)
    latitude = coordinate("latitudine", 90, "Esempio: 43.918900")
    longitude = coordinate("longitudine", 180, "Esempio: 12.143200")

    costs = StreamField(EventCostStreamBlock(), verbose_name="costi", blank=True)
    attachments = StreamField(DocumentStreamBlock(), verbose_name="allegati", blank=True)
    contact_points = ParentalManyToManyField(ContactPoint, verbose_name="contatti", blank=True)
    # Keys upstairs point at Page (docs/decisions/0012).
    organiser = models.ForeignKey(
        Page, verbose_name="organizzato da", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    organiser_text = models.CharField("altri organizzatori", max_length=255, blank=True)
    supporters = StreamField(OfficeStreamBlock(), verbose_name="con il supporto di", blank=True)
    patrons = StreamField(PartnerStreamBlock(), verbose_name="patrocinato da", blank=True)
    sponsors = StreamField(PartnerStreamBlock(), verbose_name="sponsor", blank=True)
    more_info = RichTextField("ulteriori informazioni", blank=True)

    search_fields = BasePage.search_fields + [
        index.SearchField("subtitle"),
        index.SearchField("description"),
        index.SearchField("place_name"),
    ]
    content_panels = BasePage.content_panels + [
        FieldPanel("subtitle"),
        FieldPanel("event_type"),
        FieldPanel("topics"),
        MultiFieldPanel(
            [
                FieldPanel("all_day"),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("start_time")]),
                FieldRowPanel([FieldPanel("ends_on"), FieldPanel("end_time")]),
                FieldPanel("recurrence"),
                FieldPanel("skipped_days"),
                FieldPanel("hours_info"),
                FieldRowPanel([FieldPanel("status"), FieldPanel("status_note")]),
            ],
            "Date e orari",
        ),
        MultiFieldPanel(
            [
                PageChooserPanel("place", "territory.PlacePage"),
                FieldPanel("location_name"),
                FieldPanel("location_street"),
                FieldRowPanel([FieldPanel("location_cap"), FieldPanel("location_city")]),
                MapPanel(),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            "Dove",
        ),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("description", "audience", "people", "gallery", "video_url", "transcript")],
            "Cos'è",
        ),
        FieldPanel("costs"),
        FieldPanel("attachments"),
        PageChooserPanel("parent_event", "territory.EventPage"),
        MultiFieldPanel(
            [
                FieldPanel("contact_points"),
                PageChooserPanel("organiser", "offices.OfficePage"),
                *(FieldPanel(n) for n in ("organiser_text", "supporters", "patrons", "sponsors")),
            ],
            "Contatti e organizzazione",
        ),
        FieldPanel("more_info"),
    ]
    parent_page_types = ["territory.EventIndexPage"]
    subpage_types = []
    template = "territory/event_page.html"

    class Meta:
        verbose_name = "evento"
        verbose_name_plural = "eventi"

    # --- rules ---
    def clean(self):
        super().clean()
        errors = event_rules.errors_of(self)
        if self.latitude is not None and self.longitude is not None and "latitude" not in errors:
            problem = maps.position_problem(self.tenant_id, self.longitude, self.latitude)
            errors |= {"latitude": problem} if problem else {}
        if errors:
            raise ValidationError(errors)

    def missing_parts(self, cleaned=None):
        return event_rules.missing_parts(self, super().missing_parts(cleaned), cleaned or {})

    def prepare_to_save(self):
        spans = self.spans()
        self.over_at = spans[-1].ends_at if spans else None

    # --- when ---
    @property
    def rule(self) -> Rule | None:
        try:
            return parse(self.recurrence)
        except RecurrenceError:
            return None

    @property
    def skipped(self) -> list:
        return [block.value for block in self.skipped_days if block.value]

    @property
    def first_span(self) -> Span | None:
        """The first date; None in a draft that does not say when."""
        if self.starts_on is None:
            return None
        starts, ends = (None, None) if self.all_day else (self.start_time, self.end_time)
        return Span(self.starts_on, starts, self.ends_on or self.starts_on, ends)

    def spans(self) -> list[Span]:
        """Every date, in order; none where the rule cannot be."""
        first = self.first_span
        try:
            return spans_of(first, self.rule, self.skipped) if first else []
        except RecurrenceError:
            return []

    @property
    def when_text(self) -> str:
        """One date in words, or the rule of a series."""
        first = self.first_span
        if first is None:
            return ""
        if self.rule is None:
            return wording.span_text(first)
        return f"{wording.sentence(self.rule, self.starts_on)}, {wording.hours_text(first)}"

    @property
    def skipped_text(self) -> str:
        return wording.listed([day(value) for value in sorted(self.skipped)])

    # --- where ---
    @property
    def place_name(self) -> str:
        return self.place.title if self.place_id and self.place else self.location_name

    @property
    def address_line(self) -> str:
        if self.place_id and self.place:
            return self.place.address_line
        town = " ".join(filter(None, [self.location_cap, self.location_city]))
        return ", ".join(filter(None, [self.location_street, town]))

    @property
    def position(self) -> tuple | None:
        """Longitude and latitude, of the place or of the address written here."""
        where = self.place if self.place_id and self.place else self
        return (where.longitude, where.latitude) if where.latitude is not None else None

    # --- what lists show ---
    def get_listing_label(self):
        return self.event_type.name if self.event_type_id else self.type_label

    def get_listing_date(self):
        return self.starts_on

    @classmethod
    def for_serving(cls):
        return super().for_serving().select_related("image", "place", "event_type")

    # --- the page ---
    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        keys = relations.keys_of(self, "topics", "contact_points")
        people, supporters = keys_in(self.people), keys_in(self.supporters)
        singles = [key for key in (self.place_id, self.parent_event_id, self.organiser_id) if key]
        found = related([*singles, *people, *supporters])
        dates = self._dates(now)
        page_cache.keep_until(request, dates["change"])
        context |= {
            "dates": dates,
            "when": self.when_text,
            "notice": self._notice(),
            "place_card": found.get(self.place_id),
            "parent_card": found.get(self.parent_event_id),
            "organiser": found.get(self.organiser_id),
            "people_list": [found[key] for key in people if key in found],
            "supporter_list": [found[key] for key in supporters if key in found],
            "cost_rows": self.cost_rows(),
            "documents": document_rows(self.attachments),
            "appointments": event_lists.appointments_of(self, PARTS, now),
            "entries": contact_rows(entries_of(keys["contact_points"])),
            "patron_list": [block.value for block in self.patrons],
            "sponsor_list": [block.value for block in self.sponsors],
            "map": maps.map_with(self.tenant, [(1, *self.position)]) if self.position else None,
            "map_title": _("Dove si trova: %(name)s") % {"name": self.place_name},
            "latitude": str(self.position[1]) if self.position else "",
            "longitude": str(self.position[0]) if self.position else "",
            "ics_url": f"{self.path_url}evento.ics" if self.url_path else "",
            "topic_links": topics.links_of(self, keys["topics"]),
        }
        context["index"] = self._index(context)
        return context

    def _dates(self, now: datetime) -> dict:
        """Dates to come of a series, whether all is over, and when this changes by itself."""
        coming = [span for span in self.spans() if span.ends_at > now]
        shown = [wording.span_text(span) for span in coming[:NEXT_DATES]] if self.rule else []
        return {
            "next": shown,
            "more": max(0, len(coming) - NEXT_DATES) if self.rule else 0,
            "is_over": bool(self.starts_on) and not coming,
            "change": coming[0].ends_at if coming else None,
        }

    def _notice(self) -> dict | None:
        """What a reader must know first, if the event is not on as announced."""
        if self.status == self.Status.CANCELLED:
            return {"title": _("Evento annullato"), "body": self.status_note or _("Questo evento non si fa.")}
        if self.status == self.Status.POSTPONED:
            text = self.status_note or _("La nuova data sarà scritta qui appena c'è.")
            return {"title": _("Evento rinviato"), "body": text}
        return None

    def cost_rows(self) -> list[dict]:
        """Rows of the `cost_list` component."""
        return [
            {
                "title": block.value["title"],
                "amount_label": euro(amount_of(block.value)),
                "note": block.value.get("description"),
                "amount": amount_of(block.value),
            }
            for block in self.costs
        ]

    def _index(self, context: dict) -> list[dict]:
        sections = (
            ("cos-e", _("Cos'è"), True),
            ("a-chi-e-rivolto", _("A chi è rivolto"), self.audience),
            ("luogo", _("Luogo"), self.place_name or self.address_line),
            ("date-e-orari", _("Date e orari"), True),
            ("costi", _("Costi"), context["cost_rows"]),
            ("allegati", _("Allegati"), context["documents"]),
            ("appuntamenti", _("Appuntamenti"), context["appointments"]),
            ("contatti", _("Contatti"), True),
            ("patrocinato-da", _("Patrocinato da"), context["patron_list"]),
            ("sponsor", _("Sponsor"), context["sponsor_list"]),
            ("ulteriori-informazioni", _("Ulteriori informazioni"), self.more_info),
        )
        return [{"id": anchor, "label": label} for anchor, label, shown in sections if shown]

    def structured_data(self, context):
        """schema.org Event; the next date of a series."""
        return event_json(self, timezone.now())


class Occurrence(models.Model):
    """One date of a published event: what lists and calendars read. Made anew at each publication."""

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="occurrences")
    tenant = models.ForeignKey("cms.Tenant", on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="Il momento da cui è finito; dove non si sa, la fine del giorno.")

    class Meta:
        ordering = ["starts_at", "event"]
        indexes = [
            models.Index(fields=["tenant", "ends_at"], name="occurrence_by_body"),
            models.Index(fields=["event", "ends_at"], name="occurrence_by_event"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="occurrence_ends_after_start"),
            models.UniqueConstraint(fields=["event", "starts_at"], name="occurrence_once"),
        ]

    def __str__(self):
        return f"{timezone.localtime(self.starts_at):%Y-%m-%d %H:%M} {self.event_id}"

    @property
    def last_day(self):
        """The last day on which it can be seen on a calendar."""
        return timezone.localtime(self.ends_at - timedelta(seconds=1)).date()
