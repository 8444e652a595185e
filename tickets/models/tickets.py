"""Requests of assistance and reports, what happened to them, what was written, who follows them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from tickets.models.setup import Category, Kind
from tickets.rules.states import OPEN, State

PREFIXES = {Kind.ASSISTANCE: "A", Kind.REPORT: "S"}


class Counter(models.Model):
    """The last number given by a body in a year: numbers have no gaps that somebody would have to explain."""

    tenant = models.ForeignKey("cms.Tenant", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "contatore"
        verbose_name_plural = "contatori"
        constraints = [models.UniqueConstraint(fields=["tenant", "kind", "year"], name="ticket_counter_one_each")]

    def __str__(self):
        return f"{self.kind} {self.last}/{self.year}"


class Ticket(models.Model):
    """A request of assistance or a report. `tenant` is the site where it was sent; `holder` the body that answers, which
    is that of the office, and may be another (a road on a border, a service that the union runs)."""

    class Outcome(models.TextChoices):
        """How it ended, in the words that its person reads."""

        SOLVED = "risolta", gettext_lazy("Risolta")
        ANSWERED = "risposta", gettext_lazy("Con una risposta")
        NOT_OURS = "non-competente", gettext_lazy("Non spetta a noi")
        DOUBLE = "doppione", gettext_lazy("Già segnalata")
        NOT_NOW = "non-ora", gettext_lazy("Per ora non si può fare")

    class Channel(models.TextChoices):
        WEB = "web", "Dal sito"
        PHONE = "telefono", "Al telefono"
        COUNTER = "sportello", "Allo sportello"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True, editable=False)  # sent twice, it is made once
    kind = models.CharField("tipo", max_length=12, choices=Kind.choices)
    year = models.PositiveSmallIntegerField("anno")
    number = models.PositiveIntegerField("numero")
    tenant = models.ForeignKey("cms.Tenant", verbose_name="sito", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey("cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="tickets")
    office = models.ForeignKey(
        "wagtailcore.Page", verbose_name="ufficio", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    category = models.ForeignKey(Category, verbose_name="categoria", on_delete=models.PROTECT, related_name="tickets")
    service = models.ForeignKey(
        "wagtailcore.Page", verbose_name="servizio", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    channel = models.CharField("come è arrivata", max_length=10, choices=Channel.choices, default=Channel.WEB)
    language = models.CharField("lingua", max_length=8, default="it")

    state = models.CharField(
        "stato",
        max_length=10,
        choices=[
            (State.NEW.value, gettext_lazy("Ricevuta")),
            (State.ASSIGNED.value, gettext_lazy("In lavorazione")),
            (State.ANSWERED.value, gettext_lazy("Con una risposta")),
            (State.CLOSED.value, gettext_lazy("Chiusa")),
        ],
        default=State.NEW.value,
    )
    outcome = models.CharField("esito", max_length=16, choices=Outcome.choices, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="assegnata a",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="tickets",
    )
    created_at = models.DateTimeField("arrivata")
    due_on = models.DateField("da trattare entro")
    first_answer_at = models.DateTimeField("prima risposta", null=True, blank=True)
    closed_at = models.DateTimeField("chiusa il", null=True, blank=True)
    # Minutes since it arrived, written once: a list averages thousands of them.
    answer_minutes = models.PositiveIntegerField(null=True, blank=True, editable=False)
    closing_minutes = models.PositiveIntegerField(null=True, blank=True, editable=False)
    is_solved = models.BooleanField("risolta, dice chi l'ha mandata", null=True, blank=True)
    reopen_asked_at = models.DateTimeField("chiede di riaprire dal", null=True, blank=True)
    reopen_reason = models.CharField("perché riaprire", max_length=600, blank=True)

    subject = models.CharField("oggetto", max_length=120)
    details = models.TextField("dettagli", max_length=600)
    address = models.CharField("luogo", max_length=200, blank=True)
    latitude = models.DecimalField("latitudine", max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField("longitudine", max_digits=8, decimal_places=5, null=True, blank=True)
    name = models.CharField("nome", max_length=80, blank=True)
    surname = models.CharField("cognome", max_length=80, blank=True)
    email = models.EmailField("email", blank=True)
    phone = models.CharField("telefono", max_length=40, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True, editable=False)  # what the inbox looks through: lower case, without accents

    # What everybody reads of a report: written by the person who approves it, never what was sent.
    is_public = models.BooleanField("nell'elenco pubblico", default=False)
    looked_at = models.DateTimeField("guardata per l'elenco il", null=True, blank=True)
    public_subject = models.CharField("titolo pubblico", max_length=120, blank=True)
    public_details = models.TextField("testo pubblico", max_length=600, blank=True)
    public_address = models.CharField("luogo pubblico", max_length=200, blank=True)
    shows_place = models.BooleanField("con il luogo", default=True)

    class Meta:
        verbose_name = "richiesta o segnalazione"
        verbose_name_plural = "richieste e segnalazioni"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "kind", "year", "number"], name="ticket_number_once"),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED.value, closed_at__isnull=False)
                | (~Q(state=State.CLOSED.value) & Q(closed_at=None, outcome="", is_solved=None, reopen_asked_at=None)),
                name="ticket_closed_whole",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | (Q(latitude__isnull=False) & Q(longitude__isnull=False)),
                name="ticket_point_whole",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | (Q(kind="segnalazione") & ~Q(public_subject="")),
                name="ticket_public_report",
            ),
        ]
        indexes = [
            # Holds all that the piles of the inbox count.
            models.Index(
                fields=["holder", "state", "due_on", "office", "assigned_to", "kind", "looked_at"], name="ticket_inbox"
            ),
            models.Index(fields=["holder", "-created_at", "office", "assigned_to"], name="ticket_by_time"),
            models.Index(fields=["holder"], name="ticket_reopening", condition=Q(reopen_asked_at__isnull=False)),
            models.Index(fields=["office", "state"], name="ticket_of_office"),
            models.Index(F("tenant"), F("created_at").desc(), name="ticket_public", condition=Q(is_public=True)),
            models.Index(fields=["category", "closed_at"], name="ticket_forget", condition=Q(forgotten_at=None)),
            models.Index(fields=["latitude", "longitude"], name="ticket_point", condition=Q(is_public=True)),
        ]

    def __str__(self):
        return f"{self.code}: {self.subject}"

    @property
    def code(self) -> str:
        """«S-2026-12»: what people quote on the telephone."""
        return f"{PREFIXES[self.kind]}-{self.year}-{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_report(self) -> bool:
        return self.kind == Kind.REPORT

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, in degrees."""
        return (float(self.latitude), float(self.longitude)) if self.latitude is not None else None

    @property
    def person(self) -> str:
        return f"{self.name} {self.surname}".strip()


