"""The first page of the admin."""

from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.ui.components import Component

from cms.models import BasePage
from cms.staff import bodies_among, bodies_of, rights_of, working_body
from staff import waiting


class WaitingPanel(Component):
    """What waits for whoever looks, before anything else."""

    name = "waiting"
    order = 10
    template_name = "staff/waiting.html"

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context):
        user = self.request.user
        allowed = bodies_of(user)
        return {
            "request": self.request,
            "piles": waiting.piles(user),
            "bodies": bodies_among(allowed),
            "working_body": working_body(self.request, allowed),
            "roles": sorted({right.role.label for right in rights_of(user)}),
        }


# Of Wagtail's own panels these say the same things in another way.
REPLACED = {"workflow_objects_to_moderate", "user_objects_in_workflow_moderation", "locked_pages"}


def arrange(request, panels: list) -> None:
    panels[:] = [WaitingPanel(request), *(panel for panel in panels if getattr(panel, "name", "") not in REPLACED)]


class OwnPagesSummaryItem(PagesSummaryItem):
    """How many pages a person's bodies have: Wagtail counts all those below the root that two languages share."""

    def get_context_data(self, parent_context):
        bodies = bodies_of(self.request.user)
        pages = BasePage.objects.all() if bodies is None else BasePage.objects.filter(tenant__in=bodies)
        return {**super().get_context_data(parent_context), "total_pages": pages.count()}


def count_own_pages(request, items: list) -> None:
    items[:] = [OwnPagesSummaryItem(request) if type(item) is PagesSummaryItem else item for item in items]
