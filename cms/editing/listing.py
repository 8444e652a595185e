"""Lists of pages in the admin that show what matters of each type: in the explorer, and all together under "Contenuti".

Columns that need another table read it once for the whole list (`prepare`), whatever its length. Filters choose by key,
because a search refuses conditions on columns that it has not indexed.
"""

from datetime import timedelta

import django_filters
from django import forms
from django.db.models import F, Q
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils import timezone
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn, ParentPageColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms import formats
from cms.editing.page_views import SitePageViewSet
from cms.models import BasePage
from cms.versions import ORIGINAL, in_language

SOON = timedelta(days=30)


class PreparedColumn(Column):
    """A column whose values are read once for the whole list, and left on each page."""

    def __init__(self, name, *, read, **kwargs):
        super().__init__(name, **kwargs)
        self.read = read  # pages -> {key of the page: what to show}

    def prepare(self, pages) -> None:
        values = self.read(pages)
        for page in pages:
            setattr(page, f"_shown_{self.name}", values.get(page.pk, ""))

    def get_value(self, instance):
        return getattr(instance, f"_shown_{self.name}", "")


class DayColumn(Column):
    """A day written out: "8 months ago" says nothing to who plans a review."""

    def get_value(self, instance):
        day = super().get_value(instance)
        return formats.day(day, "j M Y")


class YesNoColumn(Column):
    def get_value(self, instance):
        return "sì" if super().get_value(instance) else "no"


def titles_of(field: str):
    """For a `PreparedColumn`: titles of the pages that a key of the listed pages points at."""

    def read(pages) -> dict[int, str]:
        keys = {page.pk: getattr(page, f"{field}_id") for page in pages}
        titles = dict(Page.objects.filter(pk__in={*keys.values()} - {None}).values_list("pk", "title"))
        return {page: titles.get(key, "") for page, key in keys.items()}

    return read


def columns(*own) -> list:
    """The columns of a list: title and state are everybody's, those between belong to the type."""
    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label="Titolo", sort_key="title", classname="title"),
        *own,
        DayColumn("review_by", label="Da rivedere entro", sort_key="review_by", width="9%"),
        PageStatusColumn("status", label="Stato", sort_key="live", width="9%"),
    ]


def parent_column(label: str) -> ParentPageColumn:
    """The list that a page stands in; the explorer, which is inside it, leaves the column out."""
    return ParentPageColumn("parent", label=label)


# --- Filters ----------------------------------------------------------------------------------------------------------


class ByKey:
    """Choose pages by their keys: it works in a search too."""

    def __init__(self, *args, condition, **kwargs):
        super().__init__(*args, **kwargs)
        self.condition = condition  # value -> Q on BasePage

    def filter(self, qs, value):
        if value in (None, "", []) or (hasattr(value, "exists") and not value.exists()):
            return qs
        return qs.filter(pk__in=BasePage.objects.filter(self.condition(value)).order_by().values("pk"))


class ChoiceByKey(ByKey, django_filters.ChoiceFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, empty_label="Tutte", widget=RadioSelect, **kwargs)


class ModelsByKey(ByKey, django_filters.ModelMultipleChoiceFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=CheckboxSelectMultiple, **kwargs)


class DatesByKey(ByKey, django_filters.DateFromToRangeFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=DateRangePickerWidget, **kwargs)


def between(field: str):
    """Condition of a `DatesByKey`."""

    def condition(days) -> Q:
        found = Q()
        if days.start:
            found &= Q(**{f"{field}__gte": days.start})
        if days.stop:
            found &= Q(**{f"{field}__lte": days.stop})
        return found

    return condition


def mine(model):
    """For choices of a filter: the pages of a type that this person may look at in the explorer."""

    def queryset(request):
        allowed = page_permission_policy.explorable_instances(request.user)
        return model.objects.filter(in_language(ORIGINAL), pk__in=allowed.values("pk")).order_by("title")

    return queryset


def terms(vocabulary: str):
    """For choices of a filter: the terms of a vocabulary."""
    from cms.models import Term

    return lambda request: Term.objects.of(vocabulary).order_by("sort_order", "label")


def _in_state(state: str) -> Q:
    return {
        "live": Q(live=True, has_unpublished_changes=False),
        "changed": Q(live=True, has_unpublished_changes=True),
        "draft": Q(live=False),
    }[state]


def _in_review(state: str) -> Q:
    today = timezone.localdate()
    unread = Q(reviewed_on=None) | Q(reviewed_on__lt=F("review_by"))
    return {
        "due": unread & Q(review_by__lte=today),
        "soon": unread & Q(review_by__gt=today, review_by__lte=today + SOON),
        "never": Q(reviewed_on=None),
    }[state]


class ListFilters(WagtailFilterSet):
    """What every list can be narrowed by; types add their own above."""

    state = ChoiceByKey(
        label="Stato",
        choices=[("live", "In linea"), ("changed", "In linea, con modifiche da pubblicare"), ("draft", "Bozza")],
        condition=_in_state,
    )
    review = ChoiceByKey(
        label="Revisione",
        choices=[("due", "Da rivedere adesso"), ("soon", "Da rivedere entro 30 giorni"), ("never", "Mai riviste")],
        condition=_in_review,
    )

    class Meta:
        model = BasePage
        fields = []


# --- Views ------------------------------------------------------------------------------------------------------------


class PreparedListMixin:
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        pages = list(context["object_list"])
        for column in self.columns:
            if isinstance(column, PreparedColumn):
                column.prepare(pages)
        return context


class ExplorerList(PreparedListMixin, ExplorableIndexView):
    pass


class WholeList(PreparedListMixin, IndexView):
    default_ordering = "title"
    show_locale_labels = False  # "Italiano" on nearly every row says nothing; the filter does

    def get_base_queryset(self):
        """Italian pages, unless the filter of languages asks for others: a translation is found beside its original."""
        pages = super().get_base_queryset()
        originals = BasePage.objects.filter(in_language(ORIGINAL)).values("pk")
        return pages if self.request.GET.get("locale") else pages.filter(pk__in=originals)


class SectionField(forms.ModelChoiceField):
    def label_from_instance(self, page):
        return f"{page.title} ({page.tenant.short_name})" if self.names_bodies else page.title


class SectionForm(forms.Form):
    """Where a new page goes: the few sections that take it, one tick away."""

    parent_page = SectionField(
        queryset=BasePage.objects.none(),
        label="Sezione",
        help_text="La pagina si vedrà in questa parte del sito. Esempio: «Avvisi» per una strada chiusa.",
        widget=RadioSelect,
        empty_label=None,
    )

    def __init__(self, sections, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["parent_page"]
        field.queryset = sections
        field.names_bodies = len({section.tenant_id for section in sections}) > 1


class ChooseSectionView(ChooseParentView):
    page_title = "Dove va la nuova pagina?"
    submit_button_label = "Continua"

    def get_form(self):
        parents = self.get_valid_parent_pages(self.request.user)
        sections = BasePage.objects.filter(pk__in=parents.values("pk")).select_related("tenant").order_by("path")
        return SectionForm(sections, self.request.POST if self.request.method == "POST" else None)


class TypePageViewSet(SitePageViewSet):
    """For one type of page: its list in the explorer has columns and filters of its own."""

    index_view_class = ExplorerList
    filterset_class = ListFilters


class TypeListViewSet(PageListingViewSet):
    """All pages of one type that a person may look at, wherever they are, under "Contenuti"."""

    index_view_class = WholeList
    choose_parent_view_class = ChooseSectionView
    filterset_class = ListFilters
    menu_hook = "register_content_menu_item"
