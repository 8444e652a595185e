"""What an office decides beforehand: its agenda, who and what serves, for which kinds of appointment, at what hours."""

from datetime import time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Orderable
from wagtail.search import index

from appointments.blocks import QuestionsStreamBlock
from appointments.rules.availability import Kind, Mode
from cms.fields import StreamField
from cms.forms import OwnBodyForm
from offices.models import OfficePage
from services.models import ServicePage
from territory.models import PlacePage

MODE_LABELS = {
    Mode.DESK: "Allo sportello",
    Mode.PHONE: "Al telefono",
    Mode.VIDEO: "In videochiamata",
    Mode.HOME: "A domicilio",
}
MODES = [(mode.value, label) for mode, label in MODE_LABELS.items()]
MODE_FIELDS = {Mode.DESK: "at_desk", Mode.PHONE: "by_phone", Mode.VIDEO: "by_video", Mode.HOME: "at_home"}
LONGEST = 8 * 60  # minutes


class WaysToMeet(models.Model):
    """The ways of meeting that a type allows or a resource can do."""

    at_desk = models.BooleanField("allo sportello", default=True)
    by_phone = models.BooleanField("al telefono", default=False)
    by_video = models.BooleanField("in videochiamata", default=False)
    at_home = models.BooleanField("a domicilio", default=False)

    class Meta:
        abstract = True

    @property
    def modes(self) -> list[Mode]:
        return [mode for mode, name in MODE_FIELDS.items() if getattr(self, name)]

    def clean(self):
        super().clean()
        if not self.modes:
            raise ValidationError({"at_desk": "Scegli almeno un modo di incontrarsi."})


MODE_PANEL = MultiFieldPanel(
    [FieldRowPanel([FieldPanel(name) for name in MODE_FIELDS.values()])], "Come ci si incontra"
)


