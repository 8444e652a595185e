"""How to reach an office or a person."""

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page, RevisionMixin
from wagtail.search import index

from cms.fields import one_of
from cms.forms import OwnBodyForm


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
