"""The albo pretorio: the official notice board, where an act must stand for a number of days to have effect.

An `Entry` is a publication (L. 69/2009 art. 32). Its number, once given, is for ever, and so are its words and its files:
triggers of the database refuse any change (migration 0002), the code only explains it.
"""

import uuid
from datetime import UTC

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from albo.periods import LONGEST, USUAL, Period, Rule, day_of, midnight_after
from cms.blocks import BodyStreamBlock
from cms.fields import StreamField, one_of
from cms.forms import HelpedForm
from cms.models import BasePage
from cms.models.base_page import NEVER_INDEXED
from cms.storage import private_storage


class PublicationPeriod(models.Model):
    """For how many days acts of a kind are published, where the union wants other than the law's own number."""

    base_form_class = HelpedForm
    kind = models.OneToOneField(
        verbose_name="tipo di atto", on_delete=models.CASCADE, **one_of("documenti_albo_pretorio")
    )
    days = models.PositiveSmallIntegerField("giorni", default=USUAL)
    is_minimum = models.BooleanField("non si può accorciare", default=False)
    source = models.CharField("norma", max_length=160, blank=True)

    panels = [
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("days"), FieldPanel("is_minimum")]),
        FieldPanel("source"),
    ]

    class Meta:
        verbose_name = "durata della pubblicazione"
        verbose_name_plural = "durate delle pubblicazioni"
        ordering = ["kind__sort_order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=LONGEST),
                name="publication_period_days",
                violation_error_message=f"I giorni vanno da 1 a {LONGEST}.",
            )
        ]

    def __str__(self):
        return f"{self.kind}: {self.days} giorni"

    @property
    def rule(self) -> Rule:
        return Rule(self.days, self.is_minimum, self.source)


class RegisterCounter(models.Model):
    """The last number given in a body and year: who publishes holds this row until the publication is written."""

    tenant = models.ForeignKey("cms.Tenant", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "year"], name="register_counter_one_each")]

    def __str__(self):
        return f"{self.tenant}, {self.year}: {self.last}"


class EntryQuerySet(models.QuerySet):
    def on_show(self, now):
        """What the public may read at a moment."""
        return self.filter(state=Entry.State.PUBLISHED, published_at__lte=now, ends_on__gte=day_of(now))

    def closed(self, now):
        return self.filter(state=Entry.State.PUBLISHED, ends_on__lt=day_of(now))

    def numbered(self):
        """The register: everything that was ever published."""
        return self.filter(number__isnull=False)

    def due(self, now):
        """What was to be published by now and still is not."""
        return self.filter(state=Entry.State.SCHEDULED, planned_for__lte=day_of(now))