def days_list(text: str) -> list[int]:
    """Days before an appointment, from "7, 1"; raises ValidationError where it is something else."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if any(not part.isdecimal() or not 1 <= int(part) <= 30 for part in parts) or len(parts) > 3:
        raise ValidationError(
            "Scrivi quanti giorni prima, da 1 a 30, al massimo tre separati da una virgola. Esempio: 7, 1"
        )
    return sorted({int(part) for part in parts}, reverse=True)


class AppointmentType(WaysToMeet, index.Indexed, models.Model):
    """A kind of appointment of a body (*tipo di appuntamento*): how long it takes, how, for which services."""

    tenant = models.ForeignKey(
        "cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="appointment_types"
    )
    name = models.CharField("nome", max_length=120)
    name_en = models.CharField("nome in inglese", max_length=120, blank=True)
    summary = models.CharField("che cosa si fa", max_length=255, blank=True)
    services = models.ManyToManyField(
        ServicePage, verbose_name="servizi per cui si prenota", blank=True, related_name="appointment_types"
    )
    is_active = models.BooleanField("si può prenotare", default=True)

    duration = models.PositiveSmallIntegerField(
        "durata in minuti", default=30, validators=[MinValueValidator(5), MaxValueValidator(LONGEST)]
    )
    buffer_after = models.PositiveSmallIntegerField(
        "minuti liberi dopo", default=0, validators=[MaxValueValidator(120)]
    )
    accessible_extra_minutes = models.PositiveSmallIntegerField(
        "minuti in più per chi ne ha bisogno", default=15, validators=[MaxValueValidator(120)]
    )
    needs_room = models.BooleanField("occupa anche una sala", default=False)
    documents = models.TextField("che cosa portare", blank=True)
    documents_en = models.TextField("che cosa portare, in inglese", blank=True)
    questions = StreamField(QuestionsStreamBlock(), verbose_name="domande a chi prenota", blank=True)

    lead_hours = models.PositiveSmallIntegerField("preavviso in ore", default=0, validators=[MaxValueValidator(720)])
    lead_workdays = models.PositiveSmallIntegerField(
        "preavviso in giorni lavorativi", default=0, validators=[MaxValueValidator(60)]
    )
    horizon_days = models.PositiveSmallIntegerField(
        "fino a quanti giorni prima", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    valid_from = models.DateField("si riceve dal", null=True, blank=True)
    valid_to = models.DateField("si riceve fino al", null=True, blank=True)
    max_active = models.PositiveSmallIntegerField(
        "appuntamenti di una persona", default=2, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    requires_confirmation = models.BooleanField("l'ufficio conferma a mano", default=False)
    has_waiting_list = models.BooleanField("lista d'attesa", default=True)
    reminder_days = models.CharField("promemoria, giorni prima", max_length=20, default="1", blank=True)
    retention_days = models.PositiveSmallIntegerField(
        "giorni per cui si tengono i dati", default=90, validators=[MinValueValidator(7), MaxValueValidator(730)]
    )

    base_form_class = OwnBodyForm
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("name_en"),
                    FieldPanel("summary"),
                    FieldPanel("services"),
                    MODE_PANEL,
                    FieldRowPanel([FieldPanel("duration"), FieldPanel("buffer_after")]),
                    FieldPanel("is_active"),
                ],
                heading="Appuntamento",
            ),
            ObjectList(
                [FieldPanel("documents"), FieldPanel("documents_en"), FieldPanel("questions")], heading="Chi prenota"
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("lead_hours"), FieldPanel("lead_workdays"), FieldPanel("horizon_days")]),
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                    FieldPanel("max_active"),
                    FieldPanel("accessible_extra_minutes"),
                    FieldPanel("needs_room"),
                    FieldPanel("requires_confirmation"),
                    FieldPanel("has_waiting_list"),
                    FieldRowPanel([FieldPanel("reminder_days"), FieldPanel("retention_days")]),
                ],
                heading="Regole",
            ),
        ]
    )
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("tenant")]

    class Meta:
        verbose_name = "tipo di appuntamento"
        verbose_name_plural = "tipi di appuntamento"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="appointment_type_once",
                violation_error_message="C'è già un tipo di appuntamento con questo nome.",
            ),
            models.CheckConstraint(condition=Q(duration__gte=5), name="appointment_type_lasts"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="appointment_type_ends_after_start",
                violation_error_message="La data di fine viene prima di quella di inizio.",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        try:
            days_list(self.reminder_days)
        except ValidationError as error:
            raise ValidationError({"reminder_days": error.messages}) from error

    @property
    def reminders(self) -> list[int]:
        """Days before an appointment on which it is recalled, the farthest first."""
        return days_list(self.reminder_days)

    def in_language(self, name: str, language: str) -> str:
        """`name` or `documents` in a language; Italian where nobody has translated it."""
        return (getattr(self, f"{name}_en") if language == "en" else "") or getattr(self, name)

    def to_bring(self, language: str) -> list[str]:
        """What to bring, one thing a row."""
        return [line.strip() for line in self.in_language("documents", language).splitlines() if line.strip()]


class Resource(WaysToMeet, index.Indexed, models.Model):
    """What serves people: a desk, an operator, a room, a place for video calls (*risorsa*)."""

    class Kind(models.TextChoices):
        DESK = "sportello", "Sportello"
        OPERATOR = "operatore", "Operatore"
        ROOM = "sala", "Sala"
        VIDEO = "video", "Postazione video"
        TEAM = "squadra", "Squadra a domicilio"

    tenant = models.ForeignKey("cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="resources")
    name = models.CharField("nome", max_length=80)
    kind = models.CharField("che cos'è", max_length=12, choices=Kind.choices, default=Kind.DESK)
    seats = models.PositiveSmallIntegerField(
        "persone insieme", default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    step_free = models.BooleanField("senza gradini", default=True)
    types = models.ManyToManyField(
        AppointmentType, verbose_name="solo per questi appuntamenti", blank=True, related_name="+"
    )
    operator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="chi è",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="resources",
    )
    is_active = models.BooleanField("in uso", default=True)

    base_form_class = OwnBodyForm
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("seats")]),
        MODE_PANEL,
        FieldPanel("step_free"),
        FieldPanel("types"),
        FieldPanel("operator"),
        FieldPanel("is_active"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("tenant")]

    class Meta:
        verbose_name = "risorsa"
        verbose_name_plural = "risorse"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="resource_once",
                violation_error_message="C'è già una risorsa con questo nome.",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="resource_has_seats"),
        ]

    def __str__(self):
        return self.name


class Agenda(index.Indexed, ClusterableModel):
    """The calendar of an office that people may book (*agenda*)."""

    tenant = models.ForeignKey("cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="agendas")
    office = models.ForeignKey(OfficePage, verbose_name="ufficio", on_delete=models.PROTECT, related_name="agendas")
    name = models.CharField("nome", max_length=120)
    seat = models.ForeignKey(
        PlacePage,
        verbose_name="dove, se non nella sede dell'ufficio",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    types = models.ManyToManyField(AppointmentType, verbose_name="tipi di appuntamento", related_name="agendas")
    resources = models.ManyToManyField(Resource, verbose_name="chi e che cosa serve", related_name="agendas")
    operators = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="operatori che la tengono", blank=True, related_name="agendas"
    )
    instructions = models.CharField("indicazioni per chi viene", max_length=255, blank=True)
    phone = models.CharField("telefono dell'agenda", max_length=40, blank=True)
    grid_minutes = models.PositiveSmallIntegerField(
        "un inizio ogni quanti minuti", default=0, validators=[MaxValueValidator(240)]
    )
    lead_hours = models.PositiveSmallIntegerField("preavviso in ore", default=2, validators=[MaxValueValidator(720)])
    horizon_days = models.PositiveSmallIntegerField(
        "fino a quanti giorni prima", default=60, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    change_hours = models.PositiveSmallIntegerField(
        "fino a quante ore prima si sposta o si annulla", default=2, validators=[MaxValueValidator(168)]
    )
    open_to_union = models.BooleanField("aperta a chi abita negli altri Comuni", default=False)
    is_active = models.BooleanField("si può prenotare", default=True)

    base_form_class = OwnBodyForm
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("office"),
                    FieldPanel("seat"),
                    FieldPanel("types"),
                    FieldPanel("resources"),
                    FieldPanel("operators"),
                    FieldPanel("instructions"),
                    FieldPanel("phone"),
                    FieldPanel("open_to_union"),
                    FieldPanel("is_active"),
                ],
                heading="Agenda",
            ),
            ObjectList(
                [
                    InlinePanel("hours", label="Orario"),
                    FieldRowPanel([FieldPanel("grid_minutes"), FieldPanel("lead_hours")]),
                    FieldRowPanel([FieldPanel("horizon_days"), FieldPanel("change_hours")]),
                ],
                heading="Orari",
            ),
            ObjectList([InlinePanel("exceptions", label="Giorni diversi")], heading="Giorni diversi"),
        ]
    )
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("tenant")]

    class Meta:
        verbose_name = "agenda"
        verbose_name_plural = "agende"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="agenda_once",
                violation_error_message="C'è già un'agenda con questo nome.",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def place(self) -> PlacePage | None:
        """Where people come: the agenda's own seat, or that of the office."""
        return self.seat or self.office.effective.seat


