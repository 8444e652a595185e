"""How documents, calls, datasets and projects are listed in the admin."""

from django.db.models import Q
from django.utils import timezone
from wagtail.admin.ui.tables import Column

from cms.editing.listing import (
    ChoiceByKey,
    ChooseSectionView,
    DatesByKey,
    DayColumn,
    ListFilters,
    ModelsByKey,
    PreparedColumn,
    TypeListViewSet,
    TypePageViewSet,
    between,
    columns,
    mine,
    parent_column,
    terms,
    titles_of,
)
from offices.models import OfficePage
from publications.models import (
    CallPage,
    DatasetPage,
    DocumentPage,
    DocumentTypePage,
    FormsFolderPage,
    ProjectPage,
)


def _of_types(chosen) -> Q:
    found = Q(pk=0)
    for path in DocumentTypePage.objects.filter(document_type__in=chosen).values_list("path", flat=True):
        found |= Q(path__startswith=path)
    return found


def _for_datasets():
    return DocumentTypePage.objects.filter(document_type__key="dataset").values("pk")


def of_offices(field: str) -> ModelsByKey:
    """A filter by the office that a key of a type points at: `of_offices("callpage__office")`."""
    return ModelsByKey(
        label="Ufficio responsabile",
        queryset=mine(OfficePage),
        condition=lambda offices: Q(**{f"{field}__in": offices}),
    )


def office_column(field: str = "office") -> PreparedColumn:
    return PreparedColumn("office", label="Ufficio responsabile", read=titles_of(field), width="16%")


# --- Documents --------------------------------------------------------------------------------------------------------


class DocumentFilters(ListFilters):
    kind = ModelsByKey(label="Tipo di documento", queryset=terms("tipi_documento"), condition=_of_types)
    office = of_offices("documentpage__office")
    published_on = DatesByKey(label="Data di pubblicazione", condition=between("documentpage__published_on"))


DOCUMENT_COLUMNS = columns(
    parent_column("Tipo di documento"),
    office_column(),
    DayColumn("published_on", label="Pubblicato il", sort_key="listing_date", width="10%"),
)


class DocumentViewSet(TypePageViewSet):
    model = DocumentPage
    icon = "doc-full"
    columns = DOCUMENT_COLUMNS
    filterset_class = DocumentFilters


class ChooseDocumentType(ChooseSectionView):
    """Every type but datasets, which have pages of another type."""

    def get_valid_parent_pages(self, user):
        return super().get_valid_parent_pages(user).exclude(pk__in=_for_datasets())


class DocumentListViewSet(TypeListViewSet):
    model = DocumentPage
    icon = "doc-full"
    menu_label = "Documenti pubblici"
    menu_order = 60
    ordering = "-listing_date"
    columns = DOCUMENT_COLUMNS
    filterset_class = DocumentFilters
    choose_parent_view_class = ChooseDocumentType


FOLDER_COLUMNS = columns(parent_column("Tipo di documento"))


class FormsFolderViewSet(TypePageViewSet):
    model = FormsFolderPage
    icon = "folder-open-inverse"
    columns = FOLDER_COLUMNS


class FormsFolderListViewSet(TypeListViewSet):
    model = FormsFolderPage
    icon = "folder-open-inverse"
    menu_label = "Cartelle di moduli"
    menu_order = 61
    columns = FOLDER_COLUMNS
    choose_parent_view_class = ChooseDocumentType


# --- Calls ------------------------------------------------------------------------------------------------------------


def _by_deadline(wanted: str) -> Q:
    ended = Q(callpage__deadline__lt=timezone.now())
    return ended if wanted == "ended" else ~ended


class CallFilters(ListFilters):
    kind = ChoiceByKey(label="Tipologia", choices=CallPage.Kind.choices, condition=lambda kind: Q(callpage__kind=kind))
    deadline = ChoiceByKey(
        label="Scadenza", choices=[("open", "Non ancora scaduti"), ("ended", "Scaduti")], condition=_by_deadline
    )
    office = of_offices("callpage__office")


CALL_COLUMNS = columns(
    Column("listing_label", label="Tipologia", sort_key="listing_label", width="14%"),
    office_column(),
    DayColumn("deadline", label="Scade il", sort_key="listing_date", width="10%"),
)


class CallViewSet(TypePageViewSet):
    model = CallPage
    icon = "calendar-alt"
    columns = CALL_COLUMNS
    filterset_class = CallFilters


class CallListViewSet(TypeListViewSet):
    model = CallPage
    icon = "calendar-alt"
    menu_label = "Bandi"
    menu_order = 62
    ordering = "-listing_date"
    columns = CALL_COLUMNS
    filterset_class = CallFilters


# --- Datasets ---------------------------------------------------------------------------------------------------------


class DatasetFilters(ListFilters):
    theme = ModelsByKey(
        label="Tema",
        queryset=terms("temi_dataset"),
        condition=lambda chosen: Q(
            pk__in=DatasetPage.themes.through.objects.filter(term__in=chosen).values("datasetpage")
        ),
    )
    office = of_offices("datasetpage__holder")
    modified_on = DatesByKey(label="Ultima modifica", condition=between("datasetpage__modified_on"))


DATASET_COLUMNS = columns(
    office_column("holder"), DayColumn("modified_on", label="Dati aggiornati al", sort_key="listing_date", width="14%")
)


class DatasetViewSet(TypePageViewSet):
    model = DatasetPage
    icon = "table"
    columns = DATASET_COLUMNS
    filterset_class = DatasetFilters


class ChooseDatasetSection(ChooseSectionView):
    def get_valid_parent_pages(self, user):
        return super().get_valid_parent_pages(user).filter(pk__in=_for_datasets())


class DatasetListViewSet(TypeListViewSet):
    model = DatasetPage
    icon = "table"
    menu_label = "Dataset"
    menu_order = 64
    columns = DATASET_COLUMNS
    filterset_class = DatasetFilters
    choose_parent_view_class = ChooseDatasetSection


# --- Projects ---------------------------------------------------------------------------------------------------------


class ProjectFilters(ListFilters):
    progress = ChoiceByKey(
        label="Avanzamento",
        choices=ProjectPage.State.choices,
        condition=lambda state: Q(projectpage__state=state),
    )


PROJECT_COLUMNS = columns(
    Column("cup", label="CUP", width="16%"),
    Column("progress", label="Avanzamento", accessor="get_state_display", width="12%"),
)


class ProjectViewSet(TypePageViewSet):
    model = ProjectPage
    icon = "tasks"
    columns = PROJECT_COLUMNS
    filterset_class = ProjectFilters


class ProjectListViewSet(TypeListViewSet):
    model = ProjectPage
    icon = "tasks"
    menu_label = "Progetti PNRR"
    menu_order = 66
    columns = PROJECT_COLUMNS
    filterset_class = ProjectFilters
