"""How the union lists and writes its shared sheets."""

import django_filters
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, DateField, DateTimeField, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import Button
from wagtail.models import Locale
from wagtail.snippets.views.snippets import (
    EditView,
    IndexView,
    SnippetViewSet,
    UnpublishView,
    WorkflowActionView,
)

from cms.editing.listing import DayColumn, terms
from cms.editing.stale import StaleSnippetMixin
from cms.versions import ORIGINAL
from services.admin.shared_form import SharedServiceForm
from services.admin.shared_panels import edit_handler
from services.models import ServicePage, SharedEdition, SharedService

STATES = {
    "live": ("In linea", Q(live=True)),
    "changed": ("In linea, con modifiche da pubblicare", Q(live=True, has_unpublished_changes=True)),
    "draft": ("Bozza", Q(live=False, withdrawn_at=None)),
    "withdrawn": ("Ritirata", Q(withdrawn_at__isnull=False)),
}


class SharedServiceFilters(WagtailFilterSet):
    category = django_filters.ModelMultipleChoiceFilter(
        label="Categoria", queryset=terms("categorie_servizio"), widget=CheckboxSelectMultiple
    )
    state = django_filters.ChoiceFilter(
        label="Stato",
        choices=[(key, label) for key, (label, _condition) in STATES.items()],
        method="in_state",
        empty_label="Tutte",
        widget=RadioSelect,
    )

    class Meta:
        model = SharedService
        fields = []

    def in_state(self, sheets, _name, value):
        # By key, because a search refuses conditions on columns that it has not indexed.
        keys = SharedService.objects.filter(STATES[value][1]).values("pk") if value in STATES else None
        return sheets if keys is None else sheets.filter(pk__in=keys)


def for_the_list(sheets):
    """Sheets with what the list shows of each, whatever their number in the same query."""
    standing = SharedEdition.objects.filter(service=OuterRef("pk"), withdrawn_at=None).order_by("-number")
    pages = ServicePage.objects.filter(shared=OuterRef("pk"), locale__language_code=ORIGINAL, alias_of=None)
    versions = SharedService.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code="en")
    return sheets.select_related("category", "locale").annotate(
        edition_number=Subquery(standing.values("number")[:1], output_field=IntegerField()),
        edition_on=Subquery(standing.values("effective_on")[:1], output_field=DateField()),
        edition_at=Subquery(standing.values("published_at")[:1], output_field=DateTimeField()),
        adopter_count=Coalesce(
            Subquery(
                pages.order_by().values("shared").annotate(n=Count("pk")).values("n"), output_field=IntegerField()
            ),
            0,
        ),
        in_english=Exists(versions),
        english_at=Subquery(versions.filter(live=True).values("last_published_at")[:1], output_field=DateTimeField()),
    )


class SharedServiceList(IndexView):
    default_ordering = "title"
    show_locale_labels = False

    def get_base_queryset(self):
        sheets = super().get_base_queryset()
        if not self.request.GET.get("locale"):
            sheets = sheets.filter(locale=Locale.objects.get(language_code=ORIGINAL))  # by key: searches want it so
        return for_the_list(sheets)


class EditionColumn(Column):
    def get_value(self, sheet):
        return f"n. {sheet.edition_number}" if sheet.edition_number else ""


class StateColumn(Column):
    def get_value(self, sheet):
        if sheet.withdrawn_at:
            return "Ritirata"
        if not sheet.live:
            return "Bozza"
        return "In linea, con modifiche" if sheet.has_unpublished_changes else "In linea"


class EnglishColumn(Column):
    def get_value(self, sheet):
        if not sheet.in_english:
            return "Non tradotta"
        if sheet.english_at is None:
            return "Da completare"
        return "Da aggiornare" if sheet.edition_at and sheet.edition_at > sheet.english_at else "Tradotta"


class SheetButtonsMixin:
    """Above the form: where the sheet has gone. Wagtail's own "unpublish" is ours, which asks about the pages."""

    @property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        sheet = self.object
        if sheet is not None and sheet.pk and sheet.is_original:
            address = reverse("catalogue_service", args=[sheet.pk])
            buttons.append(Button("Edizioni e Comuni", url=address, icon_name="history", priority=5))
            if not sheet.get_translations().exists():
                label = ("services", "sharedservice", sheet.pk)
                address = reverse("wagtail_localize:submit_snippet_translation", args=label)
                buttons.append(
                    Button("Traduci in inglese", url=address, icon_name="wagtail-localize-language", priority=6)
                )
        return buttons


class SharedServiceEditView(SheetButtonsMixin, StaleSnippetMixin, EditView):
    @property
    def can_delete(self):
        return super().user_has_permission_for_instance("delete", self.object) and not was_published(self.object)


def was_published(sheet) -> bool:
    """Whether a sheet, in whatever language, has ever been out."""
    return sheet.first_published_at is not None or sheet.editions.exists()


class ApprovalView(WorkflowActionView):
    """An approval publishes: what cannot go out is said, not thrown."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except ValidationError as error:
            messages.error(request, f"Non l'ho pubblicata. {' '.join(error.messages)}")
            return redirect(self.redirect_url)


class WithdrawInsteadView(UnpublishView):
    """A sheet that goes offline leaves pages behind: our own screen asks what becomes of them."""

    def dispatch(self, request, *args, **kwargs):
        original = SharedService.objects.get(
            translation_key=self.object.translation_key, locale__language_code=ORIGINAL
        )
        return redirect("catalogue_withdraw", original.pk)


class SharedServiceViewSet(SnippetViewSet):
    model = SharedService
    icon = "doc-full-inverse"
    menu_label = "Schede condivise"
    menu_order = 10
    menu_hook = "register_catalogue_menu_item"
    edit_view_class = SharedServiceEditView
    index_view_class = SharedServiceList
    unpublish_view_class = WithdrawInsteadView
    workflow_action_view_class = ApprovalView
    copy_view_enabled = False
    filterset_class = SharedServiceFilters
    list_per_page = 50
    list_display = [
        "title",
        Column("category", label="Categoria", sort_key="category__label"),
        EditionColumn("edition_number", label="Edizione", sort_key="edition_number"),
        DayColumn("edition_on", label="In vigore dal", sort_key="edition_on"),
        Column("adopter_count", label="Comuni", sort_key="adopter_count"),
        StateColumn("state", label="Stato", sort_key="live"),
        EnglishColumn("english", label="Inglese"),
    ]

    edit_handler = edit_handler(SharedServiceForm)