WEEKDAYS = [
    (n, name) for n, name in enumerate(("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"))
]


class OpeningRule(Orderable):
    """Weekly hours of an agenda, as the clock on the wall shows them."""

    agenda = ParentalKey(Agenda, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField("giorno", choices=WEEKDAYS)
    opens = models.TimeField("dalle", default=time(9))
    closes = models.TimeField("alle", default=time(12))
    valid_from = models.DateField("dal", null=True, blank=True)
    valid_to = models.DateField("fino al", null=True, blank=True)
    mode = models.CharField("solo", max_length=12, choices=MODES, blank=True)
    resource = models.ForeignKey(
        Resource, verbose_name="solo questa risorsa", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    panels = [
        FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldRowPanel([FieldPanel("mode"), FieldPanel("resource")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "orario"
        verbose_name_plural = "orari"
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="opening_closes_after",
                violation_error_message="L'ora di fine deve venire dopo quella di inizio.",
            ),
        ]


class ScheduleException(Orderable):
    """Days on which an agenda keeps other hours than its weekly ones, or none."""

    KINDS = [
        (Kind.CLOSED.value, "Chiuso"),
        (Kind.REPLACE.value, "Orario diverso"),
        (Kind.EXTRA.value, "Ore in più"),
    ]
    agenda = ParentalKey(Agenda, on_delete=models.CASCADE, related_name="exceptions")
    kind = models.CharField("che cosa cambia", max_length=12, choices=KINDS, default=Kind.CLOSED.value)
    first_on = models.DateField("dal giorno")
    last_on = models.DateField("al giorno", null=True, blank=True)
    opens = models.TimeField("dalle", null=True, blank=True)
    closes = models.TimeField("alle", null=True, blank=True)
    opens_again = models.TimeField("e dalle", null=True, blank=True)
    closes_again = models.TimeField("alle ", null=True, blank=True)
    mode = models.CharField("solo", max_length=12, choices=MODES, blank=True)
    reason = models.CharField("perché", max_length=120, blank=True)

    panels = [
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("first_on"), FieldPanel("last_on")]),
        FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
        FieldRowPanel([FieldPanel("opens_again"), FieldPanel("closes_again")]),
        FieldRowPanel([FieldPanel("mode"), FieldPanel("reason")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "giorni diversi"
        verbose_name_plural = "giorni diversi"

    def clean(self):
        super().clean()
        errors = {}
        if self.first_on and self.last_on and self.last_on < self.first_on:
            errors["last_on"] = "L'ultimo giorno viene prima del primo."
        for opens, closes in (("opens", "closes"), ("opens_again", "closes_again")):
            start, end = getattr(self, opens), getattr(self, closes)
            if (start is None) != (end is None):
                errors[closes if end is None else opens] = "Scrivi sia l'ora di inizio sia quella di fine."
            elif start is not None and end <= start:
                errors[closes] = "L'ora di fine deve venire dopo quella di inizio."
        if self.kind != Kind.CLOSED and not self.stretches and not errors:
            errors["opens"] = "Scrivi da che ora a che ora."
        if errors:
            raise ValidationError(errors)

    @property
    def stretches(self) -> tuple[tuple[time, time], ...]:
        pairs = ((self.opens, self.closes), (self.opens_again, self.closes_again))
        return tuple((start, end) for start, end in pairs if start is not None and end is not None)
