"""The administration: units, people, and the roles that join them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import RevisionMixin
from wagtail.search import index

from cms import completeness, relations, structured, topics, versions
from cms.blocks import DocumentStreamBlock, GalleryStreamBlock, OpeningHoursStreamBlock
from cms.cards import COLUMNS, from_rows, in_reader_language, related
from cms.directory import directory
from cms.documents import document_row, document_rows
from cms.fields import StreamField, one_of
from cms.forms import OwnBodyForm
from cms.lists import paginate
from cms.models import BasePage
from cms.models.base_page import HIGHLIGHTS_PANEL
from cms.prepared import prepared
from offices.contact_cards import card_of, office_cards
from offices.sources import offered_by, published_by
from territory import closures, hours
from territory.models import ContactPoint, PlacePage, contact_rows, entries_of

MOST_DOCUMENTS = 10  # on the page of an office: the others are in the list of documents, narrowed to it


class AdministrationIndexPage(BasePage):
    """The section "Amministrazione"."""

    type_label = gettext_lazy("Sezione")
    intro = RichTextField("introduzione", blank=True)

    content_panels = BasePage.content_panels + [FieldPanel("intro"), HIGHLIGHTS_PANEL]
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "offices.OfficeIndexPage",
        "offices.PeopleIndexPage",
        "publications.DocumentsIndexPage",
        "home.InfoPage",
    ]
    max_count_per_parent = 1
    template = "offices/administration_index_page.html"

    class Meta:
        verbose_name = "sezione Amministrazione"
        verbose_name_plural = "sezioni Amministrazione"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["highlights"] = self.highlighted(3)
        sections = context["frame"].navigation["sections"]
        context["entries"] = next((s["children"] for s in sections if s["key"] == self.site_key), [])
        return context


class OfficeIndexPage(BasePage):
    """A second-level list of units: Organi di governo, Aree amministrative, Uffici, Enti e fondazioni."""

    type_label = gettext_lazy("Elenco")
    hides_when_empty = True
    unit_type = models.ForeignKey(
        verbose_name="tipo di unità", on_delete=models.PROTECT, **one_of("tipi_unita_organizzativa")
    )

    content_panels = BasePage.content_panels + [FieldPanel("unit_type"), HIGHLIGHTS_PANEL]
    parent_page_types = ["offices.AdministrationIndexPage"]
    subpage_types = ["offices.OfficePage"]
    template = "offices/office_index_page.html"

    class Meta:
        verbose_name = "elenco di unità organizzative"
        verbose_name_plural = "elenchi di unità organizzative"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["highlights"] = self.highlighted(3)
        offices = BasePage.objects.listed().child_of(self).order_by("title")
        context["list"] = paginate(request, offices, 24, of=self)
        return context


class PeopleIndexPage(BasePage):
    """A second-level list of people: Politici, Personale amministrativo."""

    type_label = gettext_lazy("Elenco")
    hides_when_empty = True
    role_type = models.ForeignKey(verbose_name="tipo di incarico", on_delete=models.PROTECT, **one_of("tipi_incarico"))

    content_panels = BasePage.content_panels + [FieldPanel("role_type"), HIGHLIGHTS_PANEL]
    parent_page_types = ["offices.AdministrationIndexPage"]
    subpage_types = ["offices.PersonPage"]
    template = "offices/people_index_page.html"

    class Meta:
        verbose_name = "elenco di persone"
        verbose_name_plural = "elenchi di persone"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["highlights"] = self.highlighted(3)
        people = BasePage.objects.listed().child_of(self).order_by("personpage__surname", "personpage__name")
        context["list"] = paginate(request, people, 24, of=self, with_pictures=True)
        return context


class OfficePage(BasePage):
    """An area, an office, a political body or another body (*unità organizzativa*).

    A union office is written once on the union's site; `shared_source` shows it at an address of a municipality's own.
    """

    type_label = gettext_lazy("Ufficio")
    guide_chapter = "uffici-e-luoghi"
    required_to_publish = {
        "summary": "Descrizione breve",
        "duties": "Competenze",
        "seat": "Sede principale",
        "contact_points": "Contatti",
    }
    reviewed_attributes = {
        "summary": "Descrizione",
        "duties_or_services": "Competenze o servizi offerti",
        "seat_address": "Sede principale con l'indirizzo",
        "contact_points": "Contatti",
    }
    same_in_every_language = ("ipa_code",)

    unit_type = models.ForeignKey(
        verbose_name="tipo di organizzazione", on_delete=models.PROTECT, **one_of("tipi_unita_organizzativa")
    )
    shared_source = models.ForeignKey(
        "self",
        verbose_name="ufficio dell'Unione",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="shown_as",
        limit_choices_to=Q(tenant__kind="union"),
        help_text="Se l'ufficio è dell'Unione, sceglilo qui: i testi restano i suoi, questa pagina li mostra sul tuo sito.",
    )
    duties = RichTextField(
        "competenze", help_text="Che cosa fa l'ufficio: di che cosa si occupa, in parole semplici.", blank=True
    )
    parent_units = ParentalManyToManyField(
        "self", verbose_name="struttura di riferimento", blank=True, symmetrical=False, related_name="child_units"
    )
    councillor = models.ForeignKey(
        "offices.PersonPage",
        verbose_name="assessore di riferimento",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    seat = models.ForeignKey(
        PlacePage,
        verbose_name="sede principale",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosted_units",
    )
    other_seats = ParentalManyToManyField(
        PlacePage, verbose_name="altre sedi", blank=True, related_name="also_hosted_units"
    )
    opening_hours = StreamField(OpeningHoursStreamBlock(), verbose_name="orario per il pubblico", blank=True)
    hours_note = RichTextField("note sugli orari", blank=True)
    contact_points = ParentalManyToManyField(ContactPoint, verbose_name="contatti", blank=True, related_name="offices")
    documents = StreamField(DocumentStreamBlock(), verbose_name="documenti e allegati", blank=True)
    more_info = RichTextField("ulteriori informazioni", blank=True)
    ipa_code = models.CharField("codice IPA / AOO / UO", max_length=40, blank=True)

    content_panels = BasePage.content_panels + [
        FieldPanel("unit_type"),
        FieldPanel("topics"),
        FieldPanel("duties"),
        MultiFieldPanel([FieldPanel("parent_units"), FieldPanel("councillor")], "Struttura"),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("seat", "other_seats", "opening_hours", "hours_note", "contact_points")],
            "Contatti",
        ),
        MultiFieldPanel([FieldPanel(n) for n in ("documents", "more_info", "ipa_code", "shared_source")], "Altro"),
    ]
    parent_page_types = ["offices.OfficeIndexPage"]
    subpage_types = []
    template = "offices/office_page.html"

    class Meta:
        verbose_name = "unità organizzativa"
        verbose_name_plural = "unità organizzative"

    def clean(self):
        super().clean()
        if self.shared_source_id and self.shared_source_id == self.pk:
            raise ValidationError({"shared_source": "Un ufficio non può essere la copia di se stesso."})

    def missing_parts(self, cleaned=None):
        # A union office shown here has its words on the union's site.
        return {} if completeness.part(self, "shared_source", cleaned) else super().missing_parts(cleaned)

    @classmethod
    def for_serving(cls):
        return super().for_serving().select_related("unit_type", "shared_source__unit_type")

    def get_listing_label(self):
        return self.unit_type.name if self.unit_type_id else self.type_label

    @property
    def effective(self) -> "OfficePage":
        """Whose words this page shows: the union's office, or itself."""
        return self.shared_source if self.shared_source_id else self

    @property
    def duties_or_services(self):
        """What the unit does: in words, or as the services that it offers."""
        if completeness.is_filled(self.duties):
            return self.duties
        return list(offered_by(versions.original(self), BasePage.objects.all()).values_list("pk", flat=True))

    @property
    def seat_address(self) -> str:
        """Where people go; empty where the main seat has no address."""
        return self.seat.street_address if self.seat_id else ""

    @property
    def contact_card(self) -> dict:
        """What a citizen needs to reach this office: where, when, how."""
        return card_of(self)

    def open_now(self, request) -> dict:
        """Whether it is open at this moment, for the `open_now` component: it is closed when its body is."""
        body = directory().tenants[self.tenant_id]
        return hours.open_now(request, body, self.opening_hours, closures=closures.closures_of(body))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        source = self.effective
        keys = relations.keys_of(source, "parent_units", "other_seats", "topics")
        here, language = versions.original(source), versions.language_of_reader()
        roles = _roles_held(office=here, today=timezone.localdate())
        above = [*keys["parent_units"], *keys["other_seats"], *filter(None, [source.councillor_id])]
        found = {key: card.seen_from(self.tenant) for key, card in related(above).items()}
        context |= {
            "office": source,
            "contact": self.contact_card,
            "open_now": source.open_now(request),
            "leaders": [self._holder(role) for role in roles if role.is_leader],
            "people": [self._holder(role) for role in roles if not role.is_leader],
            "parents": [found[key] for key in keys["parent_units"] if key in found],
            "councillor": found.get(source.councillor_id),
            "children": [card.seen_from(self.tenant) for card in in_reader_language(_units_below(unit=here))],
            "services": from_rows(_services_of(office=here, tenant=self.tenant_id, language=language)),
            "other_seats": [found[key] for key in keys["other_seats"] if key in found],
            "documents": document_rows(source.documents),
            **self._publications(
                context["frame"], from_rows(_documents_of(office=here, tenant=self.tenant_id, language=language))
            ),
            "topic_links": topics.links_of(self, keys["topics"]),
            "union_note": _("È un ufficio di %(name)s: lavora anche per questo Comune.") % {"name": source.tenant.name},
        }
        context["index"] = self._index(context)
        return context

    def _publications(self, frame, found: list) -> dict:
        """The most recent documents, and where all of them are when there are more."""
        index = frame.second_level("amministrazione", "documenti-e-dati") if len(found) > MOST_DOCUMENTS else ""
        return {
            "publications": found[:MOST_DOCUMENTS],
            "all_publications": f"{index}?ufficio={versions.original(self)}" if index else "",
        }

    # schema.org types of what is not an office of the body, by key of tipi_unita_organizzativa.
    SCHEMA_TYPES = {"biblioteca": "Library", "museo": "Museum", "scuola": "School"}

    def structured_data(self, context):
        contact, office = context["contact"], context["office"]
        kind = office.unit_type.key if office.unit_type_id else ""
        point = {
            "@type": "ContactPoint",
            "telephone": contact["phone"],
            "email": contact["email"] or contact["pec"],
            "hoursAvailable": [h for row in contact["hours"] if (h := structured.opening(row["codes"], row["times"]))],
        }
        return {
            "@type": self.SCHEMA_TYPES.get(kind, "GovernmentOrganization"),
            "name": self.title,
            "description": office.summary,
            "url": context["canonical"],
            "parentOrganization": structured.organisation(context["frame"].tenant),
            "address": structured.postal_address(contact["street"], contact["cap"], contact["locality"]),
            "contactPoint": structured.filled(point),
            "employee": [
                {"@type": "Person", "name": holder["name"], "jobTitle": holder["role"]} for holder in context["leaders"]
            ],
        }

    def _holder(self, role) -> dict:
        person = role.person
        url = directory().seen_from(self.tenant, person.url_path)
        lang = "" if versions.is_original() else versions.ORIGINAL  # roles are written in Italian only
        return {"name": person.title, "url": url, "role": role.title, "lang": lang}

    @staticmethod
    def _index(context: dict) -> list[dict]:
        structure = context["leaders"] or context["parents"] or context["children"] or context["councillor"]
        sections = (
            ("competenze", _("Competenze"), True),
            ("struttura", _("Struttura"), structure),
            ("persone", _("Persone"), context["people"]),
            ("servizi-offerti", _("Servizi offerti"), context["services"]),
            ("contatti", _("Contatti"), True),
            ("documenti", _("Documenti"), context["documents"] or context["publications"]),
            ("ulteriori-informazioni", _("Ulteriori informazioni"), context["office"].more_info),
        )
        return [{"id": anchor, "label": label} for anchor, label, shown in sections if shown]


