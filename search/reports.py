"""What citizens look for, for those who keep pages, synonyms and what comes first."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, Subquery, Sum, Window
from django.db.models.functions import RowNumber
from django.urls import path, reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.editing.screens import ScreenMixin
from cms.staff import bodies_with_area, is_union_it
from search.models import PromotedResult, SearchTally, SearchText

AREA = "searches"
WITHIN = timedelta(days=90)
MOST = 200
LISTS = {"senza": "Senza risultati", "nessuna": "Nessuno sceglie niente", "tutte": "Tutte"}


@dataclass(frozen=True, slots=True)
class Row:
    """A search whose text is known, over the last ninety days. `place` is the mean place of what was chosen, from 1."""

    text: str
    searches: int
    visits: int
    results: int
    chosen: int
    place: float | None
    synonym_url: str
    promote_url: str


class Searches(ScreenMixin, WagtailAdminTemplateMixin, TemplateView):
    """The searches of the sites one works for, those that find nothing first."""

    template_name = "search/admin/searches.html"
    page_title = "Ricerche dei cittadini"
    header_icon = "search"

    def get_context_data(self, **kwargs):
        which = self.request.GET.get("elenco", "")
        which = which if which in LISTS else "senza"
        tallies = self._tallies()
        return super().get_context_data(
            lists=[{"key": key, "label": label, "is_current": key == which} for key, label in LISTS.items()],
            which=which,
            rows=self._rows(tallies, which),
            totals=_totals(tallies),
            **kwargs,
        )

    def _tallies(self):
        bodies = bodies_with_area(self.request.user, AREA)
        rows = SearchTally.objects.filter(day__gte=timezone.localdate() - WITHIN)
        return rows if bodies is None else rows.filter(tenant__in=bodies)

    def _rows(self, tallies, which: str) -> list[Row]:
        of_it = tallies.filter(key=OuterRef("key")).order_by("-day", "-pk")
        found = (
            tallies.order_by()
            .values("key")
            .annotate(
                times=Sum("searches"),
                people=Sum("visits"),
                picked=Sum("chosen"),
                places=Sum("ranks"),
                last=Subquery(of_it.values("results")[:1]),
                text=Subquery(SearchText.objects.filter(key=OuterRef("key")).values("text")[:1]),
            )
            .filter(text__isnull=False)
        )
        empty = SearchTally.objects.filter(pk__in=_newest(tallies).values("pk"), results=0).values("key")
        if which == "senza":
            found = found.filter(key__in=empty)
        elif which == "nessuna":
            found = found.exclude(key__in=empty).filter(picked=0)
        may_add = is_union_it(self.request.user), self.request.user.has_perm("search.add_promotedresult")
        rows = found.order_by("-people", "text")[:MOST]
        return [_row(one | {"last": 0} if which == "senza" else one, *may_add) for one in rows]


def _newest(tallies):
    """Of each search the newest number of each body: that one finds something helps nobody on the site of another."""
    newest_first = Window(RowNumber(), partition_by=["key", "tenant"], order_by=["-day", "-pk"])
    return tallies.order_by().annotate(nth=newest_first).filter(nth=1)


def _row(one: dict, may_say: bool, may_promote: bool) -> Row:
    words = urlencode({"words": one["text"]})
    return Row(
        text=one["text"],
        searches=one["times"],
        visits=one["people"],
        results=one["last"],
        chosen=one["picked"],
        place=one["places"] / one["picked"] if one["picked"] else None,
        synonym_url=f"{reverse('wagtailsnippets_search_synonym:add')}?{words}" if may_say else "",
        promote_url=f"{reverse(PromotedResult.snippet_viewset.get_url_name('add'))}?{words}" if may_promote else "",
    )


def _totals(tallies) -> dict:
    """Numbers of all searches, also of those whose text nobody knows."""
    known = Q(key__in=SearchText.objects.values("key"))
    return tallies.aggregate(
        times=Sum("searches", default=0),
        empty=Sum("searches", filter=Q(results=0), default=0),
        picked=Sum("chosen", default=0),
        known=Sum("searches", filter=known, default=0),
        different=Count("key", distinct=True),
    )


urlpatterns = [path("ricerche/", Searches.as_view(), name="searches")]