class Entry(models.Model):
    """The publication of an act in the register of a body (*pubblicazione*)."""

    class State(models.TextChoices):
        DRAFT = "draft", "Bozza"
        SCHEDULED = "scheduled", "Programmata"
        PUBLISHED = "published", "Pubblicata"
        ANNULLED = "annulled", "Annullata"

    tenant = models.ForeignKey("cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("stato", max_length=10, choices=State.choices, default=State.DRAFT)
    year = models.PositiveSmallIntegerField("anno", null=True, blank=True)
    number = models.PositiveIntegerField("numero", null=True, blank=True)

    kind = models.ForeignKey(
        verbose_name="tipo di atto", on_delete=models.PROTECT, null=True, **one_of("documenti_albo_pretorio")
    )
    subject = models.TextField("oggetto", max_length=1000)
    # The link to the office may be lost with its page; its name as it was stays in the register.
    office = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="ufficio che chiede la pubblicazione",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    office_name = models.CharField(max_length=255, blank=True, editable=False)
    requester = models.CharField("ente esterno che la chiede", max_length=200, blank=True)
    act_number = models.CharField("numero dell'atto", max_length=40, blank=True)
    act_on = models.DateField("data dell'atto", null=True, blank=True)
    protocol = models.CharField("protocollo", max_length=60, blank=True)
    privacy_note = models.TextField("parti oscurate", max_length=500, blank=True)
    corrects = models.ForeignKey(
        "self", verbose_name="corregge", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )

    days = models.PositiveSmallIntegerField("durata in giorni", null=True, blank=True)
    last_day = models.DateField("ultimo giorno richiesto", null=True, blank=True)
    planned_for = models.DateField("pubblica il", null=True, blank=True)
    published_at = models.DateTimeField("pubblicata alle", null=True, blank=True)
    starts_on = models.DateField("primo giorno", null=True, blank=True)
    ends_on = models.DateField("ultimo giorno", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_by_name = models.CharField("pubblicata da", max_length=300, blank=True)

    annulled_at = models.DateTimeField("annullata alle", null=True, blank=True)
    annulled_reason = models.TextField("motivo dell'annullamento", max_length=500, blank=True)
    annulled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    annulled_by_name = models.CharField("annullata da", max_length=300, blank=True)

    words = models.TextField(blank=True, editable=False)  # what a search within the register looks through
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "pubblicazione all'albo"
        verbose_name_plural = "pubblicazioni all'albo"
        ordering = ["-year", "-number", "-pk"]
        indexes = [models.Index(fields=["tenant", "state", "ends_on"], name="entry_on_show")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="entry_number_once"),
            models.CheckConstraint(
                name="entry_number_when_published",
                condition=Q(state__in=["draft", "scheduled"], number=None, year=None, published_at=None)
                | Q(
                    state__in=["published", "annulled"],
                    number__gte=1,
                    year__isnull=False,
                    kind__isnull=False,
                    published_at__isnull=False,
                    starts_on__isnull=False,
                    ends_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="entry_ends_after_it_starts",
                condition=Q(starts_on=None, ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                violation_error_message="L'ultimo giorno non può venire prima del primo.",
            ),
            models.CheckConstraint(
                name="entry_days",
                condition=Q(days=None) | Q(days__gte=1, days__lte=LONGEST),
                violation_error_message=f"I giorni vanno da 1 a {LONGEST}.",
            ),
            models.CheckConstraint(
                name="entry_annulled_with_reason",
                condition=(Q(state="annulled", annulled_at__isnull=False) & ~Q(annulled_reason=""))
                | (~Q(state="annulled") & Q(annulled_at=None, annulled_reason="")),
            ),
            models.CheckConstraint(
                name="entry_scheduled_for_a_day",
                condition=~Q(state="scheduled") | Q(planned_for__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.label}: {self.subject[:80]}"

    @property
    def label(self) -> str:
        """«N. 12/2026»; a draft has no number."""
        return f"N. {self.number}/{self.year}" if self.number else "Senza numero"

    @property
    def has_long_subject(self) -> bool:
        """Whether the subject is too long to be the title of a page."""
        return len(self.subject) > 140

    @property
    def path(self) -> str:
        """Where the public reads it, while it is on show."""
        return f"/albo-pretorio/{self.year}/{self.number}/"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_annulled(self) -> bool:
        return self.state == self.State.ANNULLED

    @property
    def version(self) -> str:
        """Which saving of a draft this is: a form sends it back, so that nobody writes over what they have not seen."""
        return self.changed_at.astimezone(UTC).isoformat()

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def closes_at(self):
        return midnight_after(self.ends_on)

    @property
    def published_on(self):
        return day_of(self.published_at) if self.published_at else None

    @property
    def asked_by(self) -> str:
        """Who wanted the publication: another body, or an office of this one."""
        return self.requester or self.office_name or (self.office.title if self.office else "")

    @property
    def act(self) -> str:
        """«n. 45 del 12/11/2026», or what there is of it."""
        parts = [
            f"n. {self.act_number}" if self.act_number else "",
            f"del {self.act_on:%d/%m/%Y}" if self.act_on else "",
        ]
        return " ".join(filter(None, parts))

    def is_on_show(self, now) -> bool:
        return self.state == self.State.PUBLISHED and self.published_at <= now < self.closes_at

    def is_over(self, now) -> bool:
        return self.number is not None and now >= self.closes_at

    def state_at(self, now) -> str:
        """The state as the office reads it: nobody has to do anything for a publication to end."""
        if self.state != self.State.PUBLISHED:
            return self.get_state_display()
        return "In pubblicazione" if self.is_on_show(now) else "Conclusa"


def _where(file, filename: str) -> str:
    extension = filename.rsplit(".", 1)[-1].lower()
    return f"albo/{file.entry.tenant.slug}/{uuid.uuid4().hex}.{extension}"


class EntryFile(models.Model):
    """A file of a publication, in the private store. The public gets it only while the entry is on show."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="files")
    title = models.CharField("titolo", max_length=200)
    file = models.FileField("file", upload_to=_where, storage=private_storage, max_length=255)
    name = models.CharField(max_length=160)  # as whoever downloads it sees it
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField("impronta SHA-256", max_length=64)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "file della pubblicazione"
        verbose_name_plural = "file della pubblicazione"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    @property
    def extension(self) -> str:
        return self.name.rsplit(".", 1)[-1].upper()

    @property
    def path(self) -> str:
        return f"{self.entry.path}{self.pk}/{self.name}"


class RegisterPage(BasePage):
    """The page of the albo pretorio: what is on show now, and what the register is for."""

    type_label = gettext_lazy("Albo pretorio")
    required_to_publish = {"summary": "Descrizione breve"}

    body = StreamField(BodyStreamBlock(), verbose_name="contenuto", blank=True)

    search_fields = BasePage.search_fields + [index.SearchField("body")]
    content_panels = BasePage.content_panels + [FieldPanel("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "albo/register_page.html"

    class Meta:
        verbose_name = "albo pretorio"
        verbose_name_plural = "albi pretori"

    def serve(self, request, *args, **kwargs):
        if self.tenant.register_url:
            answer = HttpResponseRedirect(self.tenant.register_url)
        else:
            answer = super().serve(request, *args, **kwargs)
        answer.headers["X-Robots-Tag"] = NEVER_INDEXED
        return answer

    def get_sitemap_urls(self, request=None):
        """No search engine is told of the register."""
        return []

    def get_context(self, request, *args, **kwargs):
        from albo.listing import on_show

        return super().get_context(request, *args, **kwargs) | on_show(request, self.tenant, timezone.now())
