"""What has been taken: occupied stretches, appointments and what happened to each, who waits, video rooms."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from appointments.models.setup import MODES, Agenda, AppointmentType, Resource
from appointments.rules.minutes import LONGEST_DAY, moment_of
from offices.models import OfficePage
from services.models import ServicePage


class Appointment(models.Model):
    """A place that somebody has taken at an office (*appuntamento*). It is never deleted: its people are forgotten.

    Who it is lives in the columns from `name` to `answers`; they are emptied when the term of the type has passed
    (GDPR art. 5, storage limitation).
    """

    class State(models.TextChoices):
        REQUESTED = "richiesto", "Da confermare"
        BOOKED = "prenotato", "Prenotato"
        ARRIVED = "arrivato", "Arrivato"
        CALLED = "chiamato", "Chiamato"
        SERVED = "servito", "Servito"
        NO_SHOW = "assente", "Non si è presentato"
        CANCELLED_BY_CITIZEN = "disdetto", "Disdetto dal cittadino"
        CANCELLED_BY_OFFICE = "annullato", "Annullato dall'ufficio"

    class Channel(models.TextChoices):
        WEB = "web", "Dal sito"
        PHONE = "telefono", "Al telefono"
        COUNTER = "sportello", "Allo sportello"

    class Need(models.TextChoices):
        MORE_TIME = "piu-tempo", "Mi serve più tempo"
        STEP_FREE = "senza-gradini", "Mi serve uno sportello senza gradini"
        SIGN_LANGUAGE = "lis", "Mi serve un interprete della lingua dei segni"
        LANGUAGE = "lingua", "Mi serve aiuto con la lingua italiana"
        COMPANION = "accompagnatore", "Vengo con chi mi assiste"

    class Interpreter(models.TextChoices):
        """The task that opens where somebody needs an interpreter of sign language."""

        TO_CALL = "da-trovare", "Da trovare"
        FOUND = "trovato", "Trovato"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    tenant = models.ForeignKey("cms.Tenant", on_delete=models.PROTECT, related_name="+")
    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="appointments")
    type = models.ForeignKey(AppointmentType, on_delete=models.PROTECT, related_name="appointments")
    office = models.ForeignKey(OfficePage, null=True, on_delete=models.SET_NULL, related_name="+")
    service = models.ForeignKey(ServicePage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    mode = models.CharField(max_length=12, choices=MODES)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.BOOKED)
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12)
    sequence = models.PositiveIntegerField(default=0)
    channel = models.CharField(max_length=12, choices=Channel.choices, default=Channel.WEB)
    language = models.CharField(max_length=5, default="it")
    created_at = models.DateTimeField()
    # Given by the page that asks: the same page sent twice makes one appointment.
    request_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    name = models.CharField(max_length=80, blank=True)
    surname = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    home_address = models.CharField("indirizzo della visita", max_length=200, blank=True)  # where the office goes
    details = models.CharField(max_length=200, blank=True)
    answers = models.JSONField(default=list, blank=True)
    interpreter = models.CharField("interprete", max_length=10, choices=Interpreter.choices, blank=True)
    needs = models.JSONField(default=list, blank=True)
    # Of whom the database can say "again the same", without saying who: keyed hashes, emptied with the rest.
    contact_key = models.CharField(max_length=43, blank=True)
    person_key = models.CharField(max_length=43, blank=True)
    turn = models.PositiveSmallIntegerField(default=1)  # which of the appointments that this contact may have at once
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "appuntamento"
        verbose_name_plural = "appuntamenti"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "code"], name="appointment_code_once"),
            models.UniqueConstraint(
                fields=["type", "contact_key", "turn"],
                condition=~Q(contact_key="") & Q(state__in=["richiesto", "prenotato", "arrivato", "chiamato"]),
                name="appointment_one_turn",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_start"),
        ]
        indexes = [
            models.Index(fields=["agenda", "starts_at"], name="appointment_of_day"),
            models.Index(fields=["state", "ends_at"], name="appointment_by_state"),
        ]

    def __str__(self):
        return f"{self.code}, {self.starts_at:%d/%m/%Y %H:%M}"

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE


State = Appointment.State
ACTIVE = (State.REQUESTED, State.BOOKED, State.ARRIVED, State.CALLED)  # hold their place
MOVABLE = (State.REQUESTED, State.BOOKED)
CALLABLE = (State.BOOKED, State.ARRIVED, State.CALLED, State.SERVED)  # in the room; served too soon, they come back
OVER = (State.SERVED, State.NO_SHOW, State.CANCELLED_BY_CITIZEN, State.CANCELLED_BY_OFFICE)


class Occupation(models.Model):
    """A stretch in which one seat of a resource is not free: held by somebody who is booking, booked, or blocked.

    Everything that takes a resource is a row here, so one rule of the database covers it all: no two rows of the same
    seat overlap (docs/decisions/0011). Minutes are whole, since 1970 in UTC; the end is not part of the stretch.
    """

    class State(models.TextChoices):
        HELD = "held", "Trattenuto"
        BOOKED = "booked", "Occupato"
        BLOCKED = "blocked", "Bloccato"

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="occupations")
    seat = models.PositiveSmallIntegerField(default=1)
    from_minute = models.IntegerField()
    until_minute = models.IntegerField()
    state = models.CharField(max_length=8, choices=State.choices)
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.CASCADE, related_name="occupations"
    )
    hold_key = models.UUIDField(null=True, blank=True)
    hold_expires_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "occupazione"
        verbose_name_plural = "occupazioni"
        constraints = [
            models.CheckConstraint(condition=Q(until_minute__gt=F("from_minute")), name="occupation_not_empty"),
            models.CheckConstraint(
                condition=Q(until_minute__lte=F("from_minute") + LONGEST_DAY), name="occupation_within_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(hold_expires_at__isnull=False, hold_key__isnull=False),
                name="occupation_hold_ends",
            ),
            models.CheckConstraint(
                condition=~Q(state="booked") | Q(appointment__isnull=False), name="occupation_booked_by"
            ),
        ]
        indexes = [
            models.Index(
                fields=["resource", "from_minute", "until_minute", "seat", "state"], name="occupation_of_resource"
            ),
            models.Index(fields=["hold_key"], name="occupation_held_by", condition=Q(hold_key__isnull=False)),
        ]

    def __str__(self):
        return f"{moment_of(self.from_minute):%d/%m/%Y %H:%M}, {self.get_state_display()}"

    @property
    def starts_at(self):
        return moment_of(self.from_minute)

    @property
    def ends_at(self):
        return moment_of(self.until_minute)


class AppointmentEvent(models.Model):
    """What happened to an appointment, when and on whose side. Rows are added, never changed; their reason, which may
    speak of the person, is emptied with what names them."""

    class By(models.TextChoices):
        CITIZEN = "cittadino", "Cittadino"
        OFFICE = "ufficio", "Ufficio"
        CLOCK = "sistema", "Sistema"

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="history")
    happened_at = models.DateTimeField()
    by = models.CharField(max_length=10, choices=By.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    reason = models.CharField(max_length=255, blank=True)
    was_at = models.DateTimeField(null=True, blank=True)  # of a move: when it would have been

    class Meta:
        verbose_name = "passaggio di un appuntamento"
        verbose_name_plural = "passaggi degli appuntamenti"
        ordering = ["happened_at", "pk"]

    def __str__(self):
        return f"{self.from_state} → {self.to_state}"


class Draft(models.Model):
    """What somebody has written so far while booking, so that going back or finding the place taken loses nothing.

    It is opened by the browser that began it, and forgotten an hour after the last step.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    tenant = models.ForeignKey("cms.Tenant", on_delete=models.CASCADE, related_name="+")
    browser = models.CharField(max_length=64)  # hash of the browser's own random number
    hold_key = models.UUIDField(null=True, blank=True)
    agenda = models.ForeignKey(Agenda, null=True, on_delete=models.CASCADE, related_name="+")
    type = models.ForeignKey(AppointmentType, null=True, on_delete=models.CASCADE, related_name="+")
    service = models.ForeignKey(ServicePage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    mode = models.CharField(max_length=12, choices=MODES)
    start = models.IntegerField(null=True)
    needs = models.JSONField(default=list, blank=True)
    given = models.JSONField(default=dict, blank=True)
    # The appointment that is being moved to another time, or that came out of this draft.
    moves = models.ForeignKey(Appointment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    becomes = models.ForeignKey(Appointment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    used_at = models.DateTimeField()

    class Meta:
        verbose_name = "prenotazione in corso"
        verbose_name_plural = "prenotazioni in corso"
        indexes = [models.Index(fields=["browser"], name="draft_of_browser")]

    def __str__(self):
        return str(self.key)


class WaitlistEntry(models.Model):
    """Somebody who would come earlier or at all if a place came free (*lista d'attesa*); in order of arrival."""

    class State(models.TextChoices):
        WAITING = "in-attesa", "In attesa"
        OFFERED = "avvisato", "Avvisato di un posto"
        ACCEPTED = "accettato", "Ha preso il posto"
        LEFT = "uscito", "È uscito dalla lista"
        ENDED = "scaduto", "L'attesa è finita"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    tenant = models.ForeignKey("cms.Tenant", on_delete=models.PROTECT, related_name="+")
    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="waiting")
    type = models.ForeignKey(AppointmentType, on_delete=models.CASCADE, related_name="+")
    service = models.ForeignKey(ServicePage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    mode = models.CharField(max_length=12, choices=MODES)
    first_on = models.DateField()
    last_on = models.DateField()
    needs = models.JSONField(default=list, blank=True)
    name = models.CharField(max_length=80, blank=True)
    surname = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    home_address = models.CharField("indirizzo della visita", max_length=200, blank=True)
    details = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, default="it")
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField()
    appointment = models.ForeignKey(Appointment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "persona in lista d'attesa"
        verbose_name_plural = "lista d'attesa"
        ordering = ["created_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="waiting_ends_after_start")]
        indexes = [models.Index(fields=["agenda", "state", "created_at"], name="waiting_in_order")]

    def __str__(self):
        return f"{self.agenda}, {self.created_at:%d/%m/%Y}"

    @property
    def office_id(self) -> int:
        return self.agenda.office_id


class WaitlistOffer(models.Model):
    """A place offered to somebody who waits, and how it ended: the register of who was asked before whom."""

    class Outcome(models.TextChoices):
        OPEN = "aperta", "In attesa di risposta"
        TAKEN = "presa", "Accettata"
        LEFT = "lasciata", "Rifiutata"
        EXPIRED = "scaduta", "Senza risposta"

    entry = models.ForeignKey(WaitlistEntry, on_delete=models.CASCADE, related_name="offered")
    request_key = models.UUIDField(default=uuid.uuid4, editable=False)
    hold_key = models.UUIDField()
    start = models.IntegerField()
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    passed_over = models.PositiveIntegerField(default=0)  # people before, who could not use this place

    class Meta:
        verbose_name = "posto offerto"
        verbose_name_plural = "posti offerti"
        ordering = ["offered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(outcome="aperta"), name="waiting_one_offer"),
            models.UniqueConstraint(fields=["entry", "start"], name="waiting_place_once"),
        ]
        indexes = [models.Index(fields=["outcome", "expires_at"], name="waiting_offers_open")]

    def __str__(self):
        return f"{moment_of(self.start):%d/%m/%Y %H:%M}, {self.get_outcome_display()}"


class VideoRoom(models.Model):
    """The room of a video appointment. Its name is in no message: our own page opens it, to the two people, in time."""

    appointment = models.OneToOneField(Appointment, on_delete=models.CASCADE, related_name="room")
    provider = models.CharField(max_length=20)  # who gave it; empty until somebody has been in
    name = models.CharField(max_length=64, unique=True)
    citizen_joined_at = models.DateTimeField(null=True, blank=True)
    operator_joined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "stanza video"
        verbose_name_plural = "stanze video"

    def __str__(self):
        return str(self.appointment)


class RoomSignal(models.Model):
    """What one person of a demonstration room says to the other's browser, until it has been heard (an hour at most)."""

    room = models.ForeignKey(VideoRoom, on_delete=models.CASCADE, related_name="signals")
    sender = models.CharField(max_length=12)
    body = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "segnale di una stanza"
        verbose_name_plural = "segnali delle stanze"
        indexes = [models.Index(fields=["made_at"], name="room_signal_by_age")]

    def __str__(self):
        return f"{self.sender}, {self.made_at:%d/%m/%Y %H:%M}"