def _listed_in(tenant, language):
    return BasePage.objects.of(tenant).listed().filter(versions.in_language(language))


@prepared
def _services_of(*, office, tenant, language):
    return offered_by(office, _listed_in(tenant, language)).order_by("title").values_list(*COLUMNS)


@prepared
def _documents_of(*, office, tenant, language):
    """The most recent, and one more where there are others."""
    found = published_by(office, _listed_in(tenant, language)).order_by("-listing_date", "title")
    return found.values_list(*COLUMNS)[: MOST_DOCUMENTS + 1]


@prepared
def _units_below(*, unit):
    below = BasePage.objects.listed().filter(versions.in_language(versions.ORIGINAL), officepage__parent_units=unit)
    return below.order_by("title").distinct().values_list(*COLUMNS)


# Columns that a list of roles needs: a person is a page with many more.
ROLE_COLUMNS = ("title", "is_leader", "office_id", "person__title", "person__url_path")


@prepared
def _roles_held(*, office, today):
    """Roles held in a unit on a day, leaders first."""
    held = Role.objects.of_office(office).current(today).select_related("person").only(*ROLE_COLUMNS)
    return held.order_by("-is_leader", "person__surname")


class RoleQuerySet(models.QuerySet):
    def of_person(self, key: int | None):
        """Roles of a person; none for one that is not stored yet, as in a first preview."""
        return self.filter(person=key) if key else self.none()

    def of_office(self, key: int | None):
        return self.filter(office=key) if key else self.none()

    def in_force(self, today):
        """Roles begun by a day, and not ended before it."""
        return self.filter(Q(start_on=None) | Q(start_on__lte=today), Q(end_on=None) | Q(end_on__gte=today))

    def current(self, today):
        """Roles in force on a day that the public may see."""
        return self.in_force(today).filter(person__live=True)


