"""The form of a shared sheet, laid out like the one of a municipality's sheet without what only they know."""

from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from services.catalogue.placeholders import KNOWN

MARKS = ", ".join(f"{{{name}}} per {meaning}" for name, meaning in KNOWN.items())


def _group(heading: str, *names: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(name) for name in names], heading)


class ChangePanel(MultiFieldPanel):
    """What municipalities are told of a change: asked once there is an edition to change."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self):
            sheet = self.instance
            is_out = bool(sheet and sheet.pk and sheet.is_original and sheet.editions.exists())
            return is_out and super().is_shown()


def edit_handler(form_class) -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList(
                [
                    ChangePanel(
                        [
                            FieldPanel("change_severity"),
                            FieldPanel("change_note"),
                            FieldRowPanel([FieldPanel("change_effective_on"), FieldPanel("change_deadline")]),
                        ],
                        "La novità",
                    ),
                    HelpPanel(
                        f"<p>Nei testi puoi scrivere dei segnaposto: {MARKS}. Ogni Comune ci legge le sue parole.</p>"
                    ),
                    PublishingPanel(),
                    FieldPanel("title"),
                    FieldPanel("slug"),
                    FieldPanel("alternative_title"),
                    FieldPanel("summary"),
                    FieldPanel("category"),
                    FieldPanel("topics"),
                    _group("A chi è rivolto", "audience", "applicants", "description"),
                    FieldPanel("how_to"),
                    _group("Cosa serve", "needed_intro", "needed"),
                    _group("Cosa si ottiene", "outcome", "outcome_types", "outcome_procedures"),
                    _group("Tempi e scadenze", "times_intro", "timeline", "max_days"),
                    _group("Quanto costa", "costs_intro"),
                    _group("Casi particolari e vincoli", "special_cases", "constraints"),
                    _group("Accedi al servizio", "booking_info"),
                    FieldPanel("more_info"),
                    _group("Documenti", "documents", "external_links"),
                ],
                heading="Scheda",
            ),
            ObjectList(
                [
                    FieldPanel("other_categories"),
                    _group("Collegamenti", "life_events", "business_events"),
                    _group("Metadati nazionali", "nace", "authentication", "interactivity", "flow_archetype"),
                ],
                heading="Classificazione",
            ),
            ObjectList(
                [
                    FieldPanel(name)
                    for name in (
                        "proceeding_start",
                        "proceeding_description",
                        "proceeding_subjects",
                        "term_starts",
                        "term_ends",
                        "silence_means_consent",
                        "final_act",
                        "acts_to_attach",
                        "protection",
                        "legal_basis",
                    )
                ],
                heading="Procedimento",
            ),
        ],
        base_form_class=form_class,
    )
