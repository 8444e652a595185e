"""Whose requests an operator sees: those of the offices of their teams, and no others (GDPR art. 25)."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils.functional import cached_property
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.editing.screens import ScreenMixin
from cms.roles import ROLES
from cms.staff import bodies_with_area
from tickets.models import Attachment, Team, Ticket
from tickets.rules.states import OPEN

AREA = "inbox"
VIEWS = ("inbox", "inbox_ratings", "inbox_csv", "inbox_bulk", "inbox_ticket", "inbox_file")


def tickets_of(user, of_them: Q | None = None):
    """What a user may work on: everything for union IT; else what belongs to the offices of their teams, what no team
    of their body has taken if theirs takes the rest (or none does), and what a colleague has given to them. What
    everybody sees of a report can be taken away also when its person is forgotten."""
    return Ticket.objects.filter(Q(forgotten_at=None) | Q(is_public=True)).filter(
        theirs(user) if of_them is None else of_them
    )


def theirs(user) -> Q:
    """What holds of the requests that a user may work on. Teams are few: their keys are written into the question,
    which the database then answers from its indexes."""
    bodies = bodies_with_area(user, AREA)
    if bodies is None:
        return Q()
    mine, taken, takes_rest = set(), set(), {}
    columns = ("tenant_id", "takes_rest", "offices", "mine")
    teams = Team.objects.filter(tenant__in=bodies).annotate(mine=Exists(_membership(user))).order_by()
    for tenant_id, rest, office, is_mine in teams.values_list(*columns):
        taken.add(office)
        if is_mine:
            mine.add(office)
        if rest:
            takes_rest[tenant_id] = takes_rest.get(tenant_id, False) or is_mine
    rest_of = [key for key in bodies if takes_rest.get(key, True)]
    others = taken - mine - {None}
    left = Q(holder__in=rest_of)
    if others:
        left &= Q(office=None) | ~Q(office__in=others)
    return Q(holder__in=bodies) & (left | Q(office__in=mine - {None}) | Q(assigned_to=user))


def _membership(user):
    return Team.operators.through.objects.filter(team=OuterRef("pk"), user=user)


def operators_of(tenant_id: int):
    """Who may be given a request of a body: the people of its groups whose role opens the inbox."""
    keys = [role.key for role in ROLES.values() if AREA in role.areas]
    people = get_user_model().objects.filter(
        is_active=True, groups__staff_group__tenant=tenant_id, groups__staff_group__role_key__in=keys
    )
    return people.distinct().order_by("last_name", "first_name", "username")


def has_inbox(user) -> bool:
    bodies = bodies_with_area(user, AREA)
    return bodies is None or bool(bodies)


def tickets_theirs(user, keys) -> bool:
    return tickets_of(user).filter(pk__in=keys).count() == len(set(keys))


def files_theirs(user, keys) -> bool:
    rows = Attachment.objects.filter(pk__in=keys, ticket__in=tickets_of(user))
    return rows.count() == len(set(keys))


class InboxScreen(ScreenMixin, WagtailAdminTemplateMixin):
    """A screen of the inbox. The guard asks the same: two locks, because one may be left open by mistake."""

    header_icon = "mail"

    @cached_property
    def theirs(self) -> Q:
        return theirs(self.request.user)

    @property
    def tickets(self):
        return tickets_of(self.request.user, self.theirs)

    @property
    def open_tickets(self):
        """Nobody of what is open is forgotten."""
        return Ticket.objects.filter(self.theirs, state__in=OPEN)

    @cached_property
    def ticket(self) -> Ticket:
        rows = self.tickets.select_related("category", "tenant__site", "holder", "office", "service", "assigned_to")
        found = rows.filter(pk=self.kwargs["ticket_id"]).first()
        if found is None:
            raise Http404
        return found