class Role(RevisionMixin, index.Indexed, models.Model):
    """A role that a person holds in a unit (*incarico*): always an object of its own."""

    base_form_class = OwnBodyForm

    tenant = models.ForeignKey("cms.Tenant", verbose_name="ente", on_delete=models.PROTECT, related_name="roles")
    title = models.CharField(
        "titolo", max_length=160, help_text="Esempio: «Sindaca», «Responsabile dell'ufficio tributi»."
    )
    role_type = models.ForeignKey(verbose_name="tipo di incarico", on_delete=models.PROTECT, **one_of("tipi_incarico"))
    person = models.ForeignKey(
        "offices.PersonPage", verbose_name="persona", on_delete=models.CASCADE, related_name="roles"
    )
    office = models.ForeignKey(
        OfficePage,
        verbose_name="unità organizzativa",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="roles",
    )
    is_leader = models.BooleanField("responsabile della struttura", default=False)
    start_on = models.DateField("data inizio incarico", null=True, blank=True)
    end_on = models.DateField("data conclusione incarico", null=True, blank=True)
    installed_on = models.DateField("data insediamento", null=True, blank=True)
    appointment_document = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="atto di nomina",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    appointment_act = models.ForeignKey(
        "cms.SiteDocument",
        verbose_name="file dell'atto di nomina",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    compensation = RichTextField("compensi", blank=True)
    travel_costs = RichTextField("importi di viaggio e servizio", blank=True)
    more_info = RichTextField("ulteriori informazioni", blank=True)

    objects = RoleQuerySet.as_manager()

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        *(index.FilterField(name) for name in ("tenant", "role_type", "is_leader", "start_on", "end_on")),
    ]
    panels = [
        FieldPanel("title"),
        FieldPanel("role_type"),
        FieldPanel("person"),
        FieldPanel("office"),
        FieldPanel("is_leader"),
        FieldRowPanel([FieldPanel("start_on"), FieldPanel("end_on"), FieldPanel("installed_on")]),
        MultiFieldPanel(
            [
                PageChooserPanel("appointment_document", "publications.DocumentPage"),
                *(FieldPanel(n) for n in ("appointment_act", "compensation", "travel_costs", "more_info")),
            ],
            "Trasparenza",
        ),
    ]

    class Meta:
        verbose_name = "incarico"
        verbose_name_plural = "incarichi"
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(start_on=None) | Q(end_on__gte=models.F("start_on")),
                name="role_ends_after_start",
                violation_error_message="L'incarico non può finire prima di cominciare.",
            )
        ]

    def __str__(self):
        return f"{self.title}: {self.person}"


