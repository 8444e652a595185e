"""The union's catalogue: shared sheets, their editions, what each edition became on each page."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone
from django.utils.functional import classproperty
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
    WorkflowState,
)
from wagtail.search import index

from cms import completeness, translations
from cms.fields import one_of
from services.catalogue.editions import Edition
from services.catalogue.merging import OPEN, Outcome
from services.catalogue.policies import MODE_LABELS, SEVERITY_LABELS, Severity
from services.models.sheet_fields import SheetFields

SEVERITIES = [(str(key), label) for key, label in SEVERITY_LABELS.items()]
MODES = [(str(key), label) for key, label in MODE_LABELS.items()]


class SharedService(
    SheetFields,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A service sheet that the union writes once for every municipality.

    Publishing it makes an edition (`SharedEdition`); municipalities never read this row, only editions.
    """

    required_to_publish = {
        "summary": "Descrizione breve",
        "topics": "Argomenti",
        "audience": "A chi è rivolto",
        "how_to": "Come fare",
        "needed_intro": "Cosa serve",
        "outcome": "Cosa si ottiene",
        "times_intro": "Tempi e scadenze",
    }

    title = models.CharField("titolo", max_length=255)
    slug = models.SlugField(
        "indirizzo",
        max_length=80,
        help_text="Le parole dell'indirizzo sui siti dei Comuni. Esempio: «carta-identita-elettronica».",
    )
    summary = models.CharField(
        "descrizione breve",
        max_length=255,
        blank=True,
        help_text="Una o due frasi semplici, fino a 160 caratteri. Si legge negli elenchi e sotto il titolo.",
    )
    category = models.ForeignKey(
        verbose_name="categoria",
        on_delete=models.PROTECT,
        help_text="Dove nasce la scheda di ogni Comune che la adotta.",
        **one_of("categorie_servizio"),
    )
    topics = ParentalManyToManyField(
        verbose_name="argomenti",
        blank=True,
        help_text="Da uno a quattro argomenti del vocabolario nazionale.",
        **one_of("argomenti"),
    )
    change_severity = models.CharField(
        "che cosa cambia",
        max_length=10,
        choices=SEVERITIES,
        blank=True,
        help_text="«Cambia la legge» porta termini, requisiti e norme su tutti i siti il giorno in cui entra in vigore.",
    )
    change_note = models.CharField(
        "nota per i Comuni",
        max_length=500,
        blank=True,
        help_text="Che cosa è cambiato e perché. La leggono i redattori dei Comuni.",
    )
    change_effective_on = models.DateField(
        "in vigore dal", null=True, blank=True, help_text="Vuoto: da subito. Per una legge, il giorno in cui parte."
    )
    change_deadline = models.DateField(
        "da decidere entro",
        null=True,
        blank=True,
        help_text="Entro quando i Comuni con un testo proprio devono scegliere. Vuoto: 30 giorni.",
    )
    withdrawn_at = models.DateTimeField("ritirata il", null=True, blank=True, editable=False)
    # The municipality's sheet it was made from: it adopts the first edition.
    origin = models.ForeignKey(
        "services.ServicePage", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    workflow_states = GenericRelation(
        WorkflowState,
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="shared_service",
        for_concrete_model=False,
    )
    revisions_kept = GenericRelation(
        Revision,
        content_type_field="content_type",
        object_id_field="object_id",
        related_query_name="shared_service",
        for_concrete_model=False,
    )

    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("summary"),
        index.FilterField("title"),
        index.FilterField("id"),
        index.FilterField("live"),
        index.FilterField("category"),
        index.FilterField("locale"),
        index.FilterField("translation_key"),
        index.FilterField("withdrawn_at"),
    ]
    CHANGE_FIELDS = ("change_severity", "change_note", "change_effective_on", "change_deadline")

    class Meta(TranslatableMixin.Meta):
        verbose_name = "scheda condivisa"
        verbose_name_plural = "schede condivise"

    def __str__(self):
        return self.title

    @classproperty
    def override_translatable_fields(cls):  # noqa: N805  a property of the class, where wagtail-localize looks for it
        return translations.kept_in_step(cls, "nace", *cls.CHANGE_FIELDS)

    @property
    def is_original(self) -> bool:
        from cms.versions import ORIGINAL

        return self.locale.language_code == ORIGINAL

    @property
    def preview_modes(self):
        from cms.directory import directory

        return [(body.slug, body.name) for body in sorted(directory().municipalities, key=lambda body: body.name)]

    @property
    def default_preview_mode(self):
        return next((mode for mode, _label in self.preview_modes), "")

    def make_preview_request(self, original_request=None, preview_mode=None, extra_request_attrs=None):
        """On the host of the municipality, as its own page: a sheet of the union has no address."""
        from services.catalogue.preview import as_page_of

        page = as_page_of(self, preview_mode or self.default_preview_mode)
        return page.make_preview_request(original_request, page.default_preview_mode, extra_request_attrs)

    def missing_parts(self, cleaned: dict | None = None) -> dict[str, str]:
        """Why this sheet cannot be published, by field; `cleaned` holds what a form is about to save."""
        return completeness.missing_in(self, cleaned)

    def publish(self, revision, *args, **kwargs):
        """Refuse an incomplete sheet, from whatever door; what goes out becomes an edition, in the same transaction."""
        from services.catalogue import publishing

        return publishing.publish(self, revision, super().publish, *args, **kwargs)


