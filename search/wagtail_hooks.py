from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import DateColumn
from wagtail.snippets.models import register_snippet

from cms.editing.snippet_lists import list_with
from cms.editing.snippet_views import CarefulSnippetViewSet, SnippetCreateView
from cms.staff import bodies_with_area
from cms.viewsets import OwnBodyCreateView, TenantSnippetViewSet
from search import reports
from search.models import PromotedResult, Synonym


class AskedWordsMixin:
    """From the list of searches one comes with the words that were looked for."""

    def get_initial_form_instance(self):
        instance = super().get_initial_form_instance() or self.model()
        instance.words = self.request.GET.get("words", "").replace("\x00", "")[:120]
        return instance


class SynonymCreateView(AskedWordsMixin, SnippetCreateView):
    pass


class PromotedResultCreateView(AskedWordsMixin, OwnBodyCreateView):
    pass


class SynonymViewSet(CarefulSnippetViewSet):
    """What people type and what pages say: of union IT, for all the sites."""

    model = Synonym
    icon = "search"
    menu_label = "Sinonimi della ricerca"
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["words", "means", "language"]
    list_filter = ["language"]
    search_fields = ["words", "means"]
    list_per_page = 50
    add_view_class = SynonymCreateView
    panels = [FieldPanel("words"), FieldPanel("means"), FieldPanel("language")]


class PromotedResultViewSet(TenantSnippetViewSet):
    """What a municipality puts first among the results."""

    model = PromotedResult
    icon = "pick"
    menu_label = "Risultati in primo piano"
    menu_order = 240
    add_to_admin_menu = True
    add_view_class = PromotedResultCreateView
    index_view_class = list_with("tenant", "page")
    list_display = ["words", "page", DateColumn("until", label="Fino al", sort_key="until"), "tenant"]
    list_filter = ["tenant"]


register_snippet(SynonymViewSet)
register_snippet(PromotedResultViewSet)


@hooks.register("register_admin_urls")
def register_addresses():
    return reports.urlpatterns


class SearchesEntry(MenuItem):
    def is_shown(self, request):
        bodies = bodies_with_area(request.user, reports.AREA)
        return bodies is None or bool(bodies)


@hooks.register("register_admin_menu_item")
def register_entry():
    return SearchesEntry("Ricerche", reverse("searches"), name="ricerche", icon_name="search", order=245)