class Written(models.Model):
    """A row that is added and never changed: only the purge empties its text."""

    class By(models.TextChoices):
        CITIZEN = "cittadino", "Cittadino"
        OFFICE = "ufficio", "Ufficio"
        SYSTEM = "sistema", "Sistema"

    ticket: models.ForeignKey
    happened_at = models.DateTimeField()
    by = models.CharField(max_length=10, choices=By.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(blank=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("Ciò che è successo non si riscrive.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Ciò che è successo non si cancella.")


class TicketEvent(Written):
    """A step of a request or report: arrived, assigned, passed to another office, closed, and why."""

    class What(models.TextChoices):
        ARRIVED = "arrivata", gettext_lazy("Ricevuta")
        ROUTED = "smistata", gettext_lazy("Mandata all'ufficio")
        ASSIGNED = "assegnata", gettext_lazy("Presa in carico")
        ANSWERED = "risposta", gettext_lazy("Risposta dell'ufficio")
        WROTE = "scritto", gettext_lazy("Messaggio del cittadino")
        MOVED = "trasferita", gettext_lazy("Passata a un altro ufficio")
        CLOSED = "chiusa", gettext_lazy("Chiusa")
        SOLVED = "confermata", gettext_lazy("Confermata come risolta da chi l'ha mandata")
        REOPEN_ASKED = "riapertura-chiesta", gettext_lazy("Chiesto di riaprirla")
        REOPENED = "riaperta", gettext_lazy("Riaperta")
        LEFT_CLOSED = "lasciata-chiusa", gettext_lazy("Lasciata chiusa")
        APPROVED = "approvata", gettext_lazy("Messa nell'elenco pubblico")
        HIDDEN = "nascosta", gettext_lazy("Tenuta fuori dall'elenco pubblico")

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="history")
    what = models.CharField(max_length=20, choices=What.choices)
    state = models.CharField(max_length=10)
    office = models.ForeignKey("wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "passo"
        verbose_name_plural = "passi"
        ordering = ["happened_at", "pk"]

    def __str__(self):
        return f"{self.get_what_display()}, {self.happened_at:%d/%m/%Y %H:%M}"


class TicketMessage(Written):
    """Something written: by the person, by the office to the person, or a note that stays in the office."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="messages")
    is_note = models.BooleanField(default=False)

    class Meta:
        verbose_name = "messaggio"
        verbose_name_plural = "messaggi"
        ordering = ["happened_at", "pk"]

    def __str__(self):
        return f"{'Nota' if self.is_note else self.get_by_display()}, {self.happened_at:%d/%m/%Y %H:%M}"


class Follower(models.Model):
    """Somebody who wants to know how a report goes on; nothing is written to them before they have said so twice."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="followers")
    email = models.EmailField()
    language = models.CharField(max_length=8, default="it")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "chi segue"
        verbose_name_plural = "chi segue"
        constraints = [models.UniqueConstraint(fields=["ticket", "email"], name="follower_once")]

    def __str__(self):
        return f"{self.ticket.code}: {self.email}"
