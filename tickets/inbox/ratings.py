"""Ratings in the inbox: of the pages for which an operator's offices answer, with what was done about each."""

from django.contrib import messages
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from cms import audit
from cms.private_pages import number_of
from cms.staff import bodies_where, bodies_with_area
from feedback import api as feedback
from feedback.forms import LOW
from feedback.models import Rating
from services.models import ServicePage
from tickets.inbox.lists import PER_PAGE, Page, back_to_list
from tickets.inbox.rights import AREA, InboxScreen
from tickets.models import Team

PILES = {"da-leggere": "Da leggere", "lette": "Lette", "tutte": "Tutte"}


def ratings_of(user):
    """Ratings that a user answers for: all those of their bodies for who takes the rest, else of the sheets of their
    offices and of the offices' own pages."""
    rows = Rating.objects.all()
    bodies = bodies_with_area(user, AREA)
    if bodies is None:
        return rows
    mine = Team.objects.filter(operators=user, tenant__in=bodies)
    covered = set(Team.objects.filter(tenant__in=bodies, takes_rest=True).values_list("tenant_id", flat=True))
    rest = set(mine.filter(takes_rest=True).values_list("tenant_id", flat=True)) | (set(bodies) - covered)
    offices = Team.offices.through.objects.filter(team__in=mine).values("officepage_id")
    sheets = ServicePage.objects.filter(responsible_office__in=offices).values("translation_key")
    own = Q(page__translation_key__in=sheets) | Q(page__in=offices)
    return rows.filter(Q(tenant__in=rest) | (Q(tenant__in=bodies) & own))


class InboxRatings(InboxScreen, TemplateView):
    """What people say of pages and services, to read and to tick off."""

    template_name = "tickets/inbox/ratings.html"
    page_title = "Valutazioni"

    def get_context_data(self, **kwargs):
        pile = self.request.GET.get("pila", "da-leggere")
        pile = pile if pile in PILES else "da-leggere"
        rows = ratings_of(self.request.user)
        told = Q(stars__lte=LOW) | ~Q(comment="")  # the others are counted, there is nothing to read
        wanted = {"da-leggere": told & Q(seen_at=None), "lette": Q(seen_at__isnull=False), "tutte": Q()}
        unread = rows.filter(wanted["da-leggere"])
        found = (
            rows.filter(wanted[pile])
            .select_related("page", "tenant", "seen_by", "improvement")
            .order_by("-created_at", "-pk")
        )
        page = Page.of(found, self.request.GET.get("pagina", ""))
        improvements = reverse("wagtailsnippets_feedback_improvement:add")
        return super().get_context_data(
            rows=page.rows,
            page_of=page,
            pile=pile,
            piles=list(PILES.items()),
            unread=unread.count(),
            improvements=improvements,
            may_improve=bodies_where(self.request.user, "feedback.add_improvement") != frozenset(),
            query=f"pila={pile}",
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        keys = [number_of(key) for key in request.POST.getlist("riga")][: PER_PAGE * 2]
        rows = list(ratings_of(request.user).filter(pk__in=keys, seen_at=None))
        feedback.mark_seen(rows, timezone.now(), user=request.user)
        for tenant_id in {row.tenant_id for row in rows}:
            audit.record("valutazioni.lette", actor=request.user, tenant_id=tenant_id, request=request)
        if rows:
            messages.success(request, "Una valutazione letta." if len(rows) == 1 else f"{len(rows)} valutazioni lette.")
        else:
            messages.error(request, "Scegli almeno una riga.")
        return back_to_list(request)
