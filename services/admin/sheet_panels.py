"""The form of a service sheet: which panels, in which order; what an adopted sheet shows beside each field."""

from django.utils.safestring import mark_safe
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

from cms.models import BasePage
from services.catalogue.content import label_of
from services.catalogue.policies import POLICIES, SHARED, Policy

PROCEEDING_NAMES = (
    "proceeding_start",
    "proceeding_description",
    "proceeding_file",
    "proceeding_subjects",
    "term_starts",
    "term_ends",
    "average_time",
    "silence_means_consent",
    "final_act",
    "proceeding_manager",
    "executive",
    "deciding_body",
    "information_ways",
    "online_procedure",
    "other_sending_ways",
    "acts_to_attach",
    "where_forms_are",
    "expected_payments",
    "protection",
    "substitute_power",
    "satisfaction_surveys",
    "legal_basis",
)


class SheetPanel(FieldPanel):
    """A field that the union may have written: its text, where it comes from, and the switch to write one's own."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "services/admin/sheet_panel.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.policy = POLICIES[self.field_name]
            self.is_adopted = self.form is not None and getattr(self.instance, "shared_id", None) is not None
            self.is_locked = self.is_adopted and self.policy == Policy.LOCKED
            if self.is_locked:
                self.heading = label_of(self.panel.model, self.field_name)
                self.help_text = ""

        def is_shown(self):
            return self.is_locked or super().is_shown()

        def id_for_label(self):
            return "" if self.is_locked else super().id_for_label()

        def get_context_data(self, parent_context=None):
            if self.is_locked:
                context = Panel.BoundPanel.get_context_data(self, parent_context)
            else:
                context = super().get_context_data(parent_context)
            if self.is_adopted:
                context["part"] = self.form.part(self.field_name)
            return context


class AdoptionPanel(Panel):
    """At the top of the form: which shared sheet this one follows, how, and what is still to be written here.
    For who publishes a local one: the way to make it follow."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "services/admin/adoption_panel.html"

        @property
        def may_publish(self) -> bool:
            page, user = self.instance, self.request.user if self.request else None
            return bool(page.pk and user and page.permissions_for_user(user).can_publish())

        def is_shown(self):
            if getattr(self.instance, "shared_id", None) is not None:
                return True
            return self.form is not None and self.may_publish and not self.instance.tenant.is_union

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            adoption = self.form.adoption() if self.instance.shared_id else None
            return context | {"page": self.instance, "adoption": adoption, "may_publish": self.may_publish}


class SheetTabs(TabbedInterface):
    class BoundPanel(TabbedInterface.BoundPanel):
        def render_missing_fields(self):
            """Fields that no panel draws, as Wagtail does, without the switches: each stands beside its field, and a
            second one would answer for it."""
            drawn = {*self.panel.get_form_options()["fields"], *getattr(self.form, "switches", ())}
            return mark_safe("".join(str(self.form[name]) for name in self.form.fields if name not in drawn))


def panel(name: str) -> FieldPanel:
    return SheetPanel(name) if name in SHARED else FieldPanel(name)


def sheet_tabs() -> TabbedInterface:
    return SheetTabs(
        [
            ObjectList(
                [
                    AdoptionPanel(),
                    HelpPanel(
                        "Le sezioni escono sul sito sempre nello stesso ordine. Quelle con l'asterisco servono per pubblicare."
                    ),
                    panel("title"),
                    panel("alternative_title"),
                    panel("summary"),
                    panel("image"),
                    panel("topics"),
                    MultiFieldPanel([panel("is_active"), panel("inactive_reason")], "Stato del servizio"),
                    MultiFieldPanel([panel("audience"), panel("applicants"), panel("description")], "A chi è rivolto"),
                    panel("how_to"),
                    panel("local_how_to"),
                    MultiFieldPanel([panel("needed_intro"), panel("needed")], "Cosa serve"),
                    MultiFieldPanel(
                        [panel("outcome"), panel("outcome_types"), panel("outcome_procedures")],
                        "Cosa si ottiene",
                    ),
                    MultiFieldPanel(
                        [
                            panel("times_intro"),
                            panel("timeline"),
                            FieldRowPanel([panel("max_days"), panel("average_days")]),
                        ],
                        "Tempi e scadenze",
                    ),
                    MultiFieldPanel([panel("costs_intro"), panel("costs")], "Quanto costa"),
                    MultiFieldPanel(
                        [panel("special_cases"), panel("constraints"), panel("local_constraints")],
                        "Casi particolari e vincoli",
                    ),
                    MultiFieldPanel(
                        [panel(n) for n in ("channels", "delivering_offices", "where_to_turn", "booking_info")],
                        "Accedi al servizio",
                    ),
                    panel("more_info"),
                    MultiFieldPanel(
                        [panel(n) for n in ("public_documents", "documents", "external_links", "conditions_file")],
                        "Documenti",
                    ),
                    MultiFieldPanel([panel("responsible_office"), panel("area"), panel("contact_points")], "Contatti"),
                ],
                heading="Scheda",
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [panel("other_categories"), panel("geographic_coverage"), panel("languages")],
                        "Classificazione",
                    ),
                    MultiFieldPanel(
                        [panel(n) for n in ("related_services", "required_services", "life_events", "business_events")],
                        "Collegamenti",
                    ),
                    MultiFieldPanel(
                        [
                            panel(n)
                            for n in (
                                "ipa_code",
                                "nace",
                                "identifier",
                                "authentication",
                                "interactivity",
                                "delivery_channels",
                                "flow_archetype",
                            )
                        ],
                        "Metadati nazionali",
                    ),
                ],
                heading="Classificazione",
            ),
            ObjectList([panel(name) for name in PROCEEDING_NAMES], heading="Procedimento"),
            ObjectList(BasePage.promote_panels, heading="Promozione"),
        ]
    )