class PersonPage(BasePage):
    """A person of the administration (*persona pubblica*): elected, or of the staff."""

    type_label = gettext_lazy("Persona")
    guide_chapter = "persone-e-incarichi"
    required_to_publish = {"name": "Nome", "surname": "Cognome"}
    reviewed_attributes = {
        "roles_in_force": "Incarico",
        "organisations": "Organizzazione",
        "ways_to_reach": "Contatti, suoi o della struttura",
    }
    same_in_every_language = ("title", "name", "surname")

    name = models.CharField("nome", max_length=80)
    surname = models.CharField("cognome", max_length=80)
    duties = RichTextField("competenze", blank=True)
    delegations = RichTextField("deleghe", blank=True)
    biography = RichTextField("biografia", blank=True, help_text="Solo per chi ha un incarico politico.")
    gallery = StreamField(GalleryStreamBlock(), verbose_name="galleria di immagini", blank=True)
    contact_points = ParentalManyToManyField(
        ContactPoint,
        verbose_name="contatti",
        blank=True,
        related_name="people",
        help_text="Se li lasci vuoti si usano quelli della struttura.",
    )
    curriculum = models.ForeignKey(
        "cms.SiteDocument",
        verbose_name="curriculum vitae",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    assets = RichTextField("situazione patrimoniale", blank=True)
    tax_returns = StreamField(DocumentStreamBlock(), verbose_name="dichiarazione dei redditi", blank=True)
    election_expenses = StreamField(DocumentStreamBlock(), verbose_name="spese elettorali", blank=True)
    asset_changes = StreamField(DocumentStreamBlock(), verbose_name="variazione situazione patrimoniale", blank=True)
    other_offices = StreamField(DocumentStreamBlock(), verbose_name="altre cariche", blank=True)
    public_emoluments = models.ForeignKey(
        "cms.SiteDocument",
        verbose_name="emolumenti a carico della finanza pubblica",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    compatibility_statements = StreamField(
        DocumentStreamBlock(), verbose_name="dichiarazioni di insussistenza e incompatibilità", blank=True
    )
    ended_on = models.DateField("data conclusione incarico", null=True, blank=True)
    more_info = RichTextField("ulteriori informazioni", blank=True)

    content_panels = BasePage.content_panels + [
        FieldRowPanel([FieldPanel("name"), FieldPanel("surname")]),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("duties", "delegations", "biography", "gallery", "contact_points", "ended_on")],
            "Chi è",
        ),
        MultiFieldPanel(
            [
                FieldPanel(n)
                for n in (
                    "curriculum",
                    "assets",
                    "tax_returns",
                    "election_expenses",
                    "asset_changes",
                    "other_offices",
                    "public_emoluments",
                    "compatibility_statements",
                    "more_info",
                )
            ],
            "Trasparenza",
        ),
    ]
    parent_page_types = ["offices.PeopleIndexPage"]
    subpage_types = []
    template = "offices/person_page.html"

    class Meta:
        verbose_name = "persona pubblica"
        verbose_name_plural = "persone pubbliche"

    @classmethod
    def for_serving(cls):
        return super().for_serving().select_related("image")

    @property
    def main_role(self):
        return next(iter(self.current_roles()), None)

    @property
    def files_are_searched(self):
        """Curricula and declarations of incomes are there to be opened, not to come out of a search piece by piece."""
        return False

    def other_names(self):
        """Most people look for "the mayor", not for a name."""
        return [role.title for role in self.current_roles()]

    def current_roles(self, today=None):
        roles = Role.objects.of_person(versions.original(self)).current(today or timezone.localdate())
        return roles.select_related("role_type", "appointment_act").order_by("-is_leader", "pk")

    @cached_property
    def roles_in_force(self) -> list:
        """Roles of today, with their unit."""
        return list(self.current_roles().select_related("office"))

    @property
    def organisations(self) -> list[OfficePage]:
        """Published units where the person has a role today."""
        return [role.office for role in self.roles_in_force if role.office_id and role.office.live]

    @property
    def ways_to_reach(self) -> list[ContactPoint]:
        """Contacts of the person, else those of the units."""
        own = list(self.contact_points.all())
        return own or [point for office in self.organisations for point in office.effective.contact_points.all()]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        roles = list(self.current_roles())
        own = contact_rows(entries_of(relations.keys_of(self, "contact_points")["contact_points"]))
        known = office_cards(self.tenant)
        by_key = {role.office_id: known[role.office_id] for role in roles if role.office_id in known}
        offices = list(by_key.values())
        acts = related({role.appointment_document_id for role in roles} - {None})
        context |= {
            "roles": [
                {"role": role, "office": by_key.get(role.office_id), "act": acts.get(role.appointment_document_id)}
                for role in roles
            ],
            "organisations": offices,
            "contact": own,
            "structure_contacts": [] if own else offices[:1],
            "role_line": ", ".join(role.title for role in roles),
            "role_lang": "" if versions.is_original() else versions.ORIGINAL,
            "texts": self._texts(),
            "files": self._files(),
        }
        context["index"] = self._index(context)
        return context

    def structured_data(self, context):
        body = structured.organisation(context["frame"].tenant)
        offices = [{"@type": "GovernmentOrganization", "name": o["title"]} for o in context["organisations"]]
        return {
            "@type": "Person",
            "name": self.title,
            "givenName": self.name,
            "familyName": self.surname,
            "description": self.summary,
            "url": context["canonical"],
            "jobTitle": [row["role"].title for row in context["roles"]],
            "worksFor": [body, *offices],
            "affiliation": body,
        }

    def _texts(self) -> list[dict]:
        parts = (
            ("competenze", _("Competenze"), self.duties),
            ("deleghe", _("Deleghe"), self.delegations),
            ("biografia", _("Biografia"), self.biography),
            ("situazione-patrimoniale", _("Situazione patrimoniale"), self.assets),
        )
        return [{"id": anchor, "label": label, "html": html} for anchor, label, html in parts if html]

    def _files(self) -> list[dict]:
        def single(document):
            return [document_row({"title": document.title, "file": document})] if document else []

        parts = (
            ("curriculum", _("Curriculum vitae"), single(self.curriculum)),
            ("redditi", _("Dichiarazione dei redditi"), document_rows(self.tax_returns)),
            ("spese-elettorali", _("Spese elettorali"), document_rows(self.election_expenses)),
            ("variazione-patrimonio", _("Variazione situazione patrimoniale"), document_rows(self.asset_changes)),
            ("altre-cariche", _("Altre cariche"), document_rows(self.other_offices)),
            ("emolumenti", _("Emolumenti a carico della finanza pubblica"), single(self.public_emoluments)),
            (
                "insussistenza",
                _("Dichiarazioni di insussistenza e incompatibilità"),
                document_rows(self.compatibility_statements),
            ),
        )
        return [{"id": anchor, "label": label, "rows": rows} for anchor, label, rows in parts if rows]

    def _index(self, context: dict) -> list[dict]:
        sections = [
            ("incarichi", _("Incarichi"), True),
            ("organizzazioni", _("Organizzazioni"), context["organisations"]),
            *[(part["id"], part["label"], True) for part in context["texts"]],
            ("galleria", _("Galleria"), self.gallery),
            ("contatti", _("Contatti"), True),
            *[(part["id"], part["label"], True) for part in context["files"]],
            ("ulteriori-informazioni", _("Ulteriori informazioni"), self.more_info),
        ]
        return [{"id": anchor, "label": label} for anchor, label, shown in sections if shown]