class SharedEdition(models.Model):
    """A publication of a shared sheet: what it changed, how much it matters, from when. Never changed, never deleted;
    it may be withdrawn while no municipality has decided on it."""

    service = models.ForeignKey(SharedService, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    patch = models.JSONField()
    severity = models.CharField(max_length=10, choices=SEVERITIES)
    note = models.CharField(max_length=500, blank=True)
    effective_on = models.DateField()
    deadline = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Whether every page that existed when it came into force has been told. Set by the worker, read by the clock.
    is_delivered = models.BooleanField(default=False)

    class Meta:
        verbose_name = "edizione"
        verbose_name_plural = "edizioni"
        ordering = ["service", "number"]
        constraints = [models.UniqueConstraint(fields=["service", "number"], name="edition_number_once")]

    def __str__(self):
        return f"{self.service}, edizione {self.number}"

    @property
    def plain(self) -> Edition:
        return Edition(
            number=self.number,
            patch=self.patch,
            severity=Severity(self.severity),
            effective_on=self.effective_on,
            is_withdrawn=self.withdrawn_at is not None,
            published_on=timezone.localdate(self.published_at),
        )


class SharedTranslation(models.Model):
    """A part of a shared sheet in another language, with the Italian it says: shown only where that Italian stands."""

    service = models.ForeignKey(SharedService, on_delete=models.CASCADE, related_name="translated_parts")
    language = models.CharField(max_length=10)
    path = models.CharField(max_length=120)
    of = models.CharField("impronta dell'italiano", max_length=40)
    value = models.JSONField()

    class Meta:
        verbose_name = "parte tradotta"
        verbose_name_plural = "parti tradotte"
        constraints = [
            models.UniqueConstraint(fields=["service", "language", "path", "of"], name="translated_part_once")
        ]

    def __str__(self):
        return f"{self.service_id} {self.path} ({self.language})"


class Delivery(models.Model):
    """What an edition became on a page: one row for each, written once, closed by a decision or by a later edition."""

    class State(models.TextChoices):
        CONFLICT = Outcome.CONFLICT, "Da decidere: c'è un testo vostro"
        WAITING = Outcome.WAITING, "Da guardare"
        EQUAL = Outcome.EQUAL, "Uguale al testo vostro"
        HELD = Outcome.HELD, "Ferma: non arrivata"
        APPLIED = Outcome.APPLIED, "Applicata"
        UNCHANGED = Outcome.UNCHANGED, "Non cambia niente"
        ACCEPTED = "accepted", "Accettata"
        KEPT = "kept", "Tenuto il testo vostro"
        MERGED = "merged", "Unita a mano"
        SUPERSEDED = "superseded", "Superata da un'altra novità"
        WITHDRAWN = "withdrawn", "Ritirata dall'Unione"

    OPEN_STATES = tuple(str(one) for one in OPEN)

    edition = models.ForeignKey(SharedEdition, on_delete=models.CASCADE, related_name="deliveries")
    page = models.ForeignKey("services.ServicePage", on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=12, choices=State.choices)
    outcomes = models.JSONField(default=dict)
    due_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "consegna"
        verbose_name_plural = "consegne"
        constraints = [
            models.UniqueConstraint(fields=["edition", "page"], name="delivered_once"),
            # A page asks one question at a time: the newest edition carries what is still open of the older ones.
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(state__in=[str(one) for one in OPEN]), name="one_open_delivery"
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="delivery_by_state")]

    def __str__(self):
        return f"{self.page_id}: {self.edition_id} {self.state}"

    def is_overdue(self, today) -> bool:
        return self.state in self.OPEN_STATES and self.due_on is not None and self.due_on < today
