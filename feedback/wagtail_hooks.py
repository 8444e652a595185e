from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.editing.snippet_lists import StateFilter, list_with
from cms.models import BasePage
from cms.viewsets import OwnBodyCreateView, TenantSnippetViewSet
from feedback.models import Improvement, Rating


class RatingFilters(WagtailFilterSet):
    answered = StateFilter(
        label="Che cosa abbiamo fatto",
        choices=[("no", "Niente, per ora"), ("yes", "La pagina è migliorata")],
        states={
            "no": lambda ratings: ratings.filter(improvement=None),
            "yes": lambda ratings: ratings.exclude(improvement=None),
        },
    )
    commented = StateFilter(
        label="Commento",
        choices=[("yes", "Con un commento"), ("no", "Senza")],
        states={"yes": lambda ratings: ratings.exclude(comment=""), "no": lambda ratings: ratings.filter(comment="")},
    )

    class Meta:
        model = Rating
        fields = ["tenant", "stars", "answer", "language"]


class RatingViewSet(TenantSnippetViewSet):
    """Answers of citizens on the clarity of pages: to read, not to change."""

    model = Rating
    icon = "pick"
    menu_label = "Valutazioni"
    index_view_class = list_with("tenant", "page", "improvement")
    list_display = [
        "page",
        "stars",
        Column("answer", label="Risposta", accessor="get_answer_display", sort_key="answer"),
        "comment",
        DateColumn("created_at", label="Data", sort_key="created_at"),
        "tenant",
        TitleColumn(
            "improvement",
            label="Che cosa abbiamo fatto",
            accessor=lambda rating: rating.improvement or "Racconta un miglioramento",
            get_url=lambda rating: _improvement_url(rating),
        ),
    ]
    filterset_class = RatingFilters
    inspect_view_enabled = True


def _improvement_url(rating: Rating) -> str:
    if rating.improvement_id:
        return reverse("wagtailsnippets_feedback_improvement:edit", args=[rating.improvement_id])
    return f"{reverse('wagtailsnippets_feedback_improvement:add')}?page={rating.page_id}"


class ImprovementCreateView(OwnBodyCreateView):
    """From a rating one comes with its page already chosen, if it is of the body one works for."""

    def get_initial_form_instance(self):
        instance = super().get_initial_form_instance()
        page = self.request.GET.get("page", "")
        if page.isdecimal() and len(page) < 12:
            instance.page = BasePage.objects.filter(pk=int(page), tenant=instance.tenant).first()
        return instance


class ImprovementViewSet(TenantSnippetViewSet):
    """What was changed on a page because of what citizens said."""

    model = Improvement
    icon = "success"
    menu_label = "Miglioramenti"
    add_view_class = ImprovementCreateView
    index_view_class = list_with("tenant", "page")
    list_display = ["done", "page", DateColumn("done_on", label="Fatto il", sort_key="done_on"), "tenant"]
    list_filter = ["tenant"]


class ListeningGroup(SnippetViewSetGroup):
    menu_label = "Ascolto"
    menu_icon = "pick"
    menu_order = 230
    items = (RatingViewSet, ImprovementViewSet)


register_snippet(ListeningGroup)
